"""What and whom news is about, in four languages: one row per thing, written as in `acts.py`."""

THINGS = """
soldier; soldier* troop* military army forces servicem* militar* | جندي* جنود جنديا عسكري* جيش* قوات* عسكر* | asker* ordu* birlikler* kuvvet* | soldat* militaire* troupe* armée* forces
officer; officer* general colonel commander* | ضابط* ضباط عقيد* لواء* عميد* قائد* جنرال* | subay* komutan* general* albay* | officier* général* colonel* commandant* maréchal
militia; militia* militant* fighter* gunm* insurgent* jihad* terror* | ميليشيا* مسلح* مسلحين مقاتل مقاتلا مقاتلون مقاتلين مقاتلو مقاتلي متطرف* متشدد* إرهاب* جهادي* فصائل فصيل* | milis* militan* savaşçı* silahlı* terör* cihat* | milice* combattant* jihad* terror* insurgé* extrémist* paramilitair*
mercenary; mercenar* contractor* | مرتزق* | paralı* | mercenaire*
police; police* constab* gendarm* | شرطة* الشرطة أمن الأمن درك | polis* emniyet* jandarma* | polic* gendarm* forces_de_l
coastguard; coast_guard* coastguard* | خفر_السواحل خفر حرس_السواحل | sahil_güvenlik* | garde_côte* gardes_côtes garde-côte* gardes-côtes
navy; navy naval frigate* warship* | بحرية* فرقاطة* بارجة* سفينة_حربية | donanma* deniz_kuvvet* firkateyn* fırkateyn* savaş_gemi* | marine frégate* navire_de
airforce; aircraft* plane* jet* warplane* fighter_jet* helicopter* | طائرة* طائرات مقاتلة* مقاتلات مروحية* طيران* | uçak* uçağ* jet* helikopter* savaş_uça* | avion* appareil* hélicopt* chasseur*
pilot; pilot* airm* | طيار* | pilot* | pilote*
drone; drone* uav* unmanned | مسيرة مسيرات درون بدون_طيار مسيّر* | iha ihalar* siha dron* drone* insansız* | drone*
weapon; weapon* arms ammunition* munition* tank tanks tankı tanklar* artiller* armour* | سلاح* أسلحة ذخيرة* ذخائر دبابة* دبابات مدفعية* مدرعة* مدرعات | silah* mühimmat* tank* topçu* zırhlı* | arme armes munition* char chars artillerie* blindé*
base; base bases airbase* garrison* camp camps | قاعدة* قواعد معسكر* ثكنة* | üs üssü* üssün* karargah* kamp* | base bases caserne* camp camps
border; border* crossing* frontier* | حدود* الحدود معبر* معابر حدودي* | sınır* | frontière* frontali*
port; port ports harbour* harbor* | ميناء* موانئ مرفأ* | liman* | port ports
airport; airport* airline* flight* | مطار* رحلات_جوية رحلة طيران* | havalimanı* havaalanı* uçuş* havayolu* | aéroport* vol vols compagnie_aérienne
ship; ship* vessel* boat* ferry* tanker* cargo* yacht* | سفينة* سفن قارب* قوارب عبارة ناقلة* ناقلات مركب مركبا مراكب زورق* | gemi* tekne* bot botu botlar* feribot* tanker* vapur* | navire* bateau* ferry* pétrolier* cargo* embarcation* canot* zodiac paquebot*
train; train trains rail* locomotive* | قطار* سكة سكك القضبان | tren* demiryolu* vagon* raydan raylar* | train ferroviaire* rail wagon* sncf voies_ferrées
bus; bus buses coach minibus | حافلة* حافلات باص* | otobüs* minibüs* | bus autobus autocar* car
car; car cars vehicle* truck* lorry | سيارة* سيارات مركبة* مركبات شاحنة* شاحنات | araba* araç* otomobil* kamyon* tır | voiture* véhicule* camion* auto
bridge; bridge* tunnel* dam dams | جسر* جسور نفق* سد سدود | köprü* tünel* baraj* | pont ponts tunnel* barrage*
school; school* pupil* student* universit* | مدرسة* مدارس طالب* طلاب جامعة* تلميذ* | okul* öğrenci* üniversite* | école* élève* étudiant* universit* lycée*
hospital; hospital* doctor patient* clinic* medic* | مستشفى* مستشفيات طبيب* أطباء مريض مرضى | hastane* doktor* hasta* hekim* | hôpita* médecin* patient* clinique* soignant*
market; market* bazaar* | سوق أسواق | pazar* çarşı* piyasa* | marché*
mosque; mosque* church* temple* synagogue* shrine* pilgrim* | مسجد* مساجد كنيسة* كنائس معبد* كنيس حاج حجاج* ضريح مزار* | cami* kilise* tapınak* sinagog* hacı* türbe* | mosquée* église* temple* synagogue* pèlerin* sanctuaire* cathédrale*
prison; prison* jail* inmate* | سجن* سجون سجين* سجناء | hapishane* cezaevi* mahkum* tutuklu* | prison* détenu* pénitenti*
house; house* home* building* apartment* | منزل* منازل بيت* مبنى مبان* بناية شقة | ev evi evler* bina* konut* apartman* | maison* immeuble* bâtiment* logement* habitation*
parliament; parliament* lawmaker* legislat* congress* senat* mp mps deput* assembly | برلمان* نائب نواب مجلس_النواب مجلس_الشعب كونغرس* تشريعي* مجلس_الأمة مشرع* | parlamento* meclis* milletvekili* tbmm kongre* senato* vekil* | parlement* député* sénat* congrès* législat* assemblée*
government; government* cabinet* ministry | حكومة* الحكومة مجلس_الوزراء وزارة | hükümet* kabine* bakanlı* | gouvernement* cabinet* ministère* exécutif
minister; minister* | وزير* وزراء | bakan* bakan_* | ministre*
foreign-minister; foreign_minister* foreign_ministry fm top_diplomat | وزير_خارجية وزارة_خارجية الخارجية خارجيته* | dışişleri* | affaires_étrangères ministre_des_affaires diplomatie*
defence; defence_minist* defense_minist* pentagon | وزارة_دفاع وزير_دفاع الدفاع بنتاغون | savunma* msb milli_savunma pentagon* | défense pentagone
president; president* | رئيس* الرئيس رئاسة* | cumhurbaşkan* başkan* devlet_başkan* | président* présiden*
prime-minister; prime_minister* premier* | رئيس_وزراء رئيس_الوزراء رئيس_حكومة | başbakan* | premier_ministre première_ministre
king; king kings queen* prince* royal* emir emirs monarch* | ملك* ملكة* أمير أميرا أمراء أميرة العاهل ملكي* ولي_عهد | kral* kraliçe* prens* emir* veliaht* | roi reine prince* royal* émir émirs monarch*
spokesman; spokesm* spokesperson* spokeswom* | متحدث* الناطق ناطق* | sözcü* | porte_parole*
opposition; opposition* dissident* | معارضة* المعارضة معارض* | muhalefet* muhalif* | opposition* opposant* dissident*
party; party parties | حزب* أحزاب | parti* partisi* | parti partis
un; un united_nations | أمم_متحدة الأمم أممي* | bm birleşmiş_milletler | onu nations_unies
eu; eu european_union brussels | اتحاد_أوروبي الأوروبي بروكسل | ab avrupa_birliği | ue union_européenne bruxelles
europe; europe* | أوروبا أوروبي* | avrupa* | europe*
nato; nato | ناتو حلف_شمال حلف_أطلسي الناتو | nato | otan
who-health; who world_health | الصحة_العالمية منظمة_صحة | dsö dünya_sağlık | oms
imf; imf monetary_fund world_bank | صندوق_نقد النقد_الدولي بنك_دولي | imf dünya_bankası | fmi banque_mondiale
security-council; security_council | مجلس_أمن مجلس_الأمن | güvenlik_konseyi* | conseil_de_sécurité
arab-league; arab_league | جامعة_عربية الجامعة_العربية | arap_birliği | ligue_arabe
african-union; african_union | اتحاد_أفريقي اتحاد_إفريقي | afrika_birliği | union_africaine
kremlin; kremlin | كرملين | kremlin* | kremlin
white-house; white_house | بيت_أبيض البيت_الأبيض | beyaz_saray* | maison_blanche
central-bank; central_bank* | بنك_مركزي البنك_المركزي مصرف_مركزي | merkez_bankası* tcmb | banque_centrale
bank; bank banks banking lender* | بنك* بنوك مصرف* مصارف | banka* | banque* bancaire*
currency; lira pound dollar euro currency | ليرة* جنيه* دولار* يورو عملة | lira* dolar* euro* kur | livre dollar* euro* monnaie devise*
stock; stock stocks share shareholder* bourse wall_street nasdaq | أسهم سهم* بورصة* وول_ستريت | hisse* borsa* | action actions bours* titre_en
company; company* company firm* corporat* maker* manufactur* group | شركة* شركات مجموعة | şirket* firma* üretici* grup* | entreprise* société* compagnie* groupe fabricant* constructeur*
worker; worker* employee* staff labour* labor* | عامل عمال* موظف* موظفين | işçi* çalışan* personel* memur* | ouvrier* employé* travailleur* salarié* personnel
economy; econom* gdp budget* debt* | اقتصاد* ناتج_محلي موازنة* ميزانية* دين ديون | ekonomi* bütçe* borç* gsyh | économ* budget* dette* pib
trade; trade* export* import* | تجارة* تجاري* صادرات واردات تصدير* استيراد* | ticaret* ihracat* ithalat* | commerc* export* importat*
oil; oil* crude petrol* oilfield* | نفط* خام بترول* | petrol* ham_petrol | pétrol* brut
gas; gas lng pipeline* | غاز الغاز غازي_طبيعي غازات أنبوب* خط_أنابيب | doğalgaz* doğal_gaz gaz gazı gazın gazını gazdan boru_hattı* | gaz gazier* gazoduc* pipeline
electricity; electric* power_plant* power_station* grid | كهرباء* محطة_كهرباء طاقة* | elektrik* santral* enerji* | électri* centrale énerg*
water; water* river* | مياه* ماء نهر* | su suyu* nehir* ırmak* | eau eaux fleuve* rivière*
food; food* wheat* grain* bread* famine* hunger | غذاء* قمح* حبوب خبز مجاعة* جوع | gıda* buğday* tahıl* ekmek* açlık* kıtlık* | nourriture aliment* blé céréal* pain famine* faim
weather; rain* snow* weather | أمطار* مطر ثلوج طقس* | yağış* yağmur* kar_* hava_durumu | pluie* neige* météo*
climate; climate* warming emission* | مناخ* احترار انبعاثات | iklim* ısınma* emisyon* | climat* réchauff* émission*
football; football* soccer* fifa uefa | كرة_قدم القدم فيفا يويفا | futbol* fifa uefa | football* foot fifa uefa
match; match* final finals finalist* semi* game* derby* playoff* | مباراة* مباريات نهائي* ديربي* نصف_نهائي | maç maçı maça maçın maçta maçında maçlar* final* derbi* karşılaşma* | match* finale* demi demie demies rencontre_de derby*
team; team* squad club* side | منتخب* فريق* نادي* | takım* milli_takım kulüp* ekip* | équipe* sélection* club* formation
coach; coach* manager* trainer* | مدرب* تدريب* | teknik_direktör* antrenör* hoca* | entraîneu* sélectionneur* coach*
player; player* striker* midfielder* goalkeeper* | لاعب* مهاجم* حارس_مرمى | oyuncu* futbolcu* forvet* kaleci* | joueu* attaquant* gardien* milieu
cup; cup* trophy* league* championship* | كأس* دوري* بطولة* | kupa* lig* şampiyona* turnuva* | coupe* ligue* championnat* trophée* tournoi*
olympic; olympic* medal* | أولمبي* أولمبياد ميدالية* ذهبية | olimpiyat* madalya* | olympi* jeux_olympiques médaille*
tennis; tennis wimbledon grand_slam | تنس ويمبلدون | tenis* wimbledon* | tennis wimbledon
race; race* grand_prix formula marathon* | سباق* فورمولا ماراثون* | yarış* formula maraton* grand_prix | course* grand_prix formule marathon*
film; film films filmmak* filmed_ movie* cinema* actor* actress* film_director* movie_director* | فيلم* أفلام سينما* ممثل* مخرج* | film* sinema* oyuncu* aktör* yönetmen* aktris* | film* cinéma* acteu* actrice* réalisat* comédien*
music; music* singer* concert* album* song* | موسيق* مغن* مطرب* حفل* ألبوم* أغنية* | müzik* şarkıcı* konser* albüm* şarkı* | musi* chanteu* concert* album* chanson*
book; book* novel* writer* author literature poet* | كتاب* رواية* كاتب* أديب* أدب* شاعر* آداب | kitap* roman romanı romanlar* yazar* edebiyat* şair* | livres roman écrivain* auteur* littérature poèt* romanci*
museum; museum* archaeolog* tomb* coffin* sarcophag* antiquit* ancient relic* | متحف* آثار* أثري* مقبرة* تابوت* توابيت فرعوني* | müze* arkeolo* lahit* mezar* antik* eser* | musée* archéolog* tombeau* tombes sarcophag* antiquit* cercueil* vestige*
tech; tech* software* computer* internet app apps | تقني* تكنولوجيا* برمجيات حاسوب* أجهزة إنترنت تطبيق* | teknoloji* yazılım* bilgisayar* internet* uygulama* bilişim* | techno* logiciel* ordinat* internet informati* application*
ai; ai artificial_intelligence chatbot* | ذكاء_اصطناعي الذكاء_الاصطناعي | yapay_zeka* | ia intelligence_artificielle
phone; phone* smartphone* chip* semiconductor* | هاتف* هواتف رقائق* شرائح | telefon* çip* yarı_iletken* | téléphone* smartphone* puce* semi_conducteur*
media; media journalist* reporter* newspaper* broadcast* | إعلام* صحفي* صحافي* صحافة* صحيفة* | medya* gazeteci* basın* gazete* | média* journalist* presse
child; child* boy* girl* teen* kid kids | طفل* أطفال فتاة* قاصر* | çocuk* kız kızı kızlar* kızını bebek* | enfant* fille* garçon* mineur* adolescent*
woman; woman women female* | امرأة نساء سيدة النساء | kadın* | femme*
family; famil* relative* wife husband | عائلة* أسرة* أهالي زوجة* زوج* | aile* akraba* eşi | famille* proches épou*
passenger; passenger* traveller* aboard | راكب* ركاب مسافر* على_متن* متنها | yolcu* | passager* voyageu* à_bord
tourist; tourist* tourism* | سائح* سياح سياحة* | turist* turizm* | touris*
worker-aid; relief_worker* aid_worker* red_cross red_crescent | هلال_أحمر صليب_أحمر الهلال_الأحمر الصليب_الأحمر | kızılay* kızılhaç* | croix_rouge croissant_rouge
report; report* study survey | تقرير* دراسة* | rapor* araştırma* | rapport* étude* enquête
human-rights; human_rights | حقوق_إنسان حقوق_الإنسان | insan_hakları | droits_de_l droits_humains
law; law laws bill legislation* constitution* | قانون* دستور* مشروع_قانون تشريع* | yasa yasası* yasaya yasayı yasalar* yasal kanun* anayasa* tasarı* tezkere* | loi lois législation* constitution* projet_de_loi
mandate; mandate* authoris* authoriz* mission* | تفويض* ولاية* مهمة* بعثة* تصريح_ب | yetki* görev* tezkere* misyon* | mandat* autoris* mission*
expert; expert* adviser* advisor* specialist* | خبير* خبراء مستشار* | uzman* danışman* | expert* conseiller* spécialiste*
envoy; envoy* ambassador* embass* diplomat* consul consulate consular | مبعوث* سفير* سفارة* دبلوماسي* قنصل* | elçi* büyükelçi* temsilci* diplomat* konsolos* | émissaire* envoyé_spécial ambassad* diplomat* consul consulat*
regime; regime* | نظام النظام | rejim* | régime*
target; target* | هدف_عسكري أهداف هدفا | hedef* | cible* visé*
convoy; convoy* column* | رتل* أرتال قافلة* قوافل | konvoy* | convoi* colonne*
hostage; hostage* captive* | رهينة* رهائن أسير* أسرى أسيرات مختطف* | rehine* esir* | otage* captif*
month; month* | شهر* أشهر شهري* | ay aylık* aydır | mois mensuel*
video; video* footage photo* image* picture* | فيديو* صور صورة لقطات مقطع | video* görüntü* fotoğraf* | vidéo* image* photo* cliché*
lockdown; lockdown* curfew* confinement | حظر_تجول حجر_صحي إغلاق_عام | sokağa_çıkma karantina* kısıtlama* | confinement* couvre_feu
teargas; tear_gas teargas | غاز_مسيل مسيل | biber_gazı gaz_bomba* | lacrymog*
harvest; harvest* crop* farm* | حصاد* محصول* محاصيل مزارع* زراع* | hasat* hasad* çiftçi* tarım* mahsul* | récolte* agricult* moisson* ferme_agricole
wheel-quarter; coup_attempt | محاولة_انقلاب | darbe_girişimi | tentative_de_coup
"""
