"""Images made while the site is built: what shared links show, and the icon for touch screens.

They are drawn from a template and from the site's icon, with the site's own fonts and without a
network, so that the same content gives the same bytes. They are cached in files.
"""

import json
import struct
import zlib
from pathlib import Path

from explainer.figures.drawings import DRAWN_BY
from explainer.file_cache import cached
from explainer.problems import Place, Problem
from explainer.records.figures import Figure
from explainer.records.front_matter import TopicMeta
from explainer.site import Site

TOUCH_ICON = 180
"""Width in pixels of the icon that Apple's devices ask for; `icon.svg` is 32 wide."""

INK, PAPER = b"\x1c\x20\x23", b"\xfc\xfb\xf8"
"""Colours of the cards, in which templates draw black and white; those of the style sheet."""


def images(site: Site, assets: Path, cache: Path) -> dict[str, bytes]:
    """Return PNG images by path: a card for each topic and figure, one for other pages, the icon.

    `assets` is the folder with `icon.svg` and `fonts/`, and `cache` where images are kept.
    """
    fonts, about = assets / "fonts", site.publication
    letters = [file.read_bytes() for file in sorted(fonts.glob("*.woff2"))]
    drawn_with = b"".join([DRAWN_BY.encode(), INK, PAPER, *letters])

    def drawn(svg: str, file: str, scale: float = 1, in_ink: bool = False) -> bytes:
        depends_on = drawn_with + json.dumps([svg, scale, in_ink]).encode()
        try:
            return cached(cache, depends_on, lambda: _png(svg, fonts, scale, in_ink))
        except (ValueError, RuntimeError) as error:
            what = f"it gives no SVG image: {str(error).splitlines()[0]}"
            site.problems.append(Problem(Place(f"overrides/{file}"), "broken-template", what))
            return b""

    def card(title: str, text: str, of: TopicMeta | Figure | None = None) -> bytes:
        svg = site.templates.html("card.svg", title=title, text=text, topic=of)
        # An error of the template is reported.
        return drawn(svg, "generated/card.svg.html", in_ink=True) if svg else b""

    found = {"card": card(about.name, about.description)}
    for name, page in site.topics.items():
        if isinstance(page.meta, TopicMeta):
            found[f"cards/{name}"] = card(page.meta.title, page.meta.standfirst, page.meta)
    for name, figure in site.content.all(Figure).items():
        found[f"cards/figure-{name}"] = card(figure.title, figure.summary, figure)
    icon = (assets / "icon.svg").read_text(encoding="utf-8", errors="replace")
    found["touch-icon"] = drawn(icon, "assets/icon.svg", scale=TOUCH_ICON / 32)
    return {f"assets/{name}.png": image for name, image in found.items() if image}


def _png(svg: str, fonts: Path, scale: float, in_ink: bool) -> bytes:
    import vl_convert  # slow to start; only when there is something to draw

    vl_convert.register_font_directory(str(fonts))
    png = bytes(vl_convert.svg_to_png(svg, scale=scale))
    return _in_ink(png) if in_ink else png


def _in_ink(png: bytes) -> bytes:
    """Turn black into ink and white into paper, with one byte for each pixel instead of four.

    That makes a sixth of the size. PNG filters each channel by itself, so red alone, which equals
    green and blue in a grey, remains valid as it is and now numbers the colours of a palette.
    """
    size, rows = png[16:24], zlib.decompress(b"".join(_chunks(png, b"IDAT")))
    length = 1 + 4 * int.from_bytes(size[:4])  # a byte names the filter of each row
    lines = (rows[start : start + length] for start in range(0, len(rows), length))
    red = b"".join(line[:1] + line[1::4] for line in lines)
    ends = list(zip(INK, PAPER, strict=True))
    palette = bytes(ink + (paper - ink) * step // 255 for step in range(256) for ink, paper in ends)
    header = size + b"\x08\x03\x00\x00\x00"  # 8 bits, indexed colour, no interlacing
    parts = {b"IHDR": header, b"PLTE": palette, b"IDAT": zlib.compress(red, 9), b"IEND": b""}
    return png[:8] + b"".join(_chunk(name, data) for name, data in parts.items())


def _chunks(png: bytes, wanted: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        if name == wanted:
            found.append(png[at + 8 : at + 8 + length])
        at += 12 + length
    return found


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
