load helper

@test "muster --help shows the pipe and ends with 0" {
    try muster --help
    expect 0
    grep -q 'muster roster .* | muster check | muster card' out
}

@test "muster without a tool, and with an unknown one, is a usage error" {
    try muster
    expect 64
    try muster rooster
    expect 64
    says 'there is no tool `rooster` (perhaps `roster`); `muster --help` shows the options'
    try muster shift
    expect 64
    says 'there is no tool `shift`;'
}

@test "muster --version names a version" {
    try muster --version
    expect 0
    grep -qE '^muster [0-9]+\.[0-9]+' out
}
