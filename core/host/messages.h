/* messages.h - all that went between people about a case, in one list by day: letters out, letters
 * and uploads in, calls, notes, questions to the creditor and their answers.
 *
 * It is read from the case's own steps (sheet.h); free words and documents stand beside the chain
 * and may be erased.  Memory: the command's arena. */
#ifndef KRAV_HOST_MESSAGES_H
#define KRAV_HOST_MESSAGES_H

#include "host/json.h"
#include "host/sheet.h"

struct message {
    int64_t case_id, step;
    day on;
    const char *direction;      /* "out", "in", "both" (a call), "note" (for ourselves) */
    const char *with;           /* "debtor", "creditor", "other"; NULL: nobody outside */
    struct text by;             /* who recorded it: a user, a plugin, krav */
    const char *kind;           /* a word of the facts, the actions, or the letters */
    struct text channel;        /* absent: not known */
    struct hash document;
    struct text document_name, words;
    uint32_t order;             /* as they were found: a step may hold several */
};
struct messages {
    struct message *items; uint32_t n, cap;
};
/* Adds those of one case; messages_sort puts those of many in order. */
void messages_add(const struct sheet *s, struct messages *m);
void messages_sort(struct messages *m);
void messages_print(struct cli *cli, const struct messages *m, bool with_case);
void messages_json(struct json *j, const char *key, const struct messages *m);

/* Documents in and out, as they are listed. */
void documents_print(struct cli *cli, const struct document_row *rows, uint32_t n, bool with_case);
void documents_json(struct json *j, const char *key, const struct document_row *rows, uint32_t n);

#endif
