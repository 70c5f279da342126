# A token is got once, shared, renewed in time or when it is refused; it never appears anywhere.
load ../cli/helper
load ../cli/people
load calls

cleanup() {
    end_server
    not grep -rsqaE 'T0KEN|sesame' out err state log.ndjson
}

# begin DAY COUNT: the server, so many people, the profile.
begin() {
    people "$2" >in
    calls "$1"
    { with_token; rules; cat <<'END'; } | profile check
path: /check
body: {json: {name: "{name}", number: "{number}", key: "{key}"}}
END
}

@test "one token serves everybody, and nobody needs none" {
    begin good 60
    ask check in
    expect 0
    [ "$(outcomes out)" = "60 match green" ]
    [ "$(logged token) $(logged check)" = "1 60" ]
    jq -es 'map(select(.call == "token")) | all(.right)' log.ndjson
    says '60 calls'
    ask check in
    expect 0
    [ "$(logged token)" = 1 ] # everybody is known
}

@test "a token that dies in mid-run is got anew once, and the same askings go on" {
    begin token-dies 60
    ask check in
    expect 0
    [ "$(outcomes out)" = "60 match green" ]
    [ "$(logged token) $(logged check)" = "2 60" ]
    [ "$(logged refused)" -ge 1 ]
    [ "$(logged refused)" -le 16 ]
    once_each
    [ "$(jq -s 'map(select(.call == "check") | .key) | unique | length' log.ndjson)" = 60 ]
}

@test "a token is renewed before its life is over" {
    begin token-short 60
    ask check --rate 20 in
    expect 0
    [ "$(logged token)" -ge 2 ]
    [ "$(logged token)" -le 4 ]
    [ "$(logged refused)" = 0 ]
}

@test "while a token is being got nobody asks for a second one" {
    begin token-slow 60
    ask check --concurrency 32 in
    expect 0
    [ "$(logged token)" = 1 ]
}

@test "an endpoint that refuses the token that it just gave stops the run" {
    begin token-dead 60
    ask check in
    expect 77
    says 'check.auth'
    says 'refuses the token that it has just given'
    [ "$(logged token)" = 2 ]
    [ "$(outcomes out)" = "60 auth amber" ]
    ask check --dry-run in
    says '60 people: 60 calls'
}

@test "no token, and no reason to try again: the run stops at once" {
    for day in token-none token-refused; do
        begin $day 20
        ask check in
        expect 77
        says 'check.token'
        [ "$(outcomes out)" = "20 auth amber" ]
        [ "$(logged token) $(logged check)" = "1 0" ]
        schema_ok out
        end_server
        rm log.ndjson
    done
    not grep -q welcome err
}

@test "a token request that is sent elsewhere is not followed" {
    begin token-moved 20
    ask check in
    expect 78
    says 'check.redirect'
    [ "$(logged token)" = 1 ]
}

@test "a token request that fails is tried again, but not for ever" {
    begin token-busy 20
    ask check in
    expect 0
    [ "$(logged token) $(logged check)" = "3 20" ]
    end_server
    rm -r log.ndjson state
    begin token-down 20
    ask check in
    expect 75
    says 'check.unavailable'
    [ "$(outcomes out)" = "20 unavailable amber" ]
    [ "$(logged check)" = 0 ]
    [ "$(logged token)" -le 10 ]
}

@test "a missing secret is told before anybody is asked" {
    begin good 3
    unset CALLS_SECRET
    ask check in
    expect 77
    says 'CALLS_SECRET'
    [ ! -s out ]
}
