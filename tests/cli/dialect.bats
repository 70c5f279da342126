load helper
load people

cleanup() {
    end_server
}

# profile NAME: profiles/NAME.yaml from standard input, with what all of them have in common.
profile() {
    mkdir -p profiles
    { printf 'id: %s\nbase: https://api.example.org/v3\ndocuments: [resident]\n' "$1"; cat; } >"profiles/$1.yaml"
}

# dialect NAME [OPTION]...: the rehearsal endpoint that speaks it.
dialect() {
    name=$1
    shift
    endpoint --profile "profiles/$name.yaml" "$@"
}

# asks [OPTION]...: muster check of ./in in the same dialect.
asks() {
    try muster check --endpoint "profiles/$name.yaml" --url "$url" --state state "$@" in
}

# crowd: ./in and people.csv of 200 people, a tenth each with another outcome; what must come out is in ./wanted.
crowd() {
    people 200 >in
    awk -F, -v OFS=, -v outcomes="$*" 'BEGIN { n = split(outcomes, o, " ") }
        NR > 1 { i = (NR - 2) % 10; $3 = i < n ? o[i + 1] : "" } { print }' people.csv >with && mv with people.csv
    awk -F, 'NR > 1 && $3 == "" { $3 = "match" } NR > 1 { print $1, $3 }' people.csv >wanted
}

# as_wanted: everybody got what the register says.
as_wanted() {
    diff wanted <(jq -r '"\(.name) \(.verdicts[0].outcome)"' out) | head -5
    cmp wanted <(jq -r '"\(.name) \(.verdicts[0].outcome)"' out)
}

# wrong TEXT: the endpoint said that this was wrong, without naming anybody.
wrong() {
    jq -es --arg text "$1" 'any(.[]; .wrong == $text)' log.ndjson >/dev/null || { cat log.ndjson | head -3; return 1; }
    grep -qF -- "$1" server.err
    not grep -qE '330482|[一-龥]' server.err log.ndjson
}

# Verdicts by a code in JSON, with an echo, an evidence and a key in a header.
plain() {
    profile plain <<'END'
path: /check
body: {json: {who: {name: "{name}", no: "ID-{number}"}, list: ["{uuid}", fixed, 7], at: "{time_iso}"}}
auth: {kind: header, header: X-Api-Key, prefix: "Key ", secret: env:PLAIN_KEY}
evidence: /id
echo: {/data/no: "{number}"}
rules:
  - {http: 200, when: {/code: 0}, outcome: match, billed: true}
  - {http: 200, when: {/code: 1}, outcome: mismatch, billed: true}
  - {http: 200, when: {/code: 2}, outcome: not_found, billed: false}
  - {http: 200, when: {/code: 3}, outcome: cancelled, billed: true}
  - {http: 400, outcome: bad_input, billed: false}
  - {http: 401, outcome: auth, billed: false}
  - {http: 429, outcome: throttled, billed: false}
  - {http: 503, outcome: unavailable, billed: false}
examples:
  - {body: {code: 0, id: x-1, data: {no: "1"}}, outcome: match, billed: true, ref: x-1}
  - {body: {code: 1, id: x-1, data: {no: "1"}}, outcome: mismatch}
  - {body: {code: 2, id: x-1}, outcome: not_found}
  - {body: {code: 3, id: x-1}, outcome: cancelled}
  - {http: 400, body: {code: 9}, outcome: bad_input}
  - {http: 401, body: {code: 8}, outcome: auth}
  - {http: 429, headers: {Retry-After: "1"}, body: {code: 7}, outcome: throttled}
  - {http: 503, text: "<h1>busy</h1>", outcome: unavailable}
END
    export PLAIN_KEY=sesame
}

@test "everybody gets the outcome of the register in the profile's own words" {
    crowd mismatch not_found cancelled throttled unavailable
    sed -i 's/ throttled$/ match/; s/ unavailable$/ match/' wanted
    plain
    dialect plain
    asks
    expect 0
    schema_ok out
    as_wanted
    [ "$(charges)" -eq 180 ]
    says '180 paid answers'
    jq -es 'all(.[]; .verdicts[0].ref // "r-0" | test("^r-[0-9]+$"))' out
    [ ! -s server.err ] || not grep -v 'the register holds' server.err
}

@test "what is true is answered where the register says nothing" {
    people 3 >in
    plain
    dialect plain
    jq -c 'if .squad.seat == 2 then .name = "张冬" else . end' in >other && mv other in
    record 王五 resident 33048219850101999X >>in
    asks
    expect 0
    [ "$(jq -r '.verdicts[0].outcome' out | tr '\n' ' ')" = 'match mismatch match not_found ' ]
}

@test "another secret is refused with the place where it stands" {
    people 3 >in
    plain
    dialect plain
    PLAIN_KEY=simsim
    asks
    expect 77
    wrong 'header X-Api-Key'
    [ "$(charges)" -eq 0 ]
    [ "$(grep -c 'X-Api-Key' server.err)" -eq 1 ]
}

# send [CURL-OPTION]...: a request as the profile `plain` makes it, unless $who, $at, $body or $key say otherwise.
send() {
    local now
    now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    [ -n "${who:-}" ] || local who='{"name":"张一","no":"ID-1"}'
    [ -n "${body:-}" ] || local body='{"who":'$who',"list":["5d9b1d3c-4c1e-4f0a-9a53-0f6d1ab9b2b1","fixed",7],"at":"'${at:-$now}'"}'
    curl -sS -o body -w '%{http_code}' -H "X-Api-Key: ${key:-Key sesame}" -H 'Content-Type: application/json' \
        -d "$body" "$@" "$url/check"
}

@test "a request that differs from the profile's is refused by its place" {
    printf 'name,number,outcome\n张一,1,\n' >people.csv
    plain
    dialect plain
    [ "$(send)" = 200 ]
    jq -e '.data.no == "1" and .code == 0' body
    [ "$(body='{"who":{"name":"张一"}}' send)" = 400 ]
    wrong 'body /who/no'
    [ "$(body='{}' send)" = 400 ]
    wrong 'body /who'
    [ "$(who='{"name":"张一","no":"1"}' send)" = 400 ]
    wrong 'body /who/no'
    [ "$(who='{"name":"张一","no":"ID-1","x":1}' send)" = 400 ]
    wrong 'body /who'
    [ "$(body='not json' send)" = 400 ]
    wrong body
    [ "$(send -X PUT)" = 405 ]
    [ "$(url=$url/more send)" = 404 ]
    [ "$(url=$url/v3 send)" = 200 ]
    [ "$(at=2026-01-01T00:00:00Z send)" = 401 ]
    wrong time
    [ "$(at=yesterday send)" = 401 ]
    [ "$(key='Bearer sesame' send)" = 401 ]
    [ "$(charges)" -eq 2 ]
}
