"""What English words hit and what they leave alone."""

import pytest

from bot.language import Kind
from tests.language.terms import hits

_HIT = [
    # adjectives and agents
    ("president", "presidential palace"), ("president", "the presidency"), ("parliament", "a parliamentary vote"), ("parliament", "parliamentarians leave"),
    ("budget", "budgetary rules"), ("constitution", "constitutional crisis"), ("volcano", "volcanic ash"), ("minister", "ministerial talks"), ("fight", "fighters leave"),
    ("smuggle", "smugglers caught"), ("protest", "protesters march"), ("negotiate", "negotiators meet"), ("invade", "the invaders"), ("presidents", "presidential race"),
    ("agree", "agreeing on terms"),
    ("Uruguay", "A Uruguayan striker"),
    # possessives, capitals, hyphens
    ("Norway", "Norway's fleet sails"), ("Norway", "Norway’s fleet sails"), ("Norway", "NORWAY SAILS"), ("Norway", "a Norway-led mission"),
    ("Norway", "the pro-Norway camp"), ("minister", "the ministers' dinner"), ("minister", "the minister’s dinner"),
    ("minister", "MINISTERS MEET"), ("rebel", "rebel-held towns"), ("Qur'an", "a copy of the Quran"), ("Sana'a", "Sanaa is quiet"),
    # adjectives and inhabitants of names
    ("Algeria", "Algerian envoys"), ("Argentina", "Argentinian beef"), ("Algeria", "two Algerians"), ("Brazil", "Brazilian jets"), ("Cuba", "Cuban doctors"),
    ("Korea", "Korean shells"), ("Iraq", "Iraqi pilots"), ("Iraq", "Iraqis vote"), ("Yemen", "a Yemeni port"), ("Pakistan", "Pakistanis abroad"),
    ("Sudan", "the Sudanese army"), ("Ukraine", "Ukrainians abroad"), ("Turkey", "Turkish drones"), ("Lebanon", "Lebanese banks"),
    ("Greece", "a Greek frigate"), ("Germany", "German tanks"), ("Hungarian", "Hungary votes"), ("Chile", "Chilean copper"),
    ("Houthi", "the Houthis fire"), ("Alawite", "Alawites flee"), ("Kurd", "Kurds vote"), ("Kenya", "anti-Kenyan posts"),
    # plurals
    ("tank", "Tanks roll"), ("city", "three cities"), ("wolf", "wolves howl"), ("knife", "knives found"), ("church", "churches burn"),
    ("box", "boxes of shells"), ("policeman", "two policemen"), ("woman", "women march"), ("child", "children wounded"),
    ("crisis", "many crises"), ("troops", "a troop carrier"), ("allies", "an ally says"), ("soldiers", "one soldier"),
    ("drones", "the drone's wreck"), ("analysis", "new analyses"), ("embargo", "embargoes lifted"), ("hero", "heroes return"),
    # verbs
    ("bomb", "planes bombed the port"), ("bomb", "bombing goes on"), ("strike", "missiles struck a mall"), ("strike", "striking at dawn"),
    ("carry", "it carried arms"), ("plan", "they planned it"), ("plan", "planning goes on"), ("seize", "seizing a ship"),
    ("seize", "the seized ship"), ("move", "units moving south"), ("shell", "troops shelled it"), ("control", "areas controlled by both"),
    ("die", "nine dying"), ("fly", "jets flew low"), ("fly", "it flies"), ("send", "they sent aid"), ("shoot", "shot down"),
    ("withdraw", "it withdrew"), ("flee", "families fled"), ("deny", "he denied it"), ("pass", "a law was passed"), ("deployed", "Spain deploys jets"),
    # nouns of verbs, re-, groups, spelling, compounds
    ("withdraw", "the withdrawal begins"), ("invade", "an invasion"), ("deny", "denials"), ("bombard", "heavy bombardment"),
    ("arm", "they rearm"), ("capture", "a town recaptured"), ("open", "the road reopens"), ("police", "a policeman"),
    ("militia", "a militiaman"), ("tribe", "tribesmen gather"), ("defence", "defense ministry"), ("armored", "armoured car"),
    ("mobilize", "he mobilised"), ("organization", "an organisation"), ("warplane", "war planes"), ("ceasefire", "a cease-fire"),
    ("gun boat", "gunboats"), ("air raid", "an airraid"), ("F-16", "F16 jets"), ("Mi8", "a Mi-8"), ("T-72", "a T72 tank"),
    # acronyms and numbers
    ("EU", "the E.U. says"), ("EU", "EU's offer"), ("UAV", "three UAVs"), ("U.N.", "UN envoy"), ("NATO", "NATO-led"),
    ("1,200", "1200 men"), ("1200", "1,200 men"), ("3.5", "3.5 tonnes"),
]  # fmt: skip

_MISS = [
    # words that only look derived
    ("person", "a personal matter"), ("port", "an online portal"), ("sign", "a traffic signal"), ("strike", "the striker scores"), ("order", "no border"),
    ("ration", "a rational plan"), ("leg", "legal advice"), ("fat", "fatal crash"), ("president", "residents"), ("post", "a poster"), ("count", "the counter"),
    ("train", "his trainers"), ("budget", "budgerigar"), ("minister", "administer"),
    # names need a capital and take few endings
    ("China", "a china cup"), ("Turkey", "roast turkey"), ("Mali", "Somali ships"), ("Oman", "a Roman road"), ("Iran", "Tirana hosts"),
    ("Guard", "the Guardian reports"), ("Christ", "Christian villages"), ("Julia", "Julian wins"), ("Jordan", "Jordana sings"),
    ("Rome", "a German car"), ("Martin", "a Martini glass"), ("Ross", "Rossi wins"), ("Adam", "Adams resigns"), ("Robert", "Roberts rules"),
    ("Assyria", "Syrian army"), ("Syria", "Assyrian art"), ("Libya", "Libyos"), ("Egypt", "Egyptology class"), ("Athen", "Athens calm"),
    # false families
    ("new", "the news"), ("news", "a new plan"), ("arms", "the left arm"), ("arms", "an armed man"), ("forces", "he was forced"),
    ("attacks", "they attacked"), ("plane", "they planned it"), ("plan", "a plane fell"), ("rat", "the rating fell"), ("car", "caring for all"),
    ("star", "staring at it"), ("king", "kin gather"), ("thin", "a thing"), ("us", "using it"), ("port", "they report"), ("sign", "he resigned"),
    ("turn", "he returned"), ("treat", "they retreat"), ("state", "a statement"), ("state", "a statesman"), ("depart", "a department"),
    ("chair", "the chairman"), ("ship", "friendship"), ("war", "a warning"), ("war", "a warden"), ("raid", "radio"), ("ban", "a bank"),
    ("ban", "bane"), ("base", "a basis"), ("mine", "minister"), ("general", "generator"), ("human", "humanitarian aid"), ("her", "heroes"),
    ("bus", "bused"), ("ally", "an alley"), ("fight", "a flight"), ("bomb", "a bombastic speech"), ("rocket", "a rock"), ("drone", "a drown victim"),
    ("German", "germane remarks"), ("Turk", "Turkmen gas"), ("army", "an arm"), ("troop", "theatre troupe"),
    ("left", "they leave"), ("seed", "see it"), ("need", "nee Smith"), ("spring", "spr"), ("string", "str"), ("gas", "ga"), ("Homs", "Hom"),
    # acronyms
    ("US", "tell us"), ("WHO", "those who left"), ("IS", "it is over"), ("UN", "UNESCO meets"), ("3.5", "35 men"), ("35", "3.5 tonnes"),
    # compounds need both parts next to each other
    ("airstrike", "a strike in the air"), ("air strike", "air and strike"), ("F-16", "16 F letters"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "text"), _HIT)
def test_english_term_hits(term: str, text: str) -> None:
    """The term hits a form of itself."""
    assert hits(term, text, lang="en")
    assert hits(term, text, lang="en", term_lang="")


@pytest.mark.parametrize(("term", "text"), _MISS)
def test_english_term_misses(term: str, text: str) -> None:
    """The term leaves another word alone."""
    assert not hits(term, text, lang="en")
    assert not hits(term, text, lang="en", term_lang="")


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("Aid", "Aid arrives", True),
        ("Aid", "aid arrives", False),
        ("aid", "Aid arrives", True),
        ("soldiers", "Soldiers march", True),
        ("soldiers", "a soldier", False),
        ("Egypt", "Egypt's", False),
        ("Egypt's army", "Egypt’s army", True),
        ("Egypt's army", "Egypt army", False),
        ("U.A.E.", "the U.A.E. says", True),
    ],
)
def test_exact_terms(term: str, text: str, expected: bool) -> None:
    """An exact term has no other form, and keeps the capitals that it was typed with."""
    assert hits(term, text, kind=Kind.EXACT, lang="en") is expected


@pytest.mark.parametrize("text", ["de Noorse vloot van Norway", "Norway"])
def test_names_hit_as_typed_in_a_language_without_rules(text: str) -> None:
    """A language that we do not inflect folds and matches as typed."""
    assert hits("Norway", text, lang="nl", term_lang="en")
    assert not hits("tank", "tanks", lang="nl", term_lang="")
