/* statement_file.h - the account as the bank has it, as one camt.053 statement, .02 or .08.
 *
 * Lines come from a story, one a line, with tabs between:
 *
 *     DAY  ØRE  KID or -  ID or -  WORDS
 *
 * ØRE is below zero for money out; ID is a transfer's.  Lines of one day whose WORDS are `lump` are one
 * entry without details, as banks book OCR giro; `fee` and `interest` are the bank's own. */
#ifndef BANK_STATEMENT_FILE_H
#define BANK_STATEMENT_FILE_H

#include "base/arena.h"
#include "base/status.h"
#include "payment.h"

struct account_line {
    day day;
    ore amount;
    struct text kid, id, words;
    bool is_lump;
};
struct account_statement {
    int version; /* 2 or 8 */
    struct text account;
    day from, to;
    ore opening;
    struct account_line *lines;
    size_t n;
};

/* Every fault goes to `faults`; texts are borrowed from `input`. */
void account_lines_read(struct text input, struct account_statement *s, struct arena *arena,
                        struct faults *faults);
void statement_file_write(struct buf *out, const struct account_statement *s);
ore statement_closing(const struct account_statement *s);

#endif
