/* message.h - a letter as an e-mail: RFC 5322 headers, MIME parts (RFC 2045, 2047).
 *
 *     From, To, Cc (a guardian), Subject, Date, Message-ID: <KEY@domain of the sender>
 *     text/plain; charset=utf-8                  the letter's body, word for word
 *     application/pdf, as an attachment          its pages, if it was rendered
 *
 * Everything that is not plain ASCII is encoded, so no name or subject can add a header.  Whoever
 * reads headers finds no national id, no amount and no case number there. */
#ifndef EMAIL_MESSAGE_H
#define EMAIL_MESSAGE_H

#include "text.h"

#define ADDRESS_MAX 254 /* RFC 5321 § 4.5.3.1.3, without its < > */

struct message_from {
    krav_str address, name;
    krav_str reply_to; /* absent: answers go to `address` */
};

/* A plain address: something@domain, printable ASCII without what SMTP would misread. */
int message_is_address(krav_str address);
/* Behind the @; the address is one. */
krav_str message_domain(krav_str address);
/* NULL, or why this letter cannot go by e-mail. */
const char *message_refuses(const krav_letter *letter);
/* Lines end with CRLF.  `now` is UTC.  *out may have failed: no memory, or over 24 MiB. */
void message_write(const struct message_from *from, const krav_letter *letter, krav_str key,
                   krav_ms now, struct text *out);

#endif
