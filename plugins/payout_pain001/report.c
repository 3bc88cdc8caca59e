#include "report.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "report_words.h"

#define CHUNK 65536
#define SPACE "urn:iso:std:iso:20022:tech:xsd:pain.002.001."
#define BODY "Document/CstmrPmtStsRpt/"
#define GROUP BODY "OrgnlGrpInfAndSts/"
#define PART BODY "OrgnlPmtInfAndSts/"
#define TX PART "TxInfAndSts/"

/* Versions .03 and .10 have these at the same places. */
static const char *const paths[REPORT_FIELDS] = {
    [REPORT_ID] = BODY "GrpHdr/MsgId",
    [REPORT_CREATED] = BODY "GrpHdr/CreDtTm",
    [GROUP_ID] = GROUP "OrgnlMsgId",
    [GROUP_NAME] = GROUP "OrgnlMsgNmId",
    [GROUP_STATUS] = GROUP "GrpSts",
    [GROUP_REASON] = GROUP "StsRsnInf/Rsn/Cd",
    [GROUP_REASON_OWN] = GROUP "StsRsnInf/Rsn/Prtry",
    [GROUP_TEXT] = GROUP "StsRsnInf/AddtlInf",
    [PART_ID] = PART "OrgnlPmtInfId",
    [PART_STATUS] = PART "PmtInfSts",
    [PART_REASON] = PART "StsRsnInf/Rsn/Cd",
    [PART_REASON_OWN] = PART "StsRsnInf/Rsn/Prtry",
    [PART_TEXT] = PART "StsRsnInf/AddtlInf",
    [TX_INSTRUCTION] = TX "OrgnlInstrId",
    [TX_END_TO_END] = TX "OrgnlEndToEndId",
    [TX_STATUS] = TX "TxSts",
    [TX_REASON] = TX "StsRsnInf/Rsn/Cd",
    [TX_REASON_OWN] = TX "StsRsnInf/Rsn/Prtry",
    [TX_TEXT] = TX "StsRsnInf/AddtlInf",
    [TX_ACCEPTED] = TX "AccptncDtTm",
    [TX_REFERENCE] = TX "AcctSvcrRef",
    [TX_AMOUNT] = TX "OrgnlTxRef/Amt/InstdAmt",
};

/* ---- what is told ---------------------------------------------------------------------------- */

static int64_t line_of(const struct report *r) {
    return (int64_t)XML_GetCurrentLineNumber(r->parser);
}

static void stop(struct report *r) {
    r->is_stopped = 1;
    XML_StopParser(r->parser, XML_FALSE);
}

/* What was cut is cut between characters. */
__attribute__((format(printf, 3, 0)))
static krav_str said(char *out, size_t size, const char *format, va_list args) {
    const int n = vsnprintf(out, size, format, args);
    size_t len = n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1;
    if (n >= (int)size) {
        while (len > 0 && ((unsigned char)out[len - 1] & 0xc0) == 0x80) {
            len--;
        }
        len -= len > 0 && (unsigned char)out[len - 1] >= 0xc0;
    }
    return (krav_str){out, len};
}

void report_fault(struct report *r, int64_t line, const char *format, ...) {
    char text[512];
    va_list args;
    if (r->is_stopped) {
        return;
    }
    va_start(args, format);
    r->sink->fault(r->sink->ctx, line, said(text, sizeof text, format, args));
    va_end(args);
    if (++r->n_faults == REPORT_FAULTS_MAX) {
        r->sink->fault(r->sink->ctx, line, KRAV_STR("so many faults: the rest is not read"));
        stop(r);
    }
}

void report_remark(struct report *r, int64_t line, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    r->sink->remark(r->sink->ctx, line, said(text, sizeof text, format, args));
    va_end(args);
}

static void refuse_rest(struct report *r, const char *why) {
    report_fault(r, line_of(r), "%s", why);
    if (!r->is_stopped) {
        stop(r);
    }
}

void report_tell(struct report *r, const krav_payout_status *status) {
    if (__builtin_add_overflow(r->sum, status->outcome == KRAV_DONE ? status->amount : 0,
                               &r->sum)) {
        report_fault(r, status->line, "the sum is larger than any bank has");
        return;
    }
    r->n_told++;
    if (r->sink->told && r->rc == KRAV_OK && r->n_faults == 0) {
        r->rc = r->sink->told(r->sink->ctx, status);
        if (r->rc != KRAV_OK) {
            stop(r);
        }
    }
}

/* ---- values ---------------------------------------------------------------------------------- */

static void forget(struct report *r, enum report_field first, enum report_field last) {
    for (int i = (int)first; i <= (int)last; i++) {
        r->values[i].line = 0;
        r->values[i].len = 0;
    }
}

/* Codes and numbers must stand whole; what is for people may be cut. */
static int is_for_people(int field) {
    return field == GROUP_TEXT || field == PART_TEXT || field == TX_TEXT;
}

/* May stand several times: the first counts. */
static int may_repeat(int field) {
    return is_for_people(field) || field == GROUP_REASON || field == GROUP_REASON_OWN ||
           field == PART_REASON || field == PART_REASON_OWN || field == TX_REASON ||
           field == TX_REASON_OWN;
}

static void value_begin(struct report *r, int field) {
    struct report_value *v = &r->values[field];
    if (v->line == 0) {
        v->line = line_of(r);
        r->field = field;
        r->is_blank = 0;
    } else if (!may_repeat(field)) {
        report_fault(r, line_of(r), "%s stands twice", strrchr(paths[field], '/') + 1);
    }
}

static void value_add(struct report *r, const char *bytes, size_t len) {
    struct report_value *v = &r->values[r->field];
    for (size_t i = 0; i < len;) {
        const unsigned char *s = (const unsigned char *)bytes + i;
        size_t n = krav_utf8_at(s, len - i);
        n = n ? n : 1; /* expat gives whole characters; a lone byte would be its fault */
        if (*s == ' ' || krav_utf8_is_control(s)) {
            r->is_blank = v->len > 0;
        } else if (v->len + n + 1 > REPORT_VALUE_MAX) {
            if (!is_for_people(r->field)) {
                report_fault(r, v->line, "%s is over %d bytes", strrchr(paths[r->field], '/') + 1,
                             REPORT_VALUE_MAX);
            }
            r->field = -1;
            return;
        } else {
            if (r->is_blank) {
                v->bytes[v->len++] = ' ';
            }
            memcpy(v->bytes + v->len, s, n);
            v->len += n;
            r->is_blank = 0;
        }
        i += n;
    }
}

/* ---- elements -------------------------------------------------------------------------------- */

static void holder_begin(struct report *r) {
    if (strcmp(r->path, BODY "OrgnlPmtInfAndSts") == 0) {
        forget(r, PART_ID, TX_AMOUNT);
        r->n_parts++;
        r->n_of_part = 0;
    } else if (strcmp(r->path, PART "TxInfAndSts") == 0) {
        forget(r, TX_INSTRUCTION, TX_AMOUNT);
        r->is_euro = 0;
        r->n_of_part++;
    }
}

static void holder_end(struct report *r) {
    if (strcmp(r->path, PART "TxInfAndSts") == 0) {
        report_transfer(r);
    } else if (strcmp(r->path, BODY "OrgnlPmtInfAndSts") == 0) {
        report_part(r);
    } else if (strcmp(r->path, "Document/CstmrPmtStsRpt") == 0) {
        report_group(r);
    }
}

/* The document's own element without its namespace; another's is never one of ours. */
static const char *local_of(struct report *r, const char *name) {
    const char *bar = strrchr(name, '|');
    if (!bar || strncmp(name, SPACE, sizeof SPACE - 1) != 0) {
        return "-";
    }
    if (r->depth == 1 && strncmp(name, SPACE "03|", sizeof SPACE + 2) != 0 &&
        strncmp(name, SPACE "10|", sizeof SPACE + 2) != 0) {
        refuse_rest(r, "a pain.002 of another version than 03 and 10");
    }
    return bar + 1;
}

static void attributes_read(struct report *r, const XML_Char **attributes) {
    for (size_t i = 0; attributes[i]; i += 2) {
        if (strcmp(attributes[i], "Ccy") == 0) {
            r->is_euro = strcmp(attributes[i + 1], "NOK") != 0;
        }
    }
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes) {
    struct report *r = ctx;
    if (r->is_stopped) {
        return; /* the parser may finish what it has begun */
    }
    r->field = -1;
    if (r->depth == REPORT_DEPTH_MAX) {
        refuse_rest(r, "elements stand too deep in one another");
        return;
    }
    r->path_ends[r->depth++] = r->path_len;
    const char *local = local_of(r, name);
    const size_t len = strlen(local);
    if (r->path_len + len + 2 > sizeof r->path) {
        refuse_rest(r, "names of elements are too long");
        return;
    }
    if (r->depth > 1) {
        r->path[r->path_len++] = '/';
    }
    memcpy(r->path + r->path_len, local, len + 1);
    r->path_len += len;
    if (r->depth == 2 && strcmp(r->path, "Document/CstmrPmtStsRpt") != 0) {
        refuse_rest(r, "the document is no report of payments (CstmrPmtStsRpt)");
        return;
    }
    holder_begin(r);
    for (int i = 0; i < REPORT_FIELDS; i++) {
        if (strcmp(r->path, paths[i]) == 0) {
            value_begin(r, i);
            if (i == TX_AMOUNT) {
                attributes_read(r, attributes);
            }
        }
    }
}

static void XMLCALL on_end(void *ctx, const XML_Char *name) {
    struct report *r = ctx;
    (void)name;
    if (r->is_stopped) {
        return;
    }
    r->field = -1;
    holder_end(r);
    r->path_len = r->path_ends[--r->depth];
    r->path[r->path_len] = '\0';
}

static void XMLCALL on_text(void *ctx, const XML_Char *text, int len) {
    struct report *r = ctx;
    if (!r->is_stopped && r->field >= 0) {
        value_add(r, text, (size_t)len);
    }
}

/* Entities could make a small file large; no bank needs them. */
static void XMLCALL on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_subset) {
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    refuse_rest(ctx, "a document type declaration (DTD) is not taken");
}

/* ---- one pass -------------------------------------------------------------------------------- */

static void parse(struct report *r, int fd) {
    int64_t offset = 0;
    ssize_t n = 1;
    while (n > 0 && r->rc == KRAV_OK && !r->is_stopped) {
        void *buffer = XML_GetBuffer(r->parser, CHUNK);
        do {
            n = buffer ? pread(fd, buffer, CHUNK, offset) : -1;
        } while (n < 0 && buffer && errno == EINTR);
        if (n < 0) {
            r->rc = buffer ? KRAV_E_IO : KRAV_E_NOMEM;
            return;
        }
        offset += n;
        if (offset > REPORT_BYTES_MAX) {
            refuse_rest(r, "the file is longer than 64 MiB");
        } else if (XML_ParseBuffer(r->parser, (int)n, n == 0) != XML_STATUS_OK && !r->is_stopped) {
            const enum XML_Error error = XML_GetErrorCode(r->parser);
            if (error == XML_ERROR_NO_MEMORY) {
                r->rc = KRAV_E_NOMEM;
                return;
            }
            report_fault(r, line_of(r), "not well-formed XML: %s", XML_ErrorString(error));
            r->is_stopped = 1;
        }
    }
}

int32_t report_read(struct report *r, int fd, const struct report_sink *sink) {
    memset(r, 0, sizeof *r);
    r->sink = sink;
    r->field = -1;
    r->parser = XML_ParserCreateNS("UTF-8", '|');
    if (!r->parser) {
        return r->rc = KRAV_E_NOMEM;
    }
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    parse(r, fd);
    XML_ParserFree(r->parser);
    r->parser = NULL;
    if (r->rc == KRAV_OK && r->n_underway > 0 && r->n_faults == 0) {
        report_remark(r, 0, "%" PRId64 " of the bank's words change nothing: what they are about is"
                      " on its way", r->n_underway);
    }
    return r->rc;
}

krav_str report_id(const struct report *r) { return report_str(r, REPORT_ID); }

/* Other versions are refused by name: better than by nobody. */
int32_t report_recognise(krav_str head) {
    static const char words[] = "xsd:pain.002.001.";
    return head.len > 0 && memmem(head.ptr, head.len, words, sizeof words - 1) ? 100 : 0;
}
