#include "camt.h"

#include "krav/easy.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "values.h"

#define CHUNK 65536
#define SUM_MAX (VALUE_ORE_MAX * 10000)

/* ---- what is told --------------------------------------------------------------------------- */

__attribute__((format(printf, 3, 0)))
static krav_str said(char *out, size_t size, const char *format, va_list args) {
    const int n = vsnprintf(out, size, format, args);
    const krav_str all = {out, n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1};
    if (n < (int)size) {
        return all;
    }
    size_t len = all.len; /* cut, but not in the middle of a character */
    while (len > 0 && ((unsigned char)out[len - 1] & 0xc0) == 0x80) {
        len--;
    }
    len -= len > 0 && (unsigned char)out[len - 1] >= 0xc0;
    return (krav_str){out, len};
}

static void stop(struct camt *c) {
    c->stopped = 1;
    if (c->parser) {
        XML_StopParser(c->parser, XML_FALSE);
    }
}

void camt_end_early(struct camt *c, int32_t rc) {
    c->rc = rc;
    stop(c);
}

void camt_fault(struct camt *c, int64_t line, const char *format, ...) {
    char text[512];
    if (c->stopped) {
        return;
    }
    va_list args;
    va_start(args, format);
    c->sink->fault(c->sink->ctx, line, said(text, sizeof text, format, args));
    va_end(args);
    if (++c->n_faults == CAMT_FAULTS_MAX) {
        c->sink->fault(c->sink->ctx, line, KRAV_STR("so many faults: the rest is not read"));
        stop(c);
    }
}

void camt_remark(struct camt *c, int64_t line, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    c->sink->remark(c->sink->ctx, line, said(text, sizeof text, format, args));
    va_end(args);
}

void camt_stop(struct camt *c, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    c->sink->fault(c->sink->ctx, camt_line(c), said(text, sizeof text, format, args));
    va_end(args);
    c->n_faults++;
    stop(c);
}

int64_t camt_line(const struct camt *c) { return (int64_t)XML_GetCurrentLineNumber(c->parser); }

/* ---- values --------------------------------------------------------------------------------- */

krav_str camt_str(const struct camt *c, enum camt_field field) {
    const struct camt_value *v = &c->values[field];
    return v->line > 0 ? (krav_str){v->bytes, v->len} : (krav_str){NULL, 0};
}

void camt_forget(struct camt *c, enum camt_field first, enum camt_field last) {
    for (int i = (int)first; i <= (int)last; i++) {
        c->values[i].line = 0;
        c->values[i].len = 0;
    }
}

int camt_add(struct camt *c, int64_t line, struct camt_sum *sum, krav_ore amount) {
    krav_ore total = 0;
    if (__builtin_add_overflow(sum->sum, amount, &total) || total > SUM_MAX || total < -SUM_MAX) {
        camt_fault(c, line, "the sum goes past 10^16 kroner");
        return 0;
    }
    sum->n++;
    sum->sum = total;
    return 1;
}

/* ---- one pass ------------------------------------------------------------------------------- */

void camt_init(struct camt *c) {
    memset(c, 0, sizeof *c);
    camt_tree_grow(&c->tree);
}

void camt_fini(struct camt *c) { equals_fini(&c->equals); }

/* All but the texts, which count for nothing without their lengths. */
static void begin(struct camt *c, const struct camt_sink *sink) {
    const struct equals equals = c->equals;
    const struct camt_tree tree = c->tree;
    memset(c, 0, offsetof(struct camt, values));
    c->equals = equals;
    c->tree = tree;
    equals_forget(&c->equals);
    camt_forget(c, (enum camt_field)0, (enum camt_field)(CAMT_FIELDS - 1));
    c->sink = sink;
    c->field = -1;
}

/* The bytes read into the parser's buffer; 0 at the end, or KRAV_E_*. */
static int32_t fill(struct camt *c, int fd, int64_t offset) {
    void *buffer = XML_GetBuffer(c->parser, CHUNK);
    if (!buffer) {
        return KRAV_E_NOMEM;
    }
    ssize_t n;
    do {
        n = pread(fd, buffer, CHUNK, offset);
    } while (n < 0 && errno == EINTR);
    if (n >= 2 && offset == 0 &&
        (memcmp(buffer, "\xff\xfe", 2) == 0 || memcmp(buffer, "\xfe\xff", 2) == 0)) {
        camt_fault(c, 1, "the encoding is UTF-16, and only UTF-8 is taken");
        stop(c);
    }
    return n < 0 ? KRAV_E_IO : (int32_t)n;
}

static void parse_failed(struct camt *c) {
    const enum XML_Error error = XML_GetErrorCode(c->parser);
    if (error == XML_ERROR_NO_MEMORY) {
        c->rc = KRAV_E_NOMEM;
    } else if (!c->stopped) {
        const unsigned long column = (unsigned long)XML_GetCurrentColumnNumber(c->parser) + 1;
        camt_fault(c, camt_line(c), "not well-formed XML: %s, at column %lu",
                   XML_ErrorString(error), column);
    }
    c->stopped = 1;
}

/* What the parser has been given and not yet told of is one unfinished tag or comment, which it
 * reads from its beginning each time; text comes as it is. */
static int64_t pending(const struct camt *c, int64_t offset) {
    const int64_t told = (int64_t)XML_GetCurrentByteIndex(c->parser);
    return told < 0 ? 0 : offset - told;
}

static void parse(struct camt *c, int fd) {
    int64_t offset = 0;
    while (c->rc == KRAV_OK && !c->stopped) {
        const int32_t n = fill(c, fd, offset);
        if (n < 0 || c->stopped) {
            c->rc = n < 0 ? n : c->rc;
            return;
        }
        offset += n;
        if (offset > c->sink->bytes_max) {
            camt_fault(c, 0, "the file is longer than %" PRId64 " bytes", c->sink->bytes_max);
            stop(c);
        } else if (XML_ParseBuffer(c->parser, n, n == 0) != XML_STATUS_OK) {
            parse_failed(c);
        } else if (n == 0) {
            return;
        } else if (pending(c, offset) > CAMT_PIECE_BYTES) {
            camt_fault(c, camt_line(c), "a tag or comment is longer than 1 MiB");
            stop(c);
        }
    }
}

static void file_read(struct camt *c) {
    const krav_str id = camt_str(c, CAMT_MESSAGE_ID);
    const krav_str created = camt_str(c, CAMT_CREATED);
    const char *why = created.ptr ? value_day(created, &c->created) : NULL;
    if (c->n_notifications == 0) {
        camt_fault(c, 0, c->is_statement ? "the file holds no statement (Stmt)"
                                         : "the file holds no notification (Ntfctn)");
    }
    if (!id.ptr) {
        camt_fault(c, 0, "GrpHdr/MsgId is missing");
    }
    if (why) {
        camt_fault(c, c->values[CAMT_CREATED].line, "GrpHdr/CreDtTm %s", why);
    }
    memcpy(c->file_id, id.ptr ? id.ptr : "", id.len);
    c->file_id_len = (uint32_t)id.len;
}

int32_t camt_read(struct camt *c, int fd, const struct camt_sink *sink) {
    begin(c, sink);
    c->parser = XML_ParserCreateNS("UTF-8", '\n');
    if (!c->parser) {
        return c->rc = KRAV_E_NOMEM;
    }
    camt_handle_elements(c);
    parse(c, fd);
    XML_ParserFree(c->parser);
    c->parser = NULL;
    if (c->rc == KRAV_OK && !c->stopped) {
        file_read(c);
    }
    return c->rc;
}

/* ---- recognition ---------------------------------------------------------------------------- */

static int holds(krav_str head, const char *words) {
    return head.len > 0 && memmem(head.ptr, head.len, words, strlen(words)) != NULL;
}

/* Other versions, and camt.052, are refused by name: better than by nobody. */
int32_t camt_recognise(krav_str head) {
    static const char *const taken[] = {"054.001.02", "054.001.08", "053.001.02", "053.001.08"};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        char space[64];
        snprintf(space, sizeof space, "iso:20022:tech:xsd:camt.%s", taken[i]);
        if (holds(head, space)) {
            return 90;
        }
    }
    return holds(head, "iso:20022:tech:xsd:camt.054.") ? 50
           : holds(head, "iso:20022:tech:xsd:camt.05") ? 20
                                                       : 0;
}
