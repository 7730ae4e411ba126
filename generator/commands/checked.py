"""The account of a whole folder. In: a project and its digests. Out: what became of every line, all Problems; reads, and remembers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.answers import Answers
from generator.model import Problem, Reading, Span
from generator.problems import in_order
from generator.render.phrases import counted

_PAPER_USES = ("title", "abstract", "authors", "meta", "entry")


if TYPE_CHECKING:
    from generator.library import Library


class Account(msgspec.Struct, frozen=True):
    """What became of the non-blank lines of one digest. used + chrome + doubt + skipped + unaccounted = lines."""

    path: str
    format: str
    papers: int
    lines: int
    used: int
    chrome: int
    doubt: int
    skipped: int
    unaccounted: int
    spans: tuple[Span, ...] | msgspec.UnsetType = msgspec.UNSET


class Checked(msgspec.Struct, frozen=True):
    """accounts: one a digest. told: digest -> what its reader says of it. waiting: papers whose address is in no register.
    site: how the papers of the accounts become those of the site."""

    accounts: tuple[Account, ...]
    told: dict[str, str]
    problems: tuple[Problem, ...]
    waiting: int = 0
    site: str = ""


def account_for(project: Path, folder: Path, *, own: bool) -> Checked:
    """Read all digests of a folder and gather their papers, or remember what came of it. `own`: also what the site of the project holds."""
    site = project / "site"
    answers = Answers(project, folder, f"check{'' if own else '-other'}", [site / "api" / "v1" / "index.json"])
    answer = answers.last(Checked)
    if answer is None:
        answer = _gathered(project, folder, site if own else None)
        answers.keep(answer)
    return answer


def _gathered(project: Path, folder: Path, site: Path | None) -> Checked:
    from generator.commands.memory import remembered
    from generator.commands.terminal import progress
    from generator.intake import Timer, gather_library
    from generator.published import taken_from, unregistered, unsure
    from generator.readers.folder import digest_files

    with progress() as say:
        library, config, problems, readings = gather_library(
            project, folder, Timer(say), remembered(project), whole=False
        )
    if site:
        problems += taken_from(site, library, readings)
    texts = {f"{folder.name}/{path.name}": path for path in digest_files(folder)}
    accounts = tuple(account_of(reading, texts[reading.digest.path]) for reading in readings)
    told = {reading.digest.path: reading.told for reading in readings if reading.told}
    found = tuple(in_order([*problems, *unsure(library, config)]))
    return Checked(accounts, told, found, unregistered(library, config), counts_of(library, readings))


def counts_of(library: Library, readings: Iterable[Reading]) -> str:
    """Why the site has fewer papers than were read, or says more of some; nothing when there is nothing to say."""
    digests = list(readings)
    read = sum(len(reading.papers) for reading in digests)
    named = sum(len(reading.named) for reading in digests)
    withdrawn = sum(1 for paper in library.papers.values() if paper.withdrawn)
    said = [_fewer(read, library)]
    said += [f"{withdrawn:,} of those on it {_is(withdrawn)} shown as withdrawn."] if withdrawn else []
    said += [f"{named:,} known by id alone {_is(named)} not on it."] if named else []
    return " ".join(filter(None, said))


def _fewer(read: int, library: Library) -> str:
    elsewhere = sum(len({place.digest for place in paper.appearances}) - 1 for paper in library.papers.values())
    twice = read - len(library.papers) - elsewhere
    stand = "stands" if twice == 1 else "stand"
    reasons = [f"{elsewhere:,} came again in another digest"] if elsewhere else []
    reasons += [f"{twice:,} {stand} twice in one"] if twice else []
    shown = f"{counted(read, 'paper')} read, {len(library.papers):,} on the site"
    return f"{shown}: {', '.join(reasons)}." if reasons else ""


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def account_of(reading: Reading, path: Path) -> Account:
    """Count the non-blank lines of a digest by what they were used as."""
    lines = digest_lines(path)
    marks = line_marks(reading)
    count = Counter(marks.get(number, "unaccounted") for number, line in enumerate(lines, start=1) if line.strip())
    used = sum(count[use] for use in _PAPER_USES)
    return Account(
        reading.digest.path, reading.digest.format, len(reading.papers), sum(count.values()), used,
        count["chrome"], count["doubt"], count["skipped"], count["unaccounted"],
    )  # fmt: skip


def readings_behind(project: Path, folder: Path, texts: dict[str, Path]) -> list[Reading]:
    """The readings behind the accounts, as remembered; into `texts` goes the file of each."""
    from generator.commands.memory import remembered
    from generator.config.loading import load_config
    from generator.enrich.filing import filed
    from generator.readers.folder import digest_files, read_folder

    work = remembered(project)
    config, _ = load_config(project, folder, work)
    texts.update({f"{folder.name}/{path.name}": path for path in digest_files(folder)})
    return filed(read_folder(folder, limit=config.settings.max_digest_mb << 20, work=work)[0], config.facts)


def line_marks(reading: Reading) -> dict[int, str]:
    """Line number -> use, for every line that the account names."""
    return {number: span.use for span in reading.account for number in range(span.first, span.last + 1)}


def digest_lines(path: Path) -> list[str]:
    """The lines of a digest as a person would read them."""
    from generator.readers.folder import digest_text

    return digest_text(path.read_bytes()).split("\n")


def total_of(accounts: tuple[Account, ...]) -> Account:
    """The sum of all accounts, under a name that says so."""
    sums = [sum(getattr(row, field) for row in accounts) for field in Account.__struct_fields__[2:-1]]
    return Account(f"total of {counted(len(accounts), 'digest')}", "", *sums)
