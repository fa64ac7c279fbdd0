"""English counting."""

from bot.model import Bound, Counted
from bot.stories.counts.grammar import CountGrammar, ending, number_words, rules, starting
from bot.stories.wording import folded_words, pattern

#: Words that a noun phrase does not go past.
_STOP = (
    r"(?:in|at|on|of|after|before|as|by|with|for|from|to|and|or|but|that|who|whom|which|while|when|amid|during|near|over|under|into|against|"
    r"the|a|an|is|was|were|are|has|have|had|be|been|will|would|kill\w*|wound\w*|injur\w*|dead|die[ds]?|missing|arrest\w*|detain\w*|days?|years?|percent)"
)
_F = rf"(?:(?!{_STOP} )\w+ ){{0,3}}"
_BE = r"(?:(?:were|was|have been|has been|had been|have|had|are|is|remain|still|also|being|be|reportedly|reported|confirmed|feared|believed|went) )*"
_PEOPLE = (
    r"(?:people|persons?|civilians?|children|child|women|men|boys|girls|others?|more|soldiers?|troops|service(?:men|members|man|member)|police\w*|officers?|fighters?|militants?|"
    r"rebels?|insurgents?|gunmen|militiamen|members|residents?|villagers?|workers?|passengers?|migrants?|refugees?|protesters?|demonstrators?|students?|pilgrims?|worshippers?|journalists?|"
    r"medics|doctors|patients?|prisoners?|inmates?|hostages?|victims?|bodies|sailors?|crew|marines?|miners?|suspects?|activists?|settlers?|mourners?|farmers?|shoppers?|tourists?|\w+(?:ians?|ese|ans|is|ish))"
)
_THEN = r"(?= (?:in|at|on|near|and|as|after|during|across|overnight|since|outside|inside|along|[,;:—)(!?\"…/])(?![^ ])|$)"
_SOME = rf"Q(?: {_F}{_PEOPLE}|{_THEN})"
_DOWN = r"(?:shot down|shoots? down|shooting down|downed|downs|downing|destroy(?:s|ed|ing)?|intercept(?:s|ed|ing)?|brought down|neutrali[sz]ed|knocked out|lost|loses)"
_DRONES = r"(?:drones?|uavs?|unmanned aerial vehicles?)(?! (?:strikes?|attacks?|operators?|pilots?|units?|bases?|factor\w+|raids?))"
_PLANES = r"(?:aircraft|planes?|warplanes?|airplanes?|jets?|helicopters?|fighter jets?|bombers?|f \d+s?|mig \d+s?|su \d+s?|[a-z]{1,3} \d+\w* fighters)(?! (?:carriers?|crash\w*|passengers?|pilots?|bases?|strikes?|attacks?|parts))"
_MISSILES = (
    r"(?:missiles?|rockets?)(?! (?:strikes?|attacks?|launchers?|systems?|batter\w+|units?|engines?|bases?))"
)
_VEHICLES = r"(?:vehicles?|tanks?|trucks?|lorries|armou?red (?:vehicles|personnel carriers|carriers)|personnel carriers|humvees?|pickups?|apcs?)(?! (?:battalions?|drivers?|crews?|bombs?))"


def _lost(things: str) -> tuple[str, ...]:
    return (
        rf"{_DOWN} {_F}Q {_F}{things}",
        rf"Q {_F}{things} {_BE}{_DOWN}",
        rf"{_DOWN} of Q {_F}{things}",
    )


ENGLISH = CountGrammar(
    values=number_words(
        """one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15
        sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90
        hundred=100""",
    ),
    scales=number_words("thousand=1000 million=1000000 k=1000"),
    joint=folded_words("and"),
    orders=(
        (pattern([r"hundreds of thousands(?: of)?"]), 100_000),
        (pattern([r"tens of thousands(?: of)?"]), 10_000),
        (pattern([r"millions(?: of)?"]), 1_000_000),
        (pattern([r"thousands(?: of)?"]), 1000),
        (pattern([r"hundreds(?: of)?"]), 100),
        (pattern([r"(?:dozens|scores)(?: of)?"]), 10),
    ),
    roundly=(
        (pattern(["half a dozen"]), 6),
        (pattern(["two dozen"]), 24),
        (pattern(["three dozen"]), 36),
        (pattern(["(?:a|one) dozen"]), 12),
        (pattern(["a hundred"]), 100),
        (pattern(["a thousand"]), 1000),
    ),
    before=(
        (ending([r"(?:at least|no fewer than|not less than|a minimum of|upwards of)"]), Bound.AT_LEAST),
        (ending([r"(?:more than|over|above|in excess of|some more than|well over)"]), Bound.MORE_THAN),
        (ending([r"(?:up to|as many as|at most|no more than|fewer than|less than|under)"]), Bound.AT_MOST),
        (
            ending([r"(?:about|around|some|nearly|almost|roughly|approximately|an estimated|close to)"]),
            Bound.ABOUT,
        ),
    ),
    behind=((starting([r"(?:or more|at least)"]), Bound.AT_LEAST),),
    ranges=pattern([r"(?:to|—|or|and)"]),
    no_amount_before=ending(
        [
            r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)",
            r"(?:aged?|ages|resolution|article|section|chapter|channel|number|no|flight|route|highway|room|gate|pier|brigade|division|unit|group|g|class|top|day|"
            r"phase|stage|round|area|zone|block|page|level|grade|type|model|version|apollo|covid|boeing|airbus|iphone|windows)",
            r"(?:one|two|three|nine) (?:in|of every|out of)",
        ]
    ),
    no_amount_behind=starting(
        [
            r"(?:years?|yrs?|months?|weeks?|days?|nights?|hours?|minutes?|seconds?|am|pm|gmt|utc|st|nd|rd|th|percent|per|pct|percentage|times|fold|points?|goals?|seats?|votes?|"
            r"degrees?|dollars?|euros?|pounds?|lira|cents?|billion|bn|trillion|km|kms|kilomet\w+|miles?|met(?:re|er)s?|feet|foot|inch\w*|kg|kilos?|kilograms?|tons?|tonnes?|lit(?:re|er)s?|barrels?|acres?|hectares?|"
            r"mm|cm|mph|knots|decades?|centur\w+|quarters?|thirds?|halves|ratio|yards?|ounces?|mw|gw|megawatts?|january|february|march|april|may|june|july|august|september|"
            r"october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|street|avenue|road|caliber|calibre|in \d)",
        ]
    ),
    background=pattern(
        [
            r"since (?:the (?:war|start|beginning|outbreak|conflict|uprising|invasion|revolution|coup|collapse|fall|offensive)|last|early|late|mid|october|january|february|march|april|may|june|july|august|september|november|december|¤)",
            r"(?:last|previous|past) (?:year|month|week|decade|century)",
            r"(?:years|months|weeks|decades) (?:ago|earlier|of)",
            r"anniversar(?:y|ies)",
            r"(?:so far this|this) (?:year|month|season)",
            r"in ¤",
            r"¤ (?:war|attack|massacre|uprising|bombing|earthquake|coup|genocide|crash|disaster|invasion|revolution)",
            r"(?:every|each|a|per) (?:year|day|month|week)",
        ]
    ),
    rules=rules(
        (
            (
                None,
                (
                    # "12 soldiers and 3 civilians were killed": a sum that we do not make.
                    rf"Q {_F}{_PEOPLE} and Q {_F}{_PEOPLE} {_BE}(?:killed|wounded|injured|arrested|missing|captured|displaced)",
                    rf"Q {_F}(?:cases?|infections|homes|houses|buildings|schools|villages|families|orders|trials|films|statues|bodyguards)",
                    r"(?:one|none|any|some|all|most|half|many|few|each|only|another|part|members?) of (?:the |its |their |those |these )?Q",
                ),
            ),
            (
                Counted.KILLED,
                (
                    rf"kill(?:s|ed|ing)? {_SOME}",
                    r"(?:claim(?:s|ed|ing)?|took|takes|taking|cost(?:s|ing)?) (?:the lives of Q|Q (?:\w+ )?lives)",
                    rf"(?:leav(?:es|ing)|left) Q {_F}(?:dead|{_PEOPLE} dead)",
                    rf"Q {_F}(?:{_PEOPLE} )?{_BE}(?:dead|deaths|fatalities|die|dies|died|martyred|martyrs|slain|executed|massacred|drown(?:ed)?)",
                    r"(?:death )?toll (?:(?:\w+ ){0,9}(?:to|at|of|is|reach(?:es|ed)|hits?|pass(?:es|ed)|tops?|topped|exceeds|stands at|above) |: )Q",
                    r"number of (?:dead|deaths|fatalities|people killed|victims) (?:\w+ ){0,4}(?:to|at|of|is|reach(?:es|ed)|hits?|stands at) Q",
                    rf"Q {_F}(?:{_PEOPLE} )?{_BE}killed(?! (?:#|a |an |the |two |three |his |her |their |its |dozens))",
                    r"(?:deaths?|killings?|execution|massacre|bodies) of Q",
                    rf"Q {_F}bodies",
                ),
            ),
            (
                Counted.WOUNDED,
                (
                    rf"(?:wound|injur|hurt|maim)(?:s|es|ed|ing)? {_SOME}",
                    rf"(?:leav(?:es|ing)|left) Q {_F}(?:{_PEOPLE} )?(?:wounded|injured|hurt)",
                    rf"Q {_F}(?:{_PEOPLE} )?{_BE}(?:wounded|injured|hurt|injuries)",
                ),
            ),
            (
                Counted.MISSING,
                (rf"Q {_F}(?:{_PEOPLE} )?{_BE}(?:missing(?! since)|unaccounted for|lost at sea)",),
            ),
            (
                Counted.ARRESTED,
                (
                    rf"(?:arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|round(?:s|ed|ing)? up) {_SOME}",
                    rf"Q {_F}(?:{_PEOPLE} )?{_BE}(?:arrested|detained|rounded up)",
                    r"Q (?:new |more |fresh |mass )?arrests",
                    r"(?:arrests?|detention) of Q",
                ),
            ),
            (
                Counted.CAPTURED,
                (
                    rf"(?:captur(?:es|ed|ing)|abduct(?:s|ed|ing)?|kidnap(?:s|ped|ping)?|takes? prisoner|took prisoner) {_SOME}",
                    rf"Q {_F}(?:{_PEOPLE} )?{_BE}(?:captured|abducted|kidnapped|taken (?:hostage|prisoner|captive))",
                    r"(?:capture|abduction|kidnapping) of Q",
                ),
            ),
            (
                Counted.DISPLACED,
                (
                    rf"(?:displac(?:e|es|ed|ing)|uproot(?:s|ed|ing)?|evacuat(?:e|es|ed|ing)) {_SOME}",
                    rf"forc(?:es|ed|ing) Q {_F}{_PEOPLE} (?:to flee|from their homes|out of)",
                    rf"Q {_F}(?:{_PEOPLE} )?{_BE}(?:displaced|fled|flee|uprooted|evacuated|forced to flee)",
                ),
            ),
            (Counted.DRONES_LOST, _lost(_DRONES)),
            (Counted.MISSILES_LOST, _lost(_MISSILES)),
            (Counted.AIRCRAFT_LOST, _lost(_PLANES)),
            (Counted.VEHICLES_LOST, _lost(_VEHICLES)),
            # "Ariane 6 rocket", "Falcon 50 jet": a name, no number.
            (
                None,
                (
                    r"Q (?:\w+ )?(?:missile|rocket|jet|drone|plane|warplane|helicopter|bomber|tank|truck|vehicle)",
                ),
            ),
            (Counted.DRONES, (rf"Q {_F}{_DRONES}",)),
            (Counted.MISSILES, (rf"Q {_F}{_MISSILES}",)),
            (Counted.AIRCRAFT, (rf"Q {_F}{_PLANES}",)),
            (Counted.VEHICLES, (rf"Q {_F}{_VEHICLES}",)),
            (
                Counted.FIGHTERS,
                (
                    rf"Q {_F}(?:fighters?|militants?|mercenar(?:y|ies)|militiam[ae]n|rebels?|insurgents?|jihadists?|gunm[ae]n)(?! jets?)",
                ),
            ),
            (
                Counted.TROOPS,
                (
                    rf"Q {_F}(?:soldiers?|troops?|servicem[ae]n|service members?|commandos?|military personnel|paratroopers?|special forces)(?! (?:families|relatives|wives|widows))",
                    r"Q strong (?:force|contingent|unit|brigade|battalion)",
                ),
            ),
        )
    ),
)
