/* cmd_plugin_new.c - krav plugin new: a plugin to begin with, which builds and passes the kit. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/commands.h"
#include "host/home.h"

#define FILE_MAX ((size_t)1 << 20)

struct fresh {
    struct cli *cli;
    const char *name, *kind, *vendor, *dir;
    struct text id; /* no.example.NAME */
};

static const char *const kinds[] = {"intake",  "channel", "render", "payout", "collect",
                                    "checkout", "score",  "wash",   "filing", "routes"};

static bool is_kind(const char *word) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_name(struct text name) {
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || c == '_')))) {
            return false;
        }
    }
    return name.len > 0 && name.len <= 40;
}

/* ---- files ------------------------------------------------------------------------------------- */

static bool file_read(const char *path, struct buf *out) {
    FILE *f = fopen(path, "re");
    char piece[4096];
    size_t n;
    while (f && (n = fread(piece, 1, sizeof piece, f)) > 0) {
        buf_add(out, (struct text){piece, n});
    }
    return f && fclose(f) == 0 && !out->overflowed;
}

/* @NAME@ and the others become what they stand for. */
static void fill_in(const struct fresh *p, struct text from, struct buf *out) {
    const struct {
        struct text mark, value;
    } rows[] = {{TEXT("@NAME@"), text_of(p->name)},
                {TEXT("@ID@"), p->id},
                {TEXT("@KIND@"), text_of(p->kind)},
                {TEXT("@VENDOR@"), text_of(p->vendor)}};
    while (from.len > 0) {
        size_t n = 1;
        struct text put = {from.ptr, 1};
        for (size_t i = 0; from.ptr[0] == '@' && i < sizeof rows / sizeof rows[0]; i++) {
            if (text_starts(from, rows[i].mark)) {
                n = rows[i].mark.len;
                put = rows[i].value;
            }
        }
        buf_add(out, put);
        from.ptr += n;
        from.len -= n;
    }
}

/* The new file's mode "x" fails if it is there: nothing of anybody's is written over. */
static int file_make(const struct fresh *p, const char *from, const char *to) {
    struct buf template, content;
    buf_init(&template, FILE_MAX);
    buf_init(&content, FILE_MAX);
    int rc = STATUS_OK;
    if (!file_read(from, &template)) {
        rc = status_fail(&p->cli->st, STATUS_IO, "%s: cannot be read", from);
    } else {
        fill_in(p, buf_text(&template), &content);
        FILE *f = fopen(to, "wxe");
        const bool written = f && fwrite(content.ptr, 1, content.len, f) == content.len;
        if ((f && fclose(f) != 0) || !written) {
            rc = status_fail(&p->cli->st, STATUS_IO, "%s: %s", to, strerror(errno));
        }
    }
    buf_fini(&template);
    buf_fini(&content);
    return rc;
}

static int directory_make(const struct fresh *p, const char *template) {
    struct arena *a = &p->cli->arena;
    const char *from = arena_cstr(a, arena_printf(a, "%s/template/%s", home_share_dir(p->cli),
                                                  template));
    DIR *dir = opendir(from);
    if (!dir) {
        return status_fail(&p->cli->st, STATUS_IO, "%s: %s", from, strerror(errno));
    }
    int rc = STATUS_OK;
    for (struct dirent *e; rc == STATUS_OK && (e = readdir(dir));) {
        if (e->d_name[0] != '.') {
            const char *file = arena_cstr(a, arena_printf(a, "%s/%s", from, e->d_name));
            rc = file_make(p, file, arena_cstr(a, arena_printf(a, "%s/%s", p->dir, e->d_name)));
        }
    }
    (void)closedir(dir);
    return rc;
}

/* ---- the command ------------------------------------------------------------------------------- */

int command_plugin_new(struct cli *cli) {
    struct fresh p = {.cli = cli, .kind = cli_option(cli, "--kind"),
                      .vendor = cli_option(cli, "--vendor")};
    (void)cli_word(cli); /* "new" */
    p.name = cli_word(cli);
    p.dir = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!p.name || !p.kind || !is_kind(p.kind)) {
        return cli_usage(cli, "plugin new NAME --kind intake|channel|render|payout|collect|checkout|"
                         "score|wash|filing|routes [--vendor V] [DIR]");
    }
    if (!is_name(text_of(p.name))) {
        return cli_usage(cli, "plugin new: %s: a name is small letters, digits and _", p.name);
    }
    p.vendor = p.vendor ? p.vendor : "Example AS";
    p.dir = p.dir ? p.dir : p.name;
    p.id = arena_printf(&cli->arena, "no.example.%s", p.name);
    if (strpbrk(p.vendor, "\"\\\n")) {
        return cli_usage(cli, "plugin new: --vendor: without quotes and backslashes");
    }
    if (mkdir(p.dir, 0755) != 0 && errno != EEXIST) {
        (void)status_fail(&cli->st, STATUS_IO, "%s: %s", p.dir, strerror(errno));
        return cli_fail(cli);
    }
    if (directory_make(&p, "common") || directory_make(&p, p.kind)) {
        return cli_fail(cli);
    }
    (void)printf("%s: %s, a plugin of krav.%s/1\n"
                 "  cmake -S %s -B %s/build && cmake --build %s/build && ctest --test-dir %s/build\n",
                 p.dir, p.name, p.kind, p.dir, p.dir, p.dir, p.dir);
    return 0;
}
