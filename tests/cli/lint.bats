load helper

prepare() {
    cat >good.yaml <<'YAML'
id: good
base: https://api.example.org
documents: [resident]
path: /check
secrets: {app: env:MUSTER_TEST_NOT_SET}
headers: {X-App: "{secret.app}"}
body: {json: {name: "{name}", number: "{number}"}}
evidence: /id
echo: {/number: "{number}"}
rules:
  - {http: 200, when: {/same: true}, outcome: match, billed: true}
  - {http: 200, when: {/same: false}, outcome: mismatch, billed: true}
  - {http: 404, outcome: not_found, billed: false}
examples:
  - {body: {same: true, id: r-1, number: "3304**********9978"}, outcome: match, billed: true, ref: r-1}
  - {body: {same: false, id: r-2}, outcome: mismatch, billed: true}
  - {http: 404, body: {id: r-3}, outcome: not_found, billed: false}
YAML
}

@test "a profile without doubts says nothing on standard output, and needs no secret and no state" {
    try muster check --lint good.yaml
    expect 0
    [ ! -s out ]
    says "muster check: no doubts"
    [ ! -e state ] && [ ! -e home ]
}

@test "findings are lines with file, line, code and sentence, and their number comes last" {
    sed -e 's/same: true}, outcome: match/same: [true, ok]}, outcome: match/' -e 's/http: 404, body: {id: r-3}/http: 405/' \
        good.yaml >bad.yaml
    try muster check --lint bad.yaml
    expect 78
    grep -qE '^bad\.yaml:17: lint\.example: this example says not_found, and no rule fits it; ' out
    grep -qE '^bad\.yaml:13: lint\.unreached: ' out
    [ "$(wc -l <out)" -eq 2 ]
    [ "$(tail -n 1 err)" = "muster check: 2 findings" ]
}

@test "what cannot be loaded is a finding as well" {
    sed 's/outcome: match/outcome: macth/' good.yaml >bad.yaml
    try muster check --lint bad.yaml
    expect 78
    grep -qE '^bad\.yaml:11: profile\.outcome: .*`match`' out
    [ "$(tail -n 1 err)" = "muster check: 1 finding" ]
}

@test "a match that looks at too little is found" {
    sed -e '/^echo/d' -e 's/{\/same: true}/{\/id: {absent: false}}/' good.yaml >bad.yaml
    try muster check --lint bad.yaml
    expect 78
    grep -qE '^bad\.yaml:14: lint\.echo: ' out
    grep -qE '^bad\.yaml:15: lint\.example: this example says mismatch, and the rule in line 10 makes it match' out
}

@test "a profile that is not there is no finding" {
    try muster check --lint missing.yaml
    expect 78
    [ ! -s out ]
    says "config.name"
}

@test "a full disk is told" {
    sed '/^examples/,$d' good.yaml >bad.yaml
    status=0
    muster check --lint bad.yaml >/dev/full 2>err || status=$?
    [ "$status" -eq 74 ]
}

@test "the site file cannot ask for it" {
    printf 'check: {lint: good.yaml}\n' >site.yaml
    try muster check --site site.yaml </dev/null
    expect 78
    says "lint"
}
