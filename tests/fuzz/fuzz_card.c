/* A scorecard, whatever it is: refused with a fault, or points that add up inside its bounds. */
#include "target.h"

#include "card.h"

static void count(void *ctx, int line, const char *why) {
    promise(line >= 0 && why != NULL);
    ++*(int *)ctx;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct card card;
    struct card_points points;
    int n_faults = 0;
    const krav_known known = {.size = sizeof known, .name = {"paid_cases", 10}, .value = 3};
    const krav_subject subject = {.size = sizeof subject, .kind = 2, .exposure = 1000,
                                  .known = &known, .n_known = 1};
    const krav_str text = {(const char *)data, size};
    const bool good = card_read(&card, text, count, &n_faults);
    promise(good == (n_faults == 0));
    if (good) {
        int64_t sum = 0;
        card_score(&card, &subject, &points);
        for (uint32_t i = 0; i < points.n_parts; i++) {
            sum += points.parts[i].points;
        }
        promise(sum == points.points && sum >= card.least && sum <= card.most);
    }
    card_free(&card);
    return 0;
}
