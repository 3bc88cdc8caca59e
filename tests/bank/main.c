/* main.c - krav-bank, a pretend bank and its customers: reads letters, pays them, and tells the
 * agency's account what happened on it.  The same input gives the same bytes. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "camt_file.h"
#include "cli.h"
#include "crowd.h"
#include "disk.h"
#include "letters.h"
#include "number.h"
#include "ocr_file.h"
#include "orders.h"
#include "pain_file.h"
#include "report_file.h"
#include "requests.h"
#include "statement_file.h"

#define ACCOUNT_USUAL "12345678903" /* of the example agency */
#define INPUT_BYTES_MAX ((size_t)16 << 20)
#define OUTPUT_BYTES_MAX ((size_t)512 << 20)
#define REFUSALS_MAX 1000

enum format { FORMAT_NONE, FORMAT_OCR, FORMAT_CAMT_02, FORMAT_CAMT_08 };

/* What every file of the bank's is about. */
struct target {
    const char *path;
    enum format format;
    day booked;
    struct text account;
};

/* ---- the bank's file ------------------------------------------------------------------------- */

static void format_take(struct cli *cli, struct target *t) {
    static const char *const names[] = {
        [FORMAT_OCR] = "ocr", [FORMAT_CAMT_02] = "camt.02", [FORMAT_CAMT_08] = "camt.08"};
    const char *name = cli_needed(cli, "--format");
    for (int i = FORMAT_OCR; i <= (int)FORMAT_CAMT_08; i++) {
        if (strcmp(name, names[i]) == 0) {
            t->format = (enum format)i;
        }
    }
    if (t->format == FORMAT_NONE && name[0]) {
        cli_usage(cli, "--format %s: not one of ocr, camt.02, camt.08", name);
    }
}

static void target_take(struct cli *cli, struct target *t) {
    *t = (struct target){.booked = cli_day(cli, "--day", true), .path = cli_needed(cli, "--to")};
    format_take(cli, t);
    if (t->booked && (t->booked < day_of(2000, 1, 1) || t->booked > day_of(2089, 12, 31))) {
        cli_usage(cli, "--day: not in the years 2000 to 2089");
    }
}

static void account_take(struct cli *cli, struct target *t) {
    const char *account = cli_option(cli, "--account");
    t->account = text_of(account ? account : ACCOUNT_USUAL);
    if (!account_fits(t->account)) {
        cli_usage(cli, "--account %s: not an account number", account);
    }
}

/* Banks book on bank days. */
static void bank_day_check(struct cli *cli, const struct target *t) {
    char on[DAY_TEXT], next[DAY_TEXT];
    if (!day_is_bank_day(t->booked)) {
        faults_add(&cli->faults, "%s is not a bank day: the next one is %s",
                   day_format(t->booked, on), day_format(day_bank_day_from(t->booked), next));
    }
}

static int file_write(struct cli *cli, const struct target *t, const struct notification *n) {
    struct buf file;
    buf_init(&file, OUTPUT_BYTES_MAX);
    if (t->format == FORMAT_OCR) {
        ocr_file_write(&file, t->account, t->booked, &n->payments);
    } else {
        camt_file_write(&file, n);
    }
    const int rc = file.overflowed ? status_fail(&cli->st, STATUS_LIMIT, "%s: would be longer than"
                                                 " %zu bytes", t->path, OUTPUT_BYTES_MAX)
                                   : disk_write(t->path, buf_text(&file), &cli->st);
    buf_fini(&file);
    return rc;
}

static int payments_write(struct cli *cli, const struct target *t, const struct payments *p) {
    const struct notification n = {.version = t->format == FORMAT_CAMT_02 ? 2 : 8,
                                   .account = t->account, .booked = t->booked, .payments = *p};
    if (t->format == FORMAT_OCR) {
        ocr_file_check(p, &cli->faults);
    }
    if (p->n > PAYMENTS_MAX) {
        faults_add(&cli->faults, "more than %d payments", PAYMENTS_MAX);
    }
    ore sum = 0;
    for (size_t i = 0; i < p->n; i++) {
        sum = money_add(sum, p->items[i].amount);
        if (sum > MONEY_MAX) {
            faults_add(&cli->faults, "the sum is above 10^12 kroner");
            break;
        }
    }
    return faults_any(&cli->faults) ? STATUS_INVALID : file_write(cli, t, &n);
}

static void say(struct buf *words) {
    (void)fwrite(words->ptr ? words->ptr : "", 1, words->len, stdout);
    buf_fini(words);
}

/* ---- commands -------------------------------------------------------------------------------- */

static int run_letters(struct cli *cli) {
    struct letters letters;
    struct buf out;
    const bool as_json = cli_flag(cli, "--json");
    const char *dir = cli_word(cli, "OUT_DIR");
    if (!cli_done(cli)) {
        return 2;
    }
    letters_read(dir, &cli->arena, &cli->faults, &letters);
    if (faults_any(&cli->faults)) {
        return cli_fail(cli, "");
    }
    buf_init(&out, OUTPUT_BYTES_MAX);
    (as_json ? letters_json : letters_list)(&letters, &out);
    say(&out);
    return 0;
}

static int run_pay(struct cli *cli) {
    struct target t;
    struct text lines;
    struct payments payments;
    target_take(cli, &t);
    account_take(cli, &t);
    if (!cli_done(cli)) {
        return 2;
    }
    bank_day_check(cli, &t);
    if (disk_read(NULL, INPUT_BYTES_MAX, &cli->arena, &lines, &cli->st)) {
        return cli_fail(cli, "");
    }
    orders_read(lines, t.booked, &cli->arena, &cli->faults, &payments);
    if (faults_any(&cli->faults) || payments_write(cli, &t, &payments)) {
        return cli_fail(cli, "orders");
    }
    return 0;
}

static void habits_take(struct cli *cli, struct crowd *crowd) {
    int sum = 0;
    for (int i = 0; i < HABITS; i++) {
        const struct text name = arena_printf(&cli->arena, "--%s", habit_names[i]);
        crowd->percent[i] =
            (int)cli_number(cli, arena_cstr(&cli->arena, name), 100, crowd_usual[i]);
        sum += crowd->percent[i];
    }
    crowd->stray_percent = (int)cli_number(cli, "--stray", 100, CROWD_USUAL_STRAY);
    if (sum > 100) {
        cli_usage(cli, "the habits are those of %d people in a hundred", sum);
    }
}

/* --except KID, any number of them. */
static void excepted_take(struct cli *cli, struct crowd *crowd) {
    const char *kid;
    while ((kid = cli_option(cli, "--except")) != NULL) {
        if (crowd->n_except == CROWD_EXCEPT_MAX) {
            cli_usage(cli, "--except: more than %d", CROWD_EXCEPT_MAX);
            return;
        }
        crowd->except[crowd->n_except++] = text_of(kid);
    }
}

/* Whoever gets a letter that says nothing here would seem never to pay. */
static void known_check(struct cli *cli, const struct letters *letters) {
    for (size_t i = 0; i < letters->n; i++) {
        if (!letters->items[i].is_known) {
            faults_add(&cli->faults, "%.*s: its manifest does not say who is to pay what, and the"
                       " pages are no text", TEXT_ARG(letters->items[i].file));
        }
    }
}

static int run_crowd(struct cli *cli) {
    struct target t;
    struct letters letters;
    struct payments payments;
    struct buf told;
    target_take(cli, &t);
    account_take(cli, &t);
    struct crowd crowd = {.seed = cli_number(cli, "--seed", INT64_MAX, 1), .today = t.booked,
                          .since = cli_day(cli, "--since", false)};
    habits_take(cli, &crowd);
    excepted_take(cli, &crowd);
    const char *dir = cli_word(cli, "OUT_DIR");
    if (!cli_done(cli)) {
        return 2;
    }
    letters_read(dir, &cli->arena, &cli->faults, &letters);
    if (faults_any(&cli->faults)) {
        return cli_fail(cli, "");
    }
    known_check(cli, &letters);
    if (faults_any(&cli->faults)) {
        return cli_fail(cli, dir);
    }
    buf_init(&told, OUTPUT_BYTES_MAX);
    crowd_pay(&crowd, &letters, &cli->arena, &payments, &told);
    if (payments_write(cli, &t, &payments)) {
        buf_fini(&told);
        return cli_fail(cli, dir);
    }
    say(&told);
    return 0;
}

/* ---- payouts --------------------------------------------------------------------------------- */

struct refusal {
    struct text end_to_end, reason;
    bool is_used;
};
struct refusals {
    struct refusal items[REFUSALS_MAX];
    size_t n;
};

/* --refuse ENDTOEND_ID=REASON, any number of them. */
static void refusals_take(struct cli *cli, struct refusals *r) {
    const char *value;
    while ((value = cli_option(cli, "--refuse")) != NULL) {
        struct refusal next = {.reason = text_of(value)};
        if (!text_cut(&next.reason, '=', &next.end_to_end) || next.end_to_end.len == 0 ||
            next.reason.len == 0) {
            cli_usage(cli, "--refuse %s: not ENDTOEND_ID=REASON", value);
        }
        for (size_t i = 0; i < r->n; i++) {
            if (text_eq(r->items[i].end_to_end, next.end_to_end)) {
                cli_usage(cli, "--refuse %s: refused already", value);
            }
        }
        if (r->n == REFUSALS_MAX) {
            cli_usage(cli, "--refuse: more than %d", REFUSALS_MAX);
            return;
        }
        r->items[r->n++] = next;
    }
}

static struct refusal *refusal_of(struct refusals *r, const struct transfer *t) {
    for (size_t i = 0; i < r->n; i++) {
        if (text_eq(r->items[i].end_to_end, t->end_to_end)) {
            return &r->items[i];
        }
    }
    return NULL;
}

static int report_write(struct cli *cli, const char *path, const struct status_report *report) {
    struct buf file;
    buf_init(&file, OUTPUT_BYTES_MAX);
    report_file_write(&file, report);
    const int rc = disk_write(path, buf_text(&file), &cli->st);
    buf_fini(&file);
    return rc;
}

/* The same as a pain.002 says it. */
static int report_all(struct cli *cli, const char *path, const struct pain_file *file, day booked,
                      struct refusals *refusals) {
    struct report_line *lines = arena_take_n(&cli->arena, file->n + 1, sizeof *lines);
    for (size_t i = 0; i < file->n; i++) {
        const struct transfer *t = &file->transfers[i];
        const struct refusal *refusal = refusal_of(refusals, t);
        lines[i].transfer = t;
        lines[i].status = refusal                               ? "RJCT"
                          : day_bank_day_from(t->on) > booked ? "PDNG"
                                                                : "ACSC";
        lines[i].reason = refusal ? refusal->reason : (struct text){NULL, 0};
    }
    const struct status_report report = {.message = file->message, .on = booked, .lines = lines,
        .n = file->n};
    return report_write(cli, path, &report);
}

/* Sorts the transfers into those that are done today, waiting and refused, and tells each. */
static void transfers_sort(const struct pain_file *file, day since, struct refusals *refusals,
                           struct notification *n, const struct transfer **done,
                           struct buf *told) {
    for (size_t i = 0; i < file->n; i++) {
        const struct transfer *t = &file->transfers[i];
        const day on = day_bank_day_from(t->on);
        struct refusal *refusal = refusal_of(refusals, t);
        char text[DAY_TEXT];
        if (refusal) {
            refusal->is_used = true;
            buf_addf(told, "refused\t%.*s\t%.*s\n", TEXT_ARG(t->end_to_end),
                     TEXT_ARG(refusal->reason));
        } else if (on > n->booked) {
            buf_addf(told, "waits\t%.*s\t%s\n", TEXT_ARG(t->end_to_end), day_format(on, text));
        } else if (on >= since) {
            done[n->n_transfers++] = t;
            buf_addf(told, "paid\t%.*s\t%" PRId64 "\t%.*s\t%.*s\n", TEXT_ARG(t->end_to_end),
                     t->amount, TEXT_ARG(t->to_account), TEXT_ARG(t->to_name));
        }
    }
}

static int payouts_write(struct cli *cli, const struct target *t, const struct pain_file *file,
                         day since, struct refusals *refusals) {
    struct buf told;
    const struct transfer **done = arena_take_n(&cli->arena, file->n + 1, sizeof(void *));
    struct notification n = {.version = t->format == FORMAT_CAMT_02 ? 2 : 8,
        .account = file->account, .booked = t->booked, .transfers = done};
    buf_init(&told, OUTPUT_BYTES_MAX);
    transfers_sort(file, since, refusals, &n, done, &told);
    for (size_t i = 0; i < refusals->n; i++) {
        if (!refusals->items[i].is_used) {
            faults_add(&cli->faults, "no transfer has the EndToEndId %.*s",
                       TEXT_ARG(refusals->items[i].end_to_end));
        }
    }
    const int rc = faults_any(&cli->faults) ? STATUS_INVALID : file_write(cli, t, &n);
    if (rc) {
        buf_fini(&told);
        return rc;
    }
    say(&told);
    return 0;
}

static int run_payouts(struct cli *cli) {
    struct target t;
    struct text xml;
    struct pain_file file;
    struct refusals *refusals = arena_take(&cli->arena, sizeof *refusals);
    target_take(cli, &t);
    const day since = cli_day(cli, "--since", false);
    refusals_take(cli, refusals);
    const char *report = cli_option(cli, "--report");
    const char *path = cli_word(cli, "PAIN001_FILE");
    if (t.format == FORMAT_OCR) {
        cli_usage(cli, "--format ocr: OCR giro tells only of money that came in");
    }
    if (!cli_done(cli)) {
        return 2;
    }
    bank_day_check(cli, &t);
    if (disk_read(path, INPUT_BYTES_MAX, &cli->arena, &xml, &cli->st)) {
        return cli_fail(cli, "");
    }
    pain_file_read(xml, &cli->arena, &cli->faults, &file);
    if (faults_any(&cli->faults) || payouts_write(cli, &t, &file, since, refusals) ||
        (report && report_all(cli, report, &file, t.booked, refusals))) {
        return cli_fail(cli, path);
    }
    return 0;
}

/* ---- statement ------------------------------------------------------------------------------- */

static int run_statement(struct cli *cli) {
    struct target t;
    struct text lines;
    struct buf file;
    target_take(cli, &t);
    account_take(cli, &t);
    struct account_statement s = {.version = t.format == FORMAT_CAMT_02 ? 2 : 8,
        .account = t.account, .to = t.booked, .from = cli_day(cli, "--from", true)};
    const char *opening = cli_option(cli, "--opening");
    if (opening && !text_to_i64(text_of(opening), &s.opening)) {
        cli_usage(cli, "--opening %s: not whole øre", opening);
    }
    if (t.format == FORMAT_OCR) {
        cli_usage(cli, "--format ocr: OCR giro has no statements");
    }
    if (!cli_done(cli)) {
        return 2;
    }
    if (disk_read(NULL, INPUT_BYTES_MAX, &cli->arena, &lines, &cli->st)) {
        return cli_fail(cli, "");
    }
    account_lines_read(lines, &s, &cli->arena, &cli->faults);
    if (faults_any(&cli->faults)) {
        return cli_fail(cli, "lines");
    }
    buf_init(&file, OUTPUT_BYTES_MAX);
    statement_file_write(&file, &s);
    const int rc = disk_write(t.path, buf_text(&file), &cli->st);
    buf_fini(&file);
    if (rc) {
        return cli_fail(cli, t.path);
    }
    (void)printf("%" PRId64 "\n", statement_closing(&s));
    return 0;
}

/* ---- the program ----------------------------------------------------------------------------- */

static const struct command {
    const char *name;
    int (*run)(struct cli *cli);
    const char *usage;
} commands[] = {
    {"letters", run_letters, "OUT_DIR [--json]"},
    {"pay", run_pay, "--day DAY --format ocr|camt.02|camt.08 --to FILE [--account ACCOUNT]"
                     " <ORDERS"},
    {"payouts", run_payouts, "PAIN001_FILE --day DAY --format camt.02|camt.08 --to FILE"
                             " [--since DAY]\n           [--report FILE]"
                             " [--refuse ENDTOEND_ID=REASON]..."},
    {"requests", requests_run, "FILE... --day DAY --to FILE [--no-cover KID]..."},
    {"statement", run_statement, "--from DAY --day DAY --format camt.02|camt.08 --to FILE"
                                 " [--opening ORE]\n           [--account ACCOUNT] <LINES"},
    {"crowd", run_crowd, "OUT_DIR --day DAY --format ocr|camt.02|camt.08 --to FILE [--seed N]"
                         "\n           [--since DAY] [--account ACCOUNT] [--full N] [--late N]"
                         " [--partial N]\n           [--over N] [--twice N] [--stray N]\n"
                         "           [--except KID]..."},
};
#define N_COMMANDS (sizeof commands / sizeof commands[0])

static const struct command *command_of(const char *name) {
    for (size_t i = 0; name && i < N_COMMANDS; i++) {
        if (strcmp(name, commands[i].name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

/* Of one command, or of all of them when it is NULL. */
static int usage(const struct command *command) {
    (void)fputs("usage:\n", stderr);
    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (!command || command == &commands[i]) {
            (void)fprintf(stderr, "  krav-bank %s %s\n", commands[i].name, commands[i].usage);
        }
    }
    return 2;
}

int main(int argc, char **argv) {
    const struct command *command = command_of(argc > 1 ? argv[1] : NULL);
    if (!command) {
        return usage(NULL);
    }
    struct cli cli;
    cli_init(&cli, argv + 2, argc - 2);
    const int rc = command->run(&cli);
    cli_fini(&cli);
    if (rc == 2) {
        return usage(command);
    }
    return fflush(stdout) != 0 ? 1 : rc;
}
