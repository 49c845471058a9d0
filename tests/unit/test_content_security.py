"""What a page may run and load."""

from explainer.security import policy_for

# echo -n 'go()' | openssl dgst -sha256 -binary | base64
GO = "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"


def page(frame: str, text: str = "") -> str:
    return f"<head>{frame}</head><article>{text}</article>"


def test_scripts_of_the_frame_are_named_by_their_hash_once() -> None:
    html = page('<script>go()</script><script src="a.js"></script><script>go()</script>')
    assert policy_for(html).count(GO) == 1
    assert f"script-src 'self' {GO}; style-src 'self';" in policy_for(html)


def test_what_is_no_program_is_not_named() -> None:
    html = page('<script type="application/json">go()</script>')
    assert "script-src 'self'; style-src" in policy_for(html)


def test_a_script_in_the_text_does_not_run() -> None:
    text = "<p>x</p><script>go()</script><article><script>go()</script></article>"
    assert "sha256" not in policy_for(page("", text))
    assert "sha256" in policy_for(page("", text) + "<script>go()</script>")


def test_a_page_without_an_article_is_all_frame() -> None:
    assert GO in policy_for("<p>Not found.</p><script>go()</script>")
