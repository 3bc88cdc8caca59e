/* letter.h - the typed content of a message: a quote with a deadline, composed at dispatch.
 *
 * The content record is what the law judges and what is kept by hash; `letter_body` turns it
 * into Norwegian text; a channel or renderer lays that out.  One letter is about one party. */
#ifndef KRAV_DOMAIN_LETTER_H
#define KRAV_DOMAIN_LETTER_H

#include "domain/party.h"
#include "domain/snapshot.h"

struct letter_claim {
    struct text invoice, description;
    day issued, due, delivered;
    ore principal, open;
};

struct letter_line { /* each amount by itself (inkassoloven § 10 second par. letter c) */
    struct text label;
    ore amount;
};

struct sender {
    struct text name, org, address, phone, email, account;
};

struct letter {
    enum letter_kind kind;
    int64_t case_number;
    struct hash key;
    struct hash salt;           /* keeps the hash of a short letter from being guessed */
    day composed, deadline;
    int32_t days;
    enum channel by;
    struct text to_name, to_address, to_contact;
    struct text creditor_name, creditor_org;
    struct sender sender;
    struct letter_claim *claims; uint32_t n_claims;
    struct letter_line *lines;   uint32_t n_lines;
    ore total;                  /* the quote: sum of the lines */
    ore fee;                    /* its own fee, one of the lines */
    int32_t interest_bp;        /* rate in force on the day */
    day interest_from;
    struct text kid, account;
    struct text consequence;    /* what happens if nothing is done */
    struct text objection;      /* whom to tell, and that objecting in time stops it */
    struct text board;          /* complaint board, where the act requires it */
};
extern const struct record letter_record;

/* What a letter is made of.  descriptions: one text per claim (may be absent). */
struct letter_input {
    enum letter_kind kind;
    enum channel by;
    int32_t days;
    struct hash key, salt;
    const struct snapshot *snapshot;
    const struct sender *sender;
    const struct text *descriptions;
    ore fee;           /* lawful on this day, 0 if none */
    int32_t rate_bp;
};
void letter_compose(const struct letter_input *in, struct arena *arena, struct letter *out);

/* Bits 1 << PART_x of what the letter really holds: for the law to judge. */
unsigned letter_parts_held(const struct letter *l);

/* Norwegian bokmål.  The subject line; the body without recipient, sender block and date, which
 * belong to the sheet.  The intro is what stands before the amounts, the closing what stands
 * after them, in the body's own sentences but not wrapped: paragraphs are parted by empty lines,
 * and a line that begins with blanks is indented. */
void letter_subject(const struct letter *l, struct buf *out);
void letter_body(const struct letter *l, struct buf *out);
void letter_intro(const struct letter *l, struct buf *out);
void letter_closing(const struct letter *l, struct buf *out);

#endif
