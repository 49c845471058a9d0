"""Links to other sites: what is gone is told from what only gave no answer."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from check_outside_links import Link, ask, is_gone, is_refused, main, nothing_answers, report
from project import Served

OWN = "http://127.0.0.1:1/"
NO_HOST = "ConnectionError: … (Caused by NameResolutionError(… ([Errno -2] Name or service unknown"


@pytest.mark.parametrize(
    ("answer", "answers", "gone", "refused"),
    [
        ("200 OK", True, False, False),
        ("301 Moved Permanently", True, False, False),
        ("404 Not Found", False, True, False),
        ("410 Gone", False, True, False),
        (NO_HOST, False, True, False),
        (NO_HOST.replace("-2", "-3"), False, False, True),  # no name can be looked up at all
        ("401 Unauthorized", False, False, True),
        ("403 Forbidden", False, False, True),
        ("429 Too Many Requests", True, False, True),
        ("503 Service Unavailable", False, False, True),
        ("ReadTimeout: HTTPConnectionPool(host='x', port=80): Read timed out.", False, False, True),
        ("SSLError: certificate has expired", False, False, True),
        ("Access denied by robots.txt, checked only syntax", True, False, True),
    ],
)
def test_an_answer_is_gone_or_refused_or_neither(
    answer: str, answers: bool, gone: bool, refused: bool
) -> None:
    link = Link("https://elsewhere.example/", "/", answer, answers)
    assert (is_gone(link), is_refused(link)) == (gone, refused)


def found(address: str, answer: str = "404 Not Found") -> Link:
    return Link(address, "/about/", answer, answer.startswith("2"))


def test_the_report_begins_with_what_is_to_be_done() -> None:
    records = [
        {"id": "copied", "URL": "https://a.example/", "archive_location": "https://archive.ph/x"},
        {"id": "lost", "URL": "https://b.example/|x"},
    ]
    links = [
        found(OWN, "200 OK"),
        found("https://a.example/"),
        found("https://b.example/|x"),
        found("https://b.example/|x"),
        found("https://c.example/", "410 Gone"),
        found("https://d.example/", "403 Forbidden"),
        found("https://e.example/", "200 OK"),
        found(f"{OWN}none/"),
    ]
    text, to_do = report(links, OWN, records)
    assert to_do
    assert text.splitlines()[0] == (
        "5 addresses of other sites: 1 answer, 3 are gone, 1 refused or did not answer. "
        "1 of 2 entries of the public record name no archived copy."
    )
    rows = [line for line in text.splitlines() if line.startswith(("##", "| <"))]
    assert rows == [
        "## Gone, without an archived copy",
        "| <https://b.example/%7Cx> | 404 Not Found | `lost` |",
        "| <https://c.example/> | 410 Gone | /about/ |",
        "## Missing on the site itself",
        f"| <{OWN}none/> | 404 Not Found | /about/ |",
        "## Gone; an archived copy is named",
        "| <https://a.example/> | 404 Not Found | `copied` |",
        "## Refused, or no answer: look only if this persists",
        "| <https://d.example/> | 403 Forbidden | /about/ |",
    ]


def test_what_has_a_copy_or_is_refused_leaves_nothing_to_do() -> None:
    records = [{"id": "a", "URL": "https://a.example/", "archive_location": "https://archive.ph/x"}]
    links = [found("https://a.example/"), found("https://d.example/", "403 Forbidden")]
    assert report(links, OWN, records)[1] is False


def test_without_a_network_nothing_is_said_of_any_link() -> None:
    links = [found(OWN, "200 OK"), found("https://a.example/", NO_HOST)]
    assert nothing_answers(links, OWN)
    assert not nothing_answers([*links, found("https://d.example/", "403 Forbidden")], OWN)
    assert not nothing_answers(links[:1], OWN)


class Elsewhere(BaseHTTPRequestHandler):
    """Another site, which answers with the number that is asked for."""

    def do_GET(self) -> None:
        code = 404 if self.path == "/robots.txt" else int(self.path.strip("/"))
        if code == 408:
            time.sleep(2)
            code = 200
        self.send_response(code)
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_linkchecker_asks_other_sites_and_says_what_they_answer(tmp_path: Path) -> None:
    codes = (200, 403, 404, 408, 410, 429, 503)
    with elsewhere() as other:
        links = "".join(f'<a href="{other}{code}">{code}</a> ' for code in codes)
        own = '<link rel="canonical" href="https://owner.example/project/">'
        (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{own}{links}")
        served = Served(tmp_path, "/project/")
        with served.running():
            asked = list(ask(tmp_path, served, seconds=1))
    answers = {
        int(link.address.removeprefix(other)): "gone" if is_gone(link) else is_refused(link)
        for link in asked
        if link.address.startswith(other)
    }
    assert {link.page for link in asked} == {"/"}
    assert not [link for link in asked if "owner.example" in link.address]
    assert answers == {
        **{200: False, 404: "gone", 410: "gone"},
        **dict.fromkeys((403, 408, 429, 503), True),
    }


def test_a_folder_without_a_site_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/sources.json").write_text(json.dumps([]))
    assert main([str(tmp_path)]) == main([]) == 2
    assert "usage" in capsys.readouterr().err
