/* @NAME@ - payments in a small line format, as krav.intake/1.
 *
 *     KRAVPAY 1
 *     2026-11-02;12345678903;1234567897;125050;A-1     day; account; KID; øre; the bank's own id
 *     END;1;125050                                     how many, and their sum
 *
 * The file is read twice: nothing is submitted before its last line has been checked. */
#include "krav/check.h"
#include "krav/lines.h"
#include "krav/twopass.h"

#define HEAD "KRAVPAY 1"
#define ORE_MAX 100000000000000LL

struct @NAME@ {
    krav_frame frame;
    struct krav_lines lines;
};

/* The text before the next `;`, which is cut off; what is left may be empty. */
static krav_str cut(krav_str *rest) {
    krav_str part = *rest;
    const char *mark = rest->len > 0 ? memchr(rest->ptr, ';', rest->len) : NULL;
    if (mark) {
        part.len = (size_t)(mark - rest->ptr);
        rest->ptr += part.len + 1;
        rest->len -= part.len + 1;
    } else {
        rest->len = 0;
    }
    return part;
}

/* -1 if it is not a whole number of at most 14 digits. */
static int64_t number_of(krav_str s) {
    int64_t n = 0;
    if (s.len > 14 || !krav_check_all_digits(s)) {
        return -1;
    }
    for (size_t i = 0; i < s.len; i++) {
        n = n * 10 + (s.ptr[i] - '0');
    }
    return n;
}

static krav_day day_of(krav_str s) {
    if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-') {
        return 0;
    }
    const int64_t year = number_of((krav_str){s.ptr, 4});
    const int64_t month = number_of((krav_str){s.ptr + 5, 2});
    const int64_t day = number_of((krav_str){s.ptr + 8, 2});
    return year < 0 || month < 0 || day < 0 ? 0 : krav_day_of((int)year, (int)month, (int)day);
}

static int is_id(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '!' || s.ptr[i] > '~') {
            return 0;
        }
    }
    return s.len > 0 && s.len <= 40;
}

static void fault(krav_twopass *pass, krav_tally *tally, int64_t line, const char *reason) {
    tally->n_faults++;
    krav_twopass_fault(pass, line, krav_str_of(reason));
}

static int32_t take_payment(krav_twopass *pass, krav_tally *tally, int64_t line, krav_str rest) {
    krav_payment p = {.size = sizeof p, .kind = KRAV_PAYMENT_IN, .line = line};
    p.booked = day_of(cut(&rest));
    p.account = cut(&rest);
    p.kid = cut(&rest);
    p.amount = number_of(cut(&rest));
    p.source_id = cut(&rest);
    if (p.booked == 0 || !krav_check_account(p.account) || !krav_check_kid(p.kid) ||
        p.amount <= 0 || !is_id(p.source_id) || rest.len > 0) {
        fault(pass, tally, line, "not a day, an account, a KID, an amount and an id");
        return KRAV_OK;
    }
    tally->n_records++;
    tally->sum += p.amount;
    return pass->submits ? krav_twopass_payment(pass, &p) : KRAV_OK;
}

static void check_end(krav_twopass *pass, krav_tally *tally, int64_t line, krav_str rest) {
    (void)cut(&rest);
    const int64_t n = number_of(cut(&rest));
    const int64_t sum = number_of(cut(&rest));
    if (n != tally->n_records || sum != tally->sum || rest.len > 0) {
        fault(pass, tally, line, "the last line counts other payments than there are");
    }
}

static int32_t read_once(krav_twopass *pass, krav_tally *tally) {
    struct @NAME@ *p = pass->plugin->impl;
    krav_str line;
    int has_end = 0;
    int32_t rc = KRAV_OK;
    krav_lines_open(&p->lines, pass->fd);
    while (rc == KRAV_OK && tally->n_faults < 100) {
        const int got = krav_lines_next(&p->lines, &line);
        const int64_t n = p->lines.line;
        if (got == KRAV_LINE_NONE || got < 0) {
            rc = got < 0 ? got : KRAV_OK;
            break;
        }
        if (got == KRAV_LINE_TOO_LONG || has_end) {
            fault(pass, tally, n, has_end ? "a line after the last" : "the line is too long");
        } else if (n == 1) {
            if (!krav_str_eq(line, KRAV_STR(HEAD))) {
                fault(pass, tally, n, "the first line is not " HEAD);
            }
        } else if (line.len >= 4 && memcmp(line.ptr, "END;", 4) == 0) {
            check_end(pass, tally, n, line);
            has_end = 1;
        } else {
            rc = tally->sum > ORE_MAX ? KRAV_E_INVALID : take_payment(pass, tally, n, line);
        }
    }
    if (rc == KRAV_OK && !has_end) {
        fault(pass, tally, p->lines.line, "the file does not end with END: it is not whole");
    }
    return rc;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    krav_tally tally;
    (void)name;
    (void)size;
    if (!krav_twopass_take(plugin, call, fd, read_once, KRAV_STR("not a whole payment file"),
                           &tally)) {
        return KRAV_OK; /* the call was taken, and answered */
    }
    const krav_file_result result = {.size = sizeof result, .kind = KRAV_STR("payments"),
                                     .n_records = (uint64_t)tally.n_records, .sum = tally.sum};
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &result);
    return KRAV_OK;
}

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return head.len > sizeof HEAD && memcmp(head.ptr, HEAD "\n", sizeof HEAD) == 0 ? 95 : 0;
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};
static const char *const needs[] = {KRAV_HOST_FACTS, NULL};

#define PROVIDES(X) X(KRAV_INTAKE, intake)
static const krav_hooks hooks = {.start = NULL};
KRAV_PLUGIN(struct @NAME@, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE", .needs = needs);
