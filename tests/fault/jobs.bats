# Answers that come later, on bad days: the job is kept until there is an answer, and nobody is asked twice.
load ../cli/helper
load ../cli/people
load calls

cleanup() {
    end_server
}

# begin DAY COUNT [SED]: the server, so many people, the profile.
begin() {
    people "$2" >in
    calls "$1"
    { rules; cat <<'END'; } | profile jobs
path: /jobs
body: {json: {name: "{name}", number: "{number}", key: "{key}"}}
poll:
  accepted: [{http: 202}]
  job: /job
  path: /jobs/{job}
  method: GET
  every_ms: 100
  deadline_ms: 1500
limits: {concurrency: 8, timeout_ms: 5000}
END
    sed -i "s/^idempotent: true/idempotent: false/; ${3:-}" jobs.yaml
}

# asked_once: nobody's question was put twice.
asked_once() {
    jq -es 'map(select(.call == "accept") | .key) | length == (unique | length)' log.ndjson >/dev/null
}

@test "a page that nobody understands in place of an answer leaves the job" {
    begin open-job-html 30 's/concurrency: 8/concurrency: 1/'
    ask jobs in
    expect 78
    says 'check.rules'
    asked_once
    [ "$(logged poll)" -le 12 ]
    not grep -q '"match"' out
    local asked
    asked=$(logged accept)
    [ "$(/usr/bin/python3 -c 'import sqlite3
print(sqlite3.connect("state/muster/ledger.db").execute("SELECT count(*) FROM asking WHERE job IS NOT NULL").fetchone()[0])')" = "$asked" ]
}

@test "an account that is empty when the answer is asked for leaves the job" {
    begin open-job-shut 5
    ask jobs in
    expect 69
    says 'check.funds'
    asked_once
    ask jobs in
    expect 69
    asked_once
    [ "$(logged accept)" -le 5 ]
}

@test "an endpoint that is busy when the answer is asked for is asked again" {
    begin open-job-busy 20 's/deadline_ms: 1500/deadline_ms: 20000/'
    ask jobs in
    expect 0
    [ "$(outcomes out)" = "20 match green" ]
    asked_once
    says '20 paid answers, 2.00 CNY'
}

# twice: everybody in ./in comes a second time behind the others.
twice() {
    cat in in >both
}

# same: the second time says what the first one does.
same() {
    local half=$(($(wc -l <out) / 2))
    diff <(head -n "$half" out) <(tail -n "$half" out)
}

@test "who comes twice has one outcome: while the answer is awaited, after a stop, and with a page for an answer" {
    begin open-job-never 8 's/deadline_ms: 1500/deadline_ms: 60000/'
    twice
    muster check --endpoint ./jobs.yaml --url "$url" both >out 2>err 3>&- &
    local checking=$!
    for _ in $(seq 200); do [ "$(logged poll)" -lt 20 ] || break; sleep 0.05; done
    kill -TERM "$checking"
    status=0
    wait "$checking" || status=$?
    expect 143
    [ "$(outcomes out)" = "16 pending amber" ]
    same
    end_server
    rm -r log.ndjson
    begin open-job-html 3 's/deadline_ms: 1500/deadline_ms: 60000/'
    twice
    ask jobs --state other both
    expect 1
    [ "$(outcomes out)" = "6 unknown amber" ]
    same
    asked_once
}

@test "a budget holds what an accepted question may cost" {
    begin open 20
    ask jobs --budget 0.50 in
    expect 75
    [ "$(logged accept)" = 5 ]
    [ "$(outcomes out)" = "5 match green
15 quota amber" ]
    end_server
    rm log.ndjson
    begin open-job-never 20
    ask jobs --state other --budget 0.50 in
    expect 75
    [ "$(logged accept)" = 5 ]
    [ "$(outcomes out)" = "5 pending amber
15 quota amber" ]
}

@test "a token that dies while answers are awaited is renewed" {
    people 30 >in
    calls token-dies
    { with_token; rules; cat <<'END'; } | profile jobs
path: /jobs
body: {json: {name: "{name}", number: "{number}", key: "{key}"}}
poll: {accepted: [{http: 202}], job: /job, path: "/jobs/{job}", method: GET, every_ms: 100, deadline_ms: 5000}
END
    ask jobs in
    expect 0
    [ "$(outcomes out)" = "30 match green" ]
    asked_once
    [ "$(logged token)" = 2 ]
}
