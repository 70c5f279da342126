# The rehearsal endpoint in its own dialect, asked with curl: `load endpoint` after helper.

prepare() {
    cat >people.csv <<'END'
姓名,证件号码,结果
张三,330482199003079978,
李四,330482198811129967,cancelled
王五,33048219850101999X,throttled
赵六,33048219920615996X,unavailable
钱七,330482197904209961,funds
孙八,330482199512039966,pending
END
}

cleanup() {
    [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
}

# serve [OPTION]...: starts it on a free port; $url is its address.
serve() {
    rm -f url
    muster-endpoint --register people.csv --listen 127.0.0.1:0 --log log.ndjson "$@" >url 2>server.err 3>&- &
    server=$!
    await url
    url=$(cat url)
}

# await FILE: until the endpoint has written to it, ten seconds at most.
await() {
    for _ in $(seq 200); do
        [ ! -s "$1" ] || return 0
        sleep 0.05
    done
    echo "nothing in $1"
    cat server.err
    return 1
}

# stop: ends it as an interrupt does; its status is in $status.
stop() {
    kill -INT "$server"
    status=0
    wait "$server" || status=$?
    server=
}

# ask NAME NUMBER [KEY] [CURL-OPTION]...: the HTTP status is printed, headers are in ./headers and the body in ./body.
ask() {
    local payload="{\"name\":\"$1\",\"document\":{\"type\":\"resident\",\"number\":\"$2\"}}" key=${3:-}
    shift "$(($# < 3 ? $# : 3))"
    post "$payload" ${key:+-H "Idempotency-Key: $key"} "$@"
}

# post PAYLOAD [CURL-OPTION]...
post() {
    local payload=$1
    shift
    curl -sS -D headers -o body -w '%{http_code}' --data-binary "$payload" "$@" "$url/v1/check"
}

# result: what the answer says.
result() {
    jq -r '.result // .error' body
}

# asked STATUS RESULT ASK-ARGUMENT...
asked() {
    local code
    code=$(ask "${@:3}")
    [ "$code $(result)" = "$1 $2" ] || { echo "$code $(cat body), not $1 $2"; return 1; }
    jq -e '.request_id | test("^r-[0-9]{8}$")' body
}

# silent_about REGEX FILE...: no file holds it.
silent_about() {
    ! grep -nE "$@" || return 1
}

charges() {
    jq -s 'map(select(.charged)) | length' log.ndjson
}
