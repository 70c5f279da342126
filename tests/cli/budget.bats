# --budget: what is under way counts at its highest price, so that no order of replies passes it.
load helper
load people

cleanup() {
    end_server
}

@test "the run stops before the budget is passed, and resumes with another one" {
    people 40 >in
    endpoint --slow 5
    check --budget 1 in
    expect 75
    schema_ok out
    says 'check.budget'
    says '1.00 CNY are spent, and the next answer could pass the budget of 1.00 CNY'
    says '10 paid answers, 1.00 CNY'
    says '30 people are left unasked'
    [ "$(requests)" = 10 ]
    [ "$(outcomes out | sort)" = "$(printf '%s\n' '10 match green' '30 quota amber')" ]
    check --budget 0.25 in
    expect 75
    says '2 paid answers, 0.20 CNY'
    [ "$(requests)" = 12 ]
    check --budget 500.00 in
    expect 0
    [ "$(charges)" = 40 ]
    once_each
}

@test "a budget that is just enough changes nothing" {
    people 40 >in
    endpoint
    check --budget 4.00 in
    expect 0
    [ "$(outcomes out)" = "40 match green" ]
}

@test "answers that cost nothing leave room for others" {
    people 40 >in
    endpoint
    sed 's/match, billed: true/match, billed: false/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >free.yaml
    try muster check --endpoint ./free.yaml --url "$url" --budget 0.30 in
    expect 0
    [ "$(requests)" = 40 ]
    says '0 paid answers, 0.00 CNY'
}

@test "outcomes have their own price" {
    people 40 >in
    sed -i '2,$s/,$/,not_found/' people.csv
    endpoint
    sed 's/^  currency: CNY/&\n  outcomes: {not_found: 1}/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >prices.yaml
    try muster check --endpoint ./prices.yaml --url "$url" --budget 0.20 in
    expect 75
    says '11 paid answers, 0.11 CNY' # a twelfth could have been a match
    [ "$(requests)" = 11 ]
}

@test "an answer that was lost and may be charged counts as spent" {
    people 40 >in
    sed 's/^idempotent: true/idempotent: false/' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >plain.yaml
    bad_day gateway
    try muster check --endpoint ./plain.yaml --url "$url" --concurrency 1 --budget 1 in
    expect 75
    [ "$(requests)" = 10 ]
    says '0.80 CNY are spent, and up to 0.20 CNY for answers that never came'
}

@test "what is asked again with the same key is held once" {
    people 40 >in
    bad_day drop
    check --concurrency 4 --budget 2 in
    expect 75
    [ "$(charges)" = 20 ]
    says '20 paid answers, 2.00 CNY'
}

@test "an amount that is none, and a budget that cannot hold, are told before anybody is asked" {
    people 1 >in
    local amount
    for amount in 5.5 -1 five ''; do
        try muster check --budget "$amount" in
        expect 64
        says 'needs an amount'
        [ ! -s out ]
    done
    sed '/^price:/,/^  currency/d' "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >free.yaml
    try muster check --endpoint ./free.yaml --budget 5 in
    expect 64
    says 'says no price'
}
