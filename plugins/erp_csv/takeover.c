#include "takeover.h"

#include "columns.h"
#include "record.h"

/* A payment demand follows a collection notice, and a notice of legal action follows the demand
 * (inkassoloven §§ 9 and 10): a row that says otherwise has lost something on its way. */
static int check_letters(struct erp *e) {
    const krav_claim *c = &e->record.claim;
    int wrong = 0;
    wrong += erp_says(e, c->demand_sent != 0 && c->notice_sent == 0,
                      "column demand_sent needs notice_sent");
    wrong += erp_says(e, c->demand_sent != 0 && c->demand_deadline == 0,
                      "column demand_sent needs demand_deadline");
    wrong += erp_says(e, c->demand_deadline != 0 && c->demand_sent == 0,
                      "column demand_deadline needs demand_sent");
    wrong += erp_says(e, days_disagree(c->notice_sent, c->demand_sent),
                      "column demand_sent is before notice_sent");
    wrong += erp_says(e, days_disagree(c->demand_sent, c->demand_deadline),
                      "column demand_deadline is before demand_sent");
    wrong += erp_says(e, c->legal_notice_sent != 0 && c->demand_sent == 0,
                      "column legal_notice_sent needs demand_sent");
    wrong += erp_says(e, c->legal_notice_sent != 0 && c->legal_notice_deadline == 0,
                      "column legal_notice_sent needs legal_notice_deadline");
    wrong += erp_says(e, c->legal_notice_deadline != 0 && c->legal_notice_sent == 0,
                      "column legal_notice_deadline needs legal_notice_sent");
    wrong += erp_says(e, days_disagree(c->demand_sent, c->legal_notice_sent),
                      "column legal_notice_sent is before demand_sent");
    wrong += erp_says(e, days_disagree(c->legal_notice_sent, c->legal_notice_deadline),
                      "column legal_notice_deadline is before legal_notice_sent");
    return wrong;
}

/* An amount without its day, or a day without its amount, says half of what happened.  That no
 * interest is left is said with 0, not with nothing. */
static int check_amounts(struct erp *e) {
    const krav_claim *c = &e->record.claim;
    const int interest_is_said =
        c->interest_brought != 0 ||
        (c->interest_to != 0 && record_field(e, column_named("interest_brought")).len > 0);
    int wrong = 0;
    wrong += erp_says(e, c->interest_brought != 0 && c->interest_to == 0,
                      "column interest_brought needs interest_to");
    wrong += erp_says(e, c->interest_to != 0 && !interest_is_said,
                      "column interest_to needs interest_brought");
    wrong += erp_says(e, days_disagree(c->due, c->interest_to),
                      "column interest_to is before due");
    wrong += erp_says(e, c->interest_from != 0 && c->interest_to != 0 &&
                             c->interest_from != c->interest_to + 1,
                      "column interest_from is not the day after interest_to");
    wrong += erp_says(e, c->light_costs != 0 && c->demand_sent == 0,
                      "column light_costs needs demand_sent");
    wrong += erp_says(e, c->heavy_costs != 0 && c->demand_sent == 0,
                      "column heavy_costs needs demand_sent");
    wrong += erp_says(e, c->court_costs != 0 && c->judged == 0,
                      "column court_costs needs judged: they are owed when they are awarded");
    wrong += erp_says(e, c->paid_before != 0 && c->paid_last == 0,
                      "column paid_before needs paid_last");
    wrong += erp_says(e, c->paid_last != 0 && c->paid_before == 0,
                      "column paid_last needs paid_before");
    wrong += erp_says(e, c->judged != 0 && !c->judgment.ptr, "column judged needs judgment");
    wrong += erp_says(e, c->judgment.ptr && c->judged == 0, "column judgment needs judged");
    wrong += erp_says(e, c->judged != 0 && c->judged <= c->due,
                      "column judged is not after due");
    return wrong;
}

/* Deadlines may be ahead; what has happened may not. */
static int check_past(struct erp *e) {
    const krav_claim *c = &e->record.claim;
    const krav_day today = e->sink->today;
    int wrong = 0;
    wrong += erp_says(e, c->demand_sent > today, "column demand_sent is in the future");
    wrong += erp_says(e, c->legal_notice_sent > today,
                      "column legal_notice_sent is in the future");
    wrong += erp_says(e, c->interest_to > today, "column interest_to is in the future");
    wrong += erp_says(e, c->paid_last > today, "column paid_last is in the future");
    wrong += erp_says(e, c->judged > today, "column judged is in the future");
    wrong += erp_says(e, c->case_opened > today, "column case_opened is in the future");
    return wrong;
}

int takeover_check(struct erp *e) { return check_letters(e) + check_amounts(e) + check_past(e); }
