/* rates_dir.c - see rates_dir.h. */
#include "host/rates_dir.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "engine/book_rates.h"

#define FAULTS_SHOWN 20 /* of one file */

int rates_file_read(struct cli *cli, const char *path, struct text *bytes, struct status *st) {
    FILE *f = fopen(path, "re");
    if (!f) {
        return status_fail(st, STATUS_IO, "rates: %s: %s", path, strerror(errno));
    }
    /* One byte more than allowed, so that too long is seen. */
    char *content = arena_take(&cli->arena, RATES_FILE_SIZE_MAX + 1);
    const size_t n = fread(content, 1, RATES_FILE_SIZE_MAX + 1, f);
    const bool is_broken = ferror(f) != 0;
    (void)fclose(f); /* only read from */
    if (is_broken || n > RATES_FILE_SIZE_MAX) {
        return status_fail(st, is_broken ? STATUS_IO : STATUS_LIMIT, "rates: %s: %s", path,
                           is_broken ? "cannot be read" : "larger than 256 KiB");
    }
    *bytes = (struct text){content, n};
    return STATUS_OK;
}

static void check_file(struct home *h, const char *name) {
    struct cli *cli = h->cli;
    struct status st = {0, ""};
    struct faults faults;
    struct rates_news news;
    struct text bytes;
    const char *shown = arena_cstr(&cli->arena, arena_printf(&cli->arena, "rates/%s", name));
    const char *path =
        arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s/%s", cli->home, shown));
    faults_init(&faults, &cli->arena, FAULTS_SHOWN);
    int rc = rates_file_read(cli, path, &bytes, &st);
    rc = rc ? rc : book_look_at_rates(h->engine, shown, bytes, &faults, &news, &st);
    for (size_t i = 0; i < faults.n; i++) {
        faults_add(&h->faults, "%.*s", TEXT_ARG(faults.items[i]));
    }
    if (rc && !faults_any(&faults)) {
        faults_add(&h->faults, "%s", st.text);
    } else if (rc == STATUS_OK && news.n > 0) {
        faults_add(&h->faults, "%s: not imported yet (krav rates import %s)", shown, path);
    }
}

static int is_csv(const struct dirent *e) {
    return e->d_name[0] != '.' && text_ends(text_of(e->d_name), TEXT(".csv"));
}

void rates_dir_check(struct home *h) {
    struct cli *cli = h->cli;
    struct status st = {0, ""};
    struct rates known;
    struct dirent **names = NULL;
    const char *dir = arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s/rates", cli->home));
    if (book_rates(h->engine->db, &cli->arena, &known, &st)) {
        faults_add(&h->faults, "%s", st.text);
        return;
    }
    rates_contradicted(&known, &h->faults);
    const int n = scandir(dir, &names, is_csv, alphasort); /* a home may do without */
    for (int i = 0; i < n; i++) {
        check_file(h, names[i]->d_name);
        free(names[i]); /* as scandir made them */
    }
    free(names);
}
