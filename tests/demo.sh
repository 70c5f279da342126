#!/usr/bin/env bash
# demo.sh PROGRAMS OUT: a peak morning. Five agencies' files, 8,000 invented people, a rehearsal endpoint on loopback,
# the whole pipe, and a table of what became of everyone.
set -euo pipefail
programs=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/.." && pwd)
PATH=$programs:$PATH
day=2026-11-11

rm -rf "$2"
mkdir -p "$2/rosters"
cd "$2"
python3 "$source/tests/rosters.py" rosters --people 8000 --day $day >expected.json
mv rosters/register.csv .
cp "$source/templates/contacts.csv" contacts.csv

muster endpoint --register register.csv --listen 127.0.0.1:0 --log endpoint.log >endpoint.url &
endpoint=$!
trap 'kill $endpoint 2>/dev/null || true' EXIT
for _ in $(seq 100); do
    [ -s endpoint.url ] && break
    sleep 0.05
done

cat >site.yaml <<SITE
roster:
  date: "$day"
  rejects: rejects.csv
check:
  endpoint: reference
  url: $(cat endpoint.url)
  state: state
card:
  contacts: contacts.csv
  held: held.csv
SITE

started=$(date +%s.%N)
echo '$ muster roster rosters/*.xlsx rosters/*.csv | muster check | muster card -o cards/' >&2
muster roster rosters/*.xlsx rosters/*.csv | muster check | tee checked.ndjson | muster card -o cards/
ended=$(date +%s.%N)
kill -TERM $endpoint
wait $endpoint
trap - EXIT

"$source/tests/demo_table.py" checked.ndjson held.csv rejects.csv expected.json endpoint.log cards \
    "$(echo "$ended $started" | awk '{printf "%.1f", $1 - $2}')"
