/* plugin_words.h - what `krav plugin check` and `krav plugin run` are told alike. */
#ifndef KRAV_HOST_PLUGIN_WORDS_H
#define KRAV_HOST_PLUGIN_WORDS_H

#include "conform/conform.h"
#include "host/cli.h"

/* Takes all --set NAME=VALUE; false, told, if one is malformed or there are too many. */
bool plugin_settings_take(struct cli *cli, struct conform_setting *settings, size_t *n);
/* The next word as a library's path, for a worker that stands elsewhere; NULL if there is none. */
const char *plugin_so_take(struct cli *cli);

#endif
