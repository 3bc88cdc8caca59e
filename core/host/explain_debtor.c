/* explain_debtor.c - krav explain CASE --for debtor: a page that the debtor can read.
 *
 *     what is owed, line by line ─ letters ─ what the law made wait ─ what comes ─ what can be done
 *
 * The lines show what is left of each part, and add up to what is owed. */
#include "host/explain_for.h"

#include "domain/kid.h"
#include "domain/letter_text.h"
#include "host/costs_out.h"
#include "host/show.h"
#include "host/table.h"

struct owed_line {
    day on;
    struct text what;
    ore amount, left;
    const char *paragraph; /* NULL: none is needed, or none can be told */
};
struct waited { /* once for each reason, from the day it was first met */
    day on, until;
    const struct reason *reason;
    struct text paragraph;
};
struct advice {
    const char *id;
    struct text text;
};
#define ADVICE_MAX 4

struct page {
    const struct sheet *s;
    const struct now *now;
    struct cli *cli;
    struct owed_line *owed; uint32_t n_owed;
    struct waited *waited;  uint32_t n_waited;
    struct advice advice[ADVICE_MAX]; uint32_t n_advice;
};

/* ---- what is owed ---------------------------------------------------------------------------- */

static struct owed_line *add_owed(struct page *p, day on, struct text what, ore left) {
    struct owed_line *line = arena_push(&p->cli->arena, &p->owed, &p->n_owed, sizeof *line);
    *line = (struct owed_line){.on = on, .what = what, .amount = left, .left = left};
    return line;
}

static void add_claims(struct page *p) {
    for (uint32_t i = 0; i < p->s->c.n_claims; i++) {
        const struct claim_state *claim = &p->s->c.claims[i];
        const struct text invoice = claim->claim.invoice;
        const struct text what =
            invoice.len > 0 ? arena_printf(&p->cli->arena, "Hovedstol, faktura %.*s, forfalt",
                                           TEXT_ARG(invoice))
                            : TEXT("Hovedstol, forfalt");
        add_owed(p, claim->claim.due, what, claim->open)->amount = claim->claim.principal;
    }
}

static void add_interest(struct page *p) {
    const ore left = p->s->balances.interest;
    if (left != 0) {
        const bool open = case_is_open(&p->s->c);
        add_owed(p, open ? p->s->home->engine->today : p->s->c.interest_until,
                 TEXT("Forsinkelsesrenter til og med"), left)->paragraph =
            "forsinkelsesrenteloven §§ 2, 3";
    }
}

static struct text term_of(struct cli *cli, const char *term, const char *after) {
    const char first = term[0] >= 'a' && term[0] <= 'z' ? (char)(term[0] - 'a' + 'A') : term[0];
    return arena_printf(&cli->arena, "%c%s%s", first, term + 1, after);
}

static int add_costs(struct page *p) {
    for (uint32_t i = 0; i < p->s->c.n_costs; i++) {
        const struct cost *cost = &p->s->c.costs[i];
        const struct word *fee = words_by_value(&fee_kinds, (int)cost->fee);
        struct charge_explained x = {0};
        const int rc = costs_explain(p->s, i, &x);
        if (rc) {
            return rc;
        }
        const char *after = cost->waived == cost->amount ? ", frafalt" : "";
        struct owed_line *line =
            add_owed(p, cost->charged, term_of(p->cli, fee ? fee->norwegian : "?", after),
                     cost_open(cost));
        line->amount = cost->amount;
        line->paragraph = x.paragraph;
    }
    return STATUS_OK;
}

/* ---- what the law made wait ------------------------------------------------------------------ */

static void wait_for_law(struct page *p, day on, const struct verdict *v) {
    const struct reason *reason = law_reason(v->reason);
    if (!reason || (v->kind != VERDICT_NOT_BEFORE && v->kind != VERDICT_FORBIDDEN)) {
        return;
    }
    for (uint32_t i = 0; i < p->n_waited; i++) {
        if (p->waited[i].reason == reason) {
            p->waited[i].until = v->not_before;
            return;
        }
    }
    struct waited *w = arena_push(&p->cli->arena, &p->waited, &p->n_waited, sizeof *w);
    *w = (struct waited){on, v->not_before, reason, v->paragraph};
}

/* Whatever the rules wanted and the law refused, then and today. */
static void add_waited(struct page *p) {
    for (uint32_t i = 0; i < p->s->n_steps; i++) {
        const struct step *step = &p->s->steps[i];
        for (uint32_t k = 0; k < step->n_verdicts; k++) {
            wait_for_law(p, step->fact.booked_day, &step->verdicts[k]);
        }
    }
    for (uint32_t k = 0; p->now->asked && k < p->now->today.n_actions; k++) {
        wait_for_law(p, p->s->home->engine->today, &p->now->today.verdicts[k]);
    }
}

/* ---- what can be done ------------------------------------------------------------------------ */

static struct text say(const struct page *p, const char *words) {
    return letter_say(words, p->s->debtor.kind == DEBTOR_BUSINESS, &p->cli->arena);
}

static void advise(struct page *p, const char *id, struct text text) {
    if (text.len > 0) {
        p->advice[p->n_advice++] = (struct advice){id, text};
    }
}

/* Nobody is asked to pay while an objection is looked into, or where nothing may be asked. */
static struct text how_to_pay(const struct page *p) {
    const struct waits *w = &p->now->waits;
    const struct text account = p->s->home->engine->config->sender.account;
    char kid[KID_OWN_LEN + 1];
    if (p->s->balances.open <= 0 || waits_are_personal(w)) {
        return (struct text){NULL, 0};
    }
    if (waits_has(w, WAIT_UPHELD)) {
        return say(p, "{Du|Dere} trenger ikke å betale: {du|dere} fikk medhold.");
    }
    if (waits_has(w, WAIT_OBJECTION) || waits_has(w, WAIT_COMPLAINT)) {
        return say(p, "{Du|Dere} trenger ikke å betale det {du|dere} er {uenig|uenige} i, mens "
                      "saken undersøkes.");
    }
    const struct wait *plan = w->n > 0 && w->items[0].kind == WAIT_PLAN ? &w->items[0] : NULL;
    if (plan) {
        return arena_printf(&p->cli->arena, "Betal neste avdrag, %.*s kr, senest %.*s til konto %.*s "
                            "med KID %s. I alt gjenstår %s kr i dag.", TEXT_ARG(plan->what_no),
                            TEXT_ARG(explain_date(p->cli, plan->until)), TEXT_ARG(account),
                            kid_make(p->s->c.id, 0, kid), cli_ore(p->cli, p->s->balances.open));
    }
    return arena_printf(&p->cli->arena, "Betal til konto %.*s med KID %s. I dag er det %s kr som "
                        "gjenstår.", TEXT_ARG(account), kid_make(p->s->c.id, 0, kid),
                        cli_ore(p->cli, p->s->balances.open));
}

static struct text how_to_ask(const struct page *p) {
    const struct sender *us = &p->s->home->engine->config->sender;
    struct buf out;
    buf_init(&out, 4096);
    buf_add(&out, say(p, waits_are_personal(&p->now->waits)
                             ? "Er noe uklart? Ta kontakt med oss: "
                             : "Trenger {du|dere} mer tid, eller vil {du|dere} betale i avdrag? Ta "
                               "kontakt med oss, så finner vi en løsning sammen: "));
    buf_addf(&out, "%.*s", TEXT_ARG(us->phone));
    if (us->phone_hours.len > 0) {
        buf_addf(&out, " (%.*s)", TEXT_ARG(us->phone_hours));
    }
    buf_addf(&out, "%s%.*s.", us->phone.len > 0 && us->email.len > 0 ? ", " : "",
             TEXT_ARG(us->email));
    const struct text kept = arena_text(&p->cli->arena, buf_text(&out));
    buf_fini(&out);
    return kept;
}

static void add_advice(struct page *p) {
    const struct letter_text *words = letter_text_of(LETTER_MONITORING);
    if (case_is_open(&p->s->c)) {
        advise(p, "pay", how_to_pay(p));
        advise(p, "ask", how_to_ask(p));
        advise(p, "object", say(p, words->objection));
    }
    advise(p, "complain", say(p, words->board));
}

/* ---- shown ----------------------------------------------------------------------------------- */

static bool is_told(const struct letter_note *l) {
    return l->sent != DAY_NONE && !letter_text_of(l->kind)->to_creditor;
}

static void print_owed(const struct page *p) {
    struct table t;
    table_begin(&t, "llrrl");
    t.indent = "  ";
    table_heads(&t, "", "", "krevd", "igjen", "", (const char *)NULL);
    for (uint32_t i = 0; i < p->n_owed; i++) {
        const struct owed_line *line = &p->owed[i];
        table_text(&t, line->what);
        table_text(&t, explain_date(p->cli, line->on));
        table_cell(&t, cli_ore(p->cli, line->amount));
        table_cell(&t, cli_ore(p->cli, line->left));
        table_cell(&t, line->paragraph ? line->paragraph : "");
    }
    table_print(&t);
}

static void print_letters(const struct page *p) {
    const struct krav_case *c = &p->s->c;
    bool any = false;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (!is_told(l)) {
            continue;
        }
        (void)printf("%s  %.*s  %s", any ? "" : "\nBrev\n", TEXT_ARG(explain_date(p->cli, l->sent)),
                     words_by_value(&letter_kinds, (int)l->kind)->norwegian);
        if (l->deadline != DAY_NONE) {
            (void)printf(", frist %.*s", TEXT_ARG(explain_date(p->cli, l->deadline)));
        }
        (void)printf("%s\n", l->state == LETTER_RETURNED ? " (kom i retur)" : "");
        any = true;
    }
}

static void print_waited(const struct page *p) {
    for (uint32_t i = 0; i < p->n_waited; i++) {
        const struct waited *w = &p->waited[i];
        (void)printf("%s  %.*s  %s (%.*s)", i == 0 ? "\nDette måtte vente etter loven\n" : "",
                     TEXT_ARG(explain_date(p->cli, w->on)), w->reason->norwegian,
                     TEXT_ARG(w->paragraph));
        if (w->until != DAY_NONE) {
            (void)printf(" Tidligst %.*s.", TEXT_ARG(explain_date(p->cli, w->until)));
        }
        (void)putchar('\n');
    }
}

static void print_page(const struct page *p) {
    const struct sheet *s = p->s;
    (void)printf("Sak %lld hos %.*s, for %.*s\n\nÅ betale per %.*s: %s kr\n", (long long)s->c.id,
                 TEXT_ARG(s->home->engine->config->sender.name),
                 TEXT_ARG(s->creditor ? s->creditor->name : TEXT("?")),
                 TEXT_ARG(explain_date(p->cli, s->home->engine->today)),
                 cli_ore(p->cli, s->balances.open));
    print_owed(p);
    if (s->balances.paid > 0) {
        (void)printf("  Betalt til nå: %s\n", cli_ore(p->cli, s->balances.paid));
    }
    print_letters(p);
    print_waited(p);
    (void)printf("\nHva som skjer nå\n  %.*s\n", TEXT_ARG(explain_next(s, p->now, READER_DEBTOR)));
    for (uint32_t i = 0; i < p->n_advice; i++) {
        (void)printf("%s  %.*s\n",
                     i > 0 ? "" : p->s->debtor.kind == DEBTOR_BUSINESS ? "\nHva dere kan gjøre\n"
                                                                      : "\nHva du kan gjøre\n",
                     TEXT_ARG(p->advice[i].text));
    }
}

static void json_owed(struct json *j, const struct page *p) {
    json_open(j, "owed", '[');
    for (uint32_t i = 0; i < p->n_owed; i++) {
        const struct owed_line *line = &p->owed[i];
        json_open(j, NULL, '{');
        json_text(j, "what", line->what);
        json_day(j, "day", line->on);
        json_int(j, "amount_ore", line->amount);
        json_int(j, "left_ore", line->left);
        json_str(j, "paragraph", line->paragraph);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_letters(struct json *j, const struct page *p) {
    json_open(j, "letters", '[');
    for (uint32_t i = 0; i < p->s->c.n_letters; i++) {
        const struct letter_note *l = &p->s->c.letters[i];
        if (is_told(l)) {
            json_open(j, NULL, '{');
            json_day(j, "day", l->sent);
            json_str(j, "letter", words_name(&letter_kinds, (int)l->kind));
            json_day(j, "deadline", l->deadline);
            json_close(j, '}');
        }
    }
    json_close(j, ']');
}

static void json_waited(struct json *j, const struct page *p) {
    json_open(j, "waited", '[');
    for (uint32_t i = 0; i < p->n_waited; i++) {
        const struct waited *w = &p->waited[i];
        json_open(j, NULL, '{');
        json_day(j, "day", w->on);
        json_day(j, "until", w->until);
        json_str(j, "reason", w->reason->id);
        json_text(j, "paragraph", w->paragraph);
        json_str(j, "text", w->reason->norwegian);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_page(const struct page *p) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "case", p->s->c.id);
    json_str(&j, "for", "debtor");
    json_text(&j, "creditor", p->s->creditor ? p->s->creditor->name : (struct text){NULL, 0});
    json_int(&j, "open_ore", p->s->balances.open);
    json_int(&j, "paid_ore", p->s->balances.paid);
    json_owed(&j, p);
    json_letters(&j, p);
    json_waited(&j, p);
    json_text(&j, "now", explain_next(p->s, p->now, READER_DEBTOR));
    explain_next_json(&j, "next", p->s, p->now);
    json_open(&j, "you_can", '[');
    for (uint32_t i = 0; i < p->n_advice; i++) {
        json_open(&j, NULL, '{');
        json_str(&j, "id", p->advice[i].id);
        json_text(&j, "text", p->advice[i].text);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

int explain_for_debtor(struct cli *cli, const struct sheet *s, const struct now *now) {
    struct page p = {.s = s, .now = now, .cli = cli};
    add_claims(&p);
    add_interest(&p);
    const int rc = add_costs(&p);
    if (rc) {
        return rc;
    }
    add_waited(&p);
    add_advice(&p);
    if (cli->json) {
        json_page(&p);
    } else {
        print_page(&p);
    }
    return STATUS_OK;
}
