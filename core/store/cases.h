/* cases.h - the cached fold of each case, and what is listed from it. */
#ifndef KRAV_STORE_CASES_H
#define KRAV_STORE_CASES_H

#include "domain/case.h"
#include "store/db.h"

#define CASE_FIRST_ID 100000001 /* nine digits: the KID's case number */

/* Decodes the cached state.  STATUS_NOT_FOUND; STATUS_CORRUPT if its bytes do not match its
 * hash. */
int cases_load(struct db *db, int64_t id, struct arena *arena, struct krav_case *out,
               struct status *st) NODISCARD;
int cases_next_id(struct db *db, int64_t *id, struct status *st) NODISCARD;
/* `bytes`: the canonical state; `hash`: of bytes.  Inserts or replaces the row and its listed
 * columns (creditor, debtor, stage, principal open, first due, disputed, parked, closed, merged into). */
int cases_save(struct db *db, const struct krav_case *c, struct text bytes,
               const struct hash *hash, struct status *st) NODISCARD;
/* The oldest open case of this creditor on this debtor; 0 in *id if none. */
int cases_find_open(struct db *db, int64_t creditor, int64_t debtor, int64_t *id,
                    struct status *st) NODISCARD;

/* All of them, ascending. */
int cases_open_of(struct db *db, int64_t creditor, int64_t debtor, struct arena *arena,
                  int64_t **ids, uint32_t *n, struct status *st) NODISCARD;

/* From a case that was merged to the one that its claims went into in the end. */
int cases_follow(struct db *db, int64_t *id, struct status *st) NODISCARD;

struct case_filter {
    struct text stage;   /* absent: any */
    int64_t creditor;    /* 0: any */
    bool attention;      /* parked, or with an open task */
    bool open_only;
    int64_t after;       /* id: keyset */
    uint32_t n_max;
};
struct case_line {
    int64_t id, creditor, debtor;
    struct text stage, debtor_name, creditor_name, parked;
    day opened, closed, next_day; /* next agenda day */
    ore principal_open;
    bool disputed, held;
    uint32_t n_tasks;
};
int cases_list(struct db *db, const struct case_filter *f, struct arena *arena,
               struct case_line **out, uint32_t *n, struct status *st) NODISCARD;

/* The raw row, for verify: bytes and hash as stored.  STATUS_NOT_FOUND. */
int cases_raw(struct db *db, int64_t id, struct arena *arena, struct text *bytes,
              struct hash *hash, struct status *st) NODISCARD;
/* Do the row's columns say what the state says?  For verify: nothing that lists and reports read is
 * a copy that nobody checks. */
int cases_columns_match(struct db *db, const struct krav_case *c, bool *match, struct status *st)
    NODISCARD;
/* Ids > after, ascending, at most n_max. */
int cases_ids(struct db *db, int64_t after, uint32_t n_max, int64_t *ids, uint32_t *n,
              struct status *st) NODISCARD;
struct case_count { struct text stage; int64_t n; };
/* Open cases only. */
int cases_count_by_stage(struct db *db, struct arena *arena, struct case_count **out, uint32_t *n,
                         struct status *st) NODISCARD;

#endif
