/* identity.c - weighted sums modulo 11, and the date inside a national id. */
#include "domain/identity.h"

#include "base/check.h"

#define NATIONAL_LEN 11
#define ORG_LEN 9
#define ACCOUNT_LEN 11
#define ADULT_YEARS 18

static const int weights_first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
static const int weights_second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
static const int weights_org[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};

const char *identity_says(enum identity_fault f) {
    switch (f) {
    case IDENTITY_OK: return "valid";
    case IDENTITY_OK_2032: return "valid under the rule for numbers issued from 2032";
    case IDENTITY_LENGTH: return "wrong length";
    case IDENTITY_NOT_DIGITS: return "not only digits";
    case IDENTITY_CHECK_DIGIT: return "wrong check digit";
    case IDENTITY_DATE: return "impossible date";
    }
    check_failed("a fault of the enum", __FILE__, __LINE__);
}

/* The check digit is weighted 1, so a number is whole when nothing remains.  A computed digit of
 * ten was never issued, and no digit makes its remainder zero. */
static int remainder_of(struct text digits, const int *weights, size_t n) {
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (digits.ptr[i] - '0') * weights[i];
    }
    return sum % 11;
}

static enum identity_fault check_form(struct text t, size_t len) {
    if (t.len != len) {
        return IDENTITY_LENGTH;
    }
    return text_all_digits(t) ? IDENTITY_OK : IDENTITY_NOT_DIGITS;
}

static int two_digits(struct text t, size_t at) {
    return (t.ptr[at] - '0') * 10 + (t.ptr[at + 1] - '0');
}

/* The century stands in the individual number of the rule before 2032; some of those numbers were
 * given to nobody in a century that is told, and are still valid. */
static int year_of(struct text id) {
    const int year = two_digits(id, 4);
    const int individual = (id.ptr[6] - '0') * 100 + two_digits(id, 7);
    if (individual < 500 || (individual >= 900 && year >= 40)) {
        return 1900 + year;
    }
    if (year < 40) {
        return 2000 + year;
    }
    return individual < 750 && year >= 54 ? 1800 + year : 0;
}

/* Takes away what marks the kinds of number and asks whether the day exists.  Numbers of the new
 * rule tell no century; as the register's own validator does, the year is read as 20YY, which
 * has the leap years of both centuries in use. */
static bool has_date(struct text id, struct national_id *out) {
    int mday = two_digits(id, 0), month = two_digits(id, 2), year = 2000 + two_digits(id, 4);
    if (mday > 40) {
        out->is_d_number = true;
        mday -= 40;
    }
    if (month > 80) {
        out->is_synthetic = true; /* Skatteetaten, Tenor */
        month -= 80;
    } else if (month > 65) {
        out->is_synthetic = true; /* Norsk helsenett */
        month -= 65;
    } else if (month > 40) {
        out->is_h_number = true;
        month -= 40;
    }
    out->born = year_of(id) > 0 ? day_of(year_of(id), month, mday) : DAY_NONE;
    return day_exists(year, month, mday);
}

struct national_id identity_national(struct text id) {
    struct national_id out = {.fault = check_form(id, NATIONAL_LEN)};
    if (out.fault != IDENTITY_OK) {
        return out;
    }
    int first = remainder_of(id, weights_first, 10);
    if (first > 3 || remainder_of(id, weights_second, 11) != 0) {
        out.fault = IDENTITY_CHECK_DIGIT;
    } else if (!has_date(id, &out)) {
        out = (struct national_id){.fault = IDENTITY_DATE};
    } else if (first != 0) {
        out.fault = IDENTITY_OK_2032;
        out.born = DAY_NONE;
    }
    return out;
}

/* From the birthday; who was born on 29 February has it on 1 March: the kinder reading. */
bool identity_minor(struct text id, day on) {
    const day born = identity_national(id).born;
    return born != DAY_NONE && on <= day_add_months(born - 1, ADULT_YEARS * 12);
}

enum identity_fault identity_org(struct text org) {
    enum identity_fault fault = check_form(org, ORG_LEN);
    if (fault == IDENTITY_OK && remainder_of(org, weights_org, ORG_LEN) != 0) {
        fault = IDENTITY_CHECK_DIGIT;
    }
    return fault;
}

enum identity_fault identity_account(struct text account) {
    enum identity_fault fault = check_form(account, ACCOUNT_LEN);
    if (fault == IDENTITY_OK && remainder_of(account, weights_second, ACCOUNT_LEN) != 0) {
        fault = IDENTITY_CHECK_DIGIT;
    }
    return fault;
}
