/* frame.h - what goes over the socketpair between the host and a worker.
 *
 *     u32 length | u16 kind | u16 version | u64 id | body ...      length counts all of it
 *
 *     host   ── START ───────────────────────────────────────▶  worker
 *     host  ◀── HELLO ── READY ──────────────────────────────   worker
 *     host   ── ASK id ── CANCEL id ── DRAIN ────────────────▶  worker
 *     host  ◀── RECORD id ── FAULT id ── ANSWER id ── LOG ───   worker
 *     host  ◀── PONG id (to CANCEL) ── BYE (to DRAIN) ───────   worker
 *
 * Host and worker are built together, so a frame of another version is a broken stream. */
#ifndef KRAV_WIRE_FRAME_H
#define KRAV_WIRE_FRAME_H

#include "wire/bytes.h"

#define WIRE_VERSION 1
#define WIRE_HEADER 16
#define WIRE_MAX ((size_t)8 << 20) /* bytes in one frame */

enum wire_kind {
    WIRE_HELLO = 1, /* wire_descriptor: loaded, and this is what it says of itself           */
    WIRE_START,     /* wire_start: settings, today, where out/ is                            */
    WIRE_READY,     /* wire_ready: start() returned, or why it came to nothing               */
    WIRE_ASK,       /* u32 enum wire_ask, krav_call, argument; a file descriptor beside FILE */
    WIRE_ANSWER,    /* krav_answer, u32 1 if a result follows, result                        */
    WIRE_RECORD,    /* u32 enum wire_fact, record                                            */
    WIRE_FAULT,     /* wire_fault                                                            */
    WIRE_LOG,       /* wire_log                                                              */
    WIRE_CANCEL,    /* the host waits no longer                                              */
    WIRE_PONG,      /* the worker's loop turned: it lives, however late                      */
    WIRE_DRAIN,     /* no more asks will come                                                */
    WIRE_BYE        /* nothing is in flight; the worker ends.  id: answers that it dropped   */
};

struct wire_frame {
    enum wire_kind kind;
    uint64_t id;
    struct wire_in body; /* borrows from the stream */
};

/* Appends a frame: begin, body by wire_put_*, end.  wire_end takes the frame back and returns
 * false if it grew past WIRE_MAX. */
size_t wire_begin(struct wire_out *out, enum wire_kind kind, uint64_t id);
bool wire_end(struct wire_out *out, size_t begin);

/* Bytes as they come from the socket, cut into frames.  Owns its buffer, which stays below
 * WIRE_MAX plus one read. */
struct wire_stream {
    uint8_t *ptr;
    size_t begin, end, cap;
};

void wire_stream_fini(struct wire_stream *s);
/* Room for at least 64 KiB; then say how much arrived.  Moves what borrowed frames point to. */
uint8_t *wire_stream_room(struct wire_stream *s, size_t *room);
void wire_stream_filled(struct wire_stream *s, size_t n);
/* 1: a frame, borrowed until the next wire_stream_room.  0: not whole yet.  -1: not frames. */
int wire_stream_next(struct wire_stream *s, struct wire_frame *frame);

#endif
