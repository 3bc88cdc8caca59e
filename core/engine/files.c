/* files.c - see files.h. */
#include "engine/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/book_rates.h"
#include "engine/disk.h"
#include "engine/intake.h"
#include "engine/spool.h"
#include "store/documents.h"
#include "store/inbox.h"

#define HEAD_BYTES 4096
#define RECOGNISE_MS 5000
#define SESSION_MS (30 * 60 * 1000)
#define FILE_BYTES_MAX ((int64_t)2 << 30)
#define FAULTS_MAX 200
#define CHECKED_AT_ONCE 1000
#define NAME_BYTES_MAX 200 /* leaves room for what is put behind it: ".2", ".reason" */

/* One file on its way. */
struct taking {
    struct engine *e;
    struct desk *d;
    struct arena *arena;
    struct file_report *report;
    struct status *st;
    const char *name;      /* plain */
    const char *dir;       /* in/PLUGIN, once known */
    struct file_row row;
    struct spool spool;
    int unkept;            /* why an attachment could not be kept, in st; or STATUS_OK */
};

static const char *path_in(struct taking *t, const char *dir, const char *name) {
    return arena_cstr(t->arena, arena_printf(t->arena, "%s/%s", dir, name));
}

static int open_hashed(struct taking *t, const char *path, int *fd) {
    uint64_t size = 0;
    *fd = open(path, O_RDONLY | O_CLOEXEC);
    if (*fd < 0) {
        return status_fail(t->st, STATUS_IO, "%s: %s", path, strerror(errno));
    }
    struct stat info;
    if (fstat(*fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        return status_fail(t->st, STATUS_INVALID, "%s: not a regular file", path);
    }
    if (info.st_size > FILE_BYTES_MAX) {
        return status_fail(t->st, STATUS_LIMIT, "%s: over 2 GiB", path);
    }
    const int rc = hash_file(*fd, &t->row.hash, &size, t->st);
    t->row.size = (int64_t)size;
    t->row.name = text_of(t->name);
    return rc;
}

/* A plugin that takes no questions now; absent if all do. */
static struct text away(struct taking *t) {
    for (size_t i = 0; i < plug_count(t->d->plug); i++) {
        struct plug_info info;
        plug_info_at(t->d->plug, i, &info);
        if (info.state != PLUG_READY && info.state != PLUG_BUSY) {
            return arena_text(t->arena, info.name);
        }
    }
    return (struct text){NULL, 0};
}

/* The plugin that is surest that the file is its own; absent if none is.  `unasked` names one that
 * could not say: without it nobody can call a file unrecognised. */
static struct text recognise(struct taking *t, int fd, struct text *unasked) {
    char head[HEAD_BYTES];
    struct question *asked[64];
    struct text names[64];
    uint32_t n = 0;
    const ssize_t len = pread(fd, head, sizeof head, 0);
    desk_clear(t->d);
    for (int i = plug_find(t->d->plug, "krav.intake/1", 0); i >= 0 && n < 64 && len >= 0;
         i = plug_find(t->d->plug, "krav.intake/1", i + 1)) {
        struct plug_info info;
        struct status st = {0, ""};
        plug_info_at(t->d->plug, (size_t)i, &info);
        const struct plug_call call = {.plugin = info.name, .timeout_ms = RECOGNISE_MS};
        asked[n] = desk_ask(t->d, plug_recognise(t->d->plug, &call,
                                                 (struct text){head, (size_t)len},
                                                 text_of(t->name), &st));
        names[n] = arena_text(t->arena, info.name);
        n += asked[n] != NULL;
    }
    desk_wait(t->d);
    struct text best = {NULL, 0};
    int score = 0;
    *unasked = away(t);
    for (uint32_t i = 0; i < n; i++) {
        if (asked[i]->outcome != OUTCOME_DONE) {
            *unasked = names[i];
        }
        if (asked[i]->likeness > score) {
            score = asked[i]->likeness;
            best = names[i];
        }
    }
    return best;
}

static void on_record(void *ctx, const struct incoming *in) {
    struct taking *t = ctx;
    spool_add(&t->spool, in);
}

/* The bytes are kept at once, so that the spool stays small: if the file is refused, they are a
 * file that nobody names. */
static void on_attachment(void *ctx, struct incoming *in, struct text bytes) {
    struct taking *t = ctx;
    if (t->unkept == STATUS_OK) {
        t->unkept = documents_write(t->e->config->documents_dir, bytes, &in->document, t->st);
        spool_add(&t->spool, in);
    }
}

static void on_fault(void *ctx, int64_t line, struct text reason) {
    struct taking *t = ctx;
    if (line > 0) {
        faults_add(&t->report->faults, "line %lld: %.*s", (long long)line, TEXT_ARG(reason));
    } else {
        faults_add(&t->report->faults, "%.*s", TEXT_ARG(reason));
    }
}

/* A long file takes a plugin long: people are heard meanwhile, and a stop ends it. */
static int wait_breathing(struct taking *t, const struct question *q) {
    int rc = STATUS_OK;
    while (!q->answered && rc == STATUS_OK) {
        plug_run_once(t->d->plug, 20);
        rc = engine_breathe(t->e, t->st);
    }
    if (rc) {
        plug_cancel(t->d->plug, q->call);
    }
    return rc;
}

/* The plugin reads the file to its end; its records stand in the spool. */
static int run_session(struct taking *t, int fd) {
    desk_clear(t->d);
    (void)desk_wake(t->d, t->row.plugin); /* a file may be read twice; begin says why it cannot */
    t->d->session = (struct session_sink){t, on_record, on_attachment, on_fault};
    const struct plug_call call = {.plugin = t->row.plugin, .timeout_ms = SESSION_MS,
        .agency = t->e->config->sender.org};
    const struct plug_file file = {fd, text_of(t->name), t->row.size};
    t->d->session_call = plug_begin_file(t->d->plug, &call, &file, t->st);
    struct question *q = desk_ask(t->d, t->d->session_call);
    if (!q) {
        return t->st->code;
    }
    const int rc = wait_breathing(t, q);
    t->d->session = (struct session_sink){0};
    t->d->session_call = 0;
    if (rc) {
        return rc;
    }
    if (t->unkept) {
        return t->unkept;
    }
    if (q->outcome == OUTCOME_DONE) {
        t->report->kind = t->row.kind = arena_text(t->arena, q->summary.kind);
        t->report->sum = t->row.sum = q->summary.sum;
        if (q->summary.n_records != t->spool.n) {
            faults_add(&t->report->faults, "the plugin said %lld records and submitted %lld",
                       (long long)q->summary.n_records, (long long)t->spool.n);
            t->report->is_rejected = true;
        }
        return STATUS_OK;
    }
    if (q->outcome == OUTCOME_REFUSED) {
        if (q->reason.len > 0) {
            faults_add(&t->report->faults, "%.*s", TEXT_ARG(q->reason));
        }
        t->report->is_rejected = true;
        return STATUS_OK;
    }
    return status_fail(t->st, STATUS_BUSY, "plugin %.*s: did not finish reading: %.*s",
                       TEXT_ARG(t->row.plugin), TEXT_ARG(q->reason));
}

static int check_all(struct taking *t) {
    struct seen *seen = seen_new();
    struct arena record;
    struct incoming in;
    const size_t remarks = t->report->faults.n;
    int64_t n = 0;
    arena_init(&record);
    int rc = spool_rewind(&t->spool, t->st);
    while (rc == STATUS_OK && (rc = spool_next(&t->spool, &record, &in, t->st)) == 1) {
        intake_check(t->e, &in, seen, &record, &t->report->faults);
        arena_reset(&record);
        rc = ++n % CHECKED_AT_ONCE == 0 ? engine_breathe(t->e, t->st) : STATUS_OK;
    }
    if (rc == STATUS_OK) {
        intake_check_end(t->e, seen, &t->report->faults);
    }
    arena_fini(&record);
    seen_free(seen);
    t->report->is_rejected = t->report->is_rejected || t->report->faults.n > remarks;
    return rc;
}

static int apply_one(struct taking *t, const struct incoming *in, struct arena *arena) {
    enum taken taken = TAKEN_REFUSED;
    struct status why = {0, ""};
    const int rc = intake_record(t->e, in, t->row.plugin, arena, &taken, &why);
    if (rc && (rc == STATUS_DB || rc == STATUS_IO || !db_in_transaction(t->e->db))) {
        *t->st = why;
        return rc;
    }
    if (book_lacks_rate(t->e, rc)) {
        return status_fail(t->st, rc, "%s: line %lld: %s: the file waits until the rate is known "
                           "(krav rates import)", t->name, (long long)in->line, why.text);
    }
    if (rc) {
        faults_add(&t->report->faults, "line %lld: %s", (long long)in->line, why.text);
    }
    t->row.taken += taken == TAKEN_NEW;
    t->row.duplicates += taken == TAKEN_DUPLICATE;
    t->row.unmatched += taken == TAKEN_UNMATCHED;
    t->row.rejected += taken == TAKEN_REFUSED;
    t->row.cursor++;
    return STATUS_OK;
}

/* From the cursor on; the cursor is written with the steps it stands for. */
static int apply_all(struct taking *t) {
    struct arena record;
    struct incoming in;
    int64_t skip = t->row.cursor;
    arena_init(&record);
    t->e->file = t->row.hash;
    t->row.state = FILE_APPLYING;
    t->row.taken_on = t->e->today;
    int rc = spool_rewind(&t->spool, t->st);
    rc = rc ? rc : engine_chunk_begin(t->e, t->st);
    while (rc == STATUS_OK && (rc = spool_next(&t->spool, &record, &in, t->st)) == 1) {
        rc = skip-- > 0 ? STATUS_OK : apply_one(t, &in, &record);
        if (rc == STATUS_OK && engine_chunk_is_full(t->e)) {
            rc = files_put(t->e->db, &t->row, t->st);
            rc = rc ? rc : engine_chunk_breathe(t->e, t->st);
        }
        arena_reset(&record);
    }
    arena_fini(&record);
    t->e->file = (struct hash){{0}};
    t->row.state = FILE_DONE;
    rc = rc ? rc : files_put(t->e->db, &t->row, t->st);
    rc = rc ? rc : engine_chunk_commit(t->e, t->st);
    if (rc && t->e->in_chunk) {
        engine_chunk_drop(t->e);
    }
    return rc;
}

static int reject(struct taking *t) {
    struct buf reasons;
    buf_init(&reasons, 1u << 20);
    for (size_t i = 0; i < t->report->faults.n; i++) {
        buf_addf(&reasons, "%.*s\n", TEXT_ARG(t->report->faults.items[i]));
    }
    if (t->report->faults.n_dropped > 0) {
        buf_addf(&reasons, "and %zu more\n", t->report->faults.n_dropped);
    }
    const char *to = path_in(t, t->dir, "rejected");
    t->row.state = FILE_REJECTED;
    t->row.taken_on = t->e->today;
    int rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : files_put(t->e->db, &t->row, t->st);
    rc = rc ? rc : engine_chunk_commit(t->e, t->st);
    if (rc && t->e->in_chunk) {
        engine_chunk_drop(t->e);
    }
    char placed[DISK_NAME];
    rc = rc ? rc : disk_make_dir(to, t->st);
    rc = rc ? rc : disk_free_name(t->dir, t->name, to, placed, t->st);
    rc = rc ? rc
            : disk_write(to, arena_cstr(t->arena, arena_printf(t->arena, "%s.reason", placed)),
                         buf_text(&reasons), t->st);
    rc = rc ? rc : disk_move(t->dir, t->name, to, t->st);
    buf_fini(&reasons);
    return rc;
}

static int settle(struct taking *t) {
    t->report->taken = t->row.taken;
    t->report->duplicates = t->row.duplicates;
    t->report->unmatched = t->row.unmatched;
    t->report->rejected = t->row.rejected;
    t->report->sum = t->row.sum;
    t->report->kind = t->row.kind;
    return disk_move(t->dir, t->name, path_in(t, t->dir, "done"), t->st);
}

/* The file stands in in/PLUGIN/ under t->name. */
static int take_placed(struct taking *t) {
    int fd = -1;
    int rc = open_hashed(t, path_in(t, t->dir, t->name), &fd);
    const struct text plugin = t->report->plugin;
    struct status none = {0, ""};
    struct file_row before;
    if (rc == STATUS_OK && files_get(t->e->db, &t->row.hash, t->arena, &before, &none) == STATUS_OK) {
        if (before.state == FILE_DONE) {
            t->row = before;
            t->report->is_duplicate = true;
            (void)close(fd);
            rc = settle(t);
            t->report->duplicates = before.taken + before.duplicates + before.unmatched;
            t->report->taken = t->report->unmatched = 0;
            return rc;
        }
        if (before.state == FILE_APPLYING) {
            t->row = before;
        }
    }
    t->row.plugin = plugin;
    t->row.name = text_of(t->name);
    rc = rc ? rc : spool_open(&t->spool, t->e->config->run_dir, t->st);
    rc = rc ? rc : run_session(t, fd);
    rc = rc || t->report->is_rejected || t->row.cursor > 0 ? rc : check_all(t);
    if (rc == STATUS_OK && t->report->is_rejected) {
        rc = reject(t);
    } else if (rc == STATUS_OK) {
        rc = apply_all(t);
        rc = rc ? rc : settle(t);
    }
    spool_close(&t->spool);
    if (fd >= 0) {
        (void)close(fd);
    }
    return rc;
}

static void report_begin(struct file_report *r, const char *file, struct arena *arena) {
    *r = (struct file_report){.file = arena_text(arena, text_of(file))};
    faults_init(&r->faults, arena, FAULTS_MAX);
}

int files_take(struct engine *e, struct desk *d, const char *path, struct arena *arena,
               struct file_report *out, struct status *st) {
    struct taking t = {.e = e, .d = d, .arena = arena, .report = out, .st = st};
    struct file_row before;
    struct status none = {0, ""};
    int fd = -1;
    const char *slash = strrchr(path, '/');
    t.name = slash ? slash + 1 : path;
    report_begin(out, path, arena);
    if (!disk_name_is_plain(t.name) || strlen(t.name) > NAME_BYTES_MAX) {
        return status_fail(st, STATUS_INVALID, "%s: not a plain file name of at most %d bytes", path,
                           NAME_BYTES_MAX);
    }
    int rc = open_hashed(&t, path, &fd);
    if (rc == STATUS_OK && files_get(e->db, &t.row.hash, arena, &before, &none) == STATUS_OK &&
        before.state == FILE_DONE) {
        out->is_duplicate = true;
        out->plugin = before.plugin;
        out->kind = before.kind;
        out->sum = before.sum;
        out->duplicates = before.taken + before.duplicates + before.unmatched;
        (void)close(fd);
        return STATUS_OK;
    }
    struct text unasked = {NULL, 0};
    out->plugin = rc == STATUS_OK ? recognise(&t, fd, &unasked) : out->plugin;
    if (fd >= 0) {
        (void)close(fd);
    }
    const bool known = out->plugin.len > 0;
    if (rc == STATUS_OK && !known && unasked.len > 0) {
        return status_fail(st, STATUS_BUSY, "%s: no plugin recognises it, but %.*s could not be asked",
                           path, TEXT_ARG(unasked));
    }
    t.dir = path_in(&t, e->config->in_dir,
                    known ? arena_cstr(arena, out->plugin) : "unrecognised");
    rc = rc ? rc : disk_make_dir(t.dir, st);
    rc = rc ? rc : disk_copy(path, t.dir, t.name, st);
    if (rc == STATUS_OK && !known) {
        faults_add(&out->faults, "no plugin recognises this file");
        out->is_rejected = true;
        t.row.plugin = TEXT("none");
        t.row.kind = TEXT("unknown");
        return reject(&t);
    }
    return rc ? rc : take_placed(&t);
}

static bool is_whole(const struct engine *e, const char *dir, const char *name) {
    return !e->file_is_whole || e->file_is_whole(e->file_ctx, dir, name);
}

/* The first whole file in in/PLUGIN/ by name; false if there is none. */
static bool first_waiting(const struct engine *e, const char *dir, char name[256]) {
    DIR *d = opendir(dir);
    bool any = false;
    for (const struct dirent *entry; d && (entry = readdir(d)) != NULL;) {
        const bool plain = entry->d_type == DT_REG && disk_name_is_plain(entry->d_name);
        if (plain && (!any || strcmp(entry->d_name, name) < 0) && is_whole(e, dir, entry->d_name)) {
            memcpy(name, entry->d_name, strlen(entry->d_name) + 1);
            any = true;
        }
    }
    if (d) {
        (void)closedir(d);
    }
    return any;
}

bool files_any_waiting(const struct engine *e) {
    char name[256];
    bool any = false;
    struct arena arena;
    arena_init(&arena);
    for (uint32_t i = 0; i < e->config->n_plugins && !any; i++) {
        any = first_waiting(e, arena_cstr(&arena, arena_printf(&arena, "%s/%.*s", e->config->in_dir,
                                                            TEXT_ARG(e->config->plugins[i].name))),
                            name);
    }
    arena_fini(&arena);
    return any;
}

static int take_dir(struct engine *e, struct desk *d, struct text plugin, files_reported *report,
                    void *ctx, struct status *st) {
    struct arena arena;
    char name[256];
    int rc = STATUS_OK;
    arena_init(&arena);
    for (;;) {
        arena_reset(&arena);
        const char *dir = arena_cstr(&arena, arena_printf(&arena, "%s/%.*s", e->config->in_dir,
                                                          TEXT_ARG(plugin)));
        if (!first_waiting(e, dir, name)) {
            break;
        }
        struct file_report r;
        struct taking t = {.e = e, .d = d, .arena = &arena, .report = &r, .st = st,
            .name = name, .dir = dir};
        report_begin(&r, name, &arena);
        r.plugin = plugin;
        rc = take_placed(&t);
        if (rc) {
            break;
        }
        report(ctx, &r);
        rc = engine_breathe(e, st);
        if (rc) {
            break;
        }
    }
    arena_fini(&arena);
    return rc;
}

int files_take_waiting(struct engine *e, struct desk *d, files_reported *report, void *ctx,
                       struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < e->config->n_plugins && rc == STATUS_OK; i++) {
        rc = take_dir(e, d, e->config->plugins[i].name, report, ctx, st);
    }
    return rc;
}
