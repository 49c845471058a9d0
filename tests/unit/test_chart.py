"""The drawing above the timeline: to scale, whole, and each column leading somewhere."""

from typing import Any

from lxml import html

from explainer.lists.chart import CROWDED, TALLEST, charts
from explainer.lists.timeline import in_order
from explainer.records.subject import Event
from tiny_pages import render


def event(name: str, date: str) -> Event:
    fields: dict[str, Any] = {"title": "x", "summary": "x", "topics": ["plan"], "sources": []}
    return Event.model_validate({"id": name, "date": date, **fields})


def drawn(*dates: str) -> list[list[tuple[str, int, str]]]:
    events = in_order(event(f"e{number:02}", date) for number, date in enumerate(dates))
    return [[(c.name, c.events, c.target) for c in chart.columns] for chart in charts(events)]


def test_a_column_for_each_year_also_where_nothing_happened() -> None:
    assert drawn("2019-05-01", "2019", "2022-03") == [
        [("2019", 2, "y2019"), ("2020", 0, ""), ("2021", 0, ""), ("2022", 1, "y2022")]
    ]


def test_undated_events_are_in_no_column() -> None:
    (chart,) = drawn("2019", "2020", "undated")
    assert sum(count for _, count, _ in chart) == 2


def test_one_year_alone_needs_no_drawing() -> None:
    assert drawn("2019-05-01", "2019-06") == []
    assert drawn() == []
    assert drawn("undated") == []


def test_a_crowded_year_is_drawn_by_months() -> None:
    days = [f"2020-03-{day:02}" for day in range(1, CROWDED + 1)]
    assert len(drawn("2018", *days)) == 1
    by_year, by_month = drawn("2018", *days, "2020")
    assert by_year[-1] == ("2020", CROWDED + 1, "y2020")
    # January and February stand there empty; after the last event nothing does; an event of the
    # whole year is in no month
    assert by_month == [
        ("January 2020", 0, ""), ("February 2020", 0, ""), ("March 2020", CROWDED, "e01"),
    ]  # fmt: skip


def test_bars_are_to_scale_and_never_vanish() -> None:
    days = [f"2020-03-{day:02}" for day in range(1, 11)]
    (chart,) = charts(in_order(event(f"e{i}", d) for i, d in enumerate([*days, "2018", "2019"])))
    heights = [chart.height(column) for column in chart.columns]
    assert heights == [TALLEST // 10, TALLEST // 10, TALLEST]
    many = [event(f"m{i}", "2020") for i in range(200)]
    (chart,) = charts(in_order([*many, event("one", "2019")]))
    assert chart.height(chart.columns[0]) == 2


def test_columns_of_the_page_lead_to_what_is_there() -> None:
    tree = html.fragment_fromstring(
        render("/// timeline\n///", "timeline.md").html, create_parent="div"
    )
    links = tree.xpath("//svg//a")
    assert [link.get("aria-label") for link in links] == ["2020: 1 event", "2021: 1 event"]
    for link in links:
        assert tree.xpath(f"//*[@id='{link.get('href')[1:]}']")
