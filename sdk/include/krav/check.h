/* krav/check.h - check digits of Norwegian numbers, strict UTF-8, secrets; inline for plugin authors.
 *
 * No state.  Every check takes the digits as they stand, without blanks or dots: 1 or 0.
 *   KID            OCR giro system specification: MOD10 (Luhn) or MOD11 with weights 2 3 4 5 6 7
 *   organisation   weights 3 2 7 6 5 4 3 2, MOD11
 *   account        weights 5 4 3 2 7 6 5 4 3 2, MOD11
 *   national id    Skatteetaten: two control digits; the rule for numbers issued from 2032 and
 *                  the one before it are both accepted */
#ifndef KRAV_CHECK_H
#define KRAV_CHECK_H

#include "krav/plugin.h"

static inline int krav_check_all_digits(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') {
            return 0;
        }
    }
    return s.len > 0;
}

/* The sum of weight * digit modulo 11; there are as many weights as digits. */
static inline int krav_check_rest11(const char *digits, const int *weights, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
        sum += weights[i] * (digits[i] - '0');
    }
    return sum % 11;
}

/* ---- KID ------------------------------------------------------------------------------------- */

static inline int krav_check_mod10(krav_str kid) {
    if (kid.len < 2 || kid.len > 25 || !krav_check_all_digits(kid)) {
        return 0;
    }
    int sum = 0;
    for (size_t i = 0; i < kid.len; i++) {
        const int digit = kid.ptr[kid.len - 1 - i] - '0';
        const int twice = digit * 2;
        sum += i % 2 == 0 ? digit : twice / 10 + twice % 10;
    }
    return sum % 10 == 0;
}

/* The check character '-' stands for the remainder that no digit can mend. */
static inline int krav_check_mod11(krav_str kid) {
    if (kid.len < 2 || kid.len > 25) {
        return 0;
    }
    const krav_str base = {kid.ptr, kid.len - 1};
    if (!krav_check_all_digits(base)) {
        return 0;
    }
    int sum = 0;
    for (size_t i = 0; i < base.len; i++) {
        sum += (base.ptr[base.len - 1 - i] - '0') * (int)(i % 6 + 2);
    }
    const int rest = sum % 11;
    const char want = rest == 0 ? '0' : rest == 1 ? '-' : (char)('0' + (11 - rest));
    return kid.ptr[kid.len - 1] == want;
}

/* Valid under one of the two; which of them an agreement uses cannot be seen from the KID. */
static inline int krav_check_kid(krav_str kid) {
    return krav_check_mod10(kid) || krav_check_mod11(kid);
}

/* ---- organisations and accounts -------------------------------------------------------------- */

static inline int krav_check_org(krav_str org) {
    static const int weights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};
    return org.len == 9 && krav_check_all_digits(org) &&
           krav_check_rest11(org.ptr, weights, 9) == 0;
}

static inline int krav_check_account(krav_str account) {
    static const int weights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    return account.len == 11 && krav_check_all_digits(account) &&
           krav_check_rest11(account.ptr, weights, 11) == 0;
}

/* ---- national ids ---------------------------------------------------------------------------- */

/* Day + 40 is a D-number; month + 40, 65 or 80 is a help number or a synthetic one.  The century
 * cannot be read from a number of the new rule, so the day is tried in 20YY: 29 February exists
 * in 2000, and nobody born on that day in 1900 is alive. */
static inline int krav_check_birth_day(krav_str id) {
    static const int length[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int mday = (id.ptr[0] - '0') * 10 + (id.ptr[1] - '0');
    int month = (id.ptr[2] - '0') * 10 + (id.ptr[3] - '0');
    const int year = (id.ptr[4] - '0') * 10 + (id.ptr[5] - '0');
    mday -= mday > 40 ? 40 : 0;
    month -= month > 80 ? 80 : month > 65 ? 65 : month > 40 ? 40 : 0;
    if (month < 1 || month > 12 || mday < 1 || mday > length[month - 1]) {
        return 0;
    }
    return month != 2 || mday < 29 || year % 4 == 0;
}

static inline int krav_check_national_id(krav_str id) {
    static const int first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
    static const int second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    return id.len == 11 && krav_check_all_digits(id) && krav_check_birth_day(id) &&
           krav_check_rest11(id.ptr, first, 10) <= 3 && /* before 2032: 0 */
           krav_check_rest11(id.ptr, second, 11) == 0;
}

/* ---- text ------------------------------------------------------------------------------------ */

/* The bytes of the UTF-8 sequence at s, or 0 if there is none: no long forms, no surrogates,
 * nothing past U+10FFFF. */
static inline size_t krav_utf8_at(const unsigned char *s, size_t len) {
    const unsigned char c = len > 0 ? s[0] : 0x80;
    const size_t n = c < 0x80                 ? 1
                     : c >= 0xc2 && c <= 0xdf ? 2
                     : c >= 0xe0 && c <= 0xef ? 3
                     : c >= 0xf0 && c <= 0xf4 ? 4
                                              : 0;
    if (n == 0 || n > len) {
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    if ((c == 0xe0 && s[1] < 0xa0) || (c == 0xed && s[1] > 0x9f) || (c == 0xf0 && s[1] < 0x90) ||
        (c == 0xf4 && s[1] > 0x8f)) {
        return 0;
    }
    return n;
}

/* True of a control character at s, the first byte of a sequence: C0, DEL or C1. */
static inline int krav_utf8_is_control(const unsigned char *s) {
    return s[0] < 0x20 || s[0] == 0x7f || (s[0] == 0xc2 && s[1] < 0xa0);
}

/* ---- secrets ------------------------------------------------------------------------------------ */

/* 1 if they are the same.  The time it takes says nothing of where they differ, only how long the
 * one is that was told; an empty secret is nobody's. */
static inline int krav_secret_eq(krav_str told, krav_str secret) {
    volatile unsigned char differs = (unsigned char)(told.len != secret.len || secret.len == 0);
    for (size_t i = 0; i < told.len && secret.len > 0; i++) {
        differs = (unsigned char)(differs | ((unsigned char)told.ptr[i] ^
                                             (unsigned char)secret.ptr[i % secret.len]));
    }
    return differs == 0;
}

#endif /* KRAV_CHECK_H */
