"""The timeline: which events the options choose, in which order, and how dates are written."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from explainer.dates import PartialDate
from explainer.lists.timeline import TimelineOptions, in_order, select
from explainer.records.content import Content
from explainer.records.subject import Event


def event(name: str, date: str, end: str | None = None, **more: Any) -> Event:
    fields = {"title": "x", "summary": "x", "topics": ["plan"], "sources": [], **more}
    return Event.model_validate({"id": name, "date": date, "end": end, **fields})


EVENTS = [
    event("opening", "2021", "2022-03", topics=["plan", "cost"], actors=["council", "quay"]),
    event("rumour", "undated", topics=["cost"]),
    event("vote", "2020-05-03", actors=["council"]),
    event("debate", "2020-05", topics=["cost"], actors=["quay"]),
    event("storm", "2022-03-15", topics=["cost"]),
]
CONTENT = Content()
CONTENT.records["event"] = {e.id: e for e in EVENTS}


def selected(**options: Any) -> list[str]:
    return [e.id for e in select(CONTENT, TimelineOptions.model_validate(options))]


ALL = ["debate", "vote", "opening", "storm", "rumour"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ALL),
        ({"topic": "plan"}, ["vote", "opening"]),
        ({"topic": "cost"}, ["debate", "opening", "storm", "rumour"]),
        ({"topic": "other"}, []),
        ({"actor": "quay"}, ["debate", "opening"]),
        ({"ids": ["storm", "vote"]}, ["vote", "storm"]),
        # what overlaps the time asked for, as far as its date is known
        ({"from": "2020-05-04"}, ["debate", "opening", "storm", "rumour"]),
        ({"from": "2022-03-31"}, ["opening", "rumour"]),
        ({"from": "2022-04"}, ["rumour"]),
        ({"from": "2020"}, ALL),
        ({"to": "2020-05-01"}, ["debate"]),
        ({"to": "2020-05"}, ["debate", "vote"]),
        ({"to": "2021"}, ["debate", "vote", "opening"]),
        ({"to": "2020-04"}, []),
        ({"from": "2020-05-31", "to": "2021-01-01"}, ["debate", "opening"]),
    ],
)
def test_options_choose_events(options: dict[str, Any], expected: list[str]) -> None:
    assert selected(**options) == expected


def test_options_are_conditions_that_all_hold() -> None:
    choices: dict[str, list[Any]] = {
        "topic": [None, "plan", "cost"],
        "actor": [None, "quay", "council"],
        "from": [None, "2020-05-04", "2022"],
        "to": [None, "2020-05", "2021"],
        "ids": [None, ["vote", "opening"], ["debate"]],
    }
    for values in product(*choices.values()):
        given_ = {k: v for k, v in zip(choices, values, strict=True) if v is not None}
        alone = [set(selected(**{key: value})) for key, value in given_.items()]
        assert set(selected(**given_)) == set(ALL).intersection(*alone), given_


@pytest.mark.parametrize("option", ["start", "end", "topics", "until"])
def test_there_is_no_other_option(option: str) -> None:
    with pytest.raises(ValidationError):
        TimelineOptions.model_validate({option: "2020"})


some_dates = st.builds(
    PartialDate, st.integers(2019, 2021), st.none() | st.integers(1, 12)
) | st.just(PartialDate())


@given(st.lists(some_dates, max_size=6), st.randoms(use_true_random=False))
def test_events_are_in_order_whatever_the_order_of_the_file(
    given_dates: list[PartialDate], random: Any
) -> None:
    events = [event(f"e{number}", str(date)) for number, date in enumerate(given_dates)]
    shuffled = list(events)
    random.shuffle(shuffled)
    ordered = in_order(shuffled)
    assert ordered == in_order(events)
    firsts = [e.date.first_day for e in ordered]
    assert firsts == sorted(firsts)
    undated = [e.date.precision == "undated" for e in ordered]
    assert undated == sorted(undated)


def test_events_of_one_day_are_in_order_of_their_ids() -> None:
    events = [event("b", "2020-05-03"), event("c", "2020"), event("a", "2020-01-01")]
    assert [e.id for e in in_order(events)] == ["a", "c", "b"]


def test_dates_in_words() -> None:
    assert [e.when for e in in_order(EVENTS)] == [
        "May 2020", "3 May 2020", "2021 – March 2022", "15 March 2022", "undated"
    ]  # fmt: skip
