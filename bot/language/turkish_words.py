"""Words of Turkish news that the suffix rules would take apart wrongly, or that change their stem. No rules live here."""

from bot.language.forms import lexicon, table

#: Words with a meaning of their own that only look like an inflected noun: together, by, about, because of ...
LEXICAL = lexicon("""
birlikte birlikteki birliktelik birden birdenbire gercekten aslinda hakkinda hakkindaki tarafindan tarafindaki
sirasinda sirasindaki arasinda arasindaki uzerinde uzerine uzerinden uzerindeki yaninda yanindaki yanina icinde
icine icinden icindeki disinda disindaki disina altinda altina ustunde ustune onunde onune onunden arkasinda ardinda
ardindan karsisinda karsi yerine yerinde halinde haline halindeki nedeniyle nedenle sebebiyle sayesinde aninda
adina adinda adiyla uzere boyunca ugruna sonunda sonra sonrasi sonrasinda oncesi oncesinde bunda bunun
onun bununla olarak olan oldugu gunde yilinda yilindan itibaren itibarla dolayisiyla konusunda konusundaki
cercevesinde kapsaminda amaciyla suretiyle yoluyla vasitasiyla acisindan bakimindan nezdinde esasen zaten
yeniden hemen neden nerede burada surada orada icin kadar gibi ancak hatta madem iken oysa
maliye askerlik yakinda yakininda asagida yukarida kisaca acikca resmen
simdi bugun dun yarin evvel defa once
""")

#: Stems of two letters that may be a noun.
SHORT_STEMS = lexicon("us ev is su il ok at el av af ip")

#: Stem before a vowel: dictionary form (the last vowel falls, the last consonant doubles).
CHANGED_STEMS: dict[str, str] = table("""
sehr:sehir nehr:nehir emr:emir kism:kisim resm:resim ism:isim akl:akil agz:agiz gogs:gogus beyn:beyin burn:burun
ogl:ogul aln:alin karn:karin seyr:seyir vakt:vakit fikr:fikir hukm:hukum zulm:zulum nesl:nesil cism:cisim
omr:omur kayb:kayip kesf:kesif asr:asir kabr:kabir metn:metin nakl:nakil sekl:sekil ilm:ilim izn:izin devr:devir
haps:hapis sabr:sabir zehr:zehir nutk:nutuk hizb:hizip tavr:tavir hasm:hasim zulm:zulum rahm:rahim
cebr:cebir fasl:fasil feth:fetih kasd:kasit katl:katil nefs:nefis ufk:ufuk vasf:vasif vehm:vehim boyn:boyun
uss:us hatt:hat hakk:hak aff:af sirr:sir redd:ret hiss:his tibb:tip zidd:zit tesp:tespit serh:serh madd:madde
""")

#: Words whose last syllable is back and whose suffixes are front.
FRONT_ENDINGS = ("l", "at", "af", "arb", "arp", "ark", "ad")

#: Pairs that only a dot, a cedilla or an umlaut tells apart, and that folding would make one: lake and goal, border and
#: nerve, he died and it became. For these alone the Turkish letters count.
APART = lexicon("""
göl sınır öldü ölen ölü ölüm katıl tıp dış çöl kör ün ön üç tür çan çam sır kış kıl diş
""")

#: Offices: with -lık the seat or the term of office (cumhurbaşkanlığı, bakanlık, valilik).
OFFICES = lexicon("""
baskan bakan vali elci mudur komutan sozcu rektor savci hakim general muhtar kaymakam mufti muftu konsolos
amiral yargic kral sultan emir hekim dekan vekil bakan temsilci sekreter imam
""")

#: Nouns whose -cı is who does or makes it.
AGENTS = lexicon("""
grev darbe protesto eylem isyan ayaklanma isgal kacak rusvet futbol basketbol voleybol gures balik tarih siyaset
ekonomi yatirim ihracat ithalat turizm soykirim direnis ayrilik baris savas teror irk haber
""")
