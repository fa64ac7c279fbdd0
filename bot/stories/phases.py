"""In which phase of a development a headline stands: planned, done, denied, reacted to. One phase is one event."""

from enum import StrEnum

from bot.model import Stance
from bot.stories.claims import sentence_claims
from bot.stories.wording import pattern, wording


class Phase(StrEnum):
    """What a headline does with its event; two different ones are two events of one development."""

    NONE = ""
    PLANNED = "planned"
    DENIED = "denied"
    REACTION = "reaction"


_PLANNED = {
    "en": (
        r"(?:to|will|set to|expected to|due to|plans? to|ready to|poised to|about to|may|could|might) (?:\w+ )?(?:vote|decide|debate|meet|discuss|sign|visit|hold|launch|send|deploy|announce|withdraw|resume|begin|start|strike|resign|open|close|approve|hear|rule|elect|face|host|appear|travel)",
        r"(?:prepares?|preparing|vows?|pledges?|threatens?|considers?|weighs?|mulls?|seeks?|plans?|promises?|intends?|proposes?|urges?) (?:to )?\w+",
        r"(?:ahead of|on the eve of|scheduled for|upcoming)",
    ),
    "fr": (
        r"(?:va|vont|doit|doivent|devrait|devraient|s apprete a|s appretent a|compte|comptent|prevoit de|envisage de|entend|menace de|promet de|veut|veulent|pret a|prete a|pourrait|pourraient) (?:se |s |l |la |le )?\w+(?:er|ir|re|oir)",
        r"(?:a la veille|avant le vote|en vue)",
    ),
    "tr": (
        r"\w+(?:ayacak|eyecek|acak|ecek)(?:lar|ler)?",
        r"(?:hazirlan\w+|planl\w+|gundem\w* geli\w+|oncesi(?:nde)?|on gun\w*)",
    ),
    "ar": (
        r"(?:سيصوت|ستصوت|سيجتمع|سيناقش|سيزور|ستزور|سيوقع|ستعقد|سيعقد|سيبدأ|ستبدأ|سيتم|ستجري|سيعلن|ستعلن|سيرسل|سترسل|سيقرر|سيبت|ستنشر|ستنسحب)",
        r"(?:سوف|يعتزم|تعتزم|يستعد|تستعد|يتأهب|تتأهب|يخطط|تخطط|ينوي|تنوي|عشية|قبيل|مرتقب|مرتقبة|المرتقب|المرتقبة|يهدد|تهدد) ?\w*",
    ),
}
_REACTION = {
    "en": (
        r"(?:react\w*|reaction\w*|respond\w*|condemn\w*|denounc\w*|welcom\w*|hail\w*|deplor\w*|prais\w*|slam\w*|blast(?=s (?:decision|move|vote|law|ruling))s|criticis\w*|criticiz\w*|warns? (?:of|after|over|against)|congratulat\w*|mourn\w*|pays? tribute\w*|protests?(?: against| over)|anger (?:at|over|in)|outrage)",
        r"(?:calls? on|calls? for|urges?)",
    ),
    "fr": (
        r"(?:reag\w+|reaction\w*|condamne(?:nt)?(?= (?:l |le |la |les |fermement|vivement|une|un|ce|cette))|denonc\w+|salue(?:nt)?|se felicit\w+|deplor\w+|felicit\w+|critiqu\w+|fustig\w+|s indign\w+|rend hommage|rendent hommage|met en garde|mettent en garde|manifest\w+ contre|exhort\w+|appelle(?:nt)? a)",
    ),
    "tr": (
        r"(?:tepki\w*|kina\w+|memnuniyetle karsila\w+|elestir\w+|kutla\w+|tebrik \w+|taziye\w*|karsilik verece\w+|protesto \w+|uyar\w+|cagri\w*)",
    ),
    "ar": (
        r"[وف]?(?:يدين|تدين|أدان|أدانت|يندد|تندد|ندد|نددت|تنديد|إدانة|إدانات|يستنكر|تستنكر|استنكر|استنكرت|يرحب|ترحب|رحب|رحبت|ترحيب|يشيد|تشيد|أشاد|ردود|يهنئ|تهنئ|هنأ|يعزي|ينعى|تعليقا على|ردا على|يحذر|تحذر|يطالب|تطالب|يدعو|تدعو)",
    ),
}
_UPDATE = pattern(
    (
        r"(?:rises?|rose|climbs?|climbed|jumps?|jumped|mounts?|reaches|reached|hits|nears|passes|tops|exceeds|increases|increased|grows) (?:\w+ ){0,2}to",
        r"(?:death )?toll (?:\w+ )?(?:rises?|climbs?|mounts?|reaches|hits|passes|tops|nears|jumps?|increases|now)",
        r"(?:le )?bilan (?:\w+ ){0,3}(?:s alourdit|s eleve|monte|grimpe|passe|atteint|provisoire|porte)",
        r"(?:s alourdit|s eleve a|alourdi)",
        r"(?:olu|can kaybi|bilanco|yarali|sehit|olenlerin) (?:sayisi )?(?:\w+ ){0,3}(?:yuksel\w+|cikti|artti|ulasti|buldu)",
        r"(?:ارتفاع|ارتفع|ارتفعت|يرتفع|ترتفع) (?:\w+ ){0,3}(?:حصيلة|عدد|ضحايا|قتلى|القتلى|الضحايا|الوفيات|وفيات)",
        r"(?:حصيلة|حصيله) (?:\w+ ){0,3}(?:ترتفع|ارتفعت|تصل|بلغت|جديدة)",
    )
)
_PLANNED_BY = {lang: pattern(lines) for lang, lines in _PLANNED.items()}
_REACTION_BY = {lang: pattern(lines) for lang, lines in _REACTION.items()}


def headline_phase(title: str, lang: str) -> Phase:
    """The phase that a headline tells; NONE for something that happened."""
    said = sentence_claims(title, lang)
    if said and said[0].stance in (Stance.DENIES, Stance.RETRACTS):
        return Phase.DENIED
    flat = wording(title).flat
    if (reaction := _REACTION_BY.get(lang)) and reaction.search(flat):
        return Phase.REACTION
    if (planned := _PLANNED_BY.get(lang)) and planned.search(flat):
        return Phase.PLANNED
    return Phase.NONE


def is_update(title: str, lang: str) -> bool:
    """Whether a headline carries a count on ("toll rises to 59"): a higher toll is then no contradiction."""
    return bool(lang in _PLANNED and _UPDATE.search(wording(title).flat))
