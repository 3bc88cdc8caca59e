/* intake_opening.c - a case that was running in an earlier system: what must hold of it, and
 * where it goes on from. */
#include "engine/intake_parts.h"

#include "store/cases.h"
#include "store/inbox.h"
#include "store/parties.h"

#define NOTICE_DAYS 14 /* inkassoloven § 9 */
#define DEMAND_DAYS 14 /* inkassoloven § 10 */

struct looking {
    struct engine *e;
    const struct incoming *in;
    struct faults *faults;
};

static void says(const struct looking *l, bool wrong, const char *what) {
    if (wrong) {
        faults_add(l->faults, "line %lld: %s", (long long)l->in->line, what);
    }
}

static bool both(day first, day last) { return first != DAY_NONE && last != DAY_NONE; }

/* A demand is sent when the notice has run out, and a notice of legal action after the demand
 * (inkassoloven §§ 9, 10 and 11).  One that was sent too early is no step of a lawful case: left
 * out of the file, it is sent again from here. */
static void check_letters(const struct looking *l) {
    const struct takeover *b = &l->in->before;
    const day runs_out = l->in->notice_deadline != DAY_NONE ? l->in->notice_deadline
                                                            : l->in->notice_sent + NOTICE_DAYS;
    says(l, b->demand_sent != DAY_NONE && l->in->notice_sent == DAY_NONE,
         "a payment demand without a collection notice before it (inkassoloven § 9)");
    says(l, both(l->in->notice_sent, b->demand_sent) && b->demand_sent <= runs_out,
         "the payment demand was sent before the collection notice had run out"
         " (inkassoloven § 10)");
    says(l, (b->demand_sent == DAY_NONE) != (b->demand_deadline == DAY_NONE),
         "a payment demand needs its day and its deadline");
    says(l, both(b->demand_sent, b->demand_deadline) && b->demand_deadline < b->demand_sent,
         "the payment demand's deadline is before it was sent");
    says(l, b->demand_deadline >= b->demand_sent && b->demand_sent != DAY_NONE &&
                b->demand_deadline < b->demand_sent + DEMAND_DAYS,
         "the payment demand gave less than 14 days (inkassoloven § 10)");
    says(l, b->legal_notice_sent != DAY_NONE && b->demand_sent == DAY_NONE,
         "a notice of legal action without a payment demand before it (inkassoloven § 11)");
    says(l, both(b->demand_sent, b->legal_notice_sent) && b->legal_notice_sent < b->demand_sent,
         "the notice of legal action was sent before the payment demand");
    says(l, (b->legal_notice_sent == DAY_NONE) != (b->legal_notice_deadline == DAY_NONE),
         "a notice of legal action needs its day and its deadline");
    says(l, both(b->legal_notice_sent, b->legal_notice_deadline) &&
                b->legal_notice_deadline < b->legal_notice_sent,
         "the deadline of the notice of legal action is before it was sent");
}

static void check_sums(const struct looking *l) {
    const struct takeover *b = &l->in->before;
    says(l, b->light < 0 || b->heavy < 0 || b->court < 0 || b->interest_brought < 0 ||
                b->paid_before < 0, "an amount that was brought along is negative");
    says(l, (b->light > 0 || b->heavy > 0) && b->demand_sent == DAY_NONE,
         "collection costs without a payment demand (inkassoforskriften § 2-2)");
    says(l, b->court > 0 && b->judged == DAY_NONE,
         "court costs are owed when they are awarded: the judgment is missing");
    says(l, b->interest_brought > 0 && b->interest_to == DAY_NONE,
         "interest that was brought along needs the day it was reckoned to");
    says(l, both(l->in->due, b->interest_to) && b->interest_to < l->in->due,
         "interest was reckoned to a day before the due day");
    says(l, both(l->in->interest_from, b->interest_to) &&
                l->in->interest_from != b->interest_to + 1,
         "interest does not run from the day after it was reckoned to");
    says(l, (b->paid_before > 0) != (b->paid_last != DAY_NONE),
         "what was paid before needs its amount and its last day");
    says(l, (b->judged == DAY_NONE) != (b->judgment.len == 0),
         "a judgment needs its day and its kind");
    says(l, both(l->in->due, b->judged) && b->judged <= l->in->due,
         "the judgment is not after the due day");
    says(l, b->judgment.len > 0 && !text_is(b->judgment, "judgment") &&
                !text_is(b->judgment, "settlement") && !text_is(b->judgment, "default_judgment"),
         "the judgment is neither judgment, settlement nor default_judgment");
}

static void check_past(const struct looking *l) {
    const struct takeover *b = &l->in->before;
    const day today = l->e->today;
    says(l, b->demand_sent > today || b->legal_notice_sent > today,
         "a letter that was sent before is dated ahead");
    says(l, b->interest_to > today, "interest was reckoned to a day ahead");
    says(l, b->paid_last > today, "what was paid before is dated ahead");
    says(l, b->judged > today, "the judgment is dated ahead");
    says(l, b->opened > today, "the case was opened ahead");
}

static void check_strangers(const struct looking *l, struct arena *arena) {
    const struct creditor *creditor = engine_creditor_by_org(l->e, l->in->creditor_org);
    struct status st = {0, ""};
    struct intake t = {.e = l->e, .in = l->in, .arena = arena, .st = &st};
    int64_t case_id = 0;
    int32_t claim = 0;
    if (creditor && l->in->invoice.len > 0 &&
        invoice_find(l->e->db, creditor->id, l->in->invoice, &case_id, &claim, &st) == STATUS_OK) {
        faults_add(l->faults, "line %lld: invoice %.*s is claim %d of case %lld already: what runs"
                   " here is not taken over", (long long)l->in->line, TEXT_ARG(l->in->invoice),
                   (int)claim, (long long)case_id);
    }
    st = (struct status){0, ""};
    if (creditor && intake_running_case(&t, creditor->id, &case_id) == STATUS_REFUSED) {
        faults_add(l->faults, "line %lld: %s", (long long)l->in->line, st.text);
    }
}

void intake_opening_check(struct engine *e, const struct incoming *in, bool is_new,
                          struct arena *arena, struct faults *faults) {
    const struct looking l = {e, in, faults};
    check_letters(&l);
    check_sums(&l);
    check_past(&l);
    if (is_new) {
        check_strangers(&l, arena);
    }
}

/* ---- what it brings ------------------------------------------------------------------------- */

static bool is_of_debtor(struct intake *t, const struct krav_case *c) {
    int64_t party = 0;
    struct status st = {0, ""};
    return t->in->debtor_id.len == 0 ||
           (parties_find(t->e->db, t->in->debtor_id, &party, &st) == STATUS_OK &&
            party == c->debtor);
}

int intake_running_case(struct intake *t, int64_t creditor, int64_t *case_id) {
    int64_t ids[4];
    uint32_t n = 0;
    struct krav_case c;
    *case_id = 0;
    if (t->in->before.kid.len == 0) {
        return STATUS_OK;
    }
    int rc = foreign_kid_find(t->e->db, t->in->before.kid, ids, &n, t->st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK && *case_id == 0; i++) {
        rc = cases_follow(t->e->db, &ids[i], t->st);
        rc = rc ? rc : cases_load(t->e->db, ids[i], t->arena, &c, t->st);
        *case_id = rc == STATUS_OK && c.creditor == creditor ? c.id : 0;
    }
    if (*case_id != 0 && (!case_is_open(&c) || !is_of_debtor(t, &c))) {
        return status_fail(t->st, STATUS_REFUSED, "the old KID %.*s is case %lld's already, which"
                           " is %s", TEXT_ARG(t->in->before.kid), (long long)c.id,
                           case_is_open(&c) ? "another debtor's" : "closed");
    }
    return rc;
}

struct opening intake_opening(const struct incoming *in) {
    const struct takeover *b = &in->before;
    return (struct opening){.light = b->light, .heavy = b->heavy, .court = b->court,
        .owner = b->creditors_costs ? OWNER_CREDITOR : OWNER_AGENCY,
        .paid_before = b->paid_before, .paid_last = b->paid_last, .judged = b->judged,
        .judgment = b->judgment, .opened = b->opened};
}
