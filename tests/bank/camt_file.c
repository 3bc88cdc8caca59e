#include "camt_file.h"

#include <inttypes.h>
#include <string.h>

#include "base/check.h"
#include "number.h"

#define BANK "TESTNOKK"
#define AMOUNT "%" PRId64 ".%02d"
#define PARTS(amount) (amount) / 100, (int)((amount) % 100)
#define CREDIT "CRDT"
#define DEBIT "DBIT"

struct camt_file {
    struct buf *out;
    const struct notification *n;
    char day[DAY_TEXT];
    char file_ref[40]; /* "20261120-" and sixteen hex digits */
    int n_refs;        /* given out so far */
    int depth;
};

/* What the bank's book says of an entry. */
static const struct entry_kind {
    const char *side, *family, *type; /* no type: a transfer between banks has none of Nets */
    bool is_reversal;
} with_kid = {CREDIT, "RCDT", "230", false}, with_text = {CREDIT, "RCDT", "233", false},
  taken_back = {DEBIT, "RCDT", "230", true}, transferred = {DEBIT, "ICDT", NULL, false};

struct sums {
    int64_t n_credits, n_debits;
    ore credits, debits;
};

/* ---- XML ------------------------------------------------------------------------------------- */

static void indent(struct camt_file *f) {
    for (int i = 0; i < f->depth; i++) {
        buf_add_str(f->out, "  ");
    }
}

static void open_element(struct camt_file *f, const char *name) {
    indent(f);
    buf_addf(f->out, "<%s>\n", name);
    f->depth++;
}

static void close_element(struct camt_file *f, const char *name) {
    f->depth--;
    indent(f);
    buf_addf(f->out, "</%s>\n", name);
}

/* A line whose content needs no escaping. */
__attribute__((format(printf, 2, 3))) static void line(struct camt_file *f, const char *format,
                                                       ...) {
    va_list args;
    va_start(args, format);
    indent(f);
    buf_vaddf(f->out, format, args);
    buf_add_char(f->out, '\n');
    va_end(args);
}

static void put_escaped(struct buf *out, struct text t) {
    for (size_t i = 0; i < t.len; i++) {
        switch (t.ptr[i]) {
        case '&': buf_add_str(out, "&amp;"); break;
        case '<': buf_add_str(out, "&lt;"); break;
        case '>': buf_add_str(out, "&gt;"); break;
        default: buf_add_char(out, t.ptr[i]); break;
        }
    }
}

/* <name>text</name>, or nothing when the text is absent. */
static void text_line(struct camt_file *f, const char *name, struct text t) {
    if (t.len > 0) {
        indent(f);
        buf_addf(f->out, "<%s>", name);
        put_escaped(f->out, t);
        buf_addf(f->out, "</%s>\n", name);
    }
}

/* ---- parts of an entry ----------------------------------------------------------------------- */

static void ref_line(struct camt_file *f) {
    line(f, "<AcctSvcrRef>%s-%07d</AcctSvcrRef>", f->file_ref, ++f->n_refs);
}

/* The entry's own fields, down to where its details begin. */
static void entry_open(struct camt_file *f, const struct entry_kind *kind, ore amount) {
    open_element(f, "Ntry");
    line(f, "<Amt Ccy=\"NOK\">" AMOUNT "</Amt>", PARTS(amount));
    line(f, "<CdtDbtInd>%s</CdtDbtInd>", kind->side);
    if (kind->is_reversal) {
        line(f, "<RvslInd>true</RvslInd>");
    }
    line(f, "%s", f->n->version == 2 ? "<Sts>BOOK</Sts>" : "<Sts><Cd>BOOK</Cd></Sts>");
    line(f, "<BookgDt><Dt>%s</Dt></BookgDt>", f->day);
    line(f, "<ValDt><Dt>%s</Dt></ValDt>", f->day);
    ref_line(f);
    open_element(f, "BkTxCd");
    line(f, "<Domn><Cd>PMNT</Cd><Fmly><Cd>%s</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn>",
         kind->family);
    if (kind->type) {
        line(f, "<Prtry><Cd>%s</Cd><Issr>NETS</Issr></Prtry>", kind->type);
    }
    close_element(f, "BkTxCd");
    open_element(f, "NtryDtls");
}

static void entry_close(struct camt_file *f) {
    close_element(f, "NtryDtls");
    close_element(f, "Ntry");
}

/* Version .02 has only AmtDtls for a transaction's amount. */
static void amount_lines(struct camt_file *f, ore amount, const char *side) {
    if (f->n->version == 2) {
        line(f, "<AmtDtls><TxAmt><Amt Ccy=\"NOK\">" AMOUNT "</Amt></TxAmt></AmtDtls>",
             PARTS(amount));
    } else {
        line(f, "<Amt Ccy=\"NOK\">" AMOUNT "</Amt>", PARTS(amount));
        line(f, "<CdtDbtInd>%s</CdtDbtInd>", side);
    }
}

static void party_lines(struct camt_file *f, const char *role, struct text name) {
    if (name.len > 0) {
        open_element(f, role);
        if (f->n->version == 2) {
            text_line(f, "Nm", name);
        } else {
            open_element(f, "Pty");
            text_line(f, "Nm", name);
            close_element(f, "Pty");
        }
        close_element(f, role);
    }
}

static void account_line(struct camt_file *f, const char *name, struct text account) {
    if (account.len > 0) {
        line(f, "<%s><Id><Othr><Id>%.*s</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></%s>",
             name, TEXT_ARG(account), name);
    }
}

/* Structured or not, and never both. */
static void remittance_lines(struct camt_file *f, struct text kid, struct text text) {
    if (kid.len > 0) {
        open_element(f, "RmtInf");
        open_element(f, "Strd");
        open_element(f, "CdtrRefInf");
        line(f, "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>");
        text_line(f, "Ref", kid);
        close_element(f, "CdtrRefInf");
        close_element(f, "Strd");
        close_element(f, "RmtInf");
    } else if (text.len > 0) {
        open_element(f, "RmtInf");
        text_line(f, "Ustrd", text);
        close_element(f, "RmtInf");
    }
}

/* ---- payments -------------------------------------------------------------------------------- */

static void payment_lines(struct camt_file *f, const struct payment *p) {
    const char *side = p->is_reversal ? DEBIT : CREDIT;
    char ordered[DAY_TEXT];
    open_element(f, "TxDtls");
    open_element(f, "Refs");
    ref_line(f);
    close_element(f, "Refs");
    amount_lines(f, p->amount, side);
    if (p->from_name.len > 0 || p->from_account.len > 0) {
        open_element(f, "RltdPties");
        party_lines(f, "Dbtr", p->from_name);
        account_line(f, "DbtrAcct", p->from_account);
        close_element(f, "RltdPties");
    }
    remittance_lines(f, p->kid, p->text);
    if (p->ordered != DAY_NONE) {
        line(f, "<RltdDts><AccptncDtTm>%sT12:00:00</AccptncDtTm></RltdDts>",
             day_format(p->ordered, ordered));
    }
    close_element(f, "TxDtls");
}

static bool is_in_lump(const struct payment *p) { return p->kid.len > 0 && !p->is_reversal; }

static void lump_lines(struct camt_file *f, const struct payments *p) {
    int64_t n = 0;
    ore sum = 0;
    for (size_t i = 0; i < p->n; i++) {
        n += is_in_lump(&p->items[i]) ? 1 : 0;
        sum = is_in_lump(&p->items[i]) ? money_add(sum, p->items[i].amount) : sum;
    }
    if (n == 0) {
        return;
    }
    entry_open(f, &with_kid, sum);
    line(f, "<Btch><NbOfTxs>%" PRId64 "</NbOfTxs><TtlAmt Ccy=\"NOK\">" AMOUNT "</TtlAmt>"
         "<CdtDbtInd>" CREDIT "</CdtDbtInd></Btch>", n, PARTS(sum));
    for (size_t i = 0; i < p->n; i++) {
        if (is_in_lump(&p->items[i])) {
            payment_lines(f, &p->items[i]);
        }
    }
    entry_close(f);
}

static void payments_lines(struct camt_file *f) {
    const struct payments *p = &f->n->payments;
    lump_lines(f, p);
    for (size_t i = 0; i < p->n; i++) {
        const struct payment *pay = &p->items[i];
        if (!is_in_lump(pay)) {
            entry_open(f, pay->is_reversal ? &taken_back : &with_text, pay->amount);
            payment_lines(f, pay);
            entry_close(f);
        }
    }
}

/* ---- transfers ------------------------------------------------------------------------------- */

static void transfer_lines(struct camt_file *f, const struct transfer *t) {
    entry_open(f, &transferred, t->amount);
    open_element(f, "TxDtls");
    open_element(f, "Refs");
    ref_line(f);
    text_line(f, "PmtInfId", t->payment_info);
    text_line(f, "InstrId", t->instruction);
    text_line(f, "EndToEndId", t->end_to_end);
    close_element(f, "Refs");
    amount_lines(f, t->amount, DEBIT);
    open_element(f, "RltdPties");
    party_lines(f, "Cdtr", t->to_name);
    account_line(f, "CdtrAcct", t->to_account);
    close_element(f, "RltdPties");
    remittance_lines(f, t->kid, t->text);
    close_element(f, "TxDtls");
    entry_close(f);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static struct sums sums_of(const struct notification *n) {
    struct sums s = {0};
    bool has_lump = false;
    for (size_t i = 0; i < n->payments.n; i++) {
        const struct payment *p = &n->payments.items[i];
        ore *sum = p->is_reversal ? &s.debits : &s.credits;
        *sum = money_add(*sum, p->amount);
        s.n_debits += p->is_reversal ? 1 : 0;
        s.n_credits += !p->is_reversal && !is_in_lump(p) ? 1 : 0;
        has_lump = has_lump || is_in_lump(p);
    }
    s.n_credits += has_lump ? 1 : 0;
    for (size_t i = 0; i < n->n_transfers; i++) {
        s.n_debits++;
        s.debits = money_add(s.debits, n->transfers[i]->amount);
    }
    return s;
}

static uint64_t content_of(const struct notification *n) {
    uint64_t hash = draw_number(draw_text(DRAW_START, n->account), n->booked);
    for (size_t i = 0; i < n->payments.n; i++) {
        const struct payment *p = &n->payments.items[i];
        hash = draw_number(draw_number(hash, p->amount), p->ordered);
        hash = draw_number(hash, p->is_reversal);
        hash = draw_text(draw_text(hash, p->kid), p->text);
        hash = draw_text(draw_text(hash, p->from_account), p->from_name);
    }
    for (size_t i = 0; i < n->n_transfers; i++) {
        const struct transfer *t = n->transfers[i];
        hash = draw_text(draw_number(hash, t->amount), t->end_to_end);
        hash = draw_text(draw_text(hash, t->payment_info), t->to_account);
    }
    return draw_end(hash);
}

static void summary_lines(struct camt_file *f) {
    const struct sums s = sums_of(f->n);
    const ore all = money_add(s.credits, s.debits);
    open_element(f, "TxsSummry");
    line(f, "<TtlNtries><NbOfNtries>%" PRId64 "</NbOfNtries><Sum>" AMOUNT "</Sum></TtlNtries>",
         s.n_credits + s.n_debits, PARTS(all));
    line(f, "<TtlCdtNtries><NbOfNtries>%" PRId64 "</NbOfNtries><Sum>" AMOUNT
         "</Sum></TtlCdtNtries>", s.n_credits, PARTS(s.credits));
    line(f, "<TtlDbtNtries><NbOfNtries>%" PRId64 "</NbOfNtries><Sum>" AMOUNT
         "</Sum></TtlDbtNtries>", s.n_debits, PARTS(s.debits));
    close_element(f, "TxsSummry");
}

static void head_lines(struct camt_file *f) {
    open_element(f, "GrpHdr");
    line(f, "<MsgId>%s-M</MsgId>", f->file_ref);
    line(f, "<CreDtTm>%sT17:30:00</CreDtTm>", f->day);
    close_element(f, "GrpHdr");
}

static void account_lines(struct camt_file *f) {
    const char *bic = f->n->version == 2 ? "BIC" : "BICFI";
    open_element(f, "Acct");
    line(f, "<Id><Othr><Id>%.*s</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>",
         TEXT_ARG(f->n->account));
    line(f, "<Ccy>NOK</Ccy>");
    line(f, "<Svcr><FinInstnId><%s>" BANK "</%s></FinInstnId></Svcr>", bic, bic);
    close_element(f, "Acct");
}

void camt_file_write(struct buf *out, const struct notification *n) {
    ensure(n->version == 2 || n->version == 8);
    struct camt_file f = {.out = out, .n = n};
    struct buf ref;
    const struct ymd at = day_ymd(n->booked);
    buf_init(&ref, sizeof f.file_ref - 1);
    buf_addf(&ref, "%04d%02d%02d-%016" PRIx64, at.year, at.month, at.day, content_of(n));
    memcpy(f.file_ref, ref.ptr, ref.len);
    buf_fini(&ref);
    (void)day_format(n->booked, f.day);
    line(&f, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    line(&f, "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.%02d\">", n->version);
    f.depth++;
    open_element(&f, "BkToCstmrDbtCdtNtfctn");
    head_lines(&f);
    open_element(&f, "Ntfctn");
    line(&f, "<Id>%s-N</Id>", f.file_ref);
    line(&f, "<CreDtTm>%sT17:30:00</CreDtTm>", f.day);
    account_lines(&f);
    summary_lines(&f);
    payments_lines(&f);
    for (size_t i = 0; i < n->n_transfers; i++) {
        transfer_lines(&f, n->transfers[i]);
    }
    close_element(&f, "Ntfctn");
    close_element(&f, "BkToCstmrDbtCdtNtfctn");
    close_element(&f, "Document");
}
