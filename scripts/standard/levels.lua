-- Activity levels: how hard each claim is worked.  An agreement with a creditor names one and may
-- override single values within min and max.  Rules read them as c.level.
--
-- patience: a notice that goes out less than the agreement's bank days (three, and the weekend among
-- them) after the reminder's deadline may bear no fee of its own; six days always may.
--
-- counts: which letter fulfils what is promised; krav report promised holds the one against the other.

W.level "normal" {
  label         = "Normal",
  reminders     = int    { 1, min = 0, max = 3, says = "purringer før inkassovarselet", counts = "reminder" },
  reminder_days = int    { 14, min = 14, max = 30, says = "dager betalingsfrist i en purring" },
  notice_days   = int    { 14, min = 14, max = 30, says = "dager betalingsfrist i inkassovarselet" },
  demand_days   = int    { 14, min = 14, max = 30, says = "dager betalingsfrist i betalingsoppfordringen" },
  legal_days    = int    { 14, min = 14, max = 30, says = "dager betalingsfrist i varselet om rettslig inndriving" },
  patience      = int    { 6, min = 1, max = 14, says = "dager vi venter på banken etter en frist" },
  heavy_costs   = choice { "charge", "waive", shows = { "kreves", "frafalles" }, says = "forhøyet salær når loven åpner for det" },
  plan_uplift   = choice { "waive", "charge", shows = { "frafalles", "kreves" }, says = "tillegg for mer enn fire avdrag" },
  legal_from    = money  { 2000 * kr, min = 0, max = 100000 * kr, says = "rettslige skritt bare fra denne hovedstolen" },
  court_days    = int    { 90, min = 30, max = 365, says = "dager en sak kan vente på at noen sender den til retten" },
  monitor_days  = int    { 120, min = 30, max = 730, says = "dager mellom brevene i overvåk" },
  small_balance = money  { 50 * kr, min = 0, max = 500 * kr, says = "en rest under dette frafalles" },
}

W.level "gentle" {
  label         = "Skånsom",
  reminders     = int    { 2, min = 0, max = 3, says = "purringer før inkassovarselet", counts = "reminder" },
  reminder_days = int    { 21, min = 14, max = 30, says = "dager betalingsfrist i en purring" },
  notice_days   = int    { 21, min = 14, max = 30, says = "dager betalingsfrist i inkassovarselet" },
  demand_days   = int    { 21, min = 14, max = 30, says = "dager betalingsfrist i betalingsoppfordringen" },
  legal_days    = int    { 21, min = 14, max = 30, says = "dager betalingsfrist i varselet om rettslig inndriving" },
  patience      = int    { 7, min = 1, max = 14, says = "dager vi venter på banken etter en frist" },
  heavy_costs   = choice { "waive", "charge", shows = { "frafalles", "kreves" }, says = "forhøyet salær når loven åpner for det" },
  plan_uplift   = choice { "waive", "charge", shows = { "frafalles", "kreves" }, says = "tillegg for mer enn fire avdrag" },
  legal_from    = money  { 5000 * kr, min = 0, max = 100000 * kr, says = "rettslige skritt bare fra denne hovedstolen" },
  court_days    = int    { 180, min = 30, max = 365, says = "dager en sak kan vente på at noen sender den til retten" },
  monitor_days  = int    { 180, min = 30, max = 730, says = "dager mellom brevene i overvåk" },
  small_balance = money  { 100 * kr, min = 0, max = 500 * kr, says = "en rest under dette frafalles" },
}

W.level "firm" {
  label         = "Bestemt",
  reminders     = int    { 0, min = 0, max = 3, says = "purringer før inkassovarselet", counts = "reminder" },
  reminder_days = int    { 14, min = 14, max = 30, says = "dager betalingsfrist i en purring" },
  notice_days   = int    { 14, min = 14, max = 30, says = "dager betalingsfrist i inkassovarselet" },
  demand_days   = int    { 14, min = 14, max = 30, says = "dager betalingsfrist i betalingsoppfordringen" },
  legal_days    = int    { 14, min = 14, max = 30, says = "dager betalingsfrist i varselet om rettslig inndriving" },
  patience      = int    { 3, min = 1, max = 14, says = "dager vi venter på banken etter en frist" },
  heavy_costs   = choice { "charge", "waive", shows = { "kreves", "frafalles" }, says = "forhøyet salær når loven åpner for det" },
  plan_uplift   = choice { "waive", "charge", shows = { "frafalles", "kreves" }, says = "tillegg for mer enn fire avdrag" },
  legal_from    = money  { 1000 * kr, min = 0, max = 100000 * kr, says = "rettslige skritt bare fra denne hovedstolen" },
  court_days    = int    { 60, min = 30, max = 365, says = "dager en sak kan vente på at noen sender den til retten" },
  monitor_days  = int    { 90, min = 30, max = 730, says = "dager mellom brevene i overvåk" },
  small_balance = money  { 20 * kr, min = 0, max = 500 * kr, says = "en rest under dette frafalles" },
}
