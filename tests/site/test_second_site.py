"""The engine knows nothing of the subject: a tiny site on another one builds with it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import html

from project import TINY


def test_second_site_builds(tiny_site: Path) -> None:
    page = html.parse(str(tiny_site / "topics/plan/index.html"))
    assert page.xpath('//a[@class="term"]/text()') == ["toll", "ferry"]


def test_nothing_of_this_subject_gets_into_another(
    tiny_site: Path, settings: dict[str, Any], content: Callable[[str], Any]
) -> None:
    """What has a name here is named on no page and in no file there."""
    names = [settings["site_name"], *(actor["name"] for actor in content("actors"))]
    names += [event["title"] for event in content("events")]
    written = "".join(f.read_text(encoding="utf-8") for f in TINY.rglob("*") if f.is_file())
    names = [name for name in names if name not in written]  # both may have a Town Council
    ours = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    files = [f for f in tiny_site.rglob("*") if f.suffix in (".html", ".json", ".xml", ".ics")]
    assert len(files) > 20
    for file in files:
        found = ours.search(file.read_text(encoding="utf-8"))
        assert not found, (file.relative_to(tiny_site), found)
