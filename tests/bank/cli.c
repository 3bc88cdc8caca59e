#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FAULTS_MAX 100

void cli_init(struct cli *cli, char **words, int n_words) {
    *cli = (struct cli){.words = words, .n_words = n_words};
    arena_init(&cli->arena);
    faults_init(&cli->faults, &cli->arena, FAULTS_MAX);
}

void cli_fini(struct cli *cli) { arena_fini(&cli->arena); }

void cli_usage(struct cli *cli, const char *format, ...) {
    va_list args;
    va_start(args, format);
    (void)fputs("krav-bank: ", stderr);
    (void)vfprintf(stderr, format, args);
    (void)fputc('\n', stderr);
    va_end(args);
    cli->usage_failed = true;
}

static int find(const struct cli *cli, const char *name) {
    for (int i = 0; i < cli->n_words; i++) {
        if (cli->words[i] && strcmp(cli->words[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

bool cli_flag(struct cli *cli, const char *name) {
    const int at = find(cli, name);
    if (at >= 0) {
        cli->words[at] = NULL;
    }
    return at >= 0;
}

const char *cli_option(struct cli *cli, const char *name) {
    const int at = find(cli, name);
    if (at < 0) {
        return NULL;
    }
    const char *value = at + 1 < cli->n_words ? cli->words[at + 1] : NULL;
    cli->words[at] = NULL;
    if (!value) {
        cli_usage(cli, "%s needs a value", name);
        return NULL;
    }
    cli->words[at + 1] = NULL;
    return value;
}

const char *cli_needed(struct cli *cli, const char *name) {
    const bool is_there = find(cli, name) >= 0;
    const char *value = cli_option(cli, name);
    if (!is_there) {
        cli_usage(cli, "%s is missing", name);
    }
    return value ? value : "";
}

day cli_day(struct cli *cli, const char *name, bool is_needed) {
    day d = DAY_NONE;
    const char *value = is_needed ? cli_needed(cli, name) : cli_option(cli, name);
    if (value && value[0] && !day_parse(text_of(value), &d)) {
        cli_usage(cli, "%s %s: not a day such as 2026-11-20", name, value);
    }
    return d;
}

int64_t cli_number(struct cli *cli, const char *name, int64_t most, int64_t otherwise) {
    int64_t number = otherwise;
    const char *value = cli_option(cli, name);
    if (value && (!text_to_i64(text_of(value), &number) || number < 0 || number > most)) {
        cli_usage(cli, "%s %s: not a number from 0 to %lld", name, value, (long long)most);
    }
    return number;
}

const char *cli_word(struct cli *cli, const char *what) {
    for (int i = 0; i < cli->n_words; i++) {
        if (cli->words[i] && strncmp(cli->words[i], "--", 2) != 0) {
            const char *word = cli->words[i];
            cli->words[i] = NULL;
            return word;
        }
    }
    cli_usage(cli, "%s is missing", what);
    return "";
}

bool cli_words_left(const struct cli *cli) {
    for (int i = 0; i < cli->n_words; i++) {
        if (cli->words[i] && strncmp(cli->words[i], "--", 2) != 0) {
            return true;
        }
    }
    return false;
}

bool cli_done(struct cli *cli) {
    for (int i = 0; i < cli->n_words; i++) {
        if (cli->words[i]) {
            cli_usage(cli, "%s: not expected here", cli->words[i]);
        }
    }
    return !cli->usage_failed;
}

int cli_fail(struct cli *cli, const char *of) {
    const struct faults *f = &cli->faults;
    if (cli->st.code) {
        (void)fprintf(stderr, "krav-bank: %s\n", cli->st.text);
    }
    for (size_t i = 0; i < f->n; i++) {
        (void)fprintf(stderr, "krav-bank: %s%s%.*s\n", of, of[0] ? ": " : "",
                      TEXT_ARG(f->items[i]));
    }
    if (f->n_dropped > 0) {
        (void)fprintf(stderr, "krav-bank: and %zu more\n", f->n_dropped);
    }
    return 1;
}
