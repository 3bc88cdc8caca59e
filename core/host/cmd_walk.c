/* cmd_walk.c - krav rules walk: what a debtor who never pays would get, and when.  Needs no home;
 * in one, its rates count too.
 *
 * The days are chosen so that a year fits into the rates of interest that are known; they do not
 * depend on today: the same rules give the same walk.  The claim comes to us fourteen days after
 * it is due, when a letter may first bear a fee (inkassoforskriften § 1-2). */
#include "host/cmd_walk.h"

#include "host/home_law.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"
#include "lab/invented.h"
#include "lab/walk.h"

#include <string.h>

#define DEFAULT_DUE "2025-06-16"
#define DEFAULT_AMOUNT 189900
#define DEFAULT_DAYS 365
#define HANDED_OVER_DAYS 14
#define NOTICE_DAYS 14
#define LAST_DAY (DAY_MAX - 2 * WALK_DAYS_MAX) /* to begin on, with room for all that follows */
#define TEXT_BYTES_MAX (1u << 20)
#define FAULTS_SHOWN 200

/* One walk with all that is told of it. */
struct showing {
    struct cli *cli;
    const struct bundle *bundle;
    const struct walk_options *options;
    const struct walk_question *question;
    const struct walk *walk;
};

/* ---- options ------------------------------------------------------------------------------- */

/* Whatever day is given, the others follow from it. */
static void choose_days(struct walk_options *o) {
    if (o->due == DAY_NONE) {
        const day known = o->notice_sent != DAY_NONE ? o->notice_sent : o->from;
        if (known > HANDED_OVER_DAYS) {
            o->due = known - HANDED_OVER_DAYS;
        } else {
            (void)day_parse(TEXT(DEFAULT_DUE), &o->due);
        }
    }
    if (o->from == DAY_NONE) {
        o->from = o->due + HANDED_OVER_DAYS;
        if (o->notice_sent != DAY_NONE) {
            o->from = day_bank_day_from(o->notice_sent + NOTICE_DAYS) + 1;
        }
    }
}

bool walk_read_options(struct cli *cli, struct walk_options *o) {
    *o = (struct walk_options){.amount = DEFAULT_AMOUNT, .days = DEFAULT_DAYS};
    o->level = cli_option(cli, "--level");
    o->debtor = cli_option(cli, "--debtor");
    (void)cli_ore_option(cli, "--amount", &o->amount);
    (void)cli_day_option(cli, "--due", &o->due);
    (void)cli_day_option(cli, "--from", &o->from);
    (void)cli_day_option(cli, "--notice-sent", &o->notice_sent);
    (void)cli_int_option(cli, "--days", &o->days);
    o->letters = cli_flag(cli, "--letters");
    if (cli->usage_failed) {
        return false;
    }
    if (o->amount <= 0) {
        (void)cli_usage(cli, "--amount: an amount above zero");
    } else if (o->days < 1 || o->days > WALK_DAYS_MAX) {
        (void)cli_usage(cli, "--days: between 1 and %d", WALK_DAYS_MAX);
    } else if (o->debtor && !words_by_name(&debtor_kinds, text_of(o->debtor))) {
        (void)cli_usage(cli, "--debtor: consumer or business, not %s", o->debtor);
    } else if (o->due > LAST_DAY || o->from > LAST_DAY || o->notice_sent > LAST_DAY) {
        (void)cli_usage(cli, "--due, --from, --notice-sent: too far ahead");
    } else {
        choose_days(o);
        if (o->notice_sent > o->from) {
            (void)cli_usage(cli, "--notice-sent: after the claim came to us (--from %s)",
                            cli_day(cli, o->from));
        }
    }
    return !cli->usage_failed;
}

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

static void print_letter(const struct showing *s, const struct letter *l) {
    struct cli *cli = s->cli;
    (void)printf("  letter   %s (%s) by %s", norwegian(&letter_kinds, (int)l->kind),
                 words_name(&letter_kinds, (int)l->kind), words_name(&channels, (int)l->by));
    if (l->deadline != DAY_NONE) {
        (void)printf(", to be paid by %s", cli_day(cli, l->deadline));
    }
    (void)putchar('\n');
    if (s->options->letters) {
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

static void print_event(const struct showing *s, const struct event *e) {
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

static void print_entry(const struct showing *s, const struct walk_entry *e) {
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

static void print_end(const struct showing *s) {
    const struct walk *w = s->walk;
    const char *last = cli_day(s->cli, w->last);
    switch (w->end) {
    case WALK_DAYS:
        (void)printf("%s  %lld days are over", last, (long long)s->options->days);
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

static void print_walk(const struct showing *s) {
    const struct walk_question *q = s->question;
    struct cli *cli = s->cli;
    day on = DAY_NONE;
    (void)printf("a claim of %s on a %s, due %s, that nobody pays; level %.*s\n",
                 cli_ore(cli, q->principal), words_name(&debtor_kinds, (int)q->debtor.kind),
                 cli_day(cli, q->due), TEXT_ARG(s->walk->level));
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

static void json_letter(struct json *j, const struct showing *s, const struct letter *l) {
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
    if (s->options->letters) {
        json_text(j, "text", letter_as_text(s->cli, l));
    }
}

static void json_event(struct json *j, const struct showing *s, const struct event *e) {
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

static void json_entry(struct json *j, const struct showing *s, const struct walk_entry *e) {
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

static void json_walk(const struct showing *s) {
    static const char *const ends[] = {
        [WALK_DAYS] = "days", [WALK_CLOSED] = "closed", [WALK_NO_RATE] = "no_rate",
        [WALK_PARKED] = "parked"};
    const struct walk_question *q = s->question;
    const struct walk *w = s->walk;
    const struct hash hash = bundle_hash(s->bundle);
    char hex[HASH_HEX];
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_str(&j, "bundle", hash_hex(&hash, hex));
    json_text(&j, "level", w->level);
    json_str(&j, "debtor", words_name(&debtor_kinds, (int)q->debtor.kind));
    json_int(&j, "principal_ore", q->principal);
    json_day(&j, "due", q->due);
    json_day(&j, "from", q->from);
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

/* ---- the walk ------------------------------------------------------------------------------ */

static int walk_and_show(struct cli *cli, struct bundle *b, const struct walk_options *o) {
    const struct word *kind = o->debtor ? words_by_name(&debtor_kinds, text_of(o->debtor))
                                        : words_by_value(&debtor_kinds, DEBTOR_CONSUMER);
    const struct sender sender = invented_sender();
    const struct earlier_letter notice = {LETTER_COLLECTION_NOTICE, o->notice_sent,
        o->notice_sent ? day_bank_day_from(o->notice_sent + NOTICE_DAYS) : DAY_NONE, 0};
    const struct walk_question q = {.level = text_of(o->level),
        .debtor = invented_debtor((enum debtor_kind)kind->value), .sender = &sender,
        .invoice = TEXT("1001"), .principal = o->amount, .due = o->due, .from = o->from,
        .days = (int32_t)o->days, .earlier = &notice, .n_earlier = o->notice_sent != DAY_NONE};
    struct walk walk;
    const struct law *law;
    if (home_law(cli, &law) || lab_walk(b, law, &q, &cli->arena, &walk, &cli->st)) {
        return cli_fail(cli);
    }
    const struct showing s = {cli, b, o, &q, &walk};
    if (cli->json) {
        json_walk(&s);
    } else {
        print_walk(&s);
    }
    return walk.end == WALK_PARKED ? 1 : 0;
}

int walk_run(struct cli *cli, const struct bundle_source *source, const struct walk_options *o) {
    struct faults faults;
    struct bundle *b = NULL;
    faults_init(&faults, &cli->arena, FAULTS_SHOWN);
    if (bundle_new(source, &faults, &b, &cli->st)) {
        return show_failure(cli, &faults);
    }
    const int code = walk_and_show(cli, b, o);
    bundle_free(b);
    return code;
}
