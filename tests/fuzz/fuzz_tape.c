/* The lines of a tape, whatever they are: refused with a reason, or replayed without harm. */
#include "target.h"

#include "krav/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char why[KRAV_HTTP_WHY];
    const krav_str lines = {(const char *)data, size};
    krav_tape *tape = krav_tape_replay(lines, why);
    promise((tape == NULL) == (why[0] != '\0'));
    if (tape) {
        promise(krav_tape_left(tape) <= size);
        promise(krav_tape_fault(tape) == NULL);
        krav_tape_free(tape);
    }
    return 0;
}
