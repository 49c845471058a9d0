"""Every rule, broken at least once in the small site: file, line and words are named.

The small site is read and rendered by the engine alone, a hundred times. A few cases are built by
MkDocs too, one for each way in which a problem arises, to show that a build says the same.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NamedTuple

import pytest

from explainer.problems import RULES
from explainer.records.base import Id, Record, RefersTo
from explainer.records.kinds import KINDS, Kind
from explainer.records.loading import load
from project import TINY, FailedBuildError, build, problems_in

Edit = Callable[[str, str, str], int]


class Case(NamedTuple):
    """One way to break a rule: replace `old` by `new` in a file.

    `line` counts from the line of `old`; `where` names another file, if the problem shows there.
    """

    rule: str
    path: str
    old: str
    new: str
    says: str
    line: int | None = 0
    where: str | None = None


LEAFLET = "content/sources/leaflet.yml"
POSITIONS = "content/positions.yml"
STANCE = "stance: supports\n    sum"
"""The latest stance; the earlier one is deeper."""
PLAN = "docs/topics/plan.md"
FERRY = "content/figures/ferry-passengers.yml"
OFFERS = "content/figures/three-offers.yml"
DRAWING = """  mark: bar
  encoding:
    x: {field: month}
    y: {field: adults}
"""
TERMS = "content/terms.yml"
STRIP = "overrides/generated/strip.html"

CASES = [
    Case("figure-table", FERRY, "adults: 820", "adults: 820 people", '"820 people" is no number'),
    Case("figure-table", FERRY, "adults: 820", 'adults: "8,20"', '"8,20" is no number'),
    Case("figure-table", FERRY, "month: 2020-02", "month: February", '"February" is no date'),
    Case("figure-table", FERRY, "adults: 820, ", "", 'a row lacks "adults"; write null'),
    Case("figure-table", FERRY, "adults: 820,", "adults: 820, adlts: 1,", 'did you mean "adults"?'),
    Case("figure-table", FERRY, "month: 2020-02", "month: 2020-01", "in two rows of one series"),
    Case("figure-table", OFFERS, "until: it votes again", "until: null", 'until "" is empty'),
    Case("figure-unit", FERRY, "unit: people a month\n", "", '"adults" has no unit', 4),
    Case("figure-unit", FERRY, "counted_by: the ferry’s crew, tickets sold\n", "", "whose", None),
    Case("figure-source", FERRY, "84, source: gazette-2020", "84", "a row has no source"),
    Case("figure-source", FERRY, "84, source: gazette", "84, source: crier", '"crier-2020", which'),
    Case(
        "figure-source",
        OFFERS,
        "gazette-2020, leaflet:1.2]",
        "gazette-2020, herald-2020, leaflet:1.2]",
        'no row rests on "herald-2020"',
    ),
    Case(
        "figure-title",
        FERRY,
        "The ferry carries half as many people since the vote",
        "people a Month",
        "only names what is counted",
    ),
    Case("figure-drawing", FERRY, "y: {field: adults}", "y: {field: adlts}", '"adults"?', -4),
    Case("figure-drawing", FERRY, "  mark: bar\n", "", "has no mark", -1),
    Case(
        "figure-drawing",
        FERRY,
        DRAWING,
        "  transform: [{fold: [month]}]\n" + DRAWING,
        'the fold names "month"',
        -1,
    ),
    Case(
        "figure-drawing",
        FERRY,
        "y: {field: adults}",
        "y: {field: adults}\n    yOffset: {field: month}",
        "cannot be drawn: Error: Cannot use yOffset scale",
        -4,
    ),
    Case(
        "figure-drawing",
        FERRY,
        "y: {field: adults}",
        "y: {field: month, type: quantitative}",
        'y reads "month", a date, as a number',
        -4,
    ),
    Case("bad-value", FERRY, "adults}", "adults, axis: {format: red}}", "how numbers are written"),
    Case(
        "unknown-key",
        FERRY,
        "  mark: bar\n",
        "  mark: bar\n  data: {url: http://x.example}\n",
        'has no field "drawing.data"',
        1,
    ),
    Case(
        "unknown-key",
        FERRY,
        "y: {field: adults}",
        "color: {field: month, scale: {range: [red]}}",
        'has no field "drawing.encoding.color.scale.range"',
    ),
    Case("bad-value", FERRY, "  mark: bar\n", "  mark: arc\n", "bar, line, area", 0),
    Case("figure-status", FERRY, "  mark: bar\n", "  mark: rule\n", "look like final ones", -1),
    Case(
        "bar-from-zero",
        FERRY,
        "{field: adults}",
        "{field: adults, scale: {zero: false}}",
        "a bar does not begin at zero",
        -4,
    ),
    Case(
        "bar-from-zero",
        FERRY,
        "{field: adults}",
        "{field: adults, scale: {domain: [300, 900]}}",
        "a bar does not begin at zero",
        -4,
    ),
    Case(
        "bar-from-zero",
        FERRY,
        "y: {field: adults}",
        "y: {field: adults}\n    y2: {datum: 300}",
        "a bar does not begin at zero",
        -4,
    ),
    Case(
        "gap-joined",
        FERRY,
        DRAWING,
        DRAWING.replace("bar", "line").replace("field: month", "field: cyclists, type: nominal"),
        "which is no date",
        -1,
    ),
    Case(
        "one-measure",
        FERRY,
        DRAWING,
        "  transform: [{fold: [adults, cyclists]}]\n"
        + DRAWING.replace("field: adults", "field: value"),
        "people with a bicycle; make",
        -1,
    ),
    Case(
        "unknown-figure",
        "docs/topics/cost.md",
        "id: ferry-passengers",
        "id: fery-passengers",
        'did you mean "ferry-passengers"?',
    ),
    Case(
        "unknown-record",
        FERRY,
        "sources: [gazette-2020, ",
        "sources: [gazet-2020, gazette-2020, ",
        'names record "gazet-2020"',
    ),
    Case(
        "weak-source", OFFERS, "sources: [gazette-2020, ", "sources: [crier-2020, ", "rests on no"
    ),
    Case(
        "bound-to-meeting",
        "content/open-questions.yml",
        "Neither source",
        "On 3 May 2020 neither source",
        "3 May 2020",
    ),
    Case("broken-yaml", "content/terms.yml", "term: toll", "term: [toll", "not valid YAML", None),
    Case("wrong-shape", "content/redirects.yml", "[]", "text: no list", "holds a list"),
    Case(
        "duplicate-key",
        "content/terms.yml",
        "  term: ferry",
        "  term: ferry\n  term: x",
        "twice",
        1,
    ),
    Case(
        "missing-field",
        "content/events.yml",
        "  title: The council votes\n",
        "",
        'lacks "title"',
        -2,
    ),
    Case("unknown-key", "content/events.yml", "place: The", "plaec: The", 'did you mean "place"'),
    Case("bad-value", POSITIONS, "      - stance: supports", "      - stance: su", '"supports"'),
    Case("bad-value", POSITIONS, "words: A smaller toll", "words: ''", "words"),
    Case("bad-value", POSITIONS, f"    {STANCE}", "    stance: yes\n    sum", "opposes,"),
    Case("missing-field", POSITIONS, f"    {STANCE}", "    sum", '"positions.0.stance"', -3),
    Case("missing-field", POSITIONS, "    sources: [herald-2020]\n", "", "sources", -6),
    Case(
        "weak-source",
        POSITIONS,
        "    sources: [herald-2020]",
        "    sources: []",
        'position of "quay" on "toll"',
    ),
    Case(
        "weak-source",
        POSITIONS,
        "        sources: [gazette-2020]",
        "        sources: []",
        'position of "quay" on "toll"',
        -4,
    ),
    Case(
        "stance-order", POSITIONS, "as_of: 2020-05", "as_of: 2022", "newer than the one above", -3
    ),
    Case("unknown-actor", "content/positions.yml", "actor: quay", "actor: quai", '"quay"'),
    Case("impossible-date", "content/events.yml", "2020-05-03", "2020-02-30", "29 days"),
    Case("impossible-date", "content/events.yml", "end: 2022-03", "end: 2022-02-30", "28 days"),
    Case("impossible-date", "content/positions.yml", "as_of: 2020-05", "as_of: 2021-02-30", "28"),
    Case("duplicate-id", "content/events.yml", "id: opening", "id: vote", "on line 1"),
    Case(
        "missing-as-of", LEAFLET, "        as_of: undated\n        not", "        not", "as_of", -2
    ),
    Case("front-matter", PLAN, "title: What is the plan?", "title: What: is", "not valid YAML"),
    Case("front-matter", PLAN, "---\ntitle: What", "title: What", "no front matter", None),
    Case("front-matter", PLAN, "---\n\n## In short", "\n## In short", "never closed", None),
    Case("missing-field", PLAN, "standfirst: A bridge is planned.\n", "", '"standfirst"', None),
    Case("unknown-key", PLAN, "reviewed:", "revewed:", 'did you mean "reviewed"'),
    Case("duplicate-id", "content/terms.yml", "- id: ferry", "- id: toll", "on line 1"),
    Case("unknown-statement", PLAN, "wanted.[@leaflet:1.1]", "w.[@leaflet:1.9]", "leaflet:1"),
    Case("unknown-record", PLAN, "signed.[@gazette-2020", "signed.[@gazete-2020", '"gazette-2020"'),
    Case(
        "unknown-record", "content/terms.yml", "herald-2020, c", "heralt-2020, c", '"herald-2020"'
    ),
    Case("unknown-term", "content/terms.yml", "see_also: [ferry]", "see_also: [fery]", '"ferry"'),
    Case(
        "unknown-event", "content/events.yml", "led_to: [opening]", "led_to: [openin]", '"opening"'
    ),
    Case("unknown-event", PLAN, "    topic: plan", "    ids: [vot]", '"vote"'),
    Case("unknown-actor", "content/events.yml", "[council, quay]", "[council, kuay]", '"quay"'),
    Case("unknown-actor", LEAFLET, "speaker: quay", "speaker: quai", 'did you mean "quay"'),
    *(
        Case(f"unknown-{kind}", PLAN, "A ferry runs", f"[A ferry]({kind}:{wrong}) runs", right)
        for kind, wrong, right in (
            ("term", "fery", 'did you mean "ferry"'),
            ("actor", "kuay", 'did you mean "quay"'),
            ("event", "vot", 'did you mean "vote"'),
            ("statement", "leaflet:9.1", 'did you mean "leaflet:'),
            ("record", "gazete-2020", 'did you mean "gazette-2020"'),
            ("topic", "plam", 'did you mean "plan"'),
            ("source", "leaflit", 'did you mean "leaflet"'),
            ("question", "why-bridge", 'did you mean "why-a-bridge"'),
            ("change", "price-correct", 'did you mean "price-corrected"'),
        )
    ),
    Case("unknown-kind", PLAN, "A ferry runs", "[A ferry](tern:ferry) runs", 'mean "term"'),
    Case(
        "unknown-page",
        "content/terms.yml",
        "  forms: [bridge fee]",
        "  forms: [bridge fee]\n  pages: [/topics/, /topics/plam/]",
        'did you mean "/topics/plan/"',
        1,
    ),
    Case("unused-term", PLAN, "A ferry runs", "[A ferry](-) runs", '"ferry"', None, TERMS),
    Case("unused-term", TERMS, "  term: ferry", "  term: ferry\n  unlinked: x", "plan.md", 1),
    Case(
        "alias-swallows",
        "content/actors.yml",
        "forms: [Quay]",
        "forms: [Quay, the toll man]",
        '"toll"',
    ),
    Case("alias-swallows", "docs/topics/plan.md", "[bridge plan]", "[toll plan]", '"toll"'),
    Case("circular-definition", TERMS, "A boat that crosses on", "A ferry on", '"ferry"'),
    Case(
        "circular-definition",
        "content/actors.yml",
        "Elected body that decides on local plans.",
        "The council of the town.",
        '"council"',
    ),
    Case("unknown-topic", "content/events.yml", "[plan, cost]", "[plan, costs]", '"cost"'),
    Case("unknown-topic", PLAN, "read_next: cost", "read_next: costs", 'did you mean "cost"'),
    Case(
        "unknown-publisher",
        "content/record.yml",
        "publisher: herald",
        "publisher: herold",
        "herald",
    ),
    Case("unknown-issue", "content/positions.yml", "    issue: toll", "    issue: tol", '"toll"'),
    Case(
        "duplicate-id",
        "content/positions.yml",
        "positions:\n",
        "positions:\n  - {actor: quay, issue: toll, stance: opposes, summary: No., as_of: 2020,"
        " sources: [gazette-2020]}\n",
        "exists already",
        2,
    ),
    Case("end-before-start", "content/events.yml", "end: 2022-03", "end: 2019", "begins 2021"),
    Case(
        "end-before-start",
        "content/actors.yml",
        "from: 2019",
        "from: 2019\n      to: 2018",
        "2018",
        1,
    ),
    Case("led-to-order", "content/events.yml", "date: 2020-05-03", "date: 2023", "earlier", 7),
    Case(
        "unknown-group",
        "content/terms.yml",
        "group: money\n  short: A boat",
        "group: mony\n  short: A boat",
        '"money"',
    ),
    Case(
        "unknown-group",
        "content/actors.yml",
        "side: town\n  short: Mayor",
        "side: towm\n  short: Mayor",
        "side-town",
    ),
    Case(
        "directive",
        "docs/about.md",
        "A site for tests.",
        "/// proof\n\nA site for tests.",
        "swallows text",
    ),
    Case("directive", PLAN, "    topic: plan", "    from: 2020-02-30", "29 days", -1),
    Case(
        "unknown-statement",
        "content/questions.yml",
        "one.[@leaflet:1.1]",
        "one.[@leaflet:1.7]",
        "leaflet:1",
        0,
    ),
    Case(
        "form-taken",
        "content/terms.yml",
        "forms: [bridge fee]",
        "forms: [Quay]",
        '"quay"',
        None,
        "content/actors.yml",
    ),
    Case("form-repeated", "content/terms.yml", "forms: [bridge fee]", "forms: [tolls]", "tolls"),
    Case(
        "long-definition",
        "content/terms.yml",
        "A sum paid for each crossing.",
        "a " * 11,
        "11 words",
    ),
    Case(
        "no-entry",
        "docs/glossary.md",
        "/// glossary\n///",
        "",
        "the page does not list each term",
        None,
    ),
    Case(
        "no-entry",
        "docs/glossary.md",
        "/// glossary\n///",
        "/// glossary\n    group: money\n///",
        "the page does not list each term",
        None,
    ),
    Case(
        "weak-source",
        "content/terms.yml",
        "sources: [gazette-2020]",
        "sources: [crier-2020]",
        "toll",
    ),
    Case(
        "one-publisher",
        "content/events.yml",
        "[herald-2020, gazette-2020]",
        "[herald-2020]",
        "contested",
    ),
    Case(
        "one-publisher",
        "content/record.yml",
        "  via: The Wire\n",
        "  via: The Wire\n  origin: gazette-2020\n",
        'event "opening" is contested',
        None,
        "content/events.yml",
    ),
    Case("one-publisher", "content/terms.yml", "in coins", "in 200 coins", '"200 coins"', 2),
    Case(
        "archived-other",
        "content/record.yml",
        "issued: 2020-05-03\n",
        "issued: 2020-05-03\n"
        "  archived: https://web.archive.org/web/20200601000000/https://gazette.example/2019\n",
        'record "gazette-2020" is read at https://gazette.example/2020, and its copy is of',
        1,
    ),
    Case(
        "bad-value",
        "content/record.yml",
        "issued: 2020-05-03\n",
        "issued: 2020-05-03\n  archived: https://gazette.example/copy\n",
        "it must be a copy on archive.ph or perma.cc, or one such as https://web.archive.org/",
        1,
    ),
    Case(
        "unused-record",
        "content/terms.yml",
        ", crier-2020]",
        "]",
        "crier-2020",
        None,
        "content/record.yml",
    ),
    Case(
        "unused-publisher",
        "content/record.yml",
        "publisher: crier",
        "publisher: herald",
        '"crier"',
        None,
        "content/publishers.yml",
    ),
    Case("id-lost", "content/published.yml", "{}", "term: [tol]", 'did you mean "toll"'),
    Case(
        "redirect",
        "content/redirects.yml",
        "[]",
        "[{kind: term, old: toll, why: x}]",
        "still exists",
    ),
    Case(
        "redirect",
        "content/redirects.yml",
        "[]",
        "[{kind: term, old: x, new: tol, why: x}]",
        'did you mean "toll"',
    ),
    Case(
        "change-page",
        "content/changes.yml",
        "/topics/plan/",
        "/topics/plam/",
        '"/topics/plan/"',
        None,
    ),
    Case(
        "change-page",
        "content/changes.yml",
        "  was: The toll pays for all of it.\n",
        "",
        "lacks",
        None,
    ),
    Case("check-missing", LEAFLET, "        not_checked: forecast\n", "", "0 of check", -3),
    Case(
        "sentence-missing",
        LEAFLET,
        "    claims: [1, 1]\n    statements:\n      - id: 2.1",
        "    claims: [1, 1, 1]\n    statements:\n      - id: 2.1",
        "leaflet:2.3",
    ),
    Case(
        "sentence-missing",
        LEAFLET,
        "claims: [2]",
        "claims:\n      - 2\n      - 1",
        '"leaflet:3.2" has no statement',
        2,
    ),
    Case("claim-missing", LEAFLET, "claims: [2]", "claims: [3]", "write 3.1a, 3.1b, 3.1c"),
    Case("claim-missing", LEAFLET, "claims: [2]", "claims: [1]", "makes 1 claims"),
    Case("claim-missing", LEAFLET, "id: 3.1b", "id: 3.1c", "write 3.1a, 3.1b", -9),
    Case("claim-missing", LEAFLET, "id: 1.1\n", "id: 1.1a\n", "write 1.1", -2),
    Case("wrong-shape", LEAFLET, "claims: [2]", "claims: 2", "claims"),
    Case(
        "aside-missing",
        LEAFLET,
        "          aside: The toll pays for half of it.\n",
        "",
        "add aside",
        -3,
    ),
    Case("long-aside", LEAFLET, "aside: The toll", f"aside: {29 * 'a '}The toll", "36 words"),
    Case(
        "long-aside",
        LEAFLET,
        "note: The minutes say the same.",
        f"note: Yes.\n          aside: {36 * 'a '}",
        "36 words",
        1,
    ),
    Case("sentence-beyond", LEAFLET, "id: 2.2", "id: 2.3", "has 2 sentences"),
    Case(
        "statement-unused",
        "docs/topics/cost.md",
        "price.[@leaflet:2.1]",
        "price.[@-]",
        "leaflet:2.1",
        None,
        LEAFLET,
    ),
    Case(
        "left-out-used",
        PLAN,
        "wanted.[@leaflet:1.1]",
        "w.[@leaflet:2.2]",
        "leaflet:2.2",
        None,
        LEAFLET,
    ),
    Case("uncited", PLAN, "signed.[@gazette-2020; @herald-2020]", "signed.", "On 3 May 2020 the"),
    Case("uncited", PLAN, " A ferry runs", " It floats. A ferry runs", '"It floats."'),
    Case(
        "uncited",
        PLAN,
        "themselves.[@",
        "themselves.[@leaflet:3.1a] Few use it.[@-] So.\n\nX.[@",
        "So",
    ),
    Case("uncited", PLAN, "in favour[@herald-2020]", "in favour", "Council in favour"),
    Case(
        "long-run", PLAN, "gets two lanes.", "gets two lanes. A. B. C.", "covers 5 sentences from"
    ),
    Case(
        "many-notes", "content/style.yml", "max_notes: 20", "max_notes: 4", "at most 4", None, PLAN
    ),
    Case("misplaced-note", PLAN, "wanted.[@leaflet:1.1]", "*wanted.[@leaflet:1.1]*", "leaflet:1.1"),
    Case(
        "misplaced-note", PLAN, "signed.[@gazette-2020; ", "signed.[@gazette-2020][", "herald-2020"
    ),
    Case("misplaced-note", PLAN, "toll do?", "toll do?[@herald-2020]", "not in a heading"),
    Case("relative-time", "docs/about.md", "A site for", "A site recently for", "recently"),
    Case("long-sentence", PLAN, "A ferry runs", "A " + "very " * 12 + "old ferry runs", "words in"),
    Case("hard-page", "content/style.yml", "max_grade: 12", "max_grade: -20", "grade", None, PLAN),
    Case("hard-page", "content/style.yml", "spread: 0.5", "spread: 9", "spread by", None, PLAN),
    Case("page-length", "content/style.yml", "[5, 60]", "[5, 6]", "words", None, PLAN),
    Case(
        "bound-to-meeting",
        "docs/topics/cost.md",
        "names no price",
        "of 3 May 2020 names no price",
        "3 May 2020",
    ),
    Case(
        "bound-to-meeting",
        LEAFLET,
        "        as_of: undated\n        not",
        "        as_of: 2020\n        not",
        "write undated",
    ),
    Case("raw-html", PLAN, "A ferry runs", "<b>A ferry</b> runs", "<b>"),
    Case("directive", PLAN, "/// timeline | The", "/// timelime | The", 'did you mean "timeline"'),
    Case("directive", PLAN, "    topic: plan", "    topik: plan", 'did you mean "topic"', -1),
    Case("directive", PLAN, "    topic: plan", "    from: 2020-13", "no month 13", -1),
    Case("directive", PLAN, "    topic: plan", "    to: 1990", "selects no event", -1),
    Case(
        "no-open-question",
        "content/open-questions.yml",
        "[plan, cost]",
        "[plan]",
        "cost",
        None,
        "docs/topics/cost.md",
    ),
    Case("bad-value", LEAFLET, "id: leaflet", "id: leaflett", "leaflet.yml"),
    Case("broken-yaml", TERMS, "term: ferry", "term: &f ferry\n  also: *f", "aliases"),
    Case("broken-yaml", TERMS, "term: ferry", "term: !!str ferry\n  also: !x y", '"!x"', 1),
    Case("broken-citation", PLAN, "wanted.[@leaflet:1.1]", "w.[@leaflet:1.1", '"[@leaflet:1.1"'),
    Case("broken-citation", PLAN, "wanted.[@leaflet:1.1]", "w.@leaflet:1.1]", '"@leaflet:1.1"'),
    Case("broken-citation", PLAN, "wanted.[@leaflet:1.1]", "w.[leaflet:1.1]", "[leaflet:1.1]"),
    Case("broken-citation", PLAN, "wanted.[@leaflet:1.1]", "w.(@leaflet:1.1)", "(@leaflet:1.1)"),
    Case("broken-template", STRIP, "{% for ", "{% fro ", "fro"),
    Case("broken-template", STRIP, "in events", "in evnts", "evnts"),
    Case("broken-template", STRIP, "<ol", "</p><ol", "not one element", None),
    Case(
        "configuration",
        "mkdocs.yml",
        "footnotes, ",
        "",
        "citations need Python-Markdown's footnotes",
        None,
    ),
    Case("configuration", "mkdocs.yml", "[search]", "[search]\nextra: {licence: 3}", "lic", None),
    Case(
        "configuration",
        "mkdocs.yml",
        "[search]",
        "[search]\nextra: {footer: {Us: abuot.md}}",
        'did you mean "about.md"',
        None,
    ),
    Case("unprintable", PLAN, "A ferry runs", "A\x07 ferry runs", "U+0007"),
    Case("unprintable", PLAN, "A ferry runs", "A\ue000 ferry runs", "U+E000"),
    Case("unprintable", PLAN, "A ferry runs", "A\x0c ferry runs", "U+000C"),
    Case("unprintable", PLAN, "A ferry runs", "A\x85 ferry runs", "U+0085"),
    Case("unprintable", PLAN, "## In short", "```\x07\nx\n```\n\n## In short", "U+0007"),
]


def said_by_build(project: Path, target: Path) -> list[str]:
    """The problems that stop a build, as MkDocs prints them."""
    with pytest.raises(FailedBuildError) as failed:
        build(project, target)
    text = str(failed.value)
    assert "Traceback" not in text
    return [line for line in text.splitlines() if re.match(r"\S+:\d+ \[[a-z-]+\] ", line)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.path}-{case.new[:12]}")
def test_rule_names_file_and_line(case: Case, tiny: Path, edit: Edit) -> None:
    line = edit(case.path, case.old, case.new)
    said = problems_in(tiny)
    found = [row for row in said if f" [{case.rule}] " in row]
    assert found, f"no {case.rule} in:\n" + "\n".join(said)
    where = case.where or case.path
    start = f"{where}:" if case.line is None else f"{where}:{line + case.line} "
    wanted = [row for row in found if row.startswith(start) and case.says in row]
    assert wanted, f"wanted {start} … {case.says} in:\n" + "\n".join(found)


def test_a_line_does_not_lead_over_a_month_that_is_missing(tiny: Path, edit: Edit) -> None:
    row = "  - {month: 2020-04, adults: null, cyclists: null, source: gazette-2020}\n"
    line = edit(FERRY, row, "")
    assert problems_in(tiny) == []  # every bar is named
    edit(FERRY, "  mark: bar\n", "  mark: line\n")
    (said,) = problems_in(tiny)
    assert said.startswith(f'{FERRY}:{line} [gap-joined] figure "ferry-passengers": nothing stands')
    assert 'between "2020-03" and "2020-05"; add a row' in said


def test_the_small_site_breaks_no_rule(tiny: Path) -> None:
    assert problems_in(tiny) == []


class Route(Record):
    """A record of a kind for which no rule is named."""

    id: Id
    follows: Annotated[Id, RefersTo("route")]


def test_a_name_of_any_other_kind_is_checked_too(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "route", Kind(model=Route, file="routes.yml"))
    routes = "- id: north\n  follows: south\n\n- id: south\n  follows: nort\n"
    (tiny / "content/routes.yml").write_text(routes, encoding="utf-8")
    assert problems_in(tiny) == [
        'content/routes.yml:5 [unknown-id] route "south" names route "nort"; did you mean "north"?'
    ]


OF_FINISHED_FILES = {"dead-link", "id-twice"}
"""Rules that `tests/unit/test_links.py` breaks."""


def test_every_rule_is_broken_somewhere() -> None:
    assert {case.rule for case in CASES} | {"unknown-id"} | OF_FINISHED_FILES == set(RULES)


def test_the_page_of_a_kind_cannot_go(tiny: Path) -> None:
    (tiny / "docs/glossary.md").unlink()
    wanted = "docs/glossary.md:1 [no-entry] the page that lists each term is missing; "
    assert any(line.startswith(wanted) for line in problems_in(tiny))


SEVERAL = (
    (TERMS, "see_also: [ferry]", "see_also: [fery]"),
    ("content/events.yml", "2020-05-03", "2020-02-30"),
    (POSITIONS, f"    {STANCE}", "    stanse: supports\n    sum"),
    ("content/questions.yml", "question: Why a bridge?", 'question: "Why'),
    (PLAN, "reviewed: 2020-06-01", "reviewed: ["),
    ("docs/topics/cost.md", "price.[@leaflet:2.1]", "price.[@leaflet:2.9]"),
)
WAYS = {
    "a record": [(TERMS, "see_also: [ferry]", "see_also: [fery]")],
    "the fields of a page": [(PLAN, "reviewed:", "revewed:")],
    "a directive": [(PLAN, "/// timeline | The", "/// timelime | The")],
    "use over all pages": [(PLAN, "A ferry runs", "[A ferry](-) runs")],
    "a template": [(STRIP, "in events", "in evnts")],
    "several files": SEVERAL,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_build_says_the_same(way: str, tiny: Path, edit: Edit, tmp_path: Path) -> None:
    for path, old, new in WAYS[way]:
        edit(path, old, new)
    said = problems_in(tiny)
    assert said
    assert said_by_build(tiny, tmp_path / "out") == said


def test_what_is_filled_in_last_stops_a_build_too(tiny: Path, edit: Edit, tmp_path: Path) -> None:
    path = "overrides/generated/proof.html"
    edit(path, '<div class="trust">', '<div class="trust">{{ nothing }}')
    (line,) = said_by_build(tiny, tmp_path / "out")
    assert line.startswith(f"{path}:1 [broken-template] ")


def test_a_link_of_a_template_to_nowhere_stops_a_build(
    tiny: Path, edit: Edit, tmp_path: Path
) -> None:
    edit("overrides/generated/proof.html", '<div class="trust">', '<div><a href="plam/">x</a>')
    (line,) = said_by_build(tiny, tmp_path / "out")
    assert line.startswith('docs/index.md:1 [dead-link] the page links to "plam/", on ')


def test_all_problems_are_named_in_one_run(tiny: Path, edit: Edit) -> None:
    for path, old, new in SEVERAL:
        edit(path, old, new)
    said = "\n".join(problems_in(tiny))
    for rule in (
        "unknown-term",
        "impossible-date",
        "unknown-key",
        "broken-yaml",
        "front-matter",
        "unknown-statement",
    ):
        assert f"[{rule}]" in said


# One mistake is one problem, and no problem hides its cause


def test_one_mistake_is_one_problem(tiny: Path, edit: Edit) -> None:
    """A faulty record is not also reported as unknown wherever it is named."""
    line = edit("content/events.yml", "2020-05-03", "2020-02-30")
    edit(PLAN, "    topic: plan", "    ids: [vote]")
    (said,) = problems_in(tiny)
    assert said.startswith(f"content/events.yml:{line} [impossible-date] ")


def test_an_unclosed_citation_is_reported_and_nothing_that_follows_from_it(
    tiny: Path, edit: Edit
) -> None:
    """The statement seems unused then; what is said is why."""
    line = edit(PLAN, "wanted.[@leaflet:1.1]", "wanted.[@leaflet:1.1")
    said = problems_in(tiny)
    assert f'{PLAN}:{line} [broken-citation] "[@leaflet:1.1" is no citation' in said[0]
    assert not [row for row in said if "[statement-unused]" in row]


def test_a_term_in_use_cannot_go_unnoticed(tiny: Path, edit: Edit) -> None:
    """Its address was published, a term leads to it, and a page links it by its id."""
    text = (tiny / TERMS).read_text(encoding="utf-8")
    ferry = text[text.index("- id: ferry") :]
    line = edit(PLAN, "A ferry runs", "[A boat](term:ferry) runs")
    listed = edit("content/published.yml", "{}", "term: [toll, ferry]")
    edit(TERMS, ferry, "")
    said = "\n".join(problems_in(tiny))
    assert f'content/published.yml:{listed} [id-lost] term "ferry" is gone' in said
    assert f'{PLAN}:{line} [unknown-term] term "ferry" does not exist' in said
    assert '[unknown-term] term "toll" names term "ferry"' in said


FILES = sorted(file.relative_to(TINY).as_posix() for file in (TINY / "content").rglob("*.yml"))
UNREADABLE: dict[str, bytes | None] = {
    "empty": b"",
    "broken": b"- id: [x\n",
    "missing": None,
}
LIKE_EMPTY = {
    "comments": b"# nothing\n\n  # at all\n",
    "null": b"~\n",
    "words": b"just words\n",
    "no text": b"\xff\xfe\x00",
}
MISSHAPEN = {"a list of words": "- x\n", "fields": "x: y\n"}


@pytest.mark.parametrize("way", UNREADABLE)
@pytest.mark.parametrize("path", FILES)
def test_a_file_that_cannot_be_read_is_the_one_problem(tiny: Path, path: str, way: str) -> None:
    """Nothing that follows from it is reported, and nothing keeps it from being reported."""
    file, content = tiny / path, UNREADABLE[way]
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    (said,) = problems_in(tiny)
    if content is None and "/figures/" in path:  # a site may have none, but shows this one
        assert re.match(rf'docs/\S+:\d+ \[unknown-figure\] figure "{file.stem}" does not', said)
        return
    # of files that are one source each, the folder is named when there is none
    named = path if content is not None or "/sources/" not in path else "content/sources"
    assert re.match(rf"{re.escape(named)}:\d+ \[(?:wrong-shape|broken-yaml)\] ", said)


@pytest.mark.parametrize("way", LIKE_EMPTY)
@pytest.mark.parametrize("path", FILES)
def test_what_holds_no_records_is_like_an_empty_file(tiny: Path, path: str, way: str) -> None:
    """The file is named, and all that is in it is missing for a reason that is known."""
    (tiny / path).write_bytes(b"")
    empty, _ = load(tiny)
    (tiny / path).write_bytes(LIKE_EMPTY[way])
    content, (said,) = load(tiny)
    assert said.place.path == path
    assert said.rule in ("wrong-shape", "broken-yaml")
    assert content.unreadable == empty.unreadable
    assert content.records == empty.records
    assert content.unreadable


@pytest.mark.parametrize("way", MISSHAPEN)
@pytest.mark.parametrize("path", FILES)
def test_a_file_of_another_shape_is_named(tiny: Path, path: str, way: str) -> None:
    (tiny / path).write_text(MISSHAPEN[way], encoding="utf-8")
    assert [line for line in problems_in(tiny) if line.startswith(f"{path}:1 ")]


def test_no_cause_hides_another(tiny: Path) -> None:
    """With every file emptied, every file is named, and nothing else."""
    for path in FILES:
        (tiny / path).write_text("", encoding="utf-8")
    said = problems_in(tiny)
    assert [line.partition(" ")[0] for line in said] == [f"{path}:1" for path in FILES]


PAGES = sorted(file.relative_to(TINY).as_posix() for file in (TINY / "docs").rglob("*.md"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_cannot_be_read_is_named(tiny: Path, path: str) -> None:
    """Likewise the pages: what a page would have used is not missed."""
    text = (tiny / path).read_text(encoding="utf-8")
    for broken in ("", text.replace("title:", "titel:", 1)):
        (tiny / path).write_text(broken, encoding="utf-8")
        said = problems_in(tiny)
        assert [line for line in said if line.startswith(f"{path}:")], broken
        assert not [
            line for line in said if re.search(r"\[(statement-unused|unused-|no-entry)", line)
        ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: pier", "name: peer", 'the map names column "peer"; did you mean "pier"?'),
        ("base: harbour", "base: harbor", "the base content/figures/base/harbor.json cannot be"),
    ],
)
def test_a_map_names_columns_and_a_base_that_can_be_read(
    tiny: Path, edit: Edit, old: str, new: str, said: str
) -> None:
    edit("content/figures/piers.yml", old, new)
    (problem,) = problems_in(tiny)
    assert "content/figures/piers.yml:" in problem
    assert "[figure-drawing]" in problem
    assert said in problem
