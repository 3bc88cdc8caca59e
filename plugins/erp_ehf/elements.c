/* elements.c - what the parser finds, sorted into the fields. */
#include "ehf.h"

#include "krav/check.h"
#include "krav/easy.h"

#include "values.h"

#include <stdlib.h>

#define UBL "urn:oasis:names:specification:ubl:schema:xsd:"
#define SBDH "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
#define CUSTOMIZATION "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
#define SHOWN_MAX 100 /* characters of a name in a message */

/* ---- names ------------------------------------------------------------------------------------ */

/* The parser gives "namespace\nlocal", or "local" when there is no namespace. */
static const char *local_name(const XML_Char *name) {
    const char *feed = strchr(name, '\n');
    return feed ? feed + 1 : name;
}

static int is_of(const XML_Char *name, const char *space) {
    const size_t len = strlen(space);
    return strncmp(name, space, len) == 0 && name[len] == '\n';
}

static int is_named(const XML_Char *name, const char *space, const char *local) {
    return is_of(name, space) && strcmp(local_name(name), local) == 0;
}

static void copy(char to[EHF_ATTRIBUTE_MAX + 1], const XML_Char *from) {
    const size_t len = strnlen(from, EHF_ATTRIBUTE_MAX);
    memcpy(to, from, len);
    to[len] = '\0';
}

/* The value of that attribute, "" if there is none.  False if it cannot be kept. */
static int attribute_of(const XML_Char **attributes, const char *name,
                        char to[EHF_ATTRIBUTE_MAX + 1]) {
    to[0] = '\0';
    for (; attributes[0]; attributes += 2) {
        if (strcmp(attributes[0], name) == 0) {
            copy(to, attributes[1]);
            return strlen(attributes[1]) <= EHF_ATTRIBUTE_MAX &&
                   value_clean(krav_str_of(to)) == NULL;
        }
    }
    return 1;
}

/* ---- attachments ------------------------------------------------------------------------------ */

static void attachment_begin(struct ehf *e, const XML_Char **attributes) {
    if (!e->bytes) {
        e->bytes = malloc(EHF_ATTACHMENT_MAX);
    }
    if (!e->bytes) {
        e->rc = KRAV_E_NOMEM;
        e->stopped = 1;
        XML_StopParser(e->parser, XML_FALSE);
        return;
    }
    base64_begin(&e->base64, e->bytes, EHF_ATTACHMENT_MAX);
    if (!attribute_of(attributes, "filename", e->name) ||
        !attribute_of(attributes, "mimeCode", e->media_type)) {
        ehf_fault(e, e->line, "the attachment's filename or mimeCode is over %d bytes or holds a"
                  " control character", EHF_ATTRIBUTE_MAX);
    } else if (!e->name[0] || !e->media_type[0]) {
        ehf_fault(e, e->line, "the attachment lacks filename or mimeCode");
    }
}

static void attachment_end(struct ehf *e) {
    const char *fault = base64_end(&e->base64);
    if (fault) {
        ehf_fault(e, e->line, "the attachment %s", fault);
        return;
    }
    e->attached = (struct ehf_attachment){
        .line = e->line,
        .name = krav_str_of(e->name),
        .media_type = krav_str_of(e->media_type),
        .bytes = {(const char *)e->bytes, e->base64.len},
    };
    e->n_attachments++;
    e->n_attached += (int64_t)e->attached.bytes.len;
    if (e->sink->attachment && e->n_faults == 0) {
        e->rc = e->sink->attachment(e->sink->ctx, &e->attached);
        if (e->rc != KRAV_OK) {
            e->stopped = 1;
            XML_StopParser(e->parser, XML_FALSE);
        }
    }
}

/* ---- values ----------------------------------------------------------------------------------- */

static void value_begin(struct ehf *e, int field, const XML_Char **attributes) {
    e->field = field;
    e->line = ehf_line(e);
    e->text_len = 0;
    e->is_blank = e->is_long = 0;
    e->attribute[0] = '\0';
    if (field == EHF_ATTACHMENT) {
        attachment_begin(e, attributes);
    } else if (ehf_paths[field].attribute &&
               !attribute_of(attributes, ehf_paths[field].attribute, e->attribute)) {
        ehf_fault(e, e->line, "%s: %s is over %d bytes or holds a control character",
                  ehf_paths[field].path, ehf_paths[field].attribute, EHF_ATTRIBUTE_MAX);
    }
}

/* Blanks at the ends are dropped, and any in between become one. */
static void text_feed(struct ehf *e, const char *text, size_t len) {
    for (size_t i = 0; i < len && !e->is_long; i++) {
        const char c = text[i];
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            e->is_blank = e->text_len > 0;
            continue;
        }
        const uint32_t n = e->is_blank ? 2 : 1;
        if (e->text_len + n > EHF_TEXT_MAX) {
            e->is_long = 1;
            return;
        }
        if (e->is_blank) {
            e->text[e->text_len++] = ' ';
        }
        e->text[e->text_len++] = c;
        e->is_blank = 0;
    }
}

static void value_set(struct ehf *e, struct ehf_value *v) {
    v->line = e->line;
    v->len = e->text_len;
    memcpy(v->text, e->text, e->text_len);
    memcpy(v->attribute, e->attribute, sizeof v->attribute);
}

static void value_append(struct ehf_value *v, const char *text, size_t len) {
    memcpy(v->text + v->len, text, len);
    v->len += (uint32_t)len;
}

/* "Gulv; Maling; Tak ...": names joined, up to a length that a letter has room for. */
static void list_add(struct ehf *e, struct ehf_value *v) {
    static const char dots[] = " ...";
    const size_t room = EHF_DESCRIPTION_MAX - (sizeof dots - 1);
    size_t len = e->text_len;
    if (len == 0 || v->is_full) {
        return;
    }
    if (v->line == 0) {
        v->line = e->line;
    } else {
        value_append(v, "; ", 2);
    }
    if (v->len + len > room) {
        const size_t left = v->len < room ? room - v->len : 0;
        len = (size_t)value_shown((krav_str){e->text, len}, left);
        v->is_full = 1;
    }
    value_append(v, e->text, len);
    if (v->is_full) {
        value_append(v, dots, sizeof dots - 1);
    }
}

static int is_same(const struct ehf *e, const struct ehf_value *v) {
    return v->len == e->text_len && memcmp(v->text, e->text, v->len) == 0;
}

/* It says which format this is, and comes first.  Another one has other rules: what is made of
 * them by ours is of no interest to anybody. */
static void format_check(struct ehf *e) {
    if (!krav_str_eq((krav_str){e->text, e->text_len}, KRAV_STR(CUSTOMIZATION))) {
        ehf_stop(e, "CustomizationID is \"%.*s\", and only EHF / Peppol BIS Billing 3.0 is taken: \""
                 CUSTOMIZATION "\"", value_shown((krav_str){e->text, e->text_len}, 200), e->text);
    }
}

static void value_keep(struct ehf *e, struct ehf_value *v) {
    const struct ehf_path *p = &ehf_paths[e->field];
    const int is_first = v->line == 0;
    switch (p->repeat) {
    case EHF_ONCE:
    case EHF_SAME:
        if (is_first) {
            value_set(e, v);
        } else if (p->repeat == EHF_ONCE || !is_same(e, v)) {
            ehf_fault(e, e->line, "%s stands on line %lld already%s", p->path, (long long)v->line,
                      p->repeat == EHF_SAME ? ", with another value" : "");
        }
        break;
    case EHF_FIRST:
        if (is_first || v->len == 0) {
            value_set(e, v);
        }
        break;
    case EHF_VAT:
        if (is_first || krav_str_eq((krav_str){e->text, e->text_len}, KRAV_STR("VAT"))) {
            value_set(e, v);
        }
        break;
    case EHF_LIST:
        list_add(e, v);
        break;
    }
}

/* A name in a list will be cut in any case, so a long one is no fault. */
static void text_cut(struct ehf *e) {
    e->text_len = (uint32_t)value_shown((krav_str){e->text, e->text_len}, EHF_DESCRIPTION_MAX);
    e->is_long = 0;
}

static void value_end(struct ehf *e) {
    if (e->is_long && ehf_paths[e->field].repeat == EHF_LIST) {
        text_cut(e);
    }
    const char *unclean = value_clean((krav_str){e->text, e->text_len});
    if (e->is_long) {
        ehf_fault(e, e->line, "%s is longer than %d bytes", ehf_paths[e->field].path,
                  EHF_TEXT_MAX);
    } else if (unclean) {
        ehf_fault(e, e->line, "%s %s", ehf_paths[e->field].path, unclean);
    } else {
        value_keep(e, &e->values[e->field]);
        if (e->field == EHF_CUSTOMIZATION) {
            format_check(e);
        }
    }
}

/* ---- elements --------------------------------------------------------------------------------- */

static krav_str shown(krav_str s) {
    return value_clean(s) == NULL ? (krav_str){s.ptr, (size_t)value_shown(s, SHOWN_MAX)}
                                  : KRAV_STR("?");
}

static void root_refuse(struct ehf *e, const XML_Char *name) {
    const char *feed = strchr(name, '\n');
    const krav_str local = shown(krav_str_of(local_name(name)));
    const krav_str space = shown((krav_str){name, feed ? (size_t)(feed - name) : 0});
    ehf_stop(e, "%.*s of the namespace \"%.*s\" is neither Invoice nor CreditNote of UBL 2",
             (int)local.len, local.ptr, (int)space.len, space.ptr);
}

/* The root, or what stands in the envelope. */
static void document_begin(struct ehf *e, const XML_Char *name) {
    const enum ehf_kind kind = is_named(name, UBL "Invoice-2", "Invoice")         ? EHF_INVOICE
                               : is_named(name, UBL "CreditNote-2", "CreditNote") ? EHF_CREDIT_NOTE
                                                                                  : EHF_NONE;
    e->below[e->depth] = (struct ehf_below){0, 0};
    if (kind != EHF_NONE && e->kind != EHF_NONE) {
        ehf_stop(e, "a second document begins here: a file holds one");
    } else if (kind != EHF_NONE) {
        e->kind = kind;
        e->kind_line = ehf_line(e);
        e->below[e->depth] = ehf_below_document();
    } else if (e->depth == 1 && is_named(name, SBDH, "StandardBusinessDocument")) {
        e->is_envelope = 1;
    } else if (e->depth == 1 || !is_named(name, SBDH, "StandardBusinessDocumentHeader")) {
        root_refuse(e, name);
    }
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes) {
    struct ehf *e = ctx;
    if (e->stopped) {
        return; /* the parser may finish what it has begun */
    }
    if (e->depth == EHF_DEPTH_MAX) {
        ehf_stop(e, "elements stand more than %d deep in one another", EHF_DEPTH_MAX);
        return;
    }
    e->depth++;
    e->n_text = 0;
    e->field = -1;
    if (e->depth == 1 || (e->depth == 2 && e->is_envelope)) {
        document_begin(e, name);
        return;
    }
    const struct ehf_below parent = e->below[e->depth - 1];
    struct ehf_below *below = &e->below[e->depth];
    *below = (struct ehf_below){0, 0};
    if (parent.fields != 0 && is_of(name, UBL "CommonBasicComponents-2")) {
        const int field = ehf_field_of(parent, local_name(name));
        if (field >= 0) {
            value_begin(e, field, attributes);
        }
    } else if (parent.fields != 0 && is_of(name, UBL "CommonAggregateComponents-2")) {
        *below = ehf_below_child(parent, local_name(name));
    }
}

static void XMLCALL on_end(void *ctx, const XML_Char *name) {
    struct ehf *e = ctx;
    (void)name;
    if (e->stopped) {
        return;
    }
    if (e->field == EHF_ATTACHMENT) {
        attachment_end(e);
    } else if (e->field >= 0) {
        value_end(e);
    }
    e->field = -1;
    e->n_text = 0;
    e->depth--;
}

static void XMLCALL on_text(void *ctx, const XML_Char *text, int len) {
    struct ehf *e = ctx;
    if (e->stopped) {
        return;
    }
    e->n_text += len;
    if (e->field == EHF_ATTACHMENT) {
        base64_feed(&e->base64, text, (size_t)len);
    } else if (e->n_text > EHF_PIECE_MAX) {
        ehf_stop(e, "a text is longer than 1 MiB");
    } else if (e->field >= 0) {
        text_feed(e, text, (size_t)len);
    }
}

/* Entities could make a small file large, and a foreign file ours; nobody needs them here. */
static void XMLCALL on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_subset) {
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    ehf_stop(ctx, "a document type declaration (DTD) is not taken");
}

static int is_utf8(const char *encoding) {
    static const char want[] = "utf-8";
    size_t i = 0;
    while (encoding[i] && (encoding[i] | 0x20) == (want[i] | 0x20)) {
        i++;
    }
    return encoding[i] == '\0' && want[i] == '\0';
}

static void XMLCALL on_declaration(void *ctx, const XML_Char *version, const XML_Char *encoding,
                                   int standalone) {
    (void)version;
    (void)standalone;
    if (encoding && !is_utf8(encoding)) {
        ehf_stop(ctx, "the encoding is %.*s, and only UTF-8 is taken", SHOWN_MAX, encoding);
    }
}

void ehf_handle_elements(struct ehf *e) {
    XML_SetUserData(e->parser, e);
    XML_SetElementHandler(e->parser, on_start, on_end);
    XML_SetCharacterDataHandler(e->parser, on_text);
    XML_SetStartDoctypeDeclHandler(e->parser, on_doctype);
    XML_SetXmlDeclHandler(e->parser, on_declaration);
}
