"""Turkish cues of stance and their false friends; the apostrophe parts words, ı and i are one letter when compiled."""

from bot.model import Stance
from bot.stories.cues.cue import CueWords, Side, cue, cue_words

_TOLD = r"(?:iddia\w*|suclama\w*|haber\w*|itham\w*|soylenti\w*|ima\w{0,6}|rapor\w*|elestiri\w*|isnat\w*)"
_PAST = r"(?:gecen|onceki|bir onceki|evvelki|dun\w*|yil\w*|ay\w{0,3}|hafta\w*|gun\w*|donem\w*|ceyre\w*|sene\w*|mevsim\w*|yari\w*)"
# -mIş words that are nouns, numbers or adjectives and tell no hearsay.
_PLAIN_MIS = r"(?:gumus|yemis|gecmis|dolmus|ermis|yetmis|altmis|memis|demis|kamis|gelismis|okumus|bilmis|tanimis|komis|kalkinmis|karmasiklasmis|secilmis|kuru yemis)"

TURKISH: CueWords = cue_words(
    void=(
        r"iddiana(?:me)\w*",
        r"iddia(?:li|liyiz|siz|li bir|liyim|sini surdur\w+|sini koru\w+)\w*",
        r"(?:sampiyonluk|kupa|zirve|unvan) iddia\w*",
        # "compared with last year", "according to the law", "accordingly": no hearsay.
        rf"(?:{_PAST} )+(?:\w+ )?gore",
        r"(?:yila|aya|haftaya|gune|dune|doneme|ceyrege|mevsime|oncekine|oncesine|ortalamaya|beklentilere|beklentiye|duruma|ihtiyaca|sartlara|kosullara|yasa|yasaya|kanuna|anayasaya|maddeye|mevzuata|takvime|kurala|kurallara|buna|bana|sana|ona gore degil|boyuta|yasa|cinsiyete|orana|euroya|dolara|kisiye|emsallerine|rakiplerine|digerlerine|olcutlere|standartlara|zevke|plana|program|programa|sozlesmeye|yonetmelige|usule|guce|kapasiteye) gore",
        r"(?:su|enerji|gelir|besin|dogal|gida|insan|mali|finans|yenilenebilir|yer alti|yeralti|orman|maden|bilgi|gunes|isi) (?:\w+ )?kayna\w*",
        r"kaynakla(?:n|m)\w*",
        r"(?:kesin|resmi)? ?teyit(?:li)? (?:mesaj\w*|kod\w*|telefon\w*)",
        r"(?:dogrulanmis|teyit edilmis|teyitli|dogrulanan|kesinlesen) (?:\w+ ){0,3}(?:vaka\w*|olgu\w*|hasta\w*|enfeksiyon\w*|hesap\w*|olum\w*|can kayb\w*)",
        r"(?:teklif\w*|oneri\w*|plan\w{0,4}|talep\w*|talebi\w*|davet\w*|tasari\w*|onerge\w*|tasla\w*|cagri\w*|ateskes\w*|istifa\w*|itiraz\w*|basvuru\w*|anlasma\w*|zam\w{0,3}|iade\w*) (?:\w+ ){0,2}redd\w+",
        r"redd\w+ (?:\w+ ){0,2}(?:teklif\w*|oneri\w*|tasari\w*|talep\w*|talebi\w*)",
        r"(?:ask|sevgi|hayranlik|pismanlik)\w* itiraf\w*",
        rf"{_PLAIN_MIS}",
        r"suclu\w*",
        r"suclanacak\w*",
        r"dogrulama (?:kodu|mesaji|sistemi|platformu)\w*",
    ),
    unsaid=(
        r"ne (?:dogrula\w+|teyit (?:et\w+|edi\w+)|kabul et\w+) (?:\w+ )?ne (?:de )?(?:yalanla\w+|inkar\w*(?: et\w+)?|redd\w+)",
        r"ne (?:yalanla\w+|inkar et\w+|redd\w+) (?:\w+ )?ne (?:de )?(?:dogrula\w+|teyit et\w+)",
        r"yalanla(?:ma(?:di\w*|yan\w*|mis\w*|makla\w*|dan|yi\w*|z\w*|yarak|dig\w*)|mi?yor\w*|maktan \w+|maz\w*)",
        r"(?:inkar|reddet|tekzip) (?:etme(?:di\w*|yen\w*|mis\w*|dig\w*)|etmi?yor\w*)",
        r"redde(?:tme(?:di\w*|yen\w*|dig\w*)|tmiyor\w*)",
        r"(?:dogrulamaktan|teyit etmekten|yalanlamaktan|yorum yapmaktan) (?:ya da \w+ |veya \w+ )?kacin\w+",
    ),
    unconfirmed=(
        r"(?:teyit|dogrulama) (?:edil(?:me|eme)\w*|etme\w*|edeme\w*|edilmis degil|bekl\w+|etmekten \w+|alinam\w+)",
        r"dogrulan(?:ma(?:di\w*|yan\w*|mis\w*|dig\w*)|ama\w*|mi?yor\w*|mis degil)",
        r"dogrula(?:ma(?:di\w*|yan\w*|mis\w*|dig\w*|z\w*)|yama\w*|mi?yor\w*|maktan \w+)",
        r"(?:teyide|dogrulanmaya|teyit edilmeye) muhtac\w*",
        r"(?:bagimsiz|resmi) (?:\w+ )?(?:teyit|dogrulama) (?:yok\w*|bulunm\w+|gelmedi\w*|yapilam\w+)",
        r"(?:dogrulanirsa|teyit edilirse|dogruysa|dogru ise)",
    ),
    cues=(
        cue(
            Stance.RETRACTS,
            Side.BEFORE,
            r"(?:haber\w*|aciklama\w*|iddia\w*|ifade\w*|makale\w*|suclama\w*|rapor\w*|paylasim\w*|tweet\w*|mesaj\w*|soz\w{2,8}) (?:\w+ ){0,3}(?:geri (?:cek\w+|ald\w+|al\w+)|sil(?:di\w*|indi\w*|mis\w*)|kaldir\w+|yayindan \w+|tekzip yayi\w+)",
            r"(?:haber\w*|hata\w*|yanlis\w*) (?:\w+ ){0,5}(?:ozur dil\w+|duzelt\w+)",
            r"(?:iddia\w*|ifade\w*|soz\w{2,8}|suclama\w*) (?:\w+ ){0,2}(?:vazgec\w+|caydi\w*|geri adim\w*)",
            r"duzeltme (?:yayinl\w+|metni\w*|yapti\w*|gecti\w*)",
        ),
        cue(
            Stance.RETRACTS,
            Side.NOWHERE,
            r"duzeltme :",
            r"sehven (?:\w+ ){0,3}(?:yayinl\w+|yazil\w+|verilm\w+|gecil\w+)",
        ),
        cue(
            Stance.DENIES,
            Side.BEFORE,
            r"yalanl(?:a|i|iy|ay)\w*",
            r"tekzip\w*(?: et\w+)?",
            r"inkar (?:et\w+|ed\w+)",
            rf"{_TOLD} (?:[\w]+ ){{0,6}}redd\w+",
            rf"redd\w+ (?:[\w]+ ){{0,4}}{_TOLD}",
            r"curut(?:tu\w*|uyor\w*|uldu)",
            rf"{_TOLD} (?:[\w]+ ){{0,4}}kabul etm(?:e|i)\w+",
        ),
        cue(
            Stance.DENIES,
            Side.NOWHERE,
            rf"{_TOLD} (?:[\w]+ ){{0,5}}(?:yalan|iftira|asilsiz|uydurma|hayal urunu|gercek disi|dezenformasyon)\w*",
            r"asilsiz\w*",
            r"gercegi yansitm\w+",
            r"gercek(?:le)? (?:disi\w*|degil\w*|ilgisi (?:yok\w*|bulunm\w+)|ile ilgisi (?:yok\w*|bulunm\w+))",
            r"gerceklerle bagdasm\w+",
            r"dogru(?:yu)? (?:degil\w*|yansitm\w+|olmad\w+)",
            r"(?:yalan|sahte|uydurma) haber\w*",
            r"(?:hicbir )?(?:asli|dayanagi|dogrulugu) (?:astari )?(?:yok\w*|bulunm\w+|olmayan\w*|olmad\w+)",
            r"(?:iftira|hayal urunu)\w*",
            r"(?:oldugu|gonderdigi|bulundugu|yapildigi|verildigi) (?:iddiasi )?(?:dogru|gercek) degil\w*",
            r"soz konusu (?:degil\w*|olmad\w+)",
            r"(?:bize|bizim|bizimle) (?:\w+ ){0,2}(?:ait|ilgili|ilgisi|alakasi) (?:degil\w*|yok\w*|bulunm\w+)",
            r": (?!henuz )(?:[\w]+ ){0,6}\w+m[ae]d[iu]k",
            r": (?:[\w]+ ){0,3}(?:boyle bir|oyle bir|hicbir) (?:[\w]+ ){0,5}(?:yok\w*|olmad\w+|yapilmad\w+|gerceklesmed\w+|bulunm\w+|gonderm\w+|verilmed\w+|yapmad\w+|mevcut degil)",
            r"(?:boyle|oyle) bir (?:sey|gorusme|anlasma|karar|talep|plan|saldiri|olay|temas|durum|sevkiyat|operasyon)\w* (?:yok\w*|olmad\w+|yapilmad\w+|gerceklesmed\w+|soz konusu degil\w*)",
            r": (?:[\w]+ ){1,5}(?:askerimiz|birligimiz|gucumuz|ussumuz|personelimiz|varligimiz|ilgimiz|rolumuz|askeri|birligi|ussu) (?:yok\w*|bulunm\w+)",
        ),
        cue(
            Stance.CONFIRMS,
            Side.BEFORE,
            r"dogrul(?:a|u|uy|ay)\w*",
            r"teyit (?:et\w+|ed\w+|etti\w*|verdi\w*)",
            r"itiraf\w*(?: et\w+)?",
            r"\w+[dt][iu]g[iu]n[iu] (?:\w+ )?kabul (?:et\w+|ed\w+)",
            r"\w+(?:sorumlulugunu|hatasini|sucunu|sucu) (?:kabul|ustlen\w+)(?: et\w+)?",
        ),
        cue(
            Stance.CLAIMS,
            Side.OWN,
            r"(?:\w+ ){0,2}(?:kaynak(?:lar|lari|larin)?|kaynagi|tanik(?:lar|lari)?|aktivist\w*|yetkililere|gorgu taniklari) (?:[\w,]+ ){0,12}(?:belirt\w+|soyle\w+|aktar\w+|bildir\w+|iddia\w*|ifade\w*|acikla\w+|kaydet\w+|dogrula\w+|one sur\w+|konus\w+|anlat\w+)",
        ),
        cue(Stance.CLAIMS, Side.OWN, r"\w+ kayna(?:k|kl|g)\w*(?! (?:\w+ )?gore)"),
        cue(
            Stance.CLAIMS,
            Side.BEFORE,
            r"iddia(?! makam\w*| edil)\w*(?: ediyor\w*| ed[ei]n\w*| et\w+)?",
            r"(?:one|ileri) sur(?!ul)\w+",
            r"(?:[\w]+(?:a|e) |in |a |e |ya |ye |na |ne )gore",
            r"sucl(?:ad\w*|uyor\w*|uyorlar|ama\w*|ayan\w*|amis\w*)",
            r"itham (?:et\w+|ed\w+)",
            r"dayandir\w+",
            r"(?:sakinleri|sakinler|koyluler|halk|taniklar|tanigi|aktivistler|isyancilar|muhalifler|militanlar) (?:[\w]+ ){0,10}(?:soyledi|anlatti|aktardi|belirtti|duyurdu)\w*",
            r"\w+[dt][iu][gk]\w*n[iu] savun(?!ma)\w+",
        ),
        cue(
            Stance.CLAIMS,
            Side.NOWHERE,
            r"(?:iddia edil\w+|(?:one|ileri) surul\w+|suclan(?:d|iyor|an)\w*)",
            r"(?:kaynaklar|medya|basin|rapor|raporlar|tanik\w*|gazete|gazetesi|ajans|ajansi|gozlemevi|aktivistler|iddia) :",
            r"(?:soylenti|dedikodu|rivayet)\w*",
            r"(?:basin|medya|basini|medyasi|gazete\w*|ajans\w*|site\w*|dergi\w*|televizyon\w*) (?:[\w]+ ){0,10}\w+(?:[dt][iu][gk]\w*n[iu]|ac[ae]g[iu]n[iu]) (?:yazdi|yaziyor|one cikardi|duyurdu|aktardi)\w*",
            r"(?:soyleniyor|konusuluyor|saniliyor|dusunuluyor|tahmin ediliyor|ileri suruluyor)\w*",
            r"(?:sozde|guya|sozum ona)",
            r"(?:oldugu|ettigi|ildigi|\w+digi|\w+dugu|\w+tigi|\w+tugu) (?:soylen\w+|konusul\w+|ogrenil\w+)",
            # Hearsay past at the end of the sentence: "göndermiş".
            r"\w{2,}m[iu]s(?:ler|lar)?(?: (?:mi|mu))?(?= [!?.…]|$)",
        ),
    ),
    saying=(
        cue(
            Stance.REPORTS,
            Side.BEFORE,
            r"(?:dedi|soyledi|acikladi|bildirdi|belirtti|duyurdu|kaydetti|aktardi|ifade etti|konustu|ilan etti|vurguladi)\w*",
        ),
    ),
)
