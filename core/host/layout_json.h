/* layout_json.h - a record of the wire as JSON and back, by its layout table.
 *
 *     {"kind":"payment_demand","amount":126234,"lines":[{"label":"Hovedstol","amount":125000}]}
 *
 * Numbers are whole; bytes that are not UTF-8 stand as {"hex":"..."}, and may be given so; what is
 * absent or 0 is left out.  Reading refuses fields that the table does not have. */
#ifndef KRAV_HOST_LAYOUT_JSON_H
#define KRAV_HOST_LAYOUT_JSON_H

#include "host/json.h"
#include "wire/layout.h"

void layout_to_json(struct json *j, const char *key, const struct wire_layout *layout,
                    const void *record);
/* Its fields alone, into an object that is open. */
void layout_fields_to_json(struct json *j, const struct wire_layout *layout, const void *record);
/* Texts and lists are in the arena or borrow from `json`.  0, or STATUS_INVALID that says where. */
int layout_from_json(const struct wire_layout *layout, struct text json, struct arena *arena,
                     void *record, struct status *st) NODISCARD;

#endif
