/* files.h - a file from outside, from recognition to done/ or rejected/.
 *
 *     copy to in/PLUGIN/ ─▶ session: records to a spool ─▶ check all ─▶ apply in chunks ─▶ done/
 *                                  └─ any fault: rejected/ with a .reason, nothing applied
 *
 * The file's hash and a cursor stand in the book, written in the same transaction as the steps,
 * so a killed process goes on where it stopped and the same file again has no effect. */
#ifndef KRAV_ENGINE_FILES_H
#define KRAV_ENGINE_FILES_H

#include "engine/session.h"

/* Takes a file from anywhere (it is copied).  0 also for a rejected file: see the report.
 * Memory: the arena. */
int files_take(struct engine *e, struct desk *d, const char *path, struct arena *arena,
               struct file_report *out, struct status *st) NODISCARD;

/* Takes what stands in in/PLUGIN/ already: left by a process that was killed, or put there.
 * Calls `report` after each. */
typedef void files_reported(void *ctx, const struct file_report *report);
int files_take_waiting(struct engine *e, struct desk *d, files_reported *report, void *ctx,
                       struct status *st) NODISCARD;
/* True if any file stands in in/PLUGIN/. */
bool files_any_waiting(const struct engine *e);

#endif
