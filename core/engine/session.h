/* session.h - records that a plugin submits under one call, from the first to the last applied:
 * a file's, a poll's, or those of a request that came to it from outside.
 *
 *     hear: records to a spool ─▶ check all ─▶ apply in chunks, with a cursor
 *                                    └─ any fault: rejected, nothing applied
 *
 * Memory: the arena that the caller gives; the spool is the session's until spool_close. */
#ifndef KRAV_ENGINE_SESSION_H
#define KRAV_ENGINE_SESSION_H

#include "engine/plugs.h"
#include "engine/spool.h"
#include "store/inbox.h"

struct file_report {
    struct text file, plugin, kind;
    int64_t taken, duplicates, rejected, unmatched;
    ore sum;
    bool is_duplicate;  /* the whole file had been taken before */
    bool is_rejected;
    struct faults faults; /* why rejected; remarks when taken */
};
void session_report(struct file_report *r, struct text name, struct arena *arena);

struct session {
    struct engine *e;
    struct desk *d;
    struct arena *arena;
    struct file_report *report;
    struct status *st;
    const char *name;      /* for messages */
    bool is_whole;         /* all of it in one chunk, or nothing */
    struct file_row row;   /* row.plugin and row.name are the caller's to set */
    struct spool spool;
    int unkept;            /* why an attachment could not be kept, in st; or STATUS_OK */
};

/* Takes down what the plugin submits under `call`, which has just been asked, until its answer;
 * people are heard meanwhile.  *q: the answer.  A call of 0 fails with what is in st. */
int session_hear(struct session *s, uint64_t call, const struct question **q) NODISCARD;
/* What the answer to begin() or poll() says of the records; a refusal goes into the report. */
int session_summary(struct session *s, const struct question *q) NODISCARD;
/* Everything that can be said against the records, into the report. */
int session_check(struct session *s) NODISCARD;
/* From the cursor on; the cursor is written with the steps it stands for. */
int session_apply(struct session *s) NODISCARD;
/* The row's counts to the report. */
void session_told(struct session *s);

#endif
