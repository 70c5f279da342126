load helper
load people

prepare() {
    shipped=$MUSTER_SOURCE/templates/endpoints schema=templates/endpoints/profile.schema.json
}

cleanup() {
    end_server
}

# manual: the complete profiles that muster-profile(5) shows, as ./manual-1.yaml and so on.
manual() {
    sed -n '/^# TWO COMPLETE PROFILES/,$p' "$shipped/muster-profile.5.scd" |
        awk '/^```/ { inside = !inside; count += inside; next } inside { print > "manual-" count ".yaml" }'
    [ -s manual-1.yaml ]
    [ -s manual-2.yaml ]
}

# each COMMAND...: with every shipped profile and those of the manual behind it.
each() {
    local profile
    manual
    for profile in "$shipped"/*.yaml manual-*.yaml; do
        case $profile in *.openapi.yaml) continue ;; esac
        echo "$profile"
        "$@" "$profile"
    done
}

sound() {
    valid "$schema" "$1"
    try muster check --lint "$1"
    expect 0
    [ ! -s out ]
    try muster check --dry-run --endpoint "$1" /dev/null
    expect 0
}

@test "the shipped profiles and the manual's are valid, by the schema and by the tool, and leave no doubts" {
    each sound
}

named() {
    local name
    name=$(basename "$1" .yaml)
    case $name in manual-*) return ;; esac
    grep -qx "id: $name" "$1"
    grep -q '^follows: ' "$1"
    grep -qF "_${name}_" "$shipped/muster-profile.5.scd"
}

@test "each shipped profile has the name of its file, says what it follows and stands in the manual" {
    each named
}

# wrong EXPRESSION FILE: the profile is fine, and after this edit it is not, for the schema and for the tool.
wrong() {
    valid "$schema" "$2"
    sed "$1" "$2" >wrong.yaml
    not cmp -s "$2" wrong.yaml || { echo "$1 changes nothing"; return 1; }
    not valid "$schema" wrong.yaml >said || { echo "the schema lets $1 pass"; return 1; }
    try muster check --dry-run --endpoint wrong.yaml /dev/null
    expect 78
    says wrong.yaml:
}

@test "typical mistakes are refused, by the schema and by the tool" {
    manual
    wrong 's/^rules:/rulse:/' manual-1.yaml
    wrong '/^documents/d' manual-1.yaml
    wrong 's/^id: .*/id: My Profile/' manual-1.yaml
    wrong 's|^base: .*|base: api.example.org|' manual-1.yaml
    wrong 's|^base: .*|base: https://api.example.org/|' manual-1.yaml
    wrong 's|^path: .*|path: check|' manual-1.yaml
    wrong 's/^method: GET/method: get/' manual-1.yaml
    wrong 's/^query: .*/query: {name: 1}/' manual-1.yaml
    wrong 's/kind: header/kind: heather/' manual-1.yaml
    wrong 's/header: X-Api-Key, //' manual-1.yaml
    wrong 's/env:EXAMPLE_KEY/sesame/' manual-1.yaml
    wrong 's|^evidence: /id|evidence: id|' manual-1.yaml
    wrong 's/per_second: 20/per_second: 0/' manual-1.yaml
    wrong 's/per_second/per_day/' manual-1.yaml
    wrong 's/minor: 20/minor: 0.2/' manual-1.yaml
    wrong 's/http: 401, outcome: auth/http: 40x, outcome: auth/' manual-1.yaml
    wrong 's|/code: 0, /data/same: true|code: 0|' manual-1.yaml
    wrong 's/, when: {\/code: 0, \/data\/same: true}, outcome: match/, outcome: match/' manual-1.yaml
    wrong 's/outcome: not_found, billed: false}$/outcome: notfound}/' manual-1.yaml
    wrong 's/billed: true/billed: perhaps/' manual-1.yaml
    wrong 's/- {body: {code: 0, id: r-1, data: {same: true}}, outcome: match/- {of: token, outcome: match/' manual-1.yaml
    wrong 's/^  form:/  forms:/' manual-2.yaml
    wrong 's/^  digest: sha256/  digest: sha512/' manual-2.yaml
    wrong 's/^  digest: sha256/  digest: hmac-sha256/' manual-2.yaml
    wrong 's/^  send: {form: sign}/  send: {json: sign}/' manual-2.yaml
    wrong 's/of: \[form\]/of: [body]/' manual-2.yaml
    wrong 's/aes-128-ecb/aes-512-ecb/' manual-2.yaml
    wrong 's/{aes-128-ecb: {key: "{secret.aes}"}}/{aes-128-cbc: {key: "{secret.aes}"}}/' manual-2.yaml
    wrong 's/from: "{number}", //' manual-2.yaml
    wrong 's/{uuid}"}$/uuid"}/' manual-2.yaml
    wrong '/^  results:/d' "$shipped/reference-batch.yaml"
    wrong 's/^  size: 200/  size: 2000/' "$shipped/reference-batch.yaml"
    wrong '/^  job:/d' "$shipped/async-poll.yaml"
    wrong 's/every_ms: 2000/every_ms: 2/' "$shipped/async-poll.yaml"
    wrong 's/^consent: required/consent: yes/' "$shipped/async-poll.yaml"
    wrong 's/^  take: .*/  take: access_token/' "$shipped/baidu-idmatch.yaml"
    wrong '/^  id:/d' "$shipped/tencent-idcard.yaml"
}

# keys PROFILE: a key for each variable that the profile names, and 16 bytes long as a cipher's must be.
keys() {
    local variable
    for variable in $(grep -o 'env:[A-Z_]*' "$1" | sort -u); do
        export "${variable#env:}=$(printf 'k-%s-0123456789abcdef' "${variable##*_}" | cut -c1-16)"
    done
}

# consenting: the records, with a consent for the profiles that demand it.
consenting() {
    jq -c '. + {extra: {"同意": "是"}}'
}

# quick PROFILE: ./mine.yaml, with short times for those who are asked again.
quick() {
    sed -E 's/pending_ms: [1-9][0-9]*/pending_ms: 300/; s/every_ms: .*/every_ms: 100/; s/deadline_ms: .*/deadline_ms: 2000/' \
        "$1" >mine.yaml
}

# ask [OPTION]...: muster check by ./mine.yaml.
ask() {
    try muster check --endpoint mine.yaml --url "$url" --rate 10000 --state state --summary summary.json "$@" in
}

rehearsed() {
    local billed
    rm -rf state log.ndjson
    keys "$1"
    quick "$1"
    people 200 | consenting >in
    billed=$(/usr/bin/python3 "$MUSTER_SOURCE/tests/cli/crowd.py" mine.yaml)
    endpoint --profile mine.yaml
    ask
    [ "$status" = 0 ] || [ "$status" = 1 ] || expect 0
    diff wanted <(jq -r '"\(.name) \(.verdicts[0].outcome)"' out)
    not grep '"wrong"' log.ndjson
    not grep 'no example' server.err
    [ "$(charges)" = "$billed" ]
    jq -e --argjson billed "$billed" '.paid == $billed' summary.json
    # what is final is known, and nobody is paid for twice
    ask
    end_server
    diff wanted <(jq -r '"\(.name) \(.verdicts[0].outcome)"' out)
    [ "$(charges)" = "$billed" ]
}

@test "200 people by every profile get what the register says, and are paid for once" {
    each rehearsed
}

# refusal OUTCOME STATUS PROFILE: when the endpoint refuses so, the run ends with that status and nobody is judged.
refusal() {
    grep -qE "^  - \{[^o].*outcome: $1[,}]" "$3" || return 0
    echo "$3" >>refused
    rm -rf state log.ndjson
    keys "$3"
    quick "$3"
    people 3 | consenting >in
    sed -i "2,\$s/\$/$1/" people.csv
    endpoint --profile mine.yaml
    ask
    end_server
    expect "$2"
    [ "$(outcomes out)" = "3 $1 amber" ]
    [ "$(charges)" = 0 ]
}

@test "an endpoint that refuses ends the run, in everybody's words" {
    each refusal auth 77
    each refusal funds 69
    each refusal quota 75
    [ "$(grep -c . refused)" -ge 20 ]
}

# other_key PROFILE: with a key that is wrong nobody is judged, and the endpoint says what was wrong.
other_key() {
    grep -q env: "$1" || return 0
    rm -rf state log.ndjson
    keys "$1"
    quick "$1"
    people 3 | consenting >in
    endpoint --profile mine.yaml
    for variable in $(grep -o 'env:[A-Z_]*' "$1" | sort -u); do
        export "${variable#env:}=0123456789abcdef"
    done
    ask
    end_server
    expect 77
    [ "$(charges)" = 0 ]
    jq -es 'any(.[]; .wrong)' log.ndjson
}

@test "a wrong key is noticed on both sides, by every profile" {
    each other_key
}

# subscribers COUNT: ./in, people with phones, and their register in ./people.csv.
subscribers() {
    people "$1" | jq -c '. + {phone: "13800138000", birth: "1960-01-01"}' >in
}

# assorted: 12 of them, with every outcome that a KYC-Match answer can mean about one person; ./wanted is what must come out.
assorted() {
    subscribers 12
    awk -F, -v OFS=, 'BEGIN { split("mismatch not_found bad_input unsupported unknown throttled unavailable", outcome, " ") }
        NR > 1 { $3 = outcome[NR - 1] }
        NR == 9 { $1 = $1 "某" }
        NR != 10 { print }' people.csv >register && mv register people.csv
    printf '%s\n' mismatch not_found bad_input unsupported unknown match match mismatch not_found match match match >wanted
}

# told PROFILE: the rehearsal endpoint speaks it, and everybody gets what the register says.
told() {
    rm -rf state log.ndjson
    cp "$1" mine.yaml
    endpoint --profile mine.yaml
    ask
    end_server
    expect 1
    diff wanted <(jq -r '.verdicts[0].outcome' out)
    not grep -E '"wrong"|no example' log.ndjson server.err
    [ "$(jq -r 'select(.result == "token") | .status' log.ndjson)" = 200 ]
}

@test "a profile written from the manual alone is sound, and its endpoint is rehearsed with a token" {
    local profile=$MUSTER_SOURCE/fixtures/endpoints/camara-kyc-match.yaml
    sound "$profile"
    keys "$profile"
    assorted
    told "$profile"
    [ "$(jq -r 'select(.verdicts[0].outcome == "mismatch") | .lane' out | uniq)" = red ]
    [ "$(jq -r 'select(.result == "mismatch") | .status' log.ndjson | uniq)" = 200 ]
    # the first example of an outcome is the reply: now it is the verdict that comes as a 403
    awk '/x-correlator: c-[23]}/ { next } { print }' "$profile" >refusing.yaml
    told refusing.yaml
    [ "$(jq -r 'select(.result == "mismatch") | .status' log.ndjson | uniq)" = 403 ]
    [ "$(jq -r 'select(.lane == "red") | .verdicts[0].ref' out | grep -c .)" = 2 ]
}

@test "the endpoint that the profile from the manual speaks to refuses as the manual says" {
    local profile=$MUSTER_SOURCE/fixtures/endpoints/camara-kyc-match.yaml outcome
    cp "$profile" mine.yaml
    keys mine.yaml
    subscribers 3
    cp people.csv all.csv
    for outcome in auth=77 quota=75; do
        rm -rf state log.ndjson
        sed "2,\$s/\$/${outcome%=*}/" all.csv >people.csv
        endpoint --profile mine.yaml
        ask
        end_server
        expect "${outcome#*=}"
        [ "$(outcomes out)" = "3 ${outcome%=*} amber" ]
    done
    # who lacks a phone is not asked; a token request that fails is no matter for the rules
    cp all.csv people.csv
    rm -rf state
    jq -c 'if .squad.seat == 1 then del(.phone) else . end' in >fewer && mv fewer in
    endpoint --profile mine.yaml
    export CAMARA_CLIENT_SECRET=0123456789abcdef
    ask
    end_server
    expect 77
    says check.token
    [ "$(outcomes out)" = "2 auth amber
1 bad_input amber" ]
}

@test "every code that a profile can be refused or doubted with stands in the manual" {
    local code
    (cd "$MUSTER_SOURCE" && grep -hoE '"(profile|secret|tls|lint|yaml|config)\.[a-z-]+"' lib/profile/*.c lib/base/yaml*.c) |
        tr -d '"' | sort -u >codes
    [ "$(wc -l <codes)" -gt 50 ]
    while read -r code; do
        grep -qF "*$code*" "$shipped/muster-profile.5.scd" || { echo "$code"; return 1; }
    done <codes
}
