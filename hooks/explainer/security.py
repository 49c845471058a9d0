"""The content security policy: a page runs and loads only the site's own files.

Static hosting does not let authors set headers, so the policy is inside the page (Content Security
Policy Level 3, section 3.3). The theme's short inline scripts are allowed by hash. The hashes come
from the theme's templates, never from a finished page, so that a script injected into the text does
not run.
"""

import re
from base64 import b64encode
from hashlib import sha256

POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The style sheet contains images (`data:`), as the theme's icons are. Search needs `connect-src`
to read its index, and `worker-src`. Forms are never submitted."""


def content_security_policy(scripts: str) -> str:
    """Return the policy of a page, given the HTML of the theme's inline scripts."""
    written = re.findall(r"<script>(.*?)</script>", scripts, re.DOTALL)
    return POLICY.format(scripts="".join(dict.fromkeys(map(_source_of, written))))


def _source_of(script: str) -> str:
    return f" 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
