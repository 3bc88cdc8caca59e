/* talk.h - questions to one plugin's worker, and what comes back, told to the sink.
 *
 * Nothing that a worker sends is believed: an answer to a call that is not open is counted and
 * dropped, so are records outside an open file session, and a frame that cannot be read ends
 * the worker. */
#ifndef KRAV_PLUG_TALK_H
#define KRAV_PLUG_TALK_H

#include "plug/plugin.h"

struct question {
    enum wire_ask ask;
    const void *argument;
    int fd; /* of a BEGIN; taken over if the asking succeeds */
};

uint64_t talk_ask(struct plugin *p, const struct plug_call *call, const struct question *q,
                  struct status *st);
bool talk_frame(struct plugin *p, struct wire_frame *f);
void talk_cancel(struct plugin *p, uint64_t id);
void talk_expire(struct plugin *p, int64_t now_ms);
/* One that is leaving and was killed: its calls are answered when it has ended, not before.  Who
 * took its place would be asked what became of them while it might still be at it. */
bool talk_waits_for_end(const struct plugin *p);
/* Answers all that is open as UNKNOWN. */
void talk_bury(struct plugin *p, struct text why);
bool talk_provides(const struct plugin *p, const char *capability);

#endif
