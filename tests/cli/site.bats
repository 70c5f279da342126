load helper

@test "the shipped site files follow the schema, a wrong one does not" {
    valid templates/site.schema.json "$MUSTER_SOURCE/templates/site.yaml" "$fixtures/morning/site.yaml"
    printf 'roster: {squadsize: 3}\n' >wrong.yaml
    not valid templates/site.schema.json wrong.yaml
}

@test "each section knows the keys that the schema names, and no others" {
    for tool in roster check card endpoint; do
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
    for tool in roster check card endpoint; do
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
