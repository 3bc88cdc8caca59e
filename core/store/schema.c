/* schema.c - version 1 of the book.
 *
 *     book        named values                    parties creditors agreements texts   erasable
 *     steps ◀──── posting_sets ◀── postings       the truth: append-only
 *       ▲         client_money                    what each purse has with us, checked in O(1)
 *       │         remittances                     what was settled, and how far its payout has come
 *       │         refunds  refunds_at_provider    what goes back to its payer, and how far it has come
 *       │         pages                           where debtors can pay at a provider
 *       │         debits                          what payers' banks were asked for, and how far it has come
 *       └──────── outbox                          promises to touch the world
 *     cases ◀──── agenda                          the cached fold, and when each case wakes
 *     files sources waiting foreign_kids invoices what came in
 *     tasks documents bundles activations rates   people, papers, rules, the law's figures
 *
 * Days are numbers (base/day.h), money is øre, vocabularies are words.  Steps, postings and sets
 * refuse to be changed.  `INSERT OR REPLACE` deletes without firing delete triggers, so their
 * insert triggers refuse a number that is taken, too. */
#include "store/schema.h"

/* STRING makes a number of the preprocessor part of a text. */
#define STRING_OF(x) #x
#define STRING(x)    STRING_OF(x)

#define HASH_COLUMN(name) name " BLOB CHECK (length(" name ") = 32)"

static const char TABLES_PEOPLE[] =
    "CREATE TABLE book (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE parties (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, identity TEXT NOT NULL,"
    " name TEXT NOT NULL, address1 TEXT NOT NULL, address2 TEXT NOT NULL, postcode TEXT NOT NULL,"
    " city TEXT NOT NULL, country TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL,"
    " protected_address INTEGER NOT NULL, opted_out INTEGER NOT NULL, died INTEGER NOT NULL,"
    " bankrupt INTEGER NOT NULL, debt_settlement INTEGER NOT NULL, guardian TEXT NOT NULL,"
    " opted_out_messages INTEGER NOT NULL, mandate TEXT NOT NULL,"
    " guardian_since INTEGER NOT NULL, representative TEXT NOT NULL,"
    " representative_since INTEGER NOT NULL, not_for_letters INTEGER NOT NULL,"
    " newer_enforcement INTEGER NOT NULL, winding_up INTEGER NOT NULL,"
    " dissolved INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX parties_by_identity ON parties (identity) WHERE identity <> '';"
    "CREATE TABLE creditors (id INTEGER PRIMARY KEY, org TEXT NOT NULL UNIQUE CHECK (org <> ''),"
    " name TEXT NOT NULL, address TEXT NOT NULL, email TEXT NOT NULL, account TEXT NOT NULL)"
    " STRICT;"
    "CREATE TABLE agreements (id INTEGER PRIMARY KEY,"
    " creditor INTEGER NOT NULL REFERENCES creditors (id), department TEXT NOT NULL,"
    " from_day INTEGER NOT NULL CHECK (from_day > 0),"
    " to_day INTEGER NOT NULL CHECK (to_day = 0 OR to_day >= from_day), terms TEXT NOT NULL,"
    " UNIQUE (creditor, department, from_day)) STRICT;"
    "CREATE TABLE texts (" HASH_COLUMN("hash") " PRIMARY KEY NOT NULL, about TEXT NOT NULL,"
                                               " text TEXT NOT NULL) STRICT;";

static const char TABLES_JOURNAL[] =
    "CREATE TABLE steps (id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, fact TEXT NOT NULL,"
    " booked_day INTEGER NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,"
    " " HASH_COLUMN("previous") ", " HASH_COLUMN(
        "hash") " NOT NULL) STRICT;"
                "CREATE INDEX steps_by_case ON steps (case_id) WHERE case_id <> 0;"
                "CREATE TRIGGER steps_follow BEFORE INSERT ON steps"
                " WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM steps)"
                " OR NEW.previous IS NOT (SELECT hash FROM steps WHERE id = NEW.id - 1)"
                " BEGIN SELECT RAISE(ABORT, 'a step must follow the last one'); END;"
                "CREATE TRIGGER steps_no_update BEFORE UPDATE ON steps"
                " BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;"
                "CREATE TRIGGER steps_no_delete BEFORE DELETE ON steps"
                " BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;";

static const char TABLES_LEDGER[] =
    "CREATE TABLE posting_sets (id INTEGER PRIMARY KEY,"
    " step INTEGER NOT NULL REFERENCES steps (id), why TEXT NOT NULL CHECK (why <> ''),"
    " legal_day INTEGER NOT NULL, booked_day INTEGER NOT NULL,"
    " reverses INTEGER REFERENCES posting_sets (id), purse INTEGER NOT NULL) STRICT;"
    "CREATE TABLE postings (set_id INTEGER NOT NULL REFERENCES posting_sets (id)"
    " DEFERRABLE INITIALLY DEFERRED, line INTEGER NOT NULL, account TEXT NOT NULL"
    " CHECK (account <> ''), case_id INTEGER NOT NULL, creditor INTEGER NOT NULL,"
    " amount INTEGER NOT NULL, PRIMARY KEY (set_id, line)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX postings_by_case ON postings (case_id) WHERE case_id <> 0;"
    "CREATE TRIGGER posting_sets_balance BEFORE INSERT ON posting_sets"
    " WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM posting_sets)"
    " OR (SELECT sum(amount) FROM postings WHERE set_id = NEW.id) IS NOT 0"
    " BEGIN SELECT RAISE(ABORT, 'a posting set must be new, have postings and sum to zero');"
    " END;"
    "CREATE TRIGGER posting_sets_no_update BEFORE UPDATE ON posting_sets"
    " BEGIN SELECT RAISE(ABORT, 'posting sets are append-only'); END;"
    "CREATE TRIGGER posting_sets_no_delete BEFORE DELETE ON posting_sets"
    " BEGIN SELECT RAISE(ABORT, 'posting sets are append-only'); END;"
    "CREATE TRIGGER postings_open BEFORE INSERT ON postings"
    " WHEN EXISTS (SELECT 1 FROM posting_sets WHERE id = NEW.set_id)"
    " BEGIN SELECT RAISE(ABORT, 'the posting set is closed'); END;"
    "CREATE TRIGGER postings_no_update BEFORE UPDATE ON postings"
    " BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;"
    "CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings"
    " BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;"
    /* What a creditor's settlement needs, found without walking the ledger.  A query must say the
     * same list of accounts for it to be used. */
    "CREATE INDEX postings_to_settle ON postings (creditor, account, set_id)"
    " WHERE account IN ('creditor_payable', 'agency_share', 'creditor_owes');"
    /* What departments are settled apart is the journal's word: a purse is the step that said so. */
    "CREATE INDEX steps_of_purses ON steps (id) WHERE fact = 'purse_opened';"
    /* Money held for a creditor, and our share of it, are credits: above zero would be another
     * creditor's money (inkassoloven § 16).  `owes` is what it owes us. */
    "CREATE TABLE client_money (creditor INTEGER NOT NULL REFERENCES creditors (id),"
    " purse INTEGER NOT NULL DEFAULT 0,"
    " balance INTEGER NOT NULL CHECK (balance <= 0), share INTEGER NOT NULL CHECK (share <= 0),"
    " owes INTEGER NOT NULL, PRIMARY KEY (creditor, purse)) STRICT, WITHOUT ROWID;";

static const char TABLES_PAYOUTS[] =
    "CREATE TABLE remittances (step INTEGER PRIMARY KEY REFERENCES steps (id),"
    " creditor INTEGER NOT NULL REFERENCES creditors (id), on_day INTEGER NOT NULL,"
    " total INTEGER NOT NULL, amount INTEGER NOT NULL CHECK (amount >= 0),"
    " share INTEGER NOT NULL, commission INTEGER NOT NULL, vat INTEGER NOT NULL,"
    " over INTEGER NOT NULL, through_set INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('underway', 'settled', 'reopened')),"
    " " HASH_COLUMN("batch") ", " HASH_COLUMN("statement") " NOT NULL, " HASH_COLUMN("sheet")
    " NOT NULL, " HASH_COLUMN("pages") ", written INTEGER NOT NULL, not_before INTEGER NOT NULL,"
    " purse INTEGER NOT NULL) STRICT;"
    "CREATE INDEX remittances_of_creditor ON remittances (creditor, purse, step);"
    "CREATE INDEX remittances_underway ON remittances (state) WHERE state = 'underway';"
    "CREATE INDEX remittances_unwritten ON remittances (step) WHERE written = 0;"
    "CREATE UNIQUE INDEX posting_sets_reversed ON posting_sets (reverses)"
    " WHERE reverses IS NOT NULL;"
    "CREATE TABLE refunds (step INTEGER PRIMARY KEY REFERENCES steps (id),"
    " case_id INTEGER NOT NULL, creditor INTEGER NOT NULL, on_day INTEGER NOT NULL,"
    " amount INTEGER NOT NULL CHECK (amount > 0),"
    " state TEXT NOT NULL CHECK (state IN ('planned', 'underway', 'settled', 'reopened')),"
    " " HASH_COLUMN("key") ", " HASH_COLUMN("payer") ", " HASH_COLUMN("batch") ")"
    " STRICT;"
    "CREATE TABLE refunds_at_provider (step INTEGER PRIMARY KEY REFERENCES refunds (step),"
    " source TEXT NOT NULL CHECK (source LIKE 'provider:%'), payment TEXT NOT NULL, told TEXT NOT NULL)"
    " STRICT;"
    "CREATE INDEX refunds_of_charge ON refunds_at_provider (source);"
    "CREATE INDEX refunds_of_payment ON refunds_at_provider (payment);"
    "CREATE INDEX refunds_open ON refunds (step) WHERE state IN ('planned', 'underway');"
    "CREATE TABLE pages (" HASH_COLUMN("key") " PRIMARY KEY NOT NULL,"
    " step INTEGER NOT NULL REFERENCES steps (id), case_id INTEGER NOT NULL,"
    " amount INTEGER NOT NULL CHECK (amount > 0), state TEXT NOT NULL CHECK (state IN"
    " ('opening', 'open', 'ending', 'ended', 'kept', 'failed')), payment TEXT NOT NULL,"
    " paid INTEGER NOT NULL, back INTEGER NOT NULL CHECK (back >= 0)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX pages_of_case ON pages (case_id);"
    "CREATE INDEX pages_open ON pages (step) WHERE state IN ('opening', 'open', 'ending');"
    "CREATE INDEX pages_of_payment ON pages (payment) WHERE payment <> '';"
    "CREATE INDEX refunds_planned ON refunds (step) WHERE state = 'planned';"
    "CREATE INDEX refunds_of_batch ON refunds (batch) WHERE batch IS NOT NULL;"
    "CREATE TABLE debits (" HASH_COLUMN("key") " PRIMARY KEY NOT NULL,"
    " deletes INTEGER NOT NULL CHECK (deletes IN (0, 1)), " HASH_COLUMN("request") " NOT NULL,"
    " step INTEGER NOT NULL REFERENCES steps (id), case_id INTEGER NOT NULL,"
    " kid TEXT NOT NULL CHECK (kid <> ''), on_day INTEGER NOT NULL, due INTEGER NOT NULL,"
    " amount INTEGER NOT NULL CHECK (amount > 0), state TEXT NOT NULL CHECK (state IN"
    " ('planned', 'asked', 'unknown', 'done', 'refused', 'withdrawn')), " HASH_COLUMN("batch")
    ", CHECK ((batch IS NULL) = (state IN ('planned', 'withdrawn')))) STRICT, WITHOUT ROWID;"
    "CREATE INDEX debits_planned ON debits (due) WHERE state = 'planned';"
    "CREATE INDEX debits_of_batch ON debits (batch) WHERE batch IS NOT NULL;"
    "CREATE INDEX debits_by_due ON debits (due);"
    "CREATE INDEX debits_of_request ON debits (request);"
    "CREATE INDEX debits_by_case ON debits (case_id);";

static const char TABLES_CASES[] =
    "CREATE TABLE cases (id INTEGER PRIMARY KEY,"
    " creditor INTEGER NOT NULL REFERENCES creditors (id),"
    " debtor INTEGER NOT NULL REFERENCES parties (id), department TEXT NOT NULL,"
    " stage TEXT NOT NULL, parked TEXT NOT NULL, opened INTEGER NOT NULL,"
    " closed INTEGER NOT NULL, disputed INTEGER NOT NULL, held INTEGER NOT NULL,"
    " principal_open INTEGER NOT NULL, first_due INTEGER NOT NULL, " HASH_COLUMN(
        "hash") " NOT NULL, state TEXT NOT NULL, merged_into INTEGER NOT NULL,"
                " mandated INTEGER NOT NULL) STRICT;"
                "CREATE INDEX cases_mandated ON cases (id) WHERE mandated = 1;"
                "CREATE INDEX cases_open ON cases (creditor, debtor) WHERE closed = 0;"
                "CREATE INDEX cases_by_debtor ON cases (debtor);"
                "CREATE INDEX cases_parked ON cases (id) WHERE parked <> '';"
                "CREATE TABLE agenda (case_id INTEGER NOT NULL REFERENCES cases (id)"
                " DEFERRABLE INITIALLY DEFERRED, why TEXT NOT NULL CHECK (why <> ''),"
                " day INTEGER NOT NULL CHECK (day > 0), PRIMARY KEY (case_id, why)) STRICT, "
                "WITHOUT ROWID;"
                "CREATE INDEX agenda_by_day ON agenda (day, case_id);"
                "CREATE TABLE outbox (id INTEGER PRIMARY KEY, " HASH_COLUMN(
                    "key") " NOT NULL UNIQUE,"
                           " step INTEGER NOT NULL REFERENCES steps (id), case_id INTEGER NOT NULL,"
                           " kind TEXT NOT NULL CHECK (kind <> ''), letter TEXT NOT NULL, channel "
                           "TEXT NOT NULL,"
                           " days INTEGER NOT NULL, planned INTEGER NOT NULL, last_day INTEGER NOT "
                           "NULL,"
                           " state TEXT NOT NULL CHECK (state IN"
                           " ('planned', 'composed', 'asked', 'done', 'refused', 'withdrawn')),"
                           " attempts INTEGER NOT NULL, not_before INTEGER NOT NULL,"
                           " not_before_minute INTEGER NOT NULL, " HASH_COLUMN(
                               "content") ","
                                          " " HASH_COLUMN(
                                              "document") ", plugin TEXT NOT NULL, reference TEXT "
                                                          "NOT NULL,"
                                                          " reason TEXT NOT NULL) STRICT;"
                                                          "CREATE INDEX outbox_open ON outbox "
                                                          "(state)"
                                                          " WHERE state IN ('planned', 'composed', "
                                                          "'asked');"
                                                          "CREATE INDEX outbox_by_case ON outbox "
                                                          "(case_id);";

static const char TABLES_INBOX[] = "CREATE TABLE files (" HASH_COLUMN(
    "hash") " PRIMARY KEY NOT NULL, name TEXT NOT NULL,"
            " plugin TEXT NOT NULL, kind TEXT NOT NULL,"
            " state TEXT NOT NULL CHECK (state IN ('applying', 'done', 'rejected')),"
            " size INTEGER NOT NULL, cursor INTEGER NOT NULL, taken INTEGER NOT NULL,"
            " duplicates INTEGER NOT NULL, rejected INTEGER NOT NULL, unmatched INTEGER NOT NULL,"
            " sum INTEGER NOT NULL, taken_on INTEGER NOT NULL) STRICT;"
            "CREATE TABLE sources (source TEXT PRIMARY KEY"
            " CHECK (length(CAST(source AS BLOB)) BETWEEN 1 AND 200),"
            " " HASH_COLUMN(
                "content") " NOT NULL, step INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
                           "CREATE TABLE waiting (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, "
                           "source TEXT NOT NULL,"
                           " reference TEXT NOT NULL, body TEXT NOT NULL, amount INTEGER NOT NULL,"
                           " arrived INTEGER NOT NULL, step INTEGER NOT NULL, settled_by INTEGER "
                           "NOT NULL) STRICT;"
                           "CREATE INDEX waiting_by_reference ON waiting (reference) WHERE "
                           "settled_by = 0;"
                           "CREATE TABLE foreign_kids (kid TEXT NOT NULL CHECK (kid <> ''), "
                           "creditor INTEGER NOT NULL,"
                           " case_id INTEGER NOT NULL, PRIMARY KEY (kid, creditor)) STRICT, "
                           "WITHOUT ROWID;"
                           "CREATE TABLE invoices (creditor INTEGER NOT NULL,"
                           " invoice TEXT NOT NULL CHECK (invoice <> ''), case_id INTEGER NOT NULL,"
                           " claim INTEGER NOT NULL, PRIMARY KEY (creditor, invoice)) STRICT, "
                           "WITHOUT ROWID;";

static const char TABLES_OFFICE[] =
    "CREATE TABLE tasks (id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL,"
    " step INTEGER NOT NULL, owner TEXT NOT NULL CHECK (owner <> ''),"
    " reason TEXT NOT NULL CHECK (reason <> ''), text TEXT NOT NULL, opened INTEGER NOT NULL,"
    " due INTEGER NOT NULL, done INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX tasks_open ON tasks (case_id, reason) WHERE done = 0;"
    "CREATE INDEX tasks_due ON tasks (due) WHERE done = 0;"
    "CREATE TABLE documents (id INTEGER PRIMARY KEY, " HASH_COLUMN(
        "hash") " NOT NULL,"
                " case_id INTEGER NOT NULL, step INTEGER NOT NULL, media_type TEXT NOT NULL,"
                " what TEXT NOT NULL, on_day INTEGER NOT NULL, incoming INTEGER NOT NULL) STRICT;"
                "CREATE INDEX documents_by_case ON documents (case_id);"
                "CREATE TABLE bundles (" HASH_COLUMN(
                    "hash") " PRIMARY KEY NOT NULL,"
                            " on_day INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;"
                            "CREATE TABLE activations (id INTEGER PRIMARY KEY, step INTEGER NOT "
                            "NULL,"
                            " hash BLOB NOT NULL REFERENCES bundles (hash)) STRICT;";

/* What the bank shows of the client account (domain/movement.h), and its statements.  Lines come
 * before their statement, and are those of its name. */
static const char TABLES_BANK[] =
    "CREATE TABLE movements (id INTEGER PRIMARY KEY, step INTEGER NOT NULL REFERENCES steps (id),"
    " kind TEXT NOT NULL CHECK (kind <> ''), day INTEGER NOT NULL CHECK (day > 0),"
    " amount INTEGER NOT NULL CHECK (amount <> 0), kid TEXT NOT NULL, key TEXT NOT NULL,"
    " reference TEXT NOT NULL, source TEXT NOT NULL, door TEXT NOT NULL, lot TEXT NOT NULL,"
    " confirmed TEXT NOT NULL, statement INTEGER NOT NULL, entry INTEGER NOT NULL) STRICT;"
    "CREATE INDEX movements_open ON movements (day) WHERE statement = 0;"
    "CREATE INDEX movements_alike ON movements (kid, amount) WHERE kind = 'payment';"
    "CREATE INDEX movements_by_key ON movements (key) WHERE key <> '';"
    "CREATE INDEX movements_by_step ON movements (step) WHERE kind = 'payout';"
    "CREATE INDEX movements_by_source ON movements (source) WHERE source <> '';"
    "CREATE TABLE statements (id INTEGER PRIMARY KEY,"
    " step INTEGER NOT NULL REFERENCES steps (id), name TEXT NOT NULL UNIQUE CHECK (name <> ''),"
    " from_day INTEGER NOT NULL, to_day INTEGER NOT NULL CHECK (to_day > 0),"
    " opening INTEGER NOT NULL, closing INTEGER NOT NULL, n_entries INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('read', 'differs', 'proven')),"
    " said INTEGER NOT NULL, " HASH_COLUMN("file") ") STRICT;"
    "CREATE INDEX statements_open ON statements (to_day, id) WHERE state <> 'proven';"
    "CREATE TABLE statement_lines (statement TEXT NOT NULL CHECK (statement <> ''),"
    " entry INTEGER NOT NULL, part INTEGER NOT NULL, day INTEGER NOT NULL,"
    " amount INTEGER NOT NULL, kid TEXT NOT NULL, end_to_end TEXT NOT NULL,"
    " reference TEXT NOT NULL, type TEXT NOT NULL, text TEXT NOT NULL, payer TEXT NOT NULL,"
    " PRIMARY KEY (statement, entry, part)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX steps_of_debits ON steps (id) WHERE fact IN ('debit_asked', 'debit_deleted');"
    "CREATE INDEX steps_of_funds ON steps (id)"
    " WHERE fact IN ('reconciled', 'funds_broken', 'payouts_released');";

/* Rates that were added to the built-in ones: cases were reckoned with them. */
static const char TABLES_RATES[] =
    "CREATE TABLE rates (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind <> ''),"
    " from_day INTEGER NOT NULL CHECK (from_day > 0),"
    " to_day INTEGER NOT NULL CHECK (to_day = 0 OR to_day >= from_day),"
    " hundredths INTEGER NOT NULL CHECK (hundredths >= 0),"
    " source TEXT NOT NULL CHECK (source <> ''), " HASH_COLUMN("file") " NOT NULL,"
    " step INTEGER NOT NULL REFERENCES steps (id)) STRICT;"
    "CREATE TRIGGER rates_no_update BEFORE UPDATE ON rates"
    " BEGIN SELECT RAISE(ABORT, 'rates are append-only'); END;"
    "CREATE TRIGGER rates_no_delete BEFORE DELETE ON rates"
    " BEGIN SELECT RAISE(ABORT, 'rates are append-only'); END;";

static const char *const TABLES[] = {TABLES_PEOPLE, TABLES_JOURNAL, TABLES_LEDGER,
                                     TABLES_PAYOUTS, TABLES_CASES,  TABLES_INBOX,   TABLES_OFFICE,
                                     TABLES_RATES,
                                     TABLES_BANK};
#define N_TABLES (sizeof TABLES / sizeof TABLES[0])

static const char STAMP[] = "PRAGMA application_id = " STRING(
    APPLICATION_ID) ";"
                    "PRAGMA user_version = " STRING(SCHEMA_VERSION);

static const char SELECT_APPLICATION[] = "PRAGMA application_id";
static const char SELECT_VERSION[] = "PRAGMA user_version";
/* SQLite's own tables and the indexes it makes for constraints have no text of their own. */
static const char SELECT_OBJECTS[] =
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";
static const char SELECT_OBJECT[] = "SELECT sql FROM sqlite_schema WHERE type = ? AND name = ?";

const struct migration schema_migrations[] = {{0, NULL}};

static int tables_create(struct db *db, struct status *st) {
    for (size_t i = 0; i < N_TABLES; i++) {
        int code = query_script(db, "making the tables", TABLES[i], st);
        if (code != STATUS_OK) {
            return code;
        }
    }
    return query_script(db, "marking the database", STAMP, st);
}

int schema_create(struct db *db, struct status *st) {
    int code = db_begin(db, st);
    if (code != STATUS_OK) {
        return code;
    }
    code = tables_create(db, st);
    if (code != STATUS_OK) {
        db_rollback(db);
        return code;
    }
    return db_commit(db, st);
}

static int number_of(struct db *db, const char *sql, int *number, struct status *st) {
    struct query q = query_start(db, "reading the schema version", sql, st);
    if (query_next(&q)) {
        *number = query_int32(&q, 0);
    }
    return query_end(&q);
}

int schema_version(struct db *db, int *version, struct status *st) {
    int application = 0;
    int code = number_of(db, SELECT_APPLICATION, &application, st);
    if (code != STATUS_OK) {
        return code;
    }
    if (application != APPLICATION_ID) {
        return status_fail(st, STATUS_CORRUPT, "not a krav database");
    }
    return number_of(db, SELECT_VERSION, version, st);
}

/* Runs the step from `version`, which must be in the table, and counts the file up. */
static int migrate_one(struct db *db, const struct migration *steps, int version,
                       struct status *st) {
    const struct migration *step = steps;
    while (step->sql != NULL && step->from != version) {
        step++;
    }
    if (step->sql == NULL) {
        return status_fail(st, STATUS_UNSUPPORTED,
                           "this krav cannot bring a database of schema %d to %d", version,
                           version + 1);
    }
    int code = query_script(db, "migrating the schema", step->sql, st);
    if (code != STATUS_OK) {
        return status_prefix(st, "from %d to %d", version, version + 1);
    }
    char mark[64];
    char *sql = sqlite3_snprintf(sizeof mark, mark, "PRAGMA user_version = %d", version + 1);
    return query_script(db, "migrating the schema", sql, st);
}

int schema_migrate(struct db *db, const struct migration *steps, int target, struct status *st) {
    int version = 0;
    int code = db_begin(db, st);
    if (code != STATUS_OK) {
        return code;
    }
    /* Read inside the transaction: nobody else can have moved it meanwhile. */
    code = schema_version(db, &version, st);
    while (code == STATUS_OK && version < target) {
        code = migrate_one(db, steps, version++, st);
    }
    if (code != STATUS_OK) {
        db_rollback(db);
        return code;
    }
    return db_commit(db, st);
}

/* Each object of `from` must stand in `in`, and with `texts` also say the same there. */
static int objects_compare(struct db *from, struct db *in, bool texts, struct faults *f,
                           struct status *st) {
    struct query q = query_start(from, "comparing the schema", SELECT_OBJECTS, st);
    int code = STATUS_OK;
    while (code == STATUS_OK && query_next(&q)) {
        struct text type = query_text(&q, 0), name = query_text(&q, 1), sql = query_text(&q, 2);
        struct query other = query_start(in, "comparing the schema", SELECT_OBJECT, st);
        query_bind_text(&other, type);
        query_bind_text(&other, name);
        if (!query_next(&other)) {
            faults_add(f, "schema: %.*s %.*s: %s", TEXT_ARG(type), TEXT_ARG(name),
                       texts ? "missing" : "not one of ours");
        } else if (texts && !text_eq(query_text(&other, 0), sql)) {
            faults_add(f, "schema: %.*s %.*s: not as this version makes it", TEXT_ARG(type),
                       TEXT_ARG(name));
        }
        code = query_end(&other);
    }
    int end = query_end(&q);
    return code != STATUS_OK ? code : end;
}

int schema_compare(struct db *db, struct faults *f, struct status *st) {
    struct db model = {.mode = DB_CREATE};
    int rc = sqlite3_open(":memory:", &model.handle);
    int code = rc == SQLITE_OK ? tables_create(&model, st)
                               : query_error(&model, "comparing the schema", rc, st);
    if (code == STATUS_OK) {
        code = objects_compare(&model, db, true, f, st);
    }
    if (code == STATUS_OK) {
        code = objects_compare(db, &model, false, f, st);
    }
    query_forget_all(&model);
    (void)sqlite3_close(model.handle);
    return code;
}
