/* filing_paper.h - the record that is made when a person is asked to file: parties, claims, sums,
 * enclosures and the last day, as JSON beside the case's letters.
 *
 *     FILING_ASKED ─▶ filing_paper_keep: on disk, its hash in the event ─▶ commit ─▶ _list: its row
 *
 * It names people, so that it stands outside the chain, salted; nothing is filed by it.  Memory: the
 * arena's. */
#ifndef KRAV_ENGINE_FILING_PAPER_H
#define KRAV_ENGINE_FILING_PAPER_H

#include "engine/engine.h"

/* Before the commit: writes the document and puts its hash into the step's event and the case. */
int filing_paper_keep(struct engine *e, const struct snapshot *s, struct step *step,
                      struct krav_case *c, struct arena *arena, struct status *st) NODISCARD;
/* With it, under the same savepoint. */
int filing_paper_list(struct engine *e, const struct event *asked, const struct step *step,
                      struct status *st) NODISCARD;

/* The reason of the task that asks for a filing of this kind. */
struct text filing_task(enum filing_kind kind, struct arena *arena);

#endif
