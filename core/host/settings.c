/* settings.c - see settings.h. */
#include "host/settings.h"

#include <stdio.h>

#include "base/words.h"
#include "law/agreed_rate.h"
#include "law/switches.h"

const struct setting_section setting_sections[] = {
    {"home", "[home]", "How this book counts its days."},
    {"agency", "[agency]", "Who sends: it stands on every letter."},
    {"channels", "[channels]", "Which plugin does what; each is named by its section [plugin NAME]."},
    {"accounts", "[accounts]", "Whose word about the client account counts."},
    {"http", "[http]", "The web listener of krav serve, for web hooks and pages to pay at."},
    {"serve", "[serve]", "krav serve itself."},
    {"law", "[law]", "What this agency takes upon itself before the law says it, and the act of 2026, "
                     "provision by provision."},
    {"plugin", "[plugin NAME]",
     "One for each plugin. What is not listed here is an option of the plugin's own."},
};
const size_t n_setting_sections = sizeof setting_sections / sizeof setting_sections[0];

#define PLUGIN "a plugin's NAME"
static const struct setting rows[] = {
    {"home", "clock", "wall or book", "", "wall: the day is today; book: the book has days of its own."},
    {"home", "hour", "00:01 to 23:59", "10:00", "When a day of a book clock does its work."},
    {"agency", "name", "text", "", "The agency's name."},
    {"agency", "org", "nine digits", "", "Its organisation number."},
    {"agency", "address", "text", "", "Its postal address, on one line."},
    {"agency", "account", "eleven digits", "", "Its client account, where debtors pay."},
    {"agency", "phone", "text", "none", "Where debtors call."},
    {"agency", "phone_hours", "text", "none", "When they are answered."},
    {"agency", "email", "text", "none", "Where debtors write."},
    {"channels", "letter", PLUGIN, "the first that can", "Who sends letters on paper."},
    {"channels", "render", PLUGIN, "nobody", "Who makes pages of letters before they are sent."},
    {"channels", "email", PLUGIN, "nobody", "Who sends what rules send by = \"email\"."},
    {"channels", "sms", PLUGIN, "nobody", "Who sends what rules send by = \"sms\"."},
    {"channels", "portal", PLUGIN, "nobody", "Who sends what rules send by = \"portal\"."},
    {"channels", "mailbox", PLUGIN, "nobody", "Who sends what rules send by = \"mailbox\"."},
    {"channels", "payout", PLUGIN, "nobody", "Who takes payouts to the bank; without, nothing is settled."},
    {"channels", "requests", PLUGIN, "nobody", "Who asks payers' banks for instalments (AvtaleGiro)."},
    {"channels", "request_days", "1 to 60", "14", "How many days before the due day a request is made."},
    {"channels", "checkout", PLUGIN, "nobody", "Who has pages to pay at."},
    {"channels", "score", PLUGIN, "nobody", "Who is asked when rules say score {}."},
    {"channels", "wash", PLUGIN, "nobody", "Who asks the registers: wash {}, krav wash."},
    {"channels", "wash_days", "0, or 7 to 366", "0",
     "How old a register's word on a business with an open case may become; 0: none is asked by itself."},
    {"accounts", "booked_by", PLUGIN, "any", "The only one whose payments reach cases."},
    {"http", "listen", "ADDRESS:PORT", "no listener", "Where krav serve listens."},
    {"http", "public_url", "https://...", "no links", "Where that is seen from outside."},
    {"serve", "watch_rules", "yes or no", "no", "Is rules/ published whenever it changes?"},
    {"law", "contact_on_eves", "yes or no", "no",
     "Are 24 and 31 December days for calls and electronic messages?"},
    {"law", AGREED_RATE_SETTING, "points, and from which due day", "8,00",
     "How far above the statutory rate a business may have agreed to pay."},
    {"plugin", "so", "a path", "lib/krav/NAME.so", "The plugin's file; a relative path stands in the home."},
    {"plugin", "run", "isolated", "isolated", "In a process of its own."},
    {"plugin", "sha256", "64 hex digits", "any", "The file must be this very one."},
    {"plugin", "conformance", "a path", "none",
     "The report of krav plugin check that must speak for the file."},
    {"plugin", "poll_minutes", "1 to 10080", "by hand only", "How often it is asked for what is new."},
    {"plugin", "shadow", "yes, no or how many calls", "no",
     "A new version answers this many calls beside the old one, alike, before it serves; yes: 25."},
    {"plugin", "prove", "yes or no", "yes",
     "Must a new version pass the quick part of the conformance kit before it serves?"},
};
#define N_ROWS (sizeof rows / sizeof rows[0])

bool setting_at(const char *section, size_t i, struct setting *out) {
    const bool is_law = text_is(text_of(section), "law");
    for (size_t k = 0; k < N_ROWS; k++) {
        if (text_is(text_of(rows[k].section), section) && i-- == 0) {
            *out = rows[k];
            return true;
        }
    }
    if (!is_law || i >= PROVISIONS) {
        return false;
    }
    const struct provision_word *p = &provision_words[i];
    *out = (struct setting){"law", p->name, "DAY, or DAY act, due or received", "unset", p->english};
    return true;
}

bool setting_is_known(struct text section, struct text key) {
    for (size_t s = 0; s < n_setting_sections; s++) {
        const char *name = setting_sections[s].name;
        struct setting row;
        for (size_t i = 0; text_is(section, name) && setting_at(name, i, &row); i++) {
            if (text_is(key, row.key)) {
                return true;
            }
        }
    }
    return false;
}

static const char *nearest_section(struct text section) {
    struct word names[sizeof setting_sections / sizeof setting_sections[0]];
    for (size_t s = 0; s < n_setting_sections; s++) {
        names[s] = (struct word){1, setting_sections[s].name, "", ""};
    }
    const struct words words = WORDS("section", names);
    return words_nearest(&words, section);
}

static const char *nearest_key(const char *section, struct text key) {
    struct word names[N_ROWS + PROVISIONS];
    struct setting row;
    size_t n = 0;
    for (; setting_at(section, n, &row); n++) {
        names[n] = (struct word){1, row.key, "", ""};
    }
    const struct words words = {"setting", names, sizeof names[0], n};
    return words_nearest(&words, key);
}

struct text setting_near(struct text section, struct text key, struct arena *arena) {
    for (size_t s = 0; s < n_setting_sections; s++) {
        if (text_is(section, setting_sections[s].name)) {
            const char *near = nearest_key(setting_sections[s].name, key);
            return near ? arena_printf(arena, ": did you mean '%s'?", near) : TEXT("");
        }
    }
    const char *near = nearest_section(section);
    return near ? arena_printf(arena, ": did you mean [%s]?", near) : TEXT("");
}

void settings_print(void) {
    for (size_t s = 0; s < n_setting_sections; s++) {
        const struct setting_section *section = &setting_sections[s];
        struct setting row;
        (void)printf("%s%s\n  %s\n", s ? "\n" : "", section->heading, section->doc);
        for (size_t i = 0; setting_at(section->name, i, &row); i++) {
            (void)printf("  %s = %s%s%s%s\n      %s\n", row.key, row.form,
                         row.fallback[0] ? "  (without: " : "  (must be given)", row.fallback,
                         row.fallback[0] ? ")" : "", row.doc);
        }
    }
}
