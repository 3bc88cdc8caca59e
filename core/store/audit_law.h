/* audit_law.h - a second opinion: the book held against the law once more, by other means.
 *
 * The guard (core/law) judges each action before it is done, in C, on a snapshot.  This audit reads
 * what was done, from the journal, in SQL, with small tables of its own, and shares no line with
 * the guard: one of them misreading a paragraph does not silence the other.
 *
 *     the book ──read──▶ a desk in memory: events, letters, charges, stops ──▶ one sentence a fault
 *
 * Where several readings of the law are lawful the audit takes the widest: what it names, no
 * reading allows.  What came along from the creditor or an older system is fact: it is used and
 * never judged.  Costs of a claim that was due before 2010 are not judged, since no table of caps
 * is known for it.  What it cannot see, and each check with its test: core/law/README.md. */
#ifndef KRAV_STORE_AUDIT_LAW_H
#define KRAV_STORE_AUDIT_LAW_H

#include "store/db.h"

struct law_audit {
    int64_t letters, charges; /* of ours, judged again */
    day unchecked;            /* from here on no figure is known here; DAY_NONE: all were */
};
/* One fault per place found: case, step, what, paragraph.  Reads the book and writes nothing. */
int audit_law(struct db *db, struct faults *f, struct law_audit *out, struct status *st) NODISCARD;

#endif
