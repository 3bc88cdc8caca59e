#include "worker/forbidden.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#define MOST 16

static volatile sig_atomic_t numbers[MOST];
static volatile sig_atomic_t n_numbers;

/* What the call returns. */
static void answer_eperm(void *context) {
    ucontext_t *u = context;
#if defined(__x86_64__)
    u->uc_mcontext.gregs[REG_RAX] = -EPERM;
#elif defined(__aarch64__)
    u->uc_mcontext.regs[0] = (unsigned long long)-EPERM;
#else
#error "say where this machine's system calls return"
#endif
}

static void on_forbidden(int signal, siginfo_t *info, void *context) {
    (void)signal;
    for (int i = 0; i < n_numbers; i++) {
        if (numbers[i] == info->si_syscall) {
            answer_eperm(context);
            return;
        }
    }
    if (n_numbers < MOST) {
        numbers[n_numbers] = info->si_syscall;
        n_numbers = n_numbers + 1;
    }
    answer_eperm(context);
}

bool forbidden_note(void) {
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_NODEFER};
    action.sa_sigaction = on_forbidden;
    return sigaction(SIGSYS, &action, NULL) == 0;
}

bool forbidden_names(char *out, size_t size) {
    size_t len = 0;
    out[0] = '\0';
    for (int i = 0; i < n_numbers && len < size; i++) {
        char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)numbers[i]);
        len += (size_t)snprintf(out + len, size - len, "%s%s", i ? " " : "", name ? name : "?");
        free(name);
    }
    return n_numbers > 0;
}
