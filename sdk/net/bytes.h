/* bytes.h - memory for krav_net: running out of it ends the process, as it does in a worker, and
 * what may have held a secret is wiped.  Owned by whoever asked. */
#ifndef KRAV_NET_BYTES_H
#define KRAV_NET_BYTES_H

#include <stddef.h>

#include "krav/values.h"

struct net_bytes { /* grows; terminated behind len once anything was added */
    char *ptr;
    size_t len, cap;
};

void *net_grow(void *old, size_t size);                         /* realloc; never NULL */
void *net_grow_wiped(void *old, size_t old_size, size_t size);  /* the old place is wiped */
void net_wipe(void *bytes, size_t n);

void net_add(struct net_bytes *b, const char *bytes, size_t n);
void net_add_str(struct net_bytes *b, krav_str s);
void net_add_text(struct net_bytes *b, const char *text);
void net_clear(struct net_bytes *b); /* wiped, and its memory kept */
void net_fini(struct net_bytes *b);  /* wiped and freed */
krav_str net_str(const struct net_bytes *b);

#endif
