/* main.c - the process: one command, or (later) the service. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "host/commands.h"
#include "host/control.h"
#include "host/man.h"
#include "host/settings.h"

static int print_help(struct cli *cli) {
    const bool man = cli_flag(cli, "--man");
    const char *which = cli_word(cli);
    const bool settings = which && strcmp(which, "settings") == 0;
    if (man || settings) {
        (man ? settings ? man_settings : man_commands : settings_print)();
        return 0;
    }
    for (int i = 0; i < n_commands; i++) {
        const size_t n = which ? strcspn(commands[i].name, " ") : 0; /* "rules publish" is of rules */
        if (!which || text_eq(text_of(which), (struct text){commands[i].name, n})) {
            (void)printf("  krav %s\n      %s\n", commands[i].usage, commands[i].doc);
        }
    }
    if (which && strcmp(which, "tell") == 0) {
        command_tell_help();
    }
    return 0;
}

/* A writing command goes to the service where one holds the book; -1: there is none. */
static int ask_service(struct cli *cli, const struct command *command) {
    if (command->reach == REACH_HERE) {
        return -1;
    }
    const char *run_dir =
        arena_cstr(&cli->arena, arena_printf(&cli->arena, "%s/run", cli->home));
    const int fd = control_connect(run_dir);
    if (fd < 0) {
        return -1;
    }
    char **words = arena_take_n(&cli->arena, (size_t)cli->n_words + 3, sizeof *words);
    int n = 0, exit_code = 1;
    words[n++] = mem_copy_string(cli->user);
    words[n++] = mem_copy_string(cli->command);
    for (int i = 0; i < cli->n_words; i++) {
        words[n++] = cli->words[i];
    }
    char json[] = "--json";
    if (cli->json) {
        words[n++] = json;
    }
    const int rc = control_ask(fd, words, n, &exit_code, &cli->st);
    mem_free(words[0]);
    mem_free(words[1]);
    (void)close(fd);
    return rc ? cli_fail(cli) : exit_code;
}

static int run(struct cli *cli) {
    const char *home = cli_option(cli, "-C");
    const char *env = getenv("KRAV_HOME"), *user = getenv("USER");
    cli->user = user ? user : "";
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
    const struct command *command = command_find(name, cli->n_words > 0 ? cli->words[0] : NULL);
    if (!command) {
        return cli_usage(cli, "%s: not a command", name);
    }
    cli->command = name;
    const int asked = ask_service(cli, command);
    return asked >= 0 ? asked : command->run(cli);
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
