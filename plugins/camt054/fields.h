/* fields.h - what is read from a file and where it stands: one table, made into a tree.
 *
 * A path is the names of the elements below BkToCstmrDbtCdtNtfctn, with '/' between, all of the
 * document's own namespace.  A statement's Stmt stands where a notification's Ntfctn does.  Where versions .02 and .08 differ, both shapes have a row.  Whatever
 * is not named here is passed over. */
#ifndef CAMT_FIELDS_H
#define CAMT_FIELDS_H

#include <stdint.h>

/* In the order of their levels, so that what belongs to one thing can be forgotten at once. */
enum camt_field {
    /* Elements that hold others. */
    CAMT_NOTIFICATION,
    CAMT_ENTRY,
    CAMT_DETAILS,
    CAMT_TX,
    CAMT_STRUCTURED,
    CAMT_BALANCE,
    CAMT_HOLDERS,
    /* The file. */
    CAMT_MESSAGE_ID = CAMT_HOLDERS,
    CAMT_CREATED,
    CAMT_PAGE,
    CAMT_IS_LAST_PAGE,
    /* A notification. */
    CAMT_NOTIFICATION_ID,
    CAMT_COPY,
    CAMT_ACCOUNT_IBAN,
    CAMT_ACCOUNT_OTHER,
    CAMT_BANK,
    CAMT_BANK_08,
    CAMT_ALL_COUNT,
    CAMT_ALL_SUM,
    CAMT_CREDITS_COUNT,
    CAMT_CREDITS_SUM,
    CAMT_DEBITS_COUNT,
    CAMT_DEBITS_SUM,
    CAMT_FROM,
    /* A balance of a statement. */
    CAMT_BALANCE_CODE,
    CAMT_BALANCE_AMOUNT,
    CAMT_BALANCE_SIDE,
    CAMT_BALANCE_DAY,
    CAMT_BALANCE_TIME,
    /* An entry. */
    CAMT_ENTRY_REF,
    CAMT_ENTRY_AMOUNT,
    CAMT_ENTRY_SIDE,
    CAMT_ENTRY_REVERSAL,
    CAMT_STATUS,
    CAMT_STATUS_08,
    CAMT_BOOKED,
    CAMT_BOOKED_TIME,
    CAMT_VALUE,
    CAMT_VALUE_TIME,
    CAMT_ENTRY_BANK_REF,
    CAMT_TYPE,
    CAMT_TYPE_ISO,
    CAMT_ENTRY_TEXT,
    /* Its details, one block of them. */
    CAMT_BATCH_COUNT,
    CAMT_BATCH_SUM,
    /* A transaction. */
    CAMT_TX_BANK_REF,
    CAMT_TX_ID,
    CAMT_TX_UETR,
    CAMT_TX_CLEARING_REF,
    CAMT_TX_END_TO_END,
    CAMT_TX_AMOUNT_08,
    CAMT_TX_SIDE_08,
    CAMT_TX_AMOUNT,
    CAMT_PAYER_NAME,
    CAMT_PAYER_NAME_08,
    CAMT_PAYER_IBAN,
    CAMT_PAYER_OTHER,
    CAMT_TEXT,
    CAMT_ACCEPTED,
    CAMT_RETURN,
    /* One piece of structured remittance. */
    CAMT_REF_TYPE,
    CAMT_REF,
    CAMT_DOCUMENT_TYPE,
    CAMT_DOCUMENT_NO,
    CAMT_REMITTED,
    CAMT_CREDIT_NOTE,
    CAMT_MORE_TEXT,
    CAMT_FIELDS
};

enum camt_repeat {
    CAMT_HOLDS, /* any number; it has no text of its own                    */
    CAMT_ONCE,  /* twice in one thing is a fault, and so is a long one      */
    CAMT_WORDS, /* for people: the first counts, and is cut when long       */
    CAMT_LIST   /* for people: joined into the text of the transaction      */
};

struct camt_path {
    const char *path;
    enum camt_repeat repeat;
};
extern const struct camt_path camt_paths[CAMT_FIELDS];

/* The last of a path's elements without what is before it, for messages. */
const char *camt_path_name(enum camt_field field);

#define CAMT_NODES_MAX 128
struct camt_node {
    const char *name;      /* its first len bytes */
    uint16_t len;
    uint16_t child, next;  /* 0 = none: the root is nobody's child */
    int16_t field;         /* -1 = none */
};
struct camt_tree {
    uint16_t n;
    struct camt_node nodes[CAMT_NODES_MAX]; /* the first is BkToCstmrDbtCdtNtfctn */
};
void camt_tree_grow(struct camt_tree *tree);
/* The child with that name, or 0. */
uint16_t camt_tree_child(const struct camt_tree *tree, uint16_t parent, const char *name);

#endif
