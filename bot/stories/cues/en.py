"""English cues of stance; their false friends stand in `en_plain`."""

from bot.model import Stance
from bot.stories.cues.cue import CueWords, Side, cue, cue_words
from bot.stories.cues.en_plain import CHECKING, TOLD, UNCHECKED, UNCONFIRMED, UNSAID, VOID

_FORCES = r"(?:troops|soldiers?|forces|fighters|military|personnel|bases?|mercenaries|pilots|advisers|advisors|officers|experts|instructors|jets|planes|warplanes|aircraft|drones|weapons|missiles|tanks|warships)"

_MEANT = rf"(?:{_FORCES}|presence|involvement|role|talks|deal|plan|plans|truth|link|links|casualties|victims|deaths|prisoners|hostages|negotiations|contacts?|request|order|coup|attack|strike|raid|decision|agreement|shipments?|flights?|withdrawal|outbreak|shortages?|leaks?|evidence|crisis|devaluation|layoffs|increase|ban)"

_DEED = r"(?:seiz\w+|captur\w+|taken|took|controls?|controlled|recaptured|retaken|shot|downed|destroyed|killed|repelled|repulsed|foiled|thwarted|struck|hit|targeted|attacked|entered|advanced|pushed|intercepted|inflicted|overran|overrun|liberated|fired|sunk|sank|tested|test fired|hacked|in control of)"

_WRONG = r"(?:opened fire|fired first|started|looted|tortured|executed|raped|burned|abused|beat|detained|bombed|attacked|shelled|fired on|violated|breached|invaded|armed|arming|backs|backed|supplied|supplies|supplying|sent|sold|shipped|hid|stole|crossed into|struck|sponsored|recruited|plotted|smuggled|ambushed|massacred)"

#: Who else than its own doer tells of a thing.
_TELLERS = (
    r"(?:sources?|witness(?:es)?|eyewitness(?:es)?|activists?|insiders?|trackers|spotters|bloggers|hackers|charit(?:y|ies)|residents?|locals|villagers|survivors|neighbou?rs|relatives|families|monitors?|watchdogs?|observers|researchers|"
    r"analysts?|experts?|investigators|nurses|passengers|inmates|prisoners|detainees|neighbors|campaigners|rights groups?|aid groups?|ngos?|opposition|dissidents?|exiles|defectors?|critics|opponents|detractors|rebels?|militants?|insurgents?|separatists?|mutineers|plaintiffs|lawyers?|"
    r"prosecutors?|accusers?|whistleblowers?|leaks?|memos?|documents?|files|emails?|cables?|papers|records|intercepts|dossier|diplomats?|lawmakers?|traders?|fishermen|farmers|refugees|migrants|medics|doctors)"
)

#: People of no office: whoever is told of as "a" somebody is a source without a name.
_SOMEBODY = (
    r"(?:an?|another|one|two|three|four|five|several|some|many|a few|a second|a former) "
    r"(?!(?:\w+ ){0,4}(?:spokes\w+|statement|ministry|minister|court|judge|communique|bill|law|survey|study|poll|letter|sign|notice|map)(?![^ ]))"
)

#: Who prints and broadcasts.
_OUTLETS = (
    r"(?:media|newspapers?|press|television|tv|radio|dail(?:y|ies)|broadcasters?|outlets?|websites?|tabloids?|(?:news|press|wire|state|official|iranian|turkish|russian|chinese|syrian) agenc(?:y|ies)|"
    r"channels?|bloggers?|weekly|magazine|news site|papers)"
)

_SAYS = r"(?:says?|said|saying|insist\w*|maintain\w*|assert\w*|stress\w*|declar\w*|add\w*|claim\w*|vow\w*|repl\w+|respond\w*|repeat\w*|swear\w*|swore|protest\w*|tells?|told)"

#: Past or present denied, as against "will not" and what is only not ready or not decided.
_NOT = r"(?:(?:did|has|have|had|does|do|was|were) (?:not|never)|(?:didn|hasn|haven|hadn|doesn|don|wasn|weren) t|never|has no|have no|had no|had nothing|has nothing|have nothing)"

_NOT_YET = (
    r"(?! (?:\w+ ){0,3}(?:yet|decid\w*|receiv\w*|enough|ruled|rule|expect\w*|want|wants|wanted|know|knows|knew|found|find|seen|see|reached|reach|plan to attend|intend|need|agreed|seek|sure|comment|respond|commented|intention|doubt|choice|alternative|option|illusions?|time|objections?|regrets?|fear|worries|concerns?|budget|money|plans?))"
    # What one did badly, cannot bear or does not feel is no denial either.
    r"(?! (?:\w+ly )?(?:deserv\w*|wear\w*|serious|good|well|easy|ready|play|played|perform\w*|train|trained|win|won|scored?|surprised|happy|satisfied|pleased|afraid|worried|planning|available|fit|able|give up|giv\w+ in|back\w* down|bow|surrender|quit|stop|forget|change|think|believe|mind|like|care|understand|remember|feel|work|working|over|done|complete|clear|life threatening|wavered?|regret|hesitate|lose|lost|just|only|simply|doubt))"
)

#: Who speaks for another: what they say was not so is denied for him.
_SPEAKS_FOR = r"(?:lawyers?|attorneys?|counsel|solicitors?|barristers?|agents?|spokes\w+|representatives?|publicists?|aides?|family|office|campaign|management|embassy|defen[cs]e)"

_WAS_NOT = r"(?:(?:did|had|was|were) (?:not|never)|(?:didn|hadn|wasn|weren) t|never)"

_NOT_THERE = r"(?! (?:\w+ ){0,2}(?:doubts?|alternatives?|choice|options?|need|plans?|signs?|hope|room|substitute|solution|time|way|limits?|excuses?|reasons?|guarantees?|money|going back|turning back|place for|change|point|rush|hurry|danger|immediate|words?|winners?|yet))"

_NONSENSE = r"(?:absurd|ridiculous|laughable|preposterous|ludicrous|outlandish|outrageous lies?|nonsense|nonsensical|rubbish|bogus|hogwash|garbage|malicious|defamatory|libell?ous|slanderous|politically motivated|a witch hunt|(?:a )?smears?(?: campaign)?|inauthentic|fraudulent|forged|forger(?:y|ies)|not authentic|a stunt|a set up)"

ENGLISH: CueWords = cue_words(
    void=VOID,
    unchecked=UNCHECKED,
    checking=CHECKING,
    unsaid=UNSAID,
    unconfirmed=UNCONFIRMED,
    cues=(
        cue(
            Stance.RETRACTS,
            Side.BEFORE,
            rf"(?:retract\w*|withdr(?:ew|aws?|awn|awing)|takes? back|took back|recant\w*|disavow\w*|backtrack\w* on|rescind\w*) (?:\w+ ){{0,5}}(?:{TOLD}|article|confession|testimony|denial|claim|remarks?|comments?|tweet|post|video|dispatch|interview)",
            r"(?:deletes?|deleted|removes?|removed|pulls?|pulled|takes? down|took down|kills?|killed) (?:\w+ ){0,4}(?:stor(?:y|ies)|article|tweet|dispatch|news item|report)",
            r"(?:apologi[sz]e\w*|apology|regret\w*) (?:\w+ ){0,3}for (?:\w+ ){0,4}(?:reports?|reporting|article|stor(?:y|ies)|error|mistake|false \w+|erroneous \w+|incorrect \w+|publishing|tweet)",
            r"(?:issues?|issued|publishes|published|runs?|ran) (?:a |an )?(?:correction|retraction)",
            r"retract(?:s|ed|ion|ing)?",
        ),
        cue(
            Stance.RETRACTS,
            Side.NOWHERE,
            r"correction :",
            r"(?:an earlier|a previous|our earlier|the earlier) (?:version|report|article|stor(?:y|ies)) (?:\w+ ){0,6}(?:wrongly|incorrectly|mistakenly|erroneously|misstated|error)",
        ),
        cue(
            Stance.DENIES,
            Side.AFTER,
            r"(?:denied|dismissed|rejected|refuted|rebutted|disputed|debunked) (?:\w+ly )?by",
            r"(?:denial|denials|rebuttal) (?:from|by)",
        ),
        cue(
            Stance.DENIES,
            Side.BEFORE,
            r"den(?:y|ies|ied|ying)",
            r"denials?",
            rf"(?:dismiss|dismisses|dismissed|dismissing|brushes aside|brushed aside|brushes off|brushed off|shrugs off|waves away|scoffs? at|scoffed at) (?:\w+ ){{0,7}}(?:{TOLD}|baseless|false|untrue|rumours|fabricated|nonsense|absurd|propaganda|fake)",
            rf"reject(?:s|ed|ing)? (?:[\w]+ ){{0,7}}(?:{TOLD}|having|being|that)",
            rf"(?:rubbish(?:es|ed)?|quash(?:es|ed)?|scotch(?:es|ed)?|laugh(?:s|ed)? off|mocks?|mocked|derid(?:e|es|ed)|pour(?:s|ed)? cold water on|push(?:es|ed)? back (?:on|against)|hits? back at|slaps? down) (?:\w+ ){{0,4}}{TOLD}",
            r"contradict(?:s|ed|ing)?",
            r"(?:insist|maintain)(?:s|ed) (?:that )?(?:he|she|it|they) (?:[\w]+ ){1,3}(?:nobody|no one|nothing|none)(?![^ ])",
            rf"(?:rebuff|spurn|quash|knock\w* back|throw\w* out)\w* (?:\w+ ){{0,3}}{TOLD}",
            # Asked, one says no.
            r"(?:answer|repl|respond|retort|snap|shot back)\w* (?:[\w]+ ){0,4}[:,]? ?(?:\" )?(?:no|never|certainly not|absolutely not|definitely not|of course not|not at all|not true|not so|nothing of the (?:sort|kind)|in the negative)(?= (?:[,\"?!]|$)|$)",
            r"(?:refut(?:e|es|ed|ing)|rebut(?:s|ted|ting)?|debunk(?:s|ed|ing)?|repudiat(?:e|es|ed|ing))",
            rf"(?:disput(?:e|es|ed|ing)|contradict(?:s|ed|ing)?|contest(?:s|ed)|challenges?|challenged) (?:\w+ ){{0,4}}{TOLD}",
            r"(?:plead(?:s|ed)?|pleas? of) not guilty",
            # What a man's lawyer or spokesman says was not so, and what anybody insists was not so.
            rf"{_SPEAKS_FOR} (?:(?:for|of) (?:[\w]+ ){{1,4}}|[\w]+ ){{0,2}}{_SAYS} (?:that )?(?:[\w]+ ){{1,6}}(?:{_NOT}|(?:is|are) not|(?:isn|aren) t){_NOT_YET}",
            rf"(?:insist|maintain|stress|protest|swear|swore|clarif|assur)\w* (?:\w+ )?(?:that )?(?:[\w]+ ){{1,6}}(?:{_WAS_NOT}|(?:has|have) (?:not|never)){_NOT_YET}",
            rf"{_SAYS} (?:that )?(?:[\w]+ ){{1,5}}(?:(?:was|were|is|are|had been|has been|have been) not|(?:was|were|is|isn|wasn|weren|aren) t) (?:\w+ly )?(?:involved|behind|responsible for|linked|connected|implicated|aware of|present|complicit|part of|party to|affected|compromised|true|accurate|real|authentic|genuine|correct)",
            rf"{_SAYS} (?:that )?(?:[\w]+ ){{1,5}}(?:never|did not|didn t|had not|was not|were not) (?:ever |actually )?(?:take place|took place|taken place|happen\w*|occur\w*|existed?|met|meet|signed?|paid|pay|sent|send|ordered?|touched?|use|used|cross\w*|enter\w*|target\w*|str[iu]ck|strike|hit|fired?|attack\w*|offered|approached|leaked?|stolen|cancelled|hacked|breached|spoke|spoken|authori[sz]ed?|approved?)",
            rf"{_SAYS} (?:that )?there (?:is|was|were|are|has been|have been|had been|s) (?:\w+ly )?(?:no|never|nothing){_NOT_THERE}",
            rf"{_SAYS} (?:[\w]+ ){{0,8}}at no (?:point|time|stage|moment)",
            rf"{_SAYS} (?:[\w]+ ){{1,4}}(?:was|were|had been) nowhere near the",
            rf"{_SAYS} (?:[\w]+ ){{0,6}}(?:in no way|by no means) (?:involved|responsible|linked|connected|implicated|related|true)",
            rf"{_SAYS} (?:[\w]+ ){{1,3}}(?:is|are|was|were) innocent",
            r"(?:play(?:s|ed|ing)? down|downplay\w*|put(?:s|ting)? (?:paid|an end|to rest|to bed)|pour\w*|lays? to rest|silences?|shut(?:s)? down) (?:\w+ ){0,4}(?:rumou?rs?|speculation|allegations?|accusations?|claims?|suggestions?)",
            r"(?:sets?|setting) (?:the )?record straight",
            rf"dispel\w* (?:[\w]+ ){{0,4}}(?:{TOLD}|fears?|myths?|notion|worries)",
            rf"{_SAYS} (?:that )?no (?!decision|date|one (?:knows|has)|timetable|agreement|progress|details|arrests?|tickets?|further|final|immediate)(?:[\w]+ ){{1,3}}(?:was|were|had been|has been|have been|died|took place|happened|entered|crossed|changed hands){_NOT_YET}",
            rf"(?:calls?|called|describ\w+|brand\w*|label\w*|slam\w*|blast\w*|denounc\w+|dismiss\w*|condemn\w*|decr\w+) (?:[\w\"]+ ){{0,8}}{_NONSENSE}",
            rf"(?:calls?|called|describ\w+|brand\w*|label\w*|slam\w*|dismiss\w*|decr\w+) (?:[\w]+ ){{0,5}}{TOLD} (?:as )?(?:an? |mere |just )?(?:\w+ )?(?:pretexts?|excuses?|ploys?|smokescreen|distraction|diversion|provocations?|blackmail|theatre|stunts?|theatrics|scaremongering|mudslinging)",
            r"(?:distort|misrepresent|twist)\w* (?:of )?(?:the |his |her |its |their )?(?:facts?|truth|reality|remarks|words)",
            r"(?:warn(?:s|ed|ing)?|beware|caution\w*|alert\w*) (?:\w+ ){0,4}(?:of|about|against|over) (?:\w+ ){0,3}(?:fake|false|bogus|fabricated|doctored|forged) (?:\w+ ){0,2}(?:news|reports?|claims?|rumou?rs?|posts?|videos?|messages?|information|images?|letters?|statements?|accounts?|stor(?:y|ies)|audio|documents?)",
            r"(?:stop|stops|quit) (?:spreading|sharing|inventing|believing|peddling) (?:\w+ ){0,3}(?:lies|rumou?rs|falsehoods|fake \w+|false \w+|misinformation|nonsense|gossip|claims?|stories)",
            r"(?:rule[sd]?|ruling) out (?:\w+ ){0,2}(?:foul play|terror\w*|sabotage|arson|criminal \w+|an attack|hostile \w+|hacking|cyber ?attack|suicide)",
            r"(?:insist|maintain|stress|swear|assert|swore)\w* (?:[\w]+ ){0,10}(?:that |and )(?:nobody|no one|none|nothing|neither)(?![^ ])",
            rf"{_SAYS} (?:that )?(?:it|they|this|that|these|those|the [\w]+) (?:is|are|was|were) (?:an? |just |pure |mere |all |simply )*(?:[\w]+ )?(?:fairy tales?|fantas(?:y|ies)|inventions?|lies?|myths?|fictions?|nonsense|fabrications?|slanders?|smears?|hoax(?:es)?|rubbish|gossip|propaganda)(?![^ ])",
            rf"(?:shoots?|shot|slap\w*|bat(?:s|ted)?|swat\w*|wav(?:es?|ed|ing)|knock\w*|brush\w*|shrug\w*|bat(?:s|ted)|sweeps?|swept) (?:down|away|aside|back|off) (?:\w+ ){{0,4}}{TOLD}",
            rf"(?:pours?|poured|heaps?|heaped) (?:scorn|ridicule|cold water|derision) on (?:\w+ ){{0,4}}(?:{TOLD}|idea|notion)",
            rf"(?:hits?|hit|lash\w*|fires?|fired) (?:out |back )(?:at |against )?(?:\w+ |\" ){{0,4}}(?:{TOLD}|fabricated|baseless|lies)",
            rf"(?:ridicul|scorn|belittl|deplor|decr|disown|disclaim)\w* (?:\w+ ){{0,4}}{TOLD}",
            rf"(?:bristl|scoff|bridl|balk|sneer|recoil|laugh|chafe)\w* at (?:[\w]+ ){{0,3}}(?:{TOLD}|idea|notion)",
            rf"takes? issue with (?:\w+ ){{0,4}}{TOLD}",
            r"(?:rule[sd]? out|denied|deny|disclaim\w*|disavow\w*) (?:any )?(?:involvement|responsibility|role|link|knowledge)",
            r"(?:had|has|have|played|plays) (?:absolutely )?(?:nothing to do with|no (?:role|part|hand|say|knowledge|involvement|links?|connection|presence|ties?) (?:in|with|to|of|on|whatsoever))",
            rf"(?<!a )(?<!the )(?<!his )(?<!its ){_SAYS} (?:\w+ )?(?:that )?(?:it|they|he|she|there|its \w+|his \w+|her \w+|their \w+|the \w+|this|these|those) (?:\w+ )?{_NOT}{_NOT_YET}",
            rf"(?<!a )(?<!the ){_SAYS} (?:that )?(?:none|neither|no one|nobody|nothing|not one|not a single|no (?:\w+ )?{_FORCES}|no (?:civilians|citizens|nationals|deal|meeting|shots?|ransom|bribes?|torture|prisoners?))(?! (?:\w+ ){{0,3}}yet) (?:\w+ ){{0,6}}(?:has|have|had|is|are|was|were|took|happened|did|entered|crossed|came|left|been)",
            r"(?:urges?|urged|asks?|asked|tells?|told|calls? on|called on|warn(?:s|ed)?|advis\w+) (?:\w+ ){0,4}(?:to ignore|not to believe|not to heed|to disregard|not to share|not to spread|against believing) (?:\w+ ){0,3}(?:rumou?rs?|reports?|claims?|posts?|hoax\w*|messages|fake \w+|false \w+|videos?)",
            r"(?:insist|maintain|protest)(?:s|ed|ing)? (?:that )?(?:\w+ ){1,4}(?:is|are|was|were) not(?! (?:enough|ready|yet|over|a threat|at war))",
            r"(?:insist|maintain|protest)(?:s|ed|ing)? (?:on |of )?(?:his|her|their|its) innocence",
            r"(?:calls?|called|describ\w+|brand\w*|label\w*|slam\w*|denounc\w+) (?:[\w\"]+ ){0,8}(?:(?:pure |total |complete )?(?:invention|inventions|fiction|fantasy)|an? (?:\w+ )?(?:lie|fairy tale|myth|hoax)|lies|doctored|staged|manipulated|false|fake|fake news|fabrications?|fabricated|untrue|fictitious|disinformation|misinformation|slander|smear|hoax|absurd|nonsense|rubbish|propaganda)",
            r"(?:said|says|insist\w*|stress\w*) (?:that )?(?:it|they|he|she|there|none of its|no \w+)(?: (?:has|have|had|is|are|were|was))? (?:no|never|not) (?:\w+ ){0,2}(?:troops|soldiers|forces|presence|involvement|role|part|plans to send|sent|link|links|knowledge|connection)",
        ),
        cue(
            Stance.DENIES,
            Side.NOWHERE,
            r"(?:baseless|unfounded|groundless)",
            r"(?:pure|complete|total|utter|outright) (?:fiction|inventions?|fabrications?|fantasy|nonsense|lies|lie)",
            r"untrue",
            r"^(?:fact check|factcheck|reality check|debunked|hoax|fake|false|misleading) :(?! (?:yes|true|correct|right) )(?! (?:\w+ ){0,6}(?:true|correct|right|genuine|real)$)(?! (?:is|are|did|does|do|was|were|has|have|can|how|what|why) )",
            r"(?:^|[:\"] )(?:\" )?no , (?:[\w]+ ){1,8}(?:not|never|no|didn|isn|aren|wasn|weren|hasn|haven|doesn|don|won|can)(?![^ ])",
            r"far (?:from|removed from) (?:the )?(?:truth|true|accurate|reality|correct)",
            rf"nothing (?:in|to) (?:the |these |those |this )?(?:[\w]+ ){{0,2}}{TOLD}(?! (?:new|wrong))",
            rf"contrary to (?:[\w]+ ){{0,4}}(?:{TOLD}|posts?|what (?:has|was|is|had|have|some|many|the|people|media|you|he|she|they))",
            r"(?:is|was|were|are|had been|has been|there s) no such \w+",
            r"no such (?:[\w]+ ){1,3}(?:exists?|existed|was|were|has|had|took|is|are|will)",
            r"(?:never|did not|didn t) (?:actually )?(?:took place|take place|happened|happen|occurred|occur|existed|exist)(?! (?:yet|until|before|since))(?= (?:[\w,]+ ){0,8}(?:says?|said|insist\w*|according|spokes\w+|ministry|officials?|army|police)|$)",
            rf"{TOLD} (?:[\w]+ ){{0,8}}(?:is|are|was|were) (?:\w+ly |all |just |pure |plain |both )*(?:wrong|misleading|bogus|nonsense|rubbish|exaggerated|overblown|inaccurate|invented|made up|absurd|ridiculous|laughable|malicious|defamatory|unsubstantiated and|without (?:basis|merit|foundation)|not (?:accurate|correct|real|genuine))",
            r"not a (?:shred|grain|word|scrap|single word|kernel|hint|trace) of (?:\w+ )?(?:truth|evidence|proof|it|this)",
            r"(?:zero|not an? (?:ounce|iota|element|inch)|no (?:shred|grain|ounce|iota|element|scrap) of) ?(?:of )?(?:truth|basis|substance|validity|foundation)",
            r"(?:not a word|none) of (?:it|this|that) (?:is|was) (?:true|real|accurate)",
            r"falsely (?:claim\w*|attribut\w*|report\w*|suggest\w*|portray\w*|alleg\w*|link\w*|assert\w*)",
            r"(?:figments? of (?:\w+ ){0,2}imagination|old wives tale|urban myth|wild (?:claims|speculation|rumou?rs|accusations?)|smear campaign|witch hunt|cock and bull)",
            rf": (?!why|how|what|when|where|who|if|analysis)(?:(?!that|who|which|why|how|what)[\w]+ ){{1,5}}(?:{_WAS_NOT}){_NOT_YET}(?! (?:so|to be|alone|enough|just|only|be|been|more|end|stop|forget|again|win|deserve|mind|say|a good|easy|about))",
            r": no (?!(?:decision|date|timetable|agreement|progress|details|arrests?|tickets?|further|final|immediate|winner|one|doubt|sign|end|longer|more)(?![^ ]))(?:[\w]+ ){1,3}(?:was|were|has been|have been|had been|died|took place|happened|entered|crossed|left|is being|are being)(?! (?:\w+ ){0,2}yet)",
            rf"(?:^|[:\"] )(?:\" )?(?:neither|nor|not one|none) (?:[\w]+ ){{2,14}}(?:\" )?, (?:\" )?(?:[\w]+ ){{0,4}}{_SAYS}",
            rf"(?:not|never|no) (?:\w+ ){{1,9}}, (?:\w+ ){{0,4}}{_SAYS}(?<!told)(?: [\w,]+){{0,7}}$",
            rf"(?:^|[:\"] )(?:nobody|no one|none of|not a single|not one) (?:[\w]+ ){{1,10}}, (?:\" )?(?:\w+ ){{0,4}}{_SAYS}",
            rf"(?:^|: )\" (?:not (?:a|an|one)|no|none|nobody|never|nothing) (?:[\w]+ ){{1,9}}(?:, )?\" (?:, )?(?:[\w]+ ){{0,5}}{_SAYS}(?! (?:coach|manager|captain|player))",
            rf"(?:charges?|{TOLD}) (?:[\w]+ ){{0,4}}(?:is|are|was|were) (?:\w+ly )?{_NONSENSE}",
            r"^(?:not (?:our|ours|my|mine|us|me|guilty)|it wasn t (?:us|me)|wasn t us)(?![^ ])",
            r"(?:that|it|this|which) (?:simply |just |absolutely )?(?:never happened|did not happen|didn t happen|is not true|isn t true|is a lie|was a lie)",
            r"(?:[:\"]|^) (?:\" )?(?:we|i|they|our \w+|my \w+) (?:(?:have|had|was|were|am|are) (?:not|never)|haven t|hadn t|wasn t|weren t|did not|didn t|do not have|don t have|never|have no|had no|had nothing|have nothing)"
            + _NOT_YET,
            rf"(?:fabricated|concocted|bogus|trumped up|made up|invented|doctored|faked) (?:\w+ )?(?:{TOLD}|leaks?|videos?|images?|footage|quotes?|letter|story)",
            r"\" (?:fabricated|fake|false|lies|a lie|nonsense|absurd|fantasy|made up|bogus) \"",
            r"(?:video|image|photo|footage|document|letter|quote|recording|clip)s? (?:\w+ ){0,8}(?:is|are|was|were) (?:fake|doctored|fabricated|forged|not authentic|ai generated|old|invented|made up|staged|misattributed|filmed elsewhere|taken elsewhere|out of context|taken out of context)",
            r"(?:conspiracy theor(?:y|ies)|fake news|false alarm)",
            r"without (?:any )?(?:foundation|basis|merit)",
            r"no (?:basis in|truth (?:in|to|at all)|truth|foundation|such (?:thing|attack|deal|plan|meeting|order|troops|talks|incident|decision|agreement)|basis)",
            r"(?:completely|totally|absolutely|utterly|entirely|categorically|patently) (?:false|untrue|wrong|fabricated|made up)",
            r": (?:we|i|they|our \w+) (?:have |had )?never \w+",
            r": (?:we|i|they|our \w+) (?:did not|didn t|have not|haven t|had not|do not|don t) (?:\w+ )?(?:attack|bomb|str[iu]ck|strike|shell|kill|target|fire|sen[dt]|sell|sold|arm|suppl|support|back|block|harbou?r|host|deploy|tortur|us(?:e|ed)|steal|order|have any|touch|hit)\w*",
            r"there (?:is|was|were|are|has been|have been) (?:no|never any) (?:\w+ ){1,4}, (?:\w+ ){0,3}(?:says?|said|insists?|insisted|maintains?)",
            r"(?:is|are|was|were|as|be|been) (?:\w+ly |all |just |totally |simply )?(?:not true|untrue|false|fake|a lie|lies|fabricated|a fabrication|fabrications|a hoax|incorrect|inaccurate|fictitious)",
            rf"(?:false|fake|fabricated|untrue|bogus) {TOLD}",
            rf": (?:we have |there are |there is |there was |there were |has |have )?(?:no|never|none of) (?:\w+ ){{0,2}}{_MEANT}",
            rf"(?:there are|there is|there were|there was|we have|we had|has|have) (?:no|never had|never sent|not sent|not any|not a single) (?:\w+ ){{0,2}}{_FORCES} (?:\w+ ){{0,6}}(?:says?|said|insists?|insisted|in|on|at|here|there|abroad)(?![^ ])",
        ),
        cue(
            Stance.CONFIRMS,
            Side.AFTER,
            r"(?:confirmed|verified|corroborated|authenticated|acknowledged) (?:\w+ly )?by",
            r"confirmation (?:from|by)",
        ),
        cue(
            Stance.CONFIRMS,
            Side.BEFORE,
            r"confirm(?:s|ed|ing)?",
            r"(?:acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?|confess(?:es|ed|ing)?|own(?:s|ed) up to)",
            r"conced(?:e|es|ed|ing)",
            r"(?:verif(?:ied|ies)|corroborat(?:e|es|ed)|authenticat(?:e|es|ed))",
            r"(?:takes|took|claims|claimed|accepts|accepted) (?:full )?(?:blame) for",
            r"(?:tests?|dna|autopsy|post mortem|analysis|analyses|forensic\w*|samples|imagery|fingerprints) (?:\w+ ){0,4}(?:prove[sd]?|proven|establish\w*)(?! (?:inconclusive|negative|positive|a |to be))",
            r"comes? clean (?:on|about|over)",
        ),
        cue(
            Stance.CONFIRMS,
            Side.NOWHERE,
            r"(?:it s |it is |now )official :",
            r"^official :",
            r"officially (?:confirmed|acknowledged|admitted|recogni[sz]ed as dead)",
        ),
        cue(
            Stance.CLAIMS,
            Side.OWN,
            r"(?:rebel|militia|separatist|insurgent|militant|guerrilla|jihadist|unnamed|unidentified|anonymous|dissident|opposition(?= (?:commander|fighter|field|military|source))) (?:\w+ ){0,2}(?:commander|leader|official|fighter|spokes\w+|member|general|officer|chief|figure|source)s? (?:has |have |had |also )?(?:says?|said|tells?|told|report\w*|claim\w*)",
            r"(?:unnamed|anonymous|informed|well placed|diplomatic|military|security|intelligence|local|official|government|western|rebel|opposition|medical|hospital|tribal|field|exclusive|private|senior|political|judicial|police) (?:\w+ )?sources?",
        ),
        cue(
            Stance.CLAIMS,
            Side.OWN,
            rf"(?:\w+ ){{0,2}}{_TELLERS} (?:have |has |also |who \w+ )?(?:say|says|said|suggest\w*|show\w*|reveal\w*|describ\w*|recount\w*|report|reports|reported|recall\w*|charge|charges|charged|told(?! to )|speak of|spoke of|tell of|told of|indicat\w*|point to|detail\w*)",
            near=(
                " say",
                " said",
                "suggest",
                "show",
                "reveal",
                "descri",
                "recount",
                "report",
                "recall",
                "charg",
                " told",
                " sp",
                " tell",
                "indicat",
                "point",
                "detail",
            ),
        ),
        cue(
            Stance.CLAIMS,
            Side.OWN,
            r"(?:[\w]+ ){0,2}(?:sources?|witness(?:es)?|eyewitness(?:es)?|activists?|insiders?) (?:\w+ ){0,6}(?:said|says?|tells?|told|claim\w*|report\w*|reveal\w*|suggest\w*|indicat\w*|disclos\w*|confirm\w*|add\w*)",
            r"(?:[\w]+ ){0,2}sources? (?:[\w]+ ){0,2}(?:put|puts|estimat\w*|believe\w*|list\w*|name[sd]?|count\w*|point\w*|hint\w*)",
            near=("source", "witness", "activist", "insider"),
        ),
        cue(
            Stance.CLAIMS,
            Side.OWN,
            rf"(?:[\w]+ ){{0,2}}{_OUTLETS} (?:also |has |have |had )?(?:report(?:s|ed)?|sa(?:y|ys|id)|wr(?:ite|ites|ote)|carried|cited|quoted|publish\w*|claim\w*|suggest\w*)(?! (?:a )?(?:loss|losses|profits?|results|earnings))",
            near=(
                "media",
                "paper",
                "press",
                "televis",
                "tv",
                "radio",
                "dail",
                "broadcast",
                "outlet",
                "site",
                "tabloid",
                "agenc",
                "channel",
                "blogger",
                "weekly",
                "magazine",
            ),
        ),
        cue(
            Stance.CLAIMS,
            Side.OWN,
            # "A hospital worker told", "two diplomats said".
            rf"{_SOMEBODY}(?:(?!that|which|to)[\w]+ ){{1,6}}(?:has |have |had |also )?(?:told|tells?)(?= (?:the )?[\w]+(?: [\w]+){{0,2}} (?:that|of|how|[\w]+)(?![^ ]))",
            rf"{_SOMEBODY}(?:[\w]+ ){{0,3}}(?:officials?|diplomats?|aides?|officers?|commanders?|advisers?|lawmakers?|ministers?|executives?|employees?|workers?|guards?|soldiers?|fighters?|residents?|survivors?|officers|bankers?|negotiators?|mediators?) (?:[\w]+ ){{0,5}}(?:said|says?|tells?|told|claim\w*|report\w*|reveal\w*|suggest\w*|recall\w*|believe\w*)",
            near=(" sa", " tell", " told", "claim", "report", "reveal", "suggest", "recall", "believ"),
        ),
        cue(
            Stance.CLAIMS,
            Side.OWN,
            # A former insider who tells of others than himself.
            r"(?:former|ex) (?:\w+ )?(?:aide|adviser|advisor|employee|spy|agent|executive|bodyguard|staffer|guard|insider|teammate|secretary|colleague|officer|official|prisoner|inmate|hostage) (?:says?|said|tells?|told|reveals?|revealed)(?! (?:that )?(?:he|she|they|it|his|her|their|will|would|i)(?![^ ]))",
            # "People familiar with the matter said", "nurses at the hospital say".
            r"(?:[\w]+ )?(?:people|persons?|those|officials?|executives?|bankers|insiders) (?:familiar with|close to|briefed on|with (?:direct |first hand )?knowledge of)(?: (?:the|his|her|its|their)(?: \w+)?)?",
            rf"(?:{_TELLERS}|workers|employees|staff(?:ers)?|parents|miners|teachers|students|guards|crew|miners) (?:at|in|from|near|inside|aboard|outside) (?:[\w]+ ){{1,4}}(?:have |had )?(?:say|said|told|tell|report(?:ed)?|describ\w+|recall\w*|recount\w*)",
        ),
        cue(
            Stance.CLAIMS,
            Side.AFTER,
            r"according to",
            r"(?:citing|quoting|quotes|cites|cited|quoted)",
            r"(?:said|say|says|claims?|claimed)(?= (?:\w+ ){0,3}(?:sources?|witness(?:es)?|activists?)(?![^ ]))",
            r"(?:reported|claimed|alleged) by",
            rf"[,—:] (?:say|says|said|suggests?|shows?|reveals?|warns?|alleges?|told|tells?)(?= (?:\w+ ){{0,4}}{_TELLERS}(?![^ ]))",
            r"(?:allegations?|accusations?|claims?) (?:by|from)",
        ),
        cue(
            Stance.CLAIMS,
            Side.BEFORE,
            r"claim(?:s|ed|ing)?",
            r"(?:alleg(?:e|es|ed|ing)|accus(?:e|es|ing)|accused(?! of)|assert(?:s|ed|ing)?|contend(?:s|ed|ing)?|charge(?:s|d)? that|purport(?:s|ed|ing)?)",
            r"(?:blam(?:e|es|ed|ing)) (?:\w+ ){1,4}(?:for|over)",
            r"(?:insist(?:s|ed|ing)?|maintain(?:s|ed)?) (?:that|it|he|she|they)",
            r"point(?:s|ed|ing)? (?:the |a |an )?(?:accusing )?fingers? at",
            r"(?:lays?|laid|put|puts|pins?|pinned) (?:the )?(?:blame|guilt) (?:on|at|for)",
            r"(?:cries|cried|cry) (?:foul|fraud|wolf)",
            r"suspects (?:an?|the|foul|sabotage|\w+ of)(?![^ ])",
            r"suspect(?:s|ed)? (?:that |(?:[\w]+ ){1,6}of (?:having |being |\w+ing ))",
            r"(?:officials?|intelligence|agenc(?:y|ies)|investigators?|analysts?|experts?|residents?|diplomats?|police|services?|inspectors?) (?:[\w]+ )?(?:believe[sd]?|assess(?:es|ed)?|suspect(?:s|ed)?|think|thinks|conclude[sd]?|fear(?:s|ed)?|surmise[sd]?)(?! (?:for|in|about|their)(?![^ ]))",
            r"(?:has|have) (?:learn(?:ed|t)|been told|seen (?:documents|evidence|emails|footage))(?! (?:to|how|from|the lesson|his|her|their|its)(?![^ ]))",
            r"(?:boast|brag)(?:s|ed|ged|ging|ing)? (?:of|that|about|it|he|she|they)",
            rf"[:\"] (?:we |our (?:\w+ ){{1,2}})(?:have |had )?(?:\w+ly )?{_DEED}",
            rf"(?:says?|said) (?:that )?(?:it|they|its \w+|their \w+) (?:has |have |had |now |also |fully )*{_DEED}",
            rf"(?:says?|said) (?:that )?(?:\w+ ){{1,4}}(?:has |have |had )?{_WRONG}",
        ),
        cue(
            Stance.CLAIMS,
            Side.NOWHERE,
            r"(?:reportedly|allegedly|purportedly|supposedly|apparently)",
            r"(?:allegations?|accusations?|accused of)",
            r"(?:is|are|was|were|be|been|being)? ?(?:blamed|held responsible) (?:for|by|on)",
            r"suspected (?:rebels?|militants?|jihadists?|islamists?|insurgents?|gunmen|spies|spy|arson|sabotage|poisoning|coup|chemical|drone|missile|mercenar\w+|terrorists?|separatists?|smugglers?|bandits|pirates|hackers|leader|mastermind|agents?)",
            r"(?:may|might|could) (?:also |already |secretly )?have (?:been )?\w+",
            r"exclusive :",
            r", (?:[\w]+ ){0,4}(?:believes?|suspects?|fears?|alleges?|reckons?|surmises?)$",
            r"(?:radio|television) (?:\w+ ){1,2}(?:reports?|said|says|reported)",
            r"what (?:it|he|she|they|officials|the \w+) (?:sa(?:y|ys|id)|claim(?:s|ed)?|call(?:s|ed)?|describe[sd]?)",
            r"(?:word|rumou?r|talk|speculation|whispers?|stories|chatter|gossip) (?:has |have |is |are |was |were |had )?(?:spread\w*|circulat\w*|swirl\w*|mount\w*|gr(?:ow|owing|ew|ows)|doing the rounds|rife|that|around)",
            r"(?:condition of anonymity|not to be named|declined to be named|asked not to be identified|asked to remain anonymous|who was not authori[sz]ed)",
            rf", (?:[\w]+ ){{0,3}}(?:{_OUTLETS}|telegram \w+|posts|\w+ media) (?:said|say|says|report(?:s|ed)?|claim(?:s|ed)?|wrote)",
            r"(?:alleged|supposed|purported|so called)",
            r"(?:tied|linked) to (?:\w+ ){0,3}, (?:\w+ ){0,3}(?:says?|reports?)",
            r"(?:is|are|was|were) (?:also |widely |now )?(?:said|believed|thought|rumou?red|understood|alleged|reported|suspected|feared) to (?:have|be)",
            r"(?:said|believed|rumou?red|understood|thought) to (?:have|be)",
            r"(?:reports?|sources?|media|monitors?|witness(?:es)?|eyewitness(?:es)?|agency|newspaper|daily|website|broadcaster|observatory|activists?) :",
            r"rumou?r(?:s|ed)?",
            r"[:—] (?:sources?|report|reports|media|monitor|monitors|witnesses|activists|war monitor|rights group|local media|state media)$",
            r"(?:media|press|news|unofficial|intelligence) reports?",
            r"(?:sources?|diplomats?|officials?|witnesses|lawmakers?|commanders?|activists?|residents?|traders?|analysts?) (?:\w+ )?(?:told|tell) (?:the )?(?:reuters|ap|afp|bbc|cnn|anadolu|al \w+|agency|agencies|newspapers?|broadcasters?|reporters?|journalists?|\w+ times|\w+ post|\w+ journal|\w+ monitor|guardian|bloomberg|axios|politico|middle east eye)",
            r"reports? (?:say|says|said|claims?|claimed|suggests?|suggested|alleges?|alleged|that|of)",
        ),
    ),
    saying=(
        cue(
            Stance.REPORTS,
            Side.BEFORE,
            r"(?:said(?! to)|says|say|told|tells|announc(?:es|ed)|declar(?:es|ed)|stat(?:es|ed)|add(?:s|ed)|reported|stress(?:es|ed)|warn(?:s|ed)|reveal(?:s|ed)|insist(?:s|ed)|maintain(?:s|ed)|repl(?:ies|ied)|vow(?:s|ed))",
        ),
    ),
)
