/* Making a book, and its dated facts. */
#include "unit/engine/house.h"

static uint32_t import(struct house *h, const char *ini, bool agreements, struct faults *faults,
                       int *rc) {
    struct conf conf;
    uint32_t n = 0;
    faults_init(faults, &h->arena, 20);
    OK(h, conf_parse(text_of(ini), "t.ini", &h->arena, faults, &conf));
    h->st = (struct status){0};
    *rc = agreements ? book_import_agreements(&h->e, &conf, &n, faults, &h->st)
                     : book_import_creditors(&h->e, &conf, &n, faults, &h->st);
    return n;
}

static void assert_fault(const struct faults *f, size_t i, const char *expected) {
    assert_true(i < f->n);
    assert_text(f->items[i], expected);
}

static void test_book_create_refuses_a_book_that_is_there(void **state) {
    struct house *h = *state;
    FAILS(h, STATUS_CONFLICT, "krav.db", book_create(&h->config, CLOCK_BOOK, 1, &h->st));
}

static void test_book_open_gives_back_the_day_the_head_and_the_facts(void **state) {
    struct house *h = *state;
    const struct journal_head head = h->e.head;
    house_day(h, "2026-03-05");
    engine_close(&h->e);
    house_open(h, DB_WRITE);
    assert_int_equal(h->e.clock, CLOCK_BOOK);
    assert_int_equal(h->e.today, on("2026-03-05"));
    assert_int_equal(h->e.head.id, head.id + 1);
    assert_int_equal(h->e.n_creditors, 2);
    assert_int_equal(h->e.n_agreements, 2);
    assert_null(h->e.bundle); /* a look does without */
    OK(h, engine_load_rules(&h->e, &h->st));
    assert_true(bundle_has_stage(h->e.bundle, TEXT("notice")));
}

static void test_book_import_creditors_tells_all_faults_and_changes_nothing(void **state) {
    struct house *h = *state;
    struct faults f;
    int rc = 0;
    const int64_t head = h->e.head.id;
    (void)import(h, "[creditor 311758480]\nname = A\naccount = 15942287248\n"
                    "[creditor 311758489]\nname = Changed\naccount = 15942287249\ncolour = red\n"
                    "[customer 1]\nname = B\n", false, &f, &rc);
    assert_int_equal(rc, STATUS_INVALID);
    assert_int_equal(f.n, 4);
    assert_fault(&f, 0, "t.ini:7: colour: unknown key");
    assert_fault(&f, 1, "t.ini:9: [customer] is not a section of this file");
    assert_int_equal(h->e.head.id, head);
    assert_text(engine_creditor_by_org(&h->e, FJORD)->name, "Fjord Strøm AS");
}

static void test_book_import_creditors_again_updates_the_same_one(void **state) {
    struct house *h = *state;
    const int64_t id = engine_creditor_by_org(&h->e, FJORD)->id, head = h->e.head.id;
    house_import(h, "[creditor 311758489]\nname = Fjord Kraft AS\naccount = 15942287248\n", false);
    assert_text(engine_creditor_by_org(&h->e, FJORD)->name, "Fjord Kraft AS");
    assert_int_equal(engine_creditor_by_org(&h->e, FJORD)->id, id);
    assert_int_equal(h->e.n_creditors, 2);
    assert_int_equal(h->e.head.id, head + 1); /* a recorded fact */
    assert_ptr_equal(engine_creditor(&h->e, id), engine_creditor_by_org(&h->e, FJORD));
    assert_null(engine_creditor(&h->e, 99));
    house_whole(h);
}

static void test_book_import_agreements_tells_all_faults(void **state) {
    struct house *h = *state;
    struct faults f;
    int rc = 0;
    const int64_t head = h->e.head.id;
    (void)import(h, "[agreement 310000000]\nfrom = 2026-13-01\n"
                    "[agreement 311758489]\nfrom = 2026-05-01\nto = 2026-04-01\nlevel = brutal\n"
                    "letter_fees = maybe\nletter_fee_owner = court\n"
                    "allocation = costs costs interest\n"
                    "remainder_max = much\ngrace_bank_days = 31\noverride.reminders = 9\n",
                 true, &f, &rc);
    assert_int_equal(rc, STATUS_INVALID);
    struct buf all;
    buf_init(&all, 8192);
    for (size_t i = 0; i < f.n; i++) {
        buf_addf(&all, "%.*s\n", TEXT_ARG(f.items[i]));
    }
    static const char *const expected[] = {"t.ini:2: [agreement 310000000] no such creditor",
        "level: missing", "from: not a day", "t.ini:5: [agreement 311758489] to: before from",
        "letter_fees: yes or no", "letter_fee_owner: creditor or agency",
        "allocation: must name costs, interest and principal, each once",
        "remainder_max: not an amount", "grace_bank_days: not a whole number", "brutal"};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        if (strstr(all.ptr, expected[i]) == NULL) {
            fail_msg("no \"%s\" in: %s", expected[i], all.ptr);
        }
    }
    buf_fini(&all);
    assert_int_equal(h->e.head.id, head);
}

static void test_book_import_agreements_refuses_prices_above_the_laws(void **state) {
    struct house *h = *state;
    static const struct {
        const char *line, *fault;
    } rows[] = {
        {"light_costs = 101", "light_costs: not a whole number within its bounds"},
        {"heavy_costs = -1", "heavy_costs: not a whole number within its bounds"},
        {"light_costs = 12,5", "light_costs: not a whole number within its bounds"},
        {"letter_fee = 38,01", "letter_fee: above the law's, 38,00 on 2026-"},
        {"letter_fee = 0", "letter_fee: an amount above zero"},
        {"letter_fee = some", "letter_fee: not an amount in kroner"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct faults f;
        int rc = 0;
        (void)import(h, arena_printf(&h->arena, "[agreement 311758489]\nfrom = 2026-05-01\n"
                                                "level = firm\n%s\n", rows[i].line).ptr,
                     true, &f, &rc);
        assert_int_equal(rc, STATUS_INVALID);
        assert_non_null(strstr(f.items[0].ptr, rows[i].fault));
    }
    house_import(h, "[agreement 311758489]\nfrom = 2026-05-01\nlevel = firm\nlight_costs = 80\n"
                    "heavy_costs = 0\nletter_fee = 38,00\n", true);
    const int64_t id = engine_creditor_by_org(&h->e, FJORD)->id;
    const struct agreement *a = engine_agreement(&h->e, id, TEXT(""), on("2026-05-01"));
    assert_int_equal(a->light_rebate, 20);
    assert_int_equal(a->heavy_rebate, 100);
    assert_int_equal(a->letter_fee_max, 3800);
    a = engine_agreement(&h->e, id, TEXT(""), on("2026-04-30")); /* nothing said: the law's */
    assert_int_equal(a->light_rebate, 0);
    assert_int_equal(a->heavy_rebate, 0);
    assert_int_equal(a->letter_fee_max, 0);
}

static void test_engine_agreement_is_the_closest_one_valid_on_the_day(void **state) {
    struct house *h = *state;
    const int64_t id = engine_creditor_by_org(&h->e, FJORD)->id;
    house_import(h, "[agreement 311758489/north]\nfrom = 2026-02-01\nlevel = gentle\n", true);
    house_import(h, "[agreement 311758489]\nfrom = 2026-04-01\nlevel = firm\n"
                    "allocation = principal interest costs\nremainder_max = 12,50\n"
                    "letter_fees = no\nletter_fee_owner = agency\ngrace_bank_days = 0\n", true);
    assert_null(engine_agreement(&h->e, id, TEXT(""), on("2025-12-31")));
    assert_text(engine_agreement(&h->e, id, TEXT(""), on("2026-01-01"))->level, "normal");
    assert_text(engine_agreement(&h->e, id, TEXT("north"), on("2026-01-31"))->level, "normal");
    assert_text(engine_agreement(&h->e, id, TEXT("north"), on("2026-02-01"))->level, "gentle");
    assert_text(engine_agreement(&h->e, id, TEXT("south"), on("2026-02-01"))->level, "normal");
    assert_text(engine_agreement(&h->e, id, TEXT(""), on("2026-03-31"))->level, "normal");
    const struct agreement *a = engine_agreement(&h->e, id, TEXT(""), on("2026-04-01"));
    assert_text(a->level, "firm");
    assert_int_equal(a->order1, COMPONENT_PRINCIPAL);
    assert_int_equal(a->order3, COMPONENT_COSTS);
    assert_int_equal(a->remainder_max, 1250);
    assert_int_equal(a->letter_fee_owner, OWNER_AGENCY);
    assert_false(a->letter_fees);
    assert_int_equal(a->grace_bank_days, 0);
}

static void test_book_publish_keeps_the_old_rules_when_the_new_do_not_fit(void **state) {
    struct house *h = *state;
    (void)house_claim(h, "5001", KARI, 125000); /* stands in "reminder" */
    struct faults f;
    const struct hash before = bundle_hash(h->e.bundle);
    struct bundle_file file = {TEXT("init.lua"), TEXT("local W = workflow { id = 'x', api = 1 }\n"
        "function W.start (c) return 'other' end\n"
        "W.stage 'other' { label = 'O', decide = function (c) return {} end }\n"
        "W.level 'normal' { label = 'N' }\nreturn W\n")};
    const struct bundle_source source = {&file, 1};
    faults_init(&f, &h->arena, 20);
    FAILS(h, STATUS_INVALID, "nothing is changed",
          book_publish(&h->e, &source, TEXT("kari"), &f, &h->st));
    assert_fault(&f, 0, "stage 'reminder' is missing: 1 open cases stand in it: keep it, or say where "
                        "they stand now: renames = { reminder = \"...\" }");
    const struct hash after = bundle_hash(h->e.bundle);
    assert_true(hash_eq(&before, &after));
    file.content = TEXT("this is not Lua");
    faults_init(&f, &h->arena, 20);
    FAILS(h, STATUS_INVALID, "", book_publish(&h->e, &source, TEXT("kari"), &f, &h->st));
    assert_true(f.n > 0);
    house_whole(h);
}

/* What was loaded, tested and tried is what becomes active: it is the engine's then, and not before. */
static void test_book_activate_takes_the_loaded_bundle_or_leaves_it(void **state) {
    struct house *h = *state;
    (void)house_claim(h, "5001", KARI, 125000); /* stands in "reminder" */
    struct faults f;
    struct bundle *misfit = NULL, *fit = NULL;
    struct bundle *const before = h->e.bundle;
    struct bundle_file files[] = {
        {TEXT("init.lua"), TEXT("local W = workflow { id = 'x', api = 1 }\n"
         "function W.start (c) return 'other' end\n"
         "W.stage 'other' { label = 'O', decide = function (c) return {} end }\n"
         "W.level 'normal' { label = 'N' }\nreturn W\n")},
        {TEXT("init.lua"), TEXT(ONE_STAGE("decide = function (c) return {} end"))}};
    const struct bundle_source sources[] = {{&files[0], 1}, {&files[1], 1}};
    faults_init(&f, &h->arena, 20);
    OK(h, bundle_new(&sources[0], &f, &misfit, &h->st));
    FAILS(h, STATUS_INVALID, "nothing is changed", book_fits(&h->e, misfit, &f, &h->st));
    faults_init(&f, &h->arena, 20);
    FAILS(h, STATUS_INVALID, "nothing is changed",
          book_activate(&h->e, misfit, TEXT("kari"), &f, &h->st));
    assert_ptr_equal(h->e.bundle, before);
    bundle_free(misfit);
    faults_init(&f, &h->arena, 20);
    OK(h, bundle_new(&sources[1], &f, &fit, &h->st));
    OK(h, book_fits(&h->e, fit, &f, &h->st));
    assert_ptr_equal(h->e.bundle, before);
    OK(h, book_activate(&h->e, fit, TEXT("kari"), &f, &h->st));
    assert_ptr_equal(h->e.bundle, fit);
    house_whole(h);
}

/* A stage that is no more: its cases go on in the one that the new rules name, and are sent back there. */
static void test_book_publish_moves_the_cases_of_a_renamed_stage(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000); /* stands in "reminder" */
    house_rules(h, "local W = workflow { id = 'x', api = 1, renames = { reminder = 'first' } }\n"
                   "function W.start (c) return 'first' end\n"
                   "W.stage 'first' { label = 'F', enter = function (c) return { note 'came' } end,\n"
                   "  decide = function (c) return { move 'aside' } end }\n"
                   "W.stage 'aside' { label = 'A', decide = function (c) return { note 'x' } end }\n"
                   "W.level 'normal' { label = 'N' }\nreturn W\n");
    assert_text(house_case(h, id)->stage, "reminder"); /* until it is looked at */
    OK(h, house_tell(h, id, "acknowledged", "by telephone"));
    const struct krav_case *c = house_case(h, id);
    assert_text(c->stage, "aside");
    assert_text(c->came_from, "first");
    assert_int_equal(c->parked.len, 0);
    house_whole(h);
}

static void test_engine_chunk_drop_leaves_the_book_as_it_was(void **state) {
    struct house *h = *state;
    const struct journal_head head = h->e.head;
    const struct incoming in = a_claim("5001", KARI, 125000);
    enum taken taken;
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, intake_record(&h->e, &in, TEXT("test"), &h->arena, &taken, &h->st));
    assert_true(h->e.head.id > head.id);
    engine_chunk_drop(&h->e);
    assert_int_equal(h->e.head.id, head.id);
    assert_true(hash_eq(&h->e.head.hash, &head.hash));
    house_whole(h);
    assert_int_equal(house_claim(h, "5001", KARI, 125000), FIRST_CASE);
}

/* A letter that may have gone out stays asked: no day and no step sends it again. */
static void test_effect_without_an_answer_stays_asked(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct outbox_row *rows;
    assert_int_equal(house_compose(h), 1);
    for (int i = 0; i < 3; i++) {
        static const char *const days[] = {"2026-03-03", "2026-03-16", "2026-04-20"};
        house_day(h, days[i]);
        assert_int_equal(house_compose(h), 0);
        assert_int_equal(house_rows(h, EFFECT_ASKED, &rows), 1);
        assert_int_equal(rows[0].attempts, 1);
        house_whole(h);
    }
    assert_true(house_task(h, id, "no_receipt"));
    assert_int_equal(house_case(h, id)->letters[0].state, LETTER_COMPOSED);
    OK(h, house_tell(h, id, "dispute", "")); /* too late to take it back */
    assert_int_equal(house_rows(h, EFFECT_ASKED, &rows), 1);
    house_receive(h); /* the late answer is taken */
    assert_int_equal(house_case(h, id)->letters[0].state, LETTER_SENT);
    house_whole(h);
}

/* The channel never got it; the debtor objected; the same day it would be handed over again. */
static void test_letter_to_be_handed_over_again_is_judged_again(void **state) {
    struct house *h = *state;
    struct outbox_row *rows;
    for (int objected = 0; objected < 2; objected++) {
        const int64_t id = house_claim(h, objected ? "5002" : "5001", objected ? OLA : KARI, 125000);
        struct composed again;
        assert_int_equal(house_compose(h), 1);
        assert_int_equal(house_rows(h, EFFECT_ASKED, &rows), 1);
        rows[0].state = EFFECT_COMPOSED;
        OK(h, engine_chunk_begin(&h->e, &h->st));
        OK(h, outbox_move(h->e.db, &rows[0], &h->st));
        OK(h, engine_chunk_commit(&h->e, &h->st));
        if (objected) {
            OK(h, house_tell(h, id, "dispute", "the sum is wrong"));
        }
        assert_int_equal(house_rows(h, EFFECT_COMPOSED, &rows), 1);
        OK(h, compose_look(&h->e, &rows[0], &h->arena, &again, &h->st));
        assert_int_equal(again.turn, objected ? TURN_NEVER : TURN_AGAIN);
        OK(h, engine_chunk_begin(&h->e, &h->st));
        OK(h, compose_keep(&h->e, &again, &h->arena, &h->st));
        OK(h, engine_chunk_commit(&h->e, &h->st));
        house_receive(h);
        const struct krav_case *c = house_case(h, id);
        assert_int_equal(c->letters[0].state, objected ? LETTER_NOT_SENT : LETTER_SENT);
        assert_int_equal(c->n_costs, objected ? 0 : 1);
        house_whole(h);
    }
}

static void test_letter_past_its_last_day_is_not_sent(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    house_day(h, "2026-03-17"); /* a day after its last */
    (void)house_compose(h);
    assert_int_equal(house_case(h, id)->letters[0].state, LETTER_NOT_SENT);
    assert_true(house_task(h, id, "letter_not_sent"));
    house_whole(h);
}

/* From the first day until a person decides on a court, with nobody paying. */
static void test_a_case_nobody_pays_ends_with_a_person(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 325000);
    for (day d = h->e.today; d < on("2026-08-15"); d++) {
        char text[DAY_TEXT];
        house_day(h, day_format(d, text));
        (void)house_send(h);
    }
    const struct krav_case *c = house_case(h, id);
    assert_text(c->stage, "court");
    assert_int_equal(c->n_letters, 4);
    assert_int_equal(c->letters[0].kind, LETTER_REMINDER);
    assert_int_equal(c->letters[1].kind, LETTER_COLLECTION_NOTICE);
    assert_true(c->letters[1].sent > c->letters[0].deadline);
    assert_int_equal(c->letters[2].kind, LETTER_PAYMENT_DEMAND);
    assert_int_equal(c->letters[3].kind, LETTER_LEGAL_NOTICE);
    assert_int_equal(case_costs_open_of(c, OWNER_CREDITOR) + case_costs_open_of(c, OWNER_AGENCY),
                     120000); /* the heavy cap: 1.6 of 750, and not an øre more */
    assert_true(house_task(h, id, "file_conciliation"));
    assert_int_equal(case_phase(c), PHASE_HEAVY);
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_book_create_refuses_a_book_that_is_there),
        HOUSE_TEST(test_book_open_gives_back_the_day_the_head_and_the_facts),
        HOUSE_TEST(test_book_import_creditors_tells_all_faults_and_changes_nothing),
        HOUSE_TEST(test_book_import_creditors_again_updates_the_same_one),
        HOUSE_TEST(test_book_import_agreements_tells_all_faults),
        HOUSE_TEST(test_book_import_agreements_refuses_prices_above_the_laws),
        HOUSE_TEST(test_engine_agreement_is_the_closest_one_valid_on_the_day),
        HOUSE_TEST(test_book_publish_keeps_the_old_rules_when_the_new_do_not_fit),
        HOUSE_TEST(test_book_activate_takes_the_loaded_bundle_or_leaves_it),
        HOUSE_TEST(test_book_publish_moves_the_cases_of_a_renamed_stage),
        HOUSE_TEST(test_engine_chunk_drop_leaves_the_book_as_it_was),
        HOUSE_TEST(test_effect_without_an_answer_stays_asked),
        HOUSE_TEST(test_letter_to_be_handed_over_again_is_judged_again),
        HOUSE_TEST(test_letter_past_its_last_day_is_not_sent),
        HOUSE_TEST(test_a_case_nobody_pays_ends_with_a_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
