/* csv.c - see csv.h. */
#include "base/csv.h"

void csv_text(struct buf *out, struct text t) {
    buf_add_char(out, '"');
    if (t.len > 0 && (t.ptr[0] == '=' || t.ptr[0] == '+' || t.ptr[0] == '-' || t.ptr[0] == '@')) {
        buf_add_char(out, '\'');
    }
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == '"') {
            buf_add_char(out, '"');
        }
        buf_add_char(out, t.ptr[i]);
    }
    buf_add_char(out, '"');
}

void csv_hundredths(struct buf *out, int64_t hundredths) {
    const int64_t size = hundredths < 0 ? -hundredths : hundredths;
    buf_addf(out, "%s%lld,%02d", hundredths < 0 ? "-" : "", (long long)(size / 100),
             (int)(size % 100));
}
