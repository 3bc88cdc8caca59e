/* commands.h - what each file of commands offers to the table in commands.c. */
#ifndef KRAV_HOST_COMMANDS_H
#define KRAV_HOST_COMMANDS_H

#include "host/cli.h"

command_fn command_init, command_check;                       /* cmd_home.c   */
command_fn command_take, command_day;                         /* cmd_work.c   */
command_fn command_tell;                                      /* cmd_tell.c   */
command_fn command_cases, command_case;                       /* cmd_case.c   */
command_fn command_explain;                                   /* cmd_explain.c */
command_fn command_ledger, command_tasks, command_status, command_match; /* cmd_look.c */
command_fn command_verify;                                    /* cmd_verify.c */
command_fn command_creditor, command_agreement;               /* cmd_book.c   */
command_fn command_rules, command_plugin;                     /* cmd_rules.c  */
command_fn command_law, command_kid, command_id;              /* cmd_law.c    */
command_fn command_words;                                     /* cmd_words.c  */

#endif
