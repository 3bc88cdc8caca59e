/* settings.h - krav.conf as one table: every section and key that krav itself knows.
 *
 *     [channels]
 *     wash_days = 30           a row: section, key, form, what holds without it, one sentence
 *
 * The reader asks it what is known (home.c), `krav help settings` and krav.conf(5) print it.  What a
 * section [plugin NAME] says besides are options of the plugin, which names them itself.  The
 * provisions of [law] are law/switches.h's own table.  Static. */
#ifndef KRAV_HOST_SETTINGS_H
#define KRAV_HOST_SETTINGS_H

#include "base/arena.h"

struct setting {
    const char *section, *key;
    const char *form;     /* what may stand there: "wall or book" */
    const char *fallback; /* without it; "" where it must be given */
    const char *doc;      /* one sentence */
};
struct setting_section {
    const char *name;
    const char *heading; /* as it is written: "[plugin NAME]" */
    const char *doc;
};
extern const struct setting_section setting_sections[];
extern const size_t n_setting_sections;

/* The rows of a section, those of [law] included: false past the last. */
bool setting_at(const char *section, size_t i, struct setting *out);
bool setting_is_known(struct text section, struct text key);
/* ": did you mean 'KEY'?", or "[SECTION]" where that is misspelt, or nothing. */
struct text setting_near(struct text section, struct text key, struct arena *arena);

/* krav help settings, on stdout. */
void settings_print(void);

#endif
