/* Good: filings as files. */
#include "../planted/papers.h"

static const krav_filing filing = {.file = papers_file};
SANE_NEEDS_FILES;
static const krav_hooks hooks = {.recall = sane_recall};
#define PROVIDES(X) X(KRAV_FILING, filing)
SANE_PLUGIN(krav_frame, PROVIDES, hooks, "papers", .needs = needs);
