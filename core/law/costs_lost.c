/* costs_lost.c - see costs_lost.h. */
#include "law/costs_lost.h"

#include "base/check.h"
#include "domain/duty.h"

#define OLD(number) "inkassoloven §§ " number ", 17"
#define NEW(number) "inkassoloven (2026) §§ " number ", 18"

/* What the act of 1988 has no rule of its own for was good practice under it. */
static const struct breach_row {
    const char *older;
    bool agency_only; /* 1988 § 17 fourth paragraph, second sentence */
    const char *newer;
} rows[BREACHES] = {
    [BREACH_GOOD_PRACTICE] = {OLD("8"), false, NEW("14")},
    [BREACH_ORDER] = {"inkassoloven § 17", false, "inkassoloven (2026) § 18"},
    [BREACH_NOTICE] = {OLD("9"), true, NEW("20")},
    [BREACH_DEMAND] = {OLD("10"), true, NEW("21")},
    [BREACH_LEGAL_NOTICE] = {OLD("11"), true, NEW("14")},
    [BREACH_CONTACT] = {OLD("8"), false, NEW("15")},
    [BREACH_INFORMATION] = {OLD("8"), false, NEW("16")},
    [BREACH_ANSWER] = {OLD("8"), false, NEW("17")},
    [BREACH_MERGE] = {OLD("8"), false, NEW("22")},
    [BREACH_DOUBT] = {OLD("8"), false, NEW("24")},
    [BREACH_CLIENT_MONEY] = {OLD("16"), false, NEW("26")},
    [BREACH_ADDRESSEE] = {OLD("8"), false, "inkassoloven (2026) §§ 18, 28-30"},
    [BREACH_OBJECTION] = {"inkassoloven § 17", false, "inkassoloven (2026) § 18"},
};

static struct costs_terms of_breach(const struct breach_row *row, bool by_2026) {
    return (struct costs_terms){.lose_agencys = true,
                                .lose_creditors = by_2026 || !row->agency_only,
                                .lose_paid = true,
                                .paragraph = by_2026 ? row->newer : row->older};
}

/* 2026: what came before the decision, or before the debtor withdrew it, is lost, unless the
 * objection should have come earlier: what was charged since that day remains.  1988: ground to
 * have it examined is what the debtor was right in, at least in part. */
static struct costs_terms of_objection(const struct fact *fact, bool by_2026) {
    const bool right =
        text_is(fact->stage, OUTCOME_UPHELD) || text_is(fact->stage, OUTCOME_PARTLY);
    const bool lost = by_2026 ? !text_is(fact->stage, OUTCOME_GROUNDLESS) : right;
    const struct breach_row *row = &rows[BREACH_OBJECTION];
    return (struct costs_terms){.lose_agencys = lost, .lose_creditors = lost,
                                .lose_paid = lost && by_2026,
                                .from = fact->until,
                                .paragraph = by_2026 ? row->newer : row->older};
}

struct costs_terms law_costs_terms(const struct law *law, const struct snapshot *s,
                                   const struct fact *fact) {
    const bool by_2026 = switch_for_case(law->acts, NEW_18_OBJECTION, s, fact->legal_day);
    if (fact->kind == FACT_DISPUTE_SETTLED) {
        return of_objection(fact, by_2026);
    }
    const struct word *word =
        fact->kind == FACT_BREACH ? words_by_name(&breaches, fact->stage) : NULL;
    return word != NULL ? of_breach(&rows[word->value], by_2026) : (struct costs_terms){0};
}

void costs_lost_judge(const struct snapshot *s, enum owner owner, struct finding *f) {
    const struct krav_case *c = s->c;
    if (c->costs_lost.since != DAY_NONE &&
        (owner == OWNER_AGENCY || !c->costs_lost.agency_only)) {
        finding_forbid(f, REASON_COSTS_LOST);
    }
    if (c->answer.promised != DAY_NONE) {
        finding_forbid(f, REASON_ANSWER_PROMISED);
    }
}

enum cost_state costs_state(const struct krav_case *c, const struct cost *cost) {
    if (cost->lost > 0) {
        return COST_LOST;
    }
    if (c->disputed_since != DAY_NONE && cost->owner != OWNER_COURT && cost_open(cost) > 0) {
        return COST_BLOCKED;
    }
    return cost->restored_on != DAY_NONE ? COST_RESTORED : COST_CLAIMED;
}

const char *costs_state_paragraph(const struct law *law, const struct snapshot *s,
                                  const struct cost *cost) {
    const bool by_2026 = switch_for_case(law->acts, NEW_18_OBJECTION, s, s->c->disputed_since);
    const struct breach_row *row = &rows[BREACH_OBJECTION];
    ensure(cost != NULL);
    return costs_state(s->c, cost) == COST_BLOCKED ? (by_2026 ? row->newer : row->older) : "";
}
