/* test_lock.c - one process writes at a time; the others are told who, and readers are free. */
#include "desk.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

/* Takes the lock as a krav that works would. */
static int hold_lock(struct desk *d) {
    const int fd = open(desk_path(d, "%s/run/lock", d->home), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    assert_int_equal(ftruncate(fd, 0), 0);
    const char *line = "krav day (pid 4711)\n";
    assert_int_equal(write(fd, line, strlen(line)), (ssize_t)strlen(line));
    return fd;
}

static void test_writer_is_told_who_holds_the_book(void **state) {
    struct desk *d = *state;
    const char *before = desk_print(d);
    const int fd = hold_lock(d);
    (void)desk_fails(d, 1, "held by krav day (pid 4711)", "day");
    (void)desk_fails(d, 1, "held by krav day (pid 4711)", "take", "files/claims.csv");
    (void)desk_fails(d, 1, "held by krav day (pid 4711)", "tell", "100000001", "note", "hei");
    (void)close(fd);
    assert_string_equal(desk_print(d), before);
}

static void test_readers_work_while_the_book_is_held(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    const int fd = hold_lock(d);
    assert_int_equal(json_array_size(desk_json(d, "cases")), 4);
    desk_verify(d);
    (void)desk_case(d, 1);
    (void)desk_ok(d, "check");
    (void)desk_ok(d, "day", "--dry-run");
    (void)close(fd);
    (void)desk_ok(d, "day");
}

/* What a killed process leaves of the lock is a file; the lock itself went with the process. */
static void test_lock_of_a_dead_process_holds_nothing(void **state) {
    struct desk *d = *state;
    (void)close(hold_lock(d));
    (void)desk_ok(d, "day");
    assert_null(strstr(desk_read(d, "run/lock"), "4711"));
}

/* ---- two at work at the same time ------------------------------------------------------------ */

#define N_CLAIMS 3000

static void write_large_file(const char *path) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    (void)fputs(DESK_CSV_HEAD, f);
    for (int i = 0; i < N_CLAIMS; i++) {
        (void)fprintf(f, "L-%d;311758489;consumer;;Kari Nummer %d;100,00;2026-08-17\n", i, i);
    }
    assert_int_equal(fclose(f), 0);
}

static pid_t start_take(struct desk *d, const char *file) {
    extern char **environ;
    char *argv[] = {strdup(KRAV_BIN "/krav"), strdup("-C"), strdup(d->home), strdup("take"),
        strdup(file), NULL};
    posix_spawn_file_actions_t files;
    pid_t pid = 0;
    assert_int_equal(posix_spawn_file_actions_init(&files), 0);
    (void)posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    assert_int_equal(posix_spawn(&pid, argv[0], &files, NULL, argv, environ), 0);
    (void)posix_spawn_file_actions_destroy(&files);
    for (int i = 0; argv[i]; i++) {
        free(argv[i]);
    }
    return pid;
}

/* Waits, without sleeping, until the child has written its name into the lock, or has ended.  A
 * probe that took the lock itself, if only for a moment, would stand in the child's way. */
static bool wait_until_held(struct desk *d, pid_t pid, int *status) {
    const char *path = desk_path(d, "%s/run/lock", d->home);
    const char *name = desk_path(d, "(pid %d)", (int)pid);
    for (;;) {
        char line[200] = "";
        const int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd >= 0) {
            const ssize_t n = read(fd, line, sizeof line - 1);
            line[n > 0 ? n : 0] = '\0';
            (void)close(fd);
        }
        if (strstr(line, name)) {
            return true;
        }
        if (waitpid(pid, status, WNOHANG) == pid) {
            return false;
        }
    }
}

static void test_second_writer_waits_for_nobody_and_breaks_nothing(void **state) {
    struct desk *d = *state;
    const char *file = desk_path(d, "%s/large.csv", d->dir);
    int status = 0;
    write_large_file(file);
    (void)desk_ok(d, "cases"); /* the lock file is there: a probe cannot make it */
    const pid_t pid = start_take(d, file);
    assert_true(wait_until_held(d, pid, &status));
    const struct ran *second = desk_run(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    const struct ran *reader = desk_run(d, "cases", "--json");
    const struct ran *verifier = desk_run(d, "verify");
    const bool still_at_work = waitpid(pid, &status, WNOHANG) == 0;
    if (still_at_work) {
        assert_int_equal(waitpid(pid, &status, 0), pid);
    }
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    /* The first cannot have ended before the second began: it held the lock then. */
    assert_int_equal(second->code, 1);
    assert_non_null(strstr(second->err, desk_path(d, "(pid %d)", (int)pid)));
    assert_int_equal(reader->code, 0);
    (void)desk_document(d, reader);
    assert_int_equal(verifier->code, 0);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM cases"), N_CLAIMS);
    desk_verify(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
    const struct CMUnitTest tests[] = {
        TEST(test_writer_is_told_who_holds_the_book),
        TEST(test_readers_work_while_the_book_is_held),
        TEST(test_lock_of_a_dead_process_holds_nothing),
        TEST(test_second_writer_waits_for_nobody_and_breaks_nothing),
    };
    return cmocka_run_group_tests_name("lock", tests, NULL, NULL);
}
