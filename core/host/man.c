/* man.c - see man.h. */
#include "host/man.h"

#include <stdio.h>
#include <string.h>

#include "host/commands.h"
#include "host/settings.h"

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

static void say_setting(const struct setting *row) {
    (void)fputs(".TP\n.BI ", stdout);
    say(row->key);
    (void)fputs(" \" = ", stdout);
    for (const char *s = row->form; *s; s++) { /* in quotes, as an argument */
        char one[] = {*s, '\0'};
        *s == '"' ? (void)fputs("\\(dq", stdout) : say(one);
    }
    (void)puts("\"");
    say(row->doc);
    (void)fputs(row->fallback[0] ? " Without it: " : " It must be given", stdout);
    say(row->fallback);
    (void)puts(".");
}

void man_settings(void) {
    (void)puts(".TH KRAV.CONF 5 \"\" \"krav " KRAV_VERSION "\" \"krav\"");
    section("NAME", "krav.conf - settings of an agency's home");
    section("DESCRIPTION",
            "One file in each home, read by every command and by krav serve when it starts. Sections "
            "in brackets, lines of key = value, and comments after a semicolon. Everything that is "
            "wrong is said at once by krav check, with its line; with one fault in it nothing runs. "
            "krav reload rereads [channels], [accounts] and the plugins.\n\n"
            "No secret stands here: an option secret:NAME is the content of the file secrets/NAME of "
            "the home, which only its owner may read.");
    for (size_t s = 0; s < n_setting_sections; s++) {
        const struct setting_section *head = &setting_sections[s];
        struct setting row;
        section(head->heading, head->doc);
        for (size_t i = 0; setting_at(head->name, i, &row); i++) {
            say_setting(&row);
        }
    }
    section("FILES", "HOME/krav.conf");
    (void)puts(".SH SEE ALSO\n.BR krav (1),\n.BR krav\\-plugin (7)");
}
