"""What the last build remembers. In: a project folder. Out: Work that asks the memory of its site first, where there is one."""

from __future__ import annotations

from pathlib import Path

from generator.memo import Memo
from generator.work import Work


def remembered(project: Path) -> Work:
    """Work for a command that builds nothing. The memory is not closed as a build closes it: nothing is thrown out of it."""
    path = project / ".site.work" / "memo.sqlite"
    return Work(Memo(path)) if path.is_file() else Work()
