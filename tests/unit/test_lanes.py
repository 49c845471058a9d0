"""The drawing of who took part in what: to scale, whole, and legible."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.figures.lanes import APART, CROWDED, LETTER, TARGET, Period, drawings
from explainer.lists.lanes import between
from explainer.lists.timeline import in_order
from explainer.names.spelling import counted
from explainer.records.editorial import Party
from explainer.records.subject import Actor, Event
from explainer.refs import Ref
from tiny_pages import open_tiny, put, put_all, render, templates

PARTIES = [
    Party(id=name.lower(), name=name, sides=(name.lower(),))
    for name in ("Town", "Harbour", "Region")
]


def event(name: str, date: str, **more: Any) -> Event:
    fields: dict[str, Any] = {"title": name, "summary": "x", "topics": ["plan"], "sources": []}
    return Event.model_validate({"id": name, "date": date, **fields, **more})


def drawn(events: list[Event], at_table: dict[str, list[bool]]) -> list[Period]:
    nobody = [False] * len(PARTIES)
    return list(drawings(in_order(events), PARTIES, {e.id: nobody for e in events} | at_table))


def test_a_line_joins_those_who_took_part_and_passes_those_who_did_not() -> None:
    assert between([False, True, False, True, False]) == [
        (False, False), (False, True), (True, True), (True, False), (False, False),
    ]  # fmt: skip
    assert between([True, False]) == [(False, False), (False, False)]


def test_a_meeting_has_points_on_its_lanes_and_any_other_event_one_on_the_axis() -> None:
    (drawing,) = drawn(
        [event("talk", "2020-01-01"), event("storm", "2020-02")], {"talk": [True, False, True]}
    )
    axis, town, _, region = (lane.y for lane in drawing.lanes)
    points = {mark.event.id: mark.points for mark in drawing.marks}
    assert points == {"talk": [town, region], "storm": [axis]}
    assert [lane.name for lane in drawing.lanes] == ["Other events", "Town", "Harbour", "Region"]


def test_places_are_to_scale() -> None:
    (drawing,) = drawn([event(f"e{day:02}", f"2020-01-{day:02}") for day in (1, 11, 31)], {})
    first, second, third = (mark.x for mark in drawing.marks)
    assert abs((third - first) - 3 * (second - first)) <= 3


def test_of_many_years_only_some_are_named() -> None:
    (drawing,) = drawn([event("first", "1930-02"), event("last", "1940")], {})
    assert [tick.label for tick in drawing.ticks if tick.label] == ["1935", "1940"]


def test_sparse_years_before_a_crowded_one_have_an_axis_of_their_own() -> None:
    days = [event(f"e{day:02}", f"2020-03-{day:02}") for day in range(1, CROWDED + 1)]
    old = [event("old", "1995"), event("older", "1991-05")]
    assert len(drawn([*old, *days], {})) == 1
    early, recent = drawn([*old, *days, event("whole-year", "2020")], {"old": [True, True, False]})
    assert [lane.name for lane in early.lanes] == ["Before 2020"]
    assert {mark.event.id for mark in early.marks} == {"old", "older"}
    assert [tick.label for tick in early.ticks] == ["1992", "1993", "1994", "1995"]
    assert len(recent.marks) == CROWDED + 1
    assert [tick.label for tick in recent.ticks] == ["Jan 2020", "", ""]


@given(
    st.lists(
        st.tuples(st.dates(), st.lists(st.booleans(), min_size=3, max_size=3), st.booleans()),
        min_size=1,
        max_size=20,
    )
)
def test_nothing_hides_anything_else(found: list[tuple[Any, list[bool], bool]]) -> None:
    events = [
        event(f"e{n:02}", f"20{day:%y-%m-%d}", matters="x" if key else None)
        for n, (day, _, key) in enumerate(found)
    ]
    at_table = {f"e{n:02}": present for n, (_, present, _) in enumerate(found)}
    for drawing in drawn(events, at_table):
        for one, other in combinations(drawing.marks, 2):
            near = any(abs(a - b) < APART for a in one.points for b in other.points)
            assert not near or abs(one.x - other.x) >= APART
        names = [(mark.x, mark.name) for mark in drawing.marks if mark.name]
        assert len(names) == sum(mark.event.matters is not None for mark in drawing.marks)
        for (x, name), (other_x, other) in combinations(names, 2):
            assert 0 < name.y < drawing.height
            width, other_width = LETTER * len(name.text), LETTER * len(other.text)
            left = x - width if name.leftward else x
            other_left = other_x - other_width if other.leftward else other_x
            beside = left + width <= other_left or other_left + other_width <= left
            assert beside or name.y != other.y


def test_areas_do_not_overlap_and_are_as_large_as_there_is_room() -> None:
    days = (1, 2, 3, 15, 28)
    (drawing,) = drawn(
        [event(f"e{day:02}", f"2020-03-{day:02}") for day in days],
        {"e02": [True, True, False], "e03": [True, False, True]},
    )
    areas = [drawing.area(mark) for mark in drawing.marks]
    for one, other in combinations(areas, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        above = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert beside or above
    assert max(area.width for area in areas) == TARGET


def test_the_drawing_of_a_page_leads_to_what_is_there_and_the_table_says_the_same() -> None:
    site = open_tiny()
    assert site.content.style
    parties = tuple(
        Party(id=side, name=side.title(), sides=(side,)) for side in ("town", "harbour")
    )
    style = site.content.style.model_copy(update={"parties": parties})
    put(site, Ref("style", "style"), style)
    pilot = site.content.all(Actor)["quay"].model_copy(update={"id": "pilot", "side": "harbour"})
    put(site, Ref("actor", "pilot"), pilot)
    talk = event("talk", "2021-05-04", took_part=["council", "pilot"], matters="x", label="Talk")
    alone = event("alone", "2021-06", took_part=["pilot"])
    put_all(site, "event", talk, alone)

    tree = render("/// lanes | Met\n    parties: [town, harbour]\n///", "timeline.md", site).tree
    drawn_links = {a.get("href"): len(a.findall("circle")) for a in tree.xpath("//svg//a")}
    assert drawn_links == {"/timeline.md#talk": 2, "/timeline.md#alone": 1}
    assert tree.xpath("string(//svg/a[@class='key']/text)") == "Talk"
    # what is drawn is for the pointer: the keyboard and screen readers have the table
    assert tree.xpath("//svg/@aria-hidden") == ["true"]
    assert set(tree.xpath("//svg//a/@tabindex")) == {"-1"}
    rows = [[cell.text_content() for cell in row] for row in tree.xpath("//tbody/tr")]
    assert rows == [["4 May 2021 talk", "took part", "took part"]]
    assert "The one meeting in the record brought both together. A line" in tree.text_content()
    assert "The same as a table: 1 meeting\n" in tree.text_content()


@pytest.mark.parametrize(
    ("parties", "meetings", "together", "said"),
    [
        (1, 0, 0, ""),
        (2, 0, 0, "The record has no meeting between them. "),
        (2, 2, 2, "Of 2 meetings in the record, 2 brought both together. "),
        (3, 1, 0, "The one meeting in the record did not bring all three together. "),
        (3, 2, 0, "Of 2 meetings in the record, none brought all three together. "),
        (9, 2, 1, "Of 2 meetings in the record, 1 brought all of them together. "),
    ],
)
def test_the_meetings_are_counted_in_a_sentence(
    parties: int, meetings: int, together: int, said: str
) -> None:
    met = [event("talk", "2021-05-04")] * meetings
    at_table = {"talk": [True] * parties}
    text = templates().html(
        "lanes", caption="", parties=(PARTIES * 3)[:parties], drawings=[], meetings=met,
        all_at_once=together, at_table=at_table, between=between, link=lambda *_: "",
        counted=counted,
    )  # fmt: skip
    assert f"<p>{said}A line joins" in text


def test_an_unknown_party_is_reported() -> None:
    rendered = render("/// lanes\n    parties: [twon]\n///", "timeline.md")
    assert rendered.problems == [
        'docs/timeline.md:2 [directive] "lanes": there is no party "twon"; did you mean "town"?'
    ]
