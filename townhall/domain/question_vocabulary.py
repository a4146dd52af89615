"""The words that questions are compared by, or without: Dutch and English together."""


def word_set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


STOP = word_set(
    # Dutch: small words, auxiliaries, fillers and courtesy
    "de het een en van ik je jij jou jullie u uw wij we ons onze mijn jouw zijn haar hun dat die "
    "dit deze er ook nog al maar of als dan om aan bij met naar op over uit voor door tot tegen "
    "onder in te wordt worden word werd werden is ben bent was waren heeft heb hebben hebt kan "
    "kunnen kunt kon kunne moet moeten mag mogen zal zullen zou zouden wil willen wilt gaat gaan "
    "ga doet doen doe komt komen wat welk welke hoe zo ze zij hij hem nu straks eigenlijk even wel "
    "nou eens graag alsjeblieft alstublieft svp aub misschien toch gewoon ooit eindelijk precies "
    "vraag vragen vertellen vertel zeggen zeg uitleggen aangeven toelichten weten weet benieuwd "
    "afvragen hallo hoi goedemorgen goedemiddag beste bedankt dank alvast wanneer waarom wie waar "
    "iemand mogelijk hoeveel me mij zich erop ervan ervoor erin daar iets terwijl omdat beide "
    # English
    "the a an and of i you your we us our my me that this these those there also or if whether "
    "then to at with for from by on about into in be been being am are is was were has have had "
    "having can could must may might will would should shall do does did what which how it its "
    "they them their he she his her as any some so just actually perhaps maybe please kindly tell "
    "explain know wondering wonder question ask like get gets got too all ever really exactly hi "
    "hello thanks thank advance who whose whom when where why many much need needs let s d ll ve "
    "re m t somebody someone anyone anybody going able possible"
)
NEGATIONS = word_set(
    "niet geen nooit zonder niemand nergens niets not no never without nobody none nothing "
    "nowhere cannot cant dont wont isnt arent doesnt didnt wasnt shouldnt couldnt wouldnt hasnt "
    "havent mustnt"
)
MUST = word_set("moet moeten moest must verplicht verplichte mandatory obliged required")
MAY = word_set("mag mogen mocht may allowed toegestaan vrijwillig voluntary optional")
OURS = word_set("ik wij we ons i us me mij")
ASKED = {
    **dict.fromkeys(("wie", "who", "whom", "whose", "wiens"), "who"),
    **dict.fromkeys(("wanneer", "when"), "when"),
    **dict.fromkeys(("waar", "where"), "where"),
    **dict.fromkeys(("waarom", "why", "waardoor"), "why"),
    **dict.fromkeys(("hoeveel",), "how-many"),
}
NUMBERS = {
    "nul": "0",
    "zero": "0",
    "twee": "2",
    "two": "2",
    "drie": "3",
    "three": "3",
    "vier": "4",
    "four": "4",
    "vijf": "5",
    "five": "5",
    "zes": "6",
    "six": "6",
    "zeven": "7",
    "seven": "7",
    "acht": "8",
    "eight": "8",
    "negen": "9",
    "nine": "9",
    "tien": "10",
    "ten": "10",
    "elf": "11",
    "eleven": "11",
    "twaalf": "12",
    "twelve": "12",
    "dertien": "13",
    "thirteen": "13",
    "veertien": "14",
    "fourteen": "14",
    "vijftien": "15",
    "fifteen": "15",
    "zestien": "16",
    "sixteen": "16",
    "zeventien": "17",
    "seventeen": "17",
    "achttien": "18",
    "eighteen": "18",
    "negentien": "19",
    "nineteen": "19",
    "twintig": "20",
    "twenty": "20",
} | {"dertig": "30", "thirty": "30", "veertig": "40", "forty": "40", "vijftig": "50", "fifty": "50"}
IRREGULAR = {
    **dict.fromkeys(word_set("kijken gekeken keek keken"), "kijken"),
    **dict.fromkeys(word_set("geven gegeven gaf gaven"), "geven"),
    **dict.fromkeys(word_set("kiezen gekozen koos kozen"), "kiezen"),
    **dict.fromkeys(word_set("denken gedacht dacht"), "denken"),
    **dict.fromkeys(word_set("nadenken nagedacht"), "nadenken"),
    **dict.fromkeys(word_set("kopen gekocht kocht"), "kopen"),
    **dict.fromkeys(word_set("schrijven geschreven schreef"), "schrijven"),
    **dict.fromkeys(word_set("beginnen begonnen begon"), "beginnen"),
    **dict.fromkeys(word_set("krijgen gekregen kreeg kregen"), "krijgen"),
    **dict.fromkeys(word_set("blijven gebleven bleef bleven"), "blijven"),
    **dict.fromkeys(word_set("houden gehouden hield"), "houden"),
    **dict.fromkeys(word_set("nemen genomen nam namen"), "nemen"),
    **dict.fromkeys(word_set("spreken gesproken sprak"), "spreken"),
    **dict.fromkeys(word_set("zien gezien zag"), "zien"),
    **dict.fromkeys(word_set("slaan geslagen sloeg"), "slaan"),
    **dict.fromkeys(word_set("vinden gevonden vond"), "vinden"),
    **dict.fromkeys(word_set("helpen geholpen hielp"), "helpen"),
    **dict.fromkeys(word_set("lezen gelezen las lazen"), "lezen"),
    **dict.fromkeys(word_set("brengen gebracht bracht"), "brengen"),
    **dict.fromkeys(word_set("besluiten besloten besloot"), "besluiten"),
    **dict.fromkeys(word_set("verliezen verloren verloor"), "verliezen"),
    **dict.fromkeys(word_set("verdwijnen verdwenen verdween"), "verdwijnen"),
    **dict.fromkeys(word_set("vragen gevraagd vroeg"), "vragen"),
    **dict.fromkeys(word_set("zoeken gezocht zocht"), "zoeken"),
    **dict.fromkeys(word_set("choose chose chosen"), "choose"),
    **dict.fromkeys(word_set("take took taken"), "take"),
    **dict.fromkeys(word_set("give gave given"), "give"),
    **dict.fromkeys(word_set("make made"), "make"),
    **dict.fromkeys(word_set("send sent"), "send"),
    **dict.fromkeys(word_set("pay paid"), "pay"),
    **dict.fromkeys(word_set("keep kept"), "keep"),
    **dict.fromkeys(word_set("lose lost"), "lose"),
    **dict.fromkeys(word_set("teach taught"), "teach"),
    **dict.fromkeys(word_set("write wrote written"), "write"),
    **dict.fromkeys(word_set("leave left"), "leave"),
    **dict.fromkeys(word_set("see saw seen"), "see"),
    **dict.fromkeys(word_set("find found"), "find"),
    **dict.fromkeys(word_set("bring brought"), "bring"),
    **dict.fromkeys(word_set("buy bought"), "buy"),
    **dict.fromkeys(word_set("think thought"), "think"),
    **dict.fromkeys(word_set("build built"), "build"),
    **dict.fromkeys(word_set("spend spent"), "spend"),
    **dict.fromkeys(word_set("hold held"), "hold"),
    **dict.fromkeys(word_set("meet met"), "meet"),
    **dict.fromkeys(word_set("show shown"), "show"),
    **dict.fromkeys(word_set("go went gone"), "go"),
    **dict.fromkeys(word_set("come came"), "come"),
    **dict.fromkeys(word_set("become became"), "become"),
    **dict.fromkeys(word_set("begin began begun"), "begin"),
    **dict.fromkeys(word_set("speak spoke spoken"), "speak"),
    **dict.fromkeys(word_set("say said"), "say"),
    **dict.fromkeys(word_set("break broke broken"), "break"),
    **dict.fromkeys(word_set("hear heard"), "hear"),
    **dict.fromkeys(word_set("woman women"), "woman"),
    **dict.fromkeys(word_set("man men"), "man"),
    **dict.fromkeys(word_set("person people"), "person"),
}
GROUPS = (
    "radiologie radiology cardiologie cardiology neurologie neurology urologie urology oncologie "
    "oncology pathologie pathology nefrologie nephrology dermatologie dermatology geriatrie "
    "geriatrics psychiatrie psychiatry gynaecologie gynaecology gynecology chirurgie surgery "
    "orthopedie orthopaedics orthopedics apotheek pharmacy laboratorium laboratory administratie "
    "administration poli polikliniek outpatient spoed spoedeisende emergency ic intensive "
    "verloskunde maternity kinderafdeling paediatrics pediatrics receptie reception keuken kitchen "
    "logistiek logistics finance financien hr facilitair facilities inkoop purchasing "
    "nachtdienst dagdienst "
    "avonddienst night evening day arts artsen doctor nurse nurses verpleegkundige manager "
    "verpleegkundigen patient patienten patients familie family leverancier supplier vendor"
)
