"""What a person pastes. In: standard input, a terminal or a pipe. Out: its bytes; writes nothing but a prompt on stderr."""

from __future__ import annotations

import os
import sys

import click

_END = b"\x04"
_MARKS = (b"\x1b[200~", b"\x1b[201~")


def read_input(limit: int) -> bytes:
    """Standard input to its end, at most `limit` bytes and one more."""
    if not sys.stdin.isatty():
        return sys.stdin.buffer.read(limit + 1)
    try:
        import termios
    except ImportError:  # Windows: its terminal does not cut lines, and ends a paste with Ctrl+Z
        click.echo("Paste the digest, then press Ctrl+Z and Enter.", err=True)
        return sys.stdin.buffer.read(limit + 1)
    handle = sys.stdin.fileno()
    before, now = termios.tcgetattr(handle), termios.tcgetattr(handle)
    # Line by line, a terminal cuts what is longer than 4,095 bytes, and an abstract is: so take the bytes as they come.
    now[3] &= ~termios.ICANON
    now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
    termios.tcsetattr(handle, termios.TCSADRAIN, now)
    try:
        click.echo("Paste the digest, then press Ctrl+D on a line of its own. Ctrl+C leaves.", err=True)
        return _typed(handle, limit)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _typed(handle: int, limit: int) -> bytes:
    """Bytes up to Ctrl+D; what a terminal puts around a paste is taken off."""
    held = bytearray()
    while len(held) <= limit:
        part = os.read(handle, 1 << 16)
        end = part.find(_END)
        held += part if end < 0 else part[:end]
        if not part or end >= 0:
            break
    text = bytes(held)
    for mark in _MARKS:
        text = text.replace(mark, b"")
    return text
