/* Whatever anybody wants of a case, on any day of any life: what the guard allows is carried out by
 * the engine's own plan, and what must never happen has not happened.
 *
 *     money, objections, rests, deaths, new claims ──▶ case ◀── random actions, judged, planned, folded
 *
 * What must never happen is told here by the test's own memory of the life, not by the snapshot that
 * the guard has read.  A failure prints the life.  KRAV_SEED and KRAV_ACTIONS widen it:
 *
 *     KRAV_SEED=7 KRAV_ACTIONS=1000000 unit_engine_random_acts */
#include "unit/law/law_desk.h"

#include <stdlib.h>

#include "domain/apply.h"
#include "domain/letter.h"
#include "domain/plan.h"
#include "engine/plan.h"
#include "law/costs.h"

#define TURNS 140
#define LAST_DAY "2026-12-20" /* interest is known until the end of that year */

struct life {
    uint64_t seed, number;
    struct arena arena;
    struct krav_case c;
    struct party debtor;
    struct creditor creditor;
    struct agreement agreement;
    struct snapshot s;
    day today, receipt_on;     /* of the letters on their way */
    int n_sources;
    /* what the test itself remembers */
    bool disputed, dead, bankrupt, reversed, uplifted;
    day held_until;            /* DAY_NONE: does not rest; INT32_MAX: until it is released */
    ore demanded;              /* principal at a demand, the largest */
    day demand_deadline;       /* of the first */
};

/* Over all lives: that they came to where it matters. */
static struct {
    int64_t actions, allowed, asked, demands, heavy, uplifts, compensations, refused_in_stop;
} seen;

static uint32_t draw(struct life *l, uint32_t below) {
    l->seed = l->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(l->seed >> 33) % below;
}

static void must(const struct life *l, bool holds, const char *what) {
    char date[DAY_TEXT];
    if (!holds) {
        fail_msg("life %llu, %s: %s", (unsigned long long)l->number, day_format(l->today, date),
                 what);
    }
}

/* ---- facts and folds ----------------------------------------------------------------------- */

static void look(struct life *l) {
    const struct snapshot_input in = {l->today, NULL, &l->c, &l->debtor, &l->creditor,
                                      &l->agreement, &law_builtin()->interest};
    struct status st = {0};
    assert_int_equal(snapshot_make(&in, &l->s, &st), STATUS_OK);
}

static struct fact fact_of(const struct life *l, enum fact_kind kind) {
    return (struct fact){.kind = kind, .subject = SUBJECT_CASE, .subject_id = l->c.id,
                         .legal_day = l->today, .booked_day = l->today};
}

/* False where the fact cannot be of this case. */
static bool apply(struct life *l, struct apply_input in) {
    struct events events = {.arena = &l->arena};
    struct status st = {0};
    in.c = &l->c;
    in.agreement = &l->agreement;
    in.rates = &law_builtin()->interest;
    if (case_apply(&in, &events, &st) != STATUS_OK) {
        return false;
    }
    for (uint32_t i = 0; i < events.n; i++) {
        assert_int_equal(case_fold(&l->c, &events.items[i], &l->arena, &st), STATUS_OK);
    }
    return true;
}

static bool happen(struct life *l, enum fact_kind kind, struct text outcome) {
    struct fact fact = fact_of(l, kind);
    fact.stage = fact.reason = outcome;
    return apply(l, (struct apply_input){.fact = &fact});
}

static void add_claim(struct life *l) {
    static const ore sizes[] = {50000, 100000, 250000, 1000000, 5000000};
    const struct fact fact = fact_of(l, FACT_CLAIM_RECEIVED);
    const struct claim claim = {
        .source = arena_printf(&l->arena, "311758489:%u", (unsigned)l->c.n_claims + 5001u),
        .invoice = arena_printf(&l->arena, "%u", (unsigned)l->c.n_claims + 5001u),
        .principal = sizes[draw(l, 5)] - (ore)draw(l, 3) + 1,
        .due = law_due_day(l->today - 6 - (day)draw(l, 20)), .vat_liable = draw(l, 2) > 0};
    (void)apply(l, (struct apply_input){.fact = &fact, .claim = &claim});
}

static void pay(struct life *l) {
    look(l);
    struct fact paid = fact_of(l, FACT_PAID);
    paid.source = arena_printf(&l->arena, "bank:%d", ++l->n_sources);
    paid.amount = 1 + l->s.open / (ore)(1 + draw(l, 30));
    const day ordered = l->today - (day)draw(l, 3);
    paid.legal_day = ordered > l->c.opened ? ordered : l->c.opened;
    (void)apply(l, (struct apply_input){.fact = &paid});
}

static void take_back(struct life *l) {
    if (l->c.n_payments > 0) {
        struct fact fact = fact_of(l, FACT_PAYMENT_REVERSED);
        fact.reverses = l->c.payments[draw(l, l->c.n_payments)].source;
        l->reversed = apply(l, (struct apply_input){.fact = &fact}) || l->reversed;
    }
}

static void rest(struct life *l) {
    struct fact fact = fact_of(l, FACT_HOLD);
    fact.until = draw(l, 2) ? l->today + (day)draw(l, 20) : DAY_NONE;
    if (apply(l, (struct apply_input){.fact = &fact})) {
        l->held_until = fact.until == DAY_NONE ? INT32_MAX : fact.until;
    }
}

static void letter_comes_back(struct life *l) {
    if (l->c.n_letters > 0) {
        struct fact fact = fact_of(l, FACT_LETTER_RETURNED);
        fact.key = l->c.letters[draw(l, l->c.n_letters)].key;
        (void)apply(l, (struct apply_input){.fact = &fact});
    }
}

/* What was charged is lost, and what was paid of it goes to the rest. */
static void break_a_rule(struct life *l) {
    struct fact fact = fact_of(l, FACT_BREACH);
    fact.stage = TEXT("good_practice");
    (void)apply(l, (struct apply_input){.fact = &fact,
        .costs = {.lose_creditors = true, .lose_agencys = true, .lose_paid = true,
                  .paragraph = "inkassoloven § 17"}});
}

/* What happens to a debtor: mostly nothing. */
static void live_a_day(struct life *l) {
    static const char *const outcomes[] = {OUTCOME_UPHELD, OUTCOME_REJECTED, OUTCOME_WITHDRAWN};
    if (l->held_until != DAY_NONE && l->today > l->held_until && happen(l, FACT_DAY_REACHED, TEXT(""))) {
        l->held_until = DAY_NONE;
    }
    const uint32_t what = draw(l, 260);
    if (what < 8) {
        pay(l);
    } else if (what < 10) {
        take_back(l);
    } else if (what < 13) {
        l->disputed = happen(l, FACT_DISPUTE, TEXT("wrong")) || l->disputed;
    } else if (what < 20 && l->disputed) {
        l->disputed = !happen(l, FACT_DISPUTE_SETTLED, text_of(outcomes[draw(l, 3)]));
    } else if (what < 22) {
        rest(l);
    } else if (what < 26 && l->held_until != DAY_NONE) {
        l->held_until = happen(l, FACT_RELEASE, TEXT("")) ? DAY_NONE : l->held_until;
    } else if (what == 30 && l->c.n_claims < 4) {
        add_claim(l);
    } else if (what == 31) {
        letter_comes_back(l);
    } else if (what == 32 && draw(l, 3) == 0 && happen(l, FACT_DIED, TEXT(""))) {
        l->debtor.died = l->today;
        l->dead = true;
    } else if (what == 33 && draw(l, 3) == 0 && happen(l, FACT_BANKRUPT, TEXT(""))) {
        l->debtor.bankrupt = l->today;
        l->bankrupt = true;
    } else if (what == 34 && draw(l, 3) == 0) {
        break_a_rule(l);
    }
}

/* ---- what must never happen ---------------------------------------------------------------- */

/* Nobody is asked for money now, and nothing is added to the debt. */
static const char *stopped(const struct life *l) {
    return l->disputed                                                  ? "an objection is open"
           : l->held_until != DAY_NONE && l->held_until >= l->today ? "the case rests"
           : l->dead                                                    ? "the debtor is dead"
           : l->bankrupt                                                ? "the debtor is bankrupt"
           : !case_is_open(&l->c)                                       ? "the case is closed"
                                                                        : NULL;
}

static bool asks(enum letter_kind kind) {
    return ((const struct letter_word *)(const void *)words_by_value(&letter_kinds, (int)kind))
        ->asks_payment;
}

/* A letter of a kind about a claim, sent after its due day, whose fourteen days are over today. */
static bool was_missed(const struct life *l, enum letter_kind kind, const struct claim *claim) {
    for (uint32_t i = 0; i < l->c.n_letters; i++) {
        const struct letter_note *n = &l->c.letters[i];
        if (n->kind == kind && n->state == LETTER_SENT && n->sent > claim->due &&
            n->deadline >= n->sent + 14 && n->deadline < l->today &&
            letter_covers(n, claim->number)) {
            return true;
        }
    }
    return false;
}

static void check_order(const struct life *l, enum letter_kind kind) {
    for (uint32_t i = 0; i < l->c.n_claims; i++) {
        const struct claim_state *claim = &l->c.claims[i];
        if (claim->open > 0 && kind == LETTER_PAYMENT_DEMAND) {
            must(l, was_missed(l, LETTER_COLLECTION_NOTICE, &claim->claim),
                 "a demand without a missed notice");
        }
        if (claim->open > 0 && (kind == LETTER_LEGAL_NOTICE || kind == LETTER_MONITORING)) {
            must(l, was_missed(l, LETTER_PAYMENT_DEMAND, &claim->claim),
                 "a later letter without a missed demand");
        }
    }
}

static void check_letter(struct life *l, const struct letter *letter, enum channel by) {
    const struct agreement *a = &l->agreement;
    const bool is_demand = letter->kind == LETTER_PAYMENT_DEMAND;
    must(l, !l->dead || letter->kind == LETTER_ESTATE_CLAIM, "a letter to a dead debtor");
    if (!asks(letter->kind)) {
        must(l, letter->fee == 0, "a fee for a letter that asks for nothing");
        return;
    }
    must(l, stopped(l) == NULL, "a letter asks for money though it may not");
    must(l, !plan_runs(&l->c.plan) || letter->kind == LETTER_PLAN_BROKEN,
         "a letter asks for money though a plan runs");
    must(l, by != CHANNEL_SMS, "a letter asks for money by SMS alone");
    must(l, is_demand || a->letter_fee_max == 0 || letter->fee <= a->letter_fee_max,
         "a letter's fee above the agreement's price");
    must(l, is_demand || a->letter_fees || letter->fee == 0, "a fee that was not agreed");
    check_order(l, letter->kind);
    seen.asked++;
    if (is_demand) {
        seen.demands++;
        l->demanded = money_max(l->demanded, l->s.principal_open);
    }
}

/* The widest reading: what no life may go beyond. */
static ore ceiling(const struct life *l) {
    struct cap_question q = {.covered = l->today, .debtor = l->debtor.kind,
        .claim_vat_liable = true, .instalments = l->uplifted ? 5 : 0,
        .heavy = l->demand_deadline != DAY_NONE && l->today > l->demand_deadline + 28};
    struct cap cap;
    struct status st = {0};
    ore compensation = 0, each = 0;
    for (uint32_t i = 0; i < l->c.n_claims; i++) {
        const struct claim *claim = &l->c.claims[i].claim;
        q.amount += claim->principal;
        q.due = claim->due;
        q.claim_vat_liable = q.claim_vat_liable && claim->vat_liable;
        if (l->debtor.kind == DEBTOR_BUSINESS) {
            assert_int_equal(costs_compensation(law_builtin(), l->debtor.kind, claim->due, &each,
                                                &st), STATUS_OK);
            compensation = money_max(compensation, each);
        }
    }
    q.amount = l->demanded > 0 && !l->reversed ? l->demanded : q.amount;
    assert_int_equal(costs_cap(law_builtin(), &q, &cap, &st), STATUS_OK);
    return money_max(cap.cap, compensation + cap.uplift);
}

static void check_costs(const struct life *l) {
    ore sum = 0;
    for (uint32_t i = 0; i < l->c.n_costs; i++) {
        sum += l->c.costs[i].amount - l->c.costs[i].waived;
    }
    must(l, sum <= ceiling(l), "costs above the cap");
}

/* ---- letters on their way ------------------------------------------------------------------ */

static void not_sent(struct life *l, struct hash key) {
    struct fact fact = fact_of(l, FACT_NOT_SENT);
    fact.key = key;
    assert_true(apply(l, (struct apply_input){.fact = &fact}));
}

static void compose(struct life *l, const struct letter_note *note) {
    static const struct sender sender = {.name = {"Prøve Inkasso AS", 17},
                                         .phone = {"22 00 00 00", 11},
                                         .account = {"12345678903", 11}};
    const struct hash key = note->key;
    struct letter_input in = {.kind = note->kind, .by = note->by, .days = note->days, .key = key,
                              .snapshot = &l->s, .sender = &sender, .rate_bp = 1200};
    const enum channel by = note->by;
    struct verdict why;
    struct status st = {0};
    struct letter letter;
    look(l);
    assert_int_equal(law_letter_fee(law_builtin(), &l->s, in.kind, &in.fee, &why, &st), STATUS_OK);
    letter_compose(&in, &l->arena, &letter);
    law_judge_letter(law_builtin(), &l->s, &letter, &why);
    if (why.kind == VERDICT_NOT_BEFORE && draw(l, 2)) {
        return; /* tomorrow, perhaps */
    }
    if (why.kind != VERDICT_ALLOWED) {
        not_sent(l, key);
        return;
    }
    check_letter(l, &letter, by);
    const struct letter_quote quote = {letter.deadline, letter.total, letter.fee, {{0}}, false, 0};
    struct fact composed = fact_of(l, FACT_COMPOSED);
    composed.key = key;
    assert_true(apply(l, (struct apply_input){.fact = &composed, .quote = &quote}));
}

/* The day's post: what was planned goes out, what went out is told of. */
static void post(struct life *l) {
    for (uint32_t i = 0; i < l->c.n_letters; i++) {
        if (l->c.letters[i].state == LETTER_PLANNED && draw(l, 3) > 0) {
            compose(l, &l->c.letters[i]);
        }
        const struct letter_note *note = &l->c.letters[i];
        if (note->state == LETTER_COMPOSED && draw(l, 2)) {
            struct fact receipt = fact_of(l, FACT_RECEIPT);
            receipt.key = note->key;
            assert_true(apply(l, (struct apply_input){.fact = &receipt}));
            note = &l->c.letters[i];
            if (note->kind == LETTER_PAYMENT_DEMAND && l->demand_deadline == DAY_NONE) {
                l->demand_deadline = note->deadline;
            }
            check_costs(l);
        }
    }
}

/* ---- what somebody wants ------------------------------------------------------------------- */

static struct action want(struct life *l) {
    static const enum letter_kind letters[] = {
        LETTER_REMINDER, LETTER_COLLECTION_NOTICE, LETTER_COLLECTION_NOTICE,
        LETTER_COLLECTION_NOTICE, LETTER_PAYMENT_DEMAND, LETTER_PAYMENT_DEMAND,
        LETTER_PAYMENT_DEMAND, LETTER_LEGAL_NOTICE, LETTER_ENFORCEMENT_NOTICE, LETTER_MONITORING,
        LETTER_PLAN_BROKEN, LETTER_PLAN_OFFER, LETTER_PLAN_AGREED, LETTER_DEFERRAL,
        LETTER_ESTATE_CLAIM, LETTER_RECEIPT, LETTER_DISPUTE_RECEIVED, LETTER_BANKRUPTCY_NOTICE};
    static const enum channel by[] = {CHANNEL_LETTER, CHANNEL_LETTER, CHANNEL_EMAIL, CHANNEL_SMS};
    static const enum action_kind others[] = {
        ACTION_LOOK_AGAIN, ACTION_NOTE, ACTION_TASK, ACTION_RELEASE, ACTION_ASK_CREDITOR};
    static const enum action_kind ends[] = {ACTION_CLOSE, ACTION_WRITE_OFF, ACTION_WITHDRAW};
    const uint32_t what = draw(l, 120);
    if (what < 50) {
        return (struct action){.kind = ACTION_SEND, .letter = letters[draw(l, 18)],
                               .by = by[draw(l, 4)], .days = 13 + (int32_t)draw(l, 6)};
    }
    if (what < 82) {
        return (struct action){.kind = ACTION_CHARGE,
                               .fee = (enum fee_kind)(1 + draw(l, FEE_TAKEN_OVER))};
    }
    if (what < 86 && draw(l, 3) == 0) {
        return (struct action){.kind = ACTION_PLAN, .uplift = draw(l, 2) == 0,
                               .parts = 1 + (int32_t)draw(l, 7),
                               .first = l->today + (day)draw(l, 30)};
    }
    if (what < 90) {
        return (struct action){.kind = draw(l, 4) ? ACTION_END_PLAN : ACTION_DEFER,
                               .days = (int32_t)draw(l, 9)};
    }
    if (what == 99 && draw(l, 12) == 0) {
        return (struct action){.kind = ends[draw(l, 3)], .what = TEXT("random")};
    }
    return (struct action){.kind = others[draw(l, 5)], .what = TEXT("random"),
                           .text = TEXT("random"), .who = TASK_CASEWORKER, .after = 3};
}

static void carry_out(struct life *l, const struct action *a) {
    const struct fact fact = fact_of(l, FACT_ACT);
    const struct apply_input in = {.c = &l->c, .fact = &fact, .agreement = &l->agreement,
                                   .rates = &law_builtin()->interest};
    struct events events = {.arena = &l->arena};
    struct effect effects[2 * ACTIONS_MAX];
    struct planning p = {.c = &l->c, .s = &l->s, .apply = &in, .law = law_builtin(),
                         .events = &events, .effects = effects};
    struct status st = {0};
    const char *why_not = stopped(l);
    const uint32_t n_costs = l->c.n_costs;
    assert_int_equal(plan_actions(&p, a, 1, &st), STATUS_OK);
    seen.allowed++;
    if (l->c.n_costs > n_costs) {
        must(l, why_not == NULL, "a cost is charged though it may not");
        seen.heavy += a->fee == FEE_HEAVY;
        seen.uplifts += a->fee == FEE_PLAN_UPLIFT;
        seen.compensations += a->fee == FEE_COMPENSATION;
        l->uplifted = l->uplifted || a->fee == FEE_PLAN_UPLIFT;
    }
    if (a->kind == ACTION_RELEASE) {
        l->held_until = DAY_NONE;
    }
}

static void act(struct life *l) {
    const struct action a = want(l);
    struct verdict v;
    look(l);
    const struct law_question q = {law_builtin(), &l->s, &a, draw(l, 4) == 0, NULL};
    law_judge(&q, &v);
    seen.actions++;
    if (v.kind == VERDICT_ALLOWED) {
        carry_out(l, &a);
        check_costs(l);
    } else if (stopped(l) != NULL) {
        seen.refused_in_stop++;
    }
}

/* ---- lives --------------------------------------------------------------------------------- */

static void begin(struct life *l, uint64_t number) {
    *l = (struct life){.seed = number * 77 + 1, .number = number};
    arena_init(&l->arena);
    l->c.id = 1042;
    l->today = on("2024-01-08") + (day)draw(l, 760);
    l->debtor = (struct party){.kind = draw(l, 2) ? DEBTOR_BUSINESS : DEBTOR_CONSUMER,
                               .name = TEXT("Kari Prøve"), .address1 = TEXT("Åsgata 1")};
    l->creditor = (struct creditor){.org = TEXT("311758489"), .name = TEXT("Strøm Eksempel AS")};
    l->agreement = (struct agreement){.letter_fees = draw(l, 4) > 0,
        .letter_fee_owner = OWNER_CREDITOR, .order1 = COMPONENT_COSTS,
        .order2 = COMPONENT_INTEREST, .order3 = COMPONENT_PRINCIPAL, .remainder_max = 5000,
        .grace_bank_days = (int32_t)draw(l, 4), .vat_deducted = draw(l, 3) == 0,
        .light_rebate = draw(l, 3) ? 0 : (int32_t)draw(l, 101),
        .heavy_rebate = draw(l, 3) ? 0 : (int32_t)draw(l, 101),
        .letter_fee_max = draw(l, 3) ? 0 : 1 + (ore)draw(l, 6000)};
    add_claim(l);
    look(l);
    carry_out(l, &(struct action){.kind = ACTION_MOVE, .stage = TEXT("only")});
}

static void live(uint64_t number) {
    struct life l;
    begin(&l, number);
    for (int turn = 0; turn < TURNS && l.today < on(LAST_DAY); turn++) {
        live_a_day(&l);
        post(&l);
        for (uint32_t n = draw(&l, 8); n > 0; n--) {
            act(&l);
        }
        l.today += (day)draw(&l, 7);
    }
    arena_fini(&l.arena);
}

static uint64_t number_of(const char *name, uint64_t fallback) {
    const char *s = getenv(name);
    int64_t v = 0;
    return s && text_to_i64(text_of(s), &v) && v >= 0 ? (uint64_t)v : fallback;
}

static void test_nothing_unlawful_is_ever_carried_out(void **state) {
    (void)state;
    const uint64_t seed = number_of("KRAV_SEED", 1), n = number_of("KRAV_ACTIONS", 200000);
    uint64_t lives = 0;
    while ((uint64_t)seen.actions < n) {
        live(seed + lives++);
    }
    print_message("seed %llu: %lld actions in %llu lives, %lld allowed, %lld letters that ask, "
                  "%lld demands, %lld heavy costs, %lld uplifts, %lld compensations\n",
                  (unsigned long long)seed, (long long)seen.actions, (unsigned long long)lives,
                  (long long)seen.allowed, (long long)seen.asked, (long long)seen.demands,
                  (long long)seen.heavy, (long long)seen.uplifts, (long long)seen.compensations);
    if (n >= 20000) { /* the lives reach what they are to test */
        assert_true(seen.asked > (int64_t)n / 300 && seen.demands > (int64_t)n / 2000);
        assert_true(seen.heavy > 0 && seen.uplifts > 0 && seen.compensations > 0);
        assert_true(seen.refused_in_stop > (int64_t)n / 20);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_unlawful_is_ever_carried_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
