/* cmd_replay.c - krav rules replay: what the book's own history would have been under other rules. */
#include "host/cmd_rules.h"
#include "host/json.h"
#include "host/rules_bench.h"
#include "host/show.h"
#include "host/table.h"
#include "lab/replay.h"

#include <unistd.h>

#define THREADS_MAX 8

struct showing {
    struct cli *cli;
    const struct replay_question *q;
    const struct replay *r;
    struct hash rules;
};

/* ---- text ------------------------------------------------------------------------------------ */

static void row(struct table *t, const char *what, const char *detail, int64_t then, int64_t now) {
    if (then != 0 || now != 0) {
        table_cell(t, what);
        table_cell(t, detail);
        table_int(t, then);
        table_int(t, now);
        table_cellf(t, "%+lld", (long long)(now - then));
    }
}

static void print_sums(const struct showing *s) {
    const struct replay_sum *then = &s->r->then, *now = &s->r->now;
    struct table t;
    table_begin(&t, "llrrr");
    table_heads(&t, "", "", "recorded", "replayed", "change", NULL);
    for (int k = 1; k < LETTER_KINDS; k++) {
        for (int by = 1; by <= CHANNEL_PORTAL; by++) {
            row(&t, words_name(&letter_kinds, k), words_name(&channels, by), then->letters[k][by],
                now->letters[k][by]);
        }
    }
    row(&t, "filings", "", then->filings, now->filings);
    row(&t, "tasks for people", "", then->tasks, now->tasks);
    row(&t, "cases parked", "", then->parked, now->parked);
    row(&t, "cases closed", "", then->closed, now->closed);
    table_cell(&t, "costs for debtors");
    table_cell(&t, "");
    table_cell(&t, cli_ore(s->cli, then->costs));
    table_cell(&t, cli_ore(s->cli, now->costs));
    table_cell(&t, cli_ore(s->cli, now->costs - then->costs));
    table_print(&t);
}

static void print_movers(const struct showing *s) {
    if (s->r->movers[0].id == 0) {
        return;
    }
    (void)printf("\nthe biggest changes\n");
    for (uint32_t i = 0; i < REPLAY_MOVERS && s->r->movers[i].id != 0; i++) {
        const struct replay_case *m = &s->r->movers[i];
        (void)printf("  case %lld: costs %s, now %s; letters %lld, now %lld\n", (long long)m->id,
                     cli_ore(s->cli, m->costs_then), cli_ore(s->cli, m->costs_now),
                     (long long)m->letters_then, (long long)m->letters_now);
        if (!text_eq(m->path_then, m->path_now)) {
            (void)printf("    was  %.*s\n    now  %.*s\n", TEXT_ARG(m->path_then),
                         TEXT_ARG(m->path_now));
        }
    }
}

static void print_replay(const struct showing *s) {
    const struct replay *r = s->r;
    (void)printf("rules %s on %lld cases from %s to %s\n\n", show_hash(s->cli, &s->rules),
                 (long long)r->cases,
                 s->q->from > 1 ? cli_day(s->cli, s->q->from) : "their beginning",
                 cli_day(s->cli, s->q->to));
    print_sums(s);
    (void)printf("\n%lld of %lld cases take another path", (long long)r->changed,
                 (long long)r->cases);
    if (r->strange > 0) {
        (void)printf("; in %lld something that happened does not fit any more",
                     (long long)r->strange);
    }
    if (r->skipped > 0) {
        (void)printf("; %lld could not be replayed (%.*s)", (long long)r->skipped,
                     TEXT_ARG(r->skipped_why));
    }
    (void)putchar('\n');
    print_movers(s);
    (void)printf("\nreplay %s\n", show_hash(s->cli, &r->hash));
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void json_sum(struct json *j, const char *key, const struct replay_sum *s) {
    json_open(j, key, '{');
    json_open(j, "letters", '[');
    for (int k = 1; k < LETTER_KINDS; k++) {
        for (int by = 1; by <= CHANNEL_PORTAL; by++) {
            if (s->letters[k][by] > 0) {
                json_open(j, NULL, '{');
                json_str(j, "letter", words_name(&letter_kinds, k));
                json_str(j, "by", words_name(&channels, by));
                json_int(j, "n", s->letters[k][by]);
                json_close(j, '}');
            }
        }
    }
    json_close(j, ']');
    json_int(j, "filings", s->filings);
    json_int(j, "tasks", s->tasks);
    json_int(j, "parked", s->parked);
    json_int(j, "closed", s->closed);
    json_int(j, "costs_ore", s->costs);
    json_close(j, '}');
}

static void json_replay(const struct showing *s) {
    const struct replay *r = s->r;
    char hex[HASH_HEX];
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_str(&j, "bundle", hash_hex(&s->rules, hex));
    json_day(&j, "from", s->q->from > 1 ? s->q->from : DAY_NONE);
    json_day(&j, "to", s->q->to);
    json_int(&j, "cases", r->cases);
    json_int(&j, "changed", r->changed);
    json_int(&j, "strange", r->strange);
    json_int(&j, "skipped", r->skipped);
    json_text(&j, "skipped_why", show_absent(r->skipped_why));
    json_sum(&j, "recorded", &r->then);
    json_sum(&j, "replayed", &r->now);
    json_open(&j, "movers", '[');
    for (uint32_t i = 0; i < REPLAY_MOVERS && r->movers[i].id != 0; i++) {
        const struct replay_case *m = &r->movers[i];
        json_open(&j, NULL, '{');
        json_int(&j, "case", m->id);
        json_text(&j, "path_recorded", m->path_then);
        json_text(&j, "path_replayed", m->path_now);
        json_int(&j, "letters_recorded", m->letters_then);
        json_int(&j, "letters_replayed", m->letters_now);
        json_int(&j, "costs_recorded_ore", m->costs_then);
        json_int(&j, "costs_replayed_ore", m->costs_now);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_str(&j, "hash", hash_hex(&r->hash, hex));
    json_close(&j, '}');
    json_print(&j);
}

/* ---- the command ----------------------------------------------------------------------------- */

/* One for each processor, up to a few: a replay is mostly reckoning. */
static uint32_t threads(void) {
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (uint32_t)n;
}

/* Each thread loads the rules for itself; all that is wrong with them is told before. */
static int try_load(struct bench *b) {
    struct bundle *bundle = NULL;
    const int rc = bench_load(b, &bundle);
    bundle_free(bundle);
    return rc;
}

static int run(struct cli *cli, const char *name, day from, day to) {
    struct home h;
    struct bench b;
    struct replay r;
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    int code = 0;
    const struct replay_question q = {.config = &h.config, .rules = &b.source, .from = from,
        .to = to != DAY_NONE ? to : h.engine->today, .threads = threads()};
    h.config.mode = DB_READ;
    if (bench_fetch(&b, cli, h.engine->db, name) || try_load(&b) ||
        lab_replay(&q, &cli->arena, &r, &cli->st)) {
        code = show_failure(cli, &b.faults);
    } else {
        const struct showing s = {cli, &q, &r, b.hash};
        if (cli->json) {
            json_replay(&s);
        } else {
            print_replay(&s);
        }
    }
    home_close(&h);
    return code;
}

int rules_replay(struct cli *cli) {
    day from = 1, to = DAY_NONE;
    (void)cli_day_option(cli, "--from", &from);
    (void)cli_day_option(cli, "--to", &to);
    const char *dir = cli_option(cli, "--rules");
    dir = dir ? dir : cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (to != DAY_NONE && to < from) {
        return cli_usage(cli, "--to: before --from");
    }
    return run(cli, dir, from, to);
}
