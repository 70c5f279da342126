#!/usr/bin/env bash
# fuzz.sh FOLDER SECONDS [TARGET]...: runs each fuzz target in FOLDER for so long, as many at once as there are cores,
# from its seeds and the files of fixtures/intake. What it finds is kept in the folder `findings`.
set -euo pipefail
programs=$(cd "$1" && pwd) seconds=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- $(cd "$programs" && ls | sed -n 's/^fuzz_\([a-z]*\)$/\1/p')
mkdir -p findings

# Copies files under a name of their own: fixtures have the same names in different folders.
collect() {
    local folder=$1 file
    shift
    for file in "$@"; do
        [ ! -f "$file" ] || cp "$file" "$folder/$(sha1sum <"$file" | cut -c1-12)"
    done
}

fuzz() {
    local target=$1 corpus status=0
    corpus=$(mktemp -d)
    collect "$corpus" "$here/seeds/$target/"*
    case $target in
    csv) collect "$corpus" "$here"/../../fixtures/intake/*/*.csv ;;
    text) collect "$corpus" "$here"/../../fixtures/intake/chat-*/*.txt ;;
    roster) collect "$corpus" "$here"/../../fixtures/intake/*/*.* ;;
    sheet) collect "$corpus" "$here"/../../fixtures/intake/*/*.xlsx/xl/worksheets/*.xml ;;
    esac
    "$programs/fuzz_$target" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=65536 -verbosity=1 \
        -print_final_stats=1 -artifact_prefix="findings/$target-" "$corpus" >"findings/$target.log" 2>&1 || status=$?
    rm -rf "$corpus"
    sed -n 's/^stat::number_of_executed_units: */'"$target"': inputs tried: /p' "findings/$target.log"
    [ "$status" = 0 ] || { echo "$target: FOUND: see findings/$target.log"; tail -40 "findings/$target.log" >&2; }
    return "$status"
}

status=0 running=0
for target in "$@"; do
    fuzz "$target" &
    running=$((running + 1))
    if [ "$running" -ge "$(nproc)" ]; then
        wait -n || status=1
        running=$((running - 1))
    fi
done
for _ in $(seq "$running"); do
    wait -n || status=1
done
[ "$status" != 0 ] || echo "nothing found"
exit "$status"
