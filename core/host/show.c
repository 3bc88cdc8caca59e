/* show.c - see show.h. */
#include "host/show.h"

#include "domain/kid.h"
#include "law/law.h"
#include "store/cases.h"

#define LINE_BYTES_MAX 16384

bool show_case_number(struct cli *cli, const char *word, int64_t *number) {
    const struct text t = text_of(word);
    int purpose = 0;
    if (kid_parse(t, number, &purpose)) {
        return true;
    }
    if (text_all_digits(t) && text_to_i64(t, number) && *number <= KID_CASE_MAX) {
        return true;
    }
    (void)cli_usage(cli, "case: %s: neither a case number nor a KID of ours", word);
    return false;
}

int show_case_exists(struct cli *cli, struct db *db, int64_t number) {
    struct text bytes;
    struct hash hash;
    struct status why = {0, ""};
    const int rc = cases_raw(db, number, &cli->arena, &bytes, &hash, &why);
    if (rc == STATUS_NOT_FOUND) {
        return status_fail(&cli->st, rc, "case: %lld: no such case", (long long)number);
    }
    return rc ? status_fail(&cli->st, rc, "%s", why.text) : STATUS_OK;
}

int show_failure(struct cli *cli, const struct faults *faults) {
    if (!faults_any(faults)) {
        return cli_fail(cli);
    }
    cli_faults(cli, faults);
    return 1;
}

const char *show_hash(struct cli *cli, const struct hash *h) {
    char hex[HASH_HEX];
    if (hash_is_zero(h)) {
        return "-";
    }
    hash_hex(h, hex);
    return arena_cstr(&cli->arena, (struct text){hex, SHOW_KEY});
}

const char *show_percent(struct cli *cli, int32_t bp, char separator) {
    return arena_printf(&cli->arena, "%d%c%02d", (int)(bp / 100), separator, (int)(bp % 100)).ptr;
}

/* ---- lines --------------------------------------------------------------------------------- */

struct line {
    struct cli *cli;
    struct buf out;
};

static void line_begin(struct line *l, struct cli *cli, const char *first) {
    l->cli = cli;
    buf_init(&l->out, LINE_BYTES_MAX);
    buf_add_str(&l->out, first);
}

static const char *line_end(struct line *l) {
    const char *s = arena_cstr(&l->cli->arena, buf_text(&l->out));
    buf_fini(&l->out);
    return s;
}

static void add_word(struct line *l, const struct words *w, int value) {
    if (value != 0) {
        buf_addf(&l->out, " %s", words_name(w, value));
    }
}

static void add_text(struct line *l, struct text t) {
    if (t.len > 0) {
        buf_addf(&l->out, " %.*s", TEXT_ARG(t));
    }
}

static void add_ore(struct line *l, const char *name, ore amount) {
    if (amount != 0) {
        buf_addf(&l->out, ", %s%s", name, cli_ore(l->cli, amount));
    }
}

static void add_day(struct line *l, const char *name, day d) {
    if (d != DAY_NONE) {
        buf_addf(&l->out, ", %s %s", name, cli_day(l->cli, d));
    }
}

static void add_key(struct line *l, const struct hash *key) {
    if (!hash_is_zero(key)) {
        buf_addf(&l->out, ", key %s", show_hash(l->cli, key));
    }
}

static void add_days(struct line *l, int32_t days) {
    if (days != 0) {
        buf_addf(&l->out, ", %d days", (int)days);
    }
}

const char *show_event(struct cli *cli, const struct event *e) {
    struct line l;
    line_begin(&l, cli, words_name(&event_kinds, (int)e->kind));
    add_word(&l, &letter_kinds, (int)e->letter);
    add_word(&l, &fee_kinds, (int)e->fee);
    add_word(&l, &filing_kinds, (int)e->filing);
    add_word(&l, &filing_outcomes, (int)e->outcome);
    add_text(&l, e->word);
    if (e->kind == EVENT_SCORE_NOTED) {
        buf_addf(&l.out, ", %d points by %.*s", (int)e->points, TEXT_ARG(e->ref));
    }
    if (e->by != 0) {
        buf_addf(&l.out, " by %s", words_name(&channels, (int)e->by));
    }
    if (e->n_claims > 0) {
        buf_addf(&l.out, " %.*s, principal %s, due %s", TEXT_ARG(e->claims[0].invoice),
                 cli_ore(cli, e->claims[0].principal), cli_day(cli, e->claims[0].due));
    } else if (e->claim != 0) {
        buf_addf(&l.out, ", claim %d", (int)e->claim);
    }
    if (e->kind == EVENT_MERGED || e->kind == EVENT_MERGED_INTO) {
        buf_addf(&l.out, ", case %lld", (long long)e->id);
    }
    add_days(&l, e->days);
    add_day(&l, "until", e->until);
    add_ore(&l, "", e->amount);
    add_ore(&l, "principal ", e->principal);
    add_ore(&l, "interest ", e->interest);
    add_ore(&l, "costs ", e->costs_creditor + e->costs_agency + e->costs_court);
    add_ore(&l, "too much ", e->over);
    if (e->undoes != 0) {
        buf_addf(&l.out, ", of step %lld", (long long)e->id);
    }
    add_key(&l, &e->key);
    return line_end(&l);
}

const char *show_action(struct cli *cli, const struct action *a) {
    struct line l;
    line_begin(&l, cli, words_name(&action_kinds, (int)a->kind));
    add_word(&l, &letter_kinds, (int)a->letter);
    add_word(&l, &fee_kinds, (int)a->fee);
    add_word(&l, &task_owners, (int)a->who);
    add_text(&l, a->stage);
    add_text(&l, a->what);
    add_text(&l, a->text);
    if (a->by != 0) {
        buf_addf(&l.out, " by %s", words_name(&channels, (int)a->by));
    }
    add_days(&l, a->days);
    if (a->after > 0) {
        buf_addf(&l.out, " after %d days", (int)a->after);
    }
    if (a->after_deadline > 0) {
        buf_addf(&l.out, " %d days after the deadline", (int)a->after_deadline);
    }
    if (a->parts != 0) {
        buf_addf(&l.out, ", %d parts", (int)a->parts);
    }
    if (a->into != 0) {
        buf_addf(&l.out, " into case %lld", (long long)a->into);
    }
    add_day(&l, "on", a->on);
    add_day(&l, "until", a->until);
    add_day(&l, "first", a->first);
    return line_end(&l);
}

const char *show_verdict(struct cli *cli, const struct verdict *v) {
    struct line l;
    const struct reason *r = law_reason(v->reason);
    line_begin(&l, cli, v->kind == VERDICT_NOT_BEFORE ? "not before"
                                                      : words_name(&verdict_kinds, (int)v->kind));
    if (v->not_before != DAY_NONE) {
        buf_addf(&l.out, " %s", cli_day(cli, v->not_before));
    }
    if (v->kind != VERDICT_ALLOWED) {
        buf_addf(&l.out, ": %.*s (%.*s): %s", TEXT_ARG(v->reason), TEXT_ARG(v->paragraph),
                 r ? r->english : "no longer among the law's reasons");
    }
    return line_end(&l);
}

const char *show_effect(struct cli *cli, const struct effect *e) {
    struct line l;
    line_begin(&l, cli, words_name(&effect_kinds, (int)e->kind));
    add_word(&l, &letter_kinds, (int)e->letter);
    if (e->by != 0) {
        buf_addf(&l.out, " by %s", words_name(&channels, (int)e->by));
    }
    add_key(&l, &e->key);
    add_day(&l, "not after", e->last_day);
    return line_end(&l);
}

void show_verdict_json(struct json *j, const char *key, const struct verdict *v) {
    const struct reason *r = law_reason(v->reason);
    json_open(j, key, '{');
    json_str(j, "kind", words_name(&verdict_kinds, (int)v->kind));
    json_day(j, "not_before", v->not_before);
    json_text(j, "reason", show_absent(v->reason));
    json_text(j, "paragraph", show_absent(v->paragraph));
    json_str(j, "english", r ? r->english : NULL);
    json_str(j, "norwegian", r ? r->norwegian : NULL);
    json_close(j, '}');
}
