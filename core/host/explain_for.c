/* explain_for.c - see explain_for.h; the debtor's page is in explain_debtor.c. */
#include "host/explain_for.h"

#include "domain/letter_text.h"
#include "host/show.h"

struct text explain_date(struct cli *cli, day d) {
    char out[DAY_TEXT];
    return arena_text(&cli->arena, text_of(day_format_no(d, out)));
}

/* ---- the next step --------------------------------------------------------------------------- */

/* An action as a step that comes; letters, fees and filings by their own names. */
static const char *const steps_of[ACTION_KINDS] = {
    [ACTION_CALL] = "en telefonsamtale",
    [ACTION_SCORE] = "opplysninger hentes inn",
    [ACTION_WASH] = "opplysninger hentes inn",
    [ACTION_PLAN] = "en avdragsordning",
    [ACTION_DEFER] = "utsettelse",
    [ACTION_HOLD] = "saken settes i bero",
    [ACTION_RELEASE] = "saken tas opp igjen",
    [ACTION_MERGE] = "saken slås sammen med en annen",
    [ACTION_ASK_CREDITOR] = "spørsmål til kreditor",
    [ACTION_TASK] = "en saksbehandler ser på saken",
    [ACTION_WRITE_OFF] = "resten frafalles",
    [ACTION_CLOSE] = "saken avsluttes",
    [ACTION_END_PLAN] = "avdragsordningen avsluttes",
};

static const char *norwegian(const struct word *w) { return w ? w->norwegian : NULL; }

static const char *step_name(const struct action *a) {
    if (a->kind == ACTION_SEND) {
        return norwegian(words_by_value(&letter_kinds, (int)a->letter));
    }
    if (a->kind == ACTION_CHARGE) {
        return norwegian(words_by_value(&fee_kinds, (int)a->fee));
    }
    if (a->kind == ACTION_FILE) {
        return norwegian(words_by_name(&filing_kinds, a->what));
    }
    return steps_of[a->kind];
}

/* Absent: no step comes by itself.  A move that brings nothing else is named by where it leads. */
static struct text next_step(const struct sheet *s, const struct now *now) {
    struct arena *arena = &s->home->cli->arena;
    struct text all = {NULL, 0}, label = {NULL, 0};
    for (uint32_t i = 0; now->has_first && i < now->first.n_actions; i++) {
        const struct action *a = &now->first.actions[i];
        const char *name = step_name(a);
        if (name) {
            all = arena_printf(arena, "%.*s%s%s", TEXT_ARG(all), all.len > 0 ? ", " : "", name);
        }
        for (uint32_t k = 0; a->kind == ACTION_MOVE && k < bundle_n_stages(s->home->engine->bundle);
             k++) {
            const struct stage_info stage = bundle_stage(s->home->engine->bundle, k);
            label = text_eq(stage.name, a->stage) ? stage.label : label;
        }
    }
    return all.len > 0 || label.len == 0 ? all : arena_printf(arena, "«%.*s»", TEXT_ARG(label));
}

/* A day that has passed when the case is looked at is not named: the step comes with the look. */
static void add_next(struct buf *out, const struct sheet *s, const struct now *now) {
    struct cli *cli = s->home->cli;
    const struct text step = next_step(s, now);
    const day look = sheet_next_day(s);
    if (step.len == 0) {
        return;
    }
    buf_addf(out, " Neste steg er %.*s, tidligst %.*s", TEXT_ARG(step),
             TEXT_ARG(explain_date(cli, now->first.on)));
    if (look > now->first.on) {
        buf_addf(out, "; saken vurderes %.*s", TEXT_ARG(explain_date(cli, look)));
    }
    buf_add_str(out, ".");
}

/* The truest wait, and a running deadline too.  That the rules look again says nothing more than the
 * next step does. */
struct text explain_next(const struct sheet *s, const struct now *now, enum reader reader) {
    struct cli *cli = s->home->cli;
    const struct wait *main_wait = now->waits.n > 0 ? &now->waits.items[0] : NULL;
    const bool told_by_step = now->has_first && main_wait &&
                              (main_wait->kind == WAIT_RULES || main_wait->kind == WAIT_LOOK);
    struct buf out;
    buf_init(&out, 4096);
    if (main_wait && !told_by_step) {
        buf_add_str(&out, " ");
        buf_add(&out, wait_say(main_wait, reader, s));
    }
    if (reader != READER_CREDITOR || !waits_are_personal(&now->waits)) {
        add_next(&out, s, now);
    }
    const struct text kept = arena_text(&cli->arena, text_trim(buf_text(&out)));
    buf_fini(&out);
    return kept;
}

void explain_next_json(struct json *j, const char *key, const struct sheet *s,
                       const struct now *now) {
    const struct text step = next_step(s, now);
    if (step.len == 0) {
        json_str(j, key, NULL);
        return;
    }
    json_open(j, key, '{');
    json_text(j, "what", step);
    json_day(j, "from", now->first.on);
    json_day(j, "looked_at", sheet_next_day(s));
    json_close(j, '}');
}

/* ---- the creditor ---------------------------------------------------------------------------- */

struct last_act {
    day on;
    struct text what;
};

static void later(struct last_act *last, day on, struct text what) {
    if (on != DAY_NONE && on >= last->on) {
        *last = (struct last_act){on, what};
    }
}

/* What was done last: a letter, money, a call, a filing. */
static struct last_act last_of(const struct sheet *s) {
    const struct krav_case *c = &s->c;
    struct cli *cli = s->home->cli;
    struct last_act last = {DAY_NONE, {NULL, 0}};
    for (uint32_t i = 0; i < c->n_calls; i++) {
        later(&last, c->calls[i].day, TEXT("prøvde vi å ringe"));
    }
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->stage_entry != 0 && !letter_text_of(l->kind)->to_creditor) {
            later(&last, l->sent, arena_printf(&cli->arena, "ble %s sendt",
                  words_by_value(&letter_kinds, (int)l->kind)->norwegian));
        }
    }
    for (uint32_t i = 0; i < c->n_filings; i++) {
        const struct word *kind = words_by_value(&filing_kinds, (int)c->filings[i].kind);
        later(&last, c->filings[i].filed, arena_printf(&cli->arena, "ble %s sendt",
                                                       kind->norwegian));
    }
    for (uint32_t i = 0; i < c->n_payments; i++) {
        const struct payment_note *p = &c->payments[i];
        if (!p->undone) {
            later(&last, p->legal_day, arena_printf(&cli->arena, "ble %s kr betalt",
                                                    cli_ore(cli, p->amount)));
        }
    }
    return last;
}

static struct text stage_label(const struct sheet *s) {
    const struct bundle *b = s->home->engine->bundle;
    for (uint32_t i = 0; b && i < bundle_n_stages(b); i++) {
        if (text_eq(bundle_stage(b, i).name, s->c.stage)) {
            return bundle_stage(b, i).label;
        }
    }
    return (struct text){NULL, 0};
}

static struct text creditor_text(const struct sheet *s, const struct now *now,
                                 const struct last_act *last, struct text label) {
    struct cli *cli = s->home->cli;
    struct buf out;
    buf_init(&out, 4096);
    buf_addf(&out, "Sak %lld", (long long)s->c.id);
    if (case_is_open(&s->c) && label.len > 0) {
        buf_addf(&out, " står i «%.*s»", TEXT_ARG(label));
    }
    buf_addf(&out, "%s %s kr å betale", case_is_open(&s->c) && label.len > 0 ? " med" : " har",
             cli_ore(cli, s->balances.open));
    if (last->what.len > 0) {
        buf_addf(&out, "; sist %.*s, %.*s", TEXT_ARG(last->what),
                 TEXT_ARG(explain_date(cli, last->on)));
    }
    buf_addf(&out, ". %.*s", TEXT_ARG(explain_next(s, now, READER_CREDITOR)));
    const struct text kept = arena_text(&cli->arena, text_trim(buf_text(&out)));
    buf_fini(&out);
    return kept;
}

/* Where the debtor's person is why, the stage, the last letter and the next one would tell of it. */
int explain_for_creditor(struct cli *cli, const struct sheet *s, const struct now *now) {
    const bool personal = waits_are_personal(&now->waits);
    const struct last_act last = personal ? (struct last_act){0} : last_of(s);
    const struct text label = personal ? (struct text){NULL, 0} : stage_label(s);
    const struct text said = creditor_text(s, now, &last, label);
    const struct wait *wait = now->waits.n > 0 ? &now->waits.items[0] : NULL;
    struct json j;
    if (!cli->json) {
        (void)printf("%.*s\n", TEXT_ARG(said));
        return STATUS_OK;
    }
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "case", s->c.id);
    json_str(&j, "for", "creditor");
    json_text(&j, "stage", show_absent(label));
    json_int(&j, "open_ore", s->balances.open);
    json_day(&j, "last_day", last.on);
    json_text(&j, "last", show_absent(last.what));
    json_text(&j, "waits", wait ? wait_say(wait, READER_CREDITOR, s) : (struct text){NULL, 0});
    if (personal) {
        json_str(&j, "next", NULL);
    } else {
        explain_next_json(&j, "next", s, now);
    }
    json_text(&j, "text", said);
    json_close(&j, '}');
    json_print(&j);
    return STATUS_OK;
}
