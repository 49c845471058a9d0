"""A new kind of records is a model and a row in the table of kinds; the rest follows."""

import csv
import json
from pathlib import Path
from typing import Annotated, Any

import jsonschema
import pytest
from lxml import html

from explainer.data import files
from explainer.data.editions import read_edition
from explainer.data.files import DataFile
from explainer.dates import PastDate
from explainer.records.base import ActorId, Cites, Id, LongText, Record, Text
from explainer.records.kinds import KINDS, Kind
from project import FailedBuildError, build, rendered

pytestmark = pytest.mark.builds


class Spot(Record):
    """A spot in the story."""

    id: Id
    """Its anchor on the page of spots."""
    name: Text
    """In full."""
    forms: tuple[Text, ...] = ()
    """Other names for it."""
    country: ActorId | None = None
    """The actor in whose land it lies."""
    opened: PastDate | None = None
    """The day when it opened."""
    steps: int | None = None
    """How many lead down to the water."""
    short: Text
    """In a few words."""
    long: Annotated[LongText, Cites()] | None = None
    """What is known of it."""

    @property
    def sorted_as(self) -> str:
        """Where it stands from A to Z."""
        return self.name


SPOTS = """\
- id: pier
  name: Long Pier
  forms: [the Pier head]
  country: council
  opened: 1860-05
  short: Where the boats leave for the other side.

- id: north-bank
  name: North Bank & <b>Co</b>
  steps: 0
  short: The other side of the river, with gardens.
"""


@pytest.fixture
def with_spots(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site with spots."""
    row = Kind(
        model=Spot,
        file="spots.yml",
        title="name",
        names=("name", "forms"),
        panel=True,
        page="spots.md",
        anchor=lambda name: f"spot-{name}",
        directive="spots",
        export="spots",
        lasting=True,
    )
    monkeypatch.setitem(KINDS, "spot", row)
    file = DataFile("spots", "Spots.", Spot, formats={"json": "", "csv": ""}, page="spots.md")
    monkeypatch.setattr(files, "_FILES", (*files._FILES, file))
    (tiny / "content/spots.yml").write_text(SPOTS, encoding="utf-8")
    head = "---\ntitle: Spots\ndescription: The spots.\n---\n\n"
    (tiny / "docs/spots.md").write_text(f"{head}/// spots\n///\n", encoding="utf-8")
    add(tiny, "docs/about.md", "We met at the Long Pier. See [](spot:north-bank).")
    return tiny


def add(root: Path, path: str, text: str) -> int:
    """Put a paragraph at the end of a file; returns its line."""
    file = root / path
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


def page_of(out: Path, path: str) -> Any:
    return html.parse(str(out / path / "index.html")).getroot()


def test_a_kind_has_all_that_kinds_have(with_spots: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(with_spots, out)

    about = page_of(out, "about")
    article = about.xpath("//article")[0]
    (link,) = article.xpath("p/a[text()='North Bank & <b>Co</b>']")
    assert link.get("href") == "../spots/#spot-north-bank"
    (found,) = article.xpath("p/a[text()='Long Pier']")
    assert found.get("href") == "../spots/#spot-pier"
    assert (found.get("class"), found.get("data-entry")) == ("crosslink", "spot pier")
    listed = article.xpath(".//*[@id='terms-and-people']//dd/text()")
    assert listed == [
        "Where the boats leave for the other side.",
        "The other side of the river, with gardens.",
    ]

    spots = page_of(out, "spots")
    assert spots.xpath("//*[@id='spot-pier'][starts-with(., 'Long Pier')]")
    (entry,) = spots.xpath("//section[*[@id='spot-pier']]")
    assert entry.xpath("p[@class='short']/text()") == ["Where the boats leave for the other side."]
    assert entry.xpath("p[@class='also']/text()") == ["Also: the Pier head"]
    assert entry.xpath("dl//dt/text()") == ["Country", "Opened"]
    assert "Used in 1 place" in entry.text_content()
    assert entry.xpath(".//details//a/@href") == ["../about/", "../about/#corrections"]
    assert "North Bank & <b>Co</b>" in spots.text_content()
    (other,) = spots.xpath("//section[*[@id='spot-north-bank']]")
    assert other.xpath("dl//dd/text()") == ["0"]
    assert "May 1860" in entry.text_content()
    offered = spots.xpath("//p[@class='downloads']/a/@href")
    assert offered == ["../data/spots.json", "../data/spots.csv"]

    rows = json.loads((out / "data/spots.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in rows] == ["pier", "north-bank"]
    assert rows[0]["country"] == "council"
    assert rows[0]["forms"] == ["the Pier head"]
    schema = json.loads((out / "data/schema/spots.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(rows)
    assert "Its anchor on the page of spots." in json.dumps(schema)
    text = (out / "data/spots.csv").read_text(encoding="utf-8")
    table = list(csv.DictReader(text.splitlines()))
    assert [row["id"] for row in table] == ["pier", "north-bank"]
    assert (table[0]["country"], table[1]["country"]) == ("council", "")
    told = read_edition(str(out), str).records["/spots/", "spot", "pier"]
    assert told.name == "Long Pier"
    assert "Where the boats leave for the other side." in told.sentences


def test_what_is_wrong_with_one_is_named_with_its_place(with_spots: Path, tmp_path: Path) -> None:
    spots = with_spots / "content/spots.yml"
    text = SPOTS.replace("country: council", "country: counsil")
    text = text.replace(
        "short: The other", "short: The other side.\n  long: Old.[@gazette-2021]\n  x: The other"
    )
    spots.write_text(text + "\n- id: pier\n  name: Another\n  short: A second one of that id.\n")
    published = with_spots / "content/published.yml"
    published.write_text("spot:\n  - pier\n  - gone\n")
    line = add(with_spots, "docs/about.md", "One [x](spot:nowhere) and [y](spot:peer).")
    with pytest.raises(FailedBuildError) as failed:
        build(with_spots, tmp_path / "out")
    said = str(failed.value)
    for wanted in (
        'content/spots.yml:4 [unknown-actor] spot "pier" names actor "counsil", which does',
        'content/spots.yml:13 [unknown-key] spot "north-bank" has no field "x"',
        'content/spots.yml:15 [duplicate-id] spot "pier" exists already on line 1',
        'content/published.yml:3 [id-lost] spot "gone" was published and no longer exists',
        f'docs/about.md:{line} [unknown-id] spot "nowhere" does not exist',
        f'docs/about.md:{line} [unknown-id] spot "peer" does not exist; did you mean "pier"?',
    ):
        assert wanted in said, said
    # what a faulty record is named in is no second problem
    assert '"north-bank" does not exist' not in said
    assert "Traceback" not in said


def test_a_preview_shows_what_only_its_list_shows(with_spots: Path) -> None:
    spots = with_spots / "content/spots.yml"
    spots.write_text(f"{SPOTS}  long: It is old.[@gazette-2020]\n")
    before = rendered(with_spots)
    spots.write_text(f"{SPOTS}  long: It is new.[@gazette-2020]\n")
    kept, anew = (rendered(with_spots, earlier) for earlier in (before, None))
    assert "It is new" in kept.pages["spots.md"].rendered == anew.pages["spots.md"].rendered
    assert kept.pages["about.md"] is before.pages["about.md"]


def test_its_page_must_be_there(with_spots: Path, tmp_path: Path) -> None:
    (with_spots / "docs/spots.md").unlink()
    with pytest.raises(FailedBuildError, match=r"docs/spots\.md:1 \[no-entry\] the page that list"):
        build(with_spots, tmp_path / "out")


def test_a_citation_in_one_counts_and_is_checked(with_spots: Path, tmp_path: Path) -> None:
    spots = with_spots / "content/spots.yml"
    spots.write_text(f"{SPOTS}  long: It is old.[@gazette-2021]\n")
    with pytest.raises(FailedBuildError) as failed:
        build(with_spots, tmp_path / "out")
    assert 'content/spots.yml:12 [unknown-record] spot "north-bank" names' in str(failed.value)


def test_it_is_gone_again_after_the_test() -> None:
    assert "spot" not in KINDS
