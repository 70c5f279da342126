load helper
load people

cleanup() {
    end_server
}

@test "calls, money and time are told before anybody is asked, also from a pipe" {
    people 40 >in
    endpoint
    check in
    says '40 people: 40 calls to reference, 0 known already; at most 4.00 CNY; time: less than a second'
    rm -r state
    check < <(cat in)
    expect 0
    says '40 people: 40 calls to reference, 0 known already; at most 4.00 CNY'
    [ "$(grep -n 'calls to' err | cut -d: -f1)" -lt "$(grep -n 'paid answers' err | cut -d: -f1)" ]
    check in
    says '40 people: 0 calls to reference, 40 known already; at most 0.00 CNY'
}

@test "a pipe that stays open is not waited for longer than a second" {
    people 3 >in
    endpoint
    check < <(cat in; sleep 4; sed -n 1p in) &
    local from pipe=$!
    from=$(date +%s.%N)
    for _ in $(seq 100); do
        [ "$(requests)" != 3 ] || break
        sleep 0.1
    done
    [ "$(requests)" = 3 ]
    awk "BEGIN { exit !($(date +%s.%N) - $from < 3.5) }"
    wait "$pipe"
    says 'more than 3 people; of these: 3 calls to reference'
    [ "$(wc -l <out)" = 4 ]
}

@test "who cannot be asked is told with the reason and the place" {
    people 2 >in
    { record 孙八 passport E12345678; record 周九 passport E12345679; } | jq -c '.from={file:"a.xlsx",row:7}' >>in
    endpoint
    check --dry-run in
    expect 0
    says '2 have a document that this endpoint cannot check (a.xlsx:7, a.xlsx:7)'
    says '4 people: 2 calls'
    [ "$(requests)" = 0 ]
}

@test "--summary writes what happened as JSON, also when the run ends early" {
    people 30 >in
    endpoint
    check --summary sum.json in
    expect 0
    [ "$(stat -c %a sum.json)" = 600 ]
    jq -e '.tool == "check" and .status == 0 and .people == 30 and .lanes == {green: 30, amber: 0, red: 0} and .calls == 30
        and .paid == 30 and .open == 0 and .disagreed == 0 and (.endpoints | length) == 1 and (.endpoints[0] | .id == "reference"
        and .spent == {minor: 300, currency: "CNY"} and .outcomes == {match: 30} and .open == 0)' sum.json
    end_server
    people 60 >in
    check --summary sum.json in
    [ "$status" = 75 ]
    jq -e '.status == 75 and .people == 60 and .open == 30 and .cause.code == "check.unavailable"' sum.json
    check --summary no/such/folder.json in
    [ "$status" = 73 ]
}

@test "an endpoint that needs consent gets only those who agreed, or everybody on a named basis" {
    people 3 >in
    jq -c 'if .squad.seat == 1 then .extra = {"同意核验": "是"} elif .squad.seat == 2 then .extra = {"同意核验": "否"} else . end' in >asked
    sed 's/^id: reference/id: careful\nconsent: required/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >careful.yaml
    endpoint
    try muster-check --endpoint ./careful.yaml --url "$url" --state state asked
    expect 0
    says '2 have not agreed to be checked, as far as the roster says'
    says 'name the basis with --basis'
    [ "$(requests)" = 1 ]
    [ "$(jq -r .verdicts[0].outcome out | sort | uniq -c | tr -s ' \n' ' ')" = " 2 bad_input 1 match " ]
    try muster-check --endpoint ./careful.yaml --url "$url" --state state --basis '劳动合同 2026-11' asked
    expect 0
    [ "$(requests)" = 3 ]
    [ "$(jq -r .lane out | sort -u)" = green ]
}

@test "a profile without a price says that its cost is not counted" {
    people 2 >in
    sed '/^price:/,/^  currency/d; s/^id: .*/id: free/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >free.yaml
    endpoint
    try muster-check --endpoint ./free.yaml --url "$url" --state state --dry-run in
    expect 0
    says 'the profile `free` has no price, so what it costs is not counted'
}
