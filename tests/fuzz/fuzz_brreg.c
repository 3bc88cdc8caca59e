/* A register's answer, whatever it is: read as a unit and as a search, without harm. */
#include "target.h"

#include <string.h>

#include "krav/check.h"
#include "unit.h"

static void look_at(const struct unit *u) {
    krav_person p;
    promise(u->status >= UNIT_ACTIVE && u->status <= UNIT_NOT_FOUND);
    promise(strlen(u->org) == UNIT_ORG && u->since >= 0);
    unit_person(u, &p);
    promise(p.status.len > 0 && p.name.len < UNIT_TEXT && p.address2.len < UNIT_TEXT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct unit units[100];
    const krav_str json = {(const char *)data, size};
    size_t n = 0;
    if (!unit_read(json, &units[0])) {
        look_at(&units[0]);
    }
    if (!units_read(json, units, 100, &n)) {
        promise(n <= 100);
        for (size_t i = 0; i < n; i++) {
            look_at(&units[i]);
        }
    }
    return 0;
}
