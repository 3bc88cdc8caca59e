/* ocr_make.h - makes OCR giro files, correct down to the last trailer.
 *
 *     ocr_make_start, { ocr_make_assignment, ocr_make_payment..., ocr_make_assignment_end }...,
 *     ocr_make_end
 *
 * The text is owned by the maker until ocr_make_free().  Days are DDMMYY, as in the file. */
#ifndef OCR_MAKE_H
#define OCR_MAKE_H

#include <stddef.h>
#include <stdint.h>

struct ocr_make_payment {
    const char *settled; /* DDMMYY */
    const char *ordered; /* DDMMYY; NULL = not known */
    const char *kid;     /* NULL = none */
    const char *payer;   /* account; NULL = not known */
    const char *archive; /* 9 digits; NULL = none */
    const char *text;    /* amount item 3, ISO-8859-1; NULL = no such item */
    int64_t ore;         /* negative makes a credit note, "-" */
    int type;            /* 10 to 21 */
};

struct ocr_make_total {
    int64_t n_transactions, n_records, sum;
    char first[7], last[7];
};

struct ocr_make {
    char *text;
    size_t len, cap;
    char generated[7];
    struct ocr_make_total transmission, assignment;
};

void ocr_make_start(struct ocr_make *m, const char *transmission, const char *generated);
void ocr_make_assignment(struct ocr_make *m, const char *number, const char *account);
void ocr_make_payment(struct ocr_make *m, const struct ocr_make_payment *p);
void ocr_make_assignment_end(struct ocr_make *m);
/* n AvtaleGiro agreements, as an assignment of their own. */
void ocr_make_agreements(struct ocr_make *m, int n, const char *account);
/* One, as a list of its own: registration '0', '1' or '2', notice 'J' or 'N'. */
void ocr_make_agreement(struct ocr_make *m, const char *account, const char *kid,
                        char registration, char notice);
void ocr_make_end(struct ocr_make *m);
/* One line as it is, padded with zeros to 80; for what the others do not make. */
void ocr_make_line(struct ocr_make *m, const char *line);
void ocr_make_crlf(struct ocr_make *m); /* after the end: every LF becomes CR LF */
void ocr_make_free(struct ocr_make *m);

#endif
