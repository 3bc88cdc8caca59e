/* walk_out.h - how a walk or a trial is told: to a person, day by day, or as JSON. */
#ifndef KRAV_HOST_WALK_OUT_H
#define KRAV_HOST_WALK_OUT_H

#include "host/cli.h"
#include "host/json.h"
#include "lab/walk.h"

struct walk_out {
    struct cli *cli;
    const struct bundle *bundle;
    const struct walk_question *question;
    const struct walk *walk;
    struct text heading; /* what was asked, in one line */
    void (*json_about)(struct json *j, const struct walk_out *s); /* the same as fields */
    bool letters;        /* with their full text */
};
void walk_show(const struct walk_out *s);

#endif
