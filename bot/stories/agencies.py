"""News agencies under the names by which other outlets credit them. How a credit is recognised lives in `credit`."""

from dataclasses import dataclass

from bot.language import fold


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency: `plain` names may stand anywhere, `marked` ones only in brackets, a byline or an attribution."""

    id: str
    name: str
    plain: tuple[str, ...]
    marked: tuple[str, ...] = ()


_ROWS = """
afp | AFP | AFP, Agence France-Presse, Agence France Presse, فرانس برس, أ ف ب, ا ف ب, أ.ف.ب |
reuters | Reuters | Reuters, رويترز |
ap | AP | Associated Press, أسوشيتد برس, اسوشيتد برس, أسوشييتد برس | AP, أ ب
dpa | dpa | dpa, Deutsche Presse-Agentur, د ب أ, د.ب.أ |
anadolu | Anadolu | Anadolu Agency, Anadolu Ajansı, Anadolu, وكالة الأناضول, الأناضول, Agence Anadolu | AA
sana | SANA | وكالة سانا, Syrian Arab News Agency, الوكالة العربية السورية, سانا | SANA
wam | WAM | Emirates News Agency, وكالة أنباء الإمارات | WAM, وام
mena | MENA | Middle East News Agency, وكالة أنباء الشرق الأوسط | MENA, أ ش أ
spa | SPA | Saudi Press Agency, وكالة الأنباء السعودية | SPA, واس
qna | QNA | Qatar News Agency, وكالة الأنباء القطرية | QNA, قنا
kuna | KUNA | Kuwait News Agency, وكالة الأنباء الكويتية | KUNA, كونا
petra | Petra | Jordan News Agency, وكالة الأنباء الأردنية | Petra, بترا
nna | NNA | National News Agency, الوكالة الوطنية للإعلام | NNA
ina | INA | Iraqi News Agency, وكالة الأنباء العراقية | INA, واع
lana | LANA | Libyan News Agency, وكالة الأنباء الليبية | LANA, وال
suna | SUNA | Sudan News Agency, وكالة السودان للأنباء | SUNA, سونا
aps | APS | Algérie Presse Service, Algeria Press Service, وكالة الأنباء الجزائرية | APS, واج
map | MAP | Maghreb Arabe Presse, وكالة المغرب العربي للأنباء | MAP
tap | TAP | Tunis Afrique Presse, وكالة تونس إفريقيا للأنباء | TAP, وات
irna | IRNA | IRNA, إرنا, ارنا |
tasnim | Tasnim | Tasnim, تسنيم |
fars | Fars | Fars News, وكالة فارس | Fars
mehr | Mehr | Mehr News, وكالة مهر | Mehr
tass | TASS | TASS, Tass, ITAR-TASS, تاس, وكالة تاس |
ria | RIA Novosti | RIA Novosti, Ria Novosti, نوفوستي, ريا نوفوستي | RIA
interfax | Interfax | Interfax, إنترفاكس, انترفاكس |
xinhua | Xinhua | Xinhua, Chine nouvelle, شينخوا, Şinhua |
kyodo | Kyodo | Kyodo News, Kyodo |
yonhap | Yonhap | Yonhap, يونهاب |
efe | EFE | Agencia EFE | EFE
ansa | ANSA | Agenzia ANSA | ANSA
pti | PTI | Press Trust of India | PTI
ians | IANS | IANS |
ani | ANI | Asian News International | ANI
upi | UPI | United Press International | UPI
pa | PA Media | PA Media, Press Association | PA
bloomberg | Bloomberg | Bloomberg, بلومبرغ, بلومبيرغ |
dha | DHA | Demirören Haber Ajansı, DHA |
iha | İHA | İhlas Haber Ajansı, İHA |
ilkha | İLKHA | İLKHA, İlke Haber Ajansı |
anka | ANKA | ANKA Haber Ajansı | ANKA
belga | Belga | Agence Belga | Belga
ats | ATS | Keystone-ATS | ATS
ukrinform | Ukrinform | Ukrinform |
wafa | WAFA | WAFA, وكالة وفا | وفا
"""


def _names(column: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in column.split(",") if name.strip())


def _load() -> tuple[Agency, ...]:
    rows = ([part.strip() for part in line.split("|")] for line in _ROWS.strip().splitlines())
    return tuple(Agency(row[0], row[1], _names(row[2]), _names(row[3])) for row in rows)


AGENCIES: tuple[Agency, ...] = _load()
BY_ID: dict[str, Agency] = {agency.id: agency for agency in AGENCIES}


#: Every id and folded name; where two agencies share one, the first has it.
_NAMED: dict[str, str] = {}
for _agency in AGENCIES:
    for _own in (_agency.id, *map(fold, (_agency.name, *_agency.plain, *_agency.marked))):
        _NAMED.setdefault(_own, _agency.id)


def agency_named(name: str) -> str:
    """The id of the agency that an outlet's id or name means, or empty."""
    return _NAMED.get(fold(name).strip(), "")
