/* inquiries_out.h - scores and registers of a case, for people and as JSON; why a score has its
 * points is read from the erasable texts, part by part. */
#ifndef KRAV_HOST_INQUIRIES_OUT_H
#define KRAV_HOST_INQUIRIES_OUT_H

#include "host/sheet.h"

void inquiries_print(struct cli *cli, const struct sheet *s);
void inquiries_json(struct json *j, const char *key, const struct sheet *s);
/* The newest score that holds, in a sentence for each part; nothing if there is none. */
void score_explain(const struct sheet *s);

#endif
