/* vocabulary.c - see vocabulary.h.  Only tables: the closed words of the trade. */
#include "domain/vocabulary.h"

#include <stdbool.h>

static const struct word subject_rows[] = {
    {SUBJECT_CASE, "case", "sak", "One case."},
    {SUBJECT_PARTY, "party", "part", "A person or firm, in all its cases."},
    {SUBJECT_CREDITOR, "creditor", "kreditor", "A creditor and its agreements."},
    {SUBJECT_BOOK, "book", "bok", "The agency's book as a whole."},
};
const struct words subjects = WORDS("subject", subject_rows);

#define CASE_RUNS SUBJECT_CASE, true
#define CASE_ONLY SUBJECT_CASE, false
static const struct fact_word fact_rows[] = {
    {{FACT_CLAIM_RECEIVED, "claim_received", "krav mottatt", "A creditor handed over a claim."}, CASE_RUNS},
    {{FACT_OPENING, "opening", "overtatt sak", "A running case came from an older system."}, CASE_RUNS},
    {{FACT_CREDIT_NOTE, "credit_note", "kreditnota", "The creditor reduced an invoice."}, CASE_RUNS},
    {{FACT_PAID, "paid", "innbetaling", "Money reached the client account."}, CASE_RUNS},
    {{FACT_PAID_DIRECT, "paid_direct", "betalt til kreditor", "The debtor paid the creditor."}, CASE_RUNS},
    {{FACT_PAYMENT_REVERSED, "payment_reversed", "tilbakeført betaling", "A payment bounced."}, CASE_RUNS},
    {{FACT_COMPOSED, "composed", "brev satt opp", "A planned letter's turn came: it is composed and dated."}, CASE_ONLY},
    {{FACT_RECEIPT, "receipt", "kvittering", "The channel says that the letter is sent."}, CASE_RUNS},
    {{FACT_NOT_SENT, "not_sent", "ikke sendt", "A planned letter was not sent: refused, or past its last day."}, CASE_RUNS},
    {{FACT_LETTER_RETURNED, "letter_returned", "returpost", "The letter came back."}, CASE_RUNS},
    {{FACT_DELIVERY_SILENT, "delivery_silent", "manglende kvittering", "The channel never said what became of it."}, CASE_RUNS},
    {{FACT_DAY_REACHED, "day_reached", "dato nådd", "A day on the agenda came."}, CASE_RUNS},
    {{FACT_DISPUTE, "dispute", "innsigelse", "The debtor objects: everything stops."}, CASE_RUNS},
    {{FACT_DISPUTE_SETTLED, "settle_dispute", "innsigelse avgjort", "The objection has been answered."}, CASE_RUNS},
    {{FACT_HOLD, "hold", "bero", "The case rests, until a day or until released."}, CASE_RUNS},
    {{FACT_RELEASE, "release", "gjenopptatt", "The case goes on."}, CASE_RUNS},
    {{FACT_NOTE, "note", "notat", "Somebody wrote something down."}, CASE_ONLY},
    {{FACT_CONTACT, "contact", "kontakt", "Somebody spoke with the debtor."}, CASE_RUNS},
    {{FACT_MESSAGE_IN, "message_in", "melding inn", "A letter, e-mail or upload came in."}, CASE_RUNS},
    {{FACT_COMPLAINT, "complaint", "klage", "A complaint went to the board."}, CASE_RUNS},
    {{FACT_CREDITOR_ANSWERED, "creditor_answered", "svar fra kreditor", "The creditor answered."}, CASE_RUNS},
    {{FACT_SCORE_RECEIVED, "score_received", "score mottatt", "A score came back, or none will."}, CASE_RUNS},
    {{FACT_WASH_RECEIVED, "wash_received", "vask mottatt", "A register answered, or will not."}, CASE_RUNS},
    {{FACT_FILING_RESULT, "filing_result", "rettslig svar", "A court or enforcement office answered."}, CASE_RUNS},
    {{FACT_ACKNOWLEDGED, "acknowledged", "erkjennelse", "The debtor acknowledged the debt."}, CASE_RUNS},
    {{FACT_ACT, "act", "handling", "A person proposes actions, judged like a rule's."}, CASE_ONLY},
    {{FACT_DIED, "died", "dødsfall", "The debtor died."}, SUBJECT_PARTY, true},
    {{FACT_BANKRUPT, "bankrupt", "konkurs", "The debtor is bankrupt."}, SUBJECT_PARTY, true},
    {{FACT_BANKRUPTCY_ENDED, "bankruptcy_ended", "konkurs avsluttet", "The bankruptcy ended."}, SUBJECT_PARTY, true},
    {{FACT_DEBT_SETTLEMENT, "debt_settlement", "gjeldsordning", "Debt settlement was opened or ended."}, SUBJECT_PARTY, true},
    {{FACT_GUARDIAN, "guardian", "vergemål", "A guardian was appointed or left."}, SUBJECT_PARTY, true},
    {{FACT_MOVED, "moved", "flyttet", "A new address."}, SUBJECT_PARTY, true},
    {{FACT_PROTECTED_ADDRESS, "protected_address", "adressesperre", "The address is protected."}, SUBJECT_PARTY, true},
    {{FACT_CONTACT_OPT_OUT, "contact_opt_out", "kontaktreservasjon", "The debtor wants no calls, or no electronic messages."}, SUBJECT_PARTY, true},
    {{FACT_REACHED_AT, "reached_at", "kontaktopplysninger", "Another e-mail address or phone number."}, SUBJECT_PARTY, true},
    {{FACT_CREDITOR_SET, "creditor_set", "kreditor registrert", "A creditor's data were set."}, SUBJECT_CREDITOR, false},
    {{FACT_AGREEMENT_SET, "agreement_set", "avtale registrert", "An agreement was made or changed."}, SUBJECT_CREDITOR, false},
    {{FACT_RATES_SET, "rates_set", "satser registrert", "Rates were added."}, SUBJECT_BOOK, false},
    {{FACT_USER_SET, "user_set", "bruker registrert", "A user was set."}, SUBJECT_BOOK, false},
    {{FACT_BUNDLE_PUBLISHED, "bundle_published", "regler publisert", "A rule bundle became active."}, SUBJECT_BOOK, false},
    {{FACT_DAY_OPENED, "day_opened", "dag åpnet", "The book's day moved."}, SUBJECT_BOOK, false},
    {{FACT_MONEY_UNMATCHED, "money_unmatched", "uavklart innbetaling", "Money came without a case."}, SUBJECT_BOOK, false},
    {{FACT_MONEY_MATCHED, "money_matched", "innbetaling avklart", "Unmatched money found its case."}, SUBJECT_BOOK, false},
    {{FACT_KEPT_WAITING, "kept_waiting", "satt på vent", "Something came too early and waits for its case."}, SUBJECT_BOOK, false},
    {{FACT_STATEMENT_LINE, "statement_line", "kontoutskrift", "A line of the bank's statement."}, SUBJECT_BOOK, false},
    {{FACT_REMITTED, "remitted", "avregnet", "What was collected for a creditor was settled."}, SUBJECT_CREDITOR, false},
    {{FACT_PAYOUT_BATCHED, "payout_batched", "utbetaling samlet", "Settlements went together in one payment file."}, SUBJECT_BOOK, false},
    {{FACT_PAYOUT_CONFIRMED, "payout_confirmed", "utbetaling bekreftet", "The bank paid a settlement out."}, SUBJECT_CREDITOR, false},
    {{FACT_PAYOUT_FAILED, "payout_failed", "utbetaling avvist", "The bank refused a settlement."}, SUBJECT_CREDITOR, false},
    {{FACT_SHORTAGE, "shortage", "underdekning", "Money that went back had been paid on: the agency makes it good."}, SUBJECT_CREDITOR, false},
    {{FACT_PAYMENT_MOVED, "move_payment", "betaling flyttet", "A payment stood on the wrong case."}, CASE_RUNS},
    {{FACT_REFUND_CONFIRMED, "refund_confirmed", "tilbakebetaling bekreftet", "The bank paid a refund out."}, CASE_ONLY},
    {{FACT_REFUND_FAILED, "refund_failed", "tilbakebetaling avvist", "The bank refused a refund, or it came back."}, CASE_ONLY},
    {{FACT_MONEY_RETURNED, "money_returned", "uavklart betaling sendt tilbake", "Money that no case knows goes back to its payer."}, SUBJECT_BOOK, false},
    {{FACT_LIMITATION_AGREED, "limitation_agreed", "avtalt fristforlengelse", "The debtor agreed to a later limitation (foreldelsesloven § 28)."}, CASE_RUNS},
    {{FACT_LIMITATION_EXTENDED, "limitation_extended", "tilleggsfrist", "Ignorance or a hindrance gives more time (foreldelsesloven § 10)."}, CASE_RUNS},
    {{FACT_ESTATE_CLAIMED, "estate_claimed", "anmeldt i bo", "The claim was filed with an estate or in a debt settlement (foreldelsesloven § 18)."}, CASE_RUNS},
    {{FACT_ESTATE_RECOGNISED, "estate_recognised", "anerkjent i bo", "The estate or the settlement recognised it and ended (foreldelsesloven § 21 no. 3)."}, CASE_RUNS},
    {{FACT_MERGED, "merged", "sammenslått", "Another case's claims came into this one."}, CASE_RUNS},
    {{FACT_MERGED_INTO, "merged_into", "slått inn i annen sak", "This case's claims went into another."}, CASE_ONLY},
    {{FACT_KEEP_APART, "keep_apart", "hold for seg", "The debtor wants this case by itself, not merged with others."}, CASE_RUNS},
    {{FACT_ESTATE_REFUSED, "estate_refused", "ikke anerkjent i bo", "It was not recognised, or not tried (foreldelsesloven § 22 no. 2)."}, CASE_RUNS},
    {{FACT_BREACH, "breach", "regelbrudd", "A rule was broken towards the debtor: costs are lost."}, CASE_RUNS},
    {{FACT_COSTS_RESTORED, "restore_costs", "kostnader gjeninnført", "It was decided that lost costs are owed after all."}, CASE_RUNS},
    {{FACT_ANSWERED, "answered", "besvart", "The debtor's message was answered."}, CASE_RUNS},
    {{FACT_REPRESENTATIVE, "representative", "representant", "The debtor appointed a representative, or has none any more."}, SUBJECT_PARTY, true},
    {{FACT_STATEMENT, "statement", "kontoutskrift mottatt", "The bank's statement of the client account came."}, SUBJECT_BOOK, false},
    {{FACT_RECONCILED, "reconciled", "avstemt", "A statement was held against the book: proven, or it differs."}, SUBJECT_BOOK, false},
    {{FACT_FUNDS_BROKEN, "funds_broken", "klientmidler stemmer ikke", "Client money does not add up: payouts stop."}, SUBJECT_BOOK, false},
    {{FACT_PAYOUTS_RELEASED, "payouts_released", "utbetalinger frigitt", "Somebody let payouts go on, with a reason."}, SUBJECT_BOOK, false},
    {{FACT_NEWER_ENFORCEMENT, "newer_enforcement", "nye utleggsregler", "Innkrevingsloven (2025) applies to the debtor from this day."}, SUBJECT_PARTY, true},
    {{FACT_MANDATE, "mandate", "betalingsfullmakt", "The payer let us ask his bank for the money (AvtaleGiro), or no longer."}, CASE_RUNS},
    {{FACT_PURSE_OPENED, "purse_opened", "egen avregning", "From here on a department of the creditor is settled apart."}, SUBJECT_CREDITOR, false},
    {{FACT_DEBIT_ASKED, "debit_asked", "trekk bestilt", "The payer's bank is asked to pay an instalment (AvtaleGiro)."}, CASE_ONLY},
    {{FACT_DEBIT_DELETED, "debit_deleted", "trekk slettet", "A request to the payer's bank is taken back."}, CASE_ONLY},
    {{FACT_DEBIT_NOT_TAKEN, "debit_not_taken", "trekk ikke tatt imot", "A request, or its deletion, never reached the bank."}, CASE_ONLY},
    {{FACT_DEBITS_BATCHED, "debits_batched", "trekk samlet", "The day's requests and deletions went together in one file."}, SUBJECT_BOOK, false},
    {{FACT_WINDING_UP, "winding_up", "under avvikling", "The business is being wound up, or not any more."}, SUBJECT_PARTY, true},
    {{FACT_DISSOLVED, "dissolved", "slettet", "The business is dissolved: it is nobody any more."}, SUBJECT_PARTY, true},
    {{FACT_RENAMED, "renamed", "nytt navn", "The debtor has another name."}, SUBJECT_PARTY, true},
    {{FACT_PAY_OPENED, "pay_opened", "betalingsside åpnet", "A debtor asked for the provider's page to pay at."}, SUBJECT_BOOK, false},
    {{FACT_PROVIDER_SETTLED, "provider_settled", "oppgjør fra betalingsformidler", "The provider paid out what it had collected, less its fee."}, SUBJECT_BOOK, false},
    {{FACT_PAGE_WITHDRAWN, "page_withdrawn", "betalingsside trukket", "A page to pay at is taken back: its sum is no more what is owed."}, SUBJECT_BOOK, false},
};
const struct words fact_kinds = WORDS("fact", fact_rows);

static const struct word event_rows[] = {
    {EVENT_CASE_OPENED, "case_opened", "sak opprettet", "The case began."},
    {EVENT_CLAIM_ADDED, "claim_added", "krav lagt til", "A claim joined the case."},
    {EVENT_CLAIM_REDUCED, "claim_reduced", "krav redusert", "The principal shrank without money reaching us."},
    {EVENT_LETTER_TAKEN_OVER, "letter_taken_over", "tidligere brev", "A letter that the creditor sent before."},
    {EVENT_INTEREST_ACCRUED, "interest_accrued", "rente påløpt", "Interest was posted (or corrected, when negative)."},
    {EVENT_FEE_CHARGED, "fee_charged", "gebyr påført", "A lawful fee or cost was added."},
    {EVENT_FEE_WAIVED, "fee_waived", "gebyr frafalt", "A fee or cost was taken away."},
    {EVENT_PAYMENT_ALLOCATED, "payment_allocated", "betaling fordelt", "Money was received and allocated."},
    {EVENT_PAYMENT_UNDONE, "payment_undone", "betaling tilbakeført", "An allocation was taken back."},
    {EVENT_REMAINDER_WAIVED, "remainder_waived", "rest frafalt", "The quoted sum was paid in time: what accrued since is waived."},
    {EVENT_WRITTEN_OFF, "written_off", "avskrevet", "The rest was given up."},
    {EVENT_REFUNDED, "refunded", "tilbakebetaling", "Money that is not ours to keep is on its way back to its payer."},
    {EVENT_STAGE_ENTERED, "stage_entered", "steg", "The case stands in another stage."},
    {EVENT_LOOK_AFTER_DEADLINE, "look_after_deadline", "se igjen etter frist", "Look again some days after the next letter's deadline."},
    {EVENT_LETTER_PLANNED, "letter_planned", "brev planlagt", "A letter was promised."},
    {EVENT_LETTER_COMPOSED, "letter_composed", "brev satt opp", "The letter was composed: a quote with a deadline."},
    {EVENT_LETTER_SENT, "letter_sent", "brev sendt", "The channel has sent it: the legal clock runs."},
    {EVENT_LETTER_NOT_SENT, "letter_not_sent", "brev ikke sendt", "It was never sent."},
    {EVENT_LETTER_WITHDRAWN, "letter_withdrawn", "brev trukket", "The promise was taken back before it was sent."},
    {EVENT_LETTER_RETURNED, "letter_returned", "brev i retur", "It came back undelivered."},
    {EVENT_DISPUTE_OPENED, "dispute_opened", "innsigelse", "The debtor objects."},
    {EVENT_DISPUTE_CLOSED, "dispute_closed", "innsigelse avsluttet", "The objection is settled."},
    {EVENT_HOLD_SET, "hold_set", "satt i bero", "The case rests."},
    {EVENT_HOLD_ENDED, "hold_ended", "bero opphevet", "The case goes on."},
    {EVENT_PLAN_AGREED, "plan_agreed", "avdragsordning", "An instalment plan was agreed."},
    {EVENT_PLAN_BROKEN, "plan_broken", "avtale misligholdt", "The plan was broken."},
    {EVENT_PLAN_ENDED, "plan_ended", "avtale avsluttet", "The plan ended."},
    {EVENT_DEFERRED, "deferred", "utsettelse", "The deadline was moved."},
    {EVENT_CONTACTED, "contacted", "kontakt", "There was contact with the debtor."},
    {EVENT_MESSAGE_NOTED, "message_noted", "melding", "A message came in."},
    {EVENT_NOTED, "noted", "notat", "A note."},
    {EVENT_TASK_RAISED, "task_raised", "oppgave", "A person was asked."},
    {EVENT_CREDITOR_ASKED, "creditor_asked", "spørsmål til kreditor", "The creditor was asked."},
    {EVENT_CREDITOR_ANSWERED, "creditor_answered", "svar fra kreditor", "The creditor answered."},
    {EVENT_SCORE_NOTED, "score_noted", "score", "A score was noted."},
    {EVENT_WASH_NOTED, "wash_noted", "vask", "A register's answer was noted."},
    {EVENT_FILED, "filed", "begjæring sendt", "A legal filing was made."},
    {EVENT_JUDGED, "judged", "avgjørelse", "A legal decision came."},
    {EVENT_ACKNOWLEDGED, "acknowledged", "erkjent", "The debt was acknowledged."},
    {EVENT_PERSON_CHANGED, "person_changed", "personopplysning", "The debtor's situation changed."},
    {EVENT_PARKED, "parked", "parkert", "The case waits for a person: something is wrong."},
    {EVENT_RESUMED, "resumed", "gjenopptatt", "A parked case goes on."},
    {EVENT_MERGED, "merged", "sammenslått", "The claims of another case came here, as they stood."},
    {EVENT_CLOSED, "closed", "avsluttet", "The case ended."},
    {EVENT_MONEY_SET_ASIDE, "money_set_aside", "uavklart betaling", "Money whose case is not known was put in suspense."},
    {EVENT_MONEY_TAKEN_OUT, "money_taken_out", "avklart betaling", "Suspense money went on to its case."},
    {EVENT_PAID_BEFORE, "paid_before", "tidligere betalt", "What was paid before the case came to us."},
    {EVENT_REMAINDER_RESTORED, "remainder_restored", "rest gjeninnført", "A waived remainder is owed again: the payment went back."},
    {EVENT_REMITTED, "remitted", "avregnet", "What a creditor has with us was settled."},
    {EVENT_PAYOUT_SETTLED, "payout_settled", "utbetalt", "The bank has paid a settlement out."},
    {EVENT_PAYOUT_REOPENED, "payout_reopened", "utbetaling avvist", "A settlement was not paid out: it is owed again."},
    {EVENT_SHORTAGE_COVERED, "shortage_covered", "underdekning dekket", "The agency made good what a creditor was paid too much."},
    {EVENT_STAGE_RENAMED, "stage_renamed", "steg omdøpt", "The rules have another name for the stage."},
    {EVENT_REVERSED, "reversed", "tilbakeført", "An earlier posting set was taken back, by name."},
    {EVENT_REFUND_SETTLED, "refund_settled", "tilbakebetalt", "The bank has paid the refund out."},
    {EVENT_REFUND_REOPENED, "refund_reopened", "tilbakebetaling avvist", "The refund did not arrive: it still has to go back."},
    {EVENT_REFUND_LOST, "refund_lost", "tilbakebetalt uten dekning", "The money bounced after it had gone back: the agency makes it good."},
    {EVENT_REOPENED, "reopened", "gjenåpnet", "The case was opened again."},
    {EVENT_ANSWER_OWED, "answer_owed", "svar skyldes", "A message waits for its answer, until a day."},
    {EVENT_ANSWERED, "answered", "besvart", "The message was answered."},
    {EVENT_COSTS_LOST, "costs_lost", "kostnader tapt", "From now on the case bears no costs."},
    {EVENT_COSTS_RESTORED, "costs_restored", "kostnader gjeninnført", "It may bear costs again."},
    {EVENT_FEE_RESTORED, "fee_restored", "gebyr gjeninnført", "A fee or cost that was lost is owed again."},
    {EVENT_CALL_ASKED, "call_asked", "bedt om å ringe", "A caseworker was asked to call."},
    {EVENT_CALLED, "called", "ringt", "Somebody tried to call the debtor."},
    {EVENT_CALL_ENDED, "call_ended", "ringes ikke", "The call that was asked for is not to be made any more."},
    {EVENT_FILING_ASKED, "filing_asked", "begjæring forberedt", "A filing was prepared, and a person asked to make it."},
    {EVENT_FILING_ENDED, "filing_ended", "begjæring avgjort", "What came of a filing."},
    {EVENT_NOTICE_SERVED, "notice_served", "varsel forkynt", "A process server delivered a notice."},
    {EVENT_LIMITATION_NOTED, "limitation_noted", "foreldelse notert", "Something that moves the day on which the claim is lost by time."},
    {EVENT_MERGED_INTO, "merged_into", "slått inn i annen sak", "The claims went into another case, as they stood."},
    {EVENT_MANDATE_SET, "mandate_set", "betalingsfullmakt", "We may ask the payer's bank for the money (AvtaleGiro), or no longer."},
    {EVENT_KEPT_APART, "kept_apart", "holdes for seg", "The debtor wants this case by itself (or no longer does)."},
    {EVENT_INTEREST_LAPSED, "interest_lapsed", "rente foreldet", "Interest was lost by time (or came back, when negative)."},
    {EVENT_BANK_CHARGED, "bank_charged", "bankgebyr dekket", "The bank took a charge from the client account: the agency makes it good."},
    {EVENT_PLAN_OFFERED, "plan_offered", "avdrag tilbudt", "Instalments were offered; the first one's day is the last to accept."},
    {EVENT_PLAN_ADJUSTED, "plan_adjusted", "avdragsordning endret", "The instalments that were left became others."},
    {EVENT_DEBIT_ASKED, "debit_asked", "trekk bestilt", "The payer's bank was asked to pay an instalment on its day (AvtaleGiro)."},
    {EVENT_DEBIT_DELETED, "debit_deleted", "trekk slettet", "A request to the payer's bank was taken back before its day."},
    {EVENT_DEBIT_NOT_TAKEN, "debit_not_taken", "trekk ikke tatt imot", "A request, or its deletion, never reached the bank."},
    {EVENT_DEBIT_PAID, "debit_paid", "trekk betalt", "The bank paid what it was asked for."},
    {EVENT_INQUIRY_ASKED, "inquiry_asked", "opplysninger bestilt", "A score or a register was asked for."},
    {EVENT_INQUIRY_ENDED, "inquiry_ended", "opplysninger uteblir", "There will be no answer to that question."},
    {EVENT_PROVIDER_SETTLED, "provider_settled", "oppgjør fra betalingsformidler", "The provider paid the agency what it had collected, less its fee."},
};
const struct words event_kinds = WORDS("event", event_rows);

static const struct word action_field_rows[] = {
    {1, "letter", "brev", "Kind of letter."},
    {2, "by", "kanal", "Channel."},
    {3, "days", "dager", "Days to pay or answer, counted from sending."},
    {4, "because", "begrunnelse", "Why, in the rule author's words; shown by explain."},
    {5, "stage", "steg", "Name of a stage."},
    {6, "on", "dato", "A day."},
    {7, "after", "etter", "Days from today."},
    {8, "after_deadline", "etter frist", "Days after the letter's deadline."},
    {9, "what", "hva", "Subject or reason, a few words."},
    {10, "who", "hvem", "Who should do it."},
    {11, "text", "tekst", "Free words."},
    {12, "until_day", "til", "Last day."},
    {13, "parts", "avdrag", "Number of instalments."},
    {14, "first", "første forfall", "Day of the first instalment."},
    {15, "fee", "gebyr", "A lawful fee by name."},
};
const struct words action_fields = WORDS("field", action_field_rows);

#define ROW(value, name, norwegian, doc) {(value), (name), (norwegian), (doc)}
static const struct action_word action_rows[] = {
    {ROW(ACTION_SEND, "send", "send", "Send a letter: kind and days, never dates or amounts."),
     AF_LETTER | AF_BY | AF_DAYS | AF_BECAUSE, AF_LETTER, AF_LETTER, false, true},
    {ROW(ACTION_CALL, "call", "ring", "A phone task within the lawful hours."),
     AF_WHAT | AF_BECAUSE, AF_WHAT, AF_WHAT, false, true},
    {ROW(ACTION_MOVE, "move", "gå til", "Enter another stage; its enter runs in the same step."),
     AF_STAGE | AF_BECAUSE, AF_STAGE, AF_STAGE, false, true},
    {ROW(ACTION_LOOK_AGAIN, "look_again", "se igjen", "When to decide again."),
     AF_ON | AF_AFTER | AF_AFTER_DEADLINE | AF_BECAUSE, 0, 0, false, true},
    {ROW(ACTION_CHARGE, "charge", "påfør", "Add a lawful fee by name."),
     AF_FEE | AF_BECAUSE, AF_FEE, AF_FEE, false, true},
    {ROW(ACTION_SCORE, "score", "score", "Ask a plugin for a score."), AF_BECAUSE, 0, 0, false, true},
    {ROW(ACTION_WASH, "wash", "vask", "Ask the registers."), AF_BECAUSE, 0, 0, false, true},
    {ROW(ACTION_PLAN, "plan", "avdragsordning", "Agree to monthly instalments."),
     AF_PARTS | AF_FIRST | AF_BECAUSE, AF_PARTS, 0, false, true},
    {ROW(ACTION_DEFER, "defer", "utsett", "Give more time."),
     AF_DAYS | AF_BECAUSE, AF_DAYS, AF_DAYS, false, true},
    {ROW(ACTION_HOLD, "hold", "sett i bero", "Let the case rest."),
     AF_WHAT | AF_UNTIL | AF_BECAUSE, AF_WHAT, AF_WHAT, false, true},
    {ROW(ACTION_RELEASE, "release", "gjenoppta", "Let it go on."), AF_BECAUSE, 0, 0, false, true},
    {ROW(ACTION_MERGE, "merge", "slå sammen", "Merge this debtor's cases with this creditor."),
     AF_BECAUSE, 0, 0, false, true},
    {ROW(ACTION_FILE, "file", "begjær", "A legal filing: \"conciliation\", \"enforcement\" or \"bankruptcy\"."), AF_WHAT | AF_BECAUSE, AF_WHAT, AF_WHAT, false, true},
    {ROW(ACTION_ASK_CREDITOR, "ask_creditor", "spør kreditor", "Put it before the creditor."),
     AF_WHAT | AF_DAYS | AF_BECAUSE, AF_WHAT, AF_WHAT, false, true},
    {ROW(ACTION_TASK, "task", "oppgave", "Ask a person."),
     AF_WHO | AF_TEXT | AF_BECAUSE, AF_TEXT, AF_TEXT, false, true},
    {ROW(ACTION_WRITE_OFF, "write_off", "avskriv", "Give up what is left."), AF_BECAUSE, AF_BECAUSE, AF_BECAUSE, false, true},
    {ROW(ACTION_NOTE, "note", "notat", "Write something down."), AF_TEXT, AF_TEXT, AF_TEXT, false, true},
    {ROW(ACTION_CLOSE, "close", "avslutt", "End the case."), AF_WHAT | AF_BECAUSE, AF_WHAT, AF_WHAT, false, true},
    {ROW(ACTION_WITHDRAW, "withdraw", "trekk", "The creditor takes the claim back."),
     AF_WHAT | AF_BECAUSE, AF_WHAT, AF_WHAT, true, true},
    {ROW(ACTION_REVERSE, "reverse", "tilbakefør", "Take back a posting set."),
     AF_WHAT | AF_BECAUSE, AF_WHAT, AF_WHAT, true, true},
    {ROW(ACTION_REFUND, "refund", "betal tilbake", "Overpaid money goes back to its payer."),
     AF_WHAT | AF_BECAUSE, AF_WHAT, AF_WHAT, true, true},
    {ROW(ACTION_END_PLAN, "end_plan", "avslutt avdragsordning", "The instalment plan ends."),
     AF_BECAUSE, 0, 0, false, true},
    {ROW(ACTION_FILED, "filed", "begjæring sendt", "A filing was made: by whom it was asked of or by anybody else."),
     AF_WHAT | AF_ON | AF_BECAUSE, AF_WHAT, AF_WHAT, true, true},
    {ROW(ACTION_NOTICE_SERVED, "notice_served", "varsel forkynt", "A bankruptcy notice was served (konkursloven § 63)."),
     AF_ON | AF_BECAUSE, 0, 0, true, true},
    {ROW(ACTION_OFFER_PLAN, "offer_plan", "tilby avdrag", "Offer monthly instalments, each with day and amount; the letter goes with it."),
     AF_PARTS | AF_FIRST | AF_BECAUSE, AF_PARTS | AF_FIRST, 0, false, true},
    {ROW(ACTION_ACCEPT_PLAN, "accept_plan", "godta avdrag", "The debtor accepts the instalments that were offered."),
     AF_BECAUSE, 0, 0, true, true},
    {ROW(ACTION_ADJUST_PLAN, "adjust_plan", "endre avdrag", "The instalments that are left become others, or one is skipped."),
     AF_PARTS | AF_FIRST | AF_BECAUSE, 0, 0, true, true},
};
const struct words action_kinds = WORDS("action", action_rows);

static const struct word part_rows[] = {
    {PART_CREDITOR, "creditor", "kreditor", "The creditor's name."},
    {PART_CLAIM, "claim", "hva kravet gjelder", "What the claim is about."},
    {PART_AMOUNTS, "amounts", "beløp hver for seg", "Principal and each addition by itself."},
    {PART_TOTAL, "total", "samlet krav", "The whole amount."},
    {PART_INTEREST, "interest", "rente", "Interest rate and the day it runs from."},
    {PART_DEADLINE, "deadline", "frist", "A deadline, long enough."},
    {PART_PAYMENT, "payment", "betaling", "Account and KID."},
    {PART_OBJECTION, "objection", "innsigelse", "Whom to tell of an objection."},
    {PART_CONSEQUENCE, "consequence", "følger", "What follows if nothing is done."},
    {PART_BOARD, "board", "nemnd", "The right to go to the complaint board."},
    {PART_DEBTOR, "debtor", "mottaker", "Whom it is for."},
    {PART_SENDER, "sender", "avsender", "Who sends it, with a way to reach them."},
    {PART_INVOICE_DATE, "invoice_date", "fakturadato", "Number and date of each invoice."},
    {PART_ESTIMATE, "estimate", "anslåtte kostnader", "What further collection may cost."},
    {PART_HELP, "help", "veiledning", "Whom to ask about payment trouble, and how to complain."},
    {PART_PHONE_HOURS, "phone_hours", "telefontid", "Phone number and the hours it is answered."},
    {PART_CONCERN, "concern", "vare eller tjeneste", "What kind of goods or service each claim is for."},
    {PART_BREACH_COSTS, "breach_costs", "kostnader ved brudd", "By how much costs may rise if a plan is broken."},
    {PART_OPENING, "opening", "hva brevet er", "What this letter is, and what is so of this very case."},
    {PART_INSTALMENTS, "instalments", "avdragene", "Each instalment, with day, amount and KID."},
    {PART_COVERED, "covered", "fordeling", "What a payment went to."},
};
const struct words letter_parts = WORDS("letter part", part_rows);

static const struct letter_word letter_rows[] = {
    {ROW(LETTER_REMINDER, "reminder", "purring", "A friendly reminder after the due day."), true, 14, true},
    {ROW(LETTER_COLLECTION_NOTICE, "collection_notice", "inkassovarsel", "Notice that collection will follow (inkassoloven § 9)."), true, 14, true},
    {ROW(LETTER_PAYMENT_DEMAND, "payment_demand", "betalingsoppfordring", "Call to pay or object (inkassoloven § 10)."), true, 14, true},
    {ROW(LETTER_LEGAL_NOTICE, "legal_notice", "varsel om rettslig inndriving", "Notice of legal collection (inkassoloven § 11)."), true, 14, true},
    {ROW(LETTER_ENFORCEMENT_NOTICE, "enforcement_notice", "varsel om tvangsfullbyrdelse", "Notice of enforcement (tvangsfullbyrdelsesloven § 4-18)."), true, 14, true},
    {ROW(LETTER_BANKRUPTCY_NOTICE, "bankruptcy_notice", "konkursvarsel", "Notice before a bankruptcy petition (konkursloven § 63)."), true, 28, true},
    {ROW(LETTER_MONITORING, "monitoring", "overvåkbrev", "A letter while the claim is monitored."), true, 14, true},
    {ROW(LETTER_PLAN_OFFER, "plan_offer", "tilbud om avdragsordning", "An offer of instalments."), false, 0, false},
    {ROW(LETTER_PLAN_AGREED, "plan_agreed", "bekreftet avdragsordning", "What was agreed: dates and amounts."), false, 0, false},
    {ROW(LETTER_PLAN_BROKEN, "plan_broken", "misligholdt avdragsordning", "An instalment is missing."), true, 14, false},
    {ROW(LETTER_DEFERRAL, "deferral", "bekreftet utsettelse", "More time was given."), false, 0, false},
    {ROW(LETTER_DISPUTE_RECEIVED, "dispute_received", "innsigelse mottatt", "We have your objection; everything has stopped."), false, 0, false},
    {ROW(LETTER_DISPUTE_ANSWER, "dispute_answer", "svar på innsigelse", "The answer to an objection."), false, 0, false},
    {ROW(LETTER_RECEIPT, "receipt", "kvittering", "What was paid and what it covered."), false, 0, false},
    {ROW(LETTER_REFUND, "refund", "tilbakebetaling", "Too much was paid and goes back."), false, 0, false},
    {ROW(LETTER_CLOSING, "closing", "avslutning", "The case is over."), false, 0, false},
    {ROW(LETTER_ESTATE_CLAIM, "estate_claim", "krav i bo", "The claim, sent to an estate."), false, 0, false},
    {ROW(LETTER_CREDITOR_QUESTION, "creditor_question", "spørsmål til kreditor", "A question to the creditor."), false, 0, false},
    {ROW(LETTER_SETTLEMENT, "settlement", "avregning", "What was collected and paid out."), false, 0, false},
    {ROW(LETTER_PROVISIONAL_ANSWER, "provisional_answer", "foreløpig svar", "An answer takes longer: why, when, and what of the deadlines."), false, 0, false},
    {ROW(LETTER_PLAN_REMINDER, "plan_reminder", "påminnelse om avdrag", "An instalment falls due soon: friendly, free, no deadline of its own."), false, 0, false},
};
const struct words letter_kinds = WORDS("letter", letter_rows);

static const struct word letter_state_rows[] = {
    {LETTER_PLANNED, "planned", "planlagt", "Promised."},
    {LETTER_COMPOSED, "composed", "satt opp", "Composed and on its way to the channel."},
    {LETTER_SENT, "sent", "sendt", "Sent."},
    {LETTER_NOT_SENT, "not_sent", "ikke sendt", "Never sent."},
    {LETTER_WITHDRAWN, "withdrawn", "trukket", "Taken back before it was sent."},
    {LETTER_RETURNED, "returned", "i retur", "Came back."},
};
const struct words letter_states = WORDS("letter state", letter_state_rows);

static const struct word channel_rows[] = {
    {CHANNEL_LETTER, "letter", "brev", "Paper."},
    {CHANNEL_MAILBOX, "mailbox", "digital postkasse", "A digital mailbox."},
    {CHANNEL_EMAIL, "email", "e-post", "E-mail."},
    {CHANNEL_SMS, "sms", "SMS", "A text message."},
    {CHANNEL_PORTAL, "portal", "min side", "The debtor's own page."},
};
const struct words channels = WORDS("channel", channel_rows);

static const struct word effect_rows[] = {
    {EFFECT_LETTER, "letter", "brev", "A letter."},
    {EFFECT_SCORE, "score", "score", "A question for a score."},
    {EFFECT_WASH, "wash", "vask", "A question to a register."},
    {EFFECT_FILING, "filing", "begjæring", "A legal filing."},
    {EFFECT_PAYOUT, "payout", "utbetaling", "Money to a creditor."},
    {EFFECT_CHECKOUT, "checkout", "betalingslenke", "A link to pay with."},
    {EFFECT_COLLECT, "collect", "trekk", "Requests to payers' banks, and their deletions."},
    {EFFECT_PAYBACK, "payback", "kreditering", "Money back to its payer, at the provider it was paid at."},
    {EFFECT_PAGE_END, "page_end", "side trukket", "A page to pay at is taken back."},
};
const struct words effect_kinds = WORDS("effect", effect_rows);

static const struct word effect_state_rows[] = {
    {EFFECT_PLANNED, "planned", "planlagt", "Promised."},
    {EFFECT_COMPOSED, "composed", "satt opp", "Composed and stored; handed to nobody yet."},
    {EFFECT_ASKED, "asked", "overlevert", "Handed to a plugin: it may have happened."},
    {EFFECT_DONE, "done", "utført", "Done, with a reference."},
    {EFFECT_REFUSED, "refused", "avvist", "Will not happen."},
    {EFFECT_WITHDRAWN, "withdrawn", "trukket", "Taken back in time."},
};
const struct words effect_states = WORDS("effect state", effect_state_rows);

static const struct word verdict_rows[] = {
    {VERDICT_ALLOWED, "allowed", "tillatt", "The law allows it."},
    {VERDICT_NOT_BEFORE, "not_before", "ikke før", "Lawful from a later day."},
    {VERDICT_FORBIDDEN, "forbidden", "ikke tillatt", "The law forbids it."},
    {VERDICT_PERSON, "needs_person", "krever saksbehandler", "A person has to decide."},
};
const struct words verdict_kinds = WORDS("verdict", verdict_rows);

static const struct word fee_rows[] = {
    {FEE_REMINDER, "reminder_fee", "purregebyr", "Fee of a reminder (INKF § 1-2)."},
    {FEE_COLLECTION_NOTICE, "notice_fee", "gebyr for inkassovarsel", "Fee of a collection notice (INKF § 1-2)."},
    {FEE_OWN_DEMAND, "own_demand_fee", "gebyr for egen betalingsoppfordring", "Fee of the creditor's own demand (INKF § 1-2)."},
    {FEE_LIGHT, "light_costs", "lett salær", "Collection costs, light (INKF § 2-2)."},
    {FEE_HEAVY, "heavy_costs", "tungt salær", "Collection costs, heavy (INKF § 2-3)."},
    {FEE_PLAN_UPLIFT, "plan_uplift", "tillegg for avdragsordning", "More than four instalments (INKF § 2-4)."},
    {FEE_COMPENSATION, "compensation", "standardkompensasjon", "Late payment compensation (forsinkelsesrenteloven § 3a)."},
    {FEE_COURT, "court_fee", "rettsgebyr", "Court fees."},
    {FEE_TAKEN_OVER, "taken_over", "overtatte omkostninger", "Charged by the creditor before the claim came."},
};
const struct words fee_kinds = WORDS("fee", fee_rows);

static const struct word owner_rows[] = {
    {OWNER_CREDITOR, "creditor", "kreditor", "The creditor's money."},
    {OWNER_AGENCY, "agency", "inkassobyrå", "The agency's money."},
    {OWNER_COURT, "court", "rett", "Court fees."},
};
const struct words owners = WORDS("owner", owner_rows);

static const struct word component_rows[] = {
    {COMPONENT_COSTS, "costs", "omkostninger", "Fees, costs and court fees."},
    {COMPONENT_INTEREST, "interest", "forsinkelsesrente", "Late interest."},
    {COMPONENT_PRINCIPAL, "principal", "hovedstol", "The claim itself."},
};
const struct words components = WORDS("component", component_rows);

static const struct word debtor_rows[] = {
    {DEBTOR_CONSUMER, "consumer", "forbruker", "A person acting privately."},
    {DEBTOR_BUSINESS, "business", "næringsdrivende", "A firm."},
};
const struct words debtor_kinds = WORDS("debtor kind", debtor_rows);

static const struct word refund_rows[] = {
    {REFUND_UNDERWAY, "underway", "underveis", "Given to the bank, or about to be."},
    {REFUND_SETTLED, "settled", "tilbakebetalt", "The bank has paid it."},
    {REFUND_REOPENED, "reopened", "kom ikke fram", "It did not arrive."},
};
const struct words refund_states = WORDS("refund state", refund_rows);

static const struct word agenda_rows[] = {
    {AGENDA_RULE, "rule", "regel", "A rule asked to look again."},
    {AGENDA_LAW, "law", "lov", "The law says: not before this day."},
    {AGENDA_HOLD_END, "hold_end", "bero utløper", "A hold ends."},
    {AGENDA_DISPUTE, "dispute", "innsigelse", "An objection waits for its answer."},
    {AGENDA_SILENCE, "silence", "manglende kvittering", "A letter's receipt is missing."},
    {AGENDA_PERSON, "person", "saksbehandler", "Something waits for a person."},
    {AGENDA_INSTALMENT, "instalment", "avdrag", "An instalment falls due."},
    {AGENDA_DEFERRAL, "deferral", "utsettelse utløper", "The time that was given is over."},
    {AGENDA_DEMAND_LIFE, "demand_life", "seksmånedersfrist", "The payment demand grows too old."},
    {AGENDA_LIMITATION, "limitation", "foreldelse", "Limitation comes near."},
    {AGENDA_IDLE, "idle", "hvile", "Nothing else is planned: look anyway."},
    {AGENDA_ANSWER, "answer", "svarfrist", "An answer, or the confirmation of what was agreed, is overdue."},
    {AGENDA_DEDUCTION, "deduction", "årlig melding om trekk", "A wage deduction is confirmed once a year (innkrevingsloven § 32)."},
};
const struct words agenda_whys = WORDS("agenda", agenda_rows);

static const struct word phase_rows[] = {
    {PHASE_BEFORE, "before", "før varsel", "No collection notice has been sent."},
    {PHASE_NOTICE, "notice", "varslet", "A collection notice has been sent."},
    {PHASE_COLLECTION, "collection", "inkasso", "A payment demand has been sent."},
    {PHASE_HEAVY, "heavy", "tung inkasso", "The demand's deadline passed by more than 28 days."},
    {PHASE_LEGAL, "legal", "rettslig", "A legal step has been taken."},
    {PHASE_MONITORING, "monitoring", "overvåk", "The claim is monitored."},
    {PHASE_CLOSED, "closed", "avsluttet", "The case is over."},
};
const struct words phases = WORDS("phase", phase_rows);

static const struct word account_rows[] = {
    {ACCOUNT_PRINCIPAL, "principal", "hovedstol", "What the debtor owes: the claim itself."},
    {ACCOUNT_INTEREST, "interest", "forsinkelsesrente", "What the debtor owes: posted interest."},
    {ACCOUNT_COSTS_CREDITOR, "costs_creditor", "omkostninger, kreditor", "What the debtor owes: the creditor's fees."},
    {ACCOUNT_COSTS_AGENCY, "costs_agency", "omkostninger, byrå", "What the debtor owes: the agency's costs."},
    {ACCOUNT_COSTS_COURT, "costs_court", "rettsgebyr", "What the debtor owes: court fees."},
    {ACCOUNT_COLLECTABLE, "collectable", "til inkasso", "Mirror of what debtors owe."},
    {ACCOUNT_CLIENT_BANK, "client_bank", "klientkonto", "Client money in the bank (inkassoloven § 16)."},
    {ACCOUNT_CREDITOR_PAYABLE, "creditor_payable", "skyldig kreditor", "Collected for creditors, not yet paid out."},
    {ACCOUNT_CREDITOR_OWES, "creditor_owes", "kreditor skylder", "A creditor owes the agency."},
    {ACCOUNT_SUSPENSE, "suspense", "uavklart", "Money whose case is not known."},
    {ACCOUNT_OVERPAID, "overpaid", "for mye betalt", "Overpaid money that goes back."},
    {ACCOUNT_AGENCY_SHARE, "agency_share", "byråets andel", "The agency's part of what was collected, still on the client account."},
    {ACCOUNT_AGENCY_BANK, "agency_bank", "driftskonto", "The agency's own bank account."},
    {ACCOUNT_AGENCY_INCOME, "agency_income", "inntekt", "The agency's income."},
    {ACCOUNT_VAT, "vat", "merverdiavgift", "Value added tax owed."},
    {ACCOUNT_COURT_ADVANCED, "court_advanced", "forskutterte rettsgebyr", "Court fees advanced for creditors."},
    {ACCOUNT_PAYOUT_UNDERWAY, "payout_underway", "utbetaling underveis", "Payouts that the bank has not confirmed."},
    {ACCOUNT_AT_PROVIDER, "at_provider", "hos betalingsformidler", "What the provider of payment pages owes the agency, which made it good at once."},
};
const struct words accounts = WORDS("account", account_rows);

static const struct word task_owner_rows[] = {
    {TASK_CASEWORKER, "caseworker", "saksbehandler", "A caseworker."},
    {TASK_CREDITOR, "creditor", "kreditor", "The creditor."},
    {TASK_OPERATOR, "operator", "drift", "Whoever runs the system."},
    {TASK_SUPERVISOR, "supervisor", "leder", "A supervisor."},
};
const struct words task_owners = WORDS("task owner", task_owner_rows);
