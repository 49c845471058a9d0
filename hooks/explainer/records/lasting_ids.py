"""Published ids, recorded so that none is lost unnoticed.

`content/published.yml` lists them by kind, and `make ids` adds new ones. Ids are never removed from
it: a record whose id disappears needs an entry in redirects.yml.
"""

from collections.abc import Iterator

from explainer.problems import Problem, did_you_mean, which_was_meant
from explainer.records.content import Content
from explainer.records.editorial import Redirect
from explainer.records.kinds import KINDS
from explainer.refs import Ref

FILE = "content/published.yml"
REDIRECT = "add a redirect to content/redirects.yml"

_HEAD = """\
# yaml-language-server: $schema=schema/published.json
# Every id that was published, by kind. Written by "make ids"; lines are only ever added.
"""


def lasting_kinds() -> list[str]:
    """Return the kinds whose ids are permanent."""
    return [name for name, kind in KINDS.items() if kind.lasting]


def lost_ids(content: Content) -> Iterator[Problem]:
    """Yield a problem for each published id that no longer exists and has no redirect."""
    if "redirect" in {*content.unreadable, *(ref.kind for ref in content.broken)}:
        return  # an id that seems lost may have one
    gone = {Ref(redirect.kind, redirect.old) for redirect in content.all(Redirect).values()}
    for kind in content.published:
        if kind not in lasting_kinds():
            place = content.place(Ref("published", "published"), kind)
            hint = did_you_mean(kind, lasting_kinds())
            yield Problem(
                place, "unknown-kind", f'there is no kind "{kind}" whose ids are published', hint
            )
    for kind in lasting_kinds():
        present = content.records[kind]
        unpublished = present.keys() - content.published.get(kind, ())
        for index, name in enumerate(content.published.get(kind, ())):
            ref = Ref(kind, name)
            if name in present or ref in gone or content.excused(ref):
                continue
            place = content.place(Ref("published", "published"), kind, index)
            what = f"{ref.called} was published and no longer exists"
            hint = which_was_meant(ref, unpublished)
            if hint:
                content.broken.add(ref)  # it has another id now; what names it is not to blame
            now = hint.removeprefix("did you mean ").removesuffix("?")
            hint = (
                f"if it is now {now}, restore its old id; otherwise, {REDIRECT}"
                if now
                else REDIRECT
            )
            yield Problem(place, "id-lost", what, hint)


def unlisted(content: Content) -> dict[str, list[str]]:
    """Return the ids that are not yet in published.yml, by kind."""
    found = {
        kind: sorted(set(content.records[kind]) - set(content.published.get(kind, ())))
        for kind in lasting_kinds()
    }
    return {kind: names for kind, names in found.items() if names}


def as_text(content: Content) -> str:
    """Return the text of published.yml with new ids added."""
    lines = [_HEAD]
    new = unlisted(content)
    for kind in sorted(content.published.keys() | new.keys()):
        names = {*content.published.get(kind, ()), *new.get(kind, ())}
        lines += [f"{kind}:", *(f"  - {name}" for name in sorted(names))]
    return "\n".join(lines) + "\n"
