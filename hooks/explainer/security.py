"""The content security policy: a page runs and loads nothing but the site's own files.

A host of static files lets nobody set headers, so the policy stands in the page itself (Content
Security Policy Level 3, section 3.3). The theme's short scripts around the text are allowed by the
hash of what they say; a script in the text, however it came there, does not run.
"""

from base64 import b64encode
from hashlib import sha256

PLACE = '<div data-fill="policy"></div>'
"""What the page's template prints where the policy goes: before everything that is loaded."""

POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Images may stand in the style sheet (`data:`), as the theme's icons do. Search reads its index by
`connect-src` and works in a worker. No form is ever sent."""

_SCRIPT, _SCRIPT_ENDS = "<script>", "</script>"
_TEXT, _TEXT_ENDS = "<article", "</article>"


def policy_for(html: str) -> str:
    """The element that holds the policy of a page.

    Args:
        html: The whole page.
    """
    # The text itself may be long, so it is not copied.
    start, end = html.find(_TEXT), html.rfind(_TEXT_ENDS)
    frame = html[:start] + html[end:] if 0 <= start < end else html
    written = (part.partition(_SCRIPT_ENDS)[0] for part in frame.split(_SCRIPT)[1:])
    policy = POLICY.format(scripts="".join(dict.fromkeys(map(_source_of, written))))
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def _source_of(script: str) -> str:
    """A script as a policy names it."""
    return f" 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
