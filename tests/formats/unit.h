/* unit.h - what every test program here includes first. */
#ifndef FORMATS_UNIT_H
#define FORMATS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define assert_str(str, text) assert_true(fake_str_is((str), (text)))

#endif
