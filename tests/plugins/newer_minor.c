/* newer_minor - is built for a later minor ABI than the host speaks. */
#include "citizen.h"

CITIZEN_ENTRY("no.krav.test.newer_minor", KRAV_MAGIC, KRAV_ABI_MAJOR, KRAV_ABI_MINOR + 1);
