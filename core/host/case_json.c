/* case_json.c - a case's sheet as one JSON document. */
#include "host/calls_out.h"
#include "host/debits_out.h"
#include "host/filings_out.h"
#include "host/inquiries_out.h"
#include "host/case_out.h"
#include "host/json.h"
#include "host/messages.h"
#include "host/person_out.h"
#include "host/refunds_out.h"
#include "host/show.h"

#include "domain/kid.h"

static void json_hash(struct json *j, const char *key, const struct hash *h) {
    char hex[HASH_HEX];
    json_str(j, key, hash_is_zero(h) ? NULL : hash_hex(h, hex));
}

static void put_word(struct json *j, const char *key, const struct words *w, int value) {
    json_str(j, key, value ? words_name(w, value) : NULL);
}

static void put_parties(struct json *j, const struct sheet *s) {
    json_open(j, "parties", '{');
    json_open(j, "debtor", '{');
    person_json(j, &s->debtor);
    json_close(j, '}');
    json_open(j, "creditor", '{');
    if (s->creditor) {
        json_text(j, "org", s->creditor->org);
        json_text(j, "name", s->creditor->name);
    }
    json_text(j, "department", show_absent(s->c.department));
    json_text(j, "level", s->agreement ? s->agreement->level : (struct text){NULL, 0});
    json_close(j, '}');
    json_close(j, '}');
}

static void put_balances(struct json *j, const struct sheet *s) {
    json_open(j, "balances", '{');
    json_int(j, "principal_ore", s->balances.principal);
    json_int(j, "interest_ore", s->balances.interest);
    json_int(j, "costs_ore", s->balances.costs);
    json_int(j, "paid_ore", s->balances.paid);
    json_int(j, "open_ore", s->balances.open);
    json_int(j, "overpaid_ore", s->c.overpaid);
    json_int(j, "written_off_ore", s->c.written_off);
    json_close(j, '}');
}

static void put_state(struct json *j, const struct sheet *s) {
    const struct krav_case *c = &s->c;
    json_text(j, "stage", show_absent(c->stage));
    json_day(j, "stage_since", c->stage_since);
    put_word(j, "phase", &phases, (int)s->phase);
    json_day(j, "opened", c->opened);
    json_day(j, "closed", c->closed);
    json_text(j, "close_why", show_absent(c->close_why));
    if (c->merged_into != 0) {
        json_int(j, "merged_into", c->merged_into);
    }
    json_open(j, "merged", '[');
    for (uint32_t i = 0; i < c->n_merged; i++) {
        json_record(j, NULL, &merged_record, &c->merged[i]);
    }
    json_close(j, ']');
    json_day(j, "kept_apart_since", c->separate_since);
    json_day(j, "mandate_since", c->mandate_since);
    json_text(j, "mandate_kid", show_absent(c->mandate_kid));
    json_bool(j, "mandate_notice", c->mandate_notice);
    json_text(j, "parked", show_absent(c->parked));
    json_bool(j, "disputed", c->disputed_since != DAY_NONE);
    json_day(j, "disputed_since", c->disputed_since);
    json_text(j, "dispute_reason", show_absent(c->dispute_reason));
    json_day(j, "rejected_since", c->rejected_since);
    json_day(j, "upheld_since", c->upheld_since);
    json_day(j, "right_since", c->right_since);
    json_day(j, "answer_due", c->answer.due);
    json_day(j, "answer_promised", c->answer.promised);
    json_day(j, "costs_lost_since", c->costs_lost.since);
    json_text(j, "costs_lost_why", show_absent(c->costs_lost.why));
    json_open(j, "objections", '[');
    for (uint32_t i = 0; i < c->n_objections; i++) {
        json_record(j, NULL, &objection_record, &c->objections[i]);
    }
    json_close(j, ']');
    json_bool(j, "held", c->held_since != DAY_NONE);
    json_day(j, "held_since", c->held_since);
    json_day(j, "held_until", c->held_until);
    json_text(j, "hold_why", show_absent(c->hold_why));
    json_day(j, "deferred_until", c->deferred_until);
    json_day(j, "judged", c->judged);
    json_text(j, "judgment", show_absent(c->judgment));
    json_day(j, "acknowledged", c->acknowledged);
    json_open(j, "acknowledged_before", '[');
    for (uint32_t i = 0; i < c->n_acknowledged_before; i++) {
        json_record(j, NULL, &acknowledgement_record, &c->acknowledged_before[i]);
    }
    json_close(j, ']');
    json_day(j, "lapses", s->lapses);
    json_int(j, "paid_before_ore", c->paid_before);
    json_day(j, "paid_before_on", c->paid_before_on);
    json_int(j, "plans_broken", c->n_plans_broken);
    json_day(j, "next_day", sheet_next_day(s));
    json_open(j, "agenda", '[');
    for (uint32_t i = 0; i < s->n_agenda; i++) {
        json_record(j, NULL, &agenda_record, &s->agenda[i]);
    }
    json_close(j, ']');
}

static void put_claims(struct json *j, const struct sheet *s) {
    json_open(j, "claims", '[');
    for (uint32_t i = 0; i < s->c.n_claims; i++) {
        const struct claim *claim = &s->c.claims[i].claim;
        json_open(j, NULL, '{');
        json_int(j, "number", claim->number);
        json_text(j, "source", claim->source);
        json_text(j, "invoice", show_absent(claim->invoice));
        json_day(j, "issued", claim->issued);
        json_day(j, "due", claim->due);
        json_day(j, "due_stated", claim->due_stated ? claim->due_stated : claim->due);
        json_int(j, "principal_ore", claim->principal);
        json_int(j, "open_ore", s->c.claims[i].open);
        json_text(j, "description", show_absent(sheet_words(s, &claim->text_hash)));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_letters(struct json *j, const struct sheet *s) {
    json_open(j, "letters", '[');
    for (uint32_t i = 0; i < s->c.n_letters; i++) {
        const struct letter_note *l = &s->c.letters[i];
        json_open(j, NULL, '{');
        put_word(j, "kind", &letter_kinds, (int)l->kind);
        put_word(j, "state", &letter_states, (int)l->state);
        json_str(j, "from", l->stage_entry == 0 && l->claim != 0 ? "creditor" : "agency");
        put_word(j, "by", &channels, (int)l->by);
        json_day(j, "planned", l->planned);
        json_day(j, "composed", l->composed);
        json_day(j, "sent", l->sent);
        json_day(j, "deadline", l->deadline);
        json_int(j, "quote_ore", l->quote);
        json_int(j, "fee_ore", l->fee);
        json_bool(j, "by_2026", l->by_2026);
        json_int(j, "paid_ore", l->paid);
        json_hash(j, "key", &l->key);
        json_hash(j, "content", &l->content);
        json_hash(j, "document", &l->document);
        json_text(j, "reference", show_absent(l->reference));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_payments(struct json *j, const struct sheet *s) {
    json_open(j, "payments", '[');
    for (uint32_t i = 0; i < s->c.n_payments; i++) {
        const struct payment_note *p = &s->c.payments[i];
        json_open(j, NULL, '{');
        json_text(j, "source", p->source);
        json_day(j, "legal_day", p->legal_day);
        json_day(j, "booked_day", p->booked_day);
        json_int(j, "amount_ore", p->amount);
        json_int(j, "principal_ore", p->principal);
        json_int(j, "interest_ore", p->interest);
        json_int(j, "costs_ore", p->costs_creditor + p->costs_agency + p->costs_court);
        json_int(j, "over_ore", p->over);
        json_bool(j, "undone", p->undone);
        json_bool(j, "direct", p->direct);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_costs(struct json *j, const struct sheet *s) {
    json_open(j, "costs", '[');
    for (uint32_t i = 0; i < s->c.n_costs; i++) {
        const struct cost *cost = &s->c.costs[i];
        json_open(j, NULL, '{');
        put_word(j, "fee", &fee_kinds, (int)cost->fee);
        put_word(j, "owner", &owners, (int)cost->owner);
        json_day(j, "charged", cost->charged);
        json_int(j, "amount_ore", cost->amount);
        json_int(j, "paid_ore", cost->paid);
        json_int(j, "waived_ore", cost->waived);
        json_int(j, "lost_ore", cost->lost);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_tasks(struct json *j, const struct sheet *s) {
    json_open(j, "tasks", '[');
    for (uint32_t i = 0; i < s->n_tasks; i++) {
        const struct task_row *t = &s->tasks[i];
        json_open(j, NULL, '{');
        json_int(j, "task", t->id);
        put_word(j, "owner", &task_owners, (int)t->owner);
        json_text(j, "reason", t->reason);
        json_text(j, "text", show_absent(t->text));
        json_day(j, "opened", t->opened);
        json_day(j, "due", t->due);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_event(struct json *j, const struct step *step, const struct event *e) {
    json_open(j, NULL, '{');
    json_int(j, "step", step->id);
    json_day(j, "booked_day", step->fact.booked_day);
    put_word(j, "fact", &fact_kinds, (int)step->fact.kind);
    json_text(j, "actor", show_absent(step->fact.actor));
    put_word(j, "kind", &event_kinds, (int)e->kind);
    json_day(j, "day", e->day);
    json_day(j, "until", e->until);
    json_int(j, "amount_ore", e->n_claims > 0 ? e->claims[0].principal : e->amount);
    put_word(j, "letter", &letter_kinds, (int)e->letter);
    put_word(j, "fee", &fee_kinds, (int)e->fee);
    json_text(j, "word", show_absent(e->word));
    json_text(j, "reference", show_absent(e->ref));
    if (e->kind == EVENT_MERGED || e->kind == EVENT_MERGED_INTO) {
        json_int(j, "other_case", e->id);
    }
    json_hash(j, "key", &e->key);
    json_close(j, '}');
}

/* Every fact that was recorded, and every event that followed. */
static void put_steps(struct json *j, const struct sheet *s) {
    json_open(j, "facts", '[');
    for (uint32_t i = 0; i < s->n_steps; i++) {
        const struct fact *f = &s->steps[i].fact;
        json_open(j, NULL, '{');
        json_int(j, "step", s->steps[i].id);
        put_word(j, "kind", &fact_kinds, (int)f->kind);
        json_day(j, "legal_day", f->legal_day);
        json_day(j, "booked_day", f->booked_day);
        json_text(j, "actor", show_absent(f->actor));
        json_int(j, "amount_ore", f->amount);
        json_text(j, "reason", show_absent(f->reason));
        json_text(j, "words", show_absent(sheet_words(s, &f->text_hash)));
        json_close(j, '}');
    }
    json_close(j, ']');
    json_open(j, "events", '[');
    for (uint32_t i = 0; i < s->n_steps; i++) {
        for (uint32_t k = 0; k < s->steps[i].n_events; k++) {
            put_event(j, &s->steps[i], &s->steps[i].events[k]);
        }
    }
    json_close(j, ']');
}

void case_print_json(const struct sheet *s) {
    struct json j;
    char kid[KID_OWN_LEN + 1];
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_int(&j, "case", s->c.id);
    json_day(&j, "today", s->home->engine->today);
    json_str(&j, "kid", kid_make(s->c.id, 0, kid));
    put_state(&j, s);
    put_parties(&j, s);
    put_balances(&j, s);
    json_text(&j, "balances_as_posted_because", show_absent(s->why_not));
    put_claims(&j, s);
    put_letters(&j, s);
    put_payments(&j, s);
    debits_json(&j, "requests", s);
    refunds_json(&j, "refunds", &s->c);
    put_costs(&j, s);
    const struct plan_view plan = sheet_plan(s);
    plan_json(&j, "plan", &plan);
    const struct plan_view offer = {.plan = &s->c.offer, .today = s->home->engine->today};
    plan_json(&j, "plan_offered", &offer);
    calls_json(&j, "calls", &s->c);
    filings_json(&j, "filings", &s->c);
    inquiries_json(&j, "inquiries", s);
    put_tasks(&j, s);
    struct messages m = {0};
    messages_add(s, &m);
    messages_sort(&m);
    messages_json(&j, "messages", &m);
    documents_json(&j, "documents", s->documents, s->n_documents);
    put_steps(&j, s);
    json_close(&j, '}');
    json_print(&j);
}
