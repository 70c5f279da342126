#!/usr/bin/awk -f
# Turns a tab-separated table of facts into the inside of a C array of string rows: {"a", "b"},
# Lines that start with # are comments.
BEGIN { FS = "\t" }
/^#/ { next }
{
    row = ""
    for (i = 1; i <= NF; i++) {
        cell = $i
        gsub(/\\/, "\\\\", cell)
        gsub(/"/, "\\\"", cell)
        row = row (i > 1 ? ", " : "") "\"" cell "\""
    }
    print "{" row "},"
}
