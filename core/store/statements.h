/* statements.h - the bank's statements of the client account, and what became of each.
 *
 *     read ─▶ differs ─▶ proven
 *        └──────────────▲ */
#ifndef KRAV_STORE_STATEMENTS_H
#define KRAV_STORE_STATEMENTS_H

#include "domain/reconcile.h"
#include "store/db.h"

enum statement_state { STATEMENT_READ = 1, STATEMENT_DIFFERS, STATEMENT_PROVEN };
extern const struct words statement_states;

struct statement_row {
    int64_t id, step;     /* step: that it came with */
    struct text name;     /* the bank's own */
    day from, to;
    ore opening, closing;
    int64_t n_entries;
    enum statement_state state;
    int64_t said;         /* the step that said so; 0 */
    struct hash file;
};
int statements_add(struct db *db, const struct statement_row *row, struct status *st) NODISCARD;
int statements_line_add(struct db *db, struct text statement, const struct bank_line *line,
                        struct status *st) NODISCARD;
/* By entry and part. */
int statements_lines(struct db *db, struct text statement, struct arena *arena,
                     struct bank_line **out, uint32_t *n, struct status *st) NODISCARD;
int statements_move(struct db *db, int64_t id, enum statement_state state, int64_t said,
                    struct status *st) NODISCARD;
/* By day; open_only: those that are not proven.  n_max newest, and they still by day. */
int statements_list(struct db *db, bool open_only, uint32_t n_max, struct arena *arena,
                    struct statement_row **out, uint32_t *n, struct status *st) NODISCARD;
/* The day of the last one that is proven; DAY_NONE. */
int statements_proven_to(struct db *db, day *to, struct status *st) NODISCARD;

#endif
