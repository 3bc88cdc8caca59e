/* newact_desk.h - the law's desk with switches of the act of 2026, and made-up values in its slots:
 * no regulation says them. */
#ifndef KRAV_TESTS_NEWACT_DESK_H
#define KRAV_TESTS_NEWACT_DESK_H

#include "unit/law/law_desk.h"

#include "law/switches.h"

struct new_law {
    struct law law;
    struct law_switches acts;
};

static const struct amount_row made_up_fee[] = {{1, DAY_NONE, 4200, "made up"}};
static const struct cap_band made_up_bands[] = {{MONEY_MAX, 60, 100}};
static const struct cap_row made_up_caps[] = {{1, DAY_NONE, made_up_bands, 1, "made up"}};

static inline void new_law_open(struct new_law *n) {
    *n = (struct new_law){.law = *law_builtin()};
    n->law.acts = &n->acts;
    n->acts.slots.fee_notice = (struct amount_table){made_up_fee, 1};
    n->acts.slots.caps = (struct cap_table){made_up_caps, 1};
}

static inline void new_law_switch(struct new_law *n, enum provision p, const char *from,
                                  enum law_reference reference) {
    n->acts.of[p] = (struct law_switch){on(from), reference};
}

/* As assert_verdict, of an answer that the act of 2026 gives. */
static inline void assert_newer(struct verdict v, const char *expected, const char *paragraph) {
    const struct reason *reason = law_reason(v.reason);
    assert_non_null(reason);
    assert_text(v.paragraph, paragraph);
    v.paragraph = text_of(reason->paragraph);
    assert_verdict(v, expected);
}

#endif
