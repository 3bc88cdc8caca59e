#include "ehf.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CHUNK 65536

/* ---- what is told ----------------------------------------------------------------------------- */

__attribute__((format(printf, 3, 0)))
static void tell(struct ehf *e, int64_t line, const char *format, va_list args) {
    char text[512];
    const int n = vsnprintf(text, sizeof text, format, args);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    if (n >= (int)sizeof text) { /* cut, but not in the middle of a character */
        while (len > 0 && ((unsigned char)text[len - 1] & 0xc0) == 0x80) {
            len--;
        }
        len -= len > 0 && (unsigned char)text[len - 1] >= 0xc0;
    }
    e->sink->fault(e->sink->ctx, line, (krav_str){text, len});
}

void ehf_fault(struct ehf *e, int64_t line, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tell(e, line, format, args);
    va_end(args);
    e->n_faults++;
}

void ehf_remark(struct ehf *e, int64_t line, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tell(e, line, format, args);
    va_end(args);
}

void ehf_stop(struct ehf *e, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tell(e, ehf_line(e), format, args);
    va_end(args);
    e->n_faults++;
    e->stopped = 1;
    XML_StopParser(e->parser, XML_FALSE);
}

int64_t ehf_line(const struct ehf *e) { return (int64_t)XML_GetCurrentLineNumber(e->parser); }

krav_str ehf_text(const struct ehf *e, enum ehf_field field) {
    const struct ehf_value *v = &e->values[field];
    return v->len > 0 ? (krav_str){v->text, v->len} : (krav_str){NULL, 0};
}

/* ---- one pass --------------------------------------------------------------------------------- */

void ehf_init(struct ehf *e) { memset(e, 0, sizeof *e); }

void ehf_fini(struct ehf *e) {
    free(e->bytes);
    e->bytes = NULL;
}

/* All but the texts, which count for nothing without their lengths. */
static void begin(struct ehf *e, const struct ehf_sink *sink) {
    uint8_t *const bytes = e->bytes;
    memset(e, 0, offsetof(struct ehf, values));
    for (int i = 0; i < EHF_FIELDS; i++) {
        memset(&e->values[i], 0, offsetof(struct ehf_value, text));
    }
    e->bytes = bytes;
    e->sink = sink;
    e->field = -1;
}

/* The bytes read into the parser's buffer; 0 at the end, or KRAV_E_*. */
static int32_t fill(struct ehf *e, int fd, int64_t offset) {
    void *buffer = XML_GetBuffer(e->parser, CHUNK);
    if (!buffer) {
        return KRAV_E_NOMEM;
    }
    ssize_t n;
    do {
        n = pread(fd, buffer, CHUNK, offset);
    } while (n < 0 && errno == EINTR);
    if (n >= 2 && offset == 0 &&
        (memcmp(buffer, "\xff\xfe", 2) == 0 || memcmp(buffer, "\xfe\xff", 2) == 0)) {
        ehf_fault(e, 1, "the encoding is UTF-16, and only UTF-8 is taken");
        e->stopped = 1;
    }
    return n < 0 ? KRAV_E_IO : (int32_t)n;
}

static void parse_failed(struct ehf *e) {
    const enum XML_Error error = XML_GetErrorCode(e->parser);
    if (error == XML_ERROR_NO_MEMORY) {
        e->rc = KRAV_E_NOMEM;
    } else if (!e->stopped) {
        ehf_fault(e, ehf_line(e), "not well-formed XML: %s, at column %lu", XML_ErrorString(error),
                  (unsigned long)XML_GetCurrentColumnNumber(e->parser) + 1);
    }
    e->stopped = 1;
}

/* What the parser has been given and not yet told of is one unfinished tag or comment, which it
 * reads from its beginning each time; text comes as it is. */
static int64_t pending(const struct ehf *e, int64_t offset) {
    const int64_t told = (int64_t)XML_GetCurrentByteIndex(e->parser);
    return told < 0 ? 0 : offset - told;
}

static void parse(struct ehf *e, int fd) {
    int64_t offset = 0;
    while (e->rc == KRAV_OK && !e->stopped) {
        const int32_t n = fill(e, fd, offset);
        if (n < 0 || e->stopped) {
            e->rc = n < 0 ? n : e->rc;
            return;
        }
        offset += n;
        if (offset > e->sink->bytes_max) {
            ehf_fault(e, 0, "the file is longer than %" PRId64 " bytes", e->sink->bytes_max);
            e->stopped = 1;
        } else if (XML_ParseBuffer(e->parser, n, n == 0) != XML_STATUS_OK) {
            parse_failed(e);
        } else if (n == 0) {
            return;
        } else if (pending(e, offset) > EHF_PIECE_MAX) {
            ehf_fault(e, ehf_line(e), "a tag or comment is longer than 1 MiB");
            e->stopped = 1;
        }
    }
}

int32_t ehf_read(struct ehf *e, int fd, const struct ehf_sink *sink) {
    begin(e, sink);
    e->parser = XML_ParserCreateNS("UTF-8", '\n');
    if (!e->parser) {
        return e->rc = KRAV_E_NOMEM;
    }
    ehf_handle_elements(e);
    parse(e, fd);
    XML_ParserFree(e->parser);
    e->parser = NULL;
    if (e->rc == KRAV_OK && !e->stopped && e->kind == EHF_NONE) {
        ehf_fault(e, 0, "the envelope holds no document");
        e->stopped = 1;
    }
    return e->rc;
}

/* ---- recognition ------------------------------------------------------------------------------ */

static int holds(krav_str head, const char *words) {
    return head.len > 0 && memmem(head.ptr, head.len, words, strlen(words)) != NULL;
}

int32_t ehf_recognise(krav_str head) {
    if (holds(head, "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2") ||
        holds(head, "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2")) {
        return 90;
    }
    return holds(head, "namespaces/StandardBusinessDocumentHeader") ? 50 : 0;
}
