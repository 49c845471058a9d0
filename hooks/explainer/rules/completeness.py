"""Nothing is omitted without a reason, and nothing unused is kept."""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from explainer.citing import look_up
from explainer.dates import UNDATED
from explainer.names.spelling import counted
from explainer.problems import Problem
from explainer.records.content import Content
from explainer.records.editorial import OpenQuestion
from explainer.records.evidence import PublicRecord, Publisher, Source, Statement
from explainer.records.references import cited_in
from explainer.refs import Ref
from explainer.site import Site

_DAY = re.compile(rf"\b\d{{1,2}}(?:[–-]\d{{1,2}})? (?:{'|'.join(month_name[1:])}) \d{{4}}\b")

MOST_IN_ASIDE = 35
"""Most words in a correction beside a paragraph, so that it never outgrows the paragraph."""

NOT_BOUND = "its occasion is unknown: name every date that fits, or none"
"""Hint for a statement of unknown occasion that is tied to one day."""


def bound_to_one_day(text: str, refs: Iterable[Ref], content: Content) -> str:
    """Return what ties a cited statement of unknown occasion to one day; empty if nothing does.

    `text` is a paragraph, and `refs` what it cites. The sources list the paragraphs whose occasion
    is unknown.
    """
    days = set(_DAY.findall(text))
    for ref in sorted(set(refs)):
        cited = look_up(ref, content) if len(days) == 1 else None
        if not (cited and cited.statement and cited.source):
            continue
        if cited.statement.numbers[0] in cited.source.open_occasion:
            return f'"{ref.id}" is cited beside a single date, {days.pop()}'
    return ""


def sources_are_whole(site: Site) -> Iterator[Problem]:
    """Every claim of every sentence has a statement, and no statement is beyond its paragraph.

    Statements of unknown occasion are undated.
    """
    content = site.content
    for ref, source in content.by_ref(Source):
        for index, number in enumerate(source.open_occasion):
            if number > len(source.paragraphs):
                place = content.place(ref, "open_occasion", index)
                what = f'source "{ref.id}" has no paragraph {number}'
                yield Problem(place, "sentence-beyond", what)
        for index in range(len(source.paragraphs)):
            yield from _statements_in_place(source, index, content)
            yield from _claims_with_statements(source, index, content)


def _statements_in_place(source: Source, index: int, content: Content) -> Iterator[Problem]:
    paragraph = source.paragraphs[index]
    for statement in paragraph.statements:
        ref = Ref("statement", f"{source.id}:{statement.id}")
        number, sentence = statement.numbers
        if number != index + 1 or not 1 <= sentence <= paragraph.sentences:
            size = counted(paragraph.sentences, "sentence")
            what = f"{ref.called} is in paragraph {index + 1} of {size}"
            hint = "correct its id, or claims"
            yield Problem(content.place(ref, "id"), "sentence-beyond", what, hint)
        if number in source.open_occasion and str(statement.as_of) != UNDATED:
            what, hint = f"{ref.called} has a date, but no known occasion", "write as_of: undated"
            yield Problem(content.place(ref, "as_of"), "bound-to-meeting", what, hint)


def _claims_with_statements(source: Source, index: int, content: Content) -> Iterator[Problem]:
    paragraph = source.paragraphs[index]
    for at, claims in enumerate(paragraph.claims):
        sentence = f"{index + 1}.{at + 1}"
        called = f'sentence "{source.id}:{sentence}"'
        place = content.place(Ref("source", source.id), "paragraphs", index, "claims", at)
        expected = ids_of_claims(sentence, claims)
        found = [part.id for part in paragraph.statements if part.numbers[1] == at + 1]
        # What names one of these is not to blame.
        content.broken.update(
            Ref("statement", f"{source.id}:{name}") for name in expected if name not in found
        )
        if not found:
            what, hint = f"{called} has no statement", "add one, with left_out if it is not used"
            yield Problem(place, "sentence-missing", what, hint)
        elif found != expected:
            makes, are = counted(claims, "claim"), ", ".join(found)
            what = f"{called} makes {makes}, and its statements are {are}"
            hint = f"write {', '.join(expected)}, or change claims"
            yield Problem(place, "claim-missing", what, hint)


def ids_of_claims(sentence: str, claims: int) -> list[str]:
    """Return the numbers of a sentence's statements: `4.2` alone, or `4.2a`, `4.2b` for several."""
    if claims == 1:
        return [sentence]
    return [f"{sentence}{letter}" for letter in ascii_lowercase[:claims]]


def statements_are_checked(site: Site) -> Iterator[Problem]:
    """Every statement is checked against the record, left out, or says why it is not checked."""
    content = site.content
    for ref, statement in content.by_ref(Statement):
        called, check = f'statement "{ref.id}"', statement.check
        given = [key for key in ("check", "not_checked", "left_out") if getattr(statement, key)]
        source = Ref("source", ref.id.partition(":")[0])
        if len(given) != 1 and (given or source not in content.broken):  # it may be misspelt
            what = f"{called} has {' and '.join(given) or 'no check'}"
            hint = "give exactly one of check, not_checked and left_out"
            yield Problem(content.place(ref), "check-missing", what, hint)
        length = len((check.aside or "").split()) if check else 0
        if check and check.verdict == "differs" and not length:
            what = f"the record differs from {called}, and no page says so beside the claim"
            yield Problem(content.place(ref, "check"), "aside-missing", what, "add aside")
        elif length > MOST_IN_ASIDE:
            what = f"the aside of {called} has {length} words"
            hint = f"at most {MOST_IN_ASIDE}; put the rest in note"
            yield Problem(content.place(ref, "check", "aside"), "long-aside", what, hint)


def topics_have_open_questions(site: Site) -> Iterator[Problem]:
    """Every topic page has an open question."""
    if site.content.incomplete:
        return  # the topics of an invalid question are unknown
    asked = {topic for q in site.content.all(OpenQuestion).values() for topic in q.topics}
    for name, page in site.topics.items():
        if name not in asked:
            what = f'topic "{name}" has no open question'
            hint = "add one to content/open-questions.yml"
            yield Problem(page.place(), "no-open-question", what, hint)


def occasions_stay_open(site: Site) -> Iterator[Problem]:
    """No text of a record ties a statement of unknown occasion to one day."""
    content = site.content
    for ref, path, text in content.citing_texts:
        record = content.get(ref)
        silent = record.statements if isinstance(record, OpenQuestion) else ()
        cited = (*cited_in(text), *(Ref("statement", key) for key in silent))
        if bound := bound_to_one_day(text, cited, content):
            yield Problem(content.place(ref, *path), "bound-to-meeting", bound, NOT_BOUND)


def statements_are_used(site: Site) -> Iterator[Problem]:
    """Every statement is either cited on a topic page or left out with a reason, never both."""
    used = {key for page in site.topics.values() for key in page.statements_used}
    anywhere = {ref for page in site.pages.values() for ref in page.cited}
    for ref, statement in site.content.by_ref(Statement):
        if statement.left_out and ref in anywhere:
            what = f'statement "{ref.id}" is cited, and left_out says why it is not used'
            place = site.content.place(ref, "left_out")
            yield Problem(place, "left-out-used", what, "remove left_out or the citation")
        elif not (statement.left_out or ref.id in used):
            what = f'statement "{ref.id}" is cited on no topic page'
            hint = "cite it, or say under left_out why it is not used"
            yield Problem(site.content.place(ref), "statement-unused", what, hint)


def record_is_used(site: Site) -> Iterator[Problem]:
    """Every entry of the public record, and every publisher, is used."""
    content = site.content
    used = {ref for page in site.pages.values() for ref in page.cited}
    used |= {reference.named for reference in content.references}
    for ref, _ in content.by_ref(PublicRecord):
        if ref not in used:
            what = f'record "{ref.id}" is cited nowhere'
            yield Problem(content.place(ref), "unused-record", what, "cite it or remove it")
    for ref, _ in content.by_ref(Publisher):
        if ref not in used:
            what = f'publisher "{ref.id}" has no entry in record.yml'
            yield Problem(content.place(ref), "unused-publisher", what, "remove it")
