/* test_store_faults.c - a small life of the book on a disk that fails, and after each failure the
 * same questions: is the file whole, is the chain unbroken, does the ledger add up, and is every
 * transaction there that was reported as committed?
 *
 * KRAV_TORTURE_CUTS sets the number of power cuts (500), KRAV_TORTURE_SEED where they begin. */
#include "torture/fault_vfs.h"
#include "unit/store/book.h"

#include "store/agenda.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "store/query.h"

#define VFS            "fault"
#define N_TRANSACTIONS 8
#define N_STEPS        2 /* of each */

struct bench {
    struct fault_vfs *vfs;
    char dir[64], model[96], path[96], cut[96]; /* the first book, the one at work, what is left */
    const char *synchronous;                    /* a pragma for the controls; NULL: as it is */
    struct db *db;
    int64_t creditor, debtor;
    int64_t acknowledged; /* the last step whose commit was reported as done */
    int64_t attempted;    /* the last step of any commit that was begun */
};

static int step_write(struct bench *b, struct journal_head *head, struct status *st) {
    int64_t id = head->id + 1, case_id = CASE_FIRST_ID + id % 3, set_id;
    struct effect effect = {.key = hash_n((int)id),
                            .case_id = case_id,
                            .kind = EFFECT_LETTER,
                            .letter = LETTER_REMINDER,
                            .by = CHANNEL_LETTER,
                            .days = 14,
                            .planned = TODAY,
                            .last_day = TODAY + 9};
    struct event event = {.kind = EVENT_PAYMENT_ALLOCATED, .day = TODAY, .amount = 100 + id};
    struct step step = {.version = STEP_VERSION,
                        .id = id,
                        .case_id = case_id,
                        .fact = {.kind = FACT_PAID, .booked_day = TODAY},
                        .events = &event,
                        .n_events = 1,
                        .effects = &effect,
                        .n_effects = 1};
    const struct posting postings[] = {
        {ACCOUNT_CLIENT_BANK, case_id, b->creditor, event.amount},
        {ACCOUNT_CREDITOR_PAYABLE, case_id, b->creditor, -event.amount},
    };
    struct posting_set set = {.step = id,
                              .why = event.kind,
                              .legal_day = TODAY,
                              .booked_day = TODAY,
                              .postings = postings,
                              .n = 2};
    struct krav_case c = {
        .id = case_id, .creditor = b->creditor, .debtor = b->debtor, .opened = TODAY, .steps = id};
    struct buf body, bytes;
    buf_init(&body, 65536);
    buf_init(&bytes, 65536);
    record_write(&step_record, &step, &body);
    record_write(&case_record, &c, &bytes);
    struct hash hash = hash_of(buf_text(&bytes));
    int code = journal_append(b->db, head, &step, buf_text(&body), 0, st);
    if (code == STATUS_OK) {
        code = ledger_post(b->db, &set, &set_id, st);
    }
    if (code == STATUS_OK) {
        code = cases_save(b->db, &c, buf_text(&bytes), &hash, st);
    }
    if (code == STATUS_OK) {
        code = agenda_set(b->db, case_id, AGENDA_RULE, TODAY + (day)id, st);
    }
    if (code == STATUS_OK) {
        code = outbox_add(b->db, &effect, id, st);
    }
    buf_fini(&body);
    buf_fini(&bytes);
    return code;
}

static int transaction_run(struct bench *b, struct status *st) {
    struct journal_head head;
    int code = journal_head(b->db, &head, st);
    if (code == STATUS_OK) {
        code = db_begin(b->db, st);
    }
    for (int i = 0; code == STATUS_OK && i < N_STEPS; i++) {
        code = db_savepoint(b->db, st);
        if (code == STATUS_OK) {
            code = step_write(b, &head, st);
        }
        if (code == STATUS_OK) {
            code = db_release(b->db, st);
        }
    }
    if (code != STATUS_OK) {
        db_rollback(b->db);
        return code;
    }
    b->attempted = head.id > b->attempted ? head.id : b->attempted;
    code = db_commit(b->db, st);
    if (code == STATUS_OK) {
        b->acknowledged = head.id;
    }
    return code;
}

static bool book_at_work_open(struct bench *b) {
    struct status st = {0};
    if (db_open(b->path, DB_WRITE, VFS, &b->db, &st) != STATUS_OK) {
        return false;
    }
    /* Often, so that the short life holds checkpoints, and failures in the midst of them. */
    int code = query_script(b->db, "test", "PRAGMA wal_autocheckpoint = 24", &st);
    if (code == STATUS_OK && b->synchronous != NULL) {
        code = query_script(b->db, "test", b->synchronous, &st);
    }
    return code == STATUS_OK;
}

/* True if all of it came through: each transaction is tried again after a failure, twice, on
 * the same connection if that still stands and on a new one if not. */
static bool life_live(struct bench *b) {
    b->acknowledged = b->attempted = 0;
    bool is_open = book_at_work_open(b);
    int n_done = 0, n_failed = 0;
    while (n_done < N_TRANSACTIONS && n_failed < 3) {
        struct status st = {0};
        if (is_open && transaction_run(b, &st) == STATUS_OK) {
            n_done++;
            n_failed = 0;
            continue;
        }
        n_failed++;
        if (!is_open || n_failed > 1) {
            db_close(b->db);
            b->db = NULL;
            is_open = book_at_work_open(b);
        }
    }
    return n_done == N_TRANSACTIONS;
}

struct chain {
    struct hash last;
    int64_t id;
    bool is_whole;
};

static int chain_check(void *ctx, const struct journal_row *row) {
    struct chain *chain = ctx;
    struct hash hash = step_hash(&chain->last, row->body);
    chain->is_whole = chain->is_whole && row->id == chain->id + 1 &&
                      hash_eq(&row->previous, &chain->last) && hash_eq(&row->hash, &hash);
    chain->last = row->hash;
    chain->id = row->id;
    return 0;
}

static int audit_all(struct db *db, struct faults *f, struct status *st) {
    int (*const audits[])(struct db *, struct faults *, struct status *) = {
        audit_database, audit_ledger, audit_client_money, audit_settlements, audit_wakeups,
        audit_outbox, audit_cases,
    };
    int code = STATUS_OK;
    for (size_t i = 0; code == STATUS_OK && i < sizeof audits / sizeof audits[0]; i++) {
        code = audits[i](db, f, st);
    }
    return code;
}

enum answer { WHOLE, LOST, BROKEN };

/* Opens the file with SQLite's own VFS; `why` says what is wrong with it. */
static enum answer book_answer(const struct bench *b, const char *path, char *why, size_t size) {
    struct status st = {0};
    struct arena arena;
    struct faults faults;
    struct chain chain = {.is_whole = true};
    struct db *db = NULL;
    arena_init(&arena);
    faults_init(&faults, &arena, 5);
    int code = db_open(path, DB_WRITE, NULL, &db, &st);
    if (code == STATUS_OK) {
        code = journal_walk(db, 0, 0, chain_check, &chain, &st);
    }
    if (code == STATUS_OK) {
        code = audit_all(db, &faults, &st);
    }
    enum answer answer = WHOLE;
    (void)snprintf(why, size, "%s: steps %lld, acknowledged %lld, attempted %lld; %s %.*s",
                   chain.is_whole ? "chain whole" : "chain broken", (long long)chain.id,
                   (long long)b->acknowledged, (long long)b->attempted, st.text,
                   TEXT_ARG(faults.n > 0 ? faults.items[0] : TEXT("")));
    if (code != STATUS_OK || faults_any(&faults) || !chain.is_whole || chain.id > b->attempted ||
        chain.id % N_STEPS != 0) {
        answer = BROKEN;
    } else if (chain.id < b->acknowledged) {
        answer = LOST;
    }
    db_close(db);
    arena_fini(&arena);
    return answer;
}

static void file_copy(const char *from, const char *to) {
    char buffer[65536];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    ensure(in != NULL);
    ensure(out != NULL);
    while ((n = fread(buffer, 1, sizeof buffer, in)) > 0) {
        ensure(fwrite(buffer, 1, n, out) == n);
    }
    ensure(fclose(out) == 0);
    ensure(fclose(in) == 0);
}

static void book_forget(const char *path) {
    char name[128];
    (void)unlink(path);
    (void)snprintf(name, sizeof name, "%s-wal", path);
    (void)unlink(name);
    (void)snprintf(name, sizeof name, "%s-shm", path);
    (void)unlink(name);
}

static void life_prepare(struct bench *b) {
    db_close(b->db);
    b->db = NULL;
    book_forget(b->path);
    book_forget(b->cut);
    file_copy(b->model, b->path);
}

static int bench_setup(void **state) {
    struct bench *b = mem_alloc(sizeof *b);
    struct status st = {0};
    struct creditor c = {.org = TEXT("311758489"), .name = TEXT("Fjord Strøm AS")};
    struct party p = {.kind = DEBTOR_CONSUMER, .name = TEXT("Ola Prøve")};
    struct db *db;
    (void)snprintf(b->dir, sizeof b->dir, "%s", "/tmp/krav-torture-XXXXXX");
    if (mkdtemp(b->dir) == NULL) {
        return -1;
    }
    (void)snprintf(b->model, sizeof b->model, "%s/model.db", b->dir);
    (void)snprintf(b->path, sizeof b->path, "%s/work.db", b->dir);
    (void)snprintf(b->cut, sizeof b->cut, "%s/left.db", b->dir);
    if (db_open(b->model, DB_CREATE, NULL, &db, &st) != STATUS_OK ||
        creditors_put(db, &c, &b->creditor, &st) != STATUS_OK ||
        parties_add(db, &p, &b->debtor, &st) != STATUS_OK) {
        return -1;
    }
    db_close(db); /* the last to close leaves one file */
    b->vfs = fault_vfs_new(VFS);
    *state = b;
    return 0;
}

static int bench_teardown(void **state) {
    struct bench *b = *state;
    char command[128];
    db_close(b->db);
    fault_vfs_free(b->vfs);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", b->dir);
    int rc = system(command);
    mem_free(b);
    return rc;
}

static void test_a_life_without_faults_is_whole(void **state) {
    struct bench *b = *state;
    char why[1024];
    struct fault_plan none = {.kinds = FAULT_READ | FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE};
    life_prepare(b);
    fault_vfs_start(b->vfs, &none, true);
    assert_true(life_live(b));
    assert_int_equal(b->acknowledged, N_TRANSACTIONS * N_STEPS);
    assert_true(fault_vfs_count(b->vfs) > 50); /* the disk is really in the way */
    fault_vfs_cut(b->vfs, b->path, b->cut, 1);
    if (book_answer(b, b->cut, why, sizeof why) != WHOLE) {
        fail_msg("%s", why);
    }
}

/* Every place at which this kind of operation happens fails once. */
static int64_t sweep(struct bench *b, struct fault_plan plan) {
    char why[1024];
    for (plan.nth = 1;; plan.nth++) {
        life_prepare(b);
        fault_vfs_start(b->vfs, &plan, false);
        bool came_through = life_live(b);
        bool struck = fault_vfs_has_struck(b->vfs);
        struct fault_plan none = {0};
        db_close(b->db);
        b->db = NULL;
        if (!struck) {
            return plan.nth - 1;
        }
        fault_vfs_start(b->vfs, &none, false);
        if (book_answer(b, b->path, why, sizeof why) != WHOLE) {
            fail_msg("operation %lld (kinds %u): %s", (long long)plan.nth, plan.kinds, why);
        }
        /* A fault that passes is recovered from, and the work goes on. */
        if (!plan.persistent && !came_through) {
            fail_msg("operation %lld (kinds %u): did not recover: %s", (long long)plan.nth,
                     plan.kinds, why);
        }
    }
}

static void test_every_failing_operation_leaves_the_book_whole(void **state) {
    struct bench *b = *state;
    static const struct fault_plan plans[] = {
        {.kinds = FAULT_WRITE},
        {.kinds = FAULT_WRITE, .persistent = true},
        {.kinds = FAULT_SYNC},
        {.kinds = FAULT_SYNC, .persistent = true},
        {.kinds = FAULT_READ},
        {.kinds = FAULT_READ, .persistent = true},
        {.kinds = FAULT_TRUNCATE},
        {.kinds = FAULT_TRUNCATE, .persistent = true},
        {.kinds = FAULT_WRITE, .full = true},
        {.kinds = FAULT_WRITE, .full = true, .persistent = true},
    };
    int64_t n = 0;
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        n += sweep(b, plans[i]);
    }
    print_message("%lld failures\n", (long long)n);
    assert_true(n > 200);
}

/* A second fsync would succeed without having written what the first one lost. */
static void test_after_a_failed_fsync_the_connection_is_not_used_again(void **state) {
    struct bench *b = *state;
    struct status st = {0};
    struct fault_plan plan = {.kinds = FAULT_SYNC, .nth = 1};
    life_prepare(b);
    fault_vfs_start(b->vfs, &plan, false);
    assert_true(book_at_work_open(b));
    assert_int_equal(transaction_run(b, &st), STATUS_DB);
    assert_true(fault_vfs_has_struck(b->vfs));
    assert_false(db_in_transaction(b->db));
    st = (struct status){0};
    assert_int_equal(db_begin(b->db, &st), STATUS_DB);
    assert_non_null(strstr(st.text, "opened anew"));
    db_close(b->db);
    assert_true(book_at_work_open(b));
    st = (struct status){0};
    assert_int_equal(transaction_run(b, &st), STATUS_OK);
}

static uint64_t number_of(const char *variable, uint64_t otherwise) {
    int64_t n;
    const char *value = getenv(variable);
    return value != NULL && text_to_i64(text_of(value), &n) && n > 0 ? (uint64_t)n : otherwise;
}

struct tally {
    uint64_t n[3]; /* by enum answer */
    char why[1024];
};

/* The power goes at the nth operation, and then the disk shows what it had really written. */
static struct tally cuts_make(struct bench *b, uint64_t n_cuts, uint64_t seed) {
    struct fault_plan plan = {.kinds = FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE};
    struct tally tally = {.n = {0}};
    life_prepare(b);
    fault_vfs_start(b->vfs, &plan, true);
    ensure(life_live(b));
    uint64_t n_operations = (uint64_t)fault_vfs_count(b->vfs);
    plan.persistent = true;
    for (uint64_t i = 0; i < n_cuts; i++) {
        char why[1024];
        life_prepare(b);
        plan.nth = (int64_t)(1 + (i * 7919 + seed) % n_operations);
        fault_vfs_start(b->vfs, &plan, true);
        (void)life_live(b);
        fault_vfs_cut(b->vfs, b->path, b->cut, seed + i);
        enum answer answer = book_answer(b, b->cut, why, sizeof why);
        if (answer != WHOLE && tally.n[LOST] + tally.n[BROKEN] == 0) {
            (void)snprintf(tally.why, sizeof tally.why, "cut %llu at operation %lld: %.900s",
                           (unsigned long long)i, (long long)plan.nth, why);
        }
        tally.n[answer]++;
    }
    print_message("%llu cuts from seed %llu: %llu whole, %llu lost, %llu broken\n",
                  (unsigned long long)n_cuts, (unsigned long long)seed,
                  (unsigned long long)tally.n[WHOLE], (unsigned long long)tally.n[LOST],
                  (unsigned long long)tally.n[BROKEN]);
    return tally;
}

static void test_power_cuts_lose_nothing_that_was_acknowledged(void **state) {
    struct bench *b = *state;
    uint64_t n_cuts = number_of("KRAV_TORTURE_CUTS", 500);
    struct tally tally = cuts_make(b, n_cuts, number_of("KRAV_TORTURE_SEED", 20260901));
    if (tally.n[WHOLE] != n_cuts) {
        fail_msg("%s", tally.why);
    }
}

/* If these found nothing, the test above would prove nothing. */
static void test_control_normal_loses_acknowledged_transactions(void **state) {
    struct bench *b = *state;
    b->synchronous = "PRAGMA synchronous = NORMAL";
    struct tally tally = cuts_make(b, 60, 1);
    assert_true(tally.n[LOST] > 0);
}

static void test_control_off_breaks_books(void **state) {
    struct bench *b = *state;
    b->synchronous = "PRAGMA synchronous = OFF";
    struct tally tally = cuts_make(b, 60, 1);
    assert_true(tally.n[LOST] > 0);
    assert_true(tally.n[BROKEN] > 0);
}

#define TORTURE(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TORTURE(test_a_life_without_faults_is_whole),
        TORTURE(test_every_failing_operation_leaves_the_book_whole),
        TORTURE(test_after_a_failed_fsync_the_connection_is_not_used_again),
        TORTURE(test_power_cuts_lose_nothing_that_was_acknowledged),
        TORTURE(test_control_normal_loses_acknowledged_transactions),
        TORTURE(test_control_off_breaks_books),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
