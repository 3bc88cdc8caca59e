/* db.h - one agency, one SQLite file, one writer.
 *
 * Pragmas and why: WAL with synchronous=FULL (acknowledged means on disk), foreign_keys, STRICT
 * tables, temp_store=MEMORY (or a savepoint per step costs double), trusted_schema off,
 * cell_size_check, no mmap (an I/O error would be a SIGBUS).  Only the writer checkpoints: the
 * WAL-reset fault of SQLite before 3.51.3 needs one connection committing while another
 * checkpoints; readers open read-only with wal_autocheckpoint=0.
 *
 * A `struct db` is one connection with its prepared statements; one thread at a time. */
#ifndef KRAV_STORE_DB_H
#define KRAV_STORE_DB_H

#include "base/arena.h"
#include "base/day.h"
#include "base/hash.h"
#include "base/money.h"
#include "base/status.h"

#define SCHEMA_VERSION 1

struct db;
enum db_mode { DB_CREATE = 1, DB_WRITE, DB_READ };

/* DB_CREATE refuses an existing file (STATUS_CONFLICT); the others a missing one
 * (STATUS_NOT_FOUND).  An older schema is brought forward by DB_WRITE; a newer one is
 * STATUS_UNSUPPORTED with both numbers; what is not a krav database is STATUS_CORRUPT.
 * `vfs`: NULL for SQLite's own (tests give one). */
int db_open(const char *path, enum db_mode mode, const char *vfs, struct db **out,
            struct status *st) NODISCARD;
void db_close(struct db *db);

/* IMMEDIATE.  Refused after an fsync has failed: then only closing and opening anew helps. */
int db_begin(struct db *db, struct status *st) NODISCARD;
/* One view of the book, whatever another process commits meanwhile; db_rollback ends it. */
int db_look(struct db *db, struct status *st) NODISCARD;
int db_commit(struct db *db, struct status *st) NODISCARD; /* on failure: rolled back */
void db_rollback(struct db *db);
int db_savepoint(struct db *db, struct status *st) NODISCARD; /* inside a transaction only */
int db_release(struct db *db, struct status *st) NODISCARD;
void db_rollback_to(struct db *db); /* and releases it */
/* False when SQLite itself rolled the whole transaction back (FULL, IOERR, NOMEM): then every
 * cache made from it (chain head, counters) must be read again. */
bool db_in_transaction(const struct db *db);

/* Named values of the book: "day", "clock", "salt", ...  Absent text / STATUS_NOT_FOUND. */
int db_value_get(struct db *db, const char *name, struct arena *arena, struct text *value,
                 struct status *st) NODISCARD;
int db_value_put(struct db *db, const char *name, struct text value, struct status *st) NODISCARD;

#endif
