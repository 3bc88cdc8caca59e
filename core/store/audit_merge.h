/* audit_merge.h - what is asked of cases that were merged (audit_law_merge.c).  Internal to store/. */
#ifndef KRAV_STORE_AUDIT_MERGE_H
#define KRAV_STORE_AUDIT_MERGE_H

/* What went from one case is what came to the other; one sentence per fault. */
extern const char merges_match[];

#endif
