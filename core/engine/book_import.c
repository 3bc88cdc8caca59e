/* book_import.c - creditors and agreements from INI files: dated facts of the book.
 *
 *     [creditor 311758489]            [agreement 311758489]        or  [agreement 311758489/DEPT]
 *     name = Fjord Strøm AS           from = 2026-01-01
 *     address = Kaigata 1, 5003 ...   level = normal
 *     account = 15942287248           allocation = costs interest principal   ...
 *
 * Of an agreement, what may be left out, with what then counts:
 *
 *     to                 the day it ends                                      open
 *     letter_fees        are reminder and notice fees charged at all          yes
 *     letter_fee_owner   creditor or agency                                   creditor
 *     allocation         of part payments: costs, interest, principal         in that order
 *     remainder_max      kroner waived when a quote was paid in time          100,00
 *     grace_bank_days    bank days between a deadline and acting on it        3
 *     payout_every       days between settlements with the creditor, 1-31     14
 *     payout_min         kroner; a smaller payout waits for the next one      0
 *     commission         percent of collected principal and interest          0
 *     vat                deducted or not_deducted: does the creditor deduct   deducted
 *     light_costs        percent of the law's cap that a demand may bear      100
 *     heavy_costs        percent of the cap of heavy costs, what stands with  100
 *     letter_fee         kroner of a reminder or a notice, at most the law's  the law's
 *     override.NAME      a parameter of the level
 *     page               the digits of the level's page that the creditor signed
 *
 * [agreement ORG/DEPT] with any of payout_every, payout_min, commission, vat, account: the department
 * is settled apart from then on (store/purses.h), what it leaves out as with the creditor.
 *
 *     account            where its own settlements go                         the creditor's */
#include "engine/book.h"

#include "domain/identity.h"
#include "domain/settlement.h"
#include "engine/remit.h"
#include "engine/step.h"
#include "law/costs.h"
#include "rules/page.h"
#include "store/parties.h"

#define COMMISSION_BP_MAX 10000
#define PAYOUT_EVERY_MAX 31
#define PERCENT 100

struct import {
    struct engine *e;
    const struct conf *file;
    const char *section;
    struct faults *faults;
    struct status *st;
};

static const char *const creditor_keys[] = {"name", "address", "email", "account", NULL};
static const char *const agreement_keys[] = {"from", "to", "level", "letter_fees",
    "letter_fee_owner", "allocation", "remainder_max", "grace_bank_days", "payout_every", "payout_min",
    "commission", "vat", "light_costs", "heavy_costs", "letter_fee", "page", "account", NULL};

static void fault(const struct import *i, struct text name, const char *key, const char *why) {
    faults_add(i->faults, "%.*s:%d: [%s %.*s] %s%s%s", TEXT_ARG(i->file->path),
               conf_line(i->file, i->section, name, key), i->section, TEXT_ARG(name), key ? key : "",
               key ? ": " : "", why);
}

static bool is_known(struct text key, const char *const *known, const char *prefix) {
    for (const char *const *w = known; *w; w++) {
        if (text_is(key, *w)) {
            return true;
        }
    }
    return prefix && text_starts(key, text_of(prefix));
}

static void check_keys(const struct import *i, const char *const *known, const char *prefix) {
    for (uint32_t k = 0; k < i->file->n_entries; k++) {
        const struct conf_entry *e = &i->file->entries[k];
        if (!text_is(e->section, i->section)) {
            faults_add(i->faults, "%.*s:%d: [%.*s] is not a section of this file",
                       TEXT_ARG(i->file->path), e->line, TEXT_ARG(e->section));
        } else if (!is_known(e->key, known, prefix)) {
            faults_add(i->faults, "%.*s:%d: %.*s: unknown key", TEXT_ARG(i->file->path), e->line,
                       TEXT_ARG(e->key));
        }
    }
}

static void read_creditor(const struct import *i, struct text org, struct creditor *c) {
    *c = (struct creditor){.org = org, .name = conf_get(i->file, i->section, org, "name"),
        .address = conf_get(i->file, i->section, org, "address"),
        .email = conf_get(i->file, i->section, org, "email"),
        .account = conf_get(i->file, i->section, org, "account")};
    const enum identity_fault bad = identity_org(org);
    if (bad != IDENTITY_OK) {
        fault(i, org, NULL, identity_says(bad));
    }
    if (c->name.len == 0) {
        fault(i, org, "name", "missing");
    }
    const enum identity_fault account = identity_account(c->account);
    if (account != IDENTITY_OK) {
        fault(i, org, "account", c->account.len == 0 ? "missing" : identity_says(account));
    }
}

/* Every imported row is a fact of the book; `reason` names the creditor. */
static int record_fact(const struct import *i, enum fact_kind kind, int64_t creditor,
                       struct text org) {
    int64_t step = 0;
    const struct fact fact = {.kind = kind, .subject = SUBJECT_CREDITOR, .subject_id = creditor,
        .actor = TEXT("import"), .legal_day = i->e->today, .booked_day = i->e->today,
        .reason = org};
    return engine_book_step(i->e, &fact, NULL, 0, &step, i->st);
}

static int finish(struct engine *e, int rc, struct status *st) {
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc ? rc : engine_load_book(e, st);
}

int book_import_creditors(struct engine *e, const struct conf *file, uint32_t *n,
                          struct faults *faults, struct status *st) {
    const struct import i = {e, file, "creditor", faults, st};
    struct creditor c;
    *n = 0;
    check_keys(&i, creditor_keys, NULL);
    for (int k = conf_next_section(file, "creditor", 0); k >= 0;
         k = conf_next_section(file, "creditor", k + 1)) {
        read_creditor(&i, file->entries[k].name, &c);
        (*n)++;
    }
    if (*n == 0) {
        faults_add(faults, "%.*s: no [creditor ORG] section", TEXT_ARG(file->path));
    }
    if (faults_any(faults)) {
        return status_fail(st, STATUS_INVALID, "creditor import: nothing is changed");
    }
    int rc = engine_chunk_begin(e, st);
    for (int k = conf_next_section(file, "creditor", 0); k >= 0 && rc == STATUS_OK;
         k = conf_next_section(file, "creditor", k + 1)) {
        int64_t id = 0;
        read_creditor(&i, file->entries[k].name, &c);
        rc = creditors_put(e->db, &c, &id, st);
        rc = rc ? rc : record_fact(&i, FACT_CREDITOR_SET, id, c.org);
    }
    return finish(e, rc, st);
}

static void read_order(const struct import *i, struct text name, struct agreement *a) {
    struct text rest = conf_get(i->file, i->section, name, "allocation"), word;
    enum component order[3] = {COMPONENT_COSTS, COMPONENT_INTEREST, COMPONENT_PRINCIPAL};
    unsigned seen = 0;
    int n = 0;
    if (rest.len > 0) {
        while (text_cut(&rest, ' ', &word)) {
            const struct word *w = words_by_name(&components, word);
            if (w && n < 3) {
                order[n++] = (enum component)w->value;
                seen |= 1u << w->value;
            } else if (word.len > 0) {
                n = 4;
            }
        }
        if (n != 3 || seen != (1u << COMPONENT_COSTS | 1u << COMPONENT_INTEREST |
                               1u << COMPONENT_PRINCIPAL)) {
            fault(i, name, "allocation", "must name costs, interest and principal, each once");
        }
    }
    a->order1 = order[0];
    a->order2 = order[1];
    a->order3 = order[2];
}

static day read_day(const struct import *i, struct text name, const char *key, bool needed) {
    const struct text t = conf_get(i->file, i->section, name, key);
    day d = DAY_NONE;
    if (t.len == 0 ? needed : !day_parse(t, &d)) {
        fault(i, name, key, t.len == 0 ? "missing" : "not a day (YYYY-MM-DD)");
    }
    return d;
}

static bool read_flag(const struct import *i, struct text name, const char *key, bool fallback) {
    const struct text t = conf_get(i->file, i->section, name, key);
    if (t.len > 0 && !text_is(t, "yes") && !text_is(t, "no")) {
        fault(i, name, key, "yes or no");
    }
    return t.len > 0 ? text_is(t, "yes") : fallback;
}

static int64_t read_number(const struct import *i, struct text name, const char *key,
                           int64_t fallback, int64_t most) {
    const struct text t = conf_get(i->file, i->section, name, key);
    int64_t v = fallback;
    if (t.len > 0 && (!text_to_i64(t, &v) || v < 0 || v > most)) {
        fault(i, name, key, "not a whole number within its bounds");
    }
    return v;
}

/* override.NAME = VALUE: single parameters of the level. */
static void read_overrides(const struct import *i, struct text name, struct arena *arena,
                           struct agreement *a) {
    for (uint32_t k = 0; k < i->file->n_entries; k++) {
        const struct conf_entry *e = &i->file->entries[k];
        int64_t v = 0;
        if (!text_eq(e->name, name) || !text_starts(e->key, TEXT("override."))) {
            continue;
        }
        if (!text_to_i64(e->value, &v)) {
            fault(i, name, arena_cstr(arena, e->key), "not a whole number");
        }
        struct override *o = arena_push(arena, &a->overrides, &a->n_overrides, sizeof *o);
        o->name = (struct text){e->key.ptr + 9, e->key.len - 9};
        o->value = v;
    }
}

static ore read_amount(const struct import *i, struct text name, const char *key, ore fallback) {
    const struct text t = conf_get(i->file, i->section, name, key);
    ore amount = fallback;
    if (t.len > 0 && (!money_parse(t, &amount) || amount < 0)) {
        fault(i, name, key, "not an amount in kroner");
    }
    return amount;
}

/* What a department has of its own: any of it, and it is settled apart. */
static void read_apart(const struct import *i, struct text name, struct agreement *a) {
    for (size_t k = 0; k < settle_terms.n && a->department.len > 0; k++) {
        const struct word *w = words_at(&settle_terms, k);
        a->settles |= conf_get(i->file, i->section, name, w->name).len > 0 ? 1u << w->value : 0;
    }
    a->account = conf_get(i->file, i->section, name, "account");
    const enum identity_fault bad = identity_account(a->account);
    if (a->account.len > 0 && a->department.len == 0) {
        fault(i, name, "account", "the creditor's own stands in [creditor ORG]");
    } else if (a->account.len > 0 && bad != IDENTITY_OK) {
        fault(i, name, "account", identity_says(bad));
    }
}

/* How the creditor is settled.  A percentage has two decimals at most, as an amount has. */
static void read_settlement(const struct import *i, struct text name, struct agreement *a) {
    const struct text commission = conf_get(i->file, i->section, name, "commission");
    const struct text vat = conf_get(i->file, i->section, name, "vat");
    const struct text every = conf_get(i->file, i->section, name, "payout_every");
    ore percent = 0;
    if (commission.len > 0 && (!money_parse(commission, &percent) || percent < 0 ||
                               percent > COMMISSION_BP_MAX)) {
        fault(i, name, "commission", "not a percentage from 0 to 100, as 5 or 7,50");
    }
    if (vat.len > 0 && !text_is(vat, "deducted") && !text_is(vat, "not_deducted")) {
        fault(i, name, "vat", "deducted or not_deducted");
    }
    a->commission_bp = (int32_t)percent;
    a->vat_deducted = !text_is(vat, "not_deducted");
    a->payout_min = read_amount(i, name, "payout_min", 0);
    a->payout_every =
        (int32_t)read_number(i, name, "payout_every", PAYOUT_EVERY_DAYS, PAYOUT_EVERY_MAX);
    if (a->payout_every == 0 && every.len > 0) {
        fault(i, name, "payout_every", "must be at least one day");
    }
}

static int32_t read_rebate(const struct import *i, struct text name, const char *key) {
    return PERCENT - (int32_t)read_number(i, name, key, PERCENT, PERCENT);
}

/* Prices may be lower than the law's.  A higher one would never be charged: whoever wrote it is
 * told so now, by the law of the first day that it can count. */
static void read_prices(const struct import *i, struct text name, struct agreement *a) {
    const struct text fee = conf_get(i->file, i->section, name, "letter_fee");
    const day first = a->from > i->e->today ? a->from : i->e->today;
    struct status unknown = {0, ""};
    ore lawful = MONEY_MAX;
    char text[MONEY_TEXT], date[DAY_TEXT];
    a->light_rebate = read_rebate(i, name, "light_costs");
    a->heavy_rebate = read_rebate(i, name, "heavy_costs");
    a->letter_fee_max = read_amount(i, name, "letter_fee", 0);
    if (fee.len > 0 && a->letter_fee_max == 0) {
        fault(i, name, "letter_fee", "an amount above zero (letter_fees = no: none at all)");
    }
    if (costs_letter_fee(i->e->law, FEE_SHARE_REMINDER, first, &lawful, &unknown) == STATUS_OK &&
        a->letter_fee_max > lawful) {
        fault(i, name, "letter_fee",
              arena_printf(i->faults->arena, "above the law's, %s on %s (inkassoforskriften § 1-2)",
                           money_format(lawful, text), day_format(first, date)).ptr);
    }
}

/* The page that the creditor signed: it has to be the page of these very terms. */
static void read_page(const struct import *i, struct text name, const struct creditor *c,
                      struct agreement *a) {
    const struct text digits = conf_get(i->file, i->section, name, "page");
    struct status st = {0, ""};
    struct text page;
    char hex[HASH_HEX];
    if (digits.len == 0 || !c) {
        return;
    }
    if (!hash_parse(digits, &a->page)) {
        fault(i, name, "page", "the 64 digits under the page (krav rules page)");
    } else if (i->e->bundle && page_of(i->e->bundle, c, a, i->faults->arena, &page, &st) == STATUS_OK) {
        const struct hash now = page_hash(page);
        if (!hash_eq(&now, &a->page)) {
            fault(i, name, "page",
                  arena_printf(i->faults->arena, "what was signed are other terms: the page of these "
                               "is %s", hash_hex(&now, hex)).ptr);
        }
    }
}

static void read_agreement(const struct import *i, struct text name, struct arena *arena,
                           struct agreement *a) {
    struct text rest = name, org;
    (void)text_cut(&rest, '/', &org);
    const struct creditor *c = engine_creditor_by_org(i->e, org);
    *a = (struct agreement){.creditor = c ? c->id : 0, .department = rest,
        .level = conf_get(i->file, i->section, name, "level")};
    if (!c) {
        fault(i, name, NULL, "no such creditor (krav creditor import)");
    }
    if (a->level.len == 0) {
        fault(i, name, "level", "missing");
    }
    a->from = read_day(i, name, "from", true);
    a->to = read_day(i, name, "to", false);
    if (a->to != DAY_NONE && a->to < a->from) {
        fault(i, name, "to", "before from");
    }
    a->letter_fees = read_flag(i, name, "letter_fees", true);
    const struct text owner = conf_get(i->file, i->section, name, "letter_fee_owner");
    const struct word *w = owner.len ? words_by_name(&owners, owner) : NULL;
    if (owner.len > 0 && (!w || w->value == OWNER_COURT)) {
        fault(i, name, "letter_fee_owner", "creditor or agency");
    }
    a->letter_fee_owner = w ? (enum owner)w->value : OWNER_CREDITOR;
    a->remainder_max = read_amount(i, name, "remainder_max", 10000);
    a->grace_bank_days = (int32_t)read_number(i, name, "grace_bank_days", 3, 30);
    read_settlement(i, name, a);
    read_apart(i, name, a);
    read_prices(i, name, a);
    read_order(i, name, a);
    read_overrides(i, name, arena, a);
    read_page(i, name, c, a);
    if (i->e->bundle && a->level.len > 0) {
        bundle_check_agreement(i->e->bundle, a, i->faults);
    }
}

int book_import_agreements(struct engine *e, const struct conf *file, uint32_t *n,
                           struct faults *faults, struct status *st) {
    const struct import i = {e, file, "agreement", faults, st};
    struct agreement a;
    *n = 0;
    check_keys(&i, agreement_keys, "override.");
    for (int k = conf_next_section(file, "agreement", 0); k >= 0;
         k = conf_next_section(file, "agreement", k + 1)) {
        read_agreement(&i, file->entries[k].name, faults->arena, &a);
        (*n)++;
    }
    if (*n == 0) {
        faults_add(faults, "%.*s: no [agreement ORG] section", TEXT_ARG(file->path));
    }
    if (faults_any(faults)) {
        return status_fail(st, STATUS_INVALID, "agreement import: nothing is changed");
    }
    int rc = engine_chunk_begin(e, st);
    for (int k = conf_next_section(file, "agreement", 0); k >= 0 && rc == STATUS_OK;
         k = conf_next_section(file, "agreement", k + 1)) {
        int64_t id = 0;
        struct text rest = file->entries[k].name, org;
        read_agreement(&i, file->entries[k].name, faults->arena, &a);
        (void)text_cut(&rest, '/', &org);
        rc = agreements_put(e->db, &a, &id, st);
        rc = rc ? rc : record_fact(&i, FACT_AGREEMENT_SET, a.creditor, org);
    }
    rc = finish(e, rc, st);
    return rc ? rc : remit_open_purses(e, st);
}
