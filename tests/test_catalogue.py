"""The English catalogue: every sentence of the code, translated whole, and nothing besides."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from geo import language

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "locale"
TEMPLATE, ENGLISH = LOCALE / "peta.pot", LOCALE / "en" / "LC_MESSAGES" / "peta.po"
KEYWORDS = re.findall(r"(?<=-k )\w+", (ROOT / "Makefile").read_text("utf-8"))
"""Names whose first argument is a sentence, as `make catalogue` has them."""
SPEAKERS = {"say", "Message", "_", "translated"}

INDONESIAN = frozenset(
    {
        *("ada", "angka", "atau", "belum", "berkas", "bukan", "dalam", "dan", "dari", "dengan"),
        *("di", "ini", "juta", "kabupaten", "klaim", "kolom", "lebih", "menurut", "miliar"),
        *("nyata", "oleh", "pada", "pekerja", "peserta", "publik", "sampai", "sebagai", "semua"),
        *("seluruh", "sumber", "tahun", "tanpa", "tertinggi", "terendah", "tidak", "untuk"),
        *("wilayah", "yang", "bahasa", "muat", "administrasi"),
    }
)
"""Words by which an Indonesian sentence is told; none of them is an English word."""
NAMES = frozenset({"kabupaten"})
"""Words that an English sentence may keep, as names."""

Place = tuple[str, str]
ALLOWED: dict[Place, str] = {
    ("geo/sample.py", "DATA CONTOH: angka buatan program"): "text of the data, as in a file",
    ("geo/assets/peta.js", "Peta gagal dimuat. Muat"): "both languages; no words have come yet",
    ("pages/shell/fields.py", "Bahasa / Language"): "both languages; it chooses between them",
    ("geo/site_frame.py", "Bahasa Indonesia"): "a language in its own words",
    ("geo/register_claims.py", "Peserta aktif: orang"): "text of the data, as in a file",
    ("geo/register_claims.py", ", tunggakan sampai"): "text of the data, as in a file",
    ("geo/register_claims.py", "Register, "): "text of the data, as in a file",
}
"""File and beginning of an Indonesian text outside the catalogue, each with its reason."""
RELAYED: dict[Place, str] = {
    ("geo/formats.py", "text"): "Writer hands on what its callers say or mark",
    ("geo/language.py", "self.text"): "a Message is translated when it is spoken",
    ("geo/deployment.py", "self.name"): "the deployment's own, with its twin in its file",
    ("geo/vintages.py", "label"): "the deployment's own, with its twin in its file",
    ("geo/vintages.py", "note"): "the deployment's own, with its twin in its file",
    ("geo/contracts.py", "_WORDS.get(str(case['check']), _OTHER_FAULT)"): "each is marked by _()",
    ("geo/comparability.py", "FAMILIES[key].label"): "each is marked by _()",
    ("geo/trends.py", "FAMILIES[before.family].label"): "each is marked by _()",
    ("geo/trends.py", "FAMILIES[after.family].label"): "each is marked by _()",
    ("geo/targets.py", "FAMILIES[aim.family].label"): "each is marked by _()",
    ("pages/shell/simulation_form.py", "form.writer.period(one)"): "a date as the writer says it",
    ("pages/shell/simulation_form.py", "str(year)"): "digits alone",
}
"""Module and expression of a sentence that is said but not written there, with its reason."""


@cache
def extracted() -> frozenset[str]:
    """Every sentence of the code and the templates, found afresh as `make catalogue` does."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT, methods, options, parse_keywords(KEYWORDS))
    return frozenset(str(sentence) for _, _, sentence, _, _ in found)


@cache
def catalogue(path: Path) -> Catalog:
    """A catalogue as it lies on disk."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def translations() -> list[tuple[str, str]]:
    """Each Indonesian sentence of the English catalogue, with its twin."""
    return [(str(entry.id), str(entry.string)) for entry in catalogue(ENGLISH) if entry.id]


def written(path: Path) -> set[str]:
    """The Indonesian sentences that a catalogue on disk holds."""
    return {str(entry.id) for entry in catalogue(path) if entry.id}


def places(text: str) -> set[str]:
    """The names of the `{places}` of a sentence."""
    return {name for _, name, *_ in string.Formatter().parse(text) if name is not None}


def numbers(text: str) -> list[str]:
    """The digits of every number of a sentence, however they are parted: 1.665.422, 0,3 %."""
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", text)))


def indonesian(text: str) -> set[str]:
    """The words that show a text of two or more words to be Indonesian."""
    words = [word.strip(".,;:!?()“”") for word in text.casefold().split()]
    return set(words) & INDONESIAN if len(words) > 1 else set()


def is_allowed(name: str, text: str) -> bool:
    """Whether an Indonesian text may stand in a file as it is."""
    return any(name == file and text.startswith(begin) for file, begin in ALLOWED)


def lacking(said: frozenset[str], held: set[str]) -> list[str]:
    """Sentences of the code that a catalogue does not hold."""
    return sorted(said - held)


def code() -> list[Path]:
    """Every Python file of the product, tests aside."""
    return [
        ROOT / "streamlit_app.py",
        *sorted([*ROOT.glob("geo/**/*.py"), *ROOT.glob("pages/**/*.py")]),
    ]


def named(path: Path) -> str:
    """A file's path in the project."""
    return path.relative_to(ROOT).as_posix()


def callee(call: ast.Call) -> str:
    """The last name of what is called: `say` of `writer.say(…)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def unsaid(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each string that is no docstring, no typer help and not catalogued."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            skipped.add(node.value)
        elif isinstance(node, ast.keyword) and node.arg == "help":
            skipped.add(node.value)  # typer shows it before it has read --lang
        elif isinstance(node, ast.JoinedStr):
            skipped.update(node.values)
            parts = [p.value if isinstance(p, ast.Constant) else "{}" for p in node.values]
            yield node.lineno, "".join(map(str, parts))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or node in skipped:
            continue
        if isinstance(node.value, str) and node.value not in extracted():
            yield node.lineno, node.value


def unwritten(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and expression of each sentence that is said without standing there as text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and callee(node) in SPEAKERS and node.args:
            said = node.args[0]
            if not (isinstance(said, ast.Constant) and isinstance(said.value, str)):
                yield node.lineno, ast.unparse(said)


def uncatalogued(name: str, tree: ast.AST) -> list[str]:
    """What a module says past the catalogue, as lines to read."""
    found = [
        f"{name}:{line}: {text!r}"
        for line, text in unsaid(tree)
        if indonesian(text) and not is_allowed(name, text)
    ]
    found += [
        f"{name}:{line}: says {text}, which babel cannot read"
        for line, text in unwritten(tree)
        if (name, text) not in RELAYED
    ]
    return found


def test_the_keywords_of_the_makefile_are_those_that_are_looked_for() -> None:
    assert set(KEYWORDS) == SPEAKERS


def test_every_sentence_of_the_code_is_in_the_english_catalogue() -> None:
    assert lacking(extracted(), written(ENGLISH)) == [], "run `make catalogue` and translate these"


def test_the_template_on_disk_is_up_to_date() -> None:
    assert written(TEMPLATE) == extracted(), "run `make catalogue`"


def test_no_sentence_is_kept_that_the_code_has_lost() -> None:
    assert sorted(written(ENGLISH) - extracted()) == []
    assert list(catalogue(ENGLISH).obsolete) == []


def test_every_sentence_is_translated_and_none_by_guess() -> None:
    assert [sentence for sentence, twin in translations() if not twin] == []
    assert [entry.id for entry in catalogue(ENGLISH) if entry.id and entry.fuzzy] == []


def test_a_translation_has_the_places_and_numbers_of_its_sentence() -> None:
    for sentence, twin in translations():
        assert places(twin) == places(sentence), sentence
        assert numbers(twin) == numbers(sentence), sentence


def test_a_translation_is_english_and_so_are_its_numbers() -> None:
    for _, twin in translations():
        assert not indonesian(twin) - NAMES, twin
        assert not re.search(r"\d,\d{1,2}(?!\d)|\d\.\d{3}(?!\d)|\d\s%", twin), twin


def test_a_translation_begins_and_ends_as_its_sentence_does() -> None:
    for sentence, twin in translations():
        ends = [text[-1:] if text.endswith((".", ":", "…")) else "" for text in (sentence, twin)]
        assert ends[0] == ends[1], sentence
        assert not (sentence[:1].islower() and twin[:1].isupper()), sentence


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_sentence_can_be_said_in_both_languages(spoken: language.Language) -> None:
    for sentence in sorted(extracted()):
        values = {name: f"<{name}>" for name in places(sentence)}
        said = language.Message(sentence, **values).spoken(spoken)
        assert all(value in said for value in values.values()), sentence
        assert "{" not in said, sentence


@pytest.mark.parametrize("path", code(), ids=named)
def test_python_says_nothing_past_the_catalogue(path: Path) -> None:
    assert uncatalogued(named(path), ast.parse(path.read_text("utf-8"))) == []


def test_each_exception_is_still_needed() -> None:
    for file, begin in ALLOWED:
        assert f'"{begin}' in (ROOT / file).read_text("utf-8"), f"{file}: {begin}"
    for file, said in RELAYED:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assert said in {expression for _, expression in unwritten(tree)}, f"{file}: {said}"


@pytest.mark.parametrize("path", sorted(ROOT.glob("pages/**/*.html")), ids=named)
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S)
    assert not re.search(r'\b(?:alt|title|placeholder|aria-label)="[^"]*\w', text)
    assert not re.search(r"[^\W\d_]", re.sub(r"<[^>]*>", "", text))


@pytest.mark.parametrize("path", sorted(ROOT.glob("geo/**/*.js")), ids=named)
def test_a_script_holds_no_indonesian_of_its_own(path: Path) -> None:
    texts = re.findall(r'"([^"\n]*)"|`([^`]*)`', path.read_text("utf-8"))
    found = {text for pair in texts for text in pair if indonesian(text)}
    assert {text for text in found if not is_allowed(named(path), text)} == set()


def test_a_sentence_that_nobody_translated_is_found() -> None:
    source = BytesIO(b'writer.say("Hujan belum turun di {name}.", name=name)')
    new = {str(found) for _, found, *_ in extract("python", source, parse_keywords(KEYWORDS))}
    assert lacking(frozenset(new), written(ENGLISH)) == ["Hujan belum turun di {name}."]


@pytest.mark.parametrize(
    "source",
    [
        'title = "Angka yang tidak ada"',
        'title = f"Data untuk {name}"',
        'LABELS = {"a": "Publikasi (nyata)"}',
        'writer.say("Angka" if one else "Nilai")',
        "writer.say(words, n=1)",
        'Message("Angka " + name)',
    ],
)
def test_a_sentence_that_babel_cannot_see_is_found(source: str) -> None:
    assert len(uncatalogued("geo/new.py", ast.parse(source))) == 1


def test_docstrings_names_and_catalogued_sentences_are_not_taken_for_faults() -> None:
    source = '"""Angka untuk semua."""\nkey = "wilayah"\nwriter.say("Semua segmen")'
    assert uncatalogued("geo/new.py", ast.parse(source)) == []
