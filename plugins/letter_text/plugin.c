/* plugin.c - letters as plain text files, for a print room or a pretend one: krav.channel/1.
 *
 * A letter's file is named by its key alone, so the file's existence is the memory of what was
 * sent: the plugin needs none of its own, and sending twice makes one file. */
#include "krav/outfile.h"

#include "page.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ENDING ".txt"

struct letter_text {
    krav_frame frame;
    int width;
};

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
    const krav_frame *frame = &p->frame;
    krav_outfile file;
    krav_outfile_name(&file, call->key, ENDING);
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(frame, call, file.name)) {
        return KRAV_OK;
    }
    const krav_letter copy = copy_of(letter);
    const char *refusal = page_refuses(letter, p->width);
    if (!refusal && copy.to_name.len > 0) {
        refusal = page_refuses(&copy, p->width);
    }
    if (refusal) {
        krav_answer_refused(frame->host, call, krav_str_of(refusal));
        return KRAV_OK;
    }
    char *text = NULL;
    size_t len = 0;
    const bool made = make_text(p, letter, &text, &len) &&
                      (copy.to_name.len == 0 || make_text(p, &copy, &text, &len));
    const krav_str content = {text, len};
    krav_outfile_answer(frame, call, file.name,
                        made ? frame->files->put(frame->host, file.name, content) : KRAV_E_NOMEM);
    free(text);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, ENDING);
}

static const krav_channel channel = {.send = send_letter};

static int32_t start(krav_plugin *plugin) {
    struct letter_text *p = plugin->impl;
    const int64_t width = p->frame.settings->integer(p->frame.host, "width");
    if (width < PAGE_WIDTH_MIN || width > PAGE_WIDTH_MAX) {
        return KRAV_E_INVALID;
    }
    p->width = (int)width;
    return KRAV_OK;
}

static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "width", .help = "characters across the sheet, margins included", .fallback = "80",
     .min = PAGE_WIDTH_MIN, .max = PAGE_WIDTH_MAX, .type = KRAV_INTEGER},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_CHANNEL, channel)
static const krav_hooks hooks = {.start = start, .recall = recall};
KRAV_PLUGIN(struct letter_text, PROVIDES, hooks, .id = "krav.letter_text",
            .name = "Letters as text", .version = "1.0.0", .vendor = "krav",
            .license = "see LICENSE", .needs = needs, .options = options);
