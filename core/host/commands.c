/* commands.c - every command, in the order of a day's life. */
#include "host/commands.h"

#include <string.h>

const struct command commands[] = {
    {"init", "init HOME [--example] [--clock wall|book] [--day DAY]",
     "make a home; --example adds a small agency with files to play with", command_init, REACH_HERE},
    {"check", "check [--json]", "validate settings, rules, plugins and book: every fault at once",
     command_check, REACH_HERE},
    {"take", "take FILE... [--json]", "hand files to the plugin that recognises them", command_take, REACH_SERVER},
    {"day", "day [--until DAY] [--dry-run] [--json]", "do each day's work, moving the book's day forward",
     command_day, REACH_SERVER},
    {"cases", "cases [--stage S] [--creditor ORG] [--attention] [--limit N] [--json]", "list cases",
     command_cases, REACH_HERE},
    {"case", "case CASE [--costs] [--json]", "one case: parties, claims, balances, letters, events; "
     "--costs: how the law came to each cost", command_case, REACH_HERE},
    {"person", "person ID [--json]", "everything on one person, by a case, a national id or an "
     "organisation number", command_person, REACH_HERE},
    {"tell", "tell CASE WHAT [WORDS] [--OPTION VALUE ...] [--document FILE] [--dry-run] [--json]",
     "a person's word or act: dispute, hold, plan, paid-direct, died ... (krav help tell)",
     command_tell, REACH_AT_ONCE},
    {"creditor", "creditor list|show ORG|import FILE [--json]", "creditors", command_creditor, REACH_AT_ONCE},
    {"agreement", "agreement list|show ORG|import FILE [--json]", "agreements: level, prices, order",
     command_agreement, REACH_AT_ONCE},
    {"rates", "rates list|show KIND|import FILE [--json]",
     "the law's dated figures: built in, and what this home has added", command_rates, REACH_AT_ONCE},
    {"tasks", "tasks [--done ID] [--json]", "what waits for a person", command_tasks, REACH_AT_ONCE},
    {"match", "match [NO CASE] [--json]", "money and facts that wait for their case; and to place money on one",
     command_match, REACH_AT_ONCE},
    {"status", "status [--json]", "one line for the morning", command_status, REACH_HERE},
    {"explain", "explain CASE [STEP] [--all] [--json]", "why: fact, stage, rule line, verdict, what was done",
     command_explain, REACH_HERE},
    {"remit", "remit [--creditor ORG] [--now] [--json]",
     "what creditors have with us, and the settlements made; --now settles today", command_remit, REACH_SERVER},
    {"ledger", "ledger [--case CASE] [--creditor ORG] [--as-of DAY] [--json]",
     "trial balance, or the postings of one case or creditor", command_ledger, REACH_HERE},
    {"report", "report portfolio|letters|creditors [--by-month] [--json]",
     "sums over the whole book", command_report, REACH_HERE},
    {"verify", "verify [--json]", "check the whole book against its own journal", command_verify, REACH_HERE},
    {"serve", "serve", "the service: watches in/, does each day's work, answers writing commands",
     command_serve, REACH_HERE},
    {"reload", "reload [--json]", "publish rules/ in the running service (or here, if none runs)",
     command_reload, REACH_SERVER},
    {"rules", "rules check|test|publish [DIR] [--by USER] [--json]", "the rule author's bench", command_rules, REACH_SERVER},
    {"rules", "rules walk [DIR] [--level NAME] [--amount KR] [--debtor consumer|business] [--due DAY] [--from DAY]\n"
              "           [--days N] [--notice-sent DAY] [--letters] [--json]",
     "what a debtor who never pays would get, day by day: an invented claim, no book, no letter sent",
     command_rules, REACH_SERVER},
    {"plugin", "plugin list [--json]", "the plugins of this home and what became of them",
     command_plugin, REACH_HERE},
    {"law", "law interest|costs|dates|limitation|rates|acts ... [--json]",
     "the statute's arithmetic", command_law, REACH_HERE},
    {"kid", "kid make CASE [PURPOSE] | kid check KID [--json]", "KID numbers", command_kid, REACH_HERE},
    {"id", "id check NUMBER [--json]", "national ids, organisation numbers, bank accounts",
     command_id, REACH_HERE},
    {"words", "words [VOCABULARY] [--json]", "every word krav knows, with its meaning", command_words, REACH_HERE},
};
const int n_commands = (int)(sizeof commands / sizeof commands[0]);

const struct command *command_find(const char *name) {
    for (int i = 0; i < n_commands; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}
