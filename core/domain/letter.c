/* letter.c - composes the content record of a letter from a snapshot, and says what it holds. */
#include "domain/letter.h"

#include "base/check.h"
#include "domain/kid.h"
#include "domain/letter_text.h"

#define CLAIMS_MAX 256
#define LINES_MAX 1024

static const struct field letter_claim_table[] = {
    FIELD(FIELD_TEXT, struct letter_claim, invoice),
    FIELD(FIELD_TEXT, struct letter_claim, description),
    FIELD(FIELD_DAY, struct letter_claim, issued),
    FIELD(FIELD_DAY, struct letter_claim, due),
    FIELD(FIELD_DAY, struct letter_claim, delivered),
    FIELD_AS("principal_ore", FIELD_ORE, struct letter_claim, principal),
    FIELD_AS("open_ore", FIELD_ORE, struct letter_claim, open),
};
static const struct record letter_claim_record =
    RECORD("letter claim", struct letter_claim, letter_claim_table);

static const struct field letter_line_table[] = {
    FIELD(FIELD_TEXT, struct letter_line, label),
    FIELD_AS("amount_ore", FIELD_ORE, struct letter_line, amount),
};
static const struct record letter_line_record =
    RECORD("letter line", struct letter_line, letter_line_table);

static const struct field sender_table[] = {
    FIELD(FIELD_TEXT, struct sender, name),    FIELD(FIELD_TEXT, struct sender, org),
    FIELD(FIELD_TEXT, struct sender, address), FIELD(FIELD_TEXT, struct sender, phone),
    FIELD(FIELD_TEXT, struct sender, email),   FIELD(FIELD_TEXT, struct sender, account),
};
static const struct record sender_record = RECORD("sender", struct sender, sender_table);

static const struct field letter_table[] = {
    FIELD_WORDS(struct letter, kind, letter_kinds),
    FIELD(FIELD_INT, struct letter, case_number),
    FIELD(FIELD_HASH, struct letter, key),
    FIELD(FIELD_HASH, struct letter, salt),
    FIELD(FIELD_DAY, struct letter, composed),
    FIELD(FIELD_DAY, struct letter, deadline),
    FIELD(FIELD_INT32, struct letter, days),
    FIELD_WORDS(struct letter, by, channels),
    FIELD(FIELD_TEXT, struct letter, to_name),
    FIELD(FIELD_TEXT, struct letter, to_address),
    FIELD(FIELD_TEXT, struct letter, to_contact),
    FIELD(FIELD_TEXT, struct letter, creditor_name),
    FIELD(FIELD_TEXT, struct letter, creditor_org),
    FIELD_SUB(struct letter, sender, sender_record),
    FIELD_MANY(struct letter, claims, letter_claim_record, CLAIMS_MAX),
    FIELD_MANY(struct letter, lines, letter_line_record, LINES_MAX),
    FIELD_AS("total_ore", FIELD_ORE, struct letter, total),
    FIELD_AS("fee_ore", FIELD_ORE, struct letter, fee),
    FIELD(FIELD_INT32, struct letter, interest_bp),
    FIELD(FIELD_DAY, struct letter, interest_from),
    FIELD(FIELD_TEXT, struct letter, kid),
    FIELD(FIELD_TEXT, struct letter, account),
    FIELD(FIELD_TEXT, struct letter, consequence),
    FIELD(FIELD_TEXT, struct letter, objection),
    FIELD(FIELD_TEXT, struct letter, board),
};
const struct record letter_record = RECORD("letter", struct letter, letter_table);

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

static void address_to_creditor(struct letter *l, const struct creditor *creditor) {
    l->to_name = creditor->name;
    l->to_address = creditor->address;
    if (l->by == CHANNEL_EMAIL) {
        l->to_contact = creditor->email;
    }
}

/* A protected address stands on the letter itself, where it must, and nowhere else: no phone or
 * e-mail goes with it. */
static void address_to_debtor(struct letter *l, const struct party *debtor, struct arena *arena) {
    l->to_name = debtor->name;
    l->to_address = party_address(arena, debtor);
    if (!debtor->protected_address && l->by == CHANNEL_EMAIL) {
        l->to_contact = debtor->email;
    } else if (!debtor->protected_address && l->by == CHANNEL_SMS) {
        l->to_contact = debtor->phone;
    }
}

/* The open claims; all of them when only interest or costs are left. */
static void put_claims(struct letter *l, const struct letter_input *in, struct arena *arena) {
    const struct krav_case *c = in->snapshot->c;
    bool any_open = case_principal_open(c) > 0;
    l->claims = arena_take_n(arena, c->n_claims, sizeof *l->claims);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const struct claim_state *state = &c->claims[i];
        if (any_open && state->open <= 0) {
            continue;
        }
        l->claims[l->n_claims++] = (struct letter_claim){
            .invoice = state->claim.invoice,
            .description = in->descriptions != NULL ? in->descriptions[i] : (struct text){0},
            .issued = state->claim.issued,
            .due = state->claim.due,
            .delivered = state->claim.delivered,
            .principal = state->claim.principal,
            .open = state->open};
    }
}

/* inkassoloven § 10 second paragraph letter d.  One agreed rate is shown when all claims of the
 * letter share it; otherwise the statutory one. */
static void put_interest(struct letter *l, const struct letter_input *in) {
    const struct krav_case *c = in->snapshot->c;
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
    l->interest_bp = agreed > 0 ? agreed : in->rate_bp;
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

static void add_line(struct letter *l, struct text label, ore amount) {
    if (amount > 0) {
        l->lines[l->n_lines++] = (struct letter_line){label, amount};
        l->total = money_add(l->total, amount);
    }
}

/* Each amount by itself (inkassoloven § 10 second paragraph letter c). */
static void put_lines(struct letter *l, const struct letter_input *in, struct arena *arena) {
    const struct krav_case *c = in->snapshot->c;
    l->lines = arena_take_n(arena, (size_t)c->n_claims + c->n_costs + 2, sizeof *l->lines);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        struct text invoice = c->claims[i].claim.invoice;
        add_line(l,
                 invoice.len > 0
                     ? arena_printf(arena, "Hovedstol, faktura %.*s", TEXT_ARG(invoice))
                     : TEXT("Hovedstol"),
                 c->claims[i].open);
    }
    add_line(l, TEXT("Forsinkelsesrente til i dag"), in->snapshot->interest_open);
    for (uint32_t i = 0; i < c->n_costs; i++) {
        const struct cost *cost = &c->costs[i];
        char charged[DAY_TEXT];
        ore open = money_sub(money_sub(cost->amount, cost->paid), cost->waived);
        add_line(l,
                 cost->charged != DAY_NONE
                     ? arena_printf(arena, "%s %s", cost_label(cost->fee),
                                    day_format_no(cost->charged, charged))
                     : text_of(cost_label(cost->fee)),
                 open);
    }
    if (letter_asks_payment(l->kind)) {
        l->fee = in->fee;
        add_line(l, TEXT("Gebyr for dette brevet"), in->fee);
    }
}

/* A receipt says what was received: the newest payment that still stands. */
static struct text receipt_sentence(const struct krav_case *c, struct arena *arena) {
    for (uint32_t i = c->n_payments; i > 0; i--) {
        const struct payment_note *p = &c->payments[i - 1];
        if (!p->undone) {
            char amount[MONEY_TEXT], on[DAY_TEXT];
            return arena_printf(arena, "Vi har mottatt %s kroner, betalt %s.",
                                money_format(p->amount, amount), day_format_no(p->legal_day, on));
        }
    }
    return (struct text){0};
}

/* The deadline ends on a bank day, so that nobody must pay on a Sunday: never earlier than the
 * rule asked for, a day or more later when needed. */
static day deadline_after(day composed, int32_t days) {
    if (days <= 0) {
        return DAY_NONE;
    }
    return day_bank_day_from(days < DAY_MAX - composed ? composed + days : DAY_MAX);
}

void letter_compose(const struct letter_input *in, struct arena *arena, struct letter *out) {
    const struct snapshot *s = in->snapshot;
    const struct letter_text *text = letter_text_of(in->kind);
    *out = (struct letter){.kind = in->kind,
                           .case_number = s->c->id,
                           .key = in->key,
                           .salt = in->salt,
                           .composed = s->today,
                           .deadline = deadline_after(s->today, in->days),
                           .days = in->days,
                           .by = in->by,
                           .creditor_name = s->creditor->name,
                           .creditor_org = s->creditor->org,
                           .sender = *in->sender,
                           .consequence = text_of(text->consequence),
                           .objection = text_of(text->objection),
                           .board = text_of(text->board)};
    if (text->to_creditor) {
        address_to_creditor(out, s->creditor);
    } else {
        address_to_debtor(out, s->debtor, arena);
    }
    put_claims(out, in, arena);
    if (text->with_amounts) {
        put_lines(out, in, arena);
    }
    if (letter_asks_payment(in->kind)) {
        put_interest(out, in);
    }
    if (out->total > 0 && !text->to_creditor) {
        char kid[KID_OWN_LEN + 1];
        out->kid = arena_text(arena, text_of(kid_make(s->c->id, 0, kid)));
        out->account = in->sender->account;
    }
    if (in->kind == LETTER_RECEIPT) {
        out->consequence = receipt_sentence(s->c, arena);
    }
}

static bool claims_are_named(const struct letter *l) {
    for (uint32_t i = 0; i < l->n_claims; i++) {
        if (l->claims[i].invoice.len == 0 && l->claims[i].description.len == 0) {
            return false;
        }
    }
    return l->n_claims > 0;
}

static bool lines_add_up(const struct letter *l) {
    ore sum = 0, fee = 0;
    for (uint32_t i = 0; i < l->n_lines; i++) {
        if (l->lines[i].label.len == 0 || l->lines[i].amount <= 0) {
            return false;
        }
        sum = money_add(sum, l->lines[i].amount);
        fee = l->lines[i].amount; /* the letter's own fee is the last line */
    }
    return l->n_lines > 0 && sum == l->total && (l->fee == 0 || fee == l->fee);
}

unsigned letter_parts_held(const struct letter *l) {
    const struct sender *from = &l->sender;
    const struct {
        enum letter_part part;
        bool held;
    } found[] = {
        {PART_CREDITOR, l->creditor_name.len > 0},
        {PART_CLAIM, claims_are_named(l)},
        {PART_AMOUNTS, lines_add_up(l)},
        {PART_TOTAL, l->total > 0},
        {PART_INTEREST, l->interest_bp > 0 && l->interest_from != DAY_NONE},
        {PART_DEADLINE, l->deadline > l->composed},
        {PART_PAYMENT, l->account.len > 0 && l->kid.len > 0},
        {PART_OBJECTION, l->objection.len > 0},
        {PART_CONSEQUENCE, l->consequence.len > 0},
        {PART_BOARD, l->board.len > 0},
        {PART_DEBTOR, l->to_name.len > 0},
        {PART_SENDER,
         from->name.len > 0 && from->address.len + from->phone.len + from->email.len > 0},
    };
    unsigned parts = 0;
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
        if (found[i].held) {
            parts |= 1u << found[i].part;
        }
    }
    return parts;
}
