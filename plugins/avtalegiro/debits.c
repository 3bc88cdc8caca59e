#include "debits.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* What there is no room for is counted. */
__attribute__((format(printf, 2, 3)))
static void fault(struct ag_faults *f, const char *format, ...) {
    char text[160];
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    f->n++;
    if (len + 2 < sizeof f->bytes - f->len) {
        f->len += (size_t)snprintf(f->bytes + f->len, sizeof f->bytes - f->len, "%s%.*s",
                                   f->len > 0 ? "; " : "", (int)len, text);
    }
}

static int is_text(krav_str s) {
    for (size_t i = 0; i < s.len;) {
        const unsigned char *at = (const unsigned char *)s.ptr + i;
        const size_t n = krav_utf8_at(at, s.len - i);
        if (n == 0 || krav_utf8_is_control(at)) {
            return 0;
        }
        i += n;
    }
    return 1;
}

static void debit_check(const krav_debit *d, uint32_t number, krav_day today,
                        struct ag_faults *f) {
    const krav_day last = today + AG_DAYS_AHEAD_MAX;
    if (d->kind != KRAV_DEBIT_ASK && d->kind != KRAV_DEBIT_DELETE) {
        fault(f, "debit %" PRIu32 ": neither asked for nor deleted", number);
    }
    if (!krav_check_kid(d->kid)) {
        fault(f, "debit %" PRIu32 ": the check digit of the KID does not fit", number);
    }
    if (d->amount <= 0 || d->amount > AG_ORE_MAX) {
        fault(f, "debit %" PRIu32 ": the amount is not above zero and up to 10^12 kroner", number);
    }
    if (d->due < today || d->due > last) {
        fault(f, "debit %" PRIu32 ": the due day has passed, or is more than a year ahead", number);
    }
    if (d->kind == KRAV_DEBIT_ASK && d->notice != 1 && d->notice != 2) {
        fault(f, "debit %" PRIu32 ": it is not said whether the payer's bank gives notice",
              number);
    }
    if (!is_text(d->payer_name) || !is_text(d->reference) || !is_text(d->text)) {
        fault(f, "debit %" PRIu32 ": texts are plain UTF-8", number);
    }
}

int debits_check(const krav_debits *b, krav_day today, struct ag_faults *f) {
    krav_ore sum = 0;
    *f = (struct ag_faults){0};
    if (!krav_check_account(b->to_account)) {
        fault(f, "to_account is not a Norwegian account");
    }
    if (b->number < 1 || b->number > AG_NUMBER_MAX) {
        fault(f, "the batch's number is not 1 to %d", AG_NUMBER_MAX);
    }
    if (today < 1 || b->n_debits == 0 || b->n_debits > AG_DEBITS_MAX) {
        fault(f, "there is no day, or there are not 1 to %d debits", AG_DEBITS_MAX);
        return 0;
    }
    for (uint32_t i = 0; i < b->n_debits; i++) {
        debit_check(&b->debits[i], i + 1, today, f);
        if (__builtin_add_overflow(sum, b->debits[i].amount, &sum) || sum > AG_ORE_MAX) {
            fault(f, "the sum is above 10^12 kroner");
            return 0;
        }
    }
    if (sum != b->sum) {
        fault(f, "the batch says %" PRId64 " ore, but its debits are %" PRId64, b->sum, sum);
    }
    return f->n == 0;
}

struct ag_total debits_total(const krav_debits *b, int32_t kind) {
    struct ag_total t = {0, 0, 0, 0};
    for (uint32_t i = 0; i < b->n_debits; i++) {
        const krav_debit *d = &b->debits[i];
        if (d->kind == kind) {
            t.n++;
            t.sum += d->amount;
            t.first = t.first == 0 || d->due < t.first ? d->due : t.first;
            t.last = d->due > t.last ? d->due : t.last;
        }
    }
    return t;
}
