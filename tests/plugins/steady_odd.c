/* steady_odd - a version of steady that counts wrongly. */
#define STEADY_VERSION "3"
#define STEADY_BIAS 1
#define STEADY_DIES 0
#include "steady.h"
