/* day.c - see day.h. */
#include "engine/day.h"

#include "base/check.h"
#include "engine/book_rates.h"
#include "engine/debits.h"
#include "engine/disk.h"
#include "engine/dispatch.h"
#include "engine/funds.h"
#include "engine/inquire.h"
#include "engine/pay_pages.h"
#include "engine/payout.h"
#include "engine/provider_back.h"
#include "engine/refund.h"
#include "engine/remit.h"
#include "engine/statement_files.h"
#include "engine/step.h"
#include "engine/washing.h"
#include "store/agenda.h"
#include "store/cases.h"

#define BATCH_MAX 1000
#define ROUNDS_MAX 16 /* agenda and outbox feed each other; a rule that never rests ends here */

/* One due case.  What goes wrong with it parks it; the others go on. */
static int look_at(struct engine *e, const struct agenda_due *due, struct arena *arena,
                   struct status *st) {
    const struct step_input in = {.fact = {.kind = FACT_DAY_REACHED, .subject = SUBJECT_CASE,
        .subject_id = due->case_id, .actor = TEXT("agenda"), .legal_day = e->today,
        .booked_day = e->today, .why = due->why}};
    struct step_outcome out;
    struct status why = {0, ""};
    int64_t where = due->case_id;
    int rc = cases_follow(e->db, &where, st);
    if (rc || where != due->case_id) { /* merged by a case that was looked at before it */
        return rc;
    }
    e->counters.looked_at++;
    rc = engine_step(e, &in, arena, &out, &why);
    if (rc == STATUS_OK) {
        return STATUS_OK;
    }
    if (rc == STATUS_DB || rc == STATUS_IO || !db_in_transaction(e->db)) {
        *st = why;
        return rc;
    }
    /* Every other case would be parked as well, and need a person each. */
    if (book_lacks_rate(e, rc)) {
        return status_fail(st, rc, "case %lld: %s: the day stands still until the rate is known "
                           "(krav rates import)", (long long)due->case_id, why.text);
    }
    return engine_park(e, due->case_id, TEXT("step_failed"), text_of(why.text), arena, st);
}

int day_agenda(struct engine *e, struct status *st) {
    struct agenda_due *due = mem_alloc(BATCH_MAX * sizeof *due);
    struct arena arena;
    arena_init(&arena);
    int rc = STATUS_OK;
    for (uint32_t n = 1; rc == STATUS_OK && n > 0;) {
        rc = agenda_due(e->db, e->today, BATCH_MAX, due, &n, st);
        if (rc || n == 0) {
            break;
        }
        rc = engine_chunk_begin(e, st);
        for (uint32_t i = 0; i < n && rc == STATUS_OK && !engine_chunk_is_full(e); i++) {
            arena_reset(&arena);
            rc = look_at(e, &due[i], &arena, st);
        }
        rc = rc ? rc : engine_chunk_commit(e, st);
        /* What is left of the batch is still due, and is read again. */
        rc = rc ? rc : engine_breathe(e, st);
    }
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&arena);
    mem_free(due);
    return rc;
}

int day_would(struct engine *e, struct counters *out, struct status *st) {
    *out = (struct counters){0};
    return agenda_count(e->db, e->today, &out->looked_at, st);
}

static int outbox_has_work(struct engine *e, bool *has, struct status *st) {
    const int rc = inquire_has_work(e, has, st);
    return rc || *has ? rc : dispatch_has_work(e, has, st);
}

/* Questions first: their answers may decide about letters.  A provider that is down stops none. */
static int work_outbox(struct engine *e, struct desk *d, struct status *st) {
    struct status why = {0, ""};
    const int asked = inquire_run(e, d, &why);
    const int rc = dispatch_run(e, d, st);
    if (rc == STATUS_OK && asked) {
        *st = why;
    }
    return rc ? rc : asked;
}

static int work_remains(struct engine *e, bool *has, struct status *st) {
    struct agenda_due due;
    uint32_t n = 0;
    const int rc = agenda_due(e->db, e->today, 1, &due, &n, st);
    *has = n > 0;
    return rc || *has ? rc : outbox_has_work(e, has, st);
}

int day_pay(struct engine *e, const struct day_work *w, struct status *st) {
    bool pay = false, write = false;
    bool may = false;
    int rc = funds_may_pay(e, &may, st);
    rc = rc || !may ? rc : refund_day(e, st);
    rc = rc || e->config->payout_plugin.len == 0 ? rc : payout_has_work(e, &pay, st);
    rc = rc ? rc : statement_files_any(e, &write, st);
    if (rc || (!pay && !write)) {
        return rc;
    }
    struct desk *d = NULL;
    if (pay || e->config->letter_renderer.len > 0) {
        d = w->desk(w->ctx, st);
        rc = d ? STATUS_OK : st->code;
    }
    rc = rc || !pay ? rc : payout_run(e, d, st);
    return rc || !write ? rc : statement_files_write(e, d, st);
}

/* Refunds and pages at the provider; a plugin that is gone from krav.conf leaves all as it stands. */
static int work_at_provider(struct engine *e, const struct day_work *w, struct status *st) {
    bool back = false, pages = false;
    if (e->config->checkout_plugin.len == 0) {
        return STATUS_OK;
    }
    int rc = provider_back_has_work(e, &back, st);
    rc = rc ? rc : pay_pages_has_work(e, &pages, st);
    if (rc || (!back && !pages)) {
        return rc;
    }
    struct desk *d = w->desk(w->ctx, st);
    rc = d ? STATUS_OK : st->code;
    rc = rc || !back ? rc : provider_back_run(e, d, st);
    return rc || !pages ? rc : pay_pages_run(e, d, st);
}

/* Last: what the day brought decides who may still be asked. */
static int ask_banks(struct engine *e, const struct day_work *w, struct status *st) {
    bool has = false;
    const int rc = debits_has_work(e, &has, st);
    if (rc || !has) {
        return rc;
    }
    struct desk *d = w->desk(w->ctx, st);
    return d ? debits_run(e, d, st) : st->code;
}

int day_finish(struct engine *e, const struct day_work *w, struct day_report *out,
               struct status *st) {
    const struct counters before = e->counters;
    bool has = true;
    int rc = remit_open_purses(e, st);
    rc = rc ? rc : funds_day(e, st);
    rc = rc ? rc : remit_day(e, st);
    rc = rc ? rc : washing_day(e, st);
    rc = rc ? rc : work_remains(e, &has, st);
    for (int round = 0; rc == STATUS_OK && has && round < ROUNDS_MAX; round++) {
        const int64_t facts = e->counters.facts;
        rc = day_agenda(e, st);
        rc = rc ? rc : outbox_has_work(e, &has, st);
        if (rc == STATUS_OK && has) {
            struct desk *d = w->desk(w->ctx, st);
            rc = d ? work_outbox(e, d, st) : st->code;
        }
        rc = rc ? rc : work_remains(e, &has, st);
        has = has && e->counters.facts > facts; /* else only what waits for an answer is left */
    }
    rc = rc ? rc : day_pay(e, w, st);
    rc = rc ? rc : work_at_provider(e, w, st);
    rc = rc ? rc : ask_banks(e, w, st);
    out->day = e->today;
    out->counters = e->counters;
    out->counters.facts -= before.facts;
    out->counters.decisions -= before.decisions;
    out->counters.events -= before.events;
    out->counters.refused -= before.refused;
    out->counters.parked -= before.parked;
    out->counters.looked_at -= before.looked_at;
    out->counters.letters_sent -= before.letters_sent;
    for (int i = 0; i < EFFECT_KINDS; i++) {
        out->counters.effects[i] -= before.effects[i];
    }
    return rc;
}

int day_open(struct engine *e, day to, struct status *st) {
    char text[DAY_TEXT];
    int64_t step = 0;
    const struct fact fact = {.kind = FACT_DAY_OPENED, .subject = SUBJECT_BOOK,
        .actor = TEXT("clock"), .legal_day = to, .booked_day = to};
    int rc = engine_chunk_begin(e, st);
    rc = rc ? rc : engine_book_step(e, &fact, NULL, 0, &step, st);
    rc = rc ? rc : db_value_put(e->db, "day", text_of(day_format(to, text)), st);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc) {
        if (e->in_chunk) {
            engine_chunk_drop(e);
        }
        return rc;
    }
    e->today = to;
    return STATUS_OK;
}

int day_witness(struct engine *e, struct status *st) {
    struct buf line, path;
    char text[DAY_TEXT], hex[HASH_HEX];
    buf_init(&line, 256);
    buf_init(&path, 4096);
    buf_addf(&line, "%s %lld %s\n", day_format(e->today, text), (long long)e->head.id,
             hash_hex(&e->head.hash, hex));
    buf_addf(&path, "%s/" WITNESS_FILE, e->config->home);
    const int rc = disk_append(path.ptr, buf_text(&line), st);
    buf_fini(&line);
    buf_fini(&path);
    return rc;
}
