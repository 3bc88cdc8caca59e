# Calls and electronic letters.  Read by run.sh.

open_home calls 2026-04-28 "email = letter_text" "sms = letter_text"
for name in day h0759 h0800 h2059 h2100 s0859 s0900 s1459 s1500 sunday may1 opt dead bankrupt settling guardian minor \
    objected complaint held deferred plan paid after; do claim call/$name phone=90000001; done
claim call/not-due phone=90000001 due=2026-06-01
claim call/two-a phone=90000002 debtor_id=31856397214 debtor_name="Kari Eksempel"
claim call/two-b phone=90000002 debtor_id=31856397214 debtor_name="Kari Eksempel" creditor_org=311000012
claim call/week-a phone=90000003 debtor_id=10915596784 debtor_name="Ola Prøve"
claim call/week-b phone=90000003 debtor_id=10915596784 debtor_name="Ola Prøve" creditor_org=311000012
claim call/month-a phone=90000004 debtor_id=18888297827 debtor_name="Siri Mal"
claim call/month-b phone=90000004 debtor_id=18888297827 debtor_name="Siri Mal" creditor_org=311000012
claim call/barred phone=90000001 due=2023-04-03
claim daily-call/one phone=90000001
for kind in notice offer deferral receipt; do
    for name in open opt phone-opt sunday dead; do claim e-$kind/$name email=a@eksempel.invalid; done
    claim e-$kind/no-address
done
for name in s-notice s-offer s-broken s-monitor s-enforce sms-estate; do claim $name/one phone=90000001; done
claim daily/one
claim n-demand/running phone=90000001
for name in opt died bankrupt held plan deferred paid guardian withdrawn; do claim call/then-$name phone=90000001; claim e-notice/then-$name email=a@eksempel.invalid; done
claim call/same-a phone=90000009 debtor_name="Same Person" debtor_id=03851598730
claim call/same-b phone=90000009 debtor_name="Same Person" debtor_id=03851598730 creditor_org=311000012
take_claims

# ---- whom, and when ------------------------------------------------------------------------------

yes call/day      call "^asked=pay_now|^asked="
quiet call/day    "the same call asked for again"
no  call/not-due  call not_due "§§ 1, 9"
tell call/opt     contact-opt-out
no  call/opt      call opted_out "§ 8"
tell call/dead    died
no  call/dead     call debtor_died "arveloven"
tell call/bankrupt bankrupt
no  call/bankrupt call bankrupt "konkursloven"
tell call/settling debt-settlement
no  call/settling call debt_settlement "gjeldsordningsloven"
tell call/guardian guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo"
no  call/guardian call guardian "vergemålsloven"
tell call/objected dispute "not mine"
no  call/objected call open_objection "§ 17"
tell call/complaint complaint
no  call/complaint call "open_objection|complaint_open" "§ 17"
tell call/held    hold "waits"
no  call/held     call held "§ 8"
tell call/deferred defer --days 30
no  call/deferred call deferred "§§ 8, 13"
tell call/plan    plan --parts 3 --first 2026-05-20
no  call/plan     call plan_runs "§§ 8, 13"
tell call/paid    paid-direct --amount "$(owed call/paid)"
no  call/paid     call nothing_owed "§ 1"
no  call/barred   call time_barred "foreldelsesloven"
# An objection ends a call that was asked for before.
yes call/after    call "^asked="
tell call/after   dispute "not mine"
just call/after   "^asked=" 0 "a call asked for before the objection, still asked for"

# What overtakes a call that was asked for, or an electronic letter that was promised.
for name in opt died bankrupt held plan deferred paid guardian withdrawn; do
    yes call/then-$name call "^asked="
    yes e-notice/then-$name collection_notice "^collection_notice:"
    for who in call/then-$name e-notice/then-$name; do
        case $name in
        opt) case $who in call/*) tell $who contact-opt-out ;; *) tell $who contact-opt-out --channel electronic ;; esac ;;
        died | bankrupt) tell $who $name ;;
        held) tell $who hold "waits" ;;
        plan) tell $who plan --parts 3 --first 2026-05-20 ;;
        deferred) tell $who defer --days 30 ;;
        paid) tell $who paid-direct --amount "$(owed $who)" ;;
        guardian) tell $who guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo" ;;
        withdrawn) tell $who withdraw "a mistake" ;;
        esac
    done
    just call/then-$name "^asked=" 0 "a call asked for before ($name), still asked for"
done
# Who wants no calls wants none about any case.
tell call/same-a contact-opt-out
no  call/same-b   call opted_out "§ 8"

# ---- the hours -----------------------------------------------------------------------------------

setting "hour = 07:59"; may call/h0759 false call_hours
setting "hour = 08:00"; may call/h0800 true
setting "hour = 20:59"; may call/h2059 true
setting "hour = 21:00"; may call/h2100 false call_hours
setting "hour = 10:00"

# ---- one a day, over all cases of the debtor -----------------------------------------------------

tell call/two-a   contact "no" --outcome no_answer
no  call/two-b    call call_limit "§ 8"
tell call/week-a  contact "no" --outcome wrong_number
tell call/month-a contact "no" --outcome no_answer

# ---- electronic letters --------------------------------------------------------------------------

for kind in notice offer; do
    no  e-$kind/no-address "$(echo $kind | sed 's/notice/collection_notice/;s/offer/plan_offer/')" no_electronic_address "§ 3 a"
    tell e-$kind/opt contact-opt-out --channel electronic
    no  e-$kind/opt "$(echo $kind | sed 's/notice/collection_notice/;s/offer/plan_offer/')" opted_out_electronic "§"
    tell e-$kind/phone-opt contact-opt-out
    tell e-$kind/dead died
    no  e-$kind/dead "$(echo $kind | sed 's/notice/collection_notice/;s/offer/plan_offer/')" debtor_died "arveloven"
done
yes e-notice/phone-opt collection_notice "^collection_notice:"
yes e-notice/open collection_notice "^collection_notice:"
no  e-deferral/open deferral not_deferred "§ 8"
tell e-deferral/opt contact-opt-out --channel electronic
tell e-deferral/opt defer --days 20
no  e-deferral/opt deferral opted_out_electronic "§"
no  s-notice/one  collection_notice sms_alone "§ 3 a"
no  s-offer/one   plan_offer sms_alone "§ 3 a"
no  s-monitor/one monitoring "sms_alone|no_notice|no_demand" "§"
no  s-enforce/one enforcement_notice sms_alone "§ 3 a"
tell sms-estate/one died
no  sms-estate/one estate_claim sms_alone "§ 3 a"
tell s-broken/one plan --parts 3 --first 2026-05-04

until_day 2026-04-30
for name in opt died bankrupt held plan deferred paid guardian withdrawn; do
    just e-notice/then-$name "^collection_notice:sent" 0 "an electronic notice overtaken ($name), sent"
done
yes call/two-b    call "^asked="
until_day 2026-05-01
no  call/may1     call call_hours "§ 8"
no  n-demand/running payment_demand "notice_period|deadline_running" "§"
for day in 2026-05-02 2026-05-04 2026-05-05 2026-05-06; do
    until_day $day
    tell call/week-a contact "no" --outcome no_answer
    case $day in 2026-05-02) ;; *) tell call/month-a contact "no" --outcome no_answer ;; esac
    if [ $day = 2026-05-02 ]; then
        setting "hour = 08:59"; may call/s0859 false call_hours
        setting "hour = 09:00"; may call/s0900 true
        setting "hour = 14:59"; may call/s1459 true
        setting "hour = 15:00"; may call/s1500 false call_hours
        setting "hour = 10:00"
        until_day 2026-05-03
        no  call/sunday call call_hours "§ 8"
    fi
done
# Five attempts: 29 April, 2, 4, 5, 6 May.  The next is lawful when the first is seven days old.
may call/week-b false call_limit
no  call/week-b   call call_limit "§ 8"
until_day 2026-05-07
may call/week-a true
may call/week-b true
tell call/week-a contact "no" --outcome no_answer
# One more than the limits: it is kept as what it is, and a supervisor hears of it.
accepted call/week-b contact "no" --outcome no_answer
if "$krav" -C "$home" tasks --json | grep -q call_breach; then ok call/week-b "a second call on a day: a supervisor is told"
else fail call/week-b "a second call on a day: nobody is told"; fi
# Fifteen in thirty-one days: 29 April, 4, 5, 6, 11, 12, 13, 15, 18, 19, 20, 21, 26, 27, 28 May.
for day in 2026-05-11 2026-05-12 2026-05-13 2026-05-15 2026-05-18 2026-05-19 2026-05-20 2026-05-21 2026-05-26 2026-05-27 2026-05-28; do
    until_day $day
    may call/month-b true
    tell call/month-a contact "no" --outcome no_answer
done
until_day 2026-05-29
may call/month-b false call_limit
no  call/month-b  call call_limit "§ 8"
until_day 2026-05-30
may call/month-b true
just daily/one    "^plan_offer:sent" 4 "an offer every day, sent in thirty days, a week and a day between"
verified calls
