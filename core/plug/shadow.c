#include "plug/shadow.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "plug/difference.h"

#define HELD_BYTES ((size_t)4 << 20) /* of one call, in full */
#define HELD_PIECES 100000           /* of one call, as hashes at least */

struct piece {
    uint32_t what;
    struct hash hash;
    struct wire_in body; /* ptr NULL: held as its hash alone */
    uint8_t *owned;      /* what `body` points to, in the queue */
};

struct shadow_pair {
    uint64_t id[2]; /* by side */
    enum wire_ask ask;
    bool is_answered[2];
    bool differs, is_void; /* void: not compared any more, and not counted */
    uint32_t n_compared;
    enum shadow_side ahead;
    struct piece *queue; /* of the side that is ahead: from `first`, n of them */
    size_t first, n, cap, n_bytes;
};

static const enum wire_ask harmless[] = {WIRE_ASK_RECOGNISE, WIRE_ASK_BEGIN, WIRE_ASK_RENDER,
                                         WIRE_ASK_SCORE, WIRE_ASK_WASH, WIRE_ASK_WASH_MANY};
#define N_HARMLESS (sizeof harmless / sizeof harmless[0])

static bool is_harmless(enum wire_ask ask) {
    for (size_t i = 0; i < N_HARMLESS; i++) {
        if (harmless[i] == ask) {
            return true;
        }
    }
    return false;
}

bool shadow_can(const struct plugin *p) {
    for (size_t i = 0; i < N_HARMLESS; i++) {
        if (talk_provides(p, wire_ask_row((uint32_t)harmless[i])->capability)) {
            return true;
        }
    }
    return false;
}

struct shadow *shadow_new(struct plugin *tried, uint32_t n_wanted) {
    struct shadow *s = mem_alloc(sizeof *s);
    s->tried = tried;
    s->figures.n_wanted = n_wanted;
    tried->is_mute = true;
    tried->of = s;
    return s;
}

static void pair_fini(struct shadow_pair *pair) {
    for (size_t i = 0; i < pair->n; i++) {
        free(pair->queue[pair->first + i].owned);
    }
    free(pair->queue);
}

struct plugin *shadow_end(struct shadow *s) {
    struct plugin *tried = s->tried;
    tried->of = NULL; /* and stays mute: nobody waits for what it still says */
    for (size_t i = 0; i < s->n_pairs; i++) {
        pair_fini(&s->pairs[i]);
    }
    free(s->pairs);
    free(s);
    return tried;
}

void shadow_close(struct shadow *s) {
    if (s) {
        plugin_close(shadow_end(s));
    }
}

/* ---- asking both ------------------------------------------------------------------------------- */

void shadow_pair_add(struct shadow *s, enum wire_ask ask, uint64_t serving, uint64_t tried) {
    if (s->n_pairs == s->cap_pairs) {
        const size_t cap = s->cap_pairs ? s->cap_pairs * 2 : 16;
        s->pairs = mem_resize(s->pairs, s->cap_pairs * sizeof *s->pairs, cap * sizeof *s->pairs);
        s->cap_pairs = cap;
    }
    s->pairs[s->n_pairs++] = (struct shadow_pair){.id = {serving, tried}, .ask = ask};
}

/* The same file with a position of its own. */
static int file_again(int fd) {
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return open(path, O_RDONLY | O_CLOEXEC);
}

void shadow_ask(struct shadow *s, const struct plug_call *call, const struct question *q,
                uint64_t id) {
    struct status st = {0};
    if (!is_harmless(q->ask)) {
        return;
    }
    struct question copy = *q;
    copy.fd = q->fd >= 0 ? file_again(q->fd) : -1;
    const bool can = q->fd < 0 || copy.fd >= 0;
    const uint64_t tried = can ? talk_ask(s->tried, call, &copy, &st) : 0;
    if (tried == 0) {
        if (copy.fd >= 0) {
            close(copy.fd);
        }
        s->figures.n_skipped++;
        return;
    }
    shadow_pair_add(s, q->ask, id, tried);
}

/* ---- comparing --------------------------------------------------------------------------------- */

static const struct wire_layout *layout_of(const struct shadow_pair *pair, uint32_t what) {
    return what > SHADOW_ANSWER   ? wire_ask_row((uint32_t)pair->ask)->result
           : what == SHADOW_FAULT ? &wire_fault
                                  : wire_fact_layout(what);
}

static const char *what_name(uint32_t what, const struct wire_layout *layout) {
    static const char *const outcomes[] = {"", "done", "refused", "retry", "unknown"};
    if (what > SHADOW_ANSWER) {
        return outcomes[what - SHADOW_ANSWER];
    }
    return what == SHADOW_FAULT ? "a fault" : layout->name;
}

/* The first difference is kept and told; the others are counted. */
static void differ(struct shadow *s, struct shadow_pair *pair, const struct piece *serving,
                   const struct piece *tried) {
    struct buf line;
    pair->differs = true;
    if (s->difference[0]) {
        return;
    }
    buf_init(&line, sizeof s->difference - 1);
    const struct wire_layout *layout = layout_of(pair, serving->what);
    buf_addf(&line, "%s, piece %u: ", wire_ask_row((uint32_t)pair->ask)->name,
             pair->n_compared + 1);
    if (serving->what != tried->what) {
        buf_addf(&line, "%s / %s", what_name(serving->what, layout),
                 what_name(tried->what, layout_of(pair, tried->what)));
    } else {
        buf_addf(&line, "%s: ", what_name(serving->what, layout));
        if (layout && serving->body.ptr && tried->body.ptr) {
            difference_say(layout, serving->body, tried->body, &line);
        } else {
            buf_add_str(&line, "not the same");
        }
    }
    snprintf(s->difference, sizeof s->difference, "%.*s", TEXT_ARG(buf_text(&line)));
    buf_fini(&line);
    s->figures.difference = text_of(s->difference);
    plugin_log(s->tried, LOG_WARNING, "as a shadow it differs from who serves: %s", s->difference);
}

/* Room for one more at the end: the front is closed up only when half of it is free. */
static void queue_make_room(struct shadow_pair *pair) {
    if (pair->first + pair->n < pair->cap) {
        return;
    }
    if (pair->n > 0) {
        memmove(pair->queue, pair->queue + pair->first, pair->n * sizeof *pair->queue);
    }
    pair->first = 0;
    if (pair->n >= pair->cap / 2) {
        const size_t cap = pair->cap ? pair->cap * 2 : 8;
        pair->queue = mem_resize(pair->queue, pair->cap * sizeof *pair->queue,
                                 cap * sizeof *pair->queue);
        pair->cap = cap;
    }
}

static void queue_push(struct shadow_pair *pair, const struct piece *piece) {
    if (pair->n == HELD_PIECES) {
        pair->is_void = true;
        return;
    }
    queue_make_room(pair);
    struct piece *kept = &pair->queue[pair->first + pair->n++];
    *kept = *piece;
    kept->body.ptr = NULL;
    if (piece->body.left > 0 && pair->n_bytes + piece->body.left <= HELD_BYTES) {
        kept->owned = mem_alloc(piece->body.left);
        memcpy(kept->owned, piece->body.ptr, piece->body.left);
        kept->body.ptr = kept->owned;
        pair->n_bytes += piece->body.left;
    }
}

/* The other side has been here already: its oldest piece must be this one. */
static void queue_match(struct shadow *s, struct shadow_pair *pair, const struct piece *piece) {
    struct piece waited = pair->queue[pair->first++];
    pair->n--;
    if (waited.what != piece->what || !hash_eq(&waited.hash, &piece->hash)) {
        const bool is_serving = pair->ahead == SHADOW_SERVING;
        differ(s, pair, is_serving ? &waited : piece, is_serving ? piece : &waited);
    }
    pair->n_compared++;
    pair->n_bytes -= waited.owned ? waited.body.left : 0;
    free(waited.owned);
}

static void pair_close(struct shadow *s, struct shadow_pair *pair) {
    if (pair->differs) {
        s->figures.n_different++;
    } else if (pair->is_void) {
        s->figures.n_skipped++;
    } else if (pair->ask != WIRE_ASK_RECOGNISE) {
        s->figures.n_equal++; /* that two do not know a stranger's file proves little */
    }
    pair_fini(pair);
    *pair = s->pairs[--s->n_pairs];
}

void shadow_hear(struct shadow *s, enum shadow_side side, uint64_t id, uint32_t what,
                 const struct wire_in *body) {
    struct shadow_pair *pair = NULL;
    for (size_t i = 0; i < s->n_pairs && !pair; i++) {
        pair = s->pairs[i].id[side] == id ? &s->pairs[i] : NULL;
    }
    if (!pair) {
        return;
    }
    const bool is_answer = what > SHADOW_ANSWER;
    pair->is_answered[side] = pair->is_answered[side] || is_answer;
    /* Whoever serves may have died or been late: that says nothing of the other. */
    pair->is_void |= side == SHADOW_SERVING && what == SHADOW_ANSWER + KRAV_UNKNOWN;
    if (!pair->differs && !pair->is_void) {
        struct piece piece = {.what = what};
        if (body && body->left > 0) {
            piece.body = *body;
        }
        piece.hash = hash_of((struct text){(const char *)piece.body.ptr, piece.body.left});
        if (pair->n > 0 && pair->ahead != side) {
            queue_match(s, pair, &piece);
        } else {
            pair->ahead = side;
            queue_push(pair, &piece);
        }
    }
    if (pair->is_answered[SHADOW_SERVING] && pair->is_answered[SHADOW_TRIED]) {
        pair_close(s, pair);
    }
}
