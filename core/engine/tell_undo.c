/* tell_undo.c - see tell_undo.h. */
#include "engine/tell_undo.h"

#include "engine/provider_back.h"
#include "engine/refund.h"
#include "law/undoing.h"
#include "store/cases.h"
#include "store/journal.h"
#include "store/parties.h"

bool tell_undoes(const struct tell_word *w) {
    return w->fact == FACT_PAYMENT_MOVED ||
           (w->fact == FACT_ACT && (w->action == ACTION_REVERSE || w->action == ACTION_REFUND));
}

static int refuse(const struct tell *t, struct status *st, const char *why) {
    return status_fail(st, STATUS_REFUSED, "case %lld: %.*s: %s", (long long)t->case_id,
                       TEXT_ARG(t->what), why);
}

/* ---- reverse --------------------------------------------------------------------------------- */

struct found {
    int64_t wanted;
    struct text body;
    struct arena *arena;
};

static int on_step(void *ctx, const struct journal_row *row) {
    struct found *f = ctx;
    if (row->id == f->wanted) {
        f->body = arena_text(f->arena, row->body);
    }
    return 1; /* the first after wanted - 1 is it, or there is none */
}

static int find_step(struct engine *e, const struct tell *t, struct step_input *in,
                     struct arena *arena, struct status *st) {
    struct found f = {.wanted = t->step, .arena = arena};
    struct step *undone = arena_take(arena, sizeof *undone);
    int rc = t->step > 0 ? journal_walk(e->db, t->case_id, t->step - 1, on_step, &f, st)
                         : STATUS_OK;
    if (rc == STATUS_OK && f.body.len == 0) {
        return refuse(t, st, "the case has no such step");
    }
    rc = rc ? rc : record_read(&step_record, f.body, arena, undone, st);
    in->undone = undone;
    in->fact.about = t->step;
    return rc;
}

/* ---- refund ---------------------------------------------------------------------------------- */

static int no_payer(const struct tell *t, ore room, struct arena *arena, struct status *st) {
    char kroner[MONEY_TEXT];
    return refuse(t, st,
                  room > 0 ? arena_cstr(arena, arena_printf(arena, "what was paid at the provider can "
                             "give back %s kroner at once: say --amount, or give the --account",
                             money_format(room, kroner)))
                           : "nobody said from which account it came, and no provider takes it back: "
                             "give the --account");
}

/* To the account that the newest payment of too much came from, or back where it was paid: at the
 * provider's, as long as that can bear it. */
static int find_payer(struct engine *e, const struct tell *t, struct step_input *in,
                      struct arena *arena, struct status *st) {
    struct krav_case c;
    struct text account, name, there;
    ore room = 0;
    const bool by_bank = e->config->payout_plugin.len > 0;
    int rc = cases_load(e->db, t->case_id, arena, &c, st);
    const ore amount = rc || in->fact.amount > 0 ? in->fact.amount : c.overpaid;
    rc = rc || t->account.len > 0 || amount <= 0
             ? rc
             : provider_back_find(e, &c, amount, &there, &room, st);
    const bool at_provider = rc == STATUS_OK && room >= amount && amount > 0;
    if (rc == STATUS_OK && c.overpaid > 0 && !by_bank && !at_provider) {
        return refuse(t, st, "krav.conf: [channels] payout: missing: nobody can take payouts to "
                             "the bank");
    }
    if (rc || t->account.len > 0) {
        return rc;
    }
    for (uint32_t i = c.n_payments; by_bank && i-- > 0;) {
        const struct payment_note *p = &c.payments[i];
        if (!p->undone && !p->direct && p->over > 0) {
            if (at_provider && text_eq(p->source, there)) {
                break;
            }
            if (!hash_is_zero(&p->payer)) {
                in->fact.payer = p->payer;
                return refund_payer(e, &p->payer, arena, &account, &name, st);
            }
        }
    }
    if (at_provider) {
        in->fact.reverses = there;
        return STATUS_OK;
    }
    return c.overpaid > 0 ? no_payer(t, room, arena, st) : STATUS_OK; /* the law says why not */
}

/* ---- move-payment ---------------------------------------------------------------------------- */

static const struct payment_note *payment_of(const struct krav_case *c, struct text source) {
    int64_t number = 0;
    for (uint32_t i = c->n_payments; i-- > 0;) {
        if (!c->payments[i].undone && text_eq(c->payments[i].source, source)) {
            return &c->payments[i];
        }
    }
    return text_to_i64(source, &number) && number >= 1 && number <= c->n_payments
               ? &c->payments[number - 1]
               : NULL;
}

static int check_other(struct engine *e, const struct tell *t, const struct krav_case *from,
                       struct arena *arena, struct status *st) {
    struct krav_case to;
    struct status none = {0, ""};
    const int rc = cases_load(e->db, t->to, arena, &to, &none);
    if (rc) {
        return rc == STATUS_NOT_FOUND ? refuse(t, st, "there is no such other case")
                                      : status_fail(st, rc, "%s", none.text);
    }
    if (!case_is_open(&to)) {
        return refuse(t, st, "the other case is closed");
    }
    if (from->creditor != to.creditor && !t->consent &&
        undoing_needs_consent(e->law, e->today)) {
        const struct reason *r = law_reason(TEXT("needs_consent"));
        return status_fail(st, STATUS_REFUSED, "case %lld: %.*s: %s (%s): say --consent when he "
                           "does", (long long)t->case_id, TEXT_ARG(t->what), r->english,
                           r->paragraph);
    }
    return STATUS_OK;
}

static int find_payment(struct engine *e, const struct tell *t, struct step_input *in,
                        struct arena *arena, struct status *st) {
    struct krav_case c;
    int rc = cases_load(e->db, t->case_id, arena, &c, st);
    if (rc) {
        return rc;
    }
    const struct payment_note *p = payment_of(&c, t->payment);
    if (!p || p->undone) {
        return refuse(t, st, "no such payment stands: name its source, or its place in the list");
    }
    if (t->to == t->case_id && !p->aside) { /* set aside: a dividend is taken after all */
        return refuse(t, st, "that is the same case");
    }
    if (p->direct) {
        return refuse(t, st, "it went to the creditor itself: reverse its step, and tell it on "
                             "the other case");
    }
    const struct reason *why = undoing_move_hindrance(&c, p);
    if (why) {
        return status_fail(st, STATUS_REFUSED, "case %lld: %.*s: %s (%s)", (long long)t->case_id,
                           TEXT_ARG(t->what), why->english, why->paragraph);
    }
    in->fact.reverses = p->source;
    in->fact.amount = p->amount;
    in->fact.payer = p->payer;
    in->fact.until = p->legal_day - p->lag_days;
    in->fact.about = t->to;
    in->fact.legal_day = p->legal_day;
    return check_other(e, t, &c, arena, st);
}

int tell_undo_look(struct engine *e, const struct tell *t, struct step_input *in,
                   struct arena *arena, struct status *st) {
    if (in->fact.kind == FACT_PAYMENT_MOVED) {
        return find_payment(e, t, in, arena, st);
    }
    return in->fact.actions[0].kind == ACTION_REVERSE ? find_step(e, t, in, arena, st)
                                                      : find_payer(e, t, in, arena, st);
}

int tell_undo_keep(struct engine *e, const struct tell *t, struct step_input *in,
                   struct arena *arena, struct status *st) {
    if (t->account.len == 0) {
        return STATUS_OK;
    }
    return refund_keep_payer(e, t->account, t->name,
                             arena_printf(arena, "step:%lld", (long long)e->head.id + 1), arena,
                             &in->fact.payer, st);
}

/* The same money with its own days: it honours there the quote that it would have honoured. */
int tell_undo_follow(struct engine *e, const struct tell *t, const struct step_input *in,
                     struct arena *arena, struct step_outcome *out, struct status *st) {
    *out = (struct step_outcome){0};
    if (in->fact.kind != FACT_PAYMENT_MOVED) {
        return STATUS_OK;
    }
    const struct step_input arrives = {.fact = {.kind = FACT_PAID, .subject = SUBJECT_CASE,
        .subject_id = t->to, .actor = t->by, .legal_day = in->fact.legal_day,
        .booked_day = e->today, .source = in->fact.reverses, .amount = in->fact.amount,
        .until = in->fact.until, .about = e->head.id, .payer = in->fact.payer}};
    return engine_step(e, &arrives, arena, out, st);
}
