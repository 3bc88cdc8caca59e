/* service.h - krav serve beside a test: started, watched until something is so, and ended.
 *
 *     service_start ─▶ (READY=1) ─▶ service_until_... ─▶ service_stop
 *
 * Nothing sleeps blindly: every wait looks again every few milliseconds, and fails the test after
 * 30 seconds or when the service has ended, with the end of its log.  A service that a failed test
 * left behind is killed by service_close, a teardown that closes the desk as well. */
#ifndef SCENARIO_SERVICE_H
#define SCENARIO_SERVICE_H

#include <sys/types.h>

#include "desk.h"

struct service {
    struct desk desk; /* first: a service's desk is used as any other */
    pid_t pid;        /* 0: none runs */
    int manager;      /* where it tells how it is: the socket of NOTIFY_SOCKET */
    char log[240];
    char said[2000];  /* to the manager, a line each */
};

/* cmocka's setup and teardown: the example's home, no service yet. */
int service_open(void **state);
int service_close(void **state);

/* As service_open, and what the test gets is `size` bytes that begin with the service; zeroed. */
void *service_open_as(void **state, size_t size);
/* A port of the loopback that nobody has now. */
int service_free_port(void);
/* Ends it, and the book is as it should be. */
void service_end(struct service *s);

/* Starts krav serve in `home` (NULL: the desk's own) and waits until it is ready. */
void service_start(struct service *s, const char *home);
/* SIGTERM, and its exit code; 128 + n after signal n. */
int service_stop(struct service *s);
void service_signal(struct service *s, int number);

typedef bool service_question(struct service *s, const void *about);
void service_until(struct service *s, service_question *is_so, const void *about,
                   const char *what);
void service_until_file(struct service *s, const char *path);
/* The log holds the text `times` times. */
void service_until_log(struct service *s, const char *text, int times);
void service_until_number(struct service *s, const char *sql, int64_t number);

/* Puts a file into in/PLUGIN/ as a careful sender does: whole, by a rename, and at rest. */
void service_drop(struct service *s, const char *place, const char *text);
/* A new connection to the control socket. */
int service_connect(struct service *s);

#endif
