/* book_rates.c - see book_rates.h. */
#include "engine/book_rates.h"

#include "engine/step.h"
#include "store/documents.h"
#include "store/rates.h"

#define MEDIA_TYPE TEXT("text/csv")

/* ---- reading ------------------------------------------------------------------------------- */

static bool read_row(const struct stored_rate *stored, struct rate_entry *out) {
    const struct word *w = words_by_name(&rate_kinds, stored->kind);
    if (!w) {
        return false;
    }
    *out = (struct rate_entry){.kind = (enum rate_kind)w->value, .from = stored->from,
        .to = stored->to, .hundredths = stored->hundredths, .source = stored->source,
        .is_imported = true};
    const struct rate_word *kind = rate_word(out->kind);
    return out->hundredths >= kind->min && out->hundredths <= kind->max && out->from > 0 &&
           out->from <= DAY_MAX && out->to <= DAY_MAX;
}

static int read_rows(struct db *db, struct arena *arena, struct rate_entry **rows, uint32_t *n,
                     struct status *st) {
    struct stored_rate *stored;
    int rc = stored_rates_all(db, arena, &stored, n, st);
    if (rc) {
        return rc;
    }
    *rows = arena_take_n(arena, *n ? *n : 1, sizeof **rows);
    for (uint32_t i = 0; i < *n && rc == STATUS_OK; i++) {
        if (!read_row(&stored[i], &(*rows)[i])) {
            rc = status_fail(st, STATUS_CORRUPT, "rates: %.*s of step %lld: not a rate that an "
                             "import can have set", TEXT_ARG(stored[i].kind),
                             (long long)stored[i].step);
        }
    }
    return rc;
}

int book_rates(struct db *db, struct arena *arena, struct rates *out, struct status *st) {
    struct rate_entry *rows;
    uint32_t n = 0;
    const int rc = read_rows(db, arena, &rows, &n, st);
    if (rc == STATUS_OK) {
        rates_known(rows, n, arena, out);
    }
    return rc;
}

int book_law(struct db *db, struct arena *arena, const struct law **out, struct status *st) {
    struct rate_entry *rows;
    struct rates known;
    uint32_t n = 0;
    const int rc = read_rows(db, arena, &rows, &n, st);
    if (rc == STATUS_OK && n > 0) {
        rates_known(rows, n, arena, &known);
        *out = rates_law(&known, arena);
    } else if (rc == STATUS_OK) {
        *out = law_builtin();
    }
    return rc;
}

bool book_lacks_rate(const struct engine *e, int rc) {
    struct status unknown = {0, ""};
    int32_t bp;
    return rc == STATUS_NOT_FOUND &&
           law_interest_rate(e->law, e->today, &bp, &unknown) == STATUS_NOT_FOUND;
}

/* ---- importing ----------------------------------------------------------------------------- */

int book_look_at_rates(struct engine *e, const char *name, struct text bytes, struct faults *faults,
                       struct rates_news *out, struct status *st) {
    struct arena *arena = faults->arena;
    struct rates known;
    struct rates_file file = {.name = name};
    *out = (struct rates_news){.file = hash_of(bytes)};
    int rc = stored_rates_of_file(e->db, &out->file, &out->is_old, st);
    rc = rc || out->is_old ? rc : book_rates(e->db, arena, &known, st);
    if (rc || out->is_old) {
        return rc;
    }
    struct rates_check check = {.known = &known, .today = e->today};
    rates_parse(bytes, arena, faults, &file);
    rates_check(&check, &file, arena, faults);
    if (faults_any(faults)) {
        return status_fail(st, STATUS_INVALID, "rates: %s: nothing is changed", name);
    }
    out->rows = check.fresh;
    out->n = check.n_fresh;
    return STATUS_OK;
}

/* The file, the fact that names it, and its rows. */
static int record(struct engine *e, struct text bytes, const struct rates_news *news,
                  struct status *st) {
    struct fact fact = {.kind = FACT_RATES_SET, .subject = SUBJECT_BOOK, .actor = TEXT("import"),
        .legal_day = e->today, .booked_day = e->today};
    struct document_row row = {.media_type = MEDIA_TYPE, .what = TEXT("rates"), .on = e->today,
        .incoming = true};
    int rc = documents_put(&e->documents, bytes, &fact.document, st);
    rc = rc ? rc : engine_book_step(e, &fact, NULL, 0, &row.step, st);
    row.hash = fact.document;
    rc = rc ? rc : documents_add(e->db, &row, st);
    for (uint32_t i = 0; i < news->n && rc == STATUS_OK; i++) {
        const struct rate_entry *r = &news->rows[i];
        const struct stored_rate stored = {
            .kind = text_of(rate_word(r->kind)->word.name), .from = r->from, .to = r->to,
            .hundredths = r->hundredths, .source = r->source, .file = news->file,
            .step = row.step};
        rc = stored_rates_add(e->db, &stored, st);
    }
    return rc;
}

int book_import_rates(struct engine *e, const char *name, struct text bytes, struct faults *faults,
                      struct rates_news *out, struct status *st) {
    int rc = book_look_at_rates(e, name, bytes, faults, out, st);
    if (rc || out->n == 0) {
        return rc;
    }
    rc = engine_chunk_begin(e, st);
    rc = rc ? rc : record(e, bytes, out, st);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc ? rc : engine_load_book(e, st);
}

/* ---- verifying ----------------------------------------------------------------------------- */

static bool stands_in(const struct rates_file *file, const struct rate_entry *row) {
    for (uint32_t i = 0; i < file->n; i++) {
        const struct rate_entry *e = &file->rows[i];
        if (e->kind == row->kind && e->from == row->from && e->to == row->to &&
            e->hundredths == row->hundredths && text_eq(e->source, row->source)) {
            return true;
        }
    }
    return false;
}

static void verify_row(struct engine *e, const struct stored_rate *stored, struct arena *arena,
                       struct faults *faults) {
    struct rates_file file = {.name = "rates"};
    struct faults unheard;
    struct rate_entry row;
    struct text bytes;
    struct status st = {0, ""};
    faults_init(&unheard, arena, 1);
    if (documents_read(e->config->documents_dir, &stored->file, arena, &bytes, &st)) {
        faults_add(faults, "rates: step %lld: %s", (long long)stored->step, st.text);
        return;
    }
    rates_parse(bytes, arena, &unheard, &file);
    if (!read_row(stored, &row) || faults_any(&unheard) || !stands_in(&file, &row)) {
        faults_add(faults, "rates: %.*s of step %lld: does not stand in the file that set it",
                   TEXT_ARG(stored->kind), (long long)stored->step);
    }
}

int book_verify_rates(struct engine *e, struct faults *faults, struct status *st) {
    struct arena rows, one;
    struct stored_rate *stored;
    uint32_t n = 0;
    arena_init(&rows);
    arena_init(&one);
    int rc = stored_rates_audit(e->db, faults, st);
    rc = rc ? rc : stored_rates_all(e->db, &rows, &stored, &n, st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        arena_reset(&one);
        verify_row(e, &stored[i], &one, faults);
    }
    arena_fini(&one);
    arena_fini(&rows);
    return rc;
}
