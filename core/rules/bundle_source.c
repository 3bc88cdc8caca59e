/* bundle_source.c - a bundle as text: how it is kept, and the hash that names it. */
#include "rules/rules.h"

static const struct field file_fields[] = {
    {"path", FIELD_TEXT, offsetof(struct bundle_file, path), 0, 0, NULL, NULL},
    {"content", FIELD_TEXT, offsetof(struct bundle_file, content), 0, RULES_FILE_SIZE_MAX, NULL,
     NULL},
};
static const struct record file_record = RECORD("bundle_file", struct bundle_file, file_fields);
static const struct field source_fields[] = {
    FIELD_MANY(struct bundle_source, files, file_record, RULES_FILES_MAX),
};
const struct record bundle_source_record =
    RECORD("bundle_source", struct bundle_source, source_fields);

struct hash bundle_source_hash(const struct bundle_source *s) {
    struct hash_parts h;
    hash_begin(&h);
    for (uint32_t i = 0; i < s->n_files; i++) {
        hash_add(&h, s->files[i].path);
        hash_add(&h, s->files[i].content);
    }
    return hash_end(&h);
}
