#!/usr/bin/awk -f
# Turns a table of facts (tab-separated, comment lines start with #) into the inside of a C array, a row a line.
# -v columns="1 6" picks columns; -v numbers=1 writes them as numbers, an empty cell as 9999.
BEGIN { FS = "\t" }
/^#/ { next }
{
    count = columns ? split(columns, pick, " ") : NF
    row = ""
    for (i = 1; i <= count; i++) {
        cell = $(columns ? pick[i] : i)
        gsub(/\\/, "\\\\", cell)
        gsub(/"/, "\\\"", cell)
        cell = numbers ? (cell == "" ? 9999 : cell) : "\"" cell "\""
        row = row (i > 1 ? ", " : "") cell
    }
    print "{" row "},"
}
