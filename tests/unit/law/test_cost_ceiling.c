/* Whatever rules and people ask for, in any order, as long as the guard allows it: what a debtor is
 * charged by the creditor and the agency never exceeds the cap of that day, by one øre.
 *
 * The ceiling is reckoned here from the days and sums that the test itself saw, with costs_cap
 * alone.  A failure prints its seed. */
#include "unit/law/law_desk.h"

#include "base/check.h"
#include "domain/apply.h"
#include "domain/letter.h"
#include "domain/plan.h"
#include "law/costs.h"

#define SEEDS 2000
#define TURNS 120

struct walk {
    uint64_t seed;
    struct arena arena;
    struct krav_case c;
    struct party debtor;
    struct creditor creditor;
    struct agreement agreement;
    struct snapshot s;
    day today;
    day receipt_on;           /* of the letter on its way */
    struct hash receipt_key;
    int n_sources;
    /* what the ceiling follows from */
    ore demanded;             /* principal at a demand, the largest */
    day demand_deadline;      /* the first one's */
    bool uplifted;
    int n_charges, n_heavy, n_uplifts, n_compensations;
};

static uint32_t draw(struct walk *w, uint32_t below) {
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(w->seed >> 33) % below;
}

static void fold(struct walk *w, const struct events *events) {
    struct status st = {0};
    for (uint32_t i = 0; i < events->n; i++) {
        assert_int_equal(case_fold(&w->c, &events->items[i], &w->arena, &st), STATUS_OK);
    }
}

static void apply(struct walk *w, const struct fact *fact, const struct claim *claim,
                  const struct letter_quote *quote) {
    struct events events = {.arena = &w->arena};
    struct status st = {0};
    const struct apply_input in = {.c = &w->c, .fact = fact, .agreement = &w->agreement,
                                   .rates = &law_builtin()->interest, .claim = claim,
                                   .quote = quote};
    assert_int_equal(case_apply(&in, &events, &st), STATUS_OK);
    fold(w, &events);
}

static struct fact fact_of(const struct walk *w, enum fact_kind kind) {
    return (struct fact){.kind = kind, .subject = SUBJECT_CASE, .subject_id = w->c.id,
                         .legal_day = w->today, .booked_day = w->today};
}

static struct event *add(struct walk *w, struct events *events, enum event_kind kind) {
    events->arena = &w->arena;
    return events_add(events, kind, w->today);
}

static void look(struct walk *w) {
    const struct snapshot_input in = {w->today, NULL, &w->c, &w->debtor, &w->creditor,
                                      &w->agreement, &law_builtin()->interest};
    struct status st = {0};
    assert_int_equal(snapshot_make(&in, &w->s, &st), STATUS_OK);
}

static bool is_allowed(struct walk *w, const struct action *a) {
    look(w);
    const struct law_question q = {.law = law_builtin(), .snapshot = &w->s,
        .action = a, .by_person = draw(w, 4) == 0};
    struct verdict v;
    law_judge(&q, &v);
    return v.kind == VERDICT_ALLOWED;
}

static void begin(struct walk *w, uint64_t seed) {
    static const ore sizes[] = {50000, 100000, 250000, 1000000, 5000000};
    *w = (struct walk){.seed = seed * 77 + 1};
    arena_init(&w->arena);
    w->c.id = 1042;
    w->today = law_due_day(on("2026-02-02") + (day)draw(w, 20));
    w->debtor = (struct party){.kind = draw(w, 2) ? DEBTOR_BUSINESS : DEBTOR_CONSUMER,
                               .name = TEXT("Kari Prøve"), .address1 = TEXT("Åsgata 1")};
    w->creditor = (struct creditor){.org = TEXT("311758489"), .name = TEXT("Strøm Eksempel AS")};
    w->agreement = (struct agreement){.letter_fees = draw(w, 4) > 0,
        .letter_fee_owner = OWNER_CREDITOR, .order1 = COMPONENT_COSTS,
        .order2 = COMPONENT_INTEREST, .order3 = COMPONENT_PRINCIPAL, .remainder_max = 5000,
        .grace_bank_days = (int32_t)draw(w, 4)};
    const struct fact fact = fact_of(w, FACT_CLAIM_RECEIVED);
    const struct claim claim = {.invoice = TEXT("5001"), .source = TEXT("311758489:5001"),
        .principal = sizes[draw(w, 5)] - (ore)draw(w, 3) + 1, .due = w->today,
        .vat_liable = draw(w, 2) > 0};
    apply(w, &fact, &claim, NULL);
}

/* ---- what may happen ----------------------------------------------------------------------- */

static void send_receipt(struct walk *w) {
    if (w->receipt_on == DAY_NONE || w->today < w->receipt_on) {
        return;
    }
    struct fact receipt = fact_of(w, FACT_RECEIPT);
    receipt.key = w->receipt_key;
    apply(w, &receipt, NULL, NULL);
    w->receipt_on = DAY_NONE;
    const struct letter_note *l = case_letter(&w->c, &receipt.key);
    if (l->kind == LETTER_PAYMENT_DEMAND && w->demand_deadline == DAY_NONE) {
        w->demand_deadline = l->deadline;
    }
}

static void compose_and_ask(struct walk *w, const struct action *a, struct hash key) {
    static const struct sender sender = {.name = {"Prøve Inkasso AS", 17},
                                         .phone = {"22 00 00 00", 11},
                                         .account = {"12345678903", 11}};
    struct letter_input in = {.kind = a->letter, .by = CHANNEL_LETTER, .days = a->days,
                              .key = key, .snapshot = &w->s, .sender = &sender, .rate_bp = 1200};
    struct verdict why;
    struct status st = {0};
    struct letter letter;
    look(w);
    assert_int_equal(law_letter_fee(law_builtin(), &w->s, a->letter, &in.fee, &why, &st), 0);
    letter_compose(&in, &w->arena, &letter);
    law_judge_letter(law_builtin(), &w->s, &letter, &why);
    if (why.kind != VERDICT_ALLOWED) {
        struct fact not_sent = fact_of(w, FACT_NOT_SENT);
        not_sent.key = key;
        apply(w, &not_sent, NULL, NULL);
        return;
    }
    if (a->letter == LETTER_PAYMENT_DEMAND) {
        w->demanded = money_max(w->demanded, w->s.principal_open);
    }
    const struct letter_quote quote = {letter.deadline, letter.total, letter.fee, {{0}}, false, 0};
    struct fact composed = fact_of(w, FACT_COMPOSED);
    composed.key = key;
    apply(w, &composed, NULL, &quote);
    w->receipt_key = key;
    w->receipt_on = w->today + (day)draw(w, 3);
}

static void try_letter(struct walk *w) {
    static const enum letter_kind kinds[] = {
        LETTER_REMINDER, LETTER_COLLECTION_NOTICE, LETTER_COLLECTION_NOTICE,
        LETTER_PAYMENT_DEMAND, LETTER_PAYMENT_DEMAND, LETTER_PAYMENT_DEMAND,
        LETTER_LEGAL_NOTICE, LETTER_ENFORCEMENT_NOTICE, LETTER_MONITORING, LETTER_PLAN_BROKEN};
    const struct action a = {.kind = ACTION_SEND, .letter = kinds[draw(w, 10)],
                             .by = CHANNEL_LETTER, .days = 14 + (int32_t)draw(w, 4)};
    if (w->receipt_on != DAY_NONE || !is_allowed(w, &a)) {
        return;
    }
    struct events events = {0};
    struct event *e = add(w, &events, EVENT_LETTER_PLANNED);
    e->letter = a.letter;
    e->by = a.by;
    e->days = a.days;
    e->key.bytes[0] = (unsigned char)(1 + w->c.n_letters);
    e->key.bytes[1] = (unsigned char)a.letter;
    const struct hash key = e->key;
    if (w->c.stage_entries == 0) {
        add(w, &events, EVENT_STAGE_ENTERED)->word = TEXT("only");
        struct event planned = events.items[0];
        events.items[0] = events.items[1];
        events.items[1] = planned;
    }
    fold(w, &events);
    compose_and_ask(w, &a, key);
}

static void try_charge(struct walk *w) {
    const struct action a = {.kind = ACTION_CHARGE,
                             .fee = (enum fee_kind)(1 + draw(w, FEE_TAKEN_OVER))};
    if (!is_allowed(w, &a)) {
        return;
    }
    struct events events = {0};
    struct status st = {0};
    struct verdict why;
    struct event parts = {0};
    assert_int_equal(law_charge(law_builtin(), &w->s, a.fee, &parts.amount, &parts.owner, &why,
                                &st), STATUS_OK);
    assert_int_equal(why.kind, VERDICT_ALLOWED);
    if (parts.amount > 0) {
        struct event *e = add(w, &events, EVENT_FEE_CHARGED);
        e->fee = a.fee;
        e->owner = parts.owner;
        e->amount = parts.amount;
        fold(w, &events);
        w->n_heavy += a.fee == FEE_HEAVY;
        w->n_compensations += a.fee == FEE_COMPENSATION;
        w->n_uplifts += a.fee == FEE_PLAN_UPLIFT;
        w->uplifted = w->uplifted || a.fee == FEE_PLAN_UPLIFT;
    }
}

static void try_agreement(struct walk *w) {
    static const enum action_kind kinds[] = {ACTION_PLAN, ACTION_END_PLAN, ACTION_DEFER};
    const struct action a = {.kind = kinds[draw(w, 3)], .parts = 2 + (int32_t)draw(w, 6),
                             .first = w->today + 1 + (day)draw(w, 30), .days = 7};
    if (draw(w, 8) > 0 || !is_allowed(w, &a)) { /* seldom, or no case ever grows heavy */
        return;
    }
    struct events events = {0};
    if (a.kind == ACTION_DEFER) {
        add(w, &events, EVENT_DEFERRED)->until = w->today + a.days;
    } else if (plan_runs(&w->c.plan)) {
        (void)add(w, &events, w->s.plan_missed ? EVENT_PLAN_BROKEN : EVENT_PLAN_ENDED);
    }
    if (a.kind == ACTION_PLAN) {
        struct event *e = add(w, &events, EVENT_PLAN_AGREED);
        e->days = a.parts;
        e->until = a.first;
        e->total = w->s.open;
        e->amount = plan_part(w->s.open, a.parts);
        e->uplift = a.parts > 4 ? e->total : 0;
    }
    fold(w, &events);
}

static void try_payment(struct walk *w) {
    look(w);
    if (draw(w, 20) > 0 || w->s.open <= 1) {
        return;
    }
    struct fact paid = fact_of(w, FACT_PAID);
    paid.source = arena_printf(&w->arena, "bank:%d", ++w->n_sources);
    paid.amount = 1 + w->s.open / (ore)(2 + draw(w, 8));
    const day ordered = w->today - (day)draw(w, 3);
    paid.legal_day = ordered > w->c.opened ? ordered : w->c.opened;
    apply(w, &paid, NULL, NULL);
}

/* ---- the ceiling --------------------------------------------------------------------------- */

static ore ceiling(const struct walk *w) {
    const struct claim *claim = &w->c.claims[0].claim;
    const bool demanded = w->demanded > 0;
    struct cap cap;
    ore compensation = 0;
    struct status st = {0};
    const struct cap_question q = {.amount = demanded ? w->demanded : claim->principal,
        .due = claim->due, .covered = w->today, .debtor = w->debtor.kind,
        .claim_vat_liable = claim->vat_liable,
        .heavy = w->demand_deadline != DAY_NONE && w->today > w->demand_deadline + 28,
        .instalments = w->uplifted ? 5 : 0};
    assert_int_equal(costs_cap(law_builtin(), &q, &cap, &st), STATUS_OK);
    if (w->debtor.kind == DEBTOR_BUSINESS) {
        assert_int_equal(costs_compensation(law_builtin(), w->debtor.kind, claim->due,
                                            &compensation, &st), STATUS_OK);
    }
    return money_max(cap.cap, compensation + cap.uplift);
}

static ore charged(const struct krav_case *c) {
    ore sum = 0;
    for (uint32_t i = 0; i < c->n_costs; i++) {
        sum += c->costs[i].amount - c->costs[i].waived;
    }
    return sum;
}

static void test_no_walk_charges_more_than_the_cap(void **state) {
    (void)state;
    struct walk *w = mem_alloc(sizeof *w);
    int heavy = 0, uplifts = 0, compensations = 0, light = 0, full = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        begin(w, seed);
        for (int turn = 0; turn < TURNS && w->today < on("2026-12-20"); turn++) {
            void (*const tries[])(struct walk *) = {try_letter, try_charge, try_charge,
                                                    try_agreement, try_payment};
            send_receipt(w);
            for (uint32_t n = draw(w, 6); n > 0; n--) {
                tries[draw(w, 5)](w);
                if (charged(&w->c) > ceiling(w)) {
                    print_error("seed %d, turn %d: %lld øre of %lld\n", (int)seed, turn,
                                (long long)charged(&w->c), (long long)ceiling(w));
                    fail();
                }
            }
            w->today += (day)draw(w, 7);
        }
        heavy += w->n_heavy;
        uplifts += w->n_uplifts;
        compensations += w->n_compensations;
        light += w->demanded > 0;
        full += w->n_heavy > 0 && charged(&w->c) == ceiling(w);
        arena_fini(&w->arena);
    }
    mem_free(w);
    /* The walks reach what they are to test, and the ceiling itself. */
    assert_true(light > SEEDS / 5 && heavy > SEEDS / 50 && uplifts > SEEDS / 50 &&
                compensations > SEEDS / 10 && full > SEEDS / 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_walk_charges_more_than_the_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
