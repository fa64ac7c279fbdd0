"""Words of French news that no rule inflects: irregular verbs, nouns that look like participles, demonyms. No rules live here."""

from bot.language.forms import lexicon, table

#: Infinitive: its irregular forms, folded. Participles also take -e and -s.
_IRREGULAR = """
envoyer: enverra enverront enverrait enverraient|aller: va vont ira iront irait alle
avoir: a ont avait avaient aura auront eu|etre: est sont etait etaient sera seront ete fut furent
faire: fait font faisait faisaient fera feront faisant fit firent
dire: dit disent disait disaient dira diront disant|dementir: dement dementent dementait dementi dementira
tuer: tue tues tuee tuees tuent tua tuait tuaient tuant tuera|fuir: fuit fuient fui fuyait fuyaient fuyant
mourir: meurt meurent mort mourut moururent|detruire: detruit detruisent detruisait detruisant
conduire: conduit conduisent|produire: produit produisent|reduire: reduit reduisent|construire: construit construisent
tenir: tient tiennent tenu tenait tiendra|soutenir: soutient soutiennent soutenu soutenait soutiendra soutenant
maintenir: maintient maintiennent maintenu maintenait maintiendra|detenir: detient detiennent detenu detenait detenant
obtenir: obtient obtiennent obtenu obtenait|retenir: retient retiennent retenu|contenir: contient contenu
venir: vient viennent venu venait viendra|intervenir: intervient interviennent intervenu intervenait interviendra
parvenir: parvient parviennent parvenu|revenir: revient reviennent revenu|prevenir: previent previennent prevenu
prendre: prend prennent pris prenait prendra|reprendre: reprend reprennent repris reprenait reprendra
surprendre: surprend surpris|comprendre: comprend comprennent compris|apprendre: apprend appris
mettre: met mettent mis mettait mettra|remettre: remet remettent remis|permettre: permet permettent permis
promettre: promet promettent promis|soumettre: soumet soumis|admettre: admet admettent admis|commettre: commet commis
battre: bat battent battu|combattre: combat combattent combattu combattait combattant
abattre: abat abattent abattu abattait|debattre: debat debattent debattu
ouvrir: ouvre ouvrent ouvert ouvrait|decouvrir: decouvre decouvrent decouvert|couvrir: couvre couvert
offrir: offre offrent offert|souffrir: souffre souffert|recevoir: recoit recoivent recu
partir: part partent parti partait|repartir: repart reparti|sortir: sort sortent sorti
servir: sert servent servi|courir: court courent couru|conquerir: conquiert conquis|acquerir: acquiert acquis
requerir: requiert requis|elire: elit elisent elu|reelire: reelu|vaincre: vainc vaincu|convaincre: convainc convaincu
craindre: craint craignent|atteindre: atteint atteignent|contraindre: contraint contraignent
rejoindre: rejoint rejoignent|plaindre: plaint|eteindre: eteint|conclure: conclut conclu|exclure: exclut exclu
ecrire: ecrit ecrivent|inscrire: inscrit|suivre: suit suivent suivi|poursuivre: poursuit poursuivent poursuivi
vivre: vit vivent vecu|survivre: survit survivent survecu|savoir: sait savent su|voir: voit voient vu verra
prevoir: prevoit prevoient prevu|devoir: doit doivent du|pouvoir: peut peuvent pu|vouloir: veut veulent voulu
falloir: faut fallu|suspendre: suspend suspendu|rendre: rend rendu|perdre: perd perdu|vendre: vend vendu
defendre: defend defendu|attendre: attend attendu|repondre: repond repondu|etendre: etend etendu
entendre: entend entendu|descendre: descend descendu|pretendre: pretend pretendu|reconnaitre: reconnait reconnaissent reconnu
connaitre: connait connu|disparaitre: disparait disparaissent disparu|apparaitre: apparait apparu
"""

#: A form, folded: the infinitives it may belong to.
IRREGULAR: dict[str, tuple[str, ...]] = {}
for _row in _IRREGULAR.replace("\n", "|").split("|"):
    _verb, _, _forms = _row.partition(":")
    for _form in _forms.split():
        for _ending in ("", "e", "s", "es") if _form[-1] in "iuts" or _form == "mort" else ("",):
            IRREGULAR[_form + _ending] = (*IRREGULAR.get(_form + _ending, ()), _verb)

#: Nouns in -ée, which no verb owns any more.
NOUNS_IN_EE = lexicon("""
armee journee annee musee idee fusee tranchee percee arrivee entree montee traversee tournee melee levee duree pensee
soiree vallee portee matinee lycee trophee poignee dizaine assemblee rentree gelee epee fumee destinee chaussee
contree coree guinee mediterranee azalee poupee marechaussee rangee flambee envolee avancee mosquee epopee
renommee donnee corvee foulee bouffee
""")

#: Words that end in -s or -x in the singular.
SINGULAR_IN_S = lexicon("""
obus pays mois fois corps bras temps acces succes progres proces deces avis repas refus discours recours secours
concours univers cours palais francais anglais irlandais portugais libanais soudanais japonais polonais senegalais
chinois danois suedois hongrois plus moins dos gros bas sous vers dans mais jamais toujours apres pres tres hors
envers depuis puis surplus consensus processus virus campus bonus sens pas cas tas choix prix voix paix croix

""")

#: Adjective or inhabitant: the country or region, where the rules for -ien and -ais do not tell.
DEMONYMS: dict[str, str] = table("""
turc:turquie turque:turquie russe:russie serbe:serbie croate:croatie bulgare:bulgarie suisse:suisse grec:grece
grecque:grece allemand:allemagne allemande:allemagne espagnol:espagne espagnole:espagne anglais:angleterre
anglaise:angleterre chinois:chine chinoise:chine suedois:suede suedoise:suede danois:danemark danoise:danemark
americain:amerique americaine:amerique africain:afrique africaine:afrique mexicain:mexique mexicaine:mexique
belge:belgique polonais:pologne polonaise:pologne hongrois:hongrie hongroise:hongrie
afghan:afghanistan afghane:afghanistan kurde:kurdistan kazakh:kazakhstan ouzbek:ouzbekistan tadjik:tadjikistan
yemenite:yemen emirati:emirats emiratie:emirats emirien:emirats emirienne:emirats qatari:qatar qatarie:qatar
koweitien:koweit koweitienne:koweit omanais:oman omanaise:oman bahreini:bahrein bahreinie:bahrein
somalien:somalie erythreen:erythree erythreenne:erythree ethiopien:ethiopie tchetchene:tchetchenie
israelien:israel israelienne:israel europeen:europe europeenne:europe coreen:coree coreenne:coree
chypriote:chypre maltais:malte maltaise:malte pakistanais:pakistan pakistanaise:pakistan tcheque:tchequie
slovaque:slovaquie francais:france francaise:france neerlandais:pays-bas tunisien:tunisie tunisienne:tunisie
algerien:algerie algerienne:algerie algerois:alger algeroise:alger
""")

#: Words in -ien and -ais that derive from no name.
NO_DEMONYMS = lexicon("""
gardien chretien quotidien musicien politicien technicien ancien moyen citoyen combien magicien pharmacien
mecanicien chirurgien comedien historien theologien academicien electricien informaticien praticien statisticien
terrien doyen paroissien collegien lycéen europeen martien julien fabien sebastien adrien bastien damien lucien
aurelien valerien emilien maximilien gratien relais palais marais dadais jamais desormais harnais mauvais biais
rabais essais balais delais sournois bourgeois courtois parois mois fois emplois exploits francois dubois turquois sournois pantois carquois matois
""")

#: Nominalisation: the verb.
NOMINALS: dict[str, str] = table("""
deploiement:deployer redeploiement:deployer bombardement:bombarder retrait:retirer livraison:livrer envoi:envoyer
invasion:envahir intervention:intervenir destruction:detruire occupation:occuper annexion:annexer
mobilisation:mobiliser liberation:liberer expulsion:expulser explosion:exploser detention:detenir
recrutement:recruter renforcement:renforcer assassinat:assassiner execution:executer enlevement:enlever
infiltration:infiltrer interception:intercepter violation:violer suspension:suspendre cooperation:cooperer
negociation:negocier ratification:ratifier condamnation:condamner confirmation:confirmer annonce:annoncer
declaration:declarer demission:demissionner deplacement:deplacer mouvement:mouvoir equipement:equiper
engagement:engager desarmement:desarmer armement:armer arrivee:arriver refus:refuser rejet:rejeter resistance:resister
saisie:saisir fermeture:fermer depart:partir election:elire arrestation:arreter transfert:transferer
evacuation:evacuer dementi:dementir accusation:accuser attaque:attaquer frappe:frapper tir:tirer fourniture:fournir
blocage:bloquer blocus:bloquer negociateur:negocier negociatrice:negocier manifestation:manifester pillage:piller
demantelement:demanteler encerclement:encercler lancement:lancer licenciement:licencier harcelement:harceler
effondrement:effondrer affrontement:affronter rassemblement:rassembler empoisonnement:empoisonner
detournement:detourner versement:verser financement:financer augmentation:augmenter reduction:reduire
baisse:baisser hausse:hausser chute:chuter vente:vendre achat:acheter rachat:racheter tuerie:tuer
naissance:naitre dissolution:dissoudre destitution:destituer nomination:nommer designation:designer
reelection:reelire inculpation:inculper acquittement:acquitter extradition:extrader deportation:deporter
interdiction:interdire autorisation:autoriser prolongation:prolonger annulation:annuler reouverture:rouvrir
construction:construire reconstruction:reconstruire exportation:exporter importation:importer
investissement:investir creation:creer suppression:supprimer signature:signer adoption:adopter
approbation:approuver votant:voter reconnaissance:reconnaitre rupture:rompre fuite:fuir evasion:evader
poursuite:poursuivre protection:proteger surveillance:surveiller espionnage:espionner sabotage:saboter
piratage:pirater inondation:inonder contamination:contaminer vaccination:vacciner depistage:depister
pollution:polluer menace:menacer avertissement:avertir provocation:provoquer riposte:riposter agression:agresser
agresseur:agresser envahisseur:envahir occupant:occuper assiegeant:assieger combattant:combattre combat:combattre
gagnant:gagner vainqueur:vaincre ravisseur:ravir demolition:demolir emprisonnement:emprisonner
reconquete:reconquerir conquete:conquerir prise:prendre reprise:reprendre raid:raid soutien:soutenir
""")

#: Adjectives, offices and agents of the news: the noun they derive from.
DERIVED: dict[str, str] = table("""
greviste:greve putschiste:putsch djihadiste:djihad terroriste:terrorisme separatiste:separatisme
parlementaire:parlement budgetaire:budget presidentiel:president presidence:president ministeriel:ministre
ministere:ministre gouvernemental:gouvernement electoral:election constitutionnel:constitution
judiciaire:justice policier:police douanier:douane frontalier:frontiere petrolier:petrole gazier:gaz
hospitalier:hopital scolaire:ecole universitaire:universite monetaire:monnaie economique:economie
cancereux:cancer sismique:seisme migratoire:migration carceral:prison syndical:syndicat syndicaliste:syndicat
diplomatique:diplomatie diplomate:diplomatie bancaire:banque banquier:banque boursier:bourse fiscal:impot
portuaire:port aeroportuaire:aeroport ferroviaire:train volcanique:volcan climatique:climat
epidemique:epidemie viral:virus vaccinal:vaccin medical:medecine criminel:crime raciste:racisme
municipal:municipalite regional:region provincial:province territorial:territoire colonial:colonie
royal:roi papal:pape episcopal:eveque religieux:religion culturel:culture scientifique:science
industriel:industrie commercial:commerce agricole:agriculture revolutionnaire:revolution
inflationniste:inflation footballistique:football journalistique:journalisme
""")
