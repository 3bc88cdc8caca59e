/* record.h - a struct described once, as a table, and written as canonical JSON.
 *
 *     struct ──(table of fields)──▶ {"amount_ore":125000,"kind":"paid","legal_day":"2026-10-02"}
 *
 * Canonical: fields in the table's order, no blanks, one way to write each value, and a field
 * that is zero, absent or empty is left out.  So equal structs give equal bytes, and the bytes
 * can be hashed.  Reading is strict: an unknown or doubled field, a wrong type, bad UTF-8, a
 * number out of range or trailing bytes are errors that name the field and the offset.
 *
 * A table must list its fields so that write(read(x)) == x; records hold no padding-sensitive
 * state and no pointers but texts and lists, whose memory is the reader's arena.
 *
 * Writing what reading would refuse (a value without a word, a text that is too long or is not
 * UTF-8, an amount beyond MONEY_MAX) is a programmer error: whatever comes from outside has
 * been through a reader.  A record has at most 128 fields. */
#ifndef KRAV_BASE_RECORD_H
#define KRAV_BASE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"
#include "base/words.h"

enum field_type {
    FIELD_BOOL = 1, /* bool                                    true                  */
    FIELD_INT,      /* int64_t                                 42                    */
    FIELD_INT32,    /* int32_t / uint32_t below 2^31           42                    */
    FIELD_ORE,      /* ore                                     125000                */
    FIELD_DAY,      /* day                                     "2026-10-02"          */
    FIELD_WORD,     /* an int-sized enum of `words`            "paid"                */
    FIELD_TEXT,     /* struct text                             "Ola"                 */
    FIELD_HASH,     /* struct hash                             "9f3c..." (64 hex)    */
    FIELD_RECORD,   /* a struct, inline                        {...}                 */
    FIELD_LIST,     /* pointer to structs + uint32_t count     [{...},...]           */
    FIELD_WORD_SET  /* uint32_t bits, bit (1 << value)         ["a","b"]             */
};

struct record;
struct field {
    const char *name;
    enum field_type type;
    uint32_t offset;       /* of the value; for FIELD_LIST of the pointer */
    uint32_t count_offset; /* FIELD_LIST: of the uint32_t count */
    uint32_t n_max;        /* FIELD_LIST: elements, FIELD_TEXT: bytes; 0 = 65536 */
    const struct words *words;
    const struct record *of;
};

struct record {
    const char *name;
    uint32_t size; /* sizeof the struct */
    uint32_t n;
    const struct field *fields;
};

#define FIELD(type_name, struct_type, member) \
    { #member, (type_name), offsetof(struct_type, member), 0, 0, NULL, NULL }
/* A name in JSON that differs from the member's, e.g. "amount_ore". */
#define FIELD_AS(json_name, type_name, struct_type, member) \
    { (json_name), (type_name), offsetof(struct_type, member), 0, 0, NULL, NULL }
#define FIELD_WORDS(struct_type, member, vocabulary) \
    { #member, FIELD_WORD, offsetof(struct_type, member), 0, 0, &(vocabulary), NULL }
#define FIELD_SET(struct_type, member, vocabulary) \
    { #member, FIELD_WORD_SET, offsetof(struct_type, member), 0, 0, &(vocabulary), NULL }
#define FIELD_SUB(struct_type, member, sub) \
    { #member, FIELD_RECORD, offsetof(struct_type, member), 0, 0, NULL, &(sub) }
/* struct { element *member; uint32_t n_member; } */
#define FIELD_MANY(struct_type, member, sub, most)                                            \
    {                                                                                         \
        #member, FIELD_LIST, offsetof(struct_type, member), offsetof(struct_type, n_##member), \
            (most), NULL, &(sub)                                                              \
    }
#define RECORD(record_name, struct_type, field_table)                          \
    {                                                                          \
        (record_name), sizeof(struct_type),                                    \
            sizeof(field_table) / sizeof((field_table)[0]), (field_table)      \
    }

#define RECORD_FIELDS_MAX 128
#define RECORD_DEPTH_MAX 8
#define RECORD_SIZE_MAX ((size_t)16 * 1024 * 1024)
#define RECORD_MANY_MAX 65536 /* what n_max = 0 means */

void record_write(const struct record *r, const void *value, struct buf *out);
/* `value` is zeroed first.  Depth is bounded at 8 (each record within a record is one), input at
 * 16 MiB: STATUS_LIMIT.  All else that is wrong is STATUS_INVALID. */
int record_read(const struct record *r, struct text json, struct arena *arena, void *value,
                struct status *st) NODISCARD;
/* True if both would write the same bytes. */
bool record_eq(const struct record *r, const void *a, const void *b);

/* For the command line's own JSON documents: a quoted string with the same escaping.  Bytes that
 * are not UTF-8 go through as they are. */
void json_string(struct buf *out, struct text t);

#endif
