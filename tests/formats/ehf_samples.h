/* ehf_samples.h - the made-up documents in ehf/, each test's own change to one of them, and what is
 * expected of the plugin that reads it.
 *
 * A text given back lives until the second call after it. */
#ifndef EHF_SAMPLES_H
#define EHF_SAMPLES_H

#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"

#define LARGE ((size_t)8 << 20)

extern struct fake_host *host; /* one for each test */
extern char *large;            /* LARGE bytes, for documents that are made in the test */
int setup(void **state);
int teardown(void **state);
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

const char *sample(const char *name);
/* The text with the first `old` replaced. */
const char *with(const char *text, const char *old, const char *new);
const char *invoice_with(const char *old, const char *new);
#define SELLER_ID "<cbc:CompanyID schemeID=\"0192\">311758489" /* as it stands in all of them */
/* Without the first element of that name. */
const char *without(const char *text, const char *name);

void takes_bytes(const char *text, size_t len);
void takes(const char *text); /* without a word */
void refuses_bytes(const char *text, size_t len, int64_t line, const char *words);
void refuses(const char *text, int64_t line, const char *words);
/* Refused for that and nothing else. */
void refuses_only(const char *text, int64_t line, const char *words);

#endif
