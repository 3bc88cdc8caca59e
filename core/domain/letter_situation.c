/* letter_situation.c - what a letter says of this very case: the payment that came, the plan that
 * was agreed, the time that was given.  Sentences are added to those of the kind's own text. */
#include "domain/letter_parts.h"

#include "domain/letter_text.h"
#include "domain/plan.h"

/* ---- sentences ------------------------------------------------------------------------------- */

static const struct krav_case *case_of(const struct letter_maker *m) { return m->in->snapshot->c; }

static void say(const struct letter_maker *m, struct text *said, const char *words) {
    letter_say_more(m, said, letter_say(words, m->to_many, m->arena));
}

/* A name from outside, on one line: a line end of ours parts paragraphs. */
static struct text one_line(const struct letter_maker *m, struct text name) {
    char *line = arena_take(m->arena, name.len);
    for (size_t i = 0; i < name.len; i++) {
        line[i] = name.ptr[i] == '\n' || name.ptr[i] == '\r' ? ' ' : name.ptr[i];
    }
    return (struct text){line, name.len};
}

/* ---- receipts -------------------------------------------------------------------------------- */

/* The payment that reached us last and still stands.  One with an earlier day may stand after it
 * in the list, since those with later days are taken up again behind it. */
static const struct payment_note *last_payment(const struct krav_case *c) {
    const struct payment_note *last = NULL;
    for (uint32_t i = 0; i < c->n_payments; i++) {
        const struct payment_note *p = &c->payments[i];
        if (!p->undone && (!last || p->booked_day >= last->booked_day)) {
            last = p;
        }
    }
    return last;
}

static void cover(const struct letter_maker *m, const char *label, ore amount) {
    if (amount > 0) {
        m->out->covered[m->out->n_covered++] = (struct letter_line){text_of(label), amount};
    }
}

static ore waived_for(const struct krav_case *c, const struct payment_note *p) {
    ore waived = 0;
    for (uint32_t i = 0; i < c->n_waivers; i++) {
        const struct waiver *w = &c->waivers[i];
        if (text_eq(w->source, p->source)) {
            waived += w->principal + w->interest + w->costs_creditor + w->costs_agency;
        }
    }
    return waived;
}

static void put_receipt(const struct letter_maker *m) {
    const struct payment_note *p = last_payment(case_of(m));
    if (!p) {
        return;
    }
    char on[DAY_TEXT];
    const struct text sum = letter_kroner(m, p->amount);
    const struct text creditor = one_line(m, m->out->creditor_name);
    (void)day_format_no(p->legal_day, on);
    letter_say_more(m, &m->out->opening,
             p->direct ? arena_printf(m->arena, "Vi har registrert %.*s, betalt til %.*s %s.",
                                      TEXT_ARG(sum), TEXT_ARG(creditor), on)
                       : arena_printf(m->arena, "Vi har mottatt %.*s, betalt %s.", TEXT_ARG(sum),
                                      on));
    m->out->covered = arena_take_n(m->arena, LETTER_COVERED_MAX, sizeof *m->out->covered);
    cover(m, "Hovedstol", p->principal);
    cover(m, "Forsinkelsesrente", p->interest);
    cover(m, "Gebyrer", p->costs_creditor);
    cover(m, "Inkassokostnader", p->costs_agency);
    cover(m, "Rettslige kostnader", p->costs_court);
    cover(m, "For mye betalt", p->over);
    const ore waived = waived_for(case_of(m), p);
    if (waived > 0) {
        letter_say_more(m, &m->out->consequence,
                 arena_printf(m->arena, "Betalingen kom i tide. Vi krever derfor ikke inn de siste "
                              "%.*s.", TEXT_ARG(letter_kroner(m, waived))));
    }
    if (p->over > 0) {
        say(m, &m->out->consequence, "Det som er betalt for mye, betaler vi tilbake.");
    }
    if (letter_put_next(m)) {
        letter_say_more(m, &m->out->consequence,
                 arena_printf(m->arena, "Neste avdrag er %.*s, med forfall %s.",
                              TEXT_ARG(letter_kroner(m, m->out->pay_next)),
                              day_format_no(m->out->pay_by, on)));
    }
}

/* ---- plans and time (more in letter_plan.c) -------------------------------------------------------------------------- */

static void put_broken(const struct letter_maker *m) {
    letter_put_plan_kid(m);
    letter_say_more(m, &m->out->opening,
             arena_printf(m->arena, "Av hele kravet gjenstår i dag %.*s.",
                          TEXT_ARG(letter_kroner(m, m->in->snapshot->open))));
}

/* Whoever was right is asked for nothing: neither a sum nor an account stands in the letter. */
static void put_right(const struct letter_maker *m) {
    struct letter *l = m->out;
    l->n_lines = 0;
    l->total = 0;
    l->kid = l->account = l->announce = (struct text){NULL, 0};
    l->opening = letter_say("Vi er ferdige med å undersøke innsigelsen {din|deres}, og "
                            "{du|dere} har fått medhold. Vi krever ikke inn kravet, og vi har "
                            "bedt den vi krever inn for, om å rette det.", m->to_many, m->arena);
}

/* Time to read the answer, and to pay what is left. */
static void put_answer(const struct letter_maker *m) {
    const struct krav_case *c = case_of(m);
    char on[DAY_TEXT];
    if (case_upheld(c)) {
        put_right(m);
        return;
    }
    if (c->deferred_until >= m->in->snapshot->today && m->out->total > 0) {
        m->out->pay_by = c->deferred_until;
        letter_say_more(m, &m->out->opening,
                 arena_printf(m->arena, "Fristen for å betale det er %s. Før den er ute, gjør vi "
                              "ikke noe mer for å kreve det inn.",
                              day_format_no(m->out->pay_by, on)));
    }
}

/* inkassoloven (2026) § 17: when the answer comes. */
static void put_provisional(const struct letter_maker *m) {
    char on[DAY_TEXT];
    letter_say_more(m, &m->out->opening,
             arena_printf(m->arena, "Svaret kommer senest %s.",
                          day_format_no(m->out->deadline, on)));
}

static void put_deferral(const struct letter_maker *m) {
    char on[DAY_TEXT];
    if (letter_has_ground(m)) {
        m->out->pay_by = case_of(m)->deferred_until;
        letter_say_more(m, &m->out->opening,
                 arena_printf(m->arena, "Den nye betalingsfristen er %s.",
                              day_format_no(m->out->pay_by, on)));
    }
}

/* ---- the end --------------------------------------------------------------------------------- */

static void put_back(const struct letter_maker *m) {
    const struct refund_note *r = case_refund(case_of(m));
    const bool under_way = r && (r->state == REFUND_UNDERWAY || m->out->kind == LETTER_REFUND);
    const ore over = case_of(m)->overpaid + (under_way ? r->amount : 0);
    if (over > 0) {
        letter_say_more(m, &m->out->opening,
                 arena_printf(m->arena, "Vi betaler tilbake %.*s.", TEXT_ARG(letter_kroner(m, over))));
    }
}

static void put_closing(const struct letter_maker *m) {
    const struct krav_case *c = case_of(m);
    if (c->written_off > 0) {
        letter_say_more(m, &m->out->opening,
                 arena_printf(m->arena, "Det som gjensto, %.*s, krever vi ikke inn.",
                              TEXT_ARG(letter_kroner(m, c->written_off))));
    } else if (m->in->snapshot->open <= 0) {
        say(m, &m->out->opening, "Kravet er gjort opp, og {du|dere} skylder ikke noe mer i saken.");
    }
    put_back(m);
}

/* ---- by kind --------------------------------------------------------------------------------- */

bool letter_has_ground(const struct letter_maker *m) {
    const struct krav_case *c = case_of(m);
    switch ((int)m->out->kind) {
    case LETTER_PLAN_AGREED:
    case LETTER_PLAN_BROKEN:
    case LETTER_PLAN_REMINDER:
        return plan_runs(&c->plan) && c->plan.parts <= PLAN_PARTS_MAX;
    case LETTER_DEFERRAL:
        return c->deferred_until >= m->in->snapshot->today;
    case LETTER_ESTATE_CLAIM:
        return m->in->snapshot->debtor->died != DAY_NONE;
    default:
        return true;
    }
}

void letter_put_missing(const struct letter_maker *m) {
    const struct plan *plan = &case_of(m)->plan;
    ore paid = plan->paid, left = m->in->snapshot->open;
    m->out->lines = arena_take_n(m->arena, (size_t)plan->parts + 1, sizeof *m->out->lines);
    for (int32_t k = 1; k <= plan->parts && plan_due(plan, k) < m->in->snapshot->today; k++) {
        const ore amount = plan_amount(plan, k);
        const ore covered = money_min(amount, money_max(paid, 0));
        const ore missing = money_min(amount - covered, left);
        char due[DAY_TEXT];
        paid -= covered;
        left -= missing;
        letter_add_line(m->out,
                        arena_printf(m->arena, covered > 0 ? "Rest av avdrag %d, forfall %s"
                                                           : "Avdrag %d, forfall %s",
                                     k, day_format_no(plan_due(plan, k), due)),
                        missing);
    }
}

void letter_put_situation(const struct letter_maker *m) {
    switch ((int)m->out->kind) {
    case LETTER_RECEIPT:     put_receipt(m);  break;
    case LETTER_PLAN_AGREED: letter_put_plan(m); break;
    case LETTER_PLAN_OFFER:  letter_put_offer(m); break;
    case LETTER_PLAN_REMINDER: letter_put_due_soon(m); break;
    case LETTER_PLAN_BROKEN: put_broken(m);   break;
    case LETTER_DEFERRAL:    put_deferral(m); break;
    case LETTER_REFUND:      put_back(m);     break;
    case LETTER_CLOSING:     put_closing(m);  break;
    case LETTER_DISPUTE_ANSWER: put_answer(m); break;
    case LETTER_PROVISIONAL_ANSWER: put_provisional(m); break;
    default:                 break;
    }
}
