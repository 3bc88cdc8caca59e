/* Good: an option of nearly every type, and bounds that are meant. */
#include "../planted/sane.h"

static const krav_option options[] = {
    {.name = "width", .help = "columns of a page", .type = KRAV_INTEGER, .min = 40, .max = 120,
     .fallback = "72"},
    {.name = "copies", .help = "of each letter", .type = KRAV_INTEGER, .min = 1, .max = 3,
     .fallback = "1"},
    {.name = "margin", .help = "in mm, may stick out", .type = KRAV_INTEGER, .min = -5, .max = 40,
     .fallback = "0"},
    {.name = "colour", .help = "print in colour", .type = KRAV_BOOLEAN, .fallback = "no"},
    {.name = "sender", .help = "the name on the envelope", .type = KRAV_TEXT, .min = 1, .max = 60,
     .fallback = "Eksempel Inkasso"},
    {.name = "footer", .help = "below each page", .type = KRAV_TEXT, .max = 2000},
    {.name = "portal", .help = "where the letters can be looked at", .type = KRAV_URL,
     .fallback = "https://brev.example.no/"},
    {.name = "token", .help = "of the print room", .type = KRAV_SECRET},
    {.name = "logo", .help = "a picture, at most 64 KiB", .type = KRAV_FILE, .max = 65536},
    {.name = NULL}};

struct many {
    krav_frame frame;
    int64_t copies;
    krav_str sender, footer;
};

static int32_t start(krav_plugin *plugin) {
    struct many *m = (struct many *)plugin->impl;
    m->copies = m->frame.settings->integer(m->frame.host, "copies");
    m->sender = m->frame.settings->text(m->frame.host, "sender");
    m->footer = m->frame.settings->text(m->frame.host, "footer");
    return m->copies >= 1 && m->copies <= 3 && m->sender.len > 0 ? KRAV_OK : KRAV_E_INVALID;
}

static int32_t send(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const struct many *m = (const struct many *)plugin->impl;
    if (sane_content(letter).len == 0) {
        krav_answer_refused(m->frame.host, call, KRAV_STR("the letter is empty"));
        return KRAV_OK;
    }
    struct sane_text t = {0};
    for (int64_t i = 0; i < m->copies; i++) {
        sane_line(&t, m->sender);
        sane_letter(&t, letter);
        sane_line(&t, m->footer);
    }
    return sane_put_text(plugin, call, &t);
}

static const krav_channel channel = {.send = send};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};
static const krav_hooks hooks = {.start = start, .recall = sane_recall};
#define PROVIDES(X) X(KRAV_CHANNEL, channel)
SANE_PLUGIN(struct many, PROVIDES, hooks, "many_options", .needs = needs, .options = options);
