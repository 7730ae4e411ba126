"""What all tests share. The fixture `golden` compares text with a file that a person has read.

    def test_seed(golden):
        golden("readers/seed.txt", shown(reading))

The file lies under tests/golden/. `pytest --update-golden` writes it anew; read the difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# No test of ours asserts a time, so no example has a deadline either: a busy machine is no bug.
settings.register_profile("offprint", deadline=None)
settings.load_profile("offprint")

GOLDEN = Path(__file__).with_name("golden")
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files anew; review them as a diff.")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """golden(name, text): assert that tests/golden/<name> holds exactly `text` (UTF-8, `\\n`), or write it under --update-golden."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"{path} is not there; write it with --update-golden, then read it"
        assert text.splitlines() == path.read_bytes().decode().splitlines(), f"differs from tests/golden/{name}"
        assert text.encode() == path.read_bytes(), f"differs from tests/golden/{name} in its line ends"

    return compare
