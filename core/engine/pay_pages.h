/* pay_pages.h - pages that were opened, and must not stand open for ever (store/pages.h):
 *
 *     what a crash left as asked     is recalled: open after all, or never
 *     a sum that is owed no more     a newer sum was opened, or the case is closed, held or disputed:
 *                                    the page is withdrawn, as well as can be
 *
 * Whoever paid meanwhile has paid: the provider does not let go of a payment that has begun, and
 * tells of it as of any. */
#ifndef KRAV_ENGINE_PAY_PAGES_H
#define KRAV_ENGINE_PAY_PAGES_H

#include "engine/plugs.h"
#include "store/outbox.h"

int pay_pages_has_work(struct engine *e, bool *has, struct status *st) NODISCARD;
int pay_pages_run(struct engine *e, struct desk *d, struct status *st) NODISCARD;
/* Those of one case: what was opened for another sum than its newest page. */
int pay_pages_end(struct engine *e, struct desk *d, int64_t case_id, struct status *st) NODISCARD;

/* The page is open, or never came; inside the open chunk, with the effect's own end. */
int pay_page_opened(struct engine *e, struct outbox_row *row, struct text reference,
                    struct status *st) NODISCARD;
int pay_page_failed(struct engine *e, struct outbox_row *row, enum effect_state to,
                    struct status *st) NODISCARD;

#endif
