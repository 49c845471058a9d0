"""What a page may run and load."""

from explainer.content_security import EMPTY, with_policy

# echo -n 'go()' | openssl dgst -sha256 -binary | base64
GO = "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"


def page(frame: str, text: str = "") -> str:
    return f"<head>{EMPTY}{frame}</head><article>{text}</article>"


def test_scripts_of_the_frame_are_named_by_their_hash_once() -> None:
    html = page('<script>go()</script><script src="a.js"></script><script>go()</script>')
    assert with_policy(html).count(GO) == 1
    assert f"script-src 'self' {GO}; style-src 'self';" in with_policy(html)


def test_what_is_no_program_is_not_named() -> None:
    html = page('<script type="application/json">go()</script>')
    assert "script-src 'self'; style-src" in with_policy(html)


def test_a_script_in_the_text_does_not_run() -> None:
    text = "<p>x</p><script>go()</script><article><script>go()</script></article>"
    assert "sha256" not in with_policy(page("", text))
    assert "sha256" in with_policy(page("", text) + "<script>go()</script>")


def test_all_else_of_a_page_stays_as_it_is() -> None:
    html = page("<script>go()</script>", EMPTY)
    before, _, after = html.partition(EMPTY)
    assert with_policy(html).startswith(before)
    assert with_policy(html).endswith(after)
    assert with_policy("<p>No place for one.</p>") == "<p>No place for one.</p>"
