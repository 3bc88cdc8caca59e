/* letter_body.c - a content record as plain Norwegian text.  Recipient, sender and date at the top
 * belong to the sheet, and are laid out by the channel or renderer.
 *
 *     intro     whose claim, why we write, what it is about      one line per paragraph
 *     amounts   each by itself, and their sum                    the body only
 *     payment   how much, by when, where to                      the body only
 *     closing   instalments, interest, what happens, greeting    one line per paragraph
 *
 * The body is all of them, wrapped at 64 columns so that it fits a page with margins; a renderer
 * wraps intro and closing itself, and sets amounts and payment as a table and a slip.
 *
 * An amount in intro or closing is written "label TAB amount" first: the body sets it in a column,
 * a renderer gets "label: amount kroner".
 *
 * Every text from outside passes through put_clean or put_words, which turn control characters
 * and line ends into blanks: no name or description can add lines of its own. */
#include "domain/letter.h"

#include <string.h>

#include "domain/letter_text.h"

#define COLUMNS 64
#define INDENT 2
#define PART_BYTES_MAX (1u << 20) /* of intro or closing */
#define COLUMN '\t' /* between a label and its amount; no text from outside holds one */

static size_t columns_of(struct text t) {
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++) {
        n += ((unsigned char)t.ptr[i] & 0xC0) != 0x80; /* code points, not bytes */
    }
    return n;
}

/* The first `columns` code points of t. */
static struct text first_columns(struct text t, size_t columns) {
    size_t n = 0, i = 0;
    for (; i < t.len; i++) {
        n += ((unsigned char)t.ptr[i] & 0xC0) != 0x80;
        if (n > columns) {
            break;
        }
    }
    return (struct text){t.ptr, i};
}

static void put_blanks(struct buf *out, size_t n) {
    for (size_t i = 0; i < n; i++) {
        buf_add_char(out, ' ');
    }
}

static bool is_blank(char c) {
    return (unsigned char)c <= ' ' || c == 0x7F;
}

/* Takes the next word off *rest; false when none is left. */
static bool next_word(struct text *rest, struct text *word) {
    size_t from = 0, to;
    while (from < rest->len && is_blank(rest->ptr[from])) {
        from++;
    }
    for (to = from; to < rest->len && !is_blank(rest->ptr[to]); to++) {
    }
    *word = (struct text){rest->ptr + from, to - from};
    *rest = (struct text){rest->ptr + to, rest->len - to};
    return word->len > 0;
}

/* Writes words from column `at`, wrapped with an indent; returns the column reached.  A word
 * wider than a line is cut. */
static size_t put_words(struct buf *out, size_t at, size_t indent, struct text t) {
    struct text word;
    bool line_begins = true;
    while (t.len > 0 && next_word(&t, &word)) {
        size_t width = columns_of(word);
        if (at > indent && !line_begins && at + 1 + width > COLUMNS) {
            buf_add_char(out, '\n');
            put_blanks(out, indent);
            at = indent;
        } else if (at > indent && !line_begins) {
            buf_add_char(out, ' ');
            at++;
        }
        while (at + width > COLUMNS) {
            struct text head = first_columns(word, COLUMNS - at);
            buf_add(out, head);
            buf_add_char(out, '\n');
            put_blanks(out, indent);
            word = (struct text){word.ptr + head.len, word.len - head.len};
            width = columns_of(word);
            at = indent;
        }
        buf_add(out, word);
        at += width;
        line_begins = false;
    }
    return at;
}

/* A label, and in the last columns what it amounts to. */
static void put_row(struct buf *out, struct text label, struct text amount) {
    put_blanks(out, INDENT);
    size_t at = put_words(out, INDENT, INDENT, label);
    if (at + 2 + amount.len > COLUMNS) {
        buf_add_char(out, '\n');
        at = 0;
    }
    put_blanks(out, COLUMNS - at - amount.len);
    buf_add(out, amount);
    buf_add_char(out, '\n');
}

/* Text of ours, wrapped line by line; what was indented stays so. */
static void put_wrapped(struct buf *out, struct text t) {
    struct text line, label;
    while (t.len > 0 && text_cut(&t, '\n', &line)) {
        size_t indent = 0;
        while (indent < line.len && line.ptr[indent] == ' ') {
            indent++;
        }
        (void)text_cut(&line, COLUMN, &label);
        if (line.ptr != NULL) {
            put_row(out, label, line);
            continue;
        }
        put_blanks(out, indent);
        (void)put_words(out, indent, indent, label);
        buf_add_char(out, '\n');
    }
}

/* Text of ours for a renderer, which has no columns. */
static void put_unwrapped(struct buf *out, struct text t) {
    struct text line, label;
    while (t.len > 0 && text_cut(&t, '\n', &line)) {
        (void)text_cut(&line, COLUMN, &label);
        buf_add(out, label);
        if (line.ptr != NULL) {
            buf_add_str(out, ": ");
            buf_add(out, line);
            buf_add_str(out, " kroner");
        }
        buf_add_char(out, '\n');
    }
}

/* "name: value" on a line of its own, nothing when the value is absent. */
static void put_named(struct buf *out, const char *name, struct text value) {
    if (value.len > 0) {
        buf_addf(out, "%s: ", name);
        (void)put_words(out, columns_of(text_of(name)) + 2, INDENT, value);
        buf_add_char(out, '\n');
    }
}

static void put_lines_of(struct buf *out, struct text lines) {
    struct text line;
    while (text_cut(&lines, '\n', &line)) {
        (void)put_words(out, 0, 0, line);
        buf_add_char(out, '\n');
    }
}

/* ---- amounts and payment --------------------------------------------------------------------- */

static void put_amount(struct buf *out, struct text label, ore amount) {
    char text[MONEY_TEXT];
    put_row(out, label, text_of(money_format(amount, text)));
}

static void put_amounts(struct buf *out, const struct letter *l) {
    if (l->n_lines == 0) {
        return;
    }
    if (!text_ends(l->announce, TEXT(":"))) {
        buf_add_str(out, "Beløp i kroner:\n");
    }
    for (uint32_t i = 0; i < l->n_lines; i++) {
        put_amount(out, l->lines[i].label, l->lines[i].amount);
    }
    put_amount(out, TEXT("Til sammen"), l->total);
    buf_add_char(out, '\n');
}

/* 12345678903 as 1234.56.78903; another form is left as it is. */
static void put_account(struct buf *out, struct text account) {
    if (account.len == 11 && text_all_digits(account)) {
        buf_addf(out, "Til konto: %.4s.%.2s.%.5s\n", account.ptr, account.ptr + 4, account.ptr + 6);
    } else {
        put_named(out, "Til konto", account);
    }
}

static void put_payment(struct buf *out, const struct letter *l) {
    char date[DAY_TEXT], amount[MONEY_TEXT];
    const bool to_pay = l->total > 0 && l->kid.len > 0;
    const day by = letter_pay_by(l);
    if (to_pay) {
        buf_addf(out, "%s: %s kroner\n",
                 l->pay_next > 0 ? "Neste avdrag" : by != DAY_NONE ? "Å betale" : "Gjenstår",
                 money_format(letter_to_pay(l), amount));
    }
    const bool ours = l->kind == LETTER_PROVISIONAL_ANSWER; /* the opening has our own day */
    if (by != DAY_NONE || (l->deadline != DAY_NONE && !ours)) {
        buf_addf(out, "%s: %s\n", by != DAY_NONE ? "Betalingsfrist" : "Svarfrist",
                 day_format_no(by != DAY_NONE ? by : l->deadline, date));
    }
    if (to_pay) {
        put_account(out, l->account);
        put_named(out, "KID", l->kid);
    }
    if (to_pay || by != DAY_NONE || l->deadline != DAY_NONE) {
        buf_add_char(out, '\n');
    }
}

static void put_contact(struct buf *out, const struct sender *from) {
    put_named(out, "Org.nr.", from->org);
    put_lines_of(out, from->address);
    put_named(out, "Telefon", from->phone);
    put_named(out, "E-post", from->email);
}

/* ---- intro and closing ----------------------------------------------------------------------- */

/* The words of t, parted by single blanks. */
static void put_clean(struct buf *out, struct text t) {
    struct text word;
    for (bool first = true; t.len > 0 && next_word(&t, &word); first = false) {
        if (!first) {
            buf_add_char(out, ' ');
        }
        buf_add(out, word);
    }
}

/* A text of ours: its paragraphs are parted by line ends. */
static void put_paragraphs(struct buf *out, struct text t) {
    struct text paragraph;
    while (t.len > 0 && text_cut(&t, '\n', &paragraph)) {
        put_clean(out, paragraph);
        buf_add_str(out, "\n\n");
    }
}

static void put_column(struct buf *out, ore amount) {
    char text[MONEY_TEXT];
    buf_addf(out, "%c%s\n", COLUMN, money_format(amount, text));
}

/* "Kreditor: Strøm AS (org.nr. 311758489)" */
static void put_creditor(struct buf *out, const struct letter *l) {
    if (l->creditor_name.len == 0) {
        return;
    }
    buf_add_str(out, "Kreditor: ");
    put_clean(out, l->creditor_name);
    if (l->creditor_org.len > 0) {
        buf_add_str(out, " (org.nr. ");
        put_clean(out, l->creditor_org);
        buf_add_char(out, ')');
    }
    buf_add_str(out, "\n\n");
}

/* "Faktura 5001, strøm i august, datert 15.08.2026, forfalt 01.09.2026" */
static void put_claim(struct buf *out, const struct letter_claim *claim) {
    char date[DAY_TEXT];
    put_blanks(out, INDENT);
    buf_add_str(out, claim->invoice.len > 0 ? "Faktura " : "Krav");
    put_clean(out, claim->invoice);
    if (claim->description.len > 0) {
        buf_add_str(out, ", ");
        put_clean(out, claim->description);
    }
    if (claim->issued != DAY_NONE) {
        buf_addf(out, ", datert %s", day_format_no(claim->issued, date));
    }
    if (claim->delivered != DAY_NONE) {
        buf_addf(out, ", levert %s", day_format_no(claim->delivered, date));
    }
    if (claim->due != DAY_NONE) {
        buf_addf(out, ", forfall %s", day_format_no(claim->due, date));
    }
    buf_add_char(out, '\n');
}

static void put_interest(struct buf *out, const struct letter *l) {
    if (l->interest_bp <= 0 || l->interest_from == DAY_NONE) {
        return;
    }
    char date[DAY_TEXT];
    buf_addf(out, "Forsinkelsesrenten er %d,%02d prosent i året. Den regnes av hovedstolen ",
             (int)(l->interest_bp / 100), (int)(l->interest_bp % 100));
    buf_addf(out, l->n_claims > 1 ? "fra dagen etter forfall for hver faktura, tidligst %s.\n\n"
                                  : "fra og med %s.\n\n",
             day_format_no(l->interest_from, date));
}

static void put_covered(struct buf *out, const struct letter *l) {
    if (l->n_covered == 0) {
        return;
    }
    buf_add_str(out, "Betalingen er fordelt slik:\n");
    for (uint32_t i = 0; i < l->n_covered; i++) {
        put_blanks(out, INDENT);
        put_clean(out, l->covered[i].label);
        put_column(out, l->covered[i].amount);
    }
    buf_add_char(out, '\n');
}

static void put_instalments(struct buf *out, const struct letter *l) {
    char due[DAY_TEXT];
    if (l->n_instalments == 0) {
        return;
    }
    buf_add_str(out, "Avdragene:\n");
    for (uint32_t i = 0; i < l->n_instalments; i++) {
        put_blanks(out, INDENT);
        buf_addf(out, "Avdrag %u, forfall %s", i + 1, day_format_no(l->instalments[i].due, due));
        if (l->instalments[i].kid.len > 0) {
            buf_add_str(out, ", KID ");
            put_clean(out, l->instalments[i].kid);
        }
        put_column(out, l->instalments[i].amount);
    }
    buf_add_char(out, '\n');
}

static void put_claims(struct buf *out, const struct letter *l) {
    if (l->n_claims == 0) {
        return;
    }
    buf_add_str(out, "Saken gjelder:\n");
    for (uint32_t i = 0; i < l->n_claims; i++) {
        put_claim(out, &l->claims[i]);
    }
    if (l->claims_left_out > 0) {
        put_blanks(out, INDENT);
        buf_addf(out, "og %d krav til; spør oss om en full oversikt\n", (int)l->claims_left_out);
    }
    buf_add_char(out, '\n');
}

static void put_intro(struct buf *out, const struct letter *l) {
    put_creditor(out, l);
    put_paragraphs(out, l->opening);
    put_covered(out, l);
    put_claims(out, l);
    if (l->n_lines > 0) {
        put_paragraphs(out, l->announce);
    } else if (letter_text_of(l->kind)->with_amounts) {
        put_paragraphs(out, TEXT("Ingenting gjenstår å betale i denne saken."));
    }
}

/* What stands beside the amounts in the body. */
static void put_terms(struct buf *out, const struct letter *l) {
    put_instalments(out, l);
    put_interest(out, l);
}

static void put_farewell(struct buf *out, const struct letter *l) {
    put_paragraphs(out, l->consequence);
    put_paragraphs(out, l->estimate);
    put_paragraphs(out, l->objection);
    put_paragraphs(out, l->help);
    put_paragraphs(out, l->board);
    buf_add_str(out, "Vennlig hilsen\n");
    put_clean(out, l->sender.name);
    buf_add_char(out, '\n');
}

typedef void part_fn(struct buf *out, const struct letter *l);

static void lay_out(const struct letter *l, part_fn *part,
                    void (*set)(struct buf *out, struct text t), struct buf *out) {
    struct buf b;
    buf_init(&b, PART_BYTES_MAX);
    part(&b, l);
    set(out, buf_text(&b));
    buf_fini(&b);
}

void letter_intro(const struct letter *l, struct buf *out) {
    lay_out(l, put_intro, put_unwrapped, out);
}

void letter_closing(const struct letter *l, struct buf *out) {
    lay_out(l, put_terms, put_unwrapped, out);
    lay_out(l, put_farewell, put_unwrapped, out);
}

/* ---- subject and body ------------------------------------------------------------------------ */

void letter_subject(const struct letter *l, struct buf *out) {
    put_clean(out, l->subject);
    if (letter_text_of(l->kind)->to_creditor) {
        buf_addf(out, ", sak %lld", (long long)l->case_number);
    } else if (l->creditor_name.len > 0) {
        buf_add_str(out, ": krav fra ");
        (void)put_words(out, 0, 0, first_columns(l->creditor_name, COLUMNS));
    }
}

void letter_body(const struct letter *l, struct buf *out) {
    lay_out(l, put_intro, put_wrapped, out);
    put_amounts(out, l);
    lay_out(l, put_terms, put_wrapped, out);
    put_payment(out, l);
    lay_out(l, put_farewell, put_wrapped, out);
    put_contact(out, &l->sender);
}
