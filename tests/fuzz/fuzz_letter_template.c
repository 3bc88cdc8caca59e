/* fuzz_letter_template.c - any bytes as an agency's text of a letter: refused with reasons, or filled in
 * without a break.  The first byte says of which kind. */
#include "target.h"

#include <string.h>

#include "domain/letter_demands.h"
#include "domain/letter_template.h"

#define PATH "letters/x.txt"

static void check_fault(struct text why) {
    promise(text_starts(why, TEXT(PATH ":")));
    promise(why.len > sizeof PATH + 3 && why.len < 2 * TEMPLATE_BYTES_MAX);
}

/* One letter that has everything in it that a template may name. */
static struct letter full_letter(enum letter_kind kind, struct text template) {
    static struct letter_claim claim = {.invoice = {"5001", 4}, .description = {"a\nb", 3},
                                        .due = 740000, .principal = 1000, .open = 1000};
    static struct letter_line line = {{"Hovedstol", 9}, 1000};
    static struct letter_instalment part = {740030, 500, {"123", 3}};
    const struct text words = TEXT("Ett\nto tre");
    return (struct letter){.kind = kind, .template = template, .composed = 740000,
        .deadline = 740014, .claims = &claim, .n_claims = 1, .lines = &line, .n_lines = 1,
        .total = 1000, .fee = 100, .instalments = &part, .n_instalments = 1, .covered = &line,
        .n_covered = 1, .interest_bp = 1225, .interest_from = 739000, .to_name = words,
        .creditor_name = words, .creditor_org = words, .kid = words, .account = words,
        .subject = words, .opening = words, .announce = words, .consequence = words,
        .objection = words, .board = words, .estimate = words, .help = words,
        .sender = {words, words, words, words, words, words, words}};
}

static void write_twice(const struct letter *l, void (*write)(const struct letter *, struct buf *)) {
    struct buf a, b;
    buf_init(&a, 4u << 20);
    buf_init(&b, 4u << 20);
    write(l, &a);
    write(l, &b);
    promise(!a.overflowed && text_eq(buf_text(&a), buf_text(&b)));
    promise(text_is_utf8(buf_text(&a)) && !text_has_control(buf_text(&a)));
    buf_fini(&a);
    buf_fini(&b);
}

static void fill(enum letter_kind kind, struct text template) {
    struct letter l = full_letter(kind, template);
    for (int to_many = 0; to_many <= 1; to_many++) {
        l.to_many = to_many;
        write_twice(&l, letter_subject);
        write_twice(&l, letter_body);
        write_twice(&l, letter_intro);
        write_twice(&l, letter_closing);
    }
    promise((letter_template_demands(kind) & ~letter_template_shows(kind, template)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena;
    struct faults faults;
    if (size == 0) {
        return 0;
    }
    const enum letter_kind kind = (enum letter_kind)(1 + data[0] % (LETTER_KINDS - 1));
    const struct text content = {(const char *)data + 1, size - 1};
    const struct letter_source source = {kind, TEXT(PATH), content};
    arena_init(&arena);
    faults_init(&faults, &arena, 100);
    letter_template_check(&source, &faults);
    for (size_t i = 0; i < faults.n; i++) {
        check_fault(faults.items[i]);
    }
    if (faults.n == 0) {
        fill(kind, content);
    } else {
        (void)letter_template_shows(kind, content);
    }
    arena_fini(&arena);
    return 0;
}
