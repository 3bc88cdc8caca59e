/* options.h - the agency's settings of one plugin, against what the plugin declares. */
#ifndef KRAV_PLUG_OPTIONS_H
#define KRAV_PLUG_OPTIONS_H

#include "plug/plug.h"

/* All faults at once: unknown and doubled keys, missing ones, wrong types, values out of range,
 * secrets that cannot be found. */
void options_check(const struct wire_descriptor *d, const struct plug_add *add,
                   const struct plug_sink *sink, struct faults *faults);
/* The value in force: as given, else the fallback, else absent. */
struct text option_value(const struct wire_option *o, const struct plug_option *given, size_t n);

#define OPTION_SECRET_PREFIX "secret:"
#define OPTION_SECRET_MAX 65536
/* The secret that a value refers to, into `out`; false if there is none. */
bool option_secret(const struct plug_sink *sink, struct text value, struct buf *out);

#define OPTION_FILE_MAX ((size_t)1 << 20)
/* What is in the file that a value names, into `out`; false if it cannot be had. */
bool option_file(const struct plug_sink *sink, struct text value, struct buf *out);

#endif
