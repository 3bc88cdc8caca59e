/* A plugin that was built when ABI 1.0 was frozen, and never since (sdk/abi/1.0): it loads, every
 * capability is asked, and each answer is what the last field of the question says. */
#include "bench.h"

#define FACTS 10

struct seen {
    int32_t outcome;
    char reference[64];
    char told[200]; /* of the result, by what it is */
};

static struct seen answers[32];
static size_t n_answers;

#define STR(s) (int)(s).len, (s).ptr ? (s).ptr : ""

static void tell_result(struct seen *s, enum wire_ask ask, const void *result) {
    char *to = s->told;
    const size_t size = sizeof s->told;
    const union wire_any_record *r = result;
    if (!result) {
        return;
    }
    if (ask == WIRE_ASK_RECOGNISE) {
        (void)snprintf(to, size, "%d", r->likeness.score);
    } else if (ask == WIRE_ASK_BEGIN || ask == WIRE_ASK_POLL) {
        (void)snprintf(to, size, "%llu %lld %.*s", (unsigned long long)r->file_result.n_records,
                       (long long)r->file_result.sum, STR(r->file_result.made_by));
    } else if (ask == WIRE_ASK_RENDER) {
        (void)snprintf(to, size, "%d %.*s", r->document.n_pages, STR(r->document.bytes));
    } else if (ask == WIRE_ASK_SCORE) {
        const krav_score_result *score = &r->score_result;
        (void)snprintf(to, size, "%d of %u: %.*s", score->points, score->n_parts,
                       STR(score->parts[score->n_parts - 1].what));
    } else if (ask == WIRE_ASK_WASH) {
        (void)snprintf(to, size, "%.*s %.*s", STR(r->person.id), STR(r->person.guardian_name));
    } else if (ask == WIRE_ASK_WASH_MANY) {
        (void)snprintf(to, size, "%u: %.*s", r->persons.n_persons,
                       STR(r->persons.persons[r->persons.n_persons - 1].guardian_name));
    } else if (ask == WIRE_ASK_CHECKOUT) {
        (void)snprintf(to, size, "%.*s %lld", STR(r->link.url), (long long)r->link.expires);
    } else if (ask == WIRE_ASK_SERVE) {
        (void)snprintf(to, size, "%d %.*s %.*s", r->response.status, STR(r->response.body),
                       STR(r->response.location));
    } else {
        (void)snprintf(to, size, "%lld %.*s", (long long)r->checkout_state.charged,
                       STR(r->checkout_state.reference));
    }
}

static void take_answer(void *ctx, const struct plug_answer *a) {
    (void)ctx;
    assert_true(n_answers < sizeof answers / sizeof answers[0]);
    struct seen *s = &answers[n_answers++];
    *s = (struct seen){.outcome = a->outcome};
    copy_text(s->reference, sizeof s->reference, a->reference);
    tell_result(s, a->ask, a->result);
}

static uint32_t facts_seen;

static void take_record(void *ctx, uint64_t call, enum wire_fact fact, const void *record) {
    const union wire_any_record *r = record;
    (void)ctx;
    (void)call;
    facts_seen |= 1u << fact;
    if (fact == WIRE_FACT_CLAIM) {
        assert_int_equal(r->claim.basis, 5);
    } else if (fact == WIRE_FACT_PAYMENT) {
        assert_int_equal(r->payment.ordered, 739500);
    } else if (fact == WIRE_FACT_PAYOUT_STATUS) {
        assert_int_equal(r->payout_status.message.len, 1);
    } else if (fact == WIRE_FACT_STATEMENT) {
        assert_int_equal(r->statement.to, 739500);
    } else if (fact == WIRE_FACT_MANDATE) {
        assert_int_equal(r->mandate.on, 739500);
    }
}

/* Asks, waits, and holds the answer against what is expected. */
static void ask(struct bench *b, enum wire_ask what, const void *record, const char *reference,
                const char *told) {
    struct status st = {0};
    struct plug_call call = call_to("witness", PATIENCE_MS);
    char key[16];
    (void)snprintf(key, sizeof key, "key%d", (int)what);
    call.key = text_of(key);
    const size_t before = n_answers;
    assert_true(plug_ask(b->plug, &call, what, record, &st) != 0);
    while (n_answers == before) {
        plug_run_once(b->plug, 100);
    }
    const struct seen *s = &answers[before];
    assert_int_equal(s->outcome, KRAV_DONE);
    assert_string_equal(s->reference, reference);
    assert_string_equal(s->told, told);
}

static bool witness_secret(void *ctx, struct text name, struct buf *out) {
    (void)ctx;
    buf_add_str(out, "sesam");
    return text_is(name, "witness");
}

static void open_witness(struct bench *b) {
    const struct plug_option options[] = {{TEXT("word"), TEXT("ord")},
                                          {TEXT("token"), TEXT("secret:witness")}};
    const struct plug_add a = {.name = TEXT("witness"), .so = KRAV_WITNESS, .out_dir = b->out,
                               .options = options, .n_options = 2};
    b->sink.answer = take_answer;
    b->sink.record = take_record;
    b->sink.secret = witness_secret;
    assert_int_equal(plug_add(b->plug, &a, &b->faults), STATUS_OK);
    assert_true(plug_settle(b->plug, PATIENCE_MS));
    assert_int_equal(info_of(b, "witness").state, PLUG_READY);
}

static void ask_effects(struct bench *b) {
    const krav_letter_line lines[2] = {{.size = sizeof lines[0]}, {.size = sizeof lines[0]}};
    const krav_letter letter = {.size = sizeof letter, .lines = lines, .n_lines = 2,
        .copy_contact = {"kopi", 4}, .pay_url = {"https://x", 9}};
    const krav_transfer transfers[2] = {{.size = sizeof transfers[0]},
                                        {.size = sizeof transfers[0], .message = {"siste", 5}}};
    const krav_batch batch = {.size = sizeof batch, .n_transfers = 2, .transfers = transfers};
    const krav_debit debit = {.size = sizeof debit};
    const krav_debits debits = {.size = sizeof debits, .n_debits = 1, .debits = &debit,
        .number = 4711};
    const krav_filing_form form = {.size = sizeof form, .case_ref = {"sak", 3}};
    ask(b, WIRE_ASK_RENDER, &letter, "", "2 kopi");
    ask(b, WIRE_ASK_SEND, &letter, "https://x", "");
    ask(b, WIRE_ASK_PAY, &batch, "siste", "");
    ask(b, WIRE_ASK_COLLECT, &debits, "4711", "");
    ask(b, WIRE_ASK_FILE_FORM, &form, "sak", "");
}

static void ask_questions(struct bench *b) {
    const krav_known known[] = {{.size = sizeof known[0], .value = 5},
                                {.size = sizeof known[0], .value = 12}};
    const krav_subject one = {.size = sizeof one, .id = {"311758489", 9}, .country = {"NO", 2},
        .known = known, .n_known = 2};
    const krav_subject two[2] = {one, {.size = sizeof one, .country = {"SE", 2}}};
    const krav_subjects many = {.size = sizeof many, .n_subjects = 2, .subjects = two};
    const krav_checkout_form form = {.size = sizeof form, .language = {"nb", 2}, .expires = 99};
    const krav_checkout_ref ref = {.size = sizeof ref, .reference = {"r", 1}, .amount = 500,
        .reason = {"angret", 6}};
    const krav_request request = {.size = sizeof request, .path = {"/hook", 5}, .peer = {"p", 1}};
    ask(b, WIRE_ASK_SCORE, &one, "", "42 of 2: last");
    ask(b, WIRE_ASK_WASH, &one, "", "311758489 NO");
    ask(b, WIRE_ASK_WASH_MANY, &many, "", "2: SE");
    ask(b, WIRE_ASK_CHECKOUT, &form, "page", "nb 99");
    ask(b, WIRE_ASK_STATUS, &ref, "r", "500 angret");
    ask(b, WIRE_ASK_CHARGE, &ref, "r", "500 angret");
    ask(b, WIRE_ASK_REFUND, &ref, "r", "500 angret");
    ask(b, WIRE_ASK_WITHDRAW, &ref, "r", "500 angret");
    ask(b, WIRE_ASK_SERVE, &request, "", "200 p /hook");
}

static void test_witness_of_abi_1_0_is_understood(void **state) {
    (void)state;
    struct bench *b = bench_new(&quick);
    n_answers = 0;
    facts_seen = 0;
    open_witness(b);
    ask(b, WIRE_ASK_POLL, NULL, "ten", "10 1130 witness");
    assert_int_equal(__builtin_popcount(facts_seen), FACTS);
    assert_int_equal(b->n_faults, 1);
    assert_int_equal(b->last_fault_line, 7);
    ask_effects(b);
    ask_questions(b);
    /* What was done is remembered in out/, which get() lends. */
    struct status st = {0};
    struct plug_call call = call_to("witness", PATIENCE_MS);
    char key[16];
    (void)snprintf(key, sizeof key, "key%d", (int)WIRE_ASK_COLLECT);
    call.key = text_of(key);
    const size_t before = n_answers;
    assert_true(plug_recall(b->plug, &call, &st) != 0);
    while (n_answers == before) {
        plug_run_once(b->plug, 100);
    }
    assert_string_equal(answers[before].reference, "4711");
    assert_log_has(b, "open");
    assert_log_has(b, "woken");
    bench_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_witness_of_abi_1_0_is_understood)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
