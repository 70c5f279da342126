# Many people in one request: each gets their own answer, and a request that fails is nobody's verdict.
load ../cli/helper
load ../cli/people
load calls

cleanup() {
    end_server
}

# begin DAY COUNT [SED]: the server, so many people, the profile with batches of 50.
begin() {
    people "$2" >in
    calls "$1"
    { rules | sed '/result: match/d'; cat <<'END'; } | profile batch
path: /batch
body: {json: {items: "{items}"}}
batch:
  size: 50
  item: {name: "{name}", number: "{number}", key: "{key}"}
  results: /results
  join: {/key: "{key}"}
  evidence: /id
  rules: [{when: {/result: match}, outcome: match, billed: true}]
limits: {concurrency: 4, timeout_ms: 5000, reply_bytes: 65536}
END
    sed -i "${3:-}" batch.yaml
}

# sizes: of the requests that were answered, in their order.
sizes() {
    jq -s -c '[.[] | select(.call == "batch") | .size]' log.ndjson
}

# asked_once: everybody was in one request only.
asked_once() {
    jq -es '[.[] | .keys[]?] | length == (unique | length)' log.ndjson >/dev/null
}

# charged: people.
charged() {
    jq -s 'map(.charged // 0) | add' log.ndjson
}

@test "the ledger tells who went out together" {
    begin open-batch 101
    ask batch in
    expect 0
    muster ledger export >exported
    diff <(sizes | jq -c sort) <(jq -sc 'group_by(.batch) | map(length) | sort' exported)
    [ "$(jq -s 'map(select(.batch == null)) | length' exported)" = 1 ] # the last one was alone
    jq -es 'map(.batch // empty) | unique | all(test("^r1-[12]$"))' exported
}

@test "people go together as many as fit, and each gets their own answer" {
    begin open-batch 230
    ask batch in
    expect 0
    schema_ok out
    [ "$(outcomes out)" = "230 match green" ]
    diff <(jq -r .name in) <(jq -r .name out)
    [ "$(jq -s 'map(.verdicts[0].ref) | unique | length' out)" = 230 ]
    [ "$(sizes | jq -c sort)" = '[30,50,50,50,50]' ]
    says '230 people: 5 calls to batch'
    says '5 calls, 0 known already; 230 paid answers, 23.00 CNY'
    cp out first
    ask batch in
    expect 0
    cmp first out
    [ "$(logged batch)" = 5 ]
}

@test "thousands, in a window of several batches" {
    begin open-batch-slow 6000 's/size: 50/size: 1000/; s/65536/1000000/'
    ask batch in
    expect 0
    [ "$(outcomes out)" = "6000 match green" ]
    diff <(jq -r .name in) <(jq -r .name out)
    [ "$(logged batch)" -le 12 ]
    asked_once
}

@test "who comes alone does not wait for others" {
    begin open-batch 2
    mkfifo pipe
    muster check --endpoint ./batch.yaml --url "$url" <pipe >out 2>err 3>&- &
    local checking=$!
    exec 7>pipe
    sed -n 1p in >&7
    for _ in $(seq 100); do [ ! -s out ] || break; sleep 0.05; done
    [ "$(wc -l <out)" = 1 ]
    sed -n 2p in >&7
    exec 7>&-
    status=0
    wait "$checking" || status=$?
    expect 0
    [ "$(sizes)" = '[1,1]' ]
}

# dribble COUNT SECONDS: ./in, the first line long before the others, and so many at a time.
dribble() {
    /usr/bin/python3 -c '
import sys, time
for i, line in enumerate(open("in")):
    print(line, end="", flush=i % int(sys.argv[1]) == 0)
    time.sleep(0 if i % int(sys.argv[1]) else float(sys.argv[2]) if i else 2)
' "$@"
}

@test "with a rate the requests are full, although the people come a few at a time" {
    begin open-batch 301
    dribble 7 0.04 | muster check --endpoint ./batch.yaml --url "$url" --rate 5 >out 2>err
    [ "$(outcomes out)" = "301 match green" ]
    [ "$(logged batch)" -le 9 ]
    [ "$(sizes | jq -c '[.[] | select(. == 50)] | length')" -ge 4 ]
}

@test "with a rate somebody is sent while others keep coming" {
    begin open-batch 60 's/size: 50/size: 1000/'
    dribble 1 0.08 | muster check --endpoint ./batch.yaml --url "$url" --rate 2 >out 2>err
    [ "$(outcomes out)" = "60 match green" ]
    [ "$(logged batch)" -ge 4 ]
}

@test "the same person twice is asked once, in whichever batch" {
    begin open-batch 40
    cat in in in >three
    ask batch three
    expect 0
    [ "$(charged)" = 40 ]
    asked_once
    diff <(head -40 out) <(tail -40 out)
}

@test "who has no result in the reply is unknown, and the others are not" {
    begin open-batch-holes 200
    ask batch in
    expect 1
    local holes
    holes=$(jq -s '[.[] | .keys[]? | select(.[0:1] | test("[0-3]"))] | length' log.ndjson)
    [ "$holes" -ge 10 ]
    [ "$(outcomes out)" = "$((200 - holes)) match green
$holes unknown amber" ]
    says "$holes of them may have been paid for"
}

@test "a page that nobody understands is nobody's answer, and stops before the next batch" {
    begin open-batch-html 200 's/concurrency: 4/concurrency: 1/'
    ask batch in
    expect 78
    says 'check.rules'
    [ "$(logged batch)" = 1 ]
    [ "$(outcomes out)" = "150 unavailable amber
50 unknown amber" ]
}

@test "a batch that is told to wait goes again, the same people with the same keys" {
    begin open-batch-busy 100 's/concurrency: 4/concurrency: 1/'
    ask batch in
    expect 0
    [ "$(outcomes out)" = "100 match green" ]
    [ "$(logged busy)" -ge 1 ]
    [ "$(charged)" = 100 ]
    asked_once
}

@test "a batch that is cut off: all of it again with the same keys where that is free, all unknown where not" {
    begin open-batch-drop 100 's/concurrency: 4/concurrency: 1/'
    ask batch in
    expect 0
    [ "$(outcomes out)" = "100 match green" ]
    [ "$(charged)" = 100 ]
    end_server
    rm -r state log.ndjson
    begin open-batch-drop 100 's/concurrency: 4/concurrency: 1/; s/^idempotent: true/idempotent: false/'
    ask batch in
    expect 1
    [ "$(outcomes out)" = "50 match green
50 unknown amber" ]
    asked_once
    ask batch in
    expect 1
    asked_once
    says '0 calls'
}

@test "503 for whole batches stops the run; where each may be paid for, before everybody is unknown" {
    local paid='s/concurrency: 4/concurrency: 1/; s/size: 50/size: 20/; s/unavailable, billed: false/unavailable/'
    begin open-batch-down 400 "$paid"
    ask batch in
    expect 75
    says 'check.unavailable'
    [ "$(outcomes out)" = "20 match green
380 unavailable amber" ]
    [ "$(logged down)" = 5 ]
    end_server
    rm -r state log.ndjson
    begin open-batch-down 400 "$paid; s/^idempotent: true/idempotent: false/"
    ask batch in
    expect 75
    says 'check.unavailable'
    says 'HTTP 503'
    [ "$(outcomes out)" = "20 match green
280 unavailable amber
100 unknown amber" ]
    asked_once
}

@test "a budget counts people, not requests" {
    begin open-batch 230
    ask batch --budget 6.00 in
    expect 75
    [ "$(charged)" = 60 ]
    [ "$(jq -s '[.[] | select(.call == "batch") | .size] | add' log.ndjson)" = 60 ]
    [ "$(outcomes out)" = "60 match green
170 quota amber" ]
}

@test "killed ten times with batches: one charge a person, the lines of an undisturbed run" {
    begin open-batch-slow 400 's/size: 50/size: 20/; s/concurrency: 4/concurrency: 2/'
    local round checking
    for round in $(seq 10); do
        muster check --endpoint ./batch.yaml --url "$url" in >killed.out 2>/dev/null 3>&- &
        checking=$!
        sleep "0.$((RANDOM % 20 + 10))"
        kill -KILL "$checking" 2>/dev/null || true
        wait "$checking" 2>/dev/null || true
        head -n "$(wc -l <killed.out)" killed.out >whole
        schema_ok whole
    done
    ask batch in
    expect 0
    [ "$(outcomes out)" = "400 match green" ]
    [ "$(charged)" = 400 ]
}

@test "killed where the same key does not help: nobody is asked twice" {
    begin open-batch-slow 400 's/size: 50/size: 20/; s/concurrency: 4/concurrency: 2/; s/^idempotent: true/idempotent: false/'
    local round checking
    for round in $(seq 5); do
        muster check --endpoint ./batch.yaml --url "$url" in >killed.out 2>/dev/null 3>&- &
        checking=$!
        sleep "0.$((RANDOM % 20 + 15))"
        kill -KILL "$checking" 2>/dev/null || true
        wait "$checking" 2>/dev/null || true
    done
    ask batch in
    asked_once
    local unknown
    unknown=$(grep -c '"unknown"' out || true)
    [ "$unknown" -le 200 ] # two batches of 20 a run
    [ $((unknown + $(grep -c '"match"' out))) = 400 ]
}
