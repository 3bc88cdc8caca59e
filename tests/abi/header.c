/* The headers alone, with nothing before them and no padding left to the compiler. */
#include "krav/plugin.h"
#include "krav/easy.h"

int main(void) { return krav_day_of(1, 1, 1) == 1 ? 0 : 1; }
