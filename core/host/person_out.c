/* person_out.c - see person_out.h. */
#include "host/person_out.h"

#include "host/show.h"

static void since(struct table *t, struct cli *cli, const char *what, day from) {
    if (from != DAY_NONE) {
        table_cell(t, what);
        table_cellf(t, "since %s", cli_day(cli, from));
    }
}

static void address(struct table *t, const struct party *p) {
    table_cell(t, "address");
    table_cellf(t, "%s%.*s%s%.*s, %.*s%s%.*s%s%.*s",
                p->protected_address ? "PROTECTED ADDRESS: " : "", TEXT_ARG(p->address1),
                p->address2.len ? ", " : "", TEXT_ARG(p->address2), TEXT_ARG(p->postcode),
                p->postcode.len ? " " : "", TEXT_ARG(p->city), p->country.len ? ", " : "",
                TEXT_ARG(p->country));
}

void person_rows(struct table *t, struct cli *cli, const struct party *p) {
    table_cell(t, "debtor");
    table_cellf(t, "%.*s (%s%s%.*s)", TEXT_ARG(p->name), words_name(&debtor_kinds, (int)p->kind),
                p->identity.len ? ", " : "", TEXT_ARG(p->identity));
    if (p->address1.len > 0 || p->city.len > 0 || p->protected_address) {
        address(t, p);
    }
    if (p->email.len > 0 || p->phone.len > 0) {
        table_cell(t, "reached at");
        table_cellf(t, "%.*s%s%.*s", TEXT_ARG(p->phone), p->phone.len && p->email.len ? ", " : "",
                    TEXT_ARG(p->email));
    }
    since(t, cli, "died", p->died);
    since(t, cli, "bankrupt", p->bankrupt);
    since(t, cli, "debt settlement", p->debt_settlement);
    since(t, cli, "being wound up", p->winding_up);
    since(t, cli, "dissolved", p->dissolved);
    since(t, cli, "new enforcement rules", p->newer_enforcement);
    if (p->guardian.len > 0) {
        table_cell(t, "guardian");
        table_cellf(t, "%.*s%s%s", TEXT_ARG(p->guardian), p->mandate ? "; " : "",
                    p->mandate ? words_name(&mandates, (int)p->mandate) : "");
    }
    if (p->representative.len > 0) {
        table_cell(t, "representative");
        table_cellf(t, "%.*s%s", TEXT_ARG(p->representative),
                    p->not_for_letters ? "; not for letters" : "");
    }
    if (p->opted_out || p->opted_out_messages) {
        table_cell(t, "wants no");
        table_cellf(t, "%s%s%s", p->opted_out ? "calls" : "",
                    p->opted_out && p->opted_out_messages ? ", " : "",
                    p->opted_out_messages ? "electronic messages" : "");
    }
}

void person_json(struct json *j, const struct party *p) {
    json_str(j, "kind", words_name(&debtor_kinds, (int)p->kind));
    json_text(j, "identity", show_absent(p->identity));
    json_text(j, "name", p->name);
    json_text(j, "address1", show_absent(p->address1));
    json_text(j, "address2", show_absent(p->address2));
    json_text(j, "postcode", show_absent(p->postcode));
    json_text(j, "city", show_absent(p->city));
    json_text(j, "country", show_absent(p->country));
    json_text(j, "email", show_absent(p->email));
    json_text(j, "phone", show_absent(p->phone));
    json_bool(j, "protected_address", p->protected_address);
    json_bool(j, "opted_out", p->opted_out);
    json_bool(j, "opted_out_electronic", p->opted_out_messages);
    json_day(j, "died", p->died);
    json_day(j, "bankrupt", p->bankrupt);
    json_day(j, "debt_settlement", p->debt_settlement);
    json_day(j, "newer_enforcement", p->newer_enforcement);
    json_day(j, "winding_up", p->winding_up);
    json_day(j, "dissolved", p->dissolved);
    json_text(j, "guardian", show_absent(p->guardian));
    json_str(j, "mandate", p->mandate ? words_name(&mandates, (int)p->mandate) : NULL);
    json_day(j, "guardian_since", p->guardian_since);
    json_text(j, "representative", show_absent(p->representative));
    json_day(j, "representative_since", p->representative_since);
    json_bool(j, "representative_not_for_letters", p->not_for_letters);
}
