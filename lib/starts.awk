#!/usr/bin/awk -f
# Tells where the groups of a table of facts start, as the inside of a C array by group: one more than the number of
# the group's first row. -v column=1 names the column of numbers that the rows are sorted by, -v size=100 how many
# of those numbers are a group.
BEGIN { FS = "\t" }
/^#/ { next }
{
    group = int($column / size)
    if (!(group in known))
        print "[" group "] = " rows + 1 ","
    known[group]
    rows++
}
