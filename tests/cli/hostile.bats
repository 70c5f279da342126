# Workbooks that were made to hurt: a sentence each, in bounded time and memory.
load helper

# answered CASE STATUS CODE
answered() {
    /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/roster/hostile.py" "$1" h.xlsx
    try /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/roster/bounded.py" muster-roster --date 2026-11-11 h.xlsx
    expect "$2"
    says "$3"
}

@test "a million rows with borders and nothing in them are none" {
    answered rows-styled 0 "0 rows in = 0 records + 0 rejects"
}

@test "a million columns are refused" {
    answered columns 65 "h.xlsx:名单!XFE2: xlsx.columns: "
}

@test "twenty thousand cells in the last column are refused" {
    answered columns-far 65 ": xlsx.rows: "
}

@test "nesting of two million is refused" {
    answered nesting 65 ": xlsx.xml: "
}

@test "a cell that goes on and on is refused" {
    answered cell 65 "h.xlsx:名单!"
}

@test "a sheet that unpacks without end is refused" {
    answered spaces 65 ": xlsx.size: "
}

@test "a tag with a hundred attributes is refused" {
    answered attributes 65 ": xlsx.xml: "
}

@test "a tag of megabytes is refused" {
    answered tag 65 ": xlsx.size: "
}

@test "a million merges are refused" {
    answered merges 65 "h.xlsx:名单: xlsx.merges: "
}

@test "a hundred thousand merges over one another are read once" {
    answered merges-over-one-another 1 "20000 rows in = 0 records + 20000 rejects"
}

@test "a thousand sheets that are one part are refused" {
    answered sheets-of-one-part 65 ": xlsx.size: the workbook unpacks to far more"
}

@test "a million rows that are all set aside are refused" {
    answered rejects 65 "h.xlsx:名单!200001: roster.rejects: more rows than anybody can mend had to be set aside up to here (id.missing 200000)"
}

@test "a text of a million rows that are all set aside is refused" {
    { echo 姓名,身份证号 && yes 张三,33048219900307997X | head -1000000; } >h.csv
    try /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/roster/bounded.py" muster-roster --date 2026-11-11 h.csv
    expect 65
    says "h.csv:200001: roster.rejects: "
    [ ! -s out ]
}

@test "megabytes in every row are set aside until it is enough" {
    /usr/bin/python3 -c "print('姓名,身份证号'); [print('张' * 300000 + ',1') for i in range(100)]" >h.csv
    try /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/roster/bounded.py" muster-roster --date 2026-11-11 h.csv
    expect 65
    says "h.csv:76: roster.rejects: more rows than anybody can mend had to be set aside up to here (name.long 75)"
}

@test "millions of texts that no cell needs are refused" {
    answered texts 65 "h.xlsx: xlsx.strings: "
}

@test "an archive of a million entries is refused" {
    /usr/bin/python3 - <<'END'
import struct
entry = b"PK\1\2" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
with open("h.xlsx", "wb") as out:
    out.write(b"PK\3\4" + bytes(26))
    start = out.tell()
    out.write(entry * 1_000_000)
    end = out.tell()
    out.write(struct.pack("<4sQHHQQQQQ", b"PK\6\6", 44, 45, 45, 0, 1_000_000, 1_000_000, end - start, start)[:56])
    out.write(struct.pack("<4sLQL", b"PK\6\7", 0, end, 1))
    out.write(struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
END
    try /usr/bin/python3 "$MUSTER_SOURCE/tests/cli/roster/bounded.py" muster-roster --date 2026-11-11 h.xlsx
    expect 65
    says "h.xlsx: xlsx.size: "
}

@test "a workbook that was cut anywhere is refused" {
    local size
    cp "$fixtures/morning/hengxin.xlsx" whole.xlsx
    size=$(stat -c %s whole.xlsx)
    for part in 1 2 5 9; do
        head -c $((size * part / 10)) whole.xlsx >h.xlsx
        try muster roster --date 2026-11-11 h.xlsx
        expect 65
        says "h.xlsx: xlsx.zip: the workbook is damaged or was not copied to its end"
        [ ! -s out ]
    done
}
