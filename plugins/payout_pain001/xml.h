/* xml.h - XML written into memory that grows: elements, indented, and text made safe.
 *
 * The caller owns it: {0} to begin with, xml_free() at the end.  When there is no memory, or the
 * document passes XML_BYTES_MAX, `failed` is set and nothing more is written. */
#ifndef PAIN_XML_H
#define PAIN_XML_H

#include "krav/plugin.h"

#define XML_BYTES_MAX ((size_t)7 << 20) /* what the host takes in one call, with room to spare */

enum xml_failure { XML_FINE, XML_NO_MEMORY, XML_TOO_LONG };

struct xml {
    char *bytes;
    size_t len, size;
    int depth;
    enum xml_failure failed;
};

void xml_open(struct xml *x, const char *name); /* without attributes */
void xml_close(struct xml *x, const char *name);
/* <name>text</name>: at most `max` characters; control characters become blanks, blanks at the
 * ends go, and & < > " ' are escaped. */
void xml_text(struct xml *x, const char *name, krav_str text, size_t max);
/* A whole line as it is, which the caller knows to be well-formed. */
void xml_line(struct xml *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
void xml_free(struct xml *x);

#endif
