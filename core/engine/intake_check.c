/* intake_check.c - a file is refused whole or applied whole: all faults before the first step.
 *
 * Identities are kept as 64 bits of a SHA-256 each, 16 bytes a record: a file of a million
 * records needs 32 MB, and a false alarm is as likely as a broken machine. */
#include "engine/intake_parts.h"

#include <string.h>

#include "base/check.h"
#include "engine/intake_lawful.h"
#include "law/agreed_rate.h"
#include "law/ceiling.h"
#include "store/cases.h"
#include "store/inbox.h"

#define STATEMENT_NAME_MAX 64

struct entry {
    uint64_t source, content; /* source 0: empty */
};
struct seen {
    struct entry *entries;
    size_t n, cap; /* cap: a power of two */
    struct pursuits *pursuits;
};

struct seen *seen_new(void) {
    struct seen *s = mem_alloc(sizeof *s);
    s->cap = 1024;
    s->entries = mem_alloc(size_mul(s->cap, sizeof *s->entries));
    s->pursuits = pursuits_new();
    return s;
}

void seen_free(struct seen *s) {
    if (s) {
        mem_free(s->entries);
        pursuits_free(s->pursuits);
        mem_free(s);
    }
}

static uint64_t short_of(const struct hash *h) {
    uint64_t v;
    memcpy(&v, h->bytes, sizeof v);
    return v ? v : 1;
}

static struct entry *seen_slot(struct entry *entries, size_t cap, uint64_t source) {
    size_t i = (size_t)source & (cap - 1);
    while (entries[i].source != 0 && entries[i].source != source) {
        i = (i + 1) & (cap - 1);
    }
    return &entries[i];
}

static void seen_grow(struct seen *s) {
    const size_t cap = size_mul(s->cap, 2);
    struct entry *entries = mem_alloc(size_mul(cap, sizeof *entries));
    for (size_t i = 0; i < s->cap; i++) {
        if (s->entries[i].source != 0) {
            *seen_slot(entries, cap, s->entries[i].source) = s->entries[i];
        }
    }
    mem_free(s->entries);
    s->entries = entries;
    s->cap = cap;
}

/* False if the same identity came before in this file with other content. */
static bool seen_add(struct seen *s, const struct hash *source, const struct hash *content) {
    if (s->n * 2 >= s->cap) {
        seen_grow(s);
    }
    struct entry *slot = seen_slot(s->entries, s->cap, short_of(source));
    if (slot->source != 0) {
        return slot->content == short_of(content);
    }
    *slot = (struct entry){short_of(source), short_of(content)};
    s->n++;
    return true;
}

static void check_creditor(struct engine *e, const struct incoming *in, struct faults *f) {
    const struct creditor *c = engine_creditor_by_org(e, in->creditor_org);
    if (!c) {
        faults_add(f, "line %lld: creditor %.*s is not known (krav creditor import)",
                   (long long)in->line, TEXT_ARG(in->creditor_org));
    } else if (!engine_agreement(e, c->id, in->department, e->today)) {
        faults_add(f, "line %lld: creditor %.*s has no agreement today (krav agreement import)",
                   (long long)in->line, TEXT_ARG(in->creditor_org));
    }
}

static void check_claim(struct engine *e, const struct incoming *in, struct faults *f) {
    check_creditor(e, in, f);
    if (in->principal <= 0) {
        faults_add(f, "line %lld: the principal must be positive", (long long)in->line);
    }
    if (in->due == DAY_NONE) {
        faults_add(f, "line %lld: the due day is missing", (long long)in->line);
    }
    if (in->debtor_name.len == 0) {
        faults_add(f, "line %lld: the debtor has no name", (long long)in->line);
    }
    struct status why = {0, ""};
    if ((in->due != DAY_NONE || in->debtor_kind == DEBTOR_CONSUMER) &&
        agreed_rate_check(e->law, in->debtor_kind, in->rate_bp, in->due, &why)) {
        faults_add(f, "line %lld: %s", (long long)in->line, why.text);
    }
}

/* What somebody else charged, and what the case of its old KID bears here already. */
static void check_lawful(struct engine *e, const struct incoming *in, struct pursuits *pursuits,
                         struct arena *arena, struct faults *f) {
    const struct creditor *creditor = engine_creditor_by_org(e, in->creditor_org);
    const struct agreement *agreement =
        creditor ? engine_agreement(e, creditor->id, in->department, e->today) : NULL;
    struct status st = {0, ""};
    struct intake t = {.e = e, .in = in, .arena = arena, .st = &st};
    struct lawful_claim claim = {.law = e->law, .in = in, .today = e->today,
        .vat_deducted = agreement != NULL && agreement->vat_deducted};
    struct krav_case c;
    int64_t case_id = 0;
    if (creditor && intake_running_case(&t, creditor->id, &case_id) == STATUS_OK && case_id != 0 &&
        cases_load(e->db, case_id, arena, &c, &st) == STATUS_OK) {
        claim.principal = money_min(case_principal_open(&c) + c.paid_before, MONEY_MAX);
        claim.charged = ceiling_charged(&c, 0);
    }
    intake_lawful_claim(&claim, pursuits, f);
}

static void check_payout(struct engine *e, const struct incoming *in, struct faults *f) {
    if (in->account.len > 0 && !text_eq(in->account, e->config->sender.account)) {
        faults_add(f, "line %lld: account %.*s is not this agency's client account",
                   (long long)in->line, TEXT_ARG(in->account));
    }
    if (in->kind == FACT_PAYOUT_CONFIRMED && in->booked == DAY_NONE) {
        faults_add(f, "line %lld: the day of the payout is missing", (long long)in->line);
    }
}

static void check_account(struct engine *e, const struct incoming *in, struct faults *f) {
    if (!text_eq(in->account, e->config->sender.account)) {
        faults_add(f, "line %lld: account %.*s is not this agency's client account",
                   (long long)in->line, TEXT_ARG(in->account));
    }
}

static void check_money(struct engine *e, const struct incoming *in, struct faults *f) {
    if (!incoming_at_provider(in) || in->kind == FACT_STATEMENT_LINE || in->kind == FACT_STATEMENT) {
        check_account(e, in, f);
    }
    if (in->booked == DAY_NONE) {
        faults_add(f, "line %lld: the booking day is missing", (long long)in->line);
    }
}

static void check_statement(struct engine *e, const struct incoming *in, struct faults *f) {
    check_money(e, in, f); /* the same account, and a day */
    if (in->bank.name.len == 0 || in->bank.name.len > STATEMENT_NAME_MAX) {
        faults_add(f, "line %lld: the statement's own id is missing or over %d bytes",
                   (long long)in->line, STATEMENT_NAME_MAX);
    }
}

void intake_check(struct engine *e, const struct incoming *in, struct seen *seen,
                  struct arena *arena, struct faults *faults) {
    if (in->kind == FACT_CLAIM_RECEIVED) {
        check_claim(e, in, faults);
    } else if (in->kind == FACT_PAID || in->kind == FACT_PAYMENT_REVERSED) {
        check_money(e, in, faults);
    } else if (in->kind == FACT_STATEMENT_LINE || in->kind == FACT_STATEMENT) {
        check_statement(e, in, faults);
    } else if (in->kind == FACT_CREDIT_NOTE || in->kind == FACT_PAID_DIRECT) {
        check_creditor(e, in, faults);
    } else if (in->kind == FACT_MANDATE) {
        check_account(e, in, faults);
    } else if (in->kind == FACT_PAYOUT_CONFIRMED || in->kind == FACT_PAYOUT_FAILED) {
        check_payout(e, in, faults);
    } else if (in->kind == FACT_RECEIPT) {
        intake_receipt_check(e, in, arena, faults);
    }
    const struct text source = incoming_source(in, arena);
    const struct hash source_hash = hash_of(source), content = incoming_hash(in);
    struct hash known;
    struct status st = {0, ""};
    int64_t step = 0;
    const bool is_known = sources_find(e->db, source, &step, &known, &st) == STATUS_OK;
    if (in->kind == FACT_CLAIM_RECEIVED && incoming_is_takeover(in)) {
        intake_opening_check(e, in, !is_known, arena, faults);
    }
    if (in->kind == FACT_CLAIM_RECEIVED && !is_known) {
        check_lawful(e, in, seen->pursuits, arena, faults);
    }
    if (source.len > 200) {
        faults_add(faults, "line %lld: its identity is over 200 bytes", (long long)in->line);
    } else if (!seen_add(seen, &source_hash, &content)) {
        faults_add(faults, "line %lld: %.*s stands in this file twice, with other content",
                   (long long)in->line, TEXT_ARG(source));
    } else if (is_known && !hash_eq(&known, &content)) {
        faults_add(faults, "line %lld: %.*s was taken before (step %lld), with other content",
                   (long long)in->line, TEXT_ARG(source), (long long)step);
    }
}

void intake_check_end(const struct engine *e, const struct seen *seen, struct faults *faults) {
    intake_lawful_end(e->law, seen->pursuits, faults);
}
