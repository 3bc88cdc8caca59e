/* intake.c - claims, credit notes and direct payments; money is in intake_money.c, what waits for
 * something else in intake_waiting.c, running cases in intake_opening.c. */
#include "engine/intake.h"

#include "engine/bank.h"
#include "engine/doors.h"
#include "engine/intake_parts.h"
#include "engine/payout_word.h"
#include "engine/step.h"
#include "law/switches.h"
#include "store/cases.h"
#include "store/inbox.h"
#include "store/movements.h"
#include "store/parties.h"

/* Party by national id or organisation number; people without one are never joined by name. */
static int find_party(struct intake *t, int64_t *id) {
    const struct incoming *in = t->in;
    struct status st = {0, ""};
    if (in->debtor_id.len > 0 && parties_find(t->e->db, in->debtor_id, id, &st) == STATUS_OK) {
        return STATUS_OK;
    }
    const struct party p = {.kind = in->debtor_kind, .identity = in->debtor_id,
        .name = in->debtor_name, .address1 = in->address1, .address2 = in->address2,
        .postcode = in->postcode, .city = in->city, .country = in->country, .email = in->email,
        .phone = in->phone};
    return parties_add(t->e->db, &p, id, t->st);
}

/* The act of 2026, § 22: each claim has a notice of its own, and those that are ready are merged. */
static bool begins_alone(const struct intake *t) {
    const struct law_moment m = {.act = t->e->today, .due = law_due_day(t->in->due),
        .received = t->e->today};
    return switch_is_on(t->e->law->acts, NEW_22_MERGE, &m);
}

/* A new claim joins an open case of the same creditor and debtor before the payment demand;
 * 0: it begins a case of its own.  A running case is a case of its own. */
static int find_case(struct intake *t, int64_t creditor, int64_t party, int64_t *id) {
    struct krav_case c;
    *id = 0;
    if (t->in->debtor_id.len == 0 || incoming_is_takeover(t->in) || begins_alone(t)) {
        return STATUS_OK;
    }
    int rc = cases_find_open(t->e->db, creditor, party, id, t->st);
    if (rc || *id == 0) {
        return rc;
    }
    rc = cases_load(t->e->db, *id, t->arena, &c, t->st);
    if (rc == STATUS_OK &&
        (case_last_sent(&c, LETTER_PAYMENT_DEMAND) || c.separate_since != DAY_NONE || !text_eq(c.department, t->in->department) ||
         c.n_claims >= CASE_LIST_MAX)) {
        *id = 0;
    }
    return rc;
}

static void earlier(struct earlier_letter *out, uint32_t *n, enum letter_kind kind, day sent,
                    day deadline, ore fee) {
    if (sent != DAY_NONE) {
        out[(*n)++] = (struct earlier_letter){kind, sent, deadline, fee};
    }
}

static int remember_references(struct intake *t, int64_t creditor,
                               const struct step_outcome *out) {
    const struct incoming *in = t->in;
    int rc = STATUS_OK;
    if (in->invoice.len > 0) {
        rc = invoice_add(t->e->db, creditor, in->invoice, out->case_id,
                         (int32_t)out->c.n_claims, t->st);
    }
    if (rc == STATUS_OK && in->foreign_kid.len > 0) {
        rc = foreign_kid_add(t->e->db, creditor, in->foreign_kid, out->case_id, t->st);
    }
    if (rc == STATUS_OK && in->before.kid.len > 0) {
        rc = foreign_kid_add(t->e->db, creditor, in->before.kid, out->case_id, t->st);
    }
    return rc;
}

static int object_at_once(struct intake *t, int64_t case_id) {
    struct step_outcome out;
    const struct step_input in = {.fact = {.kind = FACT_DISPUTE, .subject = SUBJECT_CASE,
        .subject_id = case_id, .actor = t->actor, .legal_day = t->e->today,
        .booked_day = t->e->today, .reason = TEXT("disputed_when_received")}};
    return engine_step(t->e, &in, t->arena, &out, t->st);
}

/* The description may hold personal data: it stands beside the chain, referred to by hash. */
static int keep_description(struct intake *t, struct text source, struct hash *hash) {
    if (t->in->description.len == 0) {
        return STATUS_OK;
    }
    return texts_put(t->e->db, source, t->in->description, hash, t->st);
}

/* Interest runs from the due day, or anew from the day after somebody reckoned it to. */
static struct claim claim_of(const struct incoming *in, struct text source) {
    const day due = law_due_day(in->due);
    struct claim claim = {.source = source, .invoice = in->invoice, .principal = in->principal,
        .issued = in->issued, .due = due, .due_stated = due == in->due ? DAY_NONE : in->due,
        .delivered = in->delivered, .rate_bp = in->rate_bp, .vat_liable = in->vat_liable,
        .term_agreed = in->term_agreed, .department = in->department,
        .basis = in->basis};
    if (in->before.interest_to != DAY_NONE) {
        claim.interest_to = in->before.interest_to > due ? in->before.interest_to : due;
        claim.interest_brought = in->before.interest_brought;
    } else if (in->interest_from > due) {
        claim.interest_to = in->interest_from - 1;
    }
    return claim;
}

static uint32_t earlier_of(const struct incoming *in, struct earlier_letter out[5]) {
    const struct takeover *b = &in->before;
    uint32_t n = 0;
    earlier(out, &n, LETTER_REMINDER, in->reminder_sent, in->reminder_deadline, in->reminder_fee);
    earlier(out, &n, LETTER_REMINDER, in->reminder2_sent, in->reminder2_deadline,
            in->reminder2_fee);
    earlier(out, &n, LETTER_COLLECTION_NOTICE, in->notice_sent, in->notice_deadline,
            in->notice_fee);
    earlier(out, &n, LETTER_PAYMENT_DEMAND, b->demand_sent, b->demand_deadline, 0);
    earlier(out, &n, LETTER_LEGAL_NOTICE, b->legal_notice_sent, b->legal_notice_deadline, 0);
    return n;
}

static int take_claim(struct intake *t, struct text source) {
    const struct incoming *in = t->in;
    const struct creditor *creditor = engine_creditor_by_org(t->e, in->creditor_org);
    int64_t party = 0, case_id = 0;
    if (!creditor) {
        return status_fail(t->st, STATUS_REFUSED, "creditor %.*s is not known",
                           TEXT_ARG(in->creditor_org));
    }
    const bool is_running = incoming_is_takeover(in);
    const struct opening opening = intake_opening(in);
    struct claim claim = claim_of(in, source);
    struct earlier_letter letters[5];
    const uint32_t n = earlier_of(in, letters);
    int rc = is_running ? intake_running_case(t, creditor->id, &case_id) : STATUS_OK;
    if (rc == STATUS_OK && case_id == 0) {
        rc = find_party(t, &party);
        rc = rc ? rc : find_case(t, creditor->id, party, &case_id);
    }
    rc = rc ? rc : keep_description(t, source, &claim.text_hash);
    struct step_input step = {.creditor = creditor->id, .debtor = party, .claim = &claim,
        .earlier = letters, .n_earlier = n, .opening = is_running ? &opening : NULL};
    struct step_outcome out;
    step.fact = intake_fact(t, is_running ? FACT_OPENING : FACT_CLAIM_RECEIVED, case_id, source);
    step.fact.amount = in->principal;
    rc = rc ? rc : engine_step(t->e, &step, t->arena, &out, t->st);
    rc = rc ? rc : intake_mark(t, source, out.step);
    rc = rc ? rc : remember_references(t, creditor->id, &out);
    if (rc == STATUS_OK && in->disputed && out.c.disputed_since == DAY_NONE) {
        rc = object_at_once(t, out.case_id);
    }
    return rc ? rc : intake_wake_waiting(t, creditor, out.case_id);
}

struct fact intake_fact(const struct intake *t, enum fact_kind kind, int64_t case_id,
                        struct text source) {
    return (struct fact){.kind = kind, .subject = fact_subject(kind), .subject_id = case_id,
        .actor = t->actor, .legal_day = t->e->today, .booked_day = t->e->today,
        .source = source};
}

int intake_mark(struct intake *t, struct text source, int64_t step) {
    bool same = false;
    return sources_take(t->e->db, source, &t->content, step, &same, t->st);
}

int intake_keep_waiting(struct intake *t, struct text source, struct text reference, int64_t step,
                        enum fact_kind kind) {
    struct buf json;
    int64_t id = 0;
    buf_init(&json, 1u << 20);
    record_write(&incoming_record, t->in, &json);
    const struct waiting_row row = {.kind = kind, .source = source, .reference = reference,
        .body = buf_text(&json), .amount = t->in->amount, .arrived = t->e->today, .step = step};
    const int rc = waiting_add(t->e->db, &row, &id, t->st);
    buf_fini(&json);
    return rc;
}

/* A credit note or direct payment for an invoice we have; else it waits for the invoice. */
static int take_reduction(struct intake *t, struct text source) {
    const struct incoming *in = t->in;
    const struct creditor *creditor = engine_creditor_by_org(t->e, in->creditor_org);
    int64_t case_id = 0;
    int32_t claim = 0;
    if (!creditor) {
        return status_fail(t->st, STATUS_REFUSED, "creditor %.*s is not known",
                           TEXT_ARG(in->creditor_org));
    }
    struct status not_found = {0, ""};
    int rc = invoice_find(t->e->db, creditor->id, in->invoice, &case_id, &claim, &not_found);
    if (rc == STATUS_OK) {
        struct step_input step = {.fact = intake_fact(t, in->kind, case_id, source),
            .claim_number = claim};
        struct step_outcome out;
        step.fact.amount = in->amount;
        step.fact.legal_day = intake_reduction_day(t->e, in);
        rc = engine_step(t->e, &step, t->arena, &out, t->st);
        return rc ? rc : intake_mark(t, source, out.step);
    }
    if (rc != STATUS_NOT_FOUND) {
        *t->st = not_found;
        return rc;
    }
    return intake_wait_for_invoice(t, source, creditor, in->invoice);
}

int intake_wait_for_invoice(struct intake *t, struct text source, const struct creditor *creditor,
                            struct text invoice) {
    const struct text reference = intake_invoice_reference(t, creditor->org, invoice);
    struct fact fact = intake_fact(t, FACT_KEPT_WAITING, 0, source);
    int64_t step_id = 0;
    fact.amount = t->in->amount;
    fact.reason = text_of(words_name(&fact_kinds, (int)t->in->kind));
    t->taken = TAKEN_UNMATCHED;
    int rc = engine_book_step(t->e, &fact, NULL, 0, &step_id, t->st);
    rc = rc ? rc : intake_keep_waiting(t, source, reference, step_id, t->in->kind);
    rc = rc ? rc : intake_mark(t, source, step_id);
    return rc ? rc : intake_task(t, TEXT("waiting"), "Something came before the claim it is about");
}

struct text intake_invoice_reference(const struct intake *t, struct text org,
                                     struct text invoice) {
    return arena_printf(t->arena, "invoice:%.*s:%.*s", TEXT_ARG(org), TEXT_ARG(invoice));
}

/* Every word of the bank makes a step, be it one that changes nothing. */
static int take_bank_word(struct intake *t, struct text source) {
    const int rc = payout_bank_said(t->e, t->in, t->actor, t->arena, &t->taken, t->st);
    return rc ? rc : intake_mark(t, source, t->e->head.id);
}

static int take(struct intake *t, struct text source) {
    if (t->in->kind == FACT_CLAIM_RECEIVED) {
        return take_claim(t, source);
    }
    if (t->in->kind == FACT_CREDIT_NOTE || t->in->kind == FACT_PAID_DIRECT) {
        return take_reduction(t, source);
    }
    if (t->in->kind == FACT_PAID || t->in->kind == FACT_PAYMENT_REVERSED) {
        return door_money(t, source);
    }
    if (t->in->kind == FACT_STATEMENT_LINE || t->in->kind == FACT_STATEMENT) {
        return bank_take(t, source);
    }
    if (t->in->kind == FACT_MANDATE) {
        return intake_mandate(t, source);
    }
    if (t->in->kind == FACT_RECEIPT) {
        return intake_receipt(t, source);
    }
    if (t->in->kind == FACT_NOTE) {
        return intake_document(t, source);
    }
    if (t->in->kind == FACT_PAYOUT_CONFIRMED || t->in->kind == FACT_PAYOUT_FAILED) {
        return take_bank_word(t, source);
    }
    return status_fail(t->st, STATUS_UNSUPPORTED, "records of kind %s are not taken from files yet",
                       words_name(&fact_kinds, (int)t->in->kind));
}

int intake_record(struct engine *e, const struct incoming *in, struct text actor,
                  struct arena *arena, enum taken *taken, struct status *st) {
    struct intake t = {e, in, actor, arena, TAKEN_NEW, st, incoming_hash(in)};
    const struct text source = incoming_source(in, arena);
    struct hash known;
    struct status ignored = {0, ""};
    int64_t step = 0;
    const int found = sources_find(e->db, source, &step, &known, &ignored);
    if (found == STATUS_OK) {
        *taken = hash_eq(&known, &t.content) ? TAKEN_DUPLICATE : TAKEN_REFUSED;
        return *taken == TAKEN_DUPLICATE
                   ? STATUS_OK
                   : status_fail(st, STATUS_CONFLICT, "%.*s was taken before with other content",
                                 TEXT_ARG(source));
    }
    const struct journal_head head = e->head;
    int rc = db_savepoint(e->db, st);
    rc = rc ? rc : take(&t, source);
    rc = rc ? rc : db_release(e->db, st);
    if (rc) {
        if (db_in_transaction(e->db)) {
            db_rollback_to(e->db);
        }
        e->head = head;
        *taken = TAKEN_REFUSED;
        return rc;
    }
    *taken = t.taken;
    return STATUS_OK;
}
