# The limits that an endpoint sets by the day and by the person: who is over one is left unasked, the others go on.
load helper
load people

cleanup() {
    end_server
}

# limited TEXT: the profile `reference` with this line among its limits, in ./limited.yaml.
limited() {
    sed "s/^limits:/&\n  $1/" "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >limited.yaml
}

check_limited() {
    try muster check --endpoint ./limited.yaml --url "$url" "$@"
}

@test "one name is asked about so often a day, the others go on" {
    people 30 >all
    { head -10 all | jq -c '.name = "张三"'; tail -20 all; } >in
    endpoint
    limited 'name_per_day: 4'
    check_limited in
    expect 1
    schema_ok out
    diff - <(outcomes out) <<'END'
20 match green
4 mismatch red
6 quota amber
END
    [ "$(requests)" = 24 ]
    says '6 of them may not be asked about again today'
    check_limited in
    expect 1
    [ "$(requests)" = 24 ]
    not grep -rqaE '张三' state err
}

@test "one number is asked about so often a day, whatever the name" {
    people 6 >all
    number=$(head -1 all | jq -r .doc.number)
    { jq -c --arg number "$number" '.doc.number = $number' all; tail -5 all; } >in
    endpoint
    limited 'number_per_day: 2'
    check_limited in
    expect 1
    [ "$(outcomes out | grep quota)" = "4 quota amber" ]
    [ "$(requests)" = 7 ]
    says '4 of them may not be asked about again today'
}

@test "askings of another day do not count" {
    people 3 | jq -c '.name = "张三"' >in
    endpoint
    limited 'name_per_day: 2'
    check_limited in
    expect 1
    ledger_sql 'UPDATE asking SET asked_at = asked_at - 86400'
    check_limited in
    expect 0
    [ "$(requests)" = 3 ]
}

@test "who was asked about a moment ago waits, and the others do not wait for them" {
    people 12 >in
    head -3 in >first
    endpoint
    limited 'duplicate_s: 2'
    check_limited first
    expect 0
    cat in first >both
    local from=${EPOCHREALTIME/./}
    check_limited --max-age 0s both
    expect 0
    [ $((${EPOCHREALTIME/./} - from)) -ge 1000000 ]
    [ "$(outcomes out)" = "15 match green" ]
    [ "$(requests)" = 15 ]
    diff <(jq -r .name both) <(jq -r .name out)
}

@test "who would wait for hours is left unasked" {
    people 3 >in
    endpoint
    limited 'duplicate_s: 7200'
    check_limited in
    expect 0
    check_limited --max-age 0s in
    expect 1
    [ "$(outcomes out)" = "3 quota amber" ]
    [ "$(requests)" = 3 ]
}

@test "--retry-unknown waits as well" {
    people 3 >in
    limited 'duplicate_s: 2'
    sed -i 's/^idempotent: true/idempotent: false/' limited.yaml
    bad_day gateway
    check_limited --concurrency 1 in
    expect 1
    [ "$(requests)" = 3 ]
    local from=${EPOCHREALTIME/./}
    check_limited --concurrency 1 --retry-unknown in
    expect 0
    [ $((${EPOCHREALTIME/./} - from)) -ge 1000000 ]
    [ "$(requests)" = 4 ]
}

@test "an interrupt does not wait for who waits" {
    people 3 >in
    endpoint
    limited 'duplicate_s: 300'
    check_limited in
    muster check --endpoint ./limited.yaml --url "$url" --max-age 0s in >out 2>err 3>&- &
    local checking=$!
    sleep 1
    kill -TERM "$checking"
    status=0
    wait "$checking" || status=$?
    expect 143
    [ "$(outcomes out)" = "3 unavailable amber" ]
    [ "$(requests)" = 3 ]
}
