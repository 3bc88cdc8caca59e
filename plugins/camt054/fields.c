#include "fields.h"

#include <stdlib.h>
#include <string.h>

#define N "Ntfctn/"
#define SUMMARY N "TxsSummry/"
#define ENTRY N "Ntry/"
#define DETAILS ENTRY "NtryDtls/"
#define TX DETAILS "TxDtls/"
#define PARTIES TX "RltdPties/"
#define STRUCTURED TX "RmtInf/Strd/"

const struct camt_path camt_paths[CAMT_FIELDS] = {
    [CAMT_NOTIFICATION] = {"Ntfctn", CAMT_HOLDS},
    [CAMT_ENTRY] = {N "Ntry", CAMT_HOLDS},
    [CAMT_DETAILS] = {ENTRY "NtryDtls", CAMT_HOLDS},
    [CAMT_TX] = {DETAILS "TxDtls", CAMT_HOLDS},
    [CAMT_STRUCTURED] = {TX "RmtInf/Strd", CAMT_HOLDS},
    [CAMT_BALANCE] = {N "Bal", CAMT_HOLDS},
    [CAMT_MESSAGE_ID] = {"GrpHdr/MsgId", CAMT_ONCE},
    [CAMT_CREATED] = {"GrpHdr/CreDtTm", CAMT_ONCE},
    [CAMT_PAGE] = {"GrpHdr/MsgPgntn/PgNb", CAMT_ONCE},
    [CAMT_IS_LAST_PAGE] = {"GrpHdr/MsgPgntn/LastPgInd", CAMT_ONCE},
    [CAMT_NOTIFICATION_ID] = {N "Id", CAMT_ONCE},
    [CAMT_COPY] = {N "CpyDplctInd", CAMT_ONCE},
    [CAMT_ACCOUNT_IBAN] = {N "Acct/Id/IBAN", CAMT_ONCE},
    [CAMT_ACCOUNT_OTHER] = {N "Acct/Id/Othr/Id", CAMT_ONCE},
    [CAMT_BANK] = {N "Acct/Svcr/FinInstnId/BIC", CAMT_ONCE},
    [CAMT_BANK_08] = {N "Acct/Svcr/FinInstnId/BICFI", CAMT_ONCE},
    [CAMT_ALL_COUNT] = {SUMMARY "TtlNtries/NbOfNtries", CAMT_ONCE},
    [CAMT_ALL_SUM] = {SUMMARY "TtlNtries/Sum", CAMT_ONCE},
    [CAMT_CREDITS_COUNT] = {SUMMARY "TtlCdtNtries/NbOfNtries", CAMT_ONCE},
    [CAMT_CREDITS_SUM] = {SUMMARY "TtlCdtNtries/Sum", CAMT_ONCE},
    [CAMT_DEBITS_COUNT] = {SUMMARY "TtlDbtNtries/NbOfNtries", CAMT_ONCE},
    [CAMT_DEBITS_SUM] = {SUMMARY "TtlDbtNtries/Sum", CAMT_ONCE},
    [CAMT_FROM] = {N "FrToDt/FrDtTm", CAMT_ONCE},
    [CAMT_BALANCE_CODE] = {N "Bal/Tp/CdOrPrtry/Cd", CAMT_ONCE},
    [CAMT_BALANCE_AMOUNT] = {N "Bal/Amt", CAMT_ONCE},
    [CAMT_BALANCE_SIDE] = {N "Bal/CdtDbtInd", CAMT_ONCE},
    [CAMT_BALANCE_DAY] = {N "Bal/Dt/Dt", CAMT_ONCE},
    [CAMT_BALANCE_TIME] = {N "Bal/Dt/DtTm", CAMT_ONCE},
    [CAMT_ENTRY_REF] = {ENTRY "NtryRef", CAMT_ONCE},
    [CAMT_ENTRY_AMOUNT] = {ENTRY "Amt", CAMT_ONCE},
    [CAMT_ENTRY_SIDE] = {ENTRY "CdtDbtInd", CAMT_ONCE},
    [CAMT_ENTRY_REVERSAL] = {ENTRY "RvslInd", CAMT_ONCE},
    [CAMT_STATUS] = {ENTRY "Sts", CAMT_ONCE},
    [CAMT_STATUS_08] = {ENTRY "Sts/Cd", CAMT_ONCE},
    [CAMT_BOOKED] = {ENTRY "BookgDt/Dt", CAMT_ONCE},
    [CAMT_BOOKED_TIME] = {ENTRY "BookgDt/DtTm", CAMT_ONCE},
    [CAMT_VALUE] = {ENTRY "ValDt/Dt", CAMT_ONCE},
    [CAMT_VALUE_TIME] = {ENTRY "ValDt/DtTm", CAMT_ONCE},
    [CAMT_ENTRY_BANK_REF] = {ENTRY "AcctSvcrRef", CAMT_ONCE},
    [CAMT_TYPE] = {ENTRY "BkTxCd/Prtry/Cd", CAMT_ONCE},
    [CAMT_TYPE_ISO] = {ENTRY "BkTxCd/Domn/Fmly/SubFmlyCd", CAMT_ONCE},
    [CAMT_ENTRY_TEXT] = {ENTRY "AddtlNtryInf", CAMT_WORDS},
    [CAMT_BATCH_COUNT] = {DETAILS "Btch/NbOfTxs", CAMT_ONCE},
    [CAMT_BATCH_SUM] = {DETAILS "Btch/TtlAmt", CAMT_ONCE},
    [CAMT_TX_BANK_REF] = {TX "Refs/AcctSvcrRef", CAMT_ONCE},
    [CAMT_TX_ID] = {TX "Refs/TxId", CAMT_ONCE},
    [CAMT_TX_UETR] = {TX "Refs/UETR", CAMT_ONCE},
    [CAMT_TX_CLEARING_REF] = {TX "Refs/ClrSysRef", CAMT_ONCE},
    [CAMT_TX_END_TO_END] = {TX "Refs/EndToEndId", CAMT_WORDS}, /* of money in, the payer's words */
    [CAMT_TX_AMOUNT_08] = {TX "Amt", CAMT_ONCE},
    [CAMT_TX_SIDE_08] = {TX "CdtDbtInd", CAMT_ONCE},
    [CAMT_TX_AMOUNT] = {TX "AmtDtls/TxAmt/Amt", CAMT_ONCE},
    [CAMT_PAYER_NAME] = {PARTIES "Dbtr/Nm", CAMT_WORDS},
    [CAMT_PAYER_NAME_08] = {PARTIES "Dbtr/Pty/Nm", CAMT_WORDS},
    [CAMT_PAYER_IBAN] = {PARTIES "DbtrAcct/Id/IBAN", CAMT_ONCE},
    [CAMT_PAYER_OTHER] = {PARTIES "DbtrAcct/Id/Othr/Id", CAMT_ONCE},
    [CAMT_TEXT] = {TX "RmtInf/Ustrd", CAMT_LIST},
    [CAMT_ACCEPTED] = {TX "RltdDts/AccptncDtTm", CAMT_ONCE},
    [CAMT_RETURN] = {TX "RtrInf/Rsn/Cd", CAMT_ONCE},
    [CAMT_REF_TYPE] = {STRUCTURED "CdtrRefInf/Tp/CdOrPrtry/Cd", CAMT_ONCE},
    [CAMT_REF] = {STRUCTURED "CdtrRefInf/Ref", CAMT_ONCE},
    [CAMT_DOCUMENT_TYPE] = {STRUCTURED "RfrdDocInf/Tp/CdOrPrtry/Cd", CAMT_WORDS},
    [CAMT_DOCUMENT_NO] = {STRUCTURED "RfrdDocInf/Nb", CAMT_WORDS},
    [CAMT_REMITTED] = {STRUCTURED "RfrdDocAmt/RmtdAmt", CAMT_ONCE},
    [CAMT_CREDIT_NOTE] = {STRUCTURED "RfrdDocAmt/CdtNoteAmt", CAMT_ONCE},
    [CAMT_MORE_TEXT] = {STRUCTURED "AddtlRmtInf", CAMT_LIST},
};

const char *camt_path_name(enum camt_field field) {
    const char *slash = strrchr(camt_paths[field].path, '/');
    return slash ? slash + 1 : camt_paths[field].path;
}

static uint16_t find(const struct camt_tree *tree, uint16_t parent, const char *name, size_t len) {
    uint16_t i = tree->nodes[parent].child;
    while (i != 0 && (tree->nodes[i].len != len || memcmp(tree->nodes[i].name, name, len) != 0)) {
        i = tree->nodes[i].next;
    }
    return i;
}

static uint16_t add(struct camt_tree *tree, uint16_t parent, const char *name, size_t len) {
    if (tree->n == CAMT_NODES_MAX) {
        abort(); /* the table above has grown, and CAMT_NODES_MAX has not */
    }
    const uint16_t i = tree->n++;
    tree->nodes[i] = (struct camt_node){
        .name = name, .len = (uint16_t)len, .next = tree->nodes[parent].child, .field = -1};
    tree->nodes[parent].child = i;
    return i;
}

void camt_tree_grow(struct camt_tree *tree) {
    tree->n = 1;
    tree->nodes[0] = (struct camt_node){.name = "", .field = -1};
    for (int field = 0; field < CAMT_FIELDS; field++) {
        const char *at = camt_paths[field].path;
        uint16_t node = 0;
        while (*at) {
            const size_t len = strcspn(at, "/");
            const uint16_t child = find(tree, node, at, len);
            node = child ? child : add(tree, node, at, len);
            at += len + (at[len] == '/');
        }
        tree->nodes[node].field = (int16_t)field;
    }
}

uint16_t camt_tree_child(const struct camt_tree *tree, uint16_t parent, const char *name) {
    return tree->nodes[parent].child == 0 ? 0 : find(tree, parent, name, strlen(name));
}
