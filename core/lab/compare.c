/* compare.c - see compare.h. */
#include "lab/compare.h"

#include "engine/view.h"
#include "store/cases.h"

#define IDS_MAX 256
#define AT_ONCE 16 /* cases between two breaths: about a millisecond */
#define LIST_BYTES_MAX 65536

struct comparing {
    struct engine *book;
    struct bundle *was, *now;
    struct arena arena; /* of one case */
    struct arena *kept;
    struct comparison *out;
    struct buf list;
};

static void add_part(struct buf *b, const char *before, struct text t) {
    if (t.len > 0) {
        buf_addf(b, "%s%.*s", before, TEXT_ARG(t));
    }
}

static void add_day(struct buf *b, const char *before, day d) {
    char text[DAY_TEXT];
    if (d != DAY_NONE) {
        buf_addf(b, "%s%s", before, day_format(d, text));
    }
}

static void add_number(struct buf *b, const char *format, int64_t n) {
    if (n > 0) {
        buf_addf(b, "%s%lld", format, (long long)n);
    }
}

/* In the words of the rules, without the reasons and the place. */
static void add_action(struct buf *b, const struct action *a) {
    buf_addf(b, "%s%s", b->len > 0 ? "; " : "", words_name(&action_kinds, (int)a->kind));
    add_part(b, " ", a->letter ? text_of(words_name(&letter_kinds, (int)a->letter))
                               : (struct text){NULL, 0});
    add_part(b, " ", a->fee ? text_of(words_name(&fee_kinds, (int)a->fee))
                            : (struct text){NULL, 0});
    add_part(b, " ", a->stage);
    add_part(b, " ", a->what);
    add_part(b, " ", a->text);
    add_part(b, " by ", a->by ? text_of(words_name(&channels, (int)a->by))
                              : (struct text){NULL, 0});
    add_number(b, ", days ", a->days);
    add_number(b, ", after ", a->after);
    add_number(b, ", after the deadline ", a->after_deadline);
    add_number(b, ", parts ", a->parts);
    add_day(b, " on ", a->on);
    add_day(b, " until ", a->until);
    add_day(b, " first ", a->first);
}

/* What the bundle wants, as one text.  Not STATUS_OK: it cannot decide, for the reason in st. */
static int wants(struct comparing *c, struct bundle *b, const struct snapshot *s, struct text *out,
                 struct status *st) {
    struct decision d;
    const int rc = rules_decide(b, s, &c->arena, &d, st);
    buf_clear(&c->list);
    for (uint32_t i = 0; rc == STATUS_OK && i < d.n_actions; i++) {
        add_action(&c->list, &d.actions[i]);
    }
    *out = c->list.len > 0 ? arena_text(&c->arena, buf_text(&c->list)) : TEXT("nothing");
    return rc;
}

static void tell(struct comparing *c, int64_t id, struct text stage, struct text was,
                 struct text now) {
    struct comparison *out = c->out;
    out->different++;
    for (uint32_t i = 0; i < out->n_lines; i++) {
        struct compare_line *l = &out->lines[i];
        if (text_eq(l->stage, stage) && text_eq(l->was, was) && text_eq(l->now, now)) {
            l->n++;
            return;
        }
    }
    if (out->n_lines == COMPARE_LINES_MAX) {
        out->untold++;
        return;
    }
    struct compare_line *l = arena_push(c->kept, &out->lines, &out->n_lines, sizeof *l);
    *l = (struct compare_line){arena_text(c->kept, stage), arena_text(c->kept, was),
        arena_text(c->kept, now), 1, id};
}

/* A case stands where the bundle says it stands: its own name for the stage counts. */
static void stand_in(const struct bundle *b, struct krav_case *c) {
    const struct text stage = bundle_renamed(b, c->stage), from = bundle_renamed(b, c->came_from);
    c->stage = stage.len > 0 ? stage : c->stage;
    c->came_from = from.len > 0 ? from : c->came_from;
}

static int compare_case(struct comparing *c, int64_t id) {
    static const struct fact look = {.kind = FACT_DAY_REACHED, .subject = SUBJECT_CASE,
        .actor = {"compare", sizeof "compare" - 1}, .why = AGENDA_RULE};
    struct case_view *v = arena_take(&c->arena, sizeof *v);
    struct status why = {0, ""};
    struct text was = {NULL, 0}, now;
    if (engine_view(c->book, id, &look, &c->arena, v, &why)) {
        return STATUS_OK; /* nothing could be decided about it under any rules */
    }
    if (!case_is_open(&v->c) || v->c.parked.len > 0) {
        return STATUS_OK;
    }
    const struct text stage = v->c.stage;
    c->out->cases++;
    if (c->was && wants(c, c->was, &v->snapshot, &was, &why)) {
        was = arena_printf(&c->arena, "fails: %s", why.text);
    }
    stand_in(c->now, &v->c);
    if (wants(c, c->now, &v->snapshot, &now, &why)) {
        if (c->out->failing++ == 0) {
            c->out->failing_case = id;
            c->out->failing_why = arena_text(c->kept, text_of(why.text));
        }
        now = arena_printf(&c->arena, "fails: %s", why.text);
    }
    if (c->was && !text_eq(was, now)) {
        tell(c, id, stage, was, now);
    }
    return STATUS_OK;
}

int lab_compare(struct engine *book, struct bundle *was, struct bundle *now, struct arena *arena,
                struct comparison *out, struct status *st) {
    struct comparing c = {.book = book, .was = was, .now = now, .kept = arena, .out = out};
    int64_t ids[IDS_MAX], after = 0;
    uint32_t n = IDS_MAX;
    int rc = STATUS_OK;
    *out = (struct comparison){0};
    arena_init(&c.arena);
    buf_init(&c.list, LIST_BYTES_MAX);
    while (rc == STATUS_OK && n == IDS_MAX) {
        rc = cases_ids(book->db, after, IDS_MAX, ids, &n, st);
        for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
            arena_reset(&c.arena);
            after = ids[i];
            rc = compare_case(&c, ids[i]);
            rc = rc || i % AT_ONCE != 0 ? rc : engine_breathe(book, st);
        }
    }
    buf_fini(&c.list);
    arena_fini(&c.arena);
    return rc;
}
