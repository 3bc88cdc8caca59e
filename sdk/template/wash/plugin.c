/* @NAME@ - persons and organisations against a list of the agency's own, as krav.wash/1.
 *
 * The list is a file of lines "ID;STATUS", such as "311758489;bankrupt"; the setting `list` names
 * it.  Who is not in it is not found. */
#include "krav/frame.h"

struct @NAME@ {
    krav_frame frame;
    krav_str list;
};

static krav_str status_of(const struct @NAME@ *p, krav_str id) {
    static const char *const known[] = {"living", "dead", "emigrated", "protected", "active",
                                        "bankrupt", "winding_up", "dissolved"};
    krav_str rest = p->list;
    while (id.len > 0 && rest.len > 0) {
        const char *feed = memchr(rest.ptr, '\n', rest.len);
        const size_t n = feed ? (size_t)(feed - rest.ptr) : rest.len;
        const krav_str line = {rest.ptr, n};
        rest.ptr += n + (feed != NULL);
        rest.len -= n + (feed != NULL);
        if (line.len <= id.len || memcmp(line.ptr, id.ptr, id.len) != 0 ||
            line.ptr[id.len] != ';') {
            continue;
        }
        const krav_str word = {line.ptr + id.len + 1, line.len - id.len - 1};
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            if (krav_str_eq(word, krav_str_of(known[i]))) {
                return word;
            }
        }
    }
    return KRAV_STR("not_found");
}

static int32_t wash(krav_plugin *plugin, const krav_call *call, const krav_subject *subject) {
    const struct @NAME@ *p = plugin->impl;
    const krav_person person = {.size = sizeof person, .status = status_of(p, subject->id),
                                .id = subject->id};
    krav_answer_done(p->frame.host, call, KRAV_STR_ABSENT, &person);
    return KRAV_OK;
}

static int32_t start(krav_plugin *plugin) {
    struct @NAME@ *p = plugin->impl;
    p->list = p->frame.settings->text(p->frame.host, "list");
    return KRAV_OK;
}

static const krav_wash table = {.wash = wash};
static const char *const needs[] = {KRAV_HOST_SETTINGS, NULL};
static const krav_option options[] = {
    {.name = "list", .help = "a file of lines ID;STATUS", .type = KRAV_FILE},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_WASH, table)
static const krav_hooks hooks = {.start = start};
KRAV_PLUGIN(struct @NAME@, PROVIDES, hooks, .id = "@ID@", .name = "@NAME@", .version = "0.1.0",
            .vendor = "@VENDOR@", .license = "see LICENSE", .needs = needs,
            .options = options);
