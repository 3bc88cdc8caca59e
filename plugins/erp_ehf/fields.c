#include "fields.h"

#include <string.h>

#define SELLER "AccountingSupplierParty/Party/"
#define BUYER "AccountingCustomerParty/Party/"
#define TOTAL "LegalMonetaryTotal/"

const struct ehf_path ehf_paths[EHF_FIELDS] = {
    [EHF_CUSTOMIZATION] = {"CustomizationID", NULL, EHF_ONCE},
    [EHF_ID] = {"ID", NULL, EHF_ONCE},
    [EHF_ISSUED] = {"IssueDate", NULL, EHF_ONCE},
    [EHF_DUE] = {"DueDate", NULL, EHF_ONCE},
    [EHF_INVOICE_TYPE] = {"InvoiceTypeCode", NULL, EHF_ONCE},
    [EHF_CREDIT_TYPE] = {"CreditNoteTypeCode", NULL, EHF_ONCE},
    [EHF_CURRENCY] = {"DocumentCurrencyCode", NULL, EHF_ONCE},
    [EHF_BUYER_REFERENCE] = {"BuyerReference", NULL, EHF_ONCE},
    [EHF_ORDER_REFERENCE] = {"OrderReference/ID", NULL, EHF_ONCE},
    [EHF_PERIOD_END] = {"InvoicePeriod/EndDate", NULL, EHF_FIRST},
    [EHF_CREDITED_INVOICE] = {"BillingReference/InvoiceDocumentReference/ID", NULL, EHF_SAME},
    [EHF_SELLER_ENDPOINT] = {SELLER "EndpointID", "schemeID", EHF_ONCE},
    [EHF_SELLER_NAME] = {SELLER "PartyLegalEntity/RegistrationName", NULL, EHF_ONCE},
    [EHF_SELLER_ORG] = {SELLER "PartyLegalEntity/CompanyID", "schemeID", EHF_ONCE},
    [EHF_SELLER_TAX] = {SELLER "PartyTaxScheme/TaxScheme/ID", NULL, EHF_VAT},
    [EHF_BUYER_ENDPOINT] = {BUYER "EndpointID", "schemeID", EHF_ONCE},
    [EHF_BUYER_TRADE_NAME] = {BUYER "PartyName/Name", NULL, EHF_FIRST},
    [EHF_BUYER_STREET] = {BUYER "PostalAddress/StreetName", NULL, EHF_ONCE},
    [EHF_BUYER_STREET2] = {BUYER "PostalAddress/AdditionalStreetName", NULL, EHF_ONCE},
    [EHF_BUYER_STREET3] = {BUYER "PostalAddress/AddressLine/Line", NULL, EHF_LIST},
    [EHF_BUYER_CITY] = {BUYER "PostalAddress/CityName", NULL, EHF_ONCE},
    [EHF_BUYER_POSTCODE] = {BUYER "PostalAddress/PostalZone", NULL, EHF_ONCE},
    [EHF_BUYER_COUNTRY] = {BUYER "PostalAddress/Country/IdentificationCode", NULL, EHF_ONCE},
    [EHF_BUYER_NAME] = {BUYER "PartyLegalEntity/RegistrationName", NULL, EHF_ONCE},
    [EHF_BUYER_ORG] = {BUYER "PartyLegalEntity/CompanyID", "schemeID", EHF_ONCE},
    [EHF_BUYER_PHONE] = {BUYER "Contact/Telephone", NULL, EHF_ONCE},
    [EHF_BUYER_EMAIL] = {BUYER "Contact/ElectronicMail", NULL, EHF_ONCE},
    [EHF_PAYEE_ORG] = {"PayeeParty/PartyLegalEntity/CompanyID", NULL, EHF_ONCE},
    [EHF_DELIVERED] = {"Delivery/ActualDeliveryDate", NULL, EHF_FIRST},
    [EHF_PAYMENT_DUE] = {"PaymentMeans/PaymentDueDate", NULL, EHF_SAME},
    [EHF_KID] = {"PaymentMeans/PaymentID", NULL, EHF_FIRST},
    [EHF_ACCOUNT] = {"PaymentMeans/PayeeFinancialAccount/ID", NULL, EHF_FIRST},
    [EHF_TAX_INCLUSIVE] = {TOTAL "TaxInclusiveAmount", "currencyID", EHF_ONCE},
    [EHF_PREPAID] = {TOTAL "PrepaidAmount", "currencyID", EHF_ONCE},
    [EHF_ROUNDING] = {TOTAL "PayableRoundingAmount", "currencyID", EHF_ONCE},
    [EHF_PAYABLE] = {TOTAL "PayableAmount", "currencyID", EHF_ONCE},
    [EHF_INVOICE_LINE] = {"InvoiceLine/Item/Name", NULL, EHF_LIST},
    [EHF_CREDIT_LINE] = {"CreditNoteLine/Item/Name", NULL, EHF_LIST},
    [EHF_ATTACHMENT] = {"AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject",
                        NULL, EHF_LIST},
};

_Static_assert(EHF_FIELDS < 64, "a set of fields is 64 bits");

struct ehf_below ehf_below_document(void) {
    return (struct ehf_below){(UINT64_C(1) << EHF_FIELDS) - 1, 0};
}

/* Of the fields in `parent`, those whose next name is this one and is followed by `end`. */
static uint64_t named(struct ehf_below parent, const char *name, size_t len, char end) {
    uint64_t fields = 0;
    for (uint64_t left = parent.fields; left != 0; left &= left - 1) {
        const int i = __builtin_ctzll(left);
        const char *at = ehf_paths[i].path + parent.offset;
        if (strncmp(at, name, len) == 0 && at[len] == end) {
            fields |= UINT64_C(1) << i;
        }
    }
    return fields;
}

struct ehf_below ehf_below_child(struct ehf_below parent, const char *name) {
    const size_t len = strlen(name);
    return (struct ehf_below){named(parent, name, len, '/'), parent.offset + (uint32_t)len + 1};
}

int ehf_field_of(struct ehf_below parent, const char *name) {
    const uint64_t field = named(parent, name, strlen(name), '\0');
    return field ? __builtin_ctzll(field) : -1;
}
