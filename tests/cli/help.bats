load helper

# Every tool: a program muster-TOOL in $MUSTER_PROGRAMS, whose manual stands beside its main.
prepare() {
    tools=()
    for program in "$MUSTER_PROGRAMS"/muster-*; do
        if [ -f "$program" ] && [ -x "$program" ]; then tools+=("${program##*/}"); fi
    done
    [ ${#tools[@]} -gt 1 ]
}

# helped TOOL: the options that --help shows, as "-r, --register" or "--log".
helped() {
    "$1" --help | grep -oE '^  (-[a-zA-Z], |    )--[a-z][a-z0-9-]*' | sed 's/^ *//' | sort
}

# options_section TOOL: that part of its manual's source.
options_section() {
    sed -n '/^# OPTIONS$/,/^# [A-Z ]*$/{/^# /!p}' "$MUSTER_SOURCE/cmd/$1.1.scd"
}

# documented TOOL: the same as helped, from the manual.
documented() {
    options_section "$1" | sed -n 's/^\*-/-/p' | tr -d '*\\' | grep -oE '^(-[a-zA-Z], )?--[a-z][a-z0-9-]*' | sort
}

# without_common: drops the options that every tool has.
without_common() {
    grep -vE -- '--(site|help|version)$' || true
}

# differ TOOL [DOCUMENTED-BY]: fails with the difference between --help and the manual.
differ() {
    diff <(helped "$1" | without_common) <(documented "${2:-$1}" | without_common)
}

@test "--help ends with 0, on standard output, in lines of at most 110 columns" {
    for tool in "${tools[@]}"; do
        try "$tool" --help
        expect 0
        grep -q "^Usage: muster ${tool#muster-} " out
        [ ! -s err ]
        [ "$(wc -L <out)" -le 110 ] || { echo "$tool:"; awk 'length($0) > 110' out; return 1; }
    done
}

@test "--help and the manual name the same options" {
    for tool in "${tools[@]}"; do
        [ -f "$MUSTER_SOURCE/cmd/$tool.1.scd" ] || { echo "$tool has no manual"; return 1; }
        [ -n "$(helped "$tool" | without_common)" ]
        differ "$tool" || { echo "$tool: <: only in --help, >: only in the manual"; return 1; }
        for option in --site --help --version; do
            options_section "$tool" | grep -qF -- "$option*"
            "$tool" --help | grep -qE -- "^ .*$option( |$)"
        done
    done
}

@test "an option in one of the two only would be noticed" {
    if differ "${tools[0]}" "${tools[1]}" >/dev/null; then return 1; fi
}

@test "--version names a version" {
    for tool in "${tools[@]}"; do
        try "$tool" --version
        expect 0
        grep -qE '^muster [0-9]+\.[0-9]+' out
    done
}

@test "an unknown option is a usage error that names it" {
    for tool in "${tools[@]}"; do
        try "$tool" --no-such-option
        expect 64
        says 'there is no option `--no-such-option`'
        says "\`muster ${tool#muster-} --help\` shows the options"
        [ ! -s out ]
    done
}

@test "a mistyped option: what was meant, what is missing, what is too much" {
    try muster roster --squadsize 100 a.csv
    expect 64
    says 'there is no option `--squadsize` (perhaps `--squad-size`)'
    try muster roster -x a.csv
    expect 64
    says 'there is no option `-x`'
    try muster roster a.csv --date
    expect 64
    says '`--date` needs DAY behind it'
    try muster roster a.csv -d
    expect 64
    says '`--date` needs DAY behind it'
    try muster check --dry-run=yes
    expect 64
    says '`--dry-run=yes`: this option takes no value'
    try muster roster --site
    expect 64
    says '`--site` needs FILE behind it'
}
