/* verify_decisions.h - some of the book's decisions, made again from what they had read.
 *
 *     step: bundle by hash, stage, what was read ──▶ the bundle of the library ──▶ the same actions?
 *
 * The first of every kind of decision (bundle and stage) and then one in so many, so that a large book
 * costs little more than a small one. */
#ifndef KRAV_ENGINE_VERIFY_DECISIONS_H
#define KRAV_ENGINE_VERIFY_DECISIONS_H

#include "domain/step.h"
#include "store/db.h"

struct redecide;
struct redecide *redecide_new(struct db *db);
void redecide_free(struct redecide *r);
/* Any step of a case, in order; most are passed over. */
void redecide_step(struct redecide *r, const struct step *s, struct faults *faults);
int64_t redecide_count(const struct redecide *r);

#endif
