/* inquiries_out.c - see inquiries_out.h. */
#include "host/inquiries_out.h"

#include "domain/inquiry.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "store/parties.h"

/* Why it has its points: lines, or absent when erased or never said. */
static struct text parts_of(struct cli *cli, struct db *db, const struct inquiry_note *n) {
    struct text parts = {NULL, 0};
    struct status why = {0, ""};
    const bool said = !hash_is_zero(&n->parts);
    return said && texts_get(db, &n->parts, &cli->arena, &parts, &why) == STATUS_OK
               ? parts
               : (struct text){NULL, 0};
}

static void add_answer(struct table *t, struct cli *cli, const struct inquiry_note *n) {
    if (n->kind == EFFECT_SCORE && n->state == INQUIRY_ANSWERED) {
        table_cellf(t, "%d%s%.*s%s%.*s%s", (int)n->points, n->word.len > 0 ? " (" : "",
                    TEXT_ARG(n->word), n->word.len > 0 ? ") by " : " by ", TEXT_ARG(n->model),
                    n->until != DAY_NONE ? ", holds until" : "");
        table_cell(t, n->until != DAY_NONE ? cli_day(cli, n->until) : "");
    } else {
        table_text(t, n->word);
        table_cell(t, "");
    }
}

void inquiries_print(struct cli *cli, const struct sheet *s) {
    struct table t;
    if (s->c.n_inquiries == 0) {
        return;
    }
    table_begin(&t, "llllll");
    t.indent = "  ";
    table_heads(&t, "what", "state", "asked", "of", "answer", "", NULL);
    for (uint32_t i = 0; i < s->c.n_inquiries; i++) {
        const struct inquiry_note *n = &s->c.inquiries[i];
        table_cell(&t, words_name(&effect_kinds, (int)n->kind));
        table_cell(&t, words_name(&inquiry_states, (int)n->state));
        table_cell(&t, cli_day(cli, n->asked));
        table_cell(&t, cli_day(cli, n->as_of));
        add_answer(&t, cli, n);
        struct text rest = parts_of(cli, s->home->engine->db, n), line;
        while (text_cut(&rest, '\n', &line)) {
            for (int column = 0; column < 4; column++) {
                table_cell(&t, "");
            }
            table_text(&t, line);
            table_cell(&t, "");
        }
    }
    (void)puts("\nScores and registers");
    table_print(&t);
}

static void json_parts(struct json *j, struct text parts) {
    struct text line, points;
    json_open(j, "parts", '[');
    while (text_cut(&parts, '\n', &line)) {
        int64_t n = 0;
        if (text_cut(&line, ' ', &points) && points.len > 1) {
            const bool plus = points.ptr[0] == '+';
            (void)text_to_i64((struct text){points.ptr + plus, points.len - plus}, &n);
        }
        json_open(j, NULL, '{');
        json_int(j, "points", n);
        json_text(j, "what", line);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void inquiries_json(struct json *j, const char *key, const struct sheet *s) {
    json_open(j, key, '[');
    for (uint32_t i = 0; i < s->c.n_inquiries; i++) {
        const struct inquiry_note *n = &s->c.inquiries[i];
        const bool score = n->kind == EFFECT_SCORE && n->state == INQUIRY_ANSWERED;
        json_open(j, NULL, '{');
        json_str(j, "kind", words_name(&effect_kinds, (int)n->kind));
        json_str(j, "state", words_name(&inquiry_states, (int)n->state));
        json_day(j, "asked", n->asked);
        json_day(j, "as_of", n->as_of);
        json_text(j, "answer", show_absent(n->word));
        if (score) {
            json_int(j, "points", n->points);
            json_day(j, "valid_to", n->until);
            json_text(j, "model", show_absent(n->model));
            json_parts(j, parts_of(s->home->cli, s->home->engine->db, n));
        }
        json_close(j, '}');
    }
    json_close(j, ']');
}

void score_explain(const struct sheet *s) {
    struct cli *cli = s->home->cli;
    const struct inquiry_note *n = inquiry_answer(&s->c, EFFECT_SCORE, s->home->engine->today);
    struct text line;
    if (!n) {
        return;
    }
    (void)printf("\nScore %d%s%.*s of %s by %.*s\n", (int)n->points, n->word.len > 0 ? ", " : "",
                 TEXT_ARG(n->word), cli_day(cli, n->as_of), TEXT_ARG(n->model));
    struct text rest = parts_of(cli, s->home->engine->db, n);
    while (text_cut(&rest, '\n', &line)) {
        (void)printf("  %.*s\n", TEXT_ARG(line));
    }
}
