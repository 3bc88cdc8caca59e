/* engine.c - opening a book, what is kept of it in memory, and chunks. */
#include "engine/engine.h"

#include <string.h>

#include "base/check.h"
#include "engine/book_rates.h"
#include "store/library.h"
#include "store/parties.h"

#define CHUNK_STEPS_MAX 1000
#define CHUNK_MS_MAX 20 /* a person's word waits at most about this long */

static int read_clock(struct engine *e, struct status *st) {
    struct text value;
    int rc = db_value_get(e->db, "clock", &e->book, &value, st);
    if (rc) {
        return rc;
    }
    if (text_is(value, "wall")) {
        e->clock = CLOCK_WALL;
        e->today = clock_oslo_day(clock_now_ms());
        return STATUS_OK;
    }
    e->clock = CLOCK_BOOK;
    rc = db_value_get(e->db, "day", &e->book, &value, st);
    if (rc == STATUS_OK && !day_parse(value, &e->today)) {
        rc = status_fail(st, STATUS_CORRUPT, "book: its day %.*s is no day", TEXT_ARG(value));
    }
    return rc;
}

int engine_open(const struct engine_config *config, struct engine *out, struct status *st) {
    *out = (struct engine){.config = config, .law = law_builtin(),
        .documents = {.dir = config->documents_dir}};
    arena_init(&out->book);
    int rc = db_open(config->db_path, config->mode, NULL, &out->db, st);
    rc = rc ? rc : read_clock(out, st);
    rc = rc ? rc : journal_head(out->db, &out->head, st);
    rc = rc ? rc : engine_load_book(out, st);
    if (rc) {
        engine_close(out);
    }
    return rc;
}

void engine_close(struct engine *e) {
    if (e->in_chunk) {
        engine_chunk_drop(e);
    }
    bundle_free(e->bundle);
    if (e->db) {
        db_close(e->db);
    }
    arena_fini(&e->book);
    e->db = NULL;
    e->bundle = NULL;
}

/* The same tables, with the switches of krav.conf. */
static void take_acts(struct engine *e) {
    struct law *law = arena_take(&e->book, sizeof *law);
    *law = *e->law;
    law->acts = &e->config->acts;
    e->law = law;
}

int engine_load_book(struct engine *e, struct status *st) {
    arena_reset(&e->book);
    e->creditors = NULL;
    e->agreements = NULL;
    e->purses = NULL;
    e->n_creditors = e->n_agreements = e->n_purses = 0;
    e->law = law_builtin(); /* what was made of it stood in the arena */
    int rc = book_law(e->db, &e->book, &e->law, st);
    take_acts(e);
    rc = rc ? rc : creditors_all(e->db, &e->book, &e->creditors, &e->n_creditors, st);
    rc = rc ? rc : purses_all(e->db, &e->book, &e->purses, &e->n_purses, st);
    return rc ? rc : agreements_all(e->db, &e->book, &e->agreements, &e->n_agreements, st);
}

int engine_load_rules(struct engine *e, struct status *st) {
    struct hash hash;
    struct arena arena;
    struct text bytes;
    arena_init(&arena);
    int rc = library_active(e->db, &hash, st);
    rc = rc ? rc : library_get(e->db, &hash, &arena, &bytes, st);
    struct bundle_source source;
    rc = rc ? rc : record_read(&bundle_source_record, bytes, &arena, &source, st);
    if (rc == STATUS_OK) {
        struct faults faults;
        faults_init(&faults, &arena, 20);
        struct bundle *fresh = NULL;
        rc = bundle_new(&source, &faults, &fresh, st);
        if (rc == STATUS_OK) {
            bundle_free(e->bundle);
            e->bundle = fresh;
        }
    }
    arena_fini(&arena);
    return rc;
}

int32_t engine_minute(const struct engine *e) {
    if (e->clock == CLOCK_WALL) {
        return clock_oslo_minute(clock_now_ms());
    }
    return e->config->day_minute > 0 ? e->config->day_minute : DAY_MINUTE;
}

struct text engine_channel(const struct engine *e, enum channel by) {
    return by == CHANNEL_LETTER ? e->config->letter_plugin : e->config->electronic[by];
}

struct text engine_inquirer(const struct engine *e, enum effect_kind kind) {
    return kind == EFFECT_SCORE ? e->config->score_plugin : e->config->wash_plugin;
}

struct providers engine_providers(const struct engine_config *c) {
    struct providers has = {.scores = c->score_plugin.len > 0, .washes = c->wash_plugin.len > 0};
    has.sends[CHANNEL_LETTER] = true;
    for (int by = CHANNEL_MAILBOX; by <= CHANNEL_PORTAL; by++) {
        has.sends[by] = c->electronic[by].len > 0;
    }
    return has;
}

const struct creditor *engine_creditor(const struct engine *e, int64_t id) {
    uint32_t low = 0, high = e->n_creditors; /* ascending by id */
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (e->creditors[mid].id == id) {
            return &e->creditors[mid];
        }
        if (e->creditors[mid].id < id) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return NULL;
}

const struct creditor *engine_creditor_by_org(const struct engine *e, struct text org) {
    for (uint32_t i = 0; i < e->n_creditors; i++) {
        if (text_eq(e->creditors[i].org, org)) {
            return &e->creditors[i];
        }
    }
    return NULL;
}

const struct agreement *engine_agreement(const struct engine *e, int64_t creditor,
                                         struct text department, day on) {
    const struct agreement *best = NULL;
    for (uint32_t i = 0; i < e->n_agreements; i++) {
        const struct agreement *a = &e->agreements[i];
        const bool valid = a->creditor == creditor && a->from <= on &&
                           (a->to == DAY_NONE || on <= a->to) &&
                           (a->department.len == 0 || text_eq(a->department, department));
        const bool closer = !best || a->department.len > best->department.len ||
                            (a->department.len == best->department.len && a->from > best->from);
        if (valid && closer) {
            best = a;
        }
    }
    return best;
}

int64_t engine_purse(const struct engine *e, int64_t creditor, struct text department) {
    for (uint32_t i = 0; i < e->n_purses && department.len > 0; i++) {
        const struct purse *p = &e->purses[i];
        if (p->creditor == creditor && text_eq(p->department, department)) {
            return p->id;
        }
    }
    return 0;
}

int engine_chunk_begin(struct engine *e, struct status *st) {
    ensure(!e->in_chunk);
    const int rc = db_begin(e->db, st);
    if (rc == STATUS_OK) {
        e->in_chunk = true;
        e->n_in_chunk = 0;
        e->chunk_began_ms = e->breathe ? clock_mono_ms() : 0;
    }
    return rc;
}

/* The head as the book has it; if even that cannot be read, the next write says why. */
static void head_again(struct engine *e) {
    struct status st = {0, ""};
    if (journal_head(e->db, &e->head, &st)) {
        log_line(e->config->log, clock_now_ms(), LOG_ERROR, "book", "%s", st.text);
    }
}

int engine_chunk_commit(struct engine *e, struct status *st) {
    ensure(e->in_chunk);
    int rc = documents_sync(&e->documents, st);
    if (rc) {
        db_rollback(e->db);
    } else {
        rc = db_commit(e->db, st);
    }
    e->in_chunk = false;
    if (rc) {
        head_again(e); /* the caller has the first failure */
    }
    return rc;
}

void engine_chunk_drop(struct engine *e) {
    db_rollback(e->db);
    documents_forget(&e->documents);
    e->in_chunk = false;
    head_again(e);
}

bool engine_chunk_is_full(const struct engine *e) {
    return e->n_in_chunk >= CHUNK_STEPS_MAX ||
           (e->breathe && clock_mono_ms() - e->chunk_began_ms >= CHUNK_MS_MAX);
}

int engine_breathe(struct engine *e, struct status *st) {
    ensure(!e->in_chunk);
    return !e->breathe || e->breathe(e->breathe_ctx)
               ? STATUS_OK
               : status_fail(st, STATUS_BUSY, "stopping: the rest is done at the next start");
}

int engine_chunk_breathe(struct engine *e, struct status *st) {
    if (!engine_chunk_is_full(e)) {
        return STATUS_OK;
    }
    int rc = engine_chunk_commit(e, st);
    rc = rc ? rc : engine_breathe(e, st);
    return rc ? rc : engine_chunk_begin(e, st);
}
