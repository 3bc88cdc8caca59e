/* elements.c - what the parser finds, sorted into the fields. */
#include "camt.h"

#include "krav/check.h"
#include "krav/easy.h"

#include "entry.h"
#include "statement.h"
#include "values.h"

#define SPACE "urn:iso:std:iso:20022:tech:xsd:camt."
#define STATEMENTS 2 /* the first of the spaces below that is of statements */

/* ---- names ---------------------------------------------------------------------------------- */

/* The parser gives "namespace\nlocal"; the local name if it is of that namespace, else NULL. */
static const char *local_of(const XML_Char *name, const char *space) {
    const size_t len = strlen(space);
    return strncmp(name, space, len) == 0 && name[len] == '\n' ? name + len + 1 : NULL;
}

static krav_str shown(const char *s, size_t len) {
    const krav_str text = {s, len};
    return value_clean(text) == NULL ? (krav_str){s, (size_t)value_shown(text, 100)}
                                     : KRAV_STR("?");
}

static void root_refuse(struct camt *c, const XML_Char *name) {
    const char *feed = strchr(name, '\n');
    const char *local = feed ? feed + 1 : name;
    const krav_str space = shown(name, feed ? (size_t)(feed - name) : 0);
    const krav_str word = shown(local, strlen(local));
    camt_stop(c, "%.*s of the namespace \"%.*s\": only Document of " SPACE
              "054.001.02 and .08, and of .053, is taken",
              (int)word.len, word.ptr, (int)space.len, space.ptr);
}

static void root_begin(struct camt *c, const XML_Char *name) {
    static const char *const spaces[] = {SPACE "054.001.02", SPACE "054.001.08",
                                         SPACE "053.001.02", SPACE "053.001.08"};
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
        const char *local = local_of(name, spaces[i]);
        if (local && strcmp(local, "Document") == 0) {
            c->space = spaces[i];
            c->is_statement = i >= STATEMENTS;
            return;
        }
    }
    root_refuse(c, name);
}

static void body_begin(struct camt *c, const XML_Char *name) {
    const char *body = c->is_statement ? "BkToCstmrStmt" : "BkToCstmrDbtCdtNtfctn";
    const char *local = local_of(name, c->space);
    if (!local || strcmp(local, body) != 0) {
        const char *feed = strchr(name, '\n');
        local = feed ? feed + 1 : name;
        const krav_str word = shown(local, strlen(local));
        camt_stop(c, "%.*s stands where %s should", (int)word.len, word.ptr, body);
    } else if (c->is_body) {
        camt_stop(c, "a second %s begins here: a file holds one", body);
    }
    c->is_body = 1;
}

/* ---- values --------------------------------------------------------------------------------- */

static void value_begin(struct camt *c, int field, const XML_Char **attributes) {
    c->field = field;
    c->text_line = camt_line(c);
    c->text_len = 0;
    c->is_blank = c->is_long = 0;
    memset(c->currency, 0, sizeof c->currency);
    for (; attributes[0]; attributes += 2) {
        if (strcmp(attributes[0], "Ccy") == 0 && strlen(attributes[1]) == 3) {
            memcpy(c->currency, attributes[1], 3);
        }
    }
}

/* Blanks at the ends are dropped, and any in between become one. */
static void text_feed(struct camt *c, const char *text, size_t len) {
    for (size_t i = 0; i < len && !c->is_long; i++) {
        const char ch = text[i];
        if (ch == ' ' || ch == '\n' || ch == '\r' || ch == '\t') {
            c->is_blank = c->text_len > 0;
            continue;
        }
        const uint32_t n = c->is_blank ? 2 : 1;
        if (c->text_len + n > sizeof c->text) {
            c->is_long = 1;
            return;
        }
        if (c->is_blank) {
            c->text[c->text_len++] = ' ';
        }
        c->text[c->text_len++] = ch;
        c->is_blank = 0;
    }
}

/* What a payer wrote is not the bank's fault: of a control character one blank is left, and of a
 * text that is too long its beginning. */
static void text_mend(struct camt *c, size_t max) {
    size_t to = 0;
    c->text_len = (uint32_t)value_shown((krav_str){c->text, c->text_len}, max);
    for (size_t i = 0; i < c->text_len;) {
        const unsigned char *s = (const unsigned char *)c->text + i;
        const size_t n = krav_utf8_at(s, c->text_len - i);
        if (n == 0) { /* the last character was cut where the buffer ended */
            break;
        }
        if (krav_utf8_is_control(s)) {
            c->text[to++] = ' ';
        } else {
            memmove(c->text + to, s, n);
            to += n;
        }
        i += n;
    }
    c->text_len = (uint32_t)to;
}

static void value_set(struct camt *c, int field) {
    struct camt_value *v = &c->values[field];
    v->line = c->text_line;
    v->len = c->text_len;
    memcpy(v->bytes, c->text, c->text_len);
    memcpy(v->currency, c->currency, sizeof v->currency);
}

static void list_add(struct camt *c) {
    struct camt_text *t = &c->words;
    const size_t blank = t->len > 0 ? 1 : 0;
    const size_t room = sizeof t->bytes - t->len;
    if (t->is_full || room <= blank) {
        return;
    }
    t->is_full = c->text_len > room - blank;
    const int n = value_shown((krav_str){c->text, c->text_len}, room - blank);
    t->bytes[t->len] = ' ';
    memcpy(t->bytes + t->len + blank, c->text, (size_t)n);
    t->len += (uint32_t)n + (uint32_t)blank;
}

/* What an entry or a notification says of itself has been read when its contents begin. */
static int is_late(const struct camt *c, int field) {
    return (field >= CAMT_NOTIFICATION_ID && field <= CAMT_FROM &&
            c->notification.is_begun) ||
           (field >= CAMT_ENTRY_REF && field < CAMT_ENTRY_TEXT && c->entry.is_begun);
}

static void value_once(struct camt *c, int field) {
    const char *name = camt_paths[field].path;
    const int64_t before = c->values[field].line;
    const char *unclean = value_clean((krav_str){c->text, c->text_len});
    if (c->is_long || c->text_len > CAMT_VALUE_MAX) {
        camt_fault(c, c->text_line, "%s is longer than %d bytes", name, CAMT_VALUE_MAX);
    } else if (unclean) {
        camt_fault(c, c->text_line, "%s %s", name, unclean);
    } else if (before > 0) {
        camt_fault(c, c->text_line, "%s stands on line %lld already", name, (long long)before);
    } else if (is_late(c, field)) {
        camt_fault(c, c->text_line, "%s stands after what it should stand before", name);
    } else {
        value_set(c, field);
    }
}

static void value_end(struct camt *c, int field) {
    const enum camt_repeat repeat = camt_paths[field].repeat;
    c->field = -1;
    if (c->text_len == 0) {
        return; /* as if it did not stand there */
    }
    if (repeat == CAMT_ONCE) {
        value_once(c, field);
        return;
    }
    text_mend(c, repeat == CAMT_LIST ? CAMT_TEXT_MAX : CAMT_VALUE_MAX);
    if (c->text_len > 0 && repeat == CAMT_LIST) {
        list_add(c);
    } else if (c->text_len > 0 && c->values[field].line == 0) {
        value_set(c, field);
    }
}

/* ---- elements ------------------------------------------------------------------------------- */

static void holder_begin(struct camt *c, int field) {
    static void (*const begins[CAMT_HOLDERS])(struct camt *) = {
        [CAMT_NOTIFICATION] = notification_begin,
        [CAMT_ENTRY] = entry_begin,
        [CAMT_DETAILS] = details_begin,
        [CAMT_TX] = transaction_begin,
        [CAMT_STRUCTURED] = structured_begin,
        [CAMT_BALANCE] = balance_begin,
    };
    begins[field](c);
}

static void holder_end(struct camt *c, int field) {
    static void (*const ends[CAMT_HOLDERS])(struct camt *) = {
        [CAMT_NOTIFICATION] = notification_end,
        [CAMT_ENTRY] = entry_end,
        [CAMT_DETAILS] = details_end,
        [CAMT_STRUCTURED] = structured_end,
        [CAMT_BALANCE] = balance_end,
    };
    if (ends[field]) {
        ends[field](c);
    }
}

/* The name as the tree has it: the two kinds of files differ in this one. */
static const char *known_as(const struct camt *c, const char *local) {
    const char *other = c->is_statement ? "Ntfctn" : "Stmt";
    return c->depth != 3 || !local         ? local
           : strcmp(local, other) == 0     ? NULL
           : strcmp(local, "Stmt") == 0    ? "Ntfctn"
                                           : local;
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes) {
    struct camt *c = ctx;
    if (c->stopped) {
        return; /* the parser may finish what it has begun */
    }
    if (c->depth == CAMT_DEPTH_MAX) {
        camt_stop(c, "elements stand more than %d deep in one another", CAMT_DEPTH_MAX);
        return;
    }
    c->depth++;
    c->n_text = 0;
    c->field = -1;
    c->nodes[c->depth] = 0;
    if (c->depth == 1) {
        root_begin(c, name);
    } else if (c->depth == 2) {
        body_begin(c, name);
    } else if (c->depth == 3 || c->nodes[c->depth - 1] != 0) {
        const char *local = known_as(c, local_of(name, c->space));
        const uint16_t node = local ? camt_tree_child(&c->tree, c->nodes[c->depth - 1], local) : 0;
        const int field = node ? c->tree.nodes[node].field : -1;
        c->nodes[c->depth] = node;
        if (field >= CAMT_HOLDERS) {
            value_begin(c, field, attributes);
        } else if (field >= 0) {
            holder_begin(c, field);
        }
    }
}

static void XMLCALL on_end(void *ctx, const XML_Char *name) {
    struct camt *c = ctx;
    (void)name;
    if (c->stopped) {
        return;
    }
    const uint16_t node = c->nodes[c->depth];
    const int field = node ? c->tree.nodes[node].field : -1;
    if (field >= CAMT_HOLDERS && c->field == field) {
        value_end(c, field);
    } else if (field >= 0 && field < CAMT_HOLDERS) {
        holder_end(c, field);
    }
    c->field = -1;
    c->n_text = 0;
    c->depth--;
}

static void XMLCALL on_text(void *ctx, const XML_Char *text, int len) {
    struct camt *c = ctx;
    if (c->stopped) {
        return;
    }
    c->n_text += len;
    if (c->n_text > CAMT_PIECE_BYTES) {
        camt_stop(c, "a text is longer than 1 MiB");
    } else if (c->field >= 0) {
        text_feed(c, text, (size_t)len);
    }
}

/* Entities could make a small file large, and a foreign file ours; no bank needs them. */
static void XMLCALL on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_subset) {
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    camt_stop(ctx, "a document type declaration (DTD) is not taken");
}

static int is_utf8(const char *encoding) {
    static const char want[] = "utf-8";
    size_t i = 0;
    while (encoding[i] && want[i] && (encoding[i] | 0x20) == (want[i] | 0x20)) {
        i++;
    }
    return encoding[i] == '\0' && want[i] == '\0';
}

static void XMLCALL on_declaration(void *ctx, const XML_Char *version, const XML_Char *encoding,
                                   int standalone) {
    (void)version;
    (void)standalone;
    if (encoding && !is_utf8(encoding)) {
        camt_stop(ctx, "the encoding is %.100s, and only UTF-8 is taken", encoding);
    }
}

void camt_handle_elements(struct camt *c) {
    XML_SetUserData(c->parser, c);
    XML_SetElementHandler(c->parser, on_start, on_end);
    XML_SetCharacterDataHandler(c->parser, on_text);
    XML_SetStartDoctypeDeclHandler(c->parser, on_doctype);
    XML_SetXmlDeclHandler(c->parser, on_declaration);
}
