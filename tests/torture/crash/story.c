/* story.c - see story.h. */
#include "story.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/statement_file.h"
#include "domain/kid.h"
#include "formats/ocr_make.h"
#include "tree.h"

#define AGENCY_ACCOUNT "12345678903"
#define N_LARGE 1300 /* more than a transaction holds: the file has its cursor in the book */

static char *word(struct story *s, char *text) {
    if (s->n_words == (int)(sizeof s->words / sizeof s->words[0])) {
        cannot(text, "too many words");
    }
    return s->words[s->n_words++] = text;
}

static char *file_in(struct story *s, const char *dir, const char *name) {
    return word(s, path_of(dir, name));
}

/* ---- claims --------------------------------------------------------------------------------- */

static int64_t principal_of(int claim) { return 30000 + claim * 4350; }

static void claim_row(FILE *out, int i, const char *prefix, const char *org) {
    static const char *const ids[] = {"31856397214", "10915596784", "18888297827"};
    /* Every tenth debtor is known by a national id, so some claims join a case. */
    const char *id = i % 10 == 9 ? ids[i / 10 % 3] : "";
    const int64_t amount = principal_of(i);
    (void)fprintf(out, "%s%d;%s;%s%d;consumer;%s;Person Nummer %d;Vei %d;0155;Oslo;Ting nr. %d;"
                       "%" PRId64 ",%02d;2026-08-03;2026-08-17;%s\n",
                  prefix, i, org, prefix, i, id, i, i, i, amount / 100, (int)(amount % 100),
                  i % 13 == 12 ? "ja" : "");
}

static char *claims_make(struct story *s, const char *dir, const char *name, const char *org,
                         int first, int n) {
    char *text = NULL, *path = file_in(s, dir, name);
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out) {
        cannot(name, "out of memory");
    }
    (void)fputs("source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;"
                "postcode;city;description;principal;issued;due;disputed\n", out);
    for (int i = first; i < first + n; i++) {
        claim_row(out, i, name[7] == 'a' ? "F" : "T", org);
    }
    (void)fclose(out);
    file_write(path, text, len);
    free(text);
    return path;
}

/* ---- payments ------------------------------------------------------------------------------- */

struct paying {
    struct ocr_make m;
    const char *settled;
    uint64_t *dice;
    int n_cases;
};

static void pay(struct paying *p, const char *kid, int64_t amount) {
    char archive[24];
    (void)snprintf(archive, sizeof archive, "%09" PRIu64, dice_roll(p->dice, 1000000000));
    const struct ocr_make_payment payment = {.settled = p->settled, .kid = kid,
        .payer = "15942287248", .archive = archive, .ore = amount, .type = 10,
        .ordered = dice_roll(p->dice, 2) ? p->settled : NULL};
    ocr_make_payment(&p->m, &payment);
}

/* Full and over, partial, twice the same, all but a little, with a wrong digit, with no case. */
static void pay_some(struct paying *p) {
    char kid[KID_OWN_LEN + 1];
    /* Never the first: people tell something about those, and they must be open for it. */
    const int i = 10 + (int)dice_roll(p->dice, (uint64_t)(p->n_cases - 10));
    const int64_t amount = principal_of(i);
    (void)kid_make(100000001 + i, 0, kid);
    switch (dice_roll(p->dice, 7)) {
    case 0: pay(p, kid, amount + 50000); break;
    case 1: pay(p, kid, amount / 3); break;
    case 2: pay(p, kid, amount); pay(p, kid, amount); break;
    case 3: pay(p, kid, amount - 2000); break;
    case 4: kid[10] = kid[10] == '9' ? '0' : (char)(kid[10] + 1); pay(p, kid, amount); break;
    case 5: pay(p, NULL, 12300); break;
    default: pay(p, kid_make(100900000 + i, 0, kid), 77700); break;
    }
}

static void paying_begin(struct paying *p, const char *transmission, const char *date) {
    p->settled = date;
    ocr_make_start(&p->m, transmission, date);
    ocr_make_assignment(&p->m, "0000002", AGENCY_ACCOUNT);
}

static char *paying_end(struct paying *p, struct story *s, const char *dir, const char *name) {
    char *path = file_in(s, dir, name);
    ocr_make_assignment_end(&p->m);
    ocr_make_end(&p->m);
    file_write(path, p->m.text, p->m.len);
    return path;
}

static char *payments_make(struct paying *p, struct story *s, const char *dir, const char *name,
                           int n) {
    char transmission[8];
    (void)snprintf(transmission, sizeof transmission, "01700%.2s", p->settled);
    paying_begin(p, transmission, p->settled);
    for (int i = 0; i < n; i++) {
        pay_some(p);
    }
    return paying_end(p, s, dir, name);
}

/* Many strangers' payments and one of ours at the end. */
static char *large_make(struct paying *p, struct story *s, const char *dir) {
    char kid[KID_OWN_LEN + 1];
    paying_begin(p, "0180031", "051026");
    for (int i = 0; i < N_LARGE; i++) {
        pay(p, kid_make(100800000 + i, 0, kid), 1000 + i);
    }
    pay(p, kid_make(100000002, 0, kid), 11100); /* after a breath of the transaction */
    char *path = paying_end(p, s, dir, "large.ocr");
    ocr_make_free(&p->m);
    return path;
}

/* ---- money that goes astray ------------------------------------------------------------------ */

#define FORGETFUL "15860899911"

/* Far too much on the ninth case, a payment on the fourth that is the sixth's, and a stranger's. */
static char *astray_make(struct paying *p, struct story *s, const char *dir) {
    char kid[KID_OWN_LEN + 1];
    paying_begin(p, "0170006", "061026");
    pay(p, kid_make(100000009, 0, kid), principal_of(8) + 90000);
    pay(p, kid_make(100000004, 0, kid), 12000);
    pay(p, kid_make(100700001, 0, kid), 4400);
    char *path = paying_end(p, s, dir, "astray.ocr");
    ocr_make_free(&p->m);
    return path;
}

static char *forgetful_make(struct story *s, const char *dir, int n) {
    char text[512], name[32];
    (void)snprintf(name, sizeof name, "forgetful%d.csv", n);
    char *path = file_in(s, dir, name);
    (void)snprintf(text, sizeof text,
        "source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;"
        "description;principal;issued;due\nG%d;311758489;G%d;consumer;" FORGETFUL ";Ola Glemsk;Vei 1;"
        "0155;Oslo;Ting;%d50,00;2026-09-01;2026-09-15\n", n, n, n);
    file_write(path, text, strlen(text));
    return path;
}

/* What the book does not have: money that came, and the bank's charge. */
static char *statement_make(struct story *s, const char *dir) {
    char kid[KID_OWN_LEN + 1], *path = file_in(s, dir, "statement.xml");
    const day on = day_of(2026, 10, 22);
    struct account_line lines[] = {
        {.day = on, .amount = 4200, .kid = text_of(kid_make(100000006, 0, kid))},
        {.day = on, .amount = -150, .words = TEXT("fee")}};
    const struct account_statement at_bank = {.version = 8, .account = TEXT(AGENCY_ACCOUNT),
        .from = on, .to = on, .opening = 100000, .lines = lines, .n = 2};
    struct buf out;
    buf_init(&out, 1u << 16);
    statement_file_write(&out, &at_bank);
    file_write(path, out.ptr, out.len);
    buf_fini(&out);
    return path;
}

/* How many cases the claims have become: the same person's join, at the same creditor. */
static int n_cases_of(int n_claims) {
    bool seen[2][3] = {{false}};
    int n = n_claims;
    for (int i = 9; i < n_claims; i += 10) {
        bool *known = &seen[i >= n_claims / 2][i / 10 % 3];
        n -= *known;
        *known = true;
    }
    return n;
}

/* ---- the story ------------------------------------------------------------------------------ */

static struct command *command(struct story *s, const char *const *args) {
    struct command *c = &s->commands[s->n++];
    for (int i = 0; args[i]; i++) {
        c->args[i] = args[i];
    }
    c->is_tell = strcmp(args[0], "tell") == 0;
    return c;
}

#define COMMAND(s, ...) (void)command(s, (const char *const[]){__VA_ARGS__, NULL})

static void till(struct story *s, const char *date) { COMMAND(s, "day", "--until", date); }

/* Two debtors pay by instalments and let us ask their banks: the first never has cover, and of the
 * second's a part comes otherwise, so that what was asked for is taken back and asked for anew. */
static char *agreement_make(struct story *s, const char *dir, int n, char notice) {
    struct ocr_make m;
    char kid[KID_OWN_LEN + 1], name[32], transmission[16];
    (void)snprintf(name, sizeof name, "agreement%d.ocr", n);
    (void)snprintf(transmission, sizeof transmission, "0170%03d", 100 + n % 900);
    char *path = file_in(s, dir, name);
    ocr_make_start(&m, transmission, "180926");
    ocr_make_agreement(&m, AGENCY_ACCOUNT, kid_make(100000000 + n, 0, kid), '1', notice);
    ocr_make_end(&m);
    file_write(path, m.text, m.len);
    ocr_make_free(&m);
    return path;
}

static void instalments(struct story *s) {
    COMMAND(s, "tell", "100000001", "plan", "--parts", "2", "--first", "2026-10-05", "--by", "ola");
    COMMAND(s, "tell", "100000002", "plan", "--parts", "3", "--first", "2026-10-13", "--by", "ola");
}

static void told(struct story *s) {
    COMMAND(s, "tell", "100000003", "dispute", "The meter was read wrongly.", "--by", "ola");
    COMMAND(s, "tell", "100000005", "hold", "In hospital.", "--until", "2026-10-12", "--by", "ola");
    COMMAND(s, "tell", "100000007", "withdraw", "Sent in error.", "--by", "ola");
    COMMAND(s, "tell", "100000008", "note", "Called; nobody home.", "--by", "kari");
}

static void told_later(struct story *s) {
    COMMAND(s, "tell", "100000003", "settle-dispute", "The meter was right.", "--outcome",
            "rejected", "--by", "ola");
    COMMAND(s, "tell", "100000005", "release", "Home again.", "--by", "kari");
}

/* Money that came too much, or to the wrong case, and two cases that are one; then all is paid on. */
static void put_right(struct story *s, const char *dir, char *astray, int n_cases) {
    char one[16];
    (void)snprintf(one, sizeof one, "%d", 100000001 + n_cases);
    char *first = word(s, strdup(one));
    COMMAND(s, "take", astray, forgetful_make(s, dir, 1));
    COMMAND(s, "tell", "100000009", "refund", "--by", "kari");
    COMMAND(s, "tell", "100000004", "move-payment", "The wrong KID was used.", "--payment", "1",
            "--to", "100000006", "--by", "kari");
    COMMAND(s, "tell", first, "keep-apart", "--by", "kari");
    COMMAND(s, "take", forgetful_make(s, dir, 2));
    COMMAND(s, "tell", first, "keep-apart", "--ended", "--by", "kari");
    COMMAND(s, "tell", first, "merge", "--by", "kari");
    COMMAND(s, "remit", "--now");
}

static void by_hand(struct story *s, int first) {
    for (int i = first; i < s->n; i++) {
        s->commands[i].by_hand = true;
    }
}

void story_make(struct story *s, const char *dir, int n_claims, uint64_t seed) {
    uint64_t dice = seed;
    struct paying p = {.dice = &dice, .n_cases = n_claims};
    *s = (struct story){0};
    const int half = n_claims / 2;
    char *a = claims_make(s, dir, "claims_a.csv", "311758489", 0, half);
    char *b = claims_make(s, dir, "claims_b.csv", "311000012", half, n_claims - half);
    p.settled = "180926";
    char *pay1 = payments_make(&p, s, dir, "pay1.ocr", n_claims / 3);
    char *broken = file_in(s, dir, "broken.ocr");
    file_write(broken, p.m.text, p.m.len - 162); /* two records are missing */
    char *crlf = file_in(s, dir, "pay1_crlf.ocr");
    ocr_make_crlf(&p.m);
    file_write(crlf, p.m.text, p.m.len);
    ocr_make_free(&p.m);
    p.settled = "190926";
    char *pay2 = payments_make(&p, s, dir, "pay2.ocr", n_claims / 4);
    ocr_make_free(&p.m);
    char *large = large_make(&p, s, dir);
    char *astray = astray_make(&p, s, dir);
    char *agreed1 = agreement_make(s, dir, 1, 'J'), *agreed2 = agreement_make(s, dir, 2, 'N');
    char *renamed = file_in(s, dir, "sent_again.csv");
    tree_copy(a, renamed);

    COMMAND(s, "take", a, b);
    till(s, "2026-09-20");
    COMMAND(s, "take", pay1, pay2, agreed1, agreed2);
    told(s);
    instalments(s);
    till(s, "2026-10-06");
    int first = s->n;
    put_right(s, dir, astray, n_cases_of(n_claims));
    by_hand(s, first);
    COMMAND(s, "take", renamed, b, pay1, large);
    COMMAND(s, "take", broken);
    told_later(s);
    till(s, "2026-10-24");
    COMMAND(s, "take", crlf, large);
    first = s->n;
    COMMAND(s, "reconcile", statement_make(s, dir));
    COMMAND(s, "reconcile", "--accept");
    by_hand(s, first);
    till(s, "2026-10-25");
    char *const whole[] = {a, b, pay1, pay2, large, crlf, renamed, agreed1, agreed2};
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        s->files[s->n_files++] = whole[i];
    }
}

void story_free(struct story *s) {
    while (s->n_words > 0) {
        free(s->words[--s->n_words]);
    }
}
