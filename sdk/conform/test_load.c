/* Loading and describing: what is seen before the plugin is created. */
#include <stdio.h>
#include <string.h>

#include "conform/elf.h"
#include "conform/hearing.h"
#include "conform/tests.h"
#include "krav/check.h"
#include "krav/easy.h"

/* Describes it once; false, noted, if it cannot be. */
static bool describe(struct trial *t, struct wire_out *hello, int64_t *ms) {
    const struct conform_config *config = t->kit->config;
    const struct client_start start = {.worker = config->worker, .so = config->so,
                                       .describe = true};
    struct client c;
    const int64_t begin = client_now_ms();
    const bool opened = client_open(&c, &start);
    *ms = client_now_ms() - begin;
    if (opened) {
        *hello = c.hello;
        c.hello = (struct wire_out){0};
    } else {
        trial_fail(t, "%s", c.ready_reason);
    }
    client_close(&c);
    return opened;
}

/* A worker that finds no library: what a process costs here. */
static int64_t bare_ms(const struct trial *t) {
    const struct client_start start = {.worker = t->kit->config->worker, .so = "/nowhere.so",
                                       .describe = true};
    struct client c;
    const int64_t begin = client_now_ms();
    (void)client_open(&c, &start);
    const int64_t ms = client_now_ms() - begin;
    client_close(&c);
    return ms;
}

void test_load_opens(struct trial *t) {
    struct wire_out hello = {0};
    int64_t ms;
    (void)describe(t, &hello, &ms);
    wire_out_fini(&hello);
}

void test_load_one_export(struct trial *t) {
    struct elf_facts facts;
    if (!elf_read(t->kit->config->so, &facts)) {
        trial_fail(t, "it is not a shared library for this machine");
    } else if (!facts.has_entry) {
        trial_fail(t, "it does not export krav_plugin_entry");
    } else if (facts.n_exports != 1) {
        trial_fail(t, "it exports %zu symbols, among them %s", facts.n_exports, facts.other);
    }
}

void test_load_bound_now(struct trial *t) {
    struct elf_facts facts;
    if (!elf_read(t->kit->config->so, &facts)) {
        trial_fail(t, "it is not a shared library for this machine");
    } else if (!facts.is_bound_now) {
        trial_warn(t, "it is linked without -z now: a missing symbol is found at load all the "
                      "same, but the table it jumps by stays writable");
    } else if (facts.has_runtime_path && !t->kit->is_sanitized) {
        trial_warn(t, "it has an rpath: libraries may come from where it was built");
    }
}

#define QUICK_MS 100
#define SLOW_MS 1000

void test_describe_quick(struct trial *t) {
    int64_t least = INT64_MAX, bare = INT64_MAX;
    for (int i = 0; i < 3; i++) {
        struct wire_out hello = {0};
        int64_t ms;
        if (!describe(t, &hello, &ms)) {
            return;
        }
        wire_out_fini(&hello);
        const int64_t without = bare_ms(t);
        least = ms < least ? ms : least;
        bare = without < bare ? without : bare;
    }
    const int64_t own = least > bare ? least - bare : 0;
    const int64_t slack = t->kit->is_sanitized ? 5 : 1;
    if (own > SLOW_MS * slack) {
        trial_fail(t, "%lld ms", (long long)own);
    } else if (own > QUICK_MS * slack) {
        trial_warn(t, "%lld ms", (long long)own);
    }
}

void test_describe_same(struct trial *t) {
    for (int i = 0; i < 3 && trial_goes_on(t); i++) {
        struct wire_out hello = {0};
        int64_t ms;
        if (describe(t, &hello, &ms) &&
            (hello.len != t->kit->hello.len ||
             memcmp(hello.ptr, t->kit->hello.ptr, hello.len) != 0)) {
            trial_fail(t, "it described itself in two ways");
        }
        wire_out_fini(&hello);
    }
}

/* ---- the descriptor ---------------------------------------------------------------------------- */

#define TEXT_MAX 300

static void check_text(struct trial *t, const char *what, krav_str s) {
    if (!text_is_utf8_line(s) || (s.len > 0 && memchr(s.ptr, '\n', s.len))) {
        trial_fail(t, "%s is not one line of UTF-8", what);
    } else if (s.len > TEXT_MAX) {
        trial_warn(t, "%s has %zu bytes: few will read it to its end", what, s.len);
    }
}

void test_descriptor_texts(struct trial *t) {
    const struct wire_descriptor *d = &t->kit->descriptor;
    check_text(t, "id", d->id);
    check_text(t, "name", d->name);
    check_text(t, "version", d->version);
    check_text(t, "vendor", d->vendor);
    check_text(t, "license", d->license);
    for (uint32_t i = 0; i < d->n_options; i++) {
        check_text(t, "an option's help", d->options[i].help);
    }
}

static bool is_word(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        const char c = s.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || c == '_' ||
                                                   c == '-')))) {
            return false;
        }
    }
    return s.len > 0 && s.len <= 64;
}

/* Two words or more, with dots between. */
static bool is_dotted(krav_str s) {
    size_t n = 0;
    while (s.len > 0) {
        const char *dot = memchr(s.ptr, '.', s.len);
        const krav_str word = {s.ptr, dot ? (size_t)(dot - s.ptr) : s.len};
        if (!is_word(word) || (dot && word.len + 1 == s.len)) {
            return false;
        }
        n++;
        s.ptr += word.len + (dot != NULL);
        s.len -= word.len + (dot != NULL);
    }
    return n >= 2;
}

/* "no.example.thing/1" */
static bool is_extension(krav_str s) {
    const char *slash = s.len > 0 ? memchr(s.ptr, '/', s.len) : NULL;
    if (!slash) {
        return false;
    }
    const krav_str name = {s.ptr, (size_t)(slash - s.ptr)};
    const krav_str number = {slash + 1, s.len - name.len - 1};
    return is_dotted(name) && number.len <= 4 && krav_check_all_digits(number);
}

static bool is_version(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        const char c = s.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              strchr(".-+~_", c))) {
            return false;
        }
    }
    return s.len > 0 && s.len <= 40 && s.ptr[0] >= '0' && s.ptr[0] <= '9';
}

static bool starts(krav_str s, const char *with) {
    return s.len >= strlen(with) && memcmp(s.ptr, with, strlen(with)) == 0;
}

static bool is_one_of(krav_str s, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (s.len == strlen(list[i]) && memcmp(s.ptr, list[i], s.len) == 0) {
            return true;
        }
    }
    return false;
}

static void check_extensions(struct trial *t, const char *what, const struct wire_word *list,
                             uint32_t n) {
    static const char *const known[] = {
        KRAV_INTAKE, KRAV_RENDER, KRAV_CHANNEL, KRAV_PAYOUT, KRAV_COLLECT, KRAV_SCORE, KRAV_WASH,
        KRAV_FILING, KRAV_CHECKOUT, KRAV_ROUTES, KRAV_HOST_LOG, KRAV_HOST_SETTINGS,
        KRAV_HOST_CLOCK, KRAV_HOST_FACTS, KRAV_HOST_FILES};
    for (uint32_t i = 0; i < n; i++) {
        const krav_str id = list[i].text;
        if (!is_extension(id)) {
            trial_fail(t, "it %s \"%.*s\", which is no extension id", what, (int)id.len, id.ptr);
        } else if (starts(id, "krav.") &&
                   !is_one_of(id, known, sizeof known / sizeof known[0])) {
            trial_fail(t, "it %s %.*s, which this krav does not know", what, (int)id.len, id.ptr);
        }
        for (uint32_t k = 0; k < i; k++) {
            if (krav_str_eq(list[k].text, id)) {
                trial_fail(t, "it %s %.*s twice", what, (int)id.len, id.ptr);
            }
        }
    }
}

void test_descriptor_ids(struct trial *t) {
    const struct wire_descriptor *d = &t->kit->descriptor;
    if (!is_dotted(d->id)) {
        trial_fail(t, "its id \"%.*s\" is not a reversed domain", (int)d->id.len, d->id.ptr);
    }
    if (!is_version(d->version)) {
        trial_fail(t, "its version \"%.*s\" is not a version", (int)d->version.len,
                   d->version.ptr);
    }
    if ((d->flags & ~7u) != 0) {
        trial_fail(t, "its flags have bits that mean nothing");
    }
    if (d->n_provides == 0) {
        trial_fail(t, "it provides nothing");
    }
    check_extensions(t, "provides", d->provides, d->n_provides);
    check_extensions(t, "needs", d->needs, d->n_needs);
}
