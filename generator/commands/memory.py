"""What earlier runs remember. In: a project folder. Out: Work that asks the memory of its site first."""

from __future__ import annotations

from pathlib import Path

from generator.answers import WORK
from generator.memo import Memo
from generator.work import Work


def remembered(project: Path) -> Work:
    """Work for a command that builds nothing. The memory is not closed as a build closes it: nothing is thrown out of it. A checkout that
    nobody may write to has none."""
    try:
        return Work(Memo(project / WORK / "memo.sqlite"))
    except OSError:
        return Work()
