#!/bin/sh
# Every message that a user may read has its Chinese in po/zh_CN.po, with the same formats.
cd "$MUSTER_SOURCE" || exit 1
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT
echo 1..3
say() {
    if "$@"; then echo "ok $number - $what"; else echo "not ok $number - $what"; fi
}
number=1 what='POTFILES names every source file'
say sh -c 'ls cmd/*.c lib/*/*.c | diff - po/POTFILES'
xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=ngettext:1,2 \
    --flag=_:1:pass-c-format --flag=N_:1:pass-c-format --flag=ngettext:1:pass-c-format -o "$pot" $(cat po/POTFILES)
number=2 what='every message is translated'
say msgcmp po/zh_CN.po "$pot"
number=3 what='translations keep the formats'
say msgfmt --check --check-format -o /dev/null po/zh_CN.po
