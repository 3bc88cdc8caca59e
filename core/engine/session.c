/* session.c - see session.h. */
#include "engine/session.h"

#include "engine/book_rates.h"
#include "engine/intake.h"
#include "store/documents.h"

#define FAULTS_MAX 200
#define CHECKED_AT_ONCE 1000

void session_report(struct file_report *r, struct text name, struct arena *arena) {
    *r = (struct file_report){.file = arena_text(arena, name)};
    faults_init(&r->faults, arena, FAULTS_MAX);
}

/* ---- hearing --------------------------------------------------------------------------------- */

/* Money that no bank account is named for came to the provider's, if this is the provider.  Nobody
 * else can say so. */
static void on_record(void *ctx, const struct incoming *in) {
    struct session *s = ctx;
    struct incoming told = *in;
    const bool is_money = in->kind == FACT_PAID || in->kind == FACT_PAYMENT_REVERSED;
    char account[80];
    if (is_money && in->account.len == 0 && s->row.plugin.len < 65 &&
        text_eq(s->row.plugin, s->e->config->checkout_plugin)) {
        const int n = snprintf(account, sizeof account, PROVIDER_ACCOUNT "%.*s",
                               TEXT_ARG(s->row.plugin));
        told.account = (struct text){account, (size_t)n};
    } else if (is_money && incoming_at_provider(in)) {
        told.account = (struct text){NULL, 0}; /* refused by the check */
    }
    spool_add(&s->spool, &told);
}

/* The bytes are kept at once, so that the spool stays small: if the file is refused, they are a
 * file that nobody names. */
static void on_attachment(void *ctx, struct incoming *in, struct text bytes) {
    struct session *s = ctx;
    if (s->unkept == STATUS_OK) {
        s->unkept = documents_write(s->e->config->documents_dir, bytes, &in->document, s->st);
        spool_add(&s->spool, in);
    }
}

static void on_fault(void *ctx, int64_t line, struct text reason) {
    struct session *s = ctx;
    if (line > 0) {
        faults_add(&s->report->faults, "line %lld: %.*s", (long long)line, TEXT_ARG(reason));
    } else {
        faults_add(&s->report->faults, "%.*s", TEXT_ARG(reason));
    }
}

/* A long file takes a plugin long: people are heard meanwhile, and a stop ends it. */
static int wait_breathing(struct session *s, const struct question *q) {
    int rc = STATUS_OK;
    while (!q->answered && rc == STATUS_OK) {
        plug_run_once(s->d->plug, 20);
        rc = engine_breathe(s->e, s->st);
    }
    if (rc) {
        plug_cancel(s->d->plug, q->call);
    }
    return rc;
}

int session_hear(struct session *s, uint64_t call, const struct question **q) {
    const struct question *asked = desk_ask(s->d, call);
    *q = asked;
    if (!asked) {
        return s->st->code;
    }
    s->d->session = (struct session_sink){s, on_record, on_attachment, on_fault};
    s->d->session_call = call;
    const int rc = wait_breathing(s, asked);
    s->d->session = (struct session_sink){0};
    s->d->session_call = 0;
    return rc ? rc : s->unkept;
}

int session_summary(struct session *s, const struct question *q) {
    struct file_report *r = s->report;
    if (q->outcome == OUTCOME_DONE) {
        r->kind = s->row.kind = arena_text(s->arena, q->summary.kind);
        r->sum = s->row.sum = q->summary.sum;
        if (q->summary.n_records != s->spool.n) {
            faults_add(&r->faults, "the plugin said %lld records and submitted %lld",
                       (long long)q->summary.n_records, (long long)s->spool.n);
            r->is_rejected = true;
        }
        return STATUS_OK;
    }
    if (q->outcome == OUTCOME_REFUSED) {
        if (q->reason.len > 0) {
            faults_add(&r->faults, "%.*s", TEXT_ARG(q->reason));
        }
        r->is_rejected = true;
        return STATUS_OK;
    }
    return status_fail(s->st, STATUS_BUSY, "plugin %.*s: did not finish reading: %.*s",
                       TEXT_ARG(s->row.plugin), TEXT_ARG(q->reason));
}

/* ---- checking -------------------------------------------------------------------------------- */

int session_check(struct session *s) {
    struct seen *seen = seen_new();
    struct arena record;
    struct incoming in;
    const size_t remarks = s->report->faults.n;
    int64_t n = 0;
    arena_init(&record);
    int rc = spool_rewind(&s->spool, s->st);
    while (rc == STATUS_OK && (rc = spool_next(&s->spool, &record, &in, s->st)) == 1) {
        intake_check(s->e, &in, seen, &record, &s->report->faults);
        arena_reset(&record);
        rc = ++n % CHECKED_AT_ONCE == 0 ? engine_breathe(s->e, s->st) : STATUS_OK;
    }
    if (rc == STATUS_OK) {
        intake_check_end(s->e, seen, &s->report->faults);
    }
    arena_fini(&record);
    seen_free(seen);
    s->report->is_rejected = s->report->is_rejected || s->report->faults.n > remarks;
    return rc;
}

/* ---- applying -------------------------------------------------------------------------------- */

static int apply_one(struct session *s, const struct incoming *in, struct arena *arena) {
    enum taken taken = TAKEN_REFUSED;
    struct status why = {0, ""};
    const int rc = intake_record(s->e, in, s->row.plugin, arena, &taken, &why);
    if (rc && (rc == STATUS_DB || rc == STATUS_IO || s->is_whole || !db_in_transaction(s->e->db))) {
        *s->st = why;
        return rc;
    }
    if (book_lacks_rate(s->e, rc)) {
        return status_fail(s->st, rc, "%s: line %lld: %s: the file waits until the rate is known "
                           "(krav rates import)", s->name, (long long)in->line, why.text);
    }
    if (rc) {
        faults_add(&s->report->faults, "line %lld: %s", (long long)in->line, why.text);
    }
    s->row.taken += taken == TAKEN_NEW;
    s->row.duplicates += taken == TAKEN_DUPLICATE;
    s->row.unmatched += taken == TAKEN_UNMATCHED;
    s->row.rejected += taken == TAKEN_REFUSED;
    s->row.cursor++;
    return STATUS_OK;
}

/* What has no bytes of its own, as a request, has no row: its records know themselves. */
static int keep_row(struct session *s) {
    return hash_is_zero(&s->row.hash) ? STATUS_OK : files_put(s->e->db, &s->row, s->st);
}

int session_apply(struct session *s) {
    struct arena record;
    struct incoming in;
    int64_t skip = s->row.cursor;
    arena_init(&record);
    s->e->file = s->row.hash;
    s->row.state = FILE_APPLYING;
    s->row.taken_on = s->e->today;
    int rc = spool_rewind(&s->spool, s->st);
    rc = rc ? rc : engine_chunk_begin(s->e, s->st);
    while (rc == STATUS_OK && (rc = spool_next(&s->spool, &record, &in, s->st)) == 1) {
        rc = skip-- > 0 ? STATUS_OK : apply_one(s, &in, &record);
        if (rc == STATUS_OK && !s->is_whole && engine_chunk_is_full(s->e)) {
            rc = keep_row(s);
            rc = rc ? rc : engine_chunk_breathe(s->e, s->st);
        }
        arena_reset(&record);
    }
    arena_fini(&record);
    s->e->file = (struct hash){{0}};
    s->row.state = FILE_DONE;
    rc = rc ? rc : keep_row(s);
    rc = rc ? rc : engine_chunk_commit(s->e, s->st);
    if (rc && s->e->in_chunk) {
        engine_chunk_drop(s->e);
    }
    return rc;
}

void session_told(struct session *s) {
    s->report->taken = s->row.taken;
    s->report->duplicates = s->row.duplicates;
    s->report->unmatched = s->row.unmatched;
    s->report->rejected = s->row.rejected;
    s->report->sum = s->row.sum;
    s->report->kind = s->row.kind;
}
