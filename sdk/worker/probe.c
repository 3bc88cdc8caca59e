#include "worker/probe.h"

#include <dirent.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "worker/loader.h"

#if defined(__SANITIZE_ADDRESS__)
size_t __sanitizer_get_current_allocated_bytes(void); /* its header is not always there */
#endif

#define ROUNDS 200
#define WARM 20 /* rounds before the first look: caches fill */
#define LITTLE 1024

enum probe_mode probe_mode_of(const char *word) {
    static const char *const words[] = {[PROBE_TABLES] = "tables", [PROBE_ROUNDS] = "rounds",
                                        [PROBE_PAIR] = "pair",     [PROBE_WATCH] = "watch",
                                        [PROBE_OPEN] = "open"};
    for (int i = PROBE_TABLES; i <= PROBE_OPEN; i++) {
        if (strcmp(word, words[i]) == 0) {
            return (enum probe_mode)i;
        }
    }
    return PROBE_NONE;
}

/* ---- tables ------------------------------------------------------------------------------------ */

/* How many functions the table of a known capability must have; the rest may be NULL. */
static const struct {
    const char *id;
    size_t n_required;
    bool has_effects;
} known[] = {{KRAV_INTAKE, 2, false}, {KRAV_RENDER, 1, false}, {KRAV_CHANNEL, 1, true},
             {KRAV_PAYOUT, 1, true},  {KRAV_COLLECT, 1, true}, {KRAV_SCORE, 1, false},
             {KRAV_WASH, 1, false},   {KRAV_FILING, 1, true},  {KRAV_CHECKOUT, 5, true},
             {KRAV_ROUTES, 1, false}};

static bool table_is_whole(krav_plugin *plugin, const char *id, char why[PROBE_WHY]) {
    const void *table = plugin->extension(plugin, id);
    if (!table || table != plugin->extension(plugin, id)) {
        snprintf(why, PROBE_WHY, table ? "extension(\"%s\") gives another table the second time"
                                       : "it claims %s, but extension() gives no table for it", id);
        return false;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].id, id) != 0) {
            continue;
        }
        for (size_t k = 0; k < known[i].n_required; k++) {
            void (*function)(void);
            memcpy(&function, (const char *)table + k * sizeof function, sizeof function);
            if (!function) {
                snprintf(why, PROBE_WHY, "function %zu of its table for %s is NULL", k + 1, id);
                return false;
            }
        }
        if (known[i].has_effects && !plugin->recall) {
            snprintf(why, PROBE_WHY, "%s has effects, and recall() is NULL: after a crash nobody "
                     "can say what became of them", id);
            return false;
        }
    }
    return true;
}

/* The worker would clamp it. */
static bool score_is_in_range(krav_plugin *plugin, const krav_intake *table,
                              char why[PROBE_WHY]) {
    static const char *const heads[] = {"", "NY000010", "<?xml version=\"1.0\"?>", "a;b;c\n1;2;3\n",
                                        "\xff\xfe\x00\x01", "{\"a\":1}"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        const krav_str head = {heads[i], strlen(heads[i])}, name = {"probe", 5};
        const int32_t score = table->recognise(plugin, head, name);
        if (score < 0 || score > 100) {
            snprintf(why, PROBE_WHY, "recognise() gives %d, and not 0 to 100", score);
            return false;
        }
    }
    return true;
}

static krav_plugin *begin_instance(struct worker *w, const krav_entry *entry,
                                   char why[PROBE_WHY]) {
    w->n_wakes = 0;
    krav_plugin *plugin = entry->create(&w->host, entry->descriptors[0]);
    if (!plugin || !plugin->extension || !plugin->destroy) {
        snprintf(why, PROBE_WHY, "create() gives no whole plugin");
        return NULL;
    }
    w->plugin = plugin;
    const int32_t rc = plugin->start ? plugin->start(plugin) : KRAV_OK;
    if (rc != KRAV_OK) {
        plugin->destroy(plugin);
        snprintf(why, PROBE_WHY, "start() gives %d", rc);
        return NULL;
    }
    return plugin;
}

bool probe_tables(struct worker *w, const krav_entry *entry, char why[PROBE_WHY]) {
    const krav_descriptor *d = entry->descriptors[0];
    krav_plugin *plugin = begin_instance(w, entry, why);
    bool ok = plugin != NULL;
    for (size_t i = 0; ok && d->provides[i]; i++) {
        ok = table_is_whole(plugin, d->provides[i], why);
        if (ok && strcmp(d->provides[i], KRAV_INTAKE) == 0) {
            ok = score_is_in_range(plugin, plugin->extension(plugin, KRAV_INTAKE), why);
        }
    }
    if (ok && plugin->extension(plugin, "no.example.nothing/1")) {
        snprintf(why, PROBE_WHY, "extension() gives a table for an id that nobody has");
        ok = false;
    }
    for (size_t i = 0; ok && i < sizeof known / sizeof known[0]; i++) {
        bool claimed = false;
        for (size_t k = 0; d->provides[k]; k++) {
            claimed |= strcmp(d->provides[k], known[i].id) == 0;
        }
        if (!claimed && plugin->extension(plugin, known[i].id)) {
            snprintf(why, PROBE_WHY, "it has a table for %s, which it does not claim", known[i].id);
            ok = false;
        }
    }
    if (plugin) {
        plugin->destroy(plugin);
    }
    return ok;
}

/* ---- rounds ------------------------------------------------------------------------------------ */

struct level {
    int64_t bytes;
    int fds, threads;
};

static int count_in(const char *path) {
    int n = 0;
    DIR *dir = opendir(path);
    while (dir && readdir(dir)) {
        n++;
    }
    if (dir) {
        closedir(dir);
    }
    return n;
}

static struct level level_now(void) {
#if defined(__SANITIZE_ADDRESS__)
    const int64_t bytes = (int64_t)__sanitizer_get_current_allocated_bytes();
#else
    const struct mallinfo2 m = mallinfo2();
    const int64_t bytes = (int64_t)(m.uordblks + m.hblkhd);
#endif
    return (struct level){bytes, count_in("/proc/self/fd"), count_in("/proc/self/task")};
}

static bool one_round(struct worker *w, const krav_entry *entry, char why[PROBE_WHY]) {
    krav_plugin *plugin = begin_instance(w, entry, why);
    if (!plugin) {
        return false;
    }
    if (plugin->drain) {
        plugin->drain(plugin);
    }
    plugin->destroy(plugin);
    link_flush(&w->link); /* what it logged */
    return true;
}

/* A leak grows in both halves; a cache fills once. */
static bool level_kept(const struct level l[3], char why[PROBE_WHY]) {
    const int64_t half = (ROUNDS - WARM) / 2;
    if (l[2].fds > l[1].fds && l[1].fds > l[0].fds) {
        snprintf(why, PROBE_WHY, "open files: %d more after %d rounds", l[2].fds - l[0].fds,
                 ROUNDS - WARM);
        return false;
    }
    if (l[2].threads > l[1].threads && l[1].threads > l[0].threads) {
        snprintf(why, PROBE_WHY, "threads: %d more after %d rounds", l[2].threads - l[0].threads,
                 ROUNDS - WARM);
        return false;
    }
    const int64_t first = l[1].bytes - l[0].bytes, second = l[2].bytes - l[1].bytes;
    if (first >= half * 8 && second >= half * 8) {
        const int64_t each = (first + second) / (2 * half);
        snprintf(why, PROBE_WHY, "memory: about %lld bytes more after every round",
                 (long long)each);
        return each < LITTLE; /* a worker starts its plugin once: worth a word, no more */
    }
    return true;
}

bool probe_rounds(struct worker *w, const krav_entry *entry, char why[PROBE_WHY]) {
    struct level levels[3];
    int n_levels = 0;
    for (int i = 1; i <= ROUNDS; i++) {
        if (!one_round(w, entry, why)) {
            return false;
        }
        if (i == WARM || i == WARM + (ROUNDS - WARM) / 2 || i == ROUNDS) {
            levels[n_levels++] = level_now();
        }
    }
    return level_kept(levels, why);
}

/* ---- pair -------------------------------------------------------------------------------------- */

bool probe_pair(struct worker *w, const krav_entry *entry, char why[PROBE_WHY]) {
    for (int older_first = 0; older_first < 2; older_first++) {
        krav_plugin *one = begin_instance(w, entry, why);
        krav_plugin *two = one ? begin_instance(w, entry, why) : NULL;
        if (one == two) {
            if (one) {
                snprintf(why, PROBE_WHY, "create() gives the same instance twice");
            }
            return false;
        }
        if (!two) {
            return false;
        }
        krav_plugin *const order[] = {older_first ? one : two, older_first ? two : one};
        for (int i = 0; i < 2; i++) {
            if (order[i]->drain) {
                order[i]->drain(order[i]);
            }
            order[i]->destroy(order[i]);
        }
    }
    return true;
}
