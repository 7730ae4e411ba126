"""A small web server that counts. In: a folder. Out: its files, packed as hosts do (gzip -6), and what each asked for weighs."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

_PACKED = (".html", ".js", ".css", ".json", ".xml", ".svg", ".mjs")


class Server:
    """Serves `folder` at `address`; `asked` lists (path, bytes as sent, without heads) in order; `pack` says whether text is packed."""

    def __init__(self, folder: Path, *, pack: bool = True) -> None:
        self.asked: list[tuple[str, int]] = []
        packed: dict[Path, bytes] = {}
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = unquote(urlsplit(self.path).path)
                place = folder / path.lstrip("/")
                place = place / "index.html" if place.is_dir() else place
                if not place.is_file():
                    self.answer(404, "text/plain", b"", {})
                    return
                body = place.read_bytes()
                heads = {}
                if pack and place.suffix in _PACKED:
                    if place not in packed:
                        packed[place] = gzip.compress(body, 6)
                    body = packed[place]
                    heads["Content-Encoding"] = "gzip"
                outer.asked.append((path, len(body)))
                kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
                self.answer(200, kind, body, heads)

            def answer(self, code: int, kind: str, body: bytes, heads: dict[str, str]) -> None:
                self.send_response(code)
                for name, value in {
                    "Content-Type": kind,
                    "Content-Length": str(len(body)),
                    "Cache-Control": "max-age=600",
                    **heads,
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
