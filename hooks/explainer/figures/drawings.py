"""The drawings of figures: maps, and charts that Vega-Lite draws.

Charts are cached in files. vl-convert, which takes a second to start, is imported only to draw one
that is new or changed.
"""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from explainer.figures.maps import draw_map
from explainer.figures.specification import specification
from explainer.figures.svg import Drawing, DrawingError, reduced
from explainer.file_cache import cached
from explainer.records.figures import Figure

DRAWN_BY = version("vl-convert-python")

VEGA_LITE = "6.4"
"""The version of Vega-Lite, of which vl-convert brings several."""


def vega_svg(specification: dict[str, Any]) -> str:
    """Return Vega's SVG. Nothing is fetched: data from addresses is refused, fonts are built in.

    Raises:
        DrawingError: If Vega-Lite refuses the specification.
    """
    import vl_convert  # only when there is something to draw

    try:
        svg = vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])
    except ValueError as error:
        said = [line.strip() for line in str(error).splitlines()]
        raise DrawingError((said[1:] or said)[0]) from None
    return str(svg)


class Drawings:
    """The drawings of one build of the project `root`; charts of an `earlier` one are kept."""

    def __init__(self, root: Path, earlier: "Drawings | None" = None) -> None:
        self._root = root
        self._earlier = earlier._made if earlier else {}
        self._made: dict[str, tuple[Figure, Drawing]] = {}

    def of(self, figure: Figure) -> Drawing:
        """Return the drawing of a figure that has one.

        Raises:
            DrawingError: If Vega-Lite refuses it, or the base of a map cannot be read.
        """
        if figure.id not in self._made:
            before, drawn = self._earlier.get(figure.id, (None, None))
            same = before is figure and not figure.map  # the base of a map may have changed
            self._made[figure.id] = figure, (drawn if same else None) or self._draw(figure)
        return self._made[figure.id][1]

    def _draw(self, figure: Figure) -> Drawing:
        if figure.map:
            return draw_map(figure, figure.map, self._root)
        wanted = specification(figure)
        depends_on = json.dumps([DRAWN_BY, VEGA_LITE, wanted], sort_keys=True).encode()
        folder = self._root / ".cache" / "figures"
        return reduced(cached(folder, depends_on, lambda: vega_svg(wanted).encode()).decode())
