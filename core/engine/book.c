/* book.c - see book.h.  The imports are in book_import.c. */
#include "engine/book.h"

#include "engine/step.h"
#include "store/cases.h"
#include "store/library.h"

int book_create(const struct engine_config *config, enum clock_kind clock, day first_day,
                struct status *st) {
    struct db *db = NULL;
    struct hash salt;
    char hex[HASH_HEX], text[DAY_TEXT];
    int rc = db_open(config->db_path, DB_CREATE, NULL, &db, st);
    if (rc) {
        return rc;
    }
    hash_random(&salt);
    rc = db_begin(db, st);
    rc = rc ? rc : db_value_put(db, "salt", text_of(hash_hex(&salt, hex)), st);
    rc = rc ? rc
            : db_value_put(db, "clock", clock == CLOCK_WALL ? TEXT("wall") : TEXT("book"), st);
    rc = rc ? rc : db_value_put(db, "day", text_of(day_format(first_day, text)), st);
    rc = rc ? rc : db_commit(db, st);
    db_close(db);
    return rc;
}

static int check_stages(struct engine *e, const struct bundle *b, struct arena *arena,
                        struct faults *faults, struct status *st) {
    struct case_count *counts;
    uint32_t n = 0;
    const int rc = cases_count_by_stage(e->db, arena, &counts, &n, st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        if (counts[i].stage.len > 0 && !bundle_has_stage(b, counts[i].stage) &&
            bundle_renamed(b, counts[i].stage).len == 0) {
            faults_add(faults, "stage '%.*s' is missing: %lld open cases stand in it: keep it, or "
                       "say where they stand now: renames = { %.*s = \"...\" }",
                       TEXT_ARG(counts[i].stage), (long long)counts[i].n,
                       TEXT_ARG(counts[i].stage));
        }
    }
    return rc;
}

static int record_activation(struct engine *e, const struct bundle *b, struct text by,
                             struct status *st) {
    struct buf bytes;
    int64_t step = 0;
    const struct hash hash = bundle_hash(b);
    const struct fact fact = {.kind = FACT_BUNDLE_PUBLISHED, .subject = SUBJECT_BOOK,
        .actor = by, .legal_day = e->today, .booked_day = e->today, .document = hash};
    buf_init(&bytes, 16u << 20);
    record_write(&bundle_source_record, bundle_files(b), &bytes);
    int rc = engine_chunk_begin(e, st);
    rc = rc ? rc : library_put(e->db, &hash, buf_text(&bytes), e->today, st);
    rc = rc ? rc : engine_book_step(e, &fact, NULL, 0, &step, st);
    rc = rc ? rc : library_activate(e->db, &hash, step, st);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    buf_fini(&bytes);
    return rc;
}

int book_fits(struct engine *e, const struct bundle *b, struct faults *faults, struct status *st) {
    for (uint32_t i = 0; i < e->n_agreements; i++) {
        const struct agreement *a = &e->agreements[i];
        if (a->to == DAY_NONE || a->to >= e->today) {
            bundle_check_agreement(b, a, faults);
        }
    }
    const int rc = check_stages(e, b, faults->arena, faults, st);
    if (rc == STATUS_OK && faults_any(faults)) {
        return status_fail(st, STATUS_INVALID, "rules: %zu faults: nothing is changed", faults->n);
    }
    return rc;
}

int book_activate(struct engine *e, struct bundle *b, struct text by, struct faults *faults,
                  struct status *st) {
    int rc = book_fits(e, b, faults, st);
    rc = rc ? rc : record_activation(e, b, by, st);
    if (rc == STATUS_OK) {
        bundle_free(e->bundle);
        e->bundle = b;
    }
    return rc;
}

int book_publish(struct engine *e, const struct bundle_source *source, struct text by,
                 struct faults *faults, struct status *st) {
    struct bundle *b = NULL;
    int rc = bundle_new(source, faults, &b, st);
    rc = rc ? rc : book_activate(e, b, by, faults, st);
    if (rc) {
        bundle_free(b);
    }
    return rc;
}
