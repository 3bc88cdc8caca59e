/* letter_plan.c - what a letter says of instalments: those that were agreed or offered, each with
 * its day, its amount and its own KID; and the one that is paid next. */
#include "domain/letter_parts.h"

#include "domain/kid.h"
#include "domain/letter_text.h"
#include "domain/plan.h"

#define KEPT                                                                                       \
    "Avtalen binder også kreditor. Så lenge avdragene blir betalt som avtalt, gjør vi ikke noe "   \
    "mer for å kreve inn kravet. Blir et avdrag forsinket? Ta kontakt før forfall, så prøver vi "  \
    "å finne en løsning. Mangler et avdrag uten at vi hører fra {deg|dere}, kan avtalen bli "      \
    "avsluttet. Da kan innkrevingen fortsette, og det kan gi ekstra kostnader."
#define OFFERED                                                                                    \
    "{Du|Dere} godtar tilbudet ved å betale første avdrag i tide, eller ved å si fra til oss. "    \
    "Passer det ikke? Ta kontakt og si hva {du|dere} kan klare, så ser vi på det sammen. "         \
    "{Du|Dere} får avtalen skriftlig. Den binder også kreditor: så lenge avdragene blir betalt "   \
    "som avtalt, gjør vi ikke noe mer for å kreve inn kravet."

/* ---- sentences ------------------------------------------------------------------------------- */

void letter_say_more(const struct letter_maker *m, struct text *said, struct text more) {
    *said = said->len == 0 ? more
            : more.len == 0
                ? *said
                : arena_printf(m->arena, "%.*s %.*s", TEXT_ARG(*said), TEXT_ARG(more));
}

struct text letter_kroner(const struct letter_maker *m, ore amount) {
    char text[MONEY_TEXT];
    return arena_printf(m->arena, "%s kroner", money_format(amount, text));
}

static const struct krav_case *case_of(const struct letter_maker *m) { return m->in->snapshot->c; }

/* A paragraph of its own before what is said already. */
static void say_first(const struct letter_maker *m, struct text *said, const char *words) {
    const struct text first = letter_say(words, m->to_many, m->arena);
    *said = arena_printf(m->arena, "%.*s\n%.*s", TEXT_ARG(first), TEXT_ARG(*said));
}

static struct text kid_of(const struct letter_maker *m, const struct plan *plan, int32_t k) {
    char kid[KID_OWN_LEN + 1];
    return arena_text(m->arena,
                      text_of(kid_make(case_of(m)->id, plan_kid_purpose(plan, k), kid)));
}

/* ---- the table ------------------------------------------------------------------------------- */

static void put_table(const struct letter_maker *m, const struct plan *plan) {
    struct letter *l = m->out;
    l->instalments = arena_take_n(m->arena, (size_t)plan->parts, sizeof *l->instalments);
    for (int32_t k = 1; k <= plan->parts; k++) {
        const ore amount = plan_amount(plan, k);
        if (amount > 0) {
            l->instalments[l->n_instalments++] = (struct letter_instalment){
                .due = plan_due(plan, k), .amount = amount, .kid = kid_of(m, plan, k)};
        }
    }
}

static bool uplift_is_charged(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_costs; i++) {
        if (c->costs[i].fee == FEE_PLAN_UPLIFT) {
            return true;
        }
    }
    return false;
}

/* What of the instalments is not owed yet: interest until then, and the addition for more than four
 * (inkassoforskriften § 2-4).  And what is owed beside them. */
static void say_of_what(const struct letter_maker *m, const struct plan *plan, struct text *said) {
    const ore uplift = uplift_is_charged(case_of(m)) ? 0 : plan->uplift;
    const ore beside = plan->total - plan->paid - m->out->total;
    if (beside - uplift > 0) {
        letter_say_more(m, said,
                        arena_printf(m->arena, "Av dette er %.*s rente som vi regner med løper "
                                     "fram til det siste avdraget.",
                                     TEXT_ARG(letter_kroner(m, beside - uplift))));
    }
    if (uplift > 0) {
        letter_say_more(m, said,
                        arena_printf(m->arena, "%.*s er et tillegg fordi det er mer enn fire "
                                     "avdrag (inkassoforskriften § 2-4).",
                                     TEXT_ARG(letter_kroner(m, uplift))));
    }
    if (beside < 0) { /* what came to the claim after it was agreed */
        letter_say_more(m, said,
                        arena_printf(m->arena, "Av det som gjenstår i dag, er %.*s ikke med i "
                                     "avdragene.", TEXT_ARG(letter_kroner(m, -beside))));
    }
}

/* Lovavdelingen 96/928: who was not told that costs may rise is not charged the rise. */
static void say_told(const struct letter_maker *m) {
    m->out->told = m->in->told;
    if (m->in->told > 0) {
        letter_say_more(m, &m->out->consequence,
                        arena_printf(m->arena, "\nBlir avtalen avsluttet fordi et avdrag mangler, "
                                     "kan inkassosalæret øke med opptil %.*s (inkassoforskriften "
                                     "§ 2-3).", TEXT_ARG(letter_kroner(m, m->in->told))));
    }
}

/* ---- what is paid next ----------------------------------------------------------------------- */

/* The first instalment that has not come: 1..parts; 0: none waits. */
static int32_t next_of(const struct letter_maker *m) {
    const struct plan *plan = &case_of(m)->plan;
    const int32_t next = plan_runs(plan) ? plan_next(plan) : 0;
    return next <= plan->parts && m->out->total > 0 ? next : 0;
}

void letter_put_plan_kid(const struct letter_maker *m) {
    const int32_t next = next_of(m);
    if (next > 0 && m->out->kid.len > 0) {
        m->out->kid = kid_of(m, &case_of(m)->plan, next);
    }
}

bool letter_put_next(const struct letter_maker *m) {
    const struct plan *plan = &case_of(m)->plan;
    const int32_t next = next_of(m);
    if (next == 0) {
        return false;
    }
    ore upto = 0;
    for (int32_t k = 1; k <= next; k++) {
        upto = money_add(upto, plan_amount(plan, k));
    }
    m->out->pay_next = m->in->next > 0 ? m->in->next : upto - plan->paid;
    m->out->pay_by = plan_due(plan, next);
    letter_put_plan_kid(m);
    return true;
}

/* ---- by kind --------------------------------------------------------------------------------- */

void letter_put_plan(const struct letter_maker *m) {
    const struct plan *plan = &case_of(m)->plan;
    struct letter *l = m->out;
    if (!letter_has_ground(m)) {
        return;
    }
    put_table(m, plan);
    letter_say_more(m, &l->opening,
                    arena_printf(m->arena, "Avtalen gjelder %.*s, fordelt på %u avdrag.",
                                 TEXT_ARG(letter_kroner(m, plan->total)), l->n_instalments));
    say_of_what(m, plan, &l->opening);
    say_first(m, &l->consequence, KEPT);
    say_told(m);
    (void)letter_put_next(m);
}

/* Where nothing was reckoned, the letter asks what the debtor can pay. */
void letter_put_offer(const struct letter_maker *m) {
    const struct plan *offer = &case_of(m)->offer;
    struct letter *l = m->out;
    char on[DAY_TEXT];
    if (!plan_offer_stands(case_of(m), m->in->snapshot->today) || l->total <= 0) {
        return;
    }
    put_table(m, offer);
    letter_say_more(m, &l->opening,
                    arena_printf(m->arena, "Tilbudet er %.*s, fordelt på %u avdrag, og gjelder til "
                                 "og med %s.", TEXT_ARG(letter_kroner(m, offer->total)),
                                 l->n_instalments, day_format_no(plan_due(offer, 1), on)));
    say_of_what(m, offer, &l->opening);
    l->consequence = letter_text_offer(m->to_many, m->arena);
    say_first(m, &l->consequence, OFFERED);
    say_told(m);
    l->pay_next = plan_amount(offer, 1);
    l->pay_by = plan_due(offer, 1);
    l->kid = kid_of(m, offer, 1);
}

void letter_put_due_soon(const struct letter_maker *m) {
    char on[DAY_TEXT];
    if (letter_has_ground(m) && letter_put_next(m)) {
        letter_say_more(m, &m->out->opening,
                        arena_printf(m->arena, "Det er på %.*s og forfaller %s.",
                                     TEXT_ARG(letter_kroner(m, m->out->pay_next)),
                                     day_format_no(m->out->pay_by, on)));
    }
}
