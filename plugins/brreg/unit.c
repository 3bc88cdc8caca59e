#include "unit.h"

#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "krav/check.h"
#include "krav/easy.h"

#define JSON_BYTES_MAX (4u << 20)

/* ---- texts ---------------------------------------------------------------------------------- */

static void append(char out[UNIT_TEXT], const char *s, size_t n) {
    const size_t have = strlen(out);
    size_t take = n < UNIT_TEXT - 1 - have ? n : UNIT_TEXT - 1 - have;
    while (take > 0 && take < n && ((unsigned char)s[take] & 0xc0) == 0x80) {
        take--; /* not in the middle of a letter */
    }
    memcpy(out + have, s, take);
    out[have + take] = '\0';
}

/* A blank for each control character. */
static void clean(char out[UNIT_TEXT]) {
    for (size_t i = 0; out[i]; i++) {
        const unsigned char *at = (const unsigned char *)out + i;
        const bool is_control = krav_utf8_is_control(at);
        if (is_control && at[0] == 0xc2) {
            out[i++] = ' ';
        }
        if (is_control) {
            out[i] = ' ';
        }
    }
}

/* The text of a member; empty if it has none. */
static void text_of(const json_t *object, const char *name, char out[UNIT_TEXT]) {
    const json_t *value = json_object_get(object, name);
    out[0] = '\0';
    if (json_is_string(value)) {
        append(out, json_string_value(value), json_string_length(value));
        clean(out);
    }
}

/* "2026-11-23", with or without a time behind it. */
static krav_day day_of(const json_t *object, const char *name) {
    char text[UNIT_TEXT];
    int parts[3] = {0, 0, 0}, part = 0;
    text_of(object, name, text);
    for (size_t i = 0; i < 10; i++) {
        if (i == 4 || i == 7) {
            if (text[i] != '-') {
                return 0;
            }
            part++;
        } else if (text[i] >= '0' && text[i] <= '9') {
            parts[part] = 10 * parts[part] + (text[i] - '0');
        } else {
            return 0;
        }
    }
    return krav_day_of(parts[0], parts[1], parts[2]);
}

/* Where mail goes, else where the business is. */
static void address_of(const json_t *unit, struct unit *out) {
    const json_t *address = json_object_get(unit, "postadresse");
    if (!json_is_object(address)) {
        address = json_object_get(unit, "forretningsadresse");
    }
    const json_t *lines = json_object_get(address, "adresse");
    for (size_t i = 0; i < json_array_size(lines); i++) {
        const json_t *line = json_array_get(lines, i);
        char *to = out->address1[0] ? out->address2 : out->address1;
        if (!json_is_string(line) || json_string_length(line) == 0) {
            continue;
        }
        if (to[0]) {
            append(to, ", ", 2);
        }
        append(to, json_string_value(line), json_string_length(line));
        clean(to);
    }
    text_of(address, "postnummer", out->postcode);
    text_of(address, "poststed", out->city);
    text_of(address, "landkode", out->country);
}

/* ---- units ---------------------------------------------------------------------------------- */

/* True; false; or -1 if it is something else. */
static int flag_of(const json_t *unit, const char *name) {
    const json_t *value = json_object_get(unit, name);
    return !value || json_is_null(value) ? 0 : json_is_boolean(value) ? json_is_true(value) : -1;
}

static const char *status_of(const json_t *unit, struct unit *out) {
    char class[UNIT_TEXT];
    const int bankrupt = flag_of(unit, "konkurs");
    const int winding = flag_of(unit, "underAvvikling");
    const int forced = flag_of(unit, "underTvangsavviklingEllerTvangsopplosning");
    text_of(unit, "respons_klasse", class);
    const krav_day deleted = day_of(unit, "slettedato");
    if (bankrupt < 0 || winding < 0 || forced < 0) {
        return "its status is neither true nor false";
    }
    if (deleted > 0 || json_object_get(unit, "slettedato") ||
        strcmp(class, "SlettetEnhet") == 0) {
        out->status = UNIT_DISSOLVED;
        out->since = deleted;
    } else if (bankrupt) {
        out->status = UNIT_BANKRUPT;
        out->since = day_of(unit, "konkursdato");
    } else if (winding || forced) {
        out->status = UNIT_WINDING_UP;
        out->since = day_of(unit, "underAvviklingDato");
    } else {
        out->status = UNIT_ACTIVE;
    }
    return NULL;
}

static const char *unit_take(const json_t *unit, struct unit *out) {
    char org[UNIT_TEXT];
    *out = (struct unit){0};
    text_of(unit, "organisasjonsnummer", org);
    if (!json_is_object(unit) || !krav_check_org(krav_str_of(org))) {
        return "it has no organisation number";
    }
    memcpy(out->org, org, UNIT_ORG + 1);
    text_of(unit, "navn", out->name);
    address_of(unit, out);
    return status_of(unit, out);
}

static json_t *load(krav_str json) {
    return json.len > 0 && json.len <= JSON_BYTES_MAX ? json_loadb(json.ptr, json.len, 0, NULL)
                                                      : NULL;
}

const char *unit_read(krav_str json, struct unit *out) {
    json_t *root = load(json);
    *out = (struct unit){0};
    const char *why = root ? unit_take(root, out) : "it is no JSON";
    json_decref(root);
    return why;
}

const char *units_read(krav_str json, struct unit *out, size_t max, size_t *n) {
    json_t *root = load(json);
    const json_t *embedded = json_object_get(root, "_embedded");
    const json_t *hits = json_object_get(embedded, "enheter");
    const char *why = root ? NULL : "it is no JSON";
    *n = 0;
    if (root && (!json_is_object(root) || !json_is_object(json_object_get(root, "page")) ||
                 (embedded && !json_is_array(hits)))) {
        why = "it is no answer to a search";
    }
    for (size_t i = 0; !why && i < json_array_size(hits); i++) {
        why = i < max ? unit_take(json_array_get(hits, i), &out[i]) : "it has too many hits";
        *n += !why;
    }
    json_decref(root);
    return why;
}

void unit_person(const struct unit *u, krav_person *out) {
    static const char *const words[] = {[UNIT_ACTIVE] = "active",
                                        [UNIT_BANKRUPT] = "bankrupt",
                                        [UNIT_WINDING_UP] = "winding_up",
                                        [UNIT_DISSOLVED] = "dissolved",
                                        [UNIT_NOT_FOUND] = "not_found"};
    *out = (krav_person){.size = sizeof *out, .since = u->since,
                         .status = krav_str_of(words[u->status]), .id = krav_str_of(u->org),
                         .name = krav_str_of(u->name), .address1 = krav_str_of(u->address1),
                         .address2 = krav_str_of(u->address2),
                         .postcode = krav_str_of(u->postcode), .city = krav_str_of(u->city),
                         .country = krav_str_of(u->country)};
}
