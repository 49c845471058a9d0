"""The engine knows nothing of the subject: a tiny site on another one builds with it."""

from pathlib import Path

from lxml import html

from project import build


def test_second_site_builds(tiny: Path, tmp_path: Path) -> None:
    build(tiny, tmp_path / "out")
    page = html.parse(str(tmp_path / "out/topics/plan/index.html"))
    assert page.xpath('//a[@class="term"]/text()') == ["toll", "ferry"]
    assert "Paris" not in page.getroot().text_content()
