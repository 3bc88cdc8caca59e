/* inbox.h - what came in: files, the outside identities already seen, and the waiting room. */
#ifndef KRAV_STORE_INBOX_H
#define KRAV_STORE_INBOX_H

#include "domain/fact.h"
#include "store/db.h"

/* Files, by the hash of their bytes. */
enum file_state { FILE_APPLYING = 1, FILE_DONE, FILE_REJECTED };
struct file_row {
    struct hash hash;
    struct text name, plugin, kind;
    enum file_state state;
    int64_t size, cursor;      /* records already applied: where to go on after a crash */
    int64_t taken, duplicates, rejected, unmatched;
    ore sum;
    day taken_on;
};
int files_get(struct db *db, const struct hash *hash, struct arena *arena, struct file_row *out,
              struct status *st) NODISCARD; /* STATUS_NOT_FOUND */
int files_put(struct db *db, const struct file_row *row, struct status *st) NODISCARD;

/* Outside identities: a fact counts once.  STATUS_OK: new, now taken by this step.
 * STATUS_CONFLICT: seen before, *same_content tells whether with the same content. */
int sources_take(struct db *db, struct text source, const struct hash *content, int64_t step,
                 bool *same_content, struct status *st) NODISCARD;
/* STATUS_NOT_FOUND or the step that took it. */
int sources_find(struct db *db, struct text source, int64_t *step, struct hash *content,
                 struct status *st) NODISCARD;

/* The waiting room: facts that came too early, and money without a case. */
struct waiting_row {
    int64_t id;
    enum fact_kind kind;
    struct text source, reference; /* what it waits for: "311758489:invoice 1001", a KID */
    struct text body;              /* the record as it came, canonical JSON; erasable */
    ore amount;
    day arrived;
    int64_t step;                  /* the step that put it here */
    int64_t settled_by;            /* the step that took it out; 0 = waits */
};
int waiting_add(struct db *db, const struct waiting_row *row, int64_t *id, struct status *st)
    NODISCARD;
int waiting_settle(struct db *db, int64_t id, int64_t step, struct status *st) NODISCARD;
/* What this step took out waits again. */
int waiting_again(struct db *db, int64_t step, struct status *st) NODISCARD;
int waiting_by_reference(struct db *db, struct text reference, struct arena *arena,
                         struct waiting_row **out, uint32_t *n, struct status *st) NODISCARD;
/* Does anything wait: of the money, or of all else? */
int waiting_any(struct db *db, bool money, bool *any, struct status *st) NODISCARD;
/* STATUS_NOT_FOUND: nothing waits with this number. */
int waiting_get(struct db *db, int64_t id, struct arena *arena, struct waiting_row *out,
                struct status *st) NODISCARD;
int waiting_list(struct db *db, struct arena *arena, struct waiting_row **out, uint32_t *n,
                 struct status *st) NODISCARD;

/* KIDs that creditors made themselves: (creditor, kid) -> case. */
int foreign_kid_add(struct db *db, int64_t creditor, struct text kid, int64_t case_id,
                    struct status *st) NODISCARD;
/* All cases with this KID (several creditors may use the same): at most 4. */
int foreign_kid_find(struct db *db, struct text kid, int64_t ids[4], uint32_t *n,
                     struct status *st) NODISCARD;
/* Invoices: (creditor, invoice) -> case and claim number, for credit notes and direct payments. */
int invoice_add(struct db *db, int64_t creditor, struct text invoice, int64_t case_id,
                int32_t claim, struct status *st) NODISCARD;
/* Where an invoice stands now that its claim went from one case to another; another claim of the
 * same number stays where it is. */
struct invoice_place {
    int64_t creditor;
    struct text invoice;
    int64_t case_id;
    int32_t claim;
};
int invoice_move(struct db *db, const struct invoice_place *p, int64_t from, struct status *st)
    NODISCARD;
int invoice_find(struct db *db, int64_t creditor, struct text invoice, int64_t *case_id,
                 int32_t *claim, struct status *st) NODISCARD; /* STATUS_NOT_FOUND */

#endif
