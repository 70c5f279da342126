# Certificates on both sides of the connection: who cannot be trusted gets no request, and never gives a verdict.
load ../cli/helper
load ../cli/people

cleanup() {
    end_server
}

# make_key NAME: NAME.key, 0600.
make_key() {
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2>/dev/null
    chmod 600 "$1.key"
}

# authority NAME: a CA in NAME.pem.
authority() {
    make_key "$1"
    openssl req -x509 -new -key "$1.key" -subj "/CN=$1" -days 2 -out "$1.pem"
}

# certificate NAME CA [DAYS [HOST]]: NAME.pem by CA, that ends in DAYS days (-1: it did), for HOST.
certificate() {
    make_key "$1"
    openssl req -new -key "$1.key" -subj "/CN=$1" -out csr
    openssl x509 -req -in csr -CA "$2.pem" -CAkey "$2.key" -days "${3:-2}" -out "$1.pem" \
        -extfile <(echo "subjectAltName=IP:${4:-127.0.0.1}") 2>/dev/null
}

prepare() {
    people 12 >in
    authority park
}

# tls_day [CA [VERSION]]: a server with server.pem that works, and with CA wants certificates from clients.
tls_day() {
    serve /usr/bin/python3 "$MUSTER_SOURCE/tests/fault/server.py" good log.ndjson server.pem server.key "$@"
}

# check_tls LINE...: asks it with a profile that is not idempotent and has these lines under `tls:`.
check_tls() {
    sed -e 's/^idempotent: true/idempotent: false/' -e "s|^base: .*|base: $url|" \
        "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >tls.yaml
    [ $# = 0 ] || printf '%s\n' tls: "${@/#/  }" >>tls.yaml
    try timeout 60 muster check --endpoint ./tls.yaml in </dev/null
}

# nobody_asked STATUS CODE: and all may be asked another time.
nobody_asked() {
    expect "$1"
    says "$2"
    [ "$(requests)" = 0 ]
    [ "$(outcomes out)" = "12 unavailable amber" ]
    try muster check --endpoint ./tls.yaml --dry-run in
    says '12 people: 12 calls'
}

@test "a server with a certificate of the park's own authority" {
    certificate server park
    tls_day
    check_tls 'ca: park.pem'
    expect 0
    [ "$(outcomes out)" = "12 match green" ]
}

@test "the same server is not trusted by the system's authorities" {
    certificate server park
    tls_day
    check_tls
    nobody_asked 75 check.unavailable
}

@test "a server whose certificate is out of date" {
    certificate server park -1
    tls_day
    check_tls 'ca: park.pem'
    nobody_asked 75 check.unavailable
}

@test "a server whose certificate is for another address" {
    certificate server park 2 127.0.0.2
    tls_day
    check_tls 'ca: park.pem'
    nobody_asked 75 check.unavailable
}

@test "a server that nobody vouches for but itself" {
    authority server
    tls_day
    check_tls 'ca: park.pem'
    nobody_asked 75 check.unavailable
}

@test "a server that wants our certificate, and gets it" {
    certificate server park
    certificate client park
    for version in TLSv1_2 TLSv1_3; do
        rm -rf log.ndjson state
        tls_day park.pem $version
        check_tls 'certificate: client.pem' 'key: file:client.key' 'ca: park.pem'
        expect 0
        [ "$(outcomes out)" = "12 match green" ]
        [ "$(requests)" = 12 ]
        end_server
    done
}

@test "a server that wants our certificate, and gets none, an old one, a stranger's" {
    certificate server park
    certificate old park -1
    authority stranger
    for version in TLSv1_2 TLSv1_3; do
        tls_day park.pem $version
        check_tls 'ca: park.pem'
        nobody_asked 77 'it wants a certificate of ours'
        check_tls 'certificate: old.pem' 'key: file:old.key' 'ca: park.pem'
        nobody_asked 77 'it does not accept our certificate'
        check_tls 'certificate: stranger.pem' 'key: file:stranger.key' 'ca: park.pem'
        nobody_asked 77 'it does not accept our certificate'
        end_server
    done
}

@test "a private key with a password" {
    certificate server park
    certificate client park
    openssl pkcs8 -topk8 -in client.key -out locked.key -passout pass:gate-7
    chmod 600 locked.key
    tls_day park.pem
    local lines=('certificate: client.pem' 'key: file:locked.key' 'ca: park.pem')
    check_tls "${lines[@]}"
    nobody_asked 77 check.tls
    GATE_PASSWORD=gate-8 check_tls "${lines[@]}" 'password: env:GATE_PASSWORD'
    expect 77
    says check.tls
    check_tls "${lines[@]}" 'password: env:GATE_PASSWORD'
    expect 77
    says secret.missing
    GATE_PASSWORD=gate-7 check_tls "${lines[@]}" 'password: env:GATE_PASSWORD'
    expect 0
    [ "$(outcomes out)" = "12 match green" ]
    not grep -q gate-7 err
}

@test "files that cannot be used" {
    certificate server park
    certificate client park
    certificate other park
    cp client.key open.key
    chmod 640 open.key
    tls_day park.pem
    check_tls 'certificate: client.pem' 'key: file:other.key' 'ca: park.pem'
    nobody_asked 77 check.tls
    check_tls 'certificate: client.pem' 'key: file:open.key' 'ca: park.pem'
    expect 77
    says tls.mode
    check_tls 'certificate: client.pem' 'key: file:absent.key' 'ca: park.pem'
    expect 77
    says absent.key
    check_tls 'certificate: client.key' 'key: file:client.key' 'ca: park.pem'
    expect 77
    says tls.pem
    check_tls 'ca: tls.yaml'
    expect 77
    says tls.pem
    [ "$(requests)" = 0 ]
}

@test "files are found beside the profile" {
    certificate server park
    certificate client park
    mkdir keys
    mv client.pem client.key keys
    cp park.pem keys
    tls_day park.pem
    check_tls 'certificate: client.pem' 'key: file:client.key' 'ca: park.pem'
    expect 77
    mv tls.yaml keys
    try muster check --endpoint keys/tls.yaml in
    expect 0
    [ "$(outcomes out)" = "12 match green" ]
}
