/* ehf.h - an EHF / Peppol BIS Billing 3.0 document: XML in, the texts of its fields out.
 *
 *     bytes ─expat─▶ elements ─(fields.h)─▶ values[field]
 *                        └─ attachments: base64 ─▶ one buffer, which holds the last of them
 *
 * Nothing here knows the host, and nothing here knows what the texts mean: that is claim.h.
 * ehf_read() goes through the file once, in pieces of 64 KiB.  A lone attachment is there when it
 * has ended; of several, each is lent to the sink of a second pass.  Memory is one struct ehf and
 * the parser, whatever the size of the file, and 4 MiB more if there is an attachment; the caller
 * owns it: ehf_init / ehf_fini.  What is handed to a callback is lent until it returns. */
#ifndef EHF_H
#define EHF_H

#include "krav/plugin.h"

#include <expat.h>

#include "base64.h"
#include "fields.h"

#define EHF_TEXT_MAX 1000            /* bytes of a field */
#define EHF_DESCRIPTION_MAX 200      /* of a list of names, joined */
#define EHF_ATTRIBUTE_MAX 200
#define EHF_DEPTH_MAX 64
#define EHF_PIECE_MAX (1 << 20)      /* of any text or tag but an attachment's */
#define EHF_ATTACHMENT_MAX (4 << 20) /* decoded */

enum ehf_kind { EHF_NONE, EHF_INVOICE, EHF_CREDIT_NOTE };

struct ehf_value {
    int64_t line;  /* of the one that counts; 0 = the field does not stand there */
    uint32_t len;
    int is_full;   /* a list that was cut short */
    char attribute[EHF_ATTRIBUTE_MAX + 1];
    char text[EHF_TEXT_MAX];
};

struct ehf_attachment {
    int64_t line;
    krav_str name, media_type, bytes;
};

struct ehf_sink {
    void *ctx;
    void (*fault)(void *ctx, int64_t line, krav_str reason);
    int32_t (*attachment)(void *ctx, const struct ehf_attachment *a); /* NULL in the first pass */
    int64_t bytes_max;
};

struct ehf { /* one pass through one file */
    const struct ehf_sink *sink;
    XML_Parser parser;
    int32_t rc;       /* what ended the pass early; KRAV_OK otherwise */
    int stopped;      /* the rest cannot be read as a document */
    int64_t n_faults;
    /* Where the parser is. */
    int depth;        /* of the element at hand; the root's is 1 */
    int is_envelope;  /* the root is a StandardBusinessDocument */
    struct ehf_below below[EHF_DEPTH_MAX + 1];
    int field;        /* whose text is being read; -1 = none */
    int64_t n_text;   /* bytes of the text at hand */
    int is_blank;     /* a blank is owed before its next character */
    int is_long;      /* it did not fit */
    uint32_t text_len;
    int64_t line;
    char text[EHF_TEXT_MAX];
    char attribute[EHF_ATTRIBUTE_MAX + 1];
    /* The attachment at hand. */
    struct base64 base64;
    uint8_t *bytes; /* EHF_ATTACHMENT_MAX; NULL before the first */
    char name[EHF_ATTRIBUTE_MAX + 1], media_type[EHF_ATTRIBUTE_MAX + 1];
    /* The result. */
    enum ehf_kind kind;
    int64_t kind_line;
    int64_t n_attachments, n_attached; /* and their bytes */
    struct ehf_attachment attached;    /* the last of them, until the next pass */
    struct ehf_value values[EHF_FIELDS];
};

void ehf_init(struct ehf *e);
void ehf_fini(struct ehf *e);

/* KRAV_OK when the file was read, with or without faults (e->n_faults); otherwise what the
 * operating system or the callback said, or KRAV_E_NOMEM. */
int32_t ehf_read(struct ehf *e, int fd, const struct ehf_sink *sink);

/* The text of a field; absent if it does not stand there or is empty. */
krav_str ehf_text(const struct ehf *e, enum ehf_field field);

/* How surely a file that begins with `head` is one of these: 0 to 100. */
int32_t ehf_recognise(krav_str head);

/* A reason to refuse the file. */
void ehf_fault(struct ehf *e, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The file is taken all the same. */
void ehf_remark(struct ehf *e, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* For ehf.c and elements.c. */
void ehf_stop(struct ehf *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
int64_t ehf_line(const struct ehf *e);
void ehf_handle_elements(struct ehf *e);

#endif
