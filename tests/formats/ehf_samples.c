#include "ehf_samples.h"

#include <stdio.h>
#include <stdlib.h>

struct fake_host *host;
char *large;

int setup(void **state) {
    (void)state;
    host = fake_host_new();
    large = malloc(LARGE);
    return large ? 0 : -1;
}

int teardown(void **state) {
    (void)state;
    fake_host_free(host);
    free(large);
    return 0;
}

const char *sample(const char *name) {
    static char text[16384];
    char path[512];
    snprintf(path, sizeof path, "%s/%s.xml", SAMPLES, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    assert_true(n > 0 && n < sizeof text - 1);
    text[n] = '\0';
    return text;
}

const char *with(const char *text, const char *old, const char *new) {
    static char out[2][32768];
    static int turn;
    char *to = out[turn ^= 1];
    const char *at = strstr(text, old);
    if (!at) {
        fail_msg("the sample does not hold \"%s\"", old);
        return text;
    }
    snprintf(to, sizeof out[0], "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    return to;
}

const char *invoice_with(const char *old, const char *new) {
    return with(sample("invoice"), old, new);
}

const char *without(const char *text, const char *name) {
    static char out[32768];
    char open[100];
    char close[100];
    snprintf(open, sizeof open, "<%s", name);
    snprintf(close, sizeof close, "</%s>", name);
    const char *from = strstr(text, open);
    const char *to = from ? strstr(from, close) : NULL;
    if (!to) {
        fail_msg("the sample does not hold %s", name);
        return text;
    }
    snprintf(out, sizeof out, "%.*s%s", (int)(from - text), text, to + strlen(close));
    return out;
}

void takes_bytes(const char *text, size_t len) {
    if (fake_host_take(host, text, len) != KRAV_DONE) {
        fake_host_show_faults(host);
        fail_msg("refused");
    }
}

void takes(const char *text) {
    takes_bytes(text, strlen(text));
    assert_int_equal(host->n_faults, 0);
}

void refuses_bytes(const char *text, size_t len, int64_t line, const char *words) {
    if (fake_host_take(host, text, len) != KRAV_REFUSED ||
        !fake_host_has_fault(host, line, words)) {
        fake_host_show_faults(host);
        fail_msg("not refused on line %lld for \"%s\"", (long long)line, words);
    }
    assert_int_equal(host->n_claims + host->n_credit_notes + host->n_attachments, 0);
}

void refuses(const char *text, int64_t line, const char *words) {
    refuses_bytes(text, strlen(text), line, words);
}

void refuses_only(const char *text, int64_t line, const char *words) {
    refuses(text, line, words);
    if (host->n_faults != 1) {
        fake_host_show_faults(host);
        fail_msg("more than one fault");
    }
}
