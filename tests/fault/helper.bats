# A program of the user's that signs the requests, `auth: {kind: exec}`: what it must not break, and how it fails.
load ../cli/helper
load ../cli/people

cleanup() {
    end_server
}

# signer NAME: an executable with the Python from standard input; `request` is what it was given.
signer() {
    {
        printf '%s\n' '#!/usr/bin/python3' 'import hmac, json, os, sys, time' 'request = json.load(sys.stdin)'
        cat
    } >"$1"
    chmod +x "$1"
}

# exec_profile COMMAND [LINE]...: exec.yaml with this auth.
exec_profile() {
    sed -e '/^auth:/,/optional/d' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >exec.yaml
    printf '%s\n' auth: '  kind: exec' "  command: $1" "${@:2}" >>exec.yaml
}

# check_exec [OPTION]... FILE
check_exec() {
    try timeout 60 muster check --endpoint ./exec.yaml --url "$url" "$@"
}

# refused STATUS CODE: nobody was asked.
refused() {
    expect "$1"
    says "$2"
    [ "$(requests)" = 0 ]
    [ "$(outcomes out)" = "5 unavailable amber" ]
}

prepare() {
    people 5 >in
}

@test "a helper signs every request with a key of its own" {
    people 20 >in
    signer sign <<'END_OF_SIGNER'
mac = hmac.new(os.environ["GATE_KEY"].encode(), request["body"].encode(), "sha256").hexdigest()
print(json.dumps({"headers": {"X-Signature": mac}}))
END_OF_SIGNER
    exec_profile '[./sign]'
    bad_day signed
    GATE_KEY=gate check_exec in
    expect 0
    [ "$(outcomes out)" = "20 match green" ]
    rm -r state
    GATE_KEY=gat check_exec in
    expect 77
    [ "$(outcomes out)" = "20 auth amber" ]
    not grep -q gate err
}

@test "the whole request is what it gets, and no word of it stands in its arguments" {
    signer sign <<'END_OF_SIGNER'
with open("seen", "a") as seen:
    seen.write(json.dumps([request, sys.argv[1:]]) + "\n")
print('{"headers": {}}')
END_OF_SIGNER
    exec_profile '[./sign, "7", a b]'
    bad_day good
    check_exec in
    expect 0
    [ "$(wc -l <seen)" = 5 ]
    jq -es --arg url "$url/v1/check" 'all(.[0].method == "POST" and .[0].url == $url and .[1] == ["7", "a b"]
        and (.[0].headers | has("Idempotency-Key") and has("Content-Type")))' seen
    diff <(jq -r '.[0].body | fromjson | .document.number' seen | sort) <(jq -r .doc.number in | sort)
}

@test "a helper changes the body and a header that is there" {
    signer sign <<'END_OF_SIGNER'
body = "sealed:" + request["body"][:3]
mac = hmac.new(b"gate", body.encode(), "sha256").hexdigest()
print(json.dumps({"headers": {"x-signature": mac, "content-TYPE": "text/plain"}, "body": body}))
END_OF_SIGNER
    exec_profile '[./sign]' 'headers: {X-Signature: none}'
    sed -i '/^headers:$/,/Idempotency-Key/d' exec.yaml
    sed -i 's/^idempotent: true/idempotent: false/' exec.yaml
    bad_day signed
    check_exec in
    expect 0
    [ "$(outcomes out)" = "5 match green" ]
}

@test "a helper that lies beside the profile" {
    mkdir profiles
    signer profiles/sign <<'END_OF_SIGNER'
print('{"headers": {}}')
END_OF_SIGNER
    exec_profile '[./sign]'
    mv exec.yaml profiles
    bad_day good
    try muster check --endpoint profiles/exec.yaml --url "$url" in
    expect 0
}

@test "a helper that fails: the run stops, and says its first line without numbers of people" {
    signer sign <<'END_OF_SIGNER'
print("\n\033[31mkey 7 does not open " + request["body"] + " E12345678\nsecond line", file=sys.stderr)
sys.exit(3)
END_OF_SIGNER
    exec_profile '[./sign]'
    bad_day good
    check_exec in
    refused 77 helper.failed
    says 'ended with status 3'
    says '\x1B[31mkey 7 does not open'
    not grep -q 'second line' err
    not grep -qE '[0-9]{8}' err
    try muster check --endpoint ./exec.yaml --url "$url" --dry-run in
    says '5 people: 5 calls'
}

@test "a helper that hangs is ended, with what it started" {
    signer sign <<'END_OF_SIGNER'
os.system("sleep 50 & sleep 50")
END_OF_SIGNER
    exec_profile '[./sign]' '  timeout_ms: 500'
    bad_day good
    local from=$SECONDS
    check_exec in
    refused 75 helper.time
    [ $((SECONDS - from)) -le 10 ]
}

@test "answers of a helper that are none" {
    exec_profile '[sh, -c, "cat ./answer"]'
    bad_day good
    local answer
    for answer in '' 'no' '[]' '{}' '{"headers": []}' '{"headers": {"X": 7}}' '{"headers": {}, "body": {}}' \
        '{"header": {"X": "1"}}' '{"headers": {"X": "a\r\nY: b"}}' '{"headers": {"X Y": "1"}}' \
        '{"headers": {"Content-Length": "0"}}' '{"headers": {"transfer-encoding": "chunked"}}' \
        '{"headers": {"X": "é"}}' '{"headers": {}} {}'; do
        echo "$answer" >answer
        check_exec in
        refused 77 helper.reply
    done
    head -c 2000000 /dev/zero >answer
    check_exec in
    refused 77 helper.reply
    says 'more than 1 MiB'
}

@test "a helper that is not there" {
    exec_profile '[./sign]'
    bad_day good
    check_exec in
    refused 78 helper.start
    echo 'print()' >sign
    check_exec in
    refused 78 helper.start
}

@test "a slow helper costs no answer" {
    people 12 >in
    signer sign <<'END_OF_SIGNER'
time.sleep(0.3)
print('{"headers": {}}')
END_OF_SIGNER
    exec_profile '[./sign]'
    sed -i 's/timeout_ms: 10000/timeout_ms: 1500/' exec.yaml
    bad_day uneven
    check_exec in
    expect 0
    [ "$(outcomes out)" = "12 match green" ]
    [ "$(requests)" = 12 ]
}

# broken LINE PLACE: a profile with this command is refused at that line.
broken() {
    exec_profile "$@"
    check_exec in
    expect 78
    says profile.command
    says "exec.yaml:$(grep -n 'command:' exec.yaml | cut -d: -f1)"
}

@test "commands that are none" {
    url=http://127.0.0.1:1
    broken '[]'
    broken './sign'
    broken '[./sign, 7]'
    broken '[""]'
    broken '{}'
    exec_profile '[./sign]' '  timeout_ms: 0'
    check_exec in
    expect 78
    says config
}
