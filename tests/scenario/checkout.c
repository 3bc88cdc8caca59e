/* checkout.c - see checkout.h. */
#include "checkout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define KEY "test-secret-key-0123456789abcdef"

#define MAIL_RULES                                                                             \
    "function W.start (c) return \"mail\" end\n"                                               \
    "W.stage \"mail\" { label = \"Mail\",\n"                                                   \
    "  enter = function (c)\n"                                                                 \
    "    return { send { letter = \"reminder\", days = 14,\n"                                  \
    "                    by = c.debtor.has_email and \"email\" or \"letter\" } }\n"            \
    "  end,\n"                                                                                 \
    "  decide = function (c) if c.open == 0 then return { close \"paid\" } end return {} end }\n"

static const char claims[] =
    "source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;"
    "email;phone;principal;due\n"
    "S-1;311758489;1;consumer;31856397214;Kari Eksempel;Storgata 1;0155;Oslo;kari@example.com;;"
    "1000,00;2026-08-10\n";

static void secret(struct desk *d, const char *name, const char *value) {
    const char *path = desk_path(d, "%s/secrets/%s", d->home, name);
    (void)mkdir(desk_path(d, "%s/secrets", d->home), 0700);
    desk_write(d, path, value);
    assert_int_equal(chmod(path, 0600), 0);
}

static void configure(struct checkout *w) {
    struct desk *d = &w->service.desk;
    secret(d, "nexi_key", KEY "\n");
    secret(d, "nexi_hook", HOOK "\n");
    desk_replace(d, "krav.conf", "letter = letter_text",
                 "letter = letter_text\nemail = mail\ncheckout = nexi");
    desk_write(d, "krav.conf",
               desk_path(d, "%s\n[http]\nlisten = 127.0.0.1:%d\npublic_url = http://127.0.0.1:%d\n"
                            "[plugin mail]\nso = %s/letter_text.so\n"
                            "[plugin nexi]\nso = %s/nexi_checkout.so\nsecret_key = secret:nexi_key\n"
                            "webhook_secret = secret:nexi_hook\ntimeout_ms = 700\npoll_minutes = 600\n"
                            "webhook_url = http://127.0.0.1:%d/p/nexi/webhook\n"
                            "base_url = http://127.0.0.1:%d\nterms_url = https://eksempel.invalid/vilkar\n"
                            "merchant_terms_url = https://eksempel.invalid/personvern\n",
                         desk_read(d, "krav.conf"), w->port, w->port, KRAV_PLUGINS, KRAV_PLUGINS,
                         w->port, nexi_sim_port(w->sim)));
}

int checkout_open(void **state) {
    struct checkout *w = service_open_as(state, sizeof *w);
    struct desk *d = &w->service.desk;
    w->sim = nexi_sim_start(KEY);
    w->port = service_free_port();
    configure(w);
    desk_publish(d, "mail", MAIL_RULES);
    const char *file = desk_path(d, "%s/claims.csv", d->dir);
    desk_write(d, file, claims);
    (void)desk_ok(d, "take", file);
    (void)desk_ok(d, "day");
    service_start(&w->service, NULL);
    return 0;
}

int checkout_close(void **state) {
    struct checkout *w = *state;
    nexi_sim_stop(w->sim);
    return service_close(state);
}

int checkout_ask(struct checkout *w, const char *method, const char *path, const char *rest) {
    return nexi_sim_http(w->port, desk_path(&w->service.desk, "%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n",
                                            method, path, rest),
                         w->answer, sizeof w->answer);
}

/* Where the letter's link leads, without the place. */
const char *checkout_link(struct checkout *w) {
    struct desk *d = &w->service.desk;
    const char *dir = desk_path(d, "%s/out/mail", d->home);
    FILE *f = popen(desk_path(d, "cat %s/*.txt", dir), "re");
    static const char before[] = "Betal på nett:";
    char text[20000] = "";
    const size_t n = fread(text, 1, sizeof text - 1, f);
    text[n] = '\0';
    assert_int_equal(pclose(f), 0);
    const char *link = strstr(text, before);
    assert_non_null(link);
    link = strstr(link, "/pay/");
    assert_non_null(link);
    return desk_path(d, "%.*s", (int)strcspn(link, "\n \r"), link);
}

const char *checkout_press(struct checkout *w) {
    const char *path = checkout_link(w);
    assert_int_equal(checkout_ask(w, "POST", path, "Content-Length: 0\r\n"), 303);
    return path;
}

int64_t checkout_payments(struct checkout *w) {
    return desk_sql_int(&w->service.desk, "SELECT count(*) FROM steps WHERE fact = 'paid'");
}

int64_t checkout_on(struct checkout *w, const char *account) {
    return desk_sql_int(&w->service.desk,
                        desk_path(&w->service.desk, "SELECT coalesce(sum(amount), 0) FROM postings "
                                                    "WHERE account = '%s'", account));
}
