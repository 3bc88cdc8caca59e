/* cli.c - see cli.h. */
#include "host/cli.h"

#include <stdarg.h>
#include <string.h>

static void take_out(struct cli *cli, int at, int n) {
    memmove(&cli->words[at], &cli->words[at + n],
            (size_t)(cli->n_words - at - n) * sizeof *cli->words);
    cli->n_words -= n;
}

bool cli_flag(struct cli *cli, const char *name) {
    for (int i = 0; i < cli->n_words; i++) {
        if (strcmp(cli->words[i], name) == 0) {
            take_out(cli, i, 1);
            return true;
        }
    }
    return false;
}

const char *cli_option(struct cli *cli, const char *name) {
    for (int i = 0; i < cli->n_words; i++) {
        if (strcmp(cli->words[i], name) != 0) {
            continue;
        }
        if (i + 1 == cli->n_words) {
            (void)cli_usage(cli, "%s needs a value", name);
            return NULL;
        }
        const char *value = cli->words[i + 1];
        take_out(cli, i, 2);
        return value;
    }
    return NULL;
}

bool cli_day_option(struct cli *cli, const char *name, day *out) {
    const char *value = cli_option(cli, name);
    if (value && !day_parse(text_of(value), out)) {
        (void)cli_usage(cli, "%s: %s is not a day (YYYY-MM-DD)", name, value);
    }
    return value != NULL;
}

bool cli_ore_option(struct cli *cli, const char *name, ore *out) {
    const char *value = cli_option(cli, name);
    if (value && !money_parse(text_of(value), out)) {
        (void)cli_usage(cli, "%s: %s is not an amount in kroner", name, value);
    }
    return value != NULL;
}

bool cli_int_option(struct cli *cli, const char *name, int64_t *out) {
    const char *value = cli_option(cli, name);
    if (value && !text_to_i64(text_of(value), out)) {
        (void)cli_usage(cli, "%s: %s is not a whole number", name, value);
    }
    return value != NULL;
}

const char *cli_word(struct cli *cli) {
    if (cli->n_words == 0 || strncmp(cli->words[0], "--", 2) == 0) {
        return NULL;
    }
    const char *word = cli->words[0];
    take_out(cli, 0, 1);
    return word;
}

bool cli_done(struct cli *cli) {
    if (!cli->usage_failed && cli->n_words > 0) {
        (void)cli_usage(cli, "%s: not understood here", cli->words[0]);
    }
    return !cli->usage_failed;
}

int cli_usage(struct cli *cli, const char *why, ...) {
    va_list args;
    va_start(args, why);
    (void)fputs("krav: ", stderr);
    (void)vfprintf(stderr, why, args);
    (void)fputs("\n(krav help lists the commands)\n", stderr);
    va_end(args);
    cli->usage_failed = true;
    return 2;
}

int cli_fail(struct cli *cli) {
    (void)fprintf(stderr, "krav: %s\n", cli->st.text);
    return 1;
}

void cli_faults(struct cli *cli, const struct faults *faults) {
    (void)cli;
    for (size_t i = 0; i < faults->n; i++) {
        (void)fprintf(stderr, "krav: %.*s\n", TEXT_ARG(faults->items[i]));
    }
    if (faults->n_dropped > 0) {
        (void)fprintf(stderr, "krav: and %zu more\n", faults->n_dropped);
    }
}

const char *cli_ore(struct cli *cli, ore amount) {
    char out[MONEY_TEXT];
    return arena_cstr(&cli->arena, text_of(money_format(amount, out)));
}

const char *cli_day(struct cli *cli, day d) {
    char out[DAY_TEXT];
    return arena_cstr(&cli->arena, text_of(day_format(d, out)));
}
