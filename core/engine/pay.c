/* pay.c - see pay.h. */
#include "engine/pay.h"

#include <string.h>

#include "domain/kid.h"
#include "domain/plan_schedule.h"
#include "engine/commit.h"
#include "engine/pay_pages.h"
#include "engine/provider_ask.h"
#include "engine/view.h"
#include "store/cases.h"
#include "store/outbox.h"
#include "store/pages.h"
#include "store/parties.h"

#define SECRET_CHARS 20 /* of five bits each */
#define OPEN_MS 15000
#define RECALL_MS 8000

/* ---- codes ----------------------------------------------------------------------------------- */

int pay_code(const struct engine *e, int64_t case_id, const struct hash *key, char out[PAY_CODE],
             struct status *st) {
    static const char alphabet[] = "abcdefghijkmnpqrstuvwxyz23456789"; /* none looks like another */
    char hex[HASH_HEX], about[HASH_HEX + 40];
    struct hash secret;
    (void)snprintf(about, sizeof about, "pay:%lld:%s", (long long)case_id,
                   key ? hash_hex(key, hex) : "case");
    const int rc = texts_salt(e->db, text_of(about), &secret, st);
    int n = snprintf(out, PAY_CODE, "%lld-", (long long)case_id);
    for (int i = 0; i < SECRET_CHARS; i++) {
        out[n++] = alphabet[secret.bytes[i] & 31];
    }
    out[n] = '\0';
    return rc;
}

int pay_link(const struct engine *e, int64_t case_id, const struct hash *key, struct arena *arena,
             struct text *url, struct status *st) {
    char code[PAY_CODE];
    *url = (struct text){NULL, 0};
    if (e->config->public_url.len == 0 || e->config->checkout_plugin.len == 0) {
        return STATUS_OK;
    }
    const int rc = pay_code(e, case_id, key, code, st);
    if (rc == STATUS_OK) {
        *url = arena_printf(arena, "%.*s/pay/%s", TEXT_ARG(e->config->public_url), code);
    }
    return rc;
}

/* Takes as long whatever differs. */
static bool is_same(struct text code, const char *want) {
    const size_t len = strlen(want);
    unsigned differs = code.len != len;
    for (size_t i = 0; i < len && code.len == len; i++) {
        differs |= (unsigned)(code.ptr[i] ^ want[i]);
    }
    return differs == 0;
}

/* The case that the code names, and its letter, NULL for the case's own; *id is 0 if it is no code. */
static int find(struct engine *e, struct text code, struct arena *arena, int64_t *id,
                struct hash *letter, struct status *st) {
    struct text rest = code, head;
    struct krav_case c;
    struct status none = {0, ""};
    char want[PAY_CODE];
    int64_t number = 0;
    *id = 0;
    *letter = (struct hash){{0}};
    if (code.len >= PAY_CODE || !text_cut(&rest, '-', &head) || !text_all_digits(head) ||
        !text_to_i64(head, &number) || cases_load(e->db, number, arena, &c, &none)) {
        return STATUS_OK;
    }
    int rc = pay_code(e, number, NULL, want, st);
    *id = rc == STATUS_OK && is_same(code, want) ? number : 0;
    for (uint32_t i = 0; i < c.n_letters && rc == STATUS_OK && *id == 0; i++) {
        rc = pay_code(e, number, &c.letters[i].key, want, st);
        if (rc == STATUS_OK && is_same(code, want)) {
            *id = number;
            *letter = c.letters[i].key;
        }
    }
    return rc;
}

/* ---- what is owed ---------------------------------------------------------------------------- */

/* Whoever pays what a letter asks for within its deadline owes nothing more. */
static ore quoted(const struct snapshot *s, const struct hash *letter) {
    for (uint32_t i = s->c->n_letters; i-- > 0;) {
        const struct letter_note *l = &s->c->letters[i];
        const bool is_it = hash_is_zero(letter) || hash_eq(&l->key, letter);
        const bool went_out = l->state == LETTER_SENT || l->state == LETTER_COMPOSED;
        if (is_it && went_out && l->deadline >= s->today && l->quote > l->paid) {
            return l->quote - l->paid;
        }
    }
    return 0;
}

static int owed(struct engine *e, const struct case_view *v, const struct hash *letter,
                struct arena *arena, ore *amount, struct status *st) {
    const struct snapshot *s = &v->snapshot;
    /* What is held or disputed is not asked for; its pages are withdrawn (pay_pages.h). */
    const bool asked_for = case_is_open(&v->c) && !s->disputed && !s->held;
    *amount = asked_for && s->open > 0 ? s->open : 0;
    if (*amount > 0 && s->plan_runs) {
        struct plan_schedule left;
        const struct schedule_input in = {s->c, s->agreement, &e->law->interest, s->today};
        const int rc = plan_schedule_left(&in, &s->c->plan, arena, &left, st);
        if (rc == STATUS_OK && left.n_rows > 0) {
            *amount = money_min(*amount, left.rows[0].amount);
        }
        return rc;
    }
    const ore quote = quoted(s, letter);
    if (quote > 0) {
        *amount = money_min(*amount, quote);
    }
    return STATUS_OK;
}

int pay_look(struct engine *e, struct text code, struct arena *arena, struct pay *out,
             struct status *st) {
    struct case_view *v = arena_take(arena, sizeof *v);
    struct hash letter;
    char kid[KID_OWN_LEN + 1];
    *out = (struct pay){.way = PAY_UNKNOWN};
    int rc = find(e, code, arena, &out->case_id, &letter, st);
    if (rc || out->case_id == 0) {
        return rc;
    }
    rc = cases_follow(e->db, &out->case_id, st);
    rc = rc ? rc : engine_view(e, out->case_id, NULL, arena, v, st);
    rc = rc ? rc : owed(e, v, &letter, arena, &out->amount, st);
    out->way = out->amount > 0 ? PAY_OWED : PAY_NOTHING;
    out->kid = arena_text(arena, text_of(kid_make(out->case_id, 0, kid)));
    return rc;
}

/* ---- opening --------------------------------------------------------------------------------- */

struct opening_of {
    struct engine *e;
    struct desk *d;
    struct arena *arena;
    struct pay *pay;
    struct text code;
    int64_t n_taken_back; /* pages of the case: after each a new one is opened */
    struct outbox_row row;
    struct status *st;
};

static struct hash key_of(const struct opening_of *o) {
    struct hash_parts h;
    char numbers[80];
    (void)snprintf(numbers, sizeof numbers, "%lld %d %lld", (long long)o->pay->amount,
                   (int)o->e->today, (long long)o->n_taken_back);
    hash_begin(&h);
    hash_add(&h, TEXT("pay"));
    hash_add(&h, o->code);
    hash_add(&h, text_of(numbers));
    return hash_end(&h);
}

/* The fact, and with it the promise; asked at once, since nothing comes between. */
static int promise(struct opening_of *o) {
    struct engine *e = o->e;
    struct effect effect = {.key = key_of(o), .kind = EFFECT_CHECKOUT, .planned = e->today,
        .last_day = e->today};
    struct step s = {.fact = {.kind = FACT_PAY_OPENED, .subject = SUBJECT_BOOK,
        .actor = TEXT("pay"), .legal_day = e->today, .booked_day = e->today,
        .amount = o->pay->amount, .kid = o->pay->kid}, .effects = &effect, .n_effects = 1};
    int rc = commit_book_step(e, &s, o->arena, o->st);
    const struct page page = {.key = effect.key, .step = e->head.id, .case_id = o->pay->case_id,
        .amount = o->pay->amount};
    rc = rc ? rc : pages_add(e->db, &page, o->st);
    return rc ? rc : outbox_get(e->db, &effect.key, o->arena, &o->row, o->st);
}

static int move(struct opening_of *o, enum effect_state to) {
    o->row.state = to;
    return outbox_move(o->e->db, &o->row, o->st);
}

static int mark_asked(struct opening_of *o) {
    const struct hash key = key_of(o);
    struct status none = {0, ""};
    int rc = engine_chunk_begin(o->e, o->st);
    if (rc == STATUS_OK && outbox_get(o->e->db, &key, o->arena, &o->row, &none)) {
        rc = promise(o);
    }
    const enum effect_state was = o->row.state;
    if (rc == STATUS_OK && (was == EFFECT_PLANNED || was == EFFECT_COMPOSED)) {
        o->row.attempts++;
        o->row.plugin = o->e->config->checkout_plugin;
        rc = move(o, EFFECT_ASKED);
    }
    rc = rc ? rc : engine_chunk_commit(o->e, o->st);
    if (rc && o->e->in_chunk) {
        engine_chunk_drop(o->e);
    }
    return rc;
}

static struct plug_call call_for(struct opening_of *o, int64_t timeout_ms) {
    char hex[HASH_HEX];
    return (struct plug_call){.plugin = o->e->config->checkout_plugin, .timeout_ms = timeout_ms,
        .key = arena_text(o->arena, text_of(hash_hex(&o->row.effect.key, hex))),
        .agency = o->e->config->sender.org,
        .case_ref = arena_printf(o->arena, "%lld", (long long)o->pay->case_id)};
}

static struct text return_url(struct opening_of *o) {
    return arena_printf(o->arena, "%.*s/pay/thanks", TEXT_ARG(o->e->config->public_url));
}

static const struct question *ask(struct opening_of *o) {
    const struct plug_call call = call_for(o, OPEN_MS);
    const struct pay_form form = {o->pay->amount, o->pay->kid,
        arena_printf(o->arena, "Sak %lld", (long long)o->pay->case_id), return_url(o)};
    struct status why = {0, ""};
    desk_clear(o->d);
    return provider_await(o->e, o->d, records_open_payment(o->d->plug, &call, &form, &why));
}

static const struct question *recall(struct opening_of *o) {
    const struct plug_call call = call_for(o, RECALL_MS);
    struct status why = {0, ""};
    desk_clear(o->d);
    return provider_await(o->e, o->d, plug_recall(o->d->plug, &call, &why));
}

/* UNKNOWN is recalled: DONE and RETRY both mean that the same key may be asked for again; the plugin
 * gives the same payment, or opens it now. */
static const struct question *ask_carefully(struct opening_of *o) {
    if (o->row.state == EFFECT_ASKED && o->row.attempts > 1) {
        const struct question *q = recall(o);
        if (!q || q->outcome == OUTCOME_UNKNOWN || q->outcome == OUTCOME_REFUSED) {
            return q;
        }
    }
    const struct question *q = ask(o);
    if (q && q->outcome == OUTCOME_UNKNOWN) {
        q = recall(o);
        q = q && (q->outcome == OUTCOME_DONE || q->outcome == OUTCOME_RETRY) ? ask(o) : q;
    }
    return q;
}

static int keep_answer(struct opening_of *o, const struct question *q, enum outcome outcome) {
    const bool is_open = o->pay->way == PAY_OPENED;
    o->row.reason = outcome == OUTCOME_REFUSED ? arena_text(o->arena, text_head(q->reason, 200))
                                               : o->row.reason;
    int rc = engine_chunk_begin(o->e, o->st);
    if (rc == STATUS_OK) {
        rc = is_open ? pay_page_opened(o->e, &o->row, arena_text(o->arena, q->reference), o->st)
                     : pay_page_failed(o->e, &o->row, outcome == OUTCOME_REFUSED ? EFFECT_REFUSED
                                                                                : EFFECT_COMPOSED,
                                       o->st);
    }
    rc = rc ? rc : engine_chunk_commit(o->e, o->st);
    if (rc && o->e->in_chunk) {
        engine_chunk_drop(o->e);
    }
    return rc;
}

static int take_answer(struct opening_of *o, const struct question *q) {
    const enum outcome outcome = q ? q->outcome : OUTCOME_RETRY;
    const bool is_open = outcome == OUTCOME_DONE && q->pay_url.len > 0;
    o->pay->way = is_open ? PAY_OPENED : outcome == OUTCOME_REFUSED ? PAY_REFUSED : PAY_LATER;
    o->pay->url = is_open ? arena_text(o->arena, q->pay_url) : o->pay->url;
    const int rc = o->row.state != EFFECT_ASKED || outcome == OUTCOME_UNKNOWN
                       ? STATUS_OK
                       : keep_answer(o, q, outcome);
    return rc || !is_open ? rc : pay_pages_end(o->e, o->d, o->pay->case_id, o->st);
}

int pay_open(struct engine *e, struct desk *d, struct text code, struct arena *arena,
             struct pay *out, struct status *st) {
    struct opening_of o = {.e = e, .d = d, .arena = arena, .pay = out, .code = code, .st = st};
    int rc = pay_look(e, code, arena, out, st);
    if (rc || out->way != PAY_OWED) {
        return rc;
    }
    rc = pages_taken_back(e->db, out->case_id, &o.n_taken_back, st);
    rc = rc ? rc : mark_asked(&o);
    if (rc) {
        return rc;
    }
    if (o.row.state == EFFECT_REFUSED || !desk_ready(d, e->config->checkout_plugin)) {
        out->way = o.row.state == EFFECT_REFUSED ? PAY_REFUSED : PAY_LATER;
        return STATUS_OK;
    }
    return take_answer(&o, ask_carefully(&o));
}
