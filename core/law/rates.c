/* rates.c - see rates.h. */
#include "law/rates.h"

#include "base/check.h"
#include "base/status.h"

#define KRONER(n) ((int64_t)(n) * 100)

/* Bounds are wide enough for what the years since 2000 have seen, and narrow enough for a slip of
 * the finger: a comma too few, two digits that changed places. */
static const struct rate_word rate_rows[] = {
    {{RATE_LATE_INTEREST, "late_interest", "forsinkelsesrente",
      "Late interest, percent a year (forsinkelsesrenteloven § 3)."},
     .unit = RATE_PERCENT, .min = 0, .max = 3000, .change = 500, .may_fall = true,
     .is_half_year = true},
    {{RATE_INKASSOSATS, "inkassosats", "inkassosats",
      "The base rate of fees and costs (inkassoforskriften §§ 1-1, 2-1)."},
     .unit = RATE_KRONER, .min = KRONER(300), .max = KRONER(3000), .change_percent = 25,
     .is_whole = true},
    {{RATE_COMPENSATION, "compensation", "standardkompensasjon",
      "What a business owes for collection (forsinkelsesrenteloven § 3 a)."},
     .unit = RATE_KRONER, .min = KRONER(100), .max = KRONER(1000), .change_percent = 25,
     .may_fall = true, .is_whole = true, .is_half_year = true},
    {{RATE_RETTSGEBYR, "rettsgebyr", "rettsgebyr",
      "The court fee unit R (rettsgebyrloven § 1)."},
     .unit = RATE_KRONER, .min = KRONER(500), .max = KRONER(5000), .change_percent = 25,
     .is_whole = true},
    {{RATE_CONCILIATION, "conciliation_factor", "forliksklage",
      "The fee of a petition to the conciliation board."},
     .unit = RATE_TIMES_R, .min = 10, .max = 500, .may_fall = true},
    {{RATE_ENFORCEMENT, "enforcement_factor", "utleggsbegjæring",
      "The fee of a petition for enforcement."},
     .unit = RATE_TIMES_R, .min = 10, .max = 500, .may_fall = true},
    {{RATE_BANKRUPTCY_NOTICE, "bankruptcy_notice_factor", "forkynning av konkursvarsel",
      "The fee for serving a bankruptcy notice (rettsgebyrloven § 25)."},
     .unit = RATE_TIMES_R, .min = 10, .max = 500, .may_fall = true},
    {{RATE_WRITING, "writing_factor", "skrivekostnad",
      "The most the debtor owes for writing a petition for enforcement."},
     .unit = RATE_TIMES_R, .min = 10, .max = 500, .may_fall = true},
    {{RATE_LEGAL_HELP, "legal_help_factor", "bistand i forliksrådet",
      "The most for legal help there, when collection costs are claimed too (tvisteloven § 6-13)."},
     .unit = RATE_TIMES_R, .min = 10, .max = 500, .may_fall = true},
};
const struct words rate_kinds = WORDS("rate kind", rate_rows);

const struct rate_word *rate_word(enum rate_kind kind) {
    ensure(kind > 0 && kind < RATE_KINDS);
    return &rate_rows[kind - 1];
}

/* ---- from struct law, and back ------------------------------------------------------------- */

/* Where the rows of a kind stand in struct law: kroner and R in tables of their own types. */
static struct amount_table *amounts_of(struct law *law, enum rate_kind kind) {
    struct amount_table *const of[RATE_KINDS] = {
        [RATE_INKASSOSATS] = &law->inkassosats,
        [RATE_COMPENSATION] = &law->compensation,
        [RATE_RETTSGEBYR] = &law->rettsgebyr,
    };
    return of[kind];
}

static struct factor_table *factors_of(struct law *law, enum rate_kind kind) {
    struct factor_table *const of[RATE_KINDS] = {
        [RATE_CONCILIATION] = &law->conciliation,
        [RATE_ENFORCEMENT] = &law->enforcement,
        [RATE_BANKRUPTCY_NOTICE] = &law->bankruptcy_notice,
        [RATE_WRITING] = &law->writing,
        [RATE_LEGAL_HELP] = &law->legal_help,
    };
    return of[kind];
}

static uint32_t n_rows_of(struct law *law, enum rate_kind kind) {
    return kind == RATE_LATE_INTEREST ? law->interest.n
           : amounts_of(law, kind)    ? amounts_of(law, kind)->n
                                      : factors_of(law, kind)->n;
}

static struct rate_entry entry_of(struct law *law, enum rate_kind kind, uint32_t i) {
    if (kind == RATE_LATE_INTEREST) {
        const struct rate_row *row = &law->interest.rows[i];
        return (struct rate_entry){kind, row->from, row->to, row->bp, text_of(row->source),
                                   false, 0};
    }
    if (amounts_of(law, kind)) {
        const struct amount_row *row = &amounts_of(law, kind)->rows[i];
        return (struct rate_entry){kind, row->from, row->to, row->amount, text_of(row->source),
                                   false, 0};
    }
    const struct factor_row *row = &factors_of(law, kind)->rows[i];
    return (struct rate_entry){kind, row->from, row->to, row->hundredths, text_of(row->source),
                               false, 0};
}

static void builtin_rates(struct arena *arena, struct rates *out) {
    struct law law = *law_builtin();
    *out = (struct rates){0};
    for (enum rate_kind kind = RATE_LATE_INTEREST; kind < RATE_KINDS; kind++) {
        struct rate_list *list = &out->of[kind];
        list->n = n_rows_of(&law, kind);
        list->rows = arena_take_n(arena, list->n, sizeof *list->rows);
        for (uint32_t i = 0; i < list->n; i++) {
            list->rows[i] = entry_of(&law, kind, i);
        }
    }
}

static void fill(struct law *law, const struct rate_list *list, enum rate_kind kind,
                 struct arena *arena) {
    struct rate_row *rates = arena_take_n(arena, list->n, sizeof *rates);
    struct amount_row *amounts = arena_take_n(arena, list->n, sizeof *amounts);
    struct factor_row *factors = arena_take_n(arena, list->n, sizeof *factors);
    for (uint32_t i = 0; i < list->n; i++) {
        const struct rate_entry *e = &list->rows[i];
        const char *source = arena_cstr(arena, e->source);
        rates[i] = (struct rate_row){e->from, e->to, (int32_t)e->hundredths, source};
        amounts[i] = (struct amount_row){e->from, e->to, e->hundredths, source};
        factors[i] = (struct factor_row){e->from, e->to, (int32_t)e->hundredths, source};
    }
    if (kind == RATE_LATE_INTEREST) {
        law->interest = (struct rate_table){rates, list->n};
    } else if (amounts_of(law, kind)) {
        *amounts_of(law, kind) = (struct amount_table){amounts, list->n};
    } else {
        *factors_of(law, kind) = (struct factor_table){factors, list->n};
    }
}

const struct law *rates_law(const struct rates *r, struct arena *arena) {
    struct law *law = arena_take(arena, sizeof *law);
    *law = *law_builtin();
    for (enum rate_kind kind = RATE_LATE_INTEREST; kind < RATE_KINDS; kind++) {
        fill(law, &r->of[kind], kind, arena);
    }
    return law;
}

/* ---- the list ------------------------------------------------------------------------------ */

const struct rate_entry *rates_from(const struct rates *r, enum rate_kind kind, day from) {
    const struct rate_entry *e = rates_on(r, kind, from);
    return e && e->from == from ? e : NULL;
}

const struct rate_entry *rates_on(const struct rates *r, enum rate_kind kind, day on) {
    for (uint32_t i = r->of[kind].n; i > 0; i--) {
        const struct rate_entry *e = &r->of[kind].rows[i - 1];
        if (on >= e->from) {
            return e->to == DAY_NONE || on <= e->to ? e : NULL;
        }
    }
    return NULL;
}

/* The row ends on this day at the latest. */
static void end_by(struct rate_entry *e, day last) {
    if (e->to == DAY_NONE || e->to > last) {
        e->to = last;
    }
}

void rates_put(struct rates *r, const struct rate_entry *e, struct arena *arena) {
    struct rate_list *list = &r->of[e->kind];
    uint32_t at = 0;
    while (at < list->n && list->rows[at].from < e->from) {
        at++;
    }
    const bool replaces = at < list->n && list->rows[at].from == e->from;
    struct rate_entry *rows = arena_take_n(arena, list->n + 1, sizeof *rows);
    uint32_t n = 0;
    for (uint32_t i = 0; i < at; i++) {
        rows[n++] = list->rows[i];
    }
    rows[n] = *e;
    rows[n++].is_imported = true;
    for (uint32_t i = at + replaces; i < list->n; i++) {
        rows[n++] = list->rows[i];
    }
    if (at > 0) {
        end_by(&rows[at - 1], e->from - 1);
    }
    if (at + 1 < n) {
        end_by(&rows[at], rows[at + 1].from - 1);
    }
    *list = (struct rate_list){rows, n};
}

void rates_known(const struct rate_entry *imported, uint32_t n, struct arena *arena,
                 struct rates *out) {
    builtin_rates(arena, out);
    for (uint32_t i = 0; i < n; i++) {
        const struct rate_entry *known = rates_from(out, imported[i].kind, imported[i].from);
        /* A newer program may have built in what the book added before; it may know more. */
        if (!known || known->is_imported || known->hundredths != imported[i].hundredths) {
            rates_put(out, &imported[i], arena);
        }
    }
}

void rates_contradicted(const struct rates *r, struct faults *faults) {
    struct law law = *law_builtin();
    char from[DAY_TEXT], ours[MONEY_TEXT], theirs[MONEY_TEXT];
    for (enum rate_kind kind = RATE_LATE_INTEREST; kind < RATE_KINDS; kind++) {
        for (uint32_t i = 0; i < n_rows_of(&law, kind); i++) {
            const struct rate_entry own = entry_of(&law, kind, i);
            const struct rate_entry *e = rates_from(r, kind, own.from);
            if (e && e->is_imported && e->hundredths != own.hundredths) {
                faults_add(faults, "rates: %s from %s: the book has %s, which counts; this krav's "
                           "own table has %s", rate_word(kind)->word.name,
                           day_format(own.from, from), money_format(e->hundredths, theirs),
                           money_format(own.hundredths, ours));
            }
        }
    }
}
