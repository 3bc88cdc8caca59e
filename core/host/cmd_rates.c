/* cmd_rates.c - krav rates: list, show, import.  What is built in can be listed without a home. */
#include "engine/book_rates.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/home_law.h"
#include "host/json.h"
#include "host/rates_dir.h"
#include "host/show.h"
#include "host/table.h"

#include <string.h>

#define CAPS "caps" /* built in, and of another shape */

/* ---- list and show ------------------------------------------------------------------------- */

/* Hundredths with two decimals, as krav.conf and files of rates take them. */
static const char *value_of(struct cli *cli, const struct rate_entry *e, char separator) {
    return rate_word(e->kind)->unit == RATE_KRONER && separator == ','
               ? cli_ore(cli, e->hundredths)
               : show_percent(cli, (int32_t)e->hundredths, separator);
}

static void print_kind(struct cli *cli, struct table *t, const struct rate_list *list) {
    static const char *const units[] = {[RATE_PERCENT] = "% a year", [RATE_KRONER] = "kroner",
        [RATE_TIMES_R] = "x R"};
    for (uint32_t i = 0; i < list->n; i++) {
        const struct rate_entry *e = &list->rows[i];
        table_cell(t, rate_word(e->kind)->word.name);
        table_cell(t, cli_day(cli, e->from));
        table_cell(t, cli_day(cli, e->to));
        table_cell(t, value_of(cli, e, ','));
        table_cell(t, units[rate_word(e->kind)->unit]);
        table_cell(t, e->is_imported ? "imported" : "built in");
        table_text(t, e->source);
    }
}

static void json_kind(struct cli *cli, struct json *j, const struct rate_list *list) {
    static const char *const keys[] = {[RATE_PERCENT] = "percent", [RATE_TIMES_R] = "factor"};
    for (uint32_t i = 0; i < list->n; i++) {
        const struct rate_entry *e = &list->rows[i];
        const enum rate_unit unit = rate_word(e->kind)->unit;
        json_open(j, NULL, '{');
        json_str(j, "kind", rate_word(e->kind)->word.name);
        json_day(j, "from", e->from);
        json_day(j, "to", e->to);
        if (unit == RATE_KRONER) {
            json_int(j, "amount_ore", e->hundredths);
        } else {
            json_str(j, keys[unit], value_of(cli, e, '.'));
        }
        json_str(j, "source", arena_cstr(&cli->arena, e->source));
        json_bool(j, "built_in", !e->is_imported);
        json_close(j, '}');
    }
}

static void print_caps(struct cli *cli) {
    const struct cap_table *caps = &law_builtin()->caps;
    struct table t;
    table_begin(&t, "lllrrrl");
    table_heads(&t, CAPS ", x inkassosats", "due from", "due to", "claim up to", "light", "heavy",
                "source", NULL);
    for (uint32_t i = 0; i < caps->n; i++) {
        for (uint32_t k = 0; k < caps->rows[i].n_bands; k++) {
            const struct cap_band *band = &caps->rows[i].bands[k];
            table_cell(&t, CAPS);
            table_cell(&t, cli_day(cli, caps->rows[i].due_from));
            table_cell(&t, cli_day(cli, caps->rows[i].due_to));
            table_cell(&t, band->up_to == MONEY_MAX ? "-" : cli_ore(cli, band->up_to));
            table_cell(&t, show_percent(cli, band->light_hundredths, ','));
            table_cell(&t, show_percent(cli, band->heavy_hundredths, ','));
            table_cell(&t, caps->rows[i].source);
        }
    }
    table_print(&t);
}

static void json_caps(struct cli *cli, struct json *j) {
    const struct cap_table *caps = &law_builtin()->caps;
    for (uint32_t i = 0; i < caps->n; i++) {
        json_open(j, NULL, '{');
        json_day(j, "due_from", caps->rows[i].due_from);
        json_day(j, "due_to", caps->rows[i].due_to);
        json_str(j, "source", caps->rows[i].source);
        json_open(j, "bands", '[');
        for (uint32_t k = 0; k < caps->rows[i].n_bands; k++) {
            const struct cap_band *band = &caps->rows[i].bands[k];
            json_open(j, NULL, '{');
            if (band->up_to == MONEY_MAX) {
                json_str(j, "up_to_ore", NULL);
            } else {
                json_int(j, "up_to_ore", band->up_to);
            }
            json_str(j, "light", show_percent(cli, band->light_hundredths, '.'));
            json_str(j, "heavy", show_percent(cli, band->heavy_hundredths, '.'));
            json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
    }
}

/* `only` 0: every kind; `caps`: those as well. */
struct wanted {
    int only;
    bool rates, caps;
};

static bool is_wanted(const struct wanted *w, enum rate_kind kind) {
    return w->rates && (w->only == 0 || w->only == (int)kind);
}

static void print_wanted(struct cli *cli, const struct rates *known, const struct wanted *w) {
    struct table t;
    if (w->rates) {
        table_begin(&t, "lllrlll");
        table_heads(&t, "rate", "from", "to", "value", "", "", "source", NULL);
        for (enum rate_kind kind = RATE_LATE_INTEREST; kind < RATE_KINDS; kind++) {
            if (is_wanted(w, kind)) {
                print_kind(cli, &t, &known->of[kind]);
            }
        }
        table_print(&t);
    }
    if (w->rates && w->caps) {
        (void)putchar('\n');
    }
    if (w->caps) {
        print_caps(cli);
    }
}

static void json_wanted(struct cli *cli, const struct rates *known, const struct wanted *w) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    if (w->rates) {
        json_open(&j, "rates", '[');
        for (enum rate_kind kind = RATE_LATE_INTEREST; kind < RATE_KINDS; kind++) {
            if (is_wanted(w, kind)) {
                json_kind(cli, &j, &known->of[kind]);
            }
        }
        json_close(&j, ']');
    }
    if (w->caps) {
        json_open(&j, CAPS, '[');
        json_caps(cli, &j);
        json_close(&j, ']');
    }
    json_close(&j, '}');
    json_print(&j);
}

static int show(struct cli *cli, const char *kind) {
    struct wanted w = {.rates = true, .caps = true};
    struct rates known;
    if (kind) {
        const struct word *word = words_by_name(&rate_kinds, text_of(kind));
        w = (struct wanted){word ? word->value : 0, word != NULL, strcmp(kind, CAPS) == 0};
    }
    if (!w.rates && !w.caps) {
        const char *near = words_nearest(&rate_kinds, text_of(kind));
        return cli_usage(cli, "rates show: %s: not a kind of rate%s%s (krav words rates)", kind,
                         near ? ": did you mean " : "", near ? near : "");
    }
    if (home_rates(cli, &known)) {
        return cli_fail(cli);
    }
    if (cli->json) {
        json_wanted(cli, &known, &w);
    } else {
        print_wanted(cli, &known, &w);
    }
    return 0;
}

/* ---- import -------------------------------------------------------------------------------- */

static void tell_news(struct cli *cli, const char *path, const struct rates_news *news) {
    if (cli->json) {
        char hex[HASH_HEX];
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_str(&j, "file", path);
        json_str(&j, "hash", hash_hex(&news->file, hex));
        json_int(&j, "imported", news->n);
        json_close(&j, '}');
        json_print(&j);
        return;
    }
    (void)printf("%s: %u rate%s imported%s\n", path, (unsigned)news->n, news->n == 1 ? "" : "s",
                 news->is_old    ? ": this file was imported before"
                 : news->n == 0 ? ": all of them were known"
                                : "");
    for (uint32_t i = 0; i < news->n; i++) {
        const struct rate_entry *e = &news->rows[i];
        (void)printf("  %s from %s: %s\n", rate_word(e->kind)->word.name, cli_day(cli, e->from),
                     value_of(cli, e, ','));
    }
}

static int import_file(struct cli *cli, const char *path) {
    struct home h;
    struct faults faults;
    struct rates_news news;
    struct text bytes;
    if (home_open(cli, DB_WRITE, &h)) {
        return 1;
    }
    faults_init(&faults, &cli->arena, 1000);
    int rc = rates_file_read(cli, path, &bytes, &cli->st);
    rc = rc ? rc : book_import_rates(h.engine, path, bytes, &faults, &news, &cli->st);
    home_close(&h);
    if (rc) {
        return show_failure(cli, &faults);
    }
    tell_news(cli, path, &news);
    return 0;
}

int command_rates(struct cli *cli) {
    const char *verb = cli_word(cli), *what = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (verb && what && strcmp(verb, "import") == 0) {
        return import_file(cli, what);
    }
    if (verb && strcmp(verb, what ? "show" : "list") == 0) {
        return show(cli, what);
    }
    return cli_usage(cli, "rates list | show KIND | import FILE");
}
