/* verify_decisions.c - see verify_decisions.h. */
#include "engine/verify_decisions.h"

#include "base/check.h"
#include "engine/step.h"
#include "rules/reading.h"
#include "store/library.h"

#define BUNDLES_MAX 8
#define ONE_IN 50
#define ALWAYS 200 /* the first so many of a bundle */

struct known {
    struct hash hash;
    struct bundle *bundle; /* NULL: could not be had, and that was said */
    int64_t seen;
};
struct redecide {
    struct db *db;
    struct arena arena;
    struct known known[BUNDLES_MAX];
    uint32_t n_known, oldest;
    int64_t n;
};

struct redecide *redecide_new(struct db *db) {
    struct redecide *r = mem_alloc(sizeof *r);
    *r = (struct redecide){.db = db};
    arena_init(&r->arena);
    return r;
}

void redecide_free(struct redecide *r) {
    for (uint32_t i = 0; i < r->n_known; i++) {
        bundle_free(r->known[i].bundle);
    }
    arena_fini(&r->arena);
    mem_free(r);
}

int64_t redecide_count(const struct redecide *r) { return r->n; }

static struct bundle *fetch(struct redecide *r, const struct hash *hash, struct faults *faults) {
    struct status st = {0, ""};
    struct faults inner;
    struct text bytes;
    struct bundle_source source;
    struct bundle *b = NULL;
    char hex[HASH_HEX];
    faults_init(&inner, &r->arena, 1);
    int rc = library_get(r->db, hash, &r->arena, &bytes, &st);
    rc = rc ? rc : record_read(&bundle_source_record, bytes, &r->arena, &source, &st);
    rc = rc ? rc : bundle_new(&source, &inner, &b, &st);
    if (rc) {
        faults_add(faults, "rules %.12s: decisions were made by them, and they cannot be read: %s",
                   hash_hex(hash, hex), st.text);
    }
    return b;
}

static struct known *know(struct redecide *r, const struct hash *hash, struct faults *faults) {
    for (uint32_t i = 0; i < r->n_known; i++) {
        if (hash_eq(&r->known[i].hash, hash)) {
            return &r->known[i];
        }
    }
    struct known *k = &r->known[r->n_known < BUNDLES_MAX ? r->n_known++
                                                         : r->oldest++ % BUNDLES_MAX];
    bundle_free(k->bundle);
    *k = (struct known){.hash = *hash, .bundle = fetch(r, hash, faults)};
    return k;
}

static bool is_same(const struct step *s, const struct decision *d) {
    bool same = d->n_actions == s->n_actions;
    for (uint32_t i = 0; same && i < d->n_actions; i++) {
        step_complete(&d->actions[i]); /* as it was recorded: what was left open is filled in */
        same = record_eq(&action_record, &d->actions[i], &s->actions[i]);
    }
    return same;
}

void redecide_step(struct redecide *r, const struct step *s, struct faults *faults) {
    struct decision d;
    struct status st = {0, ""};
    arena_reset(&r->arena);
    if (hash_is_zero(&s->bundle) || s->n_actions == 0 || s->read.len == 0) {
        return;
    }
    struct known *k = know(r, &s->bundle, faults);
    if (!k->bundle || (k->seen++ >= ALWAYS && k->seen % ONE_IN != 0)) {
        return;
    }
    r->n++;
    if (rules_again(k->bundle, s->stage, s->read, &r->arena, &d, &st)) {
        faults_add(faults, "step %lld: its decision cannot be made again: %s", (long long)s->id,
                   st.text);
    } else if (!is_same(s, &d)) {
        faults_add(faults, "step %lld: its rules, asked again with what they read then, want "
                           "something else", (long long)s->id);
    }
}
