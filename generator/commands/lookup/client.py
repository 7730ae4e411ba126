"""A polite HTTP client. In: a GET request. Out: the answer's bytes, or None when the service gave none worth having; writes nothing.

One request at a time; a pause between two to one host; a contact in every request; a few retries with growing waits, or the wait
that the service asks for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import httpx

_RETRIED = {408, 425, 429, 500, 502, 503, 504}
_LONGEST_WAIT = 120.0
_LARGEST_ANSWER = 8 << 20


class Client:
    """`pause`: seconds between two requests to one host. `say`: told of each failure. `sleep` waits; tests may shorten it."""

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
        self._last: dict[str, float] = {}
        agent = f"offprint/0.1 ({contact or 'https://github.com/'})"
        self._http = httpx.Client(
            headers={"User-Agent": agent}, timeout=httpx.Timeout(30.0), follow_redirects=True, max_redirects=3
        )

    def close(self) -> None:
        self._http.close()

    def get(self, url: str, params: Mapping[str, str]) -> bytes | None:
        """The body of a 200 answer; None after the last try, or at once for an answer that a second try would not change."""
        host = urlsplit(url).netloc
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
        return None

    def _ask(self, url: str, params: Mapping[str, str]) -> tuple[int, bytes, float]:
        with self._http.stream("GET", url, params=dict(params)) as answer:
            body = b""
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > _LARGEST_ANSWER:
                    raise ValueError("the answer is too large")
            asked = answer.headers.get("Retry-After", "")
            return answer.status_code, body, float(asked) if asked.isdigit() else 0.0

    def _keep_distance(self, host: str) -> None:
        since = time.monotonic() - self._last.get(host, float("-inf"))
        if since < self.pause:
            self.sleep(self.pause - since)
        self._last[host] = time.monotonic()
