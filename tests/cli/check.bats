load helper
load people

cleanup() {
    end_server
}

@test "match is green, mismatch and cancelled are red, not_found is amber" {
    people 1 >/dev/null
    cat >people.csv <<'END'
name,number,outcome
张三,330482199003079978,
李四,330482198811129967,cancelled
孙八,330482199512039966,unsupported
END
    { record 张三 resident 330482199003079978; record 张冬 resident 330482199003079978
      record 李四 resident 330482198811129967; record 王五 resident 33048219850101999X
      record 孙八 resident 330482199512039966; } >in
    endpoint
    check in
    expect 0
    schema_ok out
    diff - <(jq -r '"\(.name) \(.verdicts[0].outcome) \(.lane)"' out) <<'END'
张三 match green
张冬 mismatch red
李四 cancelled red
王五 not_found amber
孙八 unsupported amber
END
    says '5 people: green 1, amber 2, red 2; 5 calls'
    says '4 paid answers, 0.40 CNY'
}

@test "the same command again asks nobody and prints the same bytes" {
    people 300 >in
    endpoint
    check in
    expect 0
    schema_ok out
    cp out first
    [ "$(requests)" = 300 ]
    check in
    expect 0
    cmp first out
    [ "$(requests)" = 300 ]
    says '0 calls, 300 known already'
}

@test "records come in the order of the input, with what other tools put into them" {
    people 300 | jq -c '. + {extra: {"班次": "夜班"}, new: [1, {"a": null}]}' >in
    endpoint --slow 3
    check --concurrency 50 in
    expect 0
    diff <(jq -c '[.squad, .name, .extra, .new]' in) <(jq -c '[.squad, .name, .extra, .new]' out)
}

@test "the same person twice in one run is asked once" {
    people 30 >once
    cat once once once >in
    endpoint --slow 20
    check in
    expect 0
    [ "$(requests)" = 30 ]
    [ "$(charges)" = 30 ]
    [ "$(wc -l <out)" = 90 ]
    diff <(head -30 out) <(tail -30 out)
}

@test "the same person in five spellings is asked once, and all get the same verdict" {
    printf '%s\n' name,number,outcome 阿依古丽·买买提,33048219850101999X, >people.csv
    { record 阿依古丽·买买提 resident 33048219850101999X
      record 阿依古丽·买买提 resident 33048219850101999x
      record " 阿依古丽 • 买买提　" resident 33048219850101999X
      record 阿依古丽・买买提 resident ３３０４８２１９８５０１０１９９９Ｘ
      record 阿依古丽.买买提（女） resident "330482 19850101-999X"; } >in
    endpoint
    check in
    expect 0
    schema_ok out
    [ "$(requests) $(charges)" = "1 1" ]
    [ "$(outcomes out)" = "5 match green" ]
    [ "$(jq -c '[.verdicts, .doc]' out | sort -u | wc -l)" = 1 ]
    [ "$(jq -r .doc.last4 out | sort -u)" = 999X ]
    diff <(jq -r .name in) <(jq -r .name out)
    local i
    for i in 5 4 3 2 1; do
        sed -n "${i}p" in >one
        check one
        expect 0
        says '0 calls, 1 known already'
    done
    [ "$(requests)" = 1 ]
    rm -r state
    again
    check --keep-number one in
    expect 0
    [ "$(requests)" = 2 ]
    diff <(cat one in | jq -r .doc.number) <(jq -r .doc.number out)
}

@test "a name or number with nothing left of it is not asked about" {
    printf '%s\n' name,number,outcome 张三,330482199003079978, >people.csv
    { record · resident 330482199003079978; record 张三 resident " "; } >in
    endpoint
    check in
    expect 0
    schema_ok out
    [ "$(requests)" = 0 ]
    [ "$(outcomes out)" = "2 bad_input amber" ]
}

@test "the number gives way to key and last4, unless --keep-number" {
    people 3 >in
    endpoint
    check in
    expect 0
    not grep -q '"number"' out
    jq -es 'all(.[]; (.doc.key | length == 64) and (.doc.last4 | length == 4))' out
    check --keep-number in
    expect 0
    schema_ok out
    diff <(jq -r .doc.number in) <(jq -r .doc.number out)
    not grep -qE '330482[0-9]{8}' err
}

@test "no number and no name reaches the ledger, the log or the messages" {
    people 50 >in
    endpoint
    check in
    expect 0
    not grep -rqaE '330482[0-9]{11}|张' state log.ndjson err
    [ "$(stat -c %a state/muster/ledger.db state/muster/site.key | sort -u)" = 600 ]
    [ "$(stat -c %a state/muster)" = 700 ]
}

@test "--dry-run says calls, money and time, and sends and keeps nothing" {
    people 40 >in
    cat in in >twice
    endpoint
    check --dry-run twice
    expect 0
    [ ! -s out ]
    says '80 people: 40 calls to reference, 0 known already; at most 4.00 CNY; time: less than a second'
    [ "$(requests)" = 0 ]
    [ ! -e state ]
    head -10 in >part
    check part
    check --dry-run in
    expect 0
    says '40 people: 30 calls to reference, 10 known already; at most 3.00 CNY'
}

@test "a verdict from another address is not used again" {
    people 5 >in
    endpoint
    check in
    expect 0
    check --url "${url/127.0.0.1/localhost}" in
    expect 0
    [ "$(requests)" = 10 ]
    says '5 calls, 0 known already'
}

@test "an address that is not this machine is named when numbers go there without encryption" {
    people 1 >in
    local address
    for address in http://example.invalid http://127.0.0.1.example.invalid http://localhost.example.invalid:80 HTTP://example.invalid; do
        muster check --dry-run --url "$address" in 2>err
        says 'without encryption'
    done
    for address in http://127.0.0.1 http://localhost:80 http://localhost/start "http://[::1]:80"; do
        muster check --dry-run --url "$address" in 2>err
        not grep -q 'without encryption' err
    done
}

@test "verdicts older than --max-age are asked for again, with a new key" {
    people 5 >in
    endpoint
    check in
    check --max-age 0s in
    expect 0
    [ "$(charges)" = 10 ]
    once_each
    check --max-age 1h in
    [ "$(requests)" = 10 ]
    check --max-age soon in
    expect 64
    says '--max-age needs a number'
}

# after_stop OUTCOME STATUS: somebody in the middle gets it; every record is printed, the rest amber, and once the
# cause is gone the same command asks only the rest.
after_stop() {
    people 60 >in
    sed -i "31s/,\$/,$1/" people.csv
    endpoint
    check --concurrency 1 in
    expect "$2"
    schema_ok out
    says "check.$1"
    says '31 people are left unasked or unknown'
    diff <(printf '%s\n' "29 match green" "31 $1 amber" | sort -k2) <(outcomes out)
    diff <(jq -r .name in) <(jq -r .name out)
    [ "$(requests)" = 30 ]
    sed -i "s/,$1\$/,/" people.csv
    again
    check in
    expect 0
    [ "$(requests)" = 61 ]
    [ "$(outcomes out)" = "60 match green" ]
}

@test "a used-up quota stops the run with 75; all records come out" {
    after_stop quota 75
}

@test "a refused key stops the run with 77; all records come out" {
    after_stop auth 77
}

@test "an empty account stops the run with 69; all records come out" {
    after_stop funds 69
}

@test "an endpoint that is down is 75 and amber; the same command then completes" {
    people 40 >in
    endpoint
    end_server
    check in
    expect 75
    schema_ok out
    says 'check.unavailable'
    [ "$(outcomes out)" = "40 unavailable amber" ]
    again
    check in
    expect 0
    [ "$(outcomes out)" = "40 match green" ]
    [ "$(charges)" = 40 ]
}

@test "a document that the endpoint cannot check comes out amber, unasked" {
    people 2 >in
    record "Nguyễn Văn A" other C1234567 >>in
    endpoint
    check in
    expect 0
    schema_ok out
    [ "$(requests)" = 2 ]
    [ "$(tail -1 out | jq -r '[.lane, .verdicts[0].outcome, .doc.last4] | join(" ")')" = "amber unsupported 4567" ]
}

@test "checked records pass a second time as they are" {
    people 4 >in
    endpoint
    check in
    cp out first
    check first
    expect 0
    cmp first out
    sed 's/"reference"/"another"/' first >foreign
    check foreign
    expect 0
    says '4 people came without a document number'
    [ "$(jq -r '.verdicts[1].outcome' out | sort -u)" = unsupported ]
}

@test "a pending answer is asked for again until the deadline, and by the next run" {
    people 3 >in
    sed -i '2s/,$/,pending/' people.csv
    sed 's/pending_ms: .*/pending_ms: 2500/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >mine.yaml
    endpoint
    try muster check --endpoint ./mine.yaml --url "$url" in
    expect 1
    schema_ok out
    [ "$(outcomes out)" = $'2 match green\n1 pending amber' ]
    [ "$(requests)" = 5 ]
    sed -i '2s/,pending$/,/' people.csv
    again
    try muster check --endpoint ./mine.yaml --url "$url" in
    expect 0
    [ "$(requests)" = 6 ]
    once_each
}

@test "a person who lacks what the profile sends comes out amber, unasked" {
    people 3 | jq -c 'if .squad.seat == 2 then . + {phone: "13800138000"} else . end' >in
    sed 's/^headers:/headers:\n  X-Phone: "{phone}"/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >mine.yaml
    endpoint
    try muster check --endpoint ./mine.yaml --url "$url" in
    expect 0
    [ "$(requests)" = 1 ]
    [ "$(outcomes out)" = $'2 bad_input amber\n1 match green' ]
}

@test "what jq printed on several lines is read" {
    people 20 >in
    endpoint
    try sh -c "jq 'select(.squad.seat > 10)' in | muster check --endpoint reference --url $url"
    expect 0
    schema_ok out
    [ "$(wc -l <out)" = 10 ]
}

@test "records are printed as soon as they are done, while the input is still open" {
    people 2 >in
    endpoint
    mkfifo pipe
    muster check --endpoint reference --url "$url" <pipe >out 2>err 3>&- &
    local checking=$!
    exec 7>pipe
    head -1 in >&7
    for _ in $(seq 100); do [ ! -s out ] || break; sleep 0.05; done
    [ "$(wc -l <out)" = 1 ]
    tail -1 in >&7
    exec 7>&-
    wait "$checking"
    [ "$(wc -l <out)" = 2 ]
}

@test "a record that came in half does not hold up the others" {
    people 3 >in
    endpoint
    mkfifo pipe
    muster check --endpoint reference --url "$url" <pipe >out 2>err 3>&- &
    local checking=$!
    exec 7>pipe
    head -1 in >&7
    sed -n 2p in | head -c 50 >&7
    for _ in $(seq 100); do [ ! -s out ] || break; sleep 0.05; done
    [ "$(wc -l <out)" = 1 ]
    { sed -n 2p in | tail -c +51; sed -n 3p in | jq . | head -n 4; } >&7
    for _ in $(seq 100); do [ "$(wc -l <out)" = 1 ] || break; sleep 0.05; done
    [ "$(wc -l <out)" = 2 ]
    sed -n 3p in | jq . | tail -n +5 >&7
    exec 7>&-
    wait "$checking"
    [ "$(outcomes out)" = "3 match green" ]
}

@test "an interrupt prints the rest amber and ends with 130; the same command then resumes" {
    people 200 >in
    endpoint --slow 50
    muster check --endpoint reference --url "$url" --concurrency 4 in >out 2>err 3>&- &
    local checking=$!
    for _ in $(seq 200); do [ ! -s out ] || break; sleep 0.02; done
    kill -INT "$checking"
    status=0
    wait "$checking" || status=$?
    expect 130
    schema_ok out
    [ "$(wc -l <out)" = 200 ]
    grep -q '"unavailable"' out
    [ "$(requests)" = "$(grep -c '"match"' out)" ]
    [ "$(requests)" -lt 200 ]
    again
    check in
    expect 0
    [ "$(requests)" = 200 ]
}

@test "an interrupt ends the run though the input stays open" {
    people 3 >in
    endpoint
    mkfifo pipe
    muster check --endpoint reference --url "$url" <pipe >out 2>err 3>&- &
    local checking=$!
    exec 7>pipe
    cat in >&7
    for _ in $(seq 100); do [ ! -s out ] || break; sleep 0.05; done
    kill -INT "$checking"
    for _ in $(seq 100); do kill -0 "$checking" 2>/dev/null || break; sleep 0.1; done
    not kill -0 "$checking"
    exec 7>&-
    status=0
    wait "$checking" || status=$?
    expect 130
    says check.signal
    [ "$(outcomes out)" = "3 match green" ]
}

@test "nohup: the end of the terminal does not end the run" {
    people 3 >in
    endpoint
    mkfifo pipe
    (trap '' HUP; exec muster check --endpoint reference --url "$url") <pipe >out 2>err 3>&- &
    local checking=$!
    exec 7>pipe
    head -1 in >&7
    for _ in $(seq 100); do [ ! -s out ] || break; sleep 0.05; done
    kill -HUP "$checking"
    tail -2 in >&7
    exec 7>&-
    wait "$checking"
    [ "$(outcomes out)" = "3 match green" ]
}

@test "a second run on the same ledger is told to come again" {
    people 100 >in
    endpoint --slow 100
    muster check --endpoint reference --url "$url" --concurrency 1 in >first 2>/dev/null 3>&- &
    local checking=$!
    for _ in $(seq 200); do [ ! -s first ] || break; sleep 0.02; done
    check in
    expect 75
    says 'ledger.busy'
    [ ! -s out ]
    kill -KILL "$checking"
}

@test "a broken record stops with 65 and its line; those before it come out" {
    people 3 >in
    echo '{"muster":1,' >>in
    endpoint
    check in
    expect 65
    says 'in:4: wire.json'
    [ "$(wc -l <out)" = 3 ]
}

@test "a profile's mistake is 78 with its line, before anybody is asked" {
    people 3 >in
    endpoint
    sed 's/{number}/{nunber}/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >mine.yaml
    try muster check --endpoint ./mine.yaml in
    expect 78
    says 'mine.yaml:20: profile.placeholder: there is no input {nunber}; did you mean {number}?'
    try muster check --endpoint refrence in
    expect 78
    says 'reference'
    [ "$(requests)" = 0 ]
}

@test "a key that others may read, or that is not there, is 77" {
    people 3 >in
    endpoint
    sed 's/env:MUSTER_ENDPOINT_TOKEN/file:token/; s/optional: true/optional: false/' \
        "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >mine.yaml
    try muster check --endpoint ./mine.yaml --url "$url" in
    expect 77
    says 'secret.missing'
    echo hush-hush >token
    chmod 644 token
    try muster check --endpoint ./mine.yaml --url "$url" in
    expect 77
    says 'chmod 600'
    not grep -q hush err
    chmod 600 token
    try muster check --endpoint ./mine.yaml --url "$url" in
    expect 0
    [ "$(requests)" = 3 ]
}

@test "the token goes out as the profile says" {
    people 3 >in
    echo open-sesame >token
    chmod 600 token
    endpoint --token-file token
    check in
    expect 77
    MUSTER_ENDPOINT_TOKEN=open-sesame check in
    expect 0
    not grep -rq sesame err state
}

@test "--rate slows the whole run" {
    people 30 >in
    endpoint
    local from
    from=$(date +%s%N)
    check --rate 20 in
    expect 0
    [ $((($(date +%s%N) - from) / 1000000)) -ge 1400 ]
}

@test "options come from the site file" {
    people 3 >in
    endpoint
    printf 'check:\n  endpoint: reference\n  url: "%s"\n  state: ledger\n' "$url" >site.yaml
    try muster check in
    expect 0
    [ -s ledger/site.key ]
    [ "$(requests)" = 3 ]
}

@test "a profile in a site file is a shipped name, or a file beside it" {
    people 3 >in
    endpoint
    mkdir park
    printf 'check:\n  endpoint: reference\n  url: "%s"\n' "$url" >park/site.yaml
    try muster check --site park/site.yaml in
    expect 0
    sed 's/^id: .*/id: ours/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >park/ours.yaml
    sed -i 's/reference/ours.yaml/' park/site.yaml
    try muster check --site park/site.yaml in
    expect 0
    [ "$(jq -r '.verdicts[0].by' out | sort -u)" = ours ]
}

@test "proxy variables do not move the requests" {
    people 3 >in
    endpoint
    http_proxy=http://127.0.0.1:9 ALL_PROXY=http://127.0.0.1:9 check in
    expect 0
}

@test "a full or closed standard output is 74" {
    people 30 >in
    endpoint
    status=0
    muster check --endpoint reference --url "$url" in >/dev/full 2>err || status=$?
    [ "$status" = 74 ]
    [ "$(charges)" -le 30 ]
    check in
    expect 0
    [ "$(charges)" = 30 ]
}

@test "an address that the endpoint does not know stops the run, and nobody is left in doubt" {
    people 40 >in
    endpoint
    url=$url/nowhere check in
    expect 75
    says 'check.unavailable: the endpoint `reference` does not work (HTTP 404)'
    says '0 paid answers'
    [ "$(outcomes out)" = '40 unavailable amber' ]
    check in
    expect 0
    [ "$(outcomes out)" = '40 match green' ]
}

@test "a folder is no input" {
    try muster check --state st .
    expect 66
    says '. is a folder; name the files in it'
}
