"""Turkish counting; the apostrophe parts words, so that "150'den" is two, and folding makes "öldü" of "oldu"."""

from bot.model import Bound, Counted
from bot.stories.counts.grammar import CountGrammar, ending, number_words, rules, starting
from bot.stories.wording import folded_words, pattern

_STOP = (
    r"(?:ve|ile|icin|ama|fakat|sonra|once|bin|gun\w*|yil\w*|olu|yarali|oldu|asker|kisilik|tipi|model|yolculu)"
)
_F = rf"(?:(?!{_STOP} )\w+ ){{0,3}}"
_PEOPLE = (
    r"(?:kisi\w*|insan\w*|sivil\w*|cocu\w*|kadin\w*|erkek\w*|asker\w*|er|polis\w*|jandarma\w*|militan\w*|terorist\w*|savasci\w*|isci\w*|yolcu\w*|gocmen\w*|multeci\w*|"
    r"ogrenci\w*|gosterici\w*|eylemci\w*|gazeteci\w*|doktor\w*|hasta|mahkum\w*|rehine\w*|madenci\w*|koylu\w*|vatandas\w*|filistinli\w*|suriyeli\w*|suphel\w*|zanli\w*|denizci\w*|korucu\w*|subay\w*|\w+li)"
)
_SUFFIX = r"(?:(?:e|a|ye|ya|i|u|yi|yu|den|dan|ten|tan|in|un|nin|nun) )?"
_RISES = rf"(?:(?:\w+ ){{0,4}})Q {_SUFFIX}(?:yukse\w+|cik\w+|ulas\w+|ol\w+|vardi|buldu|olarak|kisi)"
_DOWN = r"(?:dusur\w+|imha \w+|vur(?:du|uldu|ulan)\w*|engelle\w+|yok et\w+|onle\w+|kaybe\w+)"
_DRONES = r"(?:siha|iha|insansiz hava arac\w*|dron\w*|kamikaze dron\w*)(?:s?i|y?i|lar\w*|ler\w*|nin|yi)?"
_PLANES = (
    r"(?:(?:savas |yolcu |kargo )?uca\w+|helikopter\w*|jet\w*)(?! (?:pilot|pist|personel|bakim|fabrika)\w*)"
)
_MISSILES = r"(?:fuze\w*|roket\w*)"
_VEHICLES = r"(?:(?:zirhli |askeri )?arac\w*|tank(?!er)\w*|zirhli\w*|kamyon\w*|tir)"


def _lost(things: str) -> tuple[str, ...]:
    return (rf"Q {_F}{things} (?:\w+ ){{0,3}}{_DOWN}",)


def _done(verbs: str, nouns: str) -> tuple[str, ...]:
    """People to whom it happened, and a noun behind the number."""
    return (rf"Q {_F}{_PEOPLE} (?:\w+ ){{0,3}}{verbs}", rf"Q (?:\w+ ){{0,1}}{nouns}")


TURKISH = CountGrammar(
    values=number_words(
        """iki=2 üç=3 dört=4 beş=5 altı=6 yedi=7 sekiz=8 dokuz=9 on=10 yirmi=20 otuz=30 kırk=40 elli=50 altmış=60 yetmiş=70 seksen=80
        doksan=90 yüz=100""",
    ),
    scales=number_words("bin=1000 milyon=1000000"),
    joint=folded_words(""),
    orders=(
        (pattern([r"yuz binlerce"]), 100_000),
        (pattern([r"on binlerce"]), 10_000),
        (pattern([r"milyonlarca"]), 1_000_000),
        (pattern([r"binlerce"]), 1000),
        (pattern([r"yuzlerce"]), 100),
        (pattern([r"onlarca"]), 10),
    ),
    roundly=((pattern(["bir duzine"]), 12),),
    before=(
        (ending([r"(?:en az|asgari|en azindan)"]), Bound.AT_LEAST),
        (ending([r"(?:en fazla|en cok|azami)"]), Bound.AT_MOST),
        (ending([r"(?:yaklasik|takriben|tahminen|asagi yukari)"]), Bound.ABOUT),
    ),
    behind=(
        (starting([r"(?:den|dan|ten|tan) (?:fazla|cok)"]), Bound.MORE_THAN),
        (starting([r"(?:i|u|yi|yu) (?:askin|asan|gecen)"]), Bound.MORE_THAN),
        (starting([r"(?:e|a|ye|ya) yakin"]), Bound.ABOUT),
        (starting([r"(?:e|a|ye|ya) kadar"]), Bound.AT_MOST),
        (starting([r"kadar"]), Bound.ABOUT),
    ),
    ranges=pattern([r"(?:ila|—|veya)"]),
    no_amount_before=ending(
        [
            r"yuzde",
            r"(?:saat|madde|sayili|karar|no|numara|ilk|grup|faz|asama|g|kanal|covid|boeing|airbus|apollo|euro)",
        ]
    ),
    no_amount_behind=starting(
        [
            r"(?:(?:in|un|nin|nun|inci|uncu|nci|ncu) )?(?:yas\w*|yil\w*|ay|aylik|ayda|hafta\w*|gun\w*|saat\w*|dakika\w*|saniye\w*|gece\w*|yuzyil\w*|asir\w*|puan\w*|gol\w*|sandalye\w*|oy|derece\w*|dolar\w*|lira\w*|"
            r"avro\w*|euro\w*|sterlin\w*|milyar\w*|km|kilomet\w*|metre\w*|m|kg|kilo\w*|ton|tonluk|litre\w*|varil\w*|hektar\w*|mm|cm|kez|kere|defa|kat|sayili|nci|inci|uncu|ncu|ocak|subat|mart|nisan|mayis|haziran|"
            r"temmuz|agustos|eylul|ekim|kasim|aralik|cadde\w*|sokak\w*|bolum\w*|maddelik)",
        ]
    ),
    background=pattern(
        [
            r"(?:gecen|onceki|evvelki|gecmis) (?:yil\w*|ay\w*|hafta\w*|sene\w*)",
            r"(?:yil|ay|hafta) (?:once|evvel)",
            r"yil ?donum\w*",
            r"(?:¤|savasin basindan|basladigindan|basindan) (?:\w+ )?(?:beri|bu yana|itibaren)",
            r"(?:bu yil|yilbasindan|her yil|her gun|yilda|gunde|ayda)",
            r"¤ (?:te|de|ta|da|den|dan|ten|tan|yilinda|deki|teki|daki|taki)",
        ]
    ),
    rules=rules(
        (
            (
                None,
                (
                    rf"Q {_F}(?:vaka\w*|ev|evin|koy\w*|aile\w*|okul\w*|bina\w*|konut\w*|dava\w*)",
                    r"Q (?:\w+ )?(?:kisiden|askerden|kisinin|askerin) (?:biri|birisi|ikisi)",
                    rf"Q {_F}{_PEOPLE} ve Q {_F}{_PEOPLE} (?:\w+ ){{0,2}}(?:oldu\w*|olduruldu|yaralan\w+|hayatini|yasamini|gozaltina)",
                ),
            ),
            (
                Counted.KILLED,
                (
                    rf"(?:olu|can kaybi|olenlerin|hayatini kaybedenlerin|kayip|sehit) (?:sayisi )?{_RISES}",
                    r"(?:can kaybi|olu sayisi|olenlerin sayisi|bilanco) (?:: )?Q(?! (?:\w+ )?yarali)",
                    *_done(
                        r"(?:olduruldu\w*|oldurdu\w*|oldurulen|(?:hayatini|yasamini|canini) (?:kaybe\w+|yitir\w+)|can ver\w+|sehit (?:oldu|edildi|dustu)|bogul\w+)",
                        r"(?:olu|can kaybi|sehit|ceset|cenaze|kisinin cansiz bedeni)",
                    ),
                    r"Q cana mal ol\w+",
                    rf"Q {_F}{_PEOPLE} (?:daha )?(?:oldu|oldugu\w*|olurken|olen)",
                ),
            ),
            (
                Counted.WOUNDED,
                (rf"yarali sayisi {_RISES}", *_done(r"yaralan\w+|yaralad\w+", r"(?:\w+ )?yarali\w*")),
            ),
            (Counted.MISSING, _done(r"(?:kayip|kaybold\w+|kayboldu)", r"kayip(?! sayisi)")),
            (
                Counted.ARRESTED,
                _done(
                    r"(?:gozaltina al\w+|gozaltinda|tutukla\w+|yakala\w+)",
                    r"(?:gozalti|tutuklama|tutuklandi|gozaltina alindi)",
                ),
            ),
            (
                Counted.CAPTURED,
                _done(
                    r"(?:esir (?:al\w+|dus\w+|edil\w+)|rehin al\w+|kaciril\w+|kacirdi\w*)",
                    r"(?:esir alindi|rehin alindi)",
                ),
            ),
            (
                Counted.DISPLACED,
                _done(
                    r"(?:yerinden (?:ol\w+|ed\w+|et\w+)|goc et\w+|tahliye ed\w+|ev\w+ terk et\w+|kacti)",
                    r"yerinden edilmis",
                ),
            ),
            (Counted.DRONES_LOST, _lost(_DRONES)),
            (Counted.MISSILES_LOST, _lost(_MISSILES)),
            (Counted.AIRCRAFT_LOST, _lost(_PLANES)),
            (Counted.VEHICLES_LOST, _lost(_VEHICLES)),
            (Counted.DRONES, (rf"Q {_F}{_DRONES}",)),
            (Counted.MISSILES, (rf"Q {_F}{_MISSILES}",)),
            (Counted.AIRCRAFT, (rf"Q {_F}{_PLANES}",)),
            (Counted.VEHICLES, (rf"Q {_F}{_VEHICLES}",)),
            (Counted.FIGHTERS, (rf"Q {_F}(?:parali asker\w*|militan\w*|savasci\w*|terorist\w*|milis\w*)",)),
            (
                Counted.TROOPS,
                (
                    rf"Q {_F}asker(?:in|ler\w*|den|le|lik|e)?(?! (?:ucret\w*|ailes\w*))",
                    rf"Q {_F}askeri(?:ni|nin|n)?(?= (?:[,;]|(?:\w+ ){{0,4}}\w+(?:di|du|ti|tu|yor|cek|cak|mis|mus)(?![^ ])))",
                    rf"Q {_F}(?:komando\w*|mehmetci\w*)",
                ),
            ),
        )
    ),
)
