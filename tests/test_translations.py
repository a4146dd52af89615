"""Every word a user can meet is translated, once, and none is left over."""

import argparse
import ast
import re
import string
import sys
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from townhall import paths

PACKAGE = Path(__file__).resolve().parents[1] / "townhall"
CATALOGUES = paths.resources() / "translations"
KEYWORDS = ["_", "N_", "gettext", "ngettext", "pgettext"]

Key = tuple[str | None, str]
"""Context, and the English message (the singular where there are two)."""


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _name(function: ast.expr) -> str:
    """What is called: "_", or "gettext" of a module or of one language's words."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def extracted(paths: Iterable[Path]) -> dict[Key, tuple[str, ...]]:
    """Every message of the code in `paths` with its English forms."""
    found: dict[Key, tuple[str, ...]] = {}
    for path in paths:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or _name(call.func) not in KEYWORDS:
                continue
            words = [each.value for each in call.args if isinstance(each, ast.Constant)]
            forms = tuple(word for word in words if isinstance(word, str))
            if not forms:
                continue  # of a variable, whose words are marked with N_ elsewhere
            if _name(call.func) == "pgettext":
                found[(forms[0], forms[1])] = forms[1:]
            else:
                found[(None, forms[0])] = forms
    return found


def catalogue() -> list[tuple[str, Key, tuple[str, ...], tuple[str, ...], bool]]:
    """Every Dutch entry: file, key, English forms, Dutch forms, whether it is only a guess."""
    entries = []
    for path in sorted((CATALOGUES / "nl").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                if not message.id:
                    continue
                english = message.id if isinstance(message.id, tuple | list) else (message.id,)
                dutch = message.string
                dutch = dutch if isinstance(dutch, tuple | list) else (dutch,)
                key = (message.context, english[0])
                entries.append((path.name, key, tuple(english), tuple(dutch), message.fuzzy))
    return entries


def listed(things: Iterable[object]) -> str:
    """One thing a line, so that a failure tells all of them."""
    return "\n".join(sorted(map(repr, things)))


def fields(text: str) -> list[str]:
    """The names in braces, in order of the alphabet."""
    return sorted({name for _text, name, _spec, _conv in string.Formatter().parse(text) if name})


def test_every_message_is_translated():
    known = {
        key
        for _file, key, _english, dutch, guess in catalogue()
        if not guess and all(form and form.strip() for form in dutch)
    }
    missing = extracted(sources()).keys() - known
    assert not missing, listed(missing)


def test_no_translation_is_left_over():
    # Python's own words for wrong arguments are among ours, for the command line in Dutch.
    used = extracted([*sources(), Path(argparse.__file__)])
    left = [(file, key) for file, key, *_rest in catalogue() if key not in used]
    assert not left, listed(left)


def test_translations_have_the_same_forms_and_placeholders():
    wrong = []
    for file, key, english, dutch, _guess in catalogue():
        # "1 question" may say its number in words; the plural may not.
        asked = [set(fields(english[-1]))] if len(english) == 1 else [None, set(fields(english[1]))]
        if len(dutch) != len(english):
            wrong.append((file, key, "forms"))
            continue
        for want, form in zip(asked, dutch, strict=True):
            have = set(fields(form))
            allowed = set(fields(english[-1])) | set(fields(english[0]))
            if (want is not None and have != want) or not have <= allowed:
                wrong.append((file, key, form))
    assert not wrong, listed(wrong)


def test_nothing_is_translated_in_two_ways():
    ways: dict[Key, set[tuple[str, ...]]] = {}
    for _file, key, _english, dutch, _guess in catalogue():
        ways.setdefault(key, set()).add(dutch)
    two = [(key, dutch) for key, dutch in ways.items() if len(dutch) > 1]
    assert not two, listed(two)


def test_the_compiled_catalogue_is_up_to_date():
    path = CATALOGUES / "compile.py"
    spec = spec_from_file_location("compile_catalogues", path)
    module = module_from_spec(spec)
    sys.modules["compile_catalogues"] = module
    spec.loader.exec_module(module)
    assert module.compiled() == (CATALOGUES / "nl" / "LC_MESSAGES" / "townhall.mo").read_bytes(), (
        "run resources/translations/compile.py"
    )


# Words that never went through _()

SHOWN = {
    *("setText", "setToolTip", "setPlaceholderText", "setAccessibleName", "setWindowTitle"),
    *("setAccessibleDescription", "setStatusTip", "setTitle", "addAction", "addItem"),
    *("Label", "ElidedLabel", "Paragraph", "Button", "Switch", "Check", "Chip", "StateLine"),
    *("SectionHead", "Row", "Choice", "SettingRow", "Banner", "EmptyState", "Field", "TextField"),
    *("TextArea", "FilterChip", "SearchField", "Quote", "Said", "Metric", "Action", "Option"),
    *("set_title", "set_reason", "set_error", "set_heading", "set_facts", "toast", "show_error"),
    *("complain", "say"),
}
"""Functions and widgets whose arguments a user reads."""

NAMES = {"tip", "name", "placeholder", "hint", "title", "label", "text", "action", "help"}
"""Keyword arguments that a user reads."""

PLAIN = re.compile(
    r"[a-z0-9_.:/-]*|<[^>]*>|\W*((Ctrl|Shift|Alt|Del|Return|Left|Right|[A-Z])\b[\W\d]*)+"
)
"""A name for the program itself (of an icon, a kind, a token, an action), a tag, or keys."""

ALLOWED = {"Town Hall", "PDF", "Nederlands", "English", ", SEQUENCE"}
"""Names of their own, the same in every language."""


def literals(tree: ast.AST) -> list[tuple[int, str]]:
    """Literals with letters that stand bare where a user reads them."""
    found = []
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        name = call.func.id if isinstance(call.func, ast.Name) else name
        if name not in SHOWN:
            continue
        arguments = [*call.args, *(k.value for k in call.keywords if k.arg in NAMES)]
        for argument in arguments:
            parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    text = part.value
                    if re.search(r"[A-Za-z]{2}", text) and not PLAIN.fullmatch(text.strip()):
                        found.append((part.lineno, text))
    return [(line, text) for line, text in found if text.strip() not in ALLOWED]


@pytest.mark.parametrize("folder", ["ui", "cli", "services", "domain", "formats"])
def test_no_word_is_shown_that_was_not_marked_for_translation(folder):
    bare = [
        (str(path.relative_to(PACKAGE)), line, text)
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        for line, text in literals(ast.parse(path.read_text("utf-8")))
    ]
    assert not bare, listed(bare)


def test_a_bare_word_would_be_found():
    tree = ast.parse('Button("Send it", "primary")\nLabel(_("Fine"))\nsetToolTip(f"{n} left over")')
    assert [text for _line, text in literals(tree)] == ["Send it", " left over"]
