/* tell.c - see tell.h. */
#include "engine/tell.h"

#include "base/check.h"
#include "engine/persons.h"
#include "engine/tell_undo.h"
#include "engine/view.h"
#include "store/cases.h"
#include "store/parties.h"

#define FAULTS_MAX 20

/* One thing being told, so that the parts below need no long argument lists. */
struct telling {
    struct engine *e;
    const struct tell *t;
    const struct tell_word *word;
    struct arena *arena;
    struct told *out;
    struct status *st;
    struct action action;
    struct step_input in;
    struct person_step *steps; uint32_t n_steps; /* that were made */
};

static int refuse(struct telling *x, const char *why) {
    return status_fail(x->st, STATUS_REFUSED, "case %lld: %.*s: %s", (long long)x->t->case_id,
                       TEXT_ARG(x->t->what), why);
}

/* Free words stand beside the chain, by hash: they may name people. */
static int keep_words(struct telling *x) {
    struct engine *e = x->e;
    const bool of_filing = x->word->fact == FACT_FILING_RESULT || x->word->action == ACTION_FILED;
    const struct text words = of_filing ? x->t->because : x->t->reason;
    if (words.len == 0) {
        return STATUS_OK;
    }
    const struct text about = arena_printf(x->arena, "step:%lld", (long long)e->head.id + 1);
    return texts_put(e->db, about, words, &x->in.fact.text_hash, x->st);
}

/* What its bytes are; what else it could be is not opened by anybody here. */
static struct text media_type(struct text bytes) {
    if (text_starts(bytes, TEXT("%PDF-"))) {
        return TEXT("application/pdf");
    }
    if (text_starts(bytes, TEXT("\x89PNG\r\n\x1a\n"))) {
        return TEXT("image/png");
    }
    if (text_starts(bytes, TEXT("\xff\xd8\xff"))) {
        return TEXT("image/jpeg");
    }
    if (bytes.len > 0 && text_is_utf8(bytes) && !text_has_control(bytes)) {
        return TEXT("text/plain");
    }
    return (struct text){NULL, 0};
}

static int keep_document(struct telling *x) {
    const struct tell *t = x->t;
    if (!t->document.ptr) {
        return STATUS_OK;
    }
    if (!media_type(t->document).ptr) {
        return status_fail(x->st, STATUS_INVALID, "tell: document: %.*s: neither PDF, PNG, JPEG "
                           "nor plain text", TEXT_ARG(t->document_name));
    }
    const int rc = documents_put(&x->e->documents, t->document, &x->out->document, x->st);
    x->in.fact.document = x->out->document;
    return rc;
}

/* One row for each case that it concerns. */
static int list_document(struct telling *x) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < x->n_steps && x->t->document.ptr && rc == STATUS_OK; i++) {
        const struct document_row row = {.hash = x->out->document,
            .case_id = x->steps[i].case_id, .step = x->steps[i].step,
            .media_type = media_type(x->t->document), .what = x->t->document_name,
            .on = x->e->today, .incoming = true};
        rc = documents_add(x->e->db, &row, x->st);
    }
    return rc;
}

/* Who rang or wrote, and how; of a call of ours its outcome. */
static void write_contact(const struct tell *t, struct fact *f) {
    const bool ours =
        t->outcome.len > 0 || (text_is(t->channel, CALL_CHANNEL) && t->sender.len == 0);
    f->stage = ours ? TEXT(CALL_CHANNEL) : t->channel;
    f->reason = !ours                ? t->sender
                : t->outcome.len > 0 ? t->outcome
                                     : text_of(words_name(&call_outcomes, CALL_REACHED));
}

/* The fact, but for what stands beside the chain. */
static void write_fact(struct telling *x) {
    const struct tell *t = x->t;
    struct fact *f = &x->in.fact;
    *f = (struct fact){.kind = x->word->fact, .subject = SUBJECT_CASE, .subject_id = t->case_id,
        .actor = t->by, .legal_day = t->on ? t->on : x->e->today, .booked_day = x->e->today,
        .until = t->until, .amount = t->amount, .reference = t->reference};
    if (f->kind == FACT_DISPUTE_SETTLED) {
        f->stage = t->outcome;
        f->until = t->should;
    } else if (f->kind == FACT_BREACH) {
        f->stage = t->rule;
    } else if (f->kind == FACT_FILING_RESULT) {
        f->reason = t->reason;
        f->stage = t->kind;
    } else if (f->kind == FACT_PAID_DIRECT) {
        f->source = arena_printf(x->arena, "told:%lld", (long long)x->e->head.id + 1);
    } else if (f->kind == FACT_KEEP_APART) {
        f->reason = t->ended ? TEXT("ended") : (struct text){NULL, 0};
    } else if (f->kind == FACT_CONTACT) {
        write_contact(t, f);
    } else if (f->kind == FACT_CONTACT_OPT_OUT) {
        f->stage = t->channel.len > 0 ? t->channel : TEXT(CALL_CHANNEL);
    } else if (f->kind == FACT_MESSAGE_IN) {
        f->reason = t->sender;
        f->stage = t->channel;
    } else if (f->kind == FACT_ACT) {
        x->action = (struct action){.kind = x->word->action,
            .what = text_of(tell_word_row(x->word)->name), .because = TEXT("by_person"),
            .parts = (int32_t)t->parts, .first = t->first, .days = (int32_t)t->days};
        const struct word *letter = words_by_name(&letter_kinds, t->letter);
        x->action.letter = letter ? (enum letter_kind)letter->value : 0;
        if (t->kind.len > 0) {
            x->action.what = t->kind;
        }
        x->action.on = t->on;
        x->action.into = t->into;
        x->action.uplift = t->uplift;
        x->action.amount = tell_is_plan(x->word) ? t->amount : 0;
        f->actions = &x->action;
        f->n_actions = 1;
    }
}

/* ---- what can only be seen in the book ------------------------------------------------------- */

static int find_claim(struct telling *x) {
    struct krav_case c;
    if (x->t->invoice.len == 0) {
        return STATUS_OK;
    }
    const int rc = cases_load(x->e->db, x->t->case_id, x->arena, &c, x->st);
    for (uint32_t i = 0; i < c.n_claims && rc == STATUS_OK; i++) {
        if (text_eq(c.claims[i].claim.invoice, x->t->invoice)) {
            x->in.claim_number = c.claims[i].claim.number;
            return STATUS_OK;
        }
    }
    return rc ? rc : refuse(x, "the case has no claim of that invoice");
}

/* The letter that came back: the newest that was sent, of the kind that was named if one was. */
static int find_letter(struct telling *x) {
    const struct word *kind = words_by_name(&letter_kinds, x->t->letter);
    struct krav_case c;
    const int rc = cases_load(x->e->db, x->t->case_id, x->arena, &c, x->st);
    for (uint32_t i = rc ? 0 : c.n_letters; i-- > 0;) {
        const struct letter_note *l = &c.letters[i];
        if (l->state == LETTER_SENT && (!kind || (int)l->kind == kind->value)) {
            x->in.fact.key = l->key;
            return STATUS_OK;
        }
    }
    return rc ? rc : refuse(x, kind ? "no letter of that kind has been sent, or it came back already"
                                    : "no letter has been sent that is not back already");
}

static int look(struct telling *x) {
    const enum action_kind act = x->word->fact == FACT_ACT ? x->word->action : 0;
    if (tell_is_plan(x->word)) {
        return tell_plan_look(x->e, x->t, &x->action, x->arena, x->st);
    }
    if (x->t->on > x->e->today) {
        return status_fail(x->st, STATUS_INVALID, "tell: %.*s: a day in the future",
                           TEXT_ARG(x->t->what));
    }
    if (tell_undoes(x->word)) {
        return tell_undo_look(x->e, x->t, &x->in, x->arena, x->st);
    }
    if (act == ACTION_NOTICE_SERVED || act == ACTION_FILED ||
        x->word->fact == FACT_FILING_RESULT) {
        return tell_filing_look(x->e, x->t, x->word, x->arena, x->st);
    }
    if (x->word->fact == FACT_LETTER_RETURNED) {
        return find_letter(x);
    }
    return find_claim(x);
}

/* ---- the steps ------------------------------------------------------------------------------- */

static int tell_person(struct telling *x) {
    struct person_news news = {.fact = x->in.fact, .ended = x->t->ended,
        .guardian = x->t->name, .address = x->t->address, .country = x->t->country,
        .email = x->t->email, .phone = x->t->phone, .not_for_letters = x->t->not_letters};
    const struct word *mandate = words_by_name(&mandates, x->t->mandate);
    news.mandate = mandate ? (enum mandate)mandate->value : 0;
    struct person_changed changed;
    const int rc = persons_change(x->e, &news, x->arena, &changed, x->st);
    x->out->step = changed.told;
    x->steps = changed.steps;
    x->n_steps = changed.n_steps;
    return rc;
}

static int tell_case(struct telling *x) {
    const int rc = engine_step(x->e, &x->in, x->arena, &x->out->step, x->st);
    x->steps = arena_take(x->arena, sizeof *x->steps);
    x->steps[0] = (struct person_step){x->out->step.case_id, x->out->step.step};
    x->n_steps = 1;
    return rc;
}

/* A word that came is recorded, whatever the rules wanted after it.  An act that the law refused is
 * not: the person gets the reason. */
static int answer(struct telling *x) {
    const struct verdict *v = &x->out->step.worst;
    const struct reason *r = law_reason(v->reason);
    const long long id = x->t->case_id;
    char text[DAY_TEXT];
    if (v->kind == 0 || x->word->fact != FACT_ACT) {
        return STATUS_OK;
    }
    if (v->kind == VERDICT_NOT_BEFORE) {
        return status_fail(x->st, STATUS_REFUSED, "case %lld: %.*s: not before %s: %s (%.*s)", id,
                           TEXT_ARG(x->t->what), day_format(v->not_before, text),
                           r ? r->english : "", TEXT_ARG(v->paragraph));
    }
    return status_fail(x->st, STATUS_REFUSED, "case %lld: %.*s: %s (%.*s)", id,
                       TEXT_ARG(x->t->what), r ? r->english : "refused", TEXT_ARG(v->paragraph));
}

static int tell_it(struct telling *x) {
    int rc = keep_words(x);
    rc = rc ? rc : keep_document(x);
    rc = rc ? rc : tell_undo_keep(x->e, x->t, &x->in, x->arena, x->st);
    rc = rc ? rc : fact_subject(x->word->fact) == SUBJECT_PARTY ? tell_person(x) : tell_case(x);
    rc = rc ? rc : tell_undo_follow(x->e, x->t, &x->in, x->arena, &x->out->other, x->st);
    rc = rc ? rc : list_document(x);
    x->out->n_cases = x->n_steps;
    return rc ? rc : answer(x);
}

int engine_tell(struct engine *e, const struct tell *said, struct arena *arena, struct told *out,
                struct status *st) {
    struct faults faults;
    struct tell where = *said; /* its claims may have gone into another case */
    const struct tell *const t = &where;
    faults_init(&faults, arena, FAULTS_MAX);
    *out = (struct told){0};
    struct telling x = {.e = e, .t = t, .word = tell_check(t, &faults), .arena = arena,
        .out = out, .st = st};
    if (faults_any(&faults)) {
        return status_fail(st, STATUS_INVALID, "%.*s", TEXT_ARG(faults.items[0]));
    }
    ensure(x.word != NULL);
    int rc = cases_follow(e->db, &where.case_id, st);
    rc = rc ? rc : cases_follow(e->db, &where.to, st);
    write_fact(&x);
    rc = rc ? rc : look(&x);
    rc = rc ? rc : engine_chunk_begin(e, st);
    rc = rc ? rc : tell_it(&x);
    if (rc == STATUS_OK && !t->dry_run) {
        return engine_chunk_commit(e, st);
    }
    if (e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}
