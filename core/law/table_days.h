/* table_days.h - days as constant expressions, so that the law's tables are read-only data.
 *
 * A day is a number: 1 is 0001-01-01 (base/day.h). */
#ifndef KRAV_LAW_TABLE_DAYS_H
#define KRAV_LAW_TABLE_DAYS_H

#define LEAP(y) ((y) % 4 == 0 && ((y) % 100 != 0 || (y) % 400 == 0))
#define JANUARY_1(y) (365 * ((y) - 1) + ((y) - 1) / 4 - ((y) - 1) / 100 + ((y) - 1) / 400 + 1)
#define JULY_1(y) (JANUARY_1(y) + 181 + LEAP(y))
#define FEBRUARY_1(y) (JANUARY_1(y) + 31)
#define MARCH_1(y) (JANUARY_1(y) + 59 + LEAP(y))
#define OCTOBER_1(y) (JULY_1(y) + 92)
#define DECEMBER_31(y) (JANUARY_1((y) + 1) - 1)

#endif
