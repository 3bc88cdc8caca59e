/* db.c - opening the book, its transactions, and its named values. */
#include "store/db.h"

#include "base/check.h"
#include "store/query.h"
#include "store/schema.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* How long a call waits for a reader that recovers the log after a crash: the only time when
 * krav's connections meet, since there is one writer and it holds the home's lock. */
#define BUSY_TIMEOUT_MS 500

static const char PRAGMAS[] = "PRAGMA foreign_keys = ON;"
                              "PRAGMA trusted_schema = OFF;"
                              "PRAGMA cell_size_check = ON;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA mmap_size = 0;";
/* A new file; a file of ours is in this mode already, and stays in it. */
static const char PRAGMAS_CREATE[] = "PRAGMA journal_mode = WAL;";
static const char PRAGMAS_WRITE[] = "PRAGMA synchronous = FULL;"
                                    "PRAGMA wal_autocheckpoint = 1000;"
                                    "PRAGMA journal_size_limit = 67108864;"
                                    "PRAGMA cache_size = -65536;";
static const char PRAGMAS_READ[] = "PRAGMA query_only = ON;"
                                   "PRAGMA wal_autocheckpoint = 0;"
                                   "PRAGMA cache_size = -16384;";

static const char BEGIN[] = "BEGIN IMMEDIATE";
static const char BEGIN_LOOK[] = "BEGIN";
static const char COMMIT[] = "COMMIT";
static const char ROLLBACK[] = "ROLLBACK";
static const char SAVEPOINT[] = "SAVEPOINT step";
static const char RELEASE[] = "RELEASE step";
static const char ROLLBACK_TO[] = "ROLLBACK TO step";

static const char SELECT_VALUE[] = "SELECT value FROM book WHERE name = ?";
static const char UPSERT_VALUE[] = "INSERT INTO book (name, value) VALUES (?, ?)"
                                   " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

/* Double-quoted strings off: a misspelt column must not turn into a text.  Defensive: not even
 * our own SQL may write SQLite's own tables. */
static int connection_configure(struct db *db, struct status *st) {
    static const int on[] = {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE};
    static const int off[] = {SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL};
    size_t n_on = db->mode == DB_READ ? 2 : 1; /* the writer does checkpoint when it closes */
    (void)sqlite3_extended_result_codes(db->handle, 1);
    (void)sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
    for (size_t i = 0; i < n_on; i++) {
        (void)sqlite3_db_config(db->handle, on[i], 1, (int *)NULL);
    }
    for (size_t i = 0; i < sizeof off / sizeof off[0]; i++) {
        (void)sqlite3_db_config(db->handle, off[i], 0, (int *)NULL);
    }
    int code = query_script(db, "opening", PRAGMAS, st);
    if (code == STATUS_OK && db->mode == DB_CREATE) {
        code = query_script(db, "opening", PRAGMAS_CREATE, st);
    }
    if (code == STATUS_OK) {
        code = query_script(db, "opening", db->mode == DB_READ ? PRAGMAS_READ : PRAGMAS_WRITE, st);
    }
    return code;
}

/* The file's schema against ours: a writer brings an older one forward. */
static int version_settle(struct db *db, struct status *st) {
    int version = 0;
    int code = schema_version(db, &version, st);
    if (code != STATUS_OK || version == SCHEMA_VERSION) {
        return code;
    }
    if (version > SCHEMA_VERSION) {
        return status_fail(st, STATUS_UNSUPPORTED,
                           "the database has schema %d and this krav knows up to %d", version,
                           SCHEMA_VERSION);
    }
    if (db->mode == DB_READ) {
        return status_fail(st, STATUS_UNSUPPORTED,
                           "the database has schema %d and this krav reads %d: the next command "
                           "that writes brings it forward",
                           version, SCHEMA_VERSION);
    }
    return schema_migrate(db, schema_migrations, SCHEMA_VERSION, st);
}

static int existence_check(const char *path, enum db_mode mode, struct status *st) {
    int found = access(path, F_OK);
    if (found != 0 && errno != ENOENT) {
        return status_fail(st, STATUS_IO, "%s: %s", path, strerror(errno));
    }
    if (mode == DB_CREATE && found == 0) {
        return status_fail(st, STATUS_CONFLICT, "%s: exists already", path);
    }
    if (mode != DB_CREATE && found != 0) {
        return status_fail(st, STATUS_NOT_FOUND, "%s: there is no such database", path);
    }
    return STATUS_OK;
}

static int connection_open(struct db *db, const char *path, const char *vfs, struct status *st) {
    int flags = SQLITE_OPEN_NOMUTEX;
    if (db->mode == DB_READ) {
        flags |= SQLITE_OPEN_READONLY;
    } else {
        flags |= SQLITE_OPEN_READWRITE | (db->mode == DB_CREATE ? SQLITE_OPEN_CREATE : 0);
    }
    int rc = sqlite3_open_v2(path, &db->handle, flags, vfs);
    if (rc != SQLITE_OK) {
        return db->handle != NULL ? query_error(db, "opening", rc, st)
                                  : status_fail(st, STATUS_DB, "opening: %s", sqlite3_errstr(rc));
    }
    int code = connection_configure(db, st);
    if (code != STATUS_OK) {
        return code;
    }
    return db->mode == DB_CREATE ? schema_create(db, st) : version_settle(db, st);
}

/* A creation that failed leaves nothing behind. */
static void files_remove(const char *path) {
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
    char name[4096];
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        int n = snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        if (n > 0 && (size_t)n < sizeof name) {
            (void)unlink(name); /* most are not there */
        }
    }
}

int db_open(const char *path, enum db_mode mode, const char *vfs, struct db **out,
            struct status *st) {
    *out = NULL;
    int code = existence_check(path, mode, st);
    if (code != STATUS_OK) {
        return code;
    }
    struct db *db = mem_alloc(sizeof *db);
    db->mode = mode;
    code = connection_open(db, path, vfs, st);
    if (code != STATUS_OK) {
        db_close(db);
        if (mode == DB_CREATE) {
            files_remove(path);
        }
        (void)status_prefix(st, "%s", path);
        return code;
    }
    *out = db;
    return STATUS_OK;
}

void db_close(struct db *db) {
    if (db == NULL) {
        return;
    }
    query_forget_all(db);
    int rc = sqlite3_close(db->handle);
    ensure(rc == SQLITE_OK); /* it refuses only while statements live */
    mem_free(db);
}

static int statement_run(struct db *db, const char *what, const char *sql, struct status *st) {
    struct query q = query_start(db, what, sql, st);
    return query_run(&q);
}

int db_begin(struct db *db, struct status *st) {
    if (db->unsynced) {
        /* After a failed fsync the kernel forgets what was not written, and a second fsync
         * succeeds: only reading the file anew tells what is in it. */
        return status_fail(st, STATUS_DB,
                           "beginning: an earlier write did not reach the disk: the database must "
                           "be opened anew");
    }
    return statement_run(db, "beginning", BEGIN, st);
}

int db_look(struct db *db, struct status *st) {
    return statement_run(db, "beginning to look", BEGIN_LOOK, st);
}

int db_commit(struct db *db, struct status *st) {
    int code = statement_run(db, "committing", COMMIT, st);
    if (code != STATUS_OK) {
        db_rollback(db);
    }
    return code;
}

void db_rollback(struct db *db) {
    if (db_in_transaction(db)) {
        (void)statement_run(db, "rolling back", ROLLBACK, NULL); /* nothing is left to undo with */
    }
}

int db_savepoint(struct db *db, struct status *st) {
    if (!db_in_transaction(db)) {
        /* SQLite would begin one of its own, and its release would commit half a chunk. */
        return status_fail(st, STATUS_DB, "setting a savepoint: there is no transaction");
    }
    return statement_run(db, "setting a savepoint", SAVEPOINT, st);
}

int db_release(struct db *db, struct status *st) {
    return statement_run(db, "releasing a savepoint", RELEASE, st);
}

void db_rollback_to(struct db *db) {
    if (db_in_transaction(db)) {
        (void)statement_run(db, "rolling back a step", ROLLBACK_TO, NULL);
        (void)statement_run(db, "rolling back a step", RELEASE, NULL);
    }
}

bool db_in_transaction(const struct db *db) {
    return sqlite3_get_autocommit(db->handle) == 0;
}

int db_value_get(struct db *db, const char *name, struct arena *arena, struct text *value,
                 struct status *st) {
    bool found = false;
    *value = (struct text){NULL, 0};
    struct query q = query_start(db, "reading a value of the book", SELECT_VALUE, st);
    query_bind_text(&q, text_of(name));
    if (query_next(&q)) {
        found = true;
        *value = query_copy(&q, 0, arena);
    }
    return query_end_one(&q, found, "%s: not set", name);
}

int db_value_put(struct db *db, const char *name, struct text value, struct status *st) {
    struct query q = query_start(db, "setting a value of the book", UPSERT_VALUE, st);
    query_bind_text(&q, text_of(name));
    query_bind_text(&q, value);
    return query_run(&q);
}
