#include "worker/loader.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#define MAX_TEXT 4096
#define MAX_ITEMS 64

static bool text_fits(const char *s) { return s && s[0] && strnlen(s, MAX_TEXT) < MAX_TEXT; }

static bool words_fit(const char *const *words) {
    if (!words) {
        return true;
    }
    for (size_t i = 0; i <= MAX_ITEMS; i++) {
        if (!words[i]) {
            return true;
        }
        if (!text_fits(words[i])) {
            return false;
        }
    }
    return false;
}

static bool options_fit(const krav_option *options) {
    if (!options) {
        return true;
    }
    for (size_t i = 0; i <= MAX_ITEMS; i++) {
        const krav_option *o = &options[i];
        if (!o->name) {
            return true;
        }
        if (!text_fits(o->name) || (o->help && !text_fits(o->help)) ||
            (o->fallback && strnlen(o->fallback, MAX_TEXT) == MAX_TEXT) || o->type < KRAV_TEXT ||
            o->type > KRAV_FILE || o->min > o->max) {
            return false;
        }
    }
    return false;
}

static const char *descriptor_fault(const krav_descriptor *d) {
    if (!d) {
        return "no descriptor";
    }
    if (d->size < sizeof *d) {
        return "the descriptor is shorter than this ABI's";
    }
    if (!text_fits(d->id) || !text_fits(d->name) || !text_fits(d->version) ||
        !text_fits(d->vendor) || !text_fits(d->license)) {
        return "id, name, version, vendor and license must all be given";
    }
    if (!d->provides || !words_fit(d->provides) || !words_fit(d->needs)) {
        return "provides and needs must be lists of at most 64 extension ids";
    }
    if (!options_fit(d->options)) {
        return "an option has no name, no known type or an empty range, or there are over 64";
    }
    return NULL;
}

static const char *entry_fault(const krav_entry *e, char *why, size_t why_size) {
    if (e->magic != KRAV_MAGIC) {
        return "krav_plugin_entry does not begin with the magic number";
    }
    if (e->abi_major != KRAV_ABI_MAJOR || e->abi_minor > KRAV_ABI_MINOR) {
        snprintf(why, why_size, "built for plugin ABI %u.%u, and this krav speaks %u.%u",
                 e->abi_major, e->abi_minor, KRAV_ABI_MAJOR, KRAV_ABI_MINOR);
        return why;
    }
    if (e->size < sizeof *e) {
        return "krav_plugin_entry is shorter than this ABI's";
    }
    if (!e->create || !e->descriptors) {
        return "krav_plugin_entry lacks create or descriptors";
    }
    return descriptor_fault(e->descriptors[0]);
}

const krav_entry *loader_open(const char *path, char *why, size_t why_size) {
    /* Every symbol is bound now: a missing one must not be found in the middle of a call. */
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library) {
        snprintf(why, why_size, "%s", dlerror());
        return NULL;
    }
    const krav_entry *entry = dlsym(library, "krav_plugin_entry");
    if (!entry) {
        snprintf(why, why_size, "does not export krav_plugin_entry");
        return NULL;
    }
    const char *fault = entry_fault(entry, why, why_size);
    if (fault && fault != why) {
        snprintf(why, why_size, "%s", fault);
    }
    return fault ? NULL : entry;
}
