/* waits.c - see waits.h. */
#include "host/waits.h"

#include "base/check.h"
#include "domain/letter_text.h"
#include "domain/merge.h"
#include "domain/plan.h"
#include "host/show.h"

/* ---- in words -------------------------------------------------------------------------------- */

/* <since>, <until> and <what> are filled in; {du|dere} is said to one or to many. */
struct wait_words {
    const char *id, *english, *creditor, *debtor;
};
#define PERSON_LOOKS "En saksbehandler hos oss ser på saken før det skjer noe mer."
static const struct wait_words words_of[WAIT_KINDS] = {
    [WAIT_CLOSED] = {"closed", "the case was closed on <since>: <what>",
        "Saken ble avsluttet <since>.",
        "Saken ble avsluttet <since>. {Du|Dere} trenger ikke å gjøre noe mer."},
    [WAIT_MERGED] = {"merged", "its claims went into case <what> on <since>; that case goes on",
        "Kravene ble samlet i sak <what> <since>, og følges opp der.",
        "Kravene ble samlet i sak <what> <since>, og følges opp der."},
    [WAIT_PARKED] = {"parked", "the case is parked (<what>): a person must release it first",
        PERSON_LOOKS, PERSON_LOOKS},
    [WAIT_DIED] = {"died", "the debtor died on <since>: the claim concerns the estate", PERSON_LOOKS,
        "Kravet gjelder et dødsbo. " PERSON_LOOKS},
    [WAIT_BANKRUPT] = {"bankrupt", "the debtor is bankrupt since <since>: the claim goes to the estate",
        PERSON_LOOKS, "Det er åpnet konkurs, og kravet må meldes i boet."},
    [WAIT_DEBT_SETTLEMENT] = {"debt_settlement",
        "debt settlement was opened on <since>: nothing may be asked or received", PERSON_LOOKS,
        "Det er åpnet gjeldsforhandling, og kravet kan ikke drives inn nå."},
    [WAIT_DISSOLVED] = {"dissolved", "the business was struck off its register on <since>",
        PERSON_LOOKS, "Foretaket er slettet. " PERSON_LOOKS},
    [WAIT_COMPLAINT] = {"complaint", "a complaint is open since <since>: nothing is asked until it "
        "is settled (inkassoloven § 22)",
        "Det ble klaget <since>. Innkrevingen står stille til klagen er behandlet.",
        "Vi fikk melding om klagen <since>. Innkrevingen står stille til den er behandlet."},
    [WAIT_OBJECTION] = {"objection", "an objection is open since <since>: nothing is asked until it "
        "is settled (inkassoloven § 17)",
        "Det kom en innsigelse <since>. Innkrevingen står stille til den er behandlet.",
        "Vi fikk innsigelsen {din|deres} <since>. Innkrevingen står stille til den er behandlet."},
    [WAIT_UPHELD] = {"upheld", "the objection was right since <since>: nothing is asked until the "
        "claim is credited or withdrawn (inkassoloven §§ 8, 17)",
        "Innsigelsen førte fram <since>. Kravet må krediteres eller trekkes; vi krever det ikke inn.",
        "{Du|Dere} fikk medhold i innsigelsen <since>. Vi krever ikke inn kravet."},
    [WAIT_HELD] = {"held", "the case rests since <since>, until somebody releases it",
        "Saken er satt i bero fra <since>, til den blir tatt opp igjen.",
        "Saken er satt i bero fra <since>, til den blir tatt opp igjen."},
    [WAIT_HELD_UNTIL] = {"held", "the case rests from <since> until <until>, that day included",
        "Saken er satt i bero fra <since> til og med <until>.",
        "Saken er satt i bero fra <since> til og med <until>."},
    [WAIT_DEFERRED] = {"deferred", "the debtor was given time until <until>, that day included",
        "Det er gitt utsettelse til og med <until>.",
        "{Du|Dere} har fått utsettelse til og med <until>."},
    [WAIT_PLAN] = {"plan", "an instalment plan runs: the next, <what>, is due <until>",
        "Det betales i avdrag. Neste avdrag, <what> kr, forfaller <until>.",
        "{Du|Dere} betaler i avdrag. Neste avdrag, <what> kr, forfaller <until>."},
    [WAIT_PLAN_MISSED] = {"plan_missed", "of the instalment plan <what> is missing since <since>",
        "Det betales i avdrag, og det mangler <what> kr.",
        "Vi kan ikke se at alt er betalt i avdragsordningen {din|deres}: det mangler <what> kr."},
    [WAIT_FILED] = {"filed", "a filing (<what>) is pending since <since>: its answer is waited for",
        "Saken er til rettslig behandling (<what>) fra <since>. Vi venter på svar.",
        "Saken er til rettslig behandling (<what>) fra <since>."},
    [WAIT_FILING_ASKED] = {"filing_asked",
        "a person was asked on <since> to make a filing (<what>), and has not told of it",
        "En saksbehandler vurderer rettslige skritt (<what>).",
        "En saksbehandler vurderer rettslige skritt (<what>)."},
    [WAIT_CREDITOR] = {"creditor",
        "the creditor was asked on <since> and has not answered; its time is over on <until>",
        "Vi venter på svar fra dere på det vi spurte om <since>, helst innen <until>.",
        "Vi venter på opplysninger fra den som har sendt oss kravet."},
    [WAIT_ANSWER] = {"answer", "a message of <since> waits for our answer, until <until>",
        "Vi skal svare på en henvendelse i saken innen <until>.",
        "Vi skal svare på henvendelsen {din|deres} innen <until>."},
    [WAIT_LETTER] = {"letter", "a letter is promised and not sent yet: <what>",
        "Et brev er på vei: <what>.", "Et brev er på vei til {deg|dere}: <what>."},
    [WAIT_DEADLINE] = {"deadline", "the deadline of <what> runs until <until>",
        "Betalingsfristen i siste brev (<what>) er <until>.",
        "Betalingsfristen i siste brev (<what>) er <until>."},
    [WAIT_CALL] = {"call", "a caseworker was asked on <since> to call, until <until>",
        "En saksbehandler prøver å få kontakt på telefon.",
        "En saksbehandler vil gjerne snakke med {deg|dere} på telefon."},
    [WAIT_LAW_REFUSES] = {"law", "the law refuses what the rules want: <what>", PERSON_LOOKS,
        "<what>"},
    [WAIT_LAW] = {"law", "the law lets it be done from <until>: <what>",
        "Etter loven kan neste steg tidligst tas <until>.",
        "<what> Etter loven kan neste steg tidligst tas <until>."},
    [WAIT_RULES] = {"rules", "the rules want nothing today; the case is looked at <until> (<what>)",
        "Vi ser på saken igjen <until>.", "Vi ser på saken igjen <until>."},
    [WAIT_LOOK] = {"look", "what the rules want is lawful: it is done when the case is looked at, <until>",
        "Neste steg tas når saken vurderes, <until>.",
        "Neste steg tas når saken vurderes, <until>."},
};

const char *wait_id(enum wait_kind kind) {
    ensure(kind > 0 && kind < WAIT_KINDS);
    return words_of[kind].id;
}

static const char *day_said(struct cli *cli, day d, enum reader reader) {
    char out[DAY_TEXT];
    if (reader == READER_CASEWORKER) {
        return d == DAY_NONE ? "?" : cli_day(cli, d);
    }
    return d == DAY_NONE ? "videre" : arena_cstr(&cli->arena, text_of(day_format_no(d, out)));
}

static void fill(struct buf *out, struct text template, const struct wait *w, enum reader reader,
                 struct cli *cli) {
    struct text rest = template, head, name;
    while (text_cut(&rest, '<', &head)) {
        buf_add(out, head);
        if (rest.ptr == NULL) {
            return;
        }
        ensure(text_cut(&rest, '>', &name));
        if (text_is(name, "what")) {
            buf_add(out, reader == READER_CASEWORKER ? w->what : w->what_no);
        } else {
            buf_add_str(out, day_said(cli, text_is(name, "since") ? w->since : w->until, reader));
        }
    }
}

struct text wait_say(const struct wait *w, enum reader reader, const struct sheet *s) {
    struct cli *cli = s->home->cli;
    const struct wait_words *said = &words_of[w->kind];
    const bool to_many = s->debtor.kind == DEBTOR_BUSINESS;
    struct buf out;
    buf_init(&out, 4096);
    if (reader == READER_DEBTOR) {
        fill(&out, letter_say(said->debtor, to_many, &cli->arena), w, reader, cli);
    } else {
        fill(&out, text_of(reader == READER_CREDITOR ? said->creditor : said->english), w, reader,
             cli);
    }
    const struct text kept = arena_text(&cli->arena, buf_text(&out));
    buf_fini(&out);
    return kept;
}

/* ---- which there are ------------------------------------------------------------------------- */

bool waits_has(const struct waits *w, enum wait_kind kind) {
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->items[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static struct wait *add(struct waits *w, enum wait_kind kind, day since, day until) {
    ensure(w->n < WAITS_MAX);
    struct wait *wait = &w->items[w->n++];
    *wait = (struct wait){.kind = kind, .since = since, .until = until};
    return wait;
}

static void about(struct wait *wait, const struct words *words, int value) {
    const struct word *w = words_by_value(words, value);
    wait->what = text_of(w ? w->name : "?");
    wait->what_no = text_of(w ? w->norwegian : "?");
}

static void ended(const struct sheet *s, struct waits *w) {
    const struct krav_case *c = &s->c;
    const bool merged = c->merged_into != 0;
    struct wait *wait = add(w, merged ? WAIT_MERGED : WAIT_CLOSED, c->closed, DAY_NONE);
    wait->what = merged ? arena_printf(&s->home->cli->arena, "%lld", (long long)c->merged_into)
                        : c->close_why;
    wait->what_no = wait->what;
}

/* What holds for the person stands before what holds for the case. */
static void of_the_person(const struct sheet *s, struct waits *w) {
    const struct party *p = &s->debtor;
    if (p->died != DAY_NONE) {
        (void)add(w, WAIT_DIED, p->died, DAY_NONE);
    }
    if (p->bankrupt != DAY_NONE) {
        (void)add(w, WAIT_BANKRUPT, p->bankrupt, DAY_NONE);
    }
    if (p->debt_settlement != DAY_NONE) {
        (void)add(w, WAIT_DEBT_SETTLEMENT, p->debt_settlement, DAY_NONE);
    }
    if (p->dissolved != DAY_NONE) {
        (void)add(w, WAIT_DISSOLVED, p->dissolved, DAY_NONE);
    }
}

static void of_the_plan(const struct sheet *s, struct waits *w) {
    const struct plan *p = &s->c.plan;
    const int32_t next = plan_runs(p) ? plan_next(p) : 0;
    if (next == 0 || next > p->parts) {
        return;
    }
    const struct plan_view v = sheet_plan(s);
    const ore missing = plan_missing(p, v.grace_bank_days, v.today);
    struct wait *wait = missing > 0 ? add(w, WAIT_PLAN_MISSED, plan_due(p, next), DAY_NONE)
                                    : add(w, WAIT_PLAN, p->agreed, plan_due(p, next));
    wait->what = text_of(cli_ore(s->home->cli, missing > 0 ? missing : plan_amount(p, next)));
    wait->what_no = wait->what;
}

static void of_what_stops(const struct sheet *s, struct waits *w) {
    const struct krav_case *c = &s->c;
    const day today = s->home->engine->today;
    if (c->disputed_since != DAY_NONE) {
        const bool complaint = text_is(c->dispute_reason, DISPUTE_COMPLAINT);
        (void)add(w, complaint ? WAIT_COMPLAINT : WAIT_OBJECTION, c->disputed_since, DAY_NONE);
    }
    if (case_upheld(c)) {
        (void)add(w, WAIT_UPHELD, c->upheld_since, DAY_NONE);
    }
    if (c->held_since != DAY_NONE && (c->held_until == DAY_NONE || today <= c->held_until)) {
        (void)add(w, c->held_until == DAY_NONE ? WAIT_HELD : WAIT_HELD_UNTIL, c->held_since,
                  c->held_until);
    }
    if (c->deferred_until != DAY_NONE && today <= c->deferred_until) {
        (void)add(w, WAIT_DEFERRED, c->deferred_on, c->deferred_until);
    }
    of_the_plan(s, w);
}

static void of_answers(const struct sheet *s, struct waits *w) {
    const struct krav_case *c = &s->c;
    const struct filing_note *pending = case_filing_pending(c);
    if (pending) {
        about(add(w, WAIT_FILED, pending->filed, DAY_NONE), &filing_kinds, (int)pending->kind);
    }
    if (c->filing_asked.kind != 0) {
        about(add(w, WAIT_FILING_ASKED, c->filing_asked.on, c->filing_asked.until), &filing_kinds,
              (int)c->filing_asked.kind);
    }
    if (c->creditor_asked != DAY_NONE) {
        (void)add(w, WAIT_CREDITOR, c->creditor_asked, c->creditor_answer_due);
    }
    if (c->answer.owed != DAY_NONE && c->answer.due != DAY_NONE) {
        (void)add(w, WAIT_ANSWER, c->answer.owed, c->answer.due);
    }
    if (c->call_asked.on != DAY_NONE) {
        (void)add(w, WAIT_CALL, c->call_asked.on, c->call_asked.until);
    }
}

/* Of the letters to the debtor: the last one that has not gone, and the last deadline that runs; what
 * was agreed since has taken that one's place. */
static void of_letters(const struct sheet *s, struct waits *w) {
    const struct krav_case *c = &s->c;
    const struct letter_note *waiting = NULL, *running = NULL;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (letter_text_of(l->kind)->to_creditor) {
            continue;
        }
        if (l->state == LETTER_PLANNED || l->state == LETTER_COMPOSED) {
            waiting = l;
        } else if (l->state == LETTER_SENT && l->deadline >= s->home->engine->today &&
                   letter_asks_payment(l->kind) &&
                   (running == NULL || l->deadline >= running->deadline)) {
            running = l;
        }
    }
    if (waiting) {
        about(add(w, WAIT_LETTER, waiting->planned, DAY_NONE), &letter_kinds, (int)waiting->kind);
    }
    if (running && !waits_has(w, WAIT_PLAN) && !waits_has(w, WAIT_DEFERRED)) {
        about(add(w, WAIT_DEADLINE, running->sent, running->deadline), &letter_kinds,
              (int)running->kind);
    }
}

static void of_the_law(const struct sheet *s, const struct verdict *v, struct waits *w) {
    const bool later = v->kind == VERDICT_NOT_BEFORE;
    const struct reason *r = law_reason(v->reason);
    struct wait *wait = add(w, later ? WAIT_LAW : WAIT_LAW_REFUSES, DAY_NONE, v->not_before);
    struct arena *arena = &s->home->cli->arena;
    wait->reason = v->reason;
    wait->what = arena_printf(arena, "%s (%.*s)", r ? r->english : "?", TEXT_ARG(v->paragraph));
    wait->what_no = arena_printf(arena, "%s (%.*s)", r ? r->norwegian : "?", TEXT_ARG(v->paragraph));
}

/* What the rules and the law say today, where nothing else is in the way. */
static void of_the_rules(const struct sheet *s, const struct forecast *today, struct waits *w) {
    const day next = sheet_next_day(s);
    if (today->worst.kind != 0) {
        of_the_law(s, &today->worst, w);
    } else if (!forecast_does_something(today)) {
        struct wait *wait = add(w, WAIT_RULES, DAY_NONE, next);
        about(wait, &agenda_whys, s->n_agenda > 0 ? (int)s->agenda[0].why : 0);
    } else {
        (void)add(w, WAIT_LOOK, DAY_NONE, next);
    }
}

void waits_of(const struct sheet *s, const struct forecast *today, struct waits *out) {
    *out = (struct waits){.n = 0};
    if (!case_is_open(&s->c)) {
        ended(s, out);
        return;
    }
    if (s->c.parked.len > 0) {
        struct wait *wait = add(out, WAIT_PARKED, DAY_NONE, DAY_NONE);
        wait->what = wait->what_no = s->c.parked;
    }
    of_the_person(s, out);
    of_what_stops(s, out);
    of_answers(s, out);
    of_letters(s, out);
    if (today) {
        of_the_rules(s, today, out);
    }
}

bool waits_are_personal(const struct waits *w) {
    return waits_has(w, WAIT_DIED) || waits_has(w, WAIT_BANKRUPT) ||
           waits_has(w, WAIT_DEBT_SETTLEMENT);
}

void waits_json(struct json *j, const char *key, const struct waits *w, const struct sheet *s) {
    json_open(j, key, '[');
    for (uint32_t i = 0; i < w->n; i++) {
        const struct wait *wait = &w->items[i];
        json_open(j, NULL, '{');
        json_str(j, "id", wait_id(wait->kind));
        json_day(j, "since", wait->since);
        json_day(j, "until", wait->until);
        json_text(j, "reason", show_absent(wait->reason));
        json_text(j, "english", wait_say(wait, READER_CASEWORKER, s));
        json_text(j, "norwegian", wait_say(wait, READER_DEBTOR, s));
        json_close(j, '}');
    }
    json_close(j, ']');
}
