/* cmd_kid.c - krav kid and krav id: numbers and their check digits.  Needs no home. */
#include "domain/identity.h"
#include "domain/kid.h"
#include "host/commands.h"
#include "host/json.h"

#include <string.h>

/* ---- kid ----------------------------------------------------------------------------------- */

static int kid_print_made(struct cli *cli, const char *number, const char *purpose) {
    int64_t case_number = 0, which = 0;
    char kid[KID_OWN_LEN + 1];
    if (!text_to_i64(text_of(number), &case_number) || case_number < 1 ||
        case_number > KID_CASE_MAX) {
        return cli_usage(cli, "kid make: %s: a case number from 1 to %d", number, KID_CASE_MAX);
    }
    if (purpose && (!text_to_i64(text_of(purpose), &which) || which < 0 || which > 9)) {
        return cli_usage(cli, "kid make: %s: a purpose from 0 (the case) to 9", purpose);
    }
    kid_make(case_number, (int)which, kid);
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_str(&j, "kid", kid);
        json_int(&j, "case", case_number);
        json_int(&j, "purpose", which);
        json_close(&j, '}');
        json_print(&j);
    } else {
        (void)puts(kid);
    }
    return 0;
}

static int kid_check(struct cli *cli, const char *word) {
    const struct text kid = text_of(word);
    int64_t case_number = 0;
    int purpose = 0;
    const bool mod10 = kid_is_mod10(kid), mod11 = kid_is_mod11(kid);
    const bool ours = kid_parse(kid, &case_number, &purpose);
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_str(&j, "kid", word);
        json_bool(&j, "valid", mod10 || mod11);
        json_bool(&j, "mod10", mod10);
        json_bool(&j, "mod11", mod11);
        json_bool(&j, "ours", ours);
        if (ours) {
            json_int(&j, "case", case_number);
            json_int(&j, "purpose", purpose);
        }
        json_close(&j, '}');
        json_print(&j);
    } else if (mod10 || mod11) {
        (void)printf("%s: valid by %s%s%s\n", word, mod10 ? "MOD10" : "",
                     mod10 && mod11 ? " and " : "", mod11 ? "MOD11" : "");
        if (ours) {
            (void)printf("  if it is ours: case %lld, purpose %d\n", (long long)case_number,
                         purpose);
        }
    }
    if (mod10 || mod11) {
        return 0;
    }
    (void)status_fail(&cli->st, STATUS_INVALID, "kid: %s: %s", word,
                      kid.len < 2 || kid.len > KID_MAX ? "a KID has 2 to 25 digits"
                                                       : "wrong check digit");
    return cli_fail(cli);
}

int command_kid(struct cli *cli) {
    const char *verb = cli_word(cli), *number = cli_word(cli), *purpose = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (verb && number && strcmp(verb, "make") == 0) {
        return kid_print_made(cli, number, purpose);
    }
    if (verb && number && !purpose && strcmp(verb, "check") == 0) {
        return kid_check(cli, number);
    }
    return cli_usage(cli, "kid make CASE [PURPOSE] | kid check KID");
}

/* ---- id ------------------------------------------------------------------------------------ */

struct number {
    struct text digits;
    struct national_id national;
    enum identity_fault account, org;
    bool is_national, is_account, is_org;
};

/* As people write them: "1234 56 78903", "1234.56.78903", "311 758 489". */
static struct text without_grouping(struct cli *cli, const char *word) {
    char *out = arena_take(&cli->arena, strlen(word) + 1);
    size_t n = 0;
    for (const char *c = word; *c; c++) {
        if (*c != ' ' && *c != '.') {
            out[n++] = *c;
        }
    }
    return (struct text){out, n};
}

static void print_number(const struct number *n) {
    if (n->is_national) {
        (void)printf("%.*s: national id%s%s%s%s\n", TEXT_ARG(n->digits),
                     n->national.is_d_number ? ", D-number" : "",
                     n->national.is_h_number ? ", H-number" : "",
                     n->national.is_synthetic ? ", synthetic" : "",
                     n->national.fault == IDENTITY_OK_2032 ? ", by the rule from 2032" : "");
    }
    if (n->is_account) {
        (void)printf("%.*s: bank account\n", TEXT_ARG(n->digits));
    }
    if (n->is_org) {
        (void)printf("%.*s: organisation number\n", TEXT_ARG(n->digits));
    }
}

static void json_kind(struct json *j, const char *key, bool valid, enum identity_fault fault) {
    json_open(j, key, '{');
    json_bool(j, "valid", valid);
    json_str(j, "says", identity_says(fault));
}

static void json_number(const struct number *n) {
    struct json j;
    json_begin(&j);
    json_open(&j, NULL, '{');
    json_text(&j, "number", n->digits);
    json_kind(&j, "national_id", n->is_national, n->national.fault);
    json_bool(&j, "synthetic", n->national.is_synthetic);
    json_bool(&j, "d_number", n->national.is_d_number);
    json_bool(&j, "h_number", n->national.is_h_number);
    json_close(&j, '}');
    json_kind(&j, "account", n->is_account, n->account);
    json_close(&j, '}');
    json_kind(&j, "organisation", n->is_org, n->org);
    json_close(&j, '}');
    json_close(&j, '}');
    json_print(&j);
}

static int number_fits_nothing(struct cli *cli, const struct number *n) {
    const int len = (int)n->digits.len;
    if (len == 11) {
        (void)status_fail(&cli->st, STATUS_INVALID, "id: %.*s: as national id: %s; as account: %s",
                          TEXT_ARG(n->digits), identity_says(n->national.fault),
                          identity_says(n->account));
    } else {
        (void)status_fail(&cli->st, STATUS_INVALID, "id: %.*s: %s", TEXT_ARG(n->digits),
                          len == 9 ? identity_says(n->org)
                                   : "neither 11 digits (person, account) nor 9 (organisation)");
    }
    return cli_fail(cli);
}

int command_id(struct cli *cli) {
    const char *verb = cli_word(cli), *word = cli_word(cli);
    if (!cli_done(cli)) {
        return 2;
    }
    if (!verb || !word || strcmp(verb, "check") != 0) {
        return cli_usage(cli, "id check NUMBER");
    }
    struct number n = {.digits = without_grouping(cli, word)};
    n.national = identity_national(n.digits);
    n.account = identity_account(n.digits);
    n.org = identity_org(n.digits);
    n.is_national = n.national.fault == IDENTITY_OK || n.national.fault == IDENTITY_OK_2032;
    n.is_account = n.account == IDENTITY_OK;
    n.is_org = n.org == IDENTITY_OK;
    if (cli->json) {
        json_number(&n);
    } else {
        print_number(&n);
    }
    return n.is_national || n.is_account || n.is_org ? 0 : number_fits_nothing(cli, &n);
}
