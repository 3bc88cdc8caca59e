/* brreg.h - the plugin's state, for its own files and its test. */
#ifndef BRREG_BRREG_H
#define BRREG_BRREG_H

#include "krav/http.h"

struct brreg {
    krav_frame frame;
    krav_http *http;
};

#endif
