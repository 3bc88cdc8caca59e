/* persons.c - see persons.h. */
#include "engine/persons.h"

#include "base/check.h"
#include "store/cases.h"
#include "store/parties.h"

#define LINES_MAX 3

static bool is_country(struct text t) {
    return t.len == 2 && t.ptr[0] >= 'A' && t.ptr[0] <= 'Z' && t.ptr[1] >= 'A' && t.ptr[1] <= 'Z';
}

const char *person_address(struct text address, struct text country, struct party *p) {
    struct text lines[LINES_MAX], rest = address, line;
    uint32_t n = 0;
    while (text_cut(&rest, ';', &line)) {
        line = text_trim(line);
        if (line.len == 0 || n == LINES_MAX) {
            return "STREET; POSTCODE CITY, or with one line between";
        }
        lines[n++] = line;
    }
    if (n < 2) {
        return "STREET; POSTCODE CITY";
    }
    const bool abroad = country.len > 0 && !text_is(country, "NO");
    if (country.len > 0 && !is_country(country)) {
        return "--country is two capital letters";
    }
    p->address1 = lines[0];
    p->address2 = n == 3 ? lines[1] : (struct text){NULL, 0};
    p->country = abroad ? country : (struct text){NULL, 0};
    p->postcode = (struct text){NULL, 0};
    p->city = lines[n - 1];
    if (!abroad) {
        rest = lines[n - 1];
        (void)text_cut(&rest, ' ', &p->postcode);
        p->city = text_trim(rest);
        if (p->postcode.len != 4 || !text_all_digits(p->postcode) || p->city.len == 0) {
            return "its last part is a postcode of four digits and a city";
        }
    }
    return NULL;
}

#define NONE TEXT("-")
#define EMAIL_MAX 200
#define PHONE_MIN 5
#define PHONE_MAX 20

const char *person_email(struct text t) {
    size_t ats = 0, spaces = 0;
    for (size_t i = 0; i < t.len; i++) {
        ats += t.ptr[i] == '@';
        spaces += t.ptr[i] == ' ';
    }
    const bool ok = t.len == 0 || text_eq(t, NONE) ||
                    (ats == 1 && spaces == 0 && t.len <= EMAIL_MAX && t.ptr[0] != '@' &&
                     t.ptr[t.len - 1] != '@');
    return ok ? NULL : "an e-mail address, or -";
}

const char *person_phone(struct text t) {
    size_t digits = 0, others = 0;
    for (size_t i = 0; i < t.len; i++) {
        const bool digit = t.ptr[i] >= '0' && t.ptr[i] <= '9';
        digits += digit;
        others += !digit && t.ptr[i] != ' ' && !(t.ptr[i] == '+' && i == 0);
    }
    const bool ok = t.len == 0 || text_eq(t, NONE) ||
                    (others == 0 && digits >= PHONE_MIN && t.len <= PHONE_MAX);
    return ok ? NULL : "digits and spaces, with + before them abroad, or -";
}

static struct text reach(struct text before, struct text now) {
    return now.len == 0 ? before : text_eq(now, NONE) ? (struct text){NULL, 0} : now;
}

bool person_told(const struct fact *f, bool ended, struct party *p) {
    const day since = ended ? DAY_NONE : f->legal_day;
    switch ((int)f->kind) {
    case FACT_DIED: p->died = since; return true;
    case FACT_BANKRUPT: p->bankrupt = since; return true;
    case FACT_BANKRUPTCY_ENDED: p->bankrupt = DAY_NONE; return true;
    case FACT_DEBT_SETTLEMENT: p->debt_settlement = since; return true;
    case FACT_PROTECTED_ADDRESS: p->protected_address = !ended; return true;
    case FACT_NEWER_ENFORCEMENT: p->newer_enforcement = since; return true;
    case FACT_WINDING_UP: p->winding_up = since; return true;
    case FACT_DISSOLVED: p->dissolved = since; return true;
    case FACT_CONTACT_OPT_OUT:
        *(text_is(f->stage, OPT_OUT_ELECTRONIC) ? &p->opted_out_messages : &p->opted_out) = !ended;
        return true;
    default: return false;
    }
}

/* The row as it is from now on. */
static int change(const struct person_news *n, struct party *p, struct status *st) {
    const enum fact_kind kind = n->fact.kind;
    const day since = n->ended ? DAY_NONE : n->fact.legal_day;
    const char *why = NULL;
    if (person_told(&n->fact, n->ended, p)) {
        return STATUS_OK;
    }
    if (kind == FACT_GUARDIAN) {
        p->guardian = n->ended ? (struct text){NULL, 0} : n->guardian;
        p->mandate = n->ended ? 0 : n->mandate;
        p->guardian_since = since;
    } else if (kind == FACT_REPRESENTATIVE) {
        p->representative = n->ended ? (struct text){NULL, 0} : n->guardian;
        p->not_for_letters = !n->ended && n->not_for_letters;
        p->representative_since = since;
    } else if (kind == FACT_REACHED_AT) {
        p->email = reach(p->email, n->email);
        p->phone = reach(p->phone, n->phone);
    } else if (kind == FACT_RENAMED) {
        p->name = n->guardian;
    } else {
        ensure(kind == FACT_MOVED);
        why = person_address(n->address, n->country, p);
    }
    return why ? status_fail(st, STATUS_INVALID, "address: %s", why) : STATUS_OK;
}

/* Open cases of the person, and the one it was told through, ascending. */
static int find_cases(struct engine *e, int64_t party, int64_t told, struct arena *arena,
                      struct person_changed *out, struct status *st) {
    int64_t *all;
    uint32_t n = 0;
    const int rc = parties_cases(e->db, party, true, arena, &all, &n, st);
    out->steps = arena_take_n(arena, n + 1u, sizeof *out->steps);
    bool found = false;
    for (uint32_t i = 0; i < n; i++) {
        found = found || all[i] == told;
        out->steps[out->n_steps++].case_id = all[i];
    }
    if (rc == STATUS_OK && !found) {
        out->steps[out->n_steps++].case_id = told;
    }
    return rc;
}

int persons_change(struct engine *e, const struct person_news *news, struct arena *arena,
                   struct person_changed *out, struct status *st) {
    struct krav_case c;
    struct party p;
    *out = (struct person_changed){0};
    ensure(e->in_chunk);
    int rc = cases_load(e->db, news->fact.subject_id, arena, &c, st);
    rc = rc ? rc : parties_get(e->db, c.debtor, arena, &p, st);
    rc = rc ? rc : change(news, &p, st);
    rc = rc ? rc : parties_update(e->db, &p, st);
    rc = rc ? rc : find_cases(e, p.id, c.id, arena, out, st);
    for (uint32_t i = 0; i < out->n_steps && rc == STATUS_OK; i++) {
        struct step_outcome done;
        struct step_input in = {.fact = news->fact};
        in.fact.subject = SUBJECT_CASE;
        in.fact.subject_id = out->steps[i].case_id;
        in.fact.about = p.id;
        in.fact.reason = news->ended ? TEXT("ended") : (struct text){NULL, 0};
        rc = engine_step(e, &in, arena, &done, st);
        out->steps[i].step = done.step;
        if (done.case_id == c.id) {
            out->told = done;
        }
    }
    return rc;
}
