/* words.c - lookups in vocabularies.
 *
 * Vocabularies have tens of words, so names are found by walking.  Values are mostly listed in
 * order from 1, so the row at value - 1 is tried before the walk. */
#include "base/words.h"

#include "base/check.h"

#define WORD_LEN_MAX 64
#define DISTANCE_MAX 2

const struct word *words_at(const struct words *w, size_t i) {
    ensure(i < w->n);
    /* A row begins with its struct word, whatever follows. */
    return (const void *)((const char *)w->rows + i * w->stride);
}

const struct word *words_by_value(const struct words *w, int value) {
    if (value <= 0) {
        return NULL;
    }
    size_t guess = (size_t)value - 1;
    if (guess < w->n && words_at(w, guess)->value == value) {
        return words_at(w, guess);
    }
    for (size_t i = 0; i < w->n; i++) {
        if (words_at(w, i)->value == value) {
            return words_at(w, i);
        }
    }
    return NULL;
}

const struct word *words_by_name(const struct words *w, struct text name) {
    for (size_t i = 0; i < w->n; i++) {
        if (text_is(name, words_at(w, i)->name)) {
            return words_at(w, i);
        }
    }
    return NULL;
}

const char *words_name(const struct words *w, int value) {
    const struct word *word = words_by_value(w, value);
    return word != NULL ? word->name : "?";
}

static size_t min3(size_t a, size_t b, size_t c) {
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein's distance, one row of the table at a time; both texts at most WORD_LEN_MAX. */
static size_t distance(struct text a, struct text b) {
    size_t row[WORD_LEN_MAX + 1];
    for (size_t j = 0; j <= b.len; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t changed = diagonal + (a.ptr[i - 1] != b.ptr[j - 1] ? 1 : 0);
            diagonal = row[j];
            row[j] = min3(changed, row[j] + 1, row[j - 1] + 1);
        }
    }
    return row[b.len];
}

const char *words_nearest(const struct words *w, struct text misspelt) {
    const char *nearest = NULL;
    size_t least = DISTANCE_MAX + 1;
    if (misspelt.len > WORD_LEN_MAX) {
        return NULL;
    }
    for (size_t i = 0; i < w->n; i++) {
        struct text name = text_of(words_at(w, i)->name);
        ensure(name.len <= WORD_LEN_MAX);
        size_t longer = name.len > misspelt.len ? name.len : misspelt.len;
        size_t d = distance(misspelt, name);
        if (d < least && d < longer) {
            least = d;
            nearest = name.ptr;
        }
    }
    return nearest;
}
