/* cmd_annotations.c - krav rules annotations: the rule language as definitions for lua-language-server,
 * so that an editor completes words, fields, letters and level parameters, and marks what is none.
 *
 * Everything comes from the tables that the rules themselves are checked by. */
#include "host/cmd_rules.h"

#include "domain/letter_fields.h"
#include "domain/snapshot.h"
#include "engine/disk.h"
#include "host/rules_bench.h"
#include "host/show.h"
#include "rules/level.h"
#include "rules/words.h"

#include <errno.h>
#include <string.h>

#define OUT_BYTES_MAX (1u << 20)
#define DIR_OF ".luals"
#define FILE_OF "krav.lua"
#define SETTINGS_OF ".luarc.json"

static void head(struct buf *b) {
    buf_add_str(b, "---@meta krav\n"
                   "-- Made by `krav rules annotations`: not a part of the rules.\n\n"
                   "---@alias krav.Day integer A day: count with it, compare it; day \"2026-01-31\".\n"
                   "---@alias krav.Ore integer Money in whole øre: 1200 * kr.\n\n");
}

/* ---@alias krav.Letter "reminder"|"collection_notice"... */
static void add_alias(struct buf *b, const char *name, const struct words *words) {
    buf_addf(b, "---@alias krav.%s", name);
    for (size_t i = 0; i < words->n; i++) {
        const struct word *w = words_at(words, i);
        buf_addf(b, "\n---| \"%s\" # %s: %s", w->name, w->norwegian, w->doc);
    }
    buf_add_str(b, "\n\n");
}

/* Which letters have it, on a line; nothing where all do. */
static void add_kinds(struct buf *b, uint32_t kinds) {
    uint32_t all = 0;
    for (size_t i = 0; i < letter_kinds.n; i++) {
        all |= 1u << words_at(&letter_kinds, i)->value;
    }
    const char *before = "--       in ";
    for (size_t i = 0; i < letter_kinds.n && kinds != all; i++) {
        const struct word *kind = words_at(&letter_kinds, i);
        if (kinds & 1u << kind->value) {
            buf_addf(b, "%s%s", before, kind->name);
            before = ", ";
        }
    }
    buf_add_str(b, kinds != all ? "\n" : "");
}

/* What letters/KIND.txt may name in braces: prose, since templates are no Lua. */
static void add_letter_fields(struct buf *b) {
    buf_add_str(b, "-- letters/KIND.txt, an agency's own words for a letter, may name in braces (krav words "
                   "letter_fields):\n--\n");
    for (size_t i = 0; i < letter_fields.n; i++) {
        const struct letter_field *f =
            (const struct letter_field *)(const void *)words_at(&letter_fields, i);
        buf_addf(b, "--   {%s} (%s): %s. %s\n", f->word.name,
                 words_name(&letter_field_types, (int)f->type), f->word.norwegian, f->word.doc);
        add_kinds(b, f->kinds);
    }
    buf_add_str(b, "\n");
}

static const char *type_of_value(enum value_type t) {
    switch (t) {
    case VALUE_BOOL: return "boolean";
    case VALUE_INT: return "integer";
    case VALUE_ORE: return "krav.Ore";
    case VALUE_DAY: return "krav.Day?";
    case VALUE_TEXT: return "string?";
    case VALUE_NIL: break;
    }
    return "any";
}

/* ---- what a rule reads ----------------------------------------------------------------------- */

/* "claim.due": the part before the dot; empty for a field of the case itself. */
static struct text group_of(const struct snapshot_field *f) {
    const char *dot = strchr(f->name, '.');
    return (struct text){f->name, dot ? (size_t)(dot - f->name) : 0};
}

static bool is_first_of_group(uint32_t i) {
    const struct text group = group_of(&snapshot_fields[i]);
    for (uint32_t k = 0; k < i; k++) {
        if (text_eq(group_of(&snapshot_fields[k]), group)) {
            return false;
        }
    }
    return group.len > 0;
}

static void add_group(struct buf *b, struct text group) {
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        const struct snapshot_field *f = &snapshot_fields[i];
        const size_t skip = group.len > 0 ? group.len + 1 : 0;
        if (text_eq(group_of(f), group)) {
            buf_addf(b, "---@field %s %s %s\n", f->name + skip, type_of_value(f->type), f->doc);
        }
    }
}

static void add_case(struct buf *b) {
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        const struct text group = group_of(&snapshot_fields[i]);
        if (is_first_of_group(i)) {
            buf_addf(b, "---@class (exact) krav.Case.%.*s\n", TEXT_ARG(group));
            add_group(b, group);
            buf_add_str(b, "\n");
        }
    }
    buf_add_str(b, "---@class (exact) krav.Case The case on the day; it cannot be written to.\n"
                   "---@field level krav.Level What was agreed with the creditor.\n");
    add_group(b, TEXT(""));
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        const struct text group = group_of(&snapshot_fields[i]);
        if (is_first_of_group(i)) {
            buf_addf(b, "---@field %.*s krav.Case.%.*s\n", TEXT_ARG(group), TEXT_ARG(group));
        }
    }
    buf_add_str(b, "\n");
}

static void add_level(struct buf *b, const struct level *l) {
    buf_add_str(b, "---@class (exact) krav.Level\n");
    for (uint32_t i = 0; l && i < l->n_params; i++) {
        const struct param *p = &l->params[i];
        const char *type = p->type == PARAM_INT         ? "integer"
                           : p->type == PARAM_MONEY     ? "krav.Ore"
                           : p->type == PARAM_DAYS_LIST ? "integer[]"
                                                        : "string";
        buf_addf(b, "---@field %.*s %s %.*s\n", TEXT_ARG(p->name), type, TEXT_ARG(p->says));
    }
    buf_add_str(b, "\n");
}

/* ---- what a rule wants ----------------------------------------------------------------------- */

static const char *type_of_field(size_t bit) {
    switch (1u << bit) {
    case AF_LETTER: return "krav.Letter";
    case AF_BY: return "krav.Channel";
    case AF_FEE: return "krav.Fee";
    case AF_WHO: return "krav.Who";
    case AF_ON:
    case AF_UNTIL:
    case AF_FIRST: return "krav.Day";
    case AF_DAYS:
    case AF_AFTER:
    case AF_AFTER_DEADLINE:
    case AF_PARTS: return "integer";
    default: return "string";
    }
}

static void add_word(struct buf *b, const struct action_word *a) {
    const char *name = a->word.name;
    const char *positional = NULL;
    buf_addf(b, "---@class (exact) krav.%s_args\n", name);
    for (size_t i = 0; i < action_fields.n; i++) {
        const struct word *f = words_at(&action_fields, i);
        if (a->fields & 1u << i) {
            buf_addf(b, "---@field %s%s %s %s\n", f->name, a->required & 1u << i ? "" : "?",
                     type_of_field(i), f->doc);
        }
        if (a->positional & 1u << i) {
            positional = type_of_field(i);
        }
    }
    buf_addf(b, "--- %s (%s)\n---@param what krav.%s_args%s%s\n---@return krav.Action\n"
                "function %s(what) end\n\n",
             a->word.doc, a->word.norwegian, name, positional ? "|" : "",
             positional ? positional : "", name);
}

static void add_words(struct buf *b) {
    buf_add_str(b, "---@class krav.Action\n---@alias krav.Actions (krav.Action|false|nil)[]|nil\n\n");
    for (size_t i = 0; i < action_kinds.n; i++) {
        const struct action_word *a = (const void *)words_at(&action_kinds, i);
        if (!a->person_only) {
            add_word(b, a);
        }
    }
}

/* ---- what describes a bundle, and the helpers ------------------------------------------------ */

static const char LANGUAGE[] =
    "---@class (exact) krav.Stage\n"
    "---@field label? string Norwegian, for people\n"
    "---@field enter? fun(c: krav.Case): krav.Actions on arrival\n"
    "---@field decide? fun(c: krav.Case): krav.Actions whenever something happens\n\n"
    "---@class krav.Workflow\n"
    "---@field start fun(c: krav.Case): string where a new claim begins\n"
    "---@field stage fun(name: string): fun(stage: krav.Stage)\n"
    "---@field level fun(name: string): fun(level: table)\n"
    "W = {}\n\n"
    "---@class (exact) krav.workflow_args\n"
    "---@field id string\n"
    "---@field api 1\n"
    "---@field extends? string the bundle that this one changes\n"
    "---@field renames? table<string, string> stages that are no more, and where their cases stand\n"
    "---@param what krav.workflow_args\n"
    "---@return krav.Workflow\n"
    "function workflow(what) end\n\n"
    "---@param what {[1]: integer, min?: integer, max?: integer, says: string}\n"
    "function int(what) end\n"
    "---@param what {[1]: krav.Ore, min?: krav.Ore, max?: krav.Ore, says: string}\n"
    "function money(what) end\n"
    "---@param what {[1]: integer[], says: string}\n"
    "function days_list(what) end\n"
    "---@param what {[integer]: string, says: string}\n"
    "function choice(what) end\n\n"
    "---@type krav.Ore\nkr = 100\n"
    "---@param iso string\n---@return krav.Day\nfunction day(iso) end\n"
    "---@param n integer\n---@param of integer\n---@return integer\nfunction percent(n, of) end\n"
    "---@param ... integer\n---@return integer\nfunction min(...) end\n"
    "---@param ... integer\n---@return integer\nfunction max(...) end\n"
    "---@param n integer\n---@return integer\nfunction abs(n) end\n"
    "---@param text string\n---@param part string\n---@return boolean\n"
    "function contains(text, part) end\n"
    "---@param text string\n---@param part string\n---@return boolean\n"
    "function starts_with(text, part) end\n"
    "---@param text string\n---@param by string\n---@return string[]\nfunction split(text, by) end\n"
    "---@param list string[]\n---@param by string\n---@return string\nfunction join(list, by) end\n"
    "---@param text string\n---@return string\nfunction digits(text) end\n";

static void write_all(struct buf *b, const struct level *l) {
    head(b);
    add_alias(b, "Letter", &letter_kinds);
    add_alias(b, "Channel", &channels);
    add_alias(b, "Fee", &fee_kinds);
    add_alias(b, "Who", &task_owners);
    add_level(b, l);
    add_case(b);
    add_words(b);
    add_letter_fields(b);
    buf_add_str(b, LANGUAGE);
}

/* ---- the command ----------------------------------------------------------------------------- */

static const char SETTINGS[] = "{\n"
                               "  \"runtime.version\": \"Lua 5.4\",\n"
                               "  \"workspace.library\": [\"" DIR_OF "\"],\n"
                               "  \"diagnostics.disable\": [\"lowercase-global\"]\n"
                               "}\n";

/* Beside the rules, where the reader of bundles does not look: hidden names are none of its files. */
static int write_beside(struct cli *cli, const char *dir, struct text annotations) {
    struct arena *a = &cli->arena;
    const char *below = arena_cstr(a, arena_printf(a, "%s/" DIR_OF, dir));
    const char *made = arena_cstr(a, arena_printf(a, "%s/luarc.json", below));
    const char *settings = arena_cstr(a, arena_printf(a, "%s/" SETTINGS_OF, dir));
    int rc = disk_make_dir(below, &cli->st);
    rc = rc ? rc : disk_write(below, FILE_OF, annotations, &cli->st);
    rc = rc ? rc : disk_write(below, "luarc.json", TEXT(SETTINGS), &cli->st);
    if (rc == STATUS_OK && rename(made, settings) != 0) { /* the editor wants a hidden name */
        rc = status_fail(&cli->st, STATUS_IO, "%s: %s", settings, strerror(errno));
    }
    if (rc) {
        return cli_fail(cli);
    }
    (void)printf("%s/" FILE_OF "\n%s\n", below, settings);
    return 0;
}

int rules_annotations(struct cli *cli) {
    struct bench b;
    struct bundle *bundle = NULL;
    struct buf out;
    const bool write = cli_flag(cli, "--write");
    const char *dir = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (bench_open(&b, cli, dir, &bundle)) {
        return 1;
    }
    buf_init(&out, OUT_BYTES_MAX);
    write_all(&out, bundle_levels(bundle)->n > 0 ? &bundle_levels(bundle)->items[0] : NULL);
    int code = 0;
    if (write) {
        code = write_beside(cli, b.dir, buf_text(&out));
    } else {
        (void)fwrite(out.ptr, 1, out.len, stdout);
    }
    buf_fini(&out);
    bundle_free(bundle);
    return code;
}
