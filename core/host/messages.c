/* messages.c - see messages.h. */
#include "host/messages.h"

#include <stdlib.h>

#include "domain/apply_contact.h"
#include "engine/tell.h"
#include "host/show.h"
#include "host/table.h"

/* What a fact is when it is a message: to or from whom, unless the fact itself says.  Other facts
 * are notes when somebody wrote something down with them, or gave a document. */
static const struct {
    enum fact_kind kind;
    const char *direction, *with;
} kinds[] = {
    {FACT_DISPUTE, "in", "debtor"},          {FACT_COMPLAINT, "in", "other"},
    {FACT_ACKNOWLEDGED, "in", "debtor"},     {FACT_CONTACT, "both", "debtor"},
    {FACT_MESSAGE_IN, "in", "other"},        {FACT_CREDITOR_ANSWERED, "in", "creditor"},
    {FACT_FILING_RESULT, "in", "other"},     {FACT_NOTE, "note", NULL},
};
#define N_KINDS (sizeof kinds / sizeof kinds[0])

struct adding {
    const struct sheet *s;
    struct messages *m;
};

static struct message *add(struct adding *a, const struct step *step) {
    struct messages *m = a->m;
    if (m->n == m->cap) {
        const uint32_t cap = m->cap ? 2 * m->cap : 32;
        struct message *grown = arena_take_n(&a->s->home->cli->arena, cap, sizeof *grown);
        for (uint32_t i = 0; i < m->n; i++) {
            grown[i] = m->items[i];
        }
        m->items = grown;
        m->cap = cap;
    }
    struct message *new = &m->items[m->n++];
    *new = (struct message){.case_id = a->s->c.id, .step = step->id, .on = step->fact.legal_day,
        .by = step->fact.actor, .order = m->n};
    return new;
}

static void name_document(const struct adding *a, struct message *m) {
    for (uint32_t i = 0; i < a->s->n_documents; i++) {
        const struct document_row *d = &a->s->documents[i];
        if (d->incoming && hash_eq(&d->hash, &m->document)) {
            m->document_name = d->what;
        }
    }
}

/* Receipts and the like bear the document of their letter, which is a message of its own. */
static bool is_about_letter(enum fact_kind kind) {
    return kind == FACT_COMPOSED || kind == FACT_RECEIPT || kind == FACT_NOT_SENT ||
           kind == FACT_LETTER_RETURNED;
}

static void add_fact(struct adding *a, const struct step *step) {
    const struct fact *f = &step->fact;
    const bool says = !hash_is_zero(&f->text_hash) || !hash_is_zero(&f->document);
    size_t i = 0;
    while (i < N_KINDS && kinds[i].kind != f->kind) {
        i++;
    }
    if ((i == N_KINDS && !says) || is_about_letter(f->kind)) {
        return;
    }
    struct message *m = add(a, step);
    m->kind = f->kind == FACT_ACT && f->n_actions > 0
                  ? words_name(&action_kinds, (int)f->actions[0].kind)
                  : words_name(&fact_kinds, (int)f->kind);
    m->direction = i < N_KINDS ? kinds[i].direction : "note";
    m->with = i < N_KINDS ? kinds[i].with : NULL;
    m->words = sheet_words(a->s, &f->text_hash);
    m->document = f->document;
    name_document(a, m);
    if (f->kind == FACT_MESSAGE_IN || f->kind == FACT_CONTACT) {
        const struct word *sender = words_by_name(&tell_senders, f->reason);
        m->with = sender ? sender->name : m->with;
        m->channel = f->stage;
        m->direction = contact_attempt(f) ? "out" : m->direction;
        m->direction = f->kind == FACT_CONTACT && sender ? "in" : m->direction;
    } else if (f->kind == FACT_NOTE && text_is(f->reason, "attachment")) {
        m->direction = "in"; /* it came with the claim */
        m->with = "creditor";
    }
}

static void add_event(struct adding *a, const struct step *step, const struct event *e) {
    if (e->kind == EVENT_LETTER_SENT || e->kind == EVENT_LETTER_RETURNED ||
        e->kind == EVENT_LETTER_TAKEN_OVER) {
        struct message *m = add(a, step);
        const struct letter_note *l = case_letter(&a->s->c, &e->key);
        m->on = e->day;
        m->kind = words_name(&letter_kinds, (int)e->letter);
        m->direction = e->kind == EVENT_LETTER_RETURNED ? "in" : "out";
        m->with = "debtor";
        m->by = e->kind == EVENT_LETTER_TAKEN_OVER ? TEXT("creditor") : m->by;
        m->channel = l && l->by ? text_of(words_name(&channels, (int)l->by)) : m->channel;
        m->document = e->document;
        m->words = e->kind == EVENT_LETTER_RETURNED ? TEXT("it came back") : m->words;
    } else if (e->kind == EVENT_CREDITOR_ASKED) {
        struct message *m = add(a, step);
        m->on = e->day;
        m->kind = words_name(&event_kinds, (int)e->kind);
        m->direction = "out";
        m->with = "creditor";
        m->words = e->word;
    }
}

void messages_add(const struct sheet *s, struct messages *m) {
    struct adding a = {s, m};
    for (uint32_t i = 0; i < s->n_steps; i++) {
        add_fact(&a, &s->steps[i]);
        for (uint32_t k = 0; k < s->steps[i].n_events; k++) {
            add_event(&a, &s->steps[i], &s->steps[i].events[k]);
        }
    }
}

static int by_day(const void *a, const void *b) {
    const struct message *x = a, *y = b;
    return x->on != y->on ? (x->on > y->on) - (x->on < y->on)
                          : (x->order > y->order) - (x->order < y->order);
}

void messages_sort(struct messages *m) {
    if (m->n > 1) {
        qsort(m->items, m->n, sizeof m->items[0], by_day);
    }
}

/* ---- as text --------------------------------------------------------------------------------- */

void messages_print(struct cli *cli, const struct messages *m, bool with_case) {
    struct table t;
    if (m->n == 0) {
        return;
    }
    table_begin(&t, with_case ? "rllllllll" : "llllllll");
    t.indent = "  ";
    if (with_case) {
        table_heads(&t, "case", "day", "", "with", "message", "channel", "by", "document", "text",
                    NULL);
    } else {
        table_heads(&t, "day", "", "with", "message", "channel", "by", "document", "text", NULL);
    }
    for (uint32_t i = 0; i < m->n; i++) {
        const struct message *x = &m->items[i];
        const bool has = !hash_is_zero(&x->document);
        if (with_case) {
            table_int(&t, x->case_id);
        }
        table_cell(&t, cli_day(cli, x->on));
        table_cell(&t, x->direction);
        table_cell(&t, x->with);
        table_cell(&t, x->kind);
        table_text(&t, x->channel);
        table_text(&t, x->by);
        table_cellf(&t, "%s%s%.*s", has ? show_hash(cli, &x->document) : "",
                    has && x->document_name.len ? " " : "", TEXT_ARG(x->document_name));
        table_text(&t, x->words);
    }
    (void)puts("\nMessages");
    table_print(&t);
}

void documents_print(struct cli *cli, const struct document_row *rows, uint32_t n,
                     bool with_case) {
    struct table t;
    if (n == 0) {
        return;
    }
    table_begin(&t, with_case ? "rlllll" : "lllll");
    t.indent = "  ";
    if (with_case) {
        table_heads(&t, "case", "day", "", "document", "type", "what", NULL);
    } else {
        table_heads(&t, "day", "", "document", "type", "what", NULL);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (with_case) {
            table_int(&t, rows[i].case_id);
        }
        table_cell(&t, cli_day(cli, rows[i].on));
        table_cell(&t, rows[i].incoming ? "in" : "out");
        table_cell(&t, show_hash(cli, &rows[i].hash));
        table_text(&t, rows[i].media_type);
        table_text(&t, rows[i].what);
    }
    (void)puts("\nDocuments");
    table_print(&t);
}

/* ---- as JSON --------------------------------------------------------------------------------- */

static void json_hash(struct json *j, const char *key, const struct hash *h) {
    char hex[HASH_HEX];
    json_str(j, key, hash_is_zero(h) ? NULL : hash_hex(h, hex));
}

void messages_json(struct json *j, const char *key, const struct messages *m) {
    json_open(j, key, '[');
    for (uint32_t i = 0; i < m->n; i++) {
        const struct message *x = &m->items[i];
        json_open(j, NULL, '{');
        json_int(j, "case", x->case_id);
        json_int(j, "step", x->step);
        json_day(j, "day", x->on);
        json_str(j, "direction", x->direction);
        json_str(j, "with", x->with);
        json_text(j, "by", show_absent(x->by));
        json_str(j, "kind", x->kind);
        json_text(j, "channel", show_absent(x->channel));
        json_hash(j, "document", &x->document);
        json_text(j, "document_name", show_absent(x->document_name));
        json_text(j, "text", show_absent(x->words));
        json_close(j, '}');
    }
    json_close(j, ']');
}

void documents_json(struct json *j, const char *key, const struct document_row *rows,
                    uint32_t n) {
    json_open(j, key, '[');
    for (uint32_t i = 0; i < n; i++) {
        json_open(j, NULL, '{');
        json_int(j, "case", rows[i].case_id);
        json_int(j, "step", rows[i].step);
        json_day(j, "day", rows[i].on);
        json_bool(j, "incoming", rows[i].incoming);
        json_hash(j, "document", &rows[i].hash);
        json_text(j, "type", rows[i].media_type);
        json_text(j, "what", rows[i].what);
        json_close(j, '}');
    }
    json_close(j, ']');
}
