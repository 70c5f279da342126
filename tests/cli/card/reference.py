"""reference.py FOLDER: makes name.pbm and other.pbm (fixtures/cards) with FreeType (python3-pil), glyph by glyph from the same fonts:
what a name looks like when no PDF library is in between."""
import os
import sys

from PIL import Image, ImageDraw, ImageFont

fonts = "/usr/share/fonts/truetype/"
faces = {name: ImageFont.truetype(fonts + file, 100, layout_engine=ImageFont.Layout.BASIC) for name, file in {
    "micro": "wqy/wqy-microhei.ttc", "wenkai": "lxgw-wenkai/LXGWWenKai-Regular.ttf", "hana": "hanazono/HanaMinB.ttf"}.items()}


def draw(name, runs):
    picture = Image.new("L", (1400, 160), 255)
    pen, x = ImageDraw.Draw(picture), 20.0
    for face, text in runs:
        pen.text((x, 120), text, font=faces[face], fill=0, anchor="ls")
        x += faces[face].getlength(text)
    picture.point(lambda v: 255 if v > 127 else 0).convert("1").save(
        os.path.join(sys.argv[1], name))


draw("name.pbm", [("micro", "阿依古丽·买买提江"), ("wenkai", "𠮷"), ("hana", "𫓮")])
draw("other.pbm", [("micro", "阿依古丽·买买提汪"), ("wenkai", "𠮷"), ("hana", "𫓮")])
