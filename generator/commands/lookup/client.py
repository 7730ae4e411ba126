"""A polite HTTP client. In: a GET request. Out: the answer's bytes, or None when the service gave none worth having; writes nothing.

One request at a time; a pause between two to one host; a contact in every request; a few retries with growing waits, or the wait
that the service asks for. A service that fails three requests in a row is left alone for the rest of the run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

_RETRIED = {408, 425, 429, 500, 502, 503, 504}
_LONGEST_WAIT = 120.0
_LARGEST_ANSWER = 8 << 20
_PATIENCE = 3


class Client:
    """`pause`: seconds between two requests to one host. `say`: told of each failure. `sleep` waits; tests may shorten it.
    `failures`: how many requests had no answer worth having, though another time may bring one."""

    def __init__(
        self,
        contact: str,
        *,
        pause: float,
        tries: int = 4,
        say: Callable[[str], None],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.pause, self.tries, self.say, self.sleep = pause, tries, say, sleep
        self.failures = 0
        self._last: dict[str, float] = {}
        self._in_vain: dict[str, int] = {}
        agent = f"offprint/0.1 ({contact or 'https://github.com/'})"
        self._http = httpx.Client(
            headers={"User-Agent": agent}, timeout=httpx.Timeout(30.0), follow_redirects=True, max_redirects=3
        )

    def close(self) -> None:
        self._http.close()

    def get(self, url: str, params: Mapping[str, str]) -> bytes | None:
        """The body of a 200 answer; None after the last try, or at once for an answer that a second try would not change."""
        host = urlsplit(url).netloc
        if self._in_vain.get(host, 0) >= _PATIENCE:
            self.failures += 1
            return None
        body = self._try(host, url, params)
        if body is not None:
            self._in_vain[host] = 0
        return body

    def _try(self, host: str, url: str, params: Mapping[str, str]) -> bytes | None:
        wait = self.pause
        for attempt in range(1, self.tries + 1):
            self._keep_distance(host)
            try:
                status, body, asked = self._ask(url, params)
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                status, body, asked = 0, b"", 0.0
                self.say(f"{host}: {type(error).__name__}: {error or 'no answer'}")
            if status == 200:
                return body
            if status and status not in _RETRIED:
                self.say(f"{host}: answered {status}; left out.")
                return None
            if status:
                self.say(f"{host}: answered {status} (try {attempt} of {self.tries}).")
            if attempt < self.tries:
                wait = min(_LONGEST_WAIT, max(wait * 2, asked))
                self.sleep(wait)
        self.failures += 1
        self._in_vain[host] = self._in_vain.get(host, 0) + 1
        if self._in_vain[host] == _PATIENCE:
            self.say(f"{host}: left alone for the rest of this run.")
        return None

    def _ask(self, url: str, params: Mapping[str, str]) -> tuple[int, bytes, float]:
        with self._http.stream("GET", url, params=dict(params)) as answer:
            body = b""
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > _LARGEST_ANSWER:
                    raise ValueError("the answer is too large")
            return answer.status_code, body, _seconds(answer.headers.get("Retry-After", ""))

    def _keep_distance(self, host: str) -> None:
        since = time.monotonic() - self._last.get(host, float("-inf"))
        if since < self.pause:
            self.sleep(self.pause - since)
        self._last[host] = time.monotonic()


def _seconds(asked: str) -> float:
    """What a Retry-After header asks for, in seconds: a number, or a date; 0 when it asks for nothing that can be read."""
    if asked.strip().isdigit():
        return float(asked)
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 0.0
