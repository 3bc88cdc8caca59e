/* desk.h - one made-up agency for one test: a home in a temporary place, and krav as its users run
 * it, from the outside.
 *
 *     desk_open ─▶ desk_run / desk_ok / desk_fails / desk_json ... ─▶ desk_close
 *
 * Nothing of core/ is linked: what a test knows, it knows from exit codes, output, files and the
 * database.  Whatever a function here gives back belongs to the desk and lives until desk_close.
 * What goes wrong fails the test at once, with the command line and what it said. */
#ifndef SCENARIO_DESK_H
#define SCENARIO_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "formats/ocr_make.h"

/* The example's own client account, and the account of another agency. */
#define DESK_ACCOUNT "12345678903"
#define DESK_OTHER_ACCOUNT "61050659274"
#define DESK_CASE(n) (100000000 + (n)) /* krav's first case is number 100000001 */

struct desk_kept;
struct desk {
    char dir[200];          /* the temporary place; holds home/ and the test's own files */
    char home[220];
    int n_files;            /* files made so far: each has its own number */
    struct desk_kept *kept; /* everything given back */
};

struct ran {
    int code;               /* exit code; 128 + n after signal n */
    const char *out, *err;  /* terminated */
};

/* As cmocka's setup and teardown: `*state` is the struct desk.  The first makes the example home
 * with a book clock on 2026-09-01; the second makes only the place. */
int desk_open(void **state);
int desk_open_empty(void **state);
int desk_close(void **state);

/* krav -C HOME WORD... */
const struct ran *desk_run_words(struct desk *d, const char *const *words);
#define desk_run(d, ...) desk_run_words((d), (const char *const[]){__VA_ARGS__, NULL})
/* The program as it is, without -C. */
const struct ran *desk_bare_words(struct desk *d, const char *const *words);
#define desk_bare(d, ...) desk_bare_words((d), (const char *const[]){__VA_ARGS__, NULL})

/* Exit 0, or the test fails. */
const struct ran *desk_ok_words(struct desk *d, const char *const *words);
#define desk_ok(d, ...) desk_ok_words((d), (const char *const[]){__VA_ARGS__, NULL})
/* This exit code, and this text somewhere on stderr. */
const struct ran *desk_fails_words(struct desk *d, int code, const char *says,
                                   const char *const *words);
#define desk_fails(d, code, says, ...)                                                           \
    desk_fails_words((d), (code), (says), (const char *const[]){__VA_ARGS__, NULL})

/* One JSON document and nothing else on stdout, whatever the exit code. */
json_t *desk_document(struct desk *d, const struct ran *r);
/* desk_ok with --json. */
json_t *desk_json_words(struct desk *d, const char *const *words);
#define desk_json(d, ...) desk_json_words((d), (const char *const[]){__VA_ARGS__, "--json", NULL})

/* Fields that must be there. */
int64_t desk_num(const json_t *object, const char *key);
const char *desk_str(const json_t *object, const char *key); /* "" when null */

void desk_verify(struct desk *d);          /* krav verify finds the whole book well */
const char *desk_print(struct desk *d);    /* all that must not change when work is refused */
json_t *desk_case(struct desk *d, int n);  /* krav case --json of the n-th case */
void desk_until(struct desk *d, const char *day);

/* Files.  Relative paths stand in the home. */
const char *desk_path(struct desk *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void desk_write(struct desk *d, const char *path, const char *text);
void desk_write_bytes(struct desk *d, const char *path, const void *bytes, size_t len);
const char *desk_read(struct desk *d, const char *path);
bool desk_exists(struct desk *d, const char *path);
/* Regular files of the directory itself whose names fit a shell pattern. */
int desk_count_files(struct desk *d, const char *dir, const char *pattern);
void desk_replace(struct desk *d, const char *path, const char *old, const char *new);

/* Looking into the book without krav. */
int64_t desk_sql_int(struct desk *d, const char *sql);
const char *desk_sql_text(struct desk *d, const char *sql);
void desk_sql_do(struct desk *d, const char *sql);

/* A bundle of its own: `body` between the lines that every bundle has, beginning on line 2 of
 * init.lua.  Gives the directory back. */
const char *desk_bundle(struct desk *d, const char *name, const char *body);
/* The same, published. */
void desk_publish(struct desk *d, const char *name, const char *body);

/* An OCR file of one assignment, finished and written to `path`. */
struct desk_payment {
    int64_t ore;
    const char *kid;
    const char *settled, *ordered; /* DDMMYY */
};
void desk_ocr(struct desk *d, const char *path, const char *account, const struct desk_payment *p,
              size_t n);
const char *desk_kid(struct desk *d, int n); /* of the n-th case, by the test's own arithmetic */

/* Claims of Fjord Strøm AS, one for each line of `rows`: invoice_no;debtor_kind;principal;due.
 * Writes the file and takes it. */
void desk_claims(struct desk *d, const char *rows);

/* The header of a CSV file of claims. */
#define DESK_CSV_HEAD "source_id;creditor_org;debtor_kind;debtor_id;debtor_name;principal;due\n"

#endif
