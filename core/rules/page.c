/* page.c - see page.h. */
#include "rules/page.h"

#include "base/money.h"
#include "rules/bundle.h"

#include <inttypes.h>

#define PAGE_BYTES_MAX 65536
#define DOTS 58

static void add_value(struct buf *b, const struct param *p, int64_t value) {
    char text[MONEY_TEXT];
    switch (p->type) {
    case PARAM_MONEY: buf_addf(b, "%s kr", money_format(value, text)); break;
    case PARAM_INT: buf_addf(b, "%" PRId64, value); break;
    case PARAM_CHOICE:
        if (value >= 1 && value <= (int64_t)p->n_list) {
            buf_addf(b, "%.*s", TEXT_ARG(p->shows[value - 1]));
        }
        break;
    case PARAM_DAYS_LIST:
        for (uint32_t i = 0; i < p->n_list; i++) {
            buf_addf(b, "%s%" PRId64, i == 0 ? "" : ", ", p->days[i]);
        }
        break;
    }
}

/* What may be agreed besides: nothing for a list, the other words of a choice. */
static void add_bounds(struct buf *b, const struct param *p) {
    if (p->type == PARAM_CHOICE) {
        buf_add_str(b, " (kan avtales: ");
        for (uint32_t i = 0; i < p->n_list; i++) {
            buf_addf(b, "%s%.*s", i == 0 ? "" : " eller ", TEXT_ARG(p->shows[i]));
        }
        buf_add_str(b, ")");
    } else if (p->type != PARAM_DAYS_LIST) {
        buf_add_str(b, " (kan avtales: ");
        add_value(b, p, p->min);
        buf_add_str(b, " til ");
        add_value(b, p, p->max);
        buf_add_str(b, ")");
    }
}

static size_t width_of(struct text t) {
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++) {
        n += ((unsigned char)t.ptr[i] & 0xc0) != 0x80;
    }
    return n;
}

static void add_line(struct buf *b, const struct param *p, const struct agreement *a) {
    buf_addf(b, "  %.*s ", TEXT_ARG(p->says));
    for (size_t n = width_of(p->says); n < DOTS; n++) {
        buf_add_str(b, ".");
    }
    buf_add_str(b, " ");
    add_value(b, p, param_value(p, a));
    add_bounds(b, p);
    buf_add_str(b, "\n");
}

/* As they are declared, not by name. */
static const struct param **params_in_order(const struct level *l, struct arena *arena) {
    const struct param **all = arena_take_n(arena, l->n_params + 1u, sizeof *all);
    for (uint32_t i = 0; i < l->n_params; i++) {
        uint32_t at = i;
        for (; at > 0 && all[at - 1]->line > l->params[i].line; at--) {
            all[at] = all[at - 1];
        }
        all[at] = &l->params[i];
    }
    return all;
}

int page_of(const struct bundle *b, const struct creditor *creditor, const struct agreement *a,
            struct arena *arena, struct text *out, struct status *st) {
    const struct level *l = level_find(&b->program->levels, a->level);
    struct buf page;
    if (!l) {
        return status_fail(st, STATUS_NOT_FOUND, "the rules have no activity level '%.*s'",
                           TEXT_ARG(a->level));
    }
    buf_init(&page, PAGE_BYTES_MAX);
    buf_addf(&page, "Avtale om aktivitetsnivå: %.*s (%.*s)\n\n", TEXT_ARG(l->label),
             TEXT_ARG(l->name));
    buf_addf(&page, "Kreditor: %.*s, org.nr. %.*s\n", TEXT_ARG(creditor->name),
             TEXT_ARG(creditor->org));
    if (a->department.len > 0) {
        buf_addf(&page, "Avdeling: %.*s\n", TEXT_ARG(a->department));
    }
    buf_add_str(&page, "\nSlik følges hvert krav opp:\n\n");
    const struct param **in_order = params_in_order(l, arena);
    for (uint32_t i = 0; i < l->n_params; i++) {
        add_line(&page, in_order[i], a);
    }
    buf_add_str(&page, "\nLoven går foran: ingen verdi over gir adgang til mer enn inkassoloven,\n"
                       "inkassoforskriften og god inkassoskikk tillater. En innsigelse stanser\n"
                       "innkrevingen, og den som betaler kravet i tide, skylder ikke mer.\n");
    *out = arena_text(arena, buf_text(&page));
    buf_fini(&page);
    return STATUS_OK;
}

struct hash page_hash(struct text page) {
    struct hash_parts h;
    hash_begin(&h);
    hash_add(&h, TEXT("level page"));
    hash_add(&h, page);
    return hash_end(&h);
}
