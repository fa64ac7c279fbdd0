"""What happens in news, in four languages: one row per act, `id; English | Arabic | Turkish | French`.

A star ends a stem, `_` joins two words. What things are called stands in `things.py`, where things are in `places.py`.
"""

ACTS = """
dead; kill* dead die dies died death deaths fatal* slain casualt* perish* body bodies toll lives massacre* slaughter* slay* murder* | مقتل قتل* قتيل* قتلى القتلى يقتل تقتل وفاة وفيات توفي* موت مات ماتت ضحايا ضحية جثة جثث شهداء شهيد استشهاد* استشهد* مصرع* لقي لقوا حتف* مجزرة يودي أودى اودت تودي رحيل يرحل | öldü* ölen* ölü* ölüm* öldür* ölme* ölec* ölmüş ölürken ölü öldür* hayatını can_verdi ceset cesed* can_kayb* şehit şehid* katled* katliam* vefat* yaşamını | mort* tué* tue tuent meurt* meurtr* décès décéd* périr* péri cadavre* corps victime* morts assassin* massacre* éteint bilan abattu*
wounded; wound* injur* hurt | جرح* جريح* جرحى إصابة أصيب* مصاب* إصابات مصابين | yaralı* yarala* yaralan* | bless*
missing; missing unaccounted vanish* disappear* | مفقود* فقدان فقد اختفاء* اختفى اختفت | kayıp kaybol* | disparu* disparition* disparaî* disparait*
rescue; rescu* saved survivor* surviv* | إنقاذ* أنقذ* انقاذ* ينقذ* ناج ناجين ناجون نجا نجت نجاة نجاته نجاتهم نجاة | kurtar* kurtul* | secour* sauv* rescapé* sauvet* survivant* repêch*
arrest; arrest* detain* detention custody apprehend* jailed imprison* captured nabbed | اعتقال* اعتقل* يعتقل* توقيف* أوقف* أوقفت احتجاز* احتجز* ضبط القبض معتقل* محتجز* موقوف* | tutukla* gözaltı* gözalt* yakala* alıkon* | arrêté* arrête* arrest* interpell* détenu* détention garde_à_vue incarcér* écroué*
release; release* freed free* liberat* | إفراج* الإفراج أفرج* إطلاق_سراح تحرير* محررين تحرر* | serbest* salıver* tahliye_ed* | libère libéré libérer libération* relâch* remis_en
retaliate; retaliat* reprisal* revenge aveng* hits_back strikes_back in_response_to answers answered tit_for | رد_انتقامي انتقام* انتقامي* ثأر* ردا_على الرد_على ترد_على يرد_على ترد_ب يرد_ب | misilleme* karşılık_ver* yanıt_ver* intikam* | riposte* représail* réplique* venge*
responsibility; responsibility carried_out was_behind were_behind | يتبنى تتبنى تبنى تبنت تبنيه مسؤوليتها مسؤوليته | üstlen* | revendiqu*
surrender; surrender* | استسلم* استسلام* يستسلم* | teslim_ol* | se_rend* reddition* capitul*
swap; swap* exchang* | تبادل* تتبادلان يتبادلان | takas* değiş_tokuş | échang*
breach; breach* violat* breaking broke broken breaks shatter* collapses | انتهاك* انتهك* تنتهك ينتهك خرق* يخرق تخرق خروقات | ihlal* bozul* bozdu* | viole violé violation* rompt rompu* rupture_de brise
enact; promulgat* enact* into_law signs_law signs_bill | أصدر_قانون إصدار_قانون | yürürlüğe* | promulgu*
celebrate; celebrat* crowds_greet greeted_by_crowds heroes_welcome parade* paraded festivit* | احتفال* احتفل* يحتفل تحتفل استقبال_الأبطال | kutlama* kutladı kutluyor | célèbr* célébr* fête fêté* fêtent triomphal* défil*
call-off; call*_off calls_off called_off | إلغاء_الإضراب إنهاء ينهي تنهي أنهى أنهت تعليق_الإضراب | sona_er* bitir* vazgeç* | lèvent levé lève fin_de fin_à suspendent met_fin mettent_fin
hand-over; hand*_over handover hands handing_over hand_over | سلم سلمت تسلم يسلم تسليم تسلمت يتسلم استلام | teslim_ed* teslim_et* | remet remis remise remettent
return; return* repatriat* homecoming come_home go_home brought_home are_home fly_home | عودة عاد عادت عادوا يعود تعود إعادة أعاد أعادت | döndü* dönüş* dönüyor* dönecek* dönen* geri_geld* yurda | rentr* retour* rapatri* regagn*
charge; charged charges indict* arraign* | لائحة_اتهام توجيه_تهمة توجيه_الاتهام توجيه_اتهام* تهمة تهم اتهام_رسمي | iddianame* suçlaması* hakkında_dava | inculp* mis_en_examen mise_en_examen mis_en_cause
imprison; jail* imprison* incarcer* begins_sentence behind_bars prison_term pending_trial | حبس* الحبس سجنه يدخل_السجن دخل_السجن السجن_الاحتياطي | cezaevine cezaevinde tutuklan* tutukland* | incarcér* écroué* emprison* mandat_de derrière_les
appeal; appeal appeals appealed appealing | استئناف_الحكم يستأنف_الحكم طعن* يطعن تطعن الطعن | temyiz* istinaf* itiraz* | recours fait_appel interjet* pourvoi cassation contest*
admit; admit* acknowledges acknowledged concede* | يعترف تعترف اعترف* يقر_ب أقر_ب أقرت_ب | itiraf* | reconnaît reconnaissent admet admettent avou*
inaugurate; inaugurat* sworn swears takes_office oath | اليمين تنصيب* يتسلم_السلطة | yemin* göreve_başla* | investiture* prête_serment prêté_serment intronis*
ultimatum; ultimatum* deadline* | مهلة* إنذارا إنذار | ültimatom* mühlet* süre_ver* | ultimatum* délai*
asylum; asylum | اللجوء لجوءا | sığınma_hak* iltica* | asile
escape; escap* jailbreak fled breakout | هروب* هرب* فرار* فر يفر فرت | kaçtı* kaçan* kaçış* kaçma* kaçıyor kaçarken kaçıp kaçmış firar* | évad* évasion* fuite fuit fuient fugitif*
convict; convict* guilty sentenc* jailed verdict condemned_to | إدانة* أدان* أدين* سجن* حكم* بالسجن حكمت السجن مذنب* عقوبة | mahkum* hapis* suçlu ceza_ver* hüküm* çarptır* | condamné* condamne coupable* verdict* peines peine_de lourde_peine prison
acquit; acquit* cleared exonerat* | براءة برأ تبرئة* برأت | beraat* akla* | acquitt* relaxé* innocent* blanchi*
trial; trial* tried prosecut* indict* charges charged court courts judge* tribunal* lawsuit* sue sues sued suing hearing | محاكمة* محكمة* المحكمة قاض* قضاء* قضية* نيابة* الادعاء لائحة دعوى يحاكم* | mahkeme* dava* yargı* savcı* iddianame* duruşma* | procès jugé* juge* tribunal* cour justice inculp* mis_en_examen plainte* parquet
vote; vote* voting voter* ballot* referend* poll polling pollster* | صوت* تصويت* يصوت* تصوت* اقتراع* استفتاء* ناخب* سيصوت* | oy oyu oylar* oylama* oylan* oyladı oylay* oyuy* referandum* seçmen* | vote* voter* votent voté* scrutin* référendum* suffrage* électeur* voix
election; election* elect* electoral re-elect* reelect* runoff | انتخاب* الانتخابات ينتخب* منتخب_جديد | seçim* seçil* | élection* élu* élire élit réélu* électora* présidentielle* législatives
approve; approv* adopt* passed passes ratif* endors* clear* backs green_light | أقر أقرت أقروا أقرها يقر تقر إقرار* يوافق* وافق* موافقة* صادق* يصادق تصديق* المصادقة اعتماد* اعتمد* | onayla* onay* kabul_ed* kabul_et* geçti tasdik* | approuv* adopt* ratifi* valid* entérin* vote_favorable feu_vert
reject; reject* refus* turn*_down veto* block oppose | رفض* يرفض* ترفض* فيتو نقض عرقل* اعترض* | redde* ret reddi* veto* karşı_çık* engelle* | rejet* refus* véto veto oppos* bloqu*
deny; deny denies denied denying denial* refut* dismiss* baseless untrue | نفى* نفي* ينفي تنفي نفت فند يفند تفند تكذيب* كذب* كذبت دحض* لا_صحة لا_أصل لا_أساس | yalanla* asılsız* redd* inkar* tekzip* | dément* démenti* nie nient nié* réfut* sans_fondement infond*
confirm; confirm* acknowledg* admit* | تأكيد* أكد* يؤكد تؤكد اعترف* اعتراف* يعترف تعترف أقر_ب | doğrula* teyit* itiraf* | confirm* reconna* avou* admet*
claim; claim* alleg* accus* | زعم زعمت زعموا زعمه يزعم تزعم ادعى* ادعت اتهم* تتهم يتهم مزاعم ادعاء* اتهام* | iddia* öne_sür* suçla* | affirm* prétend* accus* revendiqu* alléga*
condemn; condemn* denounc* deplor* | إدان* يدين تدين أدان* ندد* تندد يندد تنديد* استنكر* استنكار* شجب* تستنكر | kına* kınadı lanetle* | condamne_l* dénonc* condamnent fustig*
welcome; welcom* hail* applaud* prais* | رحب* يرحب ترحب ترحيب* أشاد* يشيد تشيد إشادة* | memnuniyet* selamla* övdü takdir_et* | salu* accueill* félicit* se_réjouit
warn; warn* alert* caution* threat* | حذر* يحذر تحذر تحذير* إنذار* هدد* يهدد تهدد تهديد* | uyar* tehdit* ikaz* | avert* alerte* mise_en_garde met_en_garde mettent_en menac* prévien*
react; react* respon* retaliat* repris* | رد ردت ترد يرد الرد ردا ردود_فعل رد_فعل | tepki* karşılık* misilleme* yanıt* | réag* réaction* riposte* réplique_à représail*
call; urge call*_for calls appeal* demand* plea* | دعا دعت يدعو تدعو دعوة* ناشد* مناشد* طالب* يطالب تطالب مطالب* يحث تحث حث | çağrı* çağırd* talep* isted* istiyor | appel* exhort* exig* réclam* demande* presse_de
announce; announc* declar* unveil* reveal* | أعلن* يعلن تعلن إعلان* كشف* يكشف تكشف | duyur* açıkla* ilan_et* bildir* | annonc* déclar* dévoil* révèl* décrèt*
resign; resign* quit quits quitting step*_down steps stepped | استقال* يستقيل تستقيل استقالة* تنحى* يتنحى تنحي* | istifa* görevinden_çekil* görevini_bırak* | démission* quitte_son quitte_ses se_retire
appoint; appoint* nam*_as nominat* named names sworn | عين* تعيين* يعين تعين تكليف* كلف* تنصيب* تنصيبه رشح* ترشيح* | atama* atan* atadı* atay* atıyor atand* göreve_getir* aday_göster* | nomm* nomin* désign* investi*
dismiss-post; sack* fired fires oust* | إقال* أقال* يقيل تقيل عزل* أعفى إعفاء* | görevden* azled* kovul* kovdu* | limog* renvoy* évinc* destitu* licenci*
coup; coup* putsch* overthrow* topple* junta* | انقلاب* الإطاحة أطاح* إطاحة* انقلابي* | darbe* cunta* devrilmesi devirdi* devirme* | coup_d* putsch* renvers* junte*
attack; attack* assault* ambush* storm* offensive* | هجوم* هجمات هجمة هاجم* يهاجم تهاجم اعتداء* كمين* استهداف* استهدف* تستهدف يستهدف | saldır* hücum* pusu* baskın* | attaqu* attentat* assaut* embuscade* offensive* agress*
bomb; bomb* blast* explod* explos* detonat* shell* | تفجير* فجرت فجروا يفجر تفجر انفجار* قنبلة قنابل انفجر* قصف* يقصف تقصف عبوة* | bomba* patla* infilak* | bomb* explos* explos* pilonn* déflagration*
airstrike; airstrike* air_strike* air_raid* raid* strike* missile* rocket* | غارة* غارات ضربة* ضربات صاروخ* صواريخ جوية قصف_جوي | hava_saldır* füze* roket* akın* vurdu* vurul* | raid* frappe* missile* roquette* bombardement*
shoot; shoot* shot gunfire gunm* fire*_on opened_fire | إطلاق_نار إطلاق_النار رصاص* مسلح_يطلق أطلق_النار بالرصاص | ateş_aç* silahlı_saldır* kurşun* silahla | fusillade* tir tirs tiré* coups_de_feu balle*
clash; clash* fight* battl* combat* skirmish* | اشتباك* اشتبك* معارك معركة قتال* مواجهات مواجهة | çatış* çarpış* muharebe* savaşıyor savaştı* arbede* | heurt* affront* combat* accrochage* bataille*
capture; captur* seiz* overrun* recaptur* retak* take*_control control | سيطر* يسيطر تسيطر سيطرة* استول* استعاد* يستعيد | ele_geçir* kontrol* geri_al* | s_empar* captur* reprend* contrôle* pris_le la_prise prise_de prise_du
deploy; deploy* send* sent dispatch* reinforc* | إرسال* أرسل* يرسل ترسل نشر_قوات نشر_جنود ينشر_قوات تنشر_قوات نشرت_قوات نشر_تعزيزات تعزيزات* انتشار* دفع | gönder* konuşlan* sevk* yolla* takviye* | envoi envois envoie envoient envoy* déploi* déploy* dépêch* renfort*
withdraw; withdraw* pull*_out pullback retreat* withdrew | انسحاب* انسحب* تنسحب ينسحب سحب* تسحب يسحب غادر* مغادرة* يغادر تغادر | çekil* geri_çek* | retrait* retir* repli*
ceasefire; ceasefire* cease_fire* truce* armistice* | هدنة* وقف_إطلاق وقف_النار | ateşkes* mütareke* | cessez_le trêve* armistice*
agree; agreement* accord* deal* pact* treat* sign signature* signed memorand* | اتفاق* اتفقت* يتفق تتفق معاهدة* توقيع* وقعت_اتفاق وقع_اتفاق وقعا وقعتا وقعت_مذكرة وقع_مذكرة وقعت_عقد وقعت_معاهدة يوقع يوقعان توقعان وقعوا توقع_اتفاق مذكرة* صفقة* | anlaşma* imzala* mutabakat* sözleşme* protokol* | accord* signe* signature* pacte* traité* protocole*
talks; talk talks talking talked negotiat* summit* meet* mediat* consult* | محادثات* مفاوضات* تفاوض* قمة* اجتماع* اجتمع* لقاء* يلتقي التقى* تلتقي وساطة* مباحثات* بحث_مع يبحث* | görüş* müzakere* zirve* toplantı* buluş* arabulucu* temas* | discussion* négoci* sommet* réunion* rencontr* médiat* pourparler* entretien*
visit; visit* tour tours toured touring arriv* | زيارة* زار* يزور تزور وصل* وصول* يصل تصل استقبل* يستقبل جولة* | ziyaret* gezi* geldi vardı ulaştı karşıla* varış* | visit* arriv* déplacement* accueilli* tournée*
sanction; sanction* embargo* blacklist* | عقوبات* عقوبة حظر_تصدير عقوباته* | yaptırım* ambargo* | sanction* embargo*
protest; protest* demonstrat* rall* march* riot* unrest* | احتجاج* تظاهر* متظاهر* مظاهر* مسيرة* يحتج* تحتج* شغب* | protesto* gösteri* eylem* yürüyüş* miting* | manifest* protest* émeut* rassembl* mobilis* contestat*
walkout; strike* walkout* walk*_out unions trade_union* labour_union* labor_union* | إضراب* أضربوا أضربت أضرب_عن يضرب_عن مضربين نقابة* | grev* sendika* iş_bırak* | grève* grévist* syndicat* débray*
win; win wins winning winner* won victor* beat* defeat* triumph* champion* titles crowned thrash* | فاز* يفوز تفوز فوز* انتصار* هزم* يهزم تهزم تغلب* يتغلب توج* يتوج تتوج بطل* لقب* انتصر* | kazan* yendi* yenen yener yenerek yenmey* yenme galibiyet* zafer* şampiyon* galip* mağlup* devir*_rakib | gagn* victoire* bat battu* remport* vainqueur* champion* titre* sacre* triomph* vainc* s_impos*
lose; lost lose* loses losing | خسر* يخسر تخسر خسارة* هزيمة* | kaybet* yenildi* yenilen mağlub* yenilgi* | perd* défait* s_incline*
draw; draw* drew tied stalemate | تعادل* يتعادل تتعادل | berabere* | match_nul partage_les
score; goal* scor* penalt* | هدف هدفا هدفين أهداف سجل_هدف* سجل_ثنائية سجل_ثلاثية يسجل_هدف* تسجيل_هدف* ركلة_جزاء أحرز* | gol golle goller gollü golcü golü* penaltı* | but buts buteur* marqueur* inscrit_un penalty*
qualify; qualif* advance* reach*_final knock*_out eliminat* | تأهل* يتأهل تتأهل تصفيات* إقصاء* خروج_من | elen* tur_atla* finale_* eleme* | qualif* élimin*
transfer-player; transfer* sign*_for loan | انتقال_اللاعب تعاقد* يتعاقد صفقة_انتقال | transfer* imza_at* | transfert* recrut* engage*
record; record* highest all_time | قياسي* رقم_قياسي | rekor* | record* historique*
rise; rise* rose rising climb* jump* surge soar* increas* grow* grew gain* higher | ارتفاع* ارتفع* يرتفع ترتفع زيادة* صعود* صعد* قفز* نمو* نما زاد* | artış* arttı* artıyor artan artacak artması artarak yüksel* çıktı tırman* büyüme* büyüdü* büyüyor büyüyen zam | hausse* augment* grimp* bondit bondi progress* croissance* montée* hiss*
fall; fall* fell drop* declin* plung* slump* slid* sink*_to tumble* lower | تراجع* انخفاض* انخفض* ينخفض تنخفض هبوط* هبط* تدهور* | düştü* düşüş* düşen* düşüyor düşer düşme* düşük gerile* azal* değer_kayb* çöküş* | baiss* chut* recul* dégringol* diminu* plong*
hold-rate; hold*_rate* unchanged keep*_rate* on_hold leaves_rate* | يثبت تثبيت* ثبت* أبقى* يبقي تبقي | sabit* değiştirme* sabit_bırakt* | maintien* inchang* statu_quo
cut; cut cuts cutting slash* reduc* trim* | خفض* يخفض تخفض تقليص* قلص* | indir* düşür* kıstı kısıyor kısıntı* azalt* | rédui* coupe_budg* coupé* abaiss* réduction* supprim*
raise; raise hik* | رفع* يرفع ترفع | yükselt* artır* arttır* | relèv* rehauss* relev*
earn; profit* earn* revenue* sales quarter* results turnover income | أرباح* ربح* إيرادات* مبيعات* نتائج_مالية ربع* فصلي* | kar kâr kârı karı kârını karını kârlılık kazanç* ciro* gelir* satış* çeyre* bilanço* | bénéfice* résultat* chiffre_d* ventes trimestr* recette* revenu* profit*
forecast; forecast* outlook* expect* estimat* projection* | توقع* يتوقع تتوقع تقدير* تقديرات | beklenti* tahmin* öngör* | prévision* prévoi* attend* estim* perspectiv*
loss-money; loss* losses deficit* | خسائر* عجز | zarar* açık_ver* | perte* déficit*
merge; merg* acqui* takeover* buy*_out bid | استحواذ* اندماج* يستحوذ تستحوذ | satın_al* birleş* devral* | rachat* rachèt* rachet* fusion* acqui* opa rachet*
layoff; layoff* lay_off* job_cut* redundan* jobs | تسريح* يسرح* إلغاء_وظائف وظيفة وظائف | işten_çıkar* istihdam* çıkarma* | licenciement* suppressions_d* supprim*_* emplois plan_social
bankrupt; bankrupt* insolven* default* | إفلاس* أفلس* | iflas* konkordato* | faillite* insolvab* liquidation*
collapse; collaps* burst* crumbl* gave_way cave_in | انهيار* انهار* ينهار تنهار | çöktü* çökme* çöküş* çöken çöküyor çökünce çökmüş göçük* yıkıl* | effondr* rupture* écroul*
investigate; investigat* probe* inquir* | تحقيق* يحقق تحقق | soruştur* incele* | enquêt* enquete* instruction_ouverte
bury; funeral* bury buries buried burial mourn* | جنازة* تشييع* دفن* يشيع عزاء يعلن_الحداد إعلان_الحداد حدادا | cenaze* toprağa_ver* yas yasa_boğ* defn* | obsèques funérailles enterr* inhum* deuil
sink; sink* sank capsiz* shipwreck* drown* overturn* aground | غرق* يغرق تغرق انقلاب_قارب انقلب* غارق* جنوح* جنحت | battı* batan* batma* batır* batık* batıyor batarak alabora* boğul* karaya_otur* | naufrag* coulé* coule coulent coulait chavir* noy* sombr* échou*
crash; crash* collid* collision* plung* derail* wreck* | تحطم* سقوط* سقط* حادث* تصادم* اصطدم* انحراف* خروج_قطار خروج_القطار عن_القضبان حطام* | düşen düştü düşmesi kaza* çarp* raydan* devril* kırım* çarpış* | crash* écras* collision* accident* déraill* percut* heurté*
quake; earthquake* quake* tremor* aftershock* seism* magnitude temblor* | زلزال* هزة هزات زلازل ارتدادية درجات | deprem* sarsıntı* artçı* büyüklüğ* zelzele* | séisme* tremblement* secousse* réplique* magnitude
flood; flood* flooding deluge* inundat* torrent* | فيضان* سيول السيول فيضانات | sel seli selde sel_* taşkın* su_bask* seller* | inondation* crue* torrent* inond*
storm; storm* hurricane* cyclone* typhoon* tornado* | عاصفة* عواصف إعصار* أعاصير | fırtına* kasırga* tayfun* hortum* siklon* | tempête* ouragan* cyclone* typhon* tornade*
fire; fire fires wildfire* blaze* flame* burn* | حريق* حرائق نيران النيران احترق* يحترق | yangın* yandı* yanan* yanıyor yanarak yanmış yanması yanıp yakıldı alev* | incendie* feu feux flamme* brûl*
landslide; landslide* mudslide* avalanche* | انهيار_أرضي انهيارات_أرضية انزلاق* | heyelan* çığ toprak_kay* | glissement* avalanche* coulée* éboulement*
drought; drought* heatwave* heat | جفاف* موجة_حر حرارة* | kuraklı* sıcak_hava sıcaklık* | sécheresse* canicule* chaleur*
outbreak; outbreak* epidemic* pandemic* virus* infect* disease* variant* | تفشي* وباء* فيروس* عدوى سلالة* متحور* مرض* إصابات_ب | salgın* virüs* bulaş* hastalı* varyant* | épidémi* pandémi* virus* contamin* variant* maladie*
emergency; emergency emergencies | طوارئ* | acil_durum ohal acil | urgence*
evacuate; evacuat* flee fled displac* | إجلاء* أجلى* يجلي نزوح* نزح* نازح* إخلاء* تهجير* | tahliye* yerinden* kaçtı* göç* | évacu* fuient fuite fuyant fuir déplac* exode*
kidnap; kidnap* abduct* ransom* taken_hostage | خطف* اختطاف* اختطف* فدية* احتجاز_رهائن | kaçır* rehin_al* fidye* | enlèv* enlev* kidnapp* rançon* rapt* prise_d'otage*
assassinate; assassinat* | اغتيال* اغتال* يغتال | suikast* | assassin*
launch; launch* lift*_off blast*_off liftoff maiden | إطلاق* أطلق* يطلق تطلق انطلاق* انطلق* | fırlat* kalkış* başlat* | lanc* décoll*
orbit; orbit* satellit* spacecraft* astronaut* space rocket_launch* | فضاء* مدار* قمر_صناعي أقمار صناعية رائد_فضاء فضائية صاروخ* | uzay* yörünge* uydu* astronot* roket* | espace spatial* orbit* satellit* astronaut* fusée*
open; open* reopen* inaugurat* | افتتاح* افتتح* يفتتح فتح* يفتح إعادة_فتح | açtı* açıldı* açıyor açılıyor açan açılan açacak açma* aç açıl* açılış* | ouvre ouvrir ouvrent ouvrira ouvert* inaugur* rouvr* réouvert*
close; close closes closed closing closure* shut* | إغلاق* أغلق* يغلق تغلق إقفال* | kapalı* kapan* kapat* | ferm* clôtur*
ban; ban bans banned banning prohibit* bar barred | حظر* يحظر تحظر منع* يمنع تمنع ممنوع* | yasak* men_ed* men_cez* engel* | interdi* prohib* bann*
resume; resum* restart* reviv* | استئناف* استأنف* تستأنف يستأنف تعاود يعاود | yeniden_başla* devam_et* sürdür* | reprend reprennent reprise* repris reprise* redémarr* relanc*
halt; halt* suspend* stop* grounded grounding pause* freez* | تعليق* علق* توقف* وقف* يوقف توقف أوقفت تجميد* تعطل* يعطل | durdur* askıya* durdu* durma* durak* kesinti* aksa* | suspen* arrêt* interromp* gel gelé gelée gelés gelées geler cloué*
fine; fine fined fines penalt* | غرامة* تغريم* غرمت | para_ceza* cezas* | amende*
hack; hack* cyber* breach* ransomware leak* | اختراق* قرصنة* سيبراني* هجوم_إلكتروني تسريب* | siber* hack* sız* | pirat* cyber* fuite_de ransomware
outage; outage* blackout* disrupt* glitch* | انقطاع* عطل* أعطال تعطل* | kesinti* arıza* kesil* | panne* coupure* perturb* bug*
discover; discover* found find* unearth* excavat* | اكتشاف* اكتشف* عثر* يعثر العثور كشف_أثري | keşfe* bulundu bulunmuş ortaya_çıkar* | découv* retrouv* trouv* exhum*
award; award* prize* win*_prize nobel honour* honor* | جائزة* جوائز نوبل تكريم* كرم كرمت كرموا | ödül* nobel | prix récompens* nobel palme
marry; marri* wedding* wed engag* divorce* | زواج* تزوج* زفاف* طلاق* خطوبة* | evlen* düğün* nişanlan* nişanlı* boşan* | mariage* marié* marier mari épous* noces divorc* fiançail*
born; born birth* baby | ولادة* ولد* مولود* | doğum* doğd* bebek* | naissance* naît naître née naquit bébé*
abuse; abus* tortur* rape* harass* | تعذيب* اغتصاب* تحرش* انتهاك* إساءة | işkence* tecavüz* taciz* istismar* | tortur* viol violé harcèl* abus* sévices
corrupt; corrupt* brib* graft* fraud* embezzl* laundering | فساد* رشوة* رشى رشاوى احتيال* اختلاس* غسل_أموال | yolsuz* rüşvet* dolandır* zimmet* | corrup* pot_de pots_de fraud* blanchiment* détourn* escroqu*
steal; steal* stole* thef* thief* thieves robb* heist* burglar* loot* | سرقة* سرق* يسرق* لص لصوص لصان لصين سطو* نهب* | hırsız* çaldı* çalın* çalan* soygun* soyul* soydu* yağma* | vol_au vol_à vol_dans vol_d vol_de volé* voleu* dérob* cambriol* braqu* malfaiteur* pill*
destroy; destroy* destruct* devastat* ravag* wreckage ruins | دمر* يدمر تدمر تدمير* دمار* مدمر* خراب* | yıkım* yıktı* tahrip* harap* yerle_bir | détrui* destruct* dévast* ravag*
push; advanc*_on incursion* invad* invasion* push*_into cross*_into | توغل* اجتياح* اجتاح* غزو تقدم_نحو اقتحم* اقتحام* | işgal* istila* sızma* girdi ilerle* | incursion* invasion* envahi* envahir percée* pénètr*
smuggle; smuggl* traffick* | تهريب* هرب_* مهرب* الاتجار | kaçakçı* insan_tic* | contreband* trafic* passeur*
recognise; recognis* recogniz* | يعترف_بدولة تعترف_بدولة الاعتراف_بدولة | tanıma* tanıdı tanıyan | reconnaissance_de reconnaît_l reconnaît_officiellement
test; test trial* drill* exercis* manoeuv* | اختبار* تجربة* تجارب مناورات* تدريب* | test* tatbikat* dene* | essai* test* exercice* manœuvre*
nuclear; nuclear atomic uranium | نووي* ذري يورانيوم تخصيب | nükleer* atom* uranyum* | nucléaire* atomique* uranium*
humiliate-aid; aid relief humanitarian donat* | مساعدات* إغاثة* إنساني* معونات تبرع* | yardım* insani* bağış* | aide* humanitaire* secours don dons
oil-output; output produc* barrel* | إنتاج* برميل* براميل ينتج ضخ | üretim* varil* üret* | production* baril* produi* extraction
pay; pay paid salar* wage* | راتب* رواتب أجور* دفع_رواتب مرتبات | maaş* ücret* öde* | salair* paie paient payer payé paiement* salarial* solde*
extend; extend* extension* renew* prolong* | تمديد* مدد* يمدد تجديد* جدد* | uzat* uzad* yenile* | prolong* renouvel* reconduit* étend*
delay; delay* postpon* | تأجيل* أجلت أرجأ* إرجاء* تأجل* يؤجل تؤجل تأخير* | ertele* gecik* | reporte reportent reporter reporté retard* ajourn*
end; end ends ended finish* conclud* | انتهاء* انتهى* اختتام* ختام* ينتهي | sona_er* bitti* biten bitiyor bitecek bitir* bitmesi bitince tamamla* | termin* fin achèv* s_achève
begin; begin* began start kick*_off | بدء* بدأ بدأوا بدأتا يبدأ يبدأ تبدأ بدأت انطلاق* | başla* | commenc* début* démarr* lance
delay-disqualify; disqualif* expel* deport* | طرد* يطرد تطرد ترحيل* ترحيله | sınır_dışı* ihraç* kovul* | expuls* exclu* disqualif*
intercept; intercept* shoot*_down shot_down downed down*_drone | اعتراض* اعترض* أسقط* إسقاط* تسقط يسقط | düşürül* düşürdü önle* engelle* | intercept* abatt*
land; landing landed lands | هبوط* هبط* | iniş* indi | atterr*
migrate; migrant* refugee* asylum immigra* | مهاجر* لاجئ* لجوء هجرة* | göçmen* mülteci* sığınma* | migrant* réfugié* asile* immigr*
mutiny; mutin* rebel* insurg* | تمرد* متمرد* معارضة_مسلحة | isyan* isyancı* | mutin* rébell* rebell* insurg*
poison; poison* toxic* | تسمم* سم سامة تسميم* | zehir* | empoison* toxi* intox*
recall; recall* | سحب_من_الأسواق استدعاء* استدعى* يستدعي تستدعي | geri_çağır* | rappel*
lift; lift* ease eases eased easing | رفع_الحظر رفع_العقوبات تخفيف* | kaldır* gevşet* | levé* lève allèg* assoupl*
tax; tax taxation taxpayer* tariff* levy | ضريبة* ضرائب رسوم* تعرفة | vergi* gümrük* tarife* | taxe* impôt* droits_de douane* tarif*
inflation; inflation* price* | تضخم* أسعار* سعر | enflasyon* fiyat* tüfe | inflation* prix
interest-rate; rate rates | فائدة* الفائدة | faiz* | taux
"""
