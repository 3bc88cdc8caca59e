#include "conform/options.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conform/hearing.h"
#include "krav/easy.h"

#define FILE_MAX ((int64_t)1 << 20)
/* Nobody listens there: outcomes of a provider that cannot be reached are exercised. */
#define DEAD_URL "http://127.0.0.1:9"

static bool to_integer(krav_str s, int64_t *out) {
    char digits[24];
    char *end;
    if (s.len == 0 || s.len >= sizeof digits || memchr(s.ptr, ' ', s.len)) {
        return false;
    }
    memcpy(digits, s.ptr, s.len);
    digits[s.len] = '\0';
    errno = 0;
    *out = strtoll(digits, &end, 10);
    return errno == 0 && *end == '\0' && digits[0] != '+';
}

static bool is_boolean(krav_str v) {
    static const char *const words[] = {"yes", "no", "true", "false", "1", "0"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (krav_str_eq(v, krav_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_url(krav_str v) {
    const bool web = (v.len > 8 && memcmp(v.ptr, "https://", 8) == 0) ||
                     (v.len > 8 && memcmp(v.ptr, "http://", 7) == 0);
    return web && !memchr(v.ptr, ' ', v.len);
}

const char *option_fault(const struct wire_option *o, krav_str value) {
    int64_t measure = (int64_t)value.len;
    if (o->type == KRAV_INTEGER && !to_integer(value, &measure)) {
        return "must be a whole number";
    }
    if (o->type == KRAV_BOOLEAN) {
        return is_boolean(value) ? NULL : "must be yes or no";
    }
    if (o->type == KRAV_URL && !is_url(value)) {
        return "must be a web address";
    }
    if ((o->type == KRAV_TEXT || o->type == KRAV_URL) && !text_is_utf8_line(value)) {
        return "must be UTF-8 without control characters";
    }
    const bool bounded = (o->min != 0 || o->max != 0) && o->type != KRAV_SECRET;
    return bounded && (measure < o->min || measure > o->max) ? "is out of range" : NULL;
}

/* ---- filling ------------------------------------------------------------------------------------ */

static char *kept(struct kit *kit, char *value) {
    kit->values[kit->n_values++] = value;
    return value;
}

/* All of a small file; absent if it cannot be read. */
static krav_str file_read(struct kit *kit, const char *path) {
    struct stat st;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    krav_str content = {NULL, 0};
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= FILE_MAX) {
        char *bytes = kept(kit, wire_alloc((size_t)st.st_size + 1));
        const ssize_t n = read(fd, bytes, (size_t)st.st_size);
        content = (krav_str){bytes, n > 0 ? (size_t)n : 0};
    }
    if (fd >= 0) {
        close(fd);
    }
    return content;
}

/* A value for an option that must be set and was not; absent if only its user can know one. */
static krav_str guess(struct kit *kit, const struct wire_option *o) {
    if (o->type == KRAV_INTEGER) {
        char *digits = kept(kit, wire_alloc(24));
        const int n = snprintf(digits, 24, "%lld", (long long)o->min);
        return (krav_str){digits, (size_t)n};
    }
    switch (o->type) {
    case KRAV_BOOLEAN:
        return KRAV_STR("no");
    case KRAV_URL:
        return KRAV_STR(DEAD_URL);
    case KRAV_SECRET:
        return KRAV_STR("kit-secret-0123456789abcdef");
    default:
        return (krav_str){NULL, 0};
    }
}

static const char *given(const struct kit *kit, krav_str name) {
    for (size_t i = 0; i < kit->config->n_settings; i++) {
        if (krav_str_eq(krav_str_of(kit->config->settings[i].name), name)) {
            return kit->config->settings[i].value;
        }
    }
    return NULL;
}

static bool fill_one(struct kit *kit, const struct wire_option *o, char *why, size_t why_size) {
    const char *word = given(kit, o->name);
    krav_str value = word ? krav_str_of(word) : o->fallback;
    if (word && o->type == KRAV_FILE) {
        value = file_read(kit, word);
        if (!value.ptr) {
            snprintf(why, why_size, "--set %.*s: %s: cannot be read, or is over 1 MiB",
                     (int)o->name.len, o->name.ptr, word);
            return false;
        }
    }
    if (!value.ptr && (o->flags & KRAV_REQUIRED)) {
        value = guess(kit, o);
    }
    const char *fault = value.ptr ? option_fault(o, value) : NULL;
    if (word && fault) {
        snprintf(why, why_size, "--set %.*s: %s", (int)o->name.len, o->name.ptr, fault);
        return false;
    }
    if (!value.ptr && (o->flags & KRAV_REQUIRED)) {
        const size_t len = strlen(kit->unset);
        snprintf(kit->unset + len, sizeof kit->unset - len, "%s--set %.*s=...", len ? " " : "",
                 (int)o->name.len, o->name.ptr);
    }
    kit->settings[kit->n_settings++] = (struct wire_setting){.size = sizeof(struct wire_setting),
                                                             .secret = o->type == KRAV_SECRET,
                                                             .name = o->name,
                                                             .value = value};
    return true;
}

bool options_fill(struct kit *kit, char *why, size_t why_size) {
    const struct wire_descriptor *d = &kit->descriptor;
    for (size_t i = 0; i < kit->config->n_settings; i++) {
        bool known = false;
        for (uint32_t k = 0; k < d->n_options; k++) {
            known |= krav_str_eq(krav_str_of(kit->config->settings[i].name), d->options[k].name);
        }
        if (!known) {
            snprintf(why, why_size, "--set %s: the plugin has no such option",
                     kit->config->settings[i].name);
            return false;
        }
    }
    for (uint32_t i = 0; i < d->n_options && i < CONFORM_MAX_SETTINGS; i++) {
        if (!fill_one(kit, &d->options[i], why, why_size)) {
            return false;
        }
    }
    return true;
}

void options_forget(struct kit *kit) {
    for (size_t i = 0; i < kit->n_values; i++) {
        free(kit->values[i]);
    }
    kit->n_values = kit->n_settings = 0;
}
