/* main.c - the process: one command, or (later) the service. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "host/cli.h"

static int print_help(struct cli *cli) {
    const char *which = cli_word(cli);
    for (int i = 0; i < n_commands; i++) {
        if (!which || strcmp(commands[i].name, which) == 0) {
            (void)printf("  krav %s\n      %s\n", commands[i].usage, commands[i].doc);
        }
    }
    return 0;
}

static const struct command *find(const char *name) {
    for (int i = 0; i < n_commands; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

static int run(struct cli *cli) {
    const char *home = cli_option(cli, "-C");
    const char *env = getenv("KRAV_HOME");
    cli->home = home ? home : env && env[0] ? env : ".";
    cli->json = cli_flag(cli, "--json");
    if (cli->usage_failed) {
        return 2;
    }
    if (cli_flag(cli, "--version")) {
        (void)puts("krav " KRAV_VERSION);
        return 0;
    }
    const bool help_flag = cli_flag(cli, "--help");
    const char *name = cli_word(cli);
    if (!name || help_flag || strcmp(name, "help") == 0) {
        return print_help(cli) + (name || help_flag ? 0 : 2);
    }
    const struct command *command = find(name);
    if (!command) {
        return cli_usage(cli, "%s: not a command", name);
    }
    return command->run(cli);
}

int main(int argc, char **argv) {
    struct cli cli = {.n_words = argc - 1, .log = {2, LOG_WARNING}};
    (void)signal(SIGPIPE, SIG_IGN); /* a worker that dies shows as an error on its socket */
    arena_init(&cli.arena);
    cli.words = mem_alloc((size_t)argc * sizeof *cli.words);
    if (argc > 1) {
        memcpy(cli.words, argv + 1, (size_t)(argc - 1) * sizeof *cli.words);
    }
    const int rc = run(&cli);
    mem_free(cli.words);
    arena_fini(&cli.arena);
    return fflush(stdout) == 0 ? rc : 1;
}
