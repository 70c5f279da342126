# Endpoints with tokens, batches and jobs: `load calls` after people.

# calls DAY [PORT]: the server; its profiles ./check.yaml, ./batch.yaml, ./jobs.yaml are written by the functions below.
calls() {
    serve /usr/bin/python3 "$MUSTER_SOURCE/tests/fault/calls.py" "$1" log.ndjson ${2:+"$2"}
    export CALLS_SECRET=sesame
}

# profile ID: the lines on standard input, and what all of them share, in ID.yaml.
profile() {
    local lines
    lines=$(cat)
    cat >"$1.yaml" <<END
id: $1
base: https://check.example.org
documents: [resident]
price: {minor: 10, currency: CNY}
idempotent: true
$lines
END
}

with_token() {
    cat <<'END'
secrets: {entry: env:CALLS_SECRET}
auth:
  kind: token
  request: {path: /token, body: {json: {id: park, secret: "{secret.entry}"}}}
  take: /access_token
  lifetime_s: {from: /expires_in}
  send: {header: Authorization, prefix: "Bearer "}
END
}

rules() {
    cat <<'END'
rules:
  - {http: 200, when: {/result: match}, outcome: match, billed: true}
  - {http: 202, outcome: pending, billed: false}
  - {http: 401, outcome: auth, billed: false}
  - {http: 402, outcome: funds, billed: false}
  - {http: 429, outcome: throttled, billed: false}
  - {http: 5xx, outcome: unavailable, billed: false}
evidence: /id
END
}

# ask PROFILE [OPTION]... FILE: the check against the running server.
ask() {
    try muster check --endpoint "./$1.yaml" --url "$url" "${@:2}"
}

# logged CALL: how many there were.
logged() {
    jq -s --arg call "$1" 'map(select(.call == $call)) | length' log.ndjson
}
