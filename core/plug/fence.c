#include "plug/fence.h"

#include <string.h>

#include "krav/plugin.h"

/* "seccomp" as one of the means; a sanitized build names it as missing, behind "no". */
static bool has(struct text means, const char *what) {
    struct text word;
    while (text_cut(&means, ',', &word)) {
        if (text_starts(text_trim(word), text_of(what))) {
            return true;
        }
    }
    return false;
}

void fence_say(struct text means, uint32_t uses, struct buf *out) {
    const bool files = uses & KRAV_USES_FILES, network = uses & KRAV_USES_NETWORK;
    const bool threads = uses & KRAV_USES_THREADS;
    buf_add(out, means);
    buf_add_str(out, ": ");
    if (has(means, "seccomp")) {
        buf_addf(out, "starts no programs, signals nobody, %s, %s, %s; ",
                 network ? "internet sockets only" : "no sockets",
                 threads ? "threads" : "no threads",
                 files     ? "opens files"
                 : network ? "opens files of the system"
                           : "opens no files");
    } else {
        buf_add_str(out, "system calls are not filtered; ");
    }
    if (has(means, "Landlock")) {
        buf_addf(out, "writes in its own out/ only, reads %s; ",
                 files     ? "any file"
                 : network ? "the system's files, not the home's"
                           : "nothing else");
    } else {
        buf_add_str(out, "paths are not fenced in; ");
    }
    buf_addf(out, "64 descriptors, no core dumps, files of 1 GiB%s",
             !has(means, "seccomp") ? "" : network || threads ? ", 4 GiB of memory"
                                                              : ", 1 GiB of memory");
}
