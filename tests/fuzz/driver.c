/* driver.c - runs a fuzz target without libFuzzer: the corpus, then seeded mutations of it.
 *
 *     fuzz_x [--seed=N | --date=2026-11-23] [--only=RUN] directory or file...
 *
 * KRAV_FUZZ_RUNS says how many mutations (3000).  The runs are made by a child, and each has a
 * seed of its own, so that a crash is told with the words that repeat it. */
#include "target.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define INPUT_MAX (1 << 18)
#define INPUTS_MAX 512
#define EDITS_MAX 8

struct input {
    uint8_t *bytes;
    size_t len;
};

struct corpus {
    struct input inputs[INPUTS_MAX];
    size_t n;
};

/* ---- chance ---------------------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *state) { /* splitmix64 */
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t n) {
    return n == 0 ? 0 : (size_t)(next_random(state) % n);
}

/* ---- the corpus ------------------------------------------------------------------------------ */

static void corpus_add(struct corpus *c, const char *path) {
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(INPUT_MAX);
    if (!file || !bytes || c->n == INPUTS_MAX) {
        fprintf(stderr, "%s: cannot be read, or too many inputs\n", path);
        exit(2);
    }
    c->inputs[c->n++] = (struct input){bytes, fread(bytes, 1, INPUT_MAX, file)};
    fclose(file);
}

static void corpus_free(struct corpus *c) {
    for (size_t i = 0; i < c->n; i++) {
        free(c->inputs[i].bytes);
    }
}

static int by_name(const void *a, const void *b) { return strcmp(a, b); }

/* In the order of their names, so that a seed means the same on every file system. */
static void corpus_add_directory(struct corpus *c, const char *path) {
    static char names[INPUTS_MAX][256];
    size_t n = 0;
    DIR *dir = opendir(path);
    if (!dir) {
        corpus_add(c, path);
        return;
    }
    for (struct dirent *e = readdir(dir); e && n < INPUTS_MAX; e = readdir(dir)) {
        if (e->d_name[0] != '.') {
            snprintf(names[n++], sizeof names[0], "%s", e->d_name);
        }
    }
    closedir(dir);
    qsort(names, n, sizeof names[0], by_name);
    for (size_t i = 0; i < n; i++) {
        char whole[4096];
        const int len = snprintf(whole, sizeof whole, "%s/%s", path, names[i]);
        if (len > 0 && (size_t)len < sizeof whole) {
            corpus_add(c, whole);
        }
    }
}

/* ---- mutations ------------------------------------------------------------------------------- */

/* A piece of `from` put into the input at a chosen place. */
static void splice(struct input *in, const struct input *from, uint64_t *chance) {
    const size_t start = below(chance, from->len);
    size_t n = 1 + below(chance, from->len - start < 200 ? from->len - start : 200);
    const size_t at = below(chance, in->len + 1);
    if (from->len == 0 || in->len + n > INPUT_MAX) {
        return;
    }
    n = n > from->len - start ? from->len - start : n;
    memmove(in->bytes + at + n, in->bytes + at, in->len - at);
    memcpy(in->bytes + at, from->bytes + start, n);
    in->len += n;
}

static void edit(struct input *in, const struct corpus *c, uint64_t *chance) {
    static const uint8_t telling[] = {0, '\n', '\r', '"', ';', ',', '\t',
                                      '-', '0', '9', 0x80, 0xff};
    const size_t at = below(chance, in->len);
    const size_t kind = below(chance, 6);
    if (in->len == 0 || kind == 5) {
        splice(in, &c->inputs[below(chance, c->n)], chance);
    } else if (kind == 0) {
        in->bytes[at] ^= (uint8_t)(1u << below(chance, 8));
    } else if (kind == 1) {
        in->bytes[at] = telling[below(chance, sizeof telling)];
    } else if (kind == 2) {
        in->bytes[at] = (uint8_t)('0' + below(chance, 10));
    } else if (kind == 3) {
        const size_t left = in->len - at;
        const size_t n = 1 + below(chance, left < 100 ? left : 100);
        memmove(in->bytes + at, in->bytes + at + n, left - n);
        in->len -= n;
    } else {
        in->len = at; /* cut short */
    }
}

static void run_mutation(const struct corpus *c, uint64_t seed, uint64_t run) {
    static uint8_t bytes[INPUT_MAX];
    uint64_t chance = seed ^ (run * 0xd1342543de82ef95u);
    const struct input *from = &c->inputs[below(&chance, c->n)];
    struct input in = {bytes, from->len};
    memcpy(bytes, from->bytes, from->len);
    for (size_t n = 1 + below(&chance, EDITS_MAX); n > 0; n--) {
        edit(&in, c, &chance);
    }
    LLVMFuzzerTestOneInput(in.bytes, in.len);
}

/* ---- the runs -------------------------------------------------------------------------------- */

struct plan {
    uint64_t seed, n_runs;
    int64_t only; /* -1 = all */
};

static uint64_t seed_of_date(const char *date) { /* FNV-1a */
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *date; date++) {
        hash = (hash ^ (uint8_t)*date) * 0x100000001b3u;
    }
    return hash;
}

static struct plan plan_read(int argc, char **argv, struct corpus *c) {
    const char *runs = getenv("KRAV_FUZZ_RUNS");
    struct plan plan = {.seed = 1, .only = -1};
    plan.n_runs = runs ? strtoull(runs, NULL, 10) : 3000;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--seed=", 7) == 0) {
            plan.seed = strtoull(argv[i] + 7, NULL, 10);
        } else if (strncmp(argv[i], "--date=", 7) == 0) {
            plan.seed = seed_of_date(argv[i] + 7);
        } else if (strncmp(argv[i], "--only=", 7) == 0) {
            plan.only = strtoll(argv[i] + 7, NULL, 10);
        } else {
            corpus_add_directory(c, argv[i]);
        }
    }
    if (c->n == 0) { /* mutations of nothing */
        corpus_add(c, "/dev/null");
    }
    return plan;
}

static void run_all(const struct corpus *c, const struct plan *plan, volatile uint64_t *at) {
    for (size_t i = 0; i < c->n; i++) {
        LLVMFuzzerTestOneInput(c->inputs[i].bytes, c->inputs[i].len);
    }
    for (uint64_t run = 1; run <= plan->n_runs; run++) {
        *at = run;
        if (plan->only < 0 || (uint64_t)plan->only == run) {
            run_mutation(c, plan->seed, run);
        }
    }
}

int main(int argc, char **argv) {
    static struct corpus corpus;
    const struct plan plan = plan_read(argc, argv, &corpus);
    uint64_t *at =
        mmap(NULL, sizeof *at, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) {
        return 2;
    }
    printf("%zu inputs, %" PRIu64 " mutations, seed %" PRIu64 "\n", corpus.n, plan.n_runs,
           plan.seed);
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        run_all(&corpus, &plan, at);
        corpus_free(&corpus);
        return 0;
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        printf("failed in run %" PRIu64 " (0 = the corpus); again: --seed=%" PRIu64
               " --only=%" PRIu64 "\n", *at, plan.seed, *at);
        return 1;
    }
    corpus_free(&corpus);
    return 0;
}
