#!/usr/bin/env bash
# bench.sh [roster|check|card|all]: muster's programs (on PATH) beside their peers, in one run.
# Debian packages: miller xlsx2csv wrk python3-reportlab python3-pil time fonts-wqy-zenhei
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
endpoint=
trap '[ -z "$endpoint" ] || kill "$endpoint" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export HOME=$work LC_ALL=C.UTF-8
unset MUSTER_SITE XDG_CONFIG_HOME XDG_STATE_HOME

# On two cores and more the endpoint and who asks it do not share one.
client=() server=()
if [ "$(nproc)" -gt 1 ]; then
    client=(taskset -c 0)
    server=(taskset -c 1)
fi

have() {
    command -v "$1" >/dev/null || { echo "$1 is not on PATH: build it, or install what stands in $0" >&2; exit 66; }
}

bench_roster() {
    have muster-roster && have mlr && have xlsx2csv
    local roster="muster-roster --date 2026-11-11"
    local file
    for file in roster.csv:1000000 gb18030.csv:1000000 roster.xlsx:100000; do
        $roster "${file%:*}" 2>/dev/null | awk -v rows="${file#*:}" 'END { if (NR != rows) exit 1 }'
    done
    "$here/interleave.py" "${ROUNDS:-7}" rows \
        "muster-roster, UTF-8" 1000000 "$roster roster.csv" \
        "muster-roster, GB18030" 1000000 "$roster gb18030.csv" \
        "mlr -S --icsv --ojsonl cat, UTF-8" 1000000 "mlr -S --icsv --ojsonl cat roster.csv"
    "$here/interleave.py" "${ROUNDS:-7}" rows \
        "muster-roster, .xlsx" 100000 "$roster roster.xlsx" \
        "xlsx2csv" 100000 "xlsx2csv roster.xlsx"
}

bench_check() {
    have muster-check && have wrk
    "${server[@]}" muster-endpoint --register register.csv --listen 127.0.0.1:0 --log endpoint.log >url 2>endpoint.err &
    endpoint=$!
    for _ in $(seq 200); do
        [ ! -s url ] || break
        sleep 0.05
    done
    local url ask
    url=$(cat url)
    ask="muster-check --url $url --endpoint reference --rate 100000 --concurrency 64"
    $ask --state state workers.ndjson 2>/dev/null | grep -c '"lane":"green"' | grep -qx 20000
    "$here/interleave.py" "${ROUNDS:-5}" calls \
        "muster-check" 20000 "${client[*]} $ask --state {fresh} workers.ndjson" \
        "wrk, 64 connections" wrk "${client[*]} wrk -t1 -c64 -d2s -s $here/check.lua $url -- register.csv"
    kill "$endpoint"
    wait "$endpoint"
    endpoint=
}

bench_card() {
    have muster-card
    "$here/interleave.py" "${ROUNDS:-5}" cards \
        "muster-card" 2000 "muster-card --contacts $source/templates/contacts.csv -o {fresh} checked.ndjson" \
        "reportlab" 2000 "/usr/bin/python3 $here/card_reportlab.py checked.ndjson {fresh}"
}

case ${1:-all} in
roster | check | card) parts=$1 ;;
all) parts="roster check card" ;;
*) echo "bench.sh [roster|check|card|all]" >&2 && exit 64 ;;
esac
/usr/bin/python3 "$here/people.py" .
echo "$(nproc) cores, $(sed -n '/^model name/{s/^[^:]*: //p;q}' /proc/cpuinfo)"
for part in $parts; do
    "bench_$part"
done
