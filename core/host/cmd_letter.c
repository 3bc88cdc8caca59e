/* cmd_letter.c - krav rules letter KIND: a text of that letter to begin with, for rules/letters/KIND.txt.
 * Needs no home. */
#include "domain/letter_template.h"
#include "host/cmd_rules.h"
#include "host/json.h"

static int no_such(struct cli *cli, const char *name) {
    const char *near = words_nearest(&letter_kinds, text_of(name));
    return cli_usage(cli, "rules letter: %s: no such letter%s%s%s", name,
                     near ? ": did you mean " : "", near ? near : "", near ? "?" : "");
}

int rules_letter(struct cli *cli) {
    const char *name = cli_word(cli);
    const struct word *kind = name ? words_by_name(&letter_kinds, text_of(name)) : NULL;
    if (!cli_done(cli)) {
        return 2;
    }
    if (!kind) {
        return name ? no_such(cli, name) : cli_usage(cli, "rules letter KIND");
    }
    struct buf b;
    buf_init(&b, TEMPLATE_BYTES_MAX);
    letter_template_begin((enum letter_kind)kind->value, &b);
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_str(&j, "letter", kind->name);
        json_text(&j, "text", buf_text(&b));
        json_close(&j, '}');
        json_print(&j);
    } else {
        (void)printf("%s", b.ptr);
    }
    buf_fini(&b);
    return 0;
}
