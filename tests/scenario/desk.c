/* desk.c - see desk.h. */
#include "desk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MAX 40

/* ---- what the desk keeps --------------------------------------------------------------------- */

struct desk_kept {
    struct desk_kept *next;
    void *memory;
    json_t *json;
};

static void keep(struct desk *d, void *memory, json_t *json) {
    struct desk_kept *k = calloc(1, sizeof *k);
    assert_non_null(k);
    *k = (struct desk_kept){d->kept, memory, json};
    d->kept = k;
}

static char *keep_text(struct desk *d, char *text) {
    assert_non_null(text);
    keep(d, text, NULL);
    return text;
}

const char *desk_path(struct desk *d, const char *format, ...) {
    char *text = NULL;
    va_list args;
    va_start(args, format);
    const int n = vasprintf(&text, format, args);
    va_end(args);
    assert_true(n >= 0);
    return keep_text(d, text);
}

static const char *in_home(struct desk *d, const char *path) {
    return path[0] == '/' ? path : desk_path(d, "%s/%s", d->home, path);
}

/* ---- the place ------------------------------------------------------------------------------- */

int desk_open_empty(void **state) {
    const char *tmp = getenv("TMPDIR");
    struct desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    *state = d;
    (void)snprintf(d->dir, sizeof d->dir, "%s/krav-scenario-XXXXXX", tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(d->dir));
    (void)snprintf(d->home, sizeof d->home, "%s/home", d->dir);
    /* A sanitizer's own exit code is 1, which is also krav's "refused". */
    (void)setenv("ASAN_OPTIONS", "exitcode=99", 1);
    (void)setenv("USER", "kari", 1);
    (void)unsetenv("KRAV_HOME");
    return 0;
}

int desk_open(void **state) {
    (void)desk_open_empty(state);
    struct desk *d = *state;
    (void)desk_bare_words(d, (const char *const[]){"init", d->home, "--example", NULL});
    if (!desk_exists(d, "krav.db")) {
        fail_msg("krav init made no home");
    }
    return 0;
}

static void remove_tree(const char *dir) {
    DIR *open = opendir(dir);
    char path[PATH_MAX];
    for (const struct dirent *e; open && (e = readdir(open)) != NULL;) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            (void)snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
            if (unlink(path) != 0) {
                remove_tree(path);
            }
        }
    }
    if (open) {
        (void)closedir(open);
    }
    (void)rmdir(dir);
}

int desk_close(void **state) {
    struct desk *d = *state;
    for (struct desk_kept *k = d->kept, *next; k; k = next) {
        next = k->next;
        json_decref(k->json);
        free(k->memory);
        free(k);
    }
    if (getenv("KRAV_KEEP")) {
        (void)fprintf(stderr, "kept: %s\n", d->dir);
    } else {
        remove_tree(d->dir);
    }
    free(d);
    return 0;
}

/* ---- files ----------------------------------------------------------------------------------- */

static char *read_file(struct desk *d, const char *path) {
    FILE *f = fopen(path, "re");
    if (!f) {
        fail_msg("%s: %s", path, strerror(errno));
    }
    (void)fseek(f, 0, SEEK_END);
    const long size = ftell(f);
    rewind(f);
    char *text = keep_text(d, calloc(1, (size_t)size + 1));
    assert_int_equal(fread(text, 1, (size_t)size, f), size);
    (void)fclose(f);
    return text;
}

const char *desk_read(struct desk *d, const char *path) { return read_file(d, in_home(d, path)); }

void desk_write_bytes(struct desk *d, const char *path, const void *bytes, size_t len) {
    FILE *f = fopen(in_home(d, path), "we");
    if (!f) {
        fail_msg("%s: %s", path, strerror(errno));
    }
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

void desk_write(struct desk *d, const char *path, const char *text) {
    desk_write_bytes(d, path, text, strlen(text));
}

bool desk_exists(struct desk *d, const char *path) { return access(in_home(d, path), F_OK) == 0; }

int desk_count_files(struct desk *d, const char *dir, const char *pattern) {
    DIR *open = opendir(in_home(d, dir));
    int n = 0;
    for (const struct dirent *e; open && (e = readdir(open)) != NULL;) {
        n += e->d_type == DT_REG && fnmatch(pattern, e->d_name, 0) == 0;
    }
    if (open) {
        (void)closedir(open);
    }
    return n;
}

void desk_replace(struct desk *d, const char *path, const char *old, const char *new) {
    const char *text = desk_read(d, path);
    const char *at = strstr(text, old);
    if (!at) {
        fail_msg("%s does not hold \"%s\"", path, old);
    }
    desk_write(d, path, desk_path(d, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old)));
}

/* ---- running krav ---------------------------------------------------------------------------- */

static const char *command_line(struct desk *d, const char *const *words) {
    const char *line = "krav";
    for (int i = 0; words[i]; i++) {
        line = desk_path(d, "%s %s", line, words[i]);
    }
    return line;
}

static int spawn_and_wait(const char *const *argv, const char *out, const char *err) {
    extern char **environ;
    posix_spawn_file_actions_t files;
    pid_t pid = 0;
    int status = 0;
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    assert_int_equal(posix_spawn_file_actions_init(&files), 0);
    (void)posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    (void)posix_spawn_file_actions_addopen(&files, 1, out, flags, 0600);
    (void)posix_spawn_file_actions_addopen(&files, 2, err, flags, 0600);
    char *copy[WORDS_MAX + 4];
    int n = 0;
    for (; argv[n]; n++) {
        copy[n] = strdup(argv[n]);
        assert_non_null(copy[n]);
    }
    copy[n] = NULL;
    assert_int_equal(posix_spawn(&pid, argv[0], &files, NULL, copy, environ), 0);
    (void)posix_spawn_file_actions_destroy(&files);
    while (n > 0) {
        free(copy[--n]);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static const struct ran *run(struct desk *d, bool at_home, const char *const *words) {
    const char *argv[WORDS_MAX + 4] = {KRAV_BIN "/krav"};
    int n = 1;
    if (at_home) {
        argv[n++] = "-C";
        argv[n++] = d->home;
    }
    for (int i = 0; words[i]; i++) {
        assert_true(i < WORDS_MAX);
        argv[n++] = words[i];
    }
    const char *out = desk_path(d, "%s/stdout", d->dir), *err = desk_path(d, "%s/stderr", d->dir);
    struct ran *r = calloc(1, sizeof *r);
    assert_non_null(r);
    keep(d, r, NULL);
    r->code = spawn_and_wait(argv, out, err);
    r->out = read_file(d, out);
    r->err = read_file(d, err);
    if (r->code == 99 || r->code > 127 || strstr(r->err, "Sanitizer") ||
        strstr(r->err, "runtime error")) {
        fail_msg("%s: broke with %d:\n%s", command_line(d, words), r->code, r->err);
    }
    return r;
}

const struct ran *desk_run_words(struct desk *d, const char *const *words) {
    return run(d, true, words);
}

const struct ran *desk_bare_words(struct desk *d, const char *const *words) {
    return run(d, false, words);
}

const struct ran *desk_ok_words(struct desk *d, const char *const *words) {
    const struct ran *r = run(d, true, words);
    if (r->code != 0) {
        fail_msg("%s: exit %d:\n%s%s", command_line(d, words), r->code, r->out, r->err);
    }
    return r;
}

const struct ran *desk_fails_words(struct desk *d, int code, const char *says,
                                   const char *const *words) {
    const struct ran *r = run(d, true, words);
    if (r->code != code) {
        fail_msg("%s: exit %d, not %d:\n%s%s", command_line(d, words), r->code, code, r->out,
                 r->err);
    }
    if (!strstr(r->err, says)) {
        fail_msg("%s: does not say \"%s\" but:\n%s", command_line(d, words), says, r->err);
    }
    return r;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

json_t *desk_document(struct desk *d, const struct ran *r) {
    json_error_t error;
    json_t *j = json_loads(r->out, JSON_REJECT_DUPLICATES, &error);
    if (!j) {
        fail_msg("not one JSON document: %s at byte %d of:\n%.2000s\n%s", error.text,
                 error.position, r->out, r->err);
    }
    keep(d, NULL, j);
    return j;
}

json_t *desk_json_words(struct desk *d, const char *const *words) {
    return desk_document(d, desk_ok_words(d, words));
}

int64_t desk_num(const json_t *object, const char *key) {
    const json_t *v = json_object_get(object, key);
    if (!json_is_integer(v)) {
        fail_msg("no whole number '%s'", key);
    }
    return json_integer_value(v);
}

const char *desk_str(const json_t *object, const char *key) {
    const json_t *v = json_object_get(object, key);
    if (!json_is_string(v) && !json_is_null(v)) {
        fail_msg("no text '%s'", key);
    }
    return json_is_string(v) ? json_string_value(v) : "";
}

/* ---- the book -------------------------------------------------------------------------------- */

void desk_verify(struct desk *d) {
    const struct ran *r = desk_run(d, "verify", "--json");
    const json_t *j = desk_document(d, r);
    if (r->code != 0 || !json_is_true(json_object_get(j, "ok"))) {
        fail_msg("krav verify: exit %d:\n%s%s", r->code, r->out, r->err);
    }
    assert_int_equal(desk_sql_int(d, "SELECT coalesce(sum(amount), 0) FROM postings"), 0);
}

const char *desk_print(struct desk *d) {
    const char *verified = desk_ok(d, "verify", "--json")->out;
    return desk_path(d, "%s%s%s", verified, desk_ok(d, "cases", "--json")->out,
                     desk_sql_text(d, "SELECT printf('%d steps %d sources %d waiting %d tasks %d',"
                                      "(SELECT count(*) FROM steps),"
                                      "(SELECT count(*) FROM sources),"
                                      "(SELECT count(*) FROM waiting),"
                                      "(SELECT count(*) FROM tasks),"
                                      "(SELECT count(*) FROM parties))"));
}

json_t *desk_case(struct desk *d, int n) {
    return desk_json(d, "case", desk_path(d, "%d", DESK_CASE(n)));
}

void desk_until(struct desk *d, const char *day) {
    (void)desk_ok(d, "day", "--until", day);
    desk_verify(d);
}

static sqlite3 *open_book(struct desk *d, int flags) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(in_home(d, "krav.db"), &db, flags, NULL), SQLITE_OK);
    (void)sqlite3_busy_timeout(db, 5000);
    return db;
}

const char *desk_sql_text(struct desk *d, const char *sql) {
    sqlite3 *db = open_book(d, SQLITE_OPEN_READONLY);
    sqlite3_stmt *s = NULL;
    const char *text = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    }
    if (sqlite3_step(s) == SQLITE_ROW && sqlite3_column_text(s, 0)) {
        text = desk_path(d, "%s", (const char *)sqlite3_column_text(s, 0));
    }
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
    return text ? text : "";
}

int64_t desk_sql_int(struct desk *d, const char *sql) {
    return strtoll(desk_sql_text(d, sql), NULL, 10);
}

void desk_sql_do(struct desk *d, const char *sql) {
    sqlite3 *db = open_book(d, SQLITE_OPEN_READWRITE);
    char *error = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK) {
        fail_msg("%s: %s", sql, error);
    }
    (void)sqlite3_close(db);
}

/* ---- payments -------------------------------------------------------------------------------- */

const char *desk_kid(struct desk *d, int n) {
    /* Case number, purpose 0, and a check digit mod 10: from the right the digits weigh 2, 1, 2,
     * 1 ..., and the digits of each product are added (OCR giro specification). */
    const char *base = desk_path(d, "%d0", DESK_CASE(n));
    int sum = 0;
    for (size_t i = strlen(base), weight = 2; i-- > 0; weight = 3 - weight) {
        const int product = (base[i] - '0') * (int)weight;
        sum += product / 10 + product % 10;
    }
    return desk_path(d, "%s%d", base, (10 - sum % 10) % 10);
}

void desk_ocr(struct desk *d, const char *path, const char *account, const struct desk_payment *p,
              size_t n) {
    struct ocr_make m;
    /* Each transmission has its own number, or its payments would be the same ones again. */
    const char *number = desk_path(d, "%07d", 1000 + ++d->n_files);
    ocr_make_start(&m, number, "300926");
    ocr_make_assignment(&m, number, account);
    for (size_t i = 0; i < n; i++) {
        const struct ocr_make_payment payment = {.settled = p[i].settled, .ordered = p[i].ordered,
            .kid = p[i].kid, .payer = "15942287248", .archive = "103010000", .ore = p[i].ore,
            .type = 10};
        ocr_make_payment(&m, &payment);
    }
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    desk_write_bytes(d, path, m.text, m.len);
    ocr_make_free(&m);
}

void desk_claims(struct desk *d, const char *rows) {
    const char *path = desk_path(d, "%s/claims-%d.csv", d->dir, ++d->n_files);
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    (void)fputs("creditor_org;debtor_name;invoice_no;debtor_kind;principal;due\n", f);
    for (const char *row = rows, *end; (end = strchr(row, '\n')) != NULL; row = end + 1) {
        (void)fprintf(f, "311758489;Kari Eksempel;%.*s\n", (int)(end - row), row);
    }
    assert_int_equal(fclose(f), 0);
    (void)desk_ok(d, "take", path);
}

/* ---- rules ----------------------------------------------------------------------------------- */

const char *desk_bundle(struct desk *d, const char *name, const char *body) {
    const char *dir = desk_path(d, "%s/%s", d->dir, name);
    (void)mkdir(dir, 0755);
    desk_write(d, desk_path(d, "%s/init.lua", dir),
               desk_path(d, "local W = workflow { id = \"test\", api = 1 }\n%s\n"
                            "W.level \"normal\" { label = \"Normal\" }\n"
                            "W.level \"gentle\" { label = \"Gentle\" }\n"
                            "return W\n", body));
    return dir;
}

void desk_publish(struct desk *d, const char *name, const char *body) {
    (void)desk_ok(d, "rules", "publish", desk_bundle(d, name, body));
}
