#include "number.h"

static int digit(struct text t, size_t i) { return t.ptr[i] - '0'; }

/* ---- check digits --------------------------------------------------------------------------- */

char kid_check_digit(struct text kid) {
    int sum = 0;
    for (size_t i = 0; i < kid.len; i++) { /* from the right: 2, 1, 2, 1 ... */
        const int weighed = digit(kid, kid.len - 1 - i) * (i % 2 == 0 ? 2 : 1);
        sum += weighed / 10 + weighed % 10;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

/* Weights 2 to 7 from the right, again and again; '-' stands for ten. */
static char mod11(struct text digits) {
    int sum = 0;
    for (size_t i = 0; i < digits.len; i++) {
        sum += digit(digits, digits.len - 1 - i) * (int)(2 + i % 6);
    }
    const int check = (11 - sum % 11) % 11;
    return check == 10 ? '-' : (char)('0' + check);
}

bool kid_is_like(struct text kid) {
    if (kid.len < 2 || kid.len > 25) {
        return false;
    }
    const bool has_dash = kid.ptr[kid.len - 1] == '-';
    return text_all_digits((struct text){kid.ptr, kid.len - (has_dash ? 1 : 0)});
}

bool kid_fits(struct text kid) {
    if (!kid_is_like(kid)) {
        return false;
    }
    const struct text body = {kid.ptr, kid.len - 1};
    const char last = kid.ptr[kid.len - 1];
    return kid_check_digit(body) == last || mod11(body) == last;
}

bool account_fits(struct text account) {
    return account.len == 11 && text_all_digits(account) &&
           mod11((struct text){account.ptr, 10}) == account.ptr[10];
}

/* ISO 7064 MOD 97-10: the account, then N = 23, O = 24, then the check digits. */
static bool iban_fits(struct text iban) {
    int rest = 0;
    for (size_t i = 4; i < iban.len; i++) {
        rest = (rest * 10 + digit(iban, i)) % 97;
    }
    rest = (rest * 10000 + 2324) % 97;
    return (rest * 100 + digit(iban, 2) * 10 + digit(iban, 3)) % 97 == 1;
}

struct text account_of(struct text text) {
    const bool is_iban = text.len == 15 && text_starts(text, TEXT("NO")) &&
                         text_all_digits((struct text){text.ptr + 2, 13});
    const struct text account = is_iban ? (struct text){text.ptr + 4, 11} : text;
    const bool fits = account_fits(account) && (!is_iban || iban_fits(text));
    return fits ? account : (struct text){NULL, 0};
}

/* ---- numbers drawn from content -------------------------------------------------------------- */

static uint64_t draw_bytes(uint64_t hash, const char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

uint64_t draw_number(uint64_t hash, int64_t part) {
    char bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (char)((uint64_t)part >> (8 * i) & 0xff);
    }
    return draw_bytes(hash, bytes, sizeof bytes);
}

uint64_t draw_text(uint64_t hash, struct text part) {
    return draw_bytes(draw_number(hash, (int64_t)part.len), part.ptr, part.len);
}

uint64_t draw_end(uint64_t hash) {
    hash = (hash ^ hash >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    hash = (hash ^ hash >> 27) * UINT64_C(0x94d049bb133111eb);
    return hash ^ hash >> 31;
}
