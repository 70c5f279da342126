load helper

@test "muster --help shows the pipe and ends with 0" {
    try muster --help
    expect 0
    grep -q 'muster roster .* | muster check | muster card' out
}

@test "muster without a tool, and with an unknown one, is a usage error" {
    try muster
    expect 64
    try muster rooster
    expect 64
    says 'there is no tool `rooster` (perhaps `roster`); `muster --help` shows the options'
    try muster shift
    expect 64
    says 'there is no tool `shift`;'
}

@test "a folder on PATH that this user may not search is no reason to speak of permissions" {
    spot=$(mktemp -d) # the tests' own folder is closed to others
    mkdir "$spot/closed"
    cp "$MUSTER_PROGRAMS/muster" "$spot"
    local user=()
    if [ "$(id -u)" = 0 ]; then user=(setpriv --reuid 65534 --regid 65534 --clear-groups); fi
    chmod 0 "$spot/closed"
    chmod 755 "$spot"
    PATH=$spot/closed:$PATH try "${user[@]}" "$spot/muster" rooster
    chmod 700 "$spot/closed"
    rm -r "$spot"
    expect 64
    says 'there is no tool `rooster`'
}

@test "muster --version names a version" {
    try muster --version
    expect 0
    grep -qE '^muster [0-9]+\.[0-9]+' out
}

@test "the record in its manual is one by the schema" {
    sed -n '/^```/,/^```/{/^```/!p}' "$MUSTER_SOURCE/lib/record/muster-record.5.scd" | tr -d '\n' >record.ndjson
    schema_ok record.ndjson
    try muster card --unchecked --contacts "$MUSTER_SOURCE/templates/contacts.csv" --held held.csv -o cards record.ndjson
    expect 0
    says '1 records in = 1 cards + 0 held'
}
