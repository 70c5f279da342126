# Loaded by every .bats file: `muster` is the built one, each test has an empty folder, state and home of its own.
setup() {
    PATH=$MUSTER_PROGRAMS:$PATH
    cd "$BATS_TEST_TMPDIR"
    export HOME=$PWD/home XDG_STATE_HOME=$PWD/state LC_ALL=C.UTF-8
    unset MUSTER_SITE XDG_CONFIG_HOME LANGUAGE
    fixtures=$MUSTER_SOURCE/fixtures
    if declare -F prepare >/dev/null; then prepare; fi
}

teardown() {
    if declare -F cleanup >/dev/null; then cleanup; fi
}

# Runs the command with standard output in ./out and standard error in ./err; the status is in $status.
try() {
    status=0
    "$@" >out 2>err || status=$?
}

# expect STATUS: shows what was printed when it is another one.
expect() {
    [ "$status" -eq "$1" ] || { echo "status $status, not $1"; cat out err; return 1; }
}

# not COMMAND...: fails when the command succeeds (bats overlooks a failing "! command").
not() {
    if "$@"; then return 1; fi
}

# says TEXT: standard error holds it.
says() {
    grep -qF -- "$1" err || { echo "stderr does not say: $1"; cat err; return 1; }
}

# valid SCHEMA FILE...: every line of the files, or each .yaml file, is valid by the schema (a path in the source).
valid() {
    /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/schema.py" "$MUSTER_SOURCE/$1" "${@:2}"
}

# Every line of the files is a record.
schema_ok() {
    valid lib/record/worker-1.schema.json "$@"
}
