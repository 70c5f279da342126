"""picture.py EXPECTED.pbm RENDERED.pgm: both must show the same writing.

Each picture is cut to its ink and laid on the other; nearly every dark point of one must have a dark point of the
other within a point's distance, so renderers may differ at the edges but no stroke may be missing."""
import sys


def read(name):
    data = open(name, "rb").read()
    kind, *rest = data.split(None, 4 if data[:2] == b"P5" else 3)
    width, height = int(rest[0]), int(rest[1])
    body = rest[-1]
    if kind == b"P5":
        assert len(body) >= width * height, name
        dark = lambda x, y: body[y * width + x] < 128
    elif kind == b"P4":
        stride = (width + 7) // 8
        dark = lambda x, y: body[y * stride + x // 8] >> (7 - x % 8) & 1
    else:
        sys.exit(f"{name}: neither P4 nor P5")
    return {(x, y) for y in range(height) for x in range(width) if dark(x, y)}


def cut(ink):
    left, top = min(x for x, _ in ink), min(y for _, y in ink)
    return {(x - left, y - top) for x, y in ink}


def found(ink, other):
    near = {(x + i, y + j) for x, y in other for i in (-1, 0, 1) for j in (-1, 0, 1)}
    return len(ink & near) / len(ink)


expected, rendered = read(sys.argv[1]), read(sys.argv[2])
if not expected or not rendered:
    sys.exit("one of the pictures is blank")
expected, rendered = cut(expected), cut(rendered)
there, nothing_else = found(expected, rendered), found(rendered, expected)
print(f"{there:.3f} of the expected ink is there, {nothing_else:.3f} of what is there was expected")
sys.exit(there < 0.995 or nothing_else < 0.995)
