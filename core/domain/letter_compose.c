/* letter_compose.c - a letter from a snapshot: to whom, about which claims, which amounts. */
#include "domain/letter_parts.h"

#include "base/check.h"
#include "domain/kid.h"
#include "domain/letter_text.h"

#define INVOICE_COLUMNS 60 /* what is longer is cut: enough to know the claim by */
#define DESCRIPTION_COLUMNS 300

/* ---- to whom --------------------------------------------------------------------------------- */

/* "above\nline", without an empty line where either is absent. */
static struct text with_line(struct arena *arena, struct text above, struct text line) {
    if (line.len == 0) {
        return above;
    }
    if (above.len == 0) {
        return line;
    }
    return arena_printf(arena, "%.*s\n%.*s", TEXT_ARG(above), TEXT_ARG(line));
}

static struct text party_address(struct arena *arena, const struct party *p) {
    struct text town = p->city;
    if (p->postcode.len > 0) {
        town = arena_printf(arena, "%.*s %.*s", TEXT_ARG(p->postcode), TEXT_ARG(p->city));
    }
    struct text address = with_line(arena, p->address1, p->address2);
    address = with_line(arena, address, text_trim(town));
    return with_line(arena, address, p->country);
}

/* Where somebody lives of whom one text is known, "NAME, STREET, TOWN"; without an address, where
 * the debtor does.  Below a line of its own. */
static struct text other_address(struct arena *arena, struct text above, struct text known,
                                 const struct party *debtor, struct text *name) {
    struct text rest = known, part;
    (void)text_cut(&rest, ',', &part);
    *name = text_trim(part);
    if (text_trim(rest).len == 0) {
        return with_line(arena, above, party_address(arena, debtor));
    }
    while (text_cut(&rest, ',', &part)) {
        above = with_line(arena, above, text_trim(part));
    }
    return above;
}

/* "v/verge NAME" and where the guardian lives. */
static struct text guardian_address(struct arena *arena, const struct party *p) {
    struct text name, rest = p->guardian;
    (void)text_cut(&rest, ',', &name);
    return other_address(arena, arena_printf(arena, "v/verge %.*s", TEXT_ARG(text_trim(name))),
                         p->guardian, p, &name);
}

/* inkassoloven (2026) §§ 28-30: to somebody else, about the debtor. */
static struct text address_of_other(enum addressed to, const struct party *debtor,
                                    struct arena *arena, struct text *name) {
    const char *as = to == ADDRESSED_GUARDIAN   ? "Verge for"
                     : to == ADDRESSED_ATTORNEY ? "Fremtidsfullmektig for"
                                                : "For";
    const struct text known =
        to == ADDRESSED_REPRESENTATIVE ? debtor->representative : debtor->guardian;
    return other_address(arena, arena_printf(arena, "%s %.*s", as, TEXT_ARG(debtor->name)), known,
                         debtor, name);
}

static bool is_instead(enum addressed to) {
    return to == ADDRESSED_GUARDIAN || to == ADDRESSED_REPRESENTATIVE || to == ADDRESSED_ATTORNEY;
}

/* § 30: the same letter to both. */
static void address_copy(struct letter *l, const struct party *debtor, struct arena *arena) {
    if (l->addressed == ADDRESSED_WITH_GUARDIAN || l->addressed == ADDRESSED_WITH_ATTORNEY) {
        l->copy_address = address_of_other(
            l->addressed == ADDRESSED_WITH_GUARDIAN ? ADDRESSED_GUARDIAN : ADDRESSED_ATTORNEY,
            debtor, arena, &l->copy_name);
    }
}

static void address_to_creditor(struct letter *l, const struct creditor *creditor) {
    l->to_name = creditor->name;
    l->to_address = creditor->address;
    if (l->by == CHANNEL_EMAIL) {
        l->to_contact = creditor->email;
    }
}

/* An estate is written to where the debtor lived: by letter, whatever phone and e-mail he had. */
static void address_to_estate(struct letter *l, const struct party *debtor, struct arena *arena) {
    l->to_name = arena_printf(arena, "Boet etter %.*s", TEXT_ARG(debtor->name));
    l->to_address = party_address(arena, debtor);
}

/* A protected address stands on the letter itself, where it must, and nowhere else: no phone or
 * e-mail goes with it. */
static void address_to_debtor(struct letter *l, const struct party *debtor, struct arena *arena) {
    l->to_name = debtor->name;
    l->to_address = debtor->guardian.len > 0 && l->addressed == ADDRESSED_AS_KNOWN
                        ? guardian_address(arena, debtor)
                        : party_address(arena, debtor);
    if (!debtor->protected_address && l->by == CHANNEL_EMAIL) {
        l->to_contact = debtor->email;
    } else if (!debtor->protected_address && l->by == CHANNEL_SMS) {
        l->to_contact = debtor->phone;
    }
}

/* ---- about what ------------------------------------------------------------------------------ */

/* The first `columns` code points, with a sign that there was more. */
static struct text cut_to(struct arena *arena, struct text t, size_t columns) {
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++) {
        n += ((unsigned char)t.ptr[i] & 0xC0) != 0x80;
        if (n > columns) {
            return arena_printf(arena, "%.*s\xE2\x80\xA6", TEXT_ARG(text_head(t, i)));
        }
    }
    return t;
}

/* The open claims; all of them when only interest or costs are left. */
static void put_claims(const struct letter_maker *m) {
    const struct krav_case *c = m->in->snapshot->c;
    struct letter *l = m->out;
    const bool any_open = case_principal_open(c) > 0;
    l->claims = arena_take_n(m->arena, c->n_claims, sizeof *l->claims);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const struct claim_state *state = &c->claims[i];
        if (any_open && state->open <= 0) {
            continue;
        }
        if (l->n_claims == LETTER_CLAIMS_MAX) {
            l->claims_left_out++;
            continue;
        }
        const struct text description =
            m->in->descriptions != NULL ? m->in->descriptions[i] : (struct text){0};
        l->claims[l->n_claims++] = (struct letter_claim){
            .invoice = cut_to(m->arena, state->claim.invoice, INVOICE_COLUMNS),
            .description = cut_to(m->arena, description, DESCRIPTION_COLUMNS),
            .issued = state->claim.issued,
            .due = state->claim.due,
            .delivered = state->claim.delivered,
            .principal = state->claim.principal,
            .open = state->open};
    }
}

/* inkassoloven § 10 second paragraph letter d.  One agreed rate is shown when all claims of the
 * letter share it; otherwise the statutory one. */
static void put_interest(const struct letter_maker *m) {
    const struct krav_case *c = m->in->snapshot->c;
    struct letter *l = m->out;
    bool any_open = case_principal_open(c) > 0;
    int32_t agreed = -1;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const struct claim *claim = &c->claims[i].claim;
        if ((any_open && c->claims[i].open <= 0) || claim->due == DAY_NONE) {
            continue;
        }
        agreed = agreed == -1 || agreed == claim->rate_bp ? claim->rate_bp : 0;
        day from = day_bank_day_from(claim->due) + 1;
        if (l->interest_from == DAY_NONE || from < l->interest_from) {
            l->interest_from = from;
        }
    }
    l->interest_bp = agreed > 0 ? agreed : m->in->rate_bp;
}

/* ---- amounts --------------------------------------------------------------------------------- */

enum fee_kind letter_fee_kind(enum letter_kind kind) {
    return kind == LETTER_COLLECTION_NOTICE ? FEE_COLLECTION_NOTICE
           : kind == LETTER_PAYMENT_DEMAND  ? FEE_LIGHT
                                            : FEE_REMINDER;
}

static const char *cost_label(enum fee_kind fee) {
    switch (fee) {
    case FEE_REMINDER: return "Purregebyr";
    case FEE_COLLECTION_NOTICE: return "Gebyr for inkassovarsel";
    case FEE_OWN_DEMAND: return "Gebyr for betalingsoppfordring";
    case FEE_LIGHT: return "Inkassosalær";
    case FEE_HEAVY: return "Inkassosalær, forhøyet";
    case FEE_PLAN_UPLIFT: return "Tillegg for avdragsordning";
    case FEE_COMPENSATION: return "Standardkompensasjon";
    case FEE_COURT: return "Rettslige kostnader";
    case FEE_TAKEN_OVER: return "Kostnader før saken kom til oss";
    }
    return "Kostnader";
}

void letter_add_line(struct letter *l, struct text label, ore amount) {
    if (amount > 0) {
        ensure(l->n_lines < LETTER_LINES_MAX);
        l->lines[l->n_lines++] = (struct letter_line){label, amount};
        l->total = money_add(l->total, amount);
    }
}

/* Each amount by itself (inkassoloven § 10 second paragraph letter c). */
static void put_each(const struct letter_maker *m) {
    const struct krav_case *c = m->in->snapshot->c;
    struct letter *l = m->out;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const struct text invoice = cut_to(m->arena, c->claims[i].claim.invoice, INVOICE_COLUMNS);
        letter_add_line(l,
                        invoice.len > 0 ? arena_printf(m->arena, "Hovedstol, faktura %.*s",
                                                       TEXT_ARG(invoice))
                                        : TEXT("Hovedstol"),
                        c->claims[i].open);
    }
    letter_add_line(l, TEXT("Forsinkelsesrente til i dag"), m->in->snapshot->interest_open);
    for (uint32_t i = 0; i < c->n_costs; i++) {
        const struct cost *cost = &c->costs[i];
        char charged[DAY_TEXT];
        const ore open = cost_open(cost);
        letter_add_line(l,
                        cost->charged != DAY_NONE
                            ? arena_printf(m->arena, "%s %s", cost_label(cost->fee),
                                           day_format_no(cost->charged, charged))
                            : text_of(cost_label(cost->fee)),
                        open);
    }
}

/* A very extensive calculation may be summed up; who wants all of it is told to ask (inkassoloven
 * § 10). */
static void put_sums(const struct letter_maker *m) {
    const struct krav_case *c = m->in->snapshot->c;
    letter_add_line(m->out, TEXT("Hovedstol"), case_principal_open(c));
    letter_add_line(m->out, TEXT("Forsinkelsesrente til i dag"), m->in->snapshot->interest_open);
    letter_add_line(m->out, TEXT("Gebyrer"), case_costs_open_of(c, OWNER_CREDITOR));
    letter_add_line(m->out, TEXT("Inkassokostnader"), case_costs_open_of(c, OWNER_AGENCY));
    letter_add_line(m->out, TEXT("Rettslige kostnader"), case_costs_open_of(c, OWNER_COURT));
    m->out->announce = letter_say("Alle beløp er lagt sammen, fordi det er mange av dem. "
                                  "{Du|Dere} får gjerne en full oversikt fra oss.",
                                  m->to_many, m->arena);
}

static void put_lines(const struct letter_maker *m) {
    const struct krav_case *c = m->in->snapshot->c;
    struct letter *l = m->out;
    if (!letter_has_ground(m)) {
        return;
    }
    if (l->kind == LETTER_PLAN_BROKEN) {
        letter_put_missing(m);
    } else {
        const size_t n = (size_t)c->n_claims + c->n_costs + 2; /* interest, and its own fee */
        l->lines = arena_take_n(m->arena, n > 6 ? n : 6, sizeof *l->lines);
        (n > LETTER_LINES_MAX ? put_sums : put_each)(m);
    }
    if (letter_asks_payment(l->kind)) {
        l->fee = m->in->fee;
        letter_add_line(l,
                        letter_fee_kind(l->kind) == FEE_LIGHT ? text_of(cost_label(FEE_LIGHT))
                                                              : TEXT("Gebyr for dette brevet"),
                        m->in->fee);
    }
}

/* ---- the whole letter ------------------------------------------------------------------------ */

/* The deadline ends on a bank day, so that nobody must pay on a Sunday: never earlier than the
 * rule asked for, a day or more later when needed. */
static day deadline_after(day composed, int32_t days) {
    if (days <= 0) {
        return DAY_NONE;
    }
    return day_bank_day_from(days < DAY_MAX - composed ? composed + days : DAY_MAX);
}

/* inkassoloven (2026) §§ 20, 21 letter i. */
static void put_estimate(const struct letter_maker *m) {
    char amount[MONEY_TEXT];
    if (m->in->estimate > 0) {
        m->out->estimate =
            arena_printf(m->arena, "Blir kravet ikke betalt innen fristen, regner vi med at "
                         "kostnadene kan øke med opptil %s kroner.",
                         money_format(m->in->estimate, amount));
    } else if (m->in->estimate == 0) {
        m->out->estimate = TEXT("Vi regner ikke med at det kommer flere kostnader.");
    }
}

/* § 15: number and hours stand in the text, since a sheet's own lines have the number only. */
static void put_phone_hours(const struct letter_maker *m) {
    const struct sender *from = m->in->sender;
    if (from->phone.len > 0 && from->phone_hours.len > 0) {
        m->out->help = arena_printf(m->arena, "%.*s\nVi svarer på telefon %.*s: %.*s.",
                                    TEXT_ARG(m->out->help), TEXT_ARG(from->phone),
                                    TEXT_ARG(from->phone_hours));
    }
}

static void put_texts(const struct letter_maker *m) {
    const struct letter_text *text = m->in->by_2026 ? letter_text_2026(m->out->kind)
                                                    : letter_text_of(m->out->kind);
    struct letter *l = m->out;
    l->subject = letter_say(text->subject, m->to_many, m->arena);
    l->opening = letter_say(text->opening, m->to_many, m->arena);
    l->announce = letter_say(text->announce, m->to_many, m->arena);
    l->consequence = letter_say(text->consequence, m->to_many, m->arena);
    l->objection = letter_say(text->objection, m->to_many, m->arena);
    l->board = letter_say(text->board, m->to_many, m->arena);
    l->help = letter_say(text->help, m->to_many, m->arena);
    if (m->in->by_2026) {
        put_estimate(m);
        put_phone_hours(m);
    }
}

void letter_compose(const struct letter_input *in, struct arena *arena, struct letter *out) {
    const struct snapshot *s = in->snapshot;
    const struct letter_text *text = letter_text_of(in->kind);
    const struct letter_maker m = {in, arena, out,
                                   text->to_creditor || s->debtor->kind == DEBTOR_BUSINESS};
    *out = (struct letter){.kind = in->kind,
                           .case_number = s->c->id,
                           .key = in->key,
                           .salt = in->salt,
                           .composed = s->today,
                           .deadline = deadline_after(s->today, in->days),
                           .days = in->days,
                           .by = in->by,
                           .by_2026 = in->by_2026,
                           .addressed = text->to_creditor ? ADDRESSED_AS_KNOWN : in->addressed,
                           .creditor_name = s->creditor->name,
                           .creditor_org = s->creditor->org,
                           .sender = *in->sender,
                           .template = in->template,
                           .rules = in->rules,
                           .to_many = in->template.len > 0 && m.to_many};
    if (text->to_creditor) {
        address_to_creditor(out, s->creditor);
    } else if (in->kind == LETTER_ESTATE_CLAIM) {
        address_to_estate(out, s->debtor, arena);
    } else if (is_instead(in->addressed)) {
        out->to_address = address_of_other(in->addressed, s->debtor, arena, &out->to_name);
    } else {
        address_to_debtor(out, s->debtor, arena);
        address_copy(out, s->debtor, arena);
    }
    put_texts(&m);
    put_claims(&m);
    if (text->with_amounts) {
        put_lines(&m);
    }
    if (text->with_interest) {
        put_interest(&m);
    }
    if (out->total > 0 && !text->to_creditor && !text->tells_only) {
        char kid[KID_OWN_LEN + 1];
        out->kid = arena_text(arena, text_of(kid_make(s->c->id, 0, kid)));
        out->account = in->sender->account;
    }
    letter_put_situation(&m);
}
