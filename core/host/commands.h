/* commands.h - what each file of commands offers to the table in commands.c. */
#ifndef KRAV_HOST_COMMANDS_H
#define KRAV_HOST_COMMANDS_H

#include "host/cli.h"

/* cmd_home.c   */
int command_init(struct cli *cli);
int command_check(struct cli *cli);
/* cmd_work.c   */
int command_take(struct cli *cli);
int command_day(struct cli *cli);
/* cmd_tell.c   */
int command_tell(struct cli *cli);
int command_wash(struct cli *cli);
void command_tell_help(void);
/* cmd_call.c   */
int command_call(struct cli *cli);
/* cmd_cases.c  */
int command_cases(struct cli *cli);
/* cmd_case.c   */
int command_case(struct cli *cli);
/* cmd_person.c */
int command_person(struct cli *cli);
/* cmd_report.c */
int command_report(struct cli *cli);
/* cmd_explain.c */
int command_explain(struct cli *cli);
/* cmd_ledger.c */
int command_ledger(struct cli *cli);
/* cmd_remit.c  */
int command_remit(struct cli *cli);
int command_remit_word(struct cli *cli);
/* cmd_reconcile.c */
int command_reconcile(struct cli *cli);
/* cmd_look.c   */
int command_tasks(struct cli *cli);
/* cmd_match.c  */
int command_match(struct cli *cli);
/* cmd_status.c */
int command_status(struct cli *cli);
/* cmd_verify.c */
int command_verify(struct cli *cli);
/* cmd_book.c   */
int command_creditor(struct cli *cli);
int command_agreement(struct cli *cli);
/* cmd_rates.c  */
int command_rates(struct cli *cli);
/* cmd_rules.c  */
int command_rules(struct cli *cli);
/* cmd_plugin.c */
int command_plugin(struct cli *cli);
int command_plugin_list(struct cli *cli);
int command_plugin_reload(struct cli *cli);
int command_plugin_promote(struct cli *cli);
int command_plugin_retry(struct cli *cli);
/* cmd_plugin_check.c, cmd_plugin_run.c, cmd_plugin_new.c */
int command_plugin_check(struct cli *cli);
int command_plugin_run(struct cli *cli);
int command_plugin_new(struct cli *cli);
/* cmd_law.c    */
int command_law(struct cli *cli);
/* cmd_kid.c    */
int command_kid(struct cli *cli);
/* cmd_pay.c    */
int command_pay_link(struct cli *cli);
int command_provider(struct cli *cli);
int command_id(struct cli *cli);
/* cmd_words.c  */
int command_words(struct cli *cli);
/* serve.c */
int command_serve(struct cli *cli);
/* cmd_rules.c */
int command_reload(struct cli *cli);

#endif
