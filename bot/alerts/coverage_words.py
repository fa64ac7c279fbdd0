"""Who tells a story and who is silent, in en, ar, tr and fr."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import OutletKind
from bot.stories.coverage import Habit


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageWords:
    """One language; plural forms are keyed by CLDR's categories."""

    head: str
    #: Behind the number of outlets.
    since: str
    kinds: Mapping[OutletKind, str]
    countries: str
    camps: str
    #: "Egypt 2" in a list of counts.
    count: str
    silent: str
    #: What the silence is measured by.
    compared: Mapping[str, str]
    compared_about: str
    habits: Mapping[Habit, str]
    #: How often, behind a habit.
    share: str
    unread: str
    early: str
    unknown: str
    nobody: str
    caution: str


def _kinds(
    state: str, agency: str, independent: str, party: str, international: str
) -> Mapping[OutletKind, str]:
    return {
        OutletKind.STATE: state,
        OutletKind.AGENCY: agency,
        OutletKind.INDEPENDENT: independent,
        OutletKind.PARTY: party,
        OutletKind.INTERNATIONAL: international,
    }


def _habits(nearly_always: str, usually: str, often: str) -> Mapping[Habit, str]:
    return {Habit.NEARLY_ALWAYS: nearly_always, Habit.USUALLY: usually, Habit.OFTEN: often}


COVERAGE_WORDS: Mapping[str, CoverageWords] = {
    "en": CoverageWords(
        head="Who tells it",
        since="{outlets} since {time}",
        kinds=_kinds("State media", "Agencies", "Independent", "Party media", "International bodies"),
        countries="By country: {counts}",
        camps="By camp: {counts}",
        count="{name} {n}",
        silent="Silent so far",
        compared={"one": "measured by {n} earlier story", "other": "measured by {n} earlier stories"},
        compared_about="{compared} about {subjects}",
        habits=_habits(
            "nearly always tells such stories", "usually tells such stories", "often tells such stories"
        ),
        share="{carried} of {of}",
        unread="its feed cannot be read at present, so this says nothing",
        early="The story is younger than six hours: some are only slow.",
        unknown="There are too few earlier stories of this kind to say who is silent.",
        nobody="None of those who usually tell such stories is silent.",
        caution="An estimate from the last 30 days, not a proof of intent.",
    ),
    "ar": CoverageWords(
        head="من أورد الخبر",
        since="{outlets} منذ {time}",
        kinds=_kinds("إعلام رسمي", "وكالات", "إعلام مستقل", "إعلام حزبي", "هيئات دولية"),
        countries="بحسب البلد: {counts}",
        camps="بحسب المحور: {counts}",
        count="{name} {n}",
        silent="لم يوردوه حتى الآن",
        compared={
            "zero": "قياسًا على {n} خبر سابق",
            "one": "قياسًا على خبر سابق واحد",
            "two": "قياسًا على خبرين سابقين",
            "few": "قياسًا على {n} أخبار سابقة",
            "many": "قياسًا على {n} خبرًا سابقًا",
            "other": "قياسًا على {n} خبر سابق",
        },
        compared_about="{compared} عن {subjects}",
        habits=_habits(
            "يورد مثل هذه الأخبار دائمًا تقريبًا", "يورد مثل هذه الأخبار عادةً", "كثيرًا ما يورد مثل هذه الأخبار"
        ),
        share="{carried} من {of}",
        unread="تتعذر قراءة موقعه حاليًا، فلا دلالة لذلك",
        early="عمر الخبر أقل من ست ساعات، وقد يكون بعضهم متأخرًا فقط.",
        unknown="الأخبار السابقة من هذا النوع أقل من أن تدل على من يصمت.",
        nobody="لا صامت بين من يوردون مثل هذه الأخبار عادةً.",
        caution="تقدير من آخر 30 يومًا، وليس دليلًا على قصد.",
    ),
    "tr": CoverageWords(
        head="Kim yazdı",
        since="{outlets}, {time} itibarıyla",
        kinds=_kinds("Devlet medyası", "Ajanslar", "Bağımsız", "Parti medyası", "Uluslararası kuruluşlar"),
        countries="Ülkeye göre: {counts}",
        camps="Tarafına göre: {counts}",
        count="{name} {n}",
        silent="Şimdiye kadar yazmayanlar",
        compared={"one": "daha önceki {n} habere göre", "other": "daha önceki {n} habere göre"},
        compared_about="{subjects} hakkında {compared}",
        habits=_habits(
            "bu tür haberleri hemen hemen her zaman yazar",
            "bu tür haberleri genellikle yazar",
            "bu tür haberleri sık sık yazar",
        ),
        share="{of} haberin {carried} tanesi",
        unread="akışı şu anda okunamıyor, bu yüzden bir şey söylemez",
        early="Haber altı saatten yeni: bazıları yalnızca gecikmiş olabilir.",
        unknown="Kimin sustuğunu söylemek için bu türden yeterince eski haber yok.",
        nobody="Bu tür haberleri genellikle yazanların hiçbiri susmuyor.",
        caution="Son 30 güne dayanan bir tahmindir, kasıt kanıtı değildir.",
    ),
    "fr": CoverageWords(
        head="Qui en parle",
        since="{outlets} depuis {time}",
        kinds=_kinds(
            "Médias d’État", "Agences", "Indépendants", "Médias de parti", "Organismes internationaux"
        ),
        countries="Par pays\u00a0: {counts}",
        camps="Par camp\u00a0: {counts}",
        count="{name} {n}",
        silent="Silencieux jusqu’ici",
        compared={
            "one": "d’après {n} sujet antérieur",
            "many": "d’après {n} sujets antérieurs",
            "other": "d’après {n} sujets antérieurs",
        },
        compared_about="{compared} sur {subjects}",
        habits=_habits(
            "relaie presque toujours de tels sujets",
            "relaie d’ordinaire de tels sujets",
            "relaie souvent de tels sujets",
        ),
        share="{carried} sur {of}",
        unread="son flux est illisible pour l’instant, cela ne dit donc rien",
        early="Le sujet a moins de six heures\u00a0: certains sont seulement en retard.",
        unknown="Trop peu de sujets antérieurs de ce genre pour dire qui se tait.",
        nobody="Aucun de ceux qui relaient d’ordinaire de tels sujets ne se tait.",
        caution="Estimation sur les 30 derniers jours, non une preuve d’intention.",
    ),
}
