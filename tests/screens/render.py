"""Renders every screen and page to PNG, in both themes and both languages.

    python tests/screens/render.py OUT [--only NAME]... [--language nl] [--mode dark]
                                   [--size 1024x640] [--readme]

Works without a display. The same run twice gives equal pictures: the clock stands still, nothing
moves, the font is our own. `--readme` writes the pictures of the README instead.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

README = {
    "calendar": "calendar-inspector",
    "questions": "questions-inspector",
    "event": "event",
    "documents": "documents-qa-pack",
    "today": "today",
    "year": "calendar-year",
}
"""Pictures of the README, by the scene that each shows."""


def main(arguments: Sequence[str]) -> int:
    """Write the pictures that `arguments` ask for into a folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.screens.pictures import LANGUAGES, MODES, render
    from tests.screens.scenes import scenes

    parser = argparse.ArgumentParser(description="Render every screen and page to PNG.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", action="append", metavar="NAME", help="a scene, or its beginning")
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--mode", choices=MODES)
    parser.add_argument("--size", default="1440x900", help="such as 1024x640")
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    wide, high = (int(side) for side in asked.size.split("x"))
    names = {f"{scene}-en-light": own for own, scene in README.items()}

    def take(name, image):
        if asked.readme:
            name = names[name]
        image.save(str(asked.out / f"{name}.png"), "PNG", 0 if asked.readme else 80)
        sys.stdout.write(f"{name}.png\n")

    if asked.readme:
        wanted = [scene for scene in scenes() if scene.name in README.values()]
        languages, modes = ("en",), ("light",)
    else:
        only = tuple(asked.only or [""])
        wanted = [scene for scene in scenes() if scene.name.startswith(only)]
        languages = (asked.language,) if asked.language else LANGUAGES
        modes = (asked.mode,) if asked.mode else MODES
    with tempfile.TemporaryDirectory() as folder:
        size = (wide, high)
        render(wanted, Path(folder), take, languages=languages, modes=modes, size=size)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
