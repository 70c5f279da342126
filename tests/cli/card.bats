load helper

# Two squads of 12 and 11, green and amber: rare characters, a long name, one that looks like PDF, absent fields.
prepare() {
    squads=$fixtures/cards/two-squads.ndjson
    contacts=$MUSTER_SOURCE/templates/contacts.csv
    template=$MUSTER_SOURCE/templates/cards/a4-90x54.yaml
    tools=$MUSTER_SOURCE/tests/cli/card
}

card() {
    try muster card --contacts "$contacts" "$@"
}

# one JQ: the first record, changed, in one.ndjson
one() {
    head -n 1 "$squads" | jq -c ".squad.size = 1 | $1" >one.ndjson
}

# The vCards on standard input, one a line, sorted.
per_card() {
    tr -d '\r' | awk '/^$/ { next } { card = card $0 "|" } /^END:VCARD/ { print card; card = "" }' | sort
}

@test "every card's QR code holds the park's numbers and its own grid's" {
    card -o cards "$squads"
    expect 0
    for grid in $(jq -r '.grid // "none"' "$squads"); do
        local own
        own=$(sed -n "s/.*,\(0573[^,]*\),$grid,.*/\1/p" "$contacts" | tr -d ' -')
        printf 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:警企联盟求助电话;;;;\r\nFN:警企联盟求助电话\r\n'
        printf 'TEL:%s\r\n' 057385550101 057385550102 $own 110 120 12345 12333
        printf 'END:VCARD\r\n'
    done >expected
    for file in cards/*.pdf; do
        rm -f page*.pgm
        pdftoppm -r 200 -gray "$file" page
        zbarimg --quiet --raw -Sdisable -Sqrcode.enable page*.pgm >>read
    done
    per_card <expected >expected.cards
    per_card <read >read.cards
    [ "$(sort -u expected.cards | wc -l)" -eq 4 ]
    [ "$(wc -l <read.cards)" -eq 23 ]
    diff expected.cards read.cards
}

@test "every name, seat and number is in the text of the PDFs, and no document number" {
    card -o cards "$squads"
    expect 0
    for id in 20261111-01 20261111-02; do
        pdftotext -raw cards/$id.pdf $id.txt 2>complaints
        [ ! -s complaints ]
        jq -r "select(.squad.id == \"$id\") | .name, (.squad.seat | \"\(.) 号\"), .agency // empty, .shuttle // empty" \
            "$squads" >words
        [ "$(wc -l <words)" -gt 30 ]
        while read -r word; do grep -qF -- "$word" $id.txt || { echo "not there: $word"; return 1; }; done <words
    done
    grep -q '第 2 中队' 20261111-02.txt
    grep -q '0573-8555 0101' 20261111-01.txt
    not grep -E 'last4|[0-9]{17}' ./*.txt
    one '.doc = {"type":"resident","number":"330482199003079978"}'
    card -o one.pdf one.ndjson
    pdftotext one.pdf - >one.txt
    grep -q 第 one.txt
    not grep -q 9978 one.txt err
}

@test "the PDFs are sound, small, and say what they are" {
    card -o cards "$squads"
    expect 0
    for file in cards/*.pdf; do
        qpdf --check "$file" >checked
        grep -q 'No syntax or stream encoding errors' checked
        [ "$(stat -c %s "$file")" -lt 120000 ]
    done
    pdfinfo cards/20261111-02.pdf >info
    grep -q 'Title: *求助联系卡 20261111-02' info
    grep -q 'Pages: *2$' info
    not grep -q Date info
    pdffonts cards/20261111-01.pdf | awk 'NR > 2 && ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes")' >not_embedded
    [ ! -s not_embedded ]
    SOURCE_DATE_EPOCH=1794200000 card -o dated.pdf "$squads"
    pdfinfo dated.pdf | grep -q 'CreationDate: .*2026'
}

@test "a name looks like its fonts' own glyphs, and the comparison would see blanks" {
    printf 'label,phone,on card\nx,110,no\n' >nobody.csv
    cat >wide.yaml <<'END'
sheet: {width: 500, height: 60}
card: {width: 500, height: 60}
boxes:
  - {text: "{name}", x: 5, y: 5, width: 490, height: 50, size: 100, smallest: 100}
END
    one '.name = "阿依古丽·买买提江𠮷𫓮"'
    try muster card --contacts nobody.csv --template wide.yaml -o name.pdf one.ndjson
    expect 0
    pdftoppm -r 72 -gray -singlefile name.pdf name
    /usr/bin/python3 "$tools/picture.py" "$fixtures/cards/name.pbm" name.pgm
    not /usr/bin/python3 "$tools/picture.py" "$fixtures/cards/other.pbm" name.pgm
    { echo 'P5 1417 170 255'; head -c 240890 /dev/zero | tr '\0' '\377'; } >blank.pgm
    try /usr/bin/python3 "$tools/picture.py" "$fixtures/cards/name.pbm" blank.pgm
    expect 1
    says blank
}

@test "the same records give the same bytes, whatever else is in the run" {
    card -o all "$squads"
    expect 0
    jq -c 'select(.squad.no == 2)' "$squads" | jq -sc 'reverse[]' >second.ndjson
    card -o alone second.ndjson
    expect 0
    cmp all/20261111-02.pdf alone/20261111-02.pdf
    touch -d 2020-01-01 all/*.pdf
    card -o all "$squads"
    expect 0
    says 'squads: 2 of 2, pages: 4; PDFs written: 0, unchanged: 2,'
    [ -z "$(find all -newermt 2020-01-02 -name '*.pdf')" ]
}

@test "another file is left as it is unless --replace, and the other squads still get theirs" {
    mkdir cards
    echo "yesterday's" >cards/20261111-01.pdf
    card -o cards "$squads"
    expect 73
    says card.exists
    grep -q "yesterday's" cards/20261111-01.pdf
    [ -s cards/20261111-02.pdf ]
    card -o cards --replace "$squads"
    expect 0
    says 'PDFs written: 1, unchanged: 1,'
    qpdf --check cards/20261111-01.pdf
    [ "$(ls -A cards | wc -l)" -eq 2 ]
}

@test "one file for all squads, with the same rules" {
    card -o all.pdf "$squads"
    expect 0
    pdfinfo all.pdf | grep -q 'Pages: *4$'
    qpdf --check all.pdf
    pdftotext all.pdf - | grep -c '号$' | grep -qx 23
    cp all.pdf before.pdf
    head -n 12 "$squads" >first.ndjson
    card -o all.pdf first.ndjson
    expect 73
    cmp all.pdf before.pdf
    card -o all.pdf --replace first.ndjson
    expect 0
    pdfinfo all.pdf | grep -q 'Pages: *2$'
    [ -z "$(find . -name '.all.pdf*')" ]
}

@test "red and unchecked people are held: listed with status 1, or in the --held file with 0" {
    jq -c 'if .squad.seat == 2 then .lane = "red" elif .squad.seat == 3 then del(.lane, .verdicts) else . end' \
        "$squads" >mixed.ndjson
    card -o cards mixed.ndjson
    expect 1
    says '20261111-01, seat 2, 阿依古丽·买买提江 (…0001): card.red:'
    says 'card.unchecked'
    says '23 records in = 19 cards + 4 held: card.red 2, card.unchecked 2'
    card -o again --held held.csv mixed.ndjson
    expect 0
    not grep -q 阿依古丽 err
    [ "$(stat -c %a held.csv)" = 600 ]
    [ "$(head -c 3 held.csv | od -An -tx1)" = " ef bb bf" ]
    [ "$(wc -l <held.csv)" -eq 5 ]
    grep -q '^阿依古丽·买买提江,"=""0001""",20261111-01,2,card.red,' held.csv
    cmp cards/20261111-01.pdf again/20261111-01.pdf
    card -o unchecked --unchecked mixed.ndjson
    expect 1
    says '21 cards + 2 held: card.red 2'
}

@test "--lane says who gets a card" {
    card -o cards --lane green --held held.csv "$squads"
    expect 0
    says '12 cards + 11 held: card.amber 11'
    jq -c '.lane = "red"' "$squads" >red.ndjson
    card -o red --lane green,amber,red red.ndjson
    expect 0
    says '23 cards + 0 held'
    card -o none --lane purple "$squads"
    expect 64
    says usage.lane
}

@test "cells of the held list are no formulas" {
    one '.name = "=cmd|'"' /C calc'"'!A1" | .lane = "red"'
    card -o cards --held held.csv one.ndjson
    expect 0
    grep -q "^'=cmd" held.csv
    [ -z "$(ls cards)" ]
}

@test "a card that cannot be right is held with the reason" {
    while IFS='|' read -r code shown name; do
        one ".name = \"$name\""
        card -o cards one.ndjson
        expect 1
        says "$code"
        says "$shown"
        [ -z "$(ls cards)" ]
    done <<'END'
card.glyph|U+2FBFF|张𠀀\ud87e\udfff
card.glyph|U+E123|张\ue123
card.control|U+000A|张\n三
card.control|U+001B|张\u001b[31m三
card.control|U+202E|张\u202e三
card.script|U+0645|محمد
card.script|U+0301|A\u0301
card.room|does not fit|阿卜杜喀迪尔·买买提依明江·吐尔逊·阿卜杜喀迪尔·买买提依明江·吐尔逊·阿卜杜喀迪尔
END
    one ".name = (\"长\" * 300000)"
    card -o cards one.ndjson
    expect 1
    says card.room
    not grep -q $'\033' err
}

@test "missing seats are told from the records, which is no failure" {
    jq -c 'select(.squad.seat != 3 and .squad.seat < 9)' "$squads" >fewer.ndjson
    card -o cards fewer.ndjson
    expect 0
    says 'squad 1: 7 of 12 arrived here; missing seats: 3, 9-12'
    says 'squad 2: 7 of 11 arrived here; missing seats: 3, 9-11'
}

@test "records that contradict each other are refused with their line" {
    cat "$squads" "$squads" >back.ndjson
    card -o cards back.ndjson
    expect 65
    says 'back.ndjson:24: squad.back'
    head -n 2 "$squads" | jq -c '.squad.seat = 2' >twice.ndjson
    card -o twice twice.ndjson
    expect 65
    says 'twice.ndjson:2: squad.seat'
    one '.squad.id = "../../x"'
    card -o up one.ndjson
    expect 65
    says squad.id
    echo '{"muster":1}' >bad.ndjson
    card -o bad bad.ndjson
    expect 65
    says 'bad.ndjson:1: wire.field'
}

@test "the command line and the files it names" {
    try muster card "$squads"
    expect 64
    card -o cards nowhere.ndjson
    expect 66
    try muster card --contacts nowhere.csv -o cards "$squads"
    expect 66
    card --template nowhere -o cards "$squads"
    expect 78
    says 'a4-90x54'
    card -o cards/none/x.pdf "$squads"
    expect 73
    card -o cards </dev/null
    expect 0
    says 'no record came in'
    card -o - --held no/where.csv "$squads"
    expect 73
}

@test "without --contacts the example numbers are printed, with a warning" {
    try muster card -o cards "$squads"
    expect 0
    says EXAMPLE
    says contacts.csv
    pdftotext cards/20261111-01.pdf - | grep -q 示例
}

@test "contacts that do not work are refused before anything is printed" {
    while IFS='|' read -r status code rows; do
        printf "名称,电话,二维码\n$rows" >contacts.csv
        try muster card --contacts contacts.csv -o cards "$squads"
        expect "$status"
        says "$code"
        [ ! -e cards ]
    done <<'END'
65|contacts.csv:2:2: contacts.phone|警务室,57385550101,是\n
65|contacts.csv:2:2: contacts.phone: this contact has no number|警务室,,是\n
78|contacts.csv: contacts.qr|警务室,110,否\n
78|card.glyph: no font here has U+E123|\xEE\x84\xA3,110,是\n
END
    { echo label,phone; for i in $(seq 10 99); do echo "desk $i,138001380$i"; done; } >contacts.csv
    try muster card --contacts contacts.csv -o cards "$squads"
    expect 78
    [ ! -e cards ]
    { echo label,phone,in qr; for i in $(seq 10 40); do echo "desk $i,138001380$i,no"; done; echo police,110,yes; } >contacts.csv
    try muster card --contacts contacts.csv -o cards "$squads"
    expect 78
    says 'contacts.csv: contacts.crowd: 31 numbers are too many for their box'
    printf 'label,phone,on card,in qr\npolice,110,no,yes\n' >contacts.csv
    try muster card --contacts contacts.csv -o cards "$squads"
    expect 78
    says 'contacts.csv: contacts.card: no contact is to be on the card'
    [ ! -e cards ]
}

@test "templates: the shipped ones follow the schema, wrong ones are refused with their line" {
    valid templates/cards/card.schema.json "$MUSTER_SOURCE"/templates/cards/*.yaml
    sed 's/align: right/align: rihgt/' "$template" >wrong.yaml
    not valid templates/cards/card.schema.json wrong.yaml
    card --template wrong.yaml -o cards "$squads"
    expect 78
    says "wrong.yaml:$(grep -n rihgt wrong.yaml | head -n 1 | cut -d: -f1):"
    sed 's/WenQuanYi Micro Hei/Noto Sans CJK SC/' "$template" >cff.yaml
    card --template cff.yaml -o cards "$squads"
    expect 78
    says font.family
    sed 's/{qr: \(.*\), x: 58, y: 11.4, width: 31, height: 31}/{qr: \1, x: 58, y: 11.4, width: 19, height: 19}/' \
        "$template" >small.yaml
    card --template small.yaml -o cards "$squads"
    expect 78
    says qr.small
    sed 's/width: 31, height: 31/width: 22, height: 22/' "$template" >narrow.yaml
    card --template narrow.yaml -o narrow "$squads"
    expect 0
    says 'mm wide'
}

@test "a full disk leaves nothing under the name" {
    mkdir cards
    status=0
    (trap '' XFSZ; ulimit -f 8; exec muster card --contacts "$contacts" -o cards "$squads") 2>err || status=$?
    [ "$status" -eq 74 ] || { cat err; return 1; }
    says file.write
    [ -z "$(ls -A cards)" ]
}

@test "the site file names contacts and template" {
    mkdir park
    cp "$contacts" park/numbers.csv
    cp "$template" park/ours.yaml
    sed -i 's/求助联系卡/我们的卡/' park/ours.yaml
    printf 'card:\n  contacts: numbers.csv\n  template: ours.yaml\n' >park/site.yaml
    try muster card --site park/site.yaml -o cards "$squads"
    expect 0
    not grep -q EXAMPLE err
    pdfinfo cards/20261111-01.pdf | grep -q 我们的卡
}

@test "rows shrink so that every number has its place" {
    { printf 'label,phone,grid\n'; for i in 1 2 3 4 5; do echo "办公室$i,0573-8555 020$i,"; done
      echo "网格员,0573-8555 0209,G02"; } >six.csv
    one '.grid = "G02"'
    try muster card --contacts six.csv -o six.pdf one.ndjson
    expect 0
    pdftotext -raw six.pdf six.txt
    for i in 1 2 3 4 5 9; do grep -qF "0573-8555 020$i" six.txt; done
    one '.grid = "G01"'
    try muster card --contacts six.csv -o five.pdf one.ndjson
    expect 0
    pdftotext -raw five.pdf five.txt
    grep -qF "0573-8555 0205" five.txt
    not grep -qF "0573-8555 0209" five.txt
}
