/* log.c - lines, and the mask.
 *
 * The mask is for what slips through: callers log ids.  It would rather hide an account number
 * that looks like a person's than show a person's, so it asks only whether day and month are
 * possible and both check digits fit. */
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"

#define MESSAGE_SIZE  2048
#define LINE_SIZE_MAX (4 * MESSAGE_SIZE) /* a mask may be longer than what it hides */

static int weighted_sum(const char *digits, const int *weights, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
        sum += (digits[i] - '0') * weights[i];
    }
    return sum;
}

/* Eleven digits as a national identity number or D-number of any series: day + 40 is a D-number;
 * month + 40, + 65 or + 80 a help or synthetic number; a first remainder of 1 to 3 the numbers
 * issued from 2032. */
static bool is_person_number(const char *digits) {
    static const int weights_1[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
    static const int weights_2[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    int mday = (digits[0] - '0') * 10 + (digits[1] - '0');
    int month = (digits[2] - '0') * 10 + (digits[3] - '0');
    mday -= mday > 40 ? 40 : 0;
    month -= month > 80 ? 80 : month > 65 ? 65 : month > 40 ? 40 : 0;
    return mday >= 1 && mday <= 31 && month >= 1 && month <= 12 &&
           weighted_sum(digits, weights_1, 10) % 11 <= 3 &&
           weighted_sum(digits, weights_2, 11) % 11 == 0;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* What an e-mail address may hold before its @; bytes of UTF-8 letters included.  '=' and the
 * like are legal too, and left out: in a log they end a word. */
static bool is_local(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           strchr("._+-%'", c) != NULL || (unsigned char)c >= 0x80;
}

/* A word of local characters, with its person numbers masked. */
static void mask_word(struct text word, struct buf *out) {
    size_t i = 0;
    while (i < word.len) {
        size_t end = i;
        bool digits = is_digit(word.ptr[i]);
        while (end < word.len && is_digit(word.ptr[end]) == digits) {
            end++;
        }
        struct text run = {word.ptr + i, end - i};
        if (run.len == 11 && digits && is_person_number(run.ptr)) {
            buf_add(out, (struct text){run.ptr, 6});
            buf_add(out, TEXT("*****"));
        } else {
            buf_add(out, run);
        }
        i = end;
    }
}

void log_mask(struct text t, struct buf *out) {
    size_t i = 0;
    while (i < t.len) {
        size_t end = i;
        while (end < t.len && t.ptr[end] != '\0' && is_local(t.ptr[end])) {
            end++;
        }
        if (end == i) {
            buf_add_char(out, t.ptr[i]);
            i++;
        } else if (end + 1 < t.len && t.ptr[end] == '@' && is_local(t.ptr[end + 1])) {
            buf_add(out, TEXT("*****"));
            i = end;
        } else {
            mask_word((struct text){t.ptr + i, end - i}, out);
            i = end;
        }
    }
}

static const char *level_name(enum log_level level) {
    switch (level) {
    case LOG_DEBUG:
        return "debug";
    case LOG_INFO:
        return "info";
    case LOG_WARNING:
        return "warning";
    case LOG_ERROR:
        return "error";
    }
    ensure(false);
    return "";
}

/* A log that cannot be written has nowhere to say so. */
static void write_all(int fd, struct text t) {
    while (t.len > 0) {
        ssize_t n = write(fd, t.ptr, t.len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return;
        }
        t.ptr += n;
        t.len -= (size_t)n;
    }
}

/* Formats, and if the message is too long cuts it before its last word: half a person number
 * would not be known for one. */
__attribute__((format(printf, 2, 0))) static struct text
format_message(char out[MESSAGE_SIZE], const char *format, va_list args) {
    int n = vsnprintf(out, MESSAGE_SIZE, format, args);
    ensure(n >= 0);
    struct text message = text_of(out);
    if (n >= MESSAGE_SIZE) {
        while (message.len > 0 && message.ptr[message.len - 1] != ' ') {
            message.len--;
        }
    }
    for (size_t i = 0; i < message.len; i++) {
        /* One event is one line, whatever is in its words. */
        if ((unsigned char)out[i] < 0x20 || out[i] == 0x7F) {
            out[i] = ' ';
        }
    }
    return message;
}

void log_line(const struct log *log, instant at, enum log_level level, const char *what,
              const char *format, ...) {
    if (log->fd < 0 || level < log->least) {
        return;
    }
    char message[MESSAGE_SIZE], when[INSTANT_TEXT];
    struct buf line;
    va_list args;
    va_start(args, format);
    struct text text = format_message(message, format, args);
    va_end(args);

    buf_init(&line, LINE_SIZE_MAX);
    buf_add_str(&line, clock_format(at, when));
    buf_add_char(&line, ' ');
    buf_add_str(&line, level_name(level));
    buf_add_char(&line, ' ');
    buf_add_str(&line, what);
    buf_add_char(&line, ' ');
    log_mask(text, &line);
    buf_add_char(&line, '\n');
    write_all(log->fd, buf_text(&line));
    buf_fini(&line);
}
