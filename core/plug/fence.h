/* fence.h - what holds a worker in, in plain words.
 *
 * The worker says which of the machine's means are in force ("limits, seccomp, Landlock"); what
 * they come to follows from what the plugin declares (KRAV_USES_*), as in sdk/worker/sandbox.h. */
#ifndef KRAV_PLUG_FENCE_H
#define KRAV_PLUG_FENCE_H

#include "base/text.h"

void fence_say(struct text means, uint32_t uses, struct buf *out);

#endif
