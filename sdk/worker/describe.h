/* describe.h - a loaded library's descriptor as a HELLO frame. */
#ifndef KRAV_WORKER_DESCRIBE_H
#define KRAV_WORKER_DESCRIBE_H

#include "worker/link.h"

void describe_send(struct link *l, const krav_entry *entry);

#endif
