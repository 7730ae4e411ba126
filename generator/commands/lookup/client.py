"""A polite HTTP client. In: a GET request and how its answer is read. Out: what was read, or None; writes nothing.

One request at a time; a pause between two to one host; a contact in every request; a few retries with growing waits, or the wait that the
service asks for. A service that fails three requests in a row is left alone for the rest of the run, and one that cannot be reached at all
is at once: without a network nobody waits. No answer is believed: it may come from anywhere, be packed to any size, trickle for ever, or
not be an answer at all. So a redirect stays on its host, sizes are bounded as sent and as unpacked, and each request and the whole run have
a deadline.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from generator.commands.lookup.candidate import NoAnswer

T = TypeVar("T")

_RETRIED = {408, 425, 429, 500, 502, 503, 504}
_MOVED = {301, 302, 303, 307, 308}
# What a service says of the request itself, in its own JSON; a page with such a status comes from somebody between.
_OF_REQUEST = {400, 404, 414, 422}
_MOST_MOVES = 3
_LONGEST_WAIT = 120.0
# Five works with abstracts are some 50 kB; OpenAlex repeats every author's institutions, and a work of a large collaboration takes 3 MB.
_LARGEST_ANSWER = 8 << 20
_LONGEST_REQUEST = 60.0
_PATIENCE = 3


class OutOfTime(Exception):
    """The run's deadline has come."""


class Pace(msgspec.Struct, frozen=True):
    """`pause`: seconds between two requests to one host; `tries` of one request; `request` and `run`: seconds until each must be done.
    `sleep` and `clock` are the system's; tests may replace them."""

    pause: float = 3.0
    tries: int = 4
    request: float = _LONGEST_REQUEST
    run: float = float("inf")
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class Client:
    """`say`: told of each failure. `failures`: how many requests had no answer worth having, though another time may bring one.
    `reached`: the hosts that said anything."""

    def __init__(self, contact: str, *, pace: Pace, say: Callable[[str], None]) -> None:
        self.pace, self.say = pace, say
        self.failures = 0
        self.reached: set[str] = set()
        self._until = pace.clock() + pace.run
        self._last: dict[str, float] = {}
        self._in_vain: dict[str, int] = {}
        # Packed answers are not asked for: a packed one may unpack to anything.
        heads = {
            "User-Agent": f"offprint/0.1 ({contact or 'https://github.com/'})",
            "Accept-Encoding": "identity",
        }
        self._http = httpx.Client(headers=heads, timeout=httpx.Timeout(min(30.0, pace.request)), follow_redirects=False)

    def close(self) -> None:
        self._http.close()

    def get(self, url: str, params: Mapping[str, str], read: Callable[[bytes], T]) -> T | None:
        """What `read` makes of the body of a 200 answer; None after the last try, or at once for an answer that a second try would not
        change. Raises OutOfTime."""
        host = urlsplit(url).netloc
        if self._in_vain.get(host, 0) >= _PATIENCE:
            self.failures += 1
            return None
        try:
            body = self._try(host, url, params)
            found = read(body) if body is not None else None
        except NoAnswer as error:
            self.say(f"{host}: gave no answer, but {error}.")
            self._fail(host)
            return None
        if body is not None:
            self._in_vain[host] = 0
        return found

    def _try(self, host: str, url: str, params: Mapping[str, str]) -> bytes | None:
        """The body of a 200 answer; None when another time would bring no other. Raises NoAnswer, OutOfTime."""
        wait = self.pace.pause
        for attempt in range(1, self.pace.tries + 1):
            self._keep_distance(host)
            try:
                status, body, asked = self._ask_in_time(url, params)
            except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
                status, body, asked = 0, b"", 0.0
                self.say(f"{host}: {type(error).__name__}: {error or 'no answer'}")
                if isinstance(error, httpx.ConnectError) and host not in self.reached:
                    self._in_vain[host] = _PATIENCE - 1
                    break
            if status:
                self.reached.add(host)
            if status == 200:
                return body
            if status and status not in _RETRIED:
                _must_be_its_own(status, body)
                self.say(f"{host}: answered {status}; left out.")
                return None
            if status:
                self.say(f"{host}: answered {status} (try {attempt} of {self.pace.tries}).")
            if attempt < self.pace.tries:
                wait = min(_LONGEST_WAIT, max(wait * 2, asked))
                self._sleep(wait)
        self._fail(host)
        return None

    def _fail(self, host: str) -> None:
        self.failures += 1
        self._in_vain[host] = self._in_vain.get(host, 0) + 1
        if self._in_vain[host] == _PATIENCE:
            self.say(f"{host}: left alone for the rest of this run.")

    def _ask_in_time(self, url: str, params: Mapping[str, str]) -> tuple[int, bytes, float]:
        """One request within its deadline, whatever trickles: looking up a name and reading heads have no limit of their own, so they are
        done beside us and left behind when the time is over."""
        came: list[tuple[int, bytes, float]] = []
        failed: list[BaseException] = []

        def ask() -> None:
            try:
                came.append(self._ask(url, params))
            except BaseException as error:
                failed.append(error)

        beside = threading.Thread(target=ask, daemon=True)
        beside.start()
        beside.join(max(0.0, min(self.pace.request, self._until - self.pace.clock())))
        if failed:
            raise failed[0]
        if not came:
            raise TimeoutError(f"no whole answer within {self.pace.request:g} s")
        return came[0]

    def _ask(self, url: str, params: Mapping[str, str]) -> tuple[int, bytes, float]:
        place = httpx.URL(url, params=dict(params))
        until = time.monotonic() + self.pace.request
        for _ in range(_MOST_MOVES + 1):
            with self._http.stream("GET", place) as answer:
                if answer.status_code not in _MOVED:
                    body = unpacked(_until(answer.iter_raw(), until), answer.headers.get("Content-Encoding", ""))
                    return answer.status_code, body, _seconds(answer.headers.get("Retry-After", ""))
                new = place.join(answer.headers.get("Location", ""))
            if new.host != place.host or new.scheme not in ("https", place.scheme):
                raise NoAnswer(f"a way to another host ({new.host[:100]})")
            place = new
        raise NoAnswer("a way that never ends")

    def _keep_distance(self, host: str) -> None:
        since = self.pace.clock() - self._last.get(host, float("-inf"))
        self._sleep(self.pace.pause - since)
        self._last[host] = self.pace.clock()

    def _sleep(self, seconds: float) -> None:
        if self.pace.clock() + max(0.0, seconds) >= self._until:
            raise OutOfTime
        if seconds > 0:
            self.pace.sleep(seconds)


def _must_be_its_own(status: int, body: bytes) -> None:
    """Raises NoAnswer, unless the service itself says that the request has no answer."""
    if status not in _OF_REQUEST or not body.lstrip().startswith(b"{"):
        raise NoAnswer(f"the status {status}")


def _until(chunks: Iterable[bytes], until: float) -> Iterable[bytes]:
    for chunk in chunks:
        if time.monotonic() > until:
            raise TimeoutError("the answer trickles")
        yield chunk


def unpacked(chunks: Iterable[bytes], encoding: str) -> bytes:
    """The body of an answer, at most as large as an answer may be, both as it was sent and as it is unpacked. Raises NoAnswer."""
    kind = encoding.strip().lower()
    if kind not in ("", "identity", "gzip", "x-gzip"):
        raise NoAnswer(f"something packed as {kind[:30]!r}, which was not asked for")
    unpack = zlib.decompressobj(31) if kind.endswith("gzip") else None
    sent, body = 0, bytearray()
    try:
        for chunk in chunks:
            sent += len(chunk)
            body += unpack.decompress(chunk, _LARGEST_ANSWER + 1 - len(body)) if unpack else chunk
            if sent > _LARGEST_ANSWER or len(body) > _LARGEST_ANSWER:
                raise NoAnswer(f"more than {_LARGEST_ANSWER >> 20} MB")
    except zlib.error as error:
        raise NoAnswer("a packed body that cannot be unpacked") from error
    if unpack and not unpack.eof:
        raise NoAnswer("half a packed body")
    return bytes(body)


def _seconds(asked: str) -> float:
    """What a Retry-After header asks for, in seconds: a number, or a date; 0 when it asks for nothing that can be read."""
    if asked.strip().isdecimal():
        return float(asked[:9])
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 0.0
