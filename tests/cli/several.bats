# --endpoint more than once: one run, every verdict kept, the strictest lane counts.
load helper
load people
load several

cleanup() {
    end_two
}

@test "every endpoint is asked, the strictest lane counts, and disagreement is told" {
    people 6 >in
    cp people.csv other.csv
    sed -i '3s/,$/,cancelled/' people.csv
    sed -i '3s/,$/,mismatch/; 4s/,$/,cancelled/; 5s/,$/,not_found/' other.csv
    two
    check_both in
    expect 0
    schema_ok out
    diff - <(jq -c '[[.verdicts[] | .by, .outcome], .lane]' out) <<'END'
[["first","match","second","match"],"green"]
[["first","cancelled","second","mismatch"],"red"]
[["first","match","second","cancelled"],"red"]
[["first","match","second","not_found"],"amber"]
[["first","match","second","match"],"green"]
[["first","match","second","match"],"green"]
END
    says '6 people: green 3, amber 1, red 2; 12 calls, 0 known already; 12 paid answers, 1.20 CNY'
    says '`first`: 6 calls, 0 known already; 6 paid answers, 0.60 CNY; 0 people without an answer'
    says '`second`: 6 calls'
    says '2 people: one endpoint says that name and number belong together, another that they do not'
    not grep -qE '"number"' out
}

@test "the same command again asks nobody and prints the same bytes" {
    people 300 >in
    two
    check_both in
    expect 0
    cp out first.out
    check_both in
    expect 0
    cmp first.out out
    [ "$(asked first.ndjson) $(asked second.ndjson)" = "300 300" ]
    says '0 calls, 600 known already'
}

@test "thousands come in the order of the input, whichever endpoint is the slow one" {
    people 2500 >in
    two
    local which
    for which in first second; do
        end_two
        two
        sed -i 's/concurrency: .*/concurrency: 4/' $which.yaml
        sed -i 's/concurrency: .*/concurrency: 64/' $([ $which = first ] && echo second || echo first).yaml
        check_both --state $which in
        expect 0
        diff <(jq -r .name in) <(jq -r .name out)
        [ "$(jq -r .lane out | sort -u)" = green ]
    done
}

@test "an endpoint that stops stops the others, and the same command resumes" {
    people 400 >in
    two --slow 20
    sed -i 's/result: match}, outcome: match, billed: true/result: match}, outcome: funds, billed: false/' second.yaml
    check_both in
    expect 69
    says 'check.funds'
    says 'the endpoint `second`'
    schema_ok out
    [ "$(wc -l <out)" = 400 ]
    [ "$(jq -r '.verdicts[1] | "\(.by) \(.outcome)"' out | sort -u)" = "second funds" ]
    says '400 people are left unasked'

    [ "$(jq -r '.verdicts[0].outcome' out | sort -u | tr '\n' ' ')" = "match unavailable " ]
    profile_of second "$second_url"
    check_both in
    expect 0
    [ "$(jq -r .lane out | sort -u)" = green ]
    charged_once first.ndjson
    charged_once second.ndjson
}

@test "one budget holds for all of them" {
    people 40 >in
    two
    check_both --budget 1.50 in
    expect 75
    says '1.50 CNY are spent'
    [ $(($(asked first.ndjson) + $(asked second.ndjson))) = 15 ]
    [ "$(jq -r '.verdicts[].outcome' out | sort | uniq -c | sed 's/^ *//' | tr '\n' ' ')" = "15 match 65 quota " ]
    check_both in
    expect 0
    charged_once first.ndjson
    charged_once second.ndjson
}

@test "a second check behind the first says the same" {
    people 20 >in
    cp people.csv other.csv
    sed -i '3s/,$/,mismatch/' other.csv
    two
    muster check --endpoint ./first.yaml --keep-number in >kept 2>/dev/null
    muster check --endpoint ./second.yaml kept >chained 2>err
    says '1 people: one endpoint says that name'
    check_both in
    expect 0
    cmp chained out
    [ "$(asked first.ndjson) $(asked second.ndjson)" = "20 20" ]
}

@test "what one endpoint cannot check the other does" {
    { record 张三 resident 330482199003079978; record 李四 passport E12345678; } >in
    printf 'name,number,outcome\n张三,330482199003079978,\n李四,E12345678,\n' >people.csv
    two
    sed -i 's/^documents: .*/documents: [resident, passport]/' second.yaml
    check_both in
    expect 0
    diff - <(jq -c '[.verdicts[].outcome]' out) <<'END'
["match","match"]
["unsupported","match"]
END
}

@test "--dry-run counts all of them" {
    people 10 >in
    two
    check_both --dry-run in
    expect 0
    says '10 people: 20 calls to first, second, 0 known already; at most 2.00 CNY'
    [ "$(asked first.ndjson)" = 0 ]
}

@test "options of one endpoint, and an endpoint given twice, are told" {
    people 1 >in
    two
    local option
    for option in "--url $url" '--rate 3' '--concurrency 2'; do
        check_both $option in
        expect 64
        says 'are for one endpoint'
    done
    try muster check -e ./first.yaml -e ./first.yaml in
    expect 64
    says 'the endpoint `first` is given twice'
    sed -i 's/currency: CNY/currency: EUR/' second.yaml
    check_both --budget 5 in
    expect 64
    says 'different currencies'
    check_both in
    expect 0
    says '`second`: 1 calls, 0 known already; 1 paid answers, 0.10 EUR'
    says '2 paid answers, 0.10 CNY + 0.10 EUR'
}

@test "the site file names one or a list, beside itself or by the name that comes with muster" {
    people 3 >in
    two
    mkdir site
    mv first.yaml second.yaml site/
    printf 'check:\n  endpoint: [first.yaml, ./second.yaml]\n' >site/site.yaml
    try muster check --site site/site.yaml in
    expect 0
    [ "$(jq -c '[.verdicts[].by]' out | sort -u)" = '["first","second"]' ]
    try muster check --site site/site.yaml -e site/second.yaml in
    expect 0
    [ "$(jq -c '[.verdicts[].by]' out | sort -u)" = '["second"]' ]
    printf 'check:\n  endpoint: first.yaml\n' >site/site.yaml
    try muster check --site site/site.yaml in
    expect 0
    [ "$(jq -c '[.verdicts[].by]' out | sort -u)" = '["first"]' ]
    printf 'check:\n  endpoint: [first.yaml, 3]\n' >site/site.yaml
    try muster check --site site/site.yaml in
    expect 78
    says 'site.yaml:2'
}
