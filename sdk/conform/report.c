#include <stdlib.h>
#include <string.h>

#include "conform/conform.h"
#include "krav/check.h"

const char *conform_result_name(enum conform_result result) {
    static const char *const names[] = {"?", "pass", "fail", "crash", "hang", "warn", "skip"};
    return result >= CONFORM_PASS && result < CONFORM_RESULTS ? names[result] : names[0];
}

bool conform_report_is_good(const struct conform_report *r) {
    return r->n_of[CONFORM_FAIL] + r->n_of[CONFORM_CRASH] + r->n_of[CONFORM_HANG] == 0;
}

void conform_report_fini(struct conform_report *r) {
    free(r->outcomes);
    r->outcomes = NULL;
    r->n_outcomes = 0;
}

/* What is not UTF-8 becomes a question mark: a plugin's words are anybody's. */
static void put_string(FILE *out, const char *s) {
    const size_t len = strlen(s);
    const unsigned char *bytes = (const unsigned char *)s;
    putc('"', out);
    for (size_t i = 0; i < len;) {
        const size_t n = krav_utf8_at(bytes + i, len - i);
        if (n == 0 || bytes[i] == 0x7f) {
            putc('?', out);
            i++;
            continue;
        }
        if (s[i] == '"' || s[i] == '\\') {
            putc('\\', out);
        }
        if (bytes[i] < 0x20) {
            fputs(s[i] == '\n' ? "\\n" : " ", out);
        } else {
            fwrite(s + i, 1, n, out);
        }
        i += n;
    }
    putc('"', out);
}

void conform_report_write(const struct conform_report *r, FILE *out) {
    fprintf(out, "{\"kit\":%d,\"sha256\":\"%s\",\"plugin\":", CONFORM_VERSION, r->sha256);
    put_string(out, r->id);
    fputs(",\"version\":", out);
    put_string(out, r->version);
    fprintf(out, ",\"seed\":%llu,\"ms\":%lld,\"good\":%s,\"tests\":[",
            (unsigned long long)r->seed, (long long)r->ms,
            conform_report_is_good(r) ? "true" : "false");
    for (size_t i = 0; i < r->n_outcomes; i++) {
        const struct conform_outcome *o = &r->outcomes[i];
        fprintf(out, "%s{\"test\":\"%s\",\"result\":\"%s\",\"reason\":", i ? "," : "", o->test,
                conform_result_name(o->result));
        put_string(out, o->reason);
        fprintf(out, ",\"ms\":%lld}", (long long)o->ms);
    }
    fputs("]}\n", out);
}
