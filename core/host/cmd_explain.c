/* cmd_explain.c - krav explain: why a case is where it is, and why not yet further on.
 *
 *     fact ▸ stage ▸ wanted, with file:line and because ▸ what the law said ▸ what was done */
#include "host/commands.h"
#include "host/explain_for.h"
#include "host/explain_now.h"
#include "host/inquiries_out.h"
#include "host/explain_out.h"
#include "host/show.h"

#include <string.h>

#define DECISIONS_SHOWN 5

/* ---- one decision -------------------------------------------------------------------------- */

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
        explain_print_read(cli, step->read);
    }
    if (step->n_actions > 0 || !hash_is_zero(&step->bundle)) {
        explain_print_wanted(cli, step->actions, step->n_actions);
        explain_print_law(cli, step->actions, step->verdicts,
                  step->n_verdicts < step->n_actions ? step->n_verdicts : step->n_actions);
    }
    print_did(cli, step);
    (void)putchar('\n');
}

static void json_step(struct json *j, const struct step *step) {
    char hex[HASH_HEX];
    json_open(j, NULL, '{');
    json_int(j, "step", step->id);
    json_day(j, "booked_day", step->fact.booked_day);
    json_str(j, "bundle", hash_is_zero(&step->bundle) ? NULL : hash_hex(&step->bundle, hex));
    json_text(j, "stage", show_absent(step->stage));
    json_record(j, "fact", &fact_record, &step->fact);
    explain_json_wanted(j, step->actions, step->verdicts, step->n_actions, step->n_verdicts);
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

/* ---- the command --------------------------------------------------------------------------- */

/* A step with actions, or in which the rules ran, is a decision. */
static bool is_decision(const struct step *s) {
    return s->n_actions > 0 || !hash_is_zero(&s->bundle);
}

/* Of a case: one step, all of them, or the last few decisions. */
struct asked {
    int64_t step;
    bool all;
    enum reader reader; /* for whom */
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
    const int rc = step == 0 ? explain_now(s, &now) : STATUS_OK;
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
            inquiries_json(&j, "inquiries", s);
            explain_now_json(&j, s, &now);
        }
        json_close(&j, '}');
        json_print(&j);
    } else if (step == 0) {
        score_explain(s);
        explain_now_print(cli, s, &now);
    }
    return STATUS_OK;
}

/* In words for somebody outside; a closed case stands as the rules that serve today call it. */
static int explain_for(struct sheet *s, enum reader reader) {
    struct cli *cli = s->home->cli;
    struct now now;
    const int rc = explain_now(s, &now);
    if (rc) {
        return rc;
    }
    return reader == READER_CREDITOR ? explain_for_creditor(cli, s, &now)
                                     : explain_for_debtor(cli, s, &now);
}

static bool take_reader(struct cli *cli, struct asked *asked) {
    const char *who = cli_option(cli, "--for");
    asked->reader = !who                        ? READER_CASEWORKER
                    : strcmp(who, "creditor") == 0 ? READER_CREDITOR
                    : strcmp(who, "debtor") == 0   ? READER_DEBTOR
                                                   : 0;
    if (asked->reader == 0) {
        (void)cli_usage(cli, "explain: --for %s: creditor or debtor", who);
    }
    return asked->reader != 0;
}

int command_explain(struct cli *cli) {
    struct home h;
    struct sheet s;
    int64_t number = 0;
    struct asked asked = {.all = cli_flag(cli, "--all")};
    if (!take_reader(cli, &asked)) {
        return 2;
    }
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
    if (asked.reader != READER_CASEWORKER && (which || asked.all)) {
        return cli_usage(cli, "explain: --for tells of the case as a whole: no step, no --all");
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    int rc = sheet_read(&h, number, &s);
    if (rc == STATUS_OK) {
        rc = asked.reader == READER_CASEWORKER ? explain(&s, &asked)
                                               : explain_for(&s, asked.reader);
    }
    home_close(&h);
    return rc ? cli_fail(cli) : 0;
}
