"""A plainly fictitious hospital's town hall, as the packs are told about it."""

from datetime import UTC, date, datetime

from townhall.domain.briefing import (
    AgendaFacts,
    AudienceFacts,
    Contact,
    EventFacts,
    MessageFacts,
    PromiseFacts,
    QaPackInput,
    QuestionFacts,
    SpeakerBriefInput,
    Stamp,
)
from townhall.domain.question_themes import shipped_themes
from townhall.domain.terms import (
    CommunicationKind,
    CommunicationStatus,
    FollowUpState,
    Outcome,
    QuestionState,
    SignOff,
)

THEMES = {theme.key: theme for theme in shipped_themes()}

STAMP = Stamp(
    made_utc=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    today=date(2026, 11, 24),
    version=3,
    author="Anna Voorbeeld",
)

EVENT = EventFacts(
    title="Townhall december: AI op de spoedeisende hulp",
    kind=CommunicationKind.TOWN_HALL,
    start=datetime(2026, 12, 3, 10, 30),
    end=datetime(2026, 12, 3, 11, 30),
    time_zone="Europe/Amsterdam",
    organisation="Ziekenhuis De Linde",
    objective="Iedereen op de SEH en de radiologie weet na afloop wie beslist als de "
    "triage-assistent iets anders zegt dan de radioloog, en waar je met twijfel terechtkunt.",
    status=CommunicationStatus.CONFIRMED,
    sign_off=SignOff.IN_REVIEW,
    location="Aula, gebouw B, en online",
    join_link="https://bijeenkomst.example/townhall-december",
    host="Anna Voorbeeld",
    moderator="Carla Fictief",
    contact=Contact("Anna Voorbeeld", "020 555 01 23", "anna@delinde.example"),
    language="nl",
)

QUESTIONS = (
    QuestionFacts(
        "Wie is er aansprakelijk als de AI een breuk mist?",
        votes=57,
        theme=THEMES["accountability"],
        state=QuestionState.APPROVED,
        answer="Zeg: De radioloog beslist en tekent, net als nu. Het ziekenhuis is aansprakelijk, "
        "niet jij persoonlijk.\nBij doorvragen: De leverancier staat in voor fouten in het "
        "systeem. Dat staat in het contract.\nWeten we nog niet: Hoe de verzekeraar dit vanaf "
        "2027 verwoordt.",
        language="nl",
        answer_language="nl",
        owner="Bram Proefman",
        answer_by=date(2026, 12, 18),
        times_carried=2,
    ),
    QuestionFacts(
        "Will someone still read every scan?",
        votes=41,
        theme=THEMES["patient-or-customer"],
        state=QuestionState.APPROVED,
        answer="Say: Yes. A radiologist signs every report. The assistant only changes the order."
        "\nIf pressed: This is in the protocol of 2 April and is checked each quarter.",
        language="en",
        answer_language="en",
    ),
    QuestionFacts(
        "Hoe vaak zit de triage-assistent ernaast?",
        votes=38,
        theme=THEMES["bias-and-fairness"],
        state=QuestionState.DRAFTED,
        answer="We hebben de cijfers beloofd en zijn laat. Je ziet ze vandaag op dia 4.",
        language="nl",
        answer_language="nl",
        owner="Dirk Verzonnen",
    ),
    QuestionFacts(
        "Verdwijnen er banen van laboranten?",
        votes=33,
        theme=THEMES["job-and-role"],
        state=QuestionState.ASSIGNED,
        language="nl",
        owner="Els Bedacht",
        answer_by=date(2026, 12, 1),
        times_carried=1,
        asker="Jan de Tester",
        audience="Radiologie",
    ),
    QuestionFacts(
        "Worden onze beelden gebruikt om de AI te trainen?",
        votes=29,
        theme=THEMES["privacy"],
        state=QuestionState.APPROVED,
        answer="Nee. Het contract verbiedt het en de ethische commissie heeft ernaar gekeken.",
        language="nl",
        answer_language="nl",
    ),
    QuestionFacts(
        "Kan de nachtdienst ook op training?",
        votes=24,
        theme=THEMES["skills-and-training"],
        state=QuestionState.APPROVED,
        answer="Zeg: Ja: twee sessies om 21.00 uur, op 7 en 14 december, in werktijd.\n"
        "Bij doorvragen: Er zijn 64 plaatsen; ook flexwerkers kunnen mee.",
        language="nl",
        answer_language="nl",
    ),
    QuestionFacts(
        "Wie controleert de assistent in het weekend?",
        votes=12,
        theme=THEMES["accountability"],
        language="nl",
    ),
    QuestionFacts(
        "Krijgen we er tijd voor, of komt dit er gewoon bij?",
        votes=11,
        theme=THEMES["workload"],
        state=QuestionState.ASSIGNED,
        outcome=Outcome.TAKEN_AWAY,
        language="nl",
        owner="Els Bedacht",
    ),
    QuestionFacts(
        "Wat verdient de leverancier hieraan?",
        votes=9,
        theme=THEMES["other"],
        state=QuestionState.CLOSED,
        outcome=Outcome.DECLINED,
        language="nl",
        decline_reason="De prijs is vertrouwelijk tot het contract in mei 2027 openbaar wordt.",
    ),
)

PROMISES = (
    PromiseFacts(
        "De foutcijfers per maand staan op intranet, uitgesplitst naar leeftijd.",
        "Dirk Verzonnen",
        date(2026, 11, 20),
        FollowUpState.IN_PROGRESS,
        "nl",
    ),
    PromiseFacts(
        "De roosteraars rekenen uit wat de scholing aan uren kost.",
        "Els Bedacht",
        date(2026, 12, 15),
        FollowUpState.OPEN,
        "nl",
    ),
    PromiseFacts("Gedaan en verteld.", "Bram Proefman", None, FollowUpState.DONE, "nl"),
)

MESSAGES = (
    MessageFacts(
        "De assistent wijst aan, de radioloog beslist.", (), approved=True, primary=True,
        language="nl",
    ),
    MessageFacts(
        "Spoedpatiënten zijn eerder aan de beurt.",
        (
            "In de proef kwam een breuk gemiddeld 19 minuten eerder in beeld.",
            "Gemeten over 1.240 foto’s in september en oktober.",
        ),
        approved=True,
        language="nl",
    ),
    MessageFacts(
        "Niemand verliest zijn baan door dit systeem.",
        ("De afspraak met de ondernemingsraad geldt tot eind 2028.",),
        language="nl",
    ),
    MessageFacts(
        "Je leert ermee werken in werktijd.",
        ("Twee uur basis voor iedereen, vier uur voor wie verslagen maakt.",),
        approved=True,
        language="nl",
    ),
)  # fmt: skip

AGENDA = (
    AgendaFacts(datetime(2026, 12, 3, 10, 30), 5, "Welkom", "Anna Voorbeeld", "Muziek uit"),
    AgendaFacts(
        datetime(2026, 12, 3, 10, 35), 15, "Wat de proef heeft laten zien", "Bram Proefman",
        "Dia 2 tot en met 6; handmicrofoon",
    ),
    AgendaFacts(datetime(2026, 12, 3, 10, 50), 10, "Een dag op de SEH", "Dirk Verzonnen", "Film"),
    AgendaFacts(
        datetime(2026, 12, 3, 11, 0), 25, "Vragen uit de zaal en van online", "Carla Fictief", ""
    ),
    AgendaFacts(datetime(2026, 12, 3, 11, 25), 5, "Wat we hebben beloofd", "Anna Voorbeeld", ""),
)  # fmt: skip

AUDIENCES = (
    AudienceFacts(
        "Spoedeisende hulp", 148, ((THEMES["accountability"], 9), (THEMES["workload"], 6))
    ),
    AudienceFacts(
        "Radiologie",
        62,
        (
            (THEMES["job-and-role"], 11),
            (THEMES["bias-and-fairness"], 4),
            (THEMES["privacy"], 2),
        ),
    ),
    AudienceFacts("Nachtdienst", None, ()),
)

SPEAKER = SpeakerBriefInput(
    event=EVENT,
    stamp=STAMP,
    speaker="Bram Proefman",
    audiences=AUDIENCES,
    messages=MESSAGES,
    agenda=AGENDA,
    questions=QUESTIONS,
    promises=PROMISES,
)

MODERATOR = QaPackInput(event=EVENT, stamp=STAMP, questions=QUESTIONS, promises=PROMISES)


def many_questions(count: int) -> QaPackInput:
    """A Q&A pack of `count` different questions with two answer lines each."""
    themes = tuple(THEMES.values())
    questions = tuple(
        QuestionFacts(
            f"Vraag {number}: wat verandert er voor afdeling {number} als de assistent meekijkt?",
            votes=number % 97,
            theme=themes[number % len(themes)],
            state=QuestionState.APPROVED if number % 3 else QuestionState.ASSIGNED,
            answer=f"Zeg: Voor afdeling {number} blijft de eindbeslissing bij de specialist; de "
            "assistent zet alleen de volgorde klaar en legt uit waarom.\n"
            f"Bij doorvragen: Dat staat in het protocol, hoofdstuk {number}, en wordt elk "
            "kwartaal nagekeken door de ethische commissie.",
            language="nl",
            answer_language="nl",
            owner="Bram Proefman",
        )
        for number in range(count)
    )
    return QaPackInput(event=EVENT, stamp=STAMP, questions=questions, promises=PROMISES)
