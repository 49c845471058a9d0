"""Sentences: where one ends and the next begins."""

import re

NOTE_SIGN, OVER_SIGN = "\ue001", "\ue000"
"""Stand for a note, and for the mark of a sentence that needs none, while sentences are counted.
Pages that contain either character, or that which stands for a dot, are reported."""

_DOT = "\ue002"
_ABBREVIATION = re.compile(r"\b(U\.S|St|Mr|Ms|Dr|Gen|No(?=\. ?\d)|e\.g|i\.e)\.")
_END = re.compile(rf"(?<=[.!?])([\"”’){NOTE_SIGN}{OVER_SIGN}]*)\s+(?=[\"“‘(]*[^\W_a-zß-öø-ÿ])")
_LOOSE_MARK = re.compile(rf"\s+(?=[{NOTE_SIGN}{OVER_SIGN}])")


def sentences_of(text: str) -> list[str]:
    """Split a text into sentences; full stops in abbreviations do not end one."""
    kept = _ABBREVIATION.sub(rf"\1{_DOT}", _LOOSE_MARK.sub("", text))
    parts = _END.sub("\\1\n", kept).replace(_DOT, ".").split("\n")
    return [part for part in parts if re.search(r"\w", part)]
