/* wrong_major - is built for another ABI. */
#include "citizen.h"

CITIZEN_ENTRY("no.krav.test.wrong_major", KRAV_MAGIC, KRAV_ABI_MAJOR + 1, KRAV_ABI_MINOR);
