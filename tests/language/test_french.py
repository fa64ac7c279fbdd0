"""What French words hit and what they leave alone."""

import pytest

from tests.language.terms import hits

_HIT = [
    ("bloquer", "le blocus du port"), ("négocier", "les négociateurs partent"),
    ("avocat", "une avocate"),
    ("ambassadeur", "les ambassadrices"),
    # elision, accents, capitals, hyphens
    ("Algérie", "l'Algérie"), ("Algérie", "L’ALGERIE"), ("Algérie", "d’Algérie"), ("Italie", "qu'Italie"), ("État", "l'Etat"), ("otan", "l'Otan"),
    ("Algérie", "pro-Algérie"), ("l'armée", "armée"), ("armée", "L’ARMEE"), ("cœur", "coeur"), ("Israël", "Israel"), ("été", "L'ETE"),
    # inhabitants and adjectives
    ("Algérie", "algérienne"), ("Algérie", "Algériens"), ("Italie", "italiennes"), ("Irak", "irakien"), ("Iran", "iraniennes"), ("Jordanie", "jordanien"),
    ("Soudan", "soudanaise"), ("Soudan", "Soudanais"), ("Liban", "libanaises"), ("Maroc", "marocains"), ("Turquie", "turques"), ("Russie", "russes"),
    ("Israël", "israéliennes"), ("Palestine", "palestiniens"), ("Tunisie", "tunisiens"), ("Grèce", "grecque"), ("France", "français"), ("Ukraine", "ukrainien"),
    ("Koweït", "koweïtiens"), ("Pakistan", "pakistanais"), ("Qatar", "qatari"), ("Mali", "maliens"), ("Syrienne", "Syrie"), ("Paris", "parisiens"),
    ("Allemagne", "allemandes"), ("Europe", "européens"), ("Yémen", "yéménite"), ("Houthi", "les Houthis"),
    # plurals
    ("soldat", "soldats"), ("char", "chars"), ("général", "généraux"), ("journal", "journaux"), ("bateau", "bateaux"), ("travail", "travaux"),
    ("navire", "navires"), ("obus", "un obus"), ("feu", "feux"), ("généraux", "général"), ("otages", "otage"), ("missiles", "missile"), ("armées", "l'armée"),
    ("drones", "drone"), ("avion", "AVIONS"),
    # feminine
    ("combattant", "combattantes"), ("syndical", "syndicale"), ("militant", "militante"), ("offensif", "offensive"), ("observateur", "observatrices"),
    ("officiel", "officielles"), ("premier", "première"), ("espion", "espionne"), ("civil", "civiles"), ("libre", "libres"), ("nucléaire", "nucléaires"),
    ("meurtrier", "meurtrières"), ("dangereux", "dangereuse"), ("blessé", "blessées"), ("blessée", "blessé"), ("déployées", "déployé"),
    # verbs
    ("déployer", "déploie"), ("déployer", "déployait"), ("déployer", "déployées"), ("déployer", "DEPLOYE"), ("déployer", "déploiement"), ("bombarder", "bombardé"),
    ("bombarder", "bombardent"), ("bombarder", "bombardera"), ("bombarder", "bombardements"), ("engager", "engagea"), ("annoncer", "annonça"), ("appeler", "appelle"),
    ("envahir", "envahissent"), ("envahir", "envahi"), ("saisir", "saisit"), ("envoyer", "envoie"), ("envoyer", "enverra"), ("tuer", "tué"), ("tuer", "tuées"),
    ("tenir", "tiennent"), ("prendre", "pris"), ("reprendre", "reprise"), ("abattre", "abattu"), ("détruire", "détruites"), ("rejeter", "rejette"),
    ("vendre", "vendus"), ("démentir", "dément"), ("mourir", "morts"), ("intervenir", "intervient"), ("suspendre", "suspendue"), ("livrer", "livraisons"),
    # derived from nouns
    ("parlement", "débat parlementaire"), ("président", "la présidence"), ("président", "élection présidentielle"), ("grève", "les grévistes"),
    ("budget", "crise budgétaire"), ("hôpital", "services hospitaliers"), ("police", "deux policières"), ("marché", "les marchés"), ("marché", "LE MARCHE"),
    ("blessé", "les blessés"), ("grève", "GREVE"), ("côté", "côtés"),
    # phrases
    ("garde-côtes", "gardes côtes"), ("force aérienne", "forces aériennes"), ("chef d'état-major", "chefs d’état-major"), ("mise en garde", "mises en garde"),
]  # fmt: skip

_MISS = [
    ("Turquie", "une eau turquoise"),
    # other families
    ("Algérie", "Alger"), ("Alger", "algérien"), ("Tunis", "tunisien"), ("Syrie", "syriaque"), ("Syrie", "assyrien"), ("Égypte", "égyptologue"), ("Niger", "nigérian"),
    ("Garde", "gardien"), ("Liban", "libanisation"), ("Mali", "malice"), ("Libye", "libyque"), ("Oman", "roman"), ("Chine", "machine"),
    ("Rome", "roman"), ("Perse", "perse"), ("Tours", "tours"), ("Nord", "nord"), ("Est", "il est"), ("Chad", "chadburn"), ("Turquie", "truc"), ("Iran", "tiran"),
    # accents make another word
    ("arme", "armée"), ("arme", "armées"), ("armée", "arme"), ("armée", "armes"), ("armer", "l'armée"), ("mer", "mère"), ("per", "père"),
    ("grève", "grevé d'erreurs"), ("marche", "le marché"), ("ruse", "un renard rusé"), ("juge", "l'homme jugé"),
    # derived from other words
    ("port", "portail"), ("président", "résident"), ("mine", "ministériel"), ("police", "politicien"),
    # words that only share letters
    ("port", "porte"), ("cour", "course"), ("base", "bas"), ("bas", "base"), ("camp", "campagne"), ("mort", "mortier"), ("char", "charge"), ("parti", "partie"),
    ("tir", "tiroir"), ("troupe", "troupeau"), ("vil", "ville"), ("vent", "vente"), ("pois", "poison"), ("poisson", "poison"), ("force", "forçat"), ("feu", "feuille"),
    ("mine", "ministre"), ("mission", "émission"), ("front", "frontière"), ("chef", "chevet"), ("drone", "dronte"), ("raid", "raide"), ("roi", "roide"), ("loi", "loin"),
    ("pay", "pays"), ("obu", "obus"), ("proce", "procès"), ("moi", "mois"), ("foi", "fois"), ("cor", "corps"), ("pala", "palais"),
    ("soldat", "solde"), ("général", "génération"), ("garde", "gardénia"), ("otage", "potage"), ("sol", "soldat"), ("missile", "missive"),
    # verbs
    ("déployer", "déplore"), ("tirer", "attirer"), ("tuer", "tube"), ("porter", "portail"), ("livrer", "livret"), ("saisir", "saison"), ("vendre", "vendredi"),
    ("rendre", "rentre"), ("envahir", "envie"), ("nier", "niche"), ("prendre", "prison"),
    # phrases stay together
    ("force aérienne", "force navale"), ("force aérienne", "aérienne force"), ("cessez-le-feu", "cessez ce feu"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "text"), _HIT)
def test_french_term_hits(term: str, text: str) -> None:
    """The term hits a form of itself."""
    assert hits(term, text, lang="fr")


@pytest.mark.parametrize(("term", "text"), _MISS)
def test_french_term_misses(term: str, text: str) -> None:
    """The term leaves another word alone."""
    assert not hits(term, text, lang="fr")
    assert not hits(term, text, lang="fr", term_lang="")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("troupes", "une troupe"),
        ("Syrie", "les Syriens"),
        ("général", "généraux"),
        ("déployées", "déployé"),
        ("soldat", "soldats"),
    ],
)
def test_a_query_without_language_reads_french_plurals(term: str, text: str) -> None:
    """A word of a query has no language; its text has."""
    assert hits(term, text, lang="fr", term_lang="")
