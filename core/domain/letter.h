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

struct letter_instalment {
    day due;
    ore amount;
    struct text kid; /* its own; any of them will do */
};

struct sender {
    struct text name, org, address, phone, email, account;
    struct text phone_hours;    /* "man-fre 09-15" */
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
    struct text subject;        /* without the creditor's name */
    struct text opening;        /* why we write */
    struct text announce;       /* says what the lines are, just before them; may be absent */
    struct letter_line *covered; uint32_t n_covered; /* RECEIPT: what the payment went to */
    struct letter_instalment *instalments; uint32_t n_instalments; /* PLAN_AGREED, PLAN_OFFER: all of them */
    ore pay_next;               /* less than the total is due next: an instalment; or 0 */
    day pay_by;                 /* where no deadline is set by this letter: when that, or all, is */
    int32_t claims_left_out;    /* of `claims`, where there are too many to list */
    struct text estimate;       /* what further collection may cost: the act of 2026 */
    struct text help;           /* payment trouble, and how to complain to us: likewise */
    bool by_2026;               /* judged and written by the act of 2026 */
    enum addressed addressed;   /* to whom instead of the debtor; 0: to the debtor */
    struct text copy_name, copy_address; /* who gets the same letter too; absent: nobody */
    ore told;                   /* by how much costs may rise if a plan is broken; it says so */
    struct text template;       /* the agency's own text (letter_template.h); absent: krav's */
    struct hash rules;          /* the bundle that it is of; zero without one */
    bool to_many;               /* dere, not du */
    struct text pay_url;        /* where it can be paid at once; absent: nowhere */
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
    bool by_2026;      /* a notice or demand under the act of 2026, §§ 20, 21 (law_letter_terms) */
    ore estimate;      /* by_2026: what further collection may cost; below 0: not known */
    enum addressed addressed;
    ore told;          /* of a plan: by how much heavier costs may rise if it is broken */
    ore next;          /* of a plan that runs: its next instalment as reckoned today; 0: as agreed */
    struct text template; /* the bundle's for this kind, which has been checked; absent: none */
    struct hash rules;    /* that bundle */
};
void letter_compose(const struct letter_input *in, struct arena *arena, struct letter *out);

/* What the fee of a letter of this kind is: a reminder's, a notice's, or with the payment demand
 * the collection costs (lett salær). */
enum fee_kind letter_fee_kind(enum letter_kind kind);

/* What the payment slip says: how much is to be paid next, and when.  Of a running plan that is an
 * instalment; where nothing is due on a day, all of it and DAY_NONE. */
ore letter_to_pay(const struct letter *l);
day letter_pay_by(const struct letter *l);

/* Bits 1 << PART_x of what the letter really holds, and its template shows: for the law to judge. */
unsigned letter_parts_held(const struct letter *l);

/* Paragraphs of the texts above are parted by line ends; what came from outside has none.
 *
 * Norwegian bokmål.  The subject line; the body without recipient, sender block and date, which
 * belong to the sheet.  The intro is what stands before the amounts, the closing what stands
 * after them, in the body's own sentences but not wrapped: paragraphs are parted by empty lines,
 * and a line that begins with blanks is indented. */
void letter_subject(const struct letter *l, struct buf *out);
void letter_body(const struct letter *l, struct buf *out);
void letter_intro(const struct letter *l, struct buf *out);
void letter_closing(const struct letter *l, struct buf *out);

#endif
