/* reports.c - the list of reports, and how any of them is read. */
#include "store/reports.h"

#include "base/check.h"
#include "store/query.h"
#include "store/reports_parts.h"

const struct report_kind *const report_kinds[] = {
    &report_portfolio, &report_ageing, &report_cash_flow, &report_income, &report_charged,
    &report_solution, &report_half_year, &report_letters, &report_creditors,
    &report_objections, &report_promised,
};
const uint32_t n_report_kinds = sizeof report_kinds / sizeof report_kinds[0];

const struct report_kind *report_find(struct text name) {
    for (uint32_t i = 0; i < n_report_kinds; i++) {
        if (text_is(name, report_kinds[i]->name)) {
            return report_kinds[i];
        }
    }
    return NULL;
}

static void bind(struct query *q, const struct report_kind *kind, const struct report_ask *ask) {
    query_bind_int(q, ask->creditor);
    query_bind_text(q, ask->department);
    query_bind_int(q, ask->from);
    query_bind_int(q, ask->to);
    query_bind_int(q, ask->as_of);
    query_bind_int(q, ask->by_month);
    if (kind->options & REPORT_PROMISES) {
        query_bind_text(q, ask->promises.len > 0 ? ask->promises : TEXT("[]"));
    }
}

static struct report_cell cell_of(struct query *q, int at, enum cell_kind kind,
                                  struct arena *arena) {
    struct report_cell cell = {.none = sqlite3_column_type(q->stmt, at) == SQLITE_NULL};
    if (kind == CELL_TEXT) {
        cell.text = query_copy(q, at, arena);
    } else {
        cell.number = query_int(q, at);
    }
    if (kind == CELL_PERCENT) {
        cell.of = query_int(q, at + 1);
    }
    return cell;
}

/* The rows of one statement, after those that are there. */
static int read_part(struct query q, const struct report_ask *ask, struct rows *cells,
                     struct report_rows *out) {
    const struct report_kind *kind = out->kind;
    bind(&q, kind, ask);
    while (query_next(&q)) {
        int at = 0;
        for (uint32_t i = 0; i < kind->n_columns; i++) {
            const enum cell_kind k = kind->columns[i].kind;
            *(struct report_cell *)rows_add(cells) = cell_of(&q, at, k, cells->arena);
            at += k == CELL_PERCENT ? 2 : 1;
        }
        ensure(at == sqlite3_column_count(q.stmt));
        out->n++;
    }
    return query_end(&q);
}

int report_read(struct db *db, const struct report_kind *kind, const struct report_ask *ask,
                struct arena *arena, struct report_rows *out, struct status *st) {
    struct rows cells = {.arena = arena, .size = sizeof(struct report_cell)};
    int rc = STATUS_OK;
    *out = (struct report_rows){.kind = kind};
    for (int i = 0; i < REPORT_PARTS_MAX && kind->sql[i] && rc == STATUS_OK; i++) {
        rc = read_part(query_start(db, kind->name, kind->sql[i], st), ask, &cells, out);
    }
    out->cells = cells.items;
    return rc;
}

struct report_cell report_sum(const struct report_rows *rows, uint32_t column) {
    struct report_cell sum = {0};
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct report_cell *cell = &rows->cells[i * rows->kind->n_columns + column];
        sum.number = money_add(sum.number, cell->number);
        sum.of = money_add(sum.of, cell->of);
    }
    return sum;
}

bool report_percent(const struct report_cell *cell, int64_t *bp) {
    *bp = cell->of > 0 ? money_round_half_up((wide)cell->number * 10000, cell->of) : 0;
    return cell->of > 0;
}
