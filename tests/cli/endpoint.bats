load helper
load endpoint

@test "answers what is true, and what the register wants instead" {
    serve
    asked 200 match 张三 330482199003079978 k1
    jq -e '.charged' body
    asked 200 mismatch 李五 330482199003079978 k2
    asked 200 not_found 张三 330482199003079986 k3
    asked 200 match ' 张三 ' ３３０４８２１９９００３０７９９７８ k4
    asked 200 cancelled 李四 330482198811129967 k5
    asked 402 funds 钱七 330482197904209961 k6
    asked 200 pending 孙八 330482199512039966 k7
    jq -e '.charged == false' body
    [ "$(charges)" -eq 5 ]
}

@test "the same key and payload get the same bytes and no second charge" {
    serve
    asked 200 match 张三 330482199003079978 k1
    cp body first
    asked 200 not_found 张三 330482199003079986 k2
    asked 200 match 张三 330482199003079978 k1
    cmp body first
    [ "$(charges)" -eq 2 ]
    [ "$(wc -l <log.ndjson)" -eq 3 ]
}

@test "the same key for another payload is refused" {
    serve
    asked 200 match 张三 330482199003079978 k1
    asked 422 key_reused 张四 330482199003079978 k1
    asked 200 match 张三 330482199003079978 k1
    [ "$(charges)" -eq 1 ]
}

@test "without a key each request is charged" {
    serve
    asked 200 match 张三 330482199003079978
    asked 200 match 张三 330482199003079978
    [ "$(charges)" -eq 2 ]
}

@test "a throttled or unavailable person is answered truly at the third request with a key" {
    serve
    for try in 1 2; do
        asked 429 throttled 王五 33048219850101999X k1
        grep -qi '^retry-after: 1' headers
        asked 503 unavailable 赵六 33048219920615996X k2
        grep -qi '^retry-after: 1' headers
    done
    asked 429 throttled 王五 33048219850101999X k3
    asked 200 match 王五 33048219850101999X k1
    asked 200 match 赵六 33048219920615996X k2
    [ "$(charges)" -eq 2 ]
}

@test "what is not the protocol's JSON is refused" {
    serve
    while IFS= read -r payload; do
        [ "$(post "$payload")" = 400 ] || { echo "$payload: $(cat body)"; return 1; }
        [ "$(result)" = bad_input ]
    done <<'END'

garbage
[]
{"name":"张三"}
{"name":"张三","document":{"type":"resident"}}
{"name":"","document":{"type":"resident","number":"1"}}
{"name":1,"document":{"type":"resident","number":"1"}}
{"name":"张三","document":{"type":"resident","number":"1"},"more":1}
{"name":"张三","document":{"type":"resident","number":"1","more":1}}
{"name":"张三","name":"李四","document":{"type":"resident","number":"1"}}
{"name":"张\u0000三","document":{"type":"resident","number":"1"}}
{"name":"张三","document":{"type":"resident","number":"1"}}{}
END
    [ "$(post "$(printf '{"name":"\xff","document":{"type":"resident","number":"1"}}')")" = 400 ]
    [ "$(charges)" -eq 0 ]
}

@test "a body or key that is too long is refused, and the endpoint goes on" {
    serve
    for size in 65537 900000 20000000; do
        head -c "$size" /dev/zero | tr '\0' ' ' >big
        [ "$(post @big)" = 400 ]
        [ "$(result)" = bad_input ]
    done
    if post @big -H 'Transfer-Encoding: chunked' >code 2>curl.err; then cat code; return 1; fi
    [ "$(jq -s 'map(select(.status == 400 and .result == "bad_input")) | length' log.ndjson)" -eq 4 ]
    asked 400 bad_input 张三 330482199003079978 "$(printf '%065d' 1)"
    asked 400 bad_input 张三 330482199003079978 'k"1'
    asked 200 match 张三 330482199003079978 "$(printf '%064d' 1)"
}

@test "with a token only those who have it are answered" {
    printf 'sesame\n' >token
    serve --token-file token
    asked 401 auth 张三 330482199003079978 k1
    asked 401 auth 张三 330482199003079978 k1 -H 'Authorization: Bearer sesam'
    asked 401 auth 张三 330482199003079978 k1 -H 'Authorization: Basic sesame'
    asked 200 match 张三 330482199003079978 k1 -H 'Authorization: Bearer sesame'
    curl -sSf "$url/health"
}

@test "an empty token file is refused" {
    : >token
    try muster endpoint --register people.csv --token-file token
    expect 77
    says token.file
}

@test "health, other paths and other methods" {
    serve
    [ "$(curl -sS "$url/health")" = '{"status":"ok"}' ]
    [ "$(curl -sS -o body -w '%{http_code}' "$url/v1/other")" = 404 ]
    [ "$(result)" = path ]
    [ "$(curl -sS -o body -w '%{http_code}' "$url/v1/check")" = 405 ]
    [ "$(result)" = method ]
    [ "$(curl -sS -o body -w '%{http_code}' -X DELETE "$url/health")" = 405 ]
}

@test "an interrupt ends it with 0 and the sums" {
    serve
    asked 200 match 张三 330482199003079978 k1
    asked 200 match 张三 330482199003079978 k1
    stop
    [ "$status" -eq 0 ]
    grep -qF 'requests: 2, charges: 1' server.err
}

@test "the log tells people apart without naming them" {
    serve
    asked 200 match 张三 330482199003079978 k1
    asked 200 match 张三 330482199003079978 k2
    asked 200 mismatch 李五 330482199003079978 k3
    post '{"name":"张三"}' >/dev/null
    stop
    silent_about '张三|李五|3304821990|79978' log.ndjson server.err
    [ "$(stat -c %a log.ndjson)" = 600 ]
    jq -es '.[0].person == .[1].person and .[0].person != .[2].person and (.[0].person | test("^[0-9a-f]{16}$"))' log.ndjson
    jq -es 'map([.key, .status, .result, .charged]) ==
        [["k1", 200, "match", true], ["k2", 200, "match", true], ["k3", 200, "mismatch", true], ["", 400, "bad_input", false]]' log.ndjson
    jq -es 'all(.at | test("^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z$"))' log.ndjson
}

@test "a log that cannot be written ends it with 74" {
    [ -w /dev/full ]
    muster-endpoint --register people.csv --listen 127.0.0.1:0 --log /dev/full >url 2>server.err 3>&- &
    server=$!
    await url
    url=$(cat url)
    ask 张三 330482199003079978 k1
    status=0
    wait "$server" || status=$?
    [ "$status" -eq 74 ]
    grep -qF log.write server.err
}

@test "slow answers come late and do not wait for each other" {
    serve --slow 400
    start=$(date +%s%N)
    for i in 1 2 3 4 5; do
        curl -sS -o "body$i" -d '{"name":"张三","document":{"type":"resident","number":"330482199003079978"}}' "$url/v1/check" 3>&- &
        pids="${pids:-} $!"
    done
    wait $pids
    took_ms=$((($(date +%s%N) - start) / 1000000))
    [ "$took_ms" -ge 400 ]
    [ "$took_ms" -lt 1600 ]
    grep -q match body1 body2 body3 body4 body5
}

@test "it ends at once although slow answers are waiting" {
    serve --slow 30000
    curl -sS -o body -d '{"name":"张三","document":{"type":"resident","number":"330482199003079978"}}' "$url/v1/check" 3>&- &
    waiting=$!
    await log.ndjson
    start=$(date +%s)
    stop
    [ "$status" -eq 0 ]
    [ "$(($(date +%s) - start))" -lt 10 ]
    wait "$waiting" || true
}

@test "a port in use is said with a cure" {
    serve
    try muster endpoint --register people.csv --listen "${url#http://}"
    expect 71
    says listen.used
    says 'port 0'
}

@test "wrong command lines and addresses" {
    try muster endpoint
    expect 64
    says --register
    try muster endpoint --register people.csv more.csv
    expect 64
    for address in 8642 :8642 127.0.0.1 127.0.0.1: 127.0.0.1:65536 127.0.0.1:x ::1:0 '[127.0.0.1]:0' example.com:80; do
        try muster endpoint --register people.csv --listen "$address"
        expect 64
        says listen.address
    done
}

@test "an address that others can reach is warned about" {
    muster-endpoint --register people.csv --listen 0.0.0.0:0 >url 2>server.err 3>&- &
    server=$!
    await url
    grep -qF 'other machines' server.err
    stop
    serve --listen localhost:0
    silent_about 'other machines' server.err
}

@test "a register that cannot be used is refused with its place" {
    printf 'name,number,outcome\nA,1,maybe\n' >people.csv
    try muster endpoint --register people.csv
    expect 65
    says 'people.csv:2:3: register.outcome'
    says 'one of match, mismatch,'
    printf 'name,number,outcome\nA,1,canceled\n' >people.csv
    try muster endpoint --register people.csv
    expect 65
    says 'did you mean `cancelled`?'
    try muster endpoint --register absent.csv
    expect 66
}

# workbook PYTHON-SHEETS: writes people.xlsx; Number(...) is a numeric cell, excel_number(...) one as Excel keeps it.
workbook() {
    /usr/bin/python3 -c "
import sys
sys.path.insert(0, sys.argv[1])
from workbook import *
write_xlsx('people.xlsx', $1)" "$MUSTER_SOURCE/tests"
}

@test "a register may be a workbook, of one sheet and with numbers as text" {
    workbook '{"登记": [["姓名", "证件号码"], ["张三", "330482199003079978"]]}'
    serve --register people.xlsx
    asked 200 match 张三 330482199003079978 k1
    stop
    workbook '{"登记": [["姓名", "证件号码"], [], ["张三", excel_number("330482199003079978")]]}'
    try muster endpoint --register people.xlsx
    expect 65
    says 'people.xlsx:登记!B3: register.number'
    workbook '{"登记": [["姓名", "证件号码"], ["张三", "1"]], "更多": [["姓名", "证件号码"]]}'
    try muster endpoint --register people.xlsx
    expect 65
    says 'people.xlsx:更多!'
    says register.sheets
}

@test "the site file sets its options" {
    printf 'endpoint:\n  register: people.csv\n  listen: 127.0.0.1:99999\n' >site.yaml
    try muster endpoint
    expect 64
    says '127.0.0.1:99999'
}
