#include "profile/keytext.h"

#include "base/encoding.h"

int keytext_read(const struct template *template, const struct inputs *inputs, struct buf *out)
{
    static const struct {
        const char *prefix;
        enum encoding encoding;
    } forms[] = {{"hex:", ENCODING_HEX}, {"base64:", ENCODING_BASE64}};
    struct buf text = {0};
    template_fill(template, inputs, &text);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t len = strlen(forms[i].prefix);
        if (strncmp(buf_text(&text), forms[i].prefix, len) != 0)
            continue;
        int result = encoding_undo(forms[i].encoding, text.data + len, text.len - len, out);
        buf_wipe(&text);
        return result;
    }
    buf_add(out, buf_text(&text), text.len);
    buf_wipe(&text);
    return 0;
}
