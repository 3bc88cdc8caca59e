/* floor.c - see floor.h.
 *
 * A chunk is first loaded as a list of statements with their values, and then run. */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "floor_files.h"
#include "floor_sql.h"
#include "office.h"
#include "store/query.h"

#define OPS_MAX 40000
#define VALUES_MAX 400000
#define VALUES_OF_OP_MAX 32

/* One statement to run; a step's own has its chain hash computed on the clock. */
struct op {
    sqlite3_stmt *stmt;
    uint32_t first, n;
    bool is_step;
};

struct floor {
    struct db *db, *book; /* the copy, and the engine's, read */
    struct journal_head head;
    int64_t last_case, last_text;
    sqlite3_stmt *stmts[STATEMENTS];
    struct stream streams[STREAMS];
    sqlite3_stmt *steps, *cases, *agenda, *agenda_here, *letter;
    struct op ops[OPS_MAX];
    uint32_t n_ops;
    sqlite3_value *values[VALUES_MAX];
    uint32_t n_values;
    struct floor_files files;
};

static void must_sql(sqlite3 *db, int rc) {
    if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE) {
        (void)fprintf(stderr, "bench: floor: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
}

static sqlite3_stmt *prepare(struct db *db, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    must_sql(db->handle, sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt,
                                            NULL));
    return stmt;
}

static int64_t number_of(struct db *db, const char *sql) {
    sqlite3_stmt *stmt = prepare(db, sql);
    must_sql(db->handle, sqlite3_step(stmt));
    const int64_t n = sqlite3_column_int64(stmt, 0);
    (void)sqlite3_finalize(stmt);
    return n;
}

struct floor *floor_open(const struct floor_places *places) {
    struct status st = {0, ""};
    struct floor *f = mem_alloc(sizeof *f);
    bench_must(db_open(places->path, DB_WRITE, NULL, &f->db, &st), &st, places->path);
    bench_must(db_open(places->book, DB_READ, NULL, &f->book, &st), &st, places->book);
    bench_must(journal_head(f->db, &f->head, &st), &st, "head");
    for (int i = 0; i < STATEMENTS; i++) {
        f->stmts[i] = prepare(f->db, floor_statements[i]);
    }
    for (int i = 0; i < STREAMS; i++) {
        f->streams[i] = floor_streams[i];
        f->streams[i].from = prepare(f->book, floor_streams[i].select);
        f->streams[i].into = prepare(f->db, floor_streams[i].insert);
    }
    f->steps = prepare(f->book, "SELECT id, case_id, fact, booked_day, at, body, previous, hash"
                                " FROM steps WHERE id = ?");
    f->cases = prepare(f->book, "SELECT * FROM cases WHERE id = ?");
    f->agenda = prepare(f->book, "SELECT case_id, why, day FROM agenda WHERE case_id = ?");
    f->agenda_here = prepare(f->db, "SELECT case_id, why FROM agenda WHERE case_id = ?");
    f->letter = prepare(f->book, "SELECT id, content, document, plugin, reference, key, reason,"
                                 " state"
                                 " FROM outbox WHERE case_id = ? ORDER BY id DESC LIMIT 1");
    f->last_case = number_of(f->db, "SELECT coalesce(max(id), 0) FROM cases");
    f->last_text = number_of(f->db, "SELECT coalesce(max(rowid), 0) FROM texts");
    floor_files_init(&f->files, places);
    return f;
}

void floor_close(struct floor *f) {
    for (int i = 0; i < STATEMENTS; i++) {
        (void)sqlite3_finalize(f->stmts[i]);
    }
    for (int i = 0; i < STREAMS; i++) {
        (void)sqlite3_finalize(f->streams[i].from);
        (void)sqlite3_finalize(f->streams[i].into);
    }
    sqlite3_stmt *const own[] = {f->steps, f->cases, f->agenda, f->agenda_here, f->letter};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        (void)sqlite3_finalize(own[i]);
    }
    db_close(f->db);
    db_close(f->book);
    floor_files_fini(&f->files);
    mem_free(f);
}

/* ---- loading, off the clock ---------------------------------------------------------------- */

static struct op *op_add(struct floor *f, sqlite3_stmt *stmt) {
    ensure(f->n_ops < OPS_MAX);
    struct op *op = &f->ops[f->n_ops++];
    *op = (struct op){.stmt = stmt, .first = f->n_values};
    return op;
}

static void op_value(struct floor *f, struct op *op, sqlite3_value *v) {
    ensure(f->n_values < VALUES_MAX);
    ensure(op->n < VALUES_OF_OP_MAX);
    f->values[f->n_values++] = sqlite3_value_dup(v);
    op->n++;
}

/* The first n columns of the row at hand become the values of a statement. */
static struct op *op_row(struct floor *f, sqlite3_stmt *stmt, sqlite3_stmt *row, int n) {
    struct op *op = op_add(f, stmt);
    for (int i = 0; i < n; i++) {
        op_value(f, op, sqlite3_column_value(row, i));
    }
    return op;
}

static void op_column(struct floor *f, int statement, sqlite3_stmt *row, int column) {
    op_value(f, op_add(f, f->stmts[statement]), sqlite3_column_value(row, column));
}

static bool next(struct floor *f, sqlite3_stmt *stmt) {
    const int rc = sqlite3_step(stmt);
    must_sql(f->book->handle, rc);
    return rc == SQLITE_ROW;
}

static void find(sqlite3_stmt *stmt, int64_t key) {
    (void)sqlite3_reset(stmt);
    (void)sqlite3_bind_int64(stmt, 1, key);
}

static int64_t stream_key(const struct stream *s) {
    return sqlite3_column_int64(s->from, sqlite3_column_count(s->from) - 1);
}

static void stream_begin(struct floor *f, struct stream *s, int64_t after) {
    find(s->from, after);
    s->has_row = next(f, s->from);
}

/* A stream's rows of this key; money that is a creditor's is added to its balance. */
static void stream_take(struct floor *f, struct stream *s, int64_t key) {
    while (s->has_row && stream_key(s) == key) {
        const int n = sqlite3_column_count(s->from) - 1;
        if (s == &f->streams[POSTINGS] &&
            strcmp((const char *)sqlite3_column_text(s->from, 2), "creditor_payable") == 0) {
            struct op *op = op_add(f, f->stmts[ADD_MONEY]);
            op_value(f, op, sqlite3_column_value(s->from, 4));
            op_value(f, op, sqlite3_column_value(s->from, 5));
        }
        if (s == &f->streams[SOURCES]) {
            op_column(f, SEE_SOURCE, s->from, 0);
        }
        if (s == &f->streams[MOVEMENTS]) {
            struct op *op = op_add(f, f->stmts[SEE_TWIN]);
            op_value(f, op, sqlite3_column_value(s->from, 5));
            op_value(f, op, sqlite3_column_value(s->from, 4));
        }
        if (s == &f->streams[DOCUMENTS]) {
            floor_files_document(&f->files, sqlite3_column_blob(s->from, 1));
        }
        (void)op_row(f, s->into, s->from, n);
        s->has_row = next(f, s->from);
    }
}

static void load_agenda(struct floor *f, int64_t case_id) {
    const uint32_t before = f->n_ops;
    find(f->agenda, case_id);
    while (next(f, f->agenda)) {
        (void)op_row(f, f->stmts[PUT_AGENDA], f->agenda, 3);
    }
    find(f->agenda_here, case_id);
    while (sqlite3_step(f->agenda_here) == SQLITE_ROW) {
        const char *why = (const char *)sqlite3_column_text(f->agenda_here, 1);
        bool stays = false;
        for (uint32_t i = before; i < f->n_ops; i++) {
            const unsigned char *kept = sqlite3_value_text(f->values[f->ops[i].first + 1]);
            stays = stays || strcmp((const char *)kept, why) == 0;
        }
        if (!stays) {
            (void)op_row(f, f->stmts[CUT_AGENDA], f->agenda_here, 2);
        }
    }
    (void)sqlite3_reset(f->agenda_here);
}

/* Who paid, of a payment whose bank said so. */
static void load_payer(struct floor *f) {
    struct stream *texts = &f->streams[TEXTS];
    if (texts->has_row && stream_key(texts) == f->last_text + 1 &&
        strncmp((const char *)sqlite3_column_text(texts->from, 1), "payer:", 6) == 0) {
        stream_take(f, texts, ++f->last_text);
    }
}

/* The case's row stands on f->cases. */
static void load_case(struct floor *f, int64_t case_id) {
    if (case_id <= f->last_case) {
        op_column(f, SEE_CASE, f->cases, 0);
        op_column(f, SEE_AGENDA, f->cases, 0);
        op_column(f, SEE_PARTY, f->cases, 2);
        (void)op_row(f, f->stmts[SET_CASE], f->cases, 14);
        load_payer(f);
        return;
    }
    struct stream *people = &f->streams[PARTIES];
    if (people->has_row && stream_key(people) == sqlite3_column_int64(f->cases, 2)) {
        op_column(f, SEE_IDENTITY, people->from, 2);
        stream_take(f, people, stream_key(people));
    }
    struct op *open = op_add(f, f->stmts[SEE_OPEN]);
    op_value(f, open, sqlite3_column_value(f->cases, 1));
    op_value(f, open, sqlite3_column_value(f->cases, 2));
    (void)op_add(f, f->stmts[SEE_LAST]);
    op_column(f, SEE_PARTY, f->cases, 2);
    (void)op_row(f, f->stmts[PUT_CASE], f->cases, 16);
    struct stream *invoices = &f->streams[INVOICES];
    if (invoices->has_row && stream_key(invoices) == case_id) {
        op_column(f, SEE_WAITING, invoices->from, 1); /* by invoice, */
        op_column(f, SEE_WAITING, invoices->from, 1); /* and by KID */
    }
    stream_take(f, invoices, case_id);
    stream_take(f, &f->streams[TEXTS], ++f->last_text);
    f->last_case = case_id;
}

/* A letter's row gets these of its columns anew. */
static void letter_set(struct floor *f, int statement, int first, int last) {
    struct op *op = op_add(f, f->stmts[statement]);
    op_value(f, op, sqlite3_column_value(f->letter, 0));
    for (int i = first; i <= last; i++) {
        op_value(f, op, sqlite3_column_value(f->letter, i));
    }
}

/* What becomes of a case's last letter in a step: it goes out, or the case is paid before. */
static void load_letter(struct floor *f, int64_t case_id, const char *fact) {
    find(f->letter, case_id);
    if (!next(f, f->letter)) {
        return;
    }
    if (strcmp(fact, "composed") == 0) {
        letter_set(f, ASK, 1, 3);
        floor_files_letter(&f->files, sqlite3_column_blob(f->letter, 5));
    } else if (strcmp(fact, "receipt") == 0) {
        letter_set(f, SEND, 4, 4);
    } else if (strcmp((const char *)sqlite3_column_text(f->letter, 7), "withdrawn") == 0) {
        letter_set(f, WITHDRAW, 6, 6);
        struct op *op = op_add(f, f->stmts[CLOSE_TASKS]);
        op_value(f, op, sqlite3_column_value(f->cases, 0));
        op_value(f, op, sqlite3_column_value(f->cases, 7));
    }
}

static void load_step(struct floor *f, int64_t id) {
    find(f->steps, id);
    ensure(next(f, f->steps));
    const int64_t case_id = sqlite3_column_int64(f->steps, 1);
    const char *fact = (const char *)sqlite3_column_text(f->steps, 2);
    (void)op_add(f, f->stmts[SAVEPOINT]);
    if (case_id != 0) {
        find(f->cases, case_id);
        ensure(next(f, f->cases));
        load_case(f, case_id);
    }
    op_row(f, f->stmts[PUT_STEP], f->steps, 8)->is_step = true;
    stream_take(f, &f->streams[POSTINGS], id);
    for (int i = 0; i < BY_STEP; i++) {
        stream_take(f, &f->streams[i], id);
    }
    if (case_id != 0) {
        load_agenda(f, case_id);
        load_letter(f, case_id, fact);
    }
    (void)op_add(f, f->stmts[RELEASE]);
}

static void chunk_clear(struct floor *f) {
    for (uint32_t i = 0; i < f->n_values; i++) {
        sqlite3_value_free(f->values[i]);
    }
    f->n_values = f->n_ops = 0;
    floor_files_clear(&f->files);
}

/* ---- running, on the clock ----------------------------------------------------------------- */

static void value_bind(sqlite3_stmt *stmt, int at, sqlite3_value *v) {
    switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER:
        (void)sqlite3_bind_int64(stmt, at, sqlite3_value_int64(v));
        break;
    case SQLITE_TEXT:
        (void)sqlite3_bind_text(stmt, at, (const char *)sqlite3_value_text(v),
                                sqlite3_value_bytes(v), SQLITE_STATIC);
        break;
    case SQLITE_BLOB:
        (void)sqlite3_bind_blob(stmt, at, sqlite3_value_blob(v), sqlite3_value_bytes(v),
                                SQLITE_STATIC);
        break;
    default:
        (void)sqlite3_bind_null(stmt, at);
    }
}

/* The chain is computed, not copied, and must come out the same. */
static void chain(struct floor *f, const struct op *op) {
    sqlite3_value **v = &f->values[op->first];
    const struct text body = {(const char *)sqlite3_value_text(v[5]),
                              (size_t)sqlite3_value_bytes(v[5])};
    f->head.hash = step_hash(&f->head.hash, body);
    f->head.id = sqlite3_value_int64(v[0]);
    ensure(memcmp(sqlite3_value_blob(v[7]), f->head.hash.bytes, HASH_SIZE) == 0);
}

static void run(struct floor *f, sqlite3_stmt *stmt) {
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            (void)sqlite3_column_blob(stmt, i);
        }
    }
    must_sql(f->db->handle, rc);
    (void)sqlite3_reset(stmt);
}

static struct lap chunk_run(struct floor *f) {
    struct status st = {0, ""};
    const struct lap begun = lap_begin();
    floor_files_write(&f->files);
    bench_must(db_begin(f->db, &st), &st, "floor");
    for (uint32_t i = 0; i < f->n_ops; i++) {
        const struct op *op = &f->ops[i];
        const int n_wanted = sqlite3_bind_parameter_count(op->stmt);
        for (int k = 0; k < (int)op->n && k < n_wanted; k++) {
            value_bind(op->stmt, k + 1, f->values[op->first + (uint32_t)k]);
        }
        if (op->is_step) {
            chain(f, op);
        }
        run(f, op->stmt);
    }
    bench_must(db_commit(f->db, &st), &st, "floor");
    floor_files_send(&f->files);
    return lap_end(&begun);
}

struct lap floor_replay(struct floor *f, const struct journal_head *head, uint32_t n_chunk) {
    struct lap all = {0, 0};
    for (int i = 0; i < STREAMS; i++) {
        stream_begin(f, &f->streams[i],
                     i < BY_STEP    ? f->head.id
                     : i == PARTIES ? number_of(f->db, "SELECT coalesce(max(id), 0) FROM parties")
                     : i == TEXTS   ? f->last_text
                                    : f->last_case);
    }
    while (f->head.id < head->id) {
        const int64_t first = f->head.id + 1;
        for (int64_t id = first; id <= head->id && id < first + n_chunk; id++) {
            load_step(f, id);
        }
        const struct lap chunk = chunk_run(f);
        all.ns += chunk.ns;
        all.cpu_ns += chunk.cpu_ns;
        chunk_clear(f);
    }
    for (int i = 0; i < STREAMS; i++) {
        ensure(!f->streams[i].has_row);
        (void)sqlite3_reset(f->streams[i].from);
    }
    sqlite3_stmt *const own[] = {f->steps, f->cases, f->agenda, f->letter};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        (void)sqlite3_reset(own[i]); /* or the reader would keep the log from being emptied */
    }
    ensure(hash_eq(&f->head.hash, &head->hash));
    return all;
}

int64_t floor_seek(struct floor *f, day today, int n) {
    const int64_t from = meter_ns();
    for (int i = 0; i < n; i++) {
        find(f->stmts[SEE_DUE], today);
        run(f, f->stmts[SEE_DUE]);
    }
    return meter_ns() - from;
}
