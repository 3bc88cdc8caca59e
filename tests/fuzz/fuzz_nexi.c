/* fuzz_nexi.c - what the provider of payment pages says: webhooks, answers, refusals, and the plugin's
 * own memory file.  Whatever the bytes: no crash, and what is accepted is within its bounds. */
#include <stdlib.h>

#include "memory.h"
#include "target.h"

static void state(krav_str bytes) {
    static struct nexi_state s;
    if (nexi_read_state(bytes, &s)) {
        promise(s.id[0] != '\0' && s.charged <= s.asked && s.refunded >= 0);
        for (int i = 0; i < s.n_charges; i++) {
            promise(s.charges[i].amount > 0 && s.charges[i].on > 0);
        }
    }
}

static void memory(krav_str bytes) {
    struct memory m = {NULL, 0, 0}, again = {NULL, 0, 0};
    size_t len = 0;
    memory_read(&m, bytes);
    char *text = memory_text(&m, &len);
    memory_read(&again, (krav_str){text, len});
    promise(m.n == again.n && m.n <= MEMORY_MAX);
    free(text);
    memory_fini(&m);
    memory_fini(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const krav_str bytes = {(const char *)data, size};
    struct nexi_webhook webhook;
    struct nexi_opened opened;
    char why[80];
    if (nexi_read_webhook(bytes, &webhook)) {
        promise(webhook.id[0] != '\0' && webhook.payment[0] != '\0');
    }
    (void)nexi_read_opened(bytes, &opened);
    nexi_read_refusal(bytes, why, sizeof why);
    state(bytes);
    memory(bytes);
    return 0;
}
