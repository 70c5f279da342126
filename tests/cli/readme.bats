load helper

# The worked example of README.md, typed as it stands there: what it prints is what the README shows.
@test "the README's worked example prints what it shows" {
    cp -r "$fixtures" "$MUSTER_SOURCE/templates" .
    awk '/^```console$/ { on = 1; next } /^```$/ { on = 0 } on' "$MUSTER_SOURCE/README.md" >example
    grep -vE '^(\$|    )' example | sort >shown
    sed -n '/^\$/,/[^|]$/p' example | grep -E '^(\$|    )' | sed 's/^\$ //' >typed
    { cat typed; echo 'kill $(jobs -p); wait'; } >script
    bash -m script >printed 2>&1
    grep -E '^(muster|http)' printed | grep -v 'requests:' | sort >said
    mask() { sed -E 's/([0-9]+\.[0-9]+ (s|seconds)|time: .*)$/TIME/' "$1"; }
    # the second example's words come too: they are not shown
    comm -23 <(mask shown | sort -u) <(mask said | sort -u) >missing
    [ ! -s missing ] || { echo "shown but not printed:"; cat missing printed; return 1; }
    [ "$(wc -l <shown)" -ge 12 ]
    [ -s out/morning/cards/20261111-01.pdf ]
    [ -s out/morning/shunda/20261111-01.pdf ]
}
