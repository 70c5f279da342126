load helper
load dialect

@test "everybody gets the outcome of the register in the profile's own words" {
    crowd mismatch not_found cancelled
    sed -i '7s/$/throttled/; 9s/$/unavailable/' people.csv # and then the truth
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
    [ "$(send -H 'Host: h?330482199003079978=1#')" = 200 ]
    [ "$(key=x send -H 'Host: h?330482199003079978=1#')" = 401 ]
    [ "$(charges)" -eq 3 ]
    wrong time
}

@test "a header of the reply repeats whom it answers" {
    crowd mismatch not_found
    { cat <<'END'; rules_by_code | sed 's/- {body/- {headers: {x-correlator: c-1}, body/; s/- {http: 429, body/- {http: 429, headers: {x-correlator: c-1}, body/'; } | profile correlated
path: /check
headers: {X-Correlator: "{uuid}"}
body: {json: {no: "{number}", name: "{name}"}}
evidence: {header: X-Correlator}
echo: {header: {X-Correlator: "{uuid}"}}
END
    valid templates/endpoints/profile.schema.json profiles/correlated.yaml
    dialect correlated
    gives 200 '.code == 0' POST /check -H 'Content-Type: application/json' -H 'X-Correlator: 5d9b1d3c-4c1e-4f0a-9a53-0f6d1ab9b2b1' \
        -d "{\"no\":\"$(jq -r .doc.number in | sed -n 3p)\",\"name\":\"$(jq -r .name in | sed -n 3p)\"}"
    grep -qi '^x-correlator: 5d9b1d3c-4c1e-4f0a-9a53-0f6d1ab9b2b1' headers
    not grep -i 'c-1' headers
    end_server
    rm -f log.ndjson
    dialect correlated --fail throttled:5% --seed 3
    rehearses
    end_server
    rm -rf state
    # somebody else's answers
    sed -i 's/^echo: .*/echo: {header: {X-Correlator: "{key}"}}/' profiles/correlated.yaml
    sed 's/"{key}"/"{uuid}"/' profiles/correlated.yaml >profiles/other.yaml
    dialect other
    name=correlated
    asks
    says check.rules
    [ "$(jq -r .lane out | sort -u)" = amber ]
    jq -es 'any(.[]; .verdicts[0].outcome == "unknown")' out
}

@test "signed parameters, in the query" {
    crowd mismatch not_found
    { cat <<'END'; rules_by_code; } | profile sorted
method: GET
path: /realname
query: {api_key: "{secret.app}", timestamp: "{time_local}", idcard: "{number}", name: "{name}"}
secrets: {app: env:SORTED_APP, key: env:SORTED_KEY}
auth:
  kind: sign
  digest: md5
  text: "{secret.key}{sorted}{secret.key}"
  sorted: {of: [query], pair: "{name}{value}", join: ""}
  encode: HEX
  send: {query: sign}
END
    export SORTED_APP=app-1 SORTED_KEY=sesame
    dialect sorted
    rehearses
    wrong_secret SORTED_KEY signature
    wrong_secret SORTED_APP 'query api_key'
}

@test "signed forms, and a signature over the body in a header" {
    crowd mismatch not_found
    { cat <<'END'; rules_by_code; } | profile signed-form
path: /check
body: {form: {t: "{time_ms}", no: "{number}", name: "{name}"}}
auth:
  kind: sign
  digest: hmac-sha256
  secret: env:FORM_KEY
  text: "{sorted}"
  sorted: {of: [form], pair: "{name}={value}", join: "&"}
  send: {form: sign}
END
    export FORM_KEY=sesame
    dialect signed-form
    rehearses
    wrong_secret FORM_KEY signature
    end_server
    { cat <<'END'; rules_by_code; } | profile signed-body
path: /check/{type}
body: {raw: "<q><no>{number}</no><name>{name}</name></q>", type: text/xml}
auth:
  kind: sign
  digest: hmac-sha1
  secret: env:FORM_KEY
  text: "{method}{path}{time_s}{body}"
  encode: base64
  send: {header: X-Signature, prefix: "t={time_s},v1="}
END
    rm -rf state log.ndjson
    dialect signed-body
    rehearses
    wrong_secret FORM_KEY signature
}

@test "the signatures of three clouds" {
    crowd mismatch not_found
    { cat <<'END'; rules_by_code; } | profile tc3
path: /
headers: {X-TC-Action: Check, X-TC-Version: "2018-03-01"}
body: {json: {IdCard: "{number}", Name: "{name}"}}
auth: {kind: tc3, id: env:CLOUD_ID, secret: env:CLOUD_KEY, service: faceid}
END
    { cat <<'END'; rules_by_code; } | profile acs3
method: GET
path: /
query: {IdentifyNum: "{number}", UserName: "{name}"}
headers: {x-acs-action: Check, x-acs-version: "2019-03-07"}
auth: {kind: acs3, id: env:CLOUD_ID, secret: env:CLOUD_KEY}
END
    { cat <<'END'; rules_by_code; } | profile sdk
path: /v2.0/check
body: {json: {req: [{id: "{number}", name: "{name}"}]}}
auth: {kind: sdk-hmac, id: env:CLOUD_ID, secret: env:CLOUD_KEY}
END
    export CLOUD_ID=id-1 CLOUD_KEY=sesame
    for cloud in tc3 acs3 sdk; do
        rm -rf state log.ndjson
        dialect "$cloud"
        rehearses
        wrong_secret CLOUD_KEY signature
        end_server
    done
}

@test "what is sent enciphered is deciphered, and digests are looked up" {
    crowd mismatch not_found
    { cat <<'END'; rules_by_code; } | profile sealed
path: /check
fields:
  no: {from: "{number}", steps: [upper, {aes-128-cbc: {key: "{secret.aes}", iv: "{secret.iv}"}}, hex, {prefix: "des:"}]}
  who: {from: "{name}", steps: [{dot: "."}, {sm4-ecb: {key: "{secret.aes}"}}, base64]}
secrets: {aes: env:SEALED_KEY, iv: env:SEALED_IV}
body: {multipart: {no: "{field.no}", name: "{field.who}"}}
END
    { cat <<'END'; rules_by_code; } | profile digested
path: /check
fields:
  no: {from: "{number}", steps: [md5, hex]}
  who: {from: "{secret.salt}{name}", steps: [sha256, hex, {first: 20}]}
secrets: {salt: env:SEALED_KEY}
method: GET
query: {no: "{field.no}", name: "{field.who}"}
END
    export SEALED_KEY=0123456789abcdef SEALED_IV=fedcba9876543210
    dialect sealed
    rehearses
    end_server
    rm -rf state log.ndjson
    dialect digested
    rehearses
    end_server
    rm -rf state log.ndjson
    jq -c 'if .squad.seat == 100 then .name = "张冬" elif .squad.seat == 90 then .doc.number = "33048219850101999X" else . end' in >other
    mv other in
    dialect digested
    asks
    [ "$(jq -r 'select(.squad.seat == 100 or .squad.seat == 90) | .verdicts[0].outcome' out | tr '\n' ' ')" = 'not_found mismatch ' ]
}
