/* service.c - see service.h. */
#include "service.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LIMIT_MS 30000
#define LOOK_MS 5

static int64_t now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the manager ----------------------------------------------------------------------------- */

/* An abstract socket: its name can be as long as needed and nothing is left of it. */
static void manager_open(struct service *s) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    char name[60];
    const int n = snprintf(name, sizeof name, "@krav-test-%ld-%lld", (long)getpid(),
                           (long long)now_ms());
    memcpy(at.sun_path, name, (size_t)n);
    at.sun_path[0] = '\0';
    s->manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    assert_true(s->manager >= 0);
    const socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)n);
    assert_int_equal(bind(s->manager, (const struct sockaddr *)&at, len), 0);
    (void)setenv("NOTIFY_SOCKET", name, 1);
}

static void hear(struct service *s) {
    const size_t have = strlen(s->said);
    const ssize_t n = recv(s->manager, s->said + have, sizeof s->said - have - 2, 0);
    if (n > 0) {
        s->said[have + (size_t)n] = '\n';
        s->said[have + (size_t)n + 1] = '\0';
    }
}

/* ---- waiting --------------------------------------------------------------------------------- */

static void give_up(struct service *s, const char *what, const char *why) {
    const char *log = desk_read(&s->desk, s->log);
    const size_t len = strlen(log);
    fail_msg("%s: %s; the service's log:\n%s", what, why, log + (len > 3000 ? len - 3000 : 0));
}

void service_until(struct service *s, service_question *is_so, const void *about,
                   const char *what) {
    const int64_t limit = now_ms() + LIMIT_MS;
    while (!is_so(s, about)) {
        int status = 0;
        if (s->pid > 0 && waitpid(s->pid, &status, WNOHANG) == s->pid) {
            s->pid = 0;
            give_up(s, what, "the service has ended");
        }
        if (now_ms() > limit) {
            give_up(s, what, "not so after 30 seconds");
        }
        (void)poll(NULL, 0, LOOK_MS);
        hear(s);
    }
}

static bool is_there(struct service *s, const void *path) { return desk_exists(&s->desk, path); }

void service_until_file(struct service *s, const char *path) {
    service_until(s, is_there, path, path);
}

struct counted {
    const char *text;
    int64_t times;
};

static bool log_holds(struct service *s, const void *about) {
    const struct counted *c = about;
    FILE *f = fopen(s->log, "re");
    char line[4000];
    int64_t n = 0;
    while (f && fgets(line, sizeof line, f)) {
        n += strstr(line, c->text) != NULL;
    }
    if (f) {
        (void)fclose(f);
    }
    return n >= c->times;
}

void service_until_log(struct service *s, const char *text, int times) {
    const struct counted c = {text, times};
    service_until(s, log_holds, &c, text);
}

static bool number_is(struct service *s, const void *about) {
    const struct counted *c = about;
    return desk_sql_int(&s->desk, c->text) == c->times;
}

void service_until_number(struct service *s, const char *sql, int64_t number) {
    const struct counted c = {sql, number};
    service_until(s, number_is, &c, sql);
}

/* ---- the service ----------------------------------------------------------------------------- */

static bool is_ready(struct service *s, const void *about) {
    (void)about;
    return strstr(s->said, "READY=1") != NULL;
}

void service_start(struct service *s, const char *home) {
    extern char **environ;
    posix_spawn_file_actions_t files;
    char *argv[] = {strdup(KRAV_BIN "/krav"), strdup("-C"), strdup(home ? home : s->desk.home),
        strdup("serve"), NULL};
    s->said[0] = '\0';
    assert_int_equal(posix_spawn_file_actions_init(&files), 0);
    (void)posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    (void)posix_spawn_file_actions_addopen(&files, 1, s->log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    (void)posix_spawn_file_actions_adddup2(&files, 1, 2);
    assert_int_equal(posix_spawn(&s->pid, argv[0], &files, NULL, argv, environ), 0);
    (void)posix_spawn_file_actions_destroy(&files);
    for (int i = 0; argv[i]; i++) {
        free(argv[i]);
    }
    service_until(s, is_ready, NULL, "krav serve is ready");
}

void service_signal(struct service *s, int number) {
    assert_true(s->pid > 0);
    assert_int_equal(kill(s->pid, number), 0);
}

int service_stop(struct service *s) {
    const int64_t limit = now_ms() + LIMIT_MS;
    int status = 0;
    service_signal(s, SIGTERM);
    while (waitpid(s->pid, &status, WNOHANG) == 0) {
        if (now_ms() > limit) {
            give_up(s, "krav serve", "has not stopped 30 seconds after SIGTERM");
        }
        (void)poll(NULL, 0, LOOK_MS);
    }
    s->pid = 0;
    hear(s);
    const char *log = desk_read(&s->desk, s->log);
    if (strstr(log, "Sanitizer") || strstr(log, "runtime error")) {
        give_up(s, "krav serve", "a sanitizer complained");
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void service_end(struct service *s) {
    assert_int_equal(service_stop(s), 0);
    desk_verify(&s->desk);
}

/* Takes over the desk that desk_open made: it is the first member of what the test gets. */
int service_open(void **state) {
    struct service *s = calloc(1, sizeof *s);
    assert_non_null(s);
    (void)desk_open(state);
    struct desk *d = *state;
    s->desk = *d;
    free(d);
    *state = s;
    (void)snprintf(s->log, sizeof s->log, "%s/serve.log", s->desk.dir);
    manager_open(s);
    return 0;
}

void *service_open_as(void **state, size_t size) {
    (void)service_open(state);
    struct service *s = *state, *whole = calloc(1, size);
    assert_non_null(whole);
    *whole = *s;
    free(s);
    *state = whole;
    return whole;
}

int service_free_port(void) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof at;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
    (void)close(fd);
    return ntohs(at.sin_port);
}

int service_close(void **state) {
    struct service *s = *state;
    if (s->pid > 0) {
        (void)kill(s->pid, SIGKILL);
        (void)waitpid(s->pid, NULL, 0);
    }
    (void)close(s->manager);
    (void)unsetenv("NOTIFY_SOCKET");
    return desk_close(state); /* frees what begins with the desk */
}

/* ---- from outside ---------------------------------------------------------------------------- */

void service_drop(struct service *s, const char *place, const char *text) {
    struct desk *d = &s->desk;
    const char *from = desk_path(d, "%s/dropped", d->dir);
    const struct timespec long_ago[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    desk_write(d, from, text);
    assert_int_equal(utimensat(AT_FDCWD, from, long_ago, 0), 0);
    assert_int_equal(rename(from, desk_path(d, "%s/in/%s", d->home, place)), 0);
}

int service_connect(struct service *s) {
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    const int dir = open(desk_path(&s->desk, "%s/run", s->desk.home),
                         O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(dir >= 0);
    (void)snprintf(to.sun_path, sizeof to.sun_path, "/proc/self/fd/%d/control.sock", dir);
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
    (void)close(dir);
    return fd;
}
