/* steady_dies - a version of steady that dies when it scores. */
#define STEADY_VERSION "4"
#define STEADY_BIAS 0
#define STEADY_DIES 1
#include "steady.h"
