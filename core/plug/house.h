/* house.h - the plug from inside: who serves under each name, and who is on the way out.
 *
 *     plugins[i] ──heir──▶ on trial beside it, takes its place when ready
 *         │
 *         ├────shadow─▶ gets copies of its harmless calls; is never believed
 *         ▼
 *     leaving[]          finishing what it was asked; closed when it is gone
 *
 * Each name serves once; only plug_turn moves one into another's place. */
#ifndef KRAV_PLUG_HOUSE_H
#define KRAV_PLUG_HOUSE_H

#include "plug/plugin.h"

struct plug {
    struct plugin_home home;
    struct plugin **plugins;
    size_t n;
    struct plugin **leaving;
    size_t n_leaving;
    uv_timer_t turn; /* bounds one turn of the loop */
};

struct plugin *house_find(const struct plug *p, struct text name); /* NULL: none */
/* It gets no more calls, finishes within drain_ms, and is closed. */
void house_leave(struct plug *p, struct plugin *leaver);
/* Its heir and its shadow, if it has them, leave. */
void house_leave_beside(struct plug *p, struct plugin *serving);
void house_info(const struct plugin *pl, enum plug_role role, struct plug_info *info);

#endif
