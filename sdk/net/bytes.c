#include "net/bytes.h"

#include <stdlib.h>
#include <string.h>

void *net_grow(void *old, size_t size) {
    void *p = realloc(old, size ? size : 1);
    if (!p) {
        abort();
    }
    return p;
}

void net_wipe(void *bytes, size_t n) {
    if (bytes && n > 0) {
        explicit_bzero(bytes, n);
    }
}

void *net_grow_wiped(void *old, size_t old_size, size_t size) {
    void *p = net_grow(NULL, size);
    if (old) {
        memcpy(p, old, old_size < size ? old_size : size);
        net_wipe(old, old_size);
        free(old);
    }
    return p;
}

void net_add(struct net_bytes *b, const char *bytes, size_t n) {
    if (b->len + n + 1 > b->cap) {
        const size_t cap = 2 * (b->len + n) + 64;
        b->ptr = net_grow_wiped(b->ptr, b->cap, cap);
        b->cap = cap;
    }
    if (n > 0) {
        memcpy(b->ptr + b->len, bytes, n);
    }
    b->len += n;
    b->ptr[b->len] = '\0';
}

void net_add_str(struct net_bytes *b, krav_str s) { net_add(b, s.ptr, s.len); }

void net_add_text(struct net_bytes *b, const char *text) { net_add(b, text, strlen(text)); }

void net_clear(struct net_bytes *b) {
    net_wipe(b->ptr, b->cap);
    b->len = 0;
}

void net_fini(struct net_bytes *b) {
    net_wipe(b->ptr, b->cap);
    free(b->ptr);
    *b = (struct net_bytes){0};
}

krav_str net_str(const struct net_bytes *b) {
    const krav_str s = {b->ptr, b->len};
    return s;
}
