/* audit_provider.c - what goes back at a provider, and the pages opened there, checked by SQL. */
#include "store/audit.h"

#include "store/audit_look.h"

static const char REFUND[] =
    "SELECT format('refund %d: its step does not say that it goes back of %s', p.step, p.source)"
    " FROM refunds_at_provider p JOIN steps t ON t.id = p.step WHERE instr(t.body, p.source) = 0"
    " UNION ALL SELECT format('refund %d: goes back nowhere', r.step) FROM refunds r"
    " WHERE r.payer IS NULL AND r.step NOT IN (SELECT step FROM refunds_at_provider)";
static const char CHARGE[] =
    "SELECT format('payment %s: more goes back of it than the %d øre that came', p.source,"
    " coalesce(max(m.amount), 0)) FROM refunds_at_provider p JOIN refunds r ON r.step = p.step"
    " LEFT JOIN movements m ON m.source = p.source WHERE r.state <> 'reopened' GROUP BY p.source"
    " HAVING sum(r.amount) > coalesce(max(m.amount), 0)";
static const char PAGE[] =
    "SELECT format('page of case %d: is %s, and its effect is %s', p.case_id, p.state,"
    " coalesce(o.state, 'not there')) FROM pages p LEFT JOIN outbox o ON o.key = p.key"
    " AND o.kind = 'checkout' WHERE o.id IS NULL"
    " OR (o.state = 'done') <> (p.state NOT IN ('opening', 'failed'))"
    " OR (o.state = 'done' AND o.reference <> p.payment)";
static const char PAGE_MONEY[] =
    "SELECT format('page of case %d: knows of %d øre paid and %d back, and the book of %d and %d',"
    " p.case_id, p.paid, p.back, coalesce(m.paid, 0), coalesce(m.back, 0)) FROM pages p"
    " LEFT JOIN (SELECT reference, sum(max(amount, 0)) AS paid, -sum(min(amount, 0)) AS back"
    "  FROM movements WHERE kind = 'own' GROUP BY reference) m ON m.reference = p.payment"
    " WHERE p.payment <> '' AND (p.paid <> coalesce(m.paid, 0) OR p.back <> coalesce(m.back, 0))";

int audit_provider(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {REFUND, CHARGE, PAGE, PAGE_MONEY, NULL};
    return audit_look(db, checks, f, st);
}
