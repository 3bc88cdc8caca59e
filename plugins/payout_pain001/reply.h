/* reply.h - pain.002 files as krav.intake/1: checked whole first, then handed over. */
#ifndef PAIN_REPLY_H
#define PAIN_REPLY_H

#include "report.h"

struct reply {
    const krav_host *host;
    const krav_host_facts *facts;
    krav_call_id session; /* the begin() at work */
    int is_quiet;         /* the second pass does not repeat the remarks */
    struct report report;
};

/* Reads the file and answers the call. */
void reply_take(struct reply *r, const krav_call *call, int fd);

#endif
