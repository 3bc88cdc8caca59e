/* money_world.h - what happens to money: the debtor pays and objects, the creditor credits, people tell,
 * the bank speaks, days pass.  Each act is drawn, and may be refused. */
#ifndef KRAV_TESTS_ENGINE_MONEY_WORLD_H
#define KRAV_TESTS_ENGINE_MONEY_WORLD_H

#include "unit/engine/money_judge.h"

#include "domain/filing.h"
#include "engine/doors.h"
#include "law/switches.h"
#include "store/refunds.h"

#define LAST_DAY "2026-12-10" /* interest is known until the end of that year */

struct lives {
    struct house *h;
    struct judge judge;
    struct law law;
    struct law_switches acts;
    uint64_t seed, dice;
    int n_ids, n_cases;
    ore moved;              /* by the bank: in, less what went out or was advanced */
};

struct act {
    const char *name;
    uint32_t weight;
    void (*happen)(struct lives *w, int64_t id);
};

/* Over all lives: that they came to where it matters. */
static struct {
    int64_t lives, acts, told, refused, honoured, settled, refunded, merged, filed, moved, doubled;
    int64_t bounced, shortages, reversed, broken;
} seen;

static uint32_t draw(struct lives *w, uint32_t below) {
    w->dice = w->dice * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(w->dice >> 33) % below;
}

static const char *next_id(struct lives *w, const char *prefix) {
    return arena_cstr(&w->h->arena,
                      arena_printf(&w->h->arena, "%s%d", prefix, ++w->n_ids));
}

static struct krav_case *of(struct lives *w, int64_t id) { return judge_case(&w->judge, id); }

static ore part_of(struct lives *w, ore whole) {
    return whole > 1 ? 1 + (ore)draw(w, (uint32_t)whole) : 1;
}

/* ---- what comes in --------------------------------------------------------------------------- */

static enum taken take(struct lives *w, struct incoming in, struct text door) {
    struct house *h = w->h;
    enum taken taken = TAKEN_REFUSED;
    OK(h, engine_chunk_begin(&h->e, &h->st));
    const int64_t before = h->e.head.id;
    const int rc = intake_record(&h->e, &in, door, &h->arena, &taken, &h->st);
    judge_must(&w->judge, rc == STATUS_OK || (rc == STATUS_REFUSED && h->e.head.id == before),
               "%s", h->st.text);
    h->st = (struct status){0};
    OK(h, engine_chunk_commit(&h->e, &h->st));
    const bool is_money = in.kind == FACT_PAID || in.kind == FACT_PAYMENT_REVERSED;
    if (is_money && (taken == TAKEN_NEW || taken == TAKEN_UNMATCHED)) {
        w->moved += in.amount;
    }
    return taken;
}

static struct incoming money_for(struct lives *w, int64_t id, ore amount) {
    struct house *h = w->h;
    struct incoming in = a_payment(next_id(w, "p"), kid_of(h, id), amount, h->e.today);
    const day back = draw(w, 3) == 0 ? (day)draw(w, 40) : 0; /* the order, before the booking */
    in.ordered = draw(w, 4) == 0 ? DAY_NONE : h->e.today - back;
    in.reference = in.source_id;
    if (draw(w, 3) > 0) {
        in.payer_account = PAYER;
        in.payer_name = TEXT("Per Betaler");
    }
    return in;
}

static void pay_some(struct lives *w, int64_t id) {
    const ore open = house_view(w->h, id)->snapshot.open;
    const uint32_t how = draw(w, 8);
    const ore amount = how < 5    ? part_of(w, 1 + open / (how + 1))
                       : how == 5 ? open + part_of(w, 100000) /* too much */
                       : how == 6 ? open
                                  : 1;
    (void)take(w, money_for(w, id, amount > 0 ? amount : 100), TEXT("ocr"));
}

/* Whoever pays the sum that was asked for, by the day that was named, owes nothing more. */
static void pay_quote(struct lives *w, int64_t id) {
    struct house *h = w->h;
    const struct case_view *v = house_view(h, id);
    const struct letter_note *asked = NULL;
    for (uint32_t i = 0; i < v->c.n_letters; i++) {
        const struct letter_note *l = &v->c.letters[i];
        const bool went = l->state == LETTER_COMPOSED || l->state == LETTER_SENT;
        const struct letter_word *word =
            (const void *)words_by_value(&letter_kinds, (int)l->kind);
        asked = went && l->quote > l->paid && word->asks_all && l->deadline >= h->e.today ? l
                                                                                          : asked;
    }
    if (!asked || !case_is_open(&v->c)) {
        return;
    }
    const ore amount = asked->quote - asked->paid, rest = v->snapshot.open - amount;
    struct incoming in = money_for(w, id, amount);
    in.ordered = h->e.today;
    assert_int_equal(take(w, in, TEXT("ocr")), TAKEN_NEW);
    if (rest <= v->agreement->remainder_max && case_costs_open_of(&v->c, OWNER_COURT) == 0) {
        const struct case_view *then = house_view(h, id);
        judge_must(&w->judge, then->snapshot.open == 0, "case %lld: paid in time, and owes %lld",
                   (long long)id, (long long)then->snapshot.open);
        seen.honoured++;
    }
}

/* The same payment in the same file once more, and from the other door. */
static void pay_twice(struct lives *w, int64_t id) {
    struct incoming in = money_for(w, id, part_of(w, 90000));
    (void)take(w, in, TEXT("ocr"));
    assert_int_equal(take(w, in, TEXT("ocr")), TAKEN_DUPLICATE);
    in.source_id = text_of(next_id(w, "c"));
    if (draw(w, 2)) { /* told apart by its reference */
        assert_int_equal(take(w, in, TEXT("camt")), TAKEN_DUPLICATE);
    } else {          /* or only alike: a person looks at it */
        in.reference = (struct text){NULL, 0};
        (void)take(w, in, TEXT("camt"));
    }
    seen.doubled++;
}

static void pay_nobody(struct lives *w, int64_t id) {
    struct incoming in = money_for(w, id, part_of(w, 90000));
    in.kid = draw(w, 2) ? TEXT("9999") : (struct text){NULL, 0};
    (void)take(w, in, TEXT("ocr"));
}

static void bounce(struct lives *w, int64_t id) {
    const struct krav_case *c = of(w, id);
    ore amount = part_of(w, 90000); /* of no payment */
    if (c->n_payments > 0 && draw(w, 8) > 0) {
        const struct payment_note *p = &c->payments[draw(w, c->n_payments)];
        amount = p->amount;
    }
    struct incoming in = a_payment(next_id(w, "r"), kid_of(w->h, id), -amount, w->h->e.today);
    seen.bounced += take(w, in, TEXT("ocr")) == TAKEN_NEW;
}

static void credit_note(struct lives *w, int64_t id) {
    const struct krav_case *c = of(w, id);
    const struct claim_state *claim = &c->claims[draw(w, c->n_claims)];
    struct incoming in = a_credit_note(next_id(w, "k"), "", 0);
    in.creditor_org = engine_creditor(&w->h->e, c->creditor)->org;
    in.invoice = claim->claim.invoice;
    in.amount = draw(w, 4) ? part_of(w, claim->open > 0 ? claim->open : 1000)
                           : claim->open + part_of(w, 5000);
    in.issued = w->h->e.today - (day)draw(w, 5);
    if (draw(w, 3) == 0) {
        in.kind = FACT_PAID_DIRECT;
    }
    (void)take(w, in, TEXT("erp"));
}

/* ---- what is told ---------------------------------------------------------------------------- */

/* Whoever tells it, and whether it may be or not: a refusal changes nothing. */
static bool told(struct lives *w, int64_t id, struct tell t) {
    struct house *h = w->h;
    struct told out;
    const int64_t before = h->e.head.id;
    t.case_id = id;
    h->st = (struct status){0};
    if (house_say(h, t, &out) == STATUS_OK) {
        seen.told++;
        return true;
    }
    judge_must(&w->judge, (h->st.code == STATUS_REFUSED || h->st.code == STATUS_INVALID) &&
                          h->e.head.id == before, "%s",
               h->st.text);
    seen.refused++;
    return false;
}
#define TOLD(w, id, word, ...) told((w), (id), (struct tell){.what = TEXT(word), __VA_ARGS__})

static void make_plan(struct lives *w, int64_t id) {
    if (draw(w, 3) > 0) {
        (void)TOLD(w, id, "plan", .parts = 2 + draw(w, 6),
                   .first = w->h->e.today + 1 + (day)draw(w, 20));
    } else {
        (void)TOLD(w, id, "end-plan", .parts = 0);
    }
}

static void object(struct lives *w, int64_t id) {
    static const char *const outcomes[] = {"upheld", "partly", "rejected", "groundless",
                                           "withdrawn"};
    if (of(w, id)->disputed_since == DAY_NONE) {
        (void)TOLD(w, id, "dispute", .reason = TEXT("not mine"));
        return;
    }
    (void)TOLD(w, id, "settle-dispute", .reason = TEXT("looked at"),
               .outcome = text_of(outcomes[draw(w, 5)]),
               .should = draw(w, 2) ? w->h->e.today - (day)draw(w, 40) : DAY_NONE);
}

static void breach(struct lives *w, int64_t id) {
    if (draw(w, 3) == 0) {
        (void)TOLD(w, id, "restore-costs", .reason = TEXT("it was right"));
        return;
    }
    const struct words *all = &breaches;
    const struct word *word = words_at(all, draw(w, (uint32_t)all->n));
    if (strcmp(word->name, "objection") != 0) {
        seen.broken += TOLD(w, id, "breach", .reason = TEXT("so it was"),
                            .rule = text_of(word->name));
    }
}

static void end_case(struct lives *w, int64_t id) {
    if (draw(w, 3) > 0) {
        return;
    }
    const uint32_t how = draw(w, 3);
    (void)(how == 0   ? TOLD(w, id, "write-off", .reason = TEXT("nothing to get"))
           : how == 1 ? TOLD(w, id, "close", .reason = TEXT("as told"))
                      : TOLD(w, id, "withdraw", .reason = TEXT("by the creditor")));
}

/* Any step of the case that moved money, or none at all. */
static void reverse(struct lives *w, int64_t id) {
    int64_t steps[64] = {1};
    uint32_t n = 1;
    sqlite3_stmt *q = judge_ask(&w->judge, "SELECT DISTINCT s.step FROM postings p JOIN posting_sets"
                                           " s ON s.id = p.set_id WHERE p.case_id = ?");
    assert_int_equal(sqlite3_bind_int64(q, 1, id), SQLITE_OK);
    while (n < 64 && sqlite3_step(q) == SQLITE_ROW) {
        steps[n++] = sqlite3_column_int64(q, 0);
    }
    (void)sqlite3_finalize(q);
    seen.reversed += TOLD(w, id, "reverse", .step = steps[draw(w, n)],
                          .reason = TEXT("a mistake"));
}

static void move_payment(struct lives *w, int64_t id) {
    const struct krav_case *c = of(w, id);
    if (c->n_payments > 0) {
        seen.moved += TOLD(w, id, "move-payment", .reason = TEXT("wrong case"), .consent = true,
                           .payment = c->payments[draw(w, c->n_payments)].source,
                           .to = FIRST_CASE + (int64_t)draw(w, (uint32_t)w->n_cases));
    }
}

static void tell_direct(struct lives *w, int64_t id) {
    (void)TOLD(w, id, "paid-direct", .amount = part_of(w, 60000),
               .on = w->h->e.today - (day)draw(w, 10));
}

static void file_it(struct lives *w, int64_t id) {
    static const char *const filings[] = {"conciliation", "enforcement"};
    if (case_filing_pending(of(w, id)) != NULL) {
        const struct word *result = words_at(&filing_outcomes,
                                             draw(w, (uint32_t)filing_outcomes.n));
        (void)TOLD(w, id, "filing-result", .reason = text_of(result->name),
                   .amount = draw(w, 2) ? (ore)draw(w, 250000) : 0);
        return;
    }
    const ore fee = draw(w, 3) ? 207100 : 0;
    if (TOLD(w, id, "filed", .kind = text_of(filings[draw(w, 3) == 0]), .amount = fee)) {
        w->moved -= fee;
        seen.filed++;
    }
}

/* Another open case of the same creditor on the same debtor; 0: there is none. */
static int64_t sibling_of(struct lives *w, int64_t id) {
    const struct krav_case *c = of(w, id);
    for (int64_t other = FIRST_CASE; other < FIRST_CASE + w->n_cases; other++) {
        const struct krav_case *o = of(w, other);
        if (other != id && o->creditor == c->creditor && o->debtor == c->debtor &&
            case_is_open(o)) {
            return other;
        }
    }
    return 0;
}

/* Without notices nobody merges by § 22 of the act of 2026: off while a person does. */
static void merge(struct lives *w, int64_t id) {
    for (int i = 0; i < w->n_cases && (!case_is_open(of(w, id)) || sibling_of(w, id) == 0); i++) {
        id = FIRST_CASE + i;
    }
    w->acts.of[NEW_22_MERGE].from = DAY_NONE;
    seen.merged += TOLD(w, id, "merge", .into = draw(w, 2) ? sibling_of(w, id) : 0);
    w->acts.of[NEW_22_MERGE].from = on("2026-01-01");
}

/* ---- money out ------------------------------------------------------------------------------- */

static void refund(struct lives *w, int64_t id) {
    struct house *h = w->h;
    for (int i = 0; i < w->n_cases && of(w, id)->overpaid == 0; i++) {
        id = FIRST_CASE + i;
    }
    const ore over = of(w, id)->overpaid;
    (void)TOLD(w, id, "refund", .amount = over > 0 && draw(w, 3) == 0 ? part_of(w, over) : 0,
               .account = draw(w, 2) ? PAYER : (struct text){NULL, 0});
    OK(h, refund_day(&h->e, &h->st));
}

/* A settlement that was paid, with its amount, or 0: the bank may say so once, and take it back. */
static void word_of_bank(struct lives *w, struct text key, ore amount, bool is_paid,
                         enum fact_kind kind) {
    struct incoming in = {.kind = kind, .line = 1, .account = CLIENT_ACCOUNT,
        .source_id = text_of(next_id(w, "b")), .key = key, .amount = amount,
        .booked = w->h->e.today, .reference = TEXT("b-1")};
    const enum taken taken = take(w, in, TEXT("bank"));
    if (taken == TAKEN_NEW) { /* once paid: out of the account; what comes back after it: in again */
        w->moved += kind == FACT_PAYOUT_CONFIRMED ? -amount : is_paid ? amount : 0;
    }
    (void)take(w, in, TEXT("bank")); /* told twice, it is the same word */
}

static void bank_speaks(struct lives *w, int64_t id) {
    struct judge *j = &w->judge;
    sqlite3_stmt *q = judge_ask(j, draw(w, 2)
        ? "SELECT step, amount, state, 0 FROM remittances WHERE amount > 0 ORDER BY step DESC LIMIT 4"
        : "SELECT step, amount, state, 1 FROM refunds WHERE state <> 'planned' ORDER BY step DESC"
          " LIMIT 4");
    (void)id;
    for (uint32_t skip = draw(w, 4); sqlite3_step(q) == SQLITE_ROW; skip--) {
        if (skip > 0) {
            continue;
        }
        const int64_t step = sqlite3_column_int64(q, 0), amount = sqlite3_column_int64(q, 1);
        const bool is_paid = strcmp((const char *)sqlite3_column_text(q, 2), "settled") == 0;
        const bool is_refund = sqlite3_column_int(q, 3) == 1;
        const struct text key = is_refund ? refund_id(step, &w->h->arena)
                                          : remit_id(step, &w->h->arena);
        (void)sqlite3_reset(q);
        word_of_bank(w, key, amount, is_paid,
                     draw(w, 4) ? FACT_PAYOUT_CONFIRMED : FACT_PAYOUT_FAILED);
        seen.refunded += is_refund;
        break;
    }
    (void)sqlite3_finalize(q);
}

static void settle(struct lives *w, int64_t id) {
    struct house *h = w->h;
    uint32_t n = 0;
    (void)id;
    OK(h, draw(w, 2) ? remit_now(&h->e, 0, &n, &h->st) : remit_day(&h->e, &h->st));
    OK(h, refund_day(&h->e, &h->st));
    seen.settled += n;
}

/* A person looks at what waits: it belongs to a case, goes back, or never came. */
static void look_at_waiting(struct lives *w, int64_t id) {
    struct house *h = w->h;
    struct waiting_row *rows;
    uint32_t n = 0;
    OK(h, waiting_list(h->e.db, &h->arena, &rows, &n, &h->st));
    if (n == 0) {
        return;
    }
    const struct waiting_row *row = &rows[draw(w, n)];
    const int64_t before = h->e.head.id;
    const uint32_t how = draw(w, 4);
    struct status *st = &h->st;
    const int rc = how == 0   ? door_same(&h->e, row->id, TEXT("kari"), &h->arena, st)
                   : how == 1 ? refund_waiting(&h->e, row->id, draw(w, 2) ? PAYER : TEXT(""),
                                               TEXT("kari"), &h->arena, st)
                              : intake_place(&h->e, row->id, id, TEXT("kari"), &h->arena, st);
    if (rc == STATUS_OK && how == 0) {
        w->moved -= row->amount;
    }
    judge_must(&w->judge, rc == STATUS_OK || h->e.head.id == before, "%s", st->text);
    *st = (struct status){0};
}

/* Day by day, or creditors would wait for their money too long. */
static void pass_days(struct lives *w, int64_t id) {
    struct house *h = w->h;
    char iso[DAY_TEXT];
    (void)id;
    for (uint32_t n = 1 + draw(w, draw(w, 6) == 0 ? 20 : 4); n > 0; n--) {
        if (h->e.today + 1 < on(LAST_DAY)) {
            house_day(h, day_format(h->e.today + 1, iso));
            OK(h, remit_day(&h->e, &h->st));
            (void)house_send(h);
        }
    }
}

static const struct act acts[] = {
    {"a payment", 18, pay_some}, {"a quote paid in time", 8, pay_quote},
    {"a payment told twice", 4, pay_twice}, {"a payment of nobody", 3, pay_nobody},
    {"a payment that bounced", 7, bounce}, {"a credit note", 6, credit_note},
    {"a payment to the creditor", 3, tell_direct}, {"a plan", 4, make_plan},
    {"an objection", 6, object}, {"a breach", 3, breach}, {"an end", 4, end_case},
    {"a step taken back", 5, reverse}, {"a payment moved", 5, move_payment},
    {"a filing", 9, file_it}, {"a merge", 5, merge}, {"a refund", 5, refund},
    {"the bank's word", 9, bank_speaks}, {"a settlement", 6, settle},
    {"the waiting room", 6, look_at_waiting}, {"days", 22, pass_days},
};
#define N_ACTS (sizeof acts / sizeof acts[0])

#endif
