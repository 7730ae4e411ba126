"""A digest is text and never a name: no reader opens a file or asks an address that its text holds, forced or not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.readers.forced import ways

SECRET = "A Title That Lies in Another File"


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("elsewhere") / "secret.xml"
    path.write_text(f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{SECRET}</title></entry></feed>')
    return path


def texts(name: str) -> list[str]:
    """What a text may hold to have a parser open `name`, in the languages that the readers know."""
    return [
        name,
        f"file://{name}",
        f"http://127.0.0.1:9{name}",
        f"\n{name}\n",
        f'<!DOCTYPE feed [<!ENTITY e SYSTEM "file://{name}">]><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&e;</title></entry></feed>',
        f'<?xml version="1.0"?><!DOCTYPE feed SYSTEM "{name}"><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{name}"/></feed>',
        f'<?xml-stylesheet href="{name}"?><collection><volume><paper><title>x</title></paper></volume></collection>',
        f"- !!python/object/apply:open ['{name}']\n",
        f"---\ntitle: !include {name}\n---\n",
        f'[__import__("pathlib").Path("{name}").read_text()]',
        f'@string{{x = "{name}"}}\n@article{{a, title = x # "{name}"}}\n\\input{{{name}}}\n',
        f"<html><head><base href='file://{name}'></head><body><iframe src='{name}'></iframe><h2>x</h2></body></html>",
        f'{{"$ref": "file://{name}"}}',
        f".. include:: {name}\n\n--8<-- '{name}'\n\n\\include{{{name}}}\n",
    ]


@pytest.mark.parametrize("way", ways())
def test_no_text_is_taken_for_a_name(way: str, secret: Path) -> None:
    opened: list[object] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        named = event in ("open", "os.listdir", "os.system", "subprocess.Popen") and "secret.xml" in str(arguments)
        if watching and (named or event.startswith("socket.")):
            opened.append((event, arguments))

    sys.addaudithook(watch)
    for text in texts(str(secret)):
        assert SECRET not in str(ways()[way](text))
    watching = False
    assert opened == []
