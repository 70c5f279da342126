load helper

prepare() {
    cat >a.csv <<'EOF'
恒信劳务 11月11日 名单,,,,
序号,姓 名,身份证号码,联系电话,班次,劳务公司
1,张三,330482199203079980,13800138000,夜班,恒信劳务
2,李 四,３３０４８２199003079986,138-0013-8001,夜班,恒信劳务
合计,2人,,,,
EOF
}

@test "a roster becomes records in order of arrival, valid by the schema" {
    try muster roster --date 2026-11-11 a.csv
    expect 0
    schema_ok out
    [ "$(jq -r .name out | paste -sd,)" = 张三,李四 ]
    [ "$(jq -c .squad out | head -1)" = '{"id":"20261111-01","no":1,"of":1,"seat":1,"size":2}' ]
    [ "$(jq -c '[.from.file,.from.row]' out | tail -1)" = '["a.csv",4]' ]
    [ "$(jq -r '.extra["班次"]' out | head -1)" = 夜班 ]
    says '2 rows in = 2 records + 0 rejects'
}

@test "squads: size, numbering that goes on, and the last one's size" {
    { echo 姓名,身份证号; for i in $(seq 5); do echo "人$i,E1234567$i"; done; } >five.csv
    try muster roster --date 2026-11-11 --squad-size 2 --first 9 five.csv
    expect 0
    [ "$(jq -r '"\(.squad.id)/\(.squad.seat)/\(.squad.size)/\(.squad.of)"' out | paste -sd' ')" = \
        "20261111-09/1/2/11 20261111-09/2/2/11 20261111-10/1/2/11 20261111-10/2/2/11 20261111-11/1/1/11" ]
}

@test "the arrival day: said when it is not given, tomorrow, and nonsense" {
    try muster roster a.csv
    expect 0
    says "the arrival day is today, $(date +%F)"
    try muster roster --date tomorrow a.csv
    [ "$(jq -r .squad.id out | head -1)" = "$(date -d tomorrow +%Y%m%d)-01" ]
    try muster roster --date 2026-02-30 a.csv
    expect 64
}

@test "rows that cannot be used: listed with place, code and cure, and the status is 1" {
    cat >bad.csv <<'EOF'
姓名,身份证号,电话
张三,330482199203079980,13800138000
王五,330482199203079981,13800138002
赵六,3.30482E+17,13800138003
孙七,330482199203079980,13800138004
周九,330482201101019986,13800138005
EOF
    try muster roster --date 2026-11-11 bad.csv
    expect 1
    [ "$(wc -l <out)" = 1 ]
    says 'bad.csv:3:2: id.checksum: '
    says 'bad.csv:4:2: id.scientific: '
    says 'bad.csv:5:2: dup.document: the same document number stands already in bad.csv:2:2'
    says '5 rows in = 1 records + 4 rejects'
    not grep -q 33048219 err
}

@test "--rejects keeps the original cells with place, code and sentence for Excel" {
    printf '姓名,身份证号,备注\n张三,330482199203079981,"a ""b"", c"\n李四,330482199203079980,=1+1\n' >bad.csv
    try muster roster --date 2026-11-11 --rejects rejects.csv bad.csv
    expect 0
    [ "$(head -c 3 rejects.csv | od -An -tx1 | tr -d ' ')" = efbbbf ]
    [ "$(stat -c %a rejects.csv)" = 600 ]
    /usr/bin/python3 - <<'EOF'
import csv
rows = list(csv.reader(open("rejects.csv", encoding="utf-8-sig", newline="")))
assert rows[0] == ["姓名", "身份证号", "备注", "劳务公司", "muster: what to do", "muster: code", "muster: place"], rows[0]
assert rows[1][:4] == ["张三", '="330482199203079981"', 'a "b", c', "bad"], rows[1]
assert rows[1][5:] == ["id.checksum", "bad.csv:2:2"], rows[1]
assert len(rows) == 2
EOF
}

@test "the same person in two files: the first stays, the second is named with both places" {
    printf '姓名,身份证号\n张三,330482199203079980\n' >one.csv
    printf '姓名,身份证号\n张三,330482199203079980\n' >two.csv
    try muster roster --date 2026-11-11 one.csv two.csv
    expect 1
    [ "$(jq -r .from.file out)" = one.csv ]
    says 'two.csv:2:2: dup.document: one (one.csv:2:2) and two (this row) both list this person'
}

@test "a row that was set aside does not make the same person's other row a duplicate" {
    printf '姓名,身份证号\n张三,%s\n李四,3.30482E+17\n' 330482199203061000 >rounded.csv
    printf '姓名,身份证号\n张三,%s\n' 330482199203061000 >b.csv
    try muster roster --date 2026-11-11 rounded.csv b.csv
    expect 1
    says 'rounded.csv:2:2: id.rounded: '
    says '3 rows in = 1 records + 2 rejects'
    [ "$(jq -r .from.file out)" = b.csv ]
}

@test "a date in the column of the numbers is no document" {
    /usr/bin/python3 -c "
import datetime, sys
sys.path.insert(0, sys.argv[1])
from workbook import *
write_xlsx('a.xlsx', {'名单': [['姓名', '身份证号'], ['张三', excel_day(datetime.date(1990, 3, 7))]]})" "$MUSTER_SOURCE/tests"
    try muster roster --date 2026-11-11 a.xlsx
    expect 1
    says 'a.xlsx:名单!B2: id.shape'
    says '1 rows in = 0 records + 1 rejects'
}

@test "ages: under 16 set aside on the birthday itself, the day after a noted minor" {
    printf '姓名,身份证号\n小明,330482201011119984\n' >young.csv
    try muster roster --date 2026-11-11 young.csv
    expect 1
    says age.under16
    try muster roster --date 2026-11-12 young.csv
    expect 0
    [ "$(jq -c '.notes|map(select(.code=="age.minor"))' out)" = '[{"code":"age.minor","age":16}]' ]
}

@test "GB18030 as Chinese Excel saves it" {
    iconv -f UTF-8 -t GB18030 a.csv >gb.csv
    try muster roster --date 2026-11-11 gb.csv
    expect 0
    [ "$(jq -r .name out | paste -sd,)" = 张三,李四 ]
    says GB18030
}

@test "a file that is no roster, or not there, ends the run without a record" {
    printf 'a,b\n1,2\n' >no.csv
    try muster roster --date 2026-11-11 a.csv no.csv
    expect 65
    [ ! -s out ]
    says 'no.csv: roster.none'
    try muster roster --date 2026-11-11 a.csv missing.csv
    expect 66
    [ ! -s out ]
}

@test "-o writes the whole file or none, for its owner only" {
    try muster roster --date 2026-11-11 -o workers.ndjson a.csv
    expect 0
    [ "$(wc -l <workers.ndjson)" = 2 ]
    [ "$(stat -c %a workers.ndjson)" = 600 ]
    try muster roster --date 2026-11-11 -o nowhere/workers.ndjson a.csv
    expect 73
}

@test "a full pipe's end is told, not hidden" {
    try sh -c 'muster roster --date 2026-11-11 a.csv >/dev/full'
    expect 74
}

@test "the site file gives defaults, the command line wins, a wrong key is named with its line" {
    printf 'roster:\n  date: "2026-11-11"\n  squad-size: 1\n' >site.yaml
    try muster roster a.csv
    expect 0
    [ "$(jq -r .squad.id out | paste -sd,)" = 20261111-01,20261111-02 ]
    try muster roster --squad-size 2 a.csv
    [ "$(jq -r .squad.id out | paste -sd,)" = 20261111-01,20261111-01 ]
    printf 'roster:\n  squadsize: 1\n' >site.yaml
    try muster roster a.csv
    expect 78
    says 'site.yaml:2: config.key: unknown key `squadsize`; did you mean `squad-size`?'
}

@test "columns that nobody needs do not travel and are named once" {
    printf '姓名,身份证号,民族,银行卡号\n张三,330482199203079980,汉,6222\n' >private.csv
    try muster roster --date 2026-11-11 private.csv
    expect 0
    not grep -q 6222 out
    says '民族, 银行卡号'
}

@test "a row longer than a record may be is set aside, not printed for the next tool to stumble over" {
    { echo 姓名,身份证号,备注,说明; printf '张三,330482199203079980,'; head -c 700000 /dev/zero | tr '\0' a; printf ,
        head -c 700000 /dev/zero | tr '\0' b; echo; echo 李四,E12345678,, ; } >long.csv
    try muster roster --date 2026-11-11 long.csv
    expect 1
    [ "$(jq -r .name out)" = 李四 ]
    says 'long.csv:2: row.long: '
    says '2 rows in = 1 records + 1 rejects'
}

@test "standard input, which has no name to be an agency's" {
    try sh -c 'muster roster --date 2026-11-11 - <a.csv'
    expect 0
    [ "$(jq -r .agency out | head -1)" = 恒信劳务 ]
    try sh -c "printf '姓名,身份证号\n张三,330482199203079980\n' | muster roster --date 2026-11-11 -"
    expect 0
    [ "$(jq -c '[.agency,.from.file]' out)" = '[null,"-"]' ]
}

@test "a header without people is said, sheet by sheet" {
    echo 姓名,身份证号 >nobody.csv
    try muster roster --date 2026-11-11 a.csv nobody.csv
    expect 0
    says 'nobody.csv: 0 rows = 0 records + 0 rejects'
}

@test "a document column under an unknown name is said once, with the header's row" {
    printf '名单,,\n姓名,身分征号,电话\n张三,330482199203079980,13800138000\n' >typo.csv
    try muster roster --date 2026-11-11 typo.csv
    expect 1
    says 'typo.csv: roster.number: the header in row 2 names no column for the document number'
    says 'typo.csv:3: id.missing'
}

@test "a header that comes again is no person, and holds for the rows below it" {
    cat >again.csv <<'EOF'
姓名,身份证号,电话
张三,330482199203079980,13800138000
姓名,身份证号,电话
李四,330482199203079948,13800138001
姓名,电话,身份证号
王五,13800138002,330482199003079978
EOF
    try muster roster --date 2026-11-11 again.csv
    expect 0
    says 'again.csv: 3 rows = 3 records + 0 rejects (2 title, total and signature rows passed over)'
    [ "$(jq -r .phone out | tail -1)" = 13800138002 ]
}

@test "a name that lost a character on the way is set aside, for the check would fail and be paid for" {
    printf '姓名,身份证号\n王?,330482199203079980\n李？四,330482199003079978\n张\xEF\xBF\xBD,330482199003079986\n' >lost.csv
    try muster roster --date 2026-11-11 lost.csv
    expect 1
    [ "$(grep -c 'name.lost: ' err)" = 3 ]
    [ ! -s out ]
}

@test "earlier lists from a pipe, which can be only one of the inputs" {
    printf '姓名,身份证号\n张三,330482199203079980\n' >one.csv
    printf '姓名,身份证号\n张三,330482199203079980\n李四,330402198805129977\n' >two.csv
    muster roster --date 2026-11-11 one.csv 2>err | try muster roster --date 2026-11-11 --first 2 --against - two.csv
    [ "$(jq -r .name out)" = 李四 ]
    says 'two.csv:2:2: dup.earlier: this person has seat 1 of squad 20261111-01 already (<stdin>:1)'
    try muster roster --date 2026-11-11 --against - - <one.csv
    expect 64
    says 'standard input (-) can be read once only'
}

@test "--version says whether rosters are read behind Landlock" {
    try muster roster --version
    expect 0
    grep -qxE 'landlock: (on|not available)' out
}

@test "behind Landlock results are written, in the user's language, and no temporary file stays" {
    mkdir tmp results
    printf '姓名,身份证号,电话\n张三,330482199203079980,13800138000\n李四,330482199203079981,13800138001\n' >hengxin.csv
    for rejects in rejects.xlsx results/rejects.csv /dev/null; do
        TMPDIR=$PWD/tmp LC_ALL=C.UTF-8 LANGUAGE=zh_CN try muster roster --date 2026-11-11 --rejects "$rejects" -o results/out hengxin.csv
        expect 0
        says "退回"
        [ -s results/out ]
        [ -z "$(ls -A tmp)" ]
        rm results/out
    done
    [ -s rejects.xlsx ]
    [ -s results/rejects.csv ]
}

@test "behind Landlock input comes from links, pipes and descriptors, and a folder is told as one" {
    printf '姓名,身份证号,电话\n张三,330482199203079980,13800138000\n' >hengxin.csv
    ln -s hengxin.csv link.csv
    mkdir folder
    try muster roster --date 2026-11-11 link.csv
    expect 0
    try muster roster --date 2026-11-11 - <hengxin.csv
    expect 0
    try muster roster --date 2026-11-11 <(cat hengxin.csv)
    expect 0
    try muster roster --date 2026-11-11 folder
    expect 66
    says file.folder
    try muster roster --date 2026-11-11 absent.csv
    expect 66
    says file.open
}

@test "behind Landlock every encoding is there" {
    printf '姓名,身份证号,电话\n张三,330482199203079980,13800138000\n' >utf8
    for encoding in GB18030 UTF-16LE UTF-16BE; do
        iconv -f UTF-8 -t "$encoding" utf8 >hengxin.csv
        try muster roster --date 2026-11-11 hengxin.csv
        expect 0
        grep -q 张三 out
    done
    iconv -f UTF-8 -t UTF-7 utf8 >hengxin.csv
    try muster roster --date 2026-11-11 --encoding UTF-7 hengxin.csv
    expect 0
    grep -q 张三 out
}

@test "--preview says what each column is taken as, masks people and prints no record" {
    try muster roster --date 2026-11-11 --preview a.csv
    expect 0
    [ ! -s err ]
    grep -q '^  C  *身份证号码  *document number (id)  *\*\{14\}9980  ' out
    grep -q '^  D  *联系电话  *phone (phone)  *\*\{7\}8000  ' out
    grep -q '^  B  *姓 名  *name (name)  *张\*  ' out
    not grep -qE '[0-9]{7}|muster":1' out
    try muster roster --preview -o preview.txt a.csv
    [ ! -s out ]
    grep -q '^header in row 2$' preview.txt
}

@test "--preview shows every file that it can and ends with the first failure" {
    printf '称呼,证件\n张三,E12345678\n' >odd.csv
    try muster roster --preview odd.csv a.csv
    expect 65
    grep -q '^a.csv$' out
    grep -q 'A 称呼, B 证件' out
    says 'odd.csv: roster.none'
}

@test "--map: fields, titles and letters that are wrong" {
    for wrong in nam=A name name= =A; do
        try muster roster --date 2026-11-11 --map $wrong a.csv
        expect 64
        says '--map'
        [ ! -s out ]
    done
    try muster roster --date 2026-11-11 --map nam=A a.csv
    says '`nam` (perhaps `name`); it knows: name, id, type, sex, birth, phone, agency, shuttle, grid, enterprise, age, leader'
    try muster roster --date 2026-11-11 --map phone=联络 a.csv
    expect 65
    says 'no sheet of any file has a column `联络` to take phone from; the first header has: A 序号, B 姓 名'
    [ ! -s out ]
}
