#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM (1 << 20)

static const struct sim_unit *unit_of(const struct sim *s, const char *org) {
    for (size_t i = 0; i < s->n_units; i++) {
        if (strncmp(s->units[i].org, org, 9) == 0) {
            return &s->units[i];
        }
    }
    return NULL;
}

static const char *word(bool b) { return b ? "true" : "false"; }

static size_t put_unit(char *out, size_t size, const struct sim_unit *u) {
    if (u->deleted) {
        return (size_t)snprintf(out, size,
                                "{\"respons_klasse\":\"SlettetEnhet\",\"organisasjonsnummer\":\"%s\","
                                "\"navn\":\"%s\",\"organisasjonsform\":{\"kode\":\"AS\"},"
                                "\"slettedato\":\"%s\"}", u->org, u->name, u->deleted);
    }
    const char *date = u->bankrupt ? "konkursdato" : "underAvviklingDato";
    size_t n = (size_t)snprintf(
        out, size,
        "{\"respons_klasse\":\"Enhet\",\"organisasjonsnummer\":\"%s\",\"navn\":\"%s\","
        "\"organisasjonsform\":{\"kode\":\"AS\",\"beskrivelse\":\"Aksjeselskap\"},"
        "\"konkurs\":%s,\"underAvvikling\":%s,\"underTvangsavviklingEllerTvangsopplosning\":%s,"
        "\"antallAnsatte\":3", u->org, u->name, word(u->bankrupt), word(u->winding_up),
        word(u->forced));
    if (u->since) {
        n += (size_t)snprintf(out + n, size - n, ",\"%s\":\"%s\"", date, u->since);
    }
    if (u->street) {
        n += (size_t)snprintf(out + n, size - n,
                              ",\"forretningsadresse\":{\"land\":\"Norge\",\"landkode\":\"NO\","
                              "\"postnummer\":\"%s\",\"poststed\":\"%s\",\"adresse\":[\"%s\"],"
                              "\"kommunenummer\":\"4601\"}", u->postcode, u->city, u->street);
    }
    return n + (size_t)snprintf(out + n, size - n, "}");
}

/* Those of the list that stand; a search gives no others. */
static void put_hits(const struct sim *s, const char *list, char *out) {
    size_t n = (size_t)snprintf(out, ROOM, "{\"_embedded\":{\"enheter\":["), hits = 0;
    for (const char *at = list; strspn(at, "0123456789") == 9; at += at[9] == ',' ? 10 : 9) {
        const struct sim_unit *u = unit_of(s, at);
        if (u && !u->deleted && !u->gone) {
            n += (size_t)snprintf(out + n, ROOM - n, "%s", hits++ > 0 ? "," : "");
            n += put_unit(out + n, ROOM - n, u);
        }
    }
    (void)snprintf(out + n, ROOM - n,
                   "]},\"page\":{\"size\":100,\"totalElements\":%zu,\"totalPages\":1,\"number\":0}}",
                   hits);
}

/* The status that the request gets, and its body. */
static int answer(const struct sim *s, const char *request, char *body) {
    static const char one[] = "GET /enheter/", many[] = "GET /enheter?",
                      list[] = "organisasjonsnummer=";
    const struct sim_unit another = {.org = "312597772", .name = "EN ANNEN AS"};
    const char *at = strstr(request, list);
    body[0] = '\0';
    if (strncmp(request, many, sizeof many - 1) == 0 && at) {
        put_hits(s, at + sizeof list - 1, body);
        return 200;
    }
    if (strncmp(request, one, sizeof one - 1) != 0) {
        return 400;
    }
    const struct sim_unit *u = unit_of(s, request + sizeof one - 1);
    if (s->trouble == SIM_ANOTHER) {
        u = &another;
    }
    if (!u) {
        return 404;
    }
    if (u->gone) {
        (void)snprintf(body, ROOM, "{\"organisasjonsnummer\":\"%s\",\"slettedato\":\"2026-05-04\"}",
                       u->org);
        return 410;
    }
    (void)put_unit(body, ROOM, u);
    return 200;
}

char *sim_answer(void *ctx, const char *request) {
    const struct sim *s = ctx;
    char *body = malloc(ROOM), *out = malloc(ROOM + 512);
    const int status = s->trouble == SIM_BROKEN ? 500 : s->trouble == SIM_BUSY ? 429
                                                      : answer(s, request, body);
    if (status >= 429) {
        (void)snprintf(body, ROOM, "{\"status\":%d}", status);
    } else if (s->trouble == SIM_NO_JSON) {
        (void)snprintf(body, ROOM, "<html>Vi jobber med saken</html>");
    } else if (s->trouble == SIM_HUGE) {
        (void)snprintf(body, ROOM, "{\"navn\":\"");
    }
    const size_t length = s->trouble == SIM_HUGE ? (size_t)5 << 20
                                                 : strlen(body) + (s->trouble == SIM_HALF ? 9 : 0);
    (void)snprintf(out, ROOM + 512,
                   "HTTP/1.1 %d Status\r\nContent-Type: application/json;charset=UTF-8\r\n"
                   "%sContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
                   status, status == 429 ? "Retry-After: 60\r\n" : "", length, body);
    free(body);
    return out;
}
