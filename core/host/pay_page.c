/* pay_page.c - see pay_page.h.  Norwegian bokmål. */
#include "host/pay_page.h"

#include "engine/pay.h"

#define PREFIX_LEN 5 /* "/pay/" */

/* What is ours is plain, and the agency's own name is escaped. */
static void add_escaped(struct buf *b, struct text t) {
    for (size_t i = 0; i < t.len; i++) {
        switch (t.ptr[i]) {
        case '&': buf_add_str(b, "&amp;"); break;
        case '<': buf_add_str(b, "&lt;"); break;
        case '>': buf_add_str(b, "&gt;"); break;
        case '"': buf_add_str(b, "&quot;"); break;
        default: buf_add_char(b, t.ptr[i]);
        }
    }
}

static void page(struct home *h, struct arena *arena, int status, const char *says, bool button,
                 struct http_reply *reply) {
    const struct sender *s = &h->config.sender;
    struct buf b;
    buf_init(&b, 1u << 16);
    buf_add_str(&b, "<!DOCTYPE html>\n<html lang=\"nb\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width\">\n"
                    "<title>Betaling</title>\n</head>\n<body>\n<h1>Betaling</h1>\n<p>");
    buf_add_str(&b, says);
    buf_add_str(&b, "</p>\n");
    if (button) {
        buf_add_str(&b, "<form method=\"post\"><button type=\"submit\">Gå til betaling</button>"
                        "</form>\n");
    }
    buf_add_str(&b, "<p>");
    add_escaped(&b, s->name);
    if (s->phone.len > 0) {
        buf_add_str(&b, ", telefon ");
        add_escaped(&b, s->phone);
    }
    buf_add_str(&b, "</p>\n</body>\n</html>\n");
    *reply = (struct http_reply){.status = status, .content_type = TEXT("text/html; charset=utf-8"),
        .body = arena_text(arena, buf_text(&b))};
    buf_fini(&b);
}

static void say(struct home *h, const struct pay *pay, struct arena *arena,
                struct http_reply *reply) {
    switch (pay->way) {
    case PAY_UNKNOWN:
        page(h, arena, 404, "Lenken finnes ikke. Se etter at den er skrevet som i brevet.", false,
             reply);
        break;
    case PAY_NOTHING:
        page(h, arena, 200, "Det er ingenting å betale her nå.", false, reply);
        break;
    case PAY_OWED:
        page(h, arena, 200, "Du blir sendt videre til en sikker betalingsside. Beløpet ser du der.",
             true, reply);
        break;
    case PAY_OPENED:
        page(h, arena, 303, "Du blir sendt videre.", false, reply);
        reply->location = pay->url;
        break;
    case PAY_LATER:
        page(h, arena, 503, "Betalingssiden svarer ikke akkurat nå. Prøv igjen om litt, eller betal i "
             "nettbanken slik det står i brevet.", true, reply);
        break;
    case PAY_REFUSED:
        page(h, arena, 409, "Dette kan ikke betales her. Betal i nettbanken slik det står i brevet, "
             "eller ta kontakt med oss.", false, reply);
        break;
    }
}

void pay_page(struct home *h, const struct http_request *r, struct arena *arena,
              struct http_reply *reply) {
    const struct text code = {r->path.ptr + PREFIX_LEN, r->path.len - PREFIX_LEN};
    struct status st = {0, ""};
    struct pay pay = {.way = PAY_UNKNOWN};
    if (text_is(code, "thanks")) {
        page(h, arena, 200, "Takk. Betalingen blir registrert så snart den er bekreftet.", false,
             reply);
        return;
    }
    const bool is_post = text_is(r->method, "POST");
    const int rc = h->config.checkout_plugin.len == 0 ? STATUS_OK
                   : is_post ? pay_open(h->engine, h->desk, code, arena, &pay, &st)
                             : pay_look(h->engine, code, arena, &pay, &st);
    if (rc) {
        log_line(h->config.log, clock_now_ms(), LOG_ERROR, "pay", "%s", st.text);
        pay.way = PAY_LATER;
    }
    say(h, &pay, arena, reply);
}
