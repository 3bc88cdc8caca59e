/* target.h - what every fuzz target is: one function, libFuzzer's or the driver's to call. */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold for every input; a broken promise is a crash, which fuzzers notice. */
#define promise(cond) ((cond) ? (void)0 : abort())

#endif
