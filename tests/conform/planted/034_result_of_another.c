/* Breaks: "the asked function's result record": open() answers with the record of status().
 * Suffers: the debtor is sent to a url that is a reference, or to nowhere. */
#include "pages.h"

static int32_t open(krav_plugin *plugin, const krav_call *call, const krav_checkout_form *form) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    struct sane_text t = {0};
    pages_form(&t, form);
    const int32_t rc = f->files->put(f->host, file.name, sane_str(&t));
    free(t.ptr);
    const krav_checkout_state state = {
        .size = sizeof state, .reference = file.name, .kid = form->kid, .asked = form->amount};
    if (rc == KRAV_OK) {
        krav_answer_done(f->host, call, file.name, &state);
    } else {
        krav_outfile_answer(f, call, file.name, rc);
    }
    return KRAV_OK;
}

static const krav_checkout checkout = {.open = open,
                                       .status = pages_status,
                                       .charge = pages_nothing,
                                       .refund = pages_nothing,
                                       .withdraw = pages_nothing};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = pages_recall};
#define PROVIDES(X) X(KRAV_CHECKOUT, checkout)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "wrong_record", .needs = needs);
