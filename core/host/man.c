/* man.c - see man.h. */
#include "host/man.h"

#include <stdio.h>
#include <string.h>

#include "host/commands.h"

/* Text as roff: what would be a request or an escape is neither. */
static void say(const char *s) {
    bool begins_line = true;
    for (; *s; s++) {
        if (begins_line && (*s == '.' || *s == '\'')) {
            (void)fputs("\\&", stdout);
        }
        begins_line = *s == '\n';
        if (*s == '\\') {
            (void)fputs("\\e", stdout);
        } else if (*s == '-') {
            (void)fputs("\\-", stdout);
        } else {
            (void)putchar(*s);
        }
    }
}

/* A usage of several lines is one paragraph. */
static void say_usage(const char *usage) {
    char line[512];
    size_t n = 0;
    for (const char *s = usage; *s && n + 1 < sizeof line; s++) {
        const bool blank = *s == ' ' || *s == '\n';
        if (!blank || (n > 0 && line[n - 1] != ' ')) {
            line[n++] = blank ? ' ' : *s;
        }
    }
    line[n] = '\0';
    (void)fputs(".TP\n.B krav ", stdout);
    say(line);
    (void)putchar('\n');
}

static void section(const char *name, const char *text) {
    (void)printf(".SH %s\n", name);
    say(text);
    (void)putchar('\n');
}

void man_commands(void) {
    (void)puts(".TH KRAV 1 \"\" \"krav " KRAV_VERSION "\" \"krav\"");
    section("NAME", "krav - the core of a Norwegian debt-collection system");
    (void)puts(".SH SYNOPSIS\n.B krav\n[\\-C HOME] COMMAND [WORDS] [\\-\\-json]");
    section("DESCRIPTION",
            "A fact arrives and changes the case. A pure Lua function, the agency's own rules, "
            "decides. A pure C function judges by law. One transaction records it. Plugins carry "
            "effects out and bring facts back. An agency's home is a directory: krav.conf, rules/, "
            "in/, out/, documents/ and one SQLite file.\n\n"
            "One process writes at a time. Where `krav serve` holds the book, writing commands go "
            "over its control socket and print the same; commands that only read open the book "
            "beside it. Amounts are kroner on the way in, and whole ore in JSON.");
    (void)puts(".SH COMMANDS");
    for (int i = 0; i < n_commands; i++) {
        say_usage(commands[i].usage);
        say(commands[i].doc);
        (void)putchar('\n');
    }
    section("OPTIONS", "-C HOME names the agency's home; else $KRAV_HOME, else the directory one "
                       "stands in. --json prints one JSON document. --version and --help say what "
                       "they say.");
    section("EXIT STATUS", "0 done; 1 refused or failed, with the reason on stderr; 2 wrong usage.");
    section("ENVIRONMENT", "KRAV_HOME, USER (who is written down as the one who asked), NO_COLOR, "
                           "NOTIFY_SOCKET and CREDENTIALS_DIRECTORY (systemd's).");
    (void)puts(".SH SEE ALSO\n.BR krav.conf (5),\n.BR krav\\-plugin (7)");
}
