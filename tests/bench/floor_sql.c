/* floor_sql.c - see floor_sql.h. */
#include "floor_sql.h"

const char *const floor_statements[STATEMENTS] = {
    [SAVEPOINT] = "SAVEPOINT step",
    [RELEASE] = "RELEASE step",
    [SEE_CASE] = "SELECT state, hash FROM cases WHERE id = ?",
    [SEE_AGENDA] = "SELECT why, day FROM agenda WHERE case_id = ?",
    [SEE_PARTY] = "SELECT * FROM parties WHERE id = ?",
    [SEE_IDENTITY] = "SELECT id FROM parties WHERE identity = ? AND identity <> ''",
    [SEE_OPEN] = "SELECT id FROM cases WHERE creditor = ? AND debtor = ? AND closed = 0"
                 " ORDER BY id LIMIT 1",
    [SEE_LAST] = "SELECT max(id) FROM cases",
    [SEE_SOURCE] = "SELECT step, content FROM sources WHERE source = ?",
    [SEE_WAITING] = "SELECT id FROM waiting WHERE settled_by = 0 AND reference = ?",
    [SEE_DUE] = "SELECT case_id, why, day FROM agenda WHERE day <= ? ORDER BY day LIMIT 1000",
    [SEE_TWIN] = "SELECT * FROM movements WHERE kind = 'payment' AND kid = ? AND amount = ?",
    [PUT_STEP] = "INSERT INTO steps (id, case_id, fact, booked_day, at, body, previous, hash)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [PUT_CASE] = "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [SET_CASE] = "UPDATE cases SET stage = ?5, parked = ?6, closed = ?8, disputed = ?9, held = ?10,"
                 " principal_open = ?11, first_due = ?12, hash = ?13, state = ?14 WHERE id = ?1",
    [PUT_AGENDA] = "INSERT INTO agenda (case_id, why, day) VALUES (?, ?, ?)"
                   " ON CONFLICT (case_id, why) DO UPDATE SET day = excluded.day",
    [CUT_AGENDA] = "DELETE FROM agenda WHERE case_id = ? AND why = ?",
    [ADD_MONEY] = "INSERT INTO client_money (creditor, balance, share, owes) VALUES (?, ?, 0, 0)"
                  " ON CONFLICT (creditor, purse) DO UPDATE SET balance = balance + excluded.balance",
    [ASK] = "UPDATE outbox SET state = 'asked', attempts = 1, content = ?2, document = ?3,"
            " plugin = ?4 WHERE id = ?1",
    [SEND] = "UPDATE outbox SET state = 'done', reference = ?2 WHERE id = ?1",
    [WITHDRAW] = "UPDATE outbox SET state = 'withdrawn', reason = ?2 WHERE id = ?1",
    [CLOSE_TASKS] = "UPDATE tasks SET done = ?2 WHERE case_id = ?1 AND done = 0",
};

const struct stream floor_streams[STREAMS] = {
    [POSTINGS] = {.select = "SELECT p.*, s.step FROM posting_sets s JOIN postings p"
                            " ON p.set_id = s.id WHERE s.step > ? ORDER BY s.id, p.line",
                  .insert = "INSERT INTO postings VALUES (?, ?, ?, ?, ?, ?)"},
    [SETS] = {.select = "SELECT *, step FROM posting_sets WHERE step > ? ORDER BY id",
              .insert = "INSERT INTO posting_sets VALUES (?, ?, ?, ?, ?, ?, ?)"},
    [OUTBOX] = {.select = "SELECT id, key, step, case_id, kind, letter, channel, days, planned,"
                          " last_day, 'planned', 0, 0, 0, NULL, NULL, '', '', '', step FROM outbox"
                          " WHERE step > ? ORDER BY id",
                .insert = "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                          " ?, ?, ?, ?)"},
    [TASKS] = {.select = "SELECT *, step FROM tasks WHERE step > ? ORDER BY id",
               .insert = "INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"},
    [DOCUMENTS] = {.select = "SELECT *, step FROM documents WHERE step > ? ORDER BY id",
                   .insert = "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
    [SOURCES] = {.select = "SELECT *, step FROM sources WHERE step > ? ORDER BY step",
                 .insert = "INSERT INTO sources VALUES (?, ?, ?)"},
    [MOVEMENTS] = {.select = "SELECT *, step FROM movements WHERE step > ? ORDER BY id",
                   .insert = "INSERT INTO movements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                             " ?)"},
    [PARTIES] = {.select = "SELECT *, id FROM parties WHERE id > ? ORDER BY id",
                 .insert = "INSERT INTO parties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                           " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
    [INVOICES] = {.select = "SELECT *, case_id FROM invoices WHERE case_id > ? ORDER BY case_id",
                  .insert = "INSERT INTO invoices VALUES (?, ?, ?, ?)"},
    [TEXTS] = {.select = "SELECT *, rowid FROM texts WHERE rowid > ? ORDER BY rowid",
               .insert = "INSERT INTO texts VALUES (?, ?, ?)"},
};
