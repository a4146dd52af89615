"""Whether a window can be shown, and which system library is missing when it cannot.

Works without PySide6: it is what speaks when PySide6 cannot be imported, or would abort.
"""

import ctypes
import os
import re
import shutil
import sys

from townhall.language import _

# Library: package on Debian and Ubuntu, package on Fedora. Taken from what Qt 6.11's libraries name
# as NEEDED.
_QT = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libzstd.so.1": ("libzstd1", "libzstd"),
    "libz.so.1": ("zlib1g", "zlib"),
    "libstdc++.so.6": ("libstdc++6", "libstdc++"),
}
_XCB = {
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
}
_WAYLAND = {
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor"),
}
_ALL = {**_QT, **_XCB, **_WAYLAND}
_LIBRARY = re.compile(r"\b(lib[\w.+-]+?\.so(?:\.\d+)*)")


def explain_import_error(error: ImportError) -> str:
    """One sentence for an import of PySide6 that failed: what is missing and how to get it."""
    found = _LIBRARY.search(str(error))
    if found is not None and "shared object" in str(error):
        others = [library for library in missing_libraries(_QT) if library != found[1]]
        return _install_sentence([found[1], *others])
    if isinstance(error, ModuleNotFoundError):
        return _("The Python package {package} is missing. Install it with: {command}").format(
            package="PySide6-Essentials", command="pip install PySide6-Essentials"
        )
    return _("Qt cannot be loaded on this computer: {reason}").format(reason=error)


def has_display() -> bool:
    """Whether there is a screen to show a window on.

    On Linux that is an X or Wayland display, or a Qt platform that was chosen on purpose.
    """
    if not sys.platform.startswith("linux"):
        return True
    platform = _platform()
    if platform and platform not in ("xcb", "wayland"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def explain_missing_display() -> str | None:
    """Why a window would not open, in one sentence; None when it would.

    To be called before the application is made: Qt aborts the process, without anything Python
    could catch, when the display cannot be reached or a library of its display plugin is missing.
    """
    if not sys.platform.startswith("linux"):
        return None
    if not has_display():
        return _(
            "There is no display to show the window on. Start Town Hall from a desktop session."
        )
    platform = _platform()
    if platform and platform not in ("xcb", "wayland"):
        return None
    # Qt tries Wayland first in a Wayland session, and X after that.
    wayland = bool(os.environ.get("WAYLAND_DISPLAY")) and platform != "xcb"
    if wayland and not missing_libraries(_WAYLAND):
        return None
    if not os.environ.get("DISPLAY"):
        return _install_sentence(missing_libraries(_WAYLAND))
    missing = missing_libraries(_XCB)
    if missing:
        return _install_sentence(missing)
    if not _x_answers():
        return _(
            "The display {display} does not answer. Check the variable DISPLAY, or start Town Hall "
            "from a desktop session."
        ).format(display=os.environ["DISPLAY"])
    return None


def missing_libraries(table: dict[str, tuple[str, str]]) -> list[str]:
    """Libraries of `table` that the system cannot load, in its order."""
    missing = []
    for library in table:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    return missing


def _platform() -> str:
    """The Qt platform that was asked for by name, without its options; empty when none was."""
    return os.environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]


def _install_sentence(libraries: list[str]) -> str:
    names = ", ".join(libraries)
    command = _install_command(libraries)
    if not command:
        return _(
            "The system library {library} is missing; without it no window can be shown. Install "
            "the package that holds it."
        ).format(library=names)
    return _(
        "The system library {library} is missing; without it no window can be shown. Install it "
        "with: {command}"
    ).format(library=names, command=command)


def _install_command(libraries: list[str]) -> str:
    for column, program, command in (
        (0, "apt-get", "sudo apt install"),
        (1, "dnf", "sudo dnf install"),
    ):
        if shutil.which(program):
            packages = dict.fromkeys(_ALL[name][column] for name in libraries if name in _ALL)
            return f"{command} {' '.join(packages)}" if packages else ""
    return ""


def _x_answers() -> bool:
    """Whether the X server of DISPLAY lets us in, asked through libxcb itself."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return bool(connection) and xcb.xcb_connection_has_error(connection) == 0
    finally:
        if connection:
            xcb.xcb_disconnect(connection)
