/* notify.h - tells the service manager how we are (the sd_notify protocol: one datagram). */
#ifndef KRAV_HOST_NOTIFY_H
#define KRAV_HOST_NOTIFY_H

/* "READY=1", "STOPPING=1", "STATUS=...".  Nothing happens without NOTIFY_SOCKET. */
void notify_manager(const char *what);

#endif
