/* huge - a record over the limit (refused to its face), one just within, and a huge answer. */
#include "citizen.h"

#define MIB ((size_t)1 << 20)

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    const krav_host *host = host_of(plugin);
    const krav_host_facts *facts = host->extension(host, KRAV_HOST_FACTS);
    char *text = malloc(9 * MIB);
    (void)fd;
    (void)name;
    (void)size;
    if (!text) {
        return KRAV_E_NOMEM;
    }
    memset(text, 'x', 9 * MIB);
    krav_receipt receipt = {.size = sizeof receipt, .key = {text, 9 * MIB}};
    const int refused = facts->receipt(host, call->id, &receipt) == KRAV_E_INVALID;
    receipt.key.len = 7 * MIB;
    const int sent = facts->receipt(host, call->id, &receipt) == KRAV_OK;
    krav_answer_done(host, call, (krav_str){text, refused && sent ? 9 * MIB : 1}, NULL);
    free(text);
    return KRAV_OK;
}

CITIZEN_INTAKE("no.krav.test.huge");
