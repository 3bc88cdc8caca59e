#include "requests.h"

#include <inttypes.h>
#include <stdio.h>

#include "disk.h"
#include "giro_file.h"
#include "ocr_file.h"

#define FILES_MAX 1000
#define EMPTY_MAX 1000
#define INPUT_BYTES_MAX ((size_t)16 << 20)
#define OUTPUT_BYTES_MAX ((size_t)64 << 20)

struct errand {
    struct cli *cli;
    day today;
    const char *to;
    struct text empty[EMPTY_MAX]; size_t n_empty; /* KIDs whose payers have no cover */
    struct giro giro;
    struct payments paid;
    struct buf told;
};

static void empty_take(struct errand *e) {
    const char *kid;
    while ((kid = cli_option(e->cli, "--no-cover")) != NULL) {
        if (e->n_empty == EMPTY_MAX) {
            cli_usage(e->cli, "--no-cover: more than %d", EMPTY_MAX);
            return;
        }
        e->empty[e->n_empty++] = text_of(kid);
    }
}

static int files_read(struct errand *e, const char *const *files, size_t n) {
    giro_init(&e->giro, &e->cli->arena);
    for (size_t i = 0; i < n; i++) {
        struct text file;
        if (disk_read(files[i], INPUT_BYTES_MAX, &e->cli->arena, &file, &e->cli->st)) {
            return cli_fail(e->cli, files[i]);
        }
        giro_file_read(&e->giro, file, &e->cli->faults);
        if (faults_any(&e->cli->faults)) {
            return cli_fail(e->cli, files[i]);
        }
    }
    return 0;
}

static bool is_empty(const struct errand *e, struct text kid) {
    bool found = false;
    for (size_t i = 0; i < e->n_empty && !found; i++) {
        found = text_eq(e->empty[i], kid);
    }
    return found;
}

/* Banks pay on bank days. */
static void answer(struct errand *e, const struct giro_request *q) {
    char due[DAY_TEXT];
    const day on = day_bank_day_from(q->due);
    const bool is_paid = !q->is_deleted && on == e->today && !is_empty(e, q->kid);
    buf_addf(&e->told, "%s\t%.*s\t%" PRId64 "\t%s\n",
             q->is_deleted      ? "deleted"
             : on > e->today    ? "waits"
             : on < e->today    ? "passed"
             : is_paid          ? "paid"
                                : "no-cover",
             TEXT_ARG(q->kid), q->amount, day_format(q->due, due));
    if (is_paid) {
        e->paid.items[e->paid.n++] =
            (struct payment){.amount = q->amount, .kid = q->kid, .is_asked_for = true};
    }
}

static int file_write(struct errand *e) {
    struct buf file;
    buf_init(&file, OUTPUT_BYTES_MAX);
    ocr_file_write(&file, e->giro.account, e->today, &e->paid);
    const int rc = file.overflowed ? status_fail(&e->cli->st, STATUS_LIMIT, "%s: too long", e->to)
                                   : disk_write(e->to, buf_text(&file), &e->cli->st);
    buf_fini(&file);
    return rc;
}

static int answer_all(struct errand *e) {
    e->paid.items = arena_take_n(&e->cli->arena, e->giro.n + 1, sizeof *e->paid.items);
    buf_init(&e->told, OUTPUT_BYTES_MAX);
    for (size_t i = 0; i < e->giro.n; i++) {
        answer(e, &e->giro.items[i]);
    }
    const int rc = file_write(e);
    if (rc == STATUS_OK) {
        (void)fwrite(e->told.ptr ? e->told.ptr : "", 1, e->told.len, stdout);
    }
    buf_fini(&e->told);
    return rc ? cli_fail(e->cli, e->to) : 0;
}

int requests_run(struct cli *cli) {
    struct errand *e = arena_take(&cli->arena, sizeof *e);
    const char **files = arena_take_n(&cli->arena, FILES_MAX, sizeof *files);
    size_t n = 0;
    *e = (struct errand){.cli = cli, .today = cli_day(cli, "--day", true),
        .to = cli_needed(cli, "--to")};
    empty_take(e);
    do { /* the first is needed */
        files[n++] = cli_word(cli, "FILE");
    } while (n < FILES_MAX && cli_words_left(cli));
    if (!cli_done(cli)) {
        return 2;
    }
    if (!day_is_bank_day(e->today)) {
        faults_add(&cli->faults, "--day: not a bank day");
        return cli_fail(cli, "requests");
    }
    const int rc = files_read(e, files, n);
    return rc ? rc : answer_all(e);
}
