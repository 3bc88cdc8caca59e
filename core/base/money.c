/* money.c - sums that cannot wrap, one rounding, and kroner as people write them. */
#include "base/money.h"

#include "base/check.h"

ore money_add(ore a, ore b) {
    ore sum;
    ensure(!__builtin_add_overflow(a, b, &sum));
    return sum;
}

ore money_sub(ore a, ore b) {
    ore difference;
    ensure(!__builtin_sub_overflow(a, b, &difference));
    return difference;
}

ore money_round_half_up(wide numerator, wide denominator) {
    ensure(denominator > 0);
    wide quotient = numerator / denominator;
    wide rest = numerator % denominator; /* has the numerator's sign */
    wide size = rest < 0 ? -rest : rest;
    /* size >= denominator / 2, without doubling what may be near the top of the range. */
    if (size >= denominator - size) {
        quotient += rest < 0 ? -1 : 1;
    }
    ensure(quotient >= INT64_MIN);
    ensure(quotient <= INT64_MAX);
    return (ore)quotient;
}

/* Takes "1 250" or "1250" from the front of *rest: after the first blank, groups of three. */
static bool take_kroner(struct text *rest, ore *kroner) {
    ore sum = 0;
    int in_group = 0;
    bool grouped = false;
    while (rest->len > 0) {
        char c = rest->ptr[0];
        size_t separator = c == ' ' ? 1 : text_starts(*rest, TEXT("\xC2\xA0")) ? 2 : 0;
        if (separator > 0) {
            if (in_group == 0 || in_group > 3 || (grouped && in_group != 3)) {
                return false;
            }
            grouped = true;
            in_group = 0;
        } else if (c >= '0' && c <= '9') {
            sum = sum * 10 + (c - '0');
            in_group++;
            separator = 1;
            if (sum > MONEY_MAX / 100) {
                return false;
            }
        } else {
            break;
        }
        rest->ptr += separator;
        rest->len -= separator;
    }
    *kroner = sum;
    return grouped ? in_group == 3 : in_group > 0;
}

bool money_parse(struct text kroner, ore *amount) {
    bool negative = text_starts(kroner, TEXT("-"));
    if (negative) {
        kroner.ptr++;
        kroner.len--;
    }
    ore sum;
    if (!take_kroner(&kroner, &sum)) {
        return false;
    }
    sum *= 100;
    if (kroner.len > 0) {
        bool separated = kroner.ptr[0] == ',' || kroner.ptr[0] == '.';
        struct text decimals = {kroner.ptr + 1, kroner.len - 1};
        if (!separated || decimals.len > 2 || !text_all_digits(decimals)) {
            return false;
        }
        sum += (decimals.ptr[0] - '0') * 10;
        sum += decimals.len == 2 ? decimals.ptr[1] - '0' : 0;
    }
    if (sum > MONEY_MAX) {
        return false;
    }
    *amount = negative ? -sum : sum;
    return true;
}

const char *money_format(ore amount, char out[MONEY_TEXT]) {
    /* Written from the right; the longest, INT64_MIN, has 27 characters. */
    char digits[MONEY_TEXT];
    int at = MONEY_TEXT;
    uint64_t rest = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    digits[--at] = '\0';
    for (int written = 0; written < 3 || rest > 0; written++) {
        if (written == 2) {
            digits[--at] = ',';
        } else if (written > 2 && (written - 2) % 3 == 0) {
            digits[--at] = ' ';
        }
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (amount < 0) {
        digits[--at] = '-';
    }
    for (int i = at; i < MONEY_TEXT; i++) {
        out[i - at] = digits[i];
    }
    return out;
}
