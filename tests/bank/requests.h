/* requests.h - the command `krav-bank requests`: AvtaleGiro in, OCR giro out. */
#ifndef BANK_REQUESTS_H
#define BANK_REQUESTS_H

#include "cli.h"

int requests_run(struct cli *cli);

#endif
