/* What answers hold: pages, money, scores, persons, responses. */
#include <stdio.h>
#include <string.h>

#include "conform/tests.h"
#include "krav/easy.h"

static bool needs(struct trial *t, const char *capability) {
    if (!trial_provides(t, capability)) {
        trial_skip(t, "it does not provide %s", capability);
        return false;
    }
    return trial_start(t);
}

static bool ask(struct trial *t, enum wire_ask kind, const void *argument, struct heard *h) {
    char key[65];
    trial_key(t, key);
    return trial_ask(t, kind, argument, key, h);
}

/* ---- pages -------------------------------------------------------------------------------------- */

static void judge_pages(struct trial *t, const struct heard *one, const struct heard *two) {
    const krav_document *a = &one->result.document, *b = &two->result.document;
    if (one->answer.outcome != KRAV_DONE) {
        trial_fail(t, "an ordinary letter is not rendered: %s (%.*s)",
                   trial_outcome_name(one->answer.outcome), (int)one->answer.reason.len,
                   one->answer.reason.ptr ? one->answer.reason.ptr : "");
    } else if (a->bytes.len == 0 || !memchr(a->media_type.ptr ? a->media_type.ptr : "", '/',
                                            a->media_type.len)) {
        trial_fail(t, "the document has no bytes, or no media type");
    } else if (two->answer.outcome != KRAV_DONE || !krav_str_eq(a->bytes, b->bytes)) {
        trial_fail(t, "the same letter gives other bytes");
    } else if (a->n_pages < 0) {
        trial_fail(t, "the document has %d pages", a->n_pages);
    }
}

void test_render_same(struct trial *t) {
    struct heard first = {0}, second = {0}, third = {0};
    if (!needs(t, KRAV_RENDER)) {
        return;
    }
    const void *letter = good_argument(WIRE_ASK_RENDER);
    if (ask(t, WIRE_ASK_RENDER, letter, &first) && ask(t, WIRE_ASK_RENDER, letter, &second)) {
        judge_pages(t, &first, &second);
        if (trial_goes_on(t) && trial_restart(t) && ask(t, WIRE_ASK_RENDER, letter, &third)) {
            judge_pages(t, &first, &third);
        }
    }
    heard_fini(&first);
    heard_fini(&second);
    heard_fini(&third);
}

/* ---- money -------------------------------------------------------------------------------------- */

/* Refused, or not possible now; and nothing in out/. */
static bool must_not_be_done(struct trial *t, enum wire_ask kind, const void *argument,
                             const char *what) {
    struct heard h = {0};
    const struct tree before = tree_of(t->out);
    bool ok = ask(t, kind, argument, &h);
    if (ok && h.answer.outcome == KRAV_DONE) {
        trial_fail(t, "%s is DONE", what);
    } else if (ok && tree_of(t->out).n != before.n) {
        trial_fail(t, "%s is %s, and a file was written", what,
                   trial_outcome_name(h.answer.outcome));
    } else if (ok && h.answer.outcome != KRAV_REFUSED) {
        trial_warn(t, "%s is %s, and so it will be tried again", what,
                   trial_outcome_name(h.answer.outcome));
    }
    ok = ok && trial_goes_on(t);
    heard_fini(&h);
    return ok;
}

static bool money_started(struct trial *t) {
    if (!trial_provides(t, KRAV_PAYOUT) && !trial_provides(t, KRAV_COLLECT)) {
        trial_skip(t, "it moves no money");
        return false;
    }
    return trial_start(t);
}

void test_money_sums(struct trial *t) {
    if (!money_started(t)) {
        return;
    }
    krav_batch batch;
    krav_debits debits;
    memcpy(&batch, good_argument(WIRE_ASK_PAY), sizeof batch);
    memcpy(&debits, good_argument(WIRE_ASK_COLLECT), sizeof debits);
    batch.sum++;
    debits.sum--;
    if (trial_can(t, WIRE_ASK_PAY)) {
        (void)must_not_be_done(t, WIRE_ASK_PAY, &batch, "a batch whose sum is one øre too much");
    }
    if (trial_goes_on(t) && trial_can(t, WIRE_ASK_COLLECT)) {
        (void)must_not_be_done(t, WIRE_ASK_COLLECT, &debits,
                               "a batch whose sum is one øre too little");
    }
}

static void pay_impossible(struct trial *t) {
    krav_batch batch;
    memcpy(&batch, good_argument(WIRE_ASK_PAY), sizeof batch);
    krav_transfer transfers[2];
    memcpy(transfers, batch.transfers, sizeof transfers);
    batch.transfers = transfers;
    transfers[1].amount = -25000;
    batch.sum = transfers[0].amount + transfers[1].amount;
    if (!must_not_be_done(t, WIRE_ASK_PAY, &batch, "a batch with a negative amount")) {
        return;
    }
    transfers[1].amount = 25000;
    batch.sum = 75000;
    transfers[1].to_account = KRAV_STR("86011117948"); /* its check digit is wrong */
    if (!must_not_be_done(t, WIRE_ASK_PAY, &batch, "a batch to an account that cannot be")) {
        return;
    }
    batch.n_transfers = 0;
    batch.transfers = NULL;
    batch.sum = 0;
    (void)must_not_be_done(t, WIRE_ASK_PAY, &batch, "a batch of nothing");
}

static void collect_impossible(struct trial *t) {
    krav_debits debits;
    memcpy(&debits, good_argument(WIRE_ASK_COLLECT), sizeof debits);
    krav_debit list[2];
    memcpy(list, debits.debits, sizeof list);
    debits.debits = list;
    list[1].amount = -25000;
    debits.sum = 25000;
    if (!must_not_be_done(t, WIRE_ASK_COLLECT, &debits, "a request for a negative amount")) {
        return;
    }
    list[1].amount = 25000;
    debits.sum = 75000;
    list[1].kid = KRAV_STR("1234567890"); /* its check digit is wrong */
    (void)must_not_be_done(t, WIRE_ASK_COLLECT, &debits, "a request under a KID that cannot be");
}

void test_money_all_or_none(struct trial *t) {
    if (!money_started(t)) {
        return;
    }
    if (trial_can(t, WIRE_ASK_PAY)) {
        pay_impossible(t);
    }
    if (trial_goes_on(t) && trial_can(t, WIRE_ASK_COLLECT)) {
        collect_impossible(t);
    }
}

/* ---- scores and persons ------------------------------------------------------------------------- */

static void judge_score(struct trial *t, const krav_score_result *r) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < r->n_parts; i++) {
        sum += r->parts[i].points;
        if (r->parts[i].what.len == 0) {
            trial_fail(t, "part %u says nothing", i + 1);
        }
    }
    if (r->n_parts > 0 && sum != r->points) {
        trial_fail(t, "its parts sum to %lld points, and it says %d", (long long)sum, r->points);
    } else if (r->n_parts == 0) {
        trial_warn(t, "the score is not explained: no parts");
    } else if (r->as_of < 1 || r->as_of > CLIENT_TODAY) {
        trial_fail(t, "as_of is day %d; today is %d", r->as_of, CLIENT_TODAY);
    } else if (r->valid_to != 0 && r->valid_to < r->as_of) {
        trial_fail(t, "it is valid to a day before its own");
    } else if (r->model.len == 0) {
        trial_warn(t, "the model has no name");
    }
}

void test_score_sane(struct trial *t) {
    struct heard first = {0}, second = {0};
    if (!needs(t, KRAV_SCORE)) {
        return;
    }
    const void *subject = good_argument(WIRE_ASK_SCORE);
    if (ask(t, WIRE_ASK_SCORE, subject, &first) && ask(t, WIRE_ASK_SCORE, subject, &second)) {
        if (first.answer.outcome != KRAV_DONE) {
            trial_warn(t, "an ordinary subject comes to %s",
                       trial_outcome_name(first.answer.outcome));
        } else {
            judge_score(t, &first.result.score_result);
            if (trial_goes_on(t) &&
                first.result.score_result.points != second.result.score_result.points) {
                trial_fail(t, "the same subject has %d points, and then %d",
                           first.result.score_result.points, second.result.score_result.points);
            }
        }
    }
    heard_fini(&first);
    heard_fini(&second);
}

static bool is_known_status(krav_str s) {
    static const char *const words[] = {"living", "dead", "emigrated", "protected", "active",
                                        "bankrupt", "winding_up", "dissolved", "not_found"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (krav_str_eq(s, krav_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static void judge_person(struct trial *t, const krav_person *p) {
    if (!is_known_status(p->status)) {
        trial_fail(t, "status \"%.*s\" is none of the known", (int)p->status.len,
                   p->status.ptr ? p->status.ptr : "");
    }
}

void test_wash_sane(struct trial *t) {
    struct heard one = {0}, many = {0};
    if (!needs(t, KRAV_WASH)) {
        return;
    }
    const krav_subjects *subjects = good_argument(WIRE_ASK_WASH_MANY);
    if (ask(t, WIRE_ASK_WASH, &subjects->subjects[0], &one) &&
        ask(t, WIRE_ASK_WASH_MANY, subjects, &many)) {
        const krav_persons *p = &many.result.persons;
        if (one.answer.outcome == KRAV_DONE) {
            judge_person(t, &one.result.person);
        } else {
            trial_warn(t, "an ordinary subject comes to %s",
                       trial_outcome_name(one.answer.outcome));
        }
        if (many.answer.outcome == KRAV_DONE && p->n_persons != subjects->n_subjects) {
            trial_fail(t, "wash_many() of %u gives %u", subjects->n_subjects, p->n_persons);
        } else if (many.answer.outcome == KRAV_DONE && one.answer.outcome == KRAV_DONE) {
            judge_person(t, &p->persons[1]);
            if (!krav_str_eq(p->persons[0].status, one.result.person.status)) {
                trial_fail(t, "wash_many() says another status than wash()");
            }
        }
    }
    heard_fini(&one);
    heard_fini(&many);
}

/* ---- routes ------------------------------------------------------------------------------------- */

static bool request(struct trial *t, const char *method, const char *path, const char *body,
                    struct heard *h) {
    krav_request r;
    memcpy(&r, good_argument(WIRE_ASK_SERVE), sizeof r);
    r.method = krav_str_of(method);
    r.path = krav_str_of(path);
    r.body = krav_str_of(body);
    if (!ask(t, WIRE_ASK_SERVE, &r, h)) {
        return false;
    }
    const int32_t status = h->result.response.status;
    if (h->answer.outcome == KRAV_DONE && (status < 200 || status > 599)) {
        trial_fail(t, "%s %s: status %d", method, path, status);
    }
    return trial_goes_on(t);
}

void test_routes_manners(struct trial *t) {
    static const char *const bodies[] = {"{}", "", "{\"amount\":100,\"kid\":\"1234567897\"}"};
    struct heard h = {0};
    if (!needs(t, KRAV_ROUTES)) {
        return;
    }
    if (request(t, "GET", "/no-such-path-7f3a", "", &h) && h.answer.outcome == KRAV_DONE &&
        h.result.response.status != 404 && h.result.response.status != 405) {
        trial_fail(t, "a path that nobody has gives status %d", h.result.response.status);
    }
    heard_fini(&h);
    if (trial_goes_on(t) && request(t, "BREW", "/", "", &h) && h.answer.outcome == KRAV_DONE &&
        h.result.response.status < 300) {
        trial_warn(t, "a method that nobody has gives status %d", h.result.response.status);
    }
    heard_fini(&h);
    for (size_t i = 0; trial_goes_on(t) && i < sizeof bodies / sizeof bodies[0]; i++) {
        if (request(t, "POST", "/", bodies[i], &h) && h.n_records > 0) {
            trial_warn(t, "a stranger's POST without any signature brought %zu records",
                       h.n_records);
        }
        heard_fini(&h);
    }
}
