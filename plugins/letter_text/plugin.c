/* plugin.c - letters as plain text files, for a print room or a pretend one: krav.channel/1.
 *
 * A letter's file is named by its key alone, so the file's existence is the memory of what was
 * sent: the plugin needs none of its own, and sending twice makes one file. */
#include "krav/easy.h"
#include "krav/plugin.h"

#include "page.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAX_BYTES 200
#define KEY_MAX ((NAME_MAX_BYTES - 5) / 2)

struct letter_text {
    krav_plugin plugin; /* first: the host's pointer is ours */
    const krav_host *host;
    const krav_host_files *files;
    int width;
};

static bool is_hex(krav_str key) {
    for (size_t i = 0; i < key.len; i++) {
        const char c = key.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
    }
    return true;
}

/* A key that is hex already names its file as it is; any other is written in hex behind an 'x',
 * so that two keys never share a name.  Absent if no file can have that name. */
static krav_str name_of(char out[NAME_MAX_BYTES], krav_str key) {
    static const char hex[] = "0123456789abcdef";
    if (key.len == 0 || key.len > KEY_MAX) {
        return (krav_str){NULL, 0};
    }
    size_t n = 0;
    if (is_hex(key)) {
        memcpy(out, key.ptr, key.len);
        n = key.len;
    } else {
        out[n++] = 'x';
        for (size_t i = 0; i < key.len; i++) {
            const unsigned char c = (unsigned char)key.ptr[i];
            out[n++] = hex[c >> 4];
            out[n++] = hex[c & 15];
        }
    }
    memcpy(out + n, ".txt", 4);
    return (krav_str){out, n + 4};
}

static void answer_put(struct letter_text *p, const krav_call *call, krav_str name, int32_t rc) {
    if (rc == KRAV_OK) {
        krav_answer_done(p->host, call, name, NULL);
    } else if (rc == KRAV_E_IO) { /* the file may be there: recall() will look */
        krav_answer_unknown(p->host, call, KRAV_STR("the letter's file could not be written"));
    } else if (rc == KRAV_E_INVALID) {
        krav_answer_refused(p->host, call, KRAV_STR("the letter's file was not accepted"));
    } else {
        krav_answer_retry(p->host, call, KRAV_STR("letters cannot be written now"));
    }
}

/* The same letter to whoever gets a copy; without a receiver's name if nobody does. */
static krav_letter copy_of(const krav_letter *letter) {
    krav_letter copy = *letter;
    copy.to_name = letter->copy_name;
    copy.to_address = letter->copy_address;
    return copy;
}

/* Adds the letter's pages to *text, behind a form feed if something stands there; false: no memory. */
static bool make_text(const struct letter_text *p, const krav_letter *letter, char **text,
                      size_t *len) {
    struct page page;
    const size_t feed = *len > 0;
    char *more = page_make(&page, letter, p->width) ? realloc(*text, *len + feed + page.len) : NULL;
    if (more) {
        more[*len] = '\f'; /* written over where there is none */
        memcpy(more + *len + feed, page.text, page.len);
        *text = more;
        *len += feed + page.len;
    }
    page_fini(&page);
    return more != NULL;
}

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct letter_text *p = plugin->impl;
    char out[NAME_MAX_BYTES];
    const krav_str name = name_of(out, call->key);
    if (name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t have = p->files->have(p->host, name);
    if (have != 0) {
        answer_put(p, call, name, have == 1 ? KRAV_OK : have);
        return KRAV_OK;
    }
    const krav_letter copy = copy_of(letter);
    const char *refusal = page_refuses(letter, p->width);
    if (!refusal && copy.to_name.len > 0) {
        refusal = page_refuses(&copy, p->width);
    }
    if (refusal) {
        krav_answer_refused(p->host, call, krav_str_of(refusal));
        return KRAV_OK;
    }
    char *text = NULL;
    size_t len = 0;
    if (make_text(p, letter, &text, &len) &&
        (copy.to_name.len == 0 || make_text(p, &copy, &text, &len))) {
        answer_put(p, call, name, p->files->put(p->host, name, (krav_str){text, len}));
    } else {
        answer_put(p, call, name, KRAV_E_NOMEM);
    }
    free(text);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    struct letter_text *p = plugin->impl;
    char out[NAME_MAX_BYTES];
    const krav_str name = name_of(out, call->key);
    if (name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t have = p->files->have(p->host, name);
    if (have == 1) {
        krav_answer_done(p->host, call, name, NULL);
    } else if (have == 0) {
        krav_answer_retry(p->host, call, KRAV_STR("the letter was never written"));
    } else {
        krav_answer_unknown(p->host, call, KRAV_STR("the letter's file could not be looked for"));
    }
    return KRAV_OK;
}

static const krav_channel channel = {.send = send_letter};

static int32_t start(krav_plugin *plugin) {
    struct letter_text *p = plugin->impl;
    p->files = p->host->extension(p->host, KRAV_HOST_FILES);
    const krav_host_settings *settings = p->host->extension(p->host, KRAV_HOST_SETTINGS);
    if (!p->files || !settings) {
        return KRAV_E_UNSUPPORTED;
    }
    const int64_t width = settings->integer(p->host, "width");
    if (width < PAGE_WIDTH_MIN || width > PAGE_WIDTH_MAX) {
        return KRAV_E_INVALID;
    }
    p->width = (int)width;
    return KRAV_OK;
}

static void destroy(krav_plugin *plugin) { free(plugin->impl); }

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_CHANNEL) == 0 ? &channel : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    struct letter_text *p = calloc(1, sizeof *p);
    if (!p) {
        return NULL;
    }
    p->host = host;
    p->plugin.descriptor = descriptor;
    p->plugin.impl = p;
    p->plugin.start = start;
    p->plugin.destroy = destroy;
    p->plugin.extension = extension;
    p->plugin.recall = recall;
    return &p->plugin;
}

static const char *const provides[] = {KRAV_CHANNEL, NULL};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "width", .help = "characters across the sheet, margins included", .fallback = "80",
     .min = PAGE_WIDTH_MIN, .max = PAGE_WIDTH_MAX, .type = KRAV_INTEGER},
    {.name = NULL},
};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.letter_text",
    .name = "Letters as text",
    .version = "1.0.0",
    .vendor = "krav",
    .license = "see LICENSE",
    .provides = provides,
    .needs = needs,
    .options = options,
};

static const krav_descriptor *const descriptors[] = {&descriptor, NULL};

KRAV_EXPORT const krav_entry krav_plugin_entry = {
    .magic = KRAV_MAGIC,
    .abi_major = KRAV_ABI_MAJOR,
    .abi_minor = KRAV_ABI_MINOR,
    .size = sizeof krav_plugin_entry,
    .descriptors = descriptors,
    .create = create,
};
