/* loaded.c - see loaded.h. */
#include "loaded.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "krav/easy.h"
#include "office.h"

#define DOCUMENT_MAX (8u << 20)

void heard_init(struct heard *h) {
    *h = (struct heard){0};
    buf_init(&h->document, DOCUMENT_MAX);
}

void heard_fini(struct heard *h) { buf_fini(&h->document); }

void heard_answer(struct heard *h, int32_t outcome, const krav_document *document) {
    h->n_answers++;
    h->n_failed += outcome != KRAV_DONE;
    if (document) {
        buf_clear(&h->document);
        buf_add(&h->document, (struct text){document->bytes.ptr, document->bytes.len});
    }
}

/* ---- what the host offers: no room to refuse in ---------------------------------------------- */

static int32_t count(const krav_host *host) {
    ((struct loaded *)host->impl)->heard.n_records++;
    return KRAV_OK;
}

static int32_t take_claim(const krav_host *host, krav_call_id id, const krav_claim *record) {
    (void)id, (void)record;
    return count(host);
}

static int32_t take_credit_note(const krav_host *host, krav_call_id id,
                                const krav_credit_note *record) {
    (void)id, (void)record;
    return count(host);
}

static int32_t take_attachment(const krav_host *host, krav_call_id id,
                               const krav_attachment *record) {
    (void)id, (void)record;
    return count(host);
}

static int32_t take_payment(const krav_host *host, krav_call_id id, const krav_payment *record) {
    (void)id, (void)record;
    return count(host);
}

static int32_t take_fault(const krav_host *host, krav_call_id id, int64_t line, krav_str reason) {
    (void)id, (void)line, (void)reason;
    ((struct loaded *)host->impl)->heard.n_faults++;
    return KRAV_OK;
}

static krav_str setting_text(const krav_host *host, const char *name) {
    const struct loaded *l = host->impl;
    for (const krav_option *o = l->plugin->descriptor->options; o && o->name; o++) {
        if (strcmp(o->name, name) == 0) {
            return krav_str_of(o->fallback);
        }
    }
    return krav_str_of(NULL);
}

static int64_t setting_integer(const krav_host *host, const char *name) {
    const krav_str text = setting_text(host, name);
    return text.ptr ? strtoll(text.ptr, NULL, 10) : 0;
}

static const void *service_of(const krav_host *host, const char *id) {
    static const krav_host_facts facts = {.claim = take_claim, .credit_note = take_credit_note,
        .attachment = take_attachment, .payment = take_payment, .fault = take_fault};
    static const krav_host_settings settings = {.text = setting_text, .integer = setting_integer};
    (void)host;
    return strcmp(id, KRAV_HOST_FACTS) == 0      ? (const void *)&facts
           : strcmp(id, KRAV_HOST_SETTINGS) == 0 ? (const void *)&settings
                                                 : NULL;
}

static void take_answer(const krav_host *host, krav_call_id id, const krav_answer *answer) {
    struct loaded *l = host->impl;
    const bool renders = loaded_table(l, KRAV_RENDER) != NULL;
    (void)id;
    heard_answer(&l->heard, answer->outcome, renders ? answer->result : NULL);
}

/* ---- the plugin ------------------------------------------------------------------------------ */

void loaded_open(struct loaded *l, const char *so) {
    *l = (struct loaded){.host = {.abi_major = KRAV_ABI_MAJOR, .abi_minor = KRAV_ABI_MINOR,
                             .impl = l, .extension = service_of, .answer = take_answer}};
    heard_init(&l->heard);
    void *library = dlopen(so, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    const krav_entry *entry = library ? dlsym(library, "krav_plugin_entry") : NULL;
    bench_must(!entry, NULL, so);
    l->plugin = entry->create(&l->host, entry->descriptors[0]);
    bench_must(!l->plugin || l->plugin->start(l->plugin) != KRAV_OK, NULL, so);
    (void)dlclose(library);
}

void loaded_close(struct loaded *l) {
    l->plugin->destroy(l->plugin);
    heard_fini(&l->heard);
}

const void *loaded_table(const struct loaded *l, const char *capability) {
    return l->plugin->extension(l->plugin, capability);
}

krav_call loaded_call(void) {
    return (krav_call){.size = sizeof(krav_call), .attempt = 1, .id = 1,
                       .key = KRAV_STR("bench"), .today = 739500};
}
