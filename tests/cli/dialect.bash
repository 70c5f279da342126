# The rehearsal endpoint in the dialect of a profile: `load dialect` after helper.
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
    LC_ALL=C not grep -E '330482|[^ -~]' server.err log.ndjson
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

# rehearses: of 200 people each gets what the register says, by the profile $name on a running endpoint.
rehearses() {
    asks "$@"
    expect 0
    as_wanted
    not grep -q '"wrong"' log.ndjson
}

# wrong_secret VARIABLE: with another value there, check stops for want of credentials; the endpoint blames $2.
wrong_secret() {
    local was=${!1}
    rm -rf state log.ndjson
    again --profile "profiles/$name.yaml"
    export "$1=${was}x"
    asks
    export "$1=$was"
    expect 77
    wrong "$2"
    [ "$(charges)" -eq 0 ]
}

# rules_by_code: rules and examples for {"code": N}, as most profiles here have them.
rules_by_code() {
    cat <<'END'
rules:
  - {http: 200, when: {/code: 0}, outcome: match, billed: true}
  - {http: 200, when: {/code: 1}, outcome: mismatch, billed: true}
  - {http: 200, when: {/code: 2}, outcome: not_found, billed: false}
  - {http: [401, 403], outcome: auth, billed: false}
  - {http: 400, outcome: bad_input, billed: false}
  - {http: 429, outcome: throttled, billed: false}
  - {http: 503, outcome: unavailable, billed: false}
examples:
  - {body: {code: 0}, outcome: match}
  - {body: {code: 1}, outcome: mismatch}
  - {body: {code: 2}, outcome: not_found}
  - {http: 403, body: {code: 8}, outcome: auth}
  - {http: 429, body: {code: 7}, outcome: throttled}
END
}

# fetch METHOD PATH [CURL-OPTION]...: the HTTP status; the body is in ./body, the headers in ./headers.
fetch() {
    curl -sS -o body -D headers -w '%{http_code}' -X "$1" "$url$2" "${@:3}"
}

# gives STATUS FILTER METHOD PATH [CURL-OPTION]...: the reply has this status and its JSON passes the jq filter.
gives() {
    local code
    code=$(fetch "${@:3}")
    { [ "$code" = "$1" ] && jq -e "$2" body; } || { echo "$code $(cat body), not $1 $2"; cat server.err; return 1; }
}
