/* serve_http.c - what comes to the service over the web: requests for plugins under /p/NAME/, and
 * people who want to pay under /pay/; and what the service itself asks for now and then.
 *
 * The access log has the plugin, the method, the status and how long it took: no address, no path. */
#include "host/serve.h"

#include "base/check.h"
#include "engine/routes.h"
#include "host/http.h"
#include "host/pay_page.h"

#define AT_ONCE_MAX 32    /* requests of one turn; then the day's work has its own */
#define POLL_LATER_MS (60 * 1000) /* after a poll that failed */

bool serve_http_open(struct serve *s) {
    struct cli *cli = s->cli;
    const struct text listen = s->home.http_listen;
    if (listen.len == 0) {
        return true;
    }
    s->http = http_open(&s->home.loop, listen, &cli->st);
    if (s->http) {
        log_line(&cli->log, clock_now_ms(), LOG_INFO, "http", "listening port=%d",
                 http_port(s->http));
    }
    return s->http != NULL;
}

/* "/p/nexi/webhook" is nexi's "/webhook". */
static struct text plugin_of(const struct http_request *r, struct text *rest) {
    struct text path = {r->path.ptr + 3, r->path.len - 3}, name;
    const char *end = path.ptr + path.len;
    if (!text_cut(&path, '/', &name)) {
        return (struct text){NULL, 0};
    }
    *rest = path.ptr && path.len > 0
                ? (struct text){path.ptr - 1, (size_t)(end - path.ptr) + 1}
                : TEXT("/");
    return name;
}

static void serve_plugin(struct serve *s, const struct http_request *r, struct arena *arena,
                         struct http_reply *reply, struct text *who) {
    struct home *h = &s->home;
    struct web_request request = {r->method, r->path, r->query, r->headers, r->body, r->peer};
    struct plug_info info;
    struct routed routed;
    struct status st = {0, ""};
    const struct text name = plugin_of(r, &request.path);
    *reply = (struct http_reply){.status = 404};
    if (name.len == 0 || !plug_info_of(h->desk->plug, name, &info)) {
        return;
    }
    *who = name;
    routes_serve(h->engine, h->desk, name, &request, arena, &routed, &st);
    const struct web_response *w = &routed.response;
    *reply = (struct http_reply){w->status, w->content_type, w->body, w->location};
    s->look = s->look || routed.report.taken > 0; /* what came leads on */
    if (st.code) {
        log_line(&s->cli->log, clock_now_ms(), LOG_WARNING, "http", "plugin=%.*s %s",
                 TEXT_ARG(name), st.text);
    }
}

static void serve_one(struct serve *s, const struct http_request *r) {
    struct arena arena;
    struct http_reply reply = {.status = 503};
    struct text who = TEXT("pay");
    const int64_t began = clock_mono_ms();
    const struct text method = text_is(r->method, "POST") ? TEXT("POST") : TEXT("GET");
    arena_init(&arena);
    if (s->stop) {
        who = TEXT("-");
    } else if (text_starts(r->path, TEXT("/p/"))) {
        who = TEXT("-");
        serve_plugin(s, r, &arena, &reply, &who);
    } else {
        pay_page(&s->home, r, &arena, &reply);
    }
    const int status = reply.status;
    log_line(&s->cli->log, clock_now_ms(), LOG_INFO, "http", "for=%.*s method=%.*s status=%d ms=%lld",
             TEXT_ARG(who), TEXT_ARG(method), status, (long long)(clock_mono_ms() - began));
    http_answer(s->http, r, &reply);
    arena_fini(&arena);
}

void serve_http(struct serve *s) {
    const struct http_request *r;
    for (int n = 0; n < AT_ONCE_MAX && s->http && (r = http_next(s->http)) != NULL; n++) {
        serve_one(s, r);
        serve_requests(s, false); /* people first */
    }
}

/* ---- polls ------------------------------------------------------------------------------------- */

void serve_polls(struct serve *s) {
    struct home *h = &s->home;
    for (uint32_t i = 0; i < h->config.n_plugins && i < SERVE_POLLS_MAX && !s->stop; i++) {
        const struct plugin_setting *p = &h->config.plugins[i];
        const int64_t now = clock_mono_ms();
        struct file_report r;
        struct status st = {0, ""};
        struct arena arena;
        if (p->poll_minutes == 0 || now < s->poll_at_ms[i]) {
            continue;
        }
        arena_init(&arena);
        const int rc = routes_poll(h->engine, h->desk, p->name, &arena, &r, &st);
        s->poll_at_ms[i] = now + (rc ? POLL_LATER_MS : (int64_t)p->poll_minutes * 60 * 1000);
        s->look = s->look || r.taken > 0;
        log_line(&s->cli->log, clock_now_ms(), rc || r.is_rejected ? LOG_WARNING : LOG_INFO, "poll",
                 "plugin=%.*s taken=%lld duplicates=%lld unmatched=%lld refused=%lld %s",
                 TEXT_ARG(p->name), (long long)r.taken, (long long)r.duplicates,
                 (long long)r.unmatched, (long long)r.rejected,
                 rc                   ? st.text
                 : r.is_rejected && r.faults.n > 0 ? arena_cstr(&arena, r.faults.items[0])
                                                   : "");
        arena_fini(&arena);
    }
}
