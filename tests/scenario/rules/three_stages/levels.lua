-- Activity levels: how hard each claim is worked.  An agreement with a creditor names one and may
-- override single values within min and max.  Rules read them as c.level.
--
-- patience: a notice that goes out less than the agreement's bank days (three, and the weekend among
-- them) after the reminder's deadline may bear no fee of its own; six days always may.

W.level "normal" {
  label         = "Normal",
  reminders     = int   { 1, min = 0, max = 3, says = "reminders before the collection notice" },
  reminder_days = int   { 14, min = 14, max = 30, says = "days to pay given by a reminder" },
  notice_days   = int   { 14, min = 14, max = 30, says = "days to pay given by the collection notice" },
  patience      = int   { 3, min = 1, max = 14, says = "days we wait for the bank after a deadline" },
  small_balance = money { 50 * kr, min = 0, max = 500 * kr, says = "what is left below this is given up" },
}

W.level "gentle" {
  label         = "Skånsom",
  reminders     = int   { 2, min = 0, max = 3, says = "reminders before the collection notice" },
  reminder_days = int   { 21, min = 14, max = 30, says = "days to pay given by a reminder" },
  notice_days   = int   { 21, min = 14, max = 30, says = "days to pay given by the collection notice" },
  patience      = int   { 7, min = 1, max = 14, says = "days we wait for the bank after a deadline" },
  small_balance = money { 100 * kr, min = 0, max = 500 * kr, says = "what is left below this is given up" },
}

W.level "firm" {
  label         = "Bestemt",
  reminders     = int   { 0, min = 0, max = 3, says = "reminders before the collection notice" },
  reminder_days = int   { 14, min = 14, max = 30, says = "days to pay given by a reminder" },
  notice_days   = int   { 14, min = 14, max = 30, says = "days to pay given by the collection notice" },
  patience      = int   { 3, min = 1, max = 14, says = "days we wait for the bank after a deadline" },
  small_balance = money { 20 * kr, min = 0, max = 500 * kr, says = "what is left below this is given up" },
}
