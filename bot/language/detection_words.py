"""Common words of headlines by language, folded: what tells a short title's language where no little word stands.

A word that two of these languages share as written is left out.
"""

HEADLINE_WORDS = {
    "en": (
        "a an no new all more most first last next two three four five six seven eight nine ten hundreds thousands "
        "year years day days week weeks month months today people man men woman women child children family "
        "army troops soldiers forces fighters rebels police officials official leader leaders minister ministers envoy "
        "government junta opposition election elections vote votes voters court judge trial war truce peace talks deal "
        "attack attacks raid raids strike strikes airstrike airstrikes blast bomb bombs drone drones missile missiles "
        "shelling gunmen clashes fighting ambush siege weapons arms jets warplanes airport port ship ships boat bridge "
        "village villages town towns city border capital north south east west northern southern eastern western oil gas field "
        "quake earthquake flood floods storm fire fires kill kills killed dead dies died death deaths hurt injured wounded "
        "missing rescued hit hits fall falls fell rise rises rose claims denies deny denied confirms accuses warns urges calls "
        "rejects rejected backs seeks vows wins win won beats beat loses lost opens closes holds held meets meet met signs "
        "resigns named names visits arrives leaves leave left sends send sent seize seizes seized takes took raided dissolves "
        "agree agrees agreed makes made gets shows finds found rules ends begins starts sees hosts pardons bans cuts jailed "
        "arrested charged sentenced freed release released fears hopes back down up out off under before during while when "
        "how why what who where can may could should must did does do so if between because more than report reports "
        "market markets shares bank prices rate rates growth jobs company firm workers school schools hospital health study "
        "team club coach match game goal season title cup final record film book music star show world country state"
    ),
    "fr": (
        "deux trois quatre cinq sept huit neuf dix nouveau nouvelle nouveaux nouvelles premier premiere dernier derniere ans an "
        "annee annees jour jours semaine semaines mois aujourd hui demain hier hommes femmes femme homme enfants enfant famille "
        "armee troupes soldats militaires forces combattants rebelles policiers gouvernement ministre ministere president premier "
        "junte elections scrutin electeurs tribunal proces juge guerre treve paix accord pourparlers attaque attaques frappe "
        "frappes raids bombardement bombardements explosion otages armes avions navire navires bateau ville villes village villages "
        "frontiere capitale nord sud est ouest petrole seisme inondations tempete incendie incendies morts mort blesses tue tues "
        "disparus victimes annonce annoncent accuse accusent dement dementent nie confirme confirment rejette refuse demande appelle "
        "appellent condamne denonce envoie envoient envoyer retire retirent quitte quittent arrive arrivent entre entrent veut "
        "peut doit va vont fait font met prend prennent reprend reprennent tient gagne perd bat remporte ouvre ferme lance recoit "
        "accueille visite demissionne nomme elu arrete arretes juge condamnes libere liberes hausse baisse prix marche marches banque "
        "entreprise emplois salaries ecole ecoles hopital sante etude equipe match but victoire finale coupe monde pays etat etats "
        "face contre sous chez sans vers jusqu lors tandis alors apres avant pendant encore toujours jamais tres peu trop "
        "renforce frappent attend alerte menace menacent craint espere suspend vote votent fuient meurt meurent"
    ),
    "tr": (
        "bin yuz milyon milyar uc dort bes alti yedi sekiz dokuz gun gunu gunde hafta ay yilin yili yillik bugun yarin dun "
        "kisi kisinin kadin cocuk cocuklar ailesi insan asker askeri askerler askerleri ordu ordusu ordunun birlik birlikler "
        "polis polisi bakan bakani bakanligi bakanlik baskan baskani baskanligi cumhurbaskani disisleri savunma hukumet hukumeti "
        "meclis muhalefet secim secimi secimler oy dava davasi mahkeme savas savasi ateskes baris gorusme anlasma anlasmasi saldiri "
        "saldirisi saldirilar hava fuze bomba bombali patlama catisma catismalar operasyon operasyonu teror silah silahli ucak ucagi gemi gemisi "
        "liman havalimani sinir siniri sehir kent kenti ilce koy kuzey guney dogu bati kuzeyinde guneyinde dogusunda petrol deprem "
        "sel yangin yangini firtina kaza kazasi olu olum oldu oldurdu yarali yaralandi kayip kurtarildi acikladi duyurdu bildirdi "
        "belirtti yalanladi dogruladi reddetti sucladi uyardi cagri istedi gonderdi gonderiyor cekildi cekiliyor girdi cikti geldi "
        "gitti gidiyor vurdu vuruldu dustu dusurdu artti yukseldi aldi verdi yapti yapildi basladi bitti acildi kapandi kazandi yendi "
        "kaybetti imzaladi ziyaret gorustu bulustu istifa atandi secildi tutuklandi gozaltina serbest fiyat fiyati fiyatlari zam faiz "
        "enflasyon banka bankasi sirket isci okul okullar hastane saglik arastirma takim mac maci gol galibiyet final kupa sampiyon dunya "
        "ulke ulkesi devlet nedeniyle icinde uzerinde karsisinda hakkinda arasinda once ardindan ragmen degil yok var mi neden nasil kim "
        "heyet heyeti iddia iddiasi iddialari haber haberi aciklama aciklamasi son dakika milli"
    ),
}
