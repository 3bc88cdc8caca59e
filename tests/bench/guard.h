/* guard.h - the law's judge under a clock: how much of other work it is. */
#ifndef BENCH_GUARD_H
#define BENCH_GUARD_H

#include "law/law.h"

/* law_judge itself, without the clock. */
void __real_law_judge(const struct law_question *q, struct verdict *out);

struct guard_time {
    int64_t n, ns; /* verdicts, and what they took, the clock's own reading included */
};
/* All of this process so far. */
struct guard_time guard_time(void);

#endif
