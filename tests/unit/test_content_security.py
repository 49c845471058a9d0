"""What a page may run and load."""

import pytest
from explainer.security import content_security_policy

# echo -n 'go()' | openssl dgst -sha256 -binary | base64
GO = "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"


def test_inline_scripts_are_named_by_their_hash_once() -> None:
    scripts = '<script>go()</script><script src="a.js"></script><script>go()</script>'
    policy = content_security_policy(scripts)
    assert policy.count(GO) == policy.count("sha256") == 1
    assert f"script-src 'self' {GO}; style-src 'self';" in policy


@pytest.mark.parametrize(
    "html", ["", '<script type="application/json">go()</script>', '<script src="a.js"></script>']
)
def test_what_is_no_inline_program_is_not_named(html: str) -> None:
    assert "script-src 'self'; style-src" in content_security_policy(html)


def test_scripts_of_several_lines_are_named_as_they_are() -> None:
    one, other = "<script>go(\n1)</script>", "<script>go( 1)</script>"
    assert content_security_policy(one) != content_security_policy(other)
    assert content_security_policy(one + other).count("sha256") == 2


def test_nothing_is_allowed_that_is_not_said() -> None:
    policy = content_security_policy("")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "*" not in policy
