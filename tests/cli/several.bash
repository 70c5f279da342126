# Two endpoints at once: `load several` after people.

# two [OPTION]...: the rehearsal endpoints `first` over people.csv (log first.ndjson) and `second` over other.csv, a copy
# of it unless there is one (log second.ndjson), with their profiles in first.yaml and second.yaml.
two() {
    [ -e other.csv ] || cp people.csv other.csv
    serve muster-endpoint --register people.csv --listen 127.0.0.1:0 --log first.ndjson "$@"
    profile_of first "$url"
    first_server=$server first_url=$url
    serve muster-endpoint --register other.csv --listen 127.0.0.1:0 --log second.ndjson "$@"
    profile_of second "$url"
    second_url=$url
}

# profile_of ID URL: the profile `reference` under this name for this address.
profile_of() {
    sed "s/^id: .*/id: $1/; s#^base: .*#base: $2#" "$MUSTER_SOURCE/templates/endpoints/reference.yaml" >"$1.yaml"
}

end_two() {
    [ -z "${first_server:-}" ] || { kill "$first_server" 2>/dev/null && wait "$first_server"; } || true
    first_server=
    end_server
}

check_both() {
    try muster check --endpoint ./first.yaml --endpoint ./second.yaml "$@"
}

# asked LOG: requests; charged_once LOG: nobody was charged for twice.
asked() {
    cat "$1" 2>/dev/null | wc -l
}

charged_once() {
    jq -es 'map(select(.charged) | .person) | length == (unique | length)' "$1" >/dev/null
}
