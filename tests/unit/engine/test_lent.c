/* Secrets and files that a plugin's settings name: what is lent, and what never is. */
#include "unit/base/cmocka_all.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/lent.h"

#define LENT_MAX 64

struct place {
    char dir[64], home[96], credentials[96];
    struct buf out;
};

static void make_dir(const char *dir, const char *name) {
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void put(const char *dir, const char *name, mode_t mode, const char *content) {
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), (ssize_t)strlen(content));
    assert_int_equal(fchmod(fd, mode), 0); /* whatever the umask */
    assert_int_equal(close(fd), 0);
}

static int begin(void **state) {
    static struct place p;
    (void)snprintf(p.dir, sizeof p.dir, "%s", "/tmp/krav-lent-XXXXXX");
    if (!mkdtemp(p.dir)) {
        return -1;
    }
    (void)snprintf(p.home, sizeof p.home, "%s/home", p.dir);
    (void)snprintf(p.credentials, sizeof p.credentials, "%s/credentials", p.dir);
    make_dir(p.dir, "home");
    make_dir(p.dir, "home/secrets");
    make_dir(p.dir, "home/keys");
    make_dir(p.dir, "credentials");
    buf_init(&p.out, LENT_MAX);
    *state = &p;
    return unsetenv("CREDENTIALS_DIRECTORY");
}

static int end(void **state) {
    struct place *p = *state;
    char command[128];
    buf_fini(&p->out);
    (void)unsetenv("CREDENTIALS_DIRECTORY");
    (void)snprintf(command, sizeof command, "rm -rf '%s'", p->dir);
    return system(command);
}

static bool secret(struct place *p, const char *name) {
    buf_clear(&p->out);
    return lent_secret(p->home, text_of(name), &p->out);
}

static bool file(struct place *p, const char *path) {
    buf_clear(&p->out);
    return lent_file(p->home, text_of(path), &p->out);
}

/* ---- secrets --------------------------------------------------------------------------------- */

static void test_lent_secret_takes_only_what_nobody_else_may_read(void **state) {
    struct place *p = *state;
    static const struct {
        mode_t mode;
        bool lent;
    } rows[] = {{0600, true}, {0400, true}, {0640, false}, {0604, false}, {0620, false},
                {0601, false}, {0666, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        put(p->home, "secrets/sftp", rows[i].mode, "hemmelig");
        assert_int_equal(secret(p, "sftp"), rows[i].lent);
        assert_int_equal(p->out.len, rows[i].lent ? 8 : 0);
        put(p->home, "secrets/sftp", 0600, "");
    }
}

static void test_lent_secret_asks_the_credentials_first(void **state) {
    struct place *p = *state;
    put(p->home, "secrets/sftp", 0600, "from home");
    put(p->credentials, "sftp", 0444, "from systemd"); /* systemd guards the directory */
    assert_true(secret(p, "sftp"));
    assert_true(text_is(buf_text(&p->out), "from home"));
    assert_int_equal(setenv("CREDENTIALS_DIRECTORY", p->credentials, 1), 0);
    assert_true(secret(p, "sftp"));
    assert_true(text_is(buf_text(&p->out), "from systemd"));
    put(p->home, "secrets/other", 0600, "at home only");
    assert_true(secret(p, "other"));
    assert_true(text_is(buf_text(&p->out), "at home only"));
}

static void test_lent_secret_ends_before_its_line_ends(void **state) {
    struct place *p = *state;
    put(p->home, "secrets/a", 0600, "two\nlines\r\n\n");
    assert_true(secret(p, "a"));
    assert_true(text_is(buf_text(&p->out), "two\nlines"));
    put(p->home, "secrets/blank", 0600, " kept \n");
    assert_true(secret(p, "blank"));
    assert_true(text_is(buf_text(&p->out), " kept "));
    put(p->home, "secrets/nothing", 0600, "\r\n");
    assert_false(secret(p, "nothing"));
    assert_int_equal(p->out.len, 0);
}

static void test_lent_secret_refuses_other_than_plain_names(void **state) {
    struct place *p = *state;
    char longest[66];
    put(p->home, "outside", 0600, "x");
    put(p->home, "secrets/.hidden", 0600, "x");
    put(p->home, "secrets/UPPER", 0600, "x");
    static const char *const bad[] = {"", ".", "..", "../outside", ".hidden", "UPPER", "a/b",
                                      "missing"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(secret(p, bad[i]));
    }
    memset(longest, 'a', 65);
    longest[65] = '\0';
    char path[96];
    (void)snprintf(path, sizeof path, "secrets/%s", longest);
    put(p->home, path, 0600, "x");
    assert_false(secret(p, longest));
    longest[64] = '\0';
    (void)snprintf(path, sizeof path, "secrets/%s", longest);
    put(p->home, path, 0600, "x");
    assert_true(secret(p, longest));
}

static void test_lent_secret_follows_no_link_and_reads_no_directory(void **state) {
    struct place *p = *state;
    char link[256];
    put(p->home, "outside", 0600, "x");
    (void)snprintf(link, sizeof link, "%s/secrets/link", p->home);
    assert_int_equal(symlink("../outside", link), 0);
    assert_false(secret(p, "link"));
    make_dir(p->home, "secrets/dir");
    assert_false(secret(p, "dir"));
    (void)snprintf(link, sizeof link, "%s/secrets/pipe", p->home);
    assert_int_equal(mkfifo(link, 0600), 0); /* nobody writes: opening it must not wait */
    assert_false(secret(p, "pipe"));
}

static void test_lent_secret_refuses_what_is_too_large(void **state) {
    struct place *p = *state;
    char content[LENT_MAX + 2];
    memset(content, 's', sizeof content);
    content[LENT_MAX + 1] = '\0';
    put(p->home, "secrets/large", 0600, content);
    assert_false(secret(p, "large"));
    buf_fini(&p->out); /* what overflowed stays so */
    buf_init(&p->out, LENT_MAX);
    content[LENT_MAX] = '\0';
    put(p->home, "secrets/fits", 0600, content);
    assert_true(secret(p, "fits"));
    assert_int_equal(p->out.len, LENT_MAX);
}

/* ---- files ----------------------------------------------------------------------------------- */

static void test_lent_file_gives_all_bytes_as_they_are(void **state) {
    struct place *p = *state;
    put(p->home, "keys/ours.pem", 0644, "-----\nA\n-----\n");
    assert_true(file(p, "keys/ours.pem"));
    assert_true(text_is(buf_text(&p->out), "-----\nA\n-----\n"));
    put(p->home, "empty", 0644, "");
    assert_true(file(p, "empty"));
    assert_int_equal(p->out.len, 0);
}

static void test_lent_file_stays_below_the_home(void **state) {
    struct place *p = *state;
    put(p->dir, "outside", 0644, "x");
    put(p->home, "inside", 0644, "x");
    static const char *const bad[] = {"", "../outside", "keys/../inside", "./inside", "/inside",
                                      "keys//a", "inside/", "..", ".", "keys", "missing"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(file(p, bad[i]));
    }
    assert_true(file(p, "inside"));
}

static void test_lent_file_never_lends_a_secret(void **state) {
    struct place *p = *state;
    put(p->home, "secrets/sftp", 0600, "x");
    assert_false(file(p, "secrets/sftp"));
    put(p->home, "secrets.txt", 0644, "no secret"); /* only the directory is meant */
    assert_true(file(p, "secrets.txt"));
}

static void test_lent_file_follows_no_link(void **state) {
    struct place *p = *state;
    char link[256];
    put(p->home, "inside", 0644, "x");
    (void)snprintf(link, sizeof link, "%s/link", p->home);
    assert_int_equal(symlink("inside", link), 0);
    assert_false(file(p, "link"));
}

static void test_lent_file_refuses_what_is_too_large(void **state) {
    struct place *p = *state;
    char content[LENT_MAX + 2];
    memset(content, 's', sizeof content);
    content[LENT_MAX + 1] = '\0';
    put(p->home, "large", 0644, content);
    assert_false(file(p, "large"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_lent_secret_takes_only_what_nobody_else_may_read),
        T(test_lent_secret_asks_the_credentials_first),
        T(test_lent_secret_ends_before_its_line_ends),
        T(test_lent_secret_refuses_other_than_plain_names),
        T(test_lent_secret_follows_no_link_and_reads_no_directory),
        T(test_lent_secret_refuses_what_is_too_large),
        T(test_lent_file_gives_all_bytes_as_they_are),
        T(test_lent_file_stays_below_the_home),
        T(test_lent_file_never_lends_a_secret),
        T(test_lent_file_follows_no_link),
        T(test_lent_file_refuses_what_is_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
