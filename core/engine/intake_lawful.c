/* intake_lawful.c - see intake_lawful.h. */
#include "engine/intake_lawful.h"

#include <string.h>

#include "base/hash.h"
#include "law/costs.h"
#include "law/demand.h"
#include "law/switches.h"

#define FEE_DAYS 14        /* inkassoforskriften §§ 1-2, 1-3 */
#define FEE_RESET_MONTHS 6
#define ROUNDING 100       /* older systems round each part of the interest by itself */

/* ---- fees of letters ------------------------------------------------------------------------- */

struct brought_letter {
    const char *column;
    day sent, deadline;
    ore fee;
    bool is_notice;
};

static void too_much(const struct lawful_claim *c, const struct brought_letter *l, ore most,
                     const char *why, struct faults *f) {
    char fee[MONEY_TEXT], lawful[MONEY_TEXT];
    faults_add(f, "line %lld: %s %s: lawfully at most %s: %s", (long long)c->in->line, l->column,
               money_format(l->fee, fee), money_format(most, lawful), why);
}

/* The day's own fee; of a notice by § 20 of 2026 where that is in force. */
static int fee_most(const struct lawful_claim *c, const struct brought_letter *l, ore *most) {
    struct status st = {0, ""};
    const struct law_moment m = {.act = l->sent, .due = law_due_day(c->in->due),
        .received = c->today};
    return l->is_notice && switch_is_on(c->law->acts, NEW_20_NOTICE, &m)
               ? law_amount(&c->law->acts->slots.fee_notice, l->sent, most, &st)
               : costs_letter_fee(c->law, FEE_SHARE_REMINDER, l->sent, most, &st);
}

/* A second fee follows a missed deadline of fourteen days at least, and there is no third. */
static const char *out_of_sequence(const struct brought_letter *before,
                                   const struct brought_letter *l, int n) {
    const day runs_out = before->deadline != DAY_NONE ? before->deadline : before->sent + FEE_DAYS;
    return before->is_notice || n > 1
               ? "two letters bore a fee already, or a notice did (inkassoforskriften § 1-3)"
           : runs_out - before->sent < FEE_DAYS || l->sent <= runs_out
               ? "the letter before it gave fourteen days that had not run out"
                 " (inkassoforskriften § 1-3)"
               : NULL;
}

static void check_fee(const struct lawful_claim *c, const struct brought_letter *l,
                      struct faults *f) {
    ore most = 0;
    if (l->fee < 0 || l->sent == DAY_NONE) {
        too_much(c, l, 0, l->fee < 0 ? "a fee is never negative"
                                     : "the day of its letter is missing", f);
    } else if (c->in->due != DAY_NONE && l->sent < law_due_day(c->in->due) + FEE_DAYS) {
        too_much(c, l, 0, "the letter was sent less than fourteen days after due"
                 " (inkassoforskriften § 1-2)", f);
    } else if (fee_most(c, l, &most) == STATUS_OK && l->fee > most) {
        too_much(c, l, most, "the fee of the day it was sent (inkassoforskriften § 1-2)", f);
    }
}

/* In the order of the file, which is that of a lawful course; returns what they come to. */
static ore check_fees(const struct lawful_claim *c, struct faults *f) {
    const struct incoming *in = c->in;
    const struct brought_letter letters[] = {
        {"reminder_fee", in->reminder_sent, in->reminder_deadline, in->reminder_fee, false},
        {"second_reminder_fee", in->reminder2_sent, in->reminder2_deadline, in->reminder2_fee,
         false},
        {"notice_fee", in->notice_sent, in->notice_deadline, in->notice_fee, true}};
    const struct brought_letter *before = NULL;
    int n = 0;
    ore sum = 0;
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        const struct brought_letter *l = &letters[i];
        if (l->fee == 0) {
            continue;
        }
        check_fee(c, l, f);
        n = before && l->sent > day_add_months(before->sent, FEE_RESET_MONTHS) ? 0 : n;
        const char *why = n > 0 && l->sent != DAY_NONE ? out_of_sequence(before, l, n) : NULL;
        if (why) {
            too_much(c, l, 0, why, f);
        }
        if (l->sent != DAY_NONE) {
            before = l;
            n++;
        }
        sum = money_add(sum, money_max(l->fee, 0));
    }
    return sum;
}

/* ---- interest -------------------------------------------------------------------------------- */

/* What was paid before may have borne interest until then: all of it counts, to the last day. */
static void check_interest(const struct lawful_claim *c, struct faults *f) {
    const struct takeover *b = &c->in->before;
    const day due = c->in->due != DAY_NONE ? law_due_day(c->in->due) : DAY_NONE;
    char brought[MONEY_TEXT], lawful[MONEY_TEXT], from[DAY_TEXT], to[DAY_TEXT];
    struct interest_result most = {0};
    struct status st = {0, ""};
    if (b->interest_brought <= 0 || b->interest_to < c->in->due || due == DAY_NONE ||
        c->in->principal <= 0) {
        return; /* said elsewhere */
    }
    const struct interest_input in = {.due = due, .until = b->interest_to,
        .principal = money_add(c->in->principal, money_max(b->paid_before, 0)),
        .agreed_bp = c->in->rate_bp};
    if (b->interest_to > due && interest_compute(&in, &c->law->interest, NULL, &most, &st)) {
        return;
    }
    if (b->interest_brought > money_add(most.total, ROUNDING)) {
        faults_add(f, "line %lld: interest_brought %s: lawfully at most %s from %s to %s"
                   " (forsinkelsesrenteloven §§ 2, 3)", (long long)c->in->line,
                   money_format(b->interest_brought, brought), money_format(most.total, lawful),
                   day_format(due, from), day_format(b->interest_to, to));
    }
}

/* ---- costs ----------------------------------------------------------------------------------- */

struct pursuit {
    uint64_t kid;              /* of the old KID and the creditor; 0: none in this place */
    struct cap_question claim; /* the claims as one, due as the oldest of them */
    ore light, heavy, others;  /* others: fees of letters, and what the case bears here */
    int64_t line;              /* that brought costs, or else the first */
};
struct pursuits {
    struct pursuit *rows;
    size_t n, cap; /* cap: a power of two */
};

struct pursuits *pursuits_new(void) {
    struct pursuits *p = mem_alloc(sizeof *p);
    *p = (struct pursuits){.cap = 64};
    p->rows = mem_alloc(size_mul(p->cap, sizeof *p->rows));
    return p;
}

void pursuits_free(struct pursuits *p) {
    if (p) {
        mem_free(p->rows);
        mem_free(p);
    }
}

static struct pursuit *slot_of(struct pursuit *rows, size_t cap, uint64_t kid) {
    size_t i = (size_t)kid & (cap - 1);
    while (rows[i].kid != 0 && rows[i].kid != kid) {
        i = (i + 1) & (cap - 1);
    }
    return &rows[i];
}

static struct pursuit *pursuit_of(struct pursuits *p, uint64_t kid) {
    if (p->n * 2 >= p->cap) {
        const size_t cap = size_mul(p->cap, 2);
        struct pursuit *rows = mem_alloc(size_mul(cap, sizeof *rows));
        for (size_t i = 0; i < p->cap; i++) {
            if (p->rows[i].kid != 0) {
                *slot_of(rows, cap, p->rows[i].kid) = p->rows[i];
            }
        }
        mem_free(p->rows);
        p->rows = rows;
        p->cap = cap;
    }
    return slot_of(p->rows, p->cap, kid);
}

static uint64_t kid_of(const struct incoming *in) {
    uint64_t kid = 0;
    const struct hash creditor = hash_of(in->creditor_org), number = hash_of(in->before.kid);
    for (size_t i = 0; i < sizeof kid; i++) {
        kid = kid << 8 | (uint64_t)(creditor.bytes[i] ^ number.bytes[i]);
    }
    return kid ? kid : 1;
}

static int cap_of(const struct law *law, const struct pursuit *p, bool heavy, ore *most) {
    struct cap_question q = p->claim;
    struct cap cap;
    struct status st = {0, ""};
    q.heavy = heavy;
    *most = 0;
    const int rc = q.amount > 0 && q.due <= q.covered ? costs_cap(law, &q, &cap, &st) : STATUS_OK;
    if (rc == STATUS_OK && q.amount > 0 && q.due <= q.covered) {
        *most = cap.cap;
    }
    return rc;
}

static void above_cap(const struct pursuit *p, const char *what, ore amount, ore most,
                      struct faults *f) {
    char text[MONEY_TEXT], lawful[MONEY_TEXT];
    faults_add(f, "line %lld: %s %s: lawfully at most %s (inkassoforskriften §§ 2-1 to 2-3)",
               (long long)p->line, what, money_format(amount, text), money_format(most, lawful));
}

/* Fees of letters are inside the cap.  Light costs alone, and then all that was charged. */
static void check_costs(const struct law *law, const struct pursuit *p, struct faults *f) {
    const ore all = money_add(money_add(p->light, p->heavy), p->others);
    ore light = 0, most = 0;
    if (p->light + p->heavy <= 0 || cap_of(law, p, false, &light) ||
        cap_of(law, p, p->heavy > 0, &most)) {
        return;
    }
    if (p->light > light) {
        above_cap(p, "light_costs", p->light, light, f);
    } else if (all > most) {
        above_cap(p, p->heavy > 0 ? "light_costs, heavy_costs and fees"
                                  : "light_costs and fees", all, most, f);
    }
}

/* Heavy costs before their day are one fault: they are not held against the cap as well. */
static ore heavy_in_time(const struct lawful_claim *c, struct faults *f) {
    const struct takeover *b = &c->in->before;
    const struct letter_note demand = {.deadline = b->demand_deadline};
    char text[MONEY_TEXT], from[DAY_TEXT];
    if (b->heavy <= 0 || b->demand_deadline == DAY_NONE ||
        c->today >= demand_heavy_from(&demand)) {
        return money_max(b->heavy, 0);
    }
    faults_add(f, "line %lld: heavy_costs %s: lawfully at most 0,00 before %s, more than 28 days"
               " after the demand's deadline (inkassoforskriften § 2-3)", (long long)c->in->line,
               money_format(b->heavy, text), day_format(demand_heavy_from(&demand), from));
    return 0;
}

static void gather(const struct lawful_claim *c, ore fees, ore heavy, struct pursuit *p) {
    const struct incoming *in = c->in;
    const day due = in->due != DAY_NONE ? law_due_day(in->due) : DAY_NONE;
    const ore light = money_max(in->before.light, 0);
    const ore claimed = money_add(money_max(in->principal, 0),
                                  money_max(in->before.paid_before, 0));
    if (p->line == 0) {
        p->claim = (struct cap_question){.amount = c->principal, .due = due, .covered = c->today,
            .debtor = in->debtor_kind, .claim_vat_liable = true};
        p->others = c->charged;
        p->line = in->line;
    }
    p->claim.amount = money_min(money_add(p->claim.amount, claimed), MONEY_MAX);
    p->claim.due = due < p->claim.due ? due : p->claim.due;
    p->claim.claim_vat_liable = p->claim.claim_vat_liable && (in->vat_liable || c->vat_deducted);
    p->line = light + heavy > 0 && p->light + p->heavy == 0 ? in->line : p->line;
    p->light = money_add(p->light, light);
    p->heavy = money_add(p->heavy, heavy);
    p->others = money_add(p->others, fees);
}

void intake_lawful_claim(const struct lawful_claim *c, struct pursuits *all,
                         struct faults *faults) {
    const ore fees = check_fees(c, faults);
    if (!incoming_is_takeover(c->in)) {
        return;
    }
    check_interest(c, faults);
    const ore heavy = heavy_in_time(c, faults);
    struct pursuit alone = {0};
    struct pursuit *p = &alone;
    if (c->in->before.kid.len > 0) {
        const uint64_t kid = kid_of(c->in);
        p = pursuit_of(all, kid);
        all->n += p->kid == 0;
        p->kid = kid;
    }
    gather(c, fees, heavy, p);
    if (p == &alone) {
        check_costs(c->law, p, faults);
    }
}

void intake_lawful_end(const struct law *law, const struct pursuits *all, struct faults *faults) {
    for (size_t i = 0; i < all->cap; i++) {
        if (all->rows[i].kid != 0) {
            check_costs(law, &all->rows[i], faults);
        }
    }
}
