/* explain_out.c - see explain_out.h. */
#include "host/explain_out.h"

#include "domain/snapshot.h"
#include "host/show.h"
#include "host/table.h"
#include "rules/reading.h"

#include <string.h>

#define READ_WIDTH 90

static void print_action(struct table *t, struct cli *cli, const struct action *a, bool first) {
    table_cell(t, first ? "wanted" : "");
    table_cell(t, show_action(cli, a));
    if (a->file.len > 0) {
        table_cellf(t, "%.*s:%d", TEXT_ARG(a->file), (int)a->line);
    } else {
        table_cell(t, "");
    }
    table_cellf(t, "%s%.*s", a->because.len ? "because: " : "", TEXT_ARG(a->because));
}

/* By the type of the field; a parameter of the level is the number that the rules had. */
static const char *reading_shown(struct cli *cli, struct text name, struct text value) {
    int64_t number = 0;
    for (uint32_t i = 0; i < n_snapshot_fields && value.len > 0; i++) {
        const struct snapshot_field *f = &snapshot_fields[i];
        if (!text_is(name, f->name) || !text_to_i64(value, &number)) {
            continue;
        }
        if (f->type == VALUE_BOOL) {
            return number ? "yes" : "no";
        }
        if (f->type == VALUE_ORE) {
            return cli_ore(cli, number);
        }
    }
    return value.len > 0 ? arena_cstr(&cli->arena, value) : "-";
}

void explain_print_wanted(struct cli *cli, const struct action *actions, uint32_t n) {
    struct table t;
    if (n == 0) {
        (void)puts(" wanted  nothing");
        return;
    }
    table_begin(&t, "llll");
    t.indent = " ";
    for (uint32_t i = 0; i < n; i++) {
        print_action(&t, cli, &actions[i], i == 0);
    }
    table_print(&t);
}

/* What the rules read, as krav itself noted it: "open 1 243,00; deadline_missed yes; ...". */
void explain_print_read(struct cli *cli, struct text read) {
    struct text rest = read, name, value;
    size_t width = 0;
    for (bool first = true; reading_next(&rest, &cli->arena, &name, &value); first = false) {
        const char *shown = reading_shown(cli, name, value);
        const size_t n = name.len + strlen(shown) + 3;
        if (first || width + n > READ_WIDTH) {
            (void)printf("%s %-6s  ", first ? "" : "\n", first ? "read" : "");
            width = 0;
        }
        (void)printf("%.*s %s; ", TEXT_ARG(name), shown);
        width += n;
    }
    if (read.len > 0) {
        (void)putchar('\n');
    }
}

void explain_print_law(struct cli *cli, const struct action *actions,
                       const struct verdict *verdicts, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        (void)printf(" %-6s  %s: %s\n", i == 0 ? "law" : "",
                     words_name(&action_kinds, (int)actions[i].kind),
                     show_verdict(cli, &verdicts[i]));
    }
}

void explain_json_wanted(struct json *j, const struct action *actions,
                         const struct verdict *verdicts, uint32_t n_actions, uint32_t n_verdicts) {
    json_open(j, "wanted", '[');
    for (uint32_t i = 0; i < n_actions; i++) {
        json_open(j, NULL, '{');
        json_record(j, "action", &action_record, &actions[i]);
        if (i < n_verdicts) {
            show_verdict_json(j, "verdict", &verdicts[i]);
        }
        json_close(j, '}');
    }
    json_close(j, ']');
}
