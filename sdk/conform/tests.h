/* tests.h - every test: one row, one function.  The row order is the order in which they run.
 *
 *   function, name, what is tested, what to do if it fails */
#ifndef KRAV_CONFORM_TESTS_H
#define KRAV_CONFORM_TESTS_H

#include "conform/trial.h"

#define CONFORM_TESTS(X)                                                                         \
    X(test_load_opens, "load.opens", "the library opens with every symbol bound",                \
      "Link with krav_add_plugin(), which reports missing symbols; do nothing in constructors.") \
    X(test_load_one_export, "load.one_export", "krav_plugin_entry is its only exported symbol",  \
      "Link with exports.map, or compile with -fvisibility=hidden.")                             \
    X(test_load_bound_now, "load.bound_now", "it asks for all symbols at load, and has no path", \
      "Link with -Wl,-z,now and without an rpath; krav_add_plugin() does.")                      \
    X(test_describe_quick, "load.quick", "it is described within 100 ms",                        \
      "Take work out of constructors; heavy libraries can be opened in start().")                \
    X(test_describe_same, "load.same", "it describes itself the same way each time",             \
      "The descriptor is constant data: compute nothing in it.")                                 \
    X(test_descriptor_texts, "descriptor.texts", "names, vendor and helps are plain UTF-8",      \
      "Save the source as UTF-8, and keep control characters out.")                              \
    X(test_descriptor_ids, "descriptor.ids", "its id, version and extension ids are well formed",\
      "An id is a reversed domain in small letters: no.example.brevpost; versions are 1.2.3.")   \
    X(test_descriptor_options, "descriptor.options",                                             \
      "every option has a name, a help and a fallback within its own bounds",                    \
      "Bounds are inclusive; 0, 0 means any.  A required option has no fallback.")               \
    X(test_tables_whole, "tables.whole", "what it claims to provide is there, whole and stable", \
      "extension() returns the same static table each time, with every required function.")      \
    X(test_options_start, "options.start", "it starts with the settings given, and fallbacks",   \
      "If settings are missing, give them: --set NAME=VALUE.")                                   \
    X(test_options_missing, "options.missing", "without a required option it does not crash",    \
      "The host refuses first; still, treat an absent setting as absent.")                       \
    X(test_options_bounds, "options.bounds",                                                     \
      "it starts with each option at both its bounds, and survives values beyond them",          \
      "Say in the descriptor what start() takes: min and max are what the agency is told.")      \
    X(test_life_drain, "life.drain", "idle, it drains and ends at once",                         \
      "drain() finishes what is open and returns; destroy() waits for nothing.")                 \
    X(test_life_rounds, "life.rounds",                                                           \
      "created, started, drained and destroyed 200 times, it leaves nothing behind",             \
      "Free in destroy() what create() and start() took; join threads, close files.")            \
    X(test_life_pair, "life.pair", "two instances live side by side",                            \
      "Keep state in the instance (plugin->impl), not in static variables.")                     \
    X(test_life_manners, "life.manners",                                                         \
      "it leaves signals, locale, directory, umask and environment alone, and the fence",        \
      "Declare what it needs with KRAV_USES_*; write files through krav.host.files/1.")          \
    X(test_life_prints, "life.prints", "it prints nothing",                                      \
      "Use krav.host.log/1; stdout and stderr belong to the host.")                              \
    X(test_life_logs, "life.logs", "its log lines are short UTF-8 and name nobody",              \
      "Log what happened and call->case_ref, not names and national ids.")                       \
    X(test_calls_answer, "calls.answer", "it answers every question it provides, once",          \
      "Every call accepted with KRAV_OK is answered exactly once.")                              \
    X(test_calls_deadline, "calls.deadline", "a call whose deadline has passed is answered too", \
      "Answer RETRY if nothing happened, UNKNOWN if it may have.")                               \
    X(test_calls_cancel, "calls.cancel", "a call that is cancelled is answered, and life goes on",\
      "cancel() is a wish; the call is still answered.")                                         \
    X(test_calls_drain, "calls.drain", "what is in flight when it is drained is answered",       \
      "drain() answers or finishes what it holds back.")                                         \
    X(test_calls_hostile, "calls.hostile",                                                       \
      "hostile arguments, field by field and at random, are answered",                           \
      "Check lengths, signs, counts and UTF-8; strings are not terminated and may be absent.")   \
    X(test_effects_same_key, "effects.same_key",                                                 \
      "the same key twice is one effect and one reference",                                      \
      "Look for the effect by its key before making it: krav/outfile.h, or the provider's key.") \
    X(test_effects_recall, "effects.recall",                                                     \
      "after a restart, recall() knows what was done, by the same reference",                    \
      "Remember by what is outside (a file, the provider), not in memory.")                      \
    X(test_effects_never, "effects.never", "recall() of a key never seen is RETRY or UNKNOWN",   \
      "DONE and REFUSED are for what happened; if nothing is found, it is RETRY.")               \
    X(test_effects_kill, "effects.kill",                                                         \
      "killed at any moment, it tells the truth afterwards and makes no second effect",          \
      "Make the effect in one step (files.put), and find it by its key.")                        \
    X(test_render_same, "render.same", "the same letter gives the same bytes, in any process",   \
      "Take dates from the letter; no clock, no random ids, no order of addresses.")             \
    X(test_money_sums, "money.sums", "a batch whose sum is not that of its parts is refused",    \
      "Add up the parts and compare before the file is written.")                                \
    X(test_money_all_or_none, "money.all_or_none",                                               \
      "a batch with one impossible part is refused whole, and nothing is written",               \
      "Check all before the first is written; name the bad ones in krav_batch_refusal.")         \
    X(test_score_sane, "score.sane", "scores are explained, dated and repeatable",               \
      "The parts' points sum to the points; as_of is set; no clock, no random numbers.")         \
    X(test_wash_sane, "wash.sane", "statuses are known words, and many is as one by one",        \
      "See the words at krav_person; wash_many answers for each, in order.")                     \
    X(test_routes_manners, "routes.manners",                                                     \
      "unknown paths are 404, and strangers bring no facts",                                     \
      "Verify the signature before you submit; answer 404 for what is not yours.")               \
    X(test_intake_recognise, "intake.recognise", "recognise() is quick, whatever the bytes are", \
      "Look at the head only; it may be cut anywhere.")                                          \
    X(test_intake_refuses, "intake.refuses",                                                     \
      "files that are empty, random, huge or cut bring no records, and reasons if refused",      \
      "Validate down to the trailer first (krav/twopass.h); report every fault.")                \
    X(test_intake_samples, "intake.samples",                                                     \
      "a valid file is recognised, taken, and adds up; twice, it gives the same records",        \
      "n_records and sum are of what was submitted.")                                            \
    X(test_intake_cut, "intake.cut", "a valid file cut short submits nothing",                   \
      "A format with a trailer or count can tell; refuse what does not end as it should.")

#define CONFORM_DECLARE(function, name, what, advice) void function(struct trial *t);
CONFORM_TESTS(CONFORM_DECLARE)
#undef CONFORM_DECLARE

#endif
