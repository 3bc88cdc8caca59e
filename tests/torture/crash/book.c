/* book.c - see book.h. */
#include "book.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tree.h"

static sqlite3 *book_open(const char *home) {
    sqlite3 *db = NULL;
    char *path = path_of(home, "krav.db");
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        cannot(path, sqlite3_errmsg(db));
    }
    /* Who opens a book after a kill recovers it first, and readers wait for that. */
    (void)sqlite3_busy_timeout(db, 30000);
    free(path);
    return db;
}

static sqlite3_stmt *query(sqlite3 *db, const char *sql) {
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK) {
        cannot(sql, sqlite3_errmsg(db));
    }
    return q;
}

static bool next(sqlite3 *db, sqlite3_stmt *q) {
    const int rc = sqlite3_step(q);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
        cannot(sqlite3_sql(q), sqlite3_errmsg(db));
    }
    return rc == SQLITE_ROW;
}

int64_t book_number(const char *home, const char *sql) {
    sqlite3 *db = book_open(home);
    sqlite3_stmt *q = query(db, sql);
    const int64_t n = next(db, q) ? sqlite3_column_int64(q, 0) : 0;
    (void)sqlite3_finalize(q);
    (void)sqlite3_close(db);
    return n;
}

/* ---- the chain ------------------------------------------------------------------------------ */

struct chain chain_read(const char *home) {
    struct chain c = {0, NULL};
    size_t room = 0;
    sqlite3 *db = book_open(home);
    sqlite3_stmt *q = query(db, "SELECT hash FROM steps ORDER BY id");
    while (next(db, q)) {
        if ((size_t)c.n == room) {
            room = room ? room * 2 : 1024;
            c.hashes = realloc(c.hashes, room * HASH_BYTES);
        }
        if (!c.hashes || sqlite3_column_bytes(q, 0) != HASH_BYTES) {
            cannot(home, "a step without a hash");
        }
        memcpy(c.hashes + c.n++ * HASH_BYTES, sqlite3_column_blob(q, 0), HASH_BYTES);
    }
    (void)sqlite3_finalize(q);
    (void)sqlite3_close(db);
    return c;
}

void chain_free(struct chain *c) {
    free(c->hashes);
    *c = (struct chain){0, NULL};
}

bool chain_begins(const struct chain *whole, const struct chain *c) {
    return c->n <= whole->n &&
           (c->n == 0 || memcmp(whole->hashes, c->hashes, (size_t)c->n * HASH_BYTES) == 0);
}

/* ---- the whole book ------------------------------------------------------------------------- */

static bool is_left_out(const char *const *but, const char *table, const char *column) {
    for (; *but; but++) {
        const size_t n = strlen(table);
        const char *rest = *but + n;
        if (strncmp(*but, table, n) == 0 &&
            (column ? *rest == '.' && strcmp(rest + 1, column) == 0 : *rest == '\0')) {
            return true;
        }
    }
    return false;
}

static void tell_value(FILE *out, sqlite3_stmt *q, int i) {
    if (sqlite3_column_type(q, i) != SQLITE_BLOB) {
        const unsigned char *text = sqlite3_column_text(q, i);
        (void)fputs(text ? (const char *)text : "-", out);
        return;
    }
    const unsigned char *p = sqlite3_column_blob(q, i);
    for (int k = 0; k < sqlite3_column_bytes(q, i); k++) {
        (void)fprintf(out, "%02x", p[k]);
    }
}

static void tell_table(FILE *out, sqlite3 *db, const char *table, const char *const *but) {
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" ORDER BY 1, 2", table);
    sqlite3_stmt *q = query(db, sql);
    const int n = sqlite3_column_count(q);
    while (next(db, q)) {
        (void)fputs(table, out);
        for (int i = 0; i < n; i++) {
            const char *column = sqlite3_column_name(q, i);
            if (!is_left_out(but, table, column)) {
                (void)fprintf(out, " %s=", column);
                tell_value(out, q, i);
            }
        }
        (void)fputc('\n', out);
    }
    (void)sqlite3_finalize(q);
    sqlite3_free(sql);
}

char *book_text(const char *home, const char *const *but) {
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out) {
        cannot(home, "out of memory");
    }
    sqlite3 *db = book_open(home);
    sqlite3_stmt *q = query(db, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                " AND name NOT LIKE 'sqlite_%' ORDER BY name");
    while (next(db, q)) {
        const char *table = (const char *)sqlite3_column_text(q, 0);
        if (!is_left_out(but, table, NULL)) {
            tell_table(out, db, table, but);
        }
    }
    (void)sqlite3_finalize(q);
    (void)sqlite3_close(db);
    (void)fclose(out);
    return text;
}
