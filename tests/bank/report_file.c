#include "report_file.h"

#include <inttypes.h>
#include <string.h>

/* Reasons are words of a command line: what XML would read as its own goes. */
static void add_plain(struct buf *out, struct text t) {
    for (size_t i = 0; i < t.len; i++) {
        buf_addf(out, "%c", strchr("<>&\"'", t.ptr[i]) ? ' ' : t.ptr[i]);
    }
}

static void line_write(struct buf *out, const struct report_line *l, const char *on) {
    const struct transfer *t = l->transfer;
    struct text code, rest = l->reason;
    buf_addf(out, "<TxInfAndSts><OrgnlInstrId>%.*s</OrgnlInstrId><OrgnlEndToEndId>%.*s"
             "</OrgnlEndToEndId><TxSts>%s</TxSts>", TEXT_ARG(t->instruction),
             TEXT_ARG(t->end_to_end), l->status);
    if (rest.len > 0) {
        if (!text_cut(&rest, ' ', &code)) {
            code = l->reason;
            rest = (struct text){NULL, 0};
        }
        buf_addf(out, "<StsRsnInf><Rsn><Cd>");
        add_plain(out, code);
        buf_addf(out, "</Cd></Rsn>");
        if (rest.len > 0) {
            buf_addf(out, "<AddtlInf>");
            add_plain(out, rest);
            buf_addf(out, "</AddtlInf>");
        }
        buf_addf(out, "</StsRsnInf>");
    }
    buf_addf(out, "<AccptncDtTm>%sT09:00:00</AccptncDtTm><OrgnlTxRef><Amt><InstdAmt Ccy=\"NOK\">%"
             PRId64 ".%02d</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>\n", on, t->amount / 100,
             (int)(t->amount % 100));
}

void report_file_write(struct buf *out, const struct status_report *r) {
    char on[DAY_TEXT];
    (void)day_format(r->on, on);
    buf_addf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"><CstmrPmtStsRpt>\n"
             "<GrpHdr><MsgId>P2-%s-%.*s</MsgId><CreDtTm>%sT10:00:00</CreDtTm></GrpHdr>\n"
             "<OrgnlGrpInfAndSts><OrgnlMsgId>%.*s</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId>"
             "<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\n", on,
             TEXT_ARG(text_head(r->message, 12)), on, TEXT_ARG(r->message));
    for (size_t i = 0; i < r->n;) {
        const struct text part = r->lines[i].transfer->payment_info;
        buf_addf(out, "<OrgnlPmtInfAndSts><OrgnlPmtInfId>%.*s</OrgnlPmtInfId>\n", TEXT_ARG(part));
        for (; i < r->n && text_eq(r->lines[i].transfer->payment_info, part); i++) {
            line_write(out, &r->lines[i], on);
        }
        buf_addf(out, "</OrgnlPmtInfAndSts>\n");
    }
    buf_addf(out, "</CstmrPmtStsRpt></Document>\n");
}
