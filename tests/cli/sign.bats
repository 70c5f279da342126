# Requests that are signed: from the bytes that arrived, openssl on the command line makes the same signature.
load helper
load people

prepare() {
    export LC_ALL=C.UTF-8 TZ=Asia/Shanghai MUSTER_TEST_ID=AKIDtest MUSTER_TEST_SECRET='s3cret/+key'
    record 阿依古丽·买买提 resident 330482199003079978 >in
}

cleanup() {
    end_server
}

# ask <AUTH: sends one request by a profile that ends with these lines; it arrives in ./head and ./body.
ask() {
    { cat <<'END'
id: signed
base: https://api.example.org
documents: [resident]
rules:
  - {http: 200, when: {/code: 0}, outcome: match}
END
      cat; } >profile.yaml
    serve /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/recorder.py"
    try muster check --endpoint ./profile.yaml --url "$url/start" in
    expect 0
    [ "$(jq -r '.lane' out)" = green ]
    not grep -qF "$MUSTER_TEST_SECRET" out err
}

# header NAME: its value as it arrived.
header() {
    sed -n "s/^$1: //Ip" head
}

# word N: of the request line: method, address.
word() {
    head -n 1 head | cut -d ' ' -f "$1"
}

path() {
    word 2 | cut -d '?' -f 1
}

# pairs: the query's, a line each, as they arrived.
pairs() {
    word 2 | sed -n 's/^[^?]*?//p' | tr '&' '\n'
}

# sorted: lines by their bytes.
sorted() {
    LC_ALL=C sort
}

# plain: undoes %XX.
plain() {
    while read -r line; do printf "${line//%/\\x}\n"; done
}

# joined BETWEEN: the lines as one.
joined() {
    awk -v between="$1" 'NR > 1 { printf "%s", between } { printf "%s", $0 }'
}

sha256() {
    openssl dgst -sha256 -r | cut -c 1-64
}

# mac KEY: HMAC-SHA256, hex; KEY is key:TEXT or hexkey:HEX.
mac() {
    openssl dgst -sha256 -mac HMAC -macopt "$1" -r | cut -c 1-64
}

# signed_headers: the names that Authorization says it signed, a line each.
signed_headers() {
    header authorization | sed 's/.*SignedHeaders=\([^,]*\),.*/\1/' | tr ';' '\n'
}

# canonical PATH QUERY: the request as the clouds sign it, from what arrived.
canonical() {
    word 1
    echo "$1"
    echo "$2"
    signed_headers | while read -r name; do echo "$name:$(header "$name")"; done
    echo
    signed_headers | joined ';'
    echo
    printf %s "$(sha256 <body)"
}

recent() {
    [ $(($(date +%s) - $1)) -ge 0 ] && [ $(($(date +%s) - $1)) -le 60 ]
}

@test "sign: MD5 over the sorted query and the body, in the query" {
    ask <<'END'
secrets: {key: env:MUSTER_TEST_SECRET}
query: {timestamp: "{time_s}", api_key: k-1, name: "{name}"}
body: {json: {idcard: "{number}"}}
auth:
  kind: sign
  digest: md5
  text: "{secret.key}{sorted}{secret.key}"
  sorted: {of: [query], pair: "{name}{value}", join: "", with: {body: "{body}"}}
  encode: HEX
  send: {query: signature}
END
    [ "$(cat body)" = '{"idcard":"330482199003079978"}' ]
    middle=$({ pairs | grep -v ^signature= | plain; echo "body=$(cat body)"; } | sorted | sed 's/=//' | joined '')
    [[ $middle == api_keyk-1body*name阿依古丽·买买提timestamp* ]]
    expected=$(printf '%s%s%s' "$MUSTER_TEST_SECRET" "$middle" "$MUSTER_TEST_SECRET" | openssl dgst -md5 -r | cut -c 1-32)
    [ "$(pairs | sed -n 's/^signature=//p')" = "${expected^^}" ]
}

@test "sign: HMAC-SHA256 over the sorted form, in the form" {
    ask <<'END'
body: {form: {realname: "{name}", idcard: "{number}", nonce: "{nonce}"}}
auth:
  kind: sign
  digest: hmac-sha256
  secret: env:MUSTER_TEST_SECRET
  text: "{sorted}"
  sorted: {of: [form], values: encoded}
  send: {form: sign}
END
    text=$(tr '&' '\n' <body | grep -v ^sign= | sorted | joined '&')
    [[ $text == idcard=330482199003079978\&nonce=*\&realname=%E9%98%BF* ]]
    [ "$(tr '&' '\n' <body | sed -n 's/^sign=//p')" = "$(printf %s "$text" | mac "key:$MUSTER_TEST_SECRET")" ]
}

@test "sign: HMAC-SM3 over method, path and body, in a header" {
    ask <<'END'
path: /person/{number}
headers: {X-Time: "{time_ms}"}
body: {raw: "<p><n>{name}</n></p>", type: text/xml; charset=utf-8}
auth:
  kind: sign
  digest: hmac-sm3
  secret: env:MUSTER_TEST_SECRET
  text: "{method}\n{path}\n{time_ms}\n{body}"
  encode: base64
  send: {header: X-Signature, prefix: "v1="}
END
    [ "$(path)" = /start/person/330482199003079978 ]
    expected=$(printf '%s\n%s\n%s\n%s' "$(word 1)" "$(path)" "$(header x-time)" "$(cat body)" |
        openssl dgst -sm3 -mac HMAC -macopt "key:$MUSTER_TEST_SECRET" -binary | openssl base64 -A)
    [ "$(header x-signature)" = "v1=$expected" ]
}

@test "tc3: Tencent Cloud" {
    ask <<'END'
path: /
headers: {X-TC-Action: IdCardVerification, X-TC-Version: "2018-03-01"}
body: {json: {IdCard: "{number}", Name: "{name}"}}
auth: {kind: tc3, id: env:MUSTER_TEST_ID, secret: env:MUSTER_TEST_SECRET, service: faceid}
END
    time=$(header x-tc-timestamp)
    recent "$time"
    day=$(date -u -d "@$time" +%F)
    digest=$(canonical /start/ '' | sed 's/^x-tc-action:.*/\L&/' | sha256)
    key=$(printf %s "$day" | mac "key:TC3$MUSTER_TEST_SECRET")
    key=$(printf faceid | mac "hexkey:$key")
    key=$(printf tc3_request | mac "hexkey:$key")
    signature=$(printf 'TC3-HMAC-SHA256\n%s\n%s/faceid/tc3_request\n%s' "$time" "$day" "$digest" | mac "hexkey:$key")
    [ "$(header authorization)" = "TC3-HMAC-SHA256 Credential=AKIDtest/$day/faceid/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=$signature" ]
}

@test "acs3: Alibaba Cloud, parameters in the query of a POST without a body" {
    ask <<'END'
query: {UserName: "{name}", ParamType: normal, IdentifyNum: "{number}"}
headers: {x-acs-action: Id2MetaVerify, x-acs-version: "2019-03-07"}
auth: {kind: acs3, id: env:MUSTER_TEST_ID, secret: env:MUSTER_TEST_SECRET}
END
    recent "$(date -d "$(header x-acs-date)" +%s)"
    [[ $(header x-acs-signature-nonce) =~ ^[0-9a-f]{32}$ ]]
    [ "$(header x-acs-content-sha256)" = "$(sha256 </dev/null)" ]
    [ -z "$(header content-type)" ]
    diff - <(signed_headers) <<<"host
$(sed -n 's/^\(x-acs-[^:]*\):.*/\1/p' head | sorted)"
    digest=$(canonical /start "$(pairs | sorted | joined '&')" | sha256)
    signature=$(printf 'ACS3-HMAC-SHA256\n%s' "$digest" | mac "key:$MUSTER_TEST_SECRET")
    [[ $(header authorization) == "ACS3-HMAC-SHA256 Credential=AKIDtest,"*",Signature=$signature" ]]
}

@test "acs3: Alibaba Cloud, parameters in a form" {
    ask <<'END'
headers: {X-Acs-Action: Id2MetaVerify, x-acs-version: "2019-03-07", x-acs-security-token: t-1}
body: {form: {UserName: "{name}", IdentifyNum: "{number}"}}
auth: {kind: acs3, id: env:MUSTER_TEST_ID, secret: env:MUSTER_TEST_SECRET}
END
    [ "$(header x-acs-content-sha256)" = "$(sha256 <body)" ]
    [ "$(signed_headers | head -n 3 | joined ' ')" = 'content-type host x-acs-action' ]
    signed_headers | grep -qx x-acs-security-token
    digest=$(canonical /start '' | sha256)
    signature=$(printf 'ACS3-HMAC-SHA256\n%s' "$digest" | mac "key:$MUSTER_TEST_SECRET")
    [[ $(header authorization) == *",Signature=$signature" ]]
}

@test "sdk-hmac: Huawei Cloud, whose signed path ends with a slash" {
    ask <<'END'
path: /v2.0/ivs-idcard-extention
query: {who: "{name}"}
headers: {Accept: application/json}
body: {json: {data: {req_data: [{verification_name: "{name}", verification_id: "{number}"}]}}}
auth: {kind: sdk-hmac, id: env:MUSTER_TEST_ID, secret: env:MUSTER_TEST_SECRET}
END
    [ "$(path)" = /start/v2.0/ivs-idcard-extention ]
    date=$(header x-sdk-date)
    recent "$(date -d "${date:0:8} ${date:9:2}:${date:11:2}:${date:13:2} UTC" +%s)"
    digest=$(canonical /start/v2.0/ivs-idcard-extention/ "$(pairs)" | sha256)
    signature=$(printf 'SDK-HMAC-SHA256\n%s\n%s' "$date" "$digest" | mac "key:$MUSTER_TEST_SECRET")
    [ "$(header authorization)" = "SDK-HMAC-SHA256 Access=AKIDtest, SignedHeaders=accept;content-type;host;x-sdk-date, Signature=$signature" ]
}

@test "a key that is not set stops before anything is sent" {
    unset MUSTER_TEST_ID
    cat >profile.yaml <<'END'
id: signed
base: http://127.0.0.1:9
documents: [resident]
query: {IdentifyNum: "{number}"}
headers: {x-acs-action: Id2MetaVerify, x-acs-version: "2019-03-07"}
auth: {kind: acs3, id: env:MUSTER_TEST_ID, secret: env:MUSTER_TEST_SECRET}
rules:
  - {http: 200, when: {/code: 0}, outcome: match}
END
    try muster check --endpoint ./profile.yaml in
    expect 77
    says 'env:MUSTER_TEST_ID'
}
