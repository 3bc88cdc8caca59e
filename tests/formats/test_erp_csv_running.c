/* Tests of the CSV plugin: claims whose cases are running already, in an earlier system. */
#include "unit.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>

#define ORG "311758489"
#define HEAD "source_id;creditor_org;debtor_kind;debtor_name;principal;due"
#define ROW "K1;" ORG ";consumer;Kari;1234,50;2025-01-10"

static struct fake_host *host;

static int setup(void **state) {
    (void)state;
    host = fake_host_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    fake_host_free(host);
    return 0;
}

static void takes(const char *text) {
    if (fake_host_take(host, text, strlen(text)) != KRAV_DONE || host->n_faults > 0) {
        fake_host_show_faults(host);
        fail_msg("refused: %s", text);
    }
}

static void refuses(const char *text, int64_t line, const char *words) {
    if (fake_host_take(host, text, strlen(text)) != KRAV_REFUSED ||
        !fake_host_has_fault(host, line, words)) {
        fake_host_show_faults(host);
        fail_msg("not refused on line %lld for \"%s\": %s", (long long)line, words, text);
    }
    assert_int_equal(host->n_claims, 0);
}

#define RUNNING_HEAD                                                                               \
    HEAD ";notice_sent;notice_deadline;demand_sent;demand_deadline;legal_notice_sent;"             \
         "legal_notice_deadline;light_costs;heavy_costs;court_costs;costs_owner;interest_brought;" \
         "interest_to;paid_before;paid_last;judged;judgment;case_opened;old_kid;interest_from"
enum { NOTICE, NOTICE_END, DEMAND, DEMAND_END, LEGAL, LEGAL_END, LIGHT, HEAVY, COURT, OWNER,
    BROUGHT, TO, PAID, LAST, JUDGED, JUDGMENT, OPENED, OLD_KID, FROM, RUNNING };

/* A running case whose columns are all filled; `column` and `second` have other values. */
static const char *running(int column, const char *value, int second, const char *other) {
    static char text[4000];
    const char *values[RUNNING] = {"2025-02-01", "2025-02-15", "2025-03-01", "2025-03-15",
        "2025-04-01", "2025-04-15", "350", "700,50", "1243", "creditor", "12,34", "2026-10-30",
        "500", "2026-06-01", "2026-05-04", "default_judgment", "2025-01-20", "202600000014", ""};
    values[column] = value;
    values[second] = other;
    int n = snprintf(text, sizeof text, RUNNING_HEAD "\n" ROW);
    for (int i = 0; i < RUNNING; i++) {
        n += snprintf(text + n, sizeof text - (size_t)n, ";%s", values[i]);
    }
    snprintf(text + n, sizeof text - (size_t)n, "\n");
    return text;
}
static const char *running_but(int column, const char *value) {
    return running(column, value, column, value);
}

static void test_begin_hands_over_a_running_case(void **state) {
    (void)state;
    takes(running_but(FROM, "2026-10-31"));
    const krav_claim *c = &host->claims[0];
    assert_int_equal(c->demand_sent, krav_day_of(2025, 3, 1));
    assert_int_equal(c->demand_deadline, krav_day_of(2025, 3, 15));
    assert_int_equal(c->legal_notice_sent, krav_day_of(2025, 4, 1));
    assert_int_equal(c->legal_notice_deadline, krav_day_of(2025, 4, 15));
    assert_int_equal(c->light_costs, 35000);
    assert_int_equal(c->heavy_costs, 70050);
    assert_int_equal(c->court_costs, 124300);
    assert_int_equal(c->costs_owner, 2);
    assert_int_equal(c->interest_brought, 1234);
    assert_int_equal(c->interest_to, krav_day_of(2026, 10, 30));
    assert_int_equal(c->paid_before, 50000);
    assert_int_equal(c->paid_last, krav_day_of(2026, 6, 1));
    assert_int_equal(c->judged, krav_day_of(2026, 5, 4));
    assert_str(c->judgment, "default_judgment");
    assert_int_equal(c->case_opened, krav_day_of(2025, 1, 20));
    assert_str(c->old_kid, "202600000014");
    takes(running(JUDGMENT, "Frav\xc3\xa6rsdom", OWNER, "inkassator"));
    assert_str(host->claims[0].judgment, "default_judgment");
    assert_int_equal(host->claims[0].costs_owner, 1);
    takes(running(BROUGHT, "0", OWNER, "")); /* no interest is left, which is said */
    assert_int_equal(host->claims[0].costs_owner, 0);
    takes(HEAD ";notice_sent;bo_dato;bo_frist;lett_salaer;gammel_kid\n"
          ROW ";2026-10-02;2026-10-20;2026-11-03;350;1\n");
    assert_int_equal(host->claims[0].light_costs, 35000);
    takes(HEAD "\n" ROW "\n");
    assert_int_equal(host->claims[0].demand_sent, 0);
    assert_str(host->claims[0].old_kid, NULL);
}

/* The host's today is 2026-11-02: that day is not the future. */
static void test_begin_holds_a_running_case_against_itself(void **state) {
    (void)state;
    static const struct {
        int column, second;
        const char *value, *other, *fault;
    } bad[] = {
        {NOTICE, NOTICE_END, "", "", "demand_sent needs notice_sent"},
        {NOTICE, NOTICE_END, "2025-03-02", "2025-03-16", "demand_sent is before notice_sent"},
        {DEMAND_END, DEMAND_END, "", "", "demand_sent needs demand_deadline"},
        {DEMAND_END, DEMAND_END, "2025-02-28", "2025-02-28", "demand_deadline is before demand"},
        {DEMAND, DEMAND, "", "", "demand_deadline needs demand_sent"},
        {DEMAND, DEMAND_END, "", "", "legal_notice_sent needs demand_sent"},
        {DEMAND, DEMAND_END, "", "", "light_costs needs demand_sent"},
        {DEMAND, DEMAND_END, "", "", "heavy_costs needs demand_sent"},
        {LEGAL, LEGAL, "", "", "legal_notice_deadline needs legal_notice_sent"},
        {LEGAL_END, LEGAL_END, "", "", "legal_notice_sent needs legal_notice_deadline"},
        {LEGAL, LEGAL, "2025-02-28", "2025-02-28", "legal_notice_sent is before demand_sent"},
        {LEGAL_END, LEGAL_END, "2025-03-31", "2025-03-31", "legal_notice_deadline is before"},
        {BROUGHT, BROUGHT, "", "", "interest_to needs interest_brought"},
        {TO, TO, "", "", "interest_brought needs interest_to"},
        {TO, TO, "2025-01-09", "2025-01-09", "interest_to is before due"},
        {TO, TO, "2026-11-03", "2026-11-03", "interest_to is in the future"},
        {FROM, FROM, "2026-11-01", "2026-11-01", "interest_from is not the day after interest_to"},
        {PAID, PAID, "", "", "paid_last needs paid_before"},
        {LAST, LAST, "", "", "paid_before needs paid_last"},
        {LAST, LAST, "2026-11-03", "2026-11-03", "paid_last is in the future"},
        {JUDGED, JUDGED, "", "", "judgment needs judged"},
        {JUDGED, JUDGMENT, "", "", "court_costs needs judged"},
        {JUDGMENT, JUDGMENT, "", "", "judged needs judgment"},
        {JUDGMENT, JUDGMENT, "tvist", "tvist", "judgment is not judgment, settlement or"},
        {JUDGED, JUDGED, "2025-01-10", "2025-01-10", "judged is not after due"},
        {JUDGED, JUDGED, "2026-11-03", "2026-11-03", "judged is in the future"},
        {OPENED, OPENED, "2026-11-03", "2026-11-03", "case_opened is in the future"},
        {DEMAND, DEMAND_END, "2026-11-03", "2026-11-17", "demand_sent is in the future"},
        {LEGAL, LEGAL_END, "2026-11-03", "2026-11-17", "legal_notice_sent is in the future"},
        {OWNER, OWNER, "staten", "staten", "costs_owner is neither agency nor creditor"},
        {LIGHT, LIGHT, "-1", "-1", "light_costs is negative"},
        {HEAVY, HEAVY, "-1", "-1", "heavy_costs is negative"},
        {COURT, COURT, "-1", "-1", "court_costs is negative"},
        {PAID, PAID, "-1", "-1", "paid_before is negative"},
        {BROUGHT, BROUGHT, "-1", "-1", "interest_brought is negative"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuses(running(bad[i].column, bad[i].value, bad[i].second, bad[i].other), 2, bad[i].fault);
    }
    takes(running(LAST, "2026-11-02", OPENED, "2026-11-02"));
    takes(running(TO, "2026-11-02", JUDGED, "2026-11-02"));
    refuses("record;source_id;creditor_org;invoice_no;amount;day;old_kid\n"
            "credit_note;C1;" ORG ";F1;1;2026-10-01;1\n", 2, "old_kid must be empty");
}

static void test_begin_names_all_faults_of_a_running_case(void **state) {
    (void)state;
    const char *text = HEAD ";demand_deadline;legal_notice_sent;court_costs;interest_brought;"
                            "paid_before;judgment;case_opened;heavy_costs\n"
                       ROW ";2026-10-20;2026-10-22;1;1;1;dom;2027-01-01;1\n";
    assert_int_equal(fake_host_take(host, text, strlen(text)), KRAV_REFUSED);
    assert_int_equal(host->n_faults, 9); /* the notice of legal action has two */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_begin_hands_over_a_running_case),
        cmocka_unit_test(test_begin_holds_a_running_case_against_itself),
        cmocka_unit_test(test_begin_names_all_faults_of_a_running_case),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
