/* bench_verdict.c - millions of verdicts a second: one verdict of the law on a case with a life behind it, against an empty function
 * called as often that walks over the case's letters once; and the clock over law_judge that says
 * how much of a night the guard is (guard.h). */
#include "engine/intake.h"
#include "engine/view.h"
#include "guard.h"
#include "meter.h"
#include "office.h"
#include "store/cases.h"

#define TURNS 7

/* ---- the clock over the guard ---------------------------------------------------------------- */

/* The linker sends every call of law_judge here. */
void __wrap_law_judge(const struct law_question *q, struct verdict *out);
static struct guard_time spent;

void __wrap_law_judge(const struct law_question *q, struct verdict *out) {
    const int64_t from = meter_ns();
    __real_law_judge(q, out);
    spent.ns += meter_ns() - from;
    spent.n++;
}

struct guard_time guard_time(void) {
    return spent;
}

/* ---- one verdict ----------------------------------------------------------------------------- */

typedef void judge_fn(const struct law_question *q, struct verdict *out);

/* What no verdict can leave out: a call, an answer, and each letter's kind, state and deadline
 * looked at once. */
static void judge_nothing(const struct law_question *q, struct verdict *out) {
    const struct krav_case *c = q->snapshot->c;
    day latest = DAY_NONE;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->kind != 0 && l->state == LETTER_SENT && l->deadline > latest) {
            latest = l->deadline;
        }
    }
    *out = (struct verdict){.kind = VERDICT_ALLOWED, .not_before = latest};
}

/* Called through a pointer that the compiler cannot see through. */
static int64_t run(judge_fn *volatile judge, const struct law_question *q, int64_t n,
                   enum verdict_kind expected) {
    struct verdict v;
    const int64_t from = meter_ns();
    for (int64_t i = 0; i < n; i++) {
        judge(q, &v);
        bench_must(v.kind != expected, NULL, "another verdict than expected");
    }
    return meter_ns() - from;
}

static void measure(const struct law_question *q, const char *figure, int64_t n,
                    enum verdict_kind expected) {
    struct series series = {.figure = figure, .unit = "M/s"};
    for (int i = 0; i < TURNS; i++) {
        const int64_t ours = run(__real_law_judge, q, n, expected);
        const int64_t floor = run(judge_nothing, q, n, VERDICT_ALLOWED);
        series_add(&series, meter_per_second(n, ours) / 1e6, meter_per_second(n, floor) / 1e6);
    }
    series_print(&series);
}

/* Reminder, notice and demand, each missed: the next is the notice of legal collection, and the
 * heavy costs may come. */
static void live(struct case_view *v, struct letter_note *letters, day today) {
    static const struct {
        enum letter_kind kind;
        int32_t days_ago;
    } sent[] = {{LETTER_REMINDER, 110}, {LETTER_COLLECTION_NOTICE, 90}, {LETTER_PAYMENT_DEMAND, 70}};
    v->c.letters = letters;
    v->c.n_letters = 0;
    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++) {
        const day on = today - sent[i].days_ago;
        letters[v->c.n_letters++] = (struct letter_note){.kind = sent[i].kind, .state = LETTER_SENT,
            .by = CHANNEL_LETTER, .stage_entry = 1, .claims_upto = 1, .days = 14, .planned = on,
            .composed = on, .sent = on, .deadline = on + 15, .quote = CLAIM_PRINCIPAL};
    }
}

static void judge_all(const struct engine *e, const struct snapshot *s, int64_t n_rounds) {
    const struct action legal = {.kind = ACTION_SEND, .letter = LETTER_LEGAL_NOTICE,
        .by = CHANNEL_LETTER, .days = 14};
    const struct action again = {.kind = ACTION_SEND, .letter = LETTER_PAYMENT_DEMAND,
        .by = CHANNEL_LETTER, .days = 14};
    const struct action heavy = {.kind = ACTION_CHARGE, .fee = FEE_HEAVY};
    const struct action close = {.kind = ACTION_CLOSE};
    struct law_question q = {.law = e->law, .snapshot = s, .action = &legal};
    measure(&q, "verdict, send: allowed", n_rounds, VERDICT_ALLOWED);
    q.action = &again;
    measure(&q, "verdict, send: forbidden", n_rounds, VERDICT_FORBIDDEN);
    q.action = &heavy;
    measure(&q, "verdict, charge: heavy costs", n_rounds, VERDICT_ALLOWED);
    q.action = &close;
    measure(&q, "verdict, close: money is open", n_rounds, VERDICT_PERSON);
}

void bench_verdict(int64_t n_rounds) {
    struct office o;
    struct arena arena;
    struct status st = {0, ""};
    struct case_view v;
    struct letter_note letters[4];
    enum taken taken;
    int64_t id = 0;
    office_open(&o);
    arena_init(&arena);
    const struct incoming in = office_claim(&o, o.e.today - 130, &arena);
    bench_must(cases_next_id(o.e.db, &id, &st), &st, "next case");
    bench_must(engine_chunk_begin(&o.e, &st), &st, "begin");
    bench_must(intake_record(&o.e, &in, TEXT("bench"), &arena, &taken, &st), &st, "claim");
    bench_must(engine_chunk_commit(&o.e, &st), &st, "commit");
    bench_must(engine_view(&o.e, id, NULL, &arena, &v, &st), &st, "case");
    live(&v, letters, o.e.today);
    const struct snapshot_input seen = {o.e.today, NULL, &v.c, &v.debtor, v.creditor, v.agreement,
        &o.e.law->interest};
    bench_must(snapshot_make(&seen, &v.snapshot, &st), &st, "snapshot");
    judge_all(&o.e, &v.snapshot, n_rounds);
    arena_fini(&arena);
    office_close(&o);
}
