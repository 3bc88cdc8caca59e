/* layout.h - every record that crosses, described once as a table; the codec follows from it.
 *
 *     struct krav_claim ──(table of fields)──▶ bytes ──(the same table)──▶ struct krav_claim
 *
 * The table names every field after `size`, reserved ones too, so a test can see that it covers
 * the struct without a gap.  Fields beyond the sender's `size` are sent as zero (rule 2).
 * Strings of a decoded record borrow from the input; lists live in a pool. */
#ifndef KRAV_WIRE_LAYOUT_H
#define KRAV_WIRE_LAYOUT_H

#include "wire/bytes.h"

enum wire_type { WIRE_32 = 1, WIRE_64, WIRE_STR, WIRE_LIST };

struct wire_layout;
struct wire_field {
    const char *name;
    enum wire_type type;
    uint32_t offset;
    uint32_t count_offset;        /* LIST: of the uint32_t count */
    const struct wire_layout *of; /* LIST: of its elements       */
};

struct wire_layout {
    const char *name;
    uint32_t size, align;
    uint32_t n;
    const struct wire_field *fields;
};

/* Memory of decoded lists; wire_pool_fini frees it all. */
struct wire_pool {
    struct wire_block *blocks;
};
void wire_pool_fini(struct wire_pool *pool);

/* False if the record is malformed on our side: no size, a string without bytes, a list whose
 * elements differ in size.  Then nothing was added. */
bool wire_encode(struct wire_out *out, const struct wire_layout *layout, const void *record);
/* False if the input does not hold one; `record` is zeroed first.  Hostile input is expected. */
bool wire_decode(struct wire_in *in, const struct wire_layout *layout, void *record,
                 struct wire_pool *pool);

/* All tables, for tests and the layout file; NULL-terminated. */
extern const struct wire_layout *const wire_layouts[];

#endif
