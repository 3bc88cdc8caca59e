/* fields.h - what is read from an invoice or credit note, and where it stands: one table.
 *
 * A path is the local names of the elements below the document, with '/' between.  The last is
 * of UBL's basic components (it has the text), all before it of the aggregate ones.  Whatever is
 * not named here is passed over. */
#ifndef EHF_FIELDS_H
#define EHF_FIELDS_H

#include <stdint.h>

enum ehf_field {
    EHF_CUSTOMIZATION,
    EHF_ID,
    EHF_ISSUED,
    EHF_DUE,
    EHF_INVOICE_TYPE,
    EHF_CREDIT_TYPE,
    EHF_CURRENCY,
    EHF_BUYER_REFERENCE,
    EHF_ORDER_REFERENCE,
    EHF_PERIOD_END,
    EHF_CREDITED_INVOICE,
    EHF_SELLER_ENDPOINT,
    EHF_SELLER_NAME,
    EHF_SELLER_ORG,
    EHF_SELLER_TAX,
    EHF_BUYER_ENDPOINT,
    EHF_BUYER_TRADE_NAME,
    EHF_BUYER_STREET,
    EHF_BUYER_STREET2,
    EHF_BUYER_STREET3,
    EHF_BUYER_CITY,
    EHF_BUYER_POSTCODE,
    EHF_BUYER_COUNTRY,
    EHF_BUYER_NAME,
    EHF_BUYER_ORG,
    EHF_BUYER_PHONE,
    EHF_BUYER_EMAIL,
    EHF_PAYEE_ORG,
    EHF_DELIVERED,
    EHF_PAYMENT_DUE,
    EHF_KID,
    EHF_ACCOUNT,
    EHF_TAX_INCLUSIVE,
    EHF_PREPAID,
    EHF_ROUNDING,
    EHF_PAYABLE,
    EHF_INVOICE_LINE,
    EHF_CREDIT_LINE,
    EHF_ATTACHMENT,
    EHF_FIELDS
};

/* What becomes of an element that stands there more than once. */
enum ehf_repeat {
    EHF_ONCE,  /* a fault */
    EHF_FIRST, /* the first that is not empty counts */
    EHF_SAME,  /* a fault unless they are equal */
    EHF_VAT,   /* one that says VAT counts before all others */
    EHF_LIST   /* all of them, joined */
};

struct ehf_path {
    const char *path;
    const char *attribute; /* kept with the text; NULL: none */
    enum ehf_repeat repeat;
};
extern const struct ehf_path ehf_paths[EHF_FIELDS];

/* Which fields may stand below an element: a set of bits, and how much of their paths is behind
 * us.  They all begin alike, so that one number is enough. */
struct ehf_below {
    uint64_t fields;
    uint32_t offset;
};
struct ehf_below ehf_below_document(void);
/* Below the child with that local name. */
struct ehf_below ehf_below_child(struct ehf_below parent, const char *name);
/* The field whose text the child with that local name holds, or -1. */
int ehf_field_of(struct ehf_below parent, const char *name);

#endif
