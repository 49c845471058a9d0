"""A preview that keeps pages from the build before is the same as one that renders them all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.page.deferred import fill
from explainer.problems import report
from explainer.site import Site
from project import TINY, copy_project, own, rendered

FILES = sorted(file.relative_to(TINY).as_posix() for file in TINY.glob("content/**/*.yml"))
TOPICS = ("topics/plan.md", "topics/cost.md")
FILES.append("docs/topics/plan.md")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(TINY, tmp_path_factory.mktemp("unchanged") / "tiny")


@pytest.fixture(scope="module")
def whole(tiny: Path) -> Site:
    """The site with every page rendered."""
    return rendered(tiny)


def shown(site: Site) -> dict[str, str]:
    """What readers see of each page, and what editors are told."""
    pages = {
        path: fill(page.rendered, site, page) for path, page in site.pages.items() if page.rendered
    }
    return {**pages, "problems": report(site.problems_found)}


def changes_of(text: str) -> Iterator[str]:
    """The text with a word more at its end, with its parts the other way round, and without one."""
    yield f"{text.rstrip().rstrip('.')} more\n"
    parts = text.strip().split("\n\n")
    if len(parts) > 1:
        yield "\n\n".join(reversed(parts))
        yield "\n\n".join(parts[:-1])


def with_other_words(tiny: Path, whole: Site, name: str, was: str, says: str) -> tuple[Site, Site]:
    """The site with other words in a file: with the pages kept that hold, and all made anew."""
    file = tiny / name
    good = file.read_text()
    assert was in good
    file.write_text(good.replace(was, says))
    try:
        return rendered(tiny, whole), rendered(tiny)
    finally:
        file.write_text(good)


@pytest.mark.parametrize("name", FILES)
def test_keeping_pages_changes_nothing(tiny: Path, whole: Site, name: str) -> None:
    file = tiny / name
    good = file.read_text()
    try:
        for text in changes_of(good):
            file.write_text(text)
            assert shown(rendered(tiny, whole)) == shown(rendered(tiny)), text
    finally:
        file.write_text(good)


@pytest.mark.parametrize(
    ("name", "was", "says"),
    [
        ("content/terms.yml", "forms: [bridge fee]", "forms: [bridge fee, cyclists]"),
        ("docs/topics/cost.md", "short_title: ", "short_title: More on "),
    ],
)
def test_what_pages_share_makes_all_anew(
    tiny: Path, whole: Site, name: str, was: str, says: str
) -> None:
    kept, fresh = with_other_words(tiny, whole, name, was, says)
    assert shown(kept) == shown(fresh) != shown(whole)


def test_a_broken_template_is_reported_until_it_is_mended(tiny: Path, whole: Site) -> None:
    template = own(tiny, "overrides/generated/strip.html")
    good = template.read_text()
    template.write_text("{{ nobody }}")
    before = rendered(tiny)
    after = rendered(tiny, before)
    template.write_text(good)
    assert shown(after) == shown(before) != shown(whole)


def test_an_empty_list_is_a_problem_as_soon_as_everything_can_be_read(tiny: Path) -> None:
    about, actors = tiny / "docs/about.md", tiny / "content/actors.yml"
    good, whole = about.read_text(), actors.read_text()
    about.write_text(f"{good}\n/// glossary\n    group: nothing\n///\n")
    actors.write_text(f"{whole}\n- id: nobody\n")
    before = rendered(tiny)
    actors.write_text(whole)
    after, fresh = rendered(tiny, before), rendered(tiny)
    about.write_text(good)
    assert "selects no entry" not in shown(before)["problems"]
    assert "selects no entry" in shown(fresh)["problems"]
    assert shown(after) == shown(fresh)


@pytest.mark.parametrize(
    ("name", "was", "says", "anew"),
    [
        # what only the list of whole records shows, the list alone
        ("terms.yml", "in coins", "in notes", {"glossary.md"}),
        ("actors.yml", "She signed", "She has signed", {"whos-who.md"}),
        ("events.yml", "after a debate", "after two debates", {"timeline.md"}),
        # what others show, those that name the record
        ("events.yml", "The council votes", "The council decides", {"timeline.md", *TOPICS}),
        ("figures/piers.yml", "summary: ", "summary: Here ", {"topics/cost.md"}),
        # a record that cannot be read, those that show its kind
        ("questions.yml", "  question: Why", "  qestion: Why", {"questions.md"}),
        (
            "sources/leaflet.yml",
            "two lanes",
            "three lanes",
            {"sources.md", "record.md", "topics/plan.md"},
        ),
    ],
)
def test_only_pages_that_show_a_field_are_made_anew(
    tiny: Path, whole: Site, name: str, was: str, says: str, anew: set[str]
) -> None:
    kept, fresh = with_other_words(tiny, whole, f"content/{name}", was, says)
    assert shown(kept) == shown(fresh) != shown(whole)
    written = [path for path in kept.pages if path not in kept.generated]
    assert {path for path in written if kept.pages[path] is not whole.pages[path]} == anew


def test_nothing_is_made_anew_without_a_change(tiny: Path, whole: Site) -> None:
    again = rendered(tiny, whole)
    assert all(again.pages[path] is page for path, page in whole.pages.items() if page.rendered)
