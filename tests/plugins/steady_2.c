/* steady_2 - the next version of steady_1, which does the same. */
#define STEADY_VERSION "2"
#define STEADY_BIAS 0
#define STEADY_DIES 0
#include "steady.h"
