#include "report_words.h"

#include "krav/easy.h"

#include <inttypes.h>
#include <stdio.h>

#define ORE_MAX 100000000000000LL /* 10^14 øre */
#define REASON_MAX (2 * REPORT_VALUE_MAX + 2)
#define SHOWN(s) (int)((s).len < 60 ? (s).len : 60), (s).ptr

/* ISO 20022 external code sets, payment status: those that end a payment.  The rest is on its way. */
static const struct {
    const char *code;
    int32_t outcome;
} statuses[] = {
    {"ACSC", KRAV_DONE}, {"ACCC", KRAV_DONE}, {"RJCT", KRAV_REFUSED}, {"CANC", KRAV_REFUSED},
    {"ACTC", 0}, {"ACCP", 0}, {"ACSP", 0}, {"ACWC", 0}, {"ACWP", 0}, {"ACFC", 0}, {"PATC", 0},
    {"PART", 0}, {"PDNG", 0}, {"RCVD", 0},
};

/* KRAV_DONE, KRAV_REFUSED, 0: nothing yet; -1 after a fault. */
static int32_t outcome_of(struct report *r, enum report_field field) {
    const krav_str status = report_str(r, field);
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        if (krav_str_eq(status, krav_str_of(statuses[i].code))) {
            return statuses[i].outcome;
        }
    }
    if (status.len > 0) {
        report_fault(r, r->values[field].line, "status %.*s: not one that is known",
                     SHOWN(status));
        return -1;
    }
    return 0;
}

static krav_day day_of(krav_str s) {
    int v[3] = {0, 0, 0};
    static const size_t from[] = {0, 5, 8}, to[] = {4, 7, 10};
    if (s.len < 10 || s.ptr[4] != '-' || s.ptr[7] != '-') {
        return 0;
    }
    for (int k = 0; k < 3; k++) {
        for (size_t i = from[k]; i < to[k]; i++) {
            if (s.ptr[i] < '0' || s.ptr[i] > '9') {
                return 0;
            }
            v[k] = v[k] * 10 + (s.ptr[i] - '0');
        }
    }
    return v[0] < 1900 || v[0] > 2199 ? 0 : krav_day_of(v[0], v[1], v[2]);
}

/* "1250.00": the øre, or -1. */
static krav_ore amount_of(krav_str s) {
    krav_ore ore = 0;
    size_t n_decimals = 0;
    int has_point = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.' && !has_point && i > 0) {
            has_point = 1;
        } else if (s.ptr[i] < '0' || s.ptr[i] > '9' || n_decimals == 2 || ore > ORE_MAX) {
            return -1;
        } else {
            ore = ore * 10 + (s.ptr[i] - '0');
            n_decimals += has_point ? 1 : 0;
        }
    }
    for (; n_decimals < 2; n_decimals++) {
        ore *= 10;
    }
    return ore > ORE_MAX ? -1 : ore;
}

/* "AC03 the account does not exist": the code, or the bank's own, and its words. */
static krav_str reason_of(const struct report *r, enum report_field first, char out[REASON_MAX]) {
    const krav_str own = report_str(r, (enum report_field)(first + 1));
    const krav_str code = report_str(r, first).len > 0 ? report_str(r, first) : own;
    const krav_str text = report_str(r, (enum report_field)(first + 2));
    const int n = snprintf(out, REASON_MAX, "%.*s%s%.*s", (int)code.len, code.len ? code.ptr : "",
                           code.len > 0 && text.len > 0 ? " " : "", (int)text.len,
                           text.len ? text.ptr : "");
    return (krav_str){n > 0 ? out : NULL, n > 0 ? (size_t)n : 0};
}

static int read_created(struct report *r) {
    if (r->created == 0) {
        r->created = day_of(report_str(r, REPORT_CREATED));
        if (r->created == 0) {
            report_fault(r, r->values[REPORT_CREATED].line,
                         "GrpHdr/CreDtTm is missing or is no day");
            r->created = -1; /* said once */
        }
    }
    return r->created > 0;
}

/* ---- one transfer ---------------------------------------------------------------------------- */

static int read_amount(struct report *r, krav_payout_status *s) {
    const krav_str amount = report_str(r, TX_AMOUNT);
    s->amount = amount.len == 0 || r->is_euro ? 0 : amount_of(amount);
    if (s->amount < 0) {
        report_fault(r, r->values[TX_AMOUNT].line, "InstdAmt %.*s: not an amount such as 1250.00",
                     SHOWN(amount));
        return 0;
    }
    return 1;
}

static krav_day day_done(struct report *r) {
    const krav_str accepted = report_str(r, TX_ACCEPTED);
    const krav_day day = day_of(accepted);
    if (accepted.len > 0 && day == 0) {
        report_fault(r, r->values[TX_ACCEPTED].line, "AccptncDtTm %.*s: no such day",
                     SHOWN(accepted));
    }
    return day > 0 ? day : r->created;
}

void report_transfer(struct report *r) {
    char reason[REASON_MAX];
    const int64_t line = r->values[TX_END_TO_END].line > 0 ? r->values[TX_END_TO_END].line
                                                           : r->values[TX_STATUS].line;
    krav_payout_status s = {.size = sizeof s, .line = line, .id = report_str(r, TX_END_TO_END)};
    const int says = report_str(r, TX_STATUS).len > 0;
    const int32_t outcome = outcome_of(r, says ? TX_STATUS : PART_STATUS);
    if (s.id.len == 0) {
        s.id = report_str(r, TX_INSTRUCTION); /* ours are the same */
    }
    if (s.id.len == 0) {
        report_fault(r, line, "a transfer has neither OrgnlEndToEndId nor OrgnlInstrId");
        return;
    }
    if (outcome <= 0) {
        r->n_underway += outcome == 0;
        return;
    }
    if (!read_created(r) || !read_amount(r, &s)) {
        return;
    }
    s.outcome = outcome;
    s.reference = report_str(r, TX_REFERENCE);
    s.on = day_done(r);
    s.reason = outcome == KRAV_DONE ? s.reason : reason_of(r, TX_REASON, reason);
    report_tell(r, &s);
}

/* ---- the file, and the transfers of one day -------------------------------------------------- */

static void tell_all(struct report *r, enum report_field status, enum report_field first_reason,
                     int32_t outcome) {
    char reason[REASON_MAX];
    krav_payout_status s = {.size = sizeof s, .line = r->values[status].line, .outcome = outcome,
        .message = report_str(r, GROUP_ID), .on = r->created};
    s.reason = outcome == KRAV_DONE ? s.reason : reason_of(r, first_reason, reason);
    report_tell(r, &s);
}

/* A day that is settled without its transfers being named is all of our file if that has no other
 * day; which transfers it is of a file with several, the bank must say. */
void report_part(struct report *r) {
    char only[REPORT_VALUE_MAX + 3];
    const krav_str id = report_str(r, PART_ID), message = report_str(r, GROUP_ID);
    const int32_t outcome = outcome_of(r, PART_STATUS);
    if (outcome <= 0 || r->n_of_part > 0) {
        r->n_underway += outcome == 0 && r->n_of_part == 0;
        return;
    }
    const int n = snprintf(only, sizeof only, "%.*s-1", (int)message.len,
                           message.len ? message.ptr : "");
    if (r->n_parts > 1 || message.len == 0 || !krav_str_eq(id, (krav_str){only, (size_t)n})) {
        report_fault(r, r->values[PART_STATUS].line, "OrgnlPmtInfId %.*s: it is not said which"
                     " transfers are meant", SHOWN(id));
    } else if (read_created(r)) {
        tell_all(r, PART_STATUS, PART_REASON, outcome);
    }
}

void report_group(struct report *r) {
    const krav_str name = report_str(r, GROUP_NAME);
    if (report_str(r, REPORT_ID).len == 0) {
        report_fault(r, 0, "GrpHdr/MsgId is missing");
    }
    if (report_str(r, GROUP_ID).len == 0) {
        report_fault(r, 0, "OrgnlGrpInfAndSts/OrgnlMsgId is missing");
        return;
    }
    if (name.len > 0 && (name.len < 8 || memcmp(name.ptr, "pain.001", 8) != 0)) {
        report_fault(r, r->values[GROUP_NAME].line, "it is about %.*s, and not a pain.001",
                     SHOWN(name));
        return;
    }
    const int32_t outcome = outcome_of(r, GROUP_STATUS);
    if (!read_created(r) || outcome <= 0) {
        r->n_underway += outcome == 0 && report_str(r, GROUP_STATUS).len > 0;
        return;
    }
    tell_all(r, GROUP_STATUS, GROUP_REASON, outcome);
}
