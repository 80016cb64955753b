"""The server: conditional requests, its log, its years, and its end."""

from __future__ import annotations

import hashlib
import re
import signal
import socket
import subprocess
import sys
import threading
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.test import Client

from jobs.demo import content
from jobs.demo.server import DemoSite, main, serve

INDEX = "/your-councils-performance"
KENT = "/documents/councilperformance/2020/kent%20county%20council.pdf"
LEEDS = "/documents/councilperformance/2020/leeds%20city%20council.pdf"
STORED = "/assets/attach/7011/worcester-annual-letter"
PAGES = [
    INDEX,
    f"{INDEX}/leeds-city-council/statistics",
    f"{INDEX}/leeds-city-council/annualletters",
    LEEDS,
    "/robots.txt",
]


def committed(file: str) -> bytes:
    return content.folder("letters").joinpath(file).read_bytes()


@pytest.fixture
def site() -> DemoSite:
    return DemoSite(2025)


@pytest.fixture
def client(site: DemoSite) -> Client:
    return Client(site)


@pytest.mark.parametrize("path", PAGES)
def test_an_answer_carries_validators(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert re.fullmatch(r'"[0-9a-f]{40}"', answer.headers["ETag"])
    assert answer.headers["Last-Modified"].endswith(" GMT")
    assert int(answer.headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_document_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    by_etag = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    by_date = client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    for again in (by_etag, by_date):
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


def test_a_document_is_sent_to_whoever_has_another(client: Client) -> None:
    assert client.get(LEEDS, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(LEEDS, headers={"If-Modified-Since": "Mon, 13 Jan 2025 00:00:00 GMT"}).status_code == 200


def test_an_etag_counts_more_than_a_date(client: Client) -> None:
    late = "Sat, 01 Jan 2028 00:00:00 GMT"
    assert client.get(LEEDS, headers={"If-None-Match": '"other"', "If-Modified-Since": late}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_head_tells_what_get_would_send(client: Client, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
        assert head.headers[name] == get.headers[name]


def test_a_letter_answers_with_the_committed_bytes(client: Client) -> None:
    letter = client.get(KENT)
    assert letter.content_type == "application/pdf"
    assert letter.data == committed("2020-kent-county-council-corrected.pdf")
    assert client.get(STORED).content_type == "application/pdf"
    assert client.get(STORED).data.startswith(b"%PDF-")


def test_the_dates_are_those_of_the_data(client: Client) -> None:
    assert client.get(KENT).headers["Last-Modified"] == "Tue, 06 Feb 2024 11:30:00 GMT"
    assert client.get(LEEDS).headers["Last-Modified"] == "Tue, 14 Jan 2025 15:00:00 GMT"


def test_an_etag_follows_the_bytes(client: Client) -> None:
    etags: dict[str, str] = {}
    for path in PAGES:
        answer = client.get(path)
        etags[hashlib.sha256(answer.data).hexdigest()] = answer.headers["ETag"]
    assert len(set(etags.values())) == len(PAGES)


def test_robots_may_go_anywhere_but_to_the_search(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert answer.text == "User-agent: *\nDisallow: /searchpost\n"


@pytest.mark.parametrize("path", ["/", "/unknown.pdf", "/searchpost", "/assets/attach/3140/Wigan-MBC-2020.pdf"])
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "ETag" not in answer.headers


def test_the_search_takes_no_forms(client: Client) -> None:
    answer = client.post("/searchpost", data={"q": "Kent"})
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_queries_make_no_other_page(client: Client) -> None:
    path = f"{INDEX}/redditch-borough-council/statistics"
    assert client.get(f"{path}?displaypref=1").data == client.get(f"{path}?textsize=0").data == client.get(path).data


def test_a_slug_answers_in_any_case(client: Client) -> None:
    spellings = ("West-Northamptonshire-Council", "west-northamptonshire-council", "WEST-NORTHAMPTONSHIRE-COUNCIL")
    pages = {client.get(f"{INDEX}/{slug}/statistics{end}").data for slug in spellings for end in ("", "/")}
    assert len(pages) == 1


def test_the_log_counts_the_bytes_that_were_sent(site: DemoSite, client: Client) -> None:
    etag = client.get(LEEDS).headers["ETag"]
    client.get(LEEDS, headers={"If-None-Match": etag})
    client.head(LEEDS)
    client.get("/unknown")
    size = len(committed("2020-leeds-city-council-restamped.pdf"))
    path = LEEDS.replace("%20", " ")
    assert [(entry.method, entry.path, entry.status, entry.sent) for entry in site.log] == [
        ("GET", path, 200, size),
        ("GET", path, 304, 0),
        ("HEAD", path, 200, 0),
        ("GET", "/unknown", 404, len("Not found\n")),
    ]
    assert site.log[0].content_type == "application/pdf"


def test_a_year_that_was_not_copied_is_refused(site: DemoSite) -> None:
    with pytest.raises(ValueError, match="the copy holds the site of 2023, 2024, 2025, not of 2022"):
        site.year = 2022
    assert site.year == 2025


def ask(url: str, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_the_same_address_moves_on_a_year() -> None:
    with serve(2023) as serving:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/your-councils-performance", serving.url)
        first, old = ask(serving.url, KENT)
        known = {"If-None-Match": first.headers["ETag"]}
        again, nothing = ask(serving.url, KENT, known)
        serving.year = 2024
        later, new = ask(serving.url, KENT, known)
        assert serving.year == 2024
    assert (first.status, again.status, later.status) == (200, 304, 200)
    assert old == committed("2020-kent-county-council.pdf")
    assert nothing == b""
    assert new == committed("2020-kent-county-council-corrected.pdf")
    assert [entry.status for entry in serving.log] == [200, 304, 200]


def test_an_answer_over_the_wire_has_one_date_and_head_no_body() -> None:
    with serve(2024) as serving:
        answer, body = ask(serving.url, KENT, method="HEAD")
    assert answer.headers.get_all("Date") is not None
    assert len(answer.headers.get_all("Date", [])) == 1
    assert body == b""


def test_nothing_goes_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with serve(2024) as serving:
        ask(serving.url, INDEX)
        ask(serving.url, "/unknown")
    assert capfd.readouterr() == ("", "")


def test_threads_and_port_end_with_the_block() -> None:
    before = threading.active_count()
    with serve(2024) as serving:
        host, _, port = urlsplit(serving.url).netloc.partition(":")
        askers = [threading.Thread(target=ask, args=(serving.url, INDEX)) for _ in range(8)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
    assert len(serving.log) == 8
    assert threading.active_count() == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--year", "2022"], "argument --year: the copy holds the site of 2023, 2024, 2025, not of '2022'"),
        (["--year", "next"], "argument --year: the copy holds the site of 2023, 2024, 2025, not of 'next'"),
        (["--port", "65536"], "argument --port: a port is a number from 0 to 65535, not '65536'"),
        (["--port", "-1"], "argument --port: a port is a number from 0 to 65535, not '-1'"),
    ],
)
def test_a_bad_argument_is_reported_in_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert capsys.readouterr() == ("", f"python -m jobs.demo.server: {message}\n")


def test_a_port_in_use_is_reported_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit, match="2"):
        main(["--port", str(taken.getsockname()[1])])
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert re.search(r"cannot listen on port \d+ \(.*in use.*\): choose another with --port", message)


def test_by_hand_the_server_prints_its_address_until_interrupted() -> None:
    command = [sys.executable, "-m", "jobs.demo.server", "--year", "2024", "--port", "0"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            printed = re.match(r"The site of 2024 is at (http://\S+) \(Ctrl-C ends it\)\n", process.stdout.readline())
            assert printed is not None
            answer, body = ask(printed[1], INDEX)
            assert answer.status == 200
            assert b"Cumberland Council" in body
        finally:
            process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
