load helper

prepare() {
    printf '姓名,身份证号\n张三,330482199203079980\n' >a.csv
    muster roster --date 2026-11-11 a.csv >records 2>err
}

@test "the shipped site files follow the schema, a wrong one does not" {
    valid templates/site.schema.json "$MUSTER_SOURCE/templates/site.yaml" "$fixtures/morning/site.yaml"
    printf 'roster: {squadsize: 3}\n' >wrong.yaml
    not valid templates/site.schema.json wrong.yaml
}

@test "each section knows the keys that the schema names, and no others" {
    for tool in roster check card ledger endpoint; do
        printf '%s:\n  zzzzzzzz: 1\n' $tool >site.yaml
        try muster $tool </dev/null
        expect 78
        sed -n 's/.*known here: //p' err | tr -d ' ' | tr , '\n' | sort >known
        jq -r ".properties.$tool.properties | keys[]" "$MUSTER_SOURCE/templates/site.schema.json" | sort >named
        diff known named
    done
}

@test "every tool starts with the shipped site file" {
    cp "$MUSTER_SOURCE/templates/site.yaml" .
    for tool in roster check card ledger endpoint; do
        try muster $tool --help
        expect 0
        grep -q '^用法' out
    done
    try muster roster --site missing.yaml a.csv
    expect 66
}

@test "\$MUSTER_SITE, and inputs that start at the site file's folder" {
    mkdir park
    printf 'card:\n  contacts: numbers.csv\n' >park/site.yaml
    MUSTER_SITE=park/site.yaml try muster card -o cards /dev/null
    expect 66
    says park/numbers.csv
}

# wrong SAYS LINES COMMAND...: the site file has these lines.
wrong() {
    local text=$1
    printf "$2" >site.yaml
    shift 2
    try "$@"
    expect 78
    says "$text"
    [ ! -s out ]
}

@test "keys, values and YAML that are wrong" {
    wrong 'site.yaml:1: config.key: unknown key `rosterr`; did you mean `roster`?' 'rosterr: {}' muster roster a.csv
    wrong 'site.yaml:2: config.number: `squad-size`' 'roster:\n  squad-size: many\n' muster roster a.csv
    wrong 'site.yaml:1: config.type: `key: value` lines' 'roster: 5\n' muster roster a.csv
    wrong 'indent with spaces, not tabs' 'roster:\n\tsquad-size: 5\n' muster roster a.csv
    wrong 'site.yaml:1: config.word: `language` must be one of: en, zh_CN' 'language: zh\n' muster roster a.csv
}

@test "a value that an option would refuse is told of the site file, not of the command line" {
    wrong 'site.yaml:2: usage.date: --date needs' 'roster:\n  date: tomorow\n' muster roster a.csv
    wrong 'site.yaml:2: usage.max-age: --max-age needs' 'check:\n  max-age: 3w\n' muster check records
    wrong 'site.yaml:3: usage.url: --url needs' 'check:\n  state: st\n  url: localhost\n' muster check records
    wrong 'site.yaml:2: usage.lane: --lane takes' 'card:\n  lane: blue\n' muster card -o cards records
    try muster card --lane blue -o cards records
    expect 64
    says 'card: usage.lane: --lane takes'
}

@test "a section whose lines are all remarks is empty" {
    printf 'roster:\n  # squad-size: 5\ncard:\n' >site.yaml
    try muster roster --date 2026-11-11 a.csv
    expect 0
}

@test "language: the site file wins over an environment without one" {
    printf 'language: zh_CN\n' >site.yaml
    LC_ALL=C try muster roster --date 2026-11-11 a.csv
    expect 0
    not grep -q 'rows in' err
    printf 'language: en\n' >site.yaml
    LC_ALL=C.UTF-8 LANGUAGE=zh_CN try muster roster --date 2026-11-11 a.csv
    says 'rows in'
}

@test "roster: the site file remembers what an agency's columns are" {
    printf '称呼,证件\n张三,330482199203079980\n' >恒信11.csv
    printf '人,号\n李四,330482199203079980\n' >顺达.csv
    printf 'roster:\n  map: {name: 人, id: 号}\n  agencies:\n    "恒信*":\n      map: {name: 称呼, id: B, sex: 性}\n' >site.yaml
    valid templates/site.schema.json site.yaml
    try muster roster --date 2026-11-11 恒信11.csv
    expect 0
    [ "$(jq -r .name out)" = 张三 ]
    says '恒信11.csv: roster.map: there is no column `性` here to take sex from'
    try muster roster --date 2026-11-11 顺达.csv
    expect 0
    [ "$(jq -r .name out)" = 李四 ]
    not grep -q roster.map err
}

@test "roster: a mapping that is wrong" {
    wrong 'site.yaml:2: config.key: unknown key `idd`; did you mean `id`?' 'roster:\n  map: {idd: 号}\n' muster roster a.csv
    wrong 'site.yaml:2: config.type: `key: value` lines' 'roster:\n  map: 号\n' muster roster a.csv
    wrong 'site.yaml:3: config.key: unknown key `maps`' 'roster:\n  agencies:\n    恒信: {maps: {}}\n' muster roster a.csv
    wrong 'site.yaml:3: config.type' 'roster:\n  agencies:\n    恒信: 5\n' muster roster a.csv
    printf 'roster:\n  map: {idd: 号}\n' >site.yaml
    not valid templates/site.schema.json site.yaml
}
