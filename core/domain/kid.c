/* kid.c - check digits of the OCR giro specification, and our own fixed-width KID. */
#include "domain/kid.h"

#include "base/check.h"

static int digit_at(struct text t, size_t i) {
    return t.ptr[i] - '0';
}

char kid_mod10(struct text digits) {
    ensure(text_all_digits(digits));
    int sum = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int product = digit_at(digits, digits.len - 1 - i) * (i % 2 == 0 ? 2 : 1);
        sum += product / 10 + product % 10;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

char kid_mod11(struct text digits) {
    ensure(text_all_digits(digits));
    int sum = 0;
    for (size_t i = 0; i < digits.len; i++) {
        sum += digit_at(digits, digits.len - 1 - i) * (int)(2 + i % 6);
    }
    int check = (11 - sum % 11) % 11;
    return check == 10 ? '-' : (char)('0' + check);
}

static bool has_check(struct text kid, char (*check)(struct text digits)) {
    if (kid.len < 2 || kid.len > KID_MAX) {
        return false;
    }
    struct text base = {kid.ptr, kid.len - 1};
    return text_all_digits(base) && kid.ptr[kid.len - 1] == check(base);
}

bool kid_is_mod10(struct text kid) {
    return has_check(kid, kid_mod10);
}

bool kid_is_mod11(struct text kid) {
    return has_check(kid, kid_mod11);
}

const char *kid_make(int64_t case_number, int purpose, char out[KID_OWN_LEN + 1]) {
    ensure(case_number >= 1 && case_number <= KID_CASE_MAX);
    ensure(purpose >= 0 && purpose <= 9);
    int64_t rest = case_number * 10 + purpose;
    for (int i = KID_OWN_LEN - 2; i >= 0; i--) {
        out[i] = (char)('0' + rest % 10);
        rest /= 10;
    }
    out[KID_OWN_LEN - 1] = kid_mod10((struct text){out, KID_OWN_LEN - 1});
    out[KID_OWN_LEN] = '\0';
    return out;
}

bool kid_parse(struct text kid, int64_t *case_number, int *purpose) {
    if (kid.len != KID_OWN_LEN || !kid_is_mod10(kid)) {
        return false;
    }
    int64_t number = 0;
    for (size_t i = 0; i < KID_OWN_LEN - 2; i++) {
        number = number * 10 + digit_at(kid, i);
    }
    if (number == 0) {
        return false;
    }
    *case_number = number;
    *purpose = digit_at(kid, KID_OWN_LEN - 2);
    return true;
}
