/* The codec: every record there and back, every truncation refused, noise survived. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire/frame.h"
#include "wire/records.h"
#include "wire/socket.h"

#define MAX_RECORD 512 /* bytes of the largest record */

union slot {
    max_align_t align;
    uint8_t bytes[MAX_RECORD];
};

static uint64_t die = 88172645463325252u;
static uint64_t roll(void) { /* xorshift: the same on every machine */
    die ^= die << 13;
    die ^= die >> 7;
    die ^= die << 17;
    return die;
}

/* ---- filling and comparing by the tables ------------------------------------------------------- */

static const char words[] = "Ærlighet varer lengst; øre for øre, år for år";
static union slot items[3][8][3]; /* by depth and field: a list within a list has its own */

static void record_fill(const struct wire_layout *layout, uint8_t *record, int depth) {
    memset(record, 0, layout->size);
    memcpy(record, &layout->size, sizeof layout->size);
    for (uint32_t i = 0; i < layout->n; i++) {
        const struct wire_field *f = &layout->fields[i];
        const uint64_t v = roll();
        const uint32_t n = 1 + (uint32_t)(v % 3);
        const krav_str s = v % 5 == 0 ? (krav_str){NULL, 0} : (krav_str){words, v % sizeof words};
        if (f->type == WIRE_32) {
            memcpy(record + f->offset, &v, sizeof(uint32_t));
        } else if (f->type == WIRE_64) {
            memcpy(record + f->offset, &v, sizeof v);
        } else if (f->type == WIRE_STR) {
            memcpy(record + f->offset, &s, sizeof s);
        } else {
            /* Elements lie at their own size, so they are packed by hand. */
            uint8_t *list = items[depth][i % 8][0].bytes;
            assert_true((size_t)n * f->of->size <= sizeof items[0][0]);
            for (uint32_t k = 0; k < n; k++) {
                record_fill(f->of, list + (size_t)k * f->of->size, depth + 1);
            }
            memcpy(record + f->offset, &list, sizeof list);
            memcpy(record + f->count_offset, &n, sizeof n);
        }
    }
}

static void assert_same(const struct wire_layout *layout, const uint8_t *a, const uint8_t *b) {
    for (uint32_t i = 0; i < layout->n; i++) {
        const struct wire_field *f = &layout->fields[i];
        if (f->type == WIRE_32) {
            assert_memory_equal(a + f->offset, b + f->offset, 4);
        } else if (f->type == WIRE_64) {
            assert_memory_equal(a + f->offset, b + f->offset, 8);
        } else if (f->type == WIRE_STR) {
            krav_str s, t;
            memcpy(&s, a + f->offset, sizeof s);
            memcpy(&t, b + f->offset, sizeof t);
            assert_int_equal(s.len, t.len);
            assert_int_equal(s.ptr == NULL, t.ptr == NULL); /* absent is not empty */
            assert_true(s.len == 0 || memcmp(s.ptr, t.ptr, s.len) == 0);
        } else {
            const uint8_t *s, *t;
            uint32_t n, m;
            memcpy(&s, a + f->offset, sizeof s);
            memcpy(&t, b + f->offset, sizeof t);
            memcpy(&n, a + f->count_offset, sizeof n);
            memcpy(&m, b + f->count_offset, sizeof m);
            assert_int_equal(n, m);
            for (uint32_t k = 0; k < n; k++) {
                assert_same(f->of, s + (size_t)k * f->of->size, t + (size_t)k * f->of->size);
            }
        }
    }
}

/* ---- layouts ------------------------------------------------------------------------------------ */

static size_t width_of(enum wire_type type) {
    return type == WIRE_32 ? 4 : type == WIRE_64 || type == WIRE_LIST ? 8 : 16;
}

static void test_wire_layouts_cover_their_structs(void **state) {
    (void)state;
    for (size_t i = 0; wire_layouts[i]; i++) {
        const struct wire_layout *layout = wire_layouts[i];
        uint8_t covered[MAX_RECORD] = {1, 1, 1, 1};
        assert_true(layout->size <= sizeof covered);
        for (uint32_t k = 0; k < layout->n; k++) {
            const struct wire_field *f = &layout->fields[k];
            for (size_t at = 0; at < width_of(f->type); at++) {
                covered[f->offset + at]++;
            }
            for (size_t at = 0; f->type == WIRE_LIST && at < 4; at++) {
                covered[f->count_offset + at]++;
            }
        }
        if (layout == &wire_answer) { /* its result travels apart */
            memset(covered + offsetof(krav_answer, result), 1, sizeof(void *));
        }
        for (uint32_t at = 0; at < layout->size; at++) {
            if (covered[at] != 1) {
                fail_msg("%s: byte %u is covered %u times", layout->name, at, covered[at]);
            }
        }
    }
}

static void test_wire_decode_gives_back_what_was_encoded(void **state) {
    (void)state;
    for (size_t i = 0; wire_layouts[i]; i++) {
        for (int turn = 0; turn < 50; turn++) {
            union slot in, out;
            struct wire_out bytes = {0};
            struct wire_pool pool = {0};
            record_fill(wire_layouts[i], in.bytes, 0);
            assert_true(wire_encode(&bytes, wire_layouts[i], in.bytes));
            struct wire_in reader = {.ptr = bytes.ptr, .left = bytes.len};
            assert_true(wire_decode(&reader, wire_layouts[i], out.bytes, &pool));
            assert_true(wire_in_ends(&reader));
            assert_same(wire_layouts[i], in.bytes, out.bytes);
            wire_pool_fini(&pool);
            wire_out_fini(&bytes);
        }
    }
}

static void test_wire_decode_refuses_every_truncation(void **state) {
    (void)state;
    for (size_t i = 0; wire_layouts[i]; i++) {
        union slot in, out;
        struct wire_out bytes = {0};
        record_fill(wire_layouts[i], in.bytes, 0);
        assert_true(wire_encode(&bytes, wire_layouts[i], in.bytes));
        for (size_t n = 0; n < bytes.len; n++) {
            /* A copy of exactly n bytes, so that a sanitizer sees a read past it. */
            uint8_t *cut = malloc(n ? n : 1);
            memcpy(cut, bytes.ptr, n);
            struct wire_in reader = {.ptr = cut, .left = n};
            struct wire_pool pool = {0};
            assert_false(wire_decode(&reader, wire_layouts[i], out.bytes, &pool));
            wire_pool_fini(&pool);
            free(cut);
        }
        wire_out_fini(&bytes);
    }
}

static void test_wire_decode_survives_noise(void **state) {
    (void)state;
    for (int turn = 0; turn < 20000; turn++) {
        uint8_t noise[160];
        union slot out;
        struct wire_pool pool = {0};
        const size_t n = roll() % sizeof noise;
        for (size_t i = 0; i < n; i++) {
            noise[i] = (uint8_t)(roll() % 4 ? 0 : roll()); /* small lengths reach further */
        }
        struct wire_in reader = {.ptr = noise, .left = n};
        size_t n_layouts = 0;
        while (wire_layouts[n_layouts]) {
            n_layouts++;
        }
        (void)wire_decode(&reader, wire_layouts[roll() % n_layouts], out.bytes, &pool);
        wire_pool_fini(&pool);
    }
}

static void test_wire_decode_refuses_counts_it_cannot_hold(void **state) {
    (void)state;
    krav_batch batch = {.size = sizeof batch};
    struct wire_out bytes = {0};
    struct wire_pool pool = {0};
    assert_true(wire_encode(&bytes, &wire_batch, &batch));
    memset(bytes.ptr, 0xff, 4); /* the count of transfers comes first */
    struct wire_in reader = {.ptr = bytes.ptr, .left = bytes.len};
    assert_false(wire_decode(&reader, &wire_batch, &batch, &pool));
    assert_null(pool.blocks);
    wire_out_fini(&bytes);
}

static void test_wire_encode_reads_no_further_than_size(void **state) {
    (void)state;
    krav_receipt whole = {.size = sizeof whole, .line = 7, .key = {"k", 1}, .on = 5};
    whole.size = offsetof(krav_receipt, reference); /* as an older plugin would send it */
    whole.reference = (krav_str){NULL, 99};         /* would be malformed if it were read */
    krav_receipt out;
    struct wire_out bytes = {0};
    struct wire_pool pool = {0};
    assert_true(wire_encode(&bytes, &wire_receipt, &whole));
    struct wire_in reader = {.ptr = bytes.ptr, .left = bytes.len};
    assert_true(wire_decode(&reader, &wire_receipt, &out, &pool));
    assert_int_equal(out.size, sizeof out);
    assert_int_equal(out.line, 7);
    assert_int_equal(out.key.len, 1);
    assert_int_equal(out.on, 0);
    wire_out_fini(&bytes);
}

/* A plugin of before there was such a thing as a running case: the tail is absent, not noise. */
static void test_wire_encode_gives_old_claims_an_empty_tail(void **state) {
    (void)state;
    krav_claim old = {.size = offsetof(krav_claim, old_kid), .principal = 5, .term_agreed = 1};
    old.old_kid = (krav_str){NULL, 99};
    old.judged = 7;
    krav_claim out;
    struct wire_out bytes = {0};
    struct wire_pool pool = {0};
    assert_true(wire_encode(&bytes, &wire_claim, &old));
    struct wire_in reader = {.ptr = bytes.ptr, .left = bytes.len};
    assert_true(wire_decode(&reader, &wire_claim, &out, &pool));
    assert_int_equal(out.principal, 5);
    assert_int_equal(out.term_agreed, 1);
    assert_null(out.old_kid.ptr);
    assert_int_equal(out.old_kid.len, 0);
    assert_int_equal(out.judged, 0);
    wire_out_fini(&bytes);
}

static void test_wire_encode_refuses_malformed_records(void **state) {
    (void)state;
    struct wire_out bytes = {0};
    wire_put_u32(&bytes, 1);
    krav_receipt receipt = {.size = sizeof receipt, .key = {NULL, 3}};
    assert_false(wire_encode(&bytes, &wire_receipt, &receipt));
    receipt = (krav_receipt){.size = 0};
    assert_false(wire_encode(&bytes, &wire_receipt, &receipt));
    krav_batch batch = {.size = sizeof batch, .n_transfers = 2};
    assert_false(wire_encode(&bytes, &wire_batch, &batch));
    krav_transfer transfers[2] = {{.size = sizeof transfers[0]}, {.size = 8}};
    batch.transfers = transfers;
    assert_false(wire_encode(&bytes, &wire_batch, &batch));
    assert_int_equal(bytes.len, 4); /* nothing was left behind */
    wire_out_fini(&bytes);
}

/* ---- frames -------------------------------------------------------------------------------------- */

static void feed(struct wire_stream *s, const uint8_t *bytes, size_t n) {
    size_t room;
    uint8_t *at = wire_stream_room(s, &room);
    assert_true(room >= n);
    memcpy(at, bytes, n);
    wire_stream_filled(s, n);
}

static void test_wire_stream_next_cuts_at_any_split(void **state) {
    (void)state;
    struct wire_out out = {0};
    for (uint64_t id = 1; id <= 3; id++) {
        const size_t begin = wire_begin(&out, WIRE_CANCEL, id);
        wire_put_u64(&out, id * 11);
        assert_true(wire_end(&out, begin));
    }
    for (size_t split = 0; split <= out.len; split++) {
        struct wire_stream s = {0};
        struct wire_frame f;
        uint64_t seen = 0;
        feed(&s, out.ptr, split);
        while (wire_stream_next(&s, &f) == 1) {
            assert_int_equal(f.id, ++seen);
            assert_int_equal(wire_get_u64(&f.body), seen * 11);
            assert_true(wire_in_ends(&f.body));
        }
        feed(&s, out.ptr + split, out.len - split);
        while (wire_stream_next(&s, &f) == 1) {
            assert_int_equal(f.id, ++seen);
        }
        assert_int_equal(seen, 3);
        wire_stream_fini(&s);
    }
    wire_out_fini(&out);
}

static void check_broken(size_t at, uint8_t value) {
    struct wire_out out = {0};
    struct wire_stream s = {0};
    struct wire_frame f;
    assert_true(wire_end(&out, wire_begin(&out, WIRE_PONG, 1)));
    out.ptr[at] = value;
    feed(&s, out.ptr, out.len);
    assert_int_equal(wire_stream_next(&s, &f), -1);
    wire_stream_fini(&s);
    wire_out_fini(&out);
}

static void test_wire_stream_next_refuses_what_is_no_frame(void **state) {
    (void)state;
    check_broken(0, WIRE_HEADER - 1); /* shorter than its own header */
    check_broken(3, 0x01);            /* over 8 MiB                  */
    check_broken(4, 0);               /* no such kind                */
    check_broken(4, WIRE_BYE + 1);
    check_broken(6, WIRE_VERSION + 1);
}

static void test_wire_end_takes_back_what_is_too_large(void **state) {
    (void)state;
    struct wire_out out = {0};
    wire_put_u32(&out, 1);
    size_t begin = wire_begin(&out, WIRE_LOG, 0);
    memset(wire_out_take(&out, WIRE_MAX - WIRE_HEADER), 0, WIRE_MAX - WIRE_HEADER);
    assert_true(wire_end(&out, begin)); /* exactly the limit */
    begin = wire_begin(&out, WIRE_LOG, 0);
    memset(wire_out_take(&out, WIRE_MAX - WIRE_HEADER + 1), 0, WIRE_MAX - WIRE_HEADER + 1);
    assert_false(wire_end(&out, begin));
    assert_int_equal(out.len, begin);
    wire_out_fini(&out);
}

/* ---- sockets ------------------------------------------------------------------------------------- */

static void test_wire_receive_brings_descriptors_in_order(void **state) {
    (void)state;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    int pipes[2][2];
    const uint8_t byte = 'x';
    struct wire_fds fds = {.n = 0};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pipe2(pipes[i], O_CLOEXEC), 0);
        assert_int_equal(wire_send(pair[0], &byte, 1, -1), 1);
        assert_int_equal(wire_send(pair[0], &byte, 1, pipes[i][1]), 1);
        close(pipes[i][1]);
    }
    uint8_t bytes[8];
    size_t n = 0;
    while (n < 4) {
        const ssize_t got = wire_receive(pair[1], bytes, sizeof bytes, &fds);
        assert_true(got > 0);
        n += (size_t)got;
    }
    for (int i = 0; i < 2; i++) {
        const int fd = wire_fds_take(&fds);
        assert_true(fd >= 0);
        assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
        const char mark = (char)('0' + i);
        char seen;
        assert_int_equal(write(fd, &mark, 1), 1);
        assert_int_equal(read(pipes[i][0], &seen, 1), 1);
        assert_int_equal(seen, mark);
        close(fd);
        close(pipes[i][0]);
    }
    assert_int_equal(wire_fds_take(&fds), -1);
    close(pair[0]);
    close(pair[1]);
}

static void test_wire_receive_closes_descriptors_nobody_wants(void **state) {
    (void)state;
    int pair[2], ends[2];
    const uint8_t byte = 'x';
    uint8_t got;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    assert_int_equal(wire_send(pair[0], &byte, 1, ends[1]), 1);
    close(ends[1]);
    assert_int_equal(wire_receive(pair[1], &got, 1, NULL), 1);
    assert_int_equal(read(ends[0], &got, 1), 0); /* the last writing end is closed */
    close(ends[0]);
    close(pair[0]);
    close(pair[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wire_layouts_cover_their_structs),
        cmocka_unit_test(test_wire_decode_gives_back_what_was_encoded),
        cmocka_unit_test(test_wire_decode_refuses_every_truncation),
        cmocka_unit_test(test_wire_decode_survives_noise),
        cmocka_unit_test(test_wire_decode_refuses_counts_it_cannot_hold),
        cmocka_unit_test(test_wire_encode_reads_no_further_than_size),
        cmocka_unit_test(test_wire_encode_gives_old_claims_an_empty_tail),
        cmocka_unit_test(test_wire_encode_refuses_malformed_records),
        cmocka_unit_test(test_wire_stream_next_cuts_at_any_split),
        cmocka_unit_test(test_wire_stream_next_refuses_what_is_no_frame),
        cmocka_unit_test(test_wire_end_takes_back_what_is_too_large),
        cmocka_unit_test(test_wire_receive_brings_descriptors_in_order),
        cmocka_unit_test(test_wire_receive_closes_descriptors_nobody_wants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
