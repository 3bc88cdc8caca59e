/* smtp.h - handing a message to a mail server (RFC 5321), through libcurl.
 *
 *     connect, TLS, log in, MAIL, RCPT   nothing has happened yet: RETRY, or REFUSED for an address
 *     DATA ... the server's last word    2xx sent, 4xx and 5xx not sent, none: nobody knows
 *
 * TLS is demanded, and verified, unless the server is on this machine.  One connection is kept for
 * the next message. */
#ifndef EMAIL_SMTP_H
#define EMAIL_SMTP_H

#include "krav/frame.h"

#define SMTP_WHY 200

struct smtp; /* one server */

struct smtp_setup {
    krav_str server;   /* "smtps://host[:port]", or "smtp://host[:port]" for STARTTLS      */
    krav_str helo;     /* who we say we are: a domain                                      */
    krav_str user;     /* absent: nobody logs in                                           */
    const char *password_option; /* of krav.host.settings/1                                */
    krav_str ca_pem;   /* trusted instead of the system's certificates; may be absent      */
    int64_t timeout_ms;
};

struct smtp_mail {
    krav_str from;     /* the envelope's: where it comes back to */
    krav_str to, copy; /* copy may be absent: both or neither    */
    krav_str message;
};

enum smtp_end {
    SMTP_SENT = 1,
    SMTP_REFUSED, /* this letter, for good: the address, or the message */
    SMTP_LATER,   /* nothing happened                                   */
    SMTP_MAYBE
};

/* NULL, and why, if the setup cannot be used.  All of it is copied; `frame` is borrowed. */
struct smtp *smtp_open(const krav_frame *frame, const struct smtp_setup *setup,
                       char why[SMTP_WHY]);
void smtp_close(struct smtp *s); /* NULL is fine */
/* `why` is for a caseworker; empty if it was sent. */
enum smtp_end smtp_send(struct smtp *s, const struct smtp_mail *mail, char why[SMTP_WHY]);

#endif
