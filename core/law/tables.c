/* tables.c - statutory rates and amounts as dated data, each row with its regulation. */
#include "law/law.h"

#include "base/check.h"
#include "law/table_days.h"
#include "law/tables_costs.h"

#define FIRST_HALF(y, bp, source) {JANUARY_1(y), JULY_1(y) - 1, (bp), (source)}
#define SECOND_HALF(y, bp, source) {JULY_1(y), DECEMBER_31(y), (bp), (source)}

/* forsinkelsesrenteloven § 3: set each half-year, and not known before it is published.  The
 * number of the regulation for the first half of 2026 is printed as 2568 in one place; the rate
 * is not in doubt. */
static const struct rate_row interest_rows[] = {
    {JANUARY_1(1994), DECEMBER_31(2003), 1200, "rates before 2004"},
    FIRST_HALF(2004, 925, "FOR-2003-12-17-1632"),
    SECOND_HALF(2004, 875, "FOR-2004-06-01-796"),
    FIRST_HALF(2005, 875, "FOR-2004-12-15-1626"),
    SECOND_HALF(2005, 900, "FOR-2005-06-30-728"),
    FIRST_HALF(2006, 925, "FOR-2005-12-20-1578"),
    SECOND_HALF(2006, 975, "FOR-2006-06-30-752"),
    FIRST_HALF(2007, 1050, "FOR-2006-12-18-1457"),
    SECOND_HALF(2007, 1150, "FOR-2007-06-28-707"),
    FIRST_HALF(2008, 1225, "FOR-2007-12-19-1498"),
    SECOND_HALF(2008, 1275, "FOR-2008-06-26-719"),
    FIRST_HALF(2009, 1000, "FOR-2008-12-17-1407"),
    SECOND_HALF(2009, 825, "FOR-2009-06-26-862"),
    FIRST_HALF(2010, 875, "FOR-2009-12-17-1599"),
    SECOND_HALF(2010, 900, "FOR-2010-06-24-935"),
    FIRST_HALF(2011, 900, "FOR-2010-12-16-1606"),
    SECOND_HALF(2011, 925, "FOR-2011-06-27-656"),
    FIRST_HALF(2012, 875, "FOR-2011-12-15-1243"),
    SECOND_HALF(2012, 850, "FOR-2012-06-21-565"),
    FIRST_HALF(2013, 850, "FOR-2012-12-19-1340"),
    SECOND_HALF(2013, 950, "FOR-2013-06-26-755"),
    FIRST_HALF(2014, 950, "FOR-2013-12-20-1586"),
    SECOND_HALF(2014, 950, "FOR-2014-06-24-818"),
    FIRST_HALF(2015, 925, "FOR-2014-12-12-1594"),
    SECOND_HALF(2015, 900, "FOR-2015-06-22-729"),
    FIRST_HALF(2016, 875, "FOR-2015-12-17-1694"),
    SECOND_HALF(2016, 850, "FOR-2016-06-23-784"),
    FIRST_HALF(2017, 850, "FOR-2016-12-15-1583"),
    SECOND_HALF(2017, 850, "FOR-2017-06-22-915"),
    FIRST_HALF(2018, 850, "FOR-2017-12-14-2020"),
    SECOND_HALF(2018, 850, "FOR-2018-06-21-940"),
    FIRST_HALF(2019, 875, "FOR-2018-12-13-1905"),
    SECOND_HALF(2019, 925, "FOR-2019-06-20-763"),
    FIRST_HALF(2020, 950, "FOR-2019-12-19-2027"),
    SECOND_HALF(2020, 800, "FOR-2020-06-18-1222"),
    FIRST_HALF(2021, 800, "FOR-2020-12-17-2954"),
    SECOND_HALF(2021, 800, "FOR-2021-06-17-2079"),
    FIRST_HALF(2022, 850, "FOR-2021-12-17-3742"),
    SECOND_HALF(2022, 925, "FOR-2022-06-24-1178"),
    FIRST_HALF(2023, 1075, "FOR-2022-12-15-2236"),
    SECOND_HALF(2023, 1175, "FOR-2023-06-22-1075"),
    FIRST_HALF(2024, 1250, "FOR-2023-12-14-2043"),
    SECOND_HALF(2024, 1250, "FOR-2024-06-26-1320"),
    FIRST_HALF(2025, 1250, "FOR-2024-12-19-3279"),
    SECOND_HALF(2025, 1225, "FOR-2025-06-23-1321"),
    FIRST_HALF(2026, 1200, "FOR-2025-12-18-2658"),
    SECOND_HALF(2026, 1225, "FOR-2026-06-25-1372"),
};

#define YEARS(first, last, kroner, source)                                                         \
    {JANUARY_1(first), DECEMBER_31(last), (kroner) * 100, (source)}

/* inkassoforskriften §§ 1-1, 2-1. */
static const struct amount_row inkassosats_rows[] = {
    {MARCH_1(2002), DECEMBER_31(2002), 520 * 100, "FOR-2002-02-01-97"},
    YEARS(2003, 2004, 530, "FOR-2002-12-13-1641"),
    YEARS(2005, 2005, 540, "FOR-2004-12-14-1624"),
    YEARS(2006, 2006, 550, "FOR-2005-12-16-1588"),
    YEARS(2007, 2007, 560, "FOR-2006-12-19-1557"),
    YEARS(2008, 2008, 570, "FOR-2007-12-17-1460"),
    YEARS(2009, 2009, 590, "FOR-2008-12-17-1471"),
    YEARS(2010, 2010, 600, "FOR-2009-12-18-1664"),
    YEARS(2011, 2011, 610, "FOR-2010-12-22-1816"),
    YEARS(2012, 2012, 620, "FOR-2011-12-15-1390"),
    YEARS(2013, 2013, 630, "FOR-2012-12-18-1367"),
    YEARS(2014, 2014, 640, "FOR-2013-12-16-1561"),
    YEARS(2015, 2015, 650, "FOR-2014-12-19-1891"),
    YEARS(2016, 2016, 670, "FOR-2015-12-15-1682"),
    YEARS(2017, 2018, 700, "FOR-2016-12-14-1635"),
    YEARS(2019, 2025, 700, "FOR-2018-12-20-2050"),
    {JANUARY_1(2026), DAY_NONE, 750 * 100, "FOR-2025-12-19-2709"},
};

static const struct law builtin = {
    .interest = {interest_rows, sizeof interest_rows / sizeof interest_rows[0]},
    .inkassosats = {inkassosats_rows, sizeof inkassosats_rows / sizeof inkassosats_rows[0]},
    .caps = {cap_rows, N_CAP_ROWS},
    .compensation = {compensation_rows, N_COMPENSATION_ROWS},
    .rettsgebyr = {rettsgebyr_rows, N_RETTSGEBYR_ROWS},
    .conciliation = {conciliation_rows, N_CONCILIATION_ROWS},
    .enforcement = {enforcement_rows, N_ENFORCEMENT_ROWS},
    .bankruptcy_notice = {bankruptcy_notice_rows, N_BANKRUPTCY_NOTICE_ROWS},
    .writing = {writing_rows, N_WRITING_ROWS},
    .legal_help = {legal_help_rows, N_LEGAL_HELP_ROWS},
};

const struct law *law_builtin(void) {
    return &builtin;
}

static int no_row(const char *what, day on, struct status *st) {
    char text[DAY_TEXT];
    return status_fail(st, STATUS_NOT_FOUND, "%s: %s: no row of the table covers this day", what,
                       day_format(on, text));
}

int law_interest_rate(const struct law *law, day on, int32_t *bp, struct status *st) {
    for (uint32_t i = law->interest.n; i > 0; i--) {
        const struct rate_row *row = &law->interest.rows[i - 1];
        if (on >= row->from && on <= row->to) {
            *bp = row->bp;
            return STATUS_OK;
        }
    }
    return no_row("late interest", on, st);
}

int law_amount(const struct amount_table *t, day on, ore *amount, struct status *st) {
    for (uint32_t i = t->n; i > 0; i--) {
        const struct amount_row *row = &t->rows[i - 1];
        if (on >= row->from && (row->to == DAY_NONE || on <= row->to)) {
            *amount = row->amount;
            return STATUS_OK;
        }
    }
    return no_row("statutory amount", on, st);
}

day law_due_day(day due) {
    ensure(due != DAY_NONE);
    return day_bank_day_from(due);
}
