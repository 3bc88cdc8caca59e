/* audit_bank.c - the bank's side of the client account against the ledger and the journal. */
#include "store/audit.h"

#include "store/audit_look.h"

static const char SUM[] =
    "SELECT format('client account: the ledger has %d øre, and what the bank has shown or will show"
    " makes %d', l.total, m.total) FROM (SELECT coalesce(sum(amount), 0) AS total FROM postings"
    " WHERE account = 'client_bank') l, (SELECT coalesce(sum(amount), 0) AS total FROM movements) m"
    " WHERE l.total <> m.total";
static const char SHOWN[] =
    "SELECT format('movement %d: statement %d, which is said to show it, is not proven', m.id,"
    " m.statement) FROM movements m LEFT JOIN statements s ON s.id = m.statement"
    " WHERE m.statement <> 0 AND s.state IS NOT 'proven'";
/* What statements have shown up to each of them is what it closed with. */
static const char CLOSED[] =
    "SELECT format('statement %s: closed with %d øre, and statements have shown %d', name, closing,"
    " shown) FROM (SELECT s.name, s.closing, (SELECT coalesce(sum(m.amount), 0) FROM movements m"
    "  JOIN statements o ON o.id = m.statement WHERE (o.to_day, o.id) <= (s.to_day, s.id)) AS shown"
    "  FROM statements s WHERE s.state = 'proven' ORDER BY s.to_day DESC, s.id DESC LIMIT 1)"
    " WHERE closing <> shown";
static const char LINES[] =
    "SELECT format('statement %s: %d øre and its entries do not make %d', s.name, s.opening,"
    " s.closing) FROM statements s WHERE s.closing - s.opening <> (SELECT coalesce(sum(amount), 0)"
    " FROM statement_lines l WHERE l.statement = s.name AND l.part = 0)"
    " UNION ALL SELECT format('statement %s: does not have the %d entries it came with', s.name,"
    " s.n_entries) FROM statements s WHERE s.n_entries <> (SELECT count(*) FROM statement_lines l"
    " WHERE l.statement = s.name AND l.part = 0)";
static const char SAID[] =
    "SELECT format('statement %s: is %s, and no step says so', s.name, s.state) FROM statements s"
    " LEFT JOIN steps t ON t.id = s.said WHERE s.state <> 'read' AND (t.fact IS NOT 'reconciled'"
    " OR json_extract(t.body, '$.fact.reason') IS NOT s.state"
    " OR json_extract(t.body, '$.fact.about') IS NOT s.step)"
    " UNION ALL SELECT format('statement %s: its step %d brought another', s.name, s.step)"
    " FROM statements s LEFT JOIN steps t ON t.id = s.step WHERE t.fact IS NOT 'statement'"
    " OR coalesce(json_extract(t.body, '$.fact.amount_ore'), 0) <> s.closing"
    " UNION ALL SELECT format('step %d: brought a statement, and none is kept', t.id) FROM steps t"
    " WHERE t.fact = 'statement' AND NOT EXISTS (SELECT 1 FROM statements s WHERE s.step = t.id)";

int audit_bank(struct db *db, struct faults *f, struct status *st) {
    static const char *const checks[] = {SUM, SHOWN, CLOSED, LINES, SAID, NULL};
    return audit_look(db, checks, f, st);
}
