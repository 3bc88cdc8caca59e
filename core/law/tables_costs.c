/* tables_costs.c - cost caps, § 3 a compensation and court fees as dated data, each row with its
 * source. */
#include "law/tables_costs.h"

#include "law/table_days.h"

/* Bounds in kroner, factors in hundredths of the inkassosats; the last band has no bound. */
#define UP_TO(kroner, light, heavy) {(ore)(kroner) * 100, (light), (heavy)}
#define ABOVE(light, heavy) {MONEY_MAX, (light), (heavy)}
#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static const struct cap_band bands_2010[] = {
    UP_TO(2500, 50, 100),
    UP_TO(10000, 100, 200),
    UP_TO(50000, 200, 400),
    UP_TO(250000, 400, 800),
    ABOVE(800, 1600),
};
static const struct cap_band bands_2020[] = {
    UP_TO(500, 25, 50),
    UP_TO(1000, 35, 70),
    UP_TO(2500, 40, 80),
    UP_TO(10000, 80, 160),
    UP_TO(50000, 160, 320),
    UP_TO(250000, 360, 720),
    ABOVE(720, 1440),
};

/* inkassoforskriften §§ 2-2, 2-3: chosen by the claim's due day.  Older tables are not known. */
const struct cap_row cap_rows[N_CAP_ROWS] = {
    {JANUARY_1(2010), OCTOBER_1(2020) - 1, bands_2010, COUNT(bands_2010),
     "FOR-1989-07-14-562 §§ 2-2, 2-3, in force 2010 to 2020"},
    {OCTOBER_1(2020), DAY_NONE, bands_2020, COUNT(bands_2020), "FOR-2020-06-19-1248"},
};

#define FIRST_HALF(y, kroner, source) {JANUARY_1(y), JULY_1(y) - 1, (kroner) * 100, (source)}
#define SECOND_HALF(y, kroner, source) {JULY_1(y), DECEMBER_31(y), (kroner) * 100, (source)}

/* forsinkelsesrenteloven § 3 a: EUR 40 in kroner, set each half-year.  The section is in force
 * from 2013-03-16, without an amount in kroner before July. */
const struct amount_row compensation_rows[N_COMPENSATION_ROWS] = {
    SECOND_HALF(2013, 300, "FOR-2013-06-26-755"),
    FIRST_HALF(2014, 320, "FOR-2013-12-20-1586"),
    SECOND_HALF(2014, 320, "FOR-2014-06-24-818"),
    FIRST_HALF(2015, 330, "FOR-2014-12-12-1594"),
    SECOND_HALF(2015, 330, "FOR-2015-06-22-729"),
    FIRST_HALF(2016, 370, "FOR-2015-12-17-1694"),
    SECOND_HALF(2016, 370, "FOR-2016-06-23-784"),
    FIRST_HALF(2017, 360, "FOR-2016-12-15-1583"),
    SECOND_HALF(2017, 370, "FOR-2017-06-22-915"),
    FIRST_HALF(2018, 380, "FOR-2017-12-14-2020"),
    SECOND_HALF(2018, 380, "FOR-2018-06-21-940"),
    FIRST_HALF(2019, 380, "FOR-2018-12-13-1905"),
    SECOND_HALF(2019, 390, "FOR-2019-06-20-763"),
    FIRST_HALF(2020, 400, "FOR-2019-12-19-2027"),
    SECOND_HALF(2020, 430, "FOR-2020-06-18-1222"),
    FIRST_HALF(2021, 420, "FOR-2020-12-17-2954"),
    SECOND_HALF(2021, 400, "FOR-2021-06-17-2079"),
    FIRST_HALF(2022, 390, "FOR-2021-12-17-3742"),
    SECOND_HALF(2022, 400, "FOR-2022-06-24-1178"),
    FIRST_HALF(2023, 410, "FOR-2022-12-15-2236"),
    SECOND_HALF(2023, 460, "FOR-2023-06-22-1075"),
    FIRST_HALF(2024, 470, "FOR-2023-12-14-2043"),
    SECOND_HALF(2024, 460, "FOR-2024-06-26-1320"),
    FIRST_HALF(2025, 470, "FOR-2024-12-19-3279"),
    SECOND_HALF(2025, 460, "FOR-2025-06-23-1321"),
    FIRST_HALF(2026, 460, "FOR-2025-12-18-2658"),
    SECOND_HALF(2026, 430, "FOR-2026-06-25-1372"),
};

#define R_YEARS(first, last, kroner)                                                               \
    {JANUARY_1(first), DECEMBER_31(last), (kroner) * 100,                                          \
     "rettsgebyrloven § 1, rettsgebyrforskriften § 2-1"}

/* The court fee unit R. */
const struct amount_row rettsgebyr_rows[N_RETTSGEBYR_ROWS] = {
    R_YEARS(2000, 2000, 600),
    R_YEARS(2001, 2001, 655),
    R_YEARS(2002, 2002, 670),
    {JANUARY_1(2003), JULY_1(2003) - 1, 700 * 100, "rettsgebyrloven § 1"},
    {JULY_1(2003), JULY_1(2004) - 1, 740 * 100, "rettsgebyrloven § 1"},
    {JULY_1(2004), DECEMBER_31(2005), 845 * 100, "rettsgebyrloven § 1"},
    R_YEARS(2006, 2015, 860),
    R_YEARS(2016, 2016, 1025),
    R_YEARS(2017, 2017, 1049),
    R_YEARS(2018, 2018, 1130),
    R_YEARS(2019, 2019, 1150),
    R_YEARS(2020, 2020, 1172),
    R_YEARS(2021, 2021, 1199),
    R_YEARS(2022, 2022, 1223),
    R_YEARS(2023, 2023, 1243),
    R_YEARS(2024, 2024, 1277),
    R_YEARS(2025, 2025, 1314),
    {JANUARY_1(2026), DAY_NONE, 1345 * 100, "rettsgebyrloven § 1, note 1"},
};

/* Forliksklage, in hundredths of R. */
const struct factor_row conciliation_rows[N_CONCILIATION_ROWS] = {
    {JANUARY_1(2006), DECEMBER_31(2018), 100, "LOV-2004-06-25-53"},
    {JANUARY_1(2019), DECEMBER_31(2021), 115, "LOV-2018-12-20-118"},
    {JANUARY_1(2022), JULY_1(2024) - 1, 110, "LOV-2021-12-22-166"},
    {JULY_1(2024), DAY_NONE, 154, "LOV-2024-06-21-49"},
};

/* Utleggsbegjæring, in hundredths of R. */
const struct factor_row enforcement_rows[N_ENFORCEMENT_ROWS] = {
    {JANUARY_1(2007), DECEMBER_31(2015), 185, "LOV-2006-12-22-101"},
    {JANUARY_1(2016), DECEMBER_31(2020), 170, "LOV-2015-12-18-125"},
    {JANUARY_1(2021), DECEMBER_31(2021), 125, "LOV-2020-12-21-174"},
    {JANUARY_1(2022), DECEMBER_31(2024), 121, "LOV-2021-12-22-166"},
    {JANUARY_1(2025), DAY_NONE, 69, "LOV-2024-12-20-98"},
};

/* Forkynning of a konkursvarsel, in hundredths of R: rettsgebyrloven § 25. */
const struct factor_row bankruptcy_notice_rows[N_BANKRUPTCY_NOTICE_ROWS] = {
    {JANUARY_1(2022), JULY_1(2024) - 1, 40, "LOV-2021-12-22-166"},
    {JULY_1(2024), DAY_NONE, 50, "LOV-2024-06-21-49"},
};

/* Skrivekostnad of an utleggsbegjæring, and help before the forliksråd when collection costs are
 * claimed as well, in hundredths of R: the most that the debtor owes, without VAT. */
const struct factor_row writing_rows[N_WRITING_ROWS] = {
    {FEBRUARY_1(2021), DAY_NONE, 50, "FOR-2020-10-23-2120 § 2"},
};
const struct factor_row legal_help_rows[N_LEGAL_HELP_ROWS] = {
    {FEBRUARY_1(2021), DAY_NONE, 50, "tvisteloven § 6-13"},
};
