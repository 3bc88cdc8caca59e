/* cmd_explain.c - krav explain: why a case is where it is, and why not yet further on.
 *
 *     fact ▸ stage ▸ wanted, with file:line and because ▸ what the law said ▸ what was done */
#include "host/commands.h"
#include "host/forecast.h"
#include "host/show.h"
#include "host/table.h"
#include "rules/reading.h"

#include <string.h>

#define DECISIONS_SHOWN 5
#define READ_WIDTH 90

/* ---- one decision -------------------------------------------------------------------------- */

static void print_action(struct table *t, struct cli *cli, const struct action *a, bool first) {
    table_cell(t, first ? "wanted" : "");
    table_cell(t, show_action(cli, a));
    if (a->file.len > 0) {
        table_cellf(t, "%.*s:%d", TEXT_ARG(a->file), (int)a->line);
    } else {
        table_cell(t, "");
    }
    table_cellf(t, "%s%.*s", a->because.len ? "because: " : "", TEXT_ARG(a->because));
}

/* By the type of the field; a parameter of the level is the number that the rules had. */
static const char *reading_shown(struct cli *cli, struct text name, struct text value) {
    int64_t number = 0;
    for (uint32_t i = 0; i < n_snapshot_fields && value.len > 0; i++) {
        const struct snapshot_field *f = &snapshot_fields[i];
        if (!text_is(name, f->name) || !text_to_i64(value, &number)) {
            continue;
        }
        if (f->type == VALUE_BOOL) {
            return number ? "yes" : "no";
        }
        if (f->type == VALUE_ORE) {
            return cli_ore(cli, number);
        }
    }
    return value.len > 0 ? arena_cstr(&cli->arena, value) : "-";
}

static void print_wanted(struct cli *cli, const struct action *actions, uint32_t n) {
    struct table t;
    if (n == 0) {
        (void)puts(" wanted  nothing");
        return;
    }
    table_begin(&t, "llll");
    t.indent = " ";
    for (uint32_t i = 0; i < n; i++) {
        print_action(&t, cli, &actions[i], i == 0);
    }
    table_print(&t);
}

/* What the rules read, as krav itself noted it: "open 1 243,00; deadline_missed yes; ...". */
static void print_read(struct cli *cli, struct text read) {
    struct text rest = read, name, value;
    size_t width = 0;
    for (bool first = true; reading_next(&rest, &cli->arena, &name, &value); first = false) {
        const char *shown = reading_shown(cli, name, value);
        const size_t n = name.len + strlen(shown) + 3;
        if (first || width + n > READ_WIDTH) {
            (void)printf("%s %-6s  ", first ? "" : "\n", first ? "read" : "");
            width = 0;
        }
        (void)printf("%.*s %s; ", TEXT_ARG(name), shown);
        width += n;
    }
    if (read.len > 0) {
        (void)putchar('\n');
    }
}

static void print_law(struct cli *cli, const struct action *actions,
                      const struct verdict *verdicts, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        (void)printf(" %-6s  %s: %s\n", i == 0 ? "law" : "",
                     words_name(&action_kinds, (int)actions[i].kind),
                     show_verdict(cli, &verdicts[i]));
    }
}

static void print_fact(struct cli *cli, const struct sheet *s, const struct step *step) {
    const struct fact *f = &step->fact;
    const struct word *word = words_by_value(&fact_kinds, (int)f->kind);
    const struct text words = sheet_words(s, &f->text_hash);
    (void)printf(" fact    %s (%s), by %.*s", word ? word->name : "?",
                 word ? word->norwegian : "?", TEXT_ARG(f->actor));
    if (f->why != 0) {
        (void)printf(", agenda: %s", words_name(&agenda_whys, (int)f->why));
    }
    if (f->legal_day != f->booked_day) {
        (void)printf(", counts from %s", cli_day(cli, f->legal_day));
    }
    if (f->amount != 0) {
        (void)printf(", %s", cli_ore(cli, f->amount));
    }
    if (f->reason.len > 0) {
        (void)printf(", %.*s", TEXT_ARG(f->reason));
    }
    (void)printf("%s%.*s\n", words.len ? ": " : "", TEXT_ARG(words));
}

/* Lists are atomic: one refused action, and nothing of the list is done but notes and tasks. */
static bool was_stopped(const struct step *step) {
    for (uint32_t i = 0; i < step->n_verdicts; i++) {
        if (step->verdicts[i].kind != VERDICT_ALLOWED) {
            return true;
        }
    }
    return false;
}

static void print_did(struct cli *cli, const struct step *step) {
    const char *head = "did";
    if (was_stopped(step)) {
        (void)puts("         the law stops the whole list; only its notes and tasks are done");
    }
    for (uint32_t i = 0; i < step->n_events; i++, head = "") {
        (void)printf(" %-6s  event %s\n", head, show_event(cli, &step->events[i]));
    }
    for (uint32_t i = 0; i < step->n_effects; i++, head = "") {
        (void)printf(" %-6s  effect %s\n", head, show_effect(cli, &step->effects[i]));
    }
    for (uint32_t i = 0; i < step->n_agenda; i++, head = "") {
        const struct agenda_row *row = &step->agenda[i];
        (void)printf(" %-6s  agenda %s %s\n", head, words_name(&agenda_whys, (int)row->why),
                     row->day == DAY_NONE ? "taken away" : cli_day(cli, row->day));
    }
    if (head[0] != '\0') {
        (void)puts(" did     nothing");
    }
}

static void print_step(struct cli *cli, const struct sheet *s, const struct step *step) {
    (void)printf("case %lld  step %lld  %s", (long long)s->c.id, (long long)step->id,
                 cli_day(cli, step->fact.booked_day));
    if (!hash_is_zero(&step->bundle)) {
        (void)printf("  rules %s", show_hash(cli, &step->bundle));
    }
    (void)putchar('\n');
    print_fact(cli, s, step);
    if (!hash_is_zero(&step->bundle)) {
        (void)printf(" stage   %.*s\n", TEXT_ARG(step->stage.len ? step->stage : TEXT("(start)")));
        print_read(cli, step->read);
    }
    if (step->n_actions > 0 || !hash_is_zero(&step->bundle)) {
        print_wanted(cli, step->actions, step->n_actions);
        print_law(cli, step->actions, step->verdicts,
                  step->n_verdicts < step->n_actions ? step->n_verdicts : step->n_actions);
    }
    print_did(cli, step);
    (void)putchar('\n');
}

static void json_wanted(struct json *j, const struct action *actions,
                        const struct verdict *verdicts, uint32_t n_actions, uint32_t n_verdicts) {
    json_open(j, "wanted", '[');
    for (uint32_t i = 0; i < n_actions; i++) {
        json_open(j, NULL, '{');
        json_record(j, "action", &action_record, &actions[i]);
        if (i < n_verdicts) {
            show_verdict_json(j, "verdict", &verdicts[i]);
        }
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_step(struct json *j, const struct step *step) {
    char hex[HASH_HEX];
    json_open(j, NULL, '{');
    json_int(j, "step", step->id);
    json_day(j, "booked_day", step->fact.booked_day);
    json_str(j, "bundle", hash_is_zero(&step->bundle) ? NULL : hash_hex(&step->bundle, hex));
    json_text(j, "stage", show_absent(step->stage));
    json_record(j, "fact", &fact_record, &step->fact);
    json_wanted(j, step->actions, step->verdicts, step->n_actions, step->n_verdicts);
    json_text(j, "read", show_absent(step->read));
    json_bool(j, "stopped_by_law", was_stopped(step));
    json_open(j, "events", '[');
    for (uint32_t i = 0; i < step->n_events; i++) {
        json_record(j, NULL, &event_record, &step->events[i]);
    }
    json_close(j, ']');
    json_open(j, "effects", '[');
    for (uint32_t i = 0; i < step->n_effects; i++) {
        json_record(j, NULL, &effect_record, &step->effects[i]);
    }
    json_close(j, ']');
    json_open(j, "agenda", '[');
    for (uint32_t i = 0; i < step->n_agenda; i++) {
        json_record(j, NULL, &agenda_record, &step->agenda[i]);
    }
    json_close(j, ']');
    json_close(j, '}');
}

/* ---- why not yet --------------------------------------------------------------------------- */

struct now {
    struct text idle;      /* why the rules are not asked at all; absent: they are */
    struct forecast today, first;
    bool has_first;
    struct text why_no_first;
};

static struct text idle_because(struct sheet *s, struct cli *cli) {
    if (!case_is_open(&s->c)) {
        return arena_printf(&cli->arena, "the case was closed on %s: %.*s",
                            cli_day(cli, s->c.closed), TEXT_ARG(s->c.close_why));
    }
    if (s->c.parked.len > 0) {
        return arena_printf(&cli->arena,
                            "the case is parked (%.*s): a person must release it first",
                            TEXT_ARG(s->c.parked));
    }
    return (struct text){NULL, 0};
}

static int look_now(struct sheet *s, struct now *now) {
    struct cli *cli = s->home->cli;
    struct status why = {0, ""};
    const day today = s->home->engine->today;
    *now = (struct now){.idle = idle_because(s, cli)};
    if (now->idle.len > 0) {
        return STATUS_OK;
    }
    int rc = engine_load_rules(s->home->engine, &cli->st);
    rc = rc ? rc : forecast_make(s, today, &cli->arena, &now->today, &cli->st);
    if (rc) {
        return rc;
    }
    now->has_first = forecast_first(s, today, &cli->arena, &now->first, &why) == STATUS_OK;
    now->why_no_first = arena_text(&cli->arena, text_of(why.text));
    return STATUS_OK;
}

/* What stands in the way, or will wake the case. */
static void print_waits(struct cli *cli, const struct sheet *s) {
    const struct krav_case *c = &s->c;
    if (c->disputed_since != DAY_NONE) {
        (void)printf(" state   an objection is open since %s\n", cli_day(cli, c->disputed_since));
    }
    if (c->held_since != DAY_NONE) {
        (void)printf(" state   the case rests since %s\n", cli_day(cli, c->held_since));
    }
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->state == LETTER_PLANNED || l->state == LETTER_COMPOSED) {
            (void)printf(" waits   %s: %s, key %s\n", words_name(&letter_kinds, (int)l->kind),
                         words_name(&letter_states, (int)l->state), show_hash(cli, &l->key));
        }
    }
    for (uint32_t i = 0; i < s->n_tasks; i++) {
        const struct task_row *task = &s->tasks[i];
        (void)printf(" task    %lld, %s, due %s: %.*s\n", (long long)task->id,
                     words_name(&task_owners, (int)task->owner), cli_day(cli, task->due),
                     TEXT_ARG(task->text.len ? task->text : task->reason));
    }
    for (uint32_t i = 0; i < s->n_agenda; i++) {
        const struct word *why = words_by_value(&agenda_whys, (int)s->agenda[i].why);
        (void)printf(" %-6s  %s, %s: %s\n", i == 0 ? "agenda" : "",
                     cli_day(cli, s->agenda[i].day), why ? why->name : "?", why ? why->doc : "?");
    }
}

static void print_now(struct cli *cli, const struct sheet *s, const struct now *now) {
    const struct forecast *f = &now->today;
    (void)printf("today, %s\n", cli_day(cli, s->home->engine->today));
    print_waits(cli, s);
    if (now->idle.len > 0) {
        (void)printf(" rules   are not asked: %.*s\n", TEXT_ARG(now->idle));
        return;
    }
    (void)printf(" stage   %.*s  %.*s:%d\n", TEXT_ARG(f->stage.len ? f->stage : TEXT("(start)")),
                 TEXT_ARG(f->file), (int)f->line);
    print_wanted(cli, f->actions, f->n_actions);
    print_law(cli, f->actions, f->verdicts, f->n_actions);
    if (f->worst.kind == VERDICT_NOT_BEFORE) {
        (void)printf(" lawful  from %s\n", cli_day(cli, f->worst.not_before));
    }
    if (!now->has_first) {
        (void)printf("\nnext possible step: %.*s\n", TEXT_ARG(now->why_no_first));
        return;
    }
    (void)printf("\nnext possible step, if nothing else happens: from %s; the case is looked at "
                 "%s\n", cli_day(cli, now->first.on), cli_day(cli, sheet_next_day(s)));
    print_wanted(cli, now->first.actions, now->first.n_actions);
    print_law(cli, now->first.actions, now->first.verdicts, now->first.n_actions);
}

static void json_forecast(struct json *j, const char *key, const struct forecast *f) {
    json_open(j, key, '{');
    json_day(j, "day", f->on);
    json_text(j, "stage", show_absent(f->stage));
    json_text(j, "file", show_absent(f->file));
    json_int(j, "line", f->line);
    json_wanted(j, f->actions, f->verdicts, f->n_actions, f->n_actions);
    json_bool(j, "allowed", f->worst.kind == 0);
    json_day(j, "not_before", f->worst.not_before);
    json_close(j, '}');
}

static void json_now(struct json *j, const struct sheet *s, const struct now *now) {
    json_open(j, "now", '{');
    json_day(j, "day", s->home->engine->today);
    json_day(j, "next_day", sheet_next_day(s));
    json_open(j, "agenda", '[');
    for (uint32_t i = 0; i < s->n_agenda; i++) {
        json_record(j, NULL, &agenda_record, &s->agenda[i]);
    }
    json_close(j, ']');
    json_text(j, "idle_because", show_absent(now->idle));
    if (now->idle.len == 0) {
        json_forecast(j, "today", &now->today);
    }
    if (now->has_first) {
        json_forecast(j, "next_step", &now->first);
    }
    json_text(j, "no_next_step_because", show_absent(now->why_no_first));
    json_close(j, '}');
}

/* ---- the command --------------------------------------------------------------------------- */

/* A step with actions, or in which the rules ran, is a decision. */
static bool is_decision(const struct step *s) {
    return s->n_actions > 0 || !hash_is_zero(&s->bundle);
}

/* Of a case: one step, all of them, or the last few decisions. */
struct asked {
    int64_t step;
    bool all;
};

/* Newest first. */
static uint32_t choose(const struct sheet *s, const struct asked *asked,
                       const struct step **out) {
    const uint32_t most = asked->all ? s->n_steps : DECISIONS_SHOWN;
    uint32_t n = 0;
    for (uint32_t i = s->n_steps; i-- > 0 && n < most;) {
        const struct step *step = &s->steps[i];
        if (asked->step != 0 ? step->id == asked->step : asked->all || is_decision(step)) {
            out[n++] = step;
        }
    }
    return n;
}

static int explain(struct sheet *s, const struct asked *asked) {
    struct cli *cli = s->home->cli;
    const int64_t step = asked->step;
    const struct step **chosen =
        arena_take_n(&cli->arena, s->n_steps + DECISIONS_SHOWN, sizeof *chosen);
    struct now now;
    const uint32_t n = choose(s, asked, chosen);
    if (step != 0 && n == 0) {
        return status_fail(&cli->st, STATUS_NOT_FOUND, "explain: %lld: no such step of case %lld",
                           (long long)step, (long long)s->c.id);
    }
    const int rc = step == 0 ? look_now(s, &now) : STATUS_OK;
    if (rc) {
        return rc;
    }
    struct json j;
    if (cli->json) {
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_int(&j, "case", s->c.id);
        json_open(&j, "decisions", '[');
    }
    for (uint32_t i = n; i-- > 0;) {
        if (cli->json) {
            json_step(&j, chosen[i]);
        } else {
            print_step(cli, s, chosen[i]);
        }
    }
    if (cli->json) {
        json_close(&j, ']');
        if (step == 0) {
            json_now(&j, s, &now);
        }
        json_close(&j, '}');
        json_print(&j);
    } else if (step == 0) {
        print_now(cli, s, &now);
    }
    return STATUS_OK;
}

int command_explain(struct cli *cli) {
    struct home h;
    struct sheet s;
    int64_t number = 0;
    struct asked asked = {.all = cli_flag(cli, "--all")};
    const char *word = cli_word(cli), *which = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!word) {
        return cli_usage(cli, "explain: name a case, by its number or a KID");
    }
    if (!show_case_number(cli, word, &number)) {
        return 2;
    }
    if (which && (!text_to_i64(text_of(which), &asked.step) || asked.step < 1)) {
        return cli_usage(cli, "explain: %s: not the number of a step", which);
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    int rc = sheet_read(&h, number, &s);
    rc = rc ? rc : explain(&s, &asked);
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
