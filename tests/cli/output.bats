load helper

# Where a tool is told to write: files are replaced whole, everything else stays what it is.

prepare() {
    printf '姓名,身份证号\n张三,330482199203079980\n李四,1\n' >a.csv
}

@test "a pipe is written and stays a pipe" {
    mkfifo pipe
    cat pipe >got &
    try muster roster --date 2026-11-11 --rejects pipe a.csv
    expect 0
    wait $!
    [ -p pipe ]
    grep -q id.length got || grep -q id.shape got
}

@test "--rejects and --held take /dev/stderr, and leave it there" {
    try muster roster --date 2026-11-11 --rejects /dev/stderr a.csv
    expect 0
    says '李四'
    says '2 rows in = 1 records + 1 rejects'
    [ -L /dev/stderr ]
    mv out records
    try muster card --held /dev/stderr -o cards records
    expect 0
    says '1 records in = 0 cards + 1 held'
    says '张三,9980,20261111-01,1,card.unchecked'
}

@test "a device that is full fails, and stays" {
    # a device of our own, where one can be made: what replaces devices must not get hold of the machine's
    { mknod full c 1 7 && true >full; } 2>/dev/null || ln -sf /dev/full full
    try muster roster --date 2026-11-11 --output full a.csv
    expect 74
    [ -c full ]
}

@test "a link stays a link; the file it leads to is replaced" {
    mkdir share
    echo old >share/rejects.csv
    ln -s share/rejects.csv rejects.csv
    try muster roster --date 2026-11-11 --rejects rejects.csv a.csv
    expect 0
    [ -L rejects.csv ]
    grep -q 李四 share/rejects.csv
    [ "$(ls -A share)" = rejects.csv ]
}

@test "a folder in place of a file is refused before anything is read" {
    mkdir folder
    try muster roster --date 2026-11-11 --rejects folder a.csv
    expect 73
    says 'folder is a folder; name a file in it'
    [ ! -s out ]
    muster roster --date 2026-11-11 --rejects rejects.csv a.csv >records 2>err
    try muster card --unchecked --held folder -o cards records
    expect 73
    [ -z "$(ls cards)" ]
}

@test "a folder that cannot be made is named with the reason and a cure" {
    muster roster --date 2026-11-11 --rejects rejects.csv a.csv >records 2>err
    echo >plain
    try muster card --unchecked -o plain/cards records
    expect 73
    says 'cannot make the folder plain (Not a directory); choose another place'
}

@test "no result replaces a file that is read in the same run, or another result" {
    cp a.csv same.csv
    muster roster --date 2026-11-11 -o day.ndjson a.csv 2>/dev/null || [ $? = 1 ]
    cp day.ndjson before
    ln -s a.csv link.csv
    local refused=("--rejects a.csv a.csv" "-o a.csv a.csv" "-o ./a.csv a.csv" "--rejects link.csv a.csv" "-o x --rejects x a.csv"
        "-o x --rejects ./x a.csv" "--rejects day.ndjson --into day.ndjson a.csv" "-o day.ndjson --against day.ndjson a.csv"
        "-o a.csv --into day.ndjson --cancel a.csv" "--preview -o a.csv a.csv")
    for options in "${refused[@]}"; do
        try muster roster $options
        expect 64
        says "would be overwritten: it is read, or written with something else, in the same run; name another file"
        cmp a.csv same.csv
        cmp day.ndjson before
        [ ! -e x ]
    done
}

@test "the list of --into may be replaced by the longer one" {
    muster roster --date 2026-11-11 -o day.ndjson a.csv 2>/dev/null || [ $? = 1 ]
    printf '姓名,身份证号\n王五,330482199003079978\n' >late.csv
    try muster roster --into day.ndjson -o day.ndjson late.csv
    expect 0
    [ "$(wc -l <day.ndjson)" = 2 ]
}

@test "a workbook of rejects does without the folder that TMPDIR names" {
    TMPDIR=$PWD/nowhere try muster roster --date 2026-11-11 --rejects r.xlsx a.csv
    expect 0
    [ -s r.xlsx ]
    not says ERROR
}
