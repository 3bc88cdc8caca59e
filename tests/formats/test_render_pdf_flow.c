/* Tests of where the PDF renderer puts things: tables in a text, and how a letter ends.  Every line
 * goes through pango_cairo_show_layout_line, which is ours here, and is noted with its place. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"
#include "lines.h"

#include <pango/pangocairo.h>
#include <stdio.h>

#define MM (72.0 / 25.4)
#define LEFT (20 * MM)
#define RIGHT (185 * MM)
#define SHOWN_MAX 4000
#define TEXT_MAX 120

#define PARAGRAPH \
    "Avtalen binder også kreditor. Så lenge avdragene blir betalt som avtalt, gjør vi ikke noe " \
    "mer for å kreve inn kravet. Blir et avdrag forsinket? Ta kontakt, så finner vi en løsning.\n\n"
#define SIGNATURE "Vennlig hilsen\nEksempel Inkasso AS\n"

/* ---- what is shown --------------------------------------------------------------------------- */

struct shown {
    char text[TEXT_MAX];
    int page;
    double x, y, right;
};

static struct shown shown[SHOWN_MAX];
static size_t n_shown;
static int n_pages;

void __real_pango_cairo_show_layout_line(cairo_t *cr, PangoLayoutLine *line);
void __wrap_pango_cairo_show_layout_line(cairo_t *cr, PangoLayoutLine *line);
void __real_cairo_show_page(cairo_t *cr);
void __wrap_cairo_show_page(cairo_t *cr);

void __wrap_pango_cairo_show_layout_line(cairo_t *cr, PangoLayoutLine *line) {
    PangoRectangle extents;
    assert_true(n_shown < SHOWN_MAX);
    struct shown *s = &shown[n_shown++];
    cairo_get_current_point(cr, &s->x, &s->y);
    pango_layout_line_get_extents(line, NULL, &extents);
    s->right = s->x + (double)extents.width / PANGO_SCALE;
    s->page = n_pages;
    (void)snprintf(s->text, sizeof s->text, "%.*s", line->length,
                   pango_layout_get_text(line->layout) + line->start_index);
    __real_pango_cairo_show_layout_line(cr, line);
}

void __wrap_cairo_show_page(cairo_t *cr) {
    n_pages++;
    __real_cairo_show_page(cr);
}

static const struct shown *nth(const char *text, int n) {
    for (size_t i = 0; i < n_shown; i++) {
        if (strcmp(shown[i].text, text) == 0 && n-- == 0) {
            return &shown[i];
        }
    }
    return NULL;
}

static const struct shown *line(const char *text) {
    const struct shown *s = nth(text, 0);
    if (!s) {
        fail_msg("not shown: %s", text);
    }
    return s;
}

static int count(const char *text) {
    int n = 0;
    while (nth(text, n)) {
        n++;
    }
    return n;
}

/* ---- letters --------------------------------------------------------------------------------- */

static const krav_letter_line amounts[] = {
    {.size = sizeof(krav_letter_line), .label = {"Faktura 5001", 12}, .amount = 124000},
};

static krav_letter letter(const char *closing) {
    return (krav_letter){
        .size = sizeof(krav_letter),
        .composed = krav_day_of(2026, 11, 2),
        .deadline = krav_day_of(2026, 11, 16),
        .asks_payment = 1,
        .kind = KRAV_STR("plan_agreed"),
        .to_name = KRAV_STR("Kari Prøve"),
        .to_address = KRAV_STR("Eksempelveien 1\n0150 OSLO"),
        .kid = KRAV_STR("202600000014"),
        .account = KRAV_STR("86011117947"),
        .amount = 124000,
        .language = KRAV_STR("nb"),
        .subject = KRAV_STR("Avdragsordningen din"),
        .body = KRAV_STR("Hele brevet."),
        .from_name = KRAV_STR("Eksempel Inkasso AS"),
        .intro = KRAV_STR("Kravet består i dag av:\n\n"),
        .lines = amounts,
        .n_lines = 1,
        .total = 124000,
        .closing = krav_str_of(closing),
    };
}

static void show(const krav_letter *l) {
    struct fake_host *host = fake_host_new();
    n_shown = 0;
    n_pages = 0;
    if (fake_host_render(host, l) != KRAV_DONE) {
        fail_msg("%.*s", (int)host->answer.reason.len, host->answer.reason.ptr);
    }
    assert_int_equal(n_pages, host->document.n_pages);
    fake_host_free(host);
}

static void show_closing(const char *closing) {
    const krav_letter l = letter(closing);
    show(&l);
}

/* A text that grows. */
static char written[1 << 16];
static size_t n_written;

__attribute__((format(printf, 1, 2))) static void add(const char *format, ...) {
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(written + n_written, sizeof written - n_written, format, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < sizeof written - n_written);
    n_written += (size_t)n;
}

static void add_lines(int n) {
    n_written = 0;
    for (int i = 0; i < n; i++) {
        add("Linje\n");
    }
}

static void assert_near(double a, double b) {
    if (a < b - 0.01 || a > b + 0.01) {
        fail_msg("%.2f is not %.2f", a, b);
    }
}

/* Nothing of the text stands lower than 280 mm: only the page's number does. */
static void assert_nothing_runs_off(void) {
    for (size_t i = 0; i < n_shown; i++) {
        assert_true(shown[i].y <= 280 * MM || strncmp(shown[i].text, "Side ", 5) == 0);
    }
}

/* ---- rows ------------------------------------------------------------------------------------ */

static int is_row(const char *text) {
    struct lines_row row;
    krav_str rest = krav_str_of(text);
    return lines_row(&rest, &row);
}

static void test_row_is_an_indented_label_with_an_amount(void **state) {
    (void)state;
    static const char *const good[] = {
        "  a: 0,05", "  a: 1 067,50", "  a: 1 067,50 kroner", " a: -12,00\n", "  a: 12 345 678,90",
        "  a, forfall 15.06.2026: 999,99 kroner", "  a: b: 1,00", "  a::: 1,00",
    };
    static const char *const bad[] = {
        "", "  ", "a: 1,00", "  a 1,00", "  : 1,00", "  a: ", "  a: kroner", "  a:1,00", "  a: 1",
        "  a: 1,0", "  a: 1,000", "  a: 1067,50", "  a: 1 67,50", "  a: 1 0670,50",
        "  a: 1  067,50", "  a: --1,00", "  a: ,50", "  a: 1,00 kr", "  a: 1,00, b 2,00",
        "  a: 1.00", "  a: 1,00 ", "  a:  1,00", "  a: -",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        if (!is_row(good[i])) {
            fail_msg("no row: %s", good[i]);
        }
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (is_row(bad[i])) {
            fail_msg("a row: %s", bad[i]);
        }
    }
}

static size_t table_of(const char *text) { return lines_table(krav_str_of(text)); }

static void test_table_is_two_lines_or_more(void **state) {
    (void)state;
    assert_int_equal(table_of(""), 0);
    assert_int_equal(table_of("  a: 1,00\n"), 0);
    assert_int_equal(table_of("  a: 1,00\n\n  b: 1,00\n"), 0);
    assert_int_equal(table_of("  a: 1,00\nb: 1,00\n"), 0);
    assert_int_equal(table_of("  a\n  b: 1,00\n  c: 1,00\n"), 0);
    assert_int_equal(table_of("  a: 1,00\n  b: 1,00"), 19);
    assert_int_equal(table_of("  a: 1,00\n    note\n  c\n"), 19);
    assert_int_equal(table_of("  a: 1,00\n      \n  b: 1,00\n"), 0);
}

static void test_rows_stand_in_the_columns_of_the_amounts(void **state) {
    (void)state;
    show_closing("Avdragene:\n  Avdrag 1, forfall 15.06.2026: 1 067,50 kroner\n"
                 "  Avdrag 2, forfall 15.07.2026: 172,50 kroner\n\n" PARAGRAPH SIGNATURE);
    const struct shown *first = line("1 067,50"), *last = line("172,50");
    assert_near(first->right, RIGHT);
    assert_near(last->right, RIGHT);
    assert_true(last->x > first->x);
    assert_near(line("Avdrag 1, forfall 15.06.2026")->x, LEFT);
    assert_near(line("Avdrag 1, forfall 15.06.2026")->y, first->y);
    assert_near(last->y - first->y,
                line("Til sammen")->y - line("Faktura 5001")->y - 2);
    /* The line that announced them is their head. */
    assert_near(line("Avdragene")->y, nth("Beløp i kroner", 1)->y);
    assert_int_equal(count("Avdragene:"), 0);
}

static void test_rows_that_are_not_a_table_stay_text(void **state) {
    (void)state;
    show_closing("Betalingen er fordelt slik:\n  Hovedstol: 500,00 kroner\n\n" SIGNATURE);
    assert_near(line("Hovedstol: 500,00 kroner")->x, LEFT + 4 * MM);
    assert_near(line("Betalingen er fordelt slik:")->x, LEFT);
}

static void test_rows_wrap_a_long_label_and_keep_a_long_sentence(void **state) {
    (void)state;
#define SENTENCE "Her er en setning som sier hvordan det du har betalt, er fordelt:"
#define WORDS "ganske ganske ganske ganske ganske ganske ganske ganske ganske "
    show_closing(SENTENCE "\n  " WORDS WORDS "lang: 1,00\n  kort: 2,00\n" SIGNATURE);
    assert_int_equal(count(SENTENCE), 1);
    assert_int_equal(count("Spesifikasjon"), 2);
    assert_true(line("kort")->y > line("1,00")->y + 2 * 13.5);
    for (size_t i = 0; i < n_shown; i++) {
        assert_true(strncmp(shown[i].text, "ganske", 6) != 0 || shown[i].right < RIGHT - 37 * MM);
    }
}

static void test_rows_keep_their_notes(void **state) {
    (void)state;
    add_lines(0);
    add("Sak for sak:\n");
    for (int i = 100; i < 180; i++) {
        add("  Sak %d: %d,00\n    hovedstol %d,00\n", i, i, i);
    }
    add("\n" SIGNATURE);
    show_closing(written);
    assert_true(n_pages >= 3 && n_pages <= 5);
    for (int i = 100; i < 180; i++) {
        char words[3][40];
        (void)snprintf(words[0], sizeof words[0], "Sak %d", i);
        (void)snprintf(words[1], sizeof words[1], "%d,00", i);
        (void)snprintf(words[2], sizeof words[2], "hovedstol %d,00", i);
        const struct shown *row = line(words[0]), *note = line(words[2]);
        assert_near(line(words[1])->right, RIGHT);
        assert_int_equal(line(words[1])->page, row->page);
        assert_int_equal(note->page, row->page);
        assert_true(note->y > row->y && note->y < row->y + 13.5);
        assert_true(note->x > row->x);
    }
    assert_int_equal(count("Sak for sak"), line("Sak 179")->page + 1);
    assert_int_equal(line("Sak 178")->page, line("Sak 179")->page);
    assert_nothing_runs_off();
}

static void test_rows_that_no_page_could_hold_are_text(void **state) {
    (void)state;
    add_lines(0);
    add("Sak for sak:\n");
    for (int row = 0; row < 2; row++) {
        add("  ");
        for (int i = 0; i < 4000; i++) {
            add("W");
        }
        add(": 1,00\n    note\n");
    }
    for (int row = 0; row < 2; row++) {
        add("  W: 1,00\n");
        for (int i = 0; i < 100; i++) {
            add("    note\n");
        }
    }
    for (int row = 0; row < 9; row++) {
        add("  ");
        for (int i = 0; i < 2200; i++) {
            add(i % 550 == 549 ? ": 1,00\n    " : "W");
        }
        add("\n");
    }
    show_closing(written);
    assert_true(n_pages > 5);
    assert_nothing_runs_off();
}

/* Wherever a table begins on a page: it comes in one piece, or two rows stand at either end. */
static void test_rows_are_not_parted_from_each_other(void **state) {
    (void)state;
    for (int rows = 2; rows <= 30; rows += 14) {
        for (int before = 0; before < 40; before++) {
            add_lines(before);
            add("\nAvdragene:\n");
            for (int i = 1; i <= rows; i++) {
                add("  Avdrag %d: 1,00\n", i);
            }
            add("\n" PARAGRAPH SIGNATURE);
            show_closing(written);
            char last[2][20];
            (void)snprintf(last[0], sizeof last[0], "Avdrag %d", rows - 1);
            (void)snprintf(last[1], sizeof last[1], "Avdrag %d", rows);
            assert_int_equal(line("Avdragene")->page, line("Avdrag 2")->page);
            assert_int_equal(line(last[0])->page, line(last[1])->page);
            assert_int_equal(count("Avdragene"), line(last[1])->page - line("Avdrag 1")->page + 1);
            assert_nothing_runs_off();
        }
    }
}

/* ---- the ending ------------------------------------------------------------------------------ */

/* Line by line a letter grows over its page: the signature and the slip have text above them. */
static void test_ending_takes_text_along(void **state) {
    (void)state;
    int moved = 0;
    for (int before = 1; before < 60; before++) {
        add_lines(before);
        add("\nNest siste.\n\nSiste.\n\n" SIGNATURE);
        show_closing(written);
        const struct shown *signature = line("Vennlig hilsen");
        assert_int_equal(line("Siste.")->page, signature->page);
        assert_int_equal(line("Betaling")->page, signature->page);
        assert_true(line("Eksempel Inkasso AS")->page == 0 && signature->y < 249 * MM);
        assert_near(signature->y - line("Siste.")->y, 13.5 + 6.5);
        assert_nothing_runs_off();
        assert_int_equal(n_pages, signature->page + 1);
        assert_int_equal(count("Linje"), before);
        moved += line("Nest siste.")->page == 1 && line("Nest siste.")->y < 35 * MM;
    }
    assert_in_range(moved, 9, 13); /* only while the signature would be alone */
}

static void test_ending_takes_no_more_than_it_needs(void **state) {
    (void)state;
    int moved = 0;
    for (int before = 1; before < 40; before++) {
        add_lines(before);
        add("\nNest siste.\n\nEn.\nTo.\nTre.\n\n" SIGNATURE);
        show_closing(written);
        if (line("En.")->page == 1 && line("Nest siste.")->page == 0) {
            assert_int_equal(line("Vennlig hilsen")->page, 1);
            moved++;
        }
        assert_int_equal(line("Tre.")->page, line("Vennlig hilsen")->page);
    }
    assert_true(moved > 0);
}

/* A letter without parts ends as others do; one long paragraph is not held together. */
static void test_ending_of_a_body(void **state) {
    (void)state;
    krav_letter l = letter("");
    l.intro = l.closing = (krav_str){NULL, 0};
    for (int before = 1; before < 60; before++) {
        add_lines(before);
        add("\nSiste.\n\n" SIGNATURE);
        l.body = krav_str_of(written);
        show(&l);
        assert_int_equal(line("Siste.")->page, line("Betaling")->page);
        assert_int_equal(line("Vennlig hilsen")->page, line("Betaling")->page);
        assert_int_equal(line("Linje")->page, 0);
        assert_nothing_runs_off();
    }
    add_lines(200);
    l.body = krav_str_of(written);
    show(&l);
    assert_int_equal(line("Linje")->page, 0);
    assert_int_equal(count("Linje"), 200);
}

/* ---- paying at once ---------------------------------------------------------------------------- */

#define ONLINE "Betal på nett: https://inkasso.eksempel.no/pay/100000001-abcdefghijkmnpqrstuv"

/* Under the slip, whole on one line, and above the foot of a letter of several pages. */
static void test_pay_url_stands_on_one_line_under_the_slip(void **state) {
    (void)state;
    krav_letter l = letter(SIGNATURE);
    show(&l);
    assert_int_equal(count(ONLINE), 0);
    add_lines(120);
    l.closing = krav_str_of(written);
    l.pay_url = krav_str_of(strchr(ONLINE, 'h'));
    show(&l);
    const struct shown *s = line(ONLINE);
    assert_int_equal(count(ONLINE), 1);
    assert_int_equal(s->page, line("KID")->page);
    assert_true(n_pages > 1);
    assert_near(s->x, LEFT);
    assert_true(s->right < RIGHT);
    assert_true(s->y > 280 * MM && s->y < 286 * MM);
    assert_true(s->y > line("KID")->y);
}

/* Nothing is asked for, or nobody could type it: no line, and the letter goes. */
static void test_pay_url_is_left_out_where_it_is_of_no_use(void **state) {
    (void)state;
    static char far[150] = "https://eksempel.no/";
    krav_letter l = letter(SIGNATURE);
    memset(far + strlen(far), 'a', sizeof far - strlen(far) - 1);
    l.pay_url = krav_str_of(far);
    show(&l);
    for (size_t i = 0; i < n_shown; i++) {
        assert_null(strstr(shown[i].text, "https"));
    }
    l = letter(SIGNATURE);
    l.pay_url = KRAV_STR("https://eksempel.no/pay/1");
    l.amount = 0;
    show(&l);
    assert_int_equal(count("Betal på nett: https://eksempel.no/pay/1"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_row_is_an_indented_label_with_an_amount),
        cmocka_unit_test(test_table_is_two_lines_or_more),
        cmocka_unit_test(test_rows_stand_in_the_columns_of_the_amounts),
        cmocka_unit_test(test_rows_that_are_not_a_table_stay_text),
        cmocka_unit_test(test_rows_wrap_a_long_label_and_keep_a_long_sentence),
        cmocka_unit_test(test_rows_keep_their_notes),
        cmocka_unit_test(test_rows_that_no_page_could_hold_are_text),
        cmocka_unit_test(test_rows_are_not_parted_from_each_other),
        cmocka_unit_test(test_ending_takes_text_along),
        cmocka_unit_test(test_ending_takes_no_more_than_it_needs),
        cmocka_unit_test(test_ending_of_a_body),
        cmocka_unit_test(test_pay_url_stands_on_one_line_under_the_slip),
        cmocka_unit_test(test_pay_url_is_left_out_where_it_is_of_no_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
