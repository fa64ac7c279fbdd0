"""Words of English news that no rule inflects: irregular verbs, nominalisations, demonyms, closed compounds. No rules live here."""

from bot.language.forms import lexicon, table

#: Base, then its irregular forms.
_IRREGULAR = """
arise arose arisen|be is are was were been being|bear bore borne|beat beaten|become became|begin began begun
bend bent|bind bound|bite bit bitten|blow blew blown|break broke broken|bring brought|build built|burn burnt
buy bought|catch caught|choose chose chosen|come came|cut cutting|deal dealt|die died dying dies|dig dug
do did done does|draw drew drawn|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt
fight fought|find found|flee fled|fly flew flown flies|forbid forbade forbidden|forget forgot forgotten
freeze froze frozen|get got gotten|give gave given|go went gone goes|grow grew grown|hang hung|have has had
hear heard|hide hid hidden|hit hitting|hold held|keep kept|know knew known|lay laid|lead led|leave left
lend lent|lie lied lying lain|light lit|lose lost|make made|mean meant|meet met|mistake mistook mistaken
overthrow overthrew overthrown|pay paid|put putting|quit quitting|read|ride rode ridden|ring rang rung
rise rose risen|run ran running|say said says|see saw seen|seek sought|sell sold|send sent|set setting
shake shook shaken|shoot shot|show shown|shut shutting|sing sang sung|sink sank sunk|sit sat|sleep slept
speak spoke spoken|spend spent|split splitting|spread|stand stood|steal stole stolen|stick stuck
strike struck stricken|swear swore sworn|sweep swept|swim swam swum|take took taken|teach taught
tear tore torn|tell told|think thought|throw threw thrown|undergo underwent undergone
understand understood|uphold upheld|wear wore worn|win won|withdraw withdrew withdrawn|withstand withstood
write wrote written|retake retook retaken|rebuild rebuilt|shell shelled|overrun overran|broadcast|defuse
"""

_IRREGULAR_NOUNS = """
man men|woman women|child children|foot feet|person people|mouse mice|tooth teeth|goose geese
criterion criteria|phenomenon phenomena|crisis crises|basis bases|analysis analyses|axis axes|oasis oases
hypothesis hypotheses|emphasis emphases|thesis theses|embargo embargoes|medium media|index indices
"""


def _by_form(rows: str) -> dict[str, tuple[str, ...]]:
    bases: dict[str, tuple[str, ...]] = {}
    for row in rows.replace("\n", "|").split("|"):
        base, *others = row.split() or [""]
        for form in others:
            bases[form] = (*bases.get(form, ()), base)
    return bases


#: A form, folded: the bases it may belong to.
IRREGULAR_VERBS = _by_form(_IRREGULAR)
IRREGULAR_NOUNS = _by_form(_IRREGULAR_NOUNS)

#: Words that end in -s, -ed or -ing without being a plural or a verb form.
UNINFLECTED = lexicon("""
news series species means politics economics physics ethics athletics dynamics logistics diplomatics always
perhaps besides towards afterwards backwards forwards overseas chaos corps cosmos lens bus gas plus thus this his
its was has does yes us is as alias bias atlas canvas christmas texas kansas arkansas paris tunis athens homs
hamas daesh wales james charles brussels naples cyprus united indeed hundred sacred naked wicked speed need seed
feed deed breed greed exceed proceed succeed king ring thing something anything everything nothing string spring
bring sing wing sting swing during evening morning ceiling sibling duckling darling sterling wedding pudding
""")

#: Plurals with a meaning of their own: as a term they do not stand for their singular.
PLURAL_ONLY = lexicon("arms news customs goods headquarters means talks remains premises thanks odds")

#: Verbs of the news in their base form: those whose -ed and -ing a term may be typed in.
VERBS = lexicon("""
abduct accuse acquire admit advance agree allege ambush announce annex appeal appoint approve arm arrest arrive
assassinate assault attack back ban besiege blame blast blockade bomb bombard boycott breach bribe campaign capture
cease challenge charge clash close collapse command condemn confirm conquer conscript control convict cooperate coordinate
crack crash cross crush damage declare defeat defect defend delay demand demolish denounce deny depart deploy deport
destroy detain deter detonate develop disarm discover dismiss displace dispatch donate down dominate drill drop
eject elect embark enforce engage enlist enter equip eradicate escalate escape establish evacuate evict execute expand
expel explode exploit export extend extradite fail finance fire flee force freeze fund gain guard halt hijack hire
imprison impose import infiltrate injure inspect install intercept intervene invade investigate jail join kidnap kill
land launch liberate lift loot manufacture march massacre meddle mediate mobilise mobilize monitor move murder negotiate
neutralise neutralize obtain occupy operate oppose order organise organize oust overthrow parade patrol plan pledge
plunder position poison protest provide provoke pursue raid ratify ravage recall receive reclaim recognise recognize
recruit refuse reinforce reject release relocate repel replace repress request rescue resign resist restore resume
retaliate retire retreat return reveal rotate sabotage sail sanction secure seize shell ship sign smuggle snipe spy
stage station stop storm suffer supply support suppress surrender surround suspect suspend target threaten torture
track trade train transfer transit transport trap travel unite unveil urge use veto violate visit vote vow
want warn send strike fight flee withdraw overthrow seek steal retake rebuild overrun wage
""")

#: Verbs that take re- in the news.
RE_VERBS = lexicon("""
deploy arm open build capture take supply group enter start establish elect conquer occupy position unite organise
organize locate load launch enforce impose appoint admit engage equip fuel route settle introduce join connect
construct integrate activate instate export invade
""")

#: Nominalisation: the verb.
NOMINALS: dict[str, str] = table("""
deployment:deploy bombardment:bombard withdrawal:withdraw denial:deny invasion:invade intervention:intervene
evacuation:evacuate destruction:destroy escalation:escalate accusation:accuse occupation:occupy annexation:annex
mobilisation:mobilise mobilization:mobilize liberation:liberate expulsion:expel explosion:explode detonation:detonate
detention:detain recruitment:recruit reinforcement:reinforce enlistment:enlist conscription:conscript
assassination:assassinate execution:execute abduction:abduct infiltration:infiltrate interception:intercept
retaliation:retaliate violation:violate suspension:suspend cooperation:cooperate coordination:coordinate
negotiation:negotiate mediation:mediate ratification:ratify condemnation:condemn confirmation:confirm
announcement:announce declaration:declare dismissal:dismiss displacement:displace movement:move
equipment:equip involvement:involve engagement:engage disarmament:disarm armament:arm rearmament:arm arrival:arrive
refusal:refuse rejection:reject resignation:resign resistance:resist removal:remove renewal:renew approval:approve
seizure:seize closure:close departure:depart defection:defect election:elect demolition:demolish
deportation:deport extradition:extradite eviction:evict imprisonment:imprison installation:install
participation:participate violation:violate transfer:transfer shipment:ship proposal:propose survival:survive
settlement:settle agreement:agree threat:threaten supplier:supply delivery:deliver proof:prove sale:sell
investigation:investigate restoration:restore demonstration:demonstrate appointment:appoint admission:admit
acquisition:acquire provision:provide reconstruction:reconstruct redeployment:deploy relocation:relocate
suppression:suppress repression:repress aggression:aggress retirement:retire encirclement:encircle
""")

#: Adjectives and abstract or collective nouns of the news: the noun they derive from. A list, as the endings alone lead
#: astray: a portal is no port, a personal matter no person.
DERIVED: dict[str, str] = table("""
presidential:president presidency:president parliamentary:parliament parliamentarian:parliament budgetary:budget
ministerial:minister ministry:minister governmental:government constitutional:constitution electoral:election
gubernatorial:governor mayoral:mayor senatorial:senator congressional:congress ambassadorial:ambassador
prosecutorial:prosecutor judicial:judge judiciary:judge territorial:territory colonial:colony provincial:province
regional:region coastal:coast continental:continent tribal:tribe municipal:municipality monarchical:monarchy
royal:royalty papal:pope episcopal:bishop clerical:cleric religious:religion national:nation
diplomatic:diplomacy economic:economy economical:economy financial:finance industrial:industry
agricultural:agriculture commercial:commerce monetary:money budgeting:budget inflationary:inflation
recessionary:recession environmental:environment climatic:climate volcanic:volcano seismic:earthquake
epidemiological:epidemic viral:virus bacterial:bacteria cancerous:cancer diabetic:diabetes surgical:surgery
medical:medicine medicinal:medicine criminal:crime criminality:crime terrorist:terrorism naval:navy
revolutionary:revolution insurrectionary:insurrection migratory:migration educational:education
cultural:culture historical:history musical:music theatrical:theatre architectural:architecture
scientific:science technological:technology archaeological:archaeology astronomical:astronomy
genocidal:genocide hurricane-force:hurricane tidal:tide racist:racism fascist:fascism communist:communism
separatist:separatism capitalist:capitalism socialist:socialism journalistic:journalism editorial:editor
managerial:manager directorial:director institutional:institution organisational:organisation
treasonous:treason famous:fame disastrous:disaster catastrophic:catastrophe problematic:problem
""")

#: Words in -er and -or that look like who does a verb and mean something else in the news: a striker plays football.
NO_AGENTS = lexicon("""
striker counter poster charger cracker crusher dropper officer order corner border loader tracker stopper seller
header trailer liner cooler clasher closer crosser delayer depositor ender locker planner poisoner sealer sailer
shipper signer stager stationer stormer supporter trapper user visiter wanter warner wager snipper fighter-bomber
backer trainer carrier downer rager fuser fleeer
""")

#: Words in -man that name no member of the thing before it.
NO_MEMBERS = lexicon("""
woman women human humans german germans norman roman ottoman turkmen turcoman turkman yemen specimen regimen abdomen
acumen batman superman newman freeman hoffman bergman goldman kaufman chairman chairmen spokesman spokesmen spokeswoman
statesman statesmen salesman salesmen doberman talisman caiman
""")

#: Adjective or inhabitant: the country or region, where -ian, -an and -i do not tell.
DEMONYMS: dict[str, str] = table("""
turkish:turkey turk:turkey french:france german:germany british:britain briton:britain english:england
scottish:scotland irish:ireland welsh:wales spanish:spain spaniard:spain greek:greece dutch:netherlands
danish:denmark swedish:sweden polish:poland finnish:finland swiss:switzerland chinese:china japanese:japan
lebanese:lebanon sudanese:sudan maltese:malta portuguese:portugal vietnamese:vietnam senegalese:senegal
congolese:congo taiwanese:taiwan nepalese:nepal emirati:emirates moroccan:morocco afghan:afghanistan
cypriot:cyprus kurdish:kurdistan argentine:argentina peruvian:peru philippine:philippines filipino:philippines
ukrainian:ukraine chadian:chad malian:mali norwegian:norway belgian:belgium croat:croatia croatian:croatia
serb:serbia serbian:serbia bulgarian:bulgaria czech:czechia slovak:slovakia hungarian:hungary thai:thailand
kazakh:kazakhstan uzbek:uzbekistan tajik:tajikistan turkmen:turkmenistan kyrgyz:kyrgyzstan chechen:chechnya
palestinian:palestine brazilian:brazil canadian:canada italian:italy somali:somalia eritrean:eritrea
djiboutian:djibouti mauritanian:mauritania omani:oman israeli:israel iraqi:iraq kuwaiti:kuwait qatari:qatar
bahraini:bahrain yemeni:yemen pakistani:pakistan bangladeshi:bangladesh azerbaijani:azerbaijan azeri:azerbaijan
kashmiri:kashmir punjabi:punjab bengali:bengal gazan:gaza cuban:cuba mexican:mexico aleppan:aleppo
""")

#: Capitalised words in -ian and -an that derive from no name, or from another one than the letters say.
NO_DEMONYMS = lexicon("""
guardian christian martian librarian civilian historian politician musician physician technician veterinarian
humanitarian parliamentarian librarian vegetarian authoritarian totalitarian utilitarian centenarian
julian marian adrian lucian octavian damian fabian dorian florian sebastian gillian lillian vivian brian cyprian
valerian aurelian emilian maximilian kilian tatian bastian victorian median meridian custodian comedian guardian
german roman human woman urban pagan sultan slogan organ veteran susan logan hassan osman rohan ramadan khan
jordan milan erdogan taliban ethan nathan duncan morgan jonathan lebanese ottoman norman african-american
republican puritan metropolitan cosmopolitan
""")

#: Names of peoples and groups whose plural is a bare -s, beside those that end in -i, -ian, -ite, -ist.
PEOPLES = lexicon("""
kurd turk arab serb croat greek swede dane finn pole czech slovak slav copt jew berber tuareg pashtun uzbek tajik
kazakh chechen cossack bedouin briton afghan gazan russian
""")

#: Compounds that are written as one word, with a hyphen or apart.
COMPOUNDS: dict[str, tuple[str, str]] = {
    part.replace("|", ""): (part.split("|")[0], part.split("|")[1])
    for part in lexicon("""
    air|strike air|raid air|base air|field air|lift air|drop air|crew air|power air|defence air|defense cease|fire
    war|plane war|ship war|head war|lord gun|fire gun|boat gun|ship gun|man gun|men battle|field battle|ship
    battle|ground mine|field land|mine fire|power fire|fight man|power troop|ship check|point strong|hold safe|house
    sea|port counter|attack counter|offensive counter|terrorism counter|insurgency peace|keeper peace|keeping
    cross|fire front|line out|post head|quarters hard|liner para|trooper black|list pipe|line oil|field
    motor|cade drone|strike shoot|out stand|off stale|mate take|over crack|down build|up pull|out re|supply
    mid|air bomb|shell
    """)
}

#: British spelling: American spelling.
SPELLINGS: dict[str, str] = table("""
defence:defense offence:offense licence:license armour:armor armoured:armored labour:labor harbour:harbor
neighbour:neighbor honour:honor rumour:rumor colour:color favour:favor centre:center theatre:theater metre:meter
kilometre:kilometer programme:program grey:gray tyre:tire aeroplane:airplane manoeuvre:maneuver
sceptic:skeptic cheque:check catalogue:catalog dialogue:dialog ageing:aging judgement:judgment
""")
