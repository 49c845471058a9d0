"""Typography: straight apostrophes and single quotation marks become curved ones.

Editors type what the keyboard has. Names are found, and rules applied, in what they typed.
"""

import re

_QUOTED = re.compile(r"(?<!\w)'(?=\w)([^']*\w[.,;:?!]?)'(?!\w)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|[.,;:?!)]|$)")


def curved(text: str, *also: re.Pattern[str]) -> str:
    """Return a text with its apostrophes and single quotation marks curved.

    `also` matches other apostrophes.
    """
    if "'" not in text:
        return text
    text = type(text)(_QUOTED.sub(r"‘\1’", text))
    for pattern in (_APOSTROPHE, *also):
        text = type(text)(pattern.sub("’", text))  # the type says what Markdown must leave alone
    return text
