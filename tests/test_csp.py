"""The policy: the theme prints the very one that the code knows, and has no inline script that it would stop."""

from __future__ import annotations

import re
from pathlib import Path

from generator.csp import META, POLICY

THEME = Path(__file__).parents[1] / "theme_overrides"


def test_the_theme_prints_the_policy_right_after_the_charset() -> None:
    assert META in (THEME / "partials/csp.html").read_text("utf-8")
    main = (THEME / "main.html").read_text("utf-8")
    assert re.search(r'<meta charset="utf-8">\s*\{%- include "partials/csp\.html" %\}', main)


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    allowed = {source for rule in rules.values() for source in rule.split()}
    assert allowed == {"'none'", "'self'", "'unsafe-inline'", "data:"}
    assert "'unsafe-inline'" not in rules["script-src"]


def test_the_theme_has_no_inline_script_or_handler() -> None:
    for path in sorted(THEME.rglob("*.html")):
        text = path.read_text("utf-8")
        for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.DOTALL | re.IGNORECASE):
            assert "src=" in attributes and not body.strip(), f"{path.name}: inline script"
        assert not re.search(r"<[^>]*\son[a-z]+\s*=", text), f"{path.name}: inline handler"
