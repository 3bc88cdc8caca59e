/* conf.c - libinih behind a strict gate.
 *
 * libinih cuts what is too long for its buffers and gives its handler no line numbers.  So it is
 * fed line by line, by a reader that counts, judges each line first, and hands over only those
 * that libinih will take as they are.  In exchange every fault of a file is found in one go. */
#include "base/conf.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"

#define FILE_SIZE_MAX  ((size_t)4 * 1024 * 1024)
#define ENTRIES_MAX    100000
#define VALUE_SIZE_MAX 1000
#define NAME_SIZE_MAX  49 /* libinih has 50 bytes for a section's name */
#define LINE_SIZE_MAX  2000

struct feed {
    struct text rest; /* absent at the end */
    int line;
    struct arena *arena;
    struct faults *faults;
    struct conf *conf;
    struct conf_entry *sections; /* entries without key and value, one per [line] */
    uint32_t n_sections, n_max;
    uint32_t n_in_section; /* key lines since the last [line], sound or not */
};

static void fault(const struct feed *in, int line, const char *why) {
    faults_add(in->faults, "%.*s:%d: %s", TEXT_ARG(in->conf->path), line, why);
}

static void section_end(const struct feed *in) {
    if (in->n_sections > 0 && in->n_in_section == 0) {
        fault(in, in->sections[in->n_sections - 1].line, "the section has no keys");
    }
}

/* Says what is wrong with "[creditor 987654325]", or finds its inside. */
static const char *heading_fault(struct text line, struct text *heading) {
    struct text inner = {line.ptr + 1, line.len - 1};
    (void)text_cut(&inner, ']', heading);
    *heading = text_trim(*heading);
    if (inner.ptr == NULL || inner.len > 0 || heading->len == 0) {
        return "a section is written [kind] or [kind name]";
    }
    return line.len - 2 > NAME_SIZE_MAX ? "the section's name is longer than 49 bytes" : NULL;
}

/* A faulty heading begins a section too, under its whole line: what stands below it would
 * otherwise be blamed on the section before. */
static bool section_begin(struct feed *in, struct text line) {
    struct text heading;
    const char *why = heading_fault(line, &heading);
    section_end(in);
    if (why != NULL) {
        fault(in, in->line, why);
        heading = line;
    }
    size_t kind_len = 0;
    while (kind_len < heading.len && heading.ptr[kind_len] != ' ' &&
           heading.ptr[kind_len] != '\t') {
        kind_len++;
    }
    struct text name = text_trim((struct text){heading.ptr + kind_len, heading.len - kind_len});
    in->sections[in->n_sections++] = (struct conf_entry){
        .section = arena_text(in->arena, (struct text){heading.ptr, kind_len}),
        .name = name.len > 0 ? arena_text(in->arena, name) : (struct text){NULL, 0},
        .line = in->line,
    };
    in->n_in_section = why != NULL ? 1 : 0; /* one fault is enough for it */
    return why == NULL;
}

/* "name = Fjord Strøm AS", already trimmed. */
static bool key_line_is_sound(struct feed *in, struct text line) {
    size_t key_len = 0;
    in->n_in_section++;
    while (key_len < line.len && line.ptr[key_len] != '=' && line.ptr[key_len] != ':') {
        key_len++;
    }
    struct text key = text_trim((struct text){line.ptr, key_len});
    if (key_len == line.len || key.len == 0) {
        fault(in, in->line, "neither [section] nor key = value");
        return false;
    }
    if (key.len > NAME_SIZE_MAX) {
        fault(in, in->line, "the key is longer than 49 bytes");
        return false;
    }
    struct text value = {line.ptr + key_len + 1, line.len - key_len - 1};
    if (text_trim(value).len > VALUE_SIZE_MAX) {
        fault(in, in->line, "the value is longer than 1,000 bytes");
        return false;
    }
    return true;
}

/* True if libinih will take the line as it is; what is wrong goes to the faults. */
static bool line_is_sound(struct feed *in, struct text line) {
    if (!text_is_utf8(line)) {
        fault(in, in->line, "not UTF-8");
        return false;
    }
    if (text_has_control(line) || (line.len > 0 && memchr(line.ptr, '\r', line.len) != NULL)) {
        fault(in, in->line, "a control character");
        return false;
    }
    if (line.len == 0 || line.ptr[0] == ';' || line.ptr[0] == '#') {
        return false;
    }
    bool is_sound = line.ptr[0] == '[' ? section_begin(in, line) : key_line_is_sound(in, line);
    if (is_sound && line.len > LINE_SIZE_MAX) {
        fault(in, in->line, "the line is longer than 2,000 bytes");
        return false;
    }
    return is_sound;
}

/* libinih's reader: the next line with its LF, or NULL at the end.  Comments, blank lines and
 * faulty ones become blank. */
static char *feed_line(char *out, int size, void *ctx) {
    struct feed *in = ctx;
    struct text line;
    if (!text_cut(&in->rest, '\n', &line)) {
        return NULL;
    }
    in->line++;
    line = text_trim(line);
    if (!line_is_sound(in, line)) {
        line.len = 0;
    }
    ensure(line.len + 2 <= (size_t)size);
    if (line.len > 0) {
        memcpy(out, line.ptr, line.len);
    }
    out[line.len] = '\n';
    out[line.len + 1] = '\0';
    return out;
}

static int take_entry(void *ctx, const char *section, const char *key, const char *value) {
    struct feed *in = ctx;
    struct conf *c = in->conf;
    (void)section; /* section_begin has taken it apart already */
    if (c->n_entries == in->n_max) {
        fault(in, in->line, "more than 100,000 entries");
        in->rest = (struct text){NULL, 0};
        return 1;
    }
    struct conf_entry *e = &c->entries[c->n_entries++];
    if (in->n_sections > 0) {
        *e = in->sections[in->n_sections - 1];
    }
    e->key = arena_text(in->arena, text_of(key));
    e->value = arena_text(in->arena, text_of(value));
    e->line = in->line;
    return 1;
}

static int entry_cmp(const struct conf_entry *a, const struct conf_entry *b) {
    int order = text_cmp(a->section, b->section);
    if (order == 0) {
        order = text_cmp(a->name, b->name);
    }
    return order != 0 ? order : text_cmp(a->key, b->key);
}

static int sort_cmp(const void *a, const void *b) {
    const struct conf_entry *left = *(const struct conf_entry *const *)a;
    const struct conf_entry *right = *(const struct conf_entry *const *)b;
    int order = entry_cmp(left, right);
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

/* The entries in order of section, name and key; doubled ones become faults, in file order. */
static const struct conf_entry **sort_entries(const struct feed *in,
                                              const struct conf_entry *entries, uint32_t n) {
    const struct conf_entry **sorted = arena_take_n(in->arena, n, sizeof(void *));
    int *first_line = arena_take_n(in->arena, n, sizeof(int));
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = &entries[i];
    }
    if (n > 0) {
        qsort(sorted, n, sizeof(void *), sort_cmp);
    }
    for (uint32_t i = 1, first = 0; i < n; i++) {
        if (entry_cmp(sorted[first], sorted[i]) == 0) {
            first_line[sorted[i] - entries] = sorted[first]->line;
        } else {
            first = i;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct conf_entry *e = &entries[i];
        if (first_line[i] > 0) {
            faults_add(in->faults, "%.*s:%d: %s '%.*s' stands already in line %d",
                       TEXT_ARG(in->conf->path), e->line, e->key.len > 0 ? "key" : "section",
                       TEXT_ARG(e->key.len > 0 ? e->key : e->section), first_line[i]);
        }
    }
    return sorted;
}

/* What Debian's libinih lets a program choose; the same choice at every call. */
static void libinih_set_up(void) {
    ini_use_stack = true;
    ini_max_line = LINE_SIZE_MAX + 2;
    ini_allow_multiline = false;       /* an indented line is a line */
    ini_allow_inline_comments = false; /* "Storgata 1; 2. etg" is a value */
    ini_allow_no_value = false;
    ini_allow_bom = false; /* conf_parse has taken it away */
    ini_stop_on_first_error = false;
}

int conf_parse(struct text content, const char *path, struct arena *arena, struct faults *faults,
               struct conf *out) {
    size_t n_faults_before = faults->n + faults->n_dropped;
    *out = (struct conf){.path = arena_text(arena, text_of(path))};
    struct feed in = {.rest = content, .arena = arena, .faults = faults, .conf = out};
    if (content.len > FILE_SIZE_MAX) {
        fault(&in, 1, "the file is larger than 4 MiB");
        return STATUS_INVALID;
    }
    if (text_starts(in.rest, TEXT("\xEF\xBB\xBF"))) {
        in.rest.ptr += 3;
        in.rest.len -= 3;
    }
    uint32_t n_lines = 1;
    for (size_t i = 0; i < content.len; i++) {
        n_lines += content.ptr[i] == '\n' ? 1 : 0;
    }
    in.n_max = n_lines < ENTRIES_MAX ? n_lines : ENTRIES_MAX;
    out->entries = arena_take_n(arena, in.n_max, sizeof *out->entries);
    in.sections = arena_take_n(arena, n_lines, sizeof *in.sections);

    libinih_set_up();
    int line = ini_parse_stream(feed_line, &in, take_entry, &in);
    if (line > 0) {
        fault(&in, line, "not understood");
    }
    section_end(&in);
    (void)sort_entries(&in, in.sections, in.n_sections);
    out->sorted = sort_entries(&in, out->entries, out->n_entries);
    return faults->n + faults->n_dropped > n_faults_before ? STATUS_INVALID : STATUS_OK;
}

static int file_read(int fd, const char *path, struct buf *content, struct status *st) {
    char piece[16384];
    for (;;) {
        ssize_t n = read(fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return status_fail(st, STATUS_IO, "reading %s: %s", path, strerror(errno));
        }
        buf_add(content, (struct text){piece, (size_t)n});
        if (n == 0 || content->overflowed) {
            return STATUS_OK;
        }
    }
}

int conf_read(const char *path, struct arena *arena, struct faults *faults, struct conf *out,
              struct status *st) {
    struct buf content;
    buf_init(&content, FILE_SIZE_MAX);
    *out = (struct conf){.path = arena_text(arena, text_of(path))};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return status_fail(st, STATUS_IO, "opening %s: %s", path, strerror(errno));
    }
    int code = file_read(fd, path, &content, st);
    (void)close(fd); /* nothing was written */
    if (code == STATUS_OK && content.overflowed) {
        faults_add(faults, "%s:1: the file is larger than 4 MiB", path);
        code = STATUS_INVALID;
    } else if (code == STATUS_OK) {
        code = conf_parse(buf_text(&content), path, arena, faults, out);
    }
    buf_fini(&content);
    return code;
}

struct text conf_get(const struct conf *c, const char *section, struct text name, const char *key) {
    struct conf_entry wanted = {.section = text_of(section), .name = name, .key = text_of(key)};
    uint32_t low = 0, high = c->n_entries;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = entry_cmp(&wanted, c->sorted[middle]);
        if (order == 0) {
            return c->sorted[middle]->value;
        } else if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return (struct text){NULL, 0};
}

int conf_next_section(const struct conf *c, const char *section, int from) {
    ensure(from >= 0);
    for (uint32_t i = (uint32_t)from; i < c->n_entries; i++) {
        const struct conf_entry *e = &c->entries[i];
        bool begins =
            i == 0 || !text_eq(e->section, e[-1].section) || !text_eq(e->name, e[-1].name);
        if (begins && text_is(e->section, section)) {
            return (int)i;
        }
    }
    return -1;
}

int conf_line(const struct conf *c, const char *section, struct text name, const char *key) {
    int first = 0;
    for (uint32_t i = 0; i < c->n_entries; i++) {
        const struct conf_entry *e = &c->entries[i];
        if (text_is(e->section, section) && text_eq(e->name, name)) {
            first = first ? first : e->line;
            if (key && text_is(e->key, key)) {
                return e->line;
            }
        }
    }
    return first;
}
