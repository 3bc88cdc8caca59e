#include "worker/describe.h"

#include <stdlib.h>
#include <string.h>

#include "wire/records.h"

static krav_str str_of(const char *s) { return (krav_str){s, s ? strlen(s) : 0}; }

static struct wire_word *words_of(const char *const *list, uint32_t *n) {
    *n = 0;
    while (list && list[*n]) {
        (*n)++;
    }
    struct wire_word *words = wire_alloc(*n * sizeof *words);
    for (uint32_t i = 0; i < *n; i++) {
        words[i] = (struct wire_word){.size = sizeof words[i], .text = str_of(list[i])};
    }
    return words;
}

static struct wire_option *options_of(const krav_option *list, uint32_t *n) {
    *n = 0;
    while (list && list[*n].name) {
        (*n)++;
    }
    struct wire_option *options = wire_alloc(*n * sizeof *options);
    for (uint32_t i = 0; i < *n; i++) {
        options[i] = (struct wire_option){.size = sizeof options[i],
                                          .flags = list[i].flags,
                                          .name = str_of(list[i].name),
                                          .help = str_of(list[i].help),
                                          .fallback = str_of(list[i].fallback),
                                          .min = list[i].min,
                                          .max = list[i].max,
                                          .type = list[i].type};
    }
    return options;
}

void describe_send(struct link *l, const krav_entry *entry) {
    const krav_descriptor *d = entry->descriptors[0];
    struct wire_descriptor record = {.size = sizeof record,
                                     .flags = d->flags,
                                     .abi_major = entry->abi_major,
                                     .abi_minor = entry->abi_minor,
                                     .id = str_of(d->id),
                                     .name = str_of(d->name),
                                     .version = str_of(d->version),
                                     .vendor = str_of(d->vendor),
                                     .license = str_of(d->license)};
    struct wire_word *provides = words_of(d->provides, &record.n_provides);
    struct wire_word *needs = words_of(d->needs, &record.n_needs);
    struct wire_option *options = options_of(d->options, &record.n_options);
    record.provides = provides;
    record.needs = needs;
    record.options = options;
    link_send(l, WIRE_HELLO, 0, &wire_descriptor, &record);
    free(provides);
    free(needs);
    free(options);
}
