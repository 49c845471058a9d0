"""Typography: straight apostrophes and single quotation marks become curved ones.

Editors type what the keyboard has. Names are found, and rules applied, in what they typed.
"""

import re

_QUOTED = re.compile(r"(?<!\w)'(?=\w)([^']*\w[.,;:?!]?)'(?!\w)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|[.,;:?!)]|$)")


def curved(text: str, *also: re.Pattern[str]) -> str:
    """Return a text with its apostrophes and single quotation marks curved.

    `also` matches other apostrophes, which open no quotation.
    """
    if "'" not in text:
        return text
    signs = {**dict.fromkeys(also, "’"), _QUOTED: r"‘\1’", _APOSTROPHE: "’"}
    for pattern, sign in signs.items():
        text = type(text)(pattern.sub(sign, text))  # the type says what Markdown must leave alone
    return text
