#include "giro_file.h"

#include <string.h>

#include "number.h"

#define LINE 80

void giro_init(struct giro *g, struct arena *arena) {
    *g = (struct giro){.items = arena_take_n(arena, GIRO_REQUESTS_MAX, sizeof *g->items),
        .numbers = arena_take_n(arena, GIRO_NUMBERS_MAX, sizeof *g->numbers)};
}

/* One file on its way: what its trailers must come to. */
struct reading {
    struct giro *g;
    struct faults *faults;
    int line;
    bool deletes, inside;
    int64_t n, records, sum;             /* of the assignment */
    int64_t n_all, records_all, sum_all; /* of the transmission */
    day first, last, earliest;
    int64_t transaction;
};

static void fault(struct reading *r, const char *why) {
    faults_add(r->faults, "line %d: %s", r->line, why);
}

static struct text cut(struct text line, int from, int to) {
    return (struct text){line.ptr + from - 1, (size_t)(to - from + 1)};
}

static int64_t number(struct reading *r, struct text line, int from, int to) {
    int64_t value = 0;
    const struct text digits = cut(line, from, to);
    if (!text_all_digits(digits) || !text_to_i64(digits, &value)) {
        fault(r, "digits are wanted, and there are none");
    }
    return value;
}

static day date(struct reading *r, struct text line, int from) {
    const int64_t ddmmyy = number(r, line, from, from + 5);
    const day d = day_of((int)(2000 + ddmmyy % 100), (int)(ddmmyy / 100 % 100),
                         (int)(ddmmyy / 10000));
    if (d == DAY_NONE) {
        fault(r, "there is no such day");
    }
    return d;
}

static bool is(struct text line, const char *code) { return text_starts(line, text_of(code)); }

/* ---- assignments ------------------------------------------------------------------------------ */

static void begin(struct reading *r, struct text line, bool deletes) {
    struct giro *g = r->g;
    const struct text account = cut(line, 25, 35);
    const int64_t its_number = number(r, line, 18, 24);
    for (size_t i = 0; i < g->n_numbers; i++) {
        if (g->numbers[i] == its_number) {
            fault(r, "the number of this assignment was used before");
        }
    }
    if (g->n_numbers < GIRO_NUMBERS_MAX) {
        g->numbers[g->n_numbers++] = its_number;
    }
    if (!account_fits(account) || (g->account.len > 0 && !text_eq(g->account, account))) {
        fault(r, "not the agency's account");
    }
    g->account = account;
    r->deletes = deletes;
    r->inside = true;
    r->n = r->records = r->sum = r->transaction = 0;
    r->first = r->last = DAY_NONE;
}

static void end(struct reading *r, struct text line) {
    if (!r->inside || number(r, line, 9, 16) != r->n || number(r, line, 17, 24) != r->records ||
        number(r, line, 25, 41) != r->sum || date(r, line, 42) != r->first ||
        date(r, line, 48) != r->last) {
        fault(r, "the assignment's end does not fit what came before it");
    }
    r->inside = false;
    r->n_all += r->n;
    r->sum_all += r->sum;
}

static void delete_one(struct reading *r, const struct giro_request *wanted) {
    for (size_t i = 0; i < r->g->n; i++) {
        struct giro_request *q = &r->g->items[i];
        if (!q->is_deleted && text_eq(q->kid, wanted->kid) && q->due == wanted->due &&
            q->amount == wanted->amount) {
            q->is_deleted = true;
            return;
        }
    }
    fault(r, "deletes what nobody has asked for");
}

static void add(struct reading *r, const struct giro_request *wanted) {
    for (size_t i = 0; i < r->g->n; i++) {
        const struct giro_request *q = &r->g->items[i];
        if (!q->is_deleted && text_eq(q->kid, wanted->kid) && q->due == wanted->due) {
            fault(r, "the same KID and day twice");
        }
    }
    if (r->g->n == GIRO_REQUESTS_MAX) {
        fault(r, "too many requests");
        return;
    }
    r->g->items[r->g->n++] = *wanted;
}

static void item(struct reading *r, struct text line) {
    const struct giro_request q = {.kid = text_trim(cut(line, 50, 74)), .due = date(r, line, 16),
        .amount = number(r, line, 33, 49), .notice = is(line, "NY212130")};
    const int64_t transaction = number(r, line, 9, 15);
    if (!r->inside || r->deletes != is(line, "NY219330")) {
        fault(r, "an item of another kind than its assignment");
    }
    if (transaction <= r->transaction || q.amount <= 0 || !kid_fits(q.kid)) {
        fault(r, "needs a number that rises, an amount and a KID whose check digit fits");
    }
    r->transaction = transaction;
    r->n++;
    r->sum += q.amount;
    r->first = r->first == DAY_NONE || q.due < r->first ? q.due : r->first;
    r->last = q.due > r->last ? q.due : r->last;
    r->earliest = r->earliest == DAY_NONE || q.due < r->earliest ? q.due : r->earliest;
    (r->deletes ? delete_one : add)(r, &q);
}

static void more(struct reading *r, struct text line) {
    if (!r->inside || number(r, line, 9, 15) != r->transaction) {
        fault(r, "belongs to no item");
    }
}

/* ---- the file --------------------------------------------------------------------------------- */

static void transmission_end(struct reading *r, struct text line) {
    if (number(r, line, 9, 16) != r->n_all || number(r, line, 17, 24) != r->records_all ||
        number(r, line, 25, 41) != r->sum_all || date(r, line, 42) != r->earliest) {
        fault(r, "the transmission's end does not fit what came before it");
    }
}

static void take(struct reading *r, struct text line) {
    r->records++;
    r->records_all++;
    if (is(line, "NY210020") || is(line, "NY213620")) {
        begin(r, line, is(line, "NY213620"));
        r->records = 1;
    } else if (is(line, "NY212130") || is(line, "NY210230") || is(line, "NY219330")) {
        item(r, line);
    } else if (is(line, "NY212131") || is(line, "NY210231") || is(line, "NY219331") ||
               is(line, "NY212149")) {
        more(r, line);
    } else if (is(line, "NY210088") || is(line, "NY213688")) {
        end(r, line);
    } else if (is(line, "NY000089")) {
        transmission_end(r, line);
    } else if (!is(line, "NY000010") || r->line != 1) {
        fault(r, "a record that is not one of AvtaleGiro's");
    }
}

void giro_file_read(struct giro *g, struct text file, struct faults *faults) {
    struct reading r = {.g = g, .faults = faults};
    struct text line, last = {NULL, 0};
    while (file.len > 0 && text_cut(&file, '\n', &line)) {
        r.line++;
        line.len -= line.len > 0 && line.ptr[line.len - 1] == '\r';
        if (line.len != LINE) {
            fault(&r, "a record has 80 characters");
            return;
        }
        take(&r, line);
        last = line;
    }
    if (r.line < 4 || !is(last, "NY000089")) {
        fault(&r, "the file is cut off");
    }
}
