/* records_inquiry.c - see records_inquiry.h. */
#include "engine/records_inquiry.h"

#include "domain/inquiry.h"
#include "krav/plugin.h"

#define PARTS_MAX 100
#define PART_BYTES 200
#define PARTS_BYTES 32768
#define NAME_BYTES 300

static krav_str str_of(struct text t) { return (krav_str){t.ptr, t.len}; }

/* ---- what comes back ---------------------------------------------------------------------------- */

/* Plain words of so many bytes, copied; false if they are something else. */
static bool words_take(struct arena *arena, krav_str s, size_t max, struct text *out) {
    const struct text t = {s.ptr, s.len};
    *out = t.len > 0 ? arena_text(arena, t) : (struct text){NULL, 0};
    return t.len <= max && text_is_utf8(t) && !text_has_control(t);
}

/* The points of the parts must be the points, or they explain something else. */
static bool parts_take(struct arena *arena, const krav_score_result *r, struct text *out) {
    struct buf lines;
    int64_t sum = 0;
    bool ok = r->n_parts <= PARTS_MAX;
    buf_init(&lines, PARTS_BYTES);
    for (uint32_t i = 0; ok && i < r->n_parts; i++) {
        struct text what;
        ok = words_take(arena, r->parts[i].what, PART_BYTES, &what);
        buf_addf(&lines, "%s%+d %.*s", i > 0 ? "\n" : "", (int)r->parts[i].points, TEXT_ARG(what));
        sum += r->parts[i].points;
    }
    ok = ok && !lines.overflowed && (r->n_parts == 0 || sum == r->points);
    *out = ok && lines.len > 0 ? arena_text(arena, buf_text(&lines)) : (struct text){NULL, 0};
    buf_fini(&lines);
    return ok;
}

struct score_answer score_answer_of(const struct plug_answer *answer, struct arena *arena) {
    const krav_score_result *r = answer->ask == WIRE_ASK_SCORE ? answer->result : NULL;
    struct score_answer out = {0};
    if (!r || answer->outcome != KRAV_DONE) {
        return out;
    }
    out.points = r->points;
    out.as_of = r->as_of;
    out.until = r->valid_to;
    out.usable = words_take(arena, r->label, INQUIRY_WORD_MAX, &out.label);
    out.usable = words_take(arena, r->model, INQUIRY_WORD_MAX, &out.model) && out.usable;
    out.usable = parts_take(arena, r, &out.parts) && out.usable;
    out.usable = out.usable && r->as_of > DAY_NONE && r->as_of <= DAY_MAX &&
                 (r->valid_to == DAY_NONE || (r->valid_to >= r->as_of && r->valid_to <= DAY_MAX));
    return out;
}

static bool is_status(struct text status) {
    static const char *const words[] = {"living", "dead", "emigrated", "protected", "active",
                                        "bankrupt", "winding_up", "dissolved", "not_found"};
    bool found = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        found = found || text_is(status, words[i]);
    }
    return found;
}

static struct person_answer person_of(const krav_person *p, struct arena *arena) {
    struct person_answer out = {.since = p->since};
    const struct {
        krav_str from;
        struct text *to;
    } words[] = {{p->status, &out.status}, {p->id, &out.id}, {p->name, &out.name},
        {p->address1, &out.address1}, {p->address2, &out.address2}, {p->postcode, &out.postcode},
        {p->city, &out.city}, {p->country, &out.country}};
    out.usable = p->since >= DAY_NONE && p->since <= DAY_MAX;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        out.usable = words_take(arena, words[i].from, NAME_BYTES, words[i].to) && out.usable;
    }
    out.usable = out.usable && is_status(out.status);
    return out;
}

struct person_answer *person_answers_of(const struct plug_answer *answer, struct arena *arena,
                                        uint32_t *n) {
    const krav_person *one = answer->ask == WIRE_ASK_WASH ? answer->result : NULL;
    const krav_persons *many = answer->ask == WIRE_ASK_WASH_MANY ? answer->result : NULL;
    *n = 0;
    if (answer->outcome != KRAV_DONE || (!one && !many)) {
        return NULL;
    }
    const uint32_t count = one ? 1 : many->n_persons;
    struct person_answer *out = arena_take_n(arena, count + 1u, sizeof *out);
    for (; *n < count && *n < WASH_MANY_MAX; (*n)++) {
        out[*n] = person_of(one ? one : &many->persons[*n], arena);
    }
    return out;
}

/* ---- what goes out ------------------------------------------------------------------------------ */

/* No more of the person than the answer needs: no e-mail, no phone, no guardian. */
static krav_subject subject_of(const struct subject_form *f, struct arena *arena) {
    const struct party *p = f->party;
    krav_known *known = arena_take_n(arena, f->n_known + 1u, sizeof *known);
    for (uint32_t i = 0; i < f->n_known; i++) {
        known[i] = (krav_known){.size = sizeof *known, .name = str_of(text_of(f->known[i].name)),
            .value = f->known[i].value};
    }
    return (krav_subject){.size = sizeof(krav_subject),
        .kind = p->kind == DEBTOR_BUSINESS ? 2 : 1, .id = str_of(p->identity),
        .name = str_of(p->name),
        .address = str_of(p->protected_address ? (struct text){NULL, 0} : p->address1),
        .postcode = str_of(p->postcode), .city = str_of(p->city), .country = str_of(p->country),
        .exposure = f->exposure, .known = known, .n_known = f->n_known};
}

uint64_t records_score(struct plug *p, const struct plug_call *call, const struct subject_form *f,
                       struct arena *arena, struct status *st) {
    const krav_subject subject = subject_of(f, arena);
    return plug_ask(p, call, WIRE_ASK_SCORE, &subject, st);
}

uint64_t records_wash(struct plug *p, const struct plug_call *call, const struct subject_form *f,
                      struct arena *arena, struct status *st) {
    const krav_subject subject = subject_of(f, arena);
    return plug_ask(p, call, WIRE_ASK_WASH, &subject, st);
}

uint64_t records_wash_many(struct plug *p, const struct plug_call *call,
                           const struct subject_form *forms, uint32_t n, struct arena *arena,
                           struct status *st) {
    krav_subject *all = arena_take_n(arena, n + 1u, sizeof *all);
    for (uint32_t i = 0; i < n; i++) {
        all[i] = subject_of(&forms[i], arena);
    }
    const krav_subjects many = {.size = sizeof many, .n_subjects = n, .subjects = all};
    return plug_ask(p, call, WIRE_ASK_WASH_MANY, &many, st);
}
