#!/usr/bin/env bash
# intake.sh [--update] [CASE]...: each folder of fixtures/intake is a test: its `command` is run where its files lie, and
# what comes out must be what lies in its folder `expected`. Prints TAP. --update writes `expected` from what came out,
# to be read before it is committed. The format is told in fixtures/intake/README.md.
set -euo pipefail
export MUSTER_INTAKE=$MUSTER_SOURCE/fixtures/intake MUSTER_UPDATE=
[ "${1:-}" != --update ] || { MUSTER_UPDATE=yes && shift; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$MUSTER_SOURCE"/tests/cli/helper.bash "$MUSTER_SOURCE"/tests/cli/intake.bash "$work"
[ $# -gt 0 ] || set -- $(cd "$MUSTER_INTAKE" && printf '%s\n' */ | tr -d /)
{
    echo 'load helper; load intake'
    for case in "$@"; do
        printf '@test "%s: %s" { intake %s; }\n' "$case" "$(head -1 "$MUSTER_INTAKE/$case/about" | tr -d '"`$\\')" "$case"
    done
    echo '@test "every record that is expected is valid by the schema" { schema_ok $(grep -l "^{" "$MUSTER_INTAKE"/*/expected/stdout); }'
} >"$work/intake.bats"
bats --tap "$work/intake.bats"
