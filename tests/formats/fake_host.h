/* fake_host.h - a host in one struct: it gives settings, keeps everything it is told, and can be
 * made to fail.  For testing one plugin in the test's own process.
 *
 * What it keeps is copied into its own pool, so tests may look at it after the call. */
#ifndef FAKE_HOST_H
#define FAKE_HOST_H

#include "krav/plugin.h"

#define FAKE_MAX 256
#define FAKE_POOL (1 << 20)
#define FAKE_BYTES 1000

struct fake_fault {
    int64_t line;
    krav_str reason;
};

struct fake_file {
    krav_str name, content;
};

struct fake_host {
    krav_host host; /* host.impl is this struct */
    krav_plugin *plugin;
    const char *settings[8][2]; /* name, value; the rest is absent */
    /* What it was told.  The counts go on past FAKE_MAX, the records do not. */
    size_t n_claims, n_payments, n_credit_notes, n_direct_payments, n_attachments;
    size_t n_lines, n_statements, n_mandates;
    size_t n_payouts, n_faults, n_files, n_answers;
    krav_claim claims[FAKE_MAX];
    krav_payment payments[FAKE_MAX];
    krav_credit_note credit_notes[FAKE_MAX];
    krav_direct_payment direct_payments[FAKE_MAX];
    krav_attachment attachments[FAKE_MAX]; /* of bytes only the first FAKE_BYTES */
    krav_payout_status payouts[FAKE_MAX];
    krav_statement_line lines[FAKE_MAX];
    krav_statement statements[FAKE_MAX];
    krav_mandate mandates[FAKE_MAX];
    struct fake_fault faults[FAKE_MAX];
    struct fake_file files[FAKE_MAX];
    krav_answer answer; /* the last; .result is not kept, but it is in `result` or `document` */
    krav_file_result result;
    krav_document document; /* what fake_host_render got */
    int rendering, paying;
    size_t n_refused; /* of a batch of payouts: transfers that are refused alone */
    krav_refused_transfer refused[FAKE_MAX];
    /* Made to fail: what put() and every record answer, when not KRAV_OK. */
    int32_t put_rc, record_rc;
    size_t pool_len;
    char pool[FAKE_POOL];
};

/* A host with the plugin of this program created and started; it owns the plugin. */
struct fake_host *fake_host_new(void);
void fake_host_set(struct fake_host *f, const char *name, const char *value);
void fake_host_free(struct fake_host *f);
void fake_host_forget(struct fake_host *f); /* all it was told, not its files */

/* Gives the bytes to the plugin as a file and returns the outcome. */
int32_t fake_host_take(struct fake_host *f, const char *bytes, size_t len);
/* Sends the letter under the key, or asks what became of it; returns the outcome. */
int32_t fake_host_send(struct fake_host *f, const char *key, const krav_letter *letter);
/* Renders it: the pages are in f->document. */
int32_t fake_host_render(struct fake_host *f, const krav_letter *letter);
/* Pays the batch out under the key; what was written is in f->files. */
int32_t fake_host_pay(struct fake_host *f, const char *key, const krav_batch *batch);
/* Asks for money under the key, as fake_host_pay. */
int32_t fake_host_collect(struct fake_host *f, const char *key, const krav_debits *debits);
int32_t fake_host_recall(struct fake_host *f, const char *key);
/* True if a fault of that line (0 = any) holds the words. */
int fake_host_has_fault(const struct fake_host *f, int64_t line, const char *words);
void fake_host_show_faults(const struct fake_host *f);
int fake_str_is(krav_str s, const char *text); /* NULL = absent */

#endif
