/* cmd_verify.c - krav verify. */
#include "engine/verify.h"
#include "host/commands.h"
#include "host/home.h"
#include "host/json.h"

static void print_law(const struct law_audit *law) {
    char from[DAY_TEXT];
    (void)printf("law re-checked: %lld letters, %lld charges", (long long)law->letters,
                 (long long)law->charges);
    if (law->unchecked != DAY_NONE) {
        (void)printf("; amounts not checked from %s: no rates known here",
                     day_format(law->unchecked, from));
    }
    (void)printf("\n");
}

static void print_verified(struct cli *cli, const struct verified *v, const struct faults *f) {
    if (cli->json) {
        struct json j;
        json_begin(&j);
        json_open(&j, NULL, '{');
        json_bool(&j, "ok", !faults_any(f));
        json_int(&j, "steps", v->steps);
        json_int(&j, "cases", v->cases);
        json_int(&j, "postings", v->postings);
        json_int(&j, "documents", v->documents);
        json_int(&j, "witnesses", v->witnesses);
        json_int(&j, "law_letters", v->law.letters);
        json_int(&j, "law_charges", v->law.charges);
        json_int(&j, "decisions", v->decisions);
        json_day(&j, "law_unchecked_from", v->law.unchecked);
        json_open(&j, "faults", '[');
        for (size_t i = 0; i < f->n; i++) {
            json_text(&j, NULL, f->items[i]);
        }
        json_close(&j, ']');
        json_close(&j, '}');
        json_print(&j);
        return;
    }
    (void)printf("%lld steps, %lld decisions made again, %lld cases, %lld postings, %lld documents, "
                 "%lld witnessed heads: %s\n",
                 (long long)v->steps, (long long)v->decisions, (long long)v->cases,
                 (long long)v->postings, (long long)v->documents, (long long)v->witnesses,
                 faults_any(f) ? "FAULTS" : "all well");
    print_law(&v->law);
    cli_faults(cli, f);
}

int command_verify(struct cli *cli) {
    struct home h;
    struct verified v;
    struct faults faults;
    if (!cli_done(cli)) {
        return 2;
    }
    if (home_open(cli, DB_READ, &h)) {
        return 1;
    }
    faults_init(&faults, &cli->arena, 200);
    const int rc = engine_verify(h.engine, &faults, &v, &cli->st);
    if (rc == STATUS_OK) {
        print_verified(cli, &v, &faults);
    }
    home_close(&h);
    return rc ? cli_fail(cli) : faults_any(&faults) ? 1 : 0;
}
