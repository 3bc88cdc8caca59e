/* manifest.h - one letter's line for the print room, as JSON. */
#ifndef PRINT_MANIFEST_H
#define PRINT_MANIFEST_H

#include "krav/plugin.h"

#define MANIFEST_MAX 4096

struct manifest {
    krav_str key, file, media_type;
    size_t n_bytes;
    krav_str kind, case_ref;
    krav_day composed;
    krav_str to;       /* who it is to, for a list: the pages have the whole address */
    krav_str copy_to;  /* who gets it too: its pages are behind the first; may be absent */
    krav_str kid;      /* what it asks to be paid, if it does: absent, 0, 0 */
    krav_ore amount;
    krav_day deadline;
};
/* The line, in out; absent if the letter's texts are too long or not plain UTF-8.  A name may
 * hold anything: it is cut at 200 bytes, and what cannot stand in JSON becomes a blank. */
krav_str manifest_write(const struct manifest *m, char out[MANIFEST_MAX]);

#endif
