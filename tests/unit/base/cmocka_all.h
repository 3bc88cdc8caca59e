/* cmocka_all.h - cmocka with the headers it wants first, and a way to test that code stops. */
#ifndef KRAV_TESTS_CMOCKA_ALL_H
#define KRAV_TESTS_CMOCKA_ALL_H

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"

/* True if act(ctx) stops the process: it is run in a child, with stderr closed. */
static inline bool stops(void (*act)(void *ctx), void *ctx) {
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit none = {0, 0};
        (void)setrlimit(RLIMIT_CORE, &none);
        (void)signal(SIGABRT, SIG_DFL); /* cmocka catches it */
        (void)close(STDERR_FILENO);
        act(ctx);
        _exit(0);
    }
    int how = 0;
    assert_true(pid > 0);
    assert_int_equal(waitpid(pid, &how, 0), pid);
    return WIFSIGNALED(how) && WTERMSIG(how) == SIGABRT;
}

/* Texts print on failure, unlike assert_true(text_eq(...)). */
static inline void assert_text(struct text actual, const char *expected) {
    char shown[1024];
    size_t n = actual.len < sizeof shown - 1 ? actual.len : sizeof shown - 1;
    for (size_t i = 0; i < n; i++) {
        shown[i] = actual.ptr[i];
    }
    shown[n] = '\0';
    assert_string_equal(shown, expected);
    assert_true(text_is(actual, expected));
}

#endif
