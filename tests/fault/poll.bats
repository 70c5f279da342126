# Endpoints that accept a question and answer later: the job is in the ledger, so that nobody is asked about twice.
load ../cli/helper
load ../cli/people

cleanup() {
    end_server
}

prepare() {
    cat >later.yaml <<'END_PROFILE'
id: later
base: https://api.example.org
path: /jobs
body: {json: {name: "{name}", number: "{number}"}}
documents: [resident]
evidence: /id
price: {minor: 10}
limits: {concurrency: 8}
poll:
  accepted: [{http: 202}]
  job: /job
  path: /jobs/{job}
  method: GET
  every_ms: 100
  deadline_ms: 3000
rules:
  - {http: 200, when: {/state: clear}, outcome: match, billed: true}
  - {http: 200, when: {/state: other}, outcome: mismatch, billed: true}
  - {http: 200, when: {/state: none}, outcome: not_found, billed: false}
  - {http: 200, when: {/state: busy}, outcome: pending, billed: false}
  - {http: 429, outcome: throttled, billed: false}
  - {http: 401, outcome: auth, billed: false}
  - {http: 5xx, outcome: unavailable}
examples:
  - {of: accepted, http: 202, body: {job: j-1}}
  - {of: poll, body: {id: r-1, state: busy}, outcome: pending}
  - {of: poll, body: {id: r-1, state: clear}, outcome: match}
  - {of: poll, body: {id: r-2, state: other}, outcome: mismatch}
  - {of: poll, body: {id: r-3, state: none}, outcome: not_found}
END_PROFILE
}

# later [OPTION]...: the rehearsal endpoint in that dialect.
later() {
    serve muster-endpoint --profile ./later.yaml --register people.csv --listen 127.0.0.1:0 --log log.ndjson "$@"
}

ask() {
    try muster check --endpoint ./later.yaml --url "$url" "$@"
}

# accepted: how many questions were accepted; nobody's more than once.
accepted() {
    jq -r 'select(.status == 202) | .person' log.ndjson | sort >taken
    [ -z "$(uniq -d taken)" ] || { echo "accepted twice"; uniq -c taken; return 1; }
    wc -l <taken
}

@test "an accepted question is asked for until its answer is there, and paid for once" {
    people 40 >in
    sed -i '5s/,$/,mismatch/; 9s/,$/,not_found/' people.csv
    later --polls 3
    ask in
    expect 0
    schema_ok out
    [ "$(accepted)" = 40 ]
    [ "$(jq -r '.verdicts[0].outcome' out | sort | uniq -c | tr -s ' \n' ' ')" = " 38 match 1 mismatch 1 not_found " ]
    says '39 paid answers, 3.90 CNY'
    [ "$(grep -c . log.ndjson)" = $((40 + 40 * 4)) ]
    ask in
    says '0 calls, 40 known already'
}

@test "an answer that does not come in time is asked for by the next run, under its job" {
    people 3 >in
    later --polls 1000
    sed -i 's/deadline_ms: .*/deadline_ms: 500/' later.yaml
    ask in
    expect 1
    [ "$(jq -r '.verdicts[0].outcome' out | sort -u)" = pending ]
    says '3 people are left unasked or unknown'
    [ "$(accepted)" = 3 ]
    local before
    before=$(grep -c . log.ndjson)
    ask in
    expect 1
    [ "$(accepted)" = 3 ]
    [ "$(grep -c . log.ndjson)" -gt "$before" ]
}

@test "killed while answers are awaited, then to the end: nobody is asked about twice" {
    people 120 >in
    later --polls 5
    local round checking killed=0
    for round in 1 2 3 4 5; do
        muster check --endpoint ./later.yaml --url "$url" in >killed.out 2>/dev/null 3>&- &
        checking=$!
        sleep "0.$((RANDOM % 40 + 20))"
        if kill -KILL "$checking"; then killed=$((killed + 1)); fi
        wait "$checking" 2>/dev/null || true
    done
    [ "$killed" -ge 3 ]
    ask in
    [ "$status" -le 1 ]
    [ "$(wc -l <out)" = 120 ]
    accepted
    # whoever was cut off before the job came back is unknown, and nobody else
    [ "$(jq -r '.verdicts[0].outcome' out | grep -cvE '^(match|unknown)$')" = 0 ]
    [ "$(accepted)" -ge "$(jq -r 'select(.verdicts[0].outcome == "match") | .name' out | wc -l)" ]
    cp out first
    ask in
    diff <(jq -c 'del(.verdicts[].at)' first) <(jq -c 'del(.verdicts[].at)' out)
}

@test "an interrupt while answers are awaited leaves them to the next run" {
    people 5 >in
    later --polls 30
    muster check --endpoint ./later.yaml --url "$url" in >out 2>err 3>&- &
    local checking=$!
    sleep 0.6
    kill -INT "$checking"
    local status=0
    wait "$checking" || status=$?
    [ "$status" = 130 ]
    [ "$(wc -l <out)" = 5 ]
    [ "$(jq -r .lane out | sort -u)" = amber ]
    sed -i 's/deadline_ms: .*/deadline_ms: 20000/' later.yaml
    ask in
    expect 0
    [ "$(accepted)" = 5 ]
    [ "$(jq -r .lane out | sort -u)" = green ]
}

@test "what goes wrong while an answer is asked for neither loses nor repeats the question" {
    people 60 >in
    later --polls 1 --fail 503:10% --fail drop:5% --seed 3
    sed -i 's/concurrency: 8/concurrency: 2/' later.yaml
    ask in
    [ "$(wc -l <out)" = 60 ]
    accepted
    [ "$(jq -r '.verdicts[0].outcome' out | grep -c match)" -ge 40 ]
}
