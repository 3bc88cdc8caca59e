#include "words.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <stdio.h>

static const struct words languages[] = {
    {"nb", "Dato", "Sak", "Org.nr.", "Side", "av", "Spesifikasjon",
     "Bel\xc3\xb8p i kroner", "Til sammen", "Betaling", "Mottaker", "Til konto", "KID",
     "\xc3\x85 betale", "Gjenst\xc3\xa5r", "Betalingsfrist", "Svarfrist",
     "Betal p\xc3\xa5 nett:"},
    {"nn", "Dato", "Sak", "Org.nr.", "Side", "av", "Spesifikasjon",
     "Bel\xc3\xb8p i kroner", "Til saman", "Betaling", "Mottakar", "Til konto", "KID",
     "\xc3\x85 betale", "St\xc3\xa5r att", "Betalingsfrist", "Svarfrist",
     "Betal p\xc3\xa5 nett:"},
    {"en", "Date", "Case", "Org. no.", "Page", "of", "Specification",
     "Amount in NOK", "Total", "Payment", "Payee", "To account", "KID", "To pay", "Remaining",
     "Pay by", "Answer by", "Pay online:"},
};

const struct words *words_of(krav_str language) {
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        if (krav_str_eq(language, krav_str_of(languages[i].language))) {
            return &languages[i];
        }
    }
    return &languages[0];
}

static krav_str taken(const char *out, int n) {
    return (krav_str){out, n < 0 ? 0 : n < WORDS_SHORT ? (size_t)n : WORDS_SHORT - 1};
}

krav_str words_day(char out[WORDS_SHORT], krav_day day) {
    int year = 0;
    int month = 0;
    int mday = 0;
    krav_day_split(day, &year, &month, &mday);
    return taken(out, snprintf(out, WORDS_SHORT, "%02d.%02d.%04d", mday, month, year));
}

krav_str words_account(char out[WORDS_SHORT], krav_str account) {
    if (account.len != 11 || !krav_check_all_digits(account)) {
        return account;
    }
    const char *d = account.ptr;
    return taken(out, snprintf(out, WORDS_SHORT, "%.4s.%.2s.%.5s", d, d + 4, d + 6));
}

krav_str words_org(char out[WORDS_SHORT], krav_str org) {
    if (org.len != 9 || !krav_check_all_digits(org)) {
        return org;
    }
    const char *d = org.ptr;
    return taken(out, snprintf(out, WORDS_SHORT, "%.3s %.3s %.3s", d, d + 3, d + 6));
}

krav_str words_amount(char out[WORDS_SHORT], krav_ore amount) {
    char digits[24];
    const uint64_t ore = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    const int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)(ore / 100));
    size_t len = 0;
    if (amount < 0) {
        out[len++] = '-';
    }
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            out[len++] = ' ';
        }
        out[len++] = digits[i];
    }
    const int tail = snprintf(out + len, WORDS_SHORT - len, ",%02d", (int)(ore % 100));
    return taken(out, (int)len + tail);
}
