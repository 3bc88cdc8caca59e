/* files.c - see files.h. */
#include "engine/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/disk.h"
#include "engine/session.h"
#include "store/documents.h"
#include "store/inbox.h"

#define HEAD_BYTES 4096
#define RECOGNISE_MS 5000
#define SESSION_MS (30 * 60 * 1000)
#define FILE_BYTES_MAX ((int64_t)2 << 30)
#define NAME_BYTES_MAX 200 /* leaves room for what is put behind it: ".2", ".reason" */

/* One file on its way. */
struct taking {
    struct session s;
    const char *dir;       /* in/PLUGIN, once known */
};

static const char *path_in(struct taking *t, const char *dir, const char *name) {
    return arena_cstr(t->s.arena, arena_printf(t->s.arena, "%s/%s", dir, name));
}

static int open_hashed(struct taking *t, const char *path, int *fd) {
    uint64_t size = 0;
    *fd = open(path, O_RDONLY | O_CLOEXEC);
    if (*fd < 0) {
        return status_fail(t->s.st, STATUS_IO, "%s: %s", path, strerror(errno));
    }
    struct stat info;
    if (fstat(*fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        return status_fail(t->s.st, STATUS_INVALID, "%s: not a regular file", path);
    }
    if (info.st_size > FILE_BYTES_MAX) {
        return status_fail(t->s.st, STATUS_LIMIT, "%s: over 2 GiB", path);
    }
    const int rc = hash_file(*fd, &t->s.row.hash, &size, t->s.st);
    t->s.row.size = (int64_t)size;
    t->s.row.name = text_of(t->s.name);
    return rc;
}

/* A plugin that takes no questions now; absent if all do. */
static struct text away(struct taking *t) {
    for (size_t i = 0; i < plug_count(t->s.d->plug); i++) {
        struct plug_info info;
        plug_info_at(t->s.d->plug, i, &info);
        if (info.state != PLUG_READY && info.state != PLUG_BUSY) {
            return arena_text(t->s.arena, info.name);
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
    desk_clear(t->s.d);
    for (int i = plug_find(t->s.d->plug, "krav.intake/1", 0); i >= 0 && n < 64 && len >= 0;
         i = plug_find(t->s.d->plug, "krav.intake/1", i + 1)) {
        struct plug_info info;
        struct status st = {0, ""};
        plug_info_at(t->s.d->plug, (size_t)i, &info);
        const struct plug_call call = {.plugin = info.name, .timeout_ms = RECOGNISE_MS};
        asked[n] = desk_ask(t->s.d, plug_recognise(t->s.d->plug, &call,
                                                 (struct text){head, (size_t)len},
                                                 text_of(t->s.name), &st));
        names[n] = arena_text(t->s.arena, info.name);
        n += asked[n] != NULL;
    }
    desk_wait(t->s.d);
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

/* The plugin reads the file to its end; its records stand in the spool. */
static int run_session(struct taking *t, int fd) {
    struct session *s = &t->s;
    const struct question *q = NULL;
    desk_clear(s->d);
    (void)desk_wake(s->d, s->row.plugin); /* a file may be read twice; begin says why it cannot */
    const struct plug_call call = {.plugin = s->row.plugin, .timeout_ms = SESSION_MS,
        .agency = s->e->config->sender.org};
    const struct plug_file file = {fd, text_of(s->name), s->row.size};
    const int rc = session_hear(s, plug_begin_file(s->d->plug, &call, &file, s->st), &q);
    return rc ? rc : session_summary(s, q);
}

static int reject(struct taking *t) {
    struct buf reasons;
    buf_init(&reasons, 1u << 20);
    for (size_t i = 0; i < t->s.report->faults.n; i++) {
        buf_addf(&reasons, "%.*s\n", TEXT_ARG(t->s.report->faults.items[i]));
    }
    if (t->s.report->faults.n_dropped > 0) {
        buf_addf(&reasons, "and %zu more\n", t->s.report->faults.n_dropped);
    }
    const char *to = path_in(t, t->dir, "rejected");
    t->s.row.state = FILE_REJECTED;
    t->s.row.taken_on = t->s.e->today;
    int rc = engine_chunk_begin(t->s.e, t->s.st);
    rc = rc ? rc : files_put(t->s.e->db, &t->s.row, t->s.st);
    rc = rc ? rc : engine_chunk_commit(t->s.e, t->s.st);
    if (rc && t->s.e->in_chunk) {
        engine_chunk_drop(t->s.e);
    }
    char placed[DISK_NAME];
    rc = rc ? rc : disk_make_dir(to, t->s.st);
    rc = rc ? rc : disk_free_name(t->dir, t->s.name, to, placed, t->s.st);
    rc = rc ? rc
            : disk_write(to, arena_cstr(t->s.arena, arena_printf(t->s.arena, "%s.reason", placed)),
                         buf_text(&reasons), t->s.st);
    rc = rc ? rc : disk_move(t->dir, t->s.name, to, t->s.st);
    buf_fini(&reasons);
    return rc;
}

static int settle(struct taking *t) {
    session_told(&t->s);
    return disk_move(t->dir, t->s.name, path_in(t, t->dir, "done"), t->s.st);
}

/* The file stands in in/PLUGIN/ under t->s.name. */
static int take_placed(struct taking *t) {
    int fd = -1;
    int rc = open_hashed(t, path_in(t, t->dir, t->s.name), &fd);
    const struct text plugin = t->s.report->plugin;
    struct status none = {0, ""};
    struct file_row before;
    if (rc == STATUS_OK && files_get(t->s.e->db, &t->s.row.hash, t->s.arena, &before, &none) == STATUS_OK) {
        if (before.state == FILE_DONE) {
            t->s.row = before;
            t->s.report->is_duplicate = true;
            (void)close(fd);
            rc = settle(t);
            t->s.report->duplicates = before.taken + before.duplicates + before.unmatched;
            t->s.report->taken = t->s.report->unmatched = 0;
            return rc;
        }
        if (before.state == FILE_APPLYING) {
            t->s.row = before;
        }
    }
    t->s.row.plugin = plugin;
    t->s.row.name = text_of(t->s.name);
    rc = rc ? rc : spool_open(&t->s.spool, t->s.e->config->run_dir, t->s.st);
    rc = rc ? rc : run_session(t, fd);
    rc = rc || t->s.report->is_rejected || t->s.row.cursor > 0 ? rc : session_check(&t->s);
    if (rc == STATUS_OK && t->s.report->is_rejected) {
        rc = reject(t);
    } else if (rc == STATUS_OK) {
        rc = session_apply(&t->s);
        rc = rc ? rc : settle(t);
    }
    spool_close(&t->s.spool);
    if (fd >= 0) {
        (void)close(fd);
    }
    return rc;
}

int files_take(struct engine *e, struct desk *d, const char *path, struct arena *arena,
               struct file_report *out, struct status *st) {
    struct taking t = {.s = {.e = e, .d = d, .arena = arena, .report = out, .st = st}};
    struct file_row before;
    struct status none = {0, ""};
    int fd = -1;
    const char *slash = strrchr(path, '/');
    t.s.name = slash ? slash + 1 : path;
    session_report(out, text_of(path), arena);
    if (!disk_name_is_plain(t.s.name) || strlen(t.s.name) > NAME_BYTES_MAX) {
        return status_fail(st, STATUS_INVALID, "%s: not a plain file name of at most %d bytes", path,
                           NAME_BYTES_MAX);
    }
    int rc = open_hashed(&t, path, &fd);
    if (rc == STATUS_OK && files_get(e->db, &t.s.row.hash, arena, &before, &none) == STATUS_OK &&
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
    rc = rc ? rc : disk_copy(path, t.dir, t.s.name, st);
    if (rc == STATUS_OK && !known) {
        faults_add(&out->faults, "no plugin recognises this file");
        out->is_rejected = true;
        t.s.row.plugin = TEXT("none");
        t.s.row.kind = TEXT("unknown");
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
        struct taking t = {.s = {.e = e, .d = d, .arena = &arena, .report = &r, .st = st,
            .name = name}, .dir = dir};
        session_report(&r, text_of(name), &arena);
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
