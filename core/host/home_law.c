/* home_law.c - see home_law.h. */
#include "host/home_law.h"

#include <unistd.h>

#include "engine/book_rates.h"
#include "host/home.h"

int home_rates(struct cli *cli, struct rates *out) {
    const char *path =
        arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s/krav.db", cli->home));
    struct db *db = NULL;
    if (cli->serving) {
        return book_rates(cli->serving->engine->db, &cli->arena, out, &cli->st);
    }
    if (access(path, F_OK) != 0) {
        rates_known(NULL, 0, &cli->arena, out);
        return STATUS_OK;
    }
    int rc = db_open(path, DB_READ, NULL, &db, &cli->st);
    if (rc == STATUS_OK) {
        rc = book_rates(db, &cli->arena, out, &cli->st);
        db_close(db);
    }
    return rc;
}

int home_law(struct cli *cli, const struct law **out) {
    struct rates known;
    const int rc = home_rates(cli, &known);
    if (rc == STATUS_OK) {
        *out = rates_law(&known, &cli->arena);
    }
    return rc;
}
