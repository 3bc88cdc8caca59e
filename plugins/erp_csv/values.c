#include "values.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <stdlib.h>

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* Digits, then at most two decimals after one point or comma: hundredths, up to VALUE_ORE_MAX. */
static const char *hundredths_of(krav_str text, int64_t *value) {
    size_t i = 0;
    int64_t sum = 0;
    if (text.len > 0 && text.ptr[0] == '-') {
        return "is negative";
    }
    for (; i < text.len && is_digit(text.ptr[i]); i++) {
        sum = sum * 10 + (text.ptr[i] - '0');
        if (sum > VALUE_ORE_MAX / 100) {
            return "is above 10^12 kroner";
        }
    }
    const size_t n_whole = i;
    size_t n_decimals = 0;
    if (i < text.len && (text.ptr[i] == ',' || text.ptr[i] == '.')) {
        for (i++; i < text.len && is_digit(text.ptr[i]); i++) {
            n_decimals++;
            sum = n_decimals <= 2 ? sum * 10 + (text.ptr[i] - '0') : sum;
        }
        if (n_decimals == 0 || n_decimals > 2) {
            return "does not have one or two decimals after its comma";
        }
    }
    if (n_whole == 0 || i < text.len) {
        return "is not a number such as 1234,50";
    }
    for (; n_decimals < 2; n_decimals++) {
        sum *= 10;
    }
    *value = sum;
    return sum > VALUE_ORE_MAX ? "is above 10^12 kroner" : NULL;
}

const char *value_amount(krav_str text, krav_ore *ore) { return hundredths_of(text, ore); }

const char *value_rate(krav_str text, int32_t *hundredths) {
    int64_t value = 0;
    const char *fault = hundredths_of(text, &value);
    if (fault) {
        return fault;
    }
    if (value > 10000) {
        return "is above 100 per cent";
    }
    *hundredths = (int32_t)value;
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
    static const char shape[] = "is not a day such as 2026-11-23 or 23.11.2026";
    const char *s = text.ptr;
    int year = -1;
    int month = -1;
    int mday = -1;
    if (text.len != 10) {
        return shape;
    }
    if (s[4] == '-' && s[7] == '-') {
        year = digits_at(s, 4);
        month = digits_at(s + 5, 2);
        mday = digits_at(s + 8, 2);
    } else if (s[2] == '.' && s[5] == '.') {
        mday = digits_at(s, 2);
        month = digits_at(s + 3, 2);
        year = digits_at(s + 6, 4);
    }
    if (year < 0 || month < 0 || mday < 0) {
        return shape;
    }
    *day = krav_day_of(year, month, mday);
    if (*day == 0) {
        return "is a day that does not exist";
    }
    return year < 1900 || year > 2199 ? "is not in the years 1900 to 2199" : NULL;
}

int value_word(krav_str text, const char *list, int32_t *value) {
    while (*list) {
        const char *equals = strchr(list, '=');
        const size_t len = (size_t)(equals - list);
        size_t i = 0;
        while (i < len && i < text.len) {
            const char c = text.ptr[i];
            if ((c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c) != list[i]) {
                break;
            }
            i++;
        }
        char *end = NULL;
        const long number = strtol(equals + 1, &end, 10);
        if (i == len && i == text.len) {
            *value = (int32_t)number;
            return 1;
        }
        list = *end ? end + 1 : end;
    }
    return 0;
}

const char *value_yes_no(krav_str text, int32_t *yes_no) {
    static const char list[] = "yes=1 no=2 ja=1 nei=2 true=1 false=2 1=1 0=2";
    return value_word(text, list, yes_no) ? NULL : "is neither yes nor no";
}

const char *value_clean(krav_str text) {
    const unsigned char *s = (const unsigned char *)text.ptr;
    for (size_t i = 0; i < text.len;) {
        const size_t n = krav_utf8_at(s + i, text.len - i);
        if (n == 0) {
            return "is not UTF-8";
        }
        if (s[i] == 0) {
            return "holds a NUL byte";
        }
        if (krav_utf8_is_control(s + i)) {
            return "holds a control character";
        }
        i += n;
    }
    return NULL;
}
