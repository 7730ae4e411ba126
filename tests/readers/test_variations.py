"""The same papers written otherwise. In: our own cases, and three papers under labels of many languages. Out: the same papers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.readers.folder import read_bytes
from tests.readers.test_cases import CASES


def is_utf8(raw: bytes) -> bool:
    return raw.decode("utf-8", "ignore").encode() == raw and b"\0" not in raw


# Each seventh of the cases.
FILES = [path for case in CASES[::7] for path in case.iterdir() if path.name != "expected.json"]
INPUTS = [path for path in FILES if is_utf8(path.read_bytes())]
WAYS: dict[str, Callable[[str], bytes]] = {
    "lines of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "a mark of byte order": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "sixteen bits": lambda text: text.encode("utf-16"),
    "no end of the last line": lambda text: text.rstrip("\n").encode(),
}
# Title, authors, year, journal, abstract, keywords, volume, pages, publisher, address.
LABELS = (
    "Titel|Autoren|Jahr|Zeitschrift|Zusammenfassung|Schlagwörter|Band|Seiten|Verlag|URL",
    "Titre|Auteurs|Année|Revue|Résumé|Mots-clés|Volume|Pages|Éditeur|Lien",
    "Titre de l'article|Auteur(s)|Année de publication|Périodique|Résumé|Mots clés|Tome|Page(s)|Maison d'édition|Adresse",
    "Título|Autores|Año|Revista|Resumen|Palabras clave|Volumen|Páginas|Editorial|Enlace",
    "Título|Autores|Ano|Periódico|Resumo|Palavras-chave|Volume|Páginas|Editora|Link",
    "Titolo|Autori|Anno|Rivista|Riassunto|Parole chiave|Volume|Pagine|Editore|Collegamento",
    "Titel|Auteurs|Jaar|Tijdschrift|Samenvatting|Trefwoorden|Jaargang|Pagina's|Uitgever|Link",
    "标题|作者|年份|期刊|摘要|关键词|卷|页码|出版社|链接",
    "题名|作者|发表年份|刊名|摘要|关键字|卷号|起止页码|出版者|网址",
    "篇名|作者|出版年|刊名|摘要|關鍵詞|卷|頁次|出版者|網址",
    "タイトル|著者|出版年|雑誌名|抄録|キーワード|巻|ページ|出版社|URL",
    "論文名|著者名|発行年|掲載誌|要旨|キーワード|巻|頁|発行元|リンク",
    "제목|저자|연도|학술지|초록|키워드|권|페이지|출판사|링크",
    "논문명|저자명|발행년도|학술지명|국문초록|주제어|권|수록면|발행기관|URL",
    "Название|Авторы|Год|Журнал|Аннотация|Ключевые слова|Том|Страницы|Издательство|Ссылка",
    "Название статьи|Автор|Год издания|Источник|Реферат|Ключевые слова|Том|Стр.|Издатель|URL",
    "Tytuł|Autorzy|Rok|Czasopismo|Streszczenie|Słowa kluczowe|Tom|Strony|Wydawca|Link",
    "Başlık|Yazarlar|Yıl|Dergi|Özet|Anahtar kelimeler|Cilt|Sayfa|Yayıncı|Bağlantı",
    "العنوان|المؤلفون|السنة|المجلة|الملخص|الكلمات المفتاحية|المجلد|الصفحات|الناشر|الرابط",
    "Titel|Författare|År|Tidskrift|Sammanfattning|Nyckelord|Volym|Sidor|Förlag|Länk",
    "Název|Autoři|Rok|Časopis|Abstrakt|Klíčová slova|Ročník|Strany|Vydavatel|Odkaz",
    "Judul|Penulis|Tahun|Jurnal|Abstrak|Kata kunci|Volume|Halaman|Penerbit|Tautan",
    "عنوان|نویسندگان|سال|مجله|چکیده|کلیدواژه‌ها|جلد|صفحات|ناشر|پیوند",
    "Назва|Автори|Рік|Журнал|Анотація|Ключові слова|Том|Сторінки|Видавець|Посилання",
    "Otsikko|Tekijät|Vuosi|Lehti|Tiivistelmä|Avainsanat|Vuosikerta|Sivut|Kustantaja|Linkki",
    "Τίτλος|Συγγραφείς|Έτος|Περιοδικό|Περίληψη|Λέξεις-κλειδιά|Τόμος|Σελίδες|Εκδότης|Σύνδεσμος",
    "כותרת|מחברים|שנה|כתב עת|תקציר|מילות מפתח|כרך|עמודים|מוציא לאור|קישור",
    "शीर्षक|लेखक|वर्ष|पत्रिका|सारांश|मुख्य शब्द|खंड|पृष्ठ|प्रकाशक|लिंक",
    "ชื่อเรื่อง|ผู้แต่ง|ปี|วารสาร|บทคัดย่อ|คำสำคัญ|ปีที่|หน้า|สำนักพิมพ์|ลิงก์",
    "Titel|Forfattere|År|Tidsskrift|Resumé|Emneord|Bind|Sider|Forlag|Link",
    "Tittel|Forfattere|År|Tidsskrift|Sammendrag|Nøkkelord|Bind|Sider|Utgiver|Lenke",
)
PAPERS = (
    "Moss on slate roofs|Kiel, Ada; Okoye, Ben|2019|Roof Ecology|Moss grows where slate is wet.|moss; slate|12|45-58|Roof Press|https://example.org/m",
    "Sieves of gravel|Moor, Ben; Li, Bo|2020|Gravel Studies|Water sorts gravel as a sieve does.|gravel; water|7|101-119|Gravel House|https://example.org/s",
    "Knots that ropes tie|Prado, Ana|2021|Rope Letters|Ropes left alone tie knots.|ropes; knots|33|9-21|Rope Press|https://example.org/k",
)


def papers_in(raw: bytes, suffix: str) -> list[tuple[object, ...]]:
    papers = read_bytes(raw, f"digests/2025-03-14-x{suffix}").papers
    return [(p.title, p.authors, p.abstract, p.date, p.venues, p.ids, p.keywords, p.url, p.publication) for p in papers]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_how_a_file_was_saved_says_nothing(path: Path, way: str) -> None:
    text = path.read_text("utf-8").replace("\r\n", "\n")
    assert papers_in(WAYS[way](text), path.suffix) == papers_in(text.encode(), path.suffix)


def table(labels: list[str], rows: list[list[str]]) -> tuple[str, str]:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows([labels, *rows])
    return made.getvalue(), ".csv"


def lines(labels: list[str], rows: list[list[str]], sign: str = ": ", between: str = "\n\n") -> tuple[str, str]:
    return between.join("\n".join(map(sign.join, zip(labels, row, strict=True))) for row in rows) + "\n", ".txt"


def objects(labels: list[str], rows: list[list[str]]) -> tuple[str, str]:
    return json.dumps([dict(zip(labels, row, strict=True)) for row in rows]), ".json"


def yaml(labels: list[str], rows: list[list[str]]) -> tuple[str, str]:
    quoted = [[json.dumps(cell) for cell in row] for row in rows]
    return "- " + "\n- ".join(lines(labels, [row])[0].strip().replace("\n", "\n  ") for row in quoted) + "\n", ".yaml"


def wide(labels: list[str], rows: list[list[str]]) -> tuple[str, str]:
    return lines(labels, rows, "：", "\n---\n")


@pytest.mark.parametrize("form", [table, lines, wide, objects, yaml])
@pytest.mark.parametrize("labels", LABELS)
def test_labels_mean_the_same_in_every_language(
    labels: str, form: Callable[[list[str], list[list[str]]], tuple[str, str]]
) -> None:
    rows = [paper.split("|") for paper in PAPERS]
    plain, suffix = table("Title|Authors|Year|Journal|Abstract|Keywords|Volume|Pages|Publisher|URL".split("|"), rows)
    wanted = papers_in(plain.encode(), suffix)
    assert len(wanted) == 3
    text, suffix = form(labels.split("|"), rows)
    assert papers_in(text.encode(), suffix) == wanted
