/* commands.c - every command, in the order of a day's life. */
#include "host/commands.h"

#include <string.h>

const struct command commands[] = {
    {"init", "init HOME [--example] [--clock wall|book] [--day DAY]",
     "make a home; --example adds a small agency with files to play with", command_init, REACH_HERE},
    {"check", "check [--json]", "validate settings, rules, plugins and book: every fault at once",
     command_check, REACH_HERE},
    {"take", "take [FILE...] [--poll PLUGIN] [--json]",
     "hand files to the plugin that recognises them; --poll: ask a plugin for what is new", command_take, REACH_SERVER},
    {"day", "day [--until DAY] [--dry-run] [--json]", "do each day's work, moving the book's day forward",
     command_day, REACH_SERVER},
    {"cases", "cases [--stage S] [--creditor ORG] [--attention] [--limit N] [--json]", "list cases",
     command_cases, REACH_HERE},
    {"case", "case CASE [--costs|--limitation|--statement] [--json]", "one case: parties, claims, balances, "
     "letters, events; --costs: how the law came to each cost; --limitation: when each claim is lost; "
     "--statement: all that a debtor may ask to know, in bokmål", command_case, REACH_HERE},
    {"person", "person ID [--json]", "everything on one person, by a case, a national id or an "
     "organisation number", command_person, REACH_HERE},
    {"tell", "tell CASE WHAT [WORDS] [--OPTION VALUE ...] [--document FILE] [--dry-run] [--json]",
     "a person's word or act: dispute, hold, plan, paid-direct, died ... (krav help tell)",
     command_tell, REACH_AT_ONCE},
    {"wash", "wash [--case CASE] [--by USER] [--json]",
     "the registers are to be asked about every business with an open case, or about one case's\n"
     "      debtor; [channels] wash_days has it done by itself", command_wash,
     REACH_AT_ONCE},
    {"call", "call CASE [--json]", "may this debtor be called now, and if not, why and from when",
     command_call, REACH_HERE},
    {"creditor", "creditor list|show ORG|import FILE [--json]", "creditors", command_creditor, REACH_AT_ONCE},
    {"agreement", "agreement list|show ORG|import FILE [--json]", "agreements: level, prices, order",
     command_agreement, REACH_AT_ONCE},
    {"rates", "rates list|show KIND|import FILE [--json]",
     "the law's dated figures: built in, and what this home has added", command_rates, REACH_AT_ONCE},
    {"tasks", "tasks [--done ID] [--json]", "what waits for a person", command_tasks, REACH_AT_ONCE},
    {"match", "match [NO CASE | NO --same | NO --refund [--account NUMBER]] [--json]", "money and facts that wait for their case; to place money on one, or send it back",
     command_match, REACH_AT_ONCE},
    {"status", "status [--json]", "one line for the morning", command_status, REACH_HERE},
    {"explain", "explain CASE [STEP] [--all] [--for creditor|debtor] [--json]",
     "why: fact, stage, rule line, verdict, what was done, and why not yet; --for: in bokmål, for them",
     command_explain, REACH_HERE},
    {"remit", "remit [--creditor ORG] [--now] [--json]",
     "what creditors have with us, and the settlements made; --now settles today", command_remit, REACH_SERVER},
    {"remit confirm", "remit confirm ID \"WHY\" [--on DAY] [--json]",
     "the bank paid this settlement or refund, as somebody found out", command_remit_word, REACH_AT_ONCE},
    {"remit refuse", "remit refuse ID \"WHY\" [--on DAY] [--json]",
     "the bank will not pay it: owed again", command_remit_word, REACH_AT_ONCE},
    {"reconcile", "reconcile [FILE] [--accept] [--release REASON] [--json]",
     "hold the bank's statement (camt.053) against the book, to the øre; --accept: take what stands at "
     "the bank alone into the book", command_reconcile, REACH_SERVER},
    {"ledger", "ledger [--case CASE] [--creditor ORG] [--as-of DAY [--by booked|legal]] [--accounts]\n"
               "             [--json|--csv]",
     "trial balance, or the postings of one case or creditor; --accounts: the chart of accounts",
     command_ledger, REACH_HERE},
    {"report", "report [NAME] [--creditor ORG] [--department D] [--from DAY] [--to DAY] [--as-of DAY]\n"
               "             [--by-month] [--case CASE] [--columns] [--json|--csv]",
     "sums over the whole book, by name; alone: which there are; --columns: what each column counts",
     command_report, REACH_HERE},
    {"verify", "verify [--json]", "check the whole book against its own journal", command_verify, REACH_HERE},
    {"serve", "serve", "the service: watches in/, does each day's work, answers writing commands",
     command_serve, REACH_HERE},
    {"reload", "reload [--rules] [--json]",
     "publish rules/ in the running service (or here, if none runs), and take its plugins anew;\n"
     "      --rules: those only", command_reload, REACH_SERVER},
    {"rules", "rules check|test [DIR] [--watch] [--json]",
     "are the rules well, and do their own tests hold; --watch: again at every change",
     command_rules, REACH_HERE},
    {"rules", "rules walk [DIR] [--level NAME] [--amount KR] [--debtor consumer|business] [--due DAY] [--from DAY]\n"
              "           [--days N] [--notice-sent DAY] [--letters] [--json]",
     "what a debtor who never pays would get, day by day: an invented claim, no book, no letter sent",
     command_rules, REACH_HERE},
    {"rules", "rules try --case CASE [DIR] [--days N] [--letters] [--set WHAT=VALUE]... [--json]",
     "a case of the book from today on, under the working copy: what if", command_rules, REACH_HERE},
    {"rules", "rules diff [BUNDLE [BUNDLE]] [--json]",
     "two bundles (folder or hash), in what they declare and in what they want of the open cases",
     command_rules, REACH_HERE},
    {"rules", "rules replay [BUNDLE] [--from DAY] [--to DAY] [--json]",
     "the book's own history under other rules: letters, costs, paths; changes nothing",
     command_rules, REACH_HERE},
    {"rules", "rules page LEVEL [BUNDLE] [--creditor ORG] [--department NAME] [--json]",
     "what a level promises, in Norwegian, for a creditor to sign", command_rules, REACH_HERE},
    {"rules", "rules letter KIND [--json]",
     "a text of that letter to begin with, for rules/letters/KIND.txt", command_rules, REACH_HERE},
    {"rules", "rules annotations [DIR] [--write]",
     "the rule language for lua-language-server: completion and checks in an editor",
     command_rules, REACH_HERE},
    {"rules publish", "rules publish [DIR] [--by USER] [--json]",
     "check, test, try on every open case, and only then make them the active rules",
     command_rules, REACH_SERVER},
    {"rules rollback", "rules rollback [BUNDLE] [--by USER] [--json]",
     "the bundle that was active before, or the one of this hash, the same way",
     command_rules, REACH_SERVER},
    {"rules", "rules list [--json]", "every bundle that was active, and since when",
     command_rules, REACH_HERE},
    {"plugin list", "plugin list [--json]",
     "the plugins of this home and what became of them; those of the service, if it runs",
     command_plugin_list, REACH_AT_ONCE},
    {"plugin reload", "plugin reload [NAME] [--json]",
     "in the running service: the plugin's library and section anew, while it works; what fails "
     "changes nothing", command_plugin_reload, REACH_AT_ONCE},
    {"plugin promote", "plugin promote NAME", "the version in the plugin's shadow serves from now on",
     command_plugin_promote, REACH_AT_ONCE},
    {"plugin retry", "plugin retry NAME", "a plugin that rests or was rejected for its deaths starts again",
     command_plugin_retry, REACH_AT_ONCE},
    {"plugin check", "plugin check X.so [--only TEST] [--quick] [--seed N] [--set OPTION=VALUE]... [--sample FILE]... "
     "[--report FILE] [--memory MIB] [--json] | plugin check --list",
     "the conformance kit: is it a good plugin?  Needs no home", command_plugin_check, REACH_HERE},
    {"plugin run", "plugin run X.so ASK [RECORD.json|-] [--set OPTION=VALUE]... [--file F] [--key K] [--out DIR] "
     "[--gdb|--valgrind]",
     "ask a plugin by hand: records, faults, logs and the answer as JSON.  Needs no home",
     command_plugin_run, REACH_HERE},
    {"plugin new", "plugin new NAME --kind KIND [--vendor V] [DIR]",
     "a plugin to begin with: intake, channel, render, payout, collect, checkout, score, wash, filing or routes",
     command_plugin_new, REACH_HERE},
    {"plugin", "plugin list|reload|promote|retry|check|run|new", "see each", command_plugin, REACH_HERE},
    {"law", "law interest|costs|dates|limitation|rates|acts ... [--json]",
     "the statute's arithmetic", command_law, REACH_HERE},
    {"pay-link", "pay-link CASE [--json]",
     "a link that the debtor can pay at once by; it opens nothing by itself", command_pay_link, REACH_HERE},
    {"provider", "provider [--settled KR | --lump NO, --reference TEXT [--fee KR] [--on DAY]] [--json]",
     "what the provider of payment pages owes the agency; --settled: what it paid, and kept; --lump: money of it that waits on the client account", command_provider, REACH_AT_ONCE},
    {"kid", "kid make CASE [PURPOSE] | kid check KID [--json]", "KID numbers", command_kid, REACH_HERE},
    {"id", "id check NUMBER [--json]", "national ids, organisation numbers, bank accounts",
     command_id, REACH_HERE},
    {"words", "words [VOCABULARY] [--json]", "every word krav knows, with its meaning", command_words, REACH_HERE},
};
const int n_commands = (int)(sizeof commands / sizeof commands[0]);

const struct command *command_find(const char *name, const char *next) {
    char both[64];
    (void)snprintf(both, sizeof both, "%s %s", name, next ? next : "");
    const struct command *found = NULL;
    for (int i = 0; i < n_commands; i++) {
        if (strcmp(commands[i].name, both) == 0) {
            return &commands[i];
        }
        if (!found && strcmp(commands[i].name, name) == 0) {
            found = &commands[i];
        }
    }
    return found;
}
