/* statement_text.c - the statement as a letter: summary, cases, and the proposal for the books. */
#include "domain/statement.h"

#define CASES_IN_LETTER_MAX 400 /* some twenty pages; more are in the CSV */
#define LINES_MAX 10

static void add_day(struct buf *out, day d) {
    char text[DAY_TEXT];
    buf_add_str(out, day_format_no(d, text));
}

static void add_ore(struct buf *out, ore amount) {
    char text[MONEY_TEXT];
    buf_add_str(out, money_format(amount, text));
}

void statement_subject(const struct statement *s, struct buf *out) {
    buf_add_str(out, "Avregning ");
    add_day(out, s->on);
    if (s->department.len > 0) {
        buf_addf(out, ", avdeling %.*s", TEXT_ARG(s->department));
    }
}

void statement_intro(const struct statement *s, struct buf *out) {
    buf_add_str(out, "Her er avregningen av det vi har krevd inn for dere");
    if (s->department.len > 0) {
        buf_addf(out, ", avdeling %.*s,", TEXT_ARG(s->department));
    }
    buf_add_char(out, ' ');
    if (s->from != DAY_NONE && s->from < s->on) {
        buf_add_str(out, "fra og med ");
        add_day(out, s->from);
        buf_add_char(out, ' ');
    }
    buf_add_str(out, "til og med ");
    add_day(out, s->on);
    buf_add_str(out, ".\n\n");
    if (s->paid_out > 0) {
        buf_addf(out, "Beløpet betales til konto %.*s og er merket %.*s.", TEXT_ARG(s->account),
                 TEXT_ARG(s->id));
    } else {
        buf_addf(out, "Det er ikke noe å betale ut denne gangen. Avregningens nummer er %.*s.",
                 TEXT_ARG(s->id));
    }
}

static void line(struct letter_line *lines, uint32_t *n, struct text label, ore amount) {
    if (amount != 0) {
        lines[(*n)++] = (struct letter_line){label, amount};
    }
}

/* "12,50", or "5" when it is whole. */
static struct text percent(struct arena *arena, int32_t bp) {
    return bp % 100 == 0 ? arena_printf(arena, "%d", (int)(bp / 100))
                         : arena_printf(arena, "%d,%02d", (int)(bp / 100), (int)(bp % 100));
}

uint32_t statement_lines(const struct statement *s, struct arena *arena,
                         struct letter_line **out) {
    struct letter_line *lines = arena_take_n(arena, LINES_MAX, sizeof *lines);
    uint32_t n = 0;
    line(lines, &n, TEXT("Innkrevd hovedstol"), s->sum.principal);
    line(lines, &n, TEXT("Innkrevde forsinkelsesrenter"), s->sum.interest);
    line(lines, &n, TEXT("Innkrevde gebyrer og omkostninger"), s->sum.costs_creditor);
    line(lines, &n, TEXT("Innkrevde rettsgebyrer"), s->sum.costs_court);
    line(lines, &n, TEXT("Overført fra tidligere"), s->brought);
    line(lines, &n, arena_printf(arena, "Provisjon, %.*s %%",
                                 TEXT_ARG(percent(arena, s->commission_bp))), -s->commission);
    line(lines, &n, s->vat_deducted ? TEXT("Merverdiavgift av inkassokostnader og provisjon")
                                    : TEXT("Merverdiavgift av provisjon"), -s->vat);
    line(lines, &n, s->set_off < 0 ? TEXT("Dere skylder oss etter denne avregningen")
                                   : TEXT("Motregnet det dere skyldte oss"), -s->set_off);
    if (n == 0) {
        lines[n++] = (struct letter_line){TEXT("Innkrevd"), 0};
    }
    *out = lines;
    return n;
}

/* What was paid to us of the creditor's own. */
static ore collected(const struct statement_case *c) {
    return c->principal + c->interest + c->costs_creditor + c->costs_court;
}

static void part(struct buf *out, const char **before, const char *label, ore amount) {
    if (amount != 0) {
        buf_addf(out, "%s%s ", *before, label);
        add_ore(out, amount);
        *before = ", ";
    }
}

/* "  100000011, faktura 40011, Kari Prøve: 4 105,49", and below it what that is. */
static void add_case(const struct statement_case *c, struct buf *out) {
    const char *before = "    ";
    buf_addf(out, "  %lld", (long long)c->number);
    if (c->invoices.len > 0) {
        buf_addf(out, ", faktura %.*s", TEXT_ARG(c->invoices));
    }
    buf_addf(out, ", %.*s: ", TEXT_ARG(c->debtor));
    add_ore(out, collected(c));
    buf_add_char(out, '\n');
    const size_t start = out->len;
    part(out, &before, "hovedstol", c->principal);
    part(out, &before, "renter", c->interest);
    part(out, &before, "gebyrer", c->costs_creditor);
    part(out, &before, "rettsgebyr", c->costs_court);
    before = out->len > start ? "; dessuten " : before; /* what the sum is without */
    part(out, &before, "betalt direkte til dere", c->direct);
    part(out, &before, "våre kostnader", c->agency);
    if (out->len > start) {
        buf_add_char(out, '\n');
    }
}

/* Each case with what it brought in: the amounts sum to what was collected in all. */
static void add_cases(const struct statement *s, struct buf *out) {
    ore rest = collected(&s->sum);
    if (s->n_cases > 0) {
        buf_add_str(out, "Innkrevd for dere, sak for sak:\n");
    }
    for (uint32_t i = 0; i < s->n_cases && i < CASES_IN_LETTER_MAX; i++) {
        add_case(&s->cases[i], out);
        rest -= collected(&s->cases[i]);
    }
    if (s->n_cases > CASES_IN_LETTER_MAX) {
        buf_addf(out, "  og %u saker til; alle står i regnearket som følger avregningen: ",
                 (unsigned)(s->n_cases - CASES_IN_LETTER_MAX));
        add_ore(out, rest);
        buf_add_char(out, '\n');
    }
}

static void add_between_us(const struct statement *s, struct buf *out) {
    if (s->sum.agency != 0) {
        buf_add_str(out, "Skyldnernes inkassokostnader i perioden, ");
        add_ore(out, s->sum.agency);
        buf_add_str(out, s->vat_deducted ? " uten merverdiavgift, tilfaller oss."
                                         : " med merverdiavgift, tilfaller oss.");
        buf_add_char(out, '\n');
    }
    if (s->owes != 0) {
        buf_add_str(out, s->owes > 0 ? "Etter denne avregningen skylder dere oss "
                                     : "Etter denne avregningen skylder vi dere ");
        add_ore(out, s->owes > 0 ? s->owes : -s->owes);
        buf_add_str(out, ". Det gjøres opp i neste avregning.\n");
    }
}

void statement_closing(const struct statement *s, struct buf *out) {
    const size_t start = out->len;
    add_between_us(s, out);
    if (s->n_cases > 0 && out->len > start) {
        buf_add_char(out, '\n');
    }
    add_cases(s, out);
    if (s->n_bookings > 0) {
        buf_add_str(out, "\nForslag til bokføring:\n");
    }
    for (uint32_t i = 0; i < s->n_bookings; i++) {
        const struct statement_booking *b = &s->bookings[i];
        buf_addf(out, "  %s %.*s: ", b->debit ? "Debet" : "Kredit", TEXT_ARG(b->account));
        add_ore(out, b->debit ? b->debit : b->credit);
        buf_add_char(out, '\n');
    }
    buf_add_str(out, "\nEr noe uklart? Ta kontakt, så svarer vi dere.");
}

void statement_body(const struct statement *s, struct arena *arena, struct buf *out) {
    struct letter_line *lines;
    const uint32_t n = statement_lines(s, arena, &lines);
    statement_intro(s, out);
    buf_add_str(out, "\n\n");
    for (uint32_t i = 0; i < n; i++) {
        buf_addf(out, "  %.*s: ", TEXT_ARG(lines[i].label));
        add_ore(out, lines[i].amount);
        buf_add_char(out, '\n');
    }
    buf_add_str(out, "  Utbetalt: ");
    add_ore(out, s->paid_out);
    buf_add_str(out, "\n\n");
    statement_closing(s, out);
    buf_add_char(out, '\n');
}
