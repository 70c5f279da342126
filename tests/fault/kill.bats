# kill -9 at any moment, then the same command again: the same lines, one charge a person.
load ../cli/helper
load ../cli/people
load ../cli/several

cleanup() {
    end_two
}

# lines FILE: without what depends on the moment.
lines() {
    jq -c 'del(.verdicts[].at, .verdicts[].ref)' "$1"
}

# kill_ten FILE PROFILE [OPTION]...: starts the check ten times and kills it at random moments.
kill_ten() {
    local round checking killed=0
    for round in $(seq 10); do
        muster check --endpoint "$2" --url "$url" "${@:3}" "$1" >killed.out 2>/dev/null 3>&- &
        checking=$!
        sleep "0.$((RANDOM % 20 + 10))"
        if kill -KILL "$checking"; then killed=$((killed + 1)); fi
        wait "$checking" 2>/dev/null || true
        head -n "$(wc -l <killed.out)" killed.out >whole
        schema_ok whole
    done
    [ "$killed" -ge 5 ]
}

@test "killed ten times, then to the end: the lines of an undisturbed run, one charge a person" {
    people 300 >in
    sed -i '20s/,$/,not_found/; 40s/,$/,cancelled/; 60s/,$/,mismatch/' people.csv
    endpoint
    check /dev/null
    cp -r state undisturbed # the same site key
    check --state undisturbed/muster in
    expect 0
    cp out undisturbed.out
    rm log.ndjson
    again --slow 40
    kill_ten in reference --concurrency 4
    check --concurrency 50 in
    expect 0
    diff <(lines undisturbed.out) <(lines out)
    [ "$(charges)" = 300 ]
    jq -es 'map(select(.charged) | .person) | length == (unique | length)' log.ndjson
}

@test "killed where the same key does not help: nobody is asked twice, the lost ones are unknown" {
    people 300 >in
    sed 's/^idempotent: true/idempotent: false/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >plain.yaml
    endpoint --slow 40
    kill_ten in ./plain.yaml --concurrency 4
    try muster check --endpoint ./plain.yaml --url "$url" --concurrency 50 in
    expect 1
    schema_ok out
    [ "$(charges)" -le 300 ]
    jq -es 'map(.key) | length == (unique | length)' log.ndjson
    local unknown
    unknown=$(grep -c '"unknown"' out)
    [ "$unknown" -ge 1 ]
    [ "$unknown" -le 40 ]
    [ $((unknown + $(grep -c '"match"' out))) = 300 ]
    says "$unknown people are left unasked or unknown"
}

@test "killed ten times with two endpoints: the lines of an undisturbed run, one charge a person and endpoint" {
    people 300 >in
    cp people.csv other.csv
    sed -i '20s/,$/,not_found/' people.csv
    sed -i '40s/,$/,cancelled/' other.csv
    two
    check_both /dev/null
    cp -r state undisturbed
    check_both --state undisturbed/muster in
    expect 0
    cp out undisturbed.out
    end_two
    rm first.ndjson second.ndjson
    two --slow 20
    sed -i 's/concurrency: .*/concurrency: 8/' first.yaml second.yaml
    local round checking
    for round in $(seq 10); do
        muster check -e ./first.yaml -e ./second.yaml in >killed.out 2>/dev/null 3>&- &
        checking=$!
        sleep "0.$((RANDOM % 20 + 10))"
        kill -KILL "$checking" 2>/dev/null || true
        wait "$checking" 2>/dev/null || true
        head -n "$(wc -l <killed.out)" killed.out >whole
        schema_ok whole
    done
    check_both in
    expect 0
    diff <(lines undisturbed.out) <(lines out)
    [ "$(jq -s 'map(select(.charged)) | length' first.ndjson second.ndjson)" = 600 ]
    charged_once first.ndjson
    charged_once second.ndjson
}
