"""Countries and their seats in four languages: one row per country, `id; English | Arabic | Turkish | French`.

Written as in `acts.py`; in Latin script an entry counts only with a capital. Cities of more than local fame follow in
`CITIES`, whose rows end in `> country`. Watchlist concepts know far more; these bridge languages where none exists.
"""

COUNTRIES = """
afghanistan; Afghan* Kabul Taliban* | أفغانستان أفغاني أفغانية كابل كابول طالبان | Afgan* Kabil Taliban* | Afghan* Kaboul Taliban*
albania; Albania* Tirana | ألبانيا ألباني تيرانا | Arnavut* Tiran | Alban* Tirana
algeria; Algeria* Algiers | الجزائر جزائري جزائرية | Cezayir* | Algér* Alger
argentina; Argentin* | الأرجنتين أرجنتيني أرجنتينية | Arjantin* | Argentin*
armenia; Armenia* Yerevan | أرمينيا أرميني يريفان | Ermeni* Erivan | Armén* Erevan
australia; Australia* Canberra | أستراليا أسترالي أسترالية كانبرا | Avustralya* | Australi*
austria; Austria* Vienna Viennese | النمسا نمساوي نمساوية فيينا | Avusturya* Viyana | Autrich* Vienne
azerbaijan; Azerbaijan* Azeri* Baku | أذربيجان أذري باكو | Azerbaycan* Azeri* Bakü | Azerbaïdjan* Azéri* Bakou
bahrain; Bahrain* Manama | البحرين بحريني المنامة | Bahreyn* Manama | Bahreïn* Manama
bangladesh; Bangladesh* Dhaka | بنغلاديش بنغالي دكا | Bangladeş* Dakka | Bangladesh* Dacca
belarus; Belarus* Minsk Lukashenko | بيلاروس بيلاروسيا بيلاروسي مينسك | Belarus* Minsk | Biéloruss* Bélarus* Minsk
belgium; Belgi* | بلجيكا بلجيكي بلجيكية | Belçika* | Belg*
bolivia; Bolivia* | بوليفيا بوليفي | Bolivya* | Boliv*
bosnia; Bosnia* Sarajevo | البوسنة بوسني سراييفو | Bosna* Saraybosna | Bosni* Sarajevo
brazil; Brazil* Brasilia | البرازيل برازيلي برازيلية برازيليا | Brezilya* | Brésil* Brasilia
bulgaria; Bulgaria* Sofia | بلغاريا بلغاري صوفيا | Bulgar* Sofya | Bulgar* Sofia
burkina-faso; Burkina* Ouagadougou | بوركينا واغادوغو | Burkina* | Burkina* Ouagadougou
cambodia; Cambodia* | كمبوديا كمبودي | Kamboçya* | Cambodg*
cameroon; Cameroon* Yaounde | الكاميرون كاميروني | Kamerun* | Cameroun* Yaoundé
canada; Canad* Ottawa | كندا كندي كندية أوتاوا | Kanada* Ottawa | Canad* Ottawa
chad; Chad Chadian* Ndjamena | تشاد تشادي نجامينا | Çad Çadlı* | Tchad* Ndjamena
chile; Chile* Santiago | تشيلي تشيلية سانتياغو | Şili* Santiago | Chili* Santiago
china; China* Chinese Beijing | الصين صيني صينية بكين | Çin Çinli* Pekin | Chin* Pékin
colombia; Colombia* Bogota | كولومبيا كولومبي بوغوتا | Kolombiya* Bogota | Colomb* Bogota
congo; Congo* Kinshasa DRC Goma | الكونغو كونغولي كينشاسا غوما | Kongo* Kinşasa Goma | Congo* RDC Kinshasa Goma
croatia; Croat* Zagreb | كرواتيا كرواتي زغرب | Hırvat* Zagreb | Croat* Zagreb
cuba; Cuba* Havana | كوبا كوبي هافانا | Küba* Havana | Cub* Havane
cyprus; Cyprus Cypriot* Nicosia | قبرص قبرصي نيقوسيا | Kıbrıs* Lefkoşa | Chypr* Nicosie
czechia; Czech* Prague | التشيك تشيكي تشيكيا براغ | Çek Çekya* Prag | Tchèqu* Tchéqu* Prague
denmark; Denmark Danish Dane* Copenhagen | الدنمارك دنماركي كوبنهاغن | Danimarka* Kopenhag | Danemark Danois* Copenhague
ecuador; Ecuador* Quito | الإكوادور إكوادوري كيتو | Ekvador* | Équat* Quito
egypt; Egypt* Cairo | مصر مصري مصرية مصريون القاهرة | Mısır* Kahire | Égypt* Caire
eritrea; Eritre* Asmara | إريتريا إريتري أسمرة | Eritre* | Érythr* Asmara
estonia; Estonia* Tallinn | إستونيا إستوني | Estonya* | Eston*
ethiopia; Ethiopia* Addis | إثيوبيا إثيوبي أديس | Etiyopya* Addis | Éthiop* Addis
finland; Finland* Finn Finns Finnish Helsinki | فنلندا فنلندي فنلندية هلسنكي | Finlandiya* Fin Helsinki | Finland* Finnois* Helsinki
france; France French Paris Elysee | فرنسا فرنسي فرنسية باريس | Fransa Fransız* Paris | Franc* Français* Paris Élysée
gabon; Gabon* Libreville | الغابون غابوني | Gabon* | Gabon* Libreville
georgia; Georgia* Tbilisi | جورجيا جورجي تبليسي | Gürcistan* Gürcü* Tiflis | Géorgi* Tbilissi
germany; German* Berlin | ألمانيا ألماني ألمانية برلين | Alman* Berlin | Allemagne Allemand* Berlin
ghana; Ghana* Accra | غانا غاني أكرا | Gana* Akra | Ghan* Accra
greece; Greece Greek* Athens | اليونان يوناني يونانية أثينا | Yunan* Atina | Grèce Grec* Athènes
guatemala; Guatemala* | غواتيمالا | Guatemala* | Guatemal*
guinea; Guinea* Conakry | غينيا غيني كوناكري | Gine Gineli* Konakri | Guiné* Conakry
haiti; Haiti* | هايتي هايتية | Haiti* | Haït*
hungary; Hungar* Budapest Orban | المجر مجري مجرية هنغاريا بودابست | Macar* Budapeşte | Hong* Budapest
iceland; Iceland* Reykjavik | آيسلندا أيسلندا ريكيافيك | İzlanda* | Island*
india; India* Delhi Modi | الهند هندي هندية دلهي | Hindistan* Hint* Delhi | Inde Indien* Delhi
indonesia; Indonesia* Jakarta | إندونيسيا إندونيسي جاكرتا | Endonezya* Cakarta | Indonés* Jakarta
iran; Iran* Tehran | إيران إيراني إيرانية طهران | İran* Tahran | Iran* Téhéran
iraq; Iraq* Baghdad | العراق عراقي عراقية بغداد | Irak* Bağdat | Irak* Iraq* Bagdad
ireland; Ireland Irish Dublin | أيرلندا إيرلندا أيرلندي دبلن | İrlanda* Dublin | Irland* Dublin
israel; Israel* Netanyahu | إسرائيل إسرائيلي إسرائيلية نتنياهو | İsrail* Netanyahu | Israël* Israel* Nétanyahou Netanyahu
italy; Ital* Rome | إيطاليا إيطالي إيطالية روما | İtalya* Roma | Ital* Rome
ivory-coast; Ivory_Coast Ivorian* Abidjan | ساحل_العاج أبيدجان | Fildişi* | Côte_d_Ivoire Ivoirien* Abidjan
japan; Japan* Tokyo | اليابان ياباني يابانية طوكيو | Japon* Tokyo | Japon* Tokyo
jordan; Jordan* Amman | الأردن أردني أردنية عمّان | Ürdün* Amman | Jordan* Amman
kazakhstan; Kazakh* Astana | كازاخستان كازاخي أستانا | Kazak* Astana | Kazakh* Astana
kenya; Kenya* Nairobi | كينيا كيني نيروبي | Kenya* Nairobi | Kény* Kenya* Nairobi
kosovo; Kosov* Pristina | كوسوفو بريشتينا | Kosova* Priştine | Kosov* Pristina
kuwait; Kuwait* | الكويت كويتي كويتية | Kuveyt* | Koweït* Koweit*
kyrgyzstan; Kyrgyz* Bishkek | قرغيزستان قرغيزي | Kırgız* Bişkek | Kirghiz* Bichkek
latvia; Latvia* Riga | لاتفيا | Letonya* | Letton*
lebanon; Leban* Beirut | لبنان لبناني لبنانية بيروت | Lübnan* Beyrut | Liban* Beyrouth
libya; Libya* Lybia* | ليبيا ليبي ليبية | Libya* | Liby*
lithuania; Lithuania* Vilnius | ليتوانيا فيلنيوس | Litvanya* Vilnius | Lituan* Vilnius
malaysia; Malaysia* | ماليزيا ماليزي كوالالمبور | Malezya* | Malais*
mali; Mali Malian* Bamako | مالي باماكو | Mali Bamako | Mali Malien* Bamako
malta; Malta Maltese Valletta | مالطا مالطي | Malta | Malt*
mauritania; Mauritania* Nouakchott | موريتانيا موريتاني نواكشوط | Moritanya* | Mauritan* Nouakchott
mexico; Mexic* | المكسيك مكسيكي مكسيكية | Meksika* | Mexi*
moldova; Moldova* | مولدوفا مولدافيا | Moldova* | Moldav*
mongolia; Mongolia* | منغوليا | Moğol* | Mongol*
morocco; Morocc* Rabat | المغرب مغربي مغربية الرباط | Fas Faslı* Rabat | Maroc* Rabat
mozambique; Mozambi* Maputo | موزمبيق | Mozambik* | Mozambi*
myanmar; Myanmar Burm* Rohingya* | ميانمار بورما الروهينغا | Myanmar* Arakan | Birman* Myanmar Rohingya*
nepal; Nepal* Kathmandu | نيبال نيبالي كاتماندو | Nepal* Katmandu | Népal* Katmandou
netherlands; Netherlands Dutch Hague Amsterdam | هولندا هولندي هولندية لاهاي أمستردام | Hollanda* Lahey Amsterdam | Pays_Bas Néerlandais* Haye Amsterdam
new-zealand; New_Zealand* Wellington | نيوزيلندا نيوزيلندي | Yeni_Zelanda* | Nouvelle_Zélande Néo_Zélandais*
nicaragua; Nicaragua* | نيكاراغوا | Nikaragua* | Nicaragua*
niger; Niger Nigerien* Niamey | النيجر نيجري نيامي | Nijer Nijerli* Niamey | Niger Nigérien Nigériens Niamey
nigeria; Nigeria Nigerian* Abuja Lagos | نيجيريا نيجيري نيجيرية أبوجا لاغوس | Nijerya* Abuja Lagos | Nigeria Nigérian* Abuja Lagos
north-korea; North_Korea* Pyongyang | كوريا_الشمالية كوري_شمالي الكورية_الشمالية بيونغيانغ | Kuzey_Kore* Pyongyang | Corée_du_Nord Nord_Coréen* Pyongyang
norway; Norw* Oslo | النرويج نرويجي أوسلو | Norveç* Oslo | Norvèg* Norvég* Oslo
oman; Oman* Muscat | عمان عماني مسقط | Umman* Maskat | Oman* Mascate
pakistan; Pakistan* Islamabad | باكستان باكستاني باكستانية | Pakistan* İslamabad | Pakistan* Islamabad
palestine; Palestin* Ramallah | فلسطين فلسطيني فلسطينية رام_الله | Filistin* Ramallah | Palestin* Ramallah
panama; Panama* | بنما | Panama* | Panam*
paraguay; Paraguay* | باراغواي | Paraguay* | Paraguay*
peru; Peru Peruvian* Lima | بيرو بيروفي ليما | Peru Perulu* Lima | Pérou Péruvien* Lima
philippines; Philippin* Filipin* Manila | الفلبين فلبيني مانيلا | Filipin* Manila | Philippin* Manille
poland; Poland Polish Pole* Warsaw | بولندا بولندي بولندية وارسو | Polonya* Varşova | Pologne Polonais* Varsovie
portugal; Portug* Lisbon | البرتغال برتغالي لشبونة | Portekiz* Lizbon | Portug* Lisbonne
qatar; Qatar* Doha | قطر قطري قطرية الدوحة | Katar* Doha | Qatar* Doha
romania; Romania* Bucharest | رومانيا روماني بوخارست | Romanya* Rumen* Bükreş | Roum* Bucarest
russia; Russia* Moscow Kremlin Putin | روسيا روسي روسية الروس موسكو كرملين بوتين | Rusya* Rus Ruslar* Moskova* Kremlin* Putin | Russ* Moscou Kremlin Poutine
rwanda; Rwanda* Kigali | رواندا رواندي كيغالي | Ruanda* Kigali | Rwanda* Kigali
saudi-arabia; Saudi* Riyadh | السعودية سعودي الرياض | Suudi* Riyad | Saoudi* Arabie Riyad
senegal; Senegal* Dakar | السنغال سنغالي دكار | Senegal* Dakar | Sénégal* Dakar
serbia; Serbia* Serb* Belgrade | صربيا صربي بلغراد | Sırp* Sırbistan* Belgrad | Serb* Belgrade
sierra-leone; Sierra_Leone* | سيراليون | Sierra_Leone | Sierra_Leone
singapore; Singapor* | سنغافورة | Singapur* | Singap*
slovakia; Slovak* Bratislava | سلوفاكيا سلوفاكي | Slovak* Bratislava | Slova* Bratislava
slovenia; Sloven* Ljubljana | سلوفينيا سلوفيني | Sloven* | Slovén* Slovèn*
somalia; Somali* Mogadishu | الصومال صومالي مقديشو | Somali* Mogadişu | Somali* Mogadiscio
south-africa; South_Africa* Pretoria | جنوب_أفريقيا جنوب_إفريقيا | Güney_Afrika* | Afrique_du_Sud Sud_Africain*
south-korea; South_Korea* Seoul | كوريا_الجنوبية كوري_جنوبي الكورية_الجنوبية سيول | Güney_Kore* Seul | Corée_du_Sud Sud_Coréen* Séoul
south-sudan; South_Sudan* Juba | جنوب_السودان جوبا | Güney_Sudan* Cuba | Soudan_du_Sud Sud_Soudanais* Juba
spain; Spain Spanish Spaniard* Madrid | إسبانيا إسباني إسبانية مدريد | İspan* Madrid | Espagn* Madrid
sri-lanka; Sri_Lanka* Colombo | سريلانكا سريلانكي كولومبو | Sri_Lanka* Kolombo | Sri_Lanka* Colombo
sudan; Sudan* Khartoum Darfur* | السودان سوداني سودانية الخرطوم دارفور | Sudan* Hartum Darfur | Soudan* Khartoum Darfour
sweden; Swed* Stockholm | السويد سويدي سويدية ستوكهولم | İsveç* Stokholm Stockholm | Suède Suédois* Stockholm
switzerland; Switzerland Swiss Geneva Bern | سويسرا سويسري جنيف | İsviçre* Cenevre | Suisse* Genève Berne
syria; Syria* Damascus Assad | سوريا سورية سوري دمشق الأسد | Suriye* Şam Esad* Esed* | Syri* Damas Assad
taiwan; Taiwan* Taipei | تايوان تايواني تايبيه | Tayvan* | Taïwan* Taipei
tajikistan; Tajik* Dushanbe | طاجيكستان طاجيكي | Tacik* | Tadjik*
tanzania; Tanzania* | تنزانيا | Tanzanya* | Tanzan*
thailand; Thai* Bangkok | تايلاند تايلندي بانكوك | Tayland* Bangkok | Thaï* Bangkok
tunisia; Tunisia* Tunis | تونس تونسي تونسية | Tunus* | Tunisi* Tunis
turkey; Turkey Turkiye Türkiye Turkish Turk Turks Ankara Erdogan | تركيا تركي تركية أنقرة أردوغان | Türkiye* Türk Türkler* Ankara Erdoğan | Turqui* Turc* Turque* Ankara Erdogan
turkmenistan; Turkmen* | تركمانستان | Türkmen* | Turkmén*
uae; UAE Emirat* Emirati* Dhabi | الإمارات إماراتي إماراتية أبوظبي ظبي | BAE Birleşik_Arap Emirlik* Dabi | Émirat* Emirat* Dhabi
uganda; Uganda* Kampala | أوغندا أوغندي كمبالا | Uganda* Kampala | Ougand* Kampala
ukraine; Ukrain* Kyiv Kiev Zelensky* Zelenskiy | أوكرانيا أوكراني أوكرانية كييف زيلينسكي | Ukrayna* Kiev Zelenskiy | Ukrain* Kiev Kyiv Zelensky
uk; Britain British UK London England English | بريطانيا بريطاني بريطانية لندن إنجلترا إنكلترا إنجليزي | İngil* İngiltere Britanya* Londra | Britann* Royaume_Uni Londres Angleterre Anglais*
uruguay; Uruguay* Montevideo | أوروغواي | Uruguay* | Uruguay*
usa; US USA U.S. America American* Washington Pentagon | أمريكا أمريكي أمريكية أميركا أميركي أميركية واشنطن الولايات_المتحدة | ABD Amerika* Washington Pentagon* | États_Unis Américain* américain* Washington USA Pentagone
uzbekistan; Uzbek* Tashkent | أوزبكستان أوزبكي طشقند | Özbek* Taşkent | Ouzb* Tachkent
vatican; Vatican Pope | الفاتيكان البابا | Vatikan* Papa | Vatican pape
venezuela; Venezuela* Caracas Maduro | فنزويلا فنزويلي كراكاس | Venezuela* Karakas | Venez* Vénézu* Caracas
vietnam; Vietnam* Hanoi | فيتنام فيتنامي هانوي | Vietnam* Hanoi | Vietnam* Hanoï
yemen; Yemen* Sanaa | اليمن يمني يمنية صنعاء | Yemen* Sana | Yémen* Sanaa
zambia; Zambia* Lusaka | زامبيا | Zambiya* | Zambi*
zimbabwe; Zimbabwe* Harare | زيمبابوي هراري | Zimbabve* | Zimbabw*
"""

#: Places that are no countries: cities, regions and seas whose names differ from language to language.
CITIES = """
aleppo; Aleppo | حلب | Halep | Alep > syria
idlib; Idlib | إدلب | İdlib | Idlib Idleb > syria
homs; Homs | حمص | Humus | Homs > syria
hama; Hama | حماة | Hama | Hama > syria
latakia; Latakia Lattakia | اللاذقية | Lazkiye | Lattaquié > syria
raqqa; Raqqa | الرقة | Rakka | Raqqa > syria
tripoli; Tripoli | طرابلس | Trablus Trablusgarp | Tripoli
benghazi; Benghazi | بنغازي | Bingazi | Benghazi > libya
sirte; Sirte | سرت | Sirte | Syrte > libya
tobruk; Tobruk | طبرق | Tobruk | Tobrouk > libya
derna; Derna | درنة | Derne | Derna > libya
misrata; Misrata | مصراتة | Misrata | Misrata > libya
alexandria; Alexandria | الإسكندرية | İskenderiye | Alexandrie > egypt
sinai; Sinai | سيناء | Sina | Sinaï > egypt
suez; Suez | السويس | Süveyş | Suez > egypt
gaza; Gaza Gazan* | غزة غزي | Gazze* | Gaza Gazaoui* > palestine
west-bank; West_Bank | الضفة | Batı_Şeria | Cisjordanie > palestine
jerusalem; Jerusalem | القدس | Kudüs | Jérusalem
tel-aviv; Tel_Aviv | تل_أبيب | Tel_Aviv | Tel_Aviv > israel
haifa; Haifa | حيفا | Hayfa | Haïfa > israel
mosul; Mosul | الموصل | Musul | Mossoul > iraq
basra; Basra | البصرة | Basra | Bassora > iraq
erbil; Erbil Irbil | أربيل | Erbil | Erbil > iraq
kirkuk; Kirkuk | كركوك | Kerkük | Kirkouk > iraq
aden; Aden | عدن | Aden | Aden > yemen
hodeidah; Hodeidah Hudaydah Hodeida | الحديدة | Hudeyde | Hodeïda > yemen
mecca; Mecca Makkah | مكة | Mekke | Mecque > saudi-arabia
jeddah; Jeddah | جدة | Cidde | Djeddah Jeddah > saudi-arabia
dubai; Dubai | دبي | Dubai | Dubaï > uae
istanbul; Istanbul | إسطنبول اسطنبول | İstanbul | Istanbul > turkey
izmir; Izmir | إزمير | İzmir | Izmir > turkey
casablanca; Casablanca | الدار_البيضاء | Kazablanka | Casablanca > morocco
marrakech; Marrakech Marrakesh | مراكش | Marakeş | Marrakech > morocco
new-york; New_York | نيويورك | New_York | New_York > usa
california; California* Los_Angeles | كاليفورنيا لوس_أنجلوس | Kaliforniya Los_Angeles | Californie > usa
texas; Texas Texan | تكساس | Teksas Texas | Texas > usa
florida; Florida Miami | فلوريدا ميامي | Florida Miami | Floride Miami > usa
chicago; Chicago | شيكاغو | Chicago Şikago | Chicago > usa
milan; Milan | ميلانو | Milano | Milan > italy
naples; Naples | نابولي | Napoli | Naples > italy
venice; Venice | البندقية | Venedik | Venise > italy
sicily; Sicily Lampedusa | صقلية لامبيدوزا | Sicilya | Sicile Lampedusa > italy
barcelona; Barcelona | برشلونة | Barselona Barcelona | Barcelone > spain
valencia; Valencia* | فالنسيا بلنسية | Valensiya | Valence > spain
munich; Munich | ميونيخ ميونخ | Münih | Munich > germany
hamburg; Hamburg | هامبورغ | Hamburg | Hambourg > germany
frankfurt; Frankfurt | فرانكفورت | Frankfurt | Francfort > germany
marseille; Marseille | مرسيليا مارسيليا | Marsilya | Marseille > france
lyon; Lyon | ليون | Lyon | Lyon > france
mumbai; Mumbai | مومباي | Mumbai Bombay | Bombay > india
kashmir; Kashmir* | كشمير | Keşmir | Cachemire > india
karachi; Karachi | كراتشي | Karaçi | Karachi > pakistan
shanghai; Shanghai | شنغهاي | Şanghay | Shanghai > china
hong-kong; Hong_Kong | هونغ_كونغ | Hong_Kong | Hong_Kong
tibet; Tibet* | التبت | Tibet | Tibet*
xinjiang; Xinjiang Uighur* Uyghur* | شينجيانغ الإيغور | Sincan Uygur* | Xinjiang Ouïghour*
crimea; Crimea* | القرم | Kırım | Crimée
donbas; Donbas* Donetsk Luhansk | دونباس دونيتسك لوغانسك | Donbas Donetsk Luhansk | Donbass Donetsk Lougansk > ukraine
kharkiv; Kharkiv Kharkov | خاركيف | Harkiv Harkov | Kharkiv > ukraine
odesa; Odesa Odessa | أوديسا | Odesa Odessa | Odessa > ukraine
kherson; Kherson | خيرسون | Herson | Kherson > ukraine
kursk; Kursk | كورسك | Kursk | Koursk > russia
mediterranean; Mediterranean | المتوسط | Akdeniz | Méditerranée
red-sea; Red_Sea | البحر_الأحمر | Kızıldeniz | mer_Rouge
black-sea; Black_Sea | البحر_الأسود | Karadeniz | mer_Noire
hormuz; Hormuz | هرمز | Hürmüz | Ormuz
bali; Bali | بالي | Bali | Bali > indonesia
sydney; Sydney | سيدني | Sidney | Sydney > australia
madeira; Madeira | ماديرا | Madeira | Madère > portugal
sahel; Sahel | الساحل_الأفريقي | Sahel | Sahel
africa; Africa* | أفريقيا إفريقيا أفريقي إفريقي | Afrika* | Afri*
asia; Asia* | آسيا آسيوي | Asya* | Asi*
"""

PARTIES = """
hamas; Hamas | حماس | Hamas | Hamas
hezbollah; Hezbollah Hizbullah | حزب_الله | Hizbullah | Hezbollah
houthi; Houthi* | الحوثي الحوثيون الحوثيين حوثي حوثية أنصار_الله | Husi* | Houthi*
islamic-state; ISIS ISIL Daesh Islamic_State | داعش تنظيم_الدولة | DEAŞ IŞİD DAEŞ | Daech EI État_islamique
al-qaeda; Qaeda | القاعدة | Kaide | Qaïda Qaida
pkk; PKK | حزب_العمال العمال_الكردستاني | PKK | PKK
sdf; SDF | قسد سوريا_الديمقراطية | SDG | FDS
kurds; Kurd* | كردي كردية أكراد الأكراد كردستان | Kürt* | Kurd*
wagner; Wagner | فاغنر | Wagner | Wagner
haftar; Haftar Hifter Hafter Khalifa_Haftar | حفتر | Hafter | Haftar
sisi; Sisi | السيسي | Sisi | Sissi Sisi
biden; Biden | بايدن | Biden | Biden
trump; Trump | ترامب ترمب | Trump | Trump
macron; Macron | ماكرون | Macron | Macron
scholz; Scholz | شولتس | Scholz | Scholz
modi; Modi | مودي | Modi | Modi
xi; Xi_Jinping | شي_جين | Şi_Cinping | Xi_Jinping
fed; Fed Federal_Reserve | الفيدرالي الاحتياطي_الفيدرالي | Fed | Fed Réserve_fédérale
ecb; ECB | المركزي_الأوروبي | ECB AMB Avrupa_Merkez | BCE
iaea; IAEA | الوكالة_الدولية للطاقة_الذرية | UAEA UAEK | AIEA
icc; ICC International_Criminal | الجنائية_الدولية | UCM | CPI
icj; ICJ International_Court | العدل_الدولية | UAD | CIJ
opec; OPEC* | أوبك | OPEC | OPEP Opep
africom; AFRICOM Africa_Command | أفريكوم | AFRICOM | AFRICOM Africom
anadolu; Anadolu | الأناضول | AA Anadolu | Anadolu
sohr; SOHR Syrian_Observatory | المرصد_السوري | SOHR Gözlemevi | OSDH
boeing; Boeing | بوينغ | Boeing | Boeing
apple; Apple | آبل أبل | Apple | Apple
google; Google | غوغل جوجل | Google | Google
"""
