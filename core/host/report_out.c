/* report_out.c - see report_out.h. */
#include "host/report_out.h"

#include "base/csv.h"
#include "host/json.h"
#include "host/show.h"
#include "host/table.h"

#define CSV_BYTES_MAX ((size_t)1 << 30)

enum report_form report_form(struct cli *cli) {
    const bool csv = cli_flag(cli, "--csv");
    if (csv && cli->json) {
        (void)cli_usage(cli, "--csv and --json: one of them");
    }
    return csv ? FORM_CSV : cli->json ? FORM_JSON : FORM_TABLE;
}

static const struct report_cell *cell_at(const struct report_rows *rows, uint32_t row,
                                         uint32_t column) {
    return &rows->cells[row * rows->kind->n_columns + column];
}

/* ---- for people ------------------------------------------------------------------------------ */

static bool is_shown(const struct report_rows *rows, uint32_t column) {
    const struct report_column *c = &rows->kind->columns[column];
    if (c->data_only || c->kind != CELL_TEXT) {
        return !c->data_only;
    }
    bool any = rows->n == 0;
    for (uint32_t i = 0; i < rows->n && !any; i++) {
        any = cell_at(rows, i, column)->text.len > 0;
    }
    return any;
}

static void add_cell(struct table *t, struct cli *cli, enum cell_kind kind,
                     const struct report_cell *cell) {
    char date[DAY_TEXT];
    int64_t bp = 0;
    if (kind == CELL_TEXT) {
        table_text(t, cell->text);
    } else if (cell->none || (kind == CELL_PERCENT && !report_percent(cell, &bp))) {
        table_cell(t, "");
    } else if (kind == CELL_ORE) {
        table_cell(t, cli_ore(cli, cell->number));
    } else if (kind == CELL_DAY) {
        table_cell(t, day_format_no((day)cell->number, date));
    } else if (kind == CELL_PERCENT) {
        table_cellf(t, "%s %%", show_percent(cli, (int32_t)bp, ','));
    } else {
        table_int(t, cell->number);
    }
}

static void add_sums(struct table *t, struct cli *cli, const struct report_rows *rows,
                     const bool *shown) {
    bool first = true;
    for (uint32_t k = 0; k < rows->kind->n_columns; k++) {
        const enum cell_kind kind = rows->kind->columns[k].kind;
        if (!shown[k]) {
            continue;
        }
        if (kind == CELL_TEXT || kind == CELL_DAY) {
            table_cell(t, first ? "all" : "");
        } else {
            const struct report_cell sum = report_sum(rows, k);
            add_cell(t, cli, kind, &sum);
        }
        first = false;
    }
}

static void print_table(struct cli *cli, const struct report_rows *rows) {
    const struct report_kind *kind = rows->kind;
    bool shown[TABLE_COLUMNS_MAX];
    char align[TABLE_COLUMNS_MAX + 1] = "";
    size_t n = 0;
    struct table t;
    for (uint32_t k = 0; k < kind->n_columns; k++) {
        const enum cell_kind cell = kind->columns[k].kind;
        shown[k] = is_shown(rows, k);
        if (shown[k]) {
            align[n++] = cell == CELL_TEXT || cell == CELL_DAY ? 'l' : 'r';
        }
    }
    if (kind->header) {
        (void)printf("%s\n\n", kind->header);
    }
    table_begin(&t, align);
    for (uint32_t k = 0; k < kind->n_columns; k++) {
        if (shown[k]) {
            table_cell(&t, kind->columns[k].head ? kind->columns[k].head : kind->columns[k].name);
        }
    }
    for (uint32_t i = 0; i < rows->n; i++) {
        for (uint32_t k = 0; k < kind->n_columns; k++) {
            if (shown[k]) {
                add_cell(&t, cli, kind->columns[k].kind, cell_at(rows, i, k));
            }
        }
    }
    if (kind->adds_up && rows->n > 0) {
        add_sums(&t, cli, rows, shown);
    }
    table_print(&t);
    if (rows->n == 0) {
        (void)puts("nothing yet");
    } else if (kind->note) {
        (void)puts(kind->note);
    }
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void json_cell(struct json *j, struct cli *cli, const struct report_column *column,
                      const struct report_cell *cell) {
    int64_t number = cell->number;
    bool none = cell->none;
    const char *unit = "";
    if (column->kind == CELL_ORE) {
        unit = "_ore";
    } else if (column->kind == CELL_PERCENT) {
        unit = "_bp";
        none = !report_percent(cell, &number);
    }
    const char *key = arena_printf(&cli->arena, "%s%s", column->name, unit).ptr;
    if (column->kind == CELL_TEXT) {
        json_text(j, key, show_absent(cell->text));
    } else if (column->kind == CELL_DAY) {
        json_day(j, key, (day)cell->number);
    } else if (none) {
        json_str(j, key, NULL);
    } else {
        json_int(j, key, number);
    }
}

static void print_json(struct cli *cli, const struct report_rows *rows) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (uint32_t i = 0; i < rows->n; i++) {
        json_open(&j, NULL, '{');
        for (uint32_t k = 0; k < rows->kind->n_columns; k++) {
            json_cell(&j, cli, &rows->kind->columns[k], cell_at(rows, i, k));
        }
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_print(&j);
}

/* ---- for spreadsheets ------------------------------------------------------------------------ */

static void csv_cell(struct buf *out, enum cell_kind kind, const struct report_cell *cell) {
    char date[DAY_TEXT];
    int64_t bp = 0;
    if (kind == CELL_TEXT) {
        csv_text(out, cell->text);
    } else if (cell->none || (kind == CELL_PERCENT && !report_percent(cell, &bp))) {
        return;
    } else if (kind == CELL_DAY) {
        buf_add_str(out, day_format_no((day)cell->number, date));
    } else if (kind == CELL_COUNT) {
        buf_add_i64(out, cell->number);
    } else {
        csv_hundredths(out, kind == CELL_ORE ? cell->number : bp);
    }
}

static void print_csv(const struct report_rows *rows) {
    const struct report_kind *kind = rows->kind;
    struct buf out;
    buf_init(&out, CSV_BYTES_MAX);
    for (uint32_t k = 0; k < kind->n_columns; k++) {
        buf_addf(&out, "%s%s", k > 0 ? ";" : "",
                 kind->columns[k].head ? kind->columns[k].head : kind->columns[k].name);
    }
    buf_add_str(&out, "\r\n");
    for (uint32_t i = 0; i < rows->n; i++) {
        for (uint32_t k = 0; k < kind->n_columns; k++) {
            if (k > 0) {
                buf_add_char(&out, ';');
            }
            csv_cell(&out, kind->columns[k].kind, cell_at(rows, i, k));
        }
        buf_add_str(&out, "\r\n");
    }
    (void)fwrite(out.ptr, 1, out.len, stdout);
    buf_fini(&out);
}

void report_print(struct cli *cli, const struct report_rows *rows, enum report_form form) {
    if (form == FORM_CSV) {
        print_csv(rows);
    } else if (form == FORM_JSON) {
        print_json(cli, rows);
    } else {
        print_table(cli, rows);
    }
}

/* ---- definitions ----------------------------------------------------------------------------- */

void report_print_columns(struct cli *cli, const struct report_kind *kind) {
    struct table t;
    struct json j;
    if (cli->json) {
        json_begin(&j);
        json_open(&j, NULL, '[');
        for (uint32_t k = 0; k < kind->n_columns; k++) {
            json_open(&j, NULL, '{');
            json_str(&j, "column", kind->columns[k].name);
            json_str(&j, "definition", kind->columns[k].doc);
            json_close(&j, '}');
        }
        json_close(&j, ']');
        json_print(&j);
        return;
    }
    table_begin(&t, "ll");
    for (uint32_t k = 0; k < kind->n_columns; k++) {
        table_cell(&t, kind->columns[k].name);
        table_cell(&t, kind->columns[k].doc);
    }
    table_print(&t);
}
