#include "values.h"

#include "krav/check.h"
#include "krav/easy.h"

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* ISO 20022 allows five decimals; of a krone there are two, and zeros after them say nothing. */
const char *value_amount(krav_str text, krav_ore *ore) {
    size_t i = 0;
    size_t n_decimals = 0;
    int64_t sum = 0;
    for (; i < text.len && is_digit(text.ptr[i]); i++) {
        sum = sum * 10 + (text.ptr[i] - '0');
        if (sum > VALUE_ORE_MAX / 100) {
            return "is above 10^12 kroner";
        }
    }
    const size_t n_whole = i;
    if (i < text.len && text.ptr[i] == '.') {
        for (i++; i < text.len && is_digit(text.ptr[i]); i++) {
            n_decimals++;
            if (n_decimals > 2 && text.ptr[i] != '0') {
                return "has more than two decimals";
            }
            sum = n_decimals <= 2 ? sum * 10 + (text.ptr[i] - '0') : sum;
        }
    }
    if (n_whole + n_decimals == 0 || i < text.len) {
        return "is not an amount such as 1234.50";
    }
    for (; n_decimals < 2; n_decimals++) {
        sum *= 10;
    }
    *ore = sum;
    return sum > VALUE_ORE_MAX ? "is above 10^12 kroner" : NULL;
}

const char *value_count(krav_str text, int64_t *count) {
    if (!krav_check_all_digits(text) || text.len > 9) {
        return "is not a number";
    }
    *count = 0;
    for (size_t i = 0; i < text.len; i++) {
        *count = *count * 10 + (text.ptr[i] - '0');
    }
    return NULL;
}

/* The number of n digits at s, or -1. */
static int digits_at(const char *s, int n) {
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (!is_digit(s[i])) {
            return -1;
        }
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

const char *value_day(krav_str text, krav_day *day) {
    const char *s = text.ptr;
    const int may_be = text.len == 10 || (text.len > 11 && s[10] == 'T') ||
                       (text.len > 10 && (s[10] == '+' || s[10] == 'Z'));
    if (!may_be || s[4] != '-' || s[7] != '-') {
        return "is not a day such as 2026-11-23";
    }
    const int year = digits_at(s, 4);
    const int month = digits_at(s + 5, 2);
    const int mday = digits_at(s + 8, 2);
    if (year < 0 || month < 0 || mday < 0) {
        return "is not a day such as 2026-11-23";
    }
    *day = krav_day_of(year, month, mday);
    if (*day == 0) {
        return "is a day that does not exist";
    }
    return year < 1900 || year > 2199 ? "is not in the years 1900 to 2199" : NULL;
}

/* ISO 7064 MOD 97-10 of a Norwegian IBAN: the account, then N = 23, O = 24, then the check. */
static int iban_fits(const char *iban) {
    int rest = 0;
    for (int i = 4; i < 15; i++) {
        rest = (rest * 10 + (iban[i] - '0')) % 97;
    }
    rest = (rest * 10000 + 2324) % 97;
    return (rest * 100 + digits_at(iban + 2, 2)) % 97 == 1;
}

const char *value_account(krav_str text, char bban[11]) {
    const int is_iban = text.len == 15 && memcmp(text.ptr, "NO", 2) == 0;
    const krav_str account = {is_iban ? text.ptr + 4 : text.ptr, is_iban ? 11 : text.len};
    if (account.len != 11 || !krav_check_all_digits(account)) {
        return "is not a Norwegian account";
    }
    if (!krav_check_account(account) ||
        (is_iban && (digits_at(text.ptr + 2, 2) < 0 || !iban_fits(text.ptr)))) {
        return "has a check digit that does not fit";
    }
    memcpy(bban, account.ptr, 11);
    return NULL;
}

const char *value_clean(krav_str text) {
    const unsigned char *s = (const unsigned char *)text.ptr;
    for (size_t i = 0; i < text.len;) {
        const size_t n = krav_utf8_at(s + i, text.len - i);
        if (n == 0) {
            return "is not UTF-8";
        }
        if (krav_utf8_is_control(s + i)) {
            return "holds a control character";
        }
        i += n;
    }
    return NULL;
}

int value_shown(krav_str text, size_t max) {
    size_t len = text.len < max ? text.len : max;
    while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) {
        len--;
    }
    return (int)len;
}
