#include "columns.h"

#include "krav/easy.h"

#define FOLDED_MAX 64

#define CLAIM ROW_CLAIM
#define OTHER (ROW_CREDIT_NOTE | ROW_DIRECT_PAYMENT)
#define FACT (CLAIM | OTHER)
#define ANY (FACT | ROW_TOTAL)

#define AT(field) offsetof(struct erp_row, field)

/* Text that says nothing about a credit note may stand in its row all the same, as exporters
 * fill what they know.  Money and days may not: there they would be read and not used. */
const struct column columns[] = {
    {"record", "post rad radtype ", COLUMN_RECORD, 0, ANY, AT(kind)},
    {"source_id", "kravid krav_id referanse lopenr ", COLUMN_TEXT, OTHER | ROW_TOTAL, ANY,
     AT(claim.source_id)},
    {"creditor_org", "kreditor_orgnr oppdragsgiver_orgnr kreditor ", COLUMN_ORG, FACT, ANY,
     AT(claim.creditor_org)},
    {"invoice_no", "fakturanr fakturanummer faktura_nr ", COLUMN_TEXT, OTHER, ANY,
     AT(claim.invoice_no)},
    {"department", "avdeling ", COLUMN_TEXT, 0, FACT, AT(claim.department)},
    {"portfolio", "portefolje ", COLUMN_TEXT, 0, FACT, AT(claim.portfolio)},
    {"creditor_ref", "kreditor_ref kundenr kundenummer ", COLUMN_TEXT, 0, FACT,
     AT(claim.creditor_ref)},
    {"debtor_kind", "skyldnertype kundetype ", COLUMN_DEBTOR, CLAIM, FACT, AT(claim.debtor_kind)},
    {"debtor_id", "fodselsnr fodselsnummer orgnr organisasjonsnummer skyldner_id ", COLUMN_TEXT, 0,
     FACT, AT(claim.debtor_id)},
    {"debtor_name", "navn skyldner kundenavn ", COLUMN_TEXT, CLAIM, FACT, AT(claim.debtor_name)},
    {"address1", "adresse adresse1 ", COLUMN_TEXT, 0, FACT, AT(claim.address1)},
    {"address2", "adresse2 ", COLUMN_TEXT, 0, FACT, AT(claim.address2)},
    {"postcode", "postnr postnummer ", COLUMN_TEXT, 0, FACT, AT(claim.postcode)},
    {"city", "poststed sted ", COLUMN_TEXT, 0, FACT, AT(claim.city)},
    {"country", "land landkode ", COLUMN_TEXT, 0, FACT, AT(claim.country)},
    {"email", "epost e_post ", COLUMN_TEXT, 0, FACT, AT(claim.email)},
    {"phone", "telefon mobil tlf ", COLUMN_TEXT, 0, FACT, AT(claim.phone)},
    {"description", "beskrivelse tekst gjelder ", COLUMN_TEXT, 0, FACT, AT(claim.description)},
    {"kid", "kidnr kid_nr kidnummer ", COLUMN_TEXT, 0, FACT, AT(claim.kid)},
    {"currency", "valuta ", COLUMN_NOK, 0, ANY, AT(claim.currency)},
    {"principal", "hovedstol restbelop ", COLUMN_AMOUNT, CLAIM | ROW_TOTAL, CLAIM | ROW_TOTAL,
     AT(claim.principal)},
    {"reminder_fee", "purregebyr ", COLUMN_AMOUNT, 0, CLAIM, AT(claim.reminder_fee)},
    {"second_reminder_fee", "purregebyr2 ", COLUMN_AMOUNT, 0, CLAIM, AT(claim.second_reminder_fee)},
    {"notice_fee", "varselgebyr inkassovarselgebyr ", COLUMN_AMOUNT, 0, CLAIM,
     AT(claim.notice_fee)},
    {"issued", "fakturadato utstedt ", COLUMN_DAY, 0, CLAIM, AT(claim.issued)},
    {"due", "forfall forfallsdato ", COLUMN_DAY, CLAIM, CLAIM, AT(claim.due)},
    {"delivered", "leveringsdato levert ", COLUMN_DAY, 0, CLAIM, AT(claim.delivered)},
    {"interest_from", "rente_fra rentedato ", COLUMN_DAY, 0, CLAIM, AT(claim.interest_from)},
    {"reminder_sent", "purring purredato ", COLUMN_DAY, 0, CLAIM, AT(claim.reminder_sent)},
    {"reminder_deadline", "purrefrist ", COLUMN_DAY, 0, CLAIM, AT(claim.reminder_deadline)},
    {"second_reminder_sent", "purring2 purredato2 ", COLUMN_DAY, 0, CLAIM,
     AT(claim.second_reminder_sent)},
    {"second_reminder_deadline", "purrefrist2 ", COLUMN_DAY, 0, CLAIM,
     AT(claim.second_reminder_deadline)},
    {"notice_sent", "varsel inkassovarsel varseldato ", COLUMN_DAY, 0, CLAIM,
     AT(claim.notice_sent)},
    {"notice_deadline", "varselfrist inkassovarselfrist ", COLUMN_DAY, 0, CLAIM,
     AT(claim.notice_deadline)},
    {"rate", "rente rentesats ", COLUMN_RATE, 0, CLAIM, AT(claim.rate_bp)},
    {"vat_liable", "mva_pliktig mva ", COLUMN_YES_NO, 0, FACT, AT(claim.vat_liable)},
    {"disputed", "bestridt omtvistet ", COLUMN_YES_NO, 0, CLAIM, AT(claim.disputed)},
    {"term_agreed", "avtalt_forfall ", COLUMN_YES_NO, 0, CLAIM, AT(claim.term_agreed)},
    {"basis", "grunnlag kravtype ", COLUMN_BASIS, 0, CLAIM, AT(claim.basis)},
    {"amount", "belop ", COLUMN_AMOUNT, OTHER, OTHER, AT(amount)},
    {"day", "dato dag ", COLUMN_DAY, OTHER, OTHER, AT(day)},
    /* Of a case that is running already; takeover.c holds them against one another. */
    {"old_kid", "gammel_kid gammelt_kidnr tidligere_kid ", COLUMN_TEXT, 0, CLAIM,
     AT(claim.old_kid)},
    {"case_opened", "sak_opprettet saksdato ", COLUMN_DAY, 0, CLAIM, AT(claim.case_opened)},
    {"demand_sent", "betalingsoppfordring bo_dato ", COLUMN_DAY, 0, CLAIM, AT(claim.demand_sent)},
    {"demand_deadline", "betalingsoppfordring_frist bo_frist ", COLUMN_DAY, 0, CLAIM,
     AT(claim.demand_deadline)},
    {"legal_notice_sent", "varsel_rettslig rettslig_varsel ", COLUMN_DAY, 0, CLAIM,
     AT(claim.legal_notice_sent)},
    {"legal_notice_deadline", "varsel_rettslig_frist rettslig_varselfrist ", COLUMN_DAY, 0, CLAIM,
     AT(claim.legal_notice_deadline)},
    {"light_costs", "lett_salaer ", COLUMN_AMOUNT, 0, CLAIM, AT(claim.light_costs)},
    {"heavy_costs", "tungt_salaer ", COLUMN_AMOUNT, 0, CLAIM, AT(claim.heavy_costs)},
    {"court_costs", "rettslige_kostnader sakskostnader rettsgebyr ", COLUMN_AMOUNT, 0, CLAIM,
     AT(claim.court_costs)},
    {"costs_owner", "salaer_tilhorer salaereier ", COLUMN_OWNER, 0, CLAIM, AT(claim.costs_owner)},
    {"interest_brought", "palopte_renter ", COLUMN_AMOUNT, 0, CLAIM,
     AT(claim.interest_brought)},
    {"interest_to", "renter_til rente_til ", COLUMN_DAY, 0, CLAIM, AT(claim.interest_to)},
    {"paid_before", "tidligere_innbetalt innbetalt ", COLUMN_AMOUNT, 0, CLAIM,
     AT(claim.paid_before)},
    {"paid_last", "siste_innbetaling sist_innbetalt ", COLUMN_DAY, 0, CLAIM, AT(claim.paid_last)},
    {"judged", "domsdato avgjort ", COLUMN_DAY, 0, CLAIM, AT(claim.judged)},
    {"judgment", "tvangsgrunnlag avgjorelse ", COLUMN_JUDGMENT, 0, CLAIM, AT(claim.judgment)},
};
const size_t n_columns = sizeof columns / sizeof columns[0];
_Static_assert(sizeof columns / sizeof columns[0] <= COLUMNS_MAX, "a bit for every column");

/* One character of a header, folded, to `out`; returns the bytes read. */
static size_t fold_one(const char *s, size_t len, char *out, size_t *n) {
    const unsigned char c = (unsigned char)s[0];
    if (c == 0xc3 && len > 1) {
        switch ((unsigned char)s[1] | 0x20) {
        case 0xa5: out[(*n)++] = 'a'; return 2; /* å */
        case 0xb8: out[(*n)++] = 'o'; return 2; /* ø */
        case 0xa6: out[(*n)++] = 'a'; out[(*n)++] = 'e'; return 2;
        default: break;
        }
    }
    if (c >= 'A' && c <= 'Z') {
        out[(*n)++] = (char)(c + ('a' - 'A'));
    } else {
        out[(*n)++] = c == ' ' || c == '-' ? '_' : s[0];
    }
    return 1;
}

static int is_synonym(const struct column *column, krav_str name) {
    const char *p = column->synonyms;
    while (*p) {
        const char *end = strchr(p, ' ');
        if (krav_str_eq((krav_str){p, (size_t)(end - p)}, name)) {
            return 1;
        }
        p = end + 1;
    }
    return 0;
}

int column_find(krav_str header) {
    while (header.len > 0 && header.ptr[header.len - 1] == ' ') {
        header.len--;
    }
    while (header.len > 0 && header.ptr[0] == ' ') {
        header.ptr++;
        header.len--;
    }
    char folded[FOLDED_MAX + 2];
    size_t n = 0;
    for (size_t i = 0; i < header.len;) {
        if (n >= FOLDED_MAX) {
            return -1;
        }
        i += fold_one(header.ptr + i, header.len - i, folded, &n);
    }
    const krav_str name = {folded, n};
    for (size_t i = 0; i < n_columns; i++) {
        if (krav_str_eq(name, krav_str_of(columns[i].name)) || is_synonym(&columns[i], name)) {
            return (int)i;
        }
    }
    return -1;
}

int column_named(const char *name) { return column_find(krav_str_of(name)); }
