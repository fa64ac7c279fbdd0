"""French counting."""

from bot.model import Bound, Counted
from bot.stories.counts.grammar import CountGrammar, ending, number_words, rules, starting
from bot.stories.wording import folded_words, pattern

_F = r"(?:(?:autres?|nouveaux|nouvelles|jeunes|de ses|de leurs|de|des|d|simples|grands?|gros|petits?|vieux|premiers) ){0,2}"
_PEOPLE = (
    r"(?:personnes?|civils?|enfants?|femmes?|hommes?|autres?|soldats?|militaires?|policiers?|gendarmes?|combattants?|rebelles?|jihadistes?|djihadistes?|miliciens?|"
    r"habitants?|villageois|ouvriers?|passagers?|migrants?|manifestants?|etudiants?|eleves?|pelerins?|journalistes?|medecins?|patients?|prisonniers?|detenus?|otages?|"
    r"victimes?|marins?|mineurs?|suspects?|militants?|\w+iens?|\w+ais|\w+ains?|\w+eens?|\w+ites?|membres?|casques bleus|gardes?|pompiers?|secouristes?|fideles|agriculteurs?|touristes?|corps)"
)
_ADJ = r"(?:(?!(?:dans|en|a|au|aux|et|ou|ont|a|sont|par|pour|contre|sur|vers|qui|que|apres|avant|lors|depuis|pres|selon|dont|blesse|tue)\w* )\w+ ){0,3}"
_BE = r"(?:(?:ont|a|avaient|auraient|aurait|sont|est|etaient|etait|ete|ete|seraient|restent|portes|portees|toujours|encore|egalement|deja) )*"
_THEN = r"(?= (?:dans|en|a|au|aux|et|lors|apres|pres|sur|vers|depuis|[,;:—)(!?\"…/])(?![^ ])|$)"
_SOME = rf"Q(?: {_F}{_PEOPLE}|{_THEN})"
_ROUNDLY = number_words(
    "dizaine=10 douzaine=12 quinzaine=15 vingtaine=20 trentaine=30 quarantaine=40 cinquantaine=50 soixantaine=60 centaine=100"
)
_DOWN = r"(?:abat|abattent|abattant|abattre|abattue?s?|detrui(?:t|te|ts|tes|sent|sant|re)|intercept\w+|neutralis\w+|perdu\w*)"
_DRONES = r"drones?"
_MISSILES = r"(?:missiles?|roquettes?|rockets?)"
_PLANES = r"(?:avions?|helicopteres?|chasseurs?|bombardiers?|appareils? (?:militaires?|de combat))"
_VEHICLES = r"(?:vehicules?|blindes?|chars?|camions?|pick ups?)(?! (?:pieges?|piegees?))"


def _lost(things: str) -> tuple[str, ...]:
    return (
        rf"{_DOWN} {_F}Q {_F}{things}",
        rf"Q {_F}{things} {_ADJ}{_BE}{_DOWN}",
        rf"(?:destruction|interception|perte) de Q {_F}{things}",
    )


def _done(participle: str, noun: str = "") -> tuple[str, ...]:
    """The passive, the bare participle behind people, and a noun."""
    return (
        rf"Q {_F}(?:{_PEOPLE} )?{_ADJ}{_BE}{participle}",
        *([rf"Q {_F}{noun}"] if noun else []),
    )


FRENCH = CountGrammar(
    values=number_words(
        """deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14 quinze=15 seize=16
        vingt=20 vingts=20 trente=30 quarante=40 cinquante=50 soixante=60 cent=100 cents=100""",
    ),
    scales=number_words("mille=1000 million=1000000 millions=1000000"),
    joint=folded_words("et"),
    orders=(
        (pattern([r"(?:des|plusieurs|les) centaines de milliers(?: de| d| des)?"]), 100_000),
        (pattern([r"(?:des|plusieurs|les) dizaines de milliers(?: de| d| des)?"]), 10_000),
        (pattern([r"(?:des|plusieurs|les|de) millions(?: de| d| des)?"]), 1_000_000),
        (pattern([r"(?:des |plusieurs |les |quelques )?milliers(?: de| d| des)?"]), 1000),
        (pattern([r"(?:des |plusieurs |les |quelques )?centaines(?: de| d| des)?"]), 100),
        (pattern([r"(?:des |plusieurs |les |quelques )?dizaines(?: de| d| des)?"]), 10),
    ),
    roundly=(
        *(
            (pattern([rf"(?:une|quelque|la|d une) {word}(?: de| d| des)?"]), value)
            for word, value in _ROUNDLY.items()
        ),
        (pattern([r"(?:un|quelque) millier(?: de| d| des)?"]), 1000),
    ),
    before=(
        (ending([r"(?:au moins|pas moins de|un minimum de)"]), Bound.AT_LEAST),
        (ending([r"(?:plus de|plus d|au dela de)"]), Bound.MORE_THAN),
        (ending([r"(?:jusqu a|au plus|pas plus de|moins de|tout au plus)"]), Bound.AT_MOST),
        (ending([r"(?:environ|pres de|quelque|quelques|presque|autour de|a peu pres)"]), Bound.ABOUT),
    ),
    behind=((starting([r"au moins"]), Bound.AT_LEAST), (starting([r"au plus"]), Bound.AT_MOST)),
    ranges=pattern([r"(?:a|—|ou)"]),
    no_amount_before=ending(
        [
            r"(?:age|agee|ages|agees) de",
            r"(?:resolution|article|numero|no|n|vol|route|chapitre|section|groupe|g|brigade|division|unite|top|jour|phase|chaine|apollo|covid|boeing|airbus|euro)",
            r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)",
        ]
    ),
    no_amount_behind=starting(
        [
            r"(?:ans?|annees?|mois|semaines?|jours?|nuits?|heures?|h|minutes?|secondes?|pour cent|pct|fois|points?|buts?|sieges?|voix|degres?|dollars?|euros?|livres?|francs?|milliards?|md|"
            r"km|kilomet\w+|metres?|m|kg|kilos?|kilogrammes?|tonnes?|litres?|barils?|hectares?|mm|cm|decennies?|siecles?|quarts?|tiers|e|er|eme|ieme|gmt|mw|gw|"
            r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|rue|avenue|boulevard)",
        ]
    ),
    background=pattern(
        [
            r"depuis (?:le (?:debut|declenchement|depart)|la (?:guerre|chute|revolution)|l (?:an|ann\w+|invasion|offensive)|¤|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)",
            r"(?:l an|l annee|le mois|la semaine|l ete|l hiver|la decennie) (?:dernier|derniere|passe|passee|precedente?)",
            r"(?:il y a|voici) ¤? ?\w* ?(?:ans|mois|semaines|decennies)",
            r"anniversaires?|commemor\w+",
            r"(?:cette annee|ce mois ci|depuis janvier)",
            r"en ¤",
            r"de ¤",
            r"(?:chaque|par) (?:annee|an|jour|mois|semaine)",
        ]
    ),
    rules=rules(
        (
            (
                None,
                (
                    rf"Q {_F}{_PEOPLE} et Q {_F}{_PEOPLE} {_BE}(?:tue|blesse|arrete|disparu|deplace|interpelle)\w*",
                    rf"Q {_F}(?:cas|infections|contaminations|maisons|villages|familles|ecoles|logements|batiments|experts|films)",
                    r"(?:un|une|certains|la plupart|aucun|moitie|tiers|membre) (?:de|des|d entre) (?:les |ses |leurs |ces )?Q",
                ),
            ),
            (
                Counted.KILLED,
                (
                    rf"tu(?:e|es|ees|ee|ent|ant|er) {_SOME}",
                    r"(?:mort|morts|deces|assassinat|execution|corps) de Q",
                    r"(?:cout(?:e|ent|ant|er)|ote|arrache) la vie a Q",
                    r"bilan (?:\w+ ){0,8}(?:a|de|est de|atteint|depasse|passe a|s eleve a|:) Q(?! (?:\w+ )?blesse)",
                    r"bilan : Q(?! (?:\w+ )?blesse)",
                    r"nombre de (?:morts|victimes|tues|deces) (?:\w+ ){0,6}(?:a|de|atteint) Q",
                    *_done(
                        r"(?:tue|tues|tuee|tuees|mort|morts|morte|mortes|decede\w*|perdu la vie|peri|executes?|massacre\w*|noye\w*)",
                        r"(?:morts?|deces|tues|cadavres|corps)",
                    ),
                    r"fai(?:t|sant|re) Q victimes",
                ),
            ),
            (Counted.WOUNDED, (rf"bless(?:e|es|ent|ant|er|ees) {_SOME}", *_done(r"blesse\w*", r"blesse\w*"))),
            (Counted.MISSING, _done(r"disparue?s?", r"disparus?")),
            (
                Counted.ARRESTED,
                (
                    rf"(?:arret(?:e|ent|ant|er)|interpell(?:e|ent|ant|er)) {_SOME}",
                    r"(?:arrestations?|interpellations?|detention) de Q",
                    *_done(
                        r"(?:arrete(?:s|e|es)|interpelle(?:s|e|es))", r"(?:arrestations?|interpellations?)"
                    ),
                ),
            ),
            (
                Counted.CAPTURED,
                (
                    rf"(?:captur(?:e|ent|ant|er)|enlev(?:e|ent|ant|er)|kidnapp\w+) {_SOME}",
                    r"(?:capture|enlevement) de Q",
                    *_done(
                        r"(?:capture(?:s|e|es)|enleve(?:s|e|es)|kidnappe\w*|pris en otages?|prises en otages?|faits prisonniers)"
                    ),
                ),
            ),
            (
                Counted.DISPLACED,
                (
                    rf"(?:deplac(?:e|ent|ant|er)|evacu(?:e|ent|ant|er)) {_SOME}",
                    r"(?:fuite|deplacement|evacuation|exode) de Q",
                    *_done(r"(?:deplace(?:s|e|es)|evacue(?:s|e|es)|fui|fuient|pris la fuite)", r"deplaces"),
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
            (
                Counted.FIGHTERS,
                (
                    rf"Q {_F}(?:combattants?|miliciens?|mercenaires?|jihadistes?|djihadistes?|rebelles?|insurges?)",
                ),
            ),
            (Counted.TROOPS, (rf"Q {_F}(?:soldats?|militaires?|parachutistes?|troupes)",)),
        )
    ),
)
