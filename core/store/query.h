/* query.h - one SQL statement, from binding to reset.  Internal to store/.
 *
 *     struct query q = query_start(db, "cases_load", SELECT_STATE, st);
 *     query_bind_int(&q, id);                    in the order of the question marks
 *     while (query_next(&q)) {
 *         ... query_int(&q, 0) ...
 *     }
 *     return query_end(&q);                      always: resets, and tells how it went
 *
 * Failures stick: after the first one every call does nothing, and query_end returns its code.
 * Each statement is a named constant, prepared once per connection and found again by the
 * constant's address.  One statement is never started twice at a time: a visitor may use the
 * database, but not the function that is calling it.
 *
 * In tables an absent text is '', a zero hash is NULL, no day is 0, and an enum is its word. */
#ifndef KRAV_STORE_QUERY_H
#define KRAV_STORE_QUERY_H

#include <sqlite3.h>

#include "base/words.h"
#include "store/db.h"

#define STATEMENTS_MAX 256 /* a power of two, well above the number of constants */

struct prepared {
    const char *sql; /* the constant's address is its name */
    sqlite3_stmt *stmt;
};

struct db {
    sqlite3 *handle;
    enum db_mode mode;
    bool unsynced; /* an fsync failed: what is on disk is not known until the file is reopened */
    struct prepared statements[STATEMENTS_MAX];
};

struct query {
    struct db *db;
    sqlite3_stmt *stmt;
    const char *what; /* the operation, for messages */
    struct status *st;
    int n_bound;
    int code;
};

struct query query_start(struct db *db, const char *what, const char *sql, struct status *st);
void query_bind_int(struct query *q, int64_t value);
void query_bind_text(struct query *q, struct text t); /* borrowed until query_end */
void query_bind_bytes(struct query *q, struct text t);
void query_bind_hash(struct query *q, const struct hash *h);
void query_bind_word(struct query *q, const struct words *words, int value); /* 0: '' */

bool query_next(struct query *q); /* true: there is a row */
int query_end(struct query *q);
int query_run(struct query *q); /* for statements without rows */
/* Ends a query that is to give one row.  STATUS_NOT_FOUND with `missing` if it gave none. */
int query_end_one(struct query *q, bool found, const char *format, ...) FORMAT(3, 4);

/* Runs an UPDATE ... RETURNING to its end.  STATUS_CORRUPT with this message if it changed nothing. */
int query_end_changed(struct query *q, const char *format, ...) FORMAT(2, 3);

/* Columns of the row at hand.  Borrowed texts live until the next query_next or query_end. */
int64_t query_int(struct query *q, int column);
int32_t query_int32(struct query *q, int column); /* STATUS_CORRUPT if it does not fit */
struct text query_text(struct query *q, int column);
struct text query_copy(struct query *q, int column, struct arena *arena);
struct hash query_hash(struct query *q, int column);
int query_word(struct query *q, int column, const struct words *words); /* '': 0 */

/* STATUS_CORRUPT, sticking to the query: what was read does not make sense. */
void query_fail(struct query *q, int code, const char *format, ...) FORMAT(3, 4);

/* A statement without parameters or rows, not cached: pragmas, BEGIN, the schema. */
int query_script(struct db *db, const char *what, const char *sql, struct status *st) NODISCARD;
/* Turns SQLite's last error on this connection into a status. */
int query_error(struct db *db, const char *what, int rc, struct status *st);
void query_forget_all(struct db *db); /* finalizes every statement */

/* A growing array for results of unknown size.  The final array is in the arena. */
struct rows {
    struct arena *arena;
    void *items;
    size_t size; /* of one item */
    uint32_t n, cap;
};
void *rows_add(struct rows *r); /* one zeroed item more */

#endif
