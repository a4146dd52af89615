"""Questions made by rule, each asked once or several times in lightly other words.

`TUNING` and `HELD_OUT` are made of other sentences and other words; the measure was tuned on
the first alone.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """A question; those of one `topic` ask the same."""

    text: str
    topic: int


@dataclass(frozen=True)
class Language:
    """How questions of a language are made: "|" parts a sentence where it can be turned round."""

    sentences: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    courtesy: tuple[str, ...]
    fillers: tuple[str, ...]
    plurals: tuple[tuple[str, str], ...]
    spellings: tuple[tuple[str, str], ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


_DUTCH_COURTESY = (
    "Kunt u zeggen: ",
    "Graag wil ik weten ",
    "Ik vraag me af: ",
    "Vraag: ",
    "Hallo, ",
)
_ENGLISH_COURTESY = ("Could you please tell us: ", "I would like to know ", "Hi, ", "Question: ")
_DUTCH_FILLERS = ("eigenlijk", "straks", "nu", "ook", "misschien")
_ENGLISH_FILLERS = ("actually", "just", "also", "perhaps")

TUNING = (
    Language(
        (
            "Wie controleert {thing} | als {who} een {finding} mist?",
            "Krijgt {who} uitleg over {thing} | voor de start van {event}?",
            "Hoeveel {unit} kost {thing} | voor {who}?",
            "Wanneer wordt {thing} ingevoerd | bij {who}?",
            "Moet {who} {thing} gebruiken | tijdens {event}?",
            "Worden gegevens van {who} opgeslagen | door {thing}?",
            "Waarom is {thing} niet getest | met {who}?",
            "Blijft {thing} na {number} maanden beschikbaar | voor {who}?",
            "Wat gebeurt er met {event} | als {thing} uitvalt?",
            "Kan {who} bezwaar maken | tegen {thing}?",
        ),
        {
            "who": _words(
                "de radiologie, de apotheek, de nachtdienst, de receptie, de huisarts, de vakbond, "
                "een patiënt, de directie, het secretariaat, de thuiszorg"
            ),
            "thing": _words(
                "het triagemodel, de spraakassistent, het roosterprogramma, de chatbot, "
                "de vertaalapp, het dashboard, de samenvatting, de valdetectie, de voorspelling, "
                "het ontslagadvies"
            ),
            "finding": _words("breuk, tumor, allergie, infectie"),
            "event": _words(
                "de overdracht, de visite, de proefperiode, het spreekuur, de operatie"
            ),
            "unit": _words("tijd, geld, moeite, ruimte"),
            "number": _words("3, 6, 9, 18"),
        },
        _DUTCH_COURTESY,
        _DUTCH_FILLERS,
        (
            ("een patiënt", "patiënten"),
            ("de overdracht", "de overdrachten"),
            ("de samenvatting", "de samenvattingen"),
            ("de voorspelling", "de voorspellingen"),
            ("de huisarts", "de huisartsen"),
            ("de operatie", "de operaties"),
        ),
        (
            ("patiënt", "patient"),
            ("spraakassistent", "spraak-assistent"),
            ("triagemodel", "triage model"),
            ("vertaalapp", "vertaal app"),
            ("3 maanden", "drie maanden"),
            ("6 maanden", "zes maanden"),
        ),
    ),
    Language(
        (
            "Who checks {thing} | if {who} misses a {finding}?",
            "Does {who} get an explanation of {thing} | before {event} starts?",
            "How much {unit} does {thing} take | for {who}?",
            "When is {thing} introduced | in {who}?",
            "Must {who} use {thing} | during {event}?",
            "Is data of {who} stored | by {thing}?",
            "Why was {thing} never tested | with {who}?",
            "Does {thing} stay available to {who} | after {number} months?",
            "What happens to {event} | when {thing} fails?",
            "May {who} object | to {thing}?",
        ),
        {
            "who": _words(
                "radiology, the pharmacy, the night shift, the front desk, the family doctor, "
                "the union, a patient, the board, the secretary, home care"
            ),
            "thing": _words(
                "the triage model, the speech assistant, the roster tool, the chatbot, "
                "the translation app, the dashboard, the summary, the fall alarm, the forecast, "
                "the discharge advice"
            ),
            "finding": _words("fracture, tumour, allergy, infection"),
            "event": _words("the handover, the ward round, the trial period, the clinic, surgery"),
            "unit": _words("time, money, effort, space"),
            "number": _words("3, 6, 9, 18"),
        },
        _ENGLISH_COURTESY,
        _ENGLISH_FILLERS,
        (
            ("a patient", "patients"),
            ("the summary", "the summaries"),
            ("the forecast", "the forecasts"),
            ("the family doctor", "family doctors"),
            ("the handover", "handovers"),
        ),
        (
            ("tumour", "tumor"),
            ("chatbot", "chat bot"),
            ("front desk", "front-desk"),
            ("3 months", "three months"),
            ("9 months", "nine months"),
        ),
    ),
)

HELD_OUT = (
    Language(
        (
            "Is {tool} veilig genoeg | voor {group}?",
            "Wie beslist over {subject} | wanneer {tool} advies geeft?",
            "Verandert {subject} | door de komst van {tool}?",
            "Hoe vaak wordt {tool} bijgewerkt | in de eerste {number} weken?",
            "Mag {group} {tool} uitzetten | bij {moment}?",
            "Waar kan {group} een klacht indienen | over {tool}?",
            "Gaat {tool} ten koste van {subject} | bij {group}?",
            "Heeft {group} meegedacht | over {tool}?",
            "Wordt {subject} zonder overleg aangepast | na {moment}?",
            "Welke opleiding krijgt {group} | om met {tool} te werken?",
            "Kunnen fouten van {tool} worden hersteld | tijdens {moment}?",
            "Hoeveel {cost} heeft {group} nodig | voor {tool}?",
        ),
        {
            "group": _words(
                "de cardiologie, het laboratorium, de kinderafdeling, de dagdienst, de poli, "
                "de inkoop, een vrijwilliger, de cliëntenraad, een leerling, de beveiliging"
            ),
            "tool": _words(
                "de beeldherkenning, het planbord, de dicteersoftware, de medicatiecheck, "
                "het sepsisalarm, de zorgrobot, de brievenschrijver, de wachttijdmeter, "
                "de opnameplanner, het codeerhulpje"
            ),
            "subject": _words("mijn functie, het salaris, de werkdruk, het toezicht, de privacy"),
            "moment": _words(
                "een storing, een spoedgeval, de wisseling, een inspectie, een staking"
            ),
            "cost": _words("budget, scholing, begeleiding, apparatuur"),
            "number": _words("2, 4, 8, 12"),
        },
        _DUTCH_COURTESY,
        _DUTCH_FILLERS,
        (
            ("een vrijwilliger", "vrijwilligers"),
            ("een leerling", "leerlingen"),
            ("een storing", "storingen"),
            ("een klacht", "klachten"),
            ("een inspectie", "inspecties"),
            ("de zorgrobot", "de zorgrobots"),
        ),
        (
            ("cliëntenraad", "clientenraad"),
            ("beeldherkenning", "beeld-herkenning"),
            ("sepsisalarm", "sepsis alarm"),
            ("wachttijdmeter", "wachttijd-meter"),
            ("4 weken", "vier weken"),
            ("12 weken", "twaalf weken"),
        ),
    ),
    Language(
        (
            "Is {tool} safe enough | for {group}?",
            "Who decides on {subject} | when {tool} gives advice?",
            "Will {subject} change | because of {tool}?",
            "How often is {tool} updated | in the first {number} weeks?",
            "Can {group} switch off {tool} | during {moment}?",
            "Where can {group} complain | about {tool}?",
            "Does {tool} come at the expense of {subject} | for {group}?",
            "Was {group} consulted | about {tool}?",
            "Will {subject} be adjusted without notice | after {moment}?",
            "Which course does {group} follow | to work with {tool}?",
            "Can errors of {tool} be repaired | in {moment}?",
            "How much {cost} does {group} need | for {tool}?",
        ),
        {
            "group": _words(
                "cardiology, the laboratory, paediatrics, the day shift, the clinic, purchasing, "
                "a volunteer, the client council, a student, security"
            ),
            "tool": _words(
                "image recognition, the planning board, the dictation software, "
                "the medication check, the sepsis alarm, the care robot, the letter writer, "
                "the waiting-time meter, the admission planner, the coding helper"
            ),
            "subject": _words("my position, my salary, the workload, the supervision, privacy"),
            "moment": _words("an outage, an emergency, the changeover, an inspection, a strike"),
            "cost": _words("budget, schooling, guidance, equipment"),
            "number": _words("2, 4, 8, 12"),
        },
        _ENGLISH_COURTESY,
        _ENGLISH_FILLERS,
        (
            ("a volunteer", "volunteers"),
            ("a student", "students"),
            ("an outage", "outages"),
            ("the care robot", "care robots"),
            ("an inspection", "inspections"),
        ),
        (
            ("paediatrics", "pediatrics"),
            ("waiting-time", "waiting time"),
            ("workload", "work load"),
            ("4 weeks", "four weeks"),
            ("12 weeks", "twelve weeks"),
        ),
    ),
)


def made_questions(
    languages: Sequence[Language], count: int, seed: int, *, reworded: float = 0.3
) -> list[Made]:
    """`count` questions in random order, about `reworded` of them in other words."""
    chance = random.Random(seed)
    topics: dict[str, int] = {}
    found: list[Made] = []
    while len(found) < count:
        language = chance.choice(languages)
        base = _base(language, chance)
        topic = topics.setdefault(base, len(topics))
        if chance.random() >= reworded:
            if not any(each.topic == topic for each in found[-1:]):
                found.append(Made(base.replace(" | ", " "), topic))
            continue
        found += [Made(_reworded(base, language, chance), topic) for _again in range(2)]
    chance.shuffle(found)
    return found[:count]


def _base(language: Language, chance: random.Random) -> str:
    sentence = chance.choice(language.sentences)
    return sentence.format(**{name: chance.choice(each) for name, each in language.words.items()})


def _reworded(base: str, language: Language, chance: random.Random) -> str:
    """One or two light changes, and sometimes a typing error."""
    kinds: list[Callable[[str], str]] = [
        _turned,
        lambda text: chance.choice(language.courtesy) + text[0].lower() + text[1:],
        lambda text: _filled(text, language, chance),
        lambda text: _swapped(text, language.plurals),
        lambda text: _swapped(text, language.spellings),
        lambda text: text.replace("?", chance.choice(("", "??", " ?", "...", "!"))),
        str.lower,
        str.upper,
        lambda text: _mistyped(text, chance),
    ]
    text = base
    for change in chance.sample(kinds, chance.choice((1, 2))):
        text = change(text)
    return text.replace(" | ", " ")


def _turned(text: str) -> str:
    before, _bar, after = text.rstrip("?").partition(" | ")
    if not after:
        return text
    return f"{after[0].upper()}{after[1:]}, {before[0].lower()}{before[1:]}?"


def _filled(text: str, language: Language, chance: random.Random) -> str:
    words = text.split(" ")
    words.insert(chance.randrange(2, len(words)), chance.choice(language.fillers))
    return " ".join(words)


def _swapped(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    for one, other in pairs:
        text = text.replace(one, other)
    return text


def _mistyped(text: str, chance: random.Random) -> str:
    """Two letters swapped, one left out or one doubled, inside a word of five or more."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word.strip("?,")) > 4]
    place = chance.choice(long)
    word, at = words[place], chance.randrange(1, 4)
    kind = chance.randrange(3)
    if kind == 0:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif kind == 1:
        word = word[:at] + word[at + 1 :]
    else:
        word = word[:at] + word[at] + word[at:]
    words[place] = word
    return " ".join(words)
