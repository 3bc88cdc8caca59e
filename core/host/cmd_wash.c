/* cmd_wash.c - krav wash: the registers are to be asked about every business with an open case.
 *
 * One case of each asks, by a person's act that the law judges like a rule's: so nobody is asked about
 * twice in a week.  The questions go out with the day's work, a hundred at once.  With --case it is the
 * debtor of that case alone, and what the law answers is the command's own answer. */
#include "engine/washing.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "store/cases.h"
#include "store/parties.h"

#define PAGE 500

struct washing {
    struct home h;
    struct cli *cli;
    struct text by;
    int64_t *done; uint32_t n_done; /* debtors that were seen */
    int64_t asked, not_now;
};

static bool was_seen(struct washing *w, int64_t debtor) {
    for (uint32_t i = 0; i < w->n_done; i++) {
        if (w->done[i] == debtor) {
            return true;
        }
    }
    *(int64_t *)arena_push(&w->cli->arena, &w->done, &w->n_done, sizeof(int64_t)) = debtor;
    return false;
}

/* What the law does not let happen is no fault: it was asked lately, or there is no number. */
static int ask(struct washing *w, const struct case_line *line, struct arena *arena) {
    struct status why = {0, ""};
    struct party debtor;
    int rc = parties_get(w->h.engine->db, line->debtor, arena, &debtor, &w->cli->st);
    if (rc || debtor.kind != DEBTOR_BUSINESS || was_seen(w, line->debtor)) {
        return rc;
    }
    rc = washing_ask(w->h.engine, line->id, w->by, arena, &why);
    if (rc == STATUS_REFUSED) {
        w->not_now++;
        return STATUS_OK;
    }
    w->asked += rc == STATUS_OK;
    return rc ? status_fail(&w->cli->st, rc, "%s", why.text) : STATUS_OK;
}

static int wash(struct washing *w) {
    struct case_filter f = {.open_only = true, .n_max = PAGE};
    struct arena page, one;
    int rc = STATUS_OK;
    arena_init(&page);
    arena_init(&one);
    for (uint32_t n = 1; n > 0 && rc == STATUS_OK;) {
        struct case_line *lines;
        arena_reset(&page);
        rc = cases_list(w->h.engine->db, &f, &page, &lines, &n, &w->cli->st);
        for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
            arena_reset(&one);
            rc = ask(w, &lines[i], &one);
            f.after = lines[i].id;
        }
    }
    arena_fini(&page);
    arena_fini(&one);
    return rc;
}

static int wash_one(struct washing *w, int64_t id) {
    const int rc = washing_ask(w->h.engine, id, w->by, &w->cli->arena, &w->cli->st);
    w->asked += rc == STATUS_OK;
    return rc;
}

static void show(const struct washing *w) {
    if (w->cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_int(&j, "asked", w->asked);
        json_int(&j, "not_now", w->not_now);
        json_close(&j, '}');
        json_print(&j);
    } else {
        (void)printf("%lld to be asked about with the day's work; %lld not now\n",
                     (long long)w->asked, (long long)w->not_now);
    }
}

int command_wash(struct cli *cli) {
    struct washing *w = arena_take(&cli->arena, sizeof *w);
    const char *by = cli_option(cli, "--by");
    *w = (struct washing){.cli = cli,
        .by = text_of(by ? by : cli->user[0] ? cli->user : "somebody")};
    const char *one = cli_option(cli, "--case");
    int64_t only = 0;
    if (!cli_done(cli)) {
        return 2;
    }
    if (one && !show_case_number(cli, one, &only)) {
        return 2;
    }
    if (home_open(cli, DB_WRITE, &w->h)) {
        return 1;
    }
    int rc = home_load_rules(&w->h);
    if (rc == STATUS_OK && w->h.config.wash_plugin.len == 0) {
        rc = status_fail(&cli->st, STATUS_REFUSED,
                         "krav.conf: [channels] wash: missing: nobody asks the registers");
    }
    rc = rc ? rc : one ? wash_one(w, only) : wash(w);
    if (rc == STATUS_OK) {
        show(w);
    }
    home_close(&w->h);
    return rc ? cli_fail(cli) : 0;
}
