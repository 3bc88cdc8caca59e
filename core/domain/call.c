/* call.c - the words of call.h, and a call as bytes. */
#include "domain/call.h"

static const struct word outcome_rows[] = {
    {CALL_REACHED, "reached", "fikk svar", "The debtor was spoken with."},
    {CALL_NO_ANSWER, "no_answer", "ikke svar", "Nobody answered."},
    {CALL_WRONG_NUMBER, "wrong_number", "feil nummer", "Somebody else has this number."},
};
const struct words call_outcomes = WORDS("call outcome", outcome_rows);

static const struct field call_note_table[] = {
    FIELD(FIELD_DAY, struct call_note, day),
    FIELD_WORDS(struct call_note, outcome, call_outcomes),
    FIELD(FIELD_INT32, struct call_note, stage_entry),
};
const struct record call_note_record = RECORD("call", struct call_note, call_note_table);

static const struct field call_ask_table[] = {
    FIELD(FIELD_DAY, struct call_ask, on),
    FIELD(FIELD_DAY, struct call_ask, until),
    FIELD(FIELD_TEXT, struct call_ask, why),
};
const struct record call_ask_record = RECORD("call ask", struct call_ask, call_ask_table);
