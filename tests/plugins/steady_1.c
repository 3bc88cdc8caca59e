/* steady_1 - see steady.h. */
#define STEADY_VERSION "1"
#define STEADY_BIAS 0
#define STEADY_DIES 0
#include "steady.h"
