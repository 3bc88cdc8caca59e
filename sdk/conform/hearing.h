/* hearing.h - what a client makes of each frame that comes. */
#ifndef KRAV_CONFORM_HEARING_H
#define KRAV_CONFORM_HEARING_H

#include "conform/client.h"

void hearing_take(struct client *c, struct wire_frame *f);
bool text_is_utf8_line(krav_str s); /* valid UTF-8 without control characters but blanks */

#endif
