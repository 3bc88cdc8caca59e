#include "letters.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/record.h"
#include "disk.h"
#include "number.h"

#define LETTERS_MAX 200000
#define MANIFEST_BYTES_MAX 65536
#define LETTER_BYTES_MAX (1 << 20)

/* As print_folder writes it.  `to`, `kid`, `amount_ore` and `deadline` may be missing. */
struct manifest {
    struct text key, file, media_type, kind, case_ref, to, kid;
    int64_t bytes;
    ore amount;
    day on, deadline;
};
static const struct field manifest_fields[] = {
    FIELD(FIELD_TEXT, struct manifest, key),
    FIELD(FIELD_TEXT, struct manifest, file),
    FIELD(FIELD_TEXT, struct manifest, media_type),
    FIELD(FIELD_INT, struct manifest, bytes),
    FIELD(FIELD_TEXT, struct manifest, kind),
    FIELD_AS("case", FIELD_TEXT, struct manifest, case_ref),
    FIELD_AS("day", FIELD_DAY, struct manifest, on),
    FIELD(FIELD_TEXT, struct manifest, to),
    FIELD(FIELD_TEXT, struct manifest, kid),
    FIELD_AS("amount_ore", FIELD_ORE, struct manifest, amount),
    FIELD(FIELD_DAY, struct manifest, deadline),
};
static const struct record manifest_record =
    RECORD("manifest", struct manifest, manifest_fields);

/* ---- a letter's own words -------------------------------------------------------------------- */

/* What stands after `label` in the line, or absent. */
static struct text after(struct text line, struct text label) {
    return text_starts(line, label)
               ? text_trim((struct text){line.ptr + label.len, line.len - label.len})
               : (struct text){NULL, 0};
}

/* "02.11.2026" */
static bool norwegian_day(struct text t, day *d) {
    if (t.len != 10 || t.ptr[2] != '.' || t.ptr[5] != '.') {
        return false;
    }
    const char iso[] = {t.ptr[6], t.ptr[7], t.ptr[8], t.ptr[9], '-',
                        t.ptr[3], t.ptr[4], '-',      t.ptr[0], t.ptr[1]};
    return day_parse((struct text){iso, sizeof iso}, d);
}

/* The payment block of a letter: what its reader finds when looking for what to pay.  It stands
 * after all that others have written, so the last of each line counts. */
static void words_read(struct letter *l, struct text words) {
    struct text line;
    while (text_cut(&words, '\n', &line)) {
        line = text_trim(line);
        struct text money = after(line, TEXT("Å betale:"));
        const struct text deadline = after(line, TEXT("Betalingsfrist:"));
        const struct text kid = after(line, TEXT("KID:"));
        if (money.ptr && text_ends(money, TEXT(" kroner"))) {
            money.len -= strlen(" kroner");
            (void)money_parse(money, &l->amount);
        } else if (deadline.ptr) {
            (void)norwegian_day(deadline, &l->deadline);
        } else if (kid_is_like(kid)) {
            l->kid = kid;
        }
    }
    if (l->amount == 0) { /* what is left to pay is told, but not asked for */
        l->kid = (struct text){NULL, 0};
    }
}

/* ---- one letter ------------------------------------------------------------------------------ */

/* Nothing that would break a line of a list. */
static bool is_one_line(struct text t) {
    for (size_t i = 0; i < t.len; i++) {
        if ((unsigned char)t.ptr[i] < ' ' || t.ptr[i] == 0x7f) {
            return false;
        }
    }
    return true;
}

static bool manifest_read(const char *path, struct arena *arena, struct manifest *m,
                          struct status *st) {
    struct text json;
    if (disk_read(path, MANIFEST_BYTES_MAX, arena, &json, st) ||
        record_read(&manifest_record, text_trim(json), arena, m, st)) {
        return false;
    }
    if (m->on == DAY_NONE || m->kind.len == 0 || m->amount < 0) {
        (void)status_fail(st, STATUS_INVALID, "no day, no kind, or an amount below zero");
    } else if (m->file.len == 0 || memchr(m->file.ptr, '/', m->file.len)) {
        (void)status_fail(st, STATUS_INVALID, "names a file that is not in the folder");
    } else if (!is_one_line(m->kind) || !is_one_line(m->file) || !is_one_line(m->to) ||
               (m->kid.len > 0 && !kid_is_like(m->kid))) {
        (void)status_fail(st, STATUS_INVALID, "a control character, or a KID that is none");
    }
    return st->code == 0;
}

/* The pages are there, and as long as the manifest says. */
static bool pages_check(const char *path, const struct manifest *m, struct status *st) {
    struct stat info;
    if (stat(path, &info) != 0) {
        (void)status_fail(st, STATUS_IO, "%.*s: %s", TEXT_ARG(m->file), strerror(errno));
        return false;
    }
    if (info.st_size != m->bytes) {
        (void)status_fail(st, STATUS_CORRUPT, "%.*s: has %lld bytes, not %" PRId64,
                          TEXT_ARG(m->file), (long long)info.st_size, m->bytes);
        return false;
    }
    return true;
}

static bool letter_read(const char *dir, const char *name, struct arena *arena, struct letter *l,
                        struct status *st) {
    struct manifest m;
    const struct text path = arena_printf(arena, "%s/%s", dir, name);
    if (!manifest_read(arena_cstr(arena, path), arena, &m, st)) {
        return false;
    }
    const struct text pages = arena_printf(arena, "%s/%.*s", dir, TEXT_ARG(m.file));
    const char *file = arena_cstr(arena, pages);
    if (!pages_check(file, &m, st)) {
        return false;
    }
    *l = (struct letter){.on = m.on, .deadline = m.deadline, .kind = m.kind, .kid = m.kid,
                         .case_ref = m.case_ref, .file = m.file, .name = m.to,
                         .amount = m.amount, .is_known = m.to.len > 0};
    if (l->is_known || !text_starts(m.media_type, TEXT("text/plain"))) {
        return true;
    }
    struct text words;
    if (disk_read(file, LETTER_BYTES_MAX, arena, &words, st)) {
        return false;
    }
    words_read(l, words);
    l->is_known = true;
    return true;
}

/* ---- the folder ------------------------------------------------------------------------------ */

static int by_day(const void *a, const void *b) {
    const struct letter *x = a;
    const struct letter *y = b;
    if (x->on != y->on) {
        return x->on < y->on ? -1 : 1;
    }
    const int by_kid = text_cmp(x->kid, y->kid);
    return by_kid != 0 ? by_kid : text_cmp(x->file, y->file);
}

static struct letter *letter_add(struct letters *l, struct arena *arena) {
    if ((l->n & (l->n - 1)) == 0) { /* full at each power of two */
        struct letter *more = arena_take_n(arena, l->n > 0 ? 2 * l->n : 1, sizeof *more);
        if (l->n > 0) {
            memcpy(more, l->items, l->n * sizeof *more);
        }
        l->items = more;
    }
    return &l->items[l->n++];
}

void letters_read(const char *dir, struct arena *arena, struct faults *faults,
                  struct letters *out) {
    *out = (struct letters){NULL, 0};
    DIR *folder = opendir(dir);
    if (!folder) {
        faults_add(faults, "%s: cannot be read: %s", dir, strerror(errno));
        return;
    }
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        struct letter letter;
        struct status st = {0};
        const struct text name = text_of(entry->d_name);
        if (entry->d_name[0] == '.' || !text_ends(name, TEXT(".json"))) {
            continue;
        }
        if (out->n == LETTERS_MAX) {
            faults_add(faults, "%s: more than %d letters", dir, LETTERS_MAX);
            break;
        }
        if (letter_read(dir, entry->d_name, arena, &letter, &st)) {
            *letter_add(out, arena) = letter;
        } else {
            faults_add(faults, "%s/%s: %s", dir, entry->d_name, st.text);
        }
    }
    (void)closedir(folder);
    if (out->n > 0) {
        qsort(out->items, out->n, sizeof *out->items, by_day);
    }
}

/* ---- lists ----------------------------------------------------------------------------------- */

static struct text or_dash(struct text t) { return t.len > 0 ? t : TEXT("-"); }

void letters_list(const struct letters *l, struct buf *out) {
    for (size_t i = 0; i < l->n; i++) {
        const struct letter *letter = &l->items[i];
        char on[DAY_TEXT], deadline[DAY_TEXT];
        buf_addf(out, "%s\t%.*s\t%.*s\t", day_format(letter->on, on), TEXT_ARG(letter->kind),
                 TEXT_ARG(or_dash(letter->kid)));
        if (letter->is_known) {
            buf_add_i64(out, letter->amount);
        } else {
            buf_add_char(out, '-');
        }
        buf_addf(out, "\t%s\t%.*s\t%.*s\n", day_format(letter->deadline, deadline),
                 TEXT_ARG(or_dash(letter->name)), TEXT_ARG(letter->file));
    }
}

static void put_member(struct buf *out, const char *name, struct text value) {
    buf_addf(out, ",\"%s\":", name);
    if (value.len > 0) {
        json_string(out, value);
    } else {
        buf_add_str(out, "null");
    }
}

void letters_json(const struct letters *l, struct buf *out) {
    buf_add_char(out, '[');
    for (size_t i = 0; i < l->n; i++) {
        const struct letter *letter = &l->items[i];
        char on[DAY_TEXT], deadline[DAY_TEXT];
        const char *limit = letter->deadline ? day_format(letter->deadline, deadline) : NULL;
        buf_addf(out, "%s\n{\"day\":\"%s\"", i > 0 ? "," : "", day_format(letter->on, on));
        put_member(out, "kind", letter->kind);
        put_member(out, "case", letter->case_ref);
        put_member(out, "kid", letter->kid);
        buf_add_str(out, ",\"amount_ore\":");
        if (letter->is_known) {
            buf_add_i64(out, letter->amount);
        } else {
            buf_add_str(out, "null");
        }
        put_member(out, "deadline", text_of(limit));
        put_member(out, "name", letter->name);
        put_member(out, "file", letter->file);
        buf_add_char(out, '}');
    }
    buf_add_str(out, "\n]\n");
}
