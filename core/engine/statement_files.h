/* statement_files.h - statements as files for people: out/settlements/DAY-ORG.{json,csv,pdf}.
 *
 * JSON and CSV were kept with the settlement; the pages are made here by the configured renderer
 * and kept too.  Rendering and writing touch nothing that counts: whatever a killed process left
 * undone is found and done again, from the documents. */
#ifndef KRAV_ENGINE_STATEMENT_FILES_H
#define KRAV_ENGINE_STATEMENT_FILES_H

#include "engine/plugs.h"

int statement_files_any(struct engine *e, bool *any, struct status *st) NODISCARD;
/* `d` may be NULL where no renderer is configured.  A statement that cannot be rendered is written without pages and tried again tomorrow, with a
 * task for the operator. */
int statement_files_write(struct engine *e, struct desk *d, struct status *st) NODISCARD;

#endif
