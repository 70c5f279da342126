load helper
load people

cleanup() {
    end_server
}

state=state/muster

# checked COUNT: so many people were checked, and the endpoint is down again.
checked() {
    people "$1" >in
    sed -i '2s/,$/,mismatch/' people.csv
    endpoint
    check in
    expect 0
    end_server
}

# older DAYS: as if everything had been so long ago.
older() {
    ledger_sql "UPDATE asking SET asked_at = asked_at - $1 * 86400, answered_at = answered_at - $1 * 86400"
}

ledger() {
    try muster ledger "$@"
}

# print_of FOLDER: what is in it, byte by byte.
print_of() {
    (cd "$1" && ls -l --time-style=full-iso && sha256sum ledger.db site.key)
}

@test "show: a line a day and profile, what it cost, and as JSON" {
    checked 30
    ledger show
    expect 0
    [ "$(head -1 out | xargs)" = "day profile askings match mismatch paid money" ]
    [ "$(tail -1 out | xargs)" = "$(date +%F) reference 30 29 1 30 3.00 CNY" ]
    ledger_sql "UPDATE asking SET outcome = NULL, answered_at = NULL, billed = 0, minor = NULL, currency = NULL
        WHERE outcome = 'mismatch'"
    ledger show --json
    expect 0
    jq -e --arg today "$(date +%F)" '. == {muster: 1, days: [{day: $today, profile: "reference", askings: 30,
        verdicts: {match: 29}, unknown: 0, open: 1, paid: 29, minor: {CNY: 290}}], purges: []}' out
}

@test "show: columns stand under each other, also in Chinese, and the last line sums them" {
    checked 12
    ledger_sql "UPDATE asking SET asked_at = asked_at - 86400 WHERE outcome = 'mismatch'"
    printf 'language: zh_CN\n' >site.yaml
    ledger show
    expect 0
    [ "$(wc -l <out)" = 4 ]
    [ "$(tail -1 out | awk '{ print $2, $3, $4, $5, $6 }')" = "12 11 1 12 1.20" ]
    /usr/bin/python3 - <<'END'
import unicodedata

lines = open("out", encoding="utf-8").read().splitlines()
widths = {sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines}
assert len(widths) == 1, lines
END
}

@test "show: a ledger without askings, and no ledger at all" {
    people 1 >in
    endpoint
    check /dev/null
    ledger show
    expect 0
    [ ! -s out ]
    says "nobody's asking is in the ledger"
    ledger show --state nowhere
    expect 66
    says 'ledger.missing'
    [ ! -e nowhere ]
}

@test "export: every asking with the same keys in the same order, and no name or number" {
    checked 30
    jq -r '.verdicts[].ref' out | sort >refs
    ledger export
    expect 0
    [ "$(wc -l <out)" = 30 ]
    [ "$(jq -rc 'keys_unsorted | join(" ")' out | sort -u)" = \
        "key asking profile profile_version batch asked_at answered_at outcome billed minor currency ref" ]
    jq -es 'map(.key) | length == (unique | length) and all(test("^[0-9a-f]{64}$"))' out
    jq -es 'all(.[]; .asking == 1 and .profile == "reference" and .billed and .minor == 10 and .currency == "CNY")' out
    not grep -qE '330482[0-9]{11}|张|王|李' out
    diff <(jq -r .outcome out | sort | uniq -c) <(printf '%7d %s\n' 29 match 1 mismatch)
    jq -r .ref out | sort | diff refs - # the evidence that the endpoint gave
}

@test "export: by which text of a profile a verdict was judged" {
    local reference=$MUSTER_SOURCE/templates/endpoints/reference.yaml
    people 1 >in
    endpoint
    { echo '# a remark'; cat "$reference"; } >remarked.yaml
    sed 's/minor: 10/minor: 11/' "$reference" >dearer.yaml
    for profile in "$reference" remarked.yaml dearer.yaml; do
        try muster check --endpoint "$profile" --url "$url" --max-age 0s in
        expect 0
    done
    ledger export
    expect 0
    [ "$(jq -r .minor out | xargs)" = "10 10 11" ]
    jq -es 'map(.profile_version) | all(test("^[0-9a-f]{16}$")) and .[0] == .[1] and .[1] != .[2]' out
}

@test "export: CSV for Excel has the same values" {
    checked 5
    ledger export
    cp out lines
    ledger export --csv
    expect 0
    /usr/bin/python3 - <<'END'
import csv
import json

rows = list(csv.DictReader(open("out", encoding="utf-8-sig", newline="")))
lines = [json.loads(line) for line in open("lines", encoding="utf-8")]
texts = [{key: "" if value is None else value if isinstance(value, str) else json.dumps(value)
          for key, value in line.items()} for line in lines]
assert rows == texts and len(rows) == 5, (rows, texts)
END
}

@test "export: of some days, and of one profile" {
    checked 6
    ledger_sql "CREATE TEMP TABLE n AS SELECT key, row_number() OVER () - 1 AS days FROM asking;
        UPDATE asking SET asked_at = asked_at - 86400 * (SELECT days FROM n WHERE n.key = asking.key)"
    ledger export --since "$(date -d '2 days ago' +%F)" --until "$(date -d yesterday +%F)"
    expect 0
    [ "$(wc -l <out)" = 2 ]
    ledger export --until "$(date -d '3 days ago' +%F)"
    [ "$(wc -l <out)" = 3 ]
    ledger export --since "$(date +%F)"
    [ "$(wc -l <out)" = 1 ]
    ledger export --profile reference
    [ "$(wc -l <out)" = 6 ]
    ledger export --profile another
    expect 0
    [ ! -s out ]
    ledger export --since 2026-02-30
    expect 64
    says '--since needs a day'
}

@test "verify: a ledger is sound after a run, and after one that was killed; looking changes nothing" {
    people 200 >in
    endpoint --slow 20
    muster check --endpoint reference --url "$url" --concurrency 4 in >killed 2>/dev/null 3>&- &
    local checking=$!
    for _ in $(seq 200); do [ ! -s killed ] || break; sleep 0.02; done
    kill -KILL "$checking"
    wait "$checking" || true
    [ -s $state/ledger.db-wal ]
    ledger verify
    expect 0
    says 'the ledger is sound'
    [ ! -s out ]
    ledger show --json
    jq -e '.days[0].open > 0' out
    check in
    expect 0
    print_of $state >before
    ledger verify
    expect 0
    ledger show
    ledger export
    print_of $state | diff before -
}

@test "verify: what cannot be is told with its code, status 65" {
    checked 5
    ledger_sql "UPDATE asking SET minor = -5 WHERE outcome = 'mismatch';
        UPDATE asking SET outcome = 'matched' WHERE outcome = 'mismatch'"
    ledger verify
    expect 65
    grep -q '^asking.outcome: 1 ' out
    grep -q '^asking.price: 1 ' out
    says '2 findings'
    ledger_sql "UPDATE asking SET minor = 10, outcome = 'mismatch' WHERE minor = -5"
    ledger verify
    expect 0
    flip "UPDATE asking SET outcome = 'match' WHERE outcome = 'mismatch'"
    ledger verify
    expect 65
    grep -q '^asking.seal: 1 asking is not what muster wrote' out
    check in
    expect 74
    says 'ledger.damaged'
    mv $state/site.key .
    ledger verify
    expect 65
    grep -q '^key.missing: ' out
    head -c 32 /dev/urandom >$state/site.key
    chmod 600 $state/site.key
    ledger verify
    grep -q '^ledger.key: ' out
}

# survives COMMAND...: whatever the file is like, it is a sentence and a status.
survives() {
    ledger "$@"
    case $status in
    0) ;;
    65 | 74 | 78) cat out err | grep -q . ;;
    *) echo "muster ledger $*: $status"; cat out err; return 1 ;;
    esac
    not grep -qiE 'sanitizer|runtime error|330482[0-9]{11}' err
}

@test "truncated and bit-flipped ledgers: a sentence and the status, never a crash" {
    checked 40
    cp $state/ledger.db whole.db
    local size at damaged=0
    size=$(stat -c %s whole.db)
    for at in 0 50 100 4095 4096 $((size / 2)) $((size - 1)); do
        head -c "$at" whole.db >$state/ledger.db
        ledger verify
        expect 65
        grep -qE '^[^ ]*ledger\.(damaged|lost): ' out
        survives show
        survives export
        survives purge --older 0s
    done
    for at in $(seq 0 $((size / 40)) $((size - 1))) 16 18 28 60 100 105; do
        cp whole.db $state/ledger.db
        printf '\377' | dd of=$state/ledger.db bs=1 seek="$at" conv=notrunc status=none
        survives verify
        [ "$status" = 0 ] || damaged=$((damaged + 1))
        survives show
        survives export
        survives purge --older 0s --dry-run
    done
    [ "$damaged" -ge 5 ]
    printf 'no database at all, but long enough to be read as one%500s' ' ' >$state/ledger.db
    ledger verify
    expect 65
    grep -q 'ledger.damaged: ' out
    ledger show
    expect 74
    says 'ledger.damaged'
}

@test "a folder that may not be written is read" {
    checked 5
    local user=() spot command
    spot=$(mktemp -d) # the tests' own folder is closed to others
    cp -r $state "$spot/state"
    cp "$MUSTER_PROGRAMS/muster-ledger" "$spot"
    if [ "$(id -u)" = 0 ]; then
        chown -R 65534:65534 "$spot"
        user=(setpriv --reuid 65534 --regid 65534 --clear-groups)
    fi
    chmod 500 "$spot/state"
    for command in show verify export "purge --older 30d --dry-run"; do
        try "${user[@]}" "$spot/muster-ledger" $command --state "$spot/state"
        expect 0
    done
    try "${user[@]}" "$spot/muster-ledger" purge --older 0s --state "$spot/state"
    expect 73
    says 'ledger.open'
    chmod 700 "$spot/state"
    rm -r "$spot"
}

@test "while check runs, it is told to come again" {
    people 100 >in
    endpoint --slow 100
    muster check --endpoint reference --url "$url" --concurrency 1 in >first 2>/dev/null 3>&- &
    local checking=$! command
    for _ in $(seq 200); do [ ! -s first ] || break; sleep 0.02; done
    for command in show verify export "purge --older 30d" "purge --older 30d --dry-run"; do
        ledger $command
        expect 75
        says 'ledger.busy'
        [ ! -s out ]
    done
    kill -KILL "$checking"
}

@test "purge: what is old goes, is gone from the file, and is noted" {
    checked 40
    ledger export
    jq -r .key out >keys
    jq -r .ref out >refs
    older 31
    people 50 | tail -10 >new
    endpoint
    check new
    expect 0
    print_of $state >before
    ledger purge --older 30d --dry-run
    expect 0
    print_of $state | diff before -
    says '40 of 50 askings are older than 30d and would be deleted; 10 would remain; nothing was changed'
    ledger purge --older 30d
    expect 0
    [ "$(tail -1 out | xargs)" = "all 50 40 0 10" ]
    says '40 of 50 askings were older than 30d and are deleted; 10 remain'
    ledger export
    [ "$(wc -l <out)" = 10 ]
    jq -r .ref out >kept # the endpoint's first ten refs, once more
    /usr/bin/python3 - $state <<'END'
import pathlib
import sys

held = b"".join(path.read_bytes() for path in pathlib.Path(sys.argv[1]).iterdir())
assert b"reference" in held
keys = [bytes.fromhex(line.strip()) for line in open("keys")]
assert len(keys) == 40 and not any(key[at : at + 12] in held for key in keys for at in range(20))
refs = set(open("refs", "rb").read().split()) - set(open("kept", "rb").read().split())
assert len(refs) == 30 and not any(ref in held for ref in refs)
END
    ledger show
    grep -qE '^purged .*: 40 askings older than 30d; 10 remained$' out
    ledger verify
    expect 0
}

@test "purge: people whose verdicts went are asked again, with a new key" {
    checked 5
    older 1
    ledger purge --older 1d
    expect 0
    says '5 of them are verdicts younger than 30 days'
    again
    check in
    expect 0
    [ "$(requests)" = 10 ]
    once_each
    [ "$(charges)" = 10 ]
    ledger export
    [ "$(jq -r .asking out | sort -u)" = 2 ]
    ledger verify
    expect 0
}

@test "purge: what may have been paid for stays, unless --all" {
    checked 5
    older 40
    ledger_sql "UPDATE asking SET outcome = 'unknown' WHERE outcome = 'mismatch';
        UPDATE asking SET outcome = NULL, answered_at = NULL, billed = 0, minor = NULL, currency = NULL
        WHERE key = (SELECT key FROM asking WHERE outcome = 'match')"
    ledger purge --older 30d
    expect 0
    [ "$(tail -1 out | xargs)" = "all 5 3 2 2" ]
    says '2 old ones are kept'
    ledger purge --older 30d --all
    expect 0
    [ "$(tail -1 out | xargs)" = "all 2 2 0 0" ]
    ledger show
    expect 0
    [ "$(grep -c ^purged out)" = 2 ]
}

@test "purge: killed at any call that writes, it is whole or nothing, and the next one finishes it" {
    checked 20
    older 40
    cp -r $state kept
    local when left found=0 finished=0 calls=pwrite64,ftruncate,fdatasync,fsync,unlink
    for when in $(seq 60); do
        rm -r $state
        cp -r kept $state
        status=0
        ASAN_OPTIONS=detect_leaks=0 strace -f -o trace -e trace=$calls -e inject=$calls:signal=SIGKILL:when="$when" \
            muster-ledger purge --older 30d >out 2>err || status=$?
        [ "$status" != 0 ] || { finished=1; break; }
        left=$(ledger_sql "SELECT count(*) FROM asking")
        [ "$left" = 20 ] || [ "$left" = 0 ]
        found=$((found + (left == 0)))
        ledger purge --older 30d
        expect 0
        ledger verify
        expect 0
        [ "$(ledger_sql "SELECT count(*) FROM asking")" = 0 ]
    done
    [ "$finished" = 1 ]
    [ "$when" -gt 5 ]
    [ "$found" -ge 1 ]
}

@test "the command line: what is missing, wrong and another command's" {
    ledger
    expect 64
    says 'say what to do: show, verify, export or purge'
    ledger veryfy
    expect 64
    says 'there is no command `veryfy` (perhaps `verify`)'
    ledger purge
    expect 64
    says '--older 30d'
    ledger purge --older soon
    expect 64
    says '--older needs a number and d, h, m or s'
    ledger show --older 30d
    expect 64
    says '`muster ledger show` has no --older'
    ledger show me
    expect 64
    says '`me` is too much'
}

@test "the state folder comes from the site file" {
    checked 3
    mv $state park
    printf 'ledger:\n  state: park\n' >site.yaml
    ledger verify
    expect 0
    printf 'ledger:\n  older: 30d\n' >site.yaml
    ledger verify
    expect 78
}
