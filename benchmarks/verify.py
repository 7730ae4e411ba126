"""The gate on a large site. In: a finished site, or a corpus to build one from. Out: its pages, time and peak memory.

python -m benchmarks.verify --site site
python -m benchmarks.verify --corpus papers.jsonl.gz --count 10000
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.build import OFFPRINT, ROOT, write_digests
from benchmarks.corpora import records
from benchmarks.machine import machine, run


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args(argv)
    print(machine())
    folder = Path(tempfile.mkdtemp(prefix="offprint-bench-"))
    try:
        site = options.site
        if site is None:
            if options.corpus is None:
                parser.error("give --site or --corpus")
            write_digests(list(records(options.corpus, options.count)), folder / "digests")
            site = folder / "site"
            made = run([*OFFPRINT, "--digests", str(folder / "digests"), "--out", str(site)], cwd=ROOT)
            assert made.code == 0, made.output
        pages = sum(1 for _ in site.rglob("*.html"))
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6
        cost = run([sys.executable, "-m", "generator.cli", "verify", str(site.resolve())], cwd=ROOT)
        print(
            f"{pages:,} pages, {size:,.0f} MB: {cost.seconds:.1f} s wall, {cost.cpu:.1f} s cpu, {cost.megabytes:.0f} MB a process at most"
        )
        print(cost.output.strip())
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
