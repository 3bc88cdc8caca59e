/* filing_paper.c - see filing_paper.h. */
#include "engine/filing_paper.h"

#include "engine/plan.h"
#include "law/filing_terms.h"
#include "store/documents.h"
#include "store/parties.h"

#define PAPER_BYTES_MAX ((size_t)1 << 20)

struct paper_claim {
    struct text invoice, about;
    day issued, due;
    ore principal, open;
};
struct paper_enclosure {
    struct text what;
    day sent, deadline;
    struct hash document;
};
struct paper {
    struct hash salt;
    enum filing_kind kind;
    int64_t case_id;
    day made, last_day;
    struct text creditor, creditor_org, creditor_address;
    struct text debtor, debtor_identity, debtor_address;
    struct text basis;
    ore principal, interest, costs, costs_left_out, court_fee, award_most;
    struct text fee_paragraph, award_paragraph;
    day interest_to;
    bool to_board;          /* tvangsfullbyrdelsesloven § 7-5: on an objection */
    int32_t answer_weeks;   /* § 7-6: the debtor's time to answer */
    struct paper_claim *claims;         uint32_t n_claims;
    struct paper_enclosure *enclosures; uint32_t n_enclosures;
};

static const struct field claim_table[] = {
    FIELD(FIELD_TEXT, struct paper_claim, invoice),
    FIELD(FIELD_TEXT, struct paper_claim, about),
    FIELD(FIELD_DAY, struct paper_claim, issued),
    FIELD(FIELD_DAY, struct paper_claim, due),
    FIELD_AS("principal_ore", FIELD_ORE, struct paper_claim, principal),
    FIELD_AS("open_ore", FIELD_ORE, struct paper_claim, open),
};
static const struct record claim_record_of_paper =
    RECORD("claim of a filing", struct paper_claim, claim_table);

static const struct field enclosure_table[] = {
    FIELD(FIELD_TEXT, struct paper_enclosure, what),
    FIELD(FIELD_DAY, struct paper_enclosure, sent),
    FIELD(FIELD_DAY, struct paper_enclosure, deadline),
    FIELD(FIELD_HASH, struct paper_enclosure, document),
};
static const struct record enclosure_record =
    RECORD("enclosure", struct paper_enclosure, enclosure_table);

static const struct field paper_table[] = {
    FIELD(FIELD_HASH, struct paper, salt),
    FIELD_WORDS(struct paper, kind, filing_kinds),
    FIELD_AS("case", FIELD_INT, struct paper, case_id),
    FIELD(FIELD_DAY, struct paper, made),
    FIELD(FIELD_DAY, struct paper, last_day),
    FIELD(FIELD_TEXT, struct paper, creditor),
    FIELD(FIELD_TEXT, struct paper, creditor_org),
    FIELD(FIELD_TEXT, struct paper, creditor_address),
    FIELD(FIELD_TEXT, struct paper, debtor),
    FIELD(FIELD_TEXT, struct paper, debtor_identity),
    FIELD(FIELD_TEXT, struct paper, debtor_address),
    FIELD(FIELD_TEXT, struct paper, basis),
    FIELD_AS("principal_ore", FIELD_ORE, struct paper, principal),
    FIELD_AS("interest_ore", FIELD_ORE, struct paper, interest),
    FIELD(FIELD_DAY, struct paper, interest_to),
    FIELD_AS("costs_ore", FIELD_ORE, struct paper, costs),
    FIELD_AS("costs_left_out_ore", FIELD_ORE, struct paper, costs_left_out),
    FIELD_AS("court_fee_ore", FIELD_ORE, struct paper, court_fee),
    FIELD(FIELD_TEXT, struct paper, fee_paragraph),
    FIELD_AS("award_most_ore", FIELD_ORE, struct paper, award_most),
    FIELD(FIELD_TEXT, struct paper, award_paragraph),
    FIELD(FIELD_BOOL, struct paper, to_board),
    FIELD(FIELD_INT32, struct paper, answer_weeks),
    FIELD_MANY(struct paper, claims, claim_record_of_paper, CASE_LIST_MAX),
    FIELD_MANY(struct paper, enclosures, enclosure_record, CASE_LIST_MAX),
};
static const struct record paper_record = RECORD("filing paper", struct paper, paper_table);

struct text filing_task(enum filing_kind kind, struct arena *arena) {
    return arena_printf(arena, FILING_TASK "%s", words_name(&filing_kinds, (int)kind));
}

/* ---- what is in it --------------------------------------------------------------------------- */

/* A protected address is not put on paper: the petition goes to the officer appointed for it
 * (tvangsfullbyrdelsesloven § 7-3 third paragraph). */
static void put_parties(const struct snapshot *s, struct arena *arena, struct paper *p) {
    if (s->creditor) {
        p->creditor = s->creditor->name;
        p->creditor_org = s->creditor->org;
        p->creditor_address = s->creditor->address;
    }
    if (s->debtor) {
        const struct party *d = s->debtor;
        p->debtor = d->name;
        p->debtor_identity = d->identity;
        p->debtor_address = d->protected_address
                                ? (struct text){NULL, 0}
                                : arena_printf(arena, "%.*s; %.*s %.*s", TEXT_ARG(d->address1),
                                               TEXT_ARG(d->postcode), TEXT_ARG(d->city));
    }
}

/* An erased text is no failure. */
static int put_claims(struct engine *e, const struct krav_case *c, struct arena *arena,
                      struct paper *p, struct status *st) {
    p->claims = arena_take_n(arena, c->n_claims + 1u, sizeof *p->claims);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const struct claim *claim = &c->claims[i].claim;
        struct paper_claim *out = &p->claims[p->n_claims++];
        *out = (struct paper_claim){.invoice = claim->invoice, .issued = claim->issued,
            .due = claim->due, .principal = claim->principal, .open = c->claims[i].open};
        const int rc = hash_is_zero(&claim->text_hash)
                           ? STATUS_OK
                           : texts_get(e->db, &claim->text_hash, arena, &out->about, st);
        if (rc && rc != STATUS_NOT_FOUND) {
            return rc;
        }
        st->code = STATUS_OK;
    }
    return STATUS_OK;
}

static bool is_enclosed(enum filing_kind kind, const struct letter_note *l) {
    const bool own = kind == FILING_CONCILIATION  ? l->kind == LETTER_LEGAL_NOTICE
                     : kind == FILING_ENFORCEMENT ? l->kind == LETTER_ENFORCEMENT_NOTICE
                                                  : l->kind == LETTER_BANKRUPTCY_NOTICE;
    return l->state == LETTER_SENT && (own || l->kind == LETTER_PAYMENT_DEMAND);
}

static void put_enclosures(const struct krav_case *c, struct arena *arena, struct paper *p) {
    p->enclosures = arena_take_n(arena, c->n_letters + 1u, sizeof *p->enclosures);
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (is_enclosed(p->kind, l)) {
            p->enclosures[p->n_enclosures++] = (struct paper_enclosure){
                .what = text_of(words_name(&letter_kinds, (int)l->kind)), .sent = l->sent,
                .deadline = l->deadline, .document = l->document};
        }
    }
}

static struct text basis_of(const struct filing_terms *t, const struct krav_case *c,
                            struct arena *arena) {
    char judged[DAY_TEXT];
    if (t->kind != FILING_ENFORCEMENT) {
        return t->kind == FILING_CONCILIATION ? TEXT("inkassoloven § 11; tvisteloven § 6-3")
                                              : TEXT("konkursloven § 63");
    }
    return t->by_invoice ? TEXT("tvangsfullbyrdelsesloven § 7-2 f: the invoices")
                         : arena_printf(arena, "tvangsfullbyrdelsesloven § 4-1: %.*s of %s",
                                        TEXT_ARG(c->judgment), day_format(c->judged, judged));
}

static void put_sums(const struct snapshot *s, const struct filing_terms *t, struct paper *p) {
    p->principal = s->principal_open;
    p->interest = s->interest_open;
    p->interest_to = s->today;
    p->costs = s->costs_open - t->costs_left_out;
    p->costs_left_out = t->costs_left_out;
    p->court_fee = t->court_fee;
    p->award_most = t->award_most;
    p->fee_paragraph = text_of(t->fee_paragraph);
    p->award_paragraph = text_of(t->award_paragraph);
    p->to_board = t->by_invoice;
    p->answer_weeks = t->kind != FILING_ENFORCEMENT ? 0 : t->newer_enforcement ? 3 : 2;
}

/* ---- on disk --------------------------------------------------------------------------------- */

static struct event *asking_of(const struct step *step) {
    for (uint32_t i = 0; i < step->n_events; i++) {
        if (step->events[i].kind == EVENT_FILING_ASKED) {
            return &step->events[i];
        }
    }
    return NULL;
}

static int write_paper(struct engine *e, const struct paper *p, struct hash *hash, struct status *st) {
    struct buf bytes;
    buf_init(&bytes, PAPER_BYTES_MAX);
    record_write(&paper_record, p, &bytes);
    const int rc = bytes.overflowed
                       ? status_fail(st, STATUS_LIMIT, "case %lld: its filing is over %zu bytes",
                                     (long long)p->case_id, PAPER_BYTES_MAX)
                       : documents_put(&e->documents, buf_text(&bytes), hash, st);
    buf_fini(&bytes);
    return rc;
}

int filing_paper_keep(struct engine *e, const struct snapshot *s, struct step *step,
                      struct krav_case *c, struct arena *arena, struct status *st) {
    struct event *ask = asking_of(step);
    if (!ask) {
        return STATUS_OK;
    }
    struct filing_terms t;
    int rc = filing_terms(e->law, s, ask->filing, &t, st);
    if (rc == STATUS_NOT_FOUND) {
        *st = (struct status){0};
        rc = STATUS_OK;
    }
    struct paper p = {.kind = ask->filing, .case_id = c->id, .made = s->today,
        .last_day = t.last_day, .basis = basis_of(&t, c, arena)};
    const struct text about = arena_printf(arena, "filing:%lld:%lld", (long long)c->id,
                                           (long long)e->head.id + 1);
    rc = rc ? rc : texts_salt(e->db, about, &p.salt, st);
    rc = rc ? rc : put_claims(e, c, arena, &p, st);
    if (rc) {
        return rc;
    }
    put_parties(s, arena, &p);
    put_enclosures(c, arena, &p);
    put_sums(s, &t, &p);
    rc = write_paper(e, &p, &ask->content, st);
    c->filing_asked.paper = ask->content;
    return rc;
}

int filing_paper_list(struct engine *e, const struct event *asked, const struct step *step,
                      struct status *st) {
    const struct document_row row = {.hash = asked->content, .case_id = step->case_id,
        .step = step->id, .media_type = TEXT("application/json"), .what = TEXT("filing"),
        .on = e->today};
    return documents_add(e->db, &row, st);
}
