/* reconcile.c - see reconcile.h.  Movements are sorted by amount, so that each line looks only at
 * those of its own amount. */
#include "domain/reconcile.h"

#include <stdlib.h>

static const struct word difference_rows[] = {
    {DIFFERS_OPENING, "opening", "inngående saldo", "The statement does not begin where the book stands: is one missing?"},
    {DIFFERS_NOT_AT_BANK, "not_at_bank", "mangler i banken", "In the book, not at the bank."},
    {DIFFERS_OVERDUE, "transfer_overdue", "overføring ikke utført", "The agency's own transfer has not been made."},
    {DIFFERS_CREDIT, "unknown_credit", "ukjent innbetaling", "At the bank, not in the book: its file has not come, or nobody will send one."},
    {DIFFERS_DEBIT, "unknown_debit", "ukjent uttak", "Money left the account, and the book knows nothing of it."},
    {DIFFERS_FEE, "bank_fee", "bankgebyr", "The bank took a fee: the agency owes it to the client account."},
    {DIFFERS_INTEREST, "bank_interest", "renter", "The bank paid interest: it belongs to the clients (inkassoforskriften)."},
    {DIFFERS_BOUNCED, "bounced_payout", "utbetaling i retur", "A payout came back, and the bank's word has not come."},
    {DIFFERS_AMOUNT, "amount", "ulikt beløp", "The same payment, with another amount."},
    {DIFFERS_TWIN, "twin", "dobbelt", "One side has the same payment twice."},
    {DIFFERS_DAY, "day", "annen dag", "The sum is right, the day is another."},
};
const struct words difference_kinds = WORDS("difference", difference_rows);

bool difference_breaks(enum difference_kind kind) { return kind != DIFFERS_DAY; }

bool difference_can_be_accepted(enum difference_kind kind) {
    return kind == DIFFERS_CREDIT || kind == DIFFERS_DEBIT || kind == DIFFERS_FEE ||
           kind == DIFFERS_INTEREST;
}

struct matching {
    struct reconciliation *r;
    struct arena *arena;
    struct movement **by_amount;
};

static int compare_amount(const void *a, const void *b) {
    const struct movement *x = *(struct movement *const *)a, *y = *(struct movement *const *)b;
    const int by_amount = (x->amount > y->amount) - (x->amount < y->amount);
    const int by_day = (x->day > y->day) - (x->day < y->day);
    return by_amount ? by_amount : by_day ? by_day : (x->id > y->id) - (x->id < y->id);
}

static struct difference *add(struct matching *m, enum difference_kind kind) {
    struct reconciliation *r = m->r;
    struct difference *d = arena_push(m->arena, &r->differences, &r->n_differences, sizeof *d);
    *d = (struct difference){.kind = kind};
    return d;
}

/* ---- one line, one movement ------------------------------------------------------------------ */

static bool same(struct text a, struct text b) { return a.len > 0 && text_eq(a, b); }

/* How surely they are the same; 0: not at all.  The amount is. */
enum sign { SIGN_NONE, SIGN_ID, SIGN_REFERENCE, SIGN_KID, SIGN_DAY, SIGN_OWN, SIGN_OTHER_DAY, SIGNS };

static bool is_own_day(const struct movement *m, day d) {
    return d >= m->day - OTHER_DAY_MAX && d <= day_add_bank_days(m->day, OWN_TRANSFER_DAYS);
}

static bool has_sign(enum sign sign, const struct bank_line *l, const struct movement *m) {
    const bool says_kid = l->kid.len > 0 && m->kid.len > 0;
    const bool is_other = (says_kid && !text_eq(l->kid, m->kid)) ||
                          (l->end_to_end.len > 0 && m->key.len > 0 && !same(l->end_to_end, m->key));
    switch (sign) {
    case SIGN_ID:
        return same(l->end_to_end, m->key);
    case SIGN_REFERENCE:
        return same(l->reference, m->reference) && !is_other;
    case SIGN_KID:
        return same(l->kid, m->kid) && l->day == m->day;
    case SIGN_DAY:
        return m->kind != MOVEMENT_OWN && l->day == m->day && !is_other;
    case SIGN_OWN:
        return m->kind == MOVEMENT_OWN && l->kid.len == 0 && is_own_day(m, l->day);
    case SIGN_OTHER_DAY:
        return same(l->kid, m->kid) && l->day - m->day <= OTHER_DAY_MAX &&
               m->day - l->day <= OTHER_DAY_MAX;
    case SIGN_NONE:
    case SIGNS:
        break;
    }
    return false;
}

/* The first movement of this amount, in by_amount. */
static uint32_t first_of(const struct matching *m, ore amount) {
    uint32_t low = 0, high = m->r->n_movements;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (m->by_amount[mid]->amount < amount) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static struct movement *find(const struct matching *m, enum sign sign, const struct bank_line *l) {
    for (uint32_t i = first_of(m, l->amount);
         i < m->r->n_movements && m->by_amount[i]->amount == l->amount; i++) {
        struct movement *move = m->by_amount[i];
        if (move->entry == 0 && has_sign(sign, l, move)) {
            return move;
        }
    }
    return NULL;
}

static void tell_day(struct matching *m, const struct bank_line *l, const struct movement *move) {
    struct difference *d = add(m, DIFFERS_DAY);
    d->day = l->day;
    d->bank = d->book = l->amount;
    d->entry = l->entry;
    d->part = l->part;
    d->movement = move->id;
    d->step = move->step;
    d->text = l->kid;
}

/* ---- entries and their parts ----------------------------------------------------------------- */

static uint32_t parts_end(const struct reconciliation *r, uint32_t i) {
    uint32_t end = i + 1;
    while (end < r->n_lines && r->lines[end].entry == r->lines[i].entry) {
        end++;
    }
    return end;
}

/* A single part that says no amount says the rest of what the entry is. */
static void join_single(struct bank_line *entry, struct bank_line *part) {
    part->amount = entry->amount;
    part->reference = part->reference.len > 0 ? part->reference : entry->reference;
    part->type = part->type.len > 0 ? part->type : entry->type;
    part->text = part->text.len > 0 ? part->text : entry->text;
}

/* True if the parts say all that the entry is, so that they are matched and not the sum. */
static bool are_whole(const struct reconciliation *r, uint32_t i, uint32_t end) {
    ore sum = 0;
    for (uint32_t k = i + 1; k < end; k++) {
        if (r->lines[k].amount == 0) {
            return false;
        }
        sum = money_add(sum, r->lines[k].amount);
    }
    return end > i + 1 && sum == r->lines[i].amount;
}

static void match_line(struct matching *m, enum sign sign, struct bank_line *l) {
    struct movement *move = l->matched ? NULL : find(m, sign, l);
    if (!move) {
        return;
    }
    move->entry = l->entry;
    l->matched = true;
    m->r->n_matched++;
    if (sign == SIGN_OTHER_DAY) {
        tell_day(m, l, move);
    }
}

/* Parts where they say all; else the entry.  The strongest sign for all of them first. */
static void match_singly(struct matching *m) {
    struct reconciliation *r = m->r;
    for (uint32_t i = 0, end; i < r->n_lines; i = end) {
        end = parts_end(r, i);
        if (end == i + 2) {
            join_single(&r->lines[i], &r->lines[i + 1]);
        }
    }
    for (int sign = SIGN_ID; sign < SIGNS; sign++) {
        for (uint32_t i = 0, end; i < r->n_lines; i = end) {
            end = parts_end(r, i);
            const bool whole = are_whole(r, i, end);
            for (uint32_t k = whole ? i + 1 : i; k < (whole ? end : i + 1); k++) {
                match_line(m, (enum sign)sign, &r->lines[k]);
            }
        }
    }
}

/* ---- sums ------------------------------------------------------------------------------------ */

/* Which movements a bank may have booked as one sum, the narrowest first. */
enum pool { POOL_LOT, POOL_DOOR, POOL_DAY, POOL_OWN, POOLS };

static bool in_pool(enum pool pool, const struct bank_line *l, const struct movement *m,
                    const struct movement *of) {
    if (m->entry != 0 || (m->amount > 0) != (l->amount > 0) || m->kind != of->kind) {
        return false;
    }
    if (pool == POOL_OWN) {
        return m->kind == MOVEMENT_OWN && m->day == of->day && is_own_day(m, l->day);
    }
    return m->kind != MOVEMENT_OWN && m->day == l->day &&
           (pool == POOL_DAY || (text_eq(m->door, of->door) &&
                                 (pool == POOL_DOOR || text_eq(m->lot, of->lot))));
}

static bool match_sum(struct matching *m, enum pool pool, struct bank_line *l,
                      const struct movement *of) {
    struct reconciliation *r = m->r;
    ore sum = 0;
    for (uint32_t i = 0; i < r->n_movements; i++) {
        sum += in_pool(pool, l, &r->movements[i], of) ? r->movements[i].amount : 0;
    }
    if (sum != l->amount) {
        return false;
    }
    for (uint32_t i = 0; i < r->n_movements; i++) {
        if (in_pool(pool, l, &r->movements[i], of)) {
            r->movements[i].entry = l->entry;
        }
    }
    l->matched = true;
    r->n_matched++;
    return true;
}

/* Each pool is tried once: of its movements, the first stands for it. */
static void match_pool(struct matching *m, enum pool pool, struct bank_line *l) {
    struct reconciliation *r = m->r;
    const struct movement *tried = NULL;
    for (uint32_t i = 0; i < r->n_movements && !l->matched; i++) {
        const struct movement *of = &r->movements[i];
        const bool is_new = !tried || of->kind != tried->kind || of->day != tried->day ||
                            !text_eq(of->door, tried->door) || !text_eq(of->lot, tried->lot);
        if (is_new && in_pool(pool, l, of, of)) {
            tried = of;
            (void)match_sum(m, pool, l, of);
        }
    }
}

static bool any_part_matched(const struct reconciliation *r, uint32_t i, uint32_t end) {
    for (uint32_t k = i + 1; k < end; k++) {
        if (r->lines[k].matched) {
            return true;
        }
    }
    return false;
}

static void match_sums(struct matching *m) {
    struct reconciliation *r = m->r;
    for (int pool = POOL_LOT; pool < POOLS; pool++) {
        for (uint32_t i = 0, end; i < r->n_lines; i = end) {
            end = parts_end(r, i);
            if (!r->lines[i].matched && !any_part_matched(r, i, end)) {
                match_pool(m, (enum pool)pool, &r->lines[i]);
            }
        }
    }
}

/* ---- what is left ---------------------------------------------------------------------------- */

static bool holds(struct text t, const char *words) {
    const struct text w = text_of(words);
    for (size_t i = 0; i + w.len <= t.len; i++) {
        size_t k = 0;
        while (k < w.len && (t.ptr[i + k] | 0x20) == w.ptr[k]) {
            k++;
        }
        if (k == w.len) {
            return true;
        }
    }
    return false;
}

/* The bank's own words are all there is to go by. */
static enum difference_kind cause_of(const struct reconciliation *r, const struct bank_line *l) {
    if (l->amount > 0 && l->end_to_end.len > 0 && r->is_transfer && r->is_transfer(l->end_to_end)) {
        return DIFFERS_BOUNCED;
    }
    const bool interest = text_is(l->type, "INTR") || holds(l->text, "rente") ||
                          holds(l->text, "interest");
    const bool fee = text_is(l->type, "CHRG") || text_is(l->type, "FEES") ||
                     text_is(l->type, "COMM") || holds(l->text, "gebyr") || holds(l->text, "omkost");
    if (l->amount > 0) {
        return interest && l->kid.len == 0 ? DIFFERS_INTEREST : DIFFERS_CREDIT;
    }
    return fee && l->end_to_end.len == 0 ? DIFFERS_FEE : DIFFERS_DEBIT;
}

/* A movement that would be this line's but for the amount; of the same amount, its twin. */
static struct movement *kin_of(struct reconciliation *r, const struct bank_line *l, bool is_twin) {
    for (uint32_t i = 0; i < r->n_movements; i++) {
        struct movement *m = &r->movements[i];
        const bool fits = same(l->end_to_end, m->key) || same(l->reference, m->reference) ||
                          (same(l->kid, m->kid) && l->day == m->day);
        if (fits && (is_twin ? m->entry != 0 && m->amount == l->amount
                             : m->entry == 0 && (m->amount > 0) == (l->amount > 0))) {
            return m;
        }
    }
    return NULL;
}

static void explain_line(struct matching *m, const struct bank_line *l) {
    struct movement *kin = kin_of(m->r, l, false);
    struct movement *twin = kin ? NULL : kin_of(m->r, l, true);
    struct difference *d = add(m, kin ? DIFFERS_AMOUNT : twin ? DIFFERS_TWIN : cause_of(m->r, l));
    d->day = l->day;
    d->bank = l->amount;
    d->entry = l->entry;
    d->part = l->part;
    d->text = l->kid.len > 0 ? l->kid : l->end_to_end.len > 0 ? l->end_to_end : l->text;
    if (kin || twin) {
        d->movement = kin ? kin->id : twin->id;
        d->step = kin ? kin->step : twin->step;
        d->book = kin ? kin->amount : twin->amount;
    }
    if (kin) {
        kin->entry = l->entry; /* told once */
    }
}

static void explain_lines(struct matching *m) {
    struct reconciliation *r = m->r;
    for (uint32_t i = 0, end; i < r->n_lines; i = end) {
        end = parts_end(r, i);
        const bool by_parts = are_whole(r, i, end) && !r->lines[i].matched;
        for (uint32_t k = by_parts ? i + 1 : i; k < (by_parts ? end : i + 1); k++) {
            if (!r->lines[k].matched) {
                explain_line(m, &r->lines[k]);
            }
        }
    }
}

/* The same payment is at the bank once, and in the book twice. */
static bool is_twin_in_book(const struct reconciliation *r, const struct movement *m) {
    for (uint32_t i = 0; i < r->n_movements; i++) {
        const struct movement *o = &r->movements[i];
        if (o != m && o->entry != 0 && o->amount == m->amount && same(o->kid, m->kid) &&
            llabs((long long)o->day - m->day) <= OTHER_DAY_MAX) {
            return true;
        }
    }
    return false;
}

static void explain_movement(struct matching *m, struct movement *move) {
    struct reconciliation *r = m->r;
    const bool is_own = move->kind == MOVEMENT_OWN;
    if (move->entry != 0 || move->day > r->to || (r->is_first && move->day < r->from)) {
        return;
    }
    if (is_own && r->to <= day_add_bank_days(move->day, OWN_TRANSFER_DAYS)) {
        r->underway = money_add(r->underway, move->amount);
        return;
    }
    struct difference *d = add(m, is_own                        ? DIFFERS_OVERDUE
                                  : is_twin_in_book(r, move) ? DIFFERS_TWIN
                                                                : DIFFERS_NOT_AT_BANK);
    d->day = move->day;
    d->book = move->amount;
    d->movement = move->id;
    d->step = move->step;
    d->text = move->kid.len > 0 ? move->kid : move->key.len > 0 ? move->key : move->reference;
}

/* What an account had before its first statement is no part of it. */
static ore expected_opening(const struct reconciliation *r) {
    ore sum = r->shown;
    for (uint32_t i = 0; i < r->n_movements && r->is_first; i++) {
        sum = money_add(sum, r->movements[i].day < r->from && r->movements[i].entry == 0
                                 ? r->movements[i].amount
                                 : 0);
    }
    return sum;
}

static void conclude(struct matching *m) {
    struct reconciliation *r = m->r;
    const ore expected = expected_opening(r);
    r->book = r->shown;
    for (uint32_t i = 0; i < r->n_movements; i++) {
        const struct movement *move = &r->movements[i];
        r->book = money_add(r->book, move->day <= r->to || move->entry != 0 ? move->amount : 0);
    }
    if (expected != r->opening) {
        struct difference *d = add(m, DIFFERS_OPENING);
        d->day = r->from ? r->from : r->to;
        d->bank = r->opening;
        d->book = expected;
    }
    explain_lines(m);
    for (uint32_t i = 0; i < r->n_movements; i++) {
        explain_movement(m, &r->movements[i]);
    }
    r->proven = r->closing == r->book - r->underway;
    for (uint32_t i = 0; i < r->n_differences; i++) {
        r->proven = r->proven && !difference_breaks(r->differences[i].kind);
    }
}

void reconcile(struct reconciliation *r, struct arena *arena) {
    struct matching m = {.r = r, .arena = arena};
    m.by_amount = arena_take_n(arena, r->n_movements ? r->n_movements : 1, sizeof *m.by_amount);
    for (uint32_t i = 0; i < r->n_movements; i++) {
        m.by_amount[i] = &r->movements[i];
    }
    qsort(m.by_amount, r->n_movements, sizeof(struct movement *), compare_amount);
    r->n_differences = r->n_matched = 0;
    r->differences = NULL;
    r->underway = 0;
    match_singly(&m);
    match_sums(&m);
    conclude(&m);
}
