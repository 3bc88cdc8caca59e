/* cmd_plugin_run.c - krav plugin run: one question to one plugin, by hand.  Needs no home.
 *
 * One line of JSON for everything that comes: {"log":...}, {"record":...}, {"fault":...} and at
 * last {"answer":...}.  Under a debugger the worker has no sandbox; no home ever starts it so. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conform/options.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/layout_json.h"
#include "host/plugin_words.h"

#define HEAD_BYTES 4096
#define NO_HURRY_MS 86400000

struct run {
    struct cli *cli;
    struct conform_config config;
    struct kit kit;
    struct client client;
    const char *ask_word, *record, *file, *key, *out;
    const char *const *wrapper; /* a debugger's words, or NULL */
    bool list;                  /* only what it can be asked */
    enum wire_ask ask;
    union wire_any_record argument;
    int fd;
};

/* ---- what comes ------------------------------------------------------------------------------- */

static void on_record(void *ctx, uint32_t fact, const void *record) {
    struct json j;
    const struct wire_layout *layout = wire_fact_layout(fact);
    (void)ctx;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_open(&j, "record", '{');
    layout_to_json(&j, layout->name, layout, record);
    json_close(&j, '}');
    json_close(&j, '}');
    json_print(&j);
}

static void show_one(const char *kind, const struct wire_layout *layout, const void *record) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    layout_to_json(&j, kind, layout, record);
    json_close(&j, '}');
    json_print(&j);
}

static void on_fault(void *ctx, int64_t line, krav_str reason) {
    const struct wire_fault fault = {.size = sizeof fault, .line = line, .reason = reason};
    (void)ctx;
    show_one("fault", &wire_fault, &fault);
}

static void on_log(void *ctx, int32_t level, krav_str text) {
    const struct wire_log log = {.size = sizeof log, .level = level, .text = text};
    (void)ctx;
    show_one("log", &wire_log, &log);
}

static int show_answer(const struct heard *h) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_open(&j, "answer", '{');
    json_str(&j, "means", trial_outcome_name(h->answer.outcome));
    layout_fields_to_json(&j, &wire_answer, &h->answer);
    if (h->has_result && h->result_layout) {
        layout_to_json(&j, "result", h->result_layout, &h->result);
    }
    json_close(&j, '}');
    json_close(&j, '}');
    json_print(&j);
    return h->answer.outcome == KRAV_DONE ? 0 : 1;
}

/* ---- what is asked ---------------------------------------------------------------------------- */

static bool ask_find(const char *word, enum wire_ask *out) {
    for (enum wire_ask ask = WIRE_ASK_RECALL; ask < WIRE_ASK_END; ask++) {
        if (strcasecmp(wire_ask_row(ask)->name, word) == 0) {
            *out = ask;
            return true;
        }
    }
    return false;
}

static int no_such_question(struct cli *cli, const char *word) {
    struct text all = TEXT("");
    for (enum wire_ask ask = WIRE_ASK_RECALL; ask < WIRE_ASK_END; ask++) {
        all = arena_printf(&cli->arena, "%.*s %s", TEXT_ARG(all), wire_ask_row(ask)->name);
    }
    return cli_usage(cli, "plugin run: %s: not a question; these are:%.*s", word, TEXT_ARG(all));
}

static int record_load(struct run *r) {
    struct buf json;
    char piece[4096];
    size_t n;
    const bool from_stdin = strcmp(r->record, "-") == 0;
    FILE *f = from_stdin ? stdin : fopen(r->record, "re");
    if (!f) {
        return status_fail(&r->cli->st, STATUS_IO, "%s: %s", r->record, strerror(errno));
    }
    buf_init(&json, WIRE_MAX);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0) {
        buf_add(&json, (struct text){piece, n});
    }
    const struct text kept = arena_text(&r->cli->arena, buf_text(&json));
    buf_fini(&json);
    if (!from_stdin) {
        (void)fclose(f);
    }
    return layout_from_json(wire_ask_row(r->ask)->argument, kept, &r->cli->arena, &r->argument,
                            &r->cli->st);
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static krav_str kept(struct run *r, const char *s) {
    const struct text copy = arena_printf(&r->cli->arena, "%s", s);
    return (krav_str){copy.ptr, copy.len};
}

/* --file: all of it for begin(), its first bytes for recognise(). */
static int file_open(struct run *r) {
    struct stat st;
    r->fd = open(r->file, O_RDONLY | O_CLOEXEC);
    if (r->fd < 0 || fstat(r->fd, &st) != 0) {
        return status_fail(&r->cli->st, STATUS_IO, "%s: cannot be read", r->file);
    }
    const krav_str name = kept(r, base_name(r->file));
    if (r->ask == WIRE_ASK_BEGIN) {
        r->argument.file = (struct wire_file){.size = sizeof r->argument.file, .name = name,
                                              .n_bytes = st.st_size};
        return STATUS_OK;
    }
    char *head = arena_take(&r->cli->arena, HEAD_BYTES);
    const ssize_t n = pread(r->fd, head, HEAD_BYTES, 0);
    r->argument.head = (struct wire_head){.size = sizeof r->argument.head,
                                          .head = {head, n > 0 ? (size_t)n : 0}, .name = name};
    return STATUS_OK;
}

/* Without a record it is the kit's own example. */
static int argument_make(struct run *r) {
    const struct wire_layout *layout = wire_ask_row(r->ask)->argument;
    const void *good = good_argument(r->ask);
    const bool of_file = r->ask == WIRE_ASK_BEGIN || (r->ask == WIRE_ASK_RECOGNISE && r->file);
    if (of_file && !r->file) {
        return status_fail(&r->cli->st, STATUS_INVALID, "plugin run: begin needs --file");
    }
    if (of_file) {
        return file_open(r);
    }
    if (r->record && layout) {
        return record_load(r);
    }
    if (layout && good) {
        memcpy(&r->argument, good, layout->size);
    }
    return STATUS_OK;
}

/* ---- the worker -------------------------------------------------------------------------------- */

static int describe(struct run *r) {
    const struct client_start start = {.worker = r->config.worker, .so = r->config.so,
                                       .describe = true};
    struct client c;
    if (client_open(&c, &start)) {
        r->kit.hello = c.hello;
        c.hello = (struct wire_out){0};
    } else {
        (void)status_fail(&r->cli->st, STATUS_INVALID, "%s: %s", r->config.so, c.ready_reason);
    }
    client_close(&c);
    struct wire_in in = {.ptr = r->kit.hello.ptr, .left = r->kit.hello.len};
    if (r->kit.hello.len == 0 ||
        !wire_decode(&in, &wire_descriptor, &r->kit.descriptor, &r->kit.pool)) {
        return STATUS_INVALID;
    }
    return STATUS_OK;
}

static int settings_check(struct run *r) {
    char why[400];
    if (!options_fill(&r->kit, why, sizeof why)) {
        return status_fail(&r->cli->st, STATUS_INVALID, "%s", why);
    }
    if (r->kit.unset[0]) {
        return status_fail(&r->cli->st, STATUS_INVALID, "it needs: %s", r->kit.unset);
    }
    return STATUS_OK;
}

static int start(struct run *r) {
    const int64_t patience = r->wrapper ? NO_HURRY_MS : CLIENT_PATIENCE_MS;
    const struct client_start with = {.worker = r->config.worker, .so = r->config.so,
                                      .mode = r->wrapper ? "open" : NULL,
                                      .uses = r->kit.descriptor.flags & 7u,
                                      .wrapper = r->wrapper, .own_words = true,
                                      .patience_ms = patience};
    static const struct client_listener listener = {
        .record = on_record, .fault = on_fault, .log = on_log};
    if (!client_open(&r->client, &with)) {
        return status_fail(&r->cli->st, STATUS_INVALID, "%s", r->client.ready_reason);
    }
    r->client.listener = &listener;
    if (!client_ready(&r->client, r->kit.settings, r->kit.n_settings, r->out, patience)) {
        return status_fail(&r->cli->st, STATUS_INVALID, "%s", r->client.ready_reason);
    }
    return STATUS_OK;
}

static int ask(struct run *r) {
    const int64_t patience = r->wrapper ? NO_HURRY_MS : 6 * CLIENT_PATIENCE_MS;
    const struct client_ask question = {.ask = r->ask, .argument = &r->argument, .key = r->key,
                                        .fd = r->fd, .deadline_ms = patience};
    struct heard h;
    char death[160];
    int rc = 1;
    if (!client_ask(&r->client, &question, &h)) {
        (void)status_fail(&r->cli->st, STATUS_LIMIT, "the question cannot be sent");
    } else if (client_wait(&r->client, NULL, &h.n_answers, 0, patience) == CLIENT_HEARD) {
        rc = show_answer(&h);
        (void)client_drain(&r->client);
        (void)client_end(&r->client, patience);
    } else {
        client_death(&r->client, death, sizeof death);
        (void)status_fail(&r->cli->st, STATUS_IO, "no answer came: %s",
                          r->client.ended ? death : "it hangs");
    }
    heard_fini(&h);
    return r->cli->st.code ? cli_fail(r->cli) : rc;
}

/* ---- the command ------------------------------------------------------------------------------- */

static int words_take(struct run *r) {
    static const char *const gdb[] = {"gdb", "--args", NULL};
    static const char *const valgrind[] = {"valgrind", NULL};
    struct cli *cli = r->cli;
    r->wrapper = cli_flag(cli, "--gdb") ? gdb : cli_flag(cli, "--valgrind") ? valgrind : NULL;
    r->list = cli_flag(cli, "--list");
    r->file = cli_option(cli, "--file");
    r->key = cli_option(cli, "--key");
    r->out = cli_option(cli, "--out");
    r->key = r->key ? r->key : "0000000000000001";
    if (!plugin_settings_take(cli, r->config.settings, &r->config.n_settings)) {
        return 2;
    }
    (void)cli_word(cli); /* "run" */
    r->config.so = plugin_so_take(cli);
    r->ask_word = cli_word(cli);
    r->record = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!r->config.so || (!r->ask_word && !r->list)) {
        return cli_usage(cli, "plugin run: which .so, and which question?");
    }
    return r->list || ask_find(r->ask_word, &r->ask) ? 0 : no_such_question(cli, r->ask_word);
}

/* The questions of what it provides, and the fields of their records. */
static int list_questions(struct run *r) {
    const struct trial t = {.kit = &r->kit};
    for (enum wire_ask ask = WIRE_ASK_RECALL; ask < WIRE_ASK_END; ask++) {
        const struct wire_ask_row *row = wire_ask_row(ask);
        if (row->capability && !trial_can(&t, ask)) {
            continue;
        }
        (void)printf("%-12s %s\n", row->name, row->capability ? row->capability : "");
        for (uint32_t i = 0; row->argument && i < row->argument->n; i++) {
            if (strncmp(row->argument->fields[i].name, "reserved", 8) != 0) {
                (void)printf("%12s %s\n", "", row->argument->fields[i].name);
            }
        }
    }
    return 0;
}

int command_plugin_run(struct cli *cli) {
    struct run r = {.cli = cli, .fd = -1, .client = {.fd = -1, .words_fd = -1, .ended = true}};
    char temporary[] = "/tmp/krav-run-XXXXXX";
    r.config.worker = home_worker_path(cli);
    r.kit.config = &r.config;
    int rc = words_take(&r);
    if (rc) {
        return rc;
    }
    const bool is_temporary = !r.out && mkdtemp(temporary);
    r.out = is_temporary ? temporary : r.out;
    if (r.list) {
        rc = describe(&r) ? cli_fail(cli) : list_questions(&r);
    } else {
        rc = describe(&r) || settings_check(&r) || argument_make(&r) || start(&r) ? cli_fail(cli)
                                                                               : ask(&r);
    }
    client_close(&r.client);
    if (r.fd >= 0) {
        (void)close(r.fd);
    }
    if (is_temporary) {
        tree_remove(temporary);
    }
    options_forget(&r.kit);
    wire_pool_fini(&r.kit.pool);
    wire_out_fini(&r.kit.hello);
    return rc;
}
