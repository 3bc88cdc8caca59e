/* step.h - one turn of the loop, as recorded in the hash-chained journal. */
#ifndef KRAV_DOMAIN_STEP_H
#define KRAV_DOMAIN_STEP_H

#include "domain/case.h"
#include "domain/fact.h"

#define STEP_VERSION 1

/* The promise of an effect, made in a step. */
struct effect {
    struct hash key;       /* hash(claim's outside identity, letter kind, ordinal) */
    int64_t case_id;
    enum effect_kind kind;
    enum letter_kind letter;
    enum channel by;
    int32_t days;
    day planned, last_day; /* past last_day comes the fact not_sent */
};
extern const struct record effect_record;

struct agenda_row {
    enum agenda_why why;
    day day; /* DAY_NONE: take the row away */
};
extern const struct record agenda_record;

struct step {
    int64_t version;
    int64_t id;            /* 1.. without gaps over the whole book */
    int64_t case_id;       /* 0: a fact of the book, a creditor or a party */
    struct fact fact;
    struct hash bundle;    /* rules that decided; zero = none ran */
    struct text stage;     /* in which they decided */
    struct action *actions;     uint32_t n_actions;
    struct verdict *verdicts;   uint32_t n_verdicts; /* one per action */
    struct event *events;       uint32_t n_events;
    struct effect *effects;     uint32_t n_effects;
    struct agenda_row *agenda;  uint32_t n_agenda;
    struct hash after;     /* of the case's canonical bytes after this step */
    struct text read;      /* what the rules read when they decided (rules/reading.h) */
};
extern const struct record step_record;

/* The chain: hash of (previous hash, body bytes). */
struct hash step_hash(const struct hash *previous, struct text body);

#endif
