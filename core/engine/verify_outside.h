/* verify_outside.h - what stands beside the book: documents, and the witnessed heads. */
#ifndef KRAV_ENGINE_VERIFY_OUTSIDE_H
#define KRAV_ENGINE_VERIFY_OUTSIDE_H

#include "engine/verify.h"

/* Every document row has its file, and the file still has the hash that names it. */
int verify_documents(struct engine *e, struct faults *faults, struct verified *out,
                     struct status *st) NODISCARD;
/* Every head written outside the book is still in it: a chain cut off at its end shows here. */
int verify_witnesses(struct engine *e, struct faults *faults, struct verified *out,
                     struct status *st) NODISCARD;

#endif
