"""Files and paper made on the documents screen, read back by other programs' readers."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from tests.domain.briefing_samples import many_questions
from townhall.domain.briefing_questions import qa_pack
from townhall.domain.errors import Cancelled
from townhall.formats.pdf import layout, to_pdf
from townhall.ui import printing
from townhall.ui.documents import making


@pytest.fixture
def asks(monkeypatch, tmp_path):
    """Answers the dialogs; notes what was proposed."""

    class Asks:
        def __init__(self):
            self.names = []
            self.target = tmp_path / "out"
            self.template = None
            self.target.mkdir()

        def save(self, _parent, folder, name):
            self.names.append(name)
            return self.target / name if self.target else None

    asked = Asks()
    monkeypatch.setattr(making, "ask_save_path", asked.save)
    monkeypatch.setattr(making, "ask_template", lambda _parent, _folder: asked.template)
    return asked


def words_of(path):
    if path.suffix == ".docx":
        return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_saved_pack_says_what_the_preview_says(desk, asks, suffix):
    desk.options(language="en")
    desk.screen.exports.save(suffix)
    desk.settle()
    name = f"Town hall AI in de diagnostiek 2026-12-03 - Speaker brief.{suffix}"
    path = asks.target / name
    assert (asks.names, desk.frame.files) == ([name], [str(path)])
    assert desk.frame.toasts == [f"{name} is saved"]
    found = words_of(path)
    for words in ("Town hall AI in de diagnostiek", "Key messages", "Likely and hard questions"):
        assert words in found
        assert words in desk.shown()
    assert desk.screen.panel.foot.file.path == path


def test_options_shape_the_file(desk, asks):
    desk.screen.show_pack("qa-pack")
    desk.options(language="nl", internal=True, large_print=True)
    desk.screen.exports.save("pdf")
    desk.settle()
    [name] = asks.names
    assert name == "Town hall AI in de diagnostiek 2026-12-03 - Vragenmap voor de moderator.pdf"
    reader = PdfReader(asks.target / name)
    assert len(reader.pages) == len(desk.screen.preview.pages)
    assert "intern" in reader.pages[0].extract_text()


def test_nothing_is_written_when_the_dialog_is_closed(desk, asks, monkeypatch):
    monkeypatch.setattr(making, "ask_save_path", lambda *_: None)
    desk.screen.exports.save("docx")
    desk.settle()
    assert (list(asks.target.iterdir()), desk.frame.toasts) == ([], [])


def test_make_from_the_palette_shows_that_pack_and_saves_it(desk, asks):
    assert desk.frame.actions.run("documents.qa-pack")
    desk.settle()
    assert desk.screen.kind == "qa-pack"
    assert asks.names == [
        "Town hall AI in de diagnostiek 2026-12-03 - Vragenmap voor de moderator.docx"
    ]


def test_a_read_only_file_stays_whole_and_says_why(desk, asks):
    target = asks.target / ("Town hall AI in de diagnostiek 2026-12-03 - Sprekersbriefing.docx")
    target.write_bytes(b"the old one")
    target.chmod(0o444)
    desk.screen.exports.save("docx")
    desk.settle()
    said = f"{target} cannot be written: the folder or the file is read-only."
    assert desk.frame.errors == [said]
    assert target.read_bytes() == b"the old one"
    assert [path.name for path in asks.target.iterdir()] == [target.name]
    assert desk.frame.files == []


def macro_template(path: Path) -> Path:
    plain = BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as made:
        for info in source.infolist():
            made.writestr(info, source.read(info))
        made.writestr("word/vbaProject.bin", b"macro")
    return path


def test_a_template_with_macros_is_refused_with_the_reason(desk, asks, tmp_path):
    asks.template = macro_template(tmp_path / "house.docm")
    desk.screen.exports.choose_template()
    desk.settle()
    options = desk.screen.panel.options
    assert options.options.template is None
    assert options._error.words == (
        "The Word template contains macros. Save it in Word as .docx or .dotx and choose that file."
    )
    assert options._error.isVisible()
    assert options._template.value == ""


def test_a_template_shapes_word_files_alone(desk, asks, tmp_path):
    house = docx.Document()
    house.sections[0].header.paragraphs[0].text = "House of the lime tree"
    asks.template = tmp_path / "house.docx"
    house.save(str(asks.template))
    desk.screen.exports.choose_template()
    desk.settle()
    assert desk.screen.panel.options.options.template == asks.template
    for suffix in ("docx", "pdf"):
        desk.screen.exports.save(suffix)
        desk.settle()
    made = docx.Document(str(asks.target / asks.names[0]))
    assert "House of the lime tree" in made.sections[0].header.paragraphs[0].text
    assert PdfReader(asks.target / asks.names[1]).pages
    assert desk.frame.errors == []


def test_a_template_that_has_gone_is_named(desk, asks, tmp_path):
    desk.options(template=tmp_path / "gone.dotx")
    desk.screen.exports.save("docx")
    desk.settle()
    [said] = desk.frame.errors
    assert "gone.dotx" in said
    assert list(asks.target.iterdir()) == []


def test_a_finished_file_can_be_dragged_and_copied(desk, asks):
    desk.screen.exports.save("docx")
    desk.settle()
    row = desk.screen.panel.foot.file
    assert [url.toLocalFile() for url in row.data().urls()] == [str(row.path)]
    row.trailing[0].click()
    copied = QGuiApplication.clipboard().mimeData().urls()
    assert [url.toLocalFile() for url in copied] == [str(row.path)]
    assert desk.frame.toasts[-1] == "The file is copied"
    desk.screen.show_pack("qa-pack")
    assert desk.screen.panel.foot.file is None


def test_without_a_printer_the_screen_says_so(desk, monkeypatch):
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    desk.screen.exports.print()
    assert desk.frame.errors == [
        "This computer has no printer. Save the pack as PDF and print it elsewhere."
    ]


def pdf_printer(path):
    printer = printing.new_printer("A pack")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def text_of(reader):
    """The words in order; blanks and apostrophes differ where Qt shares their glyphs."""
    pages = (page.extract_text() for page in reader.pages)
    return [re.sub(r"[\s\u02bc\u2019]+", "", words) for words in pages]


def test_paper_says_the_same_in_the_same_order_as_the_pdf(qapp, tmp_path):
    document = qa_pack(many_questions(12), "en")
    pages = layout(document)
    told = []
    printed = printing.print_pages(
        pdf_printer(tmp_path / "paper.pdf"),
        pages,
        progress=lambda done, total: told.append((done, total)),
        stop=lambda: False,
    )
    assert printed == len(pages) == told[-1][0]
    paper = PdfReader(tmp_path / "paper.pdf")
    assert text_of(paper) == text_of(PdfReader(BytesIO(to_pdf(document))))
    box = paper.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_only_the_chosen_pages_are_printed(qapp, tmp_path):
    pages = layout(qa_pack(many_questions(12), "en"))
    printer = pdf_printer(tmp_path / "paper.pdf")
    printer.setFromTo(2, 3)
    nothing = {"progress": lambda _done, _total: None, "stop": lambda: False}
    assert printing.print_pages(printer, pages, **nothing) == 2
    paper = text_of(PdfReader(tmp_path / "paper.pdf"))
    assert f"Page2of{len(pages)}" in paper[0]
    assert f"Page3of{len(pages)}" in paper[1]


def test_printing_stops_when_it_is_cancelled(qapp, tmp_path):
    pages = layout(qa_pack(many_questions(12), "en"))
    with pytest.raises(Cancelled):
        printing.print_pages(
            pdf_printer(tmp_path / "paper.pdf"),
            pages,
            progress=lambda _done, _total: None,
            stop=lambda: True,
        )


def test_the_print_dialog_offers_the_pages_and_prints_what_is_chosen(desk, monkeypatch, tmp_path):
    target = tmp_path / "paper.pdf"
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    paper = pdf_printer(target)
    monkeypatch.setattr(printing, "new_printer", lambda _name: paper)

    def ask(_parent, printer, pages, accepted):
        printer.setFromTo(1, pages)
        accepted()

    monkeypatch.setattr(printing, "ask_printer", ask)
    pages = desk.screen.preview.pages
    desk.screen.exports.print()
    desk.settle()
    assert len(PdfReader(target).pages) == len(pages)
    assert desk.frame.toasts == ["Speaker brief is sent to the printer"]
