/* unit.h - what Enhetsregisteret says of a unit, out of its JSON.
 *
 * The texts stand in the struct.  What is not asked for is not read: industry, employees, roles. */
#ifndef BRREG_UNIT_H
#define BRREG_UNIT_H

#include <stddef.h>

#include "krav/plugin.h"

#define UNIT_ORG 9
#define UNIT_TEXT 300

enum unit_status { UNIT_ACTIVE = 1, UNIT_BANKRUPT, UNIT_WINDING_UP, UNIT_DISSOLVED, UNIT_NOT_FOUND };

struct unit {
    enum unit_status status;
    krav_day since; /* 0: not said */
    char org[UNIT_ORG + 1];
    char name[UNIT_TEXT], address1[UNIT_TEXT], address2[UNIT_TEXT];
    char postcode[UNIT_TEXT], city[UNIT_TEXT], country[UNIT_TEXT];
};

/* One unit: NULL, or why the JSON is none. */
const char *unit_read(krav_str json, struct unit *out);
/* The hits of a search, at most `max`: NULL, or why. */
const char *units_read(krav_str json, struct unit *out, size_t max, size_t *n);
/* Borrows the unit's texts. */
void unit_person(const struct unit *u, krav_person *out);

#endif
