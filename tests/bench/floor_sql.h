/* floor_sql.h - the SQL of the floor: what is done for each step, and where its values are from. */
#ifndef BENCH_FLOOR_SQL_H
#define BENCH_FLOOR_SQL_H

#include <stdbool.h>

#include <sqlite3.h>

/* Rows of a table in the order of the steps (or cases) that they belong to. */
struct stream {
    const char *select; /* ?1: after this key; the key is the last column and is not written */
    const char *insert;
    sqlite3_stmt *from, *into;
    bool has_row;
};

enum { SETS, POSTINGS, OUTBOX, TASKS, DOCUMENTS, SOURCES, MOVEMENTS, BY_STEP };
enum { PARTIES = BY_STEP, INVOICES, TEXTS, STREAMS };

enum {
    SAVEPOINT, RELEASE, SEE_CASE, SEE_AGENDA, SEE_PARTY, SEE_IDENTITY, SEE_OPEN, SEE_LAST,
    SEE_SOURCE, SEE_WAITING, SEE_DUE, SEE_TWIN, PUT_STEP, PUT_CASE, SET_CASE, PUT_AGENDA,
    CUT_AGENDA, ADD_MONEY, ASK, SEND, WITHDRAW, CLOSE_TASKS, STATEMENTS
};

extern const char *const floor_statements[STATEMENTS];
extern const struct stream floor_streams[STREAMS];

#endif
