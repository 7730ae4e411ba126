"""`offprint build`. Reads digests/ and the configuration; writes site/ (or --out) and the generated pages of site_src/."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click
import msgspec

from generator.answers import NAMES, Answers
from generator.build import Report, build, cores
from generator.commands.terminal import (
    digests_folder,
    digests_option,
    out_option,
    print_problems,
    progress,
    project_folder,
    remind,
)
from generator.config.loading import lacking_in
from generator.render.phrases import counted
from generator.timing import Spent


@click.command(name="build")
@digests_option
@out_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--force", is_flag=True, help="Remember nothing of earlier builds.")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many processes work. [default: one a core, 4 at most]")
@click.option(
    "--cluster", default="", metavar="TCP://…", help="The scheduler of a Dask cluster whose workers work instead."
)
@click.option(
    "--timings",
    type=click.Choice(["text", "json"]),
    is_flag=False,
    flag_value="text",
    help="Print what each phase took, and how much came from memory, on stderr.",
)
def command(
    digests_dir: Path | None,
    out_dir: Path | None,
    strict: bool,
    force: bool,
    jobs: int | None,
    cluster: str,
    timings: str | None,
) -> None:
    """Build the site from the digests.

    \b
    Examples:
      offprint build
      offprint build --strict
      offprint build --digests /tmp/mine --out /tmp/mine-site
    """
    started = time.perf_counter()
    project = project_folder()
    digests, out = digests_folder(project, digests_dir), out_dir or project / "site"
    many = jobs or cores()
    try:
        # What it is known by is looked at before the build, which takes time in which somebody may edit a digest.
        names = Answers(project, digests, NAMES)
        with progress() as say:
            report = build(project, digests, out, strict=strict, force=force, jobs=many, cluster=cluster, say=say)
    except OSError as error:
        raise click.UsageError(f"cannot write {error.filename or out}: {error.strerror or error}.") from error
    _tell(report, timings)
    if not report.built:
        click.echo(not_built(out, strict=strict), err=True)
        sys.exit(1)
    click.echo(closing_line(report, out, time.perf_counter() - started))
    _keep_names(names, report)
    for what in lacking_in(project):
        click.echo(f"Before it is published, set {what}.")
    remind(report.unregistered, digests)


def _tell(report: Report, timings: str | None) -> None:
    """The Problems and, where they are asked for, the timings."""
    print_problems(report.problems)
    if timings:
        click.echo(timings_of(report, timings), err=True)


def _keep_names(names: Answers, report: Report) -> None:
    """Leave what papers are called for `show`, unless nothing had changed."""
    if report.library:
        from generator.commands.called import keep_names

        keep_names(names, report.library)


def not_built(out: Path, *, strict: bool) -> str:
    """That nothing was built, and what is there instead."""
    why = "errors and warnings" if strict else "errors"
    kept = "The site that was there is unchanged." if out.exists() else "No site was written."
    return f"Not built: see the {why} above. {kept}"


def timings_of(report: Report, form: str) -> str:
    """Of each phase the time by the clock, the time of CPU, the most memory by its end, and how many results and pages were there already;
    and why it was built, unless nothing had changed. `form`: text or json."""
    found, asked = report.remembered
    if form == "json":
        told = {"phases": report.spent, "remembered": {"found": found, "asked": asked}, "why": report.why}
        return msgspec.json.encode(told).decode()
    lines = [
        f"{spent.seconds:8.2f} s {spent.cpu:8.2f} s of CPU {spent.megabytes:8.0f} MB  {phase}{_from_memory(spent)}"
        for phase, spent in report.spent.items()
    ]
    lines.append(f"{found:,} of {asked:,} results and pages were there already.")
    if report.why:
        lines.append(f"Why it was built: {', '.join(report.why)}.")
    return "\n".join(lines)


def _from_memory(spent: Spent) -> str:
    return f" ({spent.found:,} of {spent.asked:,} remembered)" if spent.asked else ""


def closing_line(report: Report, out: Path, seconds: float) -> str:
    """What was built, where, and how long it took."""
    changed = len(report.changes.written) + len(report.changes.swept)
    return (
        f"Built {counted(report.papers, 'paper')} from {counted(report.digests, 'digest')} into {out}/ in {seconds:.1f} s"
        f" ({counted(changed, 'page')} changed)."
    )
