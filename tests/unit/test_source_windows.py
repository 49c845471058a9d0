"""Finding words of the source documents: what is found, and what the file of hashes holds."""

import re

import pytest

from source_windows import FILE, hashes_of, read_hashes, repeated, words_of

DOCUMENT = "The town's ferry, they say, was late on every long-awaited morning of 2020."
KNOWN = set(hashes_of([DOCUMENT, "Short."]))


def found_in(text: str) -> list[str]:
    return [words for _, words in repeated([("a page", text)], KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "ferry they say was late on every long",
        "“Ferry – they say – was LATE on every ‘long’…”",
        "Nobody knows why the towns ferry, they say, was late on Sundays.",
        "THE TOWN’S FERRY (THEY SAY) WAS LATE ON",
        "on ev\u00adery long awaited morning and/or late on every long awaited morning of 2020",
    ],
)
def test_eight_words_in_a_row_are_found_however_they_are_written(text: str) -> None:
    assert found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "ferry they say was late on every",
        "ferry they say was late on each long-awaited morning of 2020",
        "ferry they say was https://late.example/ late on every long awaited",
        "https://site.example/the-towns-ferry-they-say-was-late-on-every",
        "the-towns-ferry-they-say-was-late-on-every",
        "",
    ],
)
def test_less_is_no_repetition_and_an_address_is_no_text(text: str) -> None:
    assert found_in(text) == []


def test_words_that_follow_each_other_are_named_as_one_run() -> None:
    text = f"So it is. {DOCUMENT} Yes. They say was late on every long one."
    whole = " ".join(words_of(DOCUMENT))
    assert repeated([("a page", text), ("another", "x")], KNOWN) == [("a page", whole)]


def test_two_runs_of_a_text_are_named_each() -> None:
    text = "Ferry they say was late on every long one. Was late on every long awaited morning of."
    assert found_in(text) == [
        "ferry they say was late on every long",
        "was late on every long awaited morning of",
    ]


def test_the_file_holds_hashes_and_no_words() -> None:
    text = FILE.read_text(encoding="ascii")
    assert re.fullmatch(r"(?:[0-9a-f]{12}[ \n])+", text)
    hashes = text.split()
    assert hashes == sorted(set(hashes))
    assert len(read_hashes()) == len(hashes) > 100
