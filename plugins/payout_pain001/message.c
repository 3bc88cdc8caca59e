#include "message.h"

#include "krav/easy.h"

#include <inttypes.h>
#include <stdio.h>

#include "batch.h"

#define NAME_MAX_CHARACTERS 70
#define TEXT_MAX_CHARACTERS 140
#define ID_MAX 35
#define KEY_SHOWN 30 /* of the key, in MsgId: 120 bits, and room for "-100" in PmtInfId */
#define AMOUNT "%" PRId64 ".%02d"
#define PARTS(ore) (ore) / 100, (int)((ore) % 100)

struct day { /* YYYY-MM-DD */
    char text[40];
};

static struct day day_text(krav_day day) {
    struct day d;
    int year = 0;
    int month = 0;
    int mday = 0;
    krav_day_split(day, &year, &month, &mday);
    snprintf(d.text, sizeof d.text, "%04d-%02d-%02d", year, month, mday);
    return d;
}

static void account_write(struct xml *x, const char *name, krav_str account) {
    char bban[BATCH_BBAN] = {0};
    (void)batch_account(account, bban);
    xml_open(x, name);
    xml_line(x, "<Id><Othr><Id>%.11s</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>", bban);
    xml_close(x, name);
}

static void header_write(struct xml *x, const struct pain_terms *terms, const krav_call *call,
                         const krav_batch *b) {
    xml_open(x, "GrpHdr");
    xml_line(x, "<MsgId>%.*s</MsgId>", (int)(call->key.len < KEY_SHOWN ? call->key.len : KEY_SHOWN),
             call->key.ptr);
    xml_line(x, "<CreDtTm>%sT00:00:00</CreDtTm>", day_text(call->today).text);
    xml_line(x, "<NbOfTxs>%" PRIu32 "</NbOfTxs>", b->n_transfers);
    xml_line(x, "<CtrlSum>" AMOUNT "</CtrlSum>", PARTS(b->sum));
    xml_open(x, "InitgPty");
    xml_text(x, "Nm", b->from_name, NAME_MAX_CHARACTERS);
    xml_open(x, "Id");
    xml_open(x, "OrgId");
    xml_open(x, "Othr");
    xml_text(x, "Id", terms->customer_id.len > 0 ? terms->customer_id : b->from_org, ID_MAX);
    xml_line(x, "<SchmeNm><Cd>%.*s</Cd></SchmeNm>", (int)terms->scheme.len, terms->scheme.ptr);
    xml_close(x, "Othr");
    xml_close(x, "OrgId");
    xml_close(x, "Id");
    xml_close(x, "InitgPty");
    xml_close(x, "GrpHdr");
}

/* Structured or not, and never both: with a KID the message stays here. */
static void remittance_write(struct xml *x, const krav_transfer *t) {
    if (t->kid.len > 0) {
        xml_line(x, "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
                 "<Ref>%.*s</Ref></CdtrRefInf></Strd></RmtInf>", (int)t->kid.len, t->kid.ptr);
    } else if (batch_has_words(t->message)) {
        xml_open(x, "RmtInf");
        xml_text(x, "Ustrd", t->message, TEXT_MAX_CHARACTERS);
        xml_close(x, "RmtInf");
    }
}

static void transfer_write(struct xml *x, const krav_transfer *t) {
    xml_open(x, "CdtTrfTxInf");
    xml_open(x, "PmtId");
    xml_text(x, "InstrId", t->id, ID_MAX);
    xml_text(x, "EndToEndId", t->id, ID_MAX);
    xml_close(x, "PmtId");
    xml_line(x, "<Amt><InstdAmt Ccy=\"NOK\">" AMOUNT "</InstdAmt></Amt>", PARTS(t->amount));
    xml_open(x, "Cdtr");
    xml_text(x, "Nm", t->to_name, NAME_MAX_CHARACTERS);
    xml_line(x, "<PstlAdr><Ctry>NO</Ctry></PstlAdr>");
    xml_close(x, "Cdtr");
    account_write(x, "CdtrAcct", t->to_account);
    remittance_write(x, t);
    xml_close(x, "CdtTrfTxInf");
}

static void payment_head(struct xml *x, const struct pain_terms *terms, const krav_batch *b,
                         krav_day day) {
    const int is_03 = terms->version == PAIN_03;
    xml_line(x, "<PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl></PmtTpInf>");
    xml_line(x, is_03 ? "<ReqdExctnDt>%s</ReqdExctnDt>" : "<ReqdExctnDt><Dt>%s</Dt></ReqdExctnDt>",
             day_text(day).text);
    xml_open(x, "Dbtr");
    xml_text(x, "Nm", b->from_name, NAME_MAX_CHARACTERS);
    xml_line(x, "<PstlAdr><Ctry>NO</Ctry></PstlAdr>");
    xml_close(x, "Dbtr");
    account_write(x, "DbtrAcct", b->from_account);
    xml_line(x, is_03 ? "<DbtrAgt><FinInstnId><BIC>%.*s</BIC></FinInstnId></DbtrAgt>"
                      : "<DbtrAgt><FinInstnId><BICFI>%.*s</BICFI></FinInstnId></DbtrAgt>",
             (int)terms->bic.len, terms->bic.ptr);
    xml_line(x, "<ChrgBr>SLEV</ChrgBr>");
}

/* The transfers of one day, in the order of the batch. */
static void payment_write(struct xml *x, const struct pain_terms *terms, const krav_call *call,
                          const krav_batch *b, krav_day day, int number) {
    krav_ore sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->n_transfers; i++) {
        const int is_then = batch_day(&b->transfers[i], call->today) == day;
        n += is_then ? 1 : 0;
        sum += is_then ? b->transfers[i].amount : 0;
    }
    xml_open(x, "PmtInf");
    xml_line(x, "<PmtInfId>%.*s-%d</PmtInfId>",
             (int)(call->key.len < KEY_SHOWN ? call->key.len : KEY_SHOWN), call->key.ptr, number);
    xml_line(x, "<PmtMtd>TRF</PmtMtd>");
    xml_line(x, "<BtchBookg>%s</BtchBookg>", terms->batch_booking ? "true" : "false");
    xml_line(x, "<NbOfTxs>%" PRIu32 "</NbOfTxs>", n);
    xml_line(x, "<CtrlSum>" AMOUNT "</CtrlSum>", PARTS(sum));
    payment_head(x, terms, b, day);
    for (uint32_t i = 0; i < b->n_transfers; i++) {
        if (batch_day(&b->transfers[i], call->today) == day) {
            transfer_write(x, &b->transfers[i]);
        }
    }
    xml_close(x, "PmtInf");
}

void message_write(struct xml *x, const struct pain_terms *terms, const krav_call *call,
                   const krav_batch *b) {
    int number = 0;
    xml_line(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    xml_line(x, "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.%02d\">",
             (int)terms->version);
    x->depth++;
    xml_open(x, "CstmrCdtTrfInitn");
    header_write(x, terms, call, b);
    krav_day day = batch_next_day(b, call->today, 0);
    while (day != 0) {
        payment_write(x, terms, call, b, day, ++number);
        day = batch_next_day(b, call->today, day);
    }
    xml_close(x, "CstmrCdtTrfInitn");
    xml_close(x, "Document");
}
