/* parties.h - people, creditors, agreements, and erasable texts. */
#ifndef KRAV_STORE_PARTIES_H
#define KRAV_STORE_PARTIES_H

#include "domain/party.h"
#include "store/db.h"

int parties_add(struct db *db, const struct party *p, int64_t *id, struct status *st) NODISCARD;
int parties_update(struct db *db, const struct party *p, struct status *st) NODISCARD;
int parties_get(struct db *db, int64_t id, struct arena *arena, struct party *out,
                struct status *st) NODISCARD;
/* By national id or organisation number; never by name.  STATUS_NOT_FOUND. */
int parties_find(struct db *db, struct text identity, int64_t *id, struct status *st) NODISCARD;
/* Numbers of the party's cases, ascending. */
int parties_cases(struct db *db, int64_t id, bool open_only, struct arena *arena, int64_t **out,
                  uint32_t *n, struct status *st) NODISCARD;

/* Upserts by organisation number; *id as stored. */
int creditors_put(struct db *db, const struct creditor *c, int64_t *id, struct status *st)
    NODISCARD;
int creditors_all(struct db *db, struct arena *arena, struct creditor **out, uint32_t *n,
                  struct status *st) NODISCARD;
/* A new dated version.  One of the same (creditor, department, from) is replaced; an older one
 * that reaches into it ends the day before, and it ends the day before a later one begins. */
int agreements_put(struct db *db, const struct agreement *a, int64_t *id, struct status *st)
    NODISCARD;
int agreements_all(struct db *db, struct arena *arena, struct agreement **out, uint32_t *n,
                   struct status *st) NODISCARD;

/* Erasable text, kept by hash(salt, text) which is what steps hold.  The salt is derived from
 * the book's secret salt and `about`, so that the same life gives the same book. */
int texts_put(struct db *db, struct text about, struct text text, struct hash *hash,
              struct status *st) NODISCARD;
int texts_get(struct db *db, const struct hash *hash, struct arena *arena, struct text *out,
              struct status *st) NODISCARD; /* STATUS_NOT_FOUND: erased */
/* Derives the salt itself (for letters). */
int texts_salt(struct db *db, struct text about, struct hash *salt, struct status *st) NODISCARD;

#endif
