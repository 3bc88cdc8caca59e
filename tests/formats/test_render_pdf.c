/* Tests of the PDF renderer: pages, what stands in them by how they are laid out, the same bytes
 * for the same letter in every process, and what is refused.  A PDF's text is compressed, so
 * layout is tested through the page's own marks: how many pages, and which letters fit. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIXEL_PNG_BYTES \
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9c" \
    "c\x60\x60\x60\0\0\0\4\0\1\xf6\x17\x38\x55\0\0\0\0IEND\xae" "B\x60\x82"

static struct fake_host *host;

static int setup(void **state) {
    (void)state;
    host = fake_host_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    fake_host_free(host);
    return 0;
}

static const krav_letter_line amounts[] = {
    {.size = sizeof(krav_letter_line), .label = {"Faktura 5001", 12}, .amount = 123456},
    {.size = sizeof(krav_letter_line), .label = {"Rente", 5}, .amount = 544},
};

static krav_letter letter(void) {
    return (krav_letter){
        .size = sizeof(krav_letter),
        .composed = krav_day_of(2026, 11, 2),
        .deadline = krav_day_of(2026, 11, 16),
        .asks_payment = 1,
        .kind = KRAV_STR("payment_demand"),
        .to_name = KRAV_STR("Åse Ødegård Ærlig"),
        .to_address = KRAV_STR("Eksempelveien 1\n0150 OSLO"),
        .kid = KRAV_STR("202600000014"),
        .account = KRAV_STR("86011117947"),
        .amount = 124000,
        .language = KRAV_STR("nb"),
        .subject = KRAV_STR("Betalingsoppfordring"),
        .body = KRAV_STR("Hele brevet."),
        .case_ref = KRAV_STR("100000017"),
        .from_name = KRAV_STR("Eksempel Inkasso AS"),
        .from_address = KRAV_STR("Postboks 1\n0151 OSLO"),
        .from_contact = KRAV_STR("22 00 00 00"),
        .from_org = KRAV_STR("312597772"),
        .from_email = KRAV_STR("post@example.no"),
        .creditor_name = KRAV_STR("Strøm Eksempel AS"),
        .intro = KRAV_STR("Kreditor: Strøm Eksempel AS\n\nSaken gjelder:\n  Faktura 5001\n\n"),
        .lines = amounts,
        .n_lines = 2,
        .total = 124000,
        .closing = KRAV_STR("Mener du at noe er feil? Si fra.\n\nVennlig hilsen\nEksempel AS\n"),
    };
}

static int pages_of(const krav_letter *l) {
    if (fake_host_render(host, l) != KRAV_DONE) {
        fail_msg("%.*s", (int)host->answer.reason.len, host->answer.reason.ptr);
    }
    assert_str(host->document.media_type, "application/pdf");
    assert_true(host->document.bytes.len > 1000);
    assert_memory_equal(host->document.bytes.ptr, "%PDF-", 5);
    assert_memory_equal(host->document.bytes.ptr + host->document.bytes.len - 6, "%%EOF\n", 6);
    return host->document.n_pages;
}

static int holds(krav_str s, const char *words) {
    return memmem(s.ptr, s.len, words, strlen(words)) != NULL;
}

static char *many(const char *line, size_t n) {
    char *text = malloc(n * strlen(line) + 1);
    assert_non_null(text);
    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        memcpy(text + i * strlen(line), line, strlen(line) + 1);
    }
    return text;
}

/* ---- pages ----------------------------------------------------------------------------------- */

static void test_render_makes_a_page_with_its_fonts_in_it(void **state) {
    (void)state;
    const krav_letter l = letter();
    assert_int_equal(pages_of(&l), 1);
    assert_true(holds(host->document.bytes, "+LiberationSans"));
    assert_true(holds(host->document.bytes, "+LiberationSans-Bold"));
    assert_true(holds(host->document.bytes, "/FontFile2"));
}

static void test_render_dates_the_file_by_the_letter(void **state) {
    (void)state;
    krav_letter l = letter();
    (void)pages_of(&l);
    assert_true(holds(host->document.bytes, "20261102000000Z"));
    assert_false(holds(host->document.bytes, "/ModDate"));
    assert_false(holds(host->document.bytes, "/ID"));
}

static void test_render_goes_on_over_as_many_pages_as_it_takes(void **state) {
    (void)state;
    krav_letter l = letter();
    int before = 1;
    for (size_t n = 10; n <= 160; n += 50) {
        char *text = many("Et avsnitt.\n\n", n);
        l.intro = krav_str_of(text);
        const int pages = pages_of(&l);
        assert_true(pages >= before && pages <= 10);
        before = pages;
        free(text);
    }
    assert_true(before >= 4);
}

/* The same letter to two people: the pages of the second behind those of the first, numbered anew. */
static void test_render_makes_the_copy_behind_the_first(void **state) {
    (void)state;
    krav_letter l = letter();
    char *text = many("Et avsnitt.\n\n", 60);
    assert_int_equal(pages_of(&l), 1);
    l.copy_name = KRAV_STR("Vera Verge");
    l.copy_address = KRAV_STR("Verge for Åse Ødegård Ærlig\nTorget 2\n0150 OSLO");
    assert_int_equal(pages_of(&l), 2);
    l.intro = krav_str_of(text);
    const int both = pages_of(&l);
    l.copy_name = (krav_str){NULL, 0};
    assert_int_equal(both, 2 * pages_of(&l));
    l.copy_name = KRAV_STR("Vera\x01Verge");
    assert_int_equal(fake_host_render(host, &l), KRAV_REFUSED);
    free(text);
}

/* The slip is never parted and never lies over the text: with each line more, the letter grows
 * by a page once, and the number of pages never falls. */
static void test_render_gives_the_slip_room_of_its_own(void **state) {
    (void)state;
    krav_letter l = letter();
    int before = 1;
    for (size_t n = 1; n < 80; n++) {
        char *text = many("Linje\n", n);
        l.intro = krav_str_of(text);
        const int pages = pages_of(&l);
        assert_true(pages == before || pages == before + 1);
        before = pages;
        free(text);
    }
    assert_int_equal(before, 3);
}

static void test_render_without_parts_sets_the_body(void **state) {
    (void)state;
    krav_letter l = letter();
    char *text = many("Linje\n", 200);
    l.intro = l.closing = (krav_str){NULL, 0};
    l.body = krav_str_of(text);
    assert_true(pages_of(&l) >= 4);
    free(text);
}

static void test_render_parts_a_long_table(void **state) {
    (void)state;
    krav_letter l = letter();
    krav_letter_line *lines = calloc(1024, sizeof *lines);
    assert_non_null(lines);
    for (size_t i = 0; i < 1024; i++) {
        lines[i] = (krav_letter_line){.size = sizeof *lines, .label = KRAV_STR("Faktura"),
                                      .amount = 1};
    }
    l.lines = lines;
    l.n_lines = 1024;
    l.total = l.amount = 1024;
    assert_int_equal(pages_of(&l), 24);
    free(lines);
}

static void test_render_takes_a_word_wider_than_the_page(void **state) {
    (void)state;
    krav_letter l = letter();
    char *word = many("å", 3000);
    l.intro = krav_str_of(word);
    assert_int_equal(pages_of(&l), 2);
    free(word);
}

/* ---- the same bytes -------------------------------------------------------------------------- */

static void render_to(int fd) {
    struct fake_host *f = fake_host_new();
    const krav_letter l = letter();
    if (fake_host_render(f, &l) != KRAV_DONE ||
        write(fd, f->document.bytes.ptr, f->document.bytes.len) !=
            (ssize_t)f->document.bytes.len) {
        abort();
    }
    fake_host_free(f);
}

/* What this program says when it is run anew with the word `render`. */
static size_t other_process(char *out, size_t size) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)close(ends[0]);
        (void)setenv("TZ", "Pacific/Auckland", 1);
        (void)execl("/proc/self/exe", "render", "render", (char *)NULL);
        _exit(127);
    }
    (void)close(ends[1]);
    size_t len = 0;
    for (ssize_t n; (n = read(ends[0], out + len, size - len)) > 0;) {
        len += (size_t)n;
    }
    (void)close(ends[0]);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    return len;
}

static void test_render_gives_the_same_bytes_in_every_process(void **state) {
    (void)state;
    static char bytes[1 << 18];
    const krav_letter l = letter();
    (void)pages_of(&l);
    const krav_str first = host->document.bytes;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(other_process(bytes, sizeof bytes), first.len);
        assert_memory_equal(bytes, first.ptr, first.len);
    }
}

static void test_render_remembers_nothing_of_other_letters(void **state) {
    (void)state;
    static char bytes[1 << 18];
    krav_letter l = letter();
    (void)pages_of(&l);
    const size_t len = host->document.bytes.len;
    assert_true(len < sizeof bytes);
    memcpy(bytes, host->document.bytes.ptr, len);
    l.subject = KRAV_STR("Noe helt annet: ĐŊŠŦŽ");
    (void)pages_of(&l);
    assert_true(host->document.bytes.len != len ||
                memcmp(host->document.bytes.ptr, bytes, len) != 0);
    l = letter();
    (void)pages_of(&l);
    assert_int_equal(host->document.bytes.len, len);
    assert_memory_equal(host->document.bytes.ptr, bytes, len);
}

/* ---- settings -------------------------------------------------------------------------------- */

static void test_start_with_a_logo_draws_it(void **state) {
    (void)state;
    char path[] = "/tmp/krav-logo-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, PIXEL_PNG_BYTES, sizeof PIXEL_PNG_BYTES - 1),
                     sizeof PIXEL_PNG_BYTES - 1);
    (void)close(fd);
    const krav_letter l = letter();
    (void)pages_of(&l);
    assert_false(holds(host->document.bytes, "/Subtype /Image"));
    fake_host_set(host, "logo", path);
    (void)pages_of(&l);
    assert_true(holds(host->document.bytes, "/Subtype /Image"));
    (void)unlink(path);
}

static void assert_no_start(const char *name, const char *value) {
    host->settings[0][0] = name;
    host->settings[0][1] = value;
    assert_int_equal(host->plugin->start(host->plugin), KRAV_E_INVALID);
    host->settings[0][0] = NULL;
    assert_int_equal(host->plugin->start(host->plugin), KRAV_OK);
}

static void test_start_needs_its_font_and_its_logo(void **state) {
    (void)state;
    assert_no_start("font", "No Such Font");
    assert_no_start("font_dir", "/nowhere");
    assert_no_start("font_dir", "/");
    assert_no_start("logo", "/nowhere.png");
    assert_no_start("logo", "/proc/self/exe");
}

/* ---- refusals -------------------------------------------------------------------------------- */

static void refuses(const krav_letter *l, const char *words) {
    assert_int_equal(fake_host_render(host, l), KRAV_REFUSED);
    if (!holds(host->answer.reason, words)) {
        fail_msg("\"%s\" is not in: %.*s", words, (int)host->answer.reason.len,
                 host->answer.reason.ptr);
    }
}

static void test_render_refuses_what_is_not_text(void **state) {
    (void)state;
    static const char *const bad[] = {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\xaf", "a\x1b[31m",
                                      "a\tb", "\xc2\x85"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const krav_letter_line line = {.size = sizeof line, .label = krav_str_of(bad[i]),
                                       .amount = 124000};
        krav_letter l = letter();
        krav_str *const fields[] = {&l.to_name, &l.to_address, &l.subject, &l.body, &l.intro,
                                    &l.closing, &l.case_ref, &l.from_name, &l.from_address,
                                    &l.from_contact, &l.from_org, &l.from_email, &l.kid,
                                    &l.account};
        for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
            const krav_str good = *fields[k];
            *fields[k] = krav_str_of(bad[i]);
            refuses(&l, "not plain UTF-8");
            *fields[k] = good;
        }
        l.lines = &line;
        l.n_lines = 1;
        refuses(&l, "not plain UTF-8");
    }
}

static void test_render_refuses_characters_that_the_font_lacks(void **state) {
    (void)state;
    krav_letter l = letter();
    l.to_name = KRAV_STR("Kari \xe4\xbd\xa0"); /* a Chinese sign */
    refuses(&l, "the font lacks");
    l = letter();
    l.closing = KRAV_STR("Hei \xf0\x9f\x99\x82\n");
    refuses(&l, "the font lacks");
}

static void test_render_refuses_what_has_no_place(void **state) {
    (void)state;
    krav_letter l = letter();
    l.to_address = KRAV_STR("1\n2\n3\n4\n5");
    assert_int_equal(pages_of(&l), 1);
    l.to_address = KRAV_STR("1\n2\n3\n4\n5\n6");
    refuses(&l, "window");
    l = letter();
    l.from_address = KRAV_STR("1\n2\n3\n4\n5\n6\n7");
    refuses(&l, "sender");
    l = letter();
    char *text = many("Linje\n", 2500);
    l.intro = krav_str_of(text);
    refuses(&l, "too many pages");
    free(text);
    text = many("Linje\n", 50000);
    l.intro = krav_str_of(text);
    refuses(&l, "too long");
    free(text);
    text = many("navn ", 100);
    l = letter();
    l.from_name = krav_str_of(text);
    refuses(&l, "the sender");
    l = letter();
    l.case_ref = krav_str_of(text);
    refuses(&l, "the case's number");
    free(text);
    text = many("emne ", 390);
    l = letter();
    l.subject = krav_str_of(text);
    refuses(&l, "the subject");
    free(text);
}

static void test_render_refuses_amounts_that_cannot_be(void **state) {
    (void)state;
    krav_letter l = letter();
    l.total++;
    refuses(&l, "add up");
    l = letter();
    l.amount = -1;
    refuses(&l, "negative");
    l = letter();
    l.account = (krav_str){NULL, 0};
    refuses(&l, "no account");
    l = letter();
    l.composed = 0;
    refuses(&l, "no day");
    l = letter();
    l.body = (krav_str){NULL, 0};
    refuses(&l, "no text");
    l = letter();
    const krav_letter_line wide[] = {
        {.size = sizeof wide[0], .label = KRAV_STR("a"), .amount = INT64_MAX},
        {.size = sizeof wide[0], .label = KRAV_STR("b"), .amount = 1}};
    l.lines = wide;
    refuses(&l, "out of bounds");
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "render") == 0) {
        render_to(STDOUT_FILENO);
        return 0;
    }
    const struct CMUnitTest tests[] = {
        T(test_render_makes_a_page_with_its_fonts_in_it),
        T(test_render_dates_the_file_by_the_letter),
        T(test_render_goes_on_over_as_many_pages_as_it_takes),
        T(test_render_makes_the_copy_behind_the_first),
        T(test_render_gives_the_slip_room_of_its_own),
        T(test_render_without_parts_sets_the_body),
        T(test_render_parts_a_long_table),
        T(test_render_takes_a_word_wider_than_the_page),
        T(test_render_gives_the_same_bytes_in_every_process),
        T(test_render_remembers_nothing_of_other_letters),
        T(test_start_with_a_logo_draws_it),
        T(test_start_needs_its_font_and_its_logo),
        T(test_render_refuses_what_is_not_text),
        T(test_render_refuses_characters_that_the_font_lacks),
        T(test_render_refuses_what_has_no_place),
        T(test_render_refuses_amounts_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
