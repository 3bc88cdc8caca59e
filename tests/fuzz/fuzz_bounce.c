/* Mail that came back: any bytes at all. */
#include "target.h"

#include <string.h>

#include "bounce.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bounce b;
    const krav_str mail = {(const char *)data, size};
    const krav_str domain = {"eksempel.invalid", 16};
    const int32_t likeness = bounce_recognise(mail);
    promise(likeness >= 0 && likeness <= 100);
    if (!bounce_read(mail, domain, &b)) {
        promise(b.key[0] != '\0' && strlen(b.key) <= BOUNCE_KEY_MAX);
        promise(!b.failed || b.reason[0] != '\0');
    }
    promise(strlen(b.reason) <= BOUNCE_REASON_MAX);
    return 0;
}
