# How a request shows who sends it, where nothing is signed: as it arrives. Signatures: sign.bats; tokens: fault/token.bats.
load helper
load people

cleanup() {
    end_server
}

# sent AUTH [LINE]...: one request by a profile with this `auth`; it arrives in ./head. The secret shows up nowhere else.
sent() {
    export MUSTER_TEST_SECRET='s3cr:t/+ k&y'
    record 张三 resident 330482199003079978 >in
    cat >profile.yaml <<END
id: shows
base: https://api.example.org
path: /check
query: {no: "{number}"}
documents: [resident]
auth: $1
rules:
  - {http: 200, when: {/code: 0}, outcome: match}
  - {http: 401, outcome: auth, billed: false}
$(printf '%s\n' "${@:2}")
END
    rm -rf state
    serve /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/recorder.py"
    try muster check --endpoint ./profile.yaml --url "$url" in
    end_server
    expect 0
    [ "$(jq -r .lane out)" = green ]
    not grep -rqF "$MUSTER_TEST_SECRET" out err state
}

# has LINE: it arrived, one time.
has() {
    [ "$(grep -cixF -- "$1" head)" = 1 ] || { echo "no line: $1"; cat head; return 1; }
}

@test "none: nothing is shown" {
    sent '{kind: none}'
    not grep -qi authorization head
}

@test "bearer" {
    sent '{kind: bearer, secret: env:MUSTER_TEST_SECRET}'
    has "Authorization: Bearer $MUSTER_TEST_SECRET"
}

@test "header, with and without something before the secret" {
    sent '{kind: header, header: X-Api-Key, secret: env:MUSTER_TEST_SECRET}'
    has "X-Api-Key: $MUSTER_TEST_SECRET"
    sent '{kind: header, header: Authorization, prefix: "APPCODE ", secret: env:MUSTER_TEST_SECRET}'
    has "Authorization: APPCODE $MUSTER_TEST_SECRET"
}

@test "basic, as RFC 7617 has it, also with letters that are not ASCII" {
    sent '{kind: basic, user: 园区, secret: env:MUSTER_TEST_SECRET}'
    has "Authorization: Basic $(printf '园区:%s' "$MUSTER_TEST_SECRET" | base64 -w 0)"
}

@test "query: escaped, behind what else is asked" {
    sent '{kind: query, name: key, secret: env:MUSTER_TEST_SECRET}'
    has 'GET /check?no=330482199003079978&key=s3cr%3At%2F%2B%20k%26y HTTP/1.1' ||
        has 'POST /check?no=330482199003079978&key=s3cr%3At%2F%2B%20k%26y HTTP/1.1'
}

@test "a secret in a file that others may read is not sent" {
    record 张三 resident 330482199003079978 >in
    printf 'sesame\n' >key
    chmod 644 key
    sed 's#^  secret: .*#  secret: file:key#; s/^  optional: .*//' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >open.yaml
    people 1 >/dev/null
    endpoint
    try muster check --endpoint ./open.yaml --url "$url" in
    expect 77
    says 'secret.mode'
    [ "$(requests)" = 0 ]
    chmod 600 key
    try muster check --endpoint ./open.yaml --url "$url" in
    expect 0
    [ "$(requests)" = 1 ]
}
