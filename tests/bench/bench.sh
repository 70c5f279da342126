#!/usr/bin/env bash
# bench.sh [roster|check|card|all]: muster's programs (on PATH) beside their peers, in one run.
# Debian packages: miller xlsx2csv wrk curl python3-aiohttp nodejs python3-reportlab python3-pil time fonts-wqy-zenhei
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
    "$here/interleave.py" "${ROUNDS:-7}" rows medians \
        "muster-roster, UTF-8" 1000000 "$roster roster.csv" \
        "muster-roster, GB18030" 1000000 "$roster gb18030.csv" \
        "mlr -S --icsv --ojsonl cat, UTF-8" 1000000 "mlr -S --icsv --ojsonl cat roster.csv"
    "$here/interleave.py" "${ROUNDS:-7}" rows medians \
        "muster-roster, .xlsx" 100000 "$roster roster.xlsx" \
        "xlsx2csv" 100000 "xlsx2csv roster.xlsx"
}

# serve OPTION...: the endpoint, and where it is in $url.
serve() {
    rm -f url
    "${server[@]}" muster-endpoint "$@" --listen 127.0.0.1:0 >url 2>endpoint.err &
    endpoint=$!
    for _ in $(seq 600); do
        [ ! -s url ] || break
        sleep 0.05
    done
    url=$(cat url)
}

end_service() {
    kill "$endpoint"
    wait "$endpoint"
    endpoint=
}

# ask PROFILE CONNECTIONS: muster-check, as fast as it can.
ask() {
    echo "muster-check --url $url --endpoint $1 --rate 100000 --concurrency $2"
}

# all_green COUNT COMMAND...: everybody gets a verdict before anything is measured.
all_green() {
    "${@:2}" 2>/dev/null | grep -c '"lane":"green"' | grep -qx "$1"
}

bench_singles() {
    serve --register register.csv
    local check
    check=$(ask reference 64)
    all_green 20000 $check --state state workers.ndjson
    "$here/check_curl.sh" "$url" register.csv >curl.cfg
    "$here/interleave.py" "${ROUNDS:-5}" calls medians \
        "muster-check" 20000 "${client[*]} $check --state {fresh} workers.ndjson" \
        "wrk, 64 connections" wrk "${client[*]} wrk -t1 -c64 -d1s -s $here/check.lua $url -- register.csv" \
        "curl --parallel" 20000 "${client[*]} curl -s --fail --parallel --parallel-max 64 --config curl.cfg" \
        "aiohttp" 20000 "${client[*]} /usr/bin/python3 $here/check_aiohttp.py $url register.csv" \
        "node" 20000 "${client[*]} node $here/check_node.js $url register.csv"
    end_service
}

# The same program with ever more people, and always 200 in a request.
bench_batches() {
    serve --register crowd.csv --profile reference-batch
    local check count jobs=()
    check=$(ask reference-batch 20)
    for count in 1000 10000 100000; do
        head -n "$count" crowd.ndjson >"crowd-$count.ndjson"
        jobs+=("muster-check, $count people" "$count" "${client[*]} $check --state {fresh} crowd-$count.ndjson")
    done
    all_green 1000 $check --state batches crowd-1000.ndjson
    "$here/interleave.py" "${ROUNDS:-5}" people medians \
        "muster-check, batches of 200" 100000 "${client[*]} $check --state {fresh} crowd-100000.ndjson"
    "$here/interleave.py" 1 people medians "${jobs[@]}" \
        "muster-check, 1000000 people" 1000000 "${client[*]} $check --state {fresh} crowd.ndjson"
    end_service
}

# What was measured, and what it has to be.
judge_check() {
    awk -F'\t' '
        function judge(holds, text) { printf "%-6s%s\n", holds ? "holds" : "FAILS", text }
        { rate[$1] = $2; peak[$1] = $4 }
        END {
            share = rate["muster-check"] / rate["wrk, 64 connections"]
            judge(share >= 0.15, sprintf("single requests: %.2f of the rate of wrk, at least 0.15", share))
            batches = rate["muster-check, batches of 200"]
            judge(batches >= 40000, sprintf("batches of 200: %d people/s, at least 40000", batches))
            few = peak["muster-check, 1000 people"]
            many = peak["muster-check, 1000000 people"]
            judge(many < 64, sprintf("memory: %.0f MiB for 1000 people, %.0f for 1000000, less than 64", few, many))
        }' medians
}

bench_check() {
    have muster-check && have wrk && have curl && have node
    bench_singles
    bench_batches
    judge_check
}

bench_card() {
    have muster-card
    "$here/interleave.py" "${ROUNDS:-5}" cards medians \
        "muster-card" 2000 "muster-card --contacts $source/templates/contacts.csv -o {fresh} checked.ndjson" \
        "reportlab" 2000 "/usr/bin/python3 $here/card_reportlab.py checked.ndjson {fresh}"
}

case ${1:-all} in
roster | check | card) parts=$1 ;;
all) parts="roster check card" ;;
*) echo "bench.sh [roster|check|card|all]" >&2 && exit 64 ;;
esac
/usr/bin/python3 "$here/people.py" . $parts
echo "$(nproc) cores, $(sed -n '/^model name/{s/^[^:]*: //p;q}' /proc/cpuinfo)"
for part in $parts; do
    "bench_$part"
done
