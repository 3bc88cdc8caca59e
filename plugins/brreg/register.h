/* register.h - Enhetsregisteret's open API (https://data.brreg.no/enhetsregisteret/api):
 *
 *     GET /enheter/{number}                                200 the unit, struck off or not
 *                                                          404 there never was one, 410 it was taken out
 *     GET /enheter?organisasjonsnummer=a,b,...&size=100    200 those that are not struck off
 *
 * A unit that a search does not give is asked for by itself, so each gets its answer. */
#ifndef BRREG_REGISTER_H
#define BRREG_REGISTER_H

#include "krav/http.h"
#include "unit.h"

#define REGISTER_MANY 100
#define REGISTER_WHY 200

/* DONE, or RETRY or REFUSED and why: asking has no effect, so it is never UNKNOWN. */
int32_t register_look(krav_http *http, krav_str org, krav_ms deadline, struct unit *out,
                      char why[REGISTER_WHY]);
/* All of them, in their order, or none; 1 to REGISTER_MANY, each a valid number. */
int32_t register_look_many(krav_http *http, const krav_str *orgs, size_t n, krav_ms deadline,
                           struct unit *out, char why[REGISTER_WHY]);

#endif
