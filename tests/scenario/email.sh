#!/bin/sh
# email.sh BUILD - letters through a real mail server (exim, TLS, log-in), as the plugin meets it:
# one arrives, one is refused at the door and goes on paper, one comes back later and goes on paper,
# one is put off, and a server that is away loses nothing.
set -eu
build=$1
dir=$(mktemp -d)
mail_pid=
# finish: the server goes with its files.
finish() {
    [ -z "$mail_pid" ] || kill "$mail_pid" 2>/dev/null || true
    rm -rf "$dir"
}
trap finish EXIT
for program in exim4 openssl; do
    command -v $program >/dev/null || [ -x /usr/sbin/$program ] ||
        { echo "email.sh: $program is not installed" >&2; exit 77; }
done
PATH=$PATH:/usr/sbin
export NO_COLOR=1 USER=test
fail() { echo "email.sh: $*" >&2; exit 1; }
krav() { "$build/bin/krav" -C "$dir/home" "$@"; }

# ---- a mail server ----------------------------------------------------------------------------

port=$((20000 + $$ % 20000))
runner=$(id -un)
mkdir -p "$dir/spool" "$dir/log" "$dir/mail"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$dir/key.pem" -out "$dir/cert.pem" -days 2 \
    -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null
if [ "$(id -u)" -eq 0 ]; then # exim does not deliver as root
    runner=Debian-exim
    chmod 755 "$dir"
    chown "$runner" "$dir/spool" "$dir/log" "$dir/mail" "$dir/key.pem"
fi
cat >"$dir/exim.conf" <<CONF
spool_directory = $dir/spool
log_file_path = $dir/log/%slog
primary_hostname = mail.example.invalid
qualify_domain = example.invalid
local_interfaces = 127.0.0.1
daemon_smtp_ports = $port
pid_file_path = $dir/log/pid
tls_on_connect_ports = $port
tls_advertise_hosts = *
tls_certificate = $dir/cert.pem
tls_privatekey = $dir/key.pem
auth_advertise_hosts = *
acl_smtp_rcpt = check_rcpt
keep_environment =
disable_ipv6
begin acl
check_rcpt:
  deny    !authenticated = *
          message = log in first
  defer   local_parts = slow
  deny    local_parts = nobody
          message = no such user
  accept
begin routers
gone:
  driver = redirect
  local_parts = gone
  allow_fail
  data = :fail: the mailbox is gone
bounces:
  driver = accept
  local_parts = bounces
  transport = bounces
everybody:
  driver = accept
  transport = inbox
begin transports
bounces:
  driver = appendfile
  directory = $dir/mail/bounces
  maildir_format
  create_directory
  user = $runner
inbox:
  driver = appendfile
  directory = $dir/mail/inbox
  maildir_format
  create_directory
  envelope_to_add
  user = $runner
begin retry
begin rewrite
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{\$auth2}{krav}}{eq{\$auth3}{hemmelig-ord}}}}
  server_set_id = \$auth2
CONF
start_mail() {
    exim4 -C "$dir/exim.conf" -bdf >"$dir/log/daemon" 2>&1 &
    mail_pid=$!
}
start_mail
# Until it listens: the plugin itself waits for nobody.
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    grep -q 'daemon started' "$dir/log/mainlog" 2>/dev/null && break
    sleep 0.1
done
grep -q 'daemon started' "$dir/log/mainlog" || { cat "$dir/log/daemon" >&2; fail "no mail server"; }

# ---- an agency that writes by e-mail first ----------------------------------------------------

krav init "$dir/home" --example >/dev/null
cp "$dir/cert.pem" "$dir/home/mail-ca.pem"
(umask 077 && echo 'hemmelig-ord' >"$dir/home/secrets/smtp")
sed -i 's/^letter = letter_text/letter = print_folder\nrender = render_pdf\nemail = email/' \
    "$dir/home/krav.conf"
cat >>"$dir/home/krav.conf" <<CONF

[plugin render_pdf]
[plugin print_folder]
run = isolated

[plugin email]
server = smtps://localhost:$port
user = krav
password = secret:smtp
from = inkasso@eksempel.invalid
from_name = Eksempel Inkasso, økonomi
bounces_to = bounces@eksempel.invalid
ca = mail-ca.pem
CONF
sed -i 's/^\[plugin render_pdf\]/[plugin render_pdf]\nrun = isolated\n/' "$dir/home/krav.conf"
rm -rf "$dir/home/rules"
mkdir "$dir/home/rules"
cat >"$dir/home/rules/init.lua" <<'LUA'
local W = workflow { id = "mail", api = 1, extends = "standard" }

-- By e-mail first; what does not go, or comes back, goes on paper.
W.stage "reminder" {
  enter = function (c)
    return { send { letter = "reminder", by = "email", days = 14, because = "past its due day" },
             look_again { after_deadline = c.level.patience } }
  end,
  decide = function (c)
    if c.fact.kind == "not_sent" or c.fact.kind == "letter_returned" then
      return { send { letter = "reminder", days = 14, because = "e-mail did not reach the debtor" },
               look_again { after_deadline = c.level.patience } }
    end
    return before_anything_else(c) or nothing_yet(c)
  end,
}

return W
LUA
cat >"$dir/claims.csv" <<'CSV'
source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;email;description;principal;issued;due
M-1;311758489;1;consumer;31856397214;Kari Eksempel;Storgata 1;0155;Oslo;kari@x.invalid;Strøm;1899,00;2026-08-03;2026-08-17
M-2;311758489;2;consumer;10915596784;Ola Prøve;Lia 7;5011;Bergen;nobody@x.invalid;Strøm;742,50;2026-08-03;2026-08-17
M-3;311758489;3;business;312597772;Firma Prøve AS;Lia 8;5011;Bergen;gone@x.invalid;Strøm;5000,00;2026-08-03;2026-08-17
M-4;311758489;4;business;311758489;Prøve Drift AS;Lia 9;5011;Bergen;slow@x.invalid;Strøm;6000,00;2026-08-03;2026-08-17
CSV
krav rules publish >/dev/null || fail "the rules are not published"
krav check >/dev/null || { krav check; fail "krav check"; }
krav take "$dir/claims.csv" | grep -q '4 claims, 0 duplicates, 0 unmatched, 0 refused' ||
    fail "the claims were not taken"

# ---- a day ------------------------------------------------------------------------------------

count() { find "$1" -type f -name "${2:-*}" 2>/dev/null | wc -l; }
# Until the server has put N messages into DIR.
await() {
    tries=0
    while [ "$(count "$1")" -lt "$2" ]; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || { tail -5 "$dir/log/mainlog" >&2; fail "no mail in $1"; }
        sleep 0.1
    done
}
krav day >/dev/null
await "$dir/mail/inbox/new" 1
await "$dir/mail/bounces/new" 1
message=$(find "$dir/mail/inbox/new" -type f)
[ "$(count "$dir/mail/inbox/new")" -eq 1 ] || fail "more than one message arrived"
grep -q '^Envelope-to: kari@x.invalid' "$message" || fail "it went to somebody else"
grep -q '^From: =?UTF-8?B?' "$message" || fail "the sender's name is not encoded"
grep -q '^Message-ID: <[0-9a-f]*@eksempel.invalid>' "$message" || fail "no key in the Message-ID"
grep -q '^Content-Type: application/pdf' "$message" || fail "no pages are attached"
grep -qE '31856397214|hemmelig' "$message" && fail "a national id or a secret is in the message"
# The attachment is the very document that the book has kept.
awk '/application\/pdf/ { on = 1 } on && /^\r?$/ { body = 1; next } body && /^--/ { exit } body' \
    "$message" | tr -d '\r' | openssl base64 -d >"$dir/brev.pdf"
hash=$(sha256sum <"$dir/brev.pdf" | cut -d ' ' -f 1)
[ -n "$(find "$dir/home/documents" -name "*${hash#??}*")" ] ||
    fail "the attachment is not the document that was kept"

# Refused at the door: the same day on paper.
krav day --until 2026-09-02 >/dev/null
[ "$(count "$dir/home/out/print_folder" '*.pdf')" -eq 1 ] || fail "the refused one is not on paper"

# ---- one comes back ---------------------------------------------------------------------------

bounce=$(find "$dir/mail/bounces/new" -type f)
cp "$bounce" "$dir/bounce.eml"
krav take "$dir/bounce.eml" >"$dir/took" || { cat "$dir/took" >&2; fail "the bounce is not taken"; }
case=$(krav cases --json | tr '{' '\n' | grep 'Firma' | grep -o '"case":[0-9]*' | cut -d : -f 2)
krav case "$case" --json | grep -q '"state":"returned"' || fail "no letter of it came back"
krav day --until 2026-09-03 >/dev/null
[ "$(count "$dir/home/out/print_folder" '*.pdf')" -eq 2 ] || fail "what came back is not on paper"
krav take "$dir/bounce.eml" >/dev/null || true # the same word again changes nothing
[ "$(krav case "$case" --json | grep -o '"state":"returned"' | wc -l)" -eq 1 ] || fail "back twice"
sed 's/<[0-9a-f]*@eksempel.invalid>/<ffff@eksempel.invalid>/g' "$dir/bounce.eml" >"$dir/alien.eml"
krav take "$dir/alien.eml" >"$dir/took" 2>&1 && fail "a bounce of a letter that nobody sent is taken"
grep -q 'no letter of ours has the key' "$dir/took" || { cat "$dir/took" >&2; fail "and no reason"; }

# ---- a server that is away --------------------------------------------------------------------

kill "$mail_pid" && wait "$mail_pid" 2>/dev/null || true
mail_pid=
krav day --until 2026-09-04 >/dev/null
rm -f "$dir/log/mainlog"
sed -i 's/^  defer   local_parts = slow/  accept  local_parts = slow/' "$dir/exim.conf"
start_mail
tries=0
until grep -q 'daemon started' "$dir/log/mainlog" 2>/dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 50 ] || fail "the mail server did not come back"
    sleep 0.1
done
krav day --until 2026-09-05 >/dev/null
await "$dir/mail/inbox/new" 2
[ "$(count "$dir/mail/inbox/new")" -eq 2 ] || fail "a letter went out twice"
krav verify >/dev/null || { krav verify; fail "verify"; }
grep -rq 'hemmelig-ord' "$dir/home/krav.db" "$dir/home/run" "$dir/home/out" && fail "the secret was kept"
exit 0
