/* @NAME@ - a page to pay on that somebody else keeps, as krav.checkout/1.
 *
 * Opening one writes a file under the effect's key and gives the link to the page that stands in
 * the setting `base_url`.  Money never moves here: what was opened is neither held nor charged. */
#include "krav/outfile.h"

#include <stdio.h>

#define ENDING ".json"
#define URL_MAX 600

static int32_t open_page(krav_plugin *plugin, const krav_call *call,
                         const krav_checkout_form *form) {
    const krav_frame *frame = krav_frame_of(plugin);
    const krav_str base = frame->settings->text(frame->host, "base_url");
    char url[URL_MAX], record[64];
    krav_outfile file;
    krav_outfile_name(&file, call->key, ENDING);
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int n = snprintf(url, sizeof url, "%.*s/%.*s", (int)base.len, base.ptr,
                           (int)file.name.len, file.name.ptr);
    if (form->amount <= 0 || n < 0 || (size_t)n >= sizeof url) {
        krav_answer_refused(frame->host, call, KRAV_STR("the amount or the address is not possible"));
        return KRAV_OK;
    }
    const int len = snprintf(record, sizeof record, "{\"amount\":%lld}\n", (long long)form->amount);
    const krav_str content = {record, (size_t)len};
    const int32_t have = frame->files->have(frame->host, file.name);
    const int32_t rc = have == 1   ? KRAV_OK
                       : have == 0 ? frame->files->put(frame->host, file.name, content)
                                   : have;
    if (rc != KRAV_OK) {
        krav_outfile_answer(frame, call, file.name, rc);
        return KRAV_OK;
    }
    const krav_link link = {.size = sizeof link, .url = {url, (size_t)n}};
    krav_answer_done(frame->host, call, file.name, &link);
    return KRAV_OK;
}

/* The one thing that is true of every page here. */
static int32_t status(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    const krav_frame *frame = krav_frame_of(plugin);
    const int32_t have = frame->files->have(frame->host, ref->reference);
    if (have != 1) {
        krav_answer_refused(frame->host, call, KRAV_STR("no such page was opened"));
        return KRAV_OK;
    }
    const krav_checkout_state state = {.size = sizeof state, .reference = ref->reference,
                                       .currency = KRAV_STR("NOK")};
    krav_answer_done(frame->host, call, ref->reference, &state);
    return KRAV_OK;
}

static int32_t no_money(krav_plugin *plugin, const krav_call *call, const krav_checkout_ref *ref) {
    (void)ref;
    krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("nothing is held here"));
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, ENDING);
}

static const krav_checkout table = {.open = open_page, .status = status, .charge = no_money,
                                    .refund = no_money, .withdraw = no_money};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_option options[] = {
    {.name = "base_url", .help = "where the pages are", .min = 8, .max = 300, .type = KRAV_URL,
     .flags = KRAV_REQUIRED},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_CHECKOUT, table)
static const krav_hooks hooks = {.recall = recall};
KRAV_PLUGIN(krav_frame, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE", .needs = needs,
            .options = options);
