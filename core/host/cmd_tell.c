/* cmd_tell.c - krav tell: a person's word or act on a case. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/plan.h"
#include "engine/tell.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/plan_out.h"
#include "host/show.h"

#define DOCUMENT_BYTES_MAX ((size_t)4 << 20)
#define FAULTS_MAX 30

/* ---- what there is to tell ------------------------------------------------------------------- */

static void print_option(const struct tell_option *o, bool must) {
    (void)printf("%s%s%s%s%s", must ? " " : " [", o->name, o->value ? " " : "",
                 o->value ? o->value : "", must ? "" : "]");
}

void command_tell_help(void) {
    (void)puts("\n  What there is to tell, each with [WORDS] [--on DAY] [--document FILE] "
               "[--by USER] [--dry-run]:");
    for (uint32_t i = 0; i < n_tell_words; i++) {
        const struct tell_word *w = &tell_words[i];
        char name[TELL_NAME];
        (void)printf("  %-18s %s\n", tell_word_name(w, name), tell_word_row(w)->doc);
        if (w->needs_reason || w->must || w->may) {
            (void)printf("%20s%s", "", w->needs_reason ? " WORDS" : "");
            for (uint32_t k = 0; k < n_tell_options; k++) {
                const struct tell_option *o = &tell_options[k];
                if ((w->must | w->may) & o->bit) {
                    print_option(o, (w->must & o->bit) != 0);
                }
            }
            (void)putchar('\n');
        }
    }
}

/* ---- the command line ------------------------------------------------------------------------ */

/* False: not a value of its type.  No amount at all is what was not said, and may mean all of it: no
 * kroner are never an amount. */
static bool put_value(struct tell *t, const struct tell_option *o, const char *value) {
    char *at = (char *)t + o->offset;
    const struct text text = text_of(value);
    switch (o->type) {
    case TELL_TEXT: *(struct text *)(void *)at = text; return true;
    case TELL_DAY: return day_parse(text, (day *)(void *)at);
    case TELL_ORE: return money_parse(text, (ore *)(void *)at) && *(ore *)(void *)at != 0;
    case TELL_NUMBER: return text_to_i64(text, (int64_t *)(void *)at);
    case TELL_FLAG: *(bool *)(void *)at = true; return true;
    }
    return false;
}

static const char *type_says(enum tell_type type) {
    return type == TELL_DAY   ? "not a day (YYYY-MM-DD)"
           : type == TELL_ORE ? "not an amount in kroner, more than nothing"
                              : "not a whole number";
}

/* All options there are, whatever is told; how many of them are malformed. */
static int take_options(struct cli *cli, struct tell *t, struct faults *faults) {
    int malformed = 0;
    for (uint32_t i = 0; i < n_tell_options; i++) {
        const struct tell_option *o = &tell_options[i];
        if (o->type == TELL_FLAG) {
            if (cli_flag(cli, o->name)) {
                (void)put_value(t, o, NULL);
            }
            continue;
        }
        const char *value = cli_option(cli, o->name);
        if (value && !put_value(t, o, value)) {
            faults_add(faults, "tell: %s: %s: %s", o->name, value, type_says(o->type));
            malformed++;
        }
    }
    return malformed;
}

/* ---- a document ------------------------------------------------------------------------------ */

static int document_fault(struct cli *cli, const char *path, const char *why) {
    return status_fail(&cli->st, STATUS_INVALID, "tell: --document: %s: %s", path, why);
}

static int read_whole(struct cli *cli, int fd, const char *path, struct text *out) {
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        return document_fault(cli, path, "not a file");
    }
    if (info.st_size == 0 || (uintmax_t)info.st_size > DOCUMENT_BYTES_MAX) {
        return document_fault(cli, path, info.st_size == 0 ? "empty" : "over 4 MiB");
    }
    const size_t size = (size_t)info.st_size;
    char *bytes = arena_take(&cli->arena, size);
    for (size_t n = 0; n < size;) {
        const ssize_t got = read(fd, bytes + n, size - n);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return document_fault(cli, path, got == 0 ? "it shrank" : strerror(errno));
        }
        n += (size_t)got;
    }
    *out = (struct text){bytes, size};
    return STATUS_OK;
}

/* In krav serve, relative to where the command was typed: it stands there while it runs. */
static int read_document(struct cli *cli, const char *path, struct tell *t) {
    const char *slash = strrchr(path, '/');
    t->document_name = text_of(slash ? slash + 1 : path);
    if (!text_is_utf8(t->document_name) || text_has_control(t->document_name) ||
        t->document_name.len > 200) {
        return document_fault(cli, path, "its name is not plain UTF-8 of at most 200 bytes");
    }
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return document_fault(cli, path, strerror(errno));
    }
    const int rc = read_whole(cli, fd, path, &t->document);
    (void)close(fd);
    return rc;
}

/* ---- the answer ------------------------------------------------------------------------------ */

static struct plan_view plan_of(const struct engine *e, const struct krav_case *c) {
    const struct agreement *a = engine_agreement(e, c->creditor, c->department, e->today);
    return (struct plan_view){&c->plan, e->today, a ? a->grace_bank_days : 0};
}

static const struct plan no_plan;

/* What was told of: those that were offered, or that run now. */
static const struct plan *told_plan(const struct tell *t, const struct krav_case *c) {
    return t->first == DAY_NONE && t->parts == 0 && t->amount == 0 ? &no_plan
           : plan_runs(&c->offer) ? &c->offer : &c->plan;
}

static struct schedule_input schedule_of(const struct engine *e, const struct krav_case *c) {
    return (struct schedule_input){c, engine_agreement(e, c->creditor, c->department, e->today),
        &e->law->interest, e->today};
}

static void json_told(struct cli *cli, const struct engine *e, const struct tell *t,
                      const struct told *told) {
    const struct krav_case *c = &told->step.c;
    const struct plan_view plan = plan_of(e, c);
    const struct schedule_input in = schedule_of(e, c);
    char hex[HASH_HEX];
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "case", told->step.case_id);
    json_text(&j, "told", t->what);
    json_bool(&j, "recorded", !t->dry_run);
    json_int(&j, "step", t->dry_run ? 0 : told->step.step);
    json_int(&j, "cases", told->n_cases);
    json_text(&j, "stage", c->stage);
    json_bool(&j, "disputed", c->disputed_since != DAY_NONE);
    json_bool(&j, "held", c->held_since != DAY_NONE);
    json_day(&j, "closed", c->closed);
    json_day(&j, "deferred_until", c->deferred_until);
    json_int(&j, "other_case", told->other.case_id);
    plan_json(&j, "plan", &plan);
    (void)schedule_json(cli, &j, "schedule", &in, told_plan(t, c));
    json_str(&j, "document",
             hash_is_zero(&told->document) ? NULL : hash_hex(&told->document, hex));
    json_close(&j, '}');
    json_print(&j);
}

static void print_instalments(struct cli *cli, const struct engine *e, const struct tell *t,
                              const struct krav_case *c) {
    const struct plan *plan = told_plan(t, c);
    const struct schedule_input in = schedule_of(e, c);
    if (plan_runs(plan) && schedule_print(cli, &in, plan)) {
        (void)printf("  %s\n", cli->st.text);
    }
    if (plan_runs(plan) && plan == &c->offer) {
        (void)printf("  offered until %s, that day included: accept-plan, or the first paid\n",
                     cli_day(cli, plan_due(plan, 1)));
    }
}

static void print_told(struct cli *cli, const struct engine *e, const struct tell *t,
                       const struct told *told) {
    const struct krav_case *c = &told->step.c;
    (void)printf("case %lld: %.*s: ", (long long)told->step.case_id, TEXT_ARG(t->what));
    if (t->dry_run) {
        (void)printf("would be recorded; nothing was");
    } else {
        (void)printf("recorded as step %lld", (long long)told->step.step);
    }
    if (told->n_cases > 1) {
        (void)printf(" in %u cases", (unsigned)told->n_cases);
    }
    (void)printf("; stage %.*s%s\n", TEXT_ARG(c->stage.len ? c->stage : TEXT("none")),
                 case_is_open(c) ? "" : ", closed");
    if (told->other.case_id != 0) {
        (void)printf("  moved to case %lld as step %lld\n", (long long)told->other.case_id,
                     (long long)told->other.step);
    }
    if (!hash_is_zero(&told->document)) {
        (void)printf("  document %s %.*s\n", show_hash(cli, &told->document),
                     TEXT_ARG(t->document_name));
    }
    print_instalments(cli, e, t, c);
    if (t->days != 0 && c->deferred_until != DAY_NONE) {
        (void)printf("  time until %s, that day included\n", cli_day(cli, c->deferred_until));
    }
}

static int run(struct cli *cli, const struct tell *t) {
    struct home h;
    struct told told;
    int rc = home_open(cli, DB_WRITE, &h);
    rc = rc ? rc : home_load_rules(&h);
    if (rc) {
        return rc;
    }
    rc = engine_tell(h.engine, t, &cli->arena, &told, &cli->st);
    if (rc == STATUS_OK && cli->json) {
        json_told(cli, h.engine, t, &told);
    } else if (rc == STATUS_OK) {
        print_told(cli, h.engine, t, &told);
    }
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}

int command_tell(struct cli *cli) {
    struct tell t = {0};
    struct faults faults;
    faults_init(&faults, &cli->arena, FAULTS_MAX);
    const int malformed = take_options(cli, &t, &faults);
    const char *by = cli_option(cli, "--by"), *document = cli_option(cli, "--document");
    t.dry_run = cli_flag(cli, "--dry-run");
    const char *id = cli_word(cli), *what = cli_word(cli), *reason = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!id || !what) {
        command_tell_help();
        return cli_usage(cli, "tell: name a case and one of the words above");
    }
    if (!show_case_number(cli, id, &t.case_id)) {
        return 2;
    }
    t.what = text_of(what);
    t.reason = text_of(reason);
    t.by = text_of(by ? by : cli->user[0] ? cli->user : "somebody");
    if (!text_is_utf8(t.reason) || text_has_control(t.reason) || t.reason.len > TELL_WORDS_MAX ||
        !text_is_utf8(t.by) || text_has_control(t.by)) {
        return cli_usage(cli, "tell: plain UTF-8 of at most 4000 bytes");
    }
    if (document && read_document(cli, document, &t)) {
        faults_add(&faults, "%s", cli->st.text);
    }
    (void)tell_check(&t, &faults);
    if (faults_any(&faults)) {
        cli_faults(cli, &faults);
        return malformed > 0 ? 2 : 1;
    }
    return run(cli, &t);
}
