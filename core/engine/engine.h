/* engine.h - the loop: a fact changes the case, rules decide, the law judges, one transaction
 * records, plugins carry effects out and bring facts back.
 *
 *         ┌─────────────────────────────────────────────────────────────┐
 *   fact ─┴▶ intake ─▶ engine_step: apply ▶ decide ▶ judge ▶ plan ▶ commit ─▶ dispatch ─▶ plugin
 *
 * An engine is one open book with what it needs in memory: creditors, agreements, the active
 * bundle, the journal's head.  One thread.  Owned: engine_open / engine_close. */
#ifndef KRAV_ENGINE_ENGINE_H
#define KRAV_ENGINE_ENGINE_H

#include "base/clock.h"
#include "base/log.h"
#include "domain/step.h"
#include "law/switches.h"
#include "plug/plug.h"
#include "rules/providers.h"
#include "store/db.h"
#include "store/documents.h"
#include "store/journal.h"
#include "store/purses.h"

enum clock_kind { CLOCK_WALL = 1, CLOCK_BOOK };

struct plugin_setting {
    struct text name;          /* as in krav.conf */
    const char *so;
    struct hash pinned;        /* zero: any */
    const char *conformance;   /* a report that must speak for it (conformance.h); NULL: none */
    struct plug_option *options; uint32_t n_options;
    int32_t poll_minutes;      /* how often it is asked for what is new; 0: by hand only */
    bool is_unproven;          /* a new version serves without the quick part of the kit */
    uint32_t n_shadow;         /* calls a new version must answer alike before it serves; 0: none */
};

/* Where things are; borrowed for the engine's life. */
struct engine_config {
    const char *home;
    const char *db_path, *documents_dir, *in_dir, *out_dir, *run_dir;
    const char *worker_path;
    const char *kit_path;      /* this program, for `plugin check` of new versions; NULL: none */
    struct plugin_setting *plugins; uint32_t n_plugins;
    struct text letter_plugin; /* who sends letters; absent: the first that can */
    struct text letter_renderer; /* who makes pages of them before; absent: nobody */
    struct text payout_plugin; /* who takes payouts to the bank; absent: nobody, nothing is settled */
    struct text request_plugin; /* who asks payers' banks (AvtaleGiro); absent: nobody is asked */
    int32_t request_days;      /* how long before the due day (debits.h) */
    struct sender sender;      /* the agency; sender.account is its client account */
    const struct log *log;
    enum db_mode mode;         /* DB_WRITE, or DB_READ for looking */
    struct text booked_by;     /* the only plugin whose payments reach cases; absent: any does */
    struct law_switches acts;  /* [law]: the act of 2026, provision by provision; zeroes: all off */
    struct text electronic[CHANNEL_PORTAL + 1]; /* who sends by channel; absent: nobody */
    int32_t day_minute;        /* a book clock's hour of work, minutes; 0: DAY_MINUTE */
    struct text checkout_plugin; /* who has pages to pay at; absent: nobody */
    struct text public_url;    /* where the listener is seen from outside; absent: no links */
    struct text score_plugin;  /* who is asked for scores; absent: nobody */
    struct text wash_plugin;   /* who asks the registers; absent: nobody */
    int32_t wash_days;         /* how old a look-up may become (washing.h); 0: none by itself */
};

struct counters { /* what a stretch of work came to */
    int64_t facts, decisions, events, refused, parked, looked_at;
    int64_t effects[EFFECT_KINDS];
    int64_t letters_sent, letters_unknown;
};

struct engine {
    const struct engine_config *config;
    struct db *db;
    const struct law *law;      /* the built-in tables with the book's own rates */
    struct bundle *bundle;      /* NULL when none is active */
    enum clock_kind clock;
    day today;
    day settled_on;             /* this process settled with the creditors on that day */
    day requested_on;           /* asked payers' banks on that one */
    day summed_on;              /* and added up client money on that one */
    day washed_on;              /* and had the registers asked by itself on that one */
    struct journal_head head;
    struct hash file;           /* whose records are being applied; zero: none */
    struct arena book;          /* law, creditors, agreements: until reloaded */
    struct creditor *creditors;   uint32_t n_creditors;
    struct agreement *agreements; uint32_t n_agreements;
    struct purse *purses;         uint32_t n_purses;
    struct counters counters;
    struct documents documents; /* of the chunk: on disk before it is committed */
    bool in_chunk;
    uint32_t n_in_chunk;
    int64_t chunk_began_ms;
    /* Called between two chunks of long work, so that a person need not wait for its end; false
     * when the work should stop there.  NULL where nobody can be waiting. */
    bool (*breathe)(void *ctx);
    void *breathe_ctx;
    /* Is this file of in/PLUGIN/ whole?  NULL: whatever stands there is (nobody else writes now). */
    bool (*file_is_whole)(void *ctx, const char *dir, const char *name);
    void *file_ctx;
};

#define DAY_MINUTE (10 * 60) /* a book clock shows ten in the morning unless krav.conf says else */

int engine_open(const struct engine_config *config, struct engine *out, struct status *st)
    NODISCARD;
void engine_close(struct engine *e);
/* Compiles the active bundle; a look at the book does without. */
int engine_load_rules(struct engine *e, struct status *st) NODISCARD;
/* Law, creditors and agreements anew, after they changed. */
int engine_load_book(struct engine *e, struct status *st) NODISCARD;

/* Minutes since midnight in Norway: by the wall, or the hour at which a book clock's day works. */
int32_t engine_minute(const struct engine *e);
/* The plugin that sends by this channel; absent: nobody does. */
struct text engine_channel(const struct engine *e, enum channel by);
/* The plugin that is asked for a score or a register's word; absent: nobody. */
struct text engine_inquirer(const struct engine *e, enum effect_kind kind);
/* What somebody is named for: what rules may ask for by name. */
struct providers engine_providers(const struct engine_config *c);

const struct creditor *engine_creditor(const struct engine *e, int64_t id);
const struct creditor *engine_creditor_by_org(const struct engine *e, struct text org);
/* The most specific agreement valid on the day: department before the whole creditor.  NULL. */
const struct agreement *engine_agreement(const struct engine *e, int64_t creditor,
                                         struct text department, day on);

/* The department's own purse; 0: it is settled with the creditor (store/purses.h). */
int64_t engine_purse(const struct engine *e, int64_t creditor, struct text department);

/* Chunks: many steps, one transaction.  Nothing in a chunk counts before it is committed. */
int engine_chunk_begin(struct engine *e, struct status *st) NODISCARD;
int engine_chunk_commit(struct engine *e, struct status *st) NODISCARD;
void engine_chunk_drop(struct engine *e); /* rolls back and reads the head again */
/* True when the chunk should end: by count, and where somebody may be waiting, by time. */
bool engine_chunk_is_full(const struct engine *e);
/* Between chunks: lets whoever waits have a turn.  STATUS_BUSY when the process is to stop: what
 * is not done yet is as it was, and is found again. */
int engine_breathe(struct engine *e, struct status *st) NODISCARD;
/* When the chunk is full: commits, breathes and begins anew. */
int engine_chunk_breathe(struct engine *e, struct status *st) NODISCARD;

#endif
