/* Breaks: recognise() is 0 to 100, and krav_str is not terminated: strstr() over the head, and
 * points per hit.
 * Suffers: a read past the head; 250 beats every plugin that keeps to the scale. */
#define _GNU_SOURCE
#include "tab.h"

static int32_t strstr_all(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    int32_t points = 0;
    const char *at = head.ptr;
    while (at && (at = strstr(at, ";")) != NULL) {
        points += 50;
        at++;
    }
    return points;
}

static const krav_intake intake = {.recognise = strstr_all, .begin = tab_begin};
TAB_NEEDS;
static const krav_hooks hooks = {.start = NULL};
#define PROVIDES(X) X(KRAV_INTAKE, intake)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "strstr_all", .needs = needs);
