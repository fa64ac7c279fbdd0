"""In which phase of a development a headline stands: planned, decided, denied, reacted to, commented on, or after it.

One phase is one event; that two phases are two events of one development is for `contradictions` to weigh.
"""

from enum import StrEnum

from bot.model import Stance
from bot.stories.claims import sentence_claims
from bot.stories.wording import pattern, wording


class Phase(StrEnum):
    """What a headline does with its event; two different ones are two events of one development."""

    NONE = ""
    PLANNED = "planned"
    DECIDED = "decided"
    DENIED = "denied"
    REACTION = "reaction"
    AFTERMATH = "aftermath"
    COMMENT = "comment"


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
        r"(?:first comment|first reaction|react\w*|reaction\w*|respond\w*|condemn\w*|denounc\w*|welcom\w*|hail\w*|deplor\w*|prais\w*|slam\w*|blast(?=s (?:decision|move|vote|law|ruling))s|criticis\w*|criticiz\w*|warns? (?:of|after|over|against)|congratulat\w*|mourn\w*|pays? tribute\w*|protests?(?: against| over)|anger (?:at|over|in)|outrage)",
        r"(?:calls? on|calls? for|urges?)",
        r"(?:protest\w*|rall(?:y|ies|ied)|march\w*|demonstrat\w*) (?:\w+ ){0,4}(?:over|against|after)",
    ),
    "fr": (
        r"(?:premiere reaction|reag\w+|reaction\w*|condamne(?:nt)?(?= (?:l |le |la |les |fermement|vivement|une|un|ce|cette))|denonc\w+(?! (?:l |le |la |un |les )?(?:\w+ )?(?:accords?|traites?|conventions?|pactes?|partenariats?))|salue(?:nt)?|se felicit\w+|deplor\w+|felicit\w+|critiqu\w+|fustig\w+|s indign\w+|rend hommage|rendent hommage|met en garde|mettent en garde|(?:manifest|protest)\w+ (?:\w+ ){0,4}(?:contre|apres)|colere|exhort\w+|appelle(?:nt)? a)",
    ),
    "tr": (
        r"(?:ilk aciklama|ilk yorum|tepki\w*|kina\w+|memnuniyetle karsila\w+|elestir\w+|kutla\w+|tebrik \w+|taziye\w*|karsilik verece\w+|protesto \w+|uyar\w+|cagrisi\w*|cagri yap\w*|cagrida bulun\w+)",
    ),
    "ar": (
        r"(?:احتجاج|احتجاجات|تظاهرات|مظاهرات|تظاهرة|غضب) (?:\w+ ){0,4}(?:على|ضد|بعد|بسبب|إثر|رفضا)",
        r"[وف]?(?:يدين|تدين|أدان|أدانت|يندد|تندد|ندد|نددت|تنديد|إدانة|إدانات|يستنكر|تستنكر|استنكر|استنكرت|يرحب|ترحب|رحب|رحبت|ترحيب|يشيد|تشيد|أشاد|ردود|يهنئ|تهنئ|هنأ|يعزي|تعليقا على|ردا على|أول تعليق|أول رد|يحذر|تحذر|يطالب|تطالب|يدعو|تدعو)",
    ),
}
_DECIDED = {
    "en": (
        r"(?:approves?|approved|passes|passed|adopts?|adopted|ratif(?:y|ies|ied)|authori[sz]es?|authori[sz]ed|endorses?|endorsed|green lights?|gives? (?:\w+ ){0,2}(?:green light|go ahead|nod)|votes? (?:to|for|in favou?r|against|down)|voted|rejects?|rejected|vetoes|vetoed|clears|cleared|agrees?|agreed|accepts?|accepted)",
    ),
    "fr": (
        r"(?:approuv\w+|adopt(?:e|ent|é|ée)|ratifi(?:e|ent|é|ée)|autoris(?:e|ent|é|ée)|valid(?:e|ent|é|ée)|enterin(?:e|ent|é)|feu vert|accepte(?:nt)?|vote(?:nt)? (?:pour|contre|en faveur|la|le|les|l|une|un)|rejett?\w+)",
    ),
    "tr": (
        r"(?:onayla(?:di\w*|ndi\w*)|kabul (?:etti\w*|edildi\w*)|yetki verdi\w*|izin verdi\w*|onay verdi\w*|onay\w* cikti|meclis\w* gecti|reddetti\w*|reddedildi\w*|veto etti\w*|yurur\w* girdi)",
    ),
    "ar": (
        r"[وف]?(?:يوافق|توافق|وافق|وافقت|موافقة|يقر|تقر|أقر|أقرت|إقرار|صادق|صادقت|يصادق|تصادق|المصادقة|يفوض|فوض|تفويض|يجيز|أجاز|اعتمد|يعتمد|تعتمد|يرفض|ترفض|رفض|رفضت)",
    ),
}
_COMMENT = {
    "en": (
        r"(?:analysis|opinion|explainer|explained|editorial|op ed|comment|commentary|column|viewpoint|interview|profile|timeline|factbox|fact check) :",
        r"(?:what we know|what to know|what you need to know|key takeaways|things to know|a turning point|in pictures|who is|who was|why (?:did|is|are|the|does))",
        r"[:|—(] (?:analysis|opinion|explainer|editorial|profile|timeline|factbox|commentary)(?: \))?$",
    ),
    "fr": (
        r"(?:analyse|opinion|editorial|edito|tribune|chronique|decryptage|portrait|entretien|interview|reportage|enquete|grand format|fact checking|verification) :",
        r"(?:ce que l on sait|ce qu il faut savoir|cinq choses a savoir|pourquoi|qui est|qui etait|retour sur)",
        r"[:|—(] (?:analyse|opinion|tribune|chronique|decryptage|portrait|edito)(?: \))?$",
    ),
    "tr": (
        r"(?:analiz|yorum|gorus|kose yazisi|roportaj|dosya|portre|soylesi|degerlendirme) :",
        r"(?:neler biliniyor|bilinmesi gerekenler|neden (?:onemli|oldu)|kimdir|\d+ soruda)",
        r"[:|—(] (?:analiz|yorum|gorus)(?: \))?$",
    ),
    "ar": (
        r"(?:تحليل|رأي|مقال|تقرير إخباري|حوار|مقابلة|تحقيق|قراءة|خبير|محلل) :",
        r"(?:ماذا نعرف|ما نعرفه|كل ما تريد معرفته|من هو|من هي|لماذا|قراءة في|ما الذي)",
    ),
}
_AFTERMATH = {
    "en": (
        r"(?:opens?|opened|launch\w*|orders?|ordered|begins?|starts?|widens?) (?:\w+ ){0,3}(?:probe|inquiry|investigation)s?",
        r"(?:probe|inquiry|investigation) (?:\w+ )?(?:opened|launched|ordered|begins|into)",
        r"(?:funerals?|bury|buries|burial|buried|laid to rest|mourns?|mourning|mourned|anniversary|memorial)",
        r"(?:a|one|two|three|six|ten|\d+) (?:months?|years?) (?:after|on from|since)",
    ),
    "fr": (
        r"(?:enquete (?:\w+ )?(?:ouverte|lancee|sur|apres)|ouvr\w+ une (?:enquete|information judiciaire))",
        r"(?:obseques|funerailles|inhum\w+|en deuil|hommages?|anniversaire|commemor\w+)",
        r"(?:un|deux|trois|six|dix|\d+) (?:mois|ans?) apres",
    ),
    "tr": (
        r"sorusturma (?:acildi|baslatildi|baslatti|acti|baslat\w+)",
        r"(?:cenaze\w*|defnedil\w+|topraga veril\w+|yil ?donum\w+|yas ilan|son yolculug\w+|anma toren\w*|anildi)",
    ),
    "ar": (
        r"[وف]?(?:يفتح|تفتح|فتح|فتحت|بدء|يباشر|تباشر) (?:\w+ ){0,3}(?:تحقيق|تحقيقا|التحقيق)",
        r"[وف]?(?:تشييع|تشيع|يشيع|يشيعون|جنازة|دفن|حدادا|إعلان الحداد|أعلن الحداد|يعلن الحداد|ذكرى|الذكرى|تأبين)",
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
_DECIDED_BY = {lang: pattern(lines) for lang, lines in _DECIDED.items()}
_REACTION_BY = {lang: pattern(lines) for lang, lines in _REACTION.items()}
_AFTERMATH_BY = {lang: pattern(lines) for lang, lines in _AFTERMATH.items()}
_COMMENT_BY = {lang: pattern(lines) for lang, lines in _COMMENT.items()}


def headline_phase(title: str, lang: str) -> Phase:
    """The phase that a headline tells; NONE for something that happened, and in languages without rules."""
    if lang not in _PLANNED:
        return Phase.NONE
    said = sentence_claims(title, lang)
    if said and said[0].stance in (Stance.DENIES, Stance.RETRACTS):
        return Phase.DENIED
    flat = wording(title).flat
    if _COMMENT_BY[lang].search(flat):
        return Phase.COMMENT
    if _AFTERMATH_BY[lang].search(flat):
        return Phase.AFTERMATH
    if any(not _is_second(flat, found.start()) for found in _REACTION_BY[lang].finditer(flat)):
        return Phase.REACTION
    # "To approve" is planned, not decided: what is planned is blanked out first.
    past, planned = _PLANNED_BY[lang].subn(lambda found: "_" * len(found.group()), flat)
    if _DECIDED_BY[lang].search(past):
        return Phase.DECIDED
    return Phase.PLANNED if planned else Phase.NONE


_LINKS = (" and ", " et ", " , ", " ve ", " puis ")
_FEWEST_BEFORE = 3


def _is_second(flat: str, start: int) -> bool:
    """Whether a cue begins a second clause ("meets Sharaa, urges ..."): the first one tells the event."""
    before = flat[:start]
    if len(before.split()) < _FEWEST_BEFORE:
        return False
    return before.endswith(_LINKS) or flat.startswith("و", start)


def is_update(title: str, lang: str) -> bool:
    """Whether a headline carries a count on ("toll rises to 59"): a higher toll is then no contradiction."""
    return bool(lang in _PLANNED and _UPDATE.search(wording(title).flat))
