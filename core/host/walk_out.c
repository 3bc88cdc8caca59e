/* walk_out.c - see walk_out.h. */
#include "host/walk_out.h"

#include "host/json.h"
#include "host/show.h"
#include "host/table.h"

#define TEXT_BYTES_MAX (1u << 20)

/* ---- text ---------------------------------------------------------------------------------- */

static const char *norwegian(const struct words *words, int value) {
    const struct word *w = words_by_value(words, value);
    return w ? w->norwegian : "?";
}

static const char *doc(const struct words *words, int value) {
    const struct word *w = words_by_value(words, value);
    return w ? w->doc : "?";
}

static struct text label_of(const struct bundle *b, struct text stage) {
    for (uint32_t i = 0; i < bundle_n_stages(b); i++) {
        if (text_eq(bundle_stage(b, i).name, stage)) {
            return bundle_stage(b, i).label;
        }
    }
    return (struct text){NULL, 0};
}

static struct text letter_as_text(struct cli *cli, const struct letter *l) {
    struct buf b;
    buf_init(&b, TEXT_BYTES_MAX);
    letter_subject(l, &b);
    buf_add_str(&b, "\n\n");
    letter_body(l, &b);
    const struct text t = arena_text(&cli->arena, buf_text(&b));
    buf_fini(&b);
    return t;
}

static void print_indented(struct text t) {
    struct text line;
    (void)putchar('\n');
    while (text_cut(&t, '\n', &line)) {
        (void)printf("%s%.*s\n", line.len > 0 ? "      " : "", TEXT_ARG(line));
    }
}

static void print_letter(const struct walk_out *s, const struct letter *l) {
    struct cli *cli = s->cli;
    (void)printf("  letter   %s (%s) by %s", norwegian(&letter_kinds, (int)l->kind),
                 words_name(&letter_kinds, (int)l->kind), words_name(&channels, (int)l->by));
    if (l->deadline != DAY_NONE) {
        (void)printf(", to be paid by %s", cli_day(cli, l->deadline));
    }
    (void)putchar('\n');
    if (s->letters) {
        print_indented(letter_as_text(cli, l));
        return;
    }
    if (l->n_lines == 0) {
        return;
    }
    struct table t;
    table_begin(&t, "lr");
    t.indent = "             ";
    for (uint32_t i = 0; i < l->n_lines; i++) {
        table_text(&t, l->lines[i].label);
        table_cell(&t, cli_ore(cli, l->lines[i].amount));
    }
    table_cell(&t, "in all");
    table_cell(&t, cli_ore(cli, l->total));
    table_print(&t);
}

static void print_event(const struct walk_out *s, const struct event *e) {
    switch ((int)e->kind) {
    case EVENT_STAGE_ENTERED: {
        const struct text label = label_of(s->bundle, e->word);
        (void)printf("  stage    %.*s%s%.*s\n", TEXT_ARG(e->word), label.len ? ": " : "",
                     TEXT_ARG(label));
        break;
    }
    case EVENT_TASK_RAISED:
        (void)printf("  task     %s: %.*s\n", words_name(&task_owners, (int)e->id),
                     TEXT_ARG(e->ref));
        break;
    case EVENT_FEE_CHARGED:
        (void)printf("  charged  %s %s: %s\n", norwegian(&fee_kinds, (int)e->fee),
                     cli_ore(s->cli, e->amount), doc(&fee_kinds, (int)e->fee));
        break;
    default:
        (void)printf("  event    %s\n", show_event(s->cli, e));
        break;
    }
}

static void print_entry(const struct walk_out *s, const struct walk_entry *e) {
    switch (e->kind) {
    case WALK_LETTER:
        print_letter(s, e->letter);
        if (e->verdict) {
            (void)printf("  no fee   %s\n", show_verdict(s->cli, e->verdict));
        }
        break;
    case WALK_EVENT:
        print_event(s, e->event);
        break;
    case WALK_REFUSED:
        (void)printf("  law      %s: %s\n", show_action(s->cli, e->action),
                     show_verdict(s->cli, e->verdict));
        break;
    case WALK_ASKED:
        (void)printf("  asks     %s\n", show_effect(s->cli, e->effect));
        break;
    }
}

static void print_end(const struct walk_out *s) {
    const struct walk *w = s->walk;
    const char *last = cli_day(s->cli, w->last);
    switch (w->end) {
    case WALK_DAYS:
        (void)printf("%s  %d days are over", last, (int)s->question->days);
        break;
    case WALK_CLOSED:
        (void)printf("%s  the case is closed: %.*s", last, TEXT_ARG(w->end_why));
        break;
    case WALK_NO_RATE:
        (void)printf("%s  the walk can go no further: %.*s", last, TEXT_ARG(w->end_why));
        break;
    case WALK_PARKED:
        (void)printf("%s  the case is parked: %.*s", last, TEXT_ARG(w->end_why));
        break;
    }
    (void)printf("; stage %.*s, %s owed\n", TEXT_ARG(w->stage), cli_ore(s->cli, w->open));
}

static void print_walk(const struct walk_out *s) {
    struct cli *cli = s->cli;
    day on = DAY_NONE;
    (void)printf("%.*s; level %.*s\n", TEXT_ARG(s->heading), TEXT_ARG(s->walk->level));
    for (uint32_t i = 0; i < s->walk->n_entries; i++) {
        const struct walk_entry *e = &s->walk->entries[i];
        if (e->on != on) {
            on = e->on;
            (void)printf("\n%s  day %d\n", cli_day(cli, on), (int)(on - s->walk->first));
        }
        print_entry(s, e);
    }
    (void)putchar('\n');
    print_end(s);
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void json_letter(struct json *j, const struct walk_out *s, const struct letter *l) {
    json_str(j, "kind", "letter");
    json_str(j, "letter", words_name(&letter_kinds, (int)l->kind));
    json_str(j, "norwegian", norwegian(&letter_kinds, (int)l->kind));
    json_str(j, "by", words_name(&channels, (int)l->by));
    json_day(j, "deadline", l->deadline);
    json_open(j, "lines", '[');
    for (uint32_t i = 0; i < l->n_lines; i++) {
        json_open(j, NULL, '{');
        json_text(j, "label", l->lines[i].label);
        json_int(j, "amount_ore", l->lines[i].amount);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_int(j, "total_ore", l->total);
    json_int(j, "fee_ore", l->fee);
    if (s->letters) {
        json_text(j, "text", letter_as_text(s->cli, l));
    }
}

static void json_event(struct json *j, const struct walk_out *s, const struct event *e) {
    switch ((int)e->kind) {
    case EVENT_STAGE_ENTERED:
        json_str(j, "kind", "stage");
        json_text(j, "label", show_absent(label_of(s->bundle, e->word)));
        break;
    case EVENT_TASK_RAISED:
        json_str(j, "kind", "task");
        json_str(j, "who", words_name(&task_owners, (int)e->id));
        json_text(j, "reason", e->word);
        json_text(j, "text", show_absent(e->ref));
        break;
    case EVENT_FEE_CHARGED:
        json_str(j, "kind", "charge");
        json_str(j, "fee", words_name(&fee_kinds, (int)e->fee));
        json_str(j, "norwegian", norwegian(&fee_kinds, (int)e->fee));
        json_int(j, "amount_ore", e->amount);
        json_str(j, "says", doc(&fee_kinds, (int)e->fee));
        break;
    default:
        json_str(j, "kind", "event");
        json_record(j, "event", &event_record, e);
        break;
    }
}

static void json_entry(struct json *j, const struct walk_out *s, const struct walk_entry *e) {
    json_open(j, NULL, '{');
    json_day(j, "day", e->on);
    json_text(j, "stage", show_absent(e->stage));
    switch (e->kind) {
    case WALK_LETTER:
        json_letter(j, s, e->letter);
        if (e->verdict) {
            show_verdict_json(j, "no_fee", e->verdict);
        }
        break;
    case WALK_EVENT:
        json_event(j, s, e->event);
        break;
    case WALK_REFUSED:
        json_str(j, "kind", "refused");
        json_str(j, "word", words_name(&action_kinds, (int)e->action->kind));
        json_str(j, "action", show_action(s->cli, e->action));
        show_verdict_json(j, "verdict", e->verdict);
        break;
    case WALK_ASKED:
        json_str(j, "kind", "asked");
        json_str(j, "effect", words_name(&effect_kinds, (int)e->effect->kind));
        break;
    }
    json_close(j, '}');
}

static void json_walk(const struct walk_out *s) {
    static const char *const ends[] = {
        [WALK_DAYS] = "days", [WALK_CLOSED] = "closed", [WALK_NO_RATE] = "no_rate",
        [WALK_PARKED] = "parked"};
    const struct walk *w = s->walk;
    const struct hash hash = bundle_hash(s->bundle);
    char hex[HASH_HEX];
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_str(&j, "bundle", hash_hex(&hash, hex));
    json_text(&j, "level", w->level);
    s->json_about(&j, s);
    json_day(&j, "from", s->question->from);
    json_open(&j, "entries", '[');
    for (uint32_t i = 0; i < w->n_entries; i++) {
        json_entry(&j, s, &w->entries[i]);
    }
    json_close(&j, ']');
    json_day(&j, "last_day", w->last);
    json_str(&j, "end", ends[w->end]);
    json_text(&j, "end_why", show_absent(w->end_why));
    json_text(&j, "stage", show_absent(w->stage));
    json_int(&j, "open_ore", w->open);
    json_close(&j, '}');
    json_print(&j);
}

void walk_show(const struct walk_out *s) {
    if (s->cli->json) {
        json_walk(s);
    } else {
        print_walk(s);
    }
}
