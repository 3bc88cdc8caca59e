/* conf.h - INI files read whole (libinih), with line numbers, for settings and for imports.
 *
 *     [creditor 987654325]      section "creditor", its name "987654325"
 *     name = Fjord Strøm AS     a key and its value
 *
 *     ; a comment               or #, and only as a line of its own: a value may hold either
 *
 * Sections may repeat with different names; a doubled key or section is a fault, and so is a
 * section without any key.  Bounds: 4 MiB, 100,000 entries, values 1,000 bytes, sections and keys
 * 49 bytes, valid UTF-8, no control characters.
 *
 * [loop] libinih is set up through variables of its own, so one thread reads at a time. */
#ifndef KRAV_BASE_CONF_H
#define KRAV_BASE_CONF_H

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"

struct conf_entry {
    struct text section, name, key, value; /* "creditor", "987654325", "name", "Fjord ..." */
    int line;
};

struct conf {
    struct text path; /* for messages */
    struct conf_entry *entries;
    uint32_t n_entries;
    const struct conf_entry **sorted; /* the same entries by section, name and key */
};

/* Memory: the arena.  All faults go to `faults` as "PATH:LINE: why"; STATUS_INVALID if any,
 * STATUS_IO with st filled if the file cannot be read. */
int conf_read(const char *path, struct arena *arena, struct faults *faults, struct conf *out,
              struct status *st) NODISCARD;
int conf_parse(struct text content, const char *path, struct arena *arena, struct faults *faults,
               struct conf *out) NODISCARD;

/* The value, or absent.  `name` absent matches sections without a name. */
struct text conf_get(const struct conf *c, const char *section, struct text name, const char *key);
/* For messages: the line of a key, else of its section's first entry; 0 if there is no such section.
 * `key` NULL: the section. */
int conf_line(const struct conf *c, const char *section, struct text name, const char *key);
/* The next entry index >= from that begins another (section, name) pair with this section;
 * -1 when there is none: for walking over all [creditor X] sections. */
int conf_next_section(const struct conf *c, const char *section, int from);

#endif
