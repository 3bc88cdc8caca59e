/* bounce.h - mail that came back: delivery status notifications (RFC 3464).
 *
 *     multipart/report
 *       1  words for people                           not read
 *       2  message/delivery-status                    Action, Status, Diagnostic-Code by receiver
 *       3  message/rfc822 or text/rfc822-headers      the Message-ID that we gave it
 *
 * The file is read whole; a returned letter is small, since servers cut what they send back. */
#ifndef EMAIL_BOUNCE_H
#define EMAIL_BOUNCE_H

#include "krav/plugin.h"

#define BOUNCE_BYTES_MAX ((size_t)8 << 20)
#define BOUNCE_KEY_MAX 128
#define BOUNCE_REASON_MAX 300

struct bounce {
    int failed;  /* 1: it will not arrive; 0: it is late, or arrived after all */
    char key[BOUNCE_KEY_MAX + 1]; /* of the letter: what stands before the @ of its Message-ID */
    char reason[BOUNCE_REASON_MAX + 1]; /* "5.1.1: 550 no such user"; printable ASCII */
};

/* 0 to 100, from the first bytes of a file. */
int32_t bounce_recognise(krav_str head);
/* NULL, or what is wrong with it.  `domain`: that of our Message-IDs. */
const char *bounce_read(krav_str mail, krav_str domain, struct bounce *out);

#endif
