"""What all records share: the kinds of values, and the class that refuses unknown fields."""

import ast
import inspect
import re
import sys
from itertools import pairwise
from typing import Annotated, Any, Literal, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ue000-\uf8ff]")
"""Control characters, halves of pairs and private signs: not text, and some are not valid XML."""


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if found := _UNPRINTABLE.search(line):
        raise ValueError(f"it holds the character U+{ord(found[0]):04X}, which cannot be shown")
    return line


Text = Annotated[str, AfterValidator(_one_line), Field(min_length=1)]
"""Plain text. Line breaks are spaces; markup in it is shown, never run."""

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Lower-case ASCII words joined by hyphens. It is also the anchor, so it never changes."""

Address = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")]

Verdict = Literal["confirmed", "nuance", "differs", "not-found"]
PublisherClass = Literal["primary", "established", "state-media", "weak"]
NotChecked = Literal["judgement", "forecast", "general", "motive"]
Stance = Literal["supports", "supports-with-conditions", "ambiguous", "opposes", "not-stated"]
ActorKind = Literal["person", "state", "body"]


class Record(BaseModel):
    """What all records share: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, context: Any) -> None:
        """Forget which fields were written: nothing asks, and it is half of a record's memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _NOT_KEPT)


_NOT_KEPT: set[str] = set()


def meanings(model: type[Record]) -> dict[str, str]:
    """What each field of a model means: the text below it in the source, by the field's name.

    Schemas and the pages for editors ask for it. Pydantic could read it too, but does so for every
    model whenever it is imported, which takes longer than building a small page.
    """
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, Record) and kind is not Record:
            found.update(_texts_below_fields(kind))
    return found


def _texts_below_fields(model: type[Record]) -> dict[str, str]:
    source = inspect.getsource(sys.modules[model.__module__])
    written = re.search(rf"^class {model.__name__}\(.*\n(?:(?:[ \t].*)?\n)*", source, re.MULTILINE)
    body = cast(ast.ClassDef, ast.parse(written[0]).body[0]).body if written else []
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
