/* verify_outside.c - see verify_outside.h. */
#include "engine/verify_outside.h"

#include <stdio.h>

#include "engine/day.h"
#include "store/documents.h"

struct looking {
    struct engine *e;
    struct faults *faults;
    struct verified *out;
    struct arena arena;
};

static int on_document(void *ctx, const struct document_row *row) {
    struct looking *l = ctx;
    struct text bytes;
    struct status st = {0, ""};
    arena_reset(&l->arena);
    if (documents_read(l->e->config->documents_dir, &row->hash, &l->arena, &bytes, &st)) {
        faults_add(l->faults, "case %lld: step %lld: %s", (long long)row->case_id,
                   (long long)row->step, st.text);
    }
    l->out->documents++;
    return 0;
}

int verify_documents(struct engine *e, struct faults *faults, struct verified *out,
                     struct status *st) {
    struct looking l = {.e = e, .faults = faults, .out = out};
    arena_init(&l.arena);
    const int rc = documents_walk(e->db, on_document, &l, st);
    arena_fini(&l.arena);
    return rc;
}

struct witness {
    int64_t id;
    struct hash hash;
    bool found;
};

static int on_step(void *ctx, const struct journal_row *row) {
    struct witness *w = ctx;
    w->found = row->id == w->id && hash_eq(&row->hash, &w->hash);
    return 1;
}

/* "2026-10-02 412 9f3c..." */
static bool read_witness(struct text line, struct witness *w) {
    struct text day_text, id;
    return text_cut(&line, ' ', &day_text) && text_cut(&line, ' ', &id) &&
           text_to_i64(id, &w->id) && hash_parse(text_trim(line), &w->hash);
}

static int verify_line(struct engine *e, struct text line, int number, struct faults *faults,
                       struct status *st) {
    struct witness w = {0};
    if (!read_witness(line, &w)) {
        faults_add(faults, WITNESS_FILE ":%d: not a witness line", number);
        return STATUS_OK;
    }
    const int rc = w.id > 0 ? journal_walk(e->db, 0, w.id - 1, on_step, &w, st) : STATUS_OK;
    if (rc == STATUS_OK && w.id > 0 && !w.found) {
        faults_add(faults, WITNESS_FILE ":%d: the journal no longer holds step %lld as it was "
                                        "witnessed", number, (long long)w.id);
    }
    return rc;
}

int verify_witnesses(struct engine *e, struct faults *faults, struct verified *out,
                     struct status *st) {
    struct buf path;
    char line[256];
    buf_init(&path, 4096);
    buf_addf(&path, "%s/" WITNESS_FILE, e->config->home);
    FILE *f = fopen(path.ptr, "re");
    buf_fini(&path);
    int rc = STATUS_OK;
    for (int number = 1; f && rc == STATUS_OK && fgets(line, sizeof line, f); number++) {
        if (feof(f)) {
            break; /* its writer died over it, and the next one will cut it off */
        }
        rc = verify_line(e, text_trim(text_of(line)), number, faults, st);
        out->witnesses++;
    }
    if (f) {
        (void)fclose(f);
    }
    return rc;
}
