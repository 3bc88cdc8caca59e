/* page.h - what an activity level promises, as a page in Norwegian for a creditor to sign.
 *
 *     level + the agreement's overrides ──▶ text ──▶ hash, which the agreement keeps (page = ...)
 *
 * Made from the same declarations that the rules read, and from nothing else: the same terms give the
 * same bytes, so the hash of the signed page proves what was promised. */
#ifndef KRAV_RULES_PAGE_H
#define KRAV_RULES_PAGE_H

#include "base/hash.h"
#include "domain/party.h"
#include "rules/rules.h"

/* The page for this creditor by the agreement's level and overrides.  Memory: the arena.
 * STATUS_NOT_FOUND: the rules have no such level. */
int page_of(const struct bundle *b, const struct creditor *creditor, const struct agreement *a,
            struct arena *arena, struct text *out, struct status *st) NODISCARD;
struct hash page_hash(struct text page);

#endif
