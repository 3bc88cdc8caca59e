#include "pain_file.h"

#include <expat.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "number.h"

#define SPACE "urn:iso:std:iso:20022:tech:xsd:pain.001.001."
#define BODY "Document/CstmrCdtTrfInitn/"
#define PAYMENT BODY "PmtInf/"
#define TRANSFER PAYMENT "CdtTrfTxInf/"
#define PATH_BYTES_MAX 512
#define VALUE_BYTES_MAX 1024

/* In the order of what holds them, so that each holder's can be forgotten at once. */
enum pain_field {
    FILE_MESSAGE,
    FILE_COUNT,
    FILE_SUM,
    PAYMENT_ID,
    PAYMENT_COUNT,
    PAYMENT_SUM,
    PAYMENT_DAY,
    PAYMENT_BBAN,
    PAYMENT_IBAN,
    TRANSFER_INSTRUCTION,
    TRANSFER_END_TO_END,
    TRANSFER_AMOUNT,
    TRANSFER_NAME,
    TRANSFER_BBAN,
    TRANSFER_IBAN,
    TRANSFER_REF_TYPE,
    TRANSFER_REF,
    TRANSFER_TEXT,
    PAIN_FIELDS
};

static const struct {
    const char *path;
    enum pain_field field;
    int version; /* 0 = both */
} paths[] = {
    {BODY "GrpHdr/MsgId", FILE_MESSAGE, 0},
    {BODY "GrpHdr/NbOfTxs", FILE_COUNT, 0},
    {BODY "GrpHdr/CtrlSum", FILE_SUM, 0},
    {PAYMENT "PmtInfId", PAYMENT_ID, 0},
    {PAYMENT "NbOfTxs", PAYMENT_COUNT, 0},
    {PAYMENT "CtrlSum", PAYMENT_SUM, 0},
    {PAYMENT "ReqdExctnDt", PAYMENT_DAY, 3},
    {PAYMENT "ReqdExctnDt/Dt", PAYMENT_DAY, 9},
    {PAYMENT "DbtrAcct/Id/Othr/Id", PAYMENT_BBAN, 0},
    {PAYMENT "DbtrAcct/Id/IBAN", PAYMENT_IBAN, 0},
    {TRANSFER "PmtId/InstrId", TRANSFER_INSTRUCTION, 0},
    {TRANSFER "PmtId/EndToEndId", TRANSFER_END_TO_END, 0},
    {TRANSFER "Amt/InstdAmt", TRANSFER_AMOUNT, 0},
    {TRANSFER "Cdtr/Nm", TRANSFER_NAME, 0},
    {TRANSFER "CdtrAcct/Id/Othr/Id", TRANSFER_BBAN, 0},
    {TRANSFER "CdtrAcct/Id/IBAN", TRANSFER_IBAN, 0},
    {TRANSFER "RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Cd", TRANSFER_REF_TYPE, 0},
    {TRANSFER "RmtInf/Strd/CdtrRefInf/Ref", TRANSFER_REF, 0},
    {TRANSFER "RmtInf/Ustrd", TRANSFER_TEXT, 0},
};
#define N_PATHS (sizeof paths / sizeof paths[0])

struct total {
    int64_t n;
    ore sum;
};

struct pain {
    XML_Parser parser;
    struct arena *arena;
    struct faults *faults;
    struct pain_file *file;
    int version;      /* 3 or 9 */
    bool is_stopped;  /* the rest cannot be read */
    char path[PATH_BYTES_MAX];
    size_t path_len;
    int at;           /* the row of `paths` whose text is being read; -1 = none */
    char value[VALUE_BYTES_MAX];
    size_t value_len;
    struct text values[PAIN_FIELDS]; /* absent = it has not stood there */
    struct total of_file, of_payment;
    size_t payment_first; /* the first transfer of the PmtInf at hand */
};

FORMAT(2, 3) static void fault(struct pain *p, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const struct text why = arena_vprintf(p->arena, format, args);
    va_end(args);
    faults_add(p->faults, "line %lu: %.*s",
               (unsigned long)XML_GetCurrentLineNumber(p->parser), TEXT_ARG(why));
}

static void stop(struct pain *p) {
    p->is_stopped = true;
    (void)XML_StopParser(p->parser, XML_FALSE);
}

static void forget(struct pain *p, enum pain_field first, enum pain_field last) {
    for (int i = (int)first; i <= (int)last; i++) {
        p->values[i] = (struct text){NULL, 0};
    }
}

/* ---- values ---------------------------------------------------------------------------------- */

/* "1250.00", "1250" or "0.5", as ISO 20022 writes amounts. */
static bool amount_of(struct text t, ore *amount) {
    const bool is_plain = t.len > 0 && !memchr(t.ptr, ',', t.len) && !memchr(t.ptr, ' ', t.len);
    return is_plain && money_parse(t, amount) && *amount >= 0;
}

static void check_totals(struct pain *p, enum pain_field count, enum pain_field sum,
                         struct total found) {
    int64_t n = 0;
    ore amount = 0;
    if (!text_to_i64(p->values[count], &n) || n != found.n) {
        fault(p, "NbOfTxs is \"%.*s\", but there are %" PRId64, TEXT_ARG(p->values[count]),
              found.n);
    }
    if (p->values[sum].ptr && (!amount_of(p->values[sum], &amount) || amount != found.sum)) {
        fault(p, "CtrlSum is \"%.*s\", but the transfers are %" PRId64 ".%02d",
              TEXT_ARG(p->values[sum]), found.sum / 100, (int)(found.sum % 100));
    }
}

static struct text account_in(struct pain *p, const char *of, enum pain_field bban,
                              enum pain_field iban) {
    const struct text text = p->values[iban].ptr ? p->values[iban] : p->values[bban];
    const struct text account = account_of(text);
    if (!account.ptr) {
        fault(p, "%s \"%.*s\": not a Norwegian account", of, TEXT_ARG(text));
    }
    return account;
}

/* ---- transfers and what holds them ----------------------------------------------------------- */

static struct transfer *transfer_add(struct pain *p) {
    struct pain_file *file = p->file;
    if (file->n == TRANSFERS_MAX) {
        fault(p, "more than %d transfers", TRANSFERS_MAX);
        stop(p);
        return NULL;
    }
    if ((file->n & (file->n - 1)) == 0) { /* full at each power of two */
        struct transfer *more = arena_take_n(p->arena, file->n > 0 ? 2 * file->n : 1, sizeof *more);
        if (file->n > 0) {
            memcpy(more, file->transfers, file->n * sizeof *more);
        }
        file->transfers = more;
    }
    return &file->transfers[file->n++];
}

static void transfer_end(struct pain *p) {
    struct transfer *t = transfer_add(p);
    if (!t) {
        return;
    }
    const struct text ref = p->values[TRANSFER_REF];
    t->instruction = p->values[TRANSFER_INSTRUCTION];
    t->end_to_end = p->values[TRANSFER_END_TO_END];
    t->to_name = p->values[TRANSFER_NAME];
    t->text = p->values[TRANSFER_TEXT];
    t->kid = ref;
    t->to_account = account_in(p, "CdtrAcct", TRANSFER_BBAN, TRANSFER_IBAN);
    if (t->end_to_end.len < 1 || t->end_to_end.len > 35) {
        fault(p, "EndToEndId is missing or longer than 35 characters");
    }
    if (!amount_of(p->values[TRANSFER_AMOUNT], &t->amount) || t->amount < 1) {
        fault(p, "InstdAmt \"%.*s\": not an amount above zero",
              TEXT_ARG(p->values[TRANSFER_AMOUNT]));
    }
    if (t->to_name.len == 0) {
        fault(p, "the creditor has no name");
    }
    if (ref.ptr && (!text_is(p->values[TRANSFER_REF_TYPE], "SCOR") || !kid_fits(ref))) {
        fault(p, "Ref \"%.*s\": not a KID of the type SCOR", TEXT_ARG(ref));
    }
    if (ref.ptr && t->text.ptr) {
        fault(p, "the transfer has both a KID and a text");
    }
    p->of_payment.n++;
    p->of_payment.sum += t->amount; /* bounded: TRANSFERS_MAX times MONEY_MAX */
    forget(p, TRANSFER_INSTRUCTION, TRANSFER_TEXT);
}

/* What a PmtInf says of all its transfers. */
static void payment_end(struct pain *p) {
    struct pain_file *file = p->file;
    day on = DAY_NONE;
    if (!day_parse(p->values[PAYMENT_DAY], &on)) {
        fault(p, "ReqdExctnDt \"%.*s\": not a day as version %02d has it",
              TEXT_ARG(p->values[PAYMENT_DAY]), p->version);
    }
    const struct text account = account_in(p, "DbtrAcct", PAYMENT_BBAN, PAYMENT_IBAN);
    if (file->account.ptr && account.ptr && !text_eq(file->account, account)) {
        fault(p, "DbtrAcct %.*s: the file takes money from %.*s already, and one account is what"
              " a notification is of", TEXT_ARG(account), TEXT_ARG(file->account));
    }
    file->account = account;
    for (size_t i = p->payment_first; i < file->n; i++) {
        file->transfers[i].on = on;
        file->transfers[i].payment_info = p->values[PAYMENT_ID];
    }
    p->payment_first = file->n;
    check_totals(p, PAYMENT_COUNT, PAYMENT_SUM, p->of_payment);
    p->of_file.n += p->of_payment.n;
    p->of_file.sum += p->of_payment.sum;
    p->of_payment = (struct total){0, 0};
    forget(p, PAYMENT_ID, PAYMENT_IBAN);
}

/* ---- elements -------------------------------------------------------------------------------- */

static int row_of(const struct pain *p) {
    for (size_t i = 0; i < N_PATHS; i++) {
        if (strcmp(p->path, paths[i].path) == 0 &&
            (paths[i].version == 0 || paths[i].version == p->version)) {
            return (int)i;
        }
    }
    return -1;
}

/* The parser gives "namespace\nlocal". */
static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes) {
    struct pain *p = data;
    const char *feed = strchr(name, '\n');
    const char *local = feed ? feed + 1 : name;
    const size_t len = strlen(local);
    if (p->path_len == 0) {
        p->version = strcmp(name, SPACE "03\nDocument") == 0   ? 3
                     : strcmp(name, SPACE "09\nDocument") == 0 ? 9
                                                               : 0;
    }
    if (p->version == 0 || p->path_len + len + 2 > sizeof p->path) {
        fault(p, p->version == 0 ? "not a Document of " SPACE "03 or .09" : "elements too deep");
        stop(p);
        return;
    }
    if (p->path_len > 0) {
        p->path[p->path_len++] = '/';
    }
    memcpy(p->path + p->path_len, local, len + 1);
    p->path_len += len;
    p->at = row_of(p);
    p->value_len = 0;
    if (p->at >= 0 && paths[p->at].field == TRANSFER_AMOUNT &&
        (!attributes[0] || strcmp(attributes[0], "Ccy") != 0 ||
         strcmp(attributes[1], "NOK") != 0)) {
        fault(p, "InstdAmt is not in NOK");
    }
}

static void XMLCALL on_text(void *data, const XML_Char *bytes, int len) {
    struct pain *p = data;
    if (p->at < 0) {
        return;
    }
    if (p->value_len + (size_t)len > sizeof p->value) {
        fault(p, "%s is longer than %d bytes", p->path, VALUE_BYTES_MAX);
        p->at = -1;
        return;
    }
    for (int i = 0; i < len; i++) { /* a line end in a name is a blank */
        p->value[p->value_len++] = (unsigned char)bytes[i] < ' ' ? ' ' : bytes[i];
    }
}

static void XMLCALL on_end(void *data, const XML_Char *name) {
    struct pain *p = data;
    (void)name;
    if (p->is_stopped) {
        return;
    }
    if (p->at >= 0) {
        struct text *value = &p->values[paths[p->at].field];
        if (value->ptr) {
            fault(p, "%s stands twice", p->path);
        }
        *value = arena_text(p->arena, text_trim((struct text){p->value, p->value_len}));
    } else if (strcmp(p->path, BODY "PmtInf/CdtTrfTxInf") == 0) {
        transfer_end(p);
    } else if (strcmp(p->path, BODY "PmtInf") == 0) {
        payment_end(p);
    } else if (strcmp(p->path, "Document/CstmrCdtTrfInitn") == 0) {
        check_totals(p, FILE_COUNT, FILE_SUM, p->of_file);
        p->file->message = p->values[FILE_MESSAGE];
    }
    p->at = -1;
    const char *slash = strrchr(p->path, '/');
    p->path_len = slash ? (size_t)(slash - p->path) : 0;
    p->path[p->path_len] = '\0';
}

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int has_internal) {
    struct pain *p = data;
    (void)name;
    (void)system;
    (void)public;
    (void)has_internal;
    fault(p, "a document type declaration is not taken");
    stop(p);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static int by_identity(const void *a, const void *b) {
    const struct transfer *const *x = a;
    const struct transfer *const *y = b;
    return text_cmp((*x)->end_to_end, (*y)->end_to_end);
}

static void check_identities(struct pain *p) {
    const struct pain_file *file = p->file;
    const struct transfer **sorted = arena_take_n(p->arena, file->n + 1, sizeof(void *));
    for (size_t i = 0; i < file->n; i++) {
        sorted[i] = &file->transfers[i];
    }
    qsort(sorted, file->n, sizeof(void *), by_identity);
    for (size_t i = 1; i < file->n; i++) {
        if (text_eq(sorted[i - 1]->end_to_end, sorted[i]->end_to_end)) {
            faults_add(p->faults, "two transfers have the EndToEndId \"%.*s\"",
                       TEXT_ARG(sorted[i]->end_to_end));
        }
    }
}

void pain_file_read(struct text xml, struct arena *arena, struct faults *faults,
                    struct pain_file *out) {
    *out = (struct pain_file){0};
    struct pain *p = arena_take(arena, sizeof *p);
    *p = (struct pain){.parser = XML_ParserCreateNS("UTF-8", '\n'), .arena = arena,
                       .faults = faults, .file = out, .at = -1};
    ensure(p->parser != NULL && xml.len <= INT32_MAX);
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    if (XML_Parse(p->parser, xml.ptr, (int)xml.len, XML_TRUE) != XML_STATUS_OK &&
        !p->is_stopped) {
        fault(p, "not whole XML: %s", XML_ErrorString(XML_GetErrorCode(p->parser)));
    } else if (!p->is_stopped) {
        check_identities(p);
        if (out->n == 0) {
            faults_add(faults, "holds no transfers");
        }
    }
    XML_ParserFree(p->parser);
}
