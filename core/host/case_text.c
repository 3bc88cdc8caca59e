/* case_text.c - a case's sheet as aligned text: who, what is owed, what was sent and paid, what
 * waits, and everything that happened. */
#include "host/inquiries_out.h"
#include "host/calls_out.h"
#include "host/debits_out.h"
#include "host/filings_out.h"
#include "host/case_out.h"
#include "domain/kid.h"
#include "domain/plan.h"
#include "host/messages.h"
#include "host/person_out.h"
#include "host/refunds_out.h"
#include "host/show.h"
#include "host/table.h"

static void add_who(struct table *t, const struct sheet *s) {
    char kid[KID_OWN_LEN + 1];
    person_rows(t, s->home->cli, &s->debtor);
    table_cell(t, "creditor");
    if (s->creditor) {
        table_cellf(t, "%.*s (%.*s)%s%.*s", TEXT_ARG(s->creditor->name),
                    TEXT_ARG(s->creditor->org), s->c.department.len ? ", " : "",
                    TEXT_ARG(s->c.department));
    } else {
        table_cell(t, "-");
    }
    table_cell(t, "level");
    table_text(t, s->agreement ? s->agreement->level : TEXT("no agreement today"));
    table_cell(t, "KID");
    table_cell(t, kid_make(s->c.id, 0, kid));
}

static void add_state(struct table *t, struct cli *cli, const struct sheet *s) {
    const struct krav_case *c = &s->c;
    table_cell(t, "opened");
    table_cell(t, cli_day(cli, c->opened));
    if (!case_is_open(c)) {
        table_cell(t, "closed");
        table_cellf(t, "%s: %.*s", cli_day(cli, c->closed), TEXT_ARG(c->close_why));
    }
    if (c->merged_into != 0) {
        table_cell(t, "merged");
        table_cellf(t, "its claims are in case %lld", (long long)c->merged_into);
    }
    for (uint32_t i = 0; i < c->n_merged; i++) {
        const struct merged_note *m = &c->merged[i];
        table_cell(t, "merged");
        table_cellf(t, "%s: case %lld, its claims from number %d", cli_day(cli, m->on),
                    (long long)m->case_id, (int)m->first);
    }
    if (c->separate_since != DAY_NONE) {
        table_cell(t, "kept apart");
        table_cellf(t, "since %s, as the debtor wants it", cli_day(cli, c->separate_since));
    }
    if (c->mandate_since != DAY_NONE) {
        table_cell(t, "mandate");
        table_cellf(t, "AvtaleGiro since %s, KID %.*s, %s", cli_day(cli, c->mandate_since),
                    TEXT_ARG(c->mandate_kid),
                    c->mandate_notice ? "the bank tells the payer" : "without notice from the bank");
    }
    if (c->parked.len > 0) {
        table_cell(t, "parked");
        table_text(t, c->parked);
    }
    if (c->answer.due != DAY_NONE || c->answer.promised != DAY_NONE) {
        table_cell(t, "answer");
        table_cellf(t, "owed to the debtor by %s%s", cli_day(cli, c->answer.promised != DAY_NONE
                                                                      ? c->answer.promised
                                                                      : c->answer.due),
                    c->answer.promised != DAY_NONE ? ", as promised" : "");
    }
    if (c->costs_lost.since != DAY_NONE) {
        table_cell(t, "costs");
        table_cellf(t, "lost since %s: %.*s%s", cli_day(cli, c->costs_lost.since),
                    TEXT_ARG(c->costs_lost.why), c->costs_lost.agency_only ? ", the agency's" : "");
    }
    if (c->disputed_since != DAY_NONE) {
        table_cell(t, "objection");
        table_cellf(t, "open since %s %.*s", cli_day(cli, c->disputed_since),
                    TEXT_ARG(c->dispute_reason));
    }
    if (case_upheld(c)) {
        table_cell(t, "objection");
        table_cellf(t, "upheld %s: not collected", cli_day(cli, c->upheld_since));
    }
    if (c->held_since != DAY_NONE) {
        table_cell(t, "rests");
        table_cellf(t, "since %s until %s %.*s", cli_day(cli, c->held_since),
                    c->held_until == DAY_NONE ? "released" : cli_day(cli, c->held_until),
                    TEXT_ARG(c->hold_why));
    }
    if (c->deferred_until != DAY_NONE) {
        table_cell(t, "time given");
        table_cellf(t, "until %s%s", cli_day(cli, c->deferred_until),
                    s->home->engine->today > c->deferred_until ? ", over" : "");
    }
    calls_rows(t, cli, c);
    filings_rows(t, cli, c);
    if (c->judged != DAY_NONE) {
        table_cell(t, "judgment");
        table_cellf(t, "%s: %.*s", cli_day(cli, c->judged), TEXT_ARG(c->judgment));
    }
    if (c->acknowledged != DAY_NONE) {
        table_cell(t, "acknowledged");
        table_cell(t, cli_day(cli, c->acknowledged));
    }
    for (uint32_t i = 0; i < c->n_acknowledged_before; i++) {
        const struct acknowledgement *a = &c->acknowledged_before[i];
        if (a->claims_upto > 0) {
            table_cell(t, "acknowledged");
            table_cellf(t, "%s: claims %d to %d", cli_day(cli, a->day), (int)a->claims_after + 1,
                        (int)a->claims_upto);
        }
    }
    if (s->lapses != DAY_NONE) {
        table_cell(t, "limitation");
        table_cellf(t, "%s%s", cli_day(cli, s->lapses),
                    s->home->engine->today > s->lapses ? ", lost by time since" : "");
    }
    if (c->paid_before > 0) {
        table_cell(t, "paid before");
        table_cellf(t, "%s until %s, before the case came here", cli_ore(cli, c->paid_before),
                    cli_day(cli, c->paid_before_on));
    }
    for (uint32_t i = 0; i < s->n_agenda; i++) {
        const struct word *why = words_by_value(&agenda_whys, (int)s->agenda[i].why);
        table_cell(t, i == 0 ? "next day" : "");
        table_cellf(t, "%s: %s", cli_day(cli, s->agenda[i].day), why ? why->doc : "?");
    }
    if (s->why_not.len > 0) {
        table_cell(t, "interest");
        table_cellf(t, "as last posted: %.*s", TEXT_ARG(s->why_not));
    }
}

static void print_balances(struct cli *cli, const struct sheet *s) {
    const struct balances *b = &s->balances;
    const struct {
        const char *name;
        ore amount;
    } rows[] = {{"principal", b->principal}, {"interest", b->interest}, {"costs", b->costs},
        {"open", b->open}, {"paid", b->paid}, {"overpaid", s->c.overpaid},
        {"written off", s->c.written_off}};
    struct table t;
    table_begin(&t, "lr");
    t.indent = "  ";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (i < 5 || rows[i].amount != 0) {
            table_cell(&t, rows[i].name);
            table_cell(&t, cli_ore(cli, rows[i].amount));
        }
    }
    (void)puts("\nOwed");
    table_print(&t);
}

static void print_claims(struct cli *cli, const struct sheet *s) {
    struct table t;
    table_begin(&t, "rlllrrl");
    t.indent = "  ";
    table_heads(&t, "no", "invoice", "issued", "due", "principal", "open", "about", NULL);
    for (uint32_t i = 0; i < s->c.n_claims; i++) {
        const struct claim *claim = &s->c.claims[i].claim;
        table_int(&t, claim->number);
        table_text(&t, claim->invoice);
        table_cell(&t, cli_day(cli, claim->issued));
        table_cell(&t, cli_day(cli, claim->due));
        table_cell(&t, cli_ore(cli, claim->principal));
        table_cell(&t, cli_ore(cli, s->c.claims[i].open));
        table_text(&t, sheet_words(s, &claim->text_hash));
    }
    (void)puts("\nClaims");
    table_print(&t);
}

static void print_letters(struct cli *cli, const struct sheet *s) {
    struct table t;
    if (s->c.n_letters == 0) {
        return;
    }
    table_begin(&t, "lllllrrll");
    t.indent = "  ";
    table_heads(&t, "letter", "state", "planned", "sent", "deadline", "asks for", "fee", "document",
                "reference", NULL);
    for (uint32_t i = 0; i < s->c.n_letters; i++) {
        const struct letter_note *l = &s->c.letters[i];
        table_cell(&t, words_name(&letter_kinds, (int)l->kind));
        table_cellf(&t, "%s%s", words_name(&letter_states, (int)l->state),
                    l->stage_entry == 0 && l->claim != 0 ? " (by creditor)" : "");
        table_cell(&t, cli_day(cli, l->planned));
        table_cell(&t, cli_day(cli, l->sent));
        table_cell(&t, cli_day(cli, l->deadline));
        table_cell(&t, cli_ore(cli, l->quote));
        table_cell(&t, cli_ore(cli, l->fee));
        table_cell(&t, show_hash(cli, &l->document));
        table_text(&t, l->reference);
    }
    (void)puts("\nLetters");
    table_print(&t);
}

static void print_payments(struct cli *cli, const struct sheet *s) {
    struct table t;
    if (s->c.n_payments == 0) {
        return;
    }
    table_begin(&t, "rllrrrrrl");
    t.indent = "  ";
    table_heads(&t, "no", "paid", "booked", "amount", "principal", "interest", "costs",
                "too much", "source", NULL);
    for (uint32_t i = 0; i < s->c.n_payments; i++) {
        const struct payment_note *p = &s->c.payments[i];
        table_int(&t, (int64_t)i + 1);
        table_cell(&t, cli_day(cli, p->legal_day));
        table_cell(&t, cli_day(cli, p->booked_day));
        table_cell(&t, cli_ore(cli, p->amount));
        table_cell(&t, cli_ore(cli, p->principal));
        table_cell(&t, cli_ore(cli, p->interest));
        table_cell(&t, cli_ore(cli, p->costs_creditor + p->costs_agency + p->costs_court));
        table_cell(&t, cli_ore(cli, p->over));
        table_cellf(&t, "%.*s%s%s", TEXT_ARG(p->source), p->direct ? " (to the creditor)" : "",
                    p->undone ? " (taken back)" : "");
    }
    (void)puts("\nPayments");
    table_print(&t);
}

static void print_plan(struct cli *cli, const struct sheet *s) {
    if (plan_runs(&s->c.plan)) {
        const struct plan_view v = sheet_plan(s);
        (void)printf("\nInstalments of %s, agreed %s\n", cli_ore(cli, s->c.plan.total),
                     cli_day(cli, s->c.plan.agreed));
        plan_print(cli, &v);
    }
    if (plan_runs(&s->c.offer)) {
        const struct plan_view v = {.plan = &s->c.offer, .today = s->home->engine->today};
        (void)printf("\nInstalments of %s, offered %s, to be accepted by %s\n",
                     cli_ore(cli, s->c.offer.total), cli_day(cli, s->c.offer.agreed),
                     cli_day(cli, plan_due(&s->c.offer, 1)));
        plan_print(cli, &v);
    }
}

static void print_costs(struct cli *cli, const struct sheet *s) {
    struct table t;
    if (s->c.n_costs == 0) {
        return;
    }
    table_begin(&t, "lllrrr");
    t.indent = "  ";
    table_heads(&t, "fee", "owner", "charged", "amount", "paid", "waived", NULL);
    for (uint32_t i = 0; i < s->c.n_costs; i++) {
        const struct cost *cost = &s->c.costs[i];
        table_cell(&t, words_name(&fee_kinds, (int)cost->fee));
        table_cell(&t, words_name(&owners, (int)cost->owner));
        table_cell(&t, cli_day(cli, cost->charged));
        table_cell(&t, cli_ore(cli, cost->amount));
        table_cell(&t, cli_ore(cli, cost->paid));
        table_cell(&t, cli_ore(cli, cost->waived));
    }
    (void)puts("\nCosts");
    table_print(&t);
}

static void print_tasks(struct cli *cli, const struct sheet *s) {
    struct table t;
    if (s->n_tasks == 0) {
        return;
    }
    table_begin(&t, "rllll");
    t.indent = "  ";
    table_heads(&t, "task", "due", "owner", "reason", "text", NULL);
    for (uint32_t i = 0; i < s->n_tasks; i++) {
        table_int(&t, s->tasks[i].id);
        table_cell(&t, cli_day(cli, s->tasks[i].due));
        table_cell(&t, words_name(&task_owners, (int)s->tasks[i].owner));
        table_text(&t, s->tasks[i].reason);
        table_text(&t, s->tasks[i].text);
    }
    (void)puts("\nTasks");
    table_print(&t);
}

/* What was written down with a fact, then its events: the first beside the fact, the others
 * below it. */
static void print_steps(struct cli *cli, const struct sheet *s) {
    struct table t;
    table_begin(&t, "rllll");
    t.indent = "  ";
    table_heads(&t, "step", "day", "fact", "by", "events", NULL);
    for (uint32_t i = 0; i < s->n_steps; i++) {
        const struct step *step = &s->steps[i];
        const bool score = step->fact.kind == FACT_SCORE_RECEIVED; /* its parts stand by themselves */
        const struct text words =
            score ? (struct text){NULL, 0} : sheet_words(s, &step->fact.text_hash);
        uint32_t next = 0;
        table_int(&t, step->id);
        table_cell(&t, cli_day(cli, step->fact.booked_day));
        table_cell(&t, words_name(&fact_kinds, (int)step->fact.kind));
        table_text(&t, step->fact.actor);
        if (words.len > 0) {
            table_cellf(&t, "\"%.*s\"", TEXT_ARG(words));
        } else {
            table_cell(&t, step->n_events > 0 ? show_event(cli, &step->events[next++]) : "-");
        }
        for (; next < step->n_events; next++) {
            for (int column = 0; column < 4; column++) {
                table_cell(&t, "");
            }
            table_cell(&t, show_event(cli, &step->events[next]));
        }
    }
    (void)puts("\nEvents");
    table_print(&t);
}

void case_print(struct cli *cli, const struct sheet *s) {
    struct table t;
    (void)printf("Case %lld  %s  stage %.*s  phase %s  (%s)\n", (long long)s->c.id,
                 case_is_open(&s->c) ? "open" : "closed",
                 s->c.stage.len ? (int)s->c.stage.len : 1, s->c.stage.len ? s->c.stage.ptr : "-",
                 words_name(&phases, (int)s->phase), cli_day(cli, s->home->engine->today));
    table_begin(&t, "ll");
    t.indent = "  ";
    add_who(&t, s);
    add_state(&t, cli, s);
    table_print(&t);
    print_balances(cli, s);
    print_claims(cli, s);
    print_letters(cli, s);
    print_payments(cli, s);
    debits_print(cli, s);
    refunds_print(cli, &s->c);
    print_costs(cli, s);
    print_plan(cli, s);
    inquiries_print(cli, s);
    print_tasks(cli, s);
    struct messages m = {0};
    messages_add(s, &m);
    messages_sort(&m);
    messages_print(cli, &m, false);
    documents_print(cli, s->documents, s->n_documents, false);
    print_steps(cli, s);
}
