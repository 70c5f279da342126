# One case of fixtures/intake: `load intake` after helper.

# A folder named *.xlsx is a workbook whose parts can be read: it is zipped.
zip_workbooks() {
    local folder
    for folder in *.xlsx/; do
        [ -d "$folder" ] || continue
        (cd "$folder" && find . -type f | LC_ALL=C sort | sed 's,^\./,,' | zip -q -X -@ ../workbook.zip)
        rm -r "$folder"
        mv workbook.zip "${folder%/}"
    done
}

# Leaves in ./came what the command printed, its status and the files it made.
run_command() {
    local before
    cp -r "$1"/. .
    rm -rf expected about
    zip_workbooks
    find . -type f | LC_ALL=C sort >"$BATS_TEST_TMPDIR/before"
    try bash -o pipefail ./command
    mkdir came
    mv out came/stdout
    mv err came/stderr
    [ "$status" = 0 ] || echo "$status" >came/status
    find . -type f ! -path './came/*' | LC_ALL=C sort | LC_ALL=C comm -13 "$BATS_TEST_TMPDIR/before" - |
        while read -r file; do
            mkdir -p "came/$(dirname "$file")"
            mv "$file" "came/$file"
        done
    find came -empty -delete
}

intake() {
    mkdir case
    cd case
    run_command "$MUSTER_INTAKE/$1"
    if [ -n "$MUSTER_UPDATE" ]; then
        rm -rf "$MUSTER_INTAKE/$1/expected"
        cp -r came "$MUSTER_INTAKE/$1/expected"
    fi
    diff -r -u "$MUSTER_INTAKE/$1/expected" came
}
