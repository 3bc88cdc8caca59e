/* fuzz_avtalegiro.c - any bytes as payment requests: refused, or records of 80 characters whose
 * trailers count them. */
#include "target.h"

#include <string.h>

#include "krav/easy.h"

#include "debits.h"
#include "file.h"

#define TODAY 739557 /* 2025-11-02 */
#define ITEM 24
#define ITEMS_MAX 64

/* Bytes as texts: some are UTF-8. */
static krav_debit debit_of(const uint8_t *b) {
    static const krav_str kids[] = {{"202600000014", 12}, {"202600000022", 12}, {"12", 2}};
    krav_debit d = {.size = sizeof d, .kind = b[0] % 4 ? 1 + b[0] % 2 : b[0],
        .amount = b[1] % 16 ? 1 + b[1] * 1000000 : -1, .due = TODAY + b[2] * 2 - b[2] % 3,
        .notice = b[3] % 8 ? 1 + b[3] % 2 : 0, .kid = kids[b[4] % 8 ? b[4] % 2 : 2]};
    d.payer_name = (krav_str){(const char *)b + 5, b[5] % 12};
    d.reference = (krav_str){(const char *)b + 8, b[6] % 16};
    d.text = (krav_str){(const char *)b + 12, b[7] % 12};
    return d;
}

static int64_t number_at(const char *record, int from, int to) {
    int64_t v = 0;
    for (int i = from - 1; i < to; i++) {
        promise(record[i] >= '0' && record[i] <= '9');
        v = v * 10 + (record[i] - '0');
    }
    return v;
}

static void check_file(const struct ag_file *f, const krav_debits *b) {
    promise(!f->failed && f->len == (size_t)f->n_records * (AG_LINE + 2));
    int64_t n = 0, n_transactions = 0, first = 0;
    krav_ore sum = 0;
    for (int64_t i = 0; i < f->n_records; i++) {
        const char *record = f->bytes + i * (AG_LINE + 2);
        promise(memcmp(record, "NY", 2) == 0 && memcmp(record + AG_LINE, "\r\n", 2) == 0);
        for (int k = 0; k < AG_LINE; k++) {
            promise((unsigned char)record[k] >= ' ' && record[k] != 0x7f);
        }
        if (memcmp(record + 6, "20", 2) == 0 && number_at(record, 3, 4) != 0) {
            n = sum = 0;
            first = i;
        } else if (memcmp(record + 6, "30", 2) == 0) {
            promise(number_at(record, 9, 15) == ++n);
            sum += number_at(record, 33, 49);
            n_transactions++;
        } else if (memcmp(record + 6, "88", 2) == 0) {
            promise(number_at(record, 9, 16) == n && number_at(record, 25, 41) == sum);
            promise(number_at(record, 17, 24) == i - first + 1);
        }
    }
    const char *end = f->bytes + (f->n_records - 1) * (AG_LINE + 2);
    promise(memcmp(end, "NY000089", 8) == 0 && number_at(end, 9, 16) == n_transactions);
    promise(number_at(end, 17, 24) == f->n_records && number_at(end, 25, 41) == b->sum);
    promise(n_transactions == b->n_debits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static krav_debit items[ITEMS_MAX];
    struct ag_faults faults;
    krav_debits b = {.size = sizeof b, .debits = items, .to_account = {"12345678903", 11}};
    b.number = size > 0 ? 1 + data[0] * 40000 : 0;
    for (size_t at = 0; at + ITEM <= size && b.n_debits < ITEMS_MAX; at += ITEM) {
        items[b.n_debits] = debit_of(data + at);
        b.sum += items[b.n_debits++].amount;
    }
    const int fits = debits_check(&b, TODAY, &faults);
    promise(fits == (faults.n == 0) && faults.len < sizeof faults.bytes);
    if (fits) {
        struct ag_file file = {0};
        file_write(&file, KRAV_STR("00310471"), &b);
        check_file(&file, &b);
        file_free(&file);
    }
    return 0;
}
