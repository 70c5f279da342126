#include "unit.h"

#include "base/buf.h"
#include "table/xml.h"
#include <string.h>

static bool in_text;

static void end_text(struct buf *out)
{
    buf_add_text(out, in_text ? "\"" : "");
    in_text = false;
}

static int on_start(void *context, const char *name, const char *const *attributes, struct err *err)
{
    (void)err;
    struct buf *out = context;
    end_text(out);
    buf_printf(out, "<%s", name);
    for (; *attributes; attributes += 2)
        buf_printf(out, " %s=%s", attributes[0], attributes[1]);
    buf_add_char(out, '>');
    if (!strcmp(name, "refused"))
        return err_set(err, STATUS_INPUT, "test.refused", "no");
    return 0;
}

static int on_end(void *context, const char *name, struct err *err)
{
    (void)err;
    end_text(context);
    buf_printf(context, "</%s>", name);
    return 0;
}

static void on_text(void *context, const char *text, size_t len)
{
    if (!in_text)
        buf_add_text(context, "\"");
    in_text = true;
    buf_add(context, text, len);
}

/* The events of a text that comes in pieces of `step` bytes, or the code of its error. */
static void read_in_steps(const char *text, size_t len, size_t step, struct buf *out)
{
    const struct part_events events = {out, on_start, on_end, on_text};
    struct err err = {0};
    struct xml *xml = xml_new(&events, "t", &err);
    int result = 0;
    in_text = false;
    for (size_t at = 0; at < len && !result; at += step)
        result = xml_feed(xml, text + at, len - at < step ? len - at : step, false);
    if (!result)
        result = xml_feed(xml, "", 0, true);
    if (result) {
        buf_clear(out);
        buf_add_text(out, err.code);
    }
    xml_free(xml);
}

static const struct {
    const char *text, *events;
} cases[] = {
    {"<a/>", "<a></a>"},
    {"\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"GB2312\"?>\r\n<a>一</a>\n<!-- c --> ",
        "<a>\"一\"</a>"},
    {"<p:a x='1' q:y=\"two\"><p:b/></p:a >", "<a x=1 q:y=two><b></b></a>"},
    {"<a b = '1'\n\tc\n=\n\"2\" />", "<a b=1 c=2></a>"},
    {"<a>&lt;&amp;&gt;&quot;&apos;&#x4E00;&#19968;&#x20BB7;</a>", "<a>\"<&>\"'一一𠮷\"</a>"},
    {"<a b='&lt;&#65;&#x0000042;\"\n'/>", "<a b=<AB\" ></a>"},
    {"<a>one\r\ntwo\rthree\r</a>", "<a>\"one\ntwo\nthree\n\"</a>"},
    {"<a>x<!-- <b> -- &no; --->y<?p ?>z<![CDATA[<&]]]]>!</a>", "<a>\"xyz<&]]!\"</a>"},
    {"<a b='>'>></a>", "<a b=>>\">\"</a>"},
    {"<a><![CDATA[]]></a>", "<a></a>"},
    {"", "t.xml"},
    {"\xEF\xBB\xBF", "t.xml"},
    {"a", "t.xml"},
    {"<a>", "t.xml"},
    {"<a", "t.xml"},
    {"<a></b>", "t.xml"},
    {"<a><b></a></b>", "t.xml"},
    {"<p:a></a>", "t.xml"},
    {"</a>", "t.xml"},
    {"<a/><b/>", "t.xml"},
    {"<a/>b", "t.xml"},
    {"<a/>&#65;", "t.xml"},
    {"<>", "t.xml"},
    {"<//>", "t.xml"},
    {"< a/>", "t.xml"},
    {"<a b/>", "t.xml"},
    {"<a b=1/>", "t.xml"},
    {"<a b='1'c='2'/>", "t.xml"},
    {"<a b='<'/>", "t.xml"},
    {"<a b\"c=\"d>", "t.xml"},
    {"<a x\"y=\"z></a>", "t.xml"},
    {"<a b='/>", "t.xml"},
    {"<a>&nbsp;</a>", "t.xml"},
    {"<a>&#0;</a>", "t.xml"},
    {"<a>&#xD800;</a>", "t.xml"},
    {"<a>&#x110000;</a>", "t.xml"},
    {"<a>&#;</a>", "t.xml"},
    {"<a>&# 65;</a>", "t.xml"},
    {"<a>&#x+41;</a>", "t.xml"},
    {"<a>&amp</a>", "t.xml"},
    {"<a>&", "t.xml"},
    {"<a b='&'/>", "t.xml"},
    {"<a b='&amp'/>", "t.xml"},
    {"<a/><!-- open", "t.xml"},
    {"<a><![CDATA[ open</a>", "t.xml"},
    {"<!ELEMENT a><a/>", "t.xml"},
    {"<a><!X></a>", "t.xml"},
    {"<a>\xC3</a>", "t.xml"},
    {"<a>\xED\xA0\x80</a>", "t.xml"},
    {"<a/>\xE4\xB8", "t.xml"},
    {"<!DOCTYPE a><a/>", "t.doctype"},
    {"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "t.doctype"},
    {"<a><refused/><b></a>", "test.refused"},
};

static void documents_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf whole = {0};
        read_in_steps(cases[i].text, strlen(cases[i].text), 1000, &whole);
        if (strcmp(buf_text(&whole), cases[i].events))
            fail_msg("%s: %s", cases[i].text, buf_text(&whole));
        buf_release(&whole);
    }
}

static void pieces_of_any_length_give_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t step = 1; step < 8; step++) {
            struct buf pieces = {0};
            read_in_steps(cases[i].text, strlen(cases[i].text), step, &pieces);
            if (strcmp(buf_text(&pieces), cases[i].events))
                fail_msg("%s in steps of %zu: %s", cases[i].text, step, buf_text(&pieces));
            buf_release(&pieces);
        }
}

static void a_nul_is_refused(void **state)
{
    (void)state;
    struct buf out = {0};
    read_in_steps("<a>\0</a>", 8, 100, &out);
    assert_string_equal(buf_text(&out), "t.xml");
    buf_release(&out);
}

static void limits_are_kept(void **state)
{
    (void)state;
    static const struct {
        const char *head, *unit;
        size_t count;
        const char *tail, *ends;
    } limits[] = {
        {"", "<a>", XML_NESTING_MAX, "", "t.xml"}, // not closed
        {"", "<a>", 2000000, "", "t.xml"},
        {"<a", " b=''", XML_ATTRIBUTES_MAX + 1, "/>", "t.xml"},
        {"<a b='", "x", XML_TAG_MAX + (1 << 17), "'/>", "t.size"},
        {"<a>", "x", XML_TAG_MAX + (1 << 17), "</a>", "\"</a>"},
        {"<a><!--", "x", XML_TAG_MAX + (1 << 17), "--></a>", "<a></a>"},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct buf text = {0}, out = {0};
        buf_add_text(&text, limits[i].head);
        for (size_t n = 0; n < limits[i].count; n++)
            buf_add_text(&text, limits[i].unit);
        buf_add_text(&text, limits[i].tail);
        read_in_steps(text.data, text.len, 1 << 16, &out);
        size_t len = strlen(limits[i].ends);
        if (out.len < len || strcmp(out.data + out.len - len, limits[i].ends))
            fail_msg("limit %zu: %.40s", i, buf_text(&out));
        buf_release(&text);
        buf_release(&out);
    }
}

static void what_follows_the_element_is_not_looked_at(void **state)
{
    (void)state;
    struct buf out = {0};
    const struct part_events events = {&out, on_start, on_end, on_text};
    struct err err = {0};
    struct xml *xml = xml_new(&events, "t", &err);
    assert_int_equal(xml_feed_element(xml, "<a><b/>", 7), 0);
    assert_int_equal(xml_feed_element(xml, "</a></sheet> & more", 19), 1);
    assert_string_equal(out.data, "<a><b></b></a>");
    xml_free(xml);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_read_or_refused),
        cmocka_unit_test(pieces_of_any_length_give_the_same),
        cmocka_unit_test(a_nul_is_refused),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(what_follows_the_element_is_not_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
