/* book.h - making a book and its dated facts: creditors, agreements, the active bundle. */
#ifndef KRAV_ENGINE_BOOK_H
#define KRAV_ENGINE_BOOK_H

#include "base/conf.h"
#include "engine/engine.h"

/* A new, empty book at config->db_path. */
int book_create(const struct engine_config *config, enum clock_kind clock, day first_day,
                struct status *st) NODISCARD;

/* All faults of the file at once, as "PATH:LINE: ..."; nothing is written if there are any. */
int book_import_creditors(struct engine *e, const struct conf *file, uint32_t *n,
                          struct faults *faults, struct status *st) NODISCARD;
int book_import_agreements(struct engine *e, const struct conf *file, uint32_t *n,
                           struct faults *faults, struct status *st) NODISCARD;

/* Does the book stand in the way of these rules: stages in which open cases stand, levels that are
 * agreed on?  STATUS_INVALID with all faults. */
int book_fits(struct engine *e, const struct bundle *b, struct faults *faults,
              struct status *st) NODISCARD;

/* Makes a bundle that still fits the active one.  Its own tests, and whether it can decide, are the
 * caller's (lab is above us).  On STATUS_OK the bundle is the engine's. */
int book_activate(struct engine *e, struct bundle *b, struct text by, struct faults *faults,
                  struct status *st) NODISCARD;

/* The same from its files, which are compiled and checked first. */
int book_publish(struct engine *e, const struct bundle_source *source, struct text by,
                 struct faults *faults, struct status *st) NODISCARD;

#endif
