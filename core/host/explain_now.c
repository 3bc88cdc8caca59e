/* explain_now.c - see explain_now.h. */
#include "host/explain_now.h"

#include "host/explain_out.h"
#include "host/show.h"

int explain_now(const struct sheet *s, struct now *now) {
    struct cli *cli = s->home->cli;
    struct status why = {0, ""};
    const day today = s->home->engine->today;
    *now = (struct now){.asked = case_is_open(&s->c) && s->c.parked.len == 0};
    if (!now->asked) {
        waits_of(s, NULL, &now->waits);
        return STATUS_OK;
    }
    int rc = engine_load_rules(s->home->engine, &cli->st);
    rc = rc ? rc : forecast_make(s, today, &cli->arena, &now->today, &cli->st);
    if (rc) {
        return rc;
    }
    waits_of(s, &now->today, &now->waits);
    now->has_first = forecast_first(s, today, &cli->arena, &now->first, &why) == STATUS_OK;
    now->why_no_first = arena_text(&cli->arena, text_of(why.text));
    return STATUS_OK;
}

/* ---- for people ------------------------------------------------------------------------------ */

/* What stands in the way, and what will wake the case. */
static void print_waits(struct cli *cli, const struct sheet *s, const struct waits *w) {
    for (uint32_t i = 0; i < w->n; i++) {
        (void)printf(" %-6s  %.*s\n", i == 0 ? "waits" : "",
                     TEXT_ARG(wait_say(&w->items[i], READER_CASEWORKER, s)));
    }
    for (uint32_t i = 0; i < s->c.n_letters; i++) {
        const struct letter_note *l = &s->c.letters[i];
        if (l->state == LETTER_PLANNED || l->state == LETTER_COMPOSED) {
            (void)printf(" letter  %s: %s, key %s\n", words_name(&letter_kinds, (int)l->kind),
                         words_name(&letter_states, (int)l->state), show_hash(cli, &l->key));
        }
    }
    for (uint32_t i = 0; i < s->c.n_debits; i++) {
        const struct debit_note *d = &s->c.debits[i];
        if (debit_stands(d, s->home->engine->today)) {
            (void)printf(" bank    is asked to pay %s on %s (AvtaleGiro), key %s\n",
                         cli_ore(cli, d->amount), cli_day(cli, d->due), show_hash(cli, &d->key));
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

static void print_forecast(struct cli *cli, const struct forecast *f) {
    explain_print_wanted(cli, f->actions, f->n_actions);
    explain_print_law(cli, f->actions, f->verdicts, f->n_actions);
}

/* What stops the case is a truer answer than how far ahead the rules were tried. */
static void print_no_first(const struct sheet *s, const struct now *now) {
    const struct wait *wait = &now->waits.items[0];
    if (now->waits.n > 0 && wait->kind < WAIT_LETTER) {
        (void)printf("\nnext possible step: none by itself: %.*s\n",
                     TEXT_ARG(wait_say(wait, READER_CASEWORKER, s)));
    } else {
        (void)printf("\nnext possible step: %.*s\n", TEXT_ARG(now->why_no_first));
    }
}

void explain_now_print(struct cli *cli, const struct sheet *s, const struct now *now) {
    const struct forecast *f = &now->today;
    (void)printf("today, %s\n", cli_day(cli, s->home->engine->today));
    print_waits(cli, s, &now->waits);
    if (!now->asked) {
        (void)puts(" rules   are not asked");
        return;
    }
    (void)printf(" stage   %.*s  %.*s:%d\n", TEXT_ARG(f->stage.len ? f->stage : TEXT("(start)")),
                 TEXT_ARG(f->file), (int)f->line);
    explain_print_read(cli, f->read);
    print_forecast(cli, f);
    if (f->worst.kind == VERDICT_NOT_BEFORE) {
        (void)printf(" lawful  from %s\n", cli_day(cli, f->worst.not_before));
    }
    if (!now->has_first) {
        print_no_first(s, now);
        return;
    }
    (void)printf("\nnext possible step, if nothing else happens: from %s; the case is looked at "
                 "%s\n", cli_day(cli, now->first.on), cli_day(cli, sheet_next_day(s)));
    print_forecast(cli, &now->first);
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void json_forecast(struct json *j, const char *key, const struct forecast *f) {
    json_open(j, key, '{');
    json_day(j, "day", f->on);
    json_text(j, "stage", show_absent(f->stage));
    json_text(j, "file", show_absent(f->file));
    json_int(j, "line", f->line);
    json_text(j, "read", show_absent(f->read));
    explain_json_wanted(j, f->actions, f->verdicts, f->n_actions, f->n_actions);
    json_bool(j, "allowed", f->worst.kind == 0);
    json_day(j, "not_before", f->worst.not_before);
    json_close(j, '}');
}

void explain_now_json(struct json *j, const struct sheet *s, const struct now *now) {
    json_open(j, "now", '{');
    json_day(j, "day", s->home->engine->today);
    json_day(j, "next_day", sheet_next_day(s));
    json_open(j, "agenda", '[');
    for (uint32_t i = 0; i < s->n_agenda; i++) {
        json_record(j, NULL, &agenda_record, &s->agenda[i]);
    }
    json_close(j, ']');
    waits_json(j, "waits_for", &now->waits, s);
    if (!now->asked) {
        json_text(j, "idle_because", wait_say(&now->waits.items[0], READER_CASEWORKER, s));
    } else {
        json_str(j, "idle_because", NULL);
        json_forecast(j, "today", &now->today);
    }
    if (now->has_first) {
        json_forecast(j, "next_step", &now->first);
    }
    json_text(j, "no_next_step_because", show_absent(now->why_no_first));
    json_close(j, '}');
}
