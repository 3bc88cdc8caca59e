/* wrong_magic - is something else under our name. */
#include "citizen.h"

CITIZEN_ENTRY("no.krav.test.wrong_magic", 0x12345678u, KRAV_ABI_MAJOR, KRAV_ABI_MINOR);
