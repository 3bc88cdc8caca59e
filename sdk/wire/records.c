#include "wire/records.h"

#define W32(member) {#member, WIRE_32, offsetof(R, member), 0, NULL}
#define W64(member) {#member, WIRE_64, offsetof(R, member), 0, NULL}
#define STR(member) {#member, WIRE_STR, offsetof(R, member), 0, NULL}
#define LIST(member, count, layout) \
    {#member, WIRE_LIST, offsetof(R, member), offsetof(R, count), &(layout)}
#define LAYOUT(type, table) \
    {type, sizeof(R), _Alignof(R), sizeof(table) / sizeof((table)[0]), table}

#define R krav_call
static const struct wire_field call_fields[] = {
    W32(attempt), W64(id), STR(key), W64(deadline), W32(today), W32(reserved), STR(agency),
    STR(case_ref),
};
const struct wire_layout wire_call = LAYOUT("krav_call", call_fields);
#undef R

#define R krav_answer
static const struct wire_field answer_fields[] = {
    W32(outcome), W64(retry_after), STR(reference), STR(reason),
};
const struct wire_layout wire_answer = LAYOUT("krav_answer", answer_fields);
#undef R

#define R krav_file_result
static const struct wire_field file_result_fields[] = {
    W32(reserved), STR(kind), W64(n_records), W64(sum), STR(made_by), STR(file_id), W32(created),
    W32(reserved2),
};
const struct wire_layout wire_file_result = LAYOUT("krav_file_result", file_result_fields);
#undef R

#define R krav_letter_line
static const struct wire_field letter_line_fields[] = {
    W32(reserved), STR(label), W64(amount),
};
const struct wire_layout wire_letter_line = LAYOUT("krav_letter_line", letter_line_fields);
#undef R

#define R krav_letter
static const struct wire_field letter_fields[] = {
    W32(composed), W32(deadline), W32(asks_payment), STR(kind), STR(to_name), STR(to_address),
    STR(to_contact), STR(to_id), STR(kid), STR(account), W64(amount), STR(language), STR(subject),
    STR(body), STR(bytes), STR(media_type), STR(case_ref), STR(from_name), STR(from_address),
    STR(from_contact), STR(from_org), STR(from_email), STR(creditor_name), STR(intro),
    LIST(lines, n_lines, wire_letter_line), W32(reserved), W64(total), STR(closing),
    STR(copy_name), STR(copy_address), STR(copy_contact), STR(pay_url),
};
const struct wire_layout wire_letter = LAYOUT("krav_letter", letter_fields);
#undef R

#define R krav_document
static const struct wire_field document_fields[] = {
    W32(n_pages), STR(media_type), STR(bytes),
};
const struct wire_layout wire_document = LAYOUT("krav_document", document_fields);
#undef R

#define R krav_transfer
static const struct wire_field transfer_fields[] = {
    W32(on), W64(amount), STR(id), STR(to_account), STR(to_name), STR(kid), STR(message),
};
const struct wire_layout wire_transfer = LAYOUT("krav_transfer", transfer_fields);
#undef R

#define R krav_batch
static const struct wire_field batch_fields[] = {
    LIST(transfers, n_transfers, wire_transfer), STR(from_account), STR(from_name), STR(from_org),
    W64(sum), STR(currency),
};
const struct wire_layout wire_batch = LAYOUT("krav_batch", batch_fields);
#undef R

#define R krav_refused_transfer
static const struct wire_field refused_transfer_fields[] = {
    W32(reserved), STR(id), STR(reason),
};
const struct wire_layout wire_refused_transfer =
    LAYOUT("krav_refused_transfer", refused_transfer_fields);
#undef R

#define R krav_batch_refusal
static const struct wire_field batch_refusal_fields[] = {
    LIST(transfers, n_transfers, wire_refused_transfer),
};
const struct wire_layout wire_batch_refusal = LAYOUT("krav_batch_refusal", batch_refusal_fields);
#undef R

#define R krav_debit
static const struct wire_field debit_fields[] = {
    W32(kind), W64(amount), W32(due), W32(notice), STR(kid), STR(payer_name), STR(reference),
    STR(text),
};
const struct wire_layout wire_debit = LAYOUT("krav_debit", debit_fields);
#undef R

#define R krav_debits
static const struct wire_field debits_fields[] = {
    LIST(debits, n_debits, wire_debit), STR(to_account), W64(sum), W64(number),
};
const struct wire_layout wire_debits = LAYOUT("krav_debits", debits_fields);
#undef R

#define R krav_mandate
static const struct wire_field mandate_fields[] = {
    W32(kind), W64(line), STR(source_id), STR(kid), STR(account), W32(notice), W32(on),
};
const struct wire_layout wire_mandate = LAYOUT("krav_mandate", mandate_fields);
#undef R

#define R krav_known
static const struct wire_field known_fields[] = {
    W32(reserved), STR(name), W64(value),
};
const struct wire_layout wire_known = LAYOUT("krav_known", known_fields);
#undef R

#define R krav_subject
static const struct wire_field subject_fields[] = {
    W32(kind), STR(id), STR(name), STR(address), STR(postcode), STR(city), STR(country),
    W64(exposure), LIST(known, n_known, wire_known), W32(reserved),
};
const struct wire_layout wire_subject = LAYOUT("krav_subject", subject_fields);
#undef R

#define R krav_subjects
static const struct wire_field subjects_fields[] = {
    LIST(subjects, n_subjects, wire_subject),
};
const struct wire_layout wire_subjects = LAYOUT("krav_subjects", subjects_fields);
#undef R

#define R krav_score_part
static const struct wire_field score_part_fields[] = {
    W32(points), STR(what),
};
const struct wire_layout wire_score_part = LAYOUT("krav_score_part", score_part_fields);
#undef R

#define R krav_score_result
static const struct wire_field score_result_fields[] = {
    W32(points), W32(as_of), W32(valid_to), STR(model), STR(label),
    LIST(parts, n_parts, wire_score_part), W32(reserved),
};
const struct wire_layout wire_score_result = LAYOUT("krav_score_result", score_result_fields);
#undef R

#define R krav_person
static const struct wire_field person_fields[] = {
    W32(since), STR(status), STR(id), STR(name), STR(address1), STR(address2), STR(postcode),
    STR(city), STR(country), STR(guardian_id), STR(guardian_name),
};
const struct wire_layout wire_person = LAYOUT("krav_person", person_fields);
#undef R

#define R krav_persons
static const struct wire_field persons_fields[] = {
    LIST(persons, n_persons, wire_person),
};
const struct wire_layout wire_persons = LAYOUT("krav_persons", persons_fields);
#undef R

#define R krav_filing_form
static const struct wire_field filing_form_fields[] = {
    W32(on), STR(kind), STR(creditor_org), STR(creditor_name), STR(debtor_id), STR(debtor_name),
    STR(debtor_address), W64(principal), W64(interest), W64(costs), STR(body), STR(bytes),
    STR(media_type), STR(case_ref),
};
const struct wire_layout wire_filing_form = LAYOUT("krav_filing_form", filing_form_fields);
#undef R

#define R krav_checkout_form
static const struct wire_field checkout_form_fields[] = {
    W32(reserved), W64(amount), STR(currency), STR(kid), STR(description), STR(return_url),
    STR(payer_name), STR(payer_email), STR(payer_phone), STR(language), W64(expires),
};
const struct wire_layout wire_checkout_form = LAYOUT("krav_checkout_form", checkout_form_fields);
#undef R

#define R krav_checkout_ref
static const struct wire_field checkout_ref_fields[] = {
    W32(reserved), STR(reference), W64(amount), STR(reason),
};
const struct wire_layout wire_checkout_ref = LAYOUT("krav_checkout_ref", checkout_ref_fields);
#undef R

#define R krav_checkout_state
static const struct wire_field checkout_state_fields[] = {
    W32(ended), STR(reference), STR(kid), STR(currency), W64(asked), W64(held),
    W64(charged), W64(refunded), W32(charged_on), W32(reserved),
};
const struct wire_layout wire_checkout_state =
    LAYOUT("krav_checkout_state", checkout_state_fields);
#undef R

#define R krav_link
static const struct wire_field link_fields[] = {
    W32(reserved), STR(url), W64(expires),
};
const struct wire_layout wire_link = LAYOUT("krav_link", link_fields);
#undef R

#define R krav_request
static const struct wire_field request_fields[] = {
    W32(reserved), STR(method), STR(path), STR(query), STR(headers), STR(body), STR(peer),
};
const struct wire_layout wire_request = LAYOUT("krav_request", request_fields);
#undef R

#define R krav_response
static const struct wire_field response_fields[] = {
    W32(status), STR(content_type), STR(body), STR(location),
};
const struct wire_layout wire_response = LAYOUT("krav_response", response_fields);
#undef R

#define R krav_claim
static const struct wire_field claim_fields[] = {
    W32(debtor_kind), W64(line), STR(source_id), STR(creditor_org), STR(department),
    STR(portfolio), STR(creditor_ref), STR(debtor_id), STR(debtor_name), STR(address1),
    STR(address2), STR(postcode), STR(city), STR(country), STR(email), STR(phone),
    STR(invoice_no), STR(description), STR(kid), STR(currency), W64(principal), W64(reminder_fee),
    W64(second_reminder_fee), W64(notice_fee), W32(issued), W32(due), W32(delivered),
    W32(interest_from), W32(reminder_sent), W32(reminder_deadline), W32(second_reminder_sent),
    W32(second_reminder_deadline), W32(notice_sent), W32(notice_deadline), W32(rate_bp),
    W32(vat_liable), W32(disputed), W32(term_agreed), STR(old_kid), STR(judgment),
    W64(light_costs), W64(heavy_costs), W64(court_costs), W64(interest_brought), W64(paid_before),
    W32(demand_sent), W32(demand_deadline), W32(legal_notice_sent), W32(legal_notice_deadline),
    W32(interest_to), W32(paid_last), W32(judged), W32(case_opened), W32(costs_owner),
    W32(basis),
};
const struct wire_layout wire_claim = LAYOUT("krav_claim", claim_fields);
#undef R

#define R krav_payment
static const struct wire_field payment_fields[] = {
    W32(kind), W64(line), STR(source_id), STR(kid), STR(account), STR(payer_account),
    STR(payer_name), STR(text), STR(archive_ref), STR(type), STR(currency), W64(amount),
    W32(booked), W32(ordered),
};
const struct wire_layout wire_payment = LAYOUT("krav_payment", payment_fields);
#undef R

#define R krav_credit_note
static const struct wire_field credit_note_fields[] = {
    W32(issued), W64(line), STR(source_id), STR(creditor_org), STR(invoice_no), W64(amount),
};
const struct wire_layout wire_credit_note = LAYOUT("krav_credit_note", credit_note_fields);
#undef R

#define R krav_direct_payment
static const struct wire_field direct_payment_fields[] = {
    W32(paid), W64(line), STR(source_id), STR(creditor_org), STR(invoice_no), W64(amount),
};
const struct wire_layout wire_direct_payment = LAYOUT("krav_direct_payment", direct_payment_fields);
#undef R

#define R krav_receipt
static const struct wire_field receipt_fields[] = {
    W32(outcome), W64(line), STR(key), STR(reference), STR(reason), W32(on), W32(reserved),
};
const struct wire_layout wire_receipt = LAYOUT("krav_receipt", receipt_fields);
#undef R

#define R krav_attachment
static const struct wire_field attachment_fields[] = {
    W32(reserved), W64(line), STR(source_id), STR(creditor_org), STR(name), STR(media_type),
    STR(bytes),
};
const struct wire_layout wire_attachment = LAYOUT("krav_attachment", attachment_fields);
#undef R

#define R krav_payout_status
static const struct wire_field payout_status_fields[] = {
    W32(outcome), W64(line), STR(id), STR(account), STR(reference), STR(reason), W64(amount),
    W32(on), W32(reserved), STR(message),
};
const struct wire_layout wire_payout_status = LAYOUT("krav_payout_status", payout_status_fields);
#undef R

#define R krav_statement_line
static const struct wire_field statement_line_fields[] = {
    W32(booked), W64(line), STR(statement), STR(account), W64(entry), W64(part), W64(amount),
    STR(kid), STR(end_to_end), STR(reference), STR(payer_name), STR(payer_account), STR(text),
    STR(type), W32(value), W32(reserved),
};
const struct wire_layout wire_statement_line =
    LAYOUT("krav_statement_line", statement_line_fields);
#undef R

#define R krav_statement
static const struct wire_field statement_fields[] = {
    W32(from), W64(line), STR(id), STR(account), W64(opening), W64(closing), W64(n_entries),
    W32(to), W32(reserved),
};
const struct wire_layout wire_statement = LAYOUT("krav_statement", statement_fields);
#undef R

#define R struct wire_word
static const struct wire_field word_fields[] = {
    W32(reserved), STR(text),
};
const struct wire_layout wire_word = LAYOUT("wire_word", word_fields);
#undef R

#define R struct wire_option
static const struct wire_field option_fields[] = {
    W32(flags), STR(name), STR(help), STR(fallback), W64(min), W64(max), W32(type), W32(reserved),
};
const struct wire_layout wire_option = LAYOUT("wire_option", option_fields);
#undef R

#define R struct wire_descriptor
static const struct wire_field descriptor_fields[] = {
    W32(flags), W32(abi_major), W32(abi_minor), STR(id), STR(name), STR(version), STR(vendor),
    STR(license), LIST(provides, n_provides, wire_word), LIST(needs, n_needs, wire_word),
    LIST(options, n_options, wire_option), W32(reserved),
};
const struct wire_layout wire_descriptor = LAYOUT("wire_descriptor", descriptor_fields);
#undef R

#define R struct wire_setting
static const struct wire_field setting_fields[] = {
    W32(secret), STR(name), STR(value),
};
const struct wire_layout wire_setting = LAYOUT("wire_setting", setting_fields);
#undef R

#define R struct wire_start
static const struct wire_field start_fields[] = {
    W32(today), STR(out_dir), LIST(settings, n_settings, wire_setting), W32(reserved),
};
const struct wire_layout wire_start = LAYOUT("wire_start", start_fields);
#undef R

#define R struct wire_ready
static const struct wire_field ready_fields[] = {
    W32(rc), STR(reason), STR(fence),
};
const struct wire_layout wire_ready = LAYOUT("wire_ready", ready_fields);
#undef R

#define R struct wire_fault
static const struct wire_field fault_fields[] = {
    W32(reserved), W64(line), STR(reason),
};
const struct wire_layout wire_fault = LAYOUT("wire_fault", fault_fields);
#undef R

#define R struct wire_log
static const struct wire_field log_fields[] = {
    W32(level), STR(text),
};
const struct wire_layout wire_log = LAYOUT("wire_log", log_fields);
#undef R

#define R struct wire_head
static const struct wire_field head_fields[] = {
    W32(reserved), STR(head), STR(name),
};
const struct wire_layout wire_head = LAYOUT("wire_head", head_fields);
#undef R

#define R struct wire_likeness
static const struct wire_field likeness_fields[] = {
    W32(score),
};
const struct wire_layout wire_likeness = LAYOUT("wire_likeness", likeness_fields);
#undef R

#define R struct wire_file
static const struct wire_field file_fields[] = {
    W32(reserved), STR(name), W64(n_bytes),
};
const struct wire_layout wire_file = LAYOUT("wire_file", file_fields);
#undef R

const struct wire_layout *const wire_layouts[] = {
    &wire_call, &wire_answer, &wire_file_result, &wire_letter_line, &wire_letter, &wire_document,
    &wire_transfer, &wire_batch, &wire_known, &wire_subject, &wire_subjects, &wire_score_part,
    &wire_score_result, &wire_person, &wire_persons, &wire_filing_form, &wire_checkout_form,
    &wire_link, &wire_checkout_ref, &wire_checkout_state, &wire_request, &wire_response,
    &wire_claim, &wire_payment, &wire_credit_note, &wire_direct_payment, &wire_receipt,
    &wire_attachment, &wire_payout_status, &wire_statement_line, &wire_statement, &wire_debit,
    &wire_debits, &wire_mandate, &wire_refused_transfer, &wire_batch_refusal, &wire_word,
    &wire_option, &wire_descriptor, &wire_setting, &wire_start, &wire_ready, &wire_fault,
    &wire_log, &wire_head, &wire_likeness, &wire_file, NULL};

/* ---- questions and facts ------------------------------------------------------------------- */

static const struct wire_ask_row ask_rows[WIRE_ASK_END] = {
    [WIRE_ASK_RECALL] = {"recall", NULL, NULL, NULL},
    [WIRE_ASK_RECOGNISE] = {"recognise", KRAV_INTAKE, &wire_head, &wire_likeness},
    [WIRE_ASK_BEGIN] = {"begin", KRAV_INTAKE, &wire_file, &wire_file_result},
    [WIRE_ASK_POLL] = {"poll", KRAV_INTAKE, NULL, &wire_file_result},
#define ASK_ROW(NAME, capability, table, slot, type, argument, result) \
    [WIRE_ASK_##NAME] = {#slot, capability, argument, result},
    WIRE_PLAIN_ASKS(ASK_ROW)
#undef ASK_ROW
};

const struct wire_ask_row *wire_ask_row(uint32_t ask) {
    return ask > 0 && ask < WIRE_ASK_END ? &ask_rows[ask] : NULL;
}

bool wire_ask_brings_facts(enum wire_ask ask) {
    return ask == WIRE_ASK_BEGIN || ask == WIRE_ASK_POLL || ask == WIRE_ASK_SERVE;
}

const struct wire_layout *wire_fact_layout(uint32_t fact) {
    static const struct wire_layout *const layouts[] = {
        [WIRE_FACT_CLAIM] = &wire_claim,
        [WIRE_FACT_PAYMENT] = &wire_payment,
        [WIRE_FACT_CREDIT_NOTE] = &wire_credit_note,
        [WIRE_FACT_DIRECT_PAYMENT] = &wire_direct_payment,
        [WIRE_FACT_RECEIPT] = &wire_receipt,
        [WIRE_FACT_ATTACHMENT] = &wire_attachment,
        [WIRE_FACT_PAYOUT_STATUS] = &wire_payout_status,
        [WIRE_FACT_STATEMENT_LINE] = &wire_statement_line,
        [WIRE_FACT_STATEMENT] = &wire_statement,
        [WIRE_FACT_MANDATE] = &wire_mandate,
    };
    return fact > 0 && fact < sizeof layouts / sizeof layouts[0] ? layouts[fact] : NULL;
}
