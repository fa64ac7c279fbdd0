"""In which language a text is written."""

import subprocess
import sys

import pytest

from bot.language import detect

_TEXTS = [
    ("en", "The army said on Sunday that its troops were withdrawn"),
    ("en", "Rebel-held airbase shelled overnight"),
    ("en", "Minister denies sending weapons to the front"),
    ("tr", "Savunma Bakanlığı iddiaları yalanladı"),
    ("tr", "Ordu sınıra asker ve tank gönderdi"),
    ("tr", "Bakanlik bu iddialar icin aciklama yapti"),
    ("fr", "Le ministère dément l'envoi de troupes à la frontière"),
    ("fr", "Des avions ont bombardé le port"),
    ("fr", "L'armée avance vers la capitale"),
    # short titles, where headline words and what an apostrophe ties on have to do
    ("en", "Ferry sinks, six missing"),
    ("en", "According to a mayor, a bridge fell"),
    ("en", "Bordeaux's port reopens"),
    ("fr", "L'usine ferme, cent emplois perdus"),
    ("fr", "d'Ankara"),
    ("tr", "Bursa'daki yangın"),
    ("tr", "Ateşkes bozuldu"),
    ("tr", "millî takım"),
    ("ar", "الجيش يعلن انسحاب قواته من المدينة"),
    ("ar", "مصر"),
    ("ar", "لیبیا تطلب الدعم"),
    ("fa", "ارتش اعلام کرد که نیروهای خود را از شهر بیرون برد"),
    ("fa", "پلیس چهار نفر را گرفت"),
    ("ku", "هێزەکانی پێشمەرگە گەیشتنە شارەکە"),
    ("ur", "فوج نے شہر سے پسپائی کا اعلان کیا ہے"),
    ("he", "הצבא הודיע על נסיגה מן העיר"),
    ("ru", "Армия объявила о выводе войск из города"),
    ("uk", "Армія оголосила про виведення військ із міста"),
    ("de", "Die Armee hat den Abzug der Truppen aus der Stadt nicht bestätigt"),
    ("es", "El ejército anunció la retirada de las tropas de la ciudad por los combates"),
    ("it", "L'esercito ha annunciato il ritiro delle truppe dalla città per i combattimenti"),
    ("", ""),
    ("", "123 — 456"),
]


@pytest.mark.parametrize(("lang", "text"), _TEXTS)
def test_detect_without_declaration(lang: str, text: str) -> None:
    """Script, letters and little words tell."""
    assert detect(text) == lang


@pytest.mark.parametrize(
    ("declared", "text", "lang"),
    [
        ("fr", "Dupont rencontre Martin", "fr"),
        ("tr", "Erdogan Trump", "tr"),
        ("en", "Macron, Merkel, Putin", "en"),
        ("en-GB", "Tanks", "en"),
        ("EN_us", "Tanks", "en"),
        ("tur", "Tank", "tr"),
        ("de", "Tanks in Paris", "de"),
        ("fa", "ایران", "fa"),
        ("ku", "سوریا", "ku"),
        # a declaration that the text clearly contradicts
        ("ar", "The army said on Sunday that its troops were withdrawn", "en"),
        ("en", "الجيش يعلن انسحاب قواته", "ar"),
        ("en", "Le ministère dément l'envoi de troupes à la frontière et dans la ville", "fr"),
        ("tr", "The army said on Sunday that its troops were withdrawn from the city", "en"),
        ("fr", "Savunma Bakanlığı bu iddiaları bir kez daha yalanladı ve açıklama için çağrı yaptı", "tr"),
        ("ar", "ارتش اعلام کرد که پلیس چهار گروه را گرفت", "fa"),
    ],
)
def test_detect_with_declaration(declared: str, text: str, lang: str) -> None:
    """A declaration is believed unless script or words clearly contradict it."""
    assert detect(text, declared) == lang


def test_the_model_is_loaded_only_for_a_doubt() -> None:
    """Texts that script, declaration or little words settle never pay for the statistical model."""
    program = (
        "import sys; from bot.language import detect; "
        "detect('مصر'); detect('Tanks', 'en'); detect('The army said that it was there'); detect('Le chef de la police'); "
        "print('py3langid' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
