"""What Turkish words hit and what they leave alone."""

import pytest

from bot.language import Kind
from tests.language.terms import hits

_HIT = [
    # a verb typed by its stem
    ("gönder", "asker gönderildi"), ("gönder", "göndermeye hazır"), ("çekil", "birlikler çekiliyor"),
    # offices, victims and agents
    ("cumhurbaşkanı", "Cumhurbaşkanlığı açıkladı"), ("cumhurbaşkanı", "Cumhurbaşkanlığından açıklama"), ("bakan", "bakanlıkta toplantı"), ("vali", "Valilikten duyuru"),
    ("sözcü", "sözcülüğün açıklaması"), ("deprem", "depremzedeler için"), ("deprem", "depremzedelere konut"), ("sel", "selzedelere yardım"), ("grev", "grevciler yürüdü"),
    ("darbe", "darbeciler yargılandı"), ("protesto", "protestocular dağıldı"), ("sınır", "SINIR KAPISI"), ("göl", "göllerin suyu"), ("sınır", "sınırın ötesi"), ("öldü", "dün öldü"),
    # names with an apostrophe, any kind of it, and capitals
    ("Irak", "Irak'ta"), ("Irak", "Irak’tan"), ("Irak", "IRAK'IN"), ("Irak", "Irak"), ("İran", "İRAN'DA"), ("İran", "Iran'da"), ("İzmir", "İzmir'deki"),
    ("Yunanistan", "Yunanistan'ınki"), ("Yunanistan", "Yunanistan`a"), ("Ukrayna", "Ukrayna'daki"), ("Ukrayna", "Ukrayna'dakiler"), ("Katar", "Katar'la"),
    ("Rusya", "Rusya'nın"), ("Rusya", "Rusya'ya"), ("Rusya", "Rusya'dan"), ("Rusya", "Rusya'ydı"), ("Rusya", "Rusya'dır"), ("Türkiye", "Türkiye'yle"),
    ("Bağdat", "Bağdad'a"), ("Bağdad", "Bağdat'a"), ("Zonguldak", "Zonguldak'ta"), ("NATO", "NATO'nun"), ("BM", "BM'nin"), ("ABD", "A.B.D.'nin"),
    # names without an apostrophe, inhabitants
    ("Rusya", "Rusyanın"), ("Hama", "Hamadaki"), ("Halep", "Haleptekiler"), ("Halep", "Halepten"), ("ordu", "ordumuzun"), ("ordu", "ordu'nun"), ("Rusya", "Rusyadan"), ("Ukrayna", "Ukraynadaki"), ("Katar", "Katardan"), ("Rusya", "Rusyalı"), ("Irak", "Iraklılar"),
    ("Irak", "Iraklıların"), ("Çin", "Çinli"), ("Çin", "Çinlilerden"), ("Katar", "Katarlı"), ("Ürdün", "Ürdünlü"), ("Ürdün", "Ürdünlülere"), ("Halep", "Halepliler"),
    ("Savunma Bakanlığı", "Savunma Bakanlığının"), ("Savunma Bakanlığı", "Savunma Bakanlığı'ndan"), ("Savunma Bakanlığı", "SAVUNMA BAKANLIĞI'NA"),
    # nouns
    ("füze", "füzeler"), ("füze", "füzesi"), ("füze", "füzelerini"), ("füze", "füzeye"), ("füze", "füzelerle"), ("füze", "füzesinden"), ("füze", "FÜZELER"),
    ("tank", "tankı"), ("tank", "tanklardan"), ("tank", "tankların"), ("gemi", "gemisi"), ("gemi", "gemilerinde"), ("gemi", "gemideki"), ("gemi", "gemidekiler"),
    ("silah", "silahlarını"), ("silah", "silahı"), ("uçak", "uçağın"), ("uçak", "uçaklar"), ("uçak", "uçağından"), ("mühimmat", "mühimmatı"),
    ("savaş", "savaşta"), ("savaş", "savaşın"), ("savaş", "savaşı"), ("birlik", "birliklerin"), ("birlik", "birliğe"), ("birlik", "birlikten"), ("birlik", "birliğimiz"),
    ("kitap", "kitabı"), ("kanat", "kanadı"), ("ağaç", "ağacın"), ("renk", "rengi"), ("şehir", "şehrin"), ("şehir", "şehre"), ("şehir", "şehirde"),
    ("üs", "üssü"), ("üs", "üslere"), ("hat", "hattın"), ("izin", "izni"), ("saat", "saatler"), ("gol", "golü"), ("ihlal", "ihlali"), ("petrol", "petrolün"),
    ("subay", "subaylarıyla"), ("komutan", "komutanıymış"), ("komutan", "komutanımız"), ("general", "generallerce"), ("savaş uçağı", "savaş uçağını"),
    ("kara harekâtı", "kara harekatının"), ("köy", "köydeki"), ("köy", "köylerde"), ("cephe", "cephesinde"), ("cephe", "cephedir"),
    ("füze", "fuzeler"), ("güç", "gucleri"), ("güç", "güçlerinin"),
    # verbs
    ("göndermek", "gönderdi"), ("göndermek", "gönderiyor"), ("göndermek", "gönderecek"), ("göndermek", "gönderildi"), ("göndermek", "gönderilen"),
    ("göndermek", "gönderdiğini"), ("göndermek", "göndermeyecek"), ("göndermek", "gönderilmesi"), ("göndermek", "göndererek"), ("göndermek", "gönderir"),
    ("vurmak", "vurdu"), ("vurmak", "vuruldu"), ("vurmak", "vuran"), ("saldırmak", "saldırdılar"), ("başlamak", "başlıyor"), ("yalanlamak", "yalanladı"),
    ("reddetmek", "reddediyor"), ("reddetmek", "reddetti"), ("düşürmek", "düşürüldü"), ("öldürmek", "öldürülen"), ("konuşlandırmak", "konuşlandırılacağı"),
]  # fmt: skip

_MISS = [
    # Turkish letters that make another word
    ("gol", "göl kuruyor"), ("gol", "gölün suyu"), ("göl", "golün sahibi"), ("sınır", "sinir krizi"), ("sinir", "sınır kapısı"), ("öldü", "karar belli oldu"), ("dış", "diş hekimi"),
    # -lık, -zede and -cı of other words
    ("sel", "selci"), ("baş", "başlık attı"), ("göz", "gözlük taktı"), ("süt", "sütçü"), ("gazete", "gazeteci"), ("iyi", "iyilik"), ("yol", "yolculuk"), ("bakan", "bakınca"),
    # names need a capital; an apostrophe never follows a common noun
    ("Ordu", "ordu"), ("Van", "van"), ("Rusya", "rusya"), ("ordu", "Ordu'da"), ("deniz", "Deniz'in"), ("güneş", "Güneş'e"), ("barış", "Barış'tan"), ("asker", "Asker'in"), ("Hama", "Hamamda"), ("Hama", "Hamamın"), ("Duma", "Dumanda"), ("ada", "adam"), ("ada", "adamın"), ("kale", "kalemi"),
    # other names
    ("Sirte", "Sirtaki"), ("Mali", "Maliye Bakanlığı"), ("Suriye", "Süryani"), ("Irak", "ıraksak"), ("İran", "Tiran"), ("Türk", "Türkiye"), ("Rusya", "Rusça"),
    ("Libya", "Liberya"), ("Katar", "katarsis"), ("Ürdün", "ürün"), ("Çin", "Çinko"), ("Yemen", "Yemeni ayakkabı"), ("Halep", "Talep"), ("Suriye", "sürüye"),
    ("Batman", "Batı"), ("Kars", "karşı"), ("Siirt", "Sirte'de"), ("İdil", "İdlib'de"), ("Sur", "Suriye'de"), ("Mısır", "Mısra"),
    # derivations and words that only look inflected
    ("birlik", "birlikte"), ("birlik", "birliktelik"), ("asker", "askerlik"), ("hak", "hakkında"), ("taraf", "tarafından"), ("ara", "arasında"),
    ("neden", "nedeniyle"), ("ad", "adına"), ("gerçek", "gerçekten"), ("yer", "yerine"), ("sıra", "sırasında"), ("yan", "yanında"), ("son", "sonunda"),
    ("uçak", "uçan"), ("uçak", "uçakça"), ("silah", "silahlı"), ("silah", "silahsız"), ("kitap", "kitapçı"), ("güç", "güçlük"), ("yol", "yolcu"),
    ("ev", "evet"), ("göz", "gözlem"), ("göz", "gözlük"), ("bölge", "bölgesel"), ("sol", "solucan"), ("kan", "kanun"), ("kan", "kanat"), ("bar", "barış"), ("as", "asker"),
    ("or", "ordu"), ("sav", "savaş"), ("tan", "tank"), ("kom", "komutan"), ("gen", "general"), ("kar", "karar"), ("kara", "karar"), ("dev", "devlet"),
    ("parti", "partner"), ("bom", "bomba"), ("saldır", "saldırgan"), ("deniz", "denizci"), ("yasa", "yasak"), ("baş", "başkan"), ("başka", "başkan"), ("ateş", "ateşkes"),
    # harmony and buffers
    ("tank", "tankler"), ("füze", "füzelar"), ("füze", "füzei"), ("tank", "tankyı"), ("köy", "köylar"), ("savaş", "savaşte"),
    # other verbs
    ("göndermek", "gönye"), ("vurmak", "vurgun"), ("vurmak", "vurgulandı"), ("almak", "alkol"), ("saldırmak", "saldırgan"), ("başlamak", "başlık"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "text"), _HIT)
def test_turkish_term_hits(term: str, text: str) -> None:
    """The term hits a form of itself."""
    assert hits(term, text, lang="tr")
    assert hits(term, text, lang="tr", term_lang="")


@pytest.mark.parametrize(("term", "text"), _MISS)
def test_turkish_term_misses(term: str, text: str) -> None:
    """The term leaves another word alone."""
    assert not hits(term, text, lang="tr")
    assert not hits(term, text, lang="tr", term_lang="")


@pytest.mark.parametrize("text", ["Rusyadan", "Rusyalı", "tankların", "Sirtaki"])
def test_turkish_suffixes_belong_to_turkish_text(text: str) -> None:
    """In a text of another language no Turkish suffix is taken off."""
    for term in ("Rusya", "tank", "Sirte"):
        assert not hits(term, text, lang="en")


def test_an_apostrophe_inside_a_foreign_name_is_no_suffix() -> None:
    """Both Sana'a and Sana'a'da are the city."""
    assert hits("Sana'a", "Sana'a halkı", kind=Kind.NAME, lang="tr", term_lang="en")
    assert hits("Sana'a", "Sana'a'da", kind=Kind.NAME, lang="tr", term_lang="en")
    assert hits("Kur'an", "Kur'an'ın", kind=Kind.NAME, lang="tr")
