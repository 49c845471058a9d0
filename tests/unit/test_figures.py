"""Figures: the drawing, the table and the files show the same values, and nothing else."""

import csv
import gzip
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from explainer.data.export import exports
from explainer.data.figures import figure_files, style_of_drawings
from explainer.figures import drawings
from explainer.figures.drawings import Drawings, vega_svg
from explainer.figures.specification import number_in_words, specification
from explainer.figures.svg import LINE, Drawing, DrawingError, reduced
from explainer.lists import figures
from explainer.page.deferred import fill
from explainer.pages import read_page
from explainer.records.editorial import Redirect
from explainer.records.figures import Figure
from explainer.refs import Ref
from explainer.rules.charts import ChartRules
from explainer.site import Site
from project import ROOT
from tiny_pages import TINY, Rendered, open_tiny, put, render, render_all

FERRY, OFFERS = "ferry-passengers", "three-offers"
STYLE_SHEET = (ROOT / "overrides/assets/explainer.css").read_text(encoding="utf-8")
LICENCE = {"name": "CC BY 4.0", "url": "https://licence.example/"}


def written(name: str) -> Any:
    """What an editor wrote, as nothing but texts."""
    text = (TINY / f"content/figures/{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts


def site_of() -> Site:
    return open_tiny(name="The Bridge", url="https://site.example/", licence=LICENCE)


def shown(name: str, path: str = "topics/plan.md") -> Rendered:
    """A page that shows a figure."""
    site = site_of()
    return render(f"/// figure\n    id: {name}\n///\n", path, site)


def own_page(name: str) -> Rendered:
    """A figure's own page, with what is filled in when all pages are known."""
    site = site_of()
    render_all(site)
    path = f"figures/{name}.md"
    text = figures.pages(site)[path]
    site.add_generated([], [read_page(path, text)])
    page = render(text.split("---\n", 2)[2], path, site)
    page.html = fill(page.html, site, page.page)
    return page


def rows_of(tree: Any) -> list[list[str]]:
    (table,) = tree.xpath("//figure//table")
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("th | td")]
        for row in table.xpath(".//tr")
    ]


COLUMNS = [
    {"id": "month", "title": "Month", "type": "date"},
    {"id": "red", "title": "Red boats", "type": "number"},
    {"id": "blue", "title": "Blue boats", "type": "number"},
]
MONTHS = ("2020-01", "2020-02", "2020-03", "2020-04")


def figure(drawing: Any, *values: tuple[Any, Any], **more: Any) -> Figure:
    """A figure of two columns of numbers by month."""
    rows = [
        {"month": month, "red": _cell(red), "blue": _cell(blue)}
        for month, (red, blue) in zip(MONTHS, values, strict=False)
    ]
    fields = {"id": "boats", "title": "More boats", "summary": "More.", "unit": "boats"}
    about = {"counted_by": "the crew", "as_of": "2020", "sources": ["gazette-2020"]}
    return Figure.model_validate(
        {**fields, **about, "columns": COLUMNS, "rows": rows, "drawing": drawing, **more}
    )


def _cell(value: Any) -> str | None:
    return None if value is None else str(value)


def drawing_of(figure: Figure) -> Drawing:
    return Drawings(ROOT).of(figure)


def parts(drawing: Drawing, name: str) -> list[str]:
    """The path data of every path of a class, one for each shape."""
    root = ElementTree.fromstring(f"<svg>{drawing.body}</svg>")
    paths = [p.get("d", "") for p in root.iter("path") if name in p.get("class", "").split()]
    return [part for path in paths for part in re.findall(r"M[^M]*", path)]


def texts(drawing: Drawing) -> list[str]:
    root = ElementTree.fromstring(f"<svg>{drawing.body}</svg>")
    return [text.text or "" for text in root.iter("text")]


BARS = {"mark": "bar", "encoding": {"x": {"field": "month"}, "y": {"field": "red"}}}
BOTH = {
    "transform": [{"fold": ["red", "blue"]}],
    "encoding": {"x": {"field": "month"}, "y": {"field": "value"}, "color": {"field": "key"}},
}


# The table and the files


@pytest.mark.parametrize("name", [FERRY, OFFERS])
def test_the_table_on_its_page_is_the_data(name: str) -> None:
    raw = written(name)
    head, *rows = rows_of(own_page(name).tree)
    titles = [c["title"] + (f", {c['unit']}" if "unit" in c else "") for c in raw["columns"]]
    assert head[: len(titles)] == titles
    for row, found in zip(raw["rows"], rows, strict=True):
        for column, cell in zip(raw["columns"], found, strict=False):
            value = IN_WORDS.get(row[column["id"]], row[column["id"]])
            assert re.fullmatch(re.escape(value) + r"(\d≠)?", cell), "a note may follow"
        if name == FERRY:
            assert found[3] == row.get("status", "final")


MONTHS_OF_2020 = ("January", "February", "March", "April", "May", "June")
IN_WORDS = {f"2020-{at:02}": f"{name} 2020" for at, name in enumerate(MONTHS_OF_2020, start=1)}
IN_WORDS["null"] = "not known"


@pytest.mark.parametrize("name", [FERRY, OFFERS])
def test_the_csv_file_is_the_data(name: str) -> None:
    raw = written(name)
    files = figure_files(site_of())
    text = files[f"figures/{name}/{name}.csv"]
    for row, found in zip(raw["rows"], csv.DictReader(io.StringIO(text)), strict=True):
        source = row.get("source", raw["sources"])
        assert found == {
            **{c["id"]: row[c["id"]].replace("null", "") for c in raw["columns"]},
            "status": row.get("status", "final"),
            "source": source if isinstance(source, str) else " ".join(source),
        }


def test_a_negative_number_is_one_in_the_csv_file() -> None:
    site = site_of()
    record = figure(BARS, ("-4.50", 1), (2, None))
    put(site, Ref("figure", "boats"), record)
    assert (
        "2020-01,-4.50,1,final,gazette-2020\r\n2020-02,2,,final,"
        in figure_files(site)["figures/boats/boats.csv"]
    )


def test_the_json_file_is_the_data() -> None:
    site = site_of()
    render_all(site)
    written = json.loads(exports(site)["data/figures.json"])
    ferry, offers = ({row["id"]: row for row in written}[name] for name in (FERRY, OFFERS))
    assert ferry["page"] == "/figures/ferry-passengers/"
    assert [row["values"]["adults"] for row in ferry["rows"]] == [820, 796, 641, None, 502, 410]
    assert [row["status"] for row in ferry["rows"]] == [None] * 5 + ["estimate"]
    assert ferry["rows"][4]["source"] == ["gazette-2020", "herald-2020"]
    assert offers["rows"][1]["values"]["toll"] == "half a coin"
    assert "drawing" not in ferry


def test_the_drawing_is_a_file_that_stands_alone() -> None:
    files = figure_files(site_of())
    assert f"figures/{OFFERS}/{OFFERS}.svg" not in files
    root = ElementTree.fromstring(files[f"figures/{FERRY}/{FERRY}.svg"])
    raw = written(FERRY)
    said = {element.tag.rpartition("}")[2]: element for element in root.iter()}
    assert said["title"].text == raw["title"]
    assert " ".join((said["desc"].text or "").split()) == raw["summary"]
    assert "https://gazette.example/2020" in " ".join(root.itertext())
    assert said["rights"].text == "CC BY 4.0"
    assert said["identifier"].text == "https://site.example/figures/ferry-passengers/"
    style = said["style"].text or ""
    assert "prefers-color-scheme: dark" in style
    used = set(re.findall(r"var\(--([\w-]+)\)", style))
    assert used <= set(re.findall(r"--([\w-]+):", style))


def test_a_file_and_a_card_have_curved_apostrophes_as_pages_do() -> None:
    site = site_of()
    before = site.content.all(Figure)[FERRY]
    typed = {"title": "The ferry's people", "summary": "The boat's 'last' year."}
    put(site, Ref("figure", FERRY), before.model_copy(update=typed))
    root = ElementTree.fromstring(figure_files(site)[f"figures/{FERRY}/{FERRY}.svg"])
    texts = [e.text or "" for e in root.iter() if not e.tag.endswith("style")]
    assert "The ferry’s people" in texts
    assert "The boat’s ‘last’ year." in texts
    card = site.templates.html("card.svg", title="The ferry's", text="It isn't.", topic=None)
    assert ">The ferry’s<" in card
    assert ">It isn’t.<" in card
    vega = '<svg xmlns="http://www.w3.org/2000/svg"><g class="role-axis-label"><text>Quay\'s</text>'
    assert ">Quay’s<" in reduced(f"{vega}</g></svg>").body


def test_the_style_of_a_file_is_that_of_the_site() -> None:
    style = style_of_drawings(STYLE_SHEET)
    light, dark, *rules = style.splitlines()
    for token in ("paper", "ink", "link"):
        colours = re.findall(rf"--{token}: (#\w+)", STYLE_SHEET)
        assert f"--{token}: {colours[0]};" in light
        assert f"--{token}: {colours[1]};" in dark
    assert set(rules[1:]) == set(re.findall(r"(?m)^\.drawing .*$", STYLE_SHEET))


# The drawing


def test_bars_are_as_high_as_their_values() -> None:
    drawing = drawing_of(figure(BARS, (10, 1), (25, 1), (0.5, 1), (7, 1)))
    heights = [float(re.findall(r"v(-?[\d.]+)", bar)[0]) for bar in parts(drawing, "shape")]
    assert len(heights) == 4
    for height, value in zip(heights, (10, 25, 0.5, 7), strict=True):
        assert height == pytest.approx(value * heights[1] / 25, abs=0.2)
    assert texts(drawing)[-4:] == ["10", "25", "0.5", "7"]


def test_bars_without_room_for_their_values_get_an_axis() -> None:
    drawing = drawing_of(
        figure({**BARS, "encoding": {**BOTH["encoding"], "xOffset": {"field": "key"}},
                "transform": BOTH["transform"]}, *[(123_456, 100_000)] * 4)
    )  # fmt: skip
    assert parts(drawing, "grid")
    assert [text for text in texts(drawing) if text == "123,456"] == ["123,456"]


def test_what_is_not_known_is_said_and_not_drawn() -> None:
    drawing = drawing_of(figure(BARS, (10, 1), (None, 1), (0.5, 1)))
    assert len(parts(drawing, "shape")) == 2
    assert "not known" in texts(drawing)
    assert {"Jan", "Feb", "Mar"} <= set(texts(drawing))


def test_a_question_mark_stands_where_the_bar_would_be() -> None:
    rows = [
        {"month": f"20{20 + n // 12}-{n % 12 + 1:02}", "red": None if n in (3, 4) else "5"}
        for n in range(20)
    ]
    drawing = drawing_of(figure(BARS, rows=[{**row, "blue": "1"} for row in rows]))
    lefts = [float(re.findall(r"M([\d.]+)", bar)[0]) for bar in parts(drawing, "shape")]
    step = lefts[1] - lefts[0]
    marks = [float(x) for x in re.findall(r'x="([\d.]+)" y="[^"]*">\?<', drawing.body)]
    assert [round((mark - lefts[0]) / step, 1) for mark in marks] == [3.4, 4.4]  # a bar is .75 wide


def test_a_line_breaks_where_a_value_is_not_known() -> None:
    line = {**BARS, "mark": "line"}
    whole = drawing_of(figure(line, (1, 1), (2, 1), (3, 1), (4, 1)))
    broken = drawing_of(figure(line, (1, 1), (2, 1), (None, 1), (4, 1)))
    assert len(parts(whole, "line")) == 1
    assert len([part for part in parts(broken, "line") if "L" in part]) == 1
    assert len(parts(broken, "point")) == 3  # so that a value between two gaps is seen


@pytest.mark.parametrize("mark", ["bar", "point", "line", "area"])
def test_values_that_are_not_final_look_so(mark: str) -> None:
    record = figure({**BARS, "mark": mark}, (1, 1), (2, 1), (3, 1))
    rows = (*record.rows[:2], record.rows[2].model_copy(update={"status": "projection"}))
    drawing = drawing_of(record.model_copy(update={"rows": rows}))
    assert len(parts(drawing, "estimate")) == 1
    assert bool(parts(drawing, "soft")) == (mark in ("line", "area"))
    assert not parts(drawing_of(record), "estimate")


def test_the_caption_says_which_are_not_final() -> None:
    caption = shown(FERRY).tree.xpath("string(//p[@class='figure-facts'])")
    assert "In outline: June 2020 (estimate)." in caption
    assert "outline" not in shown(OFFERS).tree.text_content()


def test_a_column_may_hold_estimates_alone() -> None:
    columns = [*COLUMNS[:2], {**COLUMNS[2], "status": "estimate"}]
    drawing = drawing_of(figure({**BOTH, "mark": "point"}, (1, 2), (2, 3), columns=columns))
    outlined = parts(drawing, "estimate")
    assert len(outlined) == 3, "two values, and the key that says what they are"


def test_series_differ_by_more_than_colour() -> None:
    lines = drawing_of(figure({**BOTH, "mark": "line"}, (1, 2), (2, 3)))
    assert {"Red boats", "Blue boats"} <= set(texts(lines)), "each is named at its end"
    assert "line s2" in lines.body or "s2 line" in lines.body
    assert re.search(r"\.line\.s2 \{[^}]*dasharray", STYLE_SHEET)
    bars = drawing_of(figure({**BOTH, "mark": "bar"}, (1, 2), (2, 3)))
    assert re.search(r"\.shape\.s2 \{[^}]*fill-opacity[^}]*stroke", STYLE_SHEET)
    assert {"Red boats", "Blue boats", "1", "2", "3"} <= set(texts(bars))
    points = drawing_of(figure({**BOTH, "mark": "point"}, (1, 2), (2, 3)))
    first, second = (re.sub(r"[\d. -]", "", parts(points, s)[0]) for s in ("s1", "s2"))
    assert first != second, "each has a shape of its own"


def test_names_at_the_ends_of_lines_do_not_touch() -> None:
    body = drawing_of(figure({**BOTH, "mark": "line"}, (1, 2), (3, 3))).body
    ends = re.findall(r'class="ends s\d"[^>]*><text x="[^"]*" y="([^"]*)"', body)
    first, second = sorted(map(float, ends))
    assert second - first >= LINE


def test_the_largest_can_come_first_and_the_unknown_comes_last() -> None:
    """In every layer, one of which has a target in place of the numbers."""
    upright = {"x": {"field": "month", "sort": "-y"}, "y": {"field": "red"}}
    record = figure({"mark": "bar", "encoding": upright}, (1, 1), (None, 1), (3, 1), (2, 1))
    assert texts(drawing_of(record))[:5] == ["Mar", "2020", "Apr", "Jan", "Feb"]
    layers = [{"mark": "bar"}, {"mark": "rule", "encoding": {"x": {"datum": 2}}}]
    lying = {"y": {"field": "month", "sort": "-x"}, "x": {"field": "red"}}
    drawing = {"encoding": lying, "layer": layers}
    record = figure(drawing, (1, 1), (None, 1), (3, 1), (2, 1))
    months = [text for text in texts(drawing_of(record)) if text.endswith("2020")]
    assert months == ["March 2020", "April 2020", "January 2020", "February 2020"]


def test_a_target_crosses_the_whole_plot() -> None:
    layers = [{"mark": "bar"}, {"mark": "rule", "encoding": {"y": {"datum": 2}}}]
    drawing = drawing_of(figure({**BARS, "mark": None, "layer": layers}, (1, 1), (4, 1), (3, 1)))
    zero, target = parts(drawing, "rule")
    (left, right), (_, height) = (re.findall(r"([\d.]+) ([\d.]+)", line) for line in (zero, target))
    assert {height[0], *re.findall(r"[ML]([\d.]+)", target)} == {left[0], right[0]}
    assert float(height[1]) < float(left[1]), "above the line at zero"


def test_names_are_sorted_by_the_sum_of_their_numbers() -> None:
    encoding = {"y": {"field": "month", "sort": "x"}, "x": {"field": "value"}}
    drawing = {**BOTH, "mark": "point", "encoding": encoding}
    wanted = specification(figure(drawing, (9, 1), (2, 3), (None, 7)))
    order = wanted["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert order == ["2020-02", "2020-03", "2020-01"]


DRAWINGS = [{**BOTH, "mark": mark} for mark in ("bar", "line", "point")]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing["mark"])
def test_a_drawing_is_light_and_has_no_look_of_its_own(drawing: Any) -> None:
    body = drawing_of(figure(drawing, (1, 2), (2, None), (3, 4), (4, 5))).body
    assert len(gzip.compress(body.encode())) < 2_000
    root = ElementTree.fromstring(f"<svg>{body}</svg>")
    assert {element.tag for element in root.iter()} == {"svg", "g", "path", "text"}
    used = {name for element in root.iter() for name in element.attrib}
    assert used == {"class", "d", "text-anchor", "x", "y"}
    classes = {c for element in root.iter() for c in element.get("class", "").split()}
    known = set(re.findall(r"(?m)^\.drawing .*$", STYLE_SHEET))
    assert [c for c in classes if not any(f".{c}" in rule for rule in known)] in ([], ["zero"])


def test_text_in_a_drawing_is_text() -> None:
    evil = "<script>\"&'\\"
    columns = [{"id": "who", "title": evil}, {"id": "n", "title": "N", "type": "number"}]
    drawing = {
        "mark": "bar",
        "encoding": {"y": {"field": "who"}, "x": {"field": "n", "axis": {"title": evil}}},
    }
    record = figure(drawing, columns=columns, rows=[{"who": evil, "n": "1"}])
    found = drawing_of(record)
    assert texts(found).count(evil) == 2
    site = site_of()
    put(site, Ref("figure", "boats"), record)
    site.content.written[Ref("figure", "boats")] = site.content.written[Ref("figure", FERRY)]
    page = render("/// figure\n    id: boats\n///\n", site=site)
    assert page.tree.xpath("//script") == []
    assert page.tree.xpath("//svg//text/text()").count(evil) == 2


def test_dates_of_many_months_are_named_as_far_as_there_is_room() -> None:
    rows = [
        {"month": f"20{20 + n // 12}-{n % 12 + 1:02}", "red": "1", "blue": "1"} for n in range(20)
    ]
    found = texts(drawing_of(figure(BARS, rows=rows)))
    assert found[:9] == ["Jan", "2020", "Apr", "Jul", "Oct", "Jan", "2021", "Apr", "Jul"]


@pytest.mark.parametrize(
    ("number", "words"),
    [("1234.50", "1,234.50"), ("-3", "−3"), ("0", "0"), ("about 3", "about 3"), (None, "")],
)
def test_numbers_keep_their_digits(number: str | None, words: str) -> None:
    assert number_in_words(number) == words


# Vega-Lite, and what is kept of it


def test_drawing_is_the_same_every_time_and_fetches_nothing() -> None:
    wanted = specification(figure(BARS, (1, 1), (2, 1)))
    assert vega_svg(wanted) == vega_svg(wanted)
    with pytest.raises(DrawingError, match="not allowed"):
        vega_svg({**wanted, "data": {"url": "http://127.0.0.1:9/data.json"}})


def test_a_drawing_is_made_once_and_again_when_it_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []

    def counting(wanted: dict[str, Any]) -> str:
        made.append(wanted)
        return vega_svg(wanted)

    monkeypatch.setattr(drawings, "vega_svg", counting)
    record = figure(BARS, (1, 1), (2, 1))
    first = Drawings(tmp_path).of(record)
    assert Drawings(tmp_path).of(record) == first
    assert len(made) == 1
    folder = tmp_path / ".cache/figures"
    (file,) = folder.iterdir()
    for damaged in (
        b"",
        file.read_bytes()[:-9],
        b"\xff\xfe",
        file.read_bytes().replace(b"M", b"L"),
    ):
        file.write_bytes(damaged)
        assert Drawings(tmp_path).of(record) == first
    assert len(made) == 5
    assert [file] == list(folder.iterdir()), "nothing half written is left"
    other = figure(BARS, (1, 1), (3, 1))
    assert Drawings(tmp_path).of(other) != first
    assert len(made) == 6


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("x")
    record = figure(BARS, (1, 1), (2, 1))
    assert Drawings(tmp_path).of(record) == drawing_of(record)


def test_what_vega_draws_is_moved_whole() -> None:
    """The root group's offset goes into the box, that of any other into the coordinates."""
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="50" height="40">'
        '<g transform="translate(5,6)"><g class="mark-rect role-mark" transform="translate(1,2)">'
        '<path d="M0,0h3v4h-3Z" fill="#000001"/><path d="M1.04,2C1,2,3,4,5,6A1,1,0,1,1,7,8"/>'
        "</g></g></svg>"
    )
    found = reduced(raw)
    assert found.view_box == "-5 -6 50 40"
    assert found.body == (
        '<path class="s1 shape" d="M1 2h3v4h-3Z"/>'
        '<path class="line" d="M2 4C2 4 4 6 6 8A1 1 0 1 1 8 10"/>'
    )


# Charts that would be drawn wrongly

RED, MONTH = {"field": "red"}, {"field": "month"}
WORDS = [{"month": "2020", "red": "1.5", "blue": "x"}, {"month": "2021", "red": "2", "blue": "y"}]


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        ({"encoding": {"x": MONTH, "y": RED}}, "the drawing has no mark; add mark"),
        (
            {"mark": "bar", "encoding": {"x": MONTH, "y": {"axis": {"format": ","}}}},
            '"y" names no column; add field',
        ),
        (
            {"mark": "line", "encoding": {"x": MONTH}},
            "a line shows no numbers; name a column of numbers under x or y",
        ),
        (
            {"mark": "area", "encoding": {"x": {"field": "blue"}, "y": RED}},
            "an area has numbers on both axes, or on its only one; "
            "name a column of texts or dates on the other axis",
        ),
        (
            {"mark": "point", "encoding": {"y": {**MONTH, "sort": "-x"}}},
            'y cannot be sorted by "-x"; only names are sorted, '
            "by a column of numbers on the other axis",
        ),
        (
            {"mark": "point", "encoding": {"y": {**MONTH, "sort": "-y"}, "x": RED}},
            'y cannot be sorted by "-y"; only names are sorted, '
            "by a column of numbers on the other axis",
        ),
        (
            {"mark": "bar", "encoding": {"x": MONTH, "y": {**RED, "sort": "-x"}}},
            'y cannot be sorted by "-x"; only names are sorted, '
            "by a column of numbers on the other axis",
        ),
        (
            {"mark": "line", "encoding": {"x": MONTH, "y": RED, "y2": {"field": "blue"}}},
            '"y2" ends only a rule that begins at a number; remove it',
        ),
        (
            {"mark": "rule", "encoding": {"x": RED, "y": MONTH, "y2": {"datum": 3}}},
            '"y2" ends only a rule that begins at a number; remove it',
        ),
        (
            {"mark": "text", "encoding": {"x": MONTH, "y": RED}},
            "the mark text shows no text; add text",
        ),
        ({"mark": "rule", "encoding": {"x": RED, "y": MONTH, "x2": {"datum": 3}}}, None),
    ],
)
def test_a_chart_that_would_be_drawn_wrongly_has_one_problem(
    drawing: Any, said: str | None
) -> None:
    record = figure(drawing, (1, 2), (3, 4))
    faults = ChartRules(record).faults()
    found = [(rule, f"{what}; {hint}", path) for rule, what, hint, path in faults]
    assert found == ([("figure-drawing", said, ("drawing",))] if said else [])


@pytest.mark.parametrize(
    "drawing",
    [
        BARS,
        {"mark": "bar", "encoding": {"x": MONTH, "y": {**RED, "type": "quantitative"}}},
        {**BOTH, "transform": [{"fold": ["red"]}], "mark": "bar"},
    ],
    ids=["alone", "read as numbers", "folded"],
)
def test_a_forgotten_type_is_named_with_its_column(drawing: Any) -> None:
    columns = [{"id": name, "title": name} for name in ("blue", "red")]
    columns = [{"id": "month", "title": "Month", "type": "date"}, *columns]
    record = figure(drawing, columns=columns, rows=WORDS)
    (fault,) = ChartRules(record).faults()
    assert fault.hint == 'add "type: number" to "red"'


# On a page


def test_a_figure_has_its_title_an_alternative_and_a_note() -> None:
    raw = written(FERRY)
    page = shown(FERRY)
    (part,) = page.tree.xpath(f"//figure[@id='figure-{FERRY}']")
    assert part.xpath("string(figcaption/p[1])") == raw["title"]
    (svg,) = part.xpath("svg")
    assert (svg.get("role"), svg.get("aria-label")) == ("img", raw["summary"])
    (mark,) = part.xpath("p[@class='figure-facts']//a[contains(@class, 'footnote-ref')]")
    note = page.page.note_at(mark)
    assert note is not None
    assert [ref.id for ref in note.refs] == raw["sources"]
    assert raw["caveat"] in note.words
    assert part.xpath("details//table")
    links = part.xpath("details//td[@data-of='Source']/a/@href")
    assert len(links) == sum(len(row["source"]) if isinstance(row["source"], list) else 1
                             for row in raw["rows"])  # fmt: skip


def test_each_row_of_a_table_has_its_note() -> None:
    page = shown(OFFERS)
    rows = page.tree.xpath("//figure//tbody/tr")
    cited = [[ref.id for ref in page.page.cited_in(row)] for row in rows]
    assert cited == [["leaflet:1.2"], ["gazette-2020", "leaflet:1.2"]]
    assert not page.tree.xpath("//figure/details")
    assert not page.problems


def test_a_figure_does_not_use_a_statement_for_its_page() -> None:
    """It must be told in words that people wrote."""
    assert "leaflet:1.2" in {ref.id for ref in shown(OFFERS).page.cited}
    assert shown(OFFERS).page.statements_used == set()


def test_its_own_page_shows_the_table_and_where_it_is_used() -> None:
    page = own_page(FERRY)
    raw = written(FERRY)
    assert page.tree.xpath("h1/text()") == [raw["title"]]
    assert raw["summary"] in page.tree.text_content()
    assert page.tree.xpath("//figure/table")
    assert not page.tree.xpath("//figure/details[@class='figure-data']")
    used = page.tree.xpath("//details[@class='used-on']//a/@href")
    assert used == ["../../topics/cost/", "../../topics/cost/#who-pays"]
    assert page.tree.xpath("//a[@download]/@href") == [f"{FERRY}.csv", f"{FERRY}.svg"]
    assert page.problems == []


@pytest.mark.parametrize(
    ("new", "leads", "says"),
    [("piers", ["/figures/piers.md"], "has moved"), (None, [], "was withdrawn")],
)
def test_the_page_that_it_had_says_what_became_of_it(
    new: str | None, leads: list[str], says: str
) -> None:
    site = site_of()
    became = Redirect(kind="figure", old="old-piers", new=new, why="Its id was wrong.")
    put(site, Ref("redirect", "figure-old-piers"), became)
    path = "figures/old-piers.md"
    text = figures.pages(site)[path]
    site.add_generated([], [read_page(path, text)])
    page = render(text.split("---\n", 2)[2], path, site)
    assert page.tree.xpath("//p/a/@href") == leads
    assert says in page.tree.text_content()


def test_an_unknown_figure_is_a_problem_on_the_page() -> None:
    (problem,) = shown("fery-passengers").problems
    assert "[unknown-figure]" in problem
    assert 'did you mean "ferry-passengers"?' in problem
