/* query.c - prepared statements by the address of their text, and SQLite's errors as statuses. */
#include "store/query.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

/* What a code of SQLite means to a caller.  A refused constraint is our own arithmetic gone
 * wrong, except where a name is taken already. */
static int code_of(int rc) {
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return STATUS_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_MISMATCH:
        return STATUS_CORRUPT;
    case SQLITE_CONSTRAINT:
        return rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
                       rc == SQLITE_CONSTRAINT_ROWID
                   ? STATUS_CONFLICT
                   : STATUS_CORRUPT;
    default:
        return STATUS_DB;
    }
}

int query_error(struct db *db, const char *what, int rc, struct status *st) {
    int system_error = sqlite3_system_errno(db->handle);
    if (rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC) {
        db->unsynced = true;
    }
    if ((rc & 0xff) == SQLITE_IOERR && system_error != 0) {
        return status_fail(st, code_of(rc), "%s: %s: %s", what, sqlite3_errmsg(db->handle),
                           strerror(system_error));
    }
    return status_fail(st, code_of(rc), "%s: %s", what, sqlite3_errmsg(db->handle));
}

/* Open addressing; the table never fills, since the constants are counted by the linker, not by
 * the data. */
static struct prepared *prepared_of(struct db *db, const char *sql) {
    size_t at = (size_t)(((uintptr_t)sql >> 3) * UINT64_C(0x9E3779B97F4A7C15) >> 40);
    for (size_t i = 0; i < STATEMENTS_MAX; i++) {
        struct prepared *s = &db->statements[(at + i) % STATEMENTS_MAX];
        if (s->sql == sql || s->sql == NULL) {
            return s;
        }
    }
    check_failed("fewer statements than STATEMENTS_MAX", __FILE__, __LINE__);
}

struct query query_start(struct db *db, const char *what, const char *sql, struct status *st) {
    struct query q = {.db = db, .what = what, .st = st};
    struct prepared *s = prepared_of(db, sql);
    if (s->sql == NULL) {
        int rc = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->stmt, NULL);
        if (rc != SQLITE_OK) {
            q.code = query_error(db, what, rc, st);
            return q;
        }
        s->sql = sql;
    }
    ensure(!sqlite3_stmt_busy(s->stmt));
    q.stmt = s->stmt;
    return q;
}

void query_forget_all(struct db *db) {
    for (size_t i = 0; i < STATEMENTS_MAX; i++) {
        (void)sqlite3_finalize(db->statements[i].stmt); /* its code is that of the last step */
        db->statements[i] = (struct prepared){NULL, NULL};
    }
}

static void bound(struct query *q, int rc) {
    ensure(rc != SQLITE_RANGE);
    ensure(rc != SQLITE_MISUSE);
    if (rc != SQLITE_OK) {
        q->code = query_error(q->db, q->what, rc, q->st);
    }
}

void query_bind_int(struct query *q, int64_t value) {
    if (q->code == STATUS_OK) {
        bound(q, sqlite3_bind_int64(q->stmt, ++q->n_bound, value));
    }
}

void query_bind_text(struct query *q, struct text t) {
    if (q->code == STATUS_OK) {
        const char *ptr = t.len > 0 ? t.ptr : "";
        bound(q,
              sqlite3_bind_text64(q->stmt, ++q->n_bound, ptr, t.len, SQLITE_STATIC, SQLITE_UTF8));
    }
}

void query_bind_bytes(struct query *q, struct text t) {
    if (q->code == STATUS_OK) {
        const char *ptr = t.len > 0 ? t.ptr : "";
        bound(q, sqlite3_bind_blob64(q->stmt, ++q->n_bound, ptr, t.len, SQLITE_STATIC));
    }
}

void query_bind_hash(struct query *q, const struct hash *h) {
    if (q->code != STATUS_OK) {
        return;
    }
    q->n_bound++;
    if (hash_is_zero(h)) {
        bound(q, sqlite3_bind_null(q->stmt, q->n_bound));
    } else {
        bound(q, sqlite3_bind_blob(q->stmt, q->n_bound, h->bytes, HASH_SIZE, SQLITE_STATIC));
    }
}

void query_bind_word(struct query *q, const struct words *words, int value) {
    const struct word *word = words_by_value(words, value);
    ensure(word != NULL || value == 0);
    query_bind_text(q, word != NULL ? text_of(word->name) : TEXT(""));
}

bool query_next(struct query *q) {
    if (q->code != STATUS_OK) {
        return false;
    }
    ensure(q->n_bound == sqlite3_bind_parameter_count(q->stmt));
    int rc = sqlite3_step(q->stmt);
    if (rc == SQLITE_ROW) {
        return true;
    }
    if (rc != SQLITE_DONE) {
        q->code = query_error(q->db, q->what, rc, q->st);
    }
    return false;
}

int query_end(struct query *q) {
    if (q->stmt != NULL) {
        (void)sqlite3_reset(q->stmt); /* repeats the code of the last step, told already */
        (void)sqlite3_clear_bindings(q->stmt);
        q->stmt = NULL;
    }
    return q->code;
}

int query_run(struct query *q) {
    bool has_row = query_next(q);
    ensure(!has_row);
    return query_end(q);
}

int query_end_one(struct query *q, bool found, const char *format, ...) {
    int code = query_end(q);
    if (code != STATUS_OK || found) {
        return code;
    }
    char missing[256];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(missing, sizeof missing, format, args);
    va_end(args);
    return status_fail(q->st, STATUS_NOT_FOUND, "%s: %s", q->what, missing);
}

int query_end_changed(struct query *q, const char *format, ...) {
    bool changed = false;
    while (query_next(q)) {
        changed = true;
    }
    const int code = query_end(q);
    if (code != STATUS_OK || changed) {
        return code;
    }
    char stuck[256];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(stuck, sizeof stuck, format, args);
    va_end(args);
    return status_fail(q->st, STATUS_CORRUPT, "%s: %s", q->what, stuck);
}

void query_fail(struct query *q, int code, const char *format, ...) {
    if (q->code != STATUS_OK) {
        return;
    }
    char why[256];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(why, sizeof why, format, args);
    va_end(args);
    q->code = status_fail(q->st, code, "%s: %s", q->what, why);
}

int64_t query_int(struct query *q, int column) {
    return sqlite3_column_int64(q->stmt, column);
}

int32_t query_int32(struct query *q, int column) {
    int64_t value = query_int(q, column);
    if (value < INT32_MIN || value > INT32_MAX) {
        query_fail(q, STATUS_CORRUPT, "%s is out of range", sqlite3_column_name(q->stmt, column));
        return 0;
    }
    return (int32_t)value;
}

/* Serves texts and blobs alike.  The pointer is asked for before the length, as SQLite wants. */
struct text query_text(struct query *q, int column) {
    const char *ptr = sqlite3_column_blob(q->stmt, column);
    size_t len = (size_t)sqlite3_column_bytes(q->stmt, column);
    return len > 0 ? (struct text){ptr, len} : (struct text){NULL, 0};
}

struct text query_copy(struct query *q, int column, struct arena *arena) {
    return arena_text(arena, query_text(q, column));
}

struct hash query_hash(struct query *q, int column) {
    struct hash h = {{0}};
    struct text bytes = query_text(q, column);
    if (bytes.len == HASH_SIZE) {
        memcpy(h.bytes, bytes.ptr, HASH_SIZE);
    } else if (bytes.len != 0) {
        query_fail(q, STATUS_CORRUPT, "%s is not a hash", sqlite3_column_name(q->stmt, column));
    }
    return h;
}

int query_word(struct query *q, int column, const struct words *words) {
    struct text name = query_text(q, column);
    if (name.len == 0) {
        return 0;
    }
    const struct word *word = words_by_name(words, name);
    if (word == NULL) {
        query_fail(q, STATUS_CORRUPT, "unknown %s '%.*s'", words->name, TEXT_ARG(name));
        return 0;
    }
    return word->value;
}

int query_script(struct db *db, const char *what, const char *sql, struct status *st) {
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? STATUS_OK : query_error(db, what, rc, st);
}

void *rows_add(struct rows *r) {
    if (r->n == r->cap) {
        uint32_t cap = r->cap > 0 ? r->cap * 2 : 16;
        ensure(cap > r->cap);
        void *items = arena_take_n(r->arena, cap, r->size);
        if (r->n > 0) {
            memcpy(items, r->items, r->n * r->size);
        }
        r->items = items;
        r->cap = cap;
    }
    return (char *)r->items + r->size * r->n++;
}
