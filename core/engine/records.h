/* records.h - the only border between the SDK's records and the business.
 *
 * What a plugin submits is checked here once more (UTF-8, lengths, bounds): a plugin is not
 * trusted to have done it. */
#ifndef KRAV_ENGINE_RECORDS_H
#define KRAV_ENGINE_RECORDS_H

#include "domain/statement.h"
#include "engine/batch.h"
#include "engine/incoming.h"
#include "plug/plug.h"

/* Texts are borrowed from the record.  False with *why when it cannot be right. */
bool incoming_of(enum wire_fact fact, const void *record, struct incoming *out, const char **why);

/* Of a WIRE_FACT_ATTACHMENT, whose incoming has all but the bytes and their hash. */
struct text attachment_bytes(const void *record);

enum outcome { OUTCOME_NONE, OUTCOME_DONE, OUTCOME_REFUSED, OUTCOME_RETRY, OUTCOME_UNKNOWN };
enum outcome outcome_of(int32_t krav_outcome);

struct file_summary {
    struct text kind;
    int64_t n_records;
    ore sum;
};
/* From the answer to `begin`; zeroed if there is none. */
struct file_summary file_summary_of(const struct plug_answer *answer);
int likeness_of(const struct plug_answer *answer);

/* A letter as a renderer made it; absent: the plain text is all there is. */
struct rendered {
    struct text bytes, media_type;
};
/* From the answer to `render`, borrowed from it; absent if there is none. */
struct rendered rendered_of(const struct plug_answer *answer);

/* From the answer to `pay`, copied: the transfers that are refused alone.  *n is 0 if it says none. */
struct refused_transfer {
    struct text id, reason;
};
const struct refused_transfer *refused_transfers_of(const struct plug_answer *answer,
                                                    struct arena *arena, uint32_t *n);

struct outgoing {
    const struct letter *letter;
    struct rendered rendered;
};
/* Hands a composed letter to a renderer or to a channel: the call's id, or 0 with st. */
uint64_t records_render_letter(struct plug *p, const struct plug_call *call,
                               const struct letter *l, struct arena *arena, struct status *st);
uint64_t records_send_letter(struct plug *p, const struct plug_call *call,
                             const struct outgoing *o, struct arena *arena, struct status *st);
/* A statement to a renderer, as a letter to the creditor. */
uint64_t records_render_statement(struct plug *p, const struct plug_call *call,
                                  const struct statement *s, struct arena *arena,
                                  struct status *st);
/* A batch of payouts to the plugin that takes it to the bank. */
uint64_t records_pay_batch(struct plug *p, const struct plug_call *call, const struct batch *b,
                           struct arena *arena, struct status *st);
/* A batch of requests and deletions to the plugin that hands them in. */
struct debit_batch;
uint64_t records_collect(struct plug *p, const struct plug_call *call,
                         const struct debit_batch *b, struct arena *arena, struct status *st);

#endif
