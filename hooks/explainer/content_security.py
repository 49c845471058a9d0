"""The content security policy: a page runs and loads nothing but the site's own files.

A host of static files lets nobody set headers, so the policy stands in the page itself (Content
Security Policy Level 3, section 3.3). The theme's short scripts around the text are allowed by the
hash of what they say; a script in the text, however it came there, does not run.
"""

from base64 import b64encode
from hashlib import sha256

EMPTY = '<meta http-equiv="Content-Security-Policy" content="">'
"""What the page's template prints where the policy goes: before everything that is loaded. Without
a policy in it, browsers take no notice of it."""

POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Images may stand in the style sheet (`data:`), as the theme's icons do. Search reads its index by
`connect-src` and works in a worker. No form is ever sent."""

_SCRIPT, _SCRIPT_ENDS = "<script>", "</script>"
_TEXT, _TEXT_ENDS = "<article", "</article>"


def with_policy(html: str) -> str:
    """A whole page with its policy.

    Args:
        html: The page; one without the place for a policy stays as it is.
    """
    if EMPTY not in html:
        return html
    before, _, text_and_after = html.partition(_TEXT)
    frame = before + text_and_after.rpartition(_TEXT_ENDS)[2]
    written = (part.partition(_SCRIPT_ENDS)[0] for part in frame.split(_SCRIPT)[1:])
    scripts = "".join(dict.fromkeys(map(_source_of, written)))
    filled = EMPTY.replace('content=""', f'content="{POLICY.format(scripts=scripts)}"')
    return html.replace(EMPTY, filled, 1)


def _source_of(script: str) -> str:
    """A script as a policy names it."""
    return f" 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
