#include "fields.h"

#include "krav/easy.h"

int64_t field_number(const char *record, int from, int to) {
    int64_t value = 0;
    for (int i = from - 1; i < to; i++) {
        if (record[i] < '0' || record[i] > '9') {
            return -1;
        }
        value = value * 10 + (record[i] - '0');
    }
    return value;
}

krav_day field_day(const char *record, int from) {
    const int64_t mday = field_number(record, from, from + 1);
    const int64_t month = field_number(record, from + 2, from + 3);
    const int64_t year = field_number(record, from + 4, from + 5);
    if (mday == 0 && month == 0 && year == 0) {
        return 0;
    }
    if (mday < 0 || month < 0 || year < 0) {
        return -1;
    }
    const krav_day day =
        krav_day_of((int)(year >= 90 ? 1900 + year : 2000 + year), (int)month, (int)mday);
    return day == 0 ? -1 : day;
}

void field_text(struct ocr_text *out, const char *record, int from, int to) {
    out->len = 0;
    const char *p = record + from - 1;
    const char *end = record + to;
    while (p < end && *p == ' ') {
        p++;
    }
    while (end > p && end[-1] == ' ') {
        end--;
    }
    for (; p < end; p++) {
        const unsigned char c = (unsigned char)*p;
        if (c < 0x80) {
            out->bytes[out->len++] = *p;
        } else if (c < 0xa0) { /* ISO-8859-1 has no characters here; some senders do */
            out->bytes[out->len++] = '?';
        } else {
            out->bytes[out->len++] = (char)(0xc0 | c >> 6);
            out->bytes[out->len++] = (char)(0x80 | (c & 0x3f));
        }
    }
}

int field_is_zeros(const struct ocr_text *text) {
    for (size_t i = 0; i < text->len; i++) {
        if (text->bytes[i] != '0') {
            return 0;
        }
    }
    return 1;
}

krav_str field_str(const struct ocr_text *text) {
    return (krav_str){text->len ? text->bytes : NULL, text->len};
}
