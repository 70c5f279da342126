# Two endpoints, one asked in batches and the other with a token and answers that come later, on bad days.
load ../cli/helper
load ../cli/people
load calls

cleanup() {
    end_servers
    not grep -rsqaE 'T0KEN|sesame' out err state ./*.ndjson
}

end_servers() {
    local one
    for one in ${servers:-}; do kill "$one" && wait "$one" || true; done 2>/dev/null
    servers=
}

# server ID DAY: calls.py for the profile ID.yaml, with the log ID.ndjson; where it was before, if it ran before.
server() {
    local port
    port=$(sed -n 's/^base: .*:\([0-9]\{1,\}\)$/\1/p' "$1.yaml")
    serve /usr/bin/python3 "$MUSTER_SOURCE/tests/fault/calls.py" "$2" "$1.ndjson" ${port:+"$port"}
    sed -i "s#^base: .*#base: $url#" "$1.yaml"
    servers="${servers:-} $server"
}

# begin COUNT [SED]: so many people and the profiles batch.yaml and jobs.yaml, changed.
begin() {
    people "$1" >in
    export CALLS_SECRET=sesame
    { rules | sed '/result: match/d'; cat <<'END_PROFILE'; } | profile batch
path: /batch
body: {json: {items: "{items}"}}
batch:
  size: 20
  item: {name: "{name}", number: "{number}", key: "{key}"}
  results: /results
  join: {/key: "{key}"}
  evidence: /id
  rules: [{when: {/result: match}, outcome: match, billed: true}]
limits: {concurrency: 2, timeout_ms: 5000}
END_PROFILE
    { with_token; rules; cat <<'END_PROFILE'; } | profile jobs
path: /jobs
body: {json: {name: "{name}", number: "{number}", key: "{key}"}}
poll: {accepted: [{http: 202}], job: /job, path: "/jobs/{job}", method: GET, every_ms: 100, deadline_ms: 20000}
limits: {concurrency: 8, timeout_ms: 5000, per_minute: 24000}
END_PROFILE
    sed -i "${2:-}" batch.yaml jobs.yaml
}

# both FIRST SECOND [OPTION]...: the check of ./in.
both() {
    try muster check -e "./$1.yaml" -e "./$2.yaml" "${@:3}" in
}

# lines FILE: without what depends on the moment.
lines() {
    jq -c 'del(.verdicts[].at)' "$1"
}

# kill_often FIRST SECOND: starts the check eight times and kills it at random moments.
kill_often() {
    local checking killed=0
    for _ in $(seq 8); do
        muster check -e "./$1.yaml" -e "./$2.yaml" in >killed.out 2>/dev/null 3>&- &
        checking=$!
        sleep "0.$((RANDOM % 40 + 15))"
        if kill -KILL "$checking" 2>/dev/null; then killed=$((killed + 1)); fi
        wait "$checking" 2>/dev/null || true
        head -n "$(wc -l <killed.out)" killed.out >whole
        schema_ok whole
    done
    [ "$killed" -ge 4 ]
}

# charged ID: people; accepted_once, batched_once: nobody's question was put twice.
charged() {
    jq -s 'map(.charged // 0 | if . == true then 1 elif . == false then 0 else . end) | add' "$1.ndjson"
}

accepted_once() {
    jq -es 'map(select(.call == "accept") | .key) | length == (unique | length)' jobs.ndjson >/dev/null
}

batched_once() {
    jq -es '[.[] | .keys[]?] | length == (unique | length)' batch.ndjson >/dev/null
}

# said: "match match" and so on, how often.
said() {
    jq -r '[.verdicts[].outcome] | join(" ")' out | sort | uniq -c | sed 's/^ *//'
}

@test "killed again and again, in either order: the lines of an undisturbed run, one charge a person and endpoint" {
    local first second
    begin 200
    for first in batch jobs; do
        [ $first = batch ] && second=jobs || second=batch
        server batch open-batch-slow
        server jobs token-dies
        try muster check -e ./$first.yaml -e ./$second.yaml /dev/null
        expect 0
        cp -r state undisturbed # the same site key
        both $first $second --state undisturbed/muster
        expect 0
        schema_ok out
        [ "$(said)" = "200 match match" ]
        cp out undisturbed.out
        end_servers
        rm batch.ndjson jobs.ndjson
        server batch open-batch-slow
        server jobs token-dies
        kill_often $first $second
        both $first $second
        expect 0
        diff <(lines undisturbed.out) <(lines out)
        [ "$(charged batch) $(charged jobs)" = "200 200" ]
        end_servers
        rm -r batch.ndjson jobs.ndjson state undisturbed
    done
}

@test "killed where the same key does not help: nobody is asked twice, at neither endpoint" {
    begin 160 's/^idempotent: true/idempotent: false/'
    server batch open-batch-slow
    server jobs open-job-slow
    kill_often jobs batch
    both jobs batch
    expect 1
    schema_ok out
    batched_once
    accepted_once
    not jq -e '.verdicts[] | select(.outcome != "match" and .outcome != "unknown")' out
    cp out first
    both jobs batch
    cmp first out
    batched_once
    accepted_once
}

@test "batches that fail while the other endpoint still owes answers: both go on with the same command" {
    begin 60
    server jobs open-job-slow
    server batch open-batch-down
    both jobs batch
    expect 75
    says 'check.unavailable'
    says 'the endpoint `batch`'
    [ "$(wc -l <out)" = 60 ]
    end_servers
    server jobs good
    server batch open-batch-slow
    both jobs batch
    expect 0
    [ "$(said)" = "60 match match" ]
    [ "$(charged batch)" = 60 ]
}

@test "a token that nobody gives stops the batches of the other endpoint, and loses none of their answers" {
    begin 100
    server batch open-batch-slow
    server jobs token-none
    both batch jobs
    expect 77
    says 'check.token'
    local answered
    answered=$(charged batch)
    [ "$(jq -r '.verdicts[0].outcome' out | grep -c match)" = "$answered" ]
    [ "$(jq -r '.verdicts[1].outcome' out | sort -u)" = auth ]
    end_servers
    server batch open-batch-slow
    server jobs good
    both batch jobs
    expect 0
    [ "$(said)" = "100 match match" ]
    [ "$(jq -s '[.[] | .keys[]?] | unique | length' batch.ndjson)" = 100 ]
    batched_once
}
