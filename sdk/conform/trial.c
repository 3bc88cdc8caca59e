#include "conform/trial.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conform/hostile.h"

/* ---- how it came out ------------------------------------------------------------------------- */

__attribute__((format(printf, 3, 0)))
static void note(struct trial *t, enum conform_result result, const char *format, va_list args) {
    struct conform_outcome *o = t->outcome;
    const bool decides = o->result == CONFORM_PASS ||
                         (o->result == CONFORM_WARN && result != CONFORM_WARN);
    if (decides) {
        o->result = result;
        vsnprintf(o->reason, sizeof o->reason, format, args);
    }
}

#define NOTE(name, result)                       \
    void name(struct trial *t, const char *format, ...) { \
        va_list args;                            \
        va_start(args, format);                  \
        note(t, result, format, args);           \
        va_end(args);                            \
    }
NOTE(trial_fail, CONFORM_FAIL)
NOTE(trial_warn, CONFORM_WARN)
NOTE(trial_skip, CONFORM_SKIP)
__attribute__((format(printf, 2, 3))) static NOTE(note_crash, CONFORM_CRASH)
__attribute__((format(printf, 2, 3))) static NOTE(note_hang, CONFORM_HANG)

bool trial_goes_on(const struct trial *t) {
    return t->outcome->result == CONFORM_PASS || t->outcome->result == CONFORM_WARN;
}

const char *trial_outcome_name(int32_t outcome) {
    static const char *const names[] = {"nothing", "DONE", "REFUSED", "RETRY", "UNKNOWN"};
    return outcome >= KRAV_DONE && outcome <= KRAV_UNKNOWN ? names[outcome] : "no known outcome";
}

/* ---- workers ------------------------------------------------------------------------------------ */

/* What it printed and logged counts for the test even when the worker is gone. */
static void gather(struct trial *t) {
    const struct client *c = &t->client;
    t->logs.n_lines += c->logs.n_lines;
    t->logs.n_bad += c->logs.n_bad;
    t->logs.n_long += c->logs.n_long;
    t->logs.has_national_id |= c->logs.has_national_id;
    if (t->printed[0] == '\0' && c->words_len > 0) {
        memcpy(t->printed, c->words, sizeof t->printed);
    }
    const int64_t most = t->kit->config->memory_mib > 0 ? t->kit->config->memory_mib : 512;
    const int64_t allowed = t->kit->is_sanitized ? most * 4 : most;
    if (c->peak_kib / 1024 > allowed) {
        trial_fail(t, "its worker took %ld MiB of memory, and %lld are allowed", c->peak_kib / 1024,
                   (long long)allowed);
    }
}

void trial_close(struct trial *t) {
    if (t->client.pid > 0) {
        client_kill(&t->client);
        gather(t);
    }
    client_close(&t->client);
}

static const char *said(const struct client *c) { return c->log_len ? c->log : "nothing"; }

static void note_end(struct trial *t, enum client_end end, const char *about) {
    char death[160];
    if (t->client.broken) {
        trial_fail(t, "%s: what came over the wire is not the worker's: the plugin wrote there",
                   about);
    } else if (end == CLIENT_SILENT) {
        note_hang(t, "%s: nothing came within %d seconds", about, CLIENT_PATIENCE_MS / 1000);
    } else {
        client_death(&t->client, death, sizeof death);
        note_crash(t, "%s: %s%s%.200s", about, death, t->client.words_len ? "; it said: " : "",
                   t->client.words);
    }
}

bool trial_start_with(struct trial *t, const char *mode, const struct wire_setting *settings,
                      uint32_t n) {
    trial_close(t);
    const struct conform_config *config = t->kit->config;
    const struct client_start start = {.worker = config->worker, .so = config->so, .mode = mode,
                                       .uses = t->kit->descriptor.flags & 7u};
    if (!client_open(&t->client, &start)) {
        note_end(t, t->client.ended ? CLIENT_GONE : CLIENT_SILENT, "loading it");
        return false;
    }
    const int64_t patience = mode ? 4 * CLIENT_PATIENCE_MS : CLIENT_PATIENCE_MS;
    if (client_ready(&t->client, settings, n, t->out, patience)) {
        return true;
    }
    if (t->client.has_ready && t->client.ready_rc != KRAV_OK && t->may_refuse) {
        return false;
    }
    if (t->client.has_ready && t->client.ready_rc != KRAV_OK) {
        trial_fail(t, "%s; it logged: %s", t->client.ready_reason, said(&t->client));
    } else {
        note_end(t, t->client.ended ? CLIENT_GONE : CLIENT_SILENT, "starting it");
    }
    return false;
}

bool trial_start(struct trial *t) {
    if (t->kit->not_started[0]) {
        trial_skip(t, "%s", t->kit->not_started);
        return false;
    }
    return trial_start_with(t, NULL, t->kit->settings, t->kit->n_settings);
}

bool trial_restart(struct trial *t) {
    client_kill(&t->client);
    return trial_start(t);
}

bool trial_stop(struct trial *t) {
    if (!client_drain(&t->client)) {
        note_end(t, CLIENT_GONE, "draining it");
        return false;
    }
    enum client_end end = client_wait(&t->client, &t->client.has_bye, NULL, 0, CLIENT_PATIENCE_MS);
    if (end != CLIENT_HEARD) {
        note_end(t, end, "draining it with nothing in flight");
        return false;
    }
    end = client_end(&t->client, CLIENT_PATIENCE_MS);
    if (end != CLIENT_GONE || t->client.status != 0) {
        note_end(t, end, "destroying it");
        return false;
    }
    if (t->client.n_dropped > 0) {
        trial_fail(t, "it answered %llu times when nothing was open under that id",
                   (unsigned long long)t->client.n_dropped);
        return false;
    }
    return true;
}

/* ---- questions ---------------------------------------------------------------------------------- */

bool trial_await(struct trial *t, struct heard *h, const char *about) {
    const enum client_end end =
        client_wait(&t->client, NULL, &h->n_answers, 0, CLIENT_PATIENCE_MS);
    if (end != CLIENT_HEARD || t->client.broken) {
        note_end(t, end, about);
        return false;
    }
    return true;
}

bool trial_ask(struct trial *t, enum wire_ask ask, const void *argument, const char *key,
               struct heard *h) {
    const struct client_ask question = {.ask = ask, .argument = argument, .key = key, .fd = -1,
                                        .deadline_ms = CLIENT_PATIENCE_MS};
    const char *name = wire_ask_row(ask)->name;
    if (!client_ask(&t->client, &question, h)) {
        note_end(t, CLIENT_GONE, name);
        return false;
    }
    return trial_await(t, h, name);
}

int trial_file(struct trial *t, const void *bytes, size_t len) {
    const int fd = memfd_create("sample", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes, len) != (ssize_t)len) {
        trial_skip(t, "there is no room for a file");
        if (fd >= 0) {
            close(fd);
        }
        return -1;
    }
    return fd;
}

bool trial_begin(struct trial *t, int fd, const char *name, struct heard *h) {
    struct stat st;
    const struct wire_file file = {.size = sizeof file, .name = {name, strlen(name)},
                                   .n_bytes = fstat(fd, &st) == 0 ? st.st_size : 0};
    const struct client_ask question = {.ask = WIRE_ASK_BEGIN, .argument = &file, .key = name,
                                        .fd = fd, .deadline_ms = CLIENT_PATIENCE_MS};
    if (!client_ask(&t->client, &question, h)) {
        note_end(t, CLIENT_GONE, name);
        return false;
    }
    return trial_await(t, h, name);
}

bool trial_provides(const struct trial *t, const char *capability) {
    const struct wire_descriptor *d = &t->kit->descriptor;
    for (uint32_t i = 0; i < d->n_provides; i++) {
        const krav_str id = d->provides[i].text;
        if (id.len == strlen(capability) && memcmp(id.ptr, capability, id.len) == 0) {
            return true;
        }
    }
    return false;
}

bool trial_can(const struct trial *t, enum wire_ask ask) {
    const struct wire_ask_row *row = wire_ask_row(ask);
    return row && row->capability && trial_provides(t, row->capability);
}

void trial_key(struct trial *t, char out[65]) {
    for (int i = 0; i < 4; i++) {
        snprintf(out + (size_t)16 * (size_t)i, 17, "%016llx",
                 (unsigned long long)hostile_random(&t->random));
    }
}
