/* cmd_words.c - krav words: every closed vocabulary, with its meaning.  Needs no home. */
#include "domain/letter_demands.h"
#include "domain/letter_fields.h"
#include "domain/snapshot.h"
#include "engine/tell.h"
#include "host/commands.h"
#include "host/json.h"
#include "host/table.h"
#include "law/law.h"
#include "law/rates.h"

#include <string.h>

/* A vocabulary, and what some of them say of a word beyond its term and sentence. */
struct vocabulary {
    const char *name;
    const struct words *words;  /* NULL: print and json do it all */
    struct text (*say)(struct cli *cli, const struct word *w);
    void (*json_more)(struct json *j, const struct word *w);
    void (*print)(void);
    void (*json)(struct json *j);
};

/* A row's first member is its word. */
static const struct fact_word *fact_of(const struct word *w) { return (const void *)w; }
static const struct action_word *action_of(const struct word *w) { return (const void *)w; }
static const struct letter_word *letter_of(const struct word *w) { return (const void *)w; }

/* ---- facts, actions, letters --------------------------------------------------------------- */

static struct text say_fact(struct cli *cli, const struct word *w) {
    return arena_printf(&cli->arena, "%s%s", words_name(&subjects, (int)fact_of(w)->subject),
                        fact_of(w)->runs_rules ? ", runs rules" : "");
}

static void json_fact(struct json *j, const struct word *w) {
    json_str(j, "subject", words_name(&subjects, (int)fact_of(w)->subject));
    json_bool(j, "runs_rules", fact_of(w)->runs_rules);
}

/* "letter! by days because": '!' after what must be given. */
static struct text say_action(struct cli *cli, const struct word *w) {
    const struct action_word *a = action_of(w);
    struct text all = {NULL, 0};
    for (size_t i = 0; i < action_fields.n; i++) {
        const unsigned bit = 1u << i;
        if (a->fields & bit) {
            all = arena_printf(&cli->arena, "%.*s%s%s%s", TEXT_ARG(all), all.len ? " " : "",
                               words_at(&action_fields, i)->name, a->required & bit ? "!" : "");
        }
    }
    return arena_printf(&cli->arena, "%.*s%s%s", TEXT_ARG(all),
                        a->person_only ? " (person only)" : "",
                        a->carried_out ? "" : " (asks a person in this build)");
}

static void json_fields(struct json *j, const char *key, unsigned bits) {
    json_open(j, key, '[');
    for (size_t i = 0; i < action_fields.n; i++) {
        if (bits & 1u << i) {
            json_str(j, NULL, words_at(&action_fields, i)->name);
        }
    }
    json_close(j, ']');
}

static void json_action(struct json *j, const struct word *w) {
    json_fields(j, "fields", action_of(w)->fields);
    json_fields(j, "required", action_of(w)->required);
    json_bool(j, "person_only", action_of(w)->person_only);
    json_bool(j, "carried_out", action_of(w)->carried_out);
}

static unsigned parts_of(const struct word *letter) {
    return letter_demands((enum letter_kind)letter->value, DEMAND_ALWAYS);
}

static struct text say_letter(struct cli *cli, const struct word *w) {
    const struct letter_word *l = letter_of(w);
    struct text all = {NULL, 0};
    if (l->days_min > 0) {
        all = arena_printf(&cli->arena, "at least %d days;", l->days_min);
    }
    for (size_t i = 0; i < letter_parts.n; i++) {
        if (parts_of(w) & 1u << words_at(&letter_parts, i)->value) {
            all = arena_printf(&cli->arena, "%.*s%s%s", TEXT_ARG(all), all.len ? " " : "",
                               words_at(&letter_parts, i)->name);
        }
    }
    return all;
}

static void json_letter(struct json *j, const struct word *w) {
    const struct letter_word *l = letter_of(w);
    json_open(j, "parts", '[');
    for (size_t i = 0; i < letter_parts.n; i++) {
        if (parts_of(w) & 1u << words_at(&letter_parts, i)->value) {
            json_str(j, NULL, words_at(&letter_parts, i)->name);
        }
    }
    json_close(j, ']');
    json_bool(j, "asks_payment", l->asks_payment);
    json_int(j, "days_min", l->days_min);
}

/* ---- what a letter's template may name, and must --------------------------------------------- */

static const struct letter_field *field_of(const struct word *w) { return (const void *)w; }

/* The letters of these bits, or " all but" the others where that is shorter. */
static struct text say_kinds(struct cli *cli, uint32_t kinds) {
    const uint32_t others = ((1u << LETTER_KINDS) - 2u) & ~kinds;
    const bool many = __builtin_popcount(kinds) > __builtin_popcount(others);
    struct text all = many ? TEXT(" in all") : TEXT(" in");
    const char *before = many ? " but " : " ";
    for (size_t i = 0; i < letter_kinds.n; i++) {
        if ((many ? others : kinds) & 1u << words_at(&letter_kinds, i)->value) {
            all = arena_printf(&cli->arena, "%.*s%s%s", TEXT_ARG(all), before,
                               words_at(&letter_kinds, i)->name);
            before = ", ";
        }
    }
    return all;
}

static const char *field_type(const struct word *w) {
    return words_name(&letter_field_types, (int)field_of(w)->type);
}

static struct text say_field(struct cli *cli, const struct word *w) {
    return arena_printf(&cli->arena, "%s,%.*s", field_type(w),
                        TEXT_ARG(say_kinds(cli, field_of(w)->kinds)));
}

static void json_kinds(struct json *j, const char *key, uint32_t kinds) {
    json_open(j, key, '[');
    for (size_t i = 0; i < letter_kinds.n; i++) {
        if (kinds & 1u << words_at(&letter_kinds, i)->value) {
            json_str(j, NULL, words_at(&letter_kinds, i)->name);
        }
    }
    json_close(j, ']');
}

static void json_field(struct json *j, const struct word *w) {
    json_str(j, "type", field_type(w));
    json_kinds(j, "letters", field_of(w)->kinds);
    json_kinds(j, "always_in", field_of(w)->always);
}

static const char *when_of(const struct letter_demand *d) {
    return d->when == DEMAND_ALWAYS    ? ""
           : d->when == DEMAND_BY_2026 ? "by the act of 2026"
                                       : "a place for it";
}

static void print_demands(void) {
    struct table t;
    table_begin(&t, "lllll");
    t.indent = "  ";
    for (size_t k = 0; k < letter_kinds.n; k++) {
        const struct word *kind = words_at(&letter_kinds, k);
        for (uint32_t i = 0; i < n_letter_demand_rows; i++) {
            const struct letter_demand *d = &letter_demand_rows[i];
            const struct letter_field *by =
                letter_field_for((enum letter_kind)kind->value, d->part);
            if (d->kinds & 1u << kind->value) {
                table_cell(&t, kind->name);
                table_cell(&t, words_name(&letter_parts, (int)d->part));
                table_cellf(&t, "%s%s%s", by ? "{" : "the sheet", by ? by->word.name : "", by ? "}" : "");
                table_cell(&t, d->paragraph);
                table_cell(&t, when_of(d));
            }
        }
    }
    table_print(&t);
}

static void json_demands(struct json *j) {
    for (uint32_t i = 0; i < n_letter_demand_rows; i++) {
        const struct letter_demand *d = &letter_demand_rows[i];
        json_open(j, NULL, '{');
        json_str(j, "part", words_name(&letter_parts, (int)d->part));
        json_kinds(j, "letters", d->kinds);
        json_str(j, "paragraph", d->paragraph);
        json_str(j, "when", d->when == DEMAND_ALWAYS    ? "always"
                            : d->when == DEMAND_BY_2026 ? "by_2026"
                                                        : "place");
        json_close(j, '}');
    }
}

/* ---- those that are not struct words ------------------------------------------------------- */

static const char *type_name(enum value_type type) {
    static const char *const names[] = {[VALUE_NIL] = "nil", [VALUE_BOOL] = "boolean",
        [VALUE_INT] = "number", [VALUE_ORE] = "amount", [VALUE_DAY] = "day",
        [VALUE_TEXT] = "text"};
    return names[type];
}

static void print_snapshot(void) {
    struct table t;
    table_begin(&t, "lll");
    t.indent = "  ";
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        table_cell(&t, snapshot_fields[i].name);
        table_cell(&t, type_name(snapshot_fields[i].type));
        table_cell(&t, snapshot_fields[i].doc);
    }
    table_print(&t);
}

static void json_snapshot(struct json *j) {
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        json_open(j, NULL, '{');
        json_str(j, "word", snapshot_fields[i].name);
        json_str(j, "type", type_name(snapshot_fields[i].type));
        json_str(j, "doc", snapshot_fields[i].doc);
        json_close(j, '}');
    }
}

static void print_reasons(void) {
    struct table t;
    table_begin(&t, "llll");
    t.indent = "  ";
    for (uint32_t i = 0; i < n_law_reasons; i++) {
        table_cell(&t, law_reasons[i].id);
        table_cell(&t, law_reasons[i].paragraph);
        table_cell(&t, law_reasons[i].english);
        table_cell(&t, law_reasons[i].norwegian);
    }
    table_print(&t);
}

static void json_reasons(struct json *j) {
    for (uint32_t i = 0; i < n_law_reasons; i++) {
        json_open(j, NULL, '{');
        json_str(j, "word", law_reasons[i].id);
        json_str(j, "paragraph", law_reasons[i].paragraph);
        json_str(j, "english", law_reasons[i].english);
        json_str(j, "norwegian", law_reasons[i].norwegian);
        json_close(j, '}');
    }
}

static void print_tell(void) {
    struct table t;
    table_begin(&t, "lll");
    t.indent = "  ";
    for (uint32_t i = 0; i < n_tell_words; i++) {
        char name[TELL_NAME];
        table_cell(&t, tell_word_name(&tell_words[i], name));
        table_cell(&t, tell_words[i].needs_reason ? "with a reason" : "");
        table_cell(&t, tell_word_row(&tell_words[i])->doc);
    }
    table_print(&t);
}

static void json_options(struct json *j, const char *key, unsigned bits) {
    json_open(j, key, '[');
    for (uint32_t i = 0; i < n_tell_options; i++) {
        if (bits & (unsigned)tell_options[i].bit) {
            json_str(j, NULL, tell_options[i].name);
        }
    }
    json_close(j, ']');
}

static void json_tell(struct json *j) {
    for (uint32_t i = 0; i < n_tell_words; i++) {
        json_open(j, NULL, '{');
        char name[TELL_NAME];
        json_str(j, "word", tell_word_name(&tell_words[i], name));
        json_bool(j, "needs_reason", tell_words[i].needs_reason);
        json_options(j, "must", tell_words[i].must);
        json_options(j, "may", tell_words[i].may | TELL_ALWAYS);
        json_str(j, "doc", tell_word_row(&tell_words[i])->doc);
        json_close(j, '}');
    }
}

/* ---- all of them --------------------------------------------------------------------------- */

static const struct vocabulary vocabularies[] = {
    {.name = "facts", .words = &fact_kinds, .say = say_fact, .json_more = json_fact},
    {.name = "events", .words = &event_kinds},
    {.name = "actions", .words = &action_kinds, .say = say_action, .json_more = json_action},
    {.name = "action_fields", .words = &action_fields},
    {.name = "letters", .words = &letter_kinds, .say = say_letter, .json_more = json_letter},
    {.name = "letter_parts", .words = &letter_parts},
    {.name = "letter_demands", .print = print_demands, .json = json_demands},
    {.name = "letter_fields", .words = &letter_fields, .say = say_field, .json_more = json_field},
    {.name = "letter_field_types", .words = &letter_field_types},
    {.name = "letter_states", .words = &letter_states},
    {.name = "snapshot", .print = print_snapshot, .json = json_snapshot},
    {.name = "reasons", .print = print_reasons, .json = json_reasons},
    {.name = "verdicts", .words = &verdict_kinds},
    {.name = "claim_bases", .words = &claim_bases},
    {.name = "limitation_notes", .words = &limitation_note_kinds},
    {.name = "accounts", .words = &accounts},
    {.name = "breaches", .words = &breaches},
    {.name = "mandates", .words = &mandates},
    {.name = "addressees", .words = &addressees},
    {.name = "dispute_outcomes", .words = &dispute_outcomes},
    {.name = "cost_states", .words = &cost_states},
    {.name = "fees", .words = &fee_kinds},
    {.name = "rates", .words = &rate_kinds},
    {.name = "owners", .words = &owners},
    {.name = "filings", .words = &filing_kinds},
    {.name = "filing_outcomes", .words = &filing_outcomes},
    {.name = "components", .words = &components},
    {.name = "phases", .words = &phases},
    {.name = "agenda", .words = &agenda_whys},
    {.name = "call_outcomes", .words = &call_outcomes},
    {.name = "effects", .words = &effect_kinds},
    {.name = "effect_states", .words = &effect_states},
    {.name = "channels", .words = &channels},
    {.name = "debtor_kinds", .words = &debtor_kinds},
    {.name = "subjects", .words = &subjects},
    {.name = "task_owners", .words = &task_owners},
    {.name = "senders", .words = &tell_senders},
    {.name = "message_channels", .words = &tell_channels},
    {.name = "tell", .print = print_tell, .json = json_tell},
};
#define N_VOCABULARIES (sizeof vocabularies / sizeof vocabularies[0])

static void print_words(struct cli *cli, const struct vocabulary *v) {
    struct table t;
    table_begin(&t, v->say ? "llll" : "lll");
    t.indent = "  ";
    for (size_t i = 0; i < v->words->n; i++) {
        const struct word *w = words_at(v->words, i);
        table_cell(&t, w->name);
        table_cell(&t, w->norwegian);
        if (v->say) {
            table_text(&t, v->say(cli, w));
        }
        table_cell(&t, w->doc);
    }
    table_print(&t);
}

static void json_words(struct json *j, const struct vocabulary *v) {
    for (size_t i = 0; i < v->words->n; i++) {
        const struct word *w = words_at(v->words, i);
        json_open(j, NULL, '{');
        json_str(j, "word", w->name);
        json_str(j, "norwegian", w->norwegian);
        json_str(j, "doc", w->doc);
        if (v->json_more) {
            v->json_more(j, w);
        }
        json_close(j, '}');
    }
}

static void print_vocabulary(struct cli *cli, const struct vocabulary *v) {
    (void)printf("%s\n", v->name);
    if (v->words) {
        print_words(cli, v);
    } else {
        v->print();
    }
    (void)putchar('\n');
}

static void json_vocabulary(struct json *j, const struct vocabulary *v) {
    json_open(j, v->name, '[');
    if (v->words) {
        json_words(j, v);
    } else {
        v->json(j);
    }
    json_close(j, ']');
}

static int no_such(struct cli *cli, const char *which) {
    struct text all = {NULL, 0};
    for (size_t i = 0; i < N_VOCABULARIES; i++) {
        all = arena_printf(&cli->arena, "%.*s %s", TEXT_ARG(all), vocabularies[i].name);
    }
    return cli_usage(cli, "words: %s: not one of:%.*s", which, TEXT_ARG(all));
}

int command_words(struct cli *cli) {
    struct json j;
    bool any = false;
    const char *which = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    json_begin(&j);
    json_open(&j, NULL, '{');
    for (size_t i = 0; i < N_VOCABULARIES; i++) {
        if (which && strcmp(which, vocabularies[i].name) != 0) {
            continue;
        }
        any = true;
        if (cli->json) {
            json_vocabulary(&j, &vocabularies[i]);
        } else {
            print_vocabulary(cli, &vocabularies[i]);
        }
    }
    json_close(&j, '}');
    if (cli->json && any) {
        json_print(&j);
    } else {
        buf_fini(&j.out);
    }
    return any ? 0 : no_such(cli, which);
}
