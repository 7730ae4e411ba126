"""Documents of every syntax become one kind of blocks, and blocks are cut into segments that know what they show."""

from __future__ import annotations

import pytest

from generator.readers.layout import html
from generator.readers.layout.facts import facts_of_blocks
from generator.readers.layout.markdown import document_of
from generator.readers.layout.segments import cell_text

BLOCKS = {
    "items and the lines under them": (
        "markdown",
        "# Ropes\n1. **A Title.** ICML 2019.\n\n    *Ada Example.*\n2. Another\n   - below\n",
        [("heading", "Ropes", -1), ("item", "A Title. ICML 2019.", -1), ("line", "Ada Example.", 1), ("item", "Another", -1),
         ("item", "below", 3)],
    ),
    "every line of a paragraph": ("markdown", "**A Title** \\\n*Ada Example* \\\nICML 2019.\n", [
        ("line", "A Title", -1), ("line", "Ada Example", -1), ("line", "ICML 2019.", -1)]),
    "a line that is broken inside bold type": ("markdown", "- **A Title That\n  Goes On**, 2019\n", [
        ("item", "A Title That Goes On, 2019", -1)]),
    "a table of Markdown": ("markdown", "| Title | Year |\n|---|---|\n| A `x|y` Title | 2019 |\n", [
        ("head", "Title Year", -1), ("row", "A x|y Title 2019", -1)]),
    "a table of HTML": ("markdown", "<table><tr><th>Title</th><th>Year</th></tr>\n<tr><td>A Title</td><td>2019</td></tr></table>\n", [
        ("head", "Title Year", -1), ("row", "A Title 2019", -1)]),
    "a page": ("html", "<h2>Ropes</h2><ul><li><a href='x'>A Title</a><br>Ada Example</li></ul><p>Prose<br>and more</p>", [
        ("heading", "Ropes", -1), ("item", "A Title", -1), ("line", "Ada Example", 1), ("line", "Prose", -1), ("line", "and more", -1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks(name: str) -> None:
    syntax, text, blocks = BLOCKS[name]
    document = html.document_of(text) if syntax == "html" else document_of(text)
    found = [block for block in document.blocks if block.kind != "chrome"]
    assert [(block.kind, block.text, block.parent) for block in found] == blocks


def test_a_link_that_says_a_title_is_told_of_its_item_and_of_the_heading_above() -> None:
    item = "- [A Title of Words](https://arxiv.org/abs/2401.00001), of moss\n"
    assert [one.titled for one in facts_of_blocks(document_of(f"## Topic\n{item}").blocks)] == [True, True]
    assert [one.titled for one in facts_of_blocks(document_of("## Topic\n- Words of moss\n").blocks)] == [False, False]


@pytest.mark.parametrize(
    ("mark", "kind"), [("# Moss", "heading"), ("<div>Moss</div>", "line"), ("```\nMoss\n```", "chrome")]
)
def test_a_wrapped_line_ends_before_a_mark(mark: str, kind: str) -> None:
    wrapped = "Moss and ferns that grow upon the walls of a town, and of those\n" * 8
    blocks = document_of(f"{wrapped}{mark}\n").blocks
    assert blocks[-1].kind == kind
    assert "town" not in blocks[-1].text and "Moss\n" not in blocks[-2].text


def test_columns_have_names_whatever_the_table_is_written_in() -> None:
    pipes = "| Title | Year |\n|---|---|\n| A | 1 |\n"
    tags = "<table><tr><th>Title<th>Year</tr><tr><td rowspan=2>A<td>1</tr><tr><td>2</tr></table>"
    for document in (document_of(pipes), document_of(tags)):
        rows = [block for block in document.blocks if block.kind == "row"]
        assert {row.columns for row in rows} == {("Title", "Year")}
    assert [len(row.cells) for row in rows] == [2, 2]


def test_segments_end_where_the_look_changes_and_at_separators() -> None:
    block = document_of(
        "- **A Title: It Goes On.** *Ada Lovelace, Alan Turing.* NeurIPS 2019. [[pdf](https://arxiv.org/abs/1901.00001)]"
    ).blocks[0]
    found = [(segment.text, segment.kind, segment.named) for segment in cell_text(block.cells[0]).segments]
    assert found == [
        ("A Title", "words", False), ("It Goes On", "words", False), ("Ada Lovelace", "name", True), ("Alan Turing", "words", True),
        ("NeurIPS 2019", "venue", False), ("pdf", "label", False),
    ]  # fmt: skip


def test_each_run_knows_its_line() -> None:
    block = document_of("text\n\n- **A Title That\n  Goes On** and [a\n  link](http://x.org)\n").blocks[1]
    assert [(run.text, run.line) for run in block.cells[0] if run.text.strip()] == [
        ("A Title That Goes On", 3),
        (" and ", 4),
        ("a link", 4),
    ]
