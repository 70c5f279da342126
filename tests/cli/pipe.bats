load helper

prepare() {
    cp "$fixtures"/morning/* "$MUSTER_SOURCE/templates/contacts.csv" .
    muster endpoint --site /dev/null --register register.csv --listen 127.0.0.1:0 --log log >url 2>endpoint.err &
    endpoint=$!
    for _ in $(seq 200); do
        [ -s url ] && break
        sleep 0.05
    done
    url=$(cat url)
    export -n MUSTER_SITE
}

cleanup() {
    kill "$endpoint" 2>/dev/null || true
}

# Cards on the PDFs of a folder, counted from their seats.
card_count() {
    for pdf in "$1"/*.pdf; do pdftotext -raw "$pdf" -; done | grep -cE '[0-9]+ 号$'
}

@test "the pipe with its options: every row becomes a card, a held card or a reject" {
    mv site.yaml other.yaml
    muster roster --date 2026-11-11 --rejects rejects.csv hengxin.xlsx shunda.csv 2>roster.err |
        muster check --url "$url" --state st 2>check.err | tee checked.ndjson |
        muster card --contacts contacts.csv --held held.csv -o cards/ 2>card.err
    schema_ok checked.ndjson
    records=$(wc -l <checked.ndjson) rejects=$(grep -vc 'muster: ' rejects.csv) held=$(($(wc -l <held.csv) - 1))
    [ $((records + rejects)) -eq 186 ]
    [ "$(card_count cards)" -eq $((records - held)) ]
    [ "$(jq -r 'select(.lane == "red") | .name' checked.ndjson | wc -l)" -eq $held ]
    [ "$(grep -c '"charged":true' log)" -eq "$(jq -r 'select(.doc.type == "resident") | .name' checked.ndjson | wc -l)" ]
    not grep -wE '[0-9]{17}[0-9X]' checked.ndjson held.csv roster.err check.err card.err
}

@test "the pipe without an option, in a folder with a site file" {
    sed -i "s|^check:|&\n  url: $url|" site.yaml
    muster roster hengxin.xlsx shunda.csv | muster check | muster card -o cards/
    [ "${PIPESTATUS[*]}" = "0 0 0" ]
    [ -s rejects.csv ]
    [ -s held.csv ]
    [ "$(ls cards)" = 20261111-01.pdf ]
}

@test "jq in between takes a part, indented as it prints, and the missing seats are told" {
    mv site.yaml other.yaml
    muster roster --date 2026-11-11 --rejects rejects.csv hengxin.xlsx shunda.csv 2>/dev/null |
        jq 'select(.agency == "顺达人力")' | muster check --url "$url" --state st 2>/dev/null |
        jq 'select(.lane == "green")' >green.json
    muster card --contacts contacts.csv -o cards/ green.json 2>err
    [ "$(card_count cards)" -eq "$(jq -s length green.json)" ]
    [ "$(card_count cards)" -gt 50 ]
    says 'arrived here'
}
