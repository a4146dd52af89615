"""What is said when Qt cannot run on this computer."""

import shutil
import subprocess
import sys

import pytest

from townhall import qt_check
from townhall.qt_check import explain_import_error, explain_missing_display, has_display

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux")
MISSING = "{}: cannot open shared object file: No such file or directory"


@pytest.fixture
def no_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def has(monkeypatch):
    """Pretend that only these libraries are missing, and that this is Debian."""

    def pretend(*missing, installer="apt-get"):
        monkeypatch.setattr(
            qt_check,
            "missing_libraries",
            lambda table: [library for library in table if library in missing],
        )
        monkeypatch.setattr(
            shutil, "which", lambda name: f"/usr/bin/{name}" if name == installer else None
        )

    return pretend


def test_all_missing_libraries_are_named_at_once_with_their_packages(has):
    has("libEGL.so.1", "libfontconfig.so.1")
    assert explain_import_error(ImportError(MISSING.format("libEGL.so.1"))) == (
        "The system library libEGL.so.1, libfontconfig.so.1 is missing; without it no window can "
        "be shown. Install it with: sudo apt install libegl1 libfontconfig1"
    )


def test_fedora_gets_its_own_names(has):
    has(installer="dnf")
    assert explain_import_error(ImportError(MISSING.format("libGL.so.1"))) == (
        "The system library libGL.so.1 is missing; without it no window can be shown. Install it "
        "with: sudo dnf install libglvnd-glx"
    )


@pytest.mark.parametrize("library", ["libunheard.so.7", "libGL.so.1"])
def test_without_a_known_installer_or_package_the_library_is_named(has, library):
    has(installer="apt-get" if library == "libunheard.so.7" else "none")
    assert explain_import_error(ImportError(MISSING.format(library))) == (
        f"The system library {library} is missing; without it no window can be shown. Install the "
        "package that holds it."
    )


def test_a_missing_package_of_python_is_named():
    assert explain_import_error(ModuleNotFoundError("No module named 'PySide6'")) == (
        "The Python package PySide6-Essentials is missing. Install it with: "
        "pip install PySide6-Essentials"
    )


def test_any_other_reason_is_passed_on():
    assert explain_import_error(ImportError("undefined symbol: x")) == (
        "Qt cannot be loaded on this computer: undefined symbol: x"
    )


@linux
def test_a_display_is_there_when_one_is_named(no_display, monkeypatch):
    assert not has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_display()


@linux
@pytest.mark.parametrize(
    ("platform", "expected"), [("offscreen", True), ("vnc:size=800x600", True), ("xcb", False)]
)
def test_a_platform_chosen_on_purpose_counts(no_display, monkeypatch, platform, expected):
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert has_display() is expected


@linux
def test_no_display_is_said(no_display):
    assert explain_missing_display() == (
        "There is no display to show the window on. Start Town Hall from a desktop session."
    )


@linux
def test_a_library_of_the_display_plugin_is_named_before_qt_would_abort(
    no_display, has, monkeypatch
):
    has("libxcb-cursor.so.0")
    monkeypatch.setenv("DISPLAY", ":0")
    assert explain_missing_display() == (
        "The system library libxcb-cursor.so.0 is missing; without it no window can be shown. "
        "Install it with: sudo apt install libxcb-cursor0"
    )


@linux
def test_wayland_needs_no_library_of_x(no_display, has, monkeypatch):
    has("libxcb-cursor.so.0")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert explain_missing_display() is None


@linux
def test_a_display_that_does_not_answer_is_said(no_display, has, monkeypatch):
    has()
    monkeypatch.setenv("DISPLAY", ":987")
    assert explain_missing_display() == (
        "The display :987 does not answer. Check the variable DISPLAY, or start Town Hall from a "
        "desktop session."
    )


def test_it_works_without_pyside6():
    code = (
        "import sys; sys.modules['PySide6'] = None; import townhall.qt_check as q; "
        "print('PySide6.QtCore' in sys.modules, q.has_display() in (True, False))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False True\n"
