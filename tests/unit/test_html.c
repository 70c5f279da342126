#include "scratch.h"

#include "sheet.h"
#include "table/html.h"

static int read_text(const char *text, struct seen *seen, struct err *err)
{
    struct table_sink sink = seen_sink(seen);
    return html_read(text, strlen(text), "page.xls", &sink, err);
}

static void pages_as_systems_export_them(void **state)
{
    (void)state;
    static const struct {
        const char *page, *rows;
    } cases[] = {
        {"<table><tr><th>a</th><td>b</td></tr><tr><td>1<td>2", "1: a|b\n2: 1|2\n"},
        {"<TABLE><TR><TD>a<TD>b<TR><TD>1<TD>2", "1: a|b\n2: 1|2\n"},
        {"<table><tr><td>1&nbsp;2</td><td>&lt;&#24352;&#x5f20;&gt;&middot;", "1: 1 2|<张张>·\n"},
        {"<table><tr><td>&#0;&#xD800;&unknown;&#;&", "1: &#0;&#xD800;&unknown;&#;&\n"},
        {"<table><tr><td>a<br>b<br/>c</td><td>\n  d\t\r\n", "1: a b c|d\n"},
        {"<table><tr><td>1 < 2<td><3", "1: 1 < 2|<3\n"},
        {"<table><tr><td rowspan=3>a<td>1<tr><td>2<tr><td>3<tr><td>4<td>5",
            "1: a|1\n2: a|2\n3: a|3\n4: 4|5\n"},
        {"<table><tr><td style='x' colspan = \"2\">a<td>b<tr><td>1<td>2<td>3",
            "1: a||b\n2: 1|2|3\n"},
        {"<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c", "1: a||b\n2: a||c\n"},
        {"<table><tr><td rowspan=9>a</table><table><tr><td>b", "1: a\n2: b\n"},
        {"<html><body><table><tr><td>a</table></body></html><table><tr><td>b", "1: a\n2: b\n"},
        {"<table><tr><td>a<table><tr><td>b</table></td><td>c", "1: a\n2: b\n3: c\n"},
        {"<style>td{}</style><script>'<td>x'</script>out<table><caption>t</caption><tr><td>a"
         "<style>p</style></table>out",
            "1: a\n"},
        {"<table><tr><td><a class=\"comment-indicator\"></a><comment>tomorrow</comment>a<td>b",
            "1: a|b\n"},
        {"<A HREF=\"#table0\">S</A><A NAME=\"table0\"><h1>Sheet 1: <em>早班</em></h1></A><table><tr><td>a"
         "</table><A NAME=\"table1\"><h1>Sheet 2: <em>晚班</em></h1></A><table><tr><td><em>b</em>",
            "[早班]\n1: a\n[晚班]\n1: b\n"},
        {"<table><tr></tr><tr><td> </td></tr><tr><td>a", "3: a\n"},
        {"<table><td>a<td>b<tr><td>1", "1: a|b\n2: 1\n"},
        {"<meta charset=gb2312><table><tr><td title='a>b'>张", "1: 张\n"},
        {"<table><tr><td>a<!-- <td>c --><![if a]>b<o:p>c</o:p><span>d", "1: abcd\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = {0};
        struct err err = {0};
        struct buf page = {0};
        buf_printf(&page, "%s</table>", cases[i].page);
        assert_int_equal(read_text(page.data, &seen, &err), 0);
        buf_release(&page);
        if (strcmp(buf_text(&seen.rows), cases[i].rows))
            fail_msg("case %zu: %s", i, buf_text(&seen.rows));
        seen_release(&seen);
    }
}

/* A page of `head`, then `count` times `piece`, then `tail`. */
static int read_many(
    const char *head, const char *piece, size_t count, const char *tail, struct err *err)
{
    struct buf page = {0};
    struct seen seen = {0};
    buf_add_text(&page, head);
    while (count--)
        buf_add_text(&page, piece);
    buf_add_text(&page, tail);
    int result = read_text(page.data, &seen, err);
    seen_release(&seen);
    buf_release(&page);
    return result;
}

static void pages_made_to_hurt_are_answered(void **state)
{
    (void)state;
    static const struct {
        const char *head, *piece;
        size_t count;
        const char *tail, *code;
    } cases[] = {
        {"<table><tr><td>", "<b>", 2000000, "</table>", ""},
        {"", "<table><tr><td>", 1000000, "</table>", ""},
        {"<table><tr>", "<td>1", 1000000, "</table>", "html.columns"},
        {"<table><tr><td>", "0123456789", 200000, "</table>", "html.cell"},
        {"<table><tr><td>", "&", 200000, "</table>", ""},
        {"<table>", "<tr><td colspan=16384 rowspan=99999>1", 1000, "</table>", "html.columns"},
        {"<table><tr><td rowspan=99999>1<td colspan=16383 rowspan=99999>2", "<tr>", 1000,
            "</table>", ""},
        {"<!DOCTYPE html [<!ENTITY a \"b\">]><table><tr><td>", "&a;", 1000, "</table>", ""},
        {"<table><tr><td>1<tr><td>", "1", 10, "", "html.damaged"},
        {"<table><tr><td a=\"", "0123456789", 400000, "", "html.damaged"},
        {"<table><tr><td>1<!--", "0123456789", 400000, "", "html.damaged"},
        {"<table><tr><td>1", "<", 400000, "", "html.damaged"},
        {"<html><body>", "a", 10, "", "html.table"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        int result = read_many(cases[i].head, cases[i].piece, cases[i].count, cases[i].tail, &err);
        if (strcmp(err.code, cases[i].code) || result != (*cases[i].code ? -1 : 0))
            fail_msg("case %zu: %s", i, err.code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_as_systems_export_them),
        cmocka_unit_test(pages_made_to_hurt_are_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
