/* run.h - one krav command, run to its end or to the death that was drawn for it.
 *
 *     DEATH_BY_TIME   SIGKILL to the host after so many microseconds
 *     DEATH_BY_CALL   SIGKILL in the host just before its n-th call that writes to disk or sends
 *                     to a worker, or half way through it (die_at.c, preloaded)
 *     DEATH_OF_WORKER SIGKILL to one of the host's workers after so many microseconds */
#ifndef CRASH_RUN_H
#define CRASH_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum death_kind { DEATH_NONE, DEATH_BY_TIME, DEATH_BY_CALL, DEATH_OF_WORKER };

struct death {
    enum death_kind kind;
    int64_t after_us;
    int64_t call;
    bool is_torn; /* DEATH_BY_CALL: the write is begun */
};

struct ending {
    int code;       /* of exit; -1: killed */
    bool host_died, worker_died;
    int64_t took_us;
    int64_t calls;  /* as DEATH_BY_CALL counts them; 0 if it was killed */
};

struct stage {
    const char *bin;   /* where krav is */
    char *log;         /* what the last command said on both its outputs */
    char *calls;       /* where die_at writes its count */
};

#define ARGS_MAX 16

/* The command starts with its name; -C home is put in front.  A command that does not end within
 * two minutes ends the program. */
struct ending krav_run(const struct stage *s, const char *home, const char *const *args,
                       const struct death *death, uint64_t *dice);
/* Starts it only; its output goes to `log`. */
pid_t krav_start(const struct stage *s, const char *home, const char *const *args,
                 const char *log);
/* The exit code, or -1 if it was killed. */
int krav_wait(pid_t pid);

uint64_t dice_roll(uint64_t *dice, uint64_t n); /* 0 .. n - 1 */
int64_t now_us(void);

#endif
