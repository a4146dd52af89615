"""Every widget of the kit in its states, painted to PNG in both themes and both languages.

Run `python tests/screens/gallery.py FOLDER` with QT_QPA_PLATFORM=offscreen, and look.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from townhall.language import set_language
from townhall.ui.lists.cells import (
    Bit,
    Column,
    DateCell,
    Group,
    PersonCell,
    StateCell,
    TitleCell,
    VoteCell,
)
from townhall.ui.lists.row_table import RowTable
from townhall.ui.theme import CATEGORIES, theme
from townhall.ui.widgets.answers import Quote, Said, Timeline, TimelineItem
from townhall.ui.widgets.buttons import KINDS, Button
from townhall.ui.widgets.card import Card, Hairline, SectionHead
from townhall.ui.widgets.chips import Chip, StateLine
from townhall.ui.widgets.dates import DateField, NumberField, TimeField
from townhall.ui.widgets.editable import EditableValue
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.fields import Field, Form, TextArea, TextField
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.key_cap import KeyCap
from townhall.ui.widgets.labels import ElidedLabel, Label, Paragraph
from townhall.ui.widgets.marks import Avatar, Swatch, VoteBox
from townhall.ui.widgets.meters import Metric, Part, SumBar
from townhall.ui.widgets.notices import Banner, EmptyState, FloatCard
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import HEAD, Type
from townhall.ui.widgets.paper import PageView
from townhall.ui.widgets.picker import Candidate, PeoplePicker, TagPicker
from townhall.ui.widgets.rows import Choice, Row, align_trailing
from townhall.ui.widgets.search_field import SearchField
from townhall.ui.widgets.segment import Segment, ToggleGroup
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.switches import Check, Switch

NAMES = ("Anna Voorbeeld", "Bram Proefman", "Carla Staal", "Daan Specimen", "Eva Modelaar")


def line(*widgets: QWidget) -> QWidget:
    """`widgets` side by side."""
    holder = QWidget()
    flow = FlowLayout(holder, gap=8)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


def disabled(widget: QWidget) -> QWidget:
    """`widget`, switched off."""
    widget.setEnabled(False)
    return widget


def controls() -> QWidget:
    """Buttons, segments, selects, switches, chips."""
    page = ScrollPage()
    words = {
        "primary": "Akkoord vragen",
        "default": "Verschil bekijken",
        "ghost": "Onderdeel toevoegen",
        "link": "Alle vragen",
        "danger": "Uit het plan halen",
    }
    page.add(line(*(Button(words[kind], kind) for kind in KINDS)))
    page.add(line(*(disabled(Button(words[kind], kind)) for kind in KINDS)))
    more = Button("Meer", "default", icon="more")
    more.setMenu(QMenu(more))
    page.add(
        line(
            Button("Nieuw", "primary", icon="plus"),
            Button("Pakket maken", icon="documents"),
            Button("Beantwoord", key="A"),
            Button(kind="ghost", icon="undo", tip="Ongedaan maken"),
            Button(icon="printer", tip="Afdrukken"),
            more,
            KeyCap("Ctrl K"),
            KeyCap("N"),
        )
    )
    page.add(
        line(
            Segment([("nl", "Nederlands"), ("en", "English")], "nl", name="Taal"),
            Segment([(n, f"{n} %") for n in (90, 100, 115, 130)], 100, name="Tekstgrootte"),
            Segment([(1, "Lijst", "list"), (2, "Raster", "grid")], 1, icons_only=True),
            ToggleGroup([(n, d) for n, d in enumerate(("ma", "di", "wo", "do", "vr"))], [1, 3]),
        )
    )
    regions = [("m", "Regio Midden"), ("n", "Regio Noord"), ("z", "Regio Zuid")]
    page.add(
        line(
            Select(regions, "m", name="Schoolvakanties"),
            Select([Option(1, "Huisstijl De Linde", "file")], 1, name="Sjabloon"),
            Select(regions, placeholder="Kies een regio", name="Regio"),
            disabled(Select(regions, "n", name="Regio")),
        )
    )
    page.add(
        line(
            Switch("Minder beweging", checked=True),
            Switch("Namen van vragenstellers"),
            disabled(Switch("Uit", checked=True)),
            Check("Aankondiging intranet", checked=True, tone="ok"),
            Check("Sprekersbriefing"),
            Check("Akkoord", checked=True),
            disabled(Check("Gesloten", checked=True)),
        )
    )
    tones = ("neutral", "accent", "ok", "warn", "bad", *CATEGORIES)
    page.add(line(*(Chip(str(tone), tone, dot=True) for tone in tones)))
    page.add(line(Chip("Versie 2"), Chip("3 min te lang", "bad", icon="clock")))
    page.add(line(*(StateLine("Wacht op akkoord", tone) for tone in tones[:6])))
    page.add(StateLine("Geen eigenaar", "bad", ("SEH, via Slido", "57 stemmen"), hollow=True))
    page.add(
        line(
            *(Avatar(name) for name in NAMES),
            Avatar(""),
            Avatar("Anna Voorbeeld", 32),
            VoteBox(57),
            *(Swatch(tone) for tone in CATEGORIES),
        )
    )
    page.add(
        line(
            FilterChip("Periode", [(2026, "2026")], 2026),
            FilterChip("Samengevoegde", [(0, "verborgen")], 0),
            FilterChip("Staat", [(1, "Nieuw")], icon="state"),
            FilterChip("Doelgroep", [], icon="people"),
            FilterChip("Bijeenkomst", [(1, "Town hall december")], 1, required=True),
            FilterChip("Thema", [(1, "Privacy"), (2, "Kwaliteit")], (1, 2), multi=True),
        )
    )
    page.add_stretch()
    return page


def forms() -> QWidget:
    """Fields, errors, dates, pickers, editable facts."""
    page = ScrollPage()
    form = Form()
    form.add("title", Field("Titel", TextField("Town hall december"), required=True))
    day, at = DateField(date(2026, 12, 3)), TimeField(time(10, 30))
    long = NumberField(75, unit="min", step=5)
    form.add_row(("day", Field("Dag", day)), ("at", Field("Begin", at)), ("l", Field("Duur", long)))
    form.add_row(
        ("until", Field("Uiterlijk", DateField(None, optional=True), hint="Mag leeg blijven")),
        ("room", Field("Zaal", TextField(placeholder="Kies of typ een zaal"))),
    )
    wrong = Field("E-mailadres", TextField("anna@"))
    form.add("mail", wrong)
    wrong.set_error("“anna@” is geen e-mailadres: achter de @ ontbreekt de naam van het domein.")
    form.add("note", Field("Aanwijzing", TextArea("Deuren dicht; Teams-opname aan", lines=2)))
    people = [Candidate(n, name, "Radiologie") for n, name in enumerate(NAMES)]
    form.add("speakers", Field("Sprekers", PeoplePicker(people, [0, 1, 2])))
    groups = [
        Candidate(n, name, tone=CATEGORIES[n])
        for n, name in enumerate(("Radiologie", "SEH", "Pathologie", "Laboratorium"))
    ]
    form.add("groups", Field("Doelgroepen", TagPicker(groups, [0, 1, 3])))
    form.add("search", Field("Zoeken", SearchField("Zoek in vragen", key="/")))
    page.add(form)
    card = Card()
    card.add(SectionHead("Gegevens", "bewerken ter plekke", Button("Bewerken", "link")))
    facts = Facts()
    facts.setContentsMargins(16, 4, 16, 12)
    facts.add("Eigenaar", "Bram Proefman", lead=Avatar("Bram Proefman"))
    facts.add("Antwoord uiterlijk op", EditableValue(date(2026, 11, 27), "date"))
    facts.add("Zaal", EditableValue("Aula en Teams", name="Zaal"))
    facts.add("Plaatsen", EditableValue(120, "number", unit="plaatsen"))
    facts.add("Thema", EditableValue(1, "choice", options=[(1, "Aansprakelijkheid")]))
    facts.add("Leeg", EditableValue(None, placeholder="Toevoegen"))
    long_words = "De radioloog beslist en tekent, zoals nu. Het ziekenhuis is aansprakelijk. " * 2
    facts.add("Toelichting", EditableValue(long_words, "lines"))
    card.add(facts)
    page.add(card)
    page.add_stretch()
    return page


def cards() -> QWidget:
    """Cards with rows and metrics, answers, timeline, sums, notices."""
    page = ScrollPage(ground="bg")
    page.add(Banner("Zaal en tijd zijn gewijzigd na het versturen.", "warn", action="Bekijken"))
    page.add(Banner("De uitnodiging v4 staat klaar.", "ok"))
    page.add(Banner("Het bestand is op slot: sluit het in Word.", "bad", action="Opnieuw"))
    page.add(Banner("Een ander heeft dit plan ook open.", "accent", closable=False))
    hero = Card()
    hero.add(SectionHead("Town hall december", "over 9 dagen", Chip("Bevestigd", "ok", dot=True)))
    hero.add_line()
    metrics = QWidget()
    row = QHBoxLayout(metrics)
    row.setContentsMargins(0, 0, 0, 0)
    for icon, label, number, said, done, total in (
        ("follow-ups", "Aanloop", "7", "van 12 taken klaar", 7, 12),
        ("questions", "Vragen", "27", "van 38 verantwoord", 27, 38),
        ("mail", "Uitnodiging", "v3", "verstuurd op 5 november", 1, 1),
    ):
        metric = Metric(icon, label, number=number, words=said)
        metric.set_meter([Part(done, "klaar", "ok"), Part(1, "vandaag", "warn")], total)
        metric.set_state("Sprekersbriefing moet vandaag", "warn")
        if row.count():
            row.addWidget(Hairline(vertical=True))
        row.addWidget(metric)
    hero.add(metrics)
    page.add(hero)
    todo = Card()
    todo.add(SectionHead("Vraagt nu aandacht", "4"))
    rows = [
        Row(
            "Publiceer de gemiste breuken van de triage-assistent",
            "Toegezegd door Bram Proefman in de town hall van oktober; de datum is eenmaal verzet",
            icon="handshake",
            icon_role="bad",
            trailing=[Chip("5 dagen te laat", "bad", dot=True), Button("Openen")],
        ),
        Row(
            "Radiologie heeft 47 dagen niets gehoord",
            "Maandelijks toegezegd aan 86 mensen",
            icon="silence",
            icon_role="bad",
            trailing=[Chip("17 dagen", "bad", dot=True), Button("Update plannen")],
        ),
        Row("Ethische voorwaarde 2 van 3", icon="scales", trailing=[Chip("Uiterlijk 26 nov")]),
    ]
    rows[1].set_chosen(True)
    for one in rows:
        todo.add(one)
    align_trailing(rows)
    page.add(todo)
    answer = Card()
    answer.add(SectionHead("Antwoord", "versie 2", Button("Bewerken", "link"), small=True))
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(16, 4, 16, 16)
    column.setSpacing(8)
    column.addWidget(Said("Zeg", "De radioloog beslist en tekent, zoals nu.", "ok"))
    column.addWidget(Said("Bij doorvragen", "De leverancier staat in voor gebreken.", "accent"))
    column.addWidget(Said("Weten we nog niet", "Hoe de verzekeraar dit opschrijft.", "warn"))
    column.addWidget(Quote(18, "Ben ik als verpleegkundige de klos?", "Traumacentrum · Forms"))
    column.addWidget(
        Timeline(
            [
                TimelineItem("8 okt", "Town hall oktober: geen tijd meer"),
                TimelineItem("5 nov", "Half beantwoord", "Verslag van november"),
                TimelineItem("3 dec", "Eerste in de wachtrij", planned=True),
            ]
        )
    )
    answer.add(body)
    parts = [
        Part(96, "live", "ok"),
        Part(71, "schriftelijk", "indigo"),
        Part(14, "toegezegd", "blue"),
        Part(9, "afgewezen", "neutral"),
        Part(45, "samengevoegd", "violet"),
        Part(11, "open", "warn"),
    ]
    for total in (246, 249):
        bar = SumBar()
        bar.set_sum(total, "gesteld", parts)
        answer.add(bar)
    page.add(answer)
    page.add_stretch()
    return page


def places() -> QWidget:
    """Empty states, choices, a float card, long words."""
    page = ScrollPage()
    card = Card()
    actions = [
        Button("Vraag toevoegen", "primary", icon="plus"),
        Button("Lijst importeren", icon="upload"),
        Button("Voorbeeld openen"),
    ]
    text = "Vragen uit Forms, Slido, mail en de zaal komen hier samen, elk met een antwoord."
    card.add(EmptyState("questions", "Nog geen vragen", text, actions))
    page.add(card)
    page.add(Label("Vertel je mensen over AI,\nen beantwoord wat ze vragen.", Type(26, 600)))
    page.add(Choice("Nieuw plan", "Je organisatie, je doelgroepen", "file", trailing=[KeyCap("N")]))
    chosen = Choice("Voorbeeld", "De Linde voert AI in", "hospital", trailing=[KeyCap("S")])
    chosen.set_chosen(True)
    page.add(chosen)
    float_card = FloatCard("Town hall december")
    float_card.add_line("do 3 dec, 10:30 – 11:45", "clock")
    float_card.add_line("Aula en Teams", "pin")
    flow = float_card.add_flow()
    flow.addWidget(Chip("Botst met werkoverleg", "warn", dot=True))
    page.add(float_card)
    narrow = QWidget()
    narrow.setMaximumWidth(300)
    column = QVBoxLayout(narrow)
    column.addWidget(ElidedLabel("Een titel die veel te lang is voor deze regel " * 2, HEAD))
    column.addWidget(Paragraph("Wie is aansprakelijk als de AI <b>een</b> breuk mist? & dan? " * 3))
    page.add(narrow)
    page.add_stretch()
    return page


def paint_page(painter: QPainter, rect: QRectF, index: int) -> None:
    """A page of sample text."""
    painter.setPen(Qt.GlobalColor.black)
    painter.setFont(theme().font(20, 600))
    painter.drawText(rect.adjusted(56, 56, -56, -56), f"Vragen en antwoorden, {index + 1}")


def paper() -> QWidget:
    """Pages of a document."""
    view = PageView()
    view.set_pages(5, paint_page)
    return view


def fetch_rows(ids: Sequence[int], deliver: Callable[[Mapping[int, int]], None]) -> None:
    """Rows that are their own id."""
    deliver({one: one for one in ids})


ASKED = (
    "Wie is aansprakelijk als de AI een breuk mist?",
    "Leest er straks nog iemand alle foto’s?",
)


def question_cell(row: int) -> TitleCell:
    """The wording with its theme and what it was merged with."""
    bits = [Bit("Aansprakelijkheid", str(CATEGORIES[row % 6]), square=True)]
    if row % 2:
        bits.append(Bit("3 samengevoegd"))
    if row % 3 == 0:
        bits.append(Bit("2× meegenomen", "warn"))
    return TitleCell(ASKED[row % 2], tuple(bits))


STATES = (("Wacht op akkoord", "violet"), ("Akkoord", "ok"), ("Nieuw", "accent"))

COLUMNS = (
    Column("votes", "Stemmen", lambda row: VoteCell(row % 60), samples=(VoteCell(57),), sort="v"),
    Column("question", "Vraag, zoals gesteld", question_cell, stretch=True, sort="q"),
    Column(
        "state",
        "Staat",
        lambda row: StateCell(*STATES[row % 3]),
        samples=tuple(StateCell(*state) for state in STATES),
    ),
    Column(
        "owner",
        "Eigenaar",
        lambda row: PersonCell(NAMES[row % 5] if row % 4 else "", "Geen eigenaar"),
        samples=tuple(PersonCell(name, "Geen eigenaar") for name in NAMES),
        keep=False,
    ),
    Column(
        "due",
        "Uiterlijk",
        lambda row: DateCell("19 nov" if row % 5 else "", row % 7 == 3, "5 nov" * (row % 7 == 3)),
        samples=(DateCell("30 nov"),),
        sort="d",
    ),
)


def lists() -> QWidget:
    """The list, with groups."""
    table = RowTable(COLUMNS, fetch_rows, name="Vragen")
    table.set_ids([Group("Te laat", "3", "bad"), 1, 2, 3, Group("Later", "80"), *range(4, 84)])
    table.horizontalHeader().set_sort("v", descending=True)
    table.go_to(2)
    return table


PAGES: dict[str, tuple[Callable[[], QWidget], int, int]] = {
    "controls": (controls, 900, 640),
    "forms": (forms, 720, 1040),
    "cards": (cards, 900, 1180),
    "places": (places, 720, 1000),
    "paper": (paper, 720, 620),
    "lists": (lists, 900, 560),
}


def main(folder: Path) -> None:
    """Paint every page into `folder`."""
    app = QApplication.instance() or QApplication(["gallery"])
    assert isinstance(app, QApplication)
    theme().set_mode("light")
    theme().apply(app)
    for mode in ("light", "dark"):
        theme().set_mode(mode)
        for language in ("nl", "en"):
            set_language(language)
            for name, (build, width, height) in PAGES.items():
                widget = build()
                widget.resize(width, height)
                widget.show()
                app.processEvents()
                app.processEvents()
                widget.grab().save(str(folder / f"{name}-{language}-{mode}.png"))
                widget.close()
                widget.deleteLater()
                app.processEvents()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    main(target)
