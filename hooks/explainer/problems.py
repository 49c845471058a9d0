"""Problems: what is wrong, where, by which rule, and what to do.

A problem never stops the work at once. They are collected and reported together, so that an
editor sees all of them in one run.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from html import escape

from explainer.refs import Ref

RULES: dict[str, str] = {
    # reading files
    "broken-yaml": "A file under content/ must be valid YAML.",
    "wrong-shape": "A file holds what its kind asks for: a list of records or a set of fields.",
    "duplicate-key": "A field is written once in a record.",
    "missing-field": "Every required field of a record is there.",
    "unknown-key": "Only the fields of the record kind are allowed; a misspelt one is named.",
    "bad-value": "A value has the form that its field asks for.",
    "impossible-date": "A date exists in the calendar.",
    "missing-as-of": "Every statement says for which date it is true, or that it is undated.",
    "front-matter": "The fields at the top of a page are valid YAML and belong to the page's kind.",
    # records among themselves
    "duplicate-id": "An id is used once in its kind, and an actor has one position on an issue.",
    "unknown-statement": "A statement that is named exists.",
    "unknown-record": "An entry of the public record that is named exists.",
    "unknown-term": "A term that is named exists.",
    "unknown-event": "An event that is named exists.",
    "unknown-actor": "An actor that is named exists.",
    "unknown-source": "A source that is linked exists.",
    "unknown-question": "A reader's question that is linked exists.",
    "unknown-change": "A change that is linked exists.",
    "unknown-id": "Any other record that is named exists.",
    "unknown-kind": "A link by kind and id, such as (term:truce), names a kind that there is.",
    "unknown-page": "A page to which a name is kept exists.",
    "no-entry": "The page of a kind exists and lists its records, to which others link.",
    "unknown-topic": "A topic that is named is a page under docs/topics/.",
    "unknown-group": "The group of a term and the side of an actor have a name under labels in "
    "style.yml.",
    "unknown-publisher": "The publisher of a record is listed with its class in publishers.yml.",
    "unknown-issue": "The issue of a position is listed in positions.yml.",
    "end-before-start": "Nothing ends before it begins.",
    "led-to-order": "What an event led to comes after it.",
    "form-taken": "A name or alias belongs to one record only, capitals apart, unless the records "
    "are kept to different pages or the forms are exact.",
    "form-repeated": "An alias is listed once and is not the name itself or its plural.",
    "alias-swallows": "An alias holds the name of another term only where the record's own name "
    "does or its see_also leads there.",
    "unused-term": "A term is linked on a page other than the glossary, or says why not, and "
    "never both.",
    "circular-definition": "The short text of a term or an actor has three words of four letters "
    "or more that are not in its names.",
    "long-definition": "The short text of a term or an actor has at most 30 words.",
    "weak-source": "A fact rests on at least one publisher of class primary or established; "
    "state media count only for what their own state says.",
    "one-publisher": "A contested fact, or one with figures in a check, names two publishers.",
    "unused-record": "An entry of the public record is cited somewhere, or it is taken out.",
    "unused-publisher": "A publisher in publishers.yml has an entry in the record.",
    "id-lost": "An id that was published stays, or content/redirects.yml says what became of it.",
    "redirect": "A redirect leads from an id that is gone to one that exists.",
    "change-page": "A change names pages that exist, and a correction says what was and what is.",
    # the two sources, whole
    "check-missing": "A statement is checked against the record, left out, or says why it is not "
    "checked.",
    "sentence-missing": "Every sentence of a source has at least one statement.",
    "sentence-beyond": "A statement's number lies within its paragraph.",
    "statement-unused": "A statement is cited on a topic page, or left out with a reason.",
    "left-out-used": "A statement that is left out is not cited.",
    # templates and configuration
    "broken-template": "A template of a generated part can be read, and makes one element.",
    "configuration": "The file mkdocs.yml holds what the engine needs of it.",
    # prose
    "broken-citation": "What looks like a citation is one: no part of one is left in the text.",
    "uncited": "Every sentence and table row of a topic page carries a citation, or [@-] where it "
    "only leads over.",
    "relative-time": "Prose names the date instead of a time that moves with the reader.",
    "long-sentence": "No sentence is longer than the limit in content/style.yml.",
    "hard-page": "Mean sentence length and reading grade of a topic page stay within the limits.",
    "page-length": "A topic page has as many words as content/style.yml asks for.",
    "bound-to-meeting": "A statement whose occasion is open is not tied to one dated meeting.",
    "raw-html": "Pages are Markdown; HTML comes from the templates.",
    "unprintable": "A page holds no control characters and no private signs.",
    "directive": "A directive exists, and its options are the ones that it has.",
    "no-open-question": "Every topic page has at least one open question.",
}
"""Every rule by its id, with the sentence that the editors' pages print."""


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in a file of the project: path from the project's root, line from 1."""

    path: str
    line: int = 1


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault in the content or in a page.

    Attributes:
        place: Where it is.
        rule: A key of `RULES`.
        message: What is wrong, in words that name the record and the value.
        hint: What to do about it; may be empty.
        missing: What is named and does not exist. If that is the consequence of another problem,
            this one is not reported (`Site.problems_found`).
    """

    place: Place
    rule: str
    message: str
    hint: str = ""
    missing: Ref | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise KeyError(self.rule)

    def __str__(self) -> str:
        """The line that an editor reads: `content/events.yml:41 [unknown-actor] …; did you…`."""
        text = f"{self.place.path}:{self.place.line} [{self.rule}] {self.message}"
        return f"{text}; {self.hint}" if self.hint else text


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Suggest the nearest known name.

    Returns:
        A question such as `did you mean "lammy"?`, or an empty string when nothing is near.
    """
    names = sorted(known)
    near = get_close_matches(wrong, names, n=1, cutoff=0.6) or [
        name for name in names if name.startswith(wrong) or wrong.startswith(name)
    ]
    return f'did you mean "{near[0]}"?' if near else ""


def report(problems: Iterable[Problem]) -> str:
    """All problems as text, sorted by place, each once, with their number at the end."""
    unique = sorted(set(problems))
    noun = "problem" if len(unique) == 1 else "problems"
    return "\n".join([*map(str, unique), f"{len(unique)} {noun}. Each rule: docs/editors/rules.md"])


def as_page(problems: Iterable[Problem]) -> str:
    """All problems as a page of HTML, which a preview shows until they are mended."""
    *lines, end = report(problems).splitlines()
    rows = "\n".join(f"<li><code>{escape(line)}</code></li>" for line in lines)
    # A preview adds its script for live reload before the end of the body.
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{escape(end.partition(".")[0])}</title></head>
<body>
<main>
<h1>{escape(end.partition(".")[0])}</h1>
<p>This page comes back when they are mended. {escape(end.partition(". ")[2])}</p>
<ul>
{rows}
</ul>
</main>
</body>
</html>
"""
