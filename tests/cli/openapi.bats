load helper
load people

cleanup() {
    end_server
}

# told METHOD PATH [CURL-OPTION]...: appends the reply to ./told; the JSON in $sent, if any, is what was asked.
told() {
    local method=$1 path=$2
    shift 2
    curl -sS -X "$method" -D headers -o body "$@" "$url$path"
    jq -cn --arg method "$method" --arg path "$path" --arg head "$(head -1 headers)" --slurpfile body body \
        --arg after "$(sed -n 's/^Retry-After: *\([0-9]*\).*/\1/Ip' headers)" --arg about "${about:-}" \
        --argjson sent "${sent:-null}" '{$method, $path, status: ($head | split(" ")[1] | tonumber), body: $body[0]}
        + if $after == "" then {} else {retry_after: ($after | tonumber)} end
        + if $sent == null then {} else {$sent} end + if $about == "" then {} else {$about} end' >>told
}

# asks NUMBER [CURL-OPTION]...
asks() {
    local sent
    sent=$(jq -cn --arg number "$1" '{name: "张三", document: {type: "resident", $number}}')
    shift
    told POST /v1/check --data-binary "$sent" "$@"
}

@test "every reply of the endpoint is as its OpenAPI description says, and every status in that comes" {
    { echo name,number,outcome; echo 张三,330482199003079978,; echo 李四,330482198811129967,; } >people.csv
    local i=0 outcome
    for outcome in cancelled pending unknown throttled unavailable auth funds quota bad_input unsupported; do
        echo "王五$i,TEST$((i++)),$outcome"
    done >>people.csv
    printf 'a-token\n' >token
    endpoint --token-file token
    local pass=(-H 'Authorization: Bearer a-token')
    asks 330482199003079978
    asks 330482199003079978 "${pass[@]}" -H 'Idempotency-Key: k1'
    asks 330482199003079978 "${pass[@]}" -H 'Idempotency-Key: k1'
    asks 330482198811129967 "${pass[@]}" -H 'Idempotency-Key: k1'
    asks 330482198811129967 "${pass[@]}"
    asks 33048219850101999X "${pass[@]}"
    # what a person in the register makes it say has nothing to do with the request's own form
    for i in $(seq 0 9); do
        sent= told POST /v1/check --data-binary "{\"name\":\"王五$i\",\"document\":{\"type\":\"resident\",\"number\":\"TEST$i\"}}" "${pass[@]}"
    done
    about=key asks 330482199003079978 "${pass[@]}" -H 'Idempotency-Key: a b'
    for sent in '{}' '[]' '{"name":"","document":{"type":"resident","number":"1"}}' '{"name":"a","document":{"type":"resident"}}' \
        '{"name":"a","document":{"type":"resident","number":1}}' '{"name":"a","document":{"type":"resident","number":"1"},"x":1}'; do
        told POST /v1/check --data-binary "$sent" "${pass[@]}"
    done
    unset sent
    told POST /v1/check --data-binary 'no JSON' "${pass[@]}"
    told GET /v1/check
    told POST /v2/check
    told GET /health
    told POST /health
    /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/openapi.py" "$MUSTER_SOURCE/templates/endpoints/reference.openapi.yaml" <told
}

@test "the description is refused by the test when it says something else" {
    people 1 >/dev/null
    endpoint
    told GET /health
    sed 's/const: ok/const: fine/' "$MUSTER_SOURCE/templates/endpoints/reference.openapi.yaml" >wrong.yaml
    not /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/openapi.py" wrong.yaml <told >said
    grep -q "'fine' was expected" said
    grep -q "status 422 is described and was never seen" said
}
