/* input_file.h - an input as a file in memory, for targets that read files. */
#ifndef FUZZ_INPUT_FILE_H
#define FUZZ_INPUT_FILE_H

#include <sys/mman.h>
#include <unistd.h>

#include "target.h"

static inline int input_file(const uint8_t *data, size_t size) {
    const int fd = memfd_create("input", MFD_CLOEXEC);
    promise(fd >= 0);
    promise(write(fd, data, size) == (ssize_t)size);
    return fd;
}

#endif
