#include "statement_file.h"

#include <inttypes.h>

#include "number.h"

#define AMOUNT "%" PRId64 ".%02d"
#define PARTS(a) ((a) < 0 ? -(a) : (a)) / 100, (int)(((a) < 0 ? -(a) : (a)) % 100)
#define SIDE(a) ((a) < 0 ? "DBIT" : "CRDT")

/* ---- lines ----------------------------------------------------------------------------------- */

static struct text field(struct text *rest) {
    struct text t;
    if (!text_cut(rest, '\t', &t)) {
        return (struct text){NULL, 0};
    }
    t = text_trim(t);
    return text_is(t, "-") ? (struct text){NULL, 0} : t;
}

static void line_read(struct text rest, int number, struct account_statement *s,
                      struct faults *faults) {
    struct account_line l = {0};
    const struct text on = field(&rest), amount = field(&rest);
    if (!day_parse(on, &l.day) || l.day < s->from || l.day > s->to) {
        faults_add(faults, "line %d: %.*s: not a day of this statement", number, TEXT_ARG(on));
    }
    if (!text_to_i64(amount, &l.amount) || l.amount == 0 || l.amount > MONEY_MAX ||
        l.amount < -MONEY_MAX) {
        faults_add(faults, "line %d: %.*s: not whole øre", number, TEXT_ARG(amount));
    }
    l.kid = field(&rest);
    l.id = field(&rest);
    l.words = field(&rest);
    l.is_lump = text_is(l.words, "lump");
    if (!text_is_utf8(l.words) || text_has_control(l.words) || text_has_control(l.id) ||
        (l.kid.len > 0 && !kid_is_like(l.kid))) {
        faults_add(faults, "line %d: KID, ID or words are not plain", number);
    }
    s->lines[s->n++] = l;
}

void account_lines_read(struct text input, struct account_statement *s, struct arena *arena,
                        struct faults *faults) {
    struct text rest = input, text;
    size_t n = 1;
    while (text_cut(&rest, '\n', &text)) {
        n++;
    }
    s->lines = arena_take_n(arena, n, sizeof *s->lines);
    for (int number = 1; text_cut(&input, '\n', &text); number++) {
        if (text_trim(text).len > 0) {
            line_read(text, number, s, faults);
        }
    }
}

ore statement_closing(const struct account_statement *s) {
    ore sum = s->opening;
    for (size_t i = 0; i < s->n; i++) {
        sum = money_add(sum, s->lines[i].amount);
    }
    return sum;
}

/* ---- the file -------------------------------------------------------------------------------- */

static void put_text(struct buf *out, const char *before, struct text t, const char *after) {
    if (t.len == 0) {
        return;
    }
    buf_add_str(out, before);
    for (size_t i = 0; i < t.len; i++) {
        const char c = t.ptr[i];
        c == '&'   ? buf_add_str(out, "&amp;")
        : c == '<' ? buf_add_str(out, "&lt;")
                   : buf_add_char(out, c);
    }
    buf_add_str(out, after);
}

static void balance(struct buf *out, const char *code, ore amount, day on) {
    char text[DAY_TEXT];
    buf_addf(out, "      <Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy=\"NOK\">" AMOUNT
             "</Amt><CdtDbtInd>%s</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>\n", code, PARTS(amount),
             SIDE(amount), day_format(on, text));
}

static void entry_begin(struct buf *out, const struct account_statement *s, ore amount, day on) {
    char text[DAY_TEXT];
    buf_addf(out, "      <Ntry><Amt Ccy=\"NOK\">" AMOUNT "</Amt><CdtDbtInd>%s</CdtDbtInd>%s",
             PARTS(amount), SIDE(amount),
             s->version == 2 ? "<Sts>BOOK</Sts>" : "<Sts><Cd>BOOK</Cd></Sts>");
    buf_addf(out, "<BookgDt><Dt>%s</Dt></BookgDt>", day_format(on, text));
}

static void type(struct buf *out, const char *code) {
    buf_addf(out, "<BkTxCd><Domn><Cd>ACMT</Cd><Fmly><Cd>MDOP</Cd><SubFmlyCd>%s</SubFmlyCd></Fmly>"
             "</Domn></BkTxCd>", code);
}

static void entry(struct buf *out, const struct account_statement *s,
                  const struct account_line *l) {
    entry_begin(out, s, l->amount, l->day);
    if (text_is(l->words, "fee") || text_is(l->words, "interest")) {
        type(out, text_is(l->words, "fee") ? "CHRG" : "INTR");
    }
    if (l->kid.len > 0 || l->id.len > 0) {
        buf_add_str(out, "<NtryDtls><TxDtls>");
        put_text(out, "<Refs><EndToEndId>", l->id, "</EndToEndId></Refs>");
        put_text(out, "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>",
                 l->kid, "</Ref></CdtrRefInf></Strd></RmtInf>");
        buf_add_str(out, "</TxDtls></NtryDtls>");
    }
    put_text(out, "<AddtlNtryInf>", l->words, "</AddtlNtryInf>");
    buf_add_str(out, "</Ntry>\n");
}

/* All of one day, at the first of them; the second and later have been told. */
static void lump(struct buf *out, const struct account_statement *s, size_t first) {
    const day on = s->lines[first].day;
    ore sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        const bool is_of_it = s->lines[i].is_lump && s->lines[i].day == on;
        if (is_of_it && i < first) {
            return;
        }
        sum = is_of_it ? money_add(sum, s->lines[i].amount) : sum;
    }
    if (sum != 0) {
        entry_begin(out, s, sum, on);
        buf_add_str(out, "<BkTxCd><Prtry><Cd>230</Cd><Issr>NETS</Issr></Prtry></BkTxCd></Ntry>\n");
    }
}

void statement_file_write(struct buf *out, const struct account_statement *s) {
    char from[DAY_TEXT], to[DAY_TEXT];
    day_format(s->from, from);
    day_format(s->to, to);
    buf_addf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\""
             "urn:iso:std:iso:20022:tech:xsd:camt.053.001.%02d\">\n  <BkToCstmrStmt>\n", s->version);
    buf_addf(out, "    <GrpHdr><MsgId>%s-S</MsgId><CreDtTm>%sT23:30:00</CreDtTm></GrpHdr>\n", to, to);
    buf_addf(out, "    <Stmt>\n      <Id>%s--%s</Id>\n      <FrToDt><FrDtTm>%sT00:00:00</FrDtTm>"
             "<ToDtTm>%sT23:59:59</ToDtTm></FrToDt>\n", from, to, from, to);
    buf_addf(out, "      <Acct><Id><Othr><Id>%.*s</Id></Othr></Id><Ccy>NOK</Ccy></Acct>\n",
             TEXT_ARG(s->account));
    balance(out, "OPBD", s->opening, s->from);
    balance(out, "CLBD", statement_closing(s), s->to);
    for (size_t i = 0; i < s->n; i++) {
        if (s->lines[i].is_lump) {
            lump(out, s, i);
        } else {
            entry(out, s, &s->lines[i]);
        }
    }
    buf_add_str(out, "    </Stmt>\n  </BkToCstmrStmt>\n</Document>\n");
}
