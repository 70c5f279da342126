load helper

prepare() {
    cp "$fixtures"/morning/*.xlsx "$fixtures"/morning/*.csv "$MUSTER_SOURCE/templates/contacts.csv" .
    printf '姓名,身份证号,电话\n赵一,330482198001109964,13800000001\n' >late.csv
}

form() {
    muster roster --date 2026-11-11 --rejects rejects.csv --squad-size 40 "$@" hengxin.xlsx shunda.csv 2>err
}

# The seats of a list: id, seat and name of each.
seats() {
    jq -r '[.squad.id, .squad.seat, .name] | join(" ")' "$@"
}

@test "the same rosters give the same squads, byte for byte" {
    for wishes in "" "--keep agency" "--keep shuttle --remainder spread" "--remainder merge" "--keep shuttle --remainder merge"; do
        form $wishes >one.ndjson
        form $wishes >other.ndjson
        cmp one.ndjson other.ndjson
        schema_ok one.ndjson
        [ "$(wc -l <one.ndjson)" -eq 179 ]
    done
}

@test "a file a squad: together the whole list, readable by their owner only, standard output empty" {
    form -o whole.ndjson
    form --split squads >out
    [ ! -s out ]
    [ "$(ls squads | wc -l)" -eq 5 ]
    cat squads/*.ndjson | cmp - whole.ndjson
    [ "$(stat -c %a squads/*.ndjson | sort -u)" = 600 ]
    [ "$(stat -c %a squads)" = 700 ]
    form --split squads -o - >out
    cmp out whole.ndjson
}

# One of the 180 rows is a person who stands there twice.
@test "a roster that is sent again whole changes nothing in the list" {
    form -o list.ndjson
    try muster roster --into list.ndjson --squad-size 40 --rejects rejects.csv hengxin.xlsx shunda.csv
    expect 0
    cmp out list.ndjson
    says "186 rows in = 0 records + 6 rejects + 180 who have a seat already"
    muster roster --into - --squad-size 40 <list.ndjson 2>err | cmp - list.ndjson
}

@test "nobody moves when some leave and others come, and the list is replaced whole" {
    form -o list.ndjson
    seats list.ndjson | sort >before
    jq -c 'select(.squad.seat % 9 == 0)' list.ndjson >gone.ndjson
    gone=$(wc -l <gone.ndjson)
    try muster roster --into list.ndjson -o list.ndjson --squad-size 40 --cancel gone.ndjson late.csv
    expect 0
    schema_ok list.ndjson
    says "squad 1: seats taken: 9"
    [ "$(wc -l <list.ndjson)" -eq $((179 - gone + 1)) ]
    [ "$(seats list.ndjson | sort | comm -13 before - | wc -l)" -eq 1 ]
    [ "$(jq -r 'select(.name == "赵一") | [.squad.id, .squad.seat] | join(" ")' list.ndjson)" = "20261111-01 9" ]
    [ "$(jq -s 'group_by(.squad.id) | all(length == .[0].squad.size)' list.ndjson)" = true ]
}

@test "a list stays as it was when a late roster cannot be read" {
    form -o list.ndjson
    cp list.ndjson before.ndjson
    echo "nobody" >bad.csv
    try muster roster --into list.ndjson -o list.ndjson late.csv bad.csv
    expect 65
    cmp list.ndjson before.ndjson
}

@test "the cards of a squad with vacant seats: nobody is called missing who left" {
    form -o list.ndjson
    jq -c 'select(.squad.id == "20261111-01" and .squad.seat < 3)' list.ndjson >gone.ndjson
    muster roster --into list.ndjson --cancel gone.ndjson -o list.ndjson 2>err
    try muster card --unchecked --contacts contacts.csv -o cards/ list.ndjson
    expect 0
    not grep missing err
    jq -c 'select(.squad.seat != 7)' list.ndjson >part.ndjson
    try muster card --unchecked --contacts contacts.csv --replace -o cards/ part.ndjson
    expect 0
    says "squad 1: 37 of 38 arrived here; missing seats: 7"
}

@test "a list that went through the check takes late people and keeps its verdicts" {
    form --first 3 -o list.ndjson
    jq -c '.doc |= {type, key: ("0123456789abcdef" * 4), last4: .number[-4:]} |
        .lane = "green" | .verdicts = [{by: "demo", outcome: "match"}] | .mine = {"a": [1.5, null]}' \
        list.ndjson >checked.ndjson
    try muster roster --into checked.ndjson --squad-size 40 late.csv
    expect 0
    schema_ok out
    jq -c 'select(.verdicts) | del(.squad.size)' out | cmp - <(jq -c 'del(.squad.size)' checked.ndjson)
    [ "$(jq -s 'map(select(.squad.no == 7))[0].squad.size' out)" = 20 ]
    says "squad 7: seats taken: 20"
    says "179 people of the list have no document number any more"
}

@test "standard input is read for one thing only" {
    try muster roster --into - --cancel - late.csv </dev/null
    expect 64
    try muster roster --into - - </dev/null
    expect 64
}

@test "wishes may stand in the site file; a wrong one is told of its line" {
    printf 'roster:\n  keep: agency\n  remainder: spread\n' >site.yaml
    form >out
    says "of 89 to 90 people" || says "--keep agency"
    printf 'roster:\n  keep: bus\n' >site.yaml
    try muster roster late.csv
    expect 78
    says "site.yaml:2"
}
