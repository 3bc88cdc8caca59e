/* house.h - a whole book in a temporary directory: real SQLite, real law, the standard rules, two
 * creditors, and no plugins.  Letters are carried out as dispatch does it, by hand. */
#ifndef KRAV_TESTS_ENGINE_HOUSE_H
#define KRAV_TESTS_ENGINE_HOUSE_H

#include "unit/base/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/check.h"
#include "domain/kid.h"
#include "engine/book.h"
#include "engine/bundle_dir.h"
#include "engine/compose.h"
#include "engine/day.h"
#include "engine/disk.h"
#include "engine/intake.h"
#include "engine/step.h"
#include "engine/tell.h"
#include "engine/verify.h"
#include "engine/view.h"
#include "store/agenda.h"
#include "store/cases.h"
#include "store/inbox.h"
#include "store/ledger.h"
#include "store/outbox.h"
#include "store/tasks.h"

#define FJORD TEXT("311758489")
#define BAKKEN TEXT("312597772")
#define CLIENT_ACCOUNT TEXT("12345678903")
#define KARI TEXT("31856397214") /* month + 80: never a person */
#define OLA TEXT("10915596784")

struct house {
    char dir[64], db[96], documents[96], run[96];
    struct log log;
    struct engine_config config;
    struct engine e;
    struct arena arena;
    struct status st;
};

static inline day on(const char *iso) {
    day d = DAY_NONE;
    assert_true(day_parse(text_of(iso), &d));
    return d;
}

/* The call succeeds; otherwise the test fails with its message. */
#define OK(house, call)                                                                            \
    do {                                                                                           \
        (house)->st = (struct status){0};                                                          \
        if ((call) != STATUS_OK) {                                                                 \
            fail_msg("%s: %s", #call, (house)->st.text);                                           \
        }                                                                                          \
    } while (0)

/* The call fails with this code, and its message holds `word`. */
#define FAILS(house, wanted, word, call)                                                           \
    do {                                                                                           \
        (house)->st = (struct status){0};                                                          \
        assert_int_equal((call), (wanted));                                                        \
        if (strstr((house)->st.text, (word)) == NULL) {                                            \
            fail_msg("%s: no \"%s\" in: %s", #call, (word), (house)->st.text);                     \
        }                                                                                          \
    } while (0)

static inline void house_import(struct house *h, const char *ini, bool agreements) {
    struct faults faults;
    struct conf conf;
    uint32_t n = 0;
    faults_init(&faults, &h->arena, 20);
    OK(h, conf_parse(text_of(ini), "test.ini", &h->arena, &faults, &conf));
    OK(h, agreements ? book_import_agreements(&h->e, &conf, &n, &faults, &h->st)
                     : book_import_creditors(&h->e, &conf, &n, &faults, &h->st));
}

static inline void house_publish(struct house *h, const struct bundle_source *source) {
    struct faults faults;
    faults_init(&faults, &h->arena, 20);
    if (book_publish(&h->e, source, TEXT("test"), &faults, &h->st)) {
        for (size_t i = 0; i < faults.n; i++) {
            print_error("%.*s\n", TEXT_ARG(faults.items[i]));
        }
        fail_msg("%s", h->st.text);
    }
}

/* A workflow of one stage, whose functions stand in `body`. */
#define ONE_STAGE(body)                                                                            \
    "local W = workflow { id = 'test', api = 1 }\n"                                                \
    "function W.start (c) return 'reminder' end\n"                                                 \
    "W.stage 'reminder' { label = 'Purring', " body " }\n"                                         \
    "W.level 'normal' { label = 'Normal' }\n"                                                      \
    "return W\n"

/* The standard rules, or one file in their place. */
static inline void house_rules(struct house *h, const char *lua) {
    struct bundle_source source;
    struct bundle_file file = {TEXT("init.lua"), text_of(lua)};
    if (lua) {
        source = (struct bundle_source){&file, 1};
    } else {
        OK(h, bundle_source_read(TEST_SCRIPTS, NULL, &h->arena, &source, &h->st));
    }
    house_publish(h, &source);
}

static inline void house_open(struct house *h, enum db_mode mode) {
    h->config.mode = mode;
    OK(h, engine_open(&h->config, &h->e, &h->st));
}

/* In memory where there is some: a commit is synced, and no test is about the disk. */
static inline const char *house_base(void) {
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

static inline int house_begin(void **state) {
    struct house *h = mem_alloc(sizeof *h);
    (void)snprintf(h->dir, sizeof h->dir, "%s/krav-engine-XXXXXX", house_base());
    if (mkdtemp(h->dir) == NULL) {
        return -1;
    }
    (void)snprintf(h->db, sizeof h->db, "%s/krav.db", h->dir);
    (void)snprintf(h->documents, sizeof h->documents, "%s/documents", h->dir);
    (void)snprintf(h->run, sizeof h->run, "%s/run", h->dir);
    h->log = (struct log){-1, LOG_ERROR}; /* nowhere */
    h->config = (struct engine_config){.home = h->dir, .db_path = h->db,
        .documents_dir = h->documents, .in_dir = h->dir, .out_dir = h->dir, .run_dir = h->run,
        .letter_plugin = TEXT("post"), .log = &h->log,
        .sender = {.name = TEXT("Nordlys Inkasso AS"), .org = TEXT("311000012"),
                   .address = TEXT("Storgata 1, 9008 Tromsø"), .phone = TEXT("77 00 00 00"),
                   .email = TEXT("post@nordlys.invalid"), .account = CLIENT_ACCOUNT}};
    arena_init(&h->arena);
    OK(h, disk_make_dir(h->documents, &h->st));
    OK(h, disk_make_dir(h->run, &h->st));
    OK(h, book_create(&h->config, CLOCK_BOOK, on("2026-03-02"), &h->st));
    house_open(h, DB_WRITE);
    house_import(h, "[creditor 311758489]\nname = Fjord Strøm AS\naccount = 15942287248\n"
                    "[creditor 312597772]\nname = Bakken Tann AS\naccount = 86011117947\n", false);
    house_import(h, "[agreement 311758489]\nfrom = 2026-01-01\nlevel = normal\n"
                    "[agreement 312597772]\nfrom = 2026-01-01\nlevel = normal\n", true);
    house_rules(h, NULL);
    *state = h;
    return 0;
}

static inline int house_end(void **state) {
    struct house *h = *state;
    char command[128];
    engine_close(&h->e);
    arena_fini(&h->arena);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", h->dir);
    const int rc = system(command);
    mem_free(h);
    return rc;
}

#define HOUSE_TEST(name) cmocka_unit_test_setup_teardown(name, house_begin, house_end)

/* ---- what comes in -------------------------------------------------------------------------- */

static inline struct incoming a_claim(const char *invoice, struct text debtor, ore principal) {
    return (struct incoming){.kind = FACT_CLAIM_RECEIVED, .line = 1, .source_id = text_of(invoice),
        .creditor_org = FJORD, .invoice = text_of(invoice), .debtor_kind = DEBTOR_CONSUMER,
        .debtor_id = debtor, .debtor_name = TEXT("Kari Prøve"), .address1 = TEXT("Åsgata 1"),
        .postcode = TEXT("0001"), .city = TEXT("Oslo"), .principal = principal,
        .issued = on("2026-01-12"), .due = on("2026-02-02"), .vat_liable = true,
        .description = TEXT("Strøm januar")};
}

static inline struct incoming a_payment(const char *id, struct text kid, ore amount, day booked) {
    return (struct incoming){.kind = amount < 0 ? FACT_PAYMENT_REVERSED : FACT_PAID, .line = 1,
        .source_id = text_of(id), .account = CLIENT_ACCOUNT, .kid = kid, .amount = amount,
        .booked = booked, .ordered = booked};
}

static inline struct incoming a_credit_note(const char *id, const char *invoice, ore amount) {
    return (struct incoming){.kind = FACT_CREDIT_NOTE, .line = 1, .source_id = text_of(id),
        .creditor_org = FJORD, .invoice = text_of(invoice), .amount = amount,
        .issued = on("2026-02-20")};
}

static inline int house_try(struct house *h, const struct incoming *in, enum taken *taken) {
    OK(h, engine_chunk_begin(&h->e, &h->st));
    const int rc = intake_record(&h->e, in, TEXT("test"), &h->arena, taken, &h->st);
    struct status st = h->st;
    OK(h, engine_chunk_commit(&h->e, &h->st));
    h->st = st;
    return rc;
}

static inline enum taken house_take(struct house *h, struct incoming in) {
    enum taken taken = TAKEN_REFUSED;
    if (house_try(h, &in, &taken)) {
        fail_msg("%s", h->st.text);
    }
    return taken;
}

#define FIRST_CASE INT64_C(100000001)

static inline int64_t house_claim(struct house *h, const char *invoice, struct text debtor,
                                  ore principal) {
    int64_t id = 0;
    int32_t claim = 0;
    assert_int_equal(house_take(h, a_claim(invoice, debtor, principal)), TAKEN_NEW);
    OK(h, invoice_find(h->e.db, h->e.creditors[0].id, text_of(invoice), &id, &claim, &h->st));
    return id;
}

static inline struct text kid_of(struct house *h, int64_t case_id) {
    char kid[KID_OWN_LEN + 1];
    return arena_text(&h->arena, text_of(kid_make(case_id, 0, kid)));
}

/* ---- what is done --------------------------------------------------------------------------- */

static inline void house_day(struct house *h, const char *iso) {
    OK(h, day_open(&h->e, on(iso), &h->st));
    OK(h, day_agenda(&h->e, &h->st));
}

static inline uint32_t house_rows(struct house *h, enum effect_state state,
                                  struct outbox_row **rows) {
    uint32_t n = 0;
    const struct outbox_filter f = {.kind = EFFECT_LETTER, .state = state,
        .today = h->e.today, .n_max = 100, .minute = engine_minute(&h->e)};
    OK(h, outbox_ready(h->e.db, &f, &h->arena, rows, &n, &h->st));
    return n;
}

/* Composes what is planned and commits it as asked; returns how many. */
static inline uint32_t house_compose(struct house *h) {
    struct outbox_row *rows;
    const uint32_t n = house_rows(h, EFFECT_PLANNED, &rows);
    OK(h, engine_chunk_begin(&h->e, &h->st));
    for (uint32_t i = 0; i < n; i++) {
        struct composed composed;
        OK(h, compose_look(&h->e, &rows[i], &h->arena, &composed, &h->st));
        OK(h, compose_keep(&h->e, &composed, &h->arena, &h->st));
    }
    OK(h, engine_chunk_commit(&h->e, &h->st));
    return n;
}

static inline void house_receive(struct house *h) {
    struct outbox_row *rows;
    const uint32_t n = house_rows(h, EFFECT_ASKED, &rows);
    OK(h, engine_chunk_begin(&h->e, &h->st));
    for (uint32_t i = 0; i < n; i++) {
        const struct step_input in = {.fact = {.kind = FACT_RECEIPT, .subject = SUBJECT_CASE,
            .subject_id = rows[i].effect.case_id, .actor = TEXT("post"), .legal_day = h->e.today,
            .booked_day = h->e.today, .key = rows[i].effect.key, .document = rows[i].document,
            .reason = TEXT("ref-1")}};
        struct step_outcome out;
        OK(h, engine_step(&h->e, &in, &h->arena, &out, &h->st));
        rows[i].state = EFFECT_DONE;
        rows[i].reference = TEXT("ref-1");
        OK(h, outbox_move(h->e.db, &rows[i], &h->st));
    }
    OK(h, engine_chunk_commit(&h->e, &h->st));
}

static inline uint32_t house_send(struct house *h) {
    const uint32_t n = house_compose(h);
    house_receive(h);
    return n;
}

static inline int house_fact(struct house *h, struct fact fact, struct step_outcome *out) {
    fact.subject = SUBJECT_CASE;
    fact.actor = TEXT("test");
    fact.booked_day = h->e.today;
    fact.legal_day = fact.legal_day ? fact.legal_day : h->e.today;
    const struct step_input in = {.fact = fact};
    OK(h, engine_chunk_begin(&h->e, &h->st));
    const int rc = engine_step(&h->e, &in, &h->arena, out, &h->st);
    struct status st = h->st;
    OK(h, engine_chunk_commit(&h->e, &h->st));
    h->st = st;
    return rc;
}

static inline int house_tell(struct house *h, int64_t case_id, const char *what,
                             const char *reason) {
    const struct tell t = {.case_id = case_id, .what = text_of(what), .reason = text_of(reason),
        .by = TEXT("kari")};
    struct told out;
    return engine_tell(&h->e, &t, &h->arena, &out, &h->st);
}

/* The same with options: `t` has them. */
static inline int house_say(struct house *h, struct tell t, struct told *out) {
    t.by = TEXT("kari");
    return engine_tell(&h->e, &t, &h->arena, out, &h->st);
}

/* ---- what is seen --------------------------------------------------------------------------- */

static inline struct case_view *house_view(struct house *h, int64_t id) {
    struct case_view *v = arena_take(&h->arena, sizeof *v);
    OK(h, engine_view(&h->e, id, NULL, &h->arena, v, &h->st));
    return v;
}

static inline struct krav_case *house_case(struct house *h, int64_t id) {
    struct krav_case *c = arena_take(&h->arena, sizeof *c);
    OK(h, cases_load(h->e.db, id, &h->arena, c, &h->st));
    return c;
}

/* The day of a case's agenda row; DAY_NONE if it has none for this reason. */
static inline day house_agenda(struct house *h, int64_t id, enum agenda_why why) {
    struct agenda_row rows[AGENDA_WHYS];
    uint32_t n = 0;
    OK(h, agenda_of_case(h->e.db, id, rows, AGENDA_WHYS, &n, &h->st));
    for (uint32_t i = 0; i < n; i++) {
        if (rows[i].why == why) {
            return rows[i].day;
        }
    }
    return DAY_NONE;
}

static inline bool house_task(struct house *h, int64_t id, const char *reason) {
    struct task_row *rows;
    uint32_t n = 0;
    OK(h, tasks_open(h->e.db, id, &h->arena, &rows, &n, &h->st));
    for (uint32_t i = 0; i < n; i++) {
        if (text_starts(rows[i].reason, text_of(reason)) && rows[i].case_id == id) {
            return true;
        }
    }
    return false;
}

static inline ore house_balance(struct house *h, int64_t case_id, enum account account) {
    const struct ledger_filter f = {.case_id = case_id};
    struct ledger_balance *rows;
    uint32_t n = 0;
    OK(h, ledger_trial(h->e.db, &f, &h->arena, &rows, &n, &h->st));
    for (uint32_t i = 0; i < n; i++) {
        if (rows[i].account == account) {
            return rows[i].balance;
        }
    }
    return 0;
}

/* The faults verify finds, all of them in one text. */
static inline const char *house_faults(struct house *h, struct verified *out) {
    struct faults faults;
    struct buf all;
    faults_init(&faults, &h->arena, 50);
    OK(h, engine_verify(&h->e, &faults, out, &h->st));
    buf_init(&all, 1u << 16);
    for (size_t i = 0; i < faults.n; i++) {
        buf_addf(&all, "%.*s\n", TEXT_ARG(faults.items[i]));
    }
    const char *kept = arena_cstr(&h->arena, buf_text(&all));
    buf_fini(&all);
    return kept;
}

/* The whole book adds up, and every open case will wake. */
static inline void house_whole(struct house *h) {
    struct verified v;
    assert_string_equal(house_faults(h, &v), "");
    assert_int_equal(v.steps, h->e.head.id);
}

/* SQL past the store, as a person with the sqlite3 shell could. */
static inline void house_raw(struct house *h, const char *sql) {
    sqlite3 *raw = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(h->db, &raw), SQLITE_OK);
    if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
}

#endif
