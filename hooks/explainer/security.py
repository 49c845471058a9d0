"""The content security policy: a page runs and loads nothing but the site's own files.

A host of static files lets nobody set headers, so the policy is in the page itself (Content
Security Policy Level 3, section 3.3). The theme's short inline scripts are allowed by the hash of
what they say. They are taken from the theme's templates, never from a finished page: a script that
got into the text does not run.
"""

import re
from base64 import b64encode
from hashlib import sha256

POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Images may be in the style sheet (`data:`), as the theme's icons are. Search reads its index by
`connect-src` and works in a worker. No form is ever sent."""


def content_security_policy(scripts: str) -> str:
    """The policy of a page.

    Args:
        scripts: The HTML of the inline scripts that the theme puts into the page.
    """
    written = re.findall(r"<script>(.*?)</script>", scripts, re.DOTALL)
    return POLICY.format(scripts="".join(dict.fromkeys(map(_source_of, written))))


def _source_of(script: str) -> str:
    """A script as a policy names it."""
    return f" 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
