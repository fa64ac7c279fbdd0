"""What looks like an English cue of stance and is none, with the words that both are made of."""

_HARM = (
    r"(?:storm|cyclone|hurricane|typhoon|tornado|flood|floods|flooding|landslide|landslides|avalanche|fire|fires|wildfire|wildfires|"
    r"blaze|quake|earthquake|tsunami|heatwave|war|wars|conflict|violence|fighting|attack|attacks|strike|strikes|raid|"
    r"bombing|blast|explosion|crash|collision|accident|accidents|outbreak|epidemic|pandemic|virus|disease|cholera|"
    r"malaria|ebola|covid|cancer|sea|desert|mine|mines|landmines|shipwreck|derailment|stampede|collapse|unrest|riots|clashes)"
)

_GOODS = (
    r"(?:access|entry|admission|visas?|bail|parole|boarding|asylum|permission|permit|permits|treatment|care|aid|food|water|"
    r"education|school|schools|schooling|rights?|justice|leave|licen[cs]es?|citizenship|nationality|passports?|opportunity|"
    r"opportunities|chance|penalty|goal|goals|equaliser|victory|win|title|funding|loans?|credit|contact|release|request|requests|appeal|"
    r"appeals|motion|petition|injunction|bid|application|services?|representation|shelter|sleep|service|medicine|"
    r"medicines|freedom|hearing|trial|lawyers?|counsel|visits?|compensation|pay|wages|sanctuary|landing|overflight|use)"
)

TOLD = (
    r"(?:claims?|allegations?|accusations?|reports?|rumou?rs?|charges|suggestions?|assertions?|news|stor(?:y|ies)|accounts?|"
    r"media reports?|narrative|statements?|talk|speculation|figures?|versions?|findings|depictions?|characteri[sz]ations?)"
)

_AUX = r"(?:(?:did|does|do|has|have|had|would|could|will|can|is|are|was|were) (?:not|never)|(?:didn|doesn|don|hasn|haven|hadn|wouldn|couldn|won|isn|wasn|aren|weren|can) t|cannot|can not|never)"

#: Who tried to check a thing and could not has said nothing of it, nor has who is checked.
_CHECKED = r"(?:(?:the|these|those|this|that|its|their|his|her|either|any|both|all) )?(?:\w+ ){0,2}(?:claims?|allegations?|accusations?|reports?|assertions?|statements?|accounts?|rumou?rs?|figures?)"

UNCHECKED = (
    rf"(?:{_CHECKED} )?(?:could|can|has|have|had|was|were|is|are) (?:not|t|neither) (?:yet |be |been |able to |immediately |independently ){{0,4}}(?:verif(?:y|ied)|authenticated?|corroborated?|independently confirm(?:ed)?)(?: {_CHECKED})?",
    rf"(?:{_CHECKED} )?(?:couldn|hasn|haven|wasn|weren) t (?:yet |be |been |able to |immediately |independently ){{0,4}}(?:verif(?:y|ied)|authenticated?|corroborated?|independently confirm(?:ed)?)(?: {_CHECKED})?",
    rf"cannot (?:be |immediately |independently ){{0,3}}(?:verif(?:y|ied)|authenticated?|corroborated?|independently confirm(?:ed)?)(?: {_CHECKED})?",
    rf"(?:unable|impossible|not possible|no way|not able|difficult) (?:for \w+ )?to (?:independently |immediately )?(?:verify|authenticate|corroborate)(?: {_CHECKED})?",
    rf"{_CHECKED} (?:could|can) (?:not|t) be (?:immediately )?(?:independently )?(?:confirmed|checked)",
)
CHECKING = ("verif", "authentic", "corrobor", "confirm", "checked")
VOID = (
    # Disasters take lives; sport takes titles; people claim money.
    rf"{_HARM} (?:\w+ ){{0,6}}claim(?:s|ed|ing)?",
    r"claim(?:s|ed|ing) (?:\w+ ){0,5}(?:lives|life|victims|casualties|the lives of)",
    r"claim(?:s|ed|ing)? (?:\w+ ){0,4}(?:gold|silver|bronze|titles?|medals?|troph(?:y|ies)|crown|cup|prizes?|awards?|records?|pole|podium|wickets?|points?|spots?|top spot|place|hat trick|championship|equaliser|winner)",
    r"claim(?:s|ed|ing)? (?:\w+ ){0,3}(?:victory|win|triumph) (?:over|against|in the (?:race|final|derby|match|stage|marathon|grand prix))",
    r"claim(?:s|ed|ing)? (?:\w+ ){0,2}(?:asylum|benefits?|refunds?|compensation|damages|expenses|credit|pensions?|insurance|tax|inheritance|baggage)",
    r"(?:jobless|unemployment|insurance|asylum|benefit|compensation|territorial|maritime|tax|legal|damages|baggage|small|land) claims?",
    # What is filed, paid and counted in money.
    r"(?:fil|lodg|submit|process|settl|pay|expect|handl|fac|assess|receiv|approv|hear|mak)\w* (?:[\w]+ ){0,3}claims?(?! (?:that|of (?!\d|(?:\w+ )?(?:two|three|four|five|ten|hundred|thousand|million|billion))|about|by|from|responsibility))",
    r"claims? (?:of|worth|for|totall?ing) (?:[\w.,]+ ){0,3}(?:million|billion|dollars?|euros?|pounds?|damages)",
    # Who stands before a judge is nobody's claim.
    r"accused of (?:[\w]+ ){1,7}(?:will|to|must|is to|are to|is|are|was|were) (?:be )?(?:tried|face|stand|appear|extradited|sentenced|arrested|freed|released|jailed|acquitted|convicted|hanged|executed)",
    r"claims? (?:adjusters?|court|department|form|forms|desk|handlers?)",
    # Denied something, not denying a story.
    rf"{_GOODS} (?:is |are |was |were |been )?denied",
    r"(?:confirm(?:ed|s)?) (?:\w+ ){0,2}(?:for|in) (?:the )?(?:\w+ ){0,2}(?:finals?|semi finals?|quarter finals?|last (?:16|eight|four)|squad|line up|lineup|draw|playoffs?|championship|season|role|cast|post|job)",
    r"(?:airspace|sovereignty|border|islands?|shelf|seabed|fishing|boundary|ownership|copyright|patent|inheritance|wage|pay|warranty|medical|fraud|flood|crop|workers?) claims?",
    rf"(?:be |been |being |is |are |was |were |got |get |gets )?den(?:y|ies|ied|ying) (?!(?!boarding|housing|funding|schooling|bathing|training|fishing)\w+ing(?![^ ])|(?:that|any|it|he|she|they|there|knowing|having)(?![^ ]))(?:[\w]+ ){{0,4}}{_GOODS}",
    r"den(?:y|ies|ied|ying) (?:them|him|her|us|me|people|civilians|women|girls|refugees|migrants|children|patients|prisoners|detainees|residents|passengers|workers|the enemy)",
    # Somebody "was denied a term", a team "denies its rivals top spot".
    r"(?:was|were|is|are|been|be|being|gets?|got) denied (?:an?|the|any|his|her|its|their|our|another|even|all|further|full|basic)(?![^ ])(?! (?:\w+ )?(?:rumou?rs?|claims?|reports?|allegations?))",
    r"den(?:y|ies|ied|ying) (?:[\w]+ ){0,4}(?:spot|place|lead|treble|double|promotion|points|record|hat trick|medal|gold|history|revenge|breakthrough|term|third|final|draw|point|winner)(?! (?:of|about|that)(?![^ ]))",
    r"den(?:y|ies|ied|ying) (?:himself|herself|itself|themselves)",
    # A denial of yesterday, told behind today's news.
    r"(?:after|despite|having|since|before) (?:\w+ ){0,3}den(?:ying|ied)(?: \w+)?",
    r"contradict\w* (?:himself|herself|itself|themselves|each other|one another)",
    r"(?:keeper|goalkeeper|goalie|post|crossbar|var) (?:\w+ ){0,2}den(?:y|ies|ied|ying)",
    r"denied by (?:the )?(?:post|crossbar|woodwork|bar|goalkeeper|keeper|var|offside|a save|an offside)",
    r"(?:dies|died|die|dead|death) (?:\w+ ){0,4}den(?:ied|ying)",
    r"dismiss(?:es|ed|ing)? (?:the |his |her |its |their |a )?(?:coach|manager|minister|prime minister|government|cabinet|chief|head|general|officer|officers|staff|workers|employees|teachers|judge|case|lawsuit|appeal|charges against|petition|governor|ambassador)",
    r"(?:not|never) (?:be )?dismissed",
    r"reject(?:s|ed|ing)? (?:\w+ ){0,3}(?:offers?|proposals?|bid|bids|plan|plans|deal|deals|draft|appeal|motion|resolution|demand|demands|request|ceasefire|truce|calls?)",
    r"disput(?:e|es|ed) (?:border|island|islands|territory|territories|region|waters|area|election|elections)",
    # Counted cases, careers and wishes.
    r"(?:\d[\d.,]* |of |the |new |more |first |laboratory |lab |total |latest |all |no |any )confirmed (?:\w+ ){0,3}(?:cases?|deaths?|dead|patients?|infections?|fatalities|toll|victims?|casualties|hits?)",
    r"confirmed (?:cholera |covid |covid 19 |coronavirus |measles |ebola |mpox |polio |malaria |dengue |flu |virus |daily )?(?:cases?|infections?|patients?|toll|dead)",
    r"(?:cases?|patients?|infections?|deaths?|fatalities) (?:of \w+ |in [\w]+ |have been |has been |were |are |was |is |now |been ){0,3}confirmed(?! by)",
    r"confirm(?:s|ed|ing)? (?:\w+ ){1,5}as (?:the |a |its |his |her |their )?(?:new |next |interim |permanent )?(?:head|coach|manager|secretary|judge|justice|minister|ambassador|chief|director|president|captain|chair|chairman|governor|commissioner|prime minister)",
    r"(?:senate|parliament|congress|committee|lawmakers) (?:\w+ ){0,3}confirm(?:s|ed)? (?:\w+ ){0,3}(?:nominee|nomination|appointment|pick|choice|judge|justice|ambassador|secretary|chief|director|minister)",
    r"confirmed as (?:the |a |its |his |her |their |\w+ s )?(?:new |next |interim |permanent |first |acting )?(?:head|coach|manager|secretary|judge|justice|minister|ambassador|chief|director|president|captain|chair|chairman|governor|commissioner|prime minister|bishop|host|venue|candidate|champion|champions|winner|winners)",
    r"confirm(?:ed|ing|s)? (?:\w+ ){0,5}(?:in|at) (?:\w+ ){0,3}(?:church|cathedral|parish|synagogue)",
    r"(?:stak(?:e|es|ed|ing)) (?:\w+ ){0,2}claims?",
    r"claims? to (?:fame|the throne|the title|the estate|the inheritance)",
    r"confirm(?:s|ed|ing)? (?:his|her|their|its|our|my) (?:\w+ )?(?:places?|spot|titles?|status|participation|qualification|lead|dominance|support|commitment|readiness|intention|position|booking|attendance|identity|rejection|willingness|solidarity|backing|reservation)",
    r"(?:to be|set to|expected to|asked to|asks? \w+ to|urged? \w+ to|will|would|may|might|should|could|hopes? to|due to) confirm(?:ed)?",
    r"confirmation (?:hearing|hearings|vote|email)",
    r"admit(?:s|ted|ting)? (?:\w+ ){0,5}(?:to|into) (?:\w+ ){0,3}(?:hospitals?|clinic|ward|icu|intensive care|universit(?:y|ies)|the union|membership|the league)",
    r"(?:was|were|been|be) admitted(?! that)",
    r"conced(?:e|es|ed|ing) (?:\w+ ){0,3}(?:goals?|penalt(?:y|ies)|defeat|free kick|corner|points?|ground|territory|the election|the race|the match)",
    # Courts and crimes, admissions and champions.
    r"(?:jury|juries|courts?|judges?|trial|tried|jail\w*|sentenc\w*|convict\w*|acquit\w*|charged|extradit\w*|cleared|hearing|stands? trial|on trial) (?:\w+ ){0,6}accused(?: of)?",
    r"accused (?:of \w+ )?(?:\w+ ){0,4}(?:goes|go|went|appears?|appeared|pleads?|is sentenced|jailed|acquitted|convicted|extradited)",
    r"(?:universit(?:y|ies)|colleges?|schools?|academy|clubs?|eu|nato|un|bloc|union|alliance|hospitals?|court|museum|zoo) admits?(?! \w+ing )(?! it )(?! that )(?! to )",
    r"confirm(?:s|ed|ing)? (?:\w+ )?(?:class|dominance|credentials|potential|form|supremacy|superiority|favou?ritism|top spot|promotion|relegation)",
    r"(?:confirmed|confirms?) (?:bachelor|fan|sceptic|smoker)",
    r"claim(?:s|ed|ing)? (?:\w+ ){0,2}(?:allowances?|subsid(?:y|ies)|rebates?|dole|bounty|reward|discounts?|luggage|seats?|responsibility for the future|the scalp|a maiden|maiden|first blood)",
    r"acknowledg(?:e|es|ed|ing) (?:the )?(?:importance|need|support|contribution|applause|crowd|efforts|role|receipt)",
    r"alleged(?:ly)? (?:victim|victims)",
    r"according to (?:the )?(?:plan|schedule|law|constitution|rules|protocol|tradition|custom|need|size|age|the law|islamic law)",
    r"accused(?: \w+){0,3} (?:appeared|pleaded|stood|sat|was sentenced|were sentenced)",
    r"(?:renewable|water|energy|food|news|open|light|heat|income|revenue|power|natural) sources?",
)
UNSAID = (
    rf"{_AUX} (?:\w+ )?(?:deny|denied|denying|dismiss|dismissed|refute|refuted|reject|rejected) (?:the |these |those |any )?(?:{TOLD})?",
    rf"{_AUX} (?:\w+ )?(?:deny|denied|denying)",
    r"(?:without|stopped short of|stops short of|avoided|instead of) (?:confirming or )?denying",
    r"neither (?:\w+ ){0,2}(?:confirm\w*|admit\w*|acknowledg\w*) (?:nor|or) den\w+",
    r"neither den\w+ nor confirm\w*",
    r"nor (?:does|did|do|has|have) (?:\w+ ){1,3}den(?:y|ied)",
    r"(?:declin\w+|refus\w+|fail\w+|unwilling|unable) to (?:either )?(?:confirm (?:or|nor) )?(?:deny|comment)",
    r"(?:declin\w+|refus\w+) to (?:deny|dismiss|reject)(?: or confirm)?",
    r"would (?:not|neither) confirm (?:or|nor) deny",
    r"(?:no|any) denial",
)
UNCONFIRMED = (
    rf"{_AUX} (?:be |been |yet |immediately |independently |officially |publicly |able to |yet been |been able to |be independently |immediately be |been independently |been officially ){{0,3}}(?:confirm|confirmed|verify|verified|corroborated|corroborate|acknowledge|acknowledged|admit|admitted|authenticate|authenticated)",
    r"(?:declin\w+|refus\w+|fail\w+|unable|yet|impossible|unwilling) to (?:be )?(?:\w+ly )?(?:confirm|verify|acknowledge|admit|corroborate|confirmed|verified)",
    r"neither (?:\w+ ){0,2}(?:confirm\w*|verif\w*)",
    r"(?:without|no|await\w*|lack\w*|pending|lacks) (?:\w+ )?(?:official |independent |immediate |any )?(?:confirmation|confirming|verification|verifying)",
    r"(?:unconfirmed|unverified|uncorroborated|unsubstantiated)",
    r"if (?:it is |it s |this is |officially )?(?:confirmed|verified|true)",
    r"not (?:yet |been |officially |independently |immediately )*(?:confirmed|verified)",
)
