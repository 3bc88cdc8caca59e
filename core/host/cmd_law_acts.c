/* cmd_law_acts.c - krav law acts: the act of 2026, provision by provision: what each changes, from
 * when, and what it waits for.  In a home, as its krav.conf sets them; elsewhere all are unset. */
#include "host/cmd_law_more.h"

#include <unistd.h>

#include "host/home.h"
#include "host/json.h"
#include "host/table.h"
#include "law/switches.h"

static const char *slots_named(struct cli *cli, unsigned slots) {
    struct text names = {NULL, 0};
    for (unsigned slot = 0; slot < LAW_SLOTS; slot++) {
        if (slots & (1u << slot)) {
            names = arena_printf(&cli->arena, "%.*s%s%s", TEXT_ARG(names),
                                 names.len > 0 ? ", " : "", law_slot_words[slot].name);
        }
    }
    return names.len > 0 ? names.ptr : "-";
}

static const char *reference_of(const struct law_switches *acts, enum provision p) {
    return words_name(&law_references, (int)switch_reference(acts, p));
}

static void print_acts(struct cli *cli, const struct law_switches *acts) {
    struct table t;
    table_begin(&t, "llllll");
    table_heads(&t, "provision", "set from", "counted from", "waits for", "paragraph", "change",
                NULL);
    for (int i = 0; i < PROVISIONS; i++) {
        const enum provision p = (enum provision)i;
        table_cell(&t, provision_words[p].name);
        table_cell(&t, cli_day(cli, acts->of[p].from));
        table_cell(&t, reference_of(acts, p));
        table_cell(&t, slots_named(cli, switch_missing(acts, p)));
        table_cell(&t, provision_words[p].paragraph);
        table_cell(&t, provision_words[p].english);
    }
    table_print(&t);
    (void)printf("\nleft to people, when it is set\n");
    table_begin(&t, "ll");
    for (int i = 0; i < PROVISIONS; i++) {
        table_cell(&t, provision_words[i].name);
        table_cell(&t, provision_words[i].left);
    }
    table_print(&t);
}

static void json_slots(struct json *j, const char *key, unsigned slots) {
    json_open(j, key, '[');
    for (unsigned slot = 0; slot < LAW_SLOTS; slot++) {
        if (slots & (1u << slot)) {
            json_str(j, NULL, law_slot_words[slot].name);
        }
    }
    json_close(j, ']');
}

static void json_acts(const struct law_switches *acts) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_open(&j, "provisions", '[');
    for (int i = 0; i < PROVISIONS; i++) {
        const enum provision p = (enum provision)i;
        json_open(&j, NULL, '{');
        json_str(&j, "name", provision_words[p].name);
        json_str(&j, "paragraph", provision_words[p].paragraph);
        json_str(&j, "change", provision_words[p].english);
        json_str(&j, "reference", reference_of(acts, p));
        json_day(&j, "set_from", acts->of[p].from);
        json_str(&j, "left", provision_words[p].left);
        json_slots(&j, "slots", provision_words[p].slots);
        json_slots(&j, "missing", switch_missing(acts, p));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

int law_acts(struct cli *cli) {
    static const struct law_switches unset;
    const struct law_switches *acts = &unset;
    struct home h;
    if (!cli_done(cli)) {
        return 2;
    }
    const char *conf = arena_printf(&cli->arena, "%s/krav.conf", cli->home).ptr;
    if (access(conf, F_OK) == 0) {
        if (home_read(cli, &h)) {
            cli_faults(cli, &h.faults);
            return cli_fail(cli);
        }
        acts = &h.config.acts;
    }
    if (cli->json) {
        json_acts(acts);
    } else {
        print_acts(cli, acts);
    }
    return 0;
}
