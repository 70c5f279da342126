load helper
load endpoint

# fares KIND: with all requests spoiled that way, what somebody who asks sees: status, curl's own status and the body.
fares() {
    serve --fail "$1:100%"
    code=$(ask 张三 330482199003079978 k1 --max-time 2 2>curl.err) && fails=0 || fails=$?
    stop
}

@test "bad days: a status, and an outcome in the endpoint's own words" {
    fares 429
    [ "$code $(result)" = "429 throttled" ]
    grep -qi '^retry-after: 1' headers
    fares 502
    [ "$code $(result)" = "502 fault" ]
    fares quota
    [ "$code $(result)" = "403 quota" ]
    fares unknown
    [ "$code $(result)" = "200 unknown" ]
    [ "$(charges)" -eq 0 ]
    [ "$(jq -sc 'map([.status, .result])' log.ndjson)" = '[[429,"throttled"],[502,"fault"],[403,"quota"],[200,"unknown"]]' ]
}

@test "bad days: connections that end, with and without a charge, and those that hang" {
    fares drop
    [ "$fails" -eq 52 ]
    [ "$(jq -sc 'map([.status, .result, .charged])' log.ndjson)" = '[[0,"drop",false]]' ]
    fares charge-drop
    [ "$fails" -eq 52 ]
    [ "$(charges)" -eq 1 ]
    fares hang
    [ "$fails" -eq 28 ]
    [ "$status" -eq 0 ]
    [ "$(charges)" -eq 1 ]
}

@test "bad days: replies that are none" {
    fares empty
    [ "$code" = 200 ]
    [ ! -s body ]
    fares html
    [ "$code" = 200 ]
    grep -qi '^content-type: text/html' headers
    grep -q '^<!DOCTYPE html>' body
    fares garbage
    [ "$code" = 200 ]
    not jq . body
}

@test "the same seed spoils the same requests, about as many as it should" {
    for run in first second other; do
        rm -f log.ndjson
        serve --fail 429:30% --fail drop:10% --seed "$([ $run = other ] && echo 8 || echo 7)"
        for i in $(seq 100); do
            echo "next"
            echo "url = $url/v1/check"
            echo 'data = "{\"name\":\"张三\",\"document\":{\"type\":\"resident\",\"number\":\"330482199003079978\"}}"'
            echo 'output = body'
        done >asking
        curl -sS --config asking 2>curl.err || true
        stop
        jq -r .result log.ndjson >$run
    done
    cmp first second
    not cmp first other
    [ "$(grep -c throttled first)" -ge 18 ]
    [ "$(grep -c throttled first)" -le 42 ]
    [ "$(grep -c drop first)" -ge 3 ]
    [ "$(grep -c match first)" -ge 45 ]
}

@test "kinds and shares that make no sense are refused" {
    for fail in 429 429: 429:10 429:0% 429:101% 200:10% 42:10% fire:10% match:10% '429:1e1%' :10%; do
        try muster endpoint --register people.csv --fail "$fail"
        expect 64
        says "$fail"
    done
    try muster endpoint --register people.csv --fail 429:60% --fail drop:50%
    expect 64
    says 'drop:50%'
}
