/* replay.c - see replay.h.  Cases are shared out by number; nothing is shared between threads but the
 * question. */
#include "lab/replay.h"

#include "base/check.h"
#include "domain/apply.h"
#include "engine/persons.h"
#include "lab/life.h"
#include "lab/past.h"
#include "store/cases.h"

#include <pthread.h>
#include <string.h>

#define IDS_MAX 1000
#define THREADS_MAX 16
#define PATH_BYTES 4096

struct worker {
    const struct replay_question *q;
    uint32_t part;
    struct engine book;
    struct arena arena, kept; /* of one case; of the movers */
    struct replay sum;
    struct status st;
    int rc;
};

/* One case on its way. */
struct tale {
    struct worker *w;
    const struct past *past;
    struct life life;
    struct replay_sum now;
    struct buf path, body;
    struct hash_parts hash;
    bool strange;
};

/* ---- what a life comes to -------------------------------------------------------------------- */

static void add_events(struct replay_sum *sum, const struct step *s, const struct krav_case *c,
                       struct buf *path) {
    for (uint32_t i = 0; i < s->n_events; i++) {
        const struct event *e = &s->events[i];
        const struct letter_note *l = NULL;
        switch ((int)e->kind) {
        case EVENT_STAGE_ENTERED:
            buf_addf(path, "%s%.*s", path->len > 0 ? " " : "", TEXT_ARG(e->word));
            break;
        case EVENT_LETTER_SENT:
            l = case_letter(c, &e->key);
            sum->letters[l ? l->kind : e->letter][l ? l->by : CHANNEL_LETTER]++;
            break;
        case EVENT_FEE_CHARGED: sum->costs += e->amount; break;
        case EVENT_FEE_WAIVED: sum->costs -= e->amount; break;
        case EVENT_FILED: sum->filings++; break;
        case EVENT_TASK_RAISED: sum->tasks++; break;
        case EVENT_PARKED: sum->parked++; break;
        case EVENT_CLOSED: sum->closed++; break;
        default: break;
        }
    }
}

static int64_t letters_of(const struct replay_sum *s) {
    int64_t n = 0;
    for (int k = 0; k < LETTER_KINDS; k++) {
        for (int by = 0; by <= CHANNEL_PORTAL; by++) {
            n += s->letters[k][by];
        }
    }
    return n;
}

static void sum_add(struct replay_sum *to, const struct replay_sum *s) {
    for (int k = 0; k < LETTER_KINDS; k++) {
        for (int by = 0; by <= CHANNEL_PORTAL; by++) {
            to->letters[k][by] += s->letters[k][by];
        }
    }
    to->filings += s->filings;
    to->tasks += s->tasks;
    to->parked += s->parked;
    to->closed += s->closed;
    to->costs += s->costs;
}

/* ---- telling it again ------------------------------------------------------------------------ */

static int on_turn(void *ctx, struct life *l, const struct step *s, struct text stage) {
    struct tale *t = ctx;
    (void)stage;
    add_events(&t->now, s, &l->of.c, &t->path);
    buf_clear(&t->body);
    for (uint32_t i = 0; i < s->n_events; i++) {
        record_write(&event_record, &s->events[i], &t->body);
    }
    hash_add(&t->hash, buf_text(&t->body));
    return STATUS_OK;
}

static void on_letter(void *ctx, struct life *l, const struct composed *c) {
    (void)ctx, (void)l, (void)c;
}

static void on_refused(void *ctx, struct life *l, const struct action *a,
                       const struct verdict *v) {
    (void)ctx, (void)l, (void)a, (void)v;
}

static bool arrives(void *ctx, struct life *l, const struct hash *key) {
    const struct tale *t = ctx;
    (void)l;
    return !past_refused(t->past, key);
}

static const struct event *event_of(const struct step *s, enum event_kind kind) {
    for (uint32_t i = 0; i < s->n_events; i++) {
        if (s->events[i].kind == kind) {
            return &s->events[i];
        }
    }
    return NULL;
}

/* What the creditor had sent before: told with the claim. */
static void take_earlier(const struct step *s, struct arena *arena, struct step_input *in) {
    struct earlier_letter *letters = arena_take_n(arena, s->n_events + 1u, sizeof *letters);
    for (uint32_t i = 0; i < s->n_events; i++) {
        const struct event *e = &s->events[i];
        if (e->kind == EVENT_LETTER_TAKEN_OVER) {
            letters[in->n_earlier++] =
                (struct earlier_letter){e->letter, e->day, e->until, e->amount};
        }
    }
    in->earlier = letters;
}

/* A running case of an older system: what it came with follows from no rule, so it is told as it
 * was recorded, up to where krav's own rules began. */
static uint32_t opening_events(const struct step *s) {
    uint32_t n = 0;
    while (n < s->n_events && s->events[n].kind != EVENT_STAGE_ENTERED &&
           s->events[n].kind != EVENT_TASK_RAISED && s->events[n].kind != EVENT_PARKED) {
        n++;
    }
    return n;
}

static struct step_input input_of(struct tale *t, const struct step *s) {
    struct step_input in = {.fact = s->fact};
    const struct event *e = event_of(s, EVENT_CLAIM_ADDED);
    if (e && e->n_claims == 1) {
        in.claim = &e->claims[0];
        take_earlier(s, &t->w->arena, &in);
    }
    const struct event *opened = event_of(s, EVENT_CASE_OPENED);
    if (opened) {
        in.fact.subject_id = 0;
        in.creditor = opened->creditor;
        in.debtor = opened->id;
        t->life.of.c.creditor = in.creditor;
        t->life.of.c.debtor = in.debtor;
    }
    if (s->fact.kind == FACT_OPENING) {
        in.recorded = s->events;
        in.n_recorded = opening_events(s);
    }
    e = event_of(s, s->fact.kind == FACT_CREDIT_NOTE ? EVENT_CLAIM_REDUCED
                                                     : EVENT_PAYMENT_ALLOCATED);
    in.claim_number = e ? e->claim : 0;
    return in;
}

static int take_outside(struct tale *t, const struct step *s) {
    struct life *l = &t->life;
    const struct fact *f = &s->fact;
    const struct step_input in = input_of(t, s);
    if (f->kind == FACT_LETTER_RETURNED) { /* of a letter that these rules sent, too? */
        const struct letter_note *note = case_letter(&l->of.c, &f->key);
        if (!note || note->state != LETTER_SENT) {
            return STATUS_OK;
        }
    }
    if (f->kind == FACT_SCORE_RECEIVED || f->kind == FACT_WASH_RECEIVED) { /* did they ask, too? */
        const struct inquiry_note *note = inquiry_of(&l->of.c, &f->key);
        if (!note || note->state != INQUIRY_OUT) {
            return STATUS_OK;
        }
    }
    (void)person_told(f, past_is_ended(f), &l->of.debtor);
    const int rc = life_take(l, &in);
    if (rc == STATUS_REFUSED || rc == STATUS_CORRUPT) { /* it does not fit this life */
        t->strange = true;
        *l->st = (struct status){0, ""};
        return STATUS_OK;
    }
    return rc;
}

/* The day's facts in their order, the book's own work where it stood among them. */
static int live_day(struct tale *t, uint32_t *told) {
    struct life *l = &t->life;
    bool worked = false, rests = false;
    int rc = STATUS_OK;
    for (; *told < t->past->n_outside && rc == STATUS_OK; (*told)++) {
        const struct outside *o = &t->past->outside[*told];
        if (o->step->fact.booked_day > l->e.today) {
            break;
        }
        if (o->after_work && !worked) {
            worked = true;
            rc = life_today(l);
        }
        rc = rc ? rc : take_outside(t, o->step);
        /* What was told last on the last day waits there for tomorrow's work. */
        rests = l->e.today == t->w->q->to && !o->before_work;
    }
    return rc || rests ? rc : life_today(l);
}

static int live(struct tale *t) {
    const struct replay_question *q = t->w->q;
    const struct past *p = t->past;
    struct life *l = &t->life;
    uint32_t told = 0;
    day today = q->from;
    if (p->first == 0 && p->n_outside > 0) { /* it did not begin before */
        today = p->outside[0].step->fact.booked_day;
    }
    int rc = STATUS_OK;
    while (rc == STATUS_OK && today <= q->to) {
        l->e.today = today;
        rc = live_day(t, &told);
        const bool rests = life_is_over(l) || l->of.c.n_claims == 0;
        const day next = rests ? DAY_MAX : life_next(l);
        const day outside = told < p->n_outside ? p->outside[told].step->fact.booked_day : DAY_MAX;
        today = next < outside ? next : outside;
        if (today == DAY_MAX) {
            break;
        }
    }
    return rc;
}

/* ---- one case -------------------------------------------------------------------------------- */

static void begin_life(struct tale *t, int64_t id) {
    struct worker *w = t->w;
    const struct past *p = t->past;
    struct life *l = &t->life;
    l->arena = &w->arena;
    l->st = &w->st;
    l->actor = TEXT("replay");
    l->e = w->book;
    l->e.clock = CLOCK_BOOK; /* at what time of day somebody replays says nothing */
    l->of = (struct standing){.debtor = p->debtor, .n_agenda = p->n_agenda, .arena = &w->arena};
    case_copy(&p->c, &w->arena, &l->of.c);
    l->of.c.id = id;
    memcpy(l->of.agenda, p->agenda, sizeof p->agenda);
    for (uint32_t i = 0; i < p->first; i++) { /* promised before, and not composed yet */
        for (uint32_t k = 0; k < p->steps[i].n_effects; k++) {
            const struct effect *e = &p->steps[i].effects[k];
            const struct letter_note *note = case_letter(&p->c, &e->key);
            if (note && note->state == LETTER_PLANNED) {
                life_promise(l, e, DAY_NONE);
            }
        }
    }
}

/* What was recorded from the first day to the last, for comparison. */
static int sum_past(const struct past *p, struct arena *arena, struct replay_sum *then,
                    struct buf *path, struct status *st) {
    struct krav_case c;
    case_copy(&p->c, arena, &c);
    for (uint32_t i = p->first; i < p->n_steps; i++) {
        const struct step *s = &p->steps[i];
        c.id = s->case_id;
        const int rc = case_fold_step(&c, s->events, s->n_events, arena, st);
        if (rc) {
            return rc;
        }
        add_events(then, s, &c, path);
    }
    return STATUS_OK;
}

static int64_t distance(int64_t a, int64_t b) { return a > b ? a - b : b - a; }

static bool moved_more(const struct replay_case *a, const struct replay_case *b) {
    const int64_t costs_a = distance(a->costs_then, a->costs_now);
    const int64_t costs_b = distance(b->costs_then, b->costs_now);
    const int64_t letters_a = distance(a->letters_then, a->letters_now);
    const int64_t letters_b = distance(b->letters_then, b->letters_now);
    return costs_a != costs_b     ? costs_a > costs_b
           : letters_a != letters_b ? letters_a > letters_b
                                    : a->id < b->id;
}

static void keep_mover(struct replay *r, const struct replay_case *m) {
    uint32_t at = REPLAY_MOVERS;
    while (at > 0 && (r->movers[at - 1].id == 0 || moved_more(m, &r->movers[at - 1]))) {
        at--;
    }
    if (at < REPLAY_MOVERS) {
        memmove(&r->movers[at + 1], &r->movers[at],
                (REPLAY_MOVERS - 1 - at) * sizeof r->movers[0]);
        r->movers[at] = *m;
    }
}

static void compare(struct tale *t, int64_t id, const struct replay_sum *then,
                    const struct buf *path_then) {
    struct worker *w = t->w;
    struct replay *r = &w->sum;
    const struct replay_case m = {.id = id, .letters_then = letters_of(then),
        .letters_now = letters_of(&t->now), .costs_then = then->costs, .costs_now = t->now.costs};
    const bool other_path = !text_eq(buf_text(path_then), buf_text(&t->path));
    r->cases++;
    r->changed += other_path;
    r->strange += t->strange;
    sum_add(&r->then, then);
    sum_add(&r->now, &t->now);
    if (other_path || m.costs_then != m.costs_now || m.letters_then != m.letters_now) {
        struct replay_case kept = m;
        kept.path_then = arena_text(&w->kept, buf_text(path_then));
        kept.path_now = arena_text(&w->kept, buf_text(&t->path));
        keep_mover(r, &kept);
    }
    const struct hash h = hash_end(&t->hash); /* of all cases, in whatever order they came */
    for (size_t i = 0; i < sizeof h.bytes; i++) {
        r->hash.bytes[i] ^= h.bytes[i];
    }
}

/* What one case cannot be told of alone: what came from another, or what names an earlier step. */
static bool needs_others(const struct past *p) {
    for (uint32_t i = 0; i < p->n_outside; i++) {
        const struct fact *f = &p->outside[i].step->fact;
        for (uint32_t k = 0; k < f->n_actions; k++) {
            if (f->actions[k].kind == ACTION_REVERSE || f->actions[k].kind == ACTION_MERGE) {
                return true;
            }
        }
        if (f->kind == FACT_MERGED || f->kind == FACT_PAYMENT_MOVED) {
            return true;
        }
    }
    return false;
}

static void skip(struct worker *w, int64_t id, const char *why) {
    if (w->sum.skipped++ == 0) {
        w->sum.skipped_why = arena_printf(&w->kept, "case %lld: %s", (long long)id, why);
    }
}

static int replay_case(struct worker *w, int64_t id) {
    struct past past;
    struct replay_sum then = {0};
    struct buf path_then;
    struct tale t = {.w = w, .past = &past};
    const struct life_teller teller = {on_turn, on_letter, on_refused, arrives, &t};
    arena_reset(&w->arena);
    int rc = past_read(w->book.db, id, w->q->from, w->q->to, &w->arena, &past, &w->st);
    if (rc || past.n_steps == 0) {
        return rc;
    }
    if (needs_others(&past)) {
        skip(w, id, "it was merged, or something in it was taken back");
        return STATUS_OK;
    }
    buf_init(&path_then, PATH_BYTES);
    buf_init(&t.path, PATH_BYTES);
    buf_init(&t.body, RECORD_SIZE_MAX);
    hash_begin(&t.hash);
    t.life.teller = &teller;
    begin_life(&t, id);
    rc = sum_past(&past, &w->arena, &then, &path_then, &w->st);
    rc = rc ? rc : live(&t);
    if (rc == STATUS_OK) {
        compare(&t, id, &then, &path_then);
    } else if (rc != STATUS_DB && rc != STATUS_IO) {
        skip(w, id, w->st.text);
        w->st = (struct status){0, ""};
        rc = STATUS_OK;
    }
    buf_fini(&t.body);
    buf_fini(&t.path);
    buf_fini(&path_then);
    return rc;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static int open_book(struct worker *w) {
    struct faults faults;
    struct bundle *b = NULL;
    faults_init(&faults, &w->kept, 1);
    int rc = bundle_new(w->q->rules, &faults, &b, &w->st);
    rc = rc ? rc : engine_open(w->q->config, &w->book, &w->st);
    if (rc) {
        bundle_free(b);
        return rc;
    }
    bundle_free(w->book.bundle);
    w->book.bundle = b;
    return STATUS_OK;
}

static void *work(void *ctx) {
    struct worker *w = ctx;
    int64_t ids[IDS_MAX], after = 0;
    uint32_t n = 1;
    w->rc = open_book(w);
    const bool is_open = w->rc == STATUS_OK;
    while (w->rc == STATUS_OK && n > 0) {
        w->rc = cases_ids(w->book.db, after, IDS_MAX, ids, &n, &w->st);
        for (uint32_t i = 0; i < n && w->rc == STATUS_OK; i++) {
            after = ids[i];
            if ((uint64_t)ids[i] % w->q->threads == w->part) {
                w->rc = replay_case(w, ids[i]);
            }
        }
    }
    if (is_open) {
        engine_close(&w->book);
    }
    return NULL;
}

static void gather(const struct worker *w, struct arena *arena, struct replay *out) {
    const struct replay *r = &w->sum;
    out->cases += r->cases;
    out->changed += r->changed;
    out->strange += r->strange;
    out->skipped += r->skipped;
    if (!out->skipped_why.ptr && r->skipped_why.ptr) {
        out->skipped_why = arena_text(arena, r->skipped_why);
    }
    sum_add(&out->then, &r->then);
    sum_add(&out->now, &r->now);
    for (uint32_t i = 0; i < REPLAY_MOVERS && r->movers[i].id != 0; i++) {
        struct replay_case m = r->movers[i];
        m.path_then = arena_text(arena, m.path_then);
        m.path_now = arena_text(arena, m.path_now);
        keep_mover(out, &m);
    }
    for (size_t i = 0; i < sizeof r->hash.bytes; i++) {
        out->hash.bytes[i] ^= r->hash.bytes[i];
    }
}

int lab_replay(const struct replay_question *q, struct arena *arena, struct replay *out,
               struct status *st) {
    struct worker *workers = mem_alloc(THREADS_MAX * sizeof *workers);
    pthread_t threads[THREADS_MAX];
    int rc = STATUS_OK;
    ensure(q->threads >= 1 && q->threads <= THREADS_MAX);
    *out = (struct replay){0};
    for (uint32_t i = 0; i < q->threads; i++) {
        workers[i] = (struct worker){.q = q, .part = i};
        arena_init(&workers[i].arena);
        arena_init(&workers[i].kept);
        ensure(pthread_create(&threads[i], NULL, work, &workers[i]) == 0);
    }
    for (uint32_t i = 0; i < q->threads; i++) {
        ensure(pthread_join(threads[i], NULL) == 0);
        if (workers[i].rc && rc == STATUS_OK) {
            rc = status_fail(st, workers[i].rc, "replay: %s", workers[i].st.text);
        }
        gather(&workers[i], arena, out);
        arena_fini(&workers[i].arena);
        arena_fini(&workers[i].kept);
    }
    mem_free(workers);
    return rc;
}
