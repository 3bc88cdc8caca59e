/* Whatever a worker may say to the host, with calls of every kind open: each open call is answered at
 * most once, and only texts that are UTF-8 get through.  An even first byte puts a shadow beside, which
 * says the same but for its first frame. */
#include <string.h>

#include "plug/shadow.h"
#include "target.h"

#define N_OPEN 64

struct heard {
    int n_answers[N_OPEN];
};

static void read_text(struct text t) { promise(text_is_utf8(t)); }

static void on_answer(void *ctx, const struct plug_answer *a) {
    struct heard *h = ctx;
    promise(a->call > 0 && a->call < N_OPEN && ++h->n_answers[a->call] == 1);
    promise(a->outcome >= KRAV_DONE && a->outcome <= KRAV_UNKNOWN);
    read_text(a->reference);
    read_text(a->reason);
    if (a->result) { /* every byte of it can be read: encoding does */
        struct wire_out out = {0};
        promise(wire_encode(&out, wire_ask_row((uint32_t)a->ask)->result, a->result));
        wire_out_fini(&out);
    }
}

static void on_record(void *ctx, uint64_t call, enum wire_fact fact, const void *record) {
    struct wire_out out = {0};
    (void)ctx;
    promise(call > 0 && call < N_OPEN);
    promise(wire_encode(&out, wire_fact_layout(fact), record));
    wire_out_fini(&out);
}

static void on_fault(void *ctx, uint64_t call, int64_t line, struct text reason) {
    (void)ctx, (void)call, (void)line;
    read_text(reason);
}

/* Ready, with one call of each kind open. */
static struct plugin *plugin_open(struct plugin_home *home, uint64_t *last) {
    struct plugin *p = plugin_new(home, &(struct plug_add){.name = TEXT("fuzzed")});
    p->state = PLUG_BUSY;
    for (uint32_t ask = 1; ask < WIRE_ASK_END; ask++) {
        calls_add(&p->calls, &(struct call){.id = ++*last, .ask = (enum wire_ask)ask,
                                            .deadline_ms = INT64_MAX});
    }
    return p;
}

static void speak(struct plugin *p, const uint8_t *data, size_t size) {
    struct wire_stream stream = {0};
    struct wire_frame frame;
    size_t room;
    bool is_trusted = true;
    while (size > 0 && is_trusted) {
        uint8_t *at = wire_stream_room(&stream, &room);
        const size_t n = size < room ? size : room;
        int got = 0;
        memcpy(at, data, n);
        wire_stream_filled(&stream, n);
        data += n;
        size -= n;
        while (is_trusted && (got = wire_stream_next(&stream, &frame)) == 1) {
            is_trusted = talk_frame(p, &frame);
        }
        is_trusted = is_trusted && got == 0;
    }
    wire_stream_fini(&stream);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uv_loop_t loop;
    struct heard heard = {{0}};
    uint64_t last = 0;
    const struct plug_sink sink = {.ctx = &heard, .answer = on_answer, .record = on_record,
                                   .fault = on_fault};
    if (size == 0) {
        return 0;
    }
    promise(uv_loop_init(&loop) == 0);
    struct plugin_home home = {.config = {.loop = &loop, .sink = &sink,
                                          .policy = {.n_records = 100, .n_stray = 100,
                                                     .end_ms = 1}}};
    struct plugin *p = plugin_open(&home, &last);
    if (data[0] % 2 == 0) {
        uint64_t same = 0; /* the copies have the same ids here: so the same frames answer them */
        p->shadow = shadow_new(plugin_open(&home, &same), 1000);
        for (uint64_t id = 1; id <= last; id++) {
            shadow_pair_add(p->shadow, (enum wire_ask)id, id, id);
        }
        speak(p->shadow->tried, data + 1, size - 1);
    }
    speak(p, data + 1, size - 1);
    plugin_close(p);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    promise(home.n_open == 0 && uv_loop_close(&loop) == 0);
    return 0;
}
