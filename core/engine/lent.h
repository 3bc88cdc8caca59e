/* lent.h - what a plugin's settings stand for: secrets, and files of the agency.
 *
 * A secret NAME is the file NAME among systemd's credentials ($CREDENTIALS_DIRECTORY), else in the
 * home's secrets/.  There it may be read by nobody else (mode 0600 or 0400).  Line ends at its end
 * are not part of it.  A file is named below the home, without ".." and not by a link. */
#ifndef KRAV_ENGINE_LENT_H
#define KRAV_ENGINE_LENT_H

#include "base/text.h"

/* Into `out`, which is bounded by the caller; false if there is none that may be lent. */
bool lent_secret(const char *home, struct text name, struct buf *out);
bool lent_file(const char *home, struct text path, struct buf *out);

#endif
