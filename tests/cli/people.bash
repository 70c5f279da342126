# Invented people, as check gets them: `load people` after helper.

# people COUNT >RECORDS: records of people with numbers of order codes that nobody holds; people.csv is their register.
people() {
    /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/people.py" "$1" people.csv
}

# record NAME TYPE NUMBER: one record.
record() {
    jq -cn --arg name "$1" --arg type "$2" --arg number "$3" '{muster: 1,
        squad: {id: "20261111-01", no: 1, of: 1, seat: 1, size: 1}, name: $name,
        doc: {type: $type, number: $number}, from: {file: "hengxin.csv", row: 2}}'
}

# serve COMMAND...: starts an endpoint that prints its address first; $url is it.
serve() {
    rm -f url
    "$@" >url 2>server.err 3>&- &
    server=$!
    for _ in $(seq 200); do
        [ ! -s url ] || break
        sleep 0.05
    done
    url=$(cat url)
    [ -n "$url" ] || { cat server.err; return 1; }
}

# endpoint [OPTION]...: the rehearsal endpoint over people.csv.
endpoint() {
    serve muster-endpoint --register people.csv --listen 127.0.0.1:0 --log log.ndjson "$@"
}

# bad_day DAY: the fault server.
bad_day() {
    serve /usr/bin/python3 "$MUSTER_SOURCE/tests/fault/server.py" "$1" log.ndjson
}

end_server() {
    [ -z "${server:-}" ] || { kill "$server" 2>/dev/null && wait "$server"; } || true
    server=
}

# check [OPTION]... [FILE]: against the running endpoint, with the profile `reference`; the state stays in ./state.
check() {
    try muster check --endpoint reference --url "$url" "$@"
}

# again [OPTION]...: the endpoint on the address it had, with nothing remembered.
again() {
    end_server
    serve muster-endpoint --register people.csv --listen "${url#http://}" --log log.ndjson "$@"
}

requests() {
    cat log.ndjson 2>/dev/null | wc -l
}

charges() {
    jq -s 'map(select(.charged)) | length' log.ndjson
}

# once_each: nobody was charged for twice.
once_each() {
    jq -es 'map(select(.charged) | .key) | length == (unique | length)' log.ndjson >/dev/null
}

# outcomes FILE: "3 match green" and so on, sorted.
outcomes() {
    jq -r '"\(.verdicts[0].outcome) \(.lane)"' "$1" | sort | uniq -c | sed 's/^ *//'
}

# ledger_sql STATEMENTS: each ends a line but for the last; changes the ledger as if muster had written it so, and prints what
# they give.
ledger_sql() {
    "$MUSTER_SOURCE/tests/cli/sealed.py" state/muster "$1"
}

# flip STATEMENT: changes the ledger as a disk does, or somebody without the key.
flip() {
    /usr/bin/python3 - "$1" <<'END'
import sqlite3
import sys

with sqlite3.connect("state/muster/ledger.db") as db:
    db.execute(sys.argv[1])
END
}
