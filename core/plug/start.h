/* start.h - what a plugin is told when it starts: its options, with secrets and files read. */
#ifndef KRAV_PLUG_START_H
#define KRAV_PLUG_START_H

#include "plug/plugin.h"

/* The START frame.  False if a secret or a file that an option names is missing now. */
bool start_send(struct plugin *p);
/* What the plugin's options come to under this descriptor, with what is in its secrets and files:
 * two that are equal would be told the same. */
struct hash start_hash(const struct plugin *p, const struct wire_descriptor *d);

#endif
