/* schema.h - the tables of the book as SQL text, and the way from one version to the next.
 * Internal to store/. */
#ifndef KRAV_STORE_SCHEMA_H
#define KRAV_STORE_SCHEMA_H

#include "store/query.h"

#define APPLICATION_ID 0x6b726176 /* "krav", in the file's header */

/* One change of version, `from` to from + 1.  A table of these ends with a NULL sql. */
struct migration {
    int from;
    const char *sql;
};
extern const struct migration schema_migrations[];

/* Makes every table and trigger of SCHEMA_VERSION in an empty file, in one transaction. */
int schema_create(struct db *db, struct status *st) NODISCARD;
/* STATUS_CORRUPT if the file is not a krav database; else its version. */
int schema_version(struct db *db, int *version, struct status *st) NODISCARD;
/* Walks from the file's version up to `target`, all in one transaction.  STATUS_UNSUPPORTED if
 * a step is missing, and then nothing has changed. */
int schema_migrate(struct db *db, const struct migration *steps, int target,
                   struct status *st) NODISCARD;
/* One fault for each table, index or trigger that is missing, extra or other than it should be. */
int schema_compare(struct db *db, struct faults *f, struct status *st) NODISCARD;

#endif
