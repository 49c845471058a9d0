"""Drawings: of maps made here, of other figures by Vega-Lite and kept from build to build.

An unchanged figure is only read, and vl-convert, which takes a second to start, is not even
imported.
"""

import json
from collections.abc import Callable
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from explainer.figures.drawing import specification
from explainer.figures.kept import kept
from explainer.figures.maps import BaseError, draw_map
from explainer.figures.svg import Drawn, drawn
from explainer.records.figures import Figure

VEGA_LITE = "6.4"
"""The version of Vega-Lite, of which vl-convert brings several."""


class DrawingError(Exception):
    """Vega-Lite cannot draw a specification; the text says why, for editors."""


def draw(specification: dict[str, Any]) -> str:
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
    """The drawings of one build of the project `root`; `draw` makes those that are not kept.

    A preview keeps those of the `earlier` build in memory, maps excepted: their base is a file.
    """

    def __init__(
        self,
        root: Path,
        draw: Callable[[dict[str, Any]], str] = draw,
        earlier: "Drawings | None" = None,
    ) -> None:
        self._root, self._folder, self._draw = root, root / ".cache" / "figures", draw
        self._made: dict[str, Drawn] = {}
        self._earlier = earlier._parsed if earlier else {}
        self._parsed: dict[bytes, Drawn] = {}

    @cached_property
    def _vl_convert(self) -> str:
        return version("vl-convert-python")

    def of(self, figure: Figure) -> Drawn:
        """Return the drawing of a figure that has one.

        Raises:
            DrawingError: If Vega-Lite refuses it, or the base of a map cannot be read.
        """
        if figure.map and figure.id not in self._made:
            try:
                self._made[figure.id] = draw_map(figure, figure.map, self._root)
            except BaseError as error:
                raise DrawingError(str(error)) from None
        if figure.id not in self._made:
            wanted = specification(figure)
            with_all = json.dumps([self._vl_convert, VEGA_LITE, wanted], sort_keys=True).encode()
            found = self._earlier.get(with_all)
            if found is None:
                svg = kept(self._folder, with_all, lambda: self._draw(wanted).encode())
                found = drawn(svg.decode())
            self._made[figure.id] = self._parsed[with_all] = found
        return self._made[figure.id]
