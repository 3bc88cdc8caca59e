/* krav/outfile.h - effects that are a file in out/, named by the effect's key.
 *
 * That the file is there is the memory of what was done: the same key twice makes one file, and
 * recall() has only to look.  For plugins on krav/frame.h that need krav.host.files/1. */
#ifndef KRAV_OUTFILE_H
#define KRAV_OUTFILE_H

#include "krav/frame.h"

#define KRAV_OUTFILE_NAME_MAX 200

typedef struct krav_outfile {
    krav_str name; /* absent: no file can have that name */
    char bytes[KRAV_OUTFILE_NAME_MAX];
} krav_outfile;

static inline int krav_outfile_is_hex(krav_str key) {
    for (size_t i = 0; i < key.len; i++) {
        const char c = key.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return 0;
        }
    }
    return 1;
}

/* A key that is hex names its file as it is; any other is written in hex behind an 'x', so that
 * two keys never share a name.  `ending` is such as ".xml". */
static inline void krav_outfile_name(krav_outfile *f, krav_str key, const char *ending) {
    static const char hex[] = "0123456789abcdef";
    const size_t n_ending = strlen(ending);
    const int plain = krav_outfile_is_hex(key);
    const size_t n = plain ? key.len : 1 + 2 * key.len;
    f->name = KRAV_STR_ABSENT;
    if (key.len == 0 || key.len > KRAV_OUTFILE_NAME_MAX ||
        n + n_ending > KRAV_OUTFILE_NAME_MAX) {
        return;
    }
    if (plain) {
        memcpy(f->bytes, key.ptr, key.len);
    } else {
        f->bytes[0] = 'x';
        for (size_t i = 0; i < key.len; i++) {
            const unsigned char c = (unsigned char)key.ptr[i];
            f->bytes[1 + 2 * i] = hex[c >> 4];
            f->bytes[2 + 2 * i] = hex[c & 15];
        }
    }
    memcpy(f->bytes + n, ending, n_ending);
    f->name.ptr = f->bytes;
    f->name.len = n + n_ending;
}

/* The answer to a call whose file files.put() wrote, or not. */
static inline void krav_outfile_answer(const krav_frame *frame, const krav_call *call,
                                       krav_str name, int32_t rc) {
    if (rc == KRAV_OK) {
        krav_answer_done(frame->host, call, name, NULL);
    } else if (rc == KRAV_E_IO) { /* it may be there: recall() will look */
        krav_answer_unknown(frame->host, call, KRAV_STR("the file could not be written"));
    } else if (rc == KRAV_E_INVALID) {
        krav_answer_refused(frame->host, call, KRAV_STR("the file was not accepted"));
    } else {
        krav_answer_retry(frame->host, call, KRAV_STR("files cannot be written now"));
    }
}

/* True if the call is answered already: its file is there, or it cannot be looked for. */
static inline int krav_outfile_done_before(const krav_frame *frame, const krav_call *call,
                                           krav_str name) {
    const int32_t have = frame->files->have(frame->host, name);
    if (have != 0) {
        krav_outfile_answer(frame, call, name, have == 1 ? KRAV_OK : have);
    }
    return have != 0;
}

/* recall() for such an effect; KRAV_E_INVALID if its key names no file. */
static inline int32_t krav_outfile_recall(const krav_frame *frame, const krav_call *call,
                                          const char *ending) {
    krav_outfile f;
    krav_outfile_name(&f, call->key, ending);
    if (f.name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t have = frame->files->have(frame->host, f.name);
    if (have == 1) {
        krav_answer_done(frame->host, call, f.name, NULL);
    } else if (have == 0) {
        krav_answer_retry(frame->host, call, KRAV_STR("the file was never written"));
    } else {
        krav_answer_unknown(frame->host, call, KRAV_STR("the file could not be looked for"));
    }
    return KRAV_OK;
}

#endif /* KRAV_OUTFILE_H */
