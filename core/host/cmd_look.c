/* cmd_look.c - krav tasks: what waits for a person. */
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "store/tasks.h"

static void print_tasks(struct cli *cli, const struct task_row *rows, uint32_t n, day today) {
    struct table t;
    table_begin(&t, "rllllll");
    table_heads(&t, "task", "case", "due", "", "owner", "reason", "text", NULL);
    for (uint32_t i = 0; i < n; i++) {
        table_int(&t, rows[i].id);
        if (rows[i].case_id) {
            table_int(&t, rows[i].case_id);
        } else {
            table_cell(&t, "-");
        }
        table_cell(&t, cli_day(cli, rows[i].due));
        table_cell(&t, rows[i].due != DAY_NONE && rows[i].due < today ? "late" : "");
        table_cell(&t, words_name(&task_owners, (int)rows[i].owner));
        table_text(&t, rows[i].reason);
        table_text(&t, rows[i].text);
    }
    table_print(&t);
    (void)printf("%u open task%s\n", (unsigned)n, n == 1 ? "" : "s");
}

static void json_tasks(const struct task_row *rows, uint32_t n, day today) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (uint32_t i = 0; i < n; i++) {
        json_open(&j, NULL, '{');
        json_int(&j, "task", rows[i].id);
        json_int(&j, "case", rows[i].case_id);
        json_int(&j, "step", rows[i].step);
        json_str(&j, "owner", words_name(&task_owners, (int)rows[i].owner));
        json_text(&j, "reason", rows[i].reason);
        json_text(&j, "text", show_absent(rows[i].text));
        json_day(&j, "opened", rows[i].opened);
        json_day(&j, "due", rows[i].due);
        json_bool(&j, "late", rows[i].due != DAY_NONE && rows[i].due < today);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_print(&j);
}

static int list_tasks(struct home *h) {
    struct cli *cli = h->cli;
    struct task_row *rows;
    uint32_t n = 0;
    const int rc = tasks_open(h->engine->db, 0, &cli->arena, &rows, &n, &cli->st);
    if (rc == STATUS_OK && cli->json) {
        json_tasks(rows, n, h->engine->today);
    } else if (rc == STATUS_OK) {
        print_tasks(cli, rows, n, h->engine->today);
    }
    return rc;
}

static int close_task(struct home *h, int64_t id) {
    struct cli *cli = h->cli;
    struct db *db = h->engine->db;
    struct status missing = {0, ""};
    int rc = db_begin(db, &cli->st);
    if (rc) {
        return rc;
    }
    rc = tasks_done(db, id, h->engine->today, &missing);
    if (rc) {
        db_rollback(db);
        return rc == STATUS_NOT_FOUND
                   ? status_fail(&cli->st, rc, "tasks: %lld: no such open task", (long long)id)
                   : status_fail(&cli->st, rc, "%s", missing.text);
    }
    rc = db_commit(db, &cli->st);
    if (rc == STATUS_OK && cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_int(&j, "task", id);
        json_day(&j, "done", h->engine->today);
        json_close(&j, '}');
        json_print(&j);
    } else if (rc == STATUS_OK) {
        (void)printf("task %lld: done\n", (long long)id);
    }
    return rc;
}

int command_tasks(struct cli *cli) {
    struct home h;
    int64_t done = 0;
    const bool has_done = cli_int_option(cli, "--done", &done);
    if (!cli_done(cli)) {
        return 2;
    }
    if (home_open(cli, has_done ? DB_WRITE : DB_READ, &h)) {
        return 1;
    }
    const int rc = has_done ? close_task(&h, done) : list_tasks(&h);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
