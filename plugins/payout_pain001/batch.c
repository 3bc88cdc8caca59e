#include "batch.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define ID_MAX 35
#define DAYS_AHEAD_MAX 365

/* ---- reasons -------------------------------------------------------------------------------- */

static void add(struct batch_faults *f, const char *text) {
    const size_t len = strlen(text);
    const size_t room = sizeof f->bytes - sizeof "; and 20000 more" - f->len;
    f->n++;
    if (len + 2 > room) {
        return;
    }
    f->len += (size_t)snprintf(f->bytes + f->len, room, "%s%s", f->len > 0 ? "; " : "", text);
}

__attribute__((format(printf, 2, 3)))
static void fault(struct batch_faults *f, const char *format, ...) {
    char text[200];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    f->n_of_batch++;
    add(f, text);
}

/* Of the transfer with this number, 1..; one after the other. */
__attribute__((format(printf, 3, 4)))
static void transfer_fault(struct batch_faults *f, uint32_t number, const char *format, ...) {
    char why[120], text[160];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(why, sizeof why, format, args);
    va_end(args);
    (void)snprintf(text, sizeof text, "transfer %" PRIu32 ": %s", number, why);
    add(f, text);
    const int is_same = f->n_named > 0 && f->n_named <= BATCH_NAMED_MAX &&
                        f->named[f->n_named - 1].index == number - 1;
    if (!is_same && f->n_named++ < BATCH_NAMED_MAX) {
        f->named[f->n_named - 1].index = number - 1;
        memcpy(f->named[f->n_named - 1].why, why, sizeof why);
    }
}

/* How many of them there is no room for is said at the end. */
krav_str batch_reasons(struct batch_faults *f) {
    int n_said = f->len > 0;
    for (size_t i = 0; i < f->len; i++) {
        n_said += f->bytes[i] == ';';
    }
    size_t len = f->len;
    if (f->n > n_said) {
        len += (size_t)snprintf(f->bytes + len, sizeof f->bytes - len, "; and %d more",
                                f->n - n_said);
    }
    return (krav_str){f->bytes, len};
}

/* ---- accounts ------------------------------------------------------------------------------- */

static int digits2(const char *s) {
    return s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9'
               ? (s[0] - '0') * 10 + (s[1] - '0')
               : -1;
}

/* ISO 7064 MOD 97-10 of a Norwegian IBAN: the account, then N = 23, O = 24, then the check. */
static int iban_fits(const char *iban) {
    int rest = 0;
    for (int i = 4; i < 15; i++) {
        rest = (rest * 10 + (iban[i] - '0')) % 97;
    }
    const int check = digits2(iban + 2);
    return check >= 0 && (rest * 1000000 % 97 + 232400 + check) % 97 == 1;
}

const char *batch_account(krav_str text, char bban[BATCH_BBAN]) {
    char plain[15] = {0};
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ' || text.ptr[i] == '.') {
            continue;
        }
        if (n == sizeof plain) {
            return "is not a Norwegian account";
        }
        plain[n++] = text.ptr[i];
    }
    const int is_iban = n == 15 && plain[0] == 'N' && plain[1] == 'O';
    const krav_str account = {is_iban ? plain + 4 : plain, is_iban ? BATCH_BBAN : n};
    if (account.len != BATCH_BBAN || !krav_check_all_digits(account)) {
        return "is not a Norwegian account";
    }
    if (!krav_check_account(account) || (is_iban && !iban_fits(plain))) {
        return "has a check digit that does not fit";
    }
    memcpy(bban, account.ptr, BATCH_BBAN);
    return NULL;
}

/* ---- one transfer --------------------------------------------------------------------------- */

/* Codes go out as they are, so they must be what every bank takes. */
static int is_id(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '!' || s.ptr[i] > '~') {
            return 0;
        }
    }
    return s.len > 0 && s.len <= ID_MAX;
}

static int is_utf8(krav_str s) {
    for (size_t i = 0; i < s.len;) {
        const size_t n = krav_utf8_at((const unsigned char *)s.ptr + i, s.len - i);
        if (n == 0) {
            return 0;
        }
        i += n;
    }
    return 1;
}

int batch_has_words(krav_str s) {
    for (size_t i = 0; i < s.len;) {
        const unsigned char *at = (const unsigned char *)s.ptr + i;
        const size_t n = krav_utf8_at(at, s.len - i);
        if (n == 0 || (*at != ' ' && !krav_utf8_is_control(at))) {
            return n > 0;
        }
        i += n;
    }
    return 0;
}

static void transfer_check(const krav_transfer *t, uint32_t number, krav_day today,
                           struct batch_faults *f) {
    char bban[BATCH_BBAN];
    const char *why = batch_account(t->to_account, bban);
    if (why) {
        transfer_fault(f, number, "to_account %s", why);
    }
    if (!is_id(t->id)) {
        transfer_fault(f, number, "id is not 1 to %d plain characters", ID_MAX);
    }
    if (t->amount <= 0 || t->amount > BATCH_ORE_MAX) {
        transfer_fault(f, number, "the amount is not above zero and up to 10^12 kroner");
    }
    if (!batch_has_words(t->to_name) || !is_utf8(t->to_name)) {
        transfer_fault(f, number, "to_name is missing or is not UTF-8");
    }
    if (!is_utf8(t->message)) {
        transfer_fault(f, number, "message is not UTF-8");
    }
    if (t->kid.len > 0 && !krav_check_kid(t->kid)) {
        transfer_fault(f, number, "the check digit of the KID does not fit");
    }
    if (t->on < 0 || t->on > today + DAYS_AHEAD_MAX) {
        transfer_fault(f, number, "the day is more than a year ahead");
    }
}

/* ---- the batch ------------------------------------------------------------------------------ */

static int by_id(const void *a, const void *b) {
    const krav_transfer *x = *(const krav_transfer *const *)a;
    const krav_transfer *y = *(const krav_transfer *const *)b;
    const size_t n = x->id.len < y->id.len ? x->id.len : y->id.len;
    const int order = n > 0 ? memcmp(x->id.ptr, y->id.ptr, n) : 0;
    return order != 0 ? order : (x->id.len > y->id.len) - (x->id.len < y->id.len);
}

static void check_unique(const krav_batch *b, struct batch_faults *f) {
    const krav_transfer **sorted = malloc(b->n_transfers * sizeof *sorted);
    if (!sorted) {
        fault(f, "not enough memory");
        return;
    }
    for (uint32_t i = 0; i < b->n_transfers; i++) {
        sorted[i] = &b->transfers[i];
    }
    qsort(sorted, b->n_transfers, sizeof *sorted, by_id);
    for (uint32_t i = 1; i < b->n_transfers; i++) {
        if (sorted[i]->id.len > 0 && krav_str_eq(sorted[i - 1]->id, sorted[i]->id)) {
            fault(f, "transfers %td and %td: the same id", sorted[i - 1] - b->transfers + 1,
                  sorted[i] - b->transfers + 1);
        }
    }
    free(sorted);
}

static void check_sum(const krav_batch *b, struct batch_faults *f) {
    krav_ore sum = 0;
    for (uint32_t i = 0; i < b->n_transfers; i++) {
        if (__builtin_add_overflow(sum, b->transfers[i].amount, &sum) ||
            sum > BATCH_ORE_MAX) {
            fault(f, "the sum is above 10^12 kroner");
            return;
        }
    }
    if (sum != b->sum) {
        fault(f, "the batch says %" PRId64 " ore, but its transfers are %" PRId64, b->sum, sum);
    }
}

krav_day batch_day(const krav_transfer *t, krav_day today) { return t->on > today ? t->on : today; }

krav_day batch_next_day(const krav_batch *b, krav_day today, krav_day after) {
    krav_day next = 0;
    for (uint32_t i = 0; i < b->n_transfers; i++) {
        const krav_day day = batch_day(&b->transfers[i], today);
        if (day > after && (next == 0 || day < next)) {
            next = day;
        }
    }
    return next;
}

static void check_days(const krav_batch *b, krav_day today, struct batch_faults *f) {
    krav_day day = 0;
    for (int i = 0; i < BATCH_DAYS_MAX; i++) {
        day = batch_next_day(b, today, day);
        if (day == 0) {
            return;
        }
    }
    if (batch_next_day(b, today, day) != 0) {
        fault(f, "more than %d different days", BATCH_DAYS_MAX);
    }
}

int batch_check(const krav_batch *b, krav_day today, struct batch_faults *f) {
    char bban[BATCH_BBAN];
    f->n = f->n_of_batch = 0;
    f->n_named = 0;
    f->len = 0;
    const char *why = batch_account(b->from_account, bban);
    if (why) {
        fault(f, "from_account %s", why);
    }
    if (!batch_has_words(b->from_name) || !is_utf8(b->from_name)) {
        fault(f, "from_name is missing or is not UTF-8");
    }
    if (b->from_org.len > 0 && !krav_check_org(b->from_org)) {
        fault(f, "from_org is not an organisation number");
    }
    if (b->currency.len > 0 && !krav_str_eq(b->currency, KRAV_STR("NOK"))) {
        fault(f, "the currency is not NOK");
    }
    if (today < 1 || b->n_transfers == 0 || b->n_transfers > BATCH_TRANSFERS_MAX) {
        fault(f, "there is no day, or there are not 1 to %d transfers", BATCH_TRANSFERS_MAX);
        return 0;
    }
    for (uint32_t i = 0; i < b->n_transfers; i++) {
        transfer_check(&b->transfers[i], i + 1, today, f);
    }
    check_sum(b, f);
    check_unique(b, f);
    check_days(b, today, f);
    return f->n == 0;
}

int batch_can_divide(const krav_batch *b, const struct batch_faults *f) {
    return f->n_of_batch == 0 && f->n_named > 0 && f->n_named <= BATCH_NAMED_MAX &&
           f->n_named < b->n_transfers;
}
