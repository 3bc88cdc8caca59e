/* cmd_tell.c - krav tell: a person's word or act on a case. */
#include <stdlib.h>

#include "engine/tell.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"

static int list_words(struct cli *cli) {
    for (uint32_t i = 0; i < n_tell_words; i++) {
        char name[TELL_NAME];
        (void)printf("  %-18s %s\n", tell_word_name(&tell_words[i], name),
                     tell_word_row(&tell_words[i])->doc);
    }
    return cli_usage(cli, "tell: name a case and one of the words above");
}

static void print_outcome(struct cli *cli, const struct tell *t, const struct step_outcome *out) {
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_int(&j, "case", out->case_id);
        json_text(&j, "told", t->what);
        json_int(&j, "step", out->step);
        json_text(&j, "stage", out->c.stage);
        json_bool(&j, "disputed", out->c.disputed_since != DAY_NONE);
        json_bool(&j, "held", out->c.held_since != DAY_NONE);
        json_day(&j, "closed", out->c.closed);
        json_close(&j, '}');
        json_print(&j);
        return;
    }
    (void)printf("case %lld: %.*s: recorded as step %lld; stage %.*s%s\n",
                 (long long)out->case_id, TEXT_ARG(t->what), (long long)out->step,
                 TEXT_ARG(out->c.stage.len ? out->c.stage : TEXT("none")),
                 case_is_open(&out->c) ? "" : ", closed");
}

int command_tell(struct cli *cli) {
    struct home h;
    struct step_outcome out;
    struct tell t = {0};
    (void)cli_day_option(cli, "--until", &t.until);
    (void)cli_day_option(cli, "--on", &t.on);
    const char *by = cli_option(cli, "--by");
    const char *id = cli_word(cli), *what = cli_word(cli), *reason = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!id || !what || !text_to_i64(text_of(id), &t.case_id)) {
        return list_words(cli);
    }
    t.what = text_of(what);
    t.reason = text_of(reason);
    t.by = text_of(by ? by : cli->user[0] ? cli->user : "somebody");
    if (!text_is_utf8(t.reason) || text_has_control(t.reason) || t.reason.len > 4000 ||
        !text_is_utf8(t.by) || t.by.len > 100) {
        return cli_usage(cli, "tell: plain UTF-8 of at most 4000 bytes");
    }
    int rc = home_open(cli, DB_WRITE, &h);
    rc = rc ? rc : home_load_rules(&h);
    if (rc) {
        return rc;
    }
    rc = engine_tell(h.engine, &t, &cli->arena, &out, &cli->st);
    if (rc == STATUS_OK) {
        print_outcome(cli, &t, &out);
    }
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
