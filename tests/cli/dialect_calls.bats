load helper
load dialect

@test "tokens are given for the right credentials, and end when they should" {
    printf 'name,number,outcome\n张一,1,\n' >people.csv
    { cat <<'END'; rules_by_code; } | profile token
path: /check
body: {json: {no: "{number}", name: "{name}"}}
secrets: {id: env:TOKEN_ID}
auth:
  kind: token
  request: {base: https://iam.example.org/auth, path: /token, query: {grant: client, id: "{secret.id}"}}
  take: /access_token
  lifetime_s: {from: /expires_in}
  refresh: [{when: {/code: [110, 111]}}]
  send: {query: access_token}
END
    cat >>profiles/token.yaml <<'END'
  - {body: {code: 111}, outcome: auth}
  - {of: token, body: {access_token: t-1, expires_in: 600}}
END
    export TOKEN_ID=sesame
    dialect token --token-life 2
    gives 401 '. == {error: "invalid_client"}' POST '/token?grant=client&id=simsim'
    wrong 'query id'
    gives 401 '. == {error: "invalid_client"}' POST '/auth/token?grant=client'
    gives 401 '. == {error: "invalid_client"}' POST '/token?grant=password&id=sesame'
    wrong 'query grant'
    gives 200 '.expires_in == 600 and (.access_token | test("^t-[0-9a-f]{32}$"))' POST '/auth/token?grant=client&id=sesame'
    token=$(jq -r .access_token body)
    data='{"no":"1","name":"张一"}'
    json=(-H 'Content-Type: application/json' -d "$data")
    gives 200 '.code == 111' POST /check "${json[@]}"
    gives 200 '.code == 111' POST '/check?access_token=t-1' "${json[@]}"
    wrong token
    gives 200 '.code == 0' POST "/check?access_token=$token" "${json[@]}"
    gives 200 '.code == 0' POST "/check?access_token=$token" "${json[@]}"
    gives 200 '.code == 111' POST "/check?access_token=$token" "${json[@]}"
    gives 200 .access_token POST '/token?grant=client&id=sesame'
    gives 200 '.code == 0' POST "/check?access_token=$(jq -r .access_token body)" "${json[@]}"
    [ "$(charges)" -eq 3 ]
    not grep -qE 'sesame|simsim|t-[0-9a-f]{32}' log.ndjson server.err
}

@test "tokens in headers, given for credentials in JSON" {
    printf 'name,number,outcome\n张一,1,\n' >people.csv
    { cat <<'END'; rules_by_code; } | profile token-header
path: /check
method: GET
query: {no: "{number}", name: "{name}"}
secrets: {password: env:TOKEN_ID}
auth:
  kind: token
  request: {path: /v3/auth, body: {json: {auth: {user: park, password: "{secret.password}"}}}}
  take: {header: X-Subject-Token}
  send: {header: Authorization, prefix: "Bearer "}
END
    cat >>profiles/token-header.yaml <<'END'
  - {of: token, http: 201, headers: {X-Subject-Token: t-1}, body: {token: {}}}
END
    export TOKEN_ID=sesame
    dialect token-header
    gives 401 .error POST /v3/auth -H 'Content-Type: application/json' -d '{"auth":{"user":"park","password":"x"}}'
    wrong 'body /auth/password'
    gives 201 .token POST /v3/auth -H 'Content-Type: application/json' -d '{"auth":{"password":"sesame","user":"park"}}'
    token=$(sed -n 's/^X-Subject-Token: \(t-[0-9a-f]*\).*/\1/p' headers)
    gives 403 '.code == 8' GET '/check?no=1&name=%E5%BC%A0%E4%B8%80'
    gives 200 '.code == 0' GET '/check?no=1&name=%E5%BC%A0%E4%B8%80' -H "Authorization: Bearer $token"
    gives 200 '.code == 1' GET '/check?no=1&name=x' -H "Authorization: Bearer $token"
}

@test "credentials in a field are credentials, and a refusal has the profile's own words" {
    printf 'name,number,outcome\n张一,1,\n' >people.csv
    { cat <<'END'; rules_by_code; } | profile token-basic
path: /check
method: GET
query: {no: "{number}", name: "{name}"}
headers: {X-Signed: "{field.pair}"}
secrets: {id: env:TOKEN_ID, key: env:TOKEN_KEY}
fields:
  pair: {from: "{secret.id}:{secret.key}", steps: [base64]}
auth:
  kind: token
  request: {path: /token, headers: {Authorization: "Basic {field.pair}"}, body: {form: {grant_type: client_credentials}}}
  take: /access_token
  send: {header: Authorization, prefix: "Bearer "}
END
    cat >>profiles/token-basic.yaml <<'END'
  - {of: token, http: 400, headers: {X-Why: credentials}, body: {error_code: AIS.0001}}
  - {of: token, body: {access_token: t-1}}
END
    export TOKEN_ID=park TOKEN_KEY=sesame
    dialect token-basic
    pair="Authorization: Basic $(printf park:sesame | base64)"
    gives 400 '. == {error_code: "AIS.0001"}' POST /token -d grant_type=client_credentials
    grep -qi '^x-why: credentials' headers
    wrong 'header Authorization'
    gives 400 .error_code POST /token -d grant_type=password -H "$pair"
    wrong 'body grant_type'
    gives 200 .access_token POST /token -d grant_type=client_credentials -H "$pair"
    bearer="Authorization: Bearer $(jq -r .access_token body)"
    gives 403 '.code == 8' GET '/check?no=1&name=x' -H "$bearer" -H 'X-Signed: cGFyazp4'
    wrong 'header X-Signed'
}

# later: answers come later, by polling.
later() {
    profile later <<'END'
path: /jobs
body: {json: {no: "{number}", name: "{name}"}}
headers: {Idempotency-Key: "{key}"}
idempotent: true
auth: {kind: header, header: X-Api-Key, secret: env:LATER_KEY}
evidence: /id
echo: {/no: "{number}"}
poll:
  accepted: [{http: 202}]
  job: /job
  method: GET
  path: /jobs/{job}
  every_ms: 100
  deadline_ms: 2000
rules:
  - {http: 200, when: {/state: done, /same: true}, outcome: match, billed: true}
  - {http: 200, when: {/state: done, /same: false}, outcome: mismatch, billed: true}
  - {http: 200, when: {/state: none}, outcome: not_found, billed: false}
  - {http: 200, when: {/state: working}, outcome: pending, billed: false}
  - {http: 401, outcome: auth, billed: false}
  - {http: 404, outcome: bad_input, billed: false}
  - {http: 429, outcome: throttled, billed: false}
examples:
  - {of: accepted, http: 202, body: {job: 17}}
  - {of: poll, body: {state: done, same: true, no: "1", id: p-1}, outcome: match}
  - {of: poll, body: {state: done, same: false, no: "1", id: p-1}, outcome: mismatch}
  - {of: poll, body: {state: none, id: p-1}, outcome: not_found}
  - {of: poll, body: {state: working}, outcome: pending}
  - {http: 401, body: {}, outcome: auth}
  - {http: 404, body: {}, outcome: bad_input}
  - {http: 429, body: {}, outcome: throttled}
END
    export LATER_KEY=sesame
}

# hand_in NAME NUMBER KEY: a question that is answered later; its job is printed.
hand_in() {
    gives 202 .job POST /jobs -H 'X-Api-Key: sesame' -H "Idempotency-Key: $3" -H 'Content-Type: application/json' \
        -d "{\"no\":\"$2\",\"name\":\"$1\"}" >&2
    jq .job body
}

@test "accepted questions are pending, then answered and charged once" {
    printf 'name,number,outcome\n张一,1,\n张二,2,mismatch\n张三,3,pending\n张四,4,throttled\n' >people.csv
    later
    dialect later --polls 2
    key=(-H 'X-Api-Key: sesame')
    one=$(hand_in 张一 1 k1)
    two=$(hand_in 张二 2 k2)
    three=$(hand_in 张三 3 k3)
    [ "$(hand_in 张一 1 k1)" = "$one" ]
    [ "$one" != "$two" ]
    for poll in 1 2; do
        gives 200 '.state == "working"' GET "/jobs/$one" "${key[@]}"
        gives 200 '.state == "working"' GET "/jobs/$three" "${key[@]}"
    done
    gives 200 '.state == "done" and .same and .no == "1" and (.id | test("^r-"))' GET "/jobs/$one" "${key[@]}"
    gives 200 '.same' GET "/jobs/$one" "${key[@]}"
    gives 200 '.state == "working"' GET "/jobs/$three" "${key[@]}"
    gives 200 '.state == "working"' GET "/jobs/$two" "${key[@]}"
    gives 200 '.state == "working"' GET "/jobs/$two" "${key[@]}"
    gives 200 '.same == false and .no == "2"' GET "/jobs/$two" "${key[@]}"
    [ "$(charges)" -eq 2 ]
    gives 404 . GET /jobs/999 "${key[@]}"
    wrong job
    gives 401 . GET "/jobs/$one"
    wrong 'header X-Api-Key'
    gives 404 . POST /jobs "${key[@]}" -H 'Idempotency-Key: k"1' -H 'Content-Type: application/json' -d '{"no":"1","name":"张一"}'
    wrong key
    gives 404 . POST /jobs "${key[@]}" -H 'Idempotency-Key: k1' -H 'Content-Type: application/json' -d '{"no":"2","name":"张二"}'
    gives 429 . POST /jobs "${key[@]}" -H 'Idempotency-Key: k4' -H 'Content-Type: application/json' -d '{"no":"4","name":"张四"}'
}

# crowded: 200 people in one request.
crowded() {
    profile crowded <<'END'
path: /batch
headers: {X-Request: "{uuid}"}
body: {json: {trace: "{uuid}", people: "{items}"}}
fields:
  no: {from: "{number}", steps: [md5, hex]}
batch:
  size: 200
  item: {row: "{row}", who: {name: "{name}", no: "{field.no}"}, kind: id}
  results: /data/results
  join: {/row: "{row}"}
  evidence: /id
  rules:
    - {when: {/verdict: "1"}, outcome: match, billed: true}
    - {when: {/verdict: "2"}, outcome: mismatch, billed: true}
    - {when: {/verdict: "3"}, outcome: not_found, billed: false}
auth: {kind: bearer, secret: env:CROWDED_KEY}
evidence: /trace
echo: {/trace: "{uuid}"}
rules:
  - {http: 401, outcome: auth, billed: false}
  - {http: 400, outcome: bad_input, billed: false}
  - {http: 429, outcome: throttled, billed: false}
examples:
  - {body: {trace: x, data: {results: []}}}
  - {http: 401, body: {}, outcome: auth}
  - {http: 400, body: {}, outcome: bad_input}
  - {http: 429, body: {}, outcome: throttled}
  - {of: result, body: {row: 1, verdict: "1", id: x}, outcome: match}
  - {of: result, body: {row: 1, verdict: "2", id: x}, outcome: mismatch}
  - {of: result, body: {row: 1, verdict: "3", id: x}, outcome: not_found}
END
    export CROWDED_KEY=sesame
}

# item ROW NAME NUMBER: one of the batch.
item() {
    printf '{"row":"%s","who":{"name":"%s","no":"%s"},"kind":"id"}' "$1" "$2" "$(printf %s "$3" | md5sum | cut -d' ' -f1)"
}

# batch STATUS FILTER ITEM...
batch() {
    local id=0b6d3c4e-4c1e-4f0a-9a53-0f6d1ab9b2b1
    gives "$1" "$2" POST /batch -H 'Authorization: Bearer sesame' -H 'Content-Type: application/json' -H "X-Request: $id" \
        -d "{\"trace\":\"$id\",\"people\":[$(IFS=,; echo "${*:3}")]}"
}

@test "a batch gets a result for each of its people, in any order" {
    printf 'name,number,outcome\n张一,1,\n张二,2,not_found\n张三,3,cancelled\n张四,4,throttled\n' >people.csv
    crowded
    dialect crowded
    batch 200 '.trace == "0b6d3c4e-4c1e-4f0a-9a53-0f6d1ab9b2b1" and (.data.results | map([.row, .verdict, (.id // "" | test("^r-"))]) ==
        [[4, "3", true], [3, "2", true], [2, "3", true], [1, "1", true]])' \
        "$(item 1 张一 1)" "$(item 2 张二 2)" "$(item 3 李一 1)" "$(item 4 李一 99)"
    [ "$(jq -sc 'map([.result, .charged])' log.ndjson)" = '[["match",true],["not_found",false],["mismatch",true],["not_found",false]]' ]
    batch 200 '.data.results | map(.row) == [2, null]' "$(item 1 张三 3)" "$(item 2 张一 1)"
    grep -qF '`cancelled`' server.err
    batch 429 . "$(item 1 张一 1)" "$(item 2 张四 4)"
    batch 429 . "$(item 1 张一 1)" "$(item 2 张四 4)"
    batch 200 '.data.results | map(.verdict) == ["1", "1"]' "$(item 1 张一 1)" "$(item 2 张四 4)"
}

@test "a batch with one wrong item is refused by its place" {
    printf 'name,number,outcome\n张一,1,\n' >people.csv
    crowded
    dialect crowded
    batch 400 . "$(item 1 张一 1)" "$(item 1 张一 1)"
    wrong 'body /people/1/row'
    batch 400 . '{"row":"1"}'
    wrong 'body /people/0/who'
    batch 400 . '7'
    wrong 'body /people/0'
    batch 400 .
    wrong 'body /people'
    batch 400 . "$(for i in $(seq 201); do item "$i" 张一 1; echo; done | paste -sd,)"
    gives 401 . POST /batch -H 'Content-Type: application/json' -H 'X-Request: 0b6d3c4e-4c1e-4f0a-9a53-0f6d1ab9b2b1' \
        -d "{\"trace\":\"0b6d3c4e-4c1e-4f0a-9a53-0f6d1ab9b2b1\",\"people\":[$(item 1 张一 1)]}"
    wrong 'header Authorization'
    [ "$(charges)" -eq 0 ]
}

@test "outcomes of the register that no example can say are told at the start" {
    printf 'name,number,outcome\n张一,1,\n张二,2,mismatch\n张三,3,funds\n张四,4,cancelled\n张五,5,funds\n' >people.csv
    plain
    dialect plain
    [ "$(grep -c 'no example' server.err)" -eq 1 ]
    grep -qF '`funds`' server.err
    [ ! -s log.ndjson ]
    end_server
    later
    dialect later
    [ "$(grep -c 'no example' server.err)" -eq 2 ]
    end_server
    crowded
    dialect crowded
    [ "$(grep -c 'example of a result' server.err)" -eq 2 ]
    grep -qF '`cancelled`' server.err
}

@test "a bad day in the profile's own words" {
    printf 'name,number,outcome\n张一,1,\n' >people.csv
    plain
    dialect plain --fail throttled:100%
    gives 429 '.code == 7' POST /check
    grep -qi '^retry-after: 1' headers
    end_server
    dialect plain --fail 503:100%
    [ "$(fetch POST /check)" = 503 ]
    grep -q '<h1>busy</h1>' body
    end_server
    dialect plain --fail quota:100%
    gives 403 '.error == "quota"' POST /check
    grep -qF '`quota`' server.err
}

@test "a rehearsal survives a bad day" {
    crowd mismatch not_found
    plain
    dialect plain --fail 429:5% --fail 503:5% --seed 3
    rehearses
    [ "$(charges)" -eq 180 ]
}

@test "without examples or secrets it does not start" {
    printf 'name,number,outcome\n张一,1,\n' >people.csv
    plain
    unset PLAIN_KEY
    try muster endpoint --register people.csv --profile profiles/plain.yaml
    expect 77
    says PLAIN_KEY
    export PLAIN_KEY=sesame
    sed -i '/^examples/,$d' profiles/plain.yaml
    try muster endpoint --register people.csv --profile profiles/plain.yaml
    expect 78
    says 'profiles/plain.yaml: dialect.examples'
    try muster endpoint --register people.csv --profile profiles/plain.yaml --token-file x
    expect 64
    try muster endpoint --register people.csv --profile nowhere
    expect 78
}
