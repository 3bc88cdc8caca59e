/* cmd_case.c - krav case: one case, as text (case_text.c) or JSON (case_json.c), or its costs
 * alone, each with how the law came to it (costs_out.c), or its limitation (limitation_out.c). */
#include "host/case_out.h"
#include "host/case_statement.h"
#include "host/commands.h"
#include "host/costs_out.h"
#include "host/limitation_out.h"
#include "host/show.h"

int command_case(struct cli *cli) {
    struct home h;
    struct sheet s;
    int64_t number = 0;
    const bool costs = cli_flag(cli, "--costs");
    const bool limitation = cli_flag(cli, "--limitation");
    const bool statement = cli_flag(cli, "--statement");
    const char *word = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!word) {
        return cli_usage(cli, "case: name a case, by its number or a KID");
    }
    if (!show_case_number(cli, word, &number)) {
        return 2;
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    int rc = db_look(h.engine->db, &cli->st); /* of one moment, whatever is written meanwhile */
    rc = rc ? rc : sheet_read(&h, number, &s);
    if (rc == STATUS_OK && costs) {
        rc = costs_print(cli, &s);
    } else if (rc == STATUS_OK && statement) {
        rc = case_statement_print(cli, &s);
    } else if (rc == STATUS_OK && limitation) {
        rc = limitation_case_print(cli, &s);
    } else if (rc == STATUS_OK && cli->json) {
        case_print_json(&s);
    } else if (rc == STATUS_OK) {
        case_print(cli, &s);
    }
    db_rollback(h.engine->db);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
