"""The benchmarks by name. In: a name and its arguments. Out: what it measures; without a name, the list of them.

python -m benchmarks
python -m benchmarks build --corpus papers.jsonl.gz --count 1000
"""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
_NOT_ONE = {"__init__", "__main__", "machine"}


def benchmarks() -> dict[str, str]:
    """name -> what it measures: the first line of each module of this folder that can be run."""
    found = {}
    for path in sorted(HERE.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        runs = any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)
        if path.stem not in _NOT_ONE and runs:
            found[path.stem] = (ast.get_docstring(tree) or "").split("\n", 1)[0]
    return found


def main(argv: list[str]) -> int:
    known = benchmarks()
    if argv and argv[0] in known:
        name, *rest = argv
        sys.argv = [f"python -m benchmarks {name}", *rest]
        importlib.import_module(f"benchmarks.{name}").main()
        return 0
    if argv and argv[0] not in ("-h", "--help"):
        print(f"no benchmark is called {argv[0]!r}.", file=sys.stderr)
    print("python -m benchmarks NAME [--help | its arguments]\n")
    for name, line in known.items():
        print(f"  {name:16} {line}")
    print("\nWhat each measures, and the figures: benchmarks/README.md")
    return 0 if not argv or argv[0] in ("-h", "--help") else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
