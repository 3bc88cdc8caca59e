/* options.h - values for a plugin's options: given, fallen back to, or made up for a test. */
#ifndef KRAV_CONFORM_OPTIONS_H
#define KRAV_CONFORM_OPTIONS_H

#include "conform/trial.h"

/* What the host would say of the value, or NULL.  Of secrets and files it says nothing: there the
 * value is what they stand for. */
const char *option_fault(const struct wire_option *o, krav_str value);
/* Fills kit->settings and kit->unset.  False if a value that was given is wrong; `why` says. */
bool options_fill(struct kit *kit, char *why, size_t why_size);
void options_forget(struct kit *kit);

#endif
