"""A new kind of records is a model and a row in the table of kinds; the rest follows."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import html

from explainer.records.base import ActorId, CitingText, Id, Record, Text
from explainer.records.kinds import KINDS, Kind
from project import FailedBuildError, build


class Place(Record):
    """A place of the story."""

    id: Id
    """Its anchor on the page of places."""
    name: Text
    """In full."""
    forms: tuple[Text, ...] = ()
    """Other names for it."""
    country: ActorId | None = None
    """The actor in whose land it lies."""
    short: Text
    """In a few words."""
    long: CitingText | None = None
    """What is known of it."""

    @property
    def sorted_as(self) -> str:
        """Where it stands from A to Z."""
        return self.name


PLACES = """\
- id: pier
  name: Long Pier
  forms: [the Pier head]
  country: council
  short: Where the boats leave for the other side.

- id: north-bank
  name: North Bank & <b>Co</b>
  short: The other side of the river, with gardens.
"""


@pytest.fixture
def with_places(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site with places."""
    row = Kind(
        model=Place,
        file="places.yml",
        title="name",
        names=("name", "forms"),
        panel=True,
        page="places.md",
        anchor=lambda name: f"place-{name}",
        directive="places",
        export="places",
        lasting=True,
    )
    monkeypatch.setitem(KINDS, "place", row)
    (tiny / "content/places.yml").write_text(PLACES, encoding="utf-8")
    head = "---\ntitle: Places\ndescription: The places.\n---\n\n"
    (tiny / "docs/places.md").write_text(f"{head}/// places\n///\n", encoding="utf-8")
    add(tiny, "docs/about.md", "We met at the Long Pier. See [](place:north-bank).")
    return tiny


def add(root: Path, path: str, text: str) -> int:
    """Put a paragraph at the end of a file; returns its line."""
    file = root / path
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


def page_of(out: Path, path: str) -> Any:
    return html.parse(str(out / path / "index.html")).getroot()


def test_a_kind_has_all_that_kinds_have(with_places: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(with_places, out)

    about = page_of(out, "about")
    article = about.xpath("//article")[0]
    (link,) = article.xpath("p/a[text()='North Bank & <b>Co</b>']")
    assert link.get("href") == "../places/#place-north-bank"
    (found,) = article.xpath("p/a[text()='Long Pier']")
    assert found.get("href") == "../places/#place-pier"
    assert (found.get("class"), found.get("data-entry")) == ("crosslink", "place pier")
    listed = article.xpath(".//*[@id='terms-and-people']//dd/text()")
    assert listed == [
        "Where the boats leave for the other side.",
        "The other side of the river, with gardens.",
    ]

    places = page_of(out, "places")
    assert places.xpath("//*[@id='place-pier'][starts-with(., 'Long Pier')]")
    (entry,) = places.xpath("//section[*[@id='place-pier']]")
    assert "Where the boats leave" in entry.text_content()
    assert "Used in 1 place" in entry.text_content()
    assert entry.xpath(".//details//a/@href") == ["../about/", "../about/#corrections"]
    assert "North Bank & <b>Co</b>" in places.text_content()

    rows = json.loads((out / "data/places.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in rows] == ["pier", "north-bank"]
    assert rows[0]["country"] == "council"
    assert rows[0]["forms"] == ["the Pier head"]
    schema = json.loads((out / "data/schema/places.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(rows)
    assert "Its anchor on the page of places." in json.dumps(schema)


def test_what_is_wrong_with_one_is_named_with_its_place(with_places: Path, tmp_path: Path) -> None:
    places = with_places / "content/places.yml"
    text = PLACES.replace("country: council", "country: counsil")
    text = text.replace(
        "short: The other", "short: The other side.\n  long: Old.[@gazette-2021]\n  x: The other"
    )
    places.write_text(text + "\n- id: pier\n  name: Another\n  short: A second one of that id.\n")
    published = with_places / "content/published.yml"
    published.write_text("place:\n  - pier\n  - gone\n")
    line = add(with_places, "docs/about.md", "One [x](place:nowhere) and [y](place:peer).")
    with pytest.raises(FailedBuildError) as failed:
        build(with_places, tmp_path / "out")
    said = str(failed.value)
    for wanted in (
        'content/places.yml:4 [unknown-actor] place "pier" names actor "counsil"; did you mean "co',
        'content/places.yml:11 [unknown-key] place "north-bank" has no field "x"',
        'content/places.yml:13 [duplicate-id] place "pier" exists already on line 1',
        'content/published.yml:3 [id-lost] place "gone" is gone',
        f'docs/about.md:{line} [unknown-id] place "nowhere" does not exist',
        f'docs/about.md:{line} [unknown-id] place "peer" does not exist; did you mean "pier"?',
    ):
        assert wanted in said, said
    # what a faulty record is named in is no second problem
    assert '"north-bank" does not exist' not in said
    assert "Traceback" not in said


def test_its_page_must_be_there(with_places: Path, tmp_path: Path) -> None:
    (with_places / "docs/places.md").unlink()
    with pytest.raises(
        FailedBuildError, match=r"docs/places\.md:1 \[no-entry\] the page that list"
    ):
        build(with_places, tmp_path / "out")


def test_a_citation_in_one_counts_and_is_checked(with_places: Path, tmp_path: Path) -> None:
    places = with_places / "content/places.yml"
    places.write_text(f"{PLACES}  long: It is old.[@gazette-2021]\n")
    with pytest.raises(FailedBuildError) as failed:
        build(with_places, tmp_path / "out")
    assert 'content/places.yml:10 [unknown-record] place "north-bank" names' in str(failed.value)


def test_it_is_gone_again_after_the_test() -> None:
    assert "place" not in KINDS
