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
    for kind, names in content.published.items():
        file = Ref("published", "published")
        if kind not in lasting_kinds():
            what = f'there is no kind "{kind}" whose ids are published'
            hint = did_you_mean(kind, lasting_kinds())
            yield Problem(content.place(file, kind), "unknown-kind", what, hint)
            continue
        present = content.records[kind]
        for index, name in enumerate(names):
            ref, hint = Ref(kind, name), REDIRECT
            if name in present or ref in gone or content.excused(ref):
                continue
            if meant := which_was_meant(ref, present.keys() - names):
                content.broken.add(ref)  # it has another id now; what names it is not to blame
                now = meant.removeprefix("did you mean ").removesuffix("?")
                hint = f"if it is now {now}, restore its old id; otherwise, {REDIRECT}"
            what = f"{ref.called} was published and no longer exists"
            yield Problem(content.place(file, kind, index), "id-lost", what, hint)


def as_text(content: Content) -> str:
    """Return the text of published.yml with new ids added."""
    lines = [_HEAD]
    for kind in sorted({*content.published, *lasting_kinds()}):
        new = content.records[kind] if kind in lasting_kinds() else ()
        if names := {*content.published.get(kind, ()), *new}:
            lines += [f"{kind}:", *(f"  - {name}" for name in sorted(names))]
    return "\n".join(lines) + "\n"
