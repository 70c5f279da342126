load helper

# What an agency gets back, corrects and sends again.

# Four people of whom three need the agency's hand.
prepare() {
    cat >hengxin.csv <<'CSV'
恒信劳务 11月11日 名单,,,
序号,姓 名,证件号码,电话,班次
1,张三,330482199203079980,13800138000,夜班
2,王五,330482199203079981,13800138002,=夜班
3,赵六,3.30482E+17,+8613800138003,白班
4,,330482199003079978,13800138004,白班
CSV
}

# edit FILE PYTHON: runs the statements with the workbook's first sheet as `sheet`, and saves it.
edit() {
    /usr/bin/python3 -c "
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
$2
book.save(sys.argv[1])" "$1"
}

# cells FILE: every sheet's name and rows, a line each.
cells() {
    /usr/bin/python3 -c "
import openpyxl, sys
for sheet in openpyxl.load_workbook(sys.argv[1]):
    print('#', sheet.title)
    for row in sheet.iter_rows(values_only=True):
        print('|'.join('' if cell is None else str(cell) for cell in row))" "$1"
}

@test "rejects.xlsx: the agency's own columns, what to do behind them, the cell to correct filled" {
    try muster roster --date 2026-11-11 --rejects rejects.xlsx hengxin.csv
    expect 0
    [ "$(stat -c %a rejects.xlsx)" = 600 ]
    cells rejects.xlsx >seen
    [ "$(sed -n 1,2p seen | paste -sd+)" = \
        "# hengxin+序号|姓 名|证件号码|电话|班次|劳务公司|muster: what to do|muster: code|muster: place" ]
    grep -q '^2|王五|330482199203079981|13800138002|=夜班|hengxin|.*|id.checksum|hengxin.csv:4:3$' seen
    grep -q '^4||330482199003079978|13800138004|白班|hengxin|.*|name.missing|hengxin.csv:6:2$' seen
    [ "$(wc -l <seen)" = 5 ]
    /usr/bin/python3 - <<'PYTHON'
import openpyxl
sheet = openpyxl.load_workbook("rejects.xlsx").worksheets[0]
red = [cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == "FFFFC7CE"]
assert red == ["C2", "C3", "B4"], red
assert all(cell.number_format == "@" for row in sheet for cell in row if cell.value), "not text"
assert all(sheet.column_dimensions[letter].width for letter in "ACD")
PYTHON
}

@test "corrected and read back, everybody is accepted as if the roster had been right" {
    try muster roster --date 2026-11-11 --rejects rejects.xlsx hengxin.csv
    edit rejects.xlsx '
sheet["C2"] = "330482199003079986"
sheet["C3"] = "330482199203079948"
sheet["B4"] = "孙七"'
    try muster roster --date 2026-11-11 rejects.xlsx
    expect 0
    schema_ok out
    [ "$(jq -r .name out | paste -sd,)" = 王五,赵六,孙七 ]
    [ "$(jq -r .agency out | sort -u)" = hengxin ]
    [ "$(jq -c .extra out | sort | paste -sd' ')" = '{"班次":"=夜班"} {"班次":"白班"} {"班次":"白班"}' ]
    [ "$(jq -r .phone out | sed -n 2p)" = 13800138003 ]
}

@test "read back uncorrected, the same rejects come out, in a workbook and in CSV" {
    for kind in xlsx csv; do
        try muster roster --date 2026-11-11 --rejects one.$kind hengxin.csv
        try muster roster --date 2026-11-11 --rejects two.$kind one.$kind
        expect 0
        says '3 rows in = 0 records + 3 rejects'
    done
    cut -d, -f1-8 one.csv >one
    cut -d, -f1-8 two.csv >two
    cmp one two
    grep -qF "'=夜班" one.csv
    grep -qF "'+8613800138003" one.csv
    cells one.xlsx | grep -v '^#' | cut -d'|' -f1-8 >one
    cells two.xlsx | grep -v '^#' | cut -d'|' -f1-8 >two
    cmp one two
}

@test "a number cell that lost its digits stays a reject, also where its check character fits by chance" {
    /usr/bin/python3 - <<'PYTHON'
import openpyxl
book = openpyxl.Workbook()
for row in [["姓名", "身份证号"], ["张三", 330482199203061000]]:
    book.active.append(row)
book.save("a.xlsx")
PYTHON
    try muster roster --date 2026-11-11 --rejects one.xlsx a.xlsx
    says '1 rows in = 0 records + 1 rejects'
    try muster roster --date 2026-11-11 one.xlsx
    expect 1
    says '1 rows in = 0 records + 1 rejects'
    cells one.xlsx | grep -q '3.30482199203061E+17'
}

@test "several files and sheets: a sheet each, named so that Excel takes it and none is skipped later" {
    cp hengxin.csv 'shunda[1].csv'
    cp hengxin.csv 11月汇总.csv
    /usr/bin/python3 - <<'PYTHON'
import openpyxl
book = openpyxl.Workbook()
book.active.title = "一号车"
for sheet in [book.active, book.create_sheet("二号车")]:
    for row in [["姓名", "身份证号", "劳务公司"], ["张三", "123", None], ["李四", "456", "顺达人力"]]:
        sheet.append(row)
book.save("day.xlsx")
PYTHON
    try muster roster --date 2026-11-11 --rejects rejects.xlsx 'shunda[1].csv' 11月汇总.csv day.xlsx
    expect 0
    [ "$(cells rejects.xlsx | grep '^#' | paste -sd+)" = "# shunda 1 +# rejects 2+# day 一号车+# day 二号车" ]
    try muster roster --date 2026-11-11 --rejects again.xlsx rejects.xlsx
    [ "$(cells again.xlsx | grep -c '|id\.')" = 8 ]
    [ "$(cells again.xlsx | grep '^张三' | cut -d'|' -f3 | sort -u)" = day ]
    [ "$(cells again.xlsx | grep '^李四' | cut -d'|' -f3 | sort -u)" = 顺达人力 ]
}

@test "nobody set aside: an old file gives way to one that reads as a roster of nobody" {
    head -3 hengxin.csv >good.csv
    for kind in xlsx csv; do
        echo old >rejects.$kind
        try muster roster --date 2026-11-11 --rejects rejects.$kind good.csv
        expect 0
        says "nobody was set aside: rejects.$kind holds only a header"
        try muster roster --date 2026-11-11 rejects.$kind
        expect 0
        says '0 rows in = 0 records + 0 rejects'
    done
}

@test "without a place for them, a thousand are listed and the others counted by their code" {
    { echo 姓名,身份证号; for i in $(seq 700); do echo "人$i,330482199203079981"; done
        for i in $(seq 700); do echo ",E1234567$i"; done; } >many.csv
    try muster roster --date 2026-11-11 many.csv
    expect 1
    [ "$(grep -c '^muster roster: many.csv:[0-9]' err)" = 1000 ]
    says 'and 400 more: name.missing 400'
    says '1400 rows in = 0 records + 1400 rejects'
}

# roster_of_a_hundred: hundred.csv, of which 8 rows need a hand, and right.csv, as it should have been.
roster_of_a_hundred() {
    /usr/bin/python3 - <<'PYTHON'
import csv
def number(i):
    digits = f"330482{1992 + i // 84}{i % 12 + 1:02}{i % 28 + 1:02}99{6 + i % 4}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return digits + "10X98765432"[sum(w * int(d) for w, d in zip(weights, digits)) % 11]
people = {number(i): i for i in range(400)}
right = [["姓名", "身份证号", "电话", "班次"]]
for i, of in enumerate(list(people)[:100]):
    right.append([f"赵{chr(0x4E00 + i)}", of, f"138{i:08}", "夜班"])
hundred = [list(row) for row in right]
for i in (7, 30, 55):
    last = hundred[i][1][-1]
    hundred[i][1] = hundred[i][1][:-1] + ("1" if last != "1" else "2")
hundred[41][1] = hundred[90][1] = "3.30482E+17"
hundred[62][0] = ""
hundred[77][1] = ""
hundred[99][1] = hundred[98][1]
for name, rows in ("right.csv", right), ("hundred.csv", hundred):
    with open(name, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
PYTHON
}

@test "a hundred people, corrected in their own rejects.xlsx and read --into the squads: nobody moves, nobody is left out" {
    roster_of_a_hundred
    try muster roster --date 2026-11-11 --squad-size 20 --rejects rejects.xlsx hundred.csv
    expect 0
    says '100 rows in = 92 records + 8 rejects'
    mv out before
    edit rejects.xlsx '
import csv
right = {row["电话"]: row for row in csv.DictReader(open("right.csv", encoding="utf-8"))}
title = [cell.value for cell in sheet[1]]
for row in sheet.iter_rows(min_row=2):
    for cell in row:
        if cell.fill.fgColor.rgb == "FFFFC7CE":
            cell.value = right[row[2].value][title[cell.column - 1]]'
    try muster roster --date 2026-11-11 --squad-size 20 --into before rejects.xlsx
    expect 0
    says '8 rows in = 8 records + 0 rejects'
    schema_ok out
    seats='"\(.doc.number) \(.squad.id) \(.squad.seat) \(.name) \(.agency)"'
    jq -r "$seats" before | sort >before.seats
    jq -r "$seats" out | sort >after.seats
    [ "$(comm -23 before.seats after.seats | wc -l)" = 0 ]
    [ "$(jq -r '[.name, .doc.number] | @csv' out | tr -d '"' | sort)" = "$(sed 1d right.csv | tr -d '\r' | cut -d, -f1,2 | sort)" ]
    [ "$(jq -r .agency out | sort -u)" = hundred ]
}

@test "the rejects read --into the squads uncorrected: the same rows are set aside, also the person who is there already" {
    roster_of_a_hundred
    try muster roster --date 2026-11-11 --rejects rejects.xlsx hundred.csv
    mv out before
    try muster roster --date 2026-11-11 --into before --rejects again.xlsx rejects.xlsx
    expect 0
    says '8 rows in = 0 records + 8 rejects'
    cut -d'|' -f1-5,7 <(cells rejects.xlsx | sed 1d) >one
    cut -d'|' -f1-5,7 <(cells again.xlsx | sed 1d) >two
    diff one two
    cmp before out
}
