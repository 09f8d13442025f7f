"""Headings and labels of links to other reports, topics and parts of the site."""

from __future__ import annotations

from pipeline.cleaning.page_rules.phrases.phrase_rule import Form, PhraseRule

RELATED_LINKS: tuple[PhraseRule, ...] = (
    PhraseRule(
        "related",
        Form.LABEL,
        {
            "en": "related article | related articles | related story | related stories | related content"
            " | related coverage | related news | related post | related posts | related video"
            " | related link | related links | related reading | related | read more | read also"
            " | also read | read next | read the full story | see also | see more | more on this"
            " | more on this story | more on this topic | don't miss | further reading | must read"
            " | must watch | recommended | recommended article | recommended reading"
            " | in case you missed it | watch now | watch more | watch | watch video | photos | gallery"
            " | in pictures | video | listen | click here | story continues below | see related | previous"
            " | next | previous story | next story | previous article | next article | previous post"
            " | next post | more | more here | explore more | learn more | continue reading | keep reading"
            " | background reading | more reading | more reading and resources | watch full episodes"
            " | your playlist | for more in the series | for more * coverage | read more at *"
            " | more information",
            "de": "vorheriger artikel | nächster artikel | zum artikel | lesen sie auch | lesen sie mehr | lies auch"
            " | lesen sie dazu | lesen sie hier | mehr dazu | mehr zum thema"
            " | das könnte sie auch interessieren | das könnte dich auch interessieren | auch interessant"
            " | siehe auch | passend dazu | verwandte artikel | weitere artikel | hintergrund | zum thema"
            " | weiterlesen | mehr lesen | video | fotostrecke | bilderstrecke | interview",
            "fr": "article précédent | article suivant | lire aussi | à lire aussi | a lire aussi"
            " | lire également | voir aussi | à lire également | lire la suite | à voir aussi"
            " | pour aller plus loin | sur le même sujet | article lié | à découvrir | en savoir plus"
            " | vidéo | en images | notre dossier",
            "es": "artículo anterior | artículo siguiente | noticia anterior | lea también | lee también"
            " | lea además | lee además | te puede interesar | le puede interesar"
            " | también te puede interesar | noticia relacionada | noticias relacionadas"
            " | artículo relacionado | más información | ver también | véase también | leer más | ver más"
            " | seguir leyendo | vea también | mira también | no te pierdas | en fotos",
            "it": "articolo precedente | articolo successivo | leggi anche | leggi di più | leggi tutto"
            " | articoli correlati | articolo correlato | vedi anche | guarda anche"
            " | potrebbe interessarti | ti potrebbe interessare | per approfondire | approfondisci"
            " | continua a leggere | notizie correlate | il video | le foto",
            "pt": "artigo anterior | próximo artigo | leia também | leia mais | veja também | saiba mais"
            " | notícias relacionadas | artigo relacionado | artigos relacionados | notícia relacionada"
            " | leia ainda | ler mais | continue lendo | ver também | veja mais | você pode gostar",
            "nl": "vorig artikel | volgend artikel | lees ook | lees meer | lees verder | bekijk ook"
            " | zie ook | gerelateerde artikelen | gerelateerd artikel | gerelateerd"
            " | meer over dit onderwerp | kijk ook | luister ook | meer nieuws",
            "ru": "предыдущая статья | следующая статья | читайте также | читать также | читайте по теме"
            " | по теме | смотрите также | материалы по теме | подробнее | читать далее | читайте далее"
            " | похожие материалы | новости по теме | еще по теме",
            "pl": "poprzedni artykuł | następny artykuł | czytaj także | czytaj też | czytaj również"
            " | przeczytaj także | przeczytaj też | zobacz także | zobacz też | zobacz również"
            " | czytaj więcej | czytaj dalej | powiązane artykuły | polecamy | warto przeczytać"
            " | dowiedz się więcej",
            "ja": "前の記事 | 次の記事 | 関連記事 | あわせて読みたい | 合わせて読みたい | 関連ニュース | こちらもおすすめ | 続きを読む | もっと読む | 関連リンク"
            " | おすすめ記事 | 関連動画",
            "ko": "이전 기사 | 다음 기사 | 관련기사 | 관련 기사 | 함께 읽기 | 더 읽기 | 더보기 | 관련 뉴스 | 이어보기 | 추천 기사",
            "zh": "上一篇 | 下一篇 | 相关阅读 | 相關閱讀 | 延伸阅读 | 延伸閱讀 | 相关新闻 | 相關新聞 | 相关报道 | 相關報導 | 阅读更多 | 閱讀更多 | 推荐阅读"
            " | 推薦閱讀 | 更多新闻 | 更多新聞 | 相关链接",
            "ar": "المقال السابق | المقال التالي | اقرأ أيضا | اقرأ أيضاً | إقرأ أيضا | اقرأ المزيد"
            " | شاهد أيضا | مقالات ذات صلة | أخبار ذات صلة | مواضيع ذات صلة | موضوعات ذات صلة | المزيد",
        },
    ),
    PhraseRule(
        "tags",
        Form.LABEL,
        {
            "en": "tags | tag | topics | keywords | filed under | filed in | posted in | categories",
            "de": "schlagworte | schlagwörter | themen | tags | stichworte",
            "fr": "mots-clés | tags | thèmes | mots clés",
            "es": "etiquetas | temas | tags | archivado en",
            "it": "tag | tags | argomenti | parole chiave",
            "pt": "tags | marcadores | assuntos | palavras-chave",
            "nl": "tags | trefwoorden | onderwerpen",
            "ru": "теги | метки | ключевые слова | темы",
            "pl": "tagi | słowa kluczowe | tematy",
            "ja": "タグ | キーワード | 関連キーワード | 関連ワード",
            "ko": "태그 | 키워드 | 관련 키워드",
            "zh": "标签 | 標籤 | 关键词 | 關鍵字 | 关键字",
            "ar": "وسوم | الوسوم | كلمات مفتاحية",
        },
    ),
    PhraseRule(
        "related_section",
        Form.SECTION,
        {
            "en": "related articles | related stories | related content | related news | related posts"
            " | related | related coverage | related topics | related links | you may also like"
            " | you might also like | you may like | recommended | recommended for you"
            " | recommended stories | recommended reading | more stories | more news | more coverage"
            " | top stories | latest news | latest stories | most read | most popular | most viewed"
            " | most shared | popular now | popular | popular stories | trending | trending now"
            " | trending stories | editor's picks | editors' picks | what to read next | read next"
            " | up next | elsewhere on the web | around the web | from the web | sponsored stories"
            " | sponsored links | promoted stories | more for you | other stories | other news"
            " | in other news | also in the news | also on the web | more like this | more on this story"
            " | headlines | today's headlines | in this story | related * | most read *"
            " | most popular in * | more from * | more in * | more on * | more stories * | more news *"
            " | most popular * | latest from * | latest in * | recommended * | popular in *"
            " | trending in * | photo gallery | photo galleries | from our advertisers | also in * | also"
            " | more world news | more national news | more local news | more business news | more sports news",
            "de": "verwandte artikel | ähnliche artikel | weitere artikel | mehr zum thema"
            " | weitere themen | meistgelesen | meistgelesene artikel | das könnte sie auch interessieren"
            " | weitere nachrichten | top-themen | neueste nachrichten | empfehlungen der redaktion"
            " | aus dem ressort | das könnte dich auch interessieren | auch interessant"
            " | mehr aus dem ressort | mehr aus * | meistgelesen in * | mehr von * | neueste artikel",
            "fr": "articles liés | articles similaires | sur le même sujet | à lire aussi | les plus lus"
            " | les plus partagés | nos dernières actualités | à la une | vous aimerez aussi"
            " | dernières actualités | contenus sponsorisés | recommandé pour vous | lire aussi"
            " | articles les plus lus",
            "es": "noticias relacionadas | artículos relacionados | lo más leído | lo más visto"
            " | más noticias | te puede interesar | también te puede interesar | lo último"
            " | últimas noticias | más leídas | relacionados | contenido relacionado | temas relacionados"
            " | le puede interesar",
            "it": "articoli correlati | notizie correlate | i più letti | più letti | ultime notizie"
            " | potrebbe interessarti anche | ti potrebbe interessare | potrebbero interessarti"
            " | leggi anche | altre notizie",
            "pt": "notícias relacionadas | artigos relacionados | mais lidas | as mais lidas"
            " | últimas notícias | leia também | veja também | relacionadas | conteúdo relacionado"
            " | mais notícias | recomendadas",
            "nl": "gerelateerde artikelen | meest gelezen | best gelezen | lees ook | meer nieuws"
            " | laatste nieuws | aanbevolen artikelen | ook interessant | misschien ook interessant",
            "ru": "материалы по теме | читайте также | по теме | похожие материалы | самое читаемое"
            " | популярное | главные новости | последние новости | новости партнеров | новости партнёров"
            " | другие новости",
            "pl": "powiązane artykuły | podobne artykuły | najczęściej czytane | najpopularniejsze"
            " | czytaj także | zobacz także | polecane | polecamy | najnowsze wiadomości"
            " | więcej na ten temat | przeczytaj także",
            "ja": "関連記事 | 関連ニュース | おすすめ記事 | 人気記事 | アクセスランキング | あわせて読みたい | 最新ニュース | 新着記事",
            "ko": "관련기사 | 관련 기사 | 많이 본 뉴스 | 인기기사 | 인기 기사 | 추천 기사 | 최신 뉴스 | 주요뉴스 | 주요 뉴스",
            "zh": "相关阅读 | 相關閱讀 | 相关新闻 | 相關新聞 | 延伸阅读 | 延伸閱讀 | 热门文章 | 熱門文章 | 推荐阅读 | 推薦閱讀 | 最新新闻 | 最新消息 | 猜你喜欢",
            "ar": "مقالات ذات صلة | أخبار ذات صلة | مواضيع ذات صلة | موضوعات ذات صلة | الأكثر قراءة"
            " | اقرأ أيضا | آخر الأخبار | قد يعجبك أيضا",
        },
    ),
)
