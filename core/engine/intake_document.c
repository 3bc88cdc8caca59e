/* intake_document.c - documents that come with claims.  Their bytes are in documents/ already;
 * here they get a case, and their hash a place in the chain. */
#include "engine/intake_parts.h"
#include "engine/step.h"
#include "store/documents.h"
#include "store/inbox.h"

static int on_step(void *ctx, const struct journal_row *row) {
    int64_t *case_id = ctx;
    *case_id = row->case_id;
    return 1;
}

/* The case of the claim with that identity, or with that invoice number; 0 if none has come. */
static int find_case(struct intake *t, const struct creditor *creditor, int64_t *case_id) {
    const struct incoming claim = {.kind = FACT_CLAIM_RECEIVED,
        .creditor_org = t->in->creditor_org, .source_id = t->in->source_id};
    struct status not_found = {0, ""};
    struct hash content;
    int64_t step = 0;
    int32_t number = 0;
    *case_id = 0;
    int rc = sources_find(t->e->db, incoming_source(&claim, t->arena), &step, &content,
                          &not_found);
    if (rc == STATUS_OK) {
        return journal_walk(t->e->db, 0, step - 1, on_step, case_id, t->st);
    }
    if (rc == STATUS_NOT_FOUND) {
        rc = invoice_find(t->e->db, creditor->id, t->in->source_id, case_id, &number, &not_found);
    }
    if (rc && rc != STATUS_NOT_FOUND) {
        *t->st = not_found;
        return rc;
    }
    return STATUS_OK;
}

int intake_document_of_case(struct intake *t, struct text source, int64_t case_id,
                            int64_t *step_id) {
    struct step_input step = {.fact = intake_fact(t, FACT_NOTE, case_id, source)};
    struct step_outcome out;
    step.fact.reason = TEXT("attachment");
    step.fact.document = t->in->document;
    int rc = engine_step(t->e, &step, t->arena, &out, t->st);
    const struct document_row row = {.hash = t->in->document, .case_id = case_id,
        .step = out.step, .media_type = t->in->media_type,
        .what = t->in->document_name.len > 0 ? t->in->document_name : TEXT("attachment"),
        .on = t->e->today, .incoming = true};
    *step_id = out.step;
    return rc ? rc : documents_add(t->e->db, &row, t->st);
}

int intake_document(struct intake *t, struct text source) {
    const struct creditor *creditor = engine_creditor_by_org(t->e, t->in->creditor_org);
    int64_t case_id = 0, step_id = 0;
    if (!creditor) {
        return status_fail(t->st, STATUS_REFUSED, "creditor %.*s is not known",
                           TEXT_ARG(t->in->creditor_org));
    }
    int rc = find_case(t, creditor, &case_id);
    if (rc == STATUS_OK && case_id == 0) {
        return intake_wait_for_invoice(t, source, creditor, t->in->source_id);
    }
    rc = rc ? rc : intake_document_of_case(t, source, case_id, &step_id);
    return rc ? rc : intake_mark(t, source, step_id);
}
