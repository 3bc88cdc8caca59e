/* cmd_diff.c - krav rules diff: two bundles, in what they declare and in what they would want of the
 * open cases today. */
#include "host/cmd_rules.h"
#include "host/json.h"
#include "host/rules_bench.h"
#include "host/show.h"
#include "lab/compare.h"
#include "rules/level.h"

#include <inttypes.h>

struct diff {
    struct cli *cli;
    struct bench was, now;
    struct bundle *a, *b;
    struct comparison c;
    struct text *words; uint32_t n_words; /* what is declared otherwise, a line each */
};

/* ---- what is declared ------------------------------------------------------------------------ */

static void say(struct diff *d, struct text line) {
    *(struct text *)arena_push(&d->cli->arena, &d->words, &d->n_words, sizeof line) = line;
}

static void compare_stages(struct diff *d) {
    struct arena *arena = &d->cli->arena;
    for (uint32_t i = 0; i < bundle_n_stages(d->a); i++) {
        const struct text name = bundle_stage(d->a, i).name;
        if (!bundle_has_stage(d->b, name)) {
            const struct text to = bundle_renamed(d->b, name);
            say(d, to.len > 0 ? arena_printf(arena, "stage %.*s is now %.*s", TEXT_ARG(name),
                                             TEXT_ARG(to))
                              : arena_printf(arena, "stage %.*s is no more", TEXT_ARG(name)));
        }
    }
    for (uint32_t i = 0; i < bundle_n_stages(d->b); i++) {
        const struct stage_info s = bundle_stage(d->b, i);
        if (!bundle_has_stage(d->a, s.name)) {
            say(d, arena_printf(arena, "stage %.*s (%.*s) is new: %.*s:%d", TEXT_ARG(s.name),
                                TEXT_ARG(s.label), TEXT_ARG(s.file), (int)s.line));
        }
    }
}

static void compare_param(struct diff *d, const struct level *l, const struct param *a,
                          const struct param *b) {
    struct arena *arena = &d->cli->arena;
    if (!a) {
        say(d, arena_printf(arena, "level %.*s: %.*s is new: %" PRId64, TEXT_ARG(l->name),
                            TEXT_ARG(b->name), b->value));
    } else if (a->value != b->value || a->min != b->min || a->max != b->max) {
        say(d, arena_printf(arena, "level %.*s: %.*s was %" PRId64 " (%" PRId64 "..%" PRId64
                            "), is %" PRId64 " (%" PRId64 "..%" PRId64 ")", TEXT_ARG(l->name),
                            TEXT_ARG(b->name), a->value, a->min, a->max, b->value, b->min, b->max));
    }
}

static void compare_levels(struct diff *d) {
    const struct level_set *a = bundle_levels(d->a), *b = bundle_levels(d->b);
    struct arena *arena = &d->cli->arena;
    for (uint32_t i = 0; i < a->n; i++) {
        if (!level_find(b, a->items[i].name)) {
            say(d, arena_printf(arena, "level %.*s is no more", TEXT_ARG(a->items[i].name)));
        }
    }
    for (uint32_t i = 0; i < b->n; i++) {
        const struct level *now = &b->items[i], *was = level_find(a, now->name);
        if (!was) {
            say(d, arena_printf(arena, "level %.*s is new", TEXT_ARG(now->name)));
        }
        for (uint32_t k = 0; was && k < now->n_params; k++) {
            compare_param(d, now, level_param(was, now->params[k].name), &now->params[k]);
        }
    }
}

static void compare_letters(struct diff *d) {
    for (int kind = 1; kind < LETTER_KINDS; kind++) {
        const struct bundle_file *was = bundle_letter(d->a, (enum letter_kind)kind);
        const struct bundle_file *now = bundle_letter(d->b, (enum letter_kind)kind);
        const bool same = was && now ? text_eq(was->content, now->content) : was == now;
        if (!same) {
            say(d, arena_printf(&d->cli->arena, "letter %s: %s%.*s",
                                words_name(&letter_kinds, kind),
                                !now  ? "krav's own text again"
                                : was ? "its text is changed: "
                                      : "a text of its own: ",
                                TEXT_ARG(now ? now->path : TEXT(""))));
        }
    }
}

static const struct bundle_file *file_of(const struct bundle_source *s, struct text path) {
    for (uint32_t i = 0; i < s->n_files; i++) {
        if (text_eq(s->files[i].path, path)) {
            return &s->files[i];
        }
    }
    return NULL;
}

static void compare_files(struct diff *d) {
    const struct bundle_source *a = &d->was.source, *b = &d->now.source;
    struct arena *arena = &d->cli->arena;
    for (uint32_t i = 0; i < a->n_files; i++) {
        if (!file_of(b, a->files[i].path)) {
            say(d, arena_printf(arena, "file %.*s is no more", TEXT_ARG(a->files[i].path)));
        }
    }
    for (uint32_t i = 0; i < b->n_files; i++) {
        const struct bundle_file *was = file_of(a, b->files[i].path);
        if (!was || !text_eq(was->content, b->files[i].content)) {
            say(d, arena_printf(arena, "file %.*s %s", TEXT_ARG(b->files[i].path),
                                was ? "is changed" : "is new"));
        }
    }
}

/* ---- telling --------------------------------------------------------------------------------- */

static void print_diff(const struct diff *d) {
    struct cli *cli = d->cli;
    const struct comparison *c = &d->c;
    (void)printf("was %s, now %s\n", show_hash(cli, &d->was.hash), show_hash(cli, &d->now.hash));
    for (uint32_t i = 0; i < d->n_words; i++) {
        (void)printf("  %.*s\n", TEXT_ARG(d->words[i]));
    }
    (void)printf("%lld of %lld open cases would be decided otherwise today\n",
                 (long long)c->different, (long long)c->cases);
    for (uint32_t i = 0; i < c->n_lines; i++) {
        const struct compare_line *l = &c->lines[i];
        (void)printf("\n  %lld in %.*s, as case %lld\n    was  %.*s\n    now  %.*s\n",
                     (long long)l->n, TEXT_ARG(l->stage), (long long)l->example, TEXT_ARG(l->was),
                     TEXT_ARG(l->now));
    }
    if (c->untold > 0) {
        (void)printf("\n  and %lld more\n", (long long)c->untold);
    }
}

static void json_diff(const struct diff *d) {
    const struct comparison *c = &d->c;
    char hex[HASH_HEX];
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_str(&j, "was", hash_hex(&d->was.hash, hex));
    json_str(&j, "now", hash_hex(&d->now.hash, hex));
    json_open(&j, "declared", '[');
    for (uint32_t i = 0; i < d->n_words; i++) {
        json_text(&j, NULL, d->words[i]);
    }
    json_close(&j, ']');
    json_int(&j, "cases", c->cases);
    json_int(&j, "different", c->different);
    json_int(&j, "failing", c->failing);
    json_int(&j, "untold", c->untold);
    json_open(&j, "decisions", '[');
    for (uint32_t i = 0; i < c->n_lines; i++) {
        const struct compare_line *l = &c->lines[i];
        json_open(&j, NULL, '{');
        json_text(&j, "stage", l->stage);
        json_text(&j, "was", l->was);
        json_text(&j, "now", l->now);
        json_int(&j, "cases", l->n);
        json_int(&j, "example", l->example);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

/* ---- the command ----------------------------------------------------------------------------- */

static int compare(struct diff *d, struct home *h) {
    struct cli *cli = d->cli;
    if (bench_load(&d->was, &d->a)) {
        return show_failure(cli, &d->was.faults);
    }
    if (bench_load(&d->now, &d->b)) {
        return show_failure(cli, &d->now.faults);
    }
    compare_stages(d);
    compare_levels(d);
    compare_letters(d);
    compare_files(d);
    if (lab_compare(h->engine, d->a, d->b, &cli->arena, &d->c, &cli->st)) {
        return cli_fail(cli);
    }
    if (cli->json) {
        json_diff(d);
    } else {
        print_diff(d);
    }
    return 0;
}

/* One name: the active bundle is compared with it; none: with rules/. */
int rules_diff(struct cli *cli) {
    struct diff *d = arena_take(&cli->arena, sizeof *d);
    struct home h;
    const char *first = cli_word(cli), *second = cli_word(cli);
    *d = (struct diff){.cli = cli};
    if (!cli_done(cli)) {
        return 2;
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    const char *now = second ? second : first;
    int code = 1;
    if (bench_fetch(&d->was, cli, h.engine->db, second ? first : NULL) ||
        (now ? bench_fetch(&d->now, cli, h.engine->db, now) : bench_read(&d->now, cli, NULL))) {
        code = show_failure(cli, faults_any(&d->was.faults) ? &d->was.faults : &d->now.faults);
    } else {
        code = compare(d, &h);
    }
    bundle_free(d->a);
    bundle_free(d->b);
    home_close(&h);
    return code;
}
