# An endpoint on bad days: no verdict is lost, nobody is charged for twice, trouble never reads as a verdict.
load ../cli/helper
load ../cli/people

cleanup() {
    end_server
}

# plain: the profile without idempotency, in ./plain.yaml.
plain() {
    sed 's/^idempotent: true/idempotent: false/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >plain.yaml
}

# requests_once: no key came twice.
requests_once() {
    jq -es 'map(.key) | length == (unique | length)' log.ndjson >/dev/null
}

@test "429 slows the run, and then everybody is answered" {
    people 20 >in
    bad_day throttle
    check in
    expect 0
    [ "$(outcomes out)" = "20 match green" ]
    [ "$(charges)" = 20 ]
    [ "$(requests)" = 23 ]
}

@test "an answer that says that the quota is used up: everybody waits for the next one" {
    people 20 >in
    bad_day quota
    local from=$SECONDS
    check --concurrency 1 in
    expect 0
    [ $((SECONDS - from)) -ge 4 ]
    [ "$(outcomes out)" = "20 match green" ]
    [ "$(requests)" = 20 ]
}

@test "503 now and then is asked again with the same key" {
    people 40 >in
    bad_day overload
    check --concurrency 4 in
    expect 0
    [ "$(outcomes out)" = "40 match green" ]
    [ "$(charges)" = 40 ]
}

@test "an answer about another person is unknown, never a match" {
    people 4 >in
    bad_day mix-up
    sed '/^evidence:/a echo: {/number: "{number}"}' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >echo.yaml
    try muster check --endpoint echo.yaml --url "$url" --concurrency 1 in
    expect 1
    [ "$(jq -r '.lane' out | xargs)" = "green amber amber amber" ]
    [ "$(outcomes out)" = "$(printf '1 match green\n3 unknown amber')" ]
    not grep -q 330482 err
}

@test "502 after charging: the same key again, charged once" {
    people 40 >in
    bad_day gateway
    check --concurrency 4 in
    expect 0
    [ "$(charges)" = 40 ]
    [ "$(requests)" -gt 40 ]
}

@test "502 without idempotency is unknown, and not asked again" {
    people 40 >in
    plain
    bad_day gateway
    try muster check --endpoint ./plain.yaml --url "$url" --concurrency 1 in
    expect 1
    [ "$(requests)" = 40 ]
    requests_once
    diff - <(outcomes out) <<'END'
32 match green
8 unknown amber
END
    says '8 of them may have been paid for'
    try muster check --endpoint ./plain.yaml --url "$url" in
    expect 1
    [ "$(requests)" = 40 ]
    try muster check --endpoint ./plain.yaml --url "$url" --concurrency 1 --retry-unknown in
    [ "$(requests)" = 48 ]
}

@test "a kept connection that drops is not asked again behind our back" {
    people 40 >in
    plain
    bad_day drop
    try muster check --endpoint ./plain.yaml --url "$url" --concurrency 1 in
    expect 1
    requests_once
    [ "$(requests)" = 40 ]
    diff - <(outcomes out) <<'END'
30 match green
10 unknown amber
END
}

@test "a kept connection that drops: an idempotent endpoint is asked again, charged once" {
    people 40 >in
    bad_day drop
    check --concurrency 2 in
    expect 0
    [ "$(outcomes out)" = "40 match green" ]
    [ "$(charges)" = 40 ]
}

@test "a reply that is cut off is no verdict" {
    people 40 >in
    plain
    bad_day cut
    try muster check --endpoint ./plain.yaml --url "$url" --concurrency 1 in
    expect 1
    requests_once
    [ "$(outcomes out | grep -c unknown)" = 1 ]
    check --concurrency 1 --state other in
    expect 0
    [ "$(outcomes out)" = "40 match green" ]
}

@test "a redirect stops the run and is not followed" {
    people 40 >in
    bad_day redirect
    check --concurrency 1 in
    expect 78
    says 'check.redirect'
    [ "$(requests)" = 1 ]
    [ "$(outcomes out)" = "40 unavailable amber" ]
}

@test "replies that nobody understands stop the run before much is paid for" {
    people 60 >in
    bad_day html
    check --concurrency 1 in
    expect 78
    says 'check.rules'
    [ "$(requests)" = 10 ]
    [ "$(wc -l <out)" = 60 ]
    not grep -q '"match"' out
    schema_ok out
}

@test "an endless reply breaks off at the profile's limit" {
    people 3 >in
    bad_day endless
    check --concurrency 1 in
    expect 75
    says 'the reply is larger than the profile allows'
    [ "$(outcomes out)" = "3 unavailable amber" ]
}

@test "a key that dies in mid-run keeps what was answered" {
    people 60 >in
    bad_day unauthorized
    check --concurrency 1 in
    expect 77
    diff - <(outcomes out) <<'END'
40 auth amber
20 match green
END
    [ "$(charges)" = 20 ]
}

@test "a full disk under the ledger: nothing unsaved is printed as a verdict, and the same command resumes" {
    people 400 >in
    endpoint
    check /dev/null
    expect 0
    status=0
    (trap '' XFSZ; ulimit -f 120; exec muster check --endpoint reference --url "$url" in 2>err) | cat >out
    status=${PIPESTATUS[0]}
    expect 74
    says 'ledger.write'
    schema_ok out
    [ "$(wc -l <out)" = 400 ]
    [ "$(outcomes out | grep -c unavailable)" = 1 ]
    check in
    expect 0
    [ "$(outcomes out)" = "400 match green" ]
    [ "$(charges)" = 400 ]
}

@test "a ledger that takes no verdict: who was asked is unknown, however often they come" {
    people 1 | jq -c '., .' >in
    plain
    bad_day good
    try muster check --endpoint ./plain.yaml --url "$url" /dev/null
    expect 0
    refuse_verdicts
    try muster check --endpoint ./plain.yaml --url "$url" in
    expect 74
    [ "$(outcomes out)" = "2 unknown amber" ]
}

@test "a slow reader of the output costs no answer" {
    people 200 | jq -c '.extra.remark = "x" * 1000' >in
    plain
    sed -i 's/timeout_ms: .*/timeout_ms: 1000/' plain.yaml
    bad_day uneven
    status=0
    muster check --endpoint ./plain.yaml --url "$url" --concurrency 8 in 2>err | { sleep 4; cat; } >out
    status=${PIPESTATUS[0]}
    expect 0
    [ "$(wc -l <out)" = 200 ]
    [ "$(outcomes out)" = "200 match green" ]
    requests_once
}

# refuse_verdicts: the ledger takes intents, but no verdict.
refuse_verdicts() {
    ledger_sql "CREATE TRIGGER refuse BEFORE INSERT ON asking WHEN NEW.outcome IS NOT NULL
        BEGIN SELECT RAISE(FAIL, 'refused'); END"
}

@test "a ledger that takes no verdict ends the run: nothing unsaved is printed as one" {
    people 40 >in
    endpoint
    check /dev/null
    refuse_verdicts
    try timeout 60 muster check --endpoint reference --url "$url" in
    expect 74
    says 'ledger.damaged'
    schema_ok out
    [ "$(outcomes out)" = "40 unavailable amber" ]
}

@test "an interrupt does not wait for a pause to end, and who was told to wait was not asked" {
    people 20 >in
    plain
    sed -i 's/outcome: throttled, billed: false/outcome: throttled/' plain.yaml
    bad_day pause
    muster check --endpoint ./plain.yaml --url "$url" --concurrency 1 in >out 2>err 3>&- &
    local checking=$!
    for _ in $(seq 200); do [ "$(requests)" = 0 ] || break; sleep 0.02; done
    kill -TERM "$checking"
    local from=$SECONDS
    status=0
    wait "$checking" || status=$?
    expect 143
    [ $((SECONDS - from)) -le 5 ]
    [ "$(wc -l <out)" = 20 ]
    [ "$(outcomes out)" = "20 unavailable amber" ]
    try muster check --endpoint ./plain.yaml --url "$url" --dry-run in
    expect 0
    says '20 people: 20 calls to reference, 0 known already'
}
