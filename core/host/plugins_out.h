/* plugins_out.h - the plugins of a desk as `krav plugin list` shows them. */
#ifndef KRAV_HOST_PLUGINS_OUT_H
#define KRAV_HOST_PLUGINS_OUT_H

#include "host/cli.h"
#include "plug/plug.h"

void plugins_print(struct cli *cli, const struct plug *p);
void plugins_json(const struct plug *p);

#endif
