"""The phrases by which page furniture gives itself away, as one table: rule, form, language, phrases.

Phrases are written as a reader sees them; case, marks and numbers do not matter, `#` stands for a number, `*` for a few words. They
were collected from how newspapers word their pages, never from one article. A new phrase is one more entry here.
The module is long because it is one table: cut by language or rule, nobody could see what a rule already knows.
"""

# ruff: noqa: RUF001 - phrases in many scripts

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How much of a block a phrase must be."""

    LINE = "line"
    """The block is the phrase and nothing else."""
    LABEL = "label"
    """The block is the phrase, or the phrase, a separator (: | – » …) and a remainder."""
    BEGINS = "begins"
    """A short block begins with the phrase."""
    ENDS = "ends"
    """A short block ends with the phrase."""
    HOLDS = "holds"
    """A short block holds the phrase anywhere."""
    SECTION = "section"
    """Like LINE; the links and headlines that follow belong to it."""
    TAIL = "tail"
    """Like LINE; after the article's text, all that follows belongs to it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table. `phrases` maps a language to its phrases, separated by ` | `."""

    rule: str
    form: Form
    phrases: dict[str, str]


CUES: tuple[Cue, ...] = (
    Cue(
        "related",
        Form.LABEL,
        {
            "en": "related article | related articles | related story | related stories | related content"
            " | related coverage | related news | related post | related posts | related video | related link"
            " | related links | related reading | related | read more | read also | also read | read next"
            " | read the full story | see also | see more | more on this | more on this story | more on this topic"
            " | don't miss | further reading | must read | must watch | recommended | recommended article"
            " | recommended reading | in case you missed it | watch now | watch more | watch | watch video"
            " | photos | gallery | in pictures | video | listen | click here | story continues below | see related"
            " | previous | next | previous story | next story | previous article | next article"
            " | previous post | next post | more | more here | explore more | learn more | continue reading | keep reading | background reading",
            "de": "vorheriger artikel | nächster artikel | lesen sie auch | lesen sie mehr | lies auch | lesen sie dazu | lesen sie hier | mehr dazu"
            " | mehr zum thema | das könnte sie auch interessieren | das könnte dich auch interessieren"
            " | auch interessant | siehe auch | passend dazu | verwandte artikel | weitere artikel | hintergrund"
            " | zum thema | weiterlesen | mehr lesen | video | fotostrecke | bilderstrecke | interview",
            "fr": "article précédent | article suivant | lire aussi | à lire aussi | a lire aussi | lire également | voir aussi | à lire également"
            " | lire la suite | à voir aussi | pour aller plus loin | sur le même sujet | article lié | à découvrir"
            " | en savoir plus | vidéo | en images | notre dossier",
            "es": "artículo anterior | artículo siguiente | noticia anterior | lea también | lee también | lea además | lee además | te puede interesar | le puede interesar"
            " | también te puede interesar | noticia relacionada | noticias relacionadas | artículo relacionado"
            " | más información | ver también | véase también | leer más | ver más | seguir leyendo | vea también"
            " | mira también | no te pierdas | en fotos",
            "it": "articolo precedente | articolo successivo | leggi anche | leggi di più | leggi tutto | articoli correlati | articolo correlato | vedi anche"
            " | guarda anche | potrebbe interessarti | ti potrebbe interessare | per approfondire | approfondisci"
            " | continua a leggere | notizie correlate | il video | le foto",
            "pt": "artigo anterior | próximo artigo | leia também | leia mais | veja também | saiba mais | notícias relacionadas | artigo relacionado"
            " | artigos relacionados | notícia relacionada | leia ainda | ler mais | continue lendo | ver também"
            " | veja mais | você pode gostar",
            "nl": "vorig artikel | volgend artikel | lees ook | lees meer | lees verder | bekijk ook | zie ook | gerelateerde artikelen"
            " | gerelateerd artikel | gerelateerd | meer over dit onderwerp | kijk ook | luister ook | meer nieuws",
            "ru": "предыдущая статья | следующая статья | читайте также | читать также | читайте по теме | по теме | смотрите также | материалы по теме"
            " | подробнее | читать далее | читайте далее | похожие материалы | новости по теме | еще по теме",
            "pl": "poprzedni artykuł | następny artykuł | czytaj także | czytaj też | czytaj również | przeczytaj także | przeczytaj też | zobacz także"
            " | zobacz też | zobacz również | czytaj więcej | czytaj dalej | powiązane artykuły | polecamy"
            " | warto przeczytać | dowiedz się więcej",
            "ja": "前の記事 | 次の記事 | 関連記事 | あわせて読みたい | 合わせて読みたい | 関連ニュース | こちらもおすすめ | 続きを読む | もっと読む"
            " | 関連リンク | おすすめ記事 | 関連動画",
            "ko": "이전 기사 | 다음 기사 | 관련기사 | 관련 기사 | 함께 읽기 | 더 읽기 | 더보기 | 관련 뉴스 | 이어보기 | 추천 기사",
            "zh": "上一篇 | 下一篇 | 相关阅读 | 相關閱讀 | 延伸阅读 | 延伸閱讀 | 相关新闻 | 相關新聞 | 相关报道 | 相關報導 | 阅读更多 | 閱讀更多"
            " | 推荐阅读 | 推薦閱讀 | 更多新闻 | 更多新聞 | 相关链接",
            "ar": "المقال السابق | المقال التالي | اقرأ أيضا | اقرأ أيضاً | إقرأ أيضا | اقرأ المزيد | شاهد أيضا | مقالات ذات صلة | أخبار ذات صلة"
            " | مواضيع ذات صلة | موضوعات ذات صلة | المزيد",
        },
    ),
    Cue(
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
    Cue(
        "related_section",
        Form.SECTION,
        {
            "en": "related articles | related stories | related content | related news | related posts | related"
            " | related coverage | related topics | related links | you may also like | you might also like"
            " | you may like | recommended | recommended for you | recommended stories | recommended reading"
            " | more stories | more news | more coverage | top stories | latest news | latest stories | most read"
            " | most popular | most viewed | most shared | popular now | popular | popular stories | trending"
            " | trending now | trending stories | editor's picks | editors' picks | what to read next | read next"
            " | up next | elsewhere on the web | around the web | from the web | sponsored stories | sponsored links"
            " | promoted stories | more for you | other stories | other news | in other news | also in the news"
            " | also on the web | more like this | more on this story | headlines | today's headlines | in this story | related * | most read * | most popular in * | more from * | more in * | more on * | more stories *"
            " | more news * | most popular * | latest from * | latest in * | recommended * | popular in * | trending in * | photo gallery"
            " | photo galleries | from our advertisers | also in *",
            "de": "verwandte artikel | ähnliche artikel | weitere artikel | mehr zum thema | weitere themen"
            " | meistgelesen | meistgelesene artikel | das könnte sie auch interessieren | weitere nachrichten"
            " | top-themen | neueste nachrichten | empfehlungen der redaktion | aus dem ressort"
            " | das könnte dich auch interessieren | auch interessant | mehr aus dem ressort | mehr aus * | meistgelesen in * | mehr von * | neueste artikel",
            "fr": "articles liés | articles similaires | sur le même sujet | à lire aussi | les plus lus"
            " | les plus partagés | nos dernières actualités | à la une | vous aimerez aussi | dernières actualités"
            " | contenus sponsorisés | recommandé pour vous | lire aussi | articles les plus lus",
            "es": "noticias relacionadas | artículos relacionados | lo más leído | lo más visto | más noticias"
            " | te puede interesar | también te puede interesar | lo último | últimas noticias | más leídas"
            " | relacionados | contenido relacionado | temas relacionados | le puede interesar",
            "it": "articoli correlati | notizie correlate | i più letti | più letti | ultime notizie"
            " | potrebbe interessarti anche | ti potrebbe interessare | potrebbero interessarti | leggi anche"
            " | altre notizie",
            "pt": "notícias relacionadas | artigos relacionados | mais lidas | as mais lidas | últimas notícias"
            " | leia também | veja também | relacionadas | conteúdo relacionado | mais notícias | recomendadas",
            "nl": "gerelateerde artikelen | meest gelezen | best gelezen | lees ook | meer nieuws | laatste nieuws"
            " | aanbevolen artikelen | ook interessant | misschien ook interessant",
            "ru": "материалы по теме | читайте также | по теме | похожие материалы | самое читаемое | популярное"
            " | главные новости | последние новости | новости партнеров | новости партнёров | другие новости",
            "pl": "powiązane artykuły | podobne artykuły | najczęściej czytane | najpopularniejsze | czytaj także"
            " | zobacz także | polecane | polecamy | najnowsze wiadomości | więcej na ten temat | przeczytaj także",
            "ja": "関連記事 | 関連ニュース | おすすめ記事 | 人気記事 | アクセスランキング | あわせて読みたい | 最新ニュース | 新着記事",
            "ko": "관련기사 | 관련 기사 | 많이 본 뉴스 | 인기기사 | 인기 기사 | 추천 기사 | 최신 뉴스 | 주요뉴스 | 주요 뉴스",
            "zh": "相关阅读 | 相關閱讀 | 相关新闻 | 相關新聞 | 延伸阅读 | 延伸閱讀 | 热门文章 | 熱門文章 | 推荐阅读 | 推薦閱讀"
            " | 最新新闻 | 最新消息 | 猜你喜欢",
            "ar": "مقالات ذات صلة | أخبار ذات صلة | مواضيع ذات صلة | موضوعات ذات صلة | الأكثر قراءة | اقرأ أيضا"
            " | آخر الأخبار | قد يعجبك أيضا",
        },
    ),
    Cue(
        "comments",
        Form.TAIL,
        {
            "en": "comments | # comments | comments # | # comment | leave a comment | leave a reply | add a comment"
            " | post a comment | post your comment | join the conversation | join the discussion | reader comments"
            " | view comments | show comments | be the first to comment | user comments"
            " | what do you think | add your comment | comments are closed | view all comments | see all comments"
            " | your comments | comments policy | comment policy | most recent reader comments",
            "de": "kommentare | # kommentare | # kommentar | kommentar schreiben | kommentieren"
            " | kommentar verfassen | leserkommentare | diskutieren sie mit | alle kommentare | ihr kommentar"
            " | schreiben sie einen kommentar | diskussion",
            "fr": "commentaires | # commentaires | # commentaire | laisser un commentaire | réagir | vos réactions"
            " | ajouter un commentaire | voir les commentaires | poster un commentaire | vos commentaires",
            "es": "comentarios | # comentarios | # comentario | deja un comentario | dejar un comentario"
            " | deja tu comentario | ver comentarios | añadir comentario | escribe un comentario",
            "it": "commenti | # commenti | # commento | lascia un commento | scrivi un commento"
            " | aggiungi un commento | vedi i commenti",
            "pt": "comentários | # comentários | # comentário | deixe um comentário | deixe seu comentário"
            " | comente | ver comentários | escreva um comentário",
            "nl": "reacties | # reacties | # reactie | plaats een reactie | reageer | geef een reactie"
            " | bekijk alle reacties | praat mee",
            "ru": "комментарии | # комментариев | # комментария | # комментарий | оставить комментарий"
            " | добавить комментарий | обсудить | все комментарии | комментировать",
            "pl": "komentarze | # komentarzy | # komentarze | # komentarz | dodaj komentarz | skomentuj"
            " | zobacz komentarze | napisz komentarz",
            "ja": "コメント | # 件のコメント | コメントを書く | コメントする | コメント一覧",
            "ko": "댓글 | 댓글 # | 댓글 # 개 | 댓글쓰기 | 댓글 쓰기 | 댓글 달기 | 전체 댓글",
            "zh": "评论 | 評論 | 发表评论 | 發表評論 | 网友评论 | 網友評論 | # 条评论 | 查看评论 | 我要评论 | 留言",
            "ar": "التعليقات | تعليقات | # تعليقات | # تعليق | اترك تعليقا | أضف تعليقا | أضف تعليق | شارك برأيك",
        },
    ),
    Cue(
        "comments",
        Form.BEGINS,
        {
            "en": "no comments yet | comments no comments | no comments posted | there are currently no comments | have a comment"
            " | please share your comments | post a comment on | have your say | would you like to comment | please read our comment policy | email your comments"
            " | # comments on this story | be the first to comment | you must be logged in to"
            " | log in to comment | sign in to comment | please log in to | comments are closed | to comment on this"
            " | you can comment on | please enable javascript to view the comments",
            "de": "noch keine kommentare | melden sie sich an, um zu kommentieren | bitte loggen sie sich ein",
            "fr": "aucun commentaire | soyez le premier à commenter | connectez-vous pour | vous devez être connecté",
            "es": "no hay comentarios | sé el primero en comentar | inicia sesión para | debes iniciar sesión",
            "it": "nessun commento | accedi per commentare | devi essere connesso",
            "pt": "nenhum comentário | seja o primeiro a comentar | faça login para | os comentários são de",
            "nl": "nog geen reacties | log in om te reageren | wees de eerste die",
            "ru": "комментариев нет | комментариев пока нет | войдите, чтобы | чтобы оставить комментарий",
            "pl": "brak komentarzy | zaloguj się, aby | bądź pierwszy, który",
            "ja": "コメントはまだありません | コメントするには",
            "ko": "등록된 댓글이 없습니다 | 댓글을 작성하려면 | 로그인 후 댓글",
            "zh": "暂无评论 | 暫無評論 | 登录后发表评论 | 还没有评论",
            "ar": "لا توجد تعليقات | سجل الدخول للتعليق | كن أول من يعلق",
        },
    ),
    Cue(
        "comments",
        Form.HOLDS,
        {
            "en": "in the comments section below | comment section below | leave your comment below"
            " | your comments may be published | comments from the readers | comments will be moderated"
            " | moderating all comments",
            "de": "schreiben sie es in die kommentare | schreibt es in die kommentare | in den kommentaren unten",
            "fr": "dites-le nous en commentaire | dans les commentaires ci-dessous | laissez un commentaire",
            "es": "déjanos tu comentario | cuéntanos en los comentarios | en los comentarios de abajo",
            "it": "lascia un commento | nei commenti qui sotto | faccelo sapere nei commenti",
            "pt": "deixe seu comentário | nos comentários abaixo | conte nos comentários",
            "nl": "laat het weten in de reacties | in de reacties hieronder | laat een reactie achter",
            "ru": "пишите в комментариях | оставляйте комментарии | в комментариях ниже",
            "pl": "napisz w komentarzu | dajcie znać w komentarzach | w komentarzach poniżej",
            "ja": "コメント欄で教えて | コメント欄に投稿",
            "ko": "댓글로 남겨 | 댓글로 알려",
            "zh": "在评论区留言 | 欢迎在评论区 | 在評論區留言",
            "ar": "شاركنا رأيك في التعليقات | في التعليقات أدناه | اترك تعليقك",
        },
    ),
    Cue(
        "reply",
        Form.BEGINS,
        {
            "en": "posted by * at # | posted by * on # | posted by * on * # | posted by * #",
            "de": "geschrieben von * am # | verfasst von * am #",
            "fr": "posté par * le # | envoyé par * le #",
            "es": "enviado por * el # | escrito por * el #",
            "it": "inviato da * il # | postato da * il #",
            "pt": "postado por * em # | enviado por * em #",
            "nl": "geplaatst door * op #",
            "ru": "отправил * в # | оставил * в #",
            "pl": "dodane przez * # | napisane przez * #",
            "ja": "投稿者：",
            "ko": "작성자 :",
            "zh": "网友： | 網友：",
            "ar": "كتبه * في #",
        },
    ),
    Cue(
        "reply",
        Form.LINE,
        {
            "en": "reply | reply to this | report this comment | report comment | report abuse | flag this comment"
            " | report this post | like reply",
            "de": "antworten | kommentar melden | melden",
            "fr": "répondre | signaler | signaler un abus | signaler ce commentaire",
            "es": "responder | denunciar | denunciar comentario | reportar comentario",
            "it": "rispondi | segnala | segnala commento",
            "pt": "responder | denunciar | denunciar comentário",
            "nl": "reageren | reageer op deze reactie | meld deze reactie",
            "ru": "ответить | пожаловаться",
            "pl": "odpowiedz | zgłoś | zgłoś komentarz",
            "ja": "返信 | 返信する | 通報する | 違反報告",
            "ko": "답글 | 답글 달기 | 신고 | 답글쓰기",
            "zh": "回复 | 回覆 | 举报 | 檢舉",
            "ar": "رد | الرد | إبلاغ | الإبلاغ عن تعليق",
        },
    ),
    Cue(
        "share",
        Form.LINE,
        {
            "en": "share | share this | share this article | share this story | share this post | share this page"
            " | share on facebook | share on twitter | share on x | share on linkedin | share on whatsapp"
            " | share via email | share by email | facebook | twitter | linkedin | whatsapp | pinterest | reddit"
            " | tweet | tweet this | email | e-mail | print | print this article | copy link | link copied | save"
            " | email this article | print article | share link | follow us | follow | share with friends | flipboard"
            " | email this story | save this story | save article | save story | bookmark | share to | send | like"
            " | share via | telegram | instagram | youtube | tiktok | send this to a friend | # shares | shares"
            " | print sponsor | email alerts | e-mail alerts | your e-mail alerts | printer friendly | printer friendly version"
            " | printable version | e-mail this | e-mail this article | send to a friend | e-mail to a friend"
            " | email to a friend | print edition | print this | like this story | share it with a friend | share * with a friend"
            " | share facebook twitter | facebook twitter email | facebook twitter whatsapp email | copy url",
            "de": "teilen | artikel teilen | beitrag teilen | auf facebook teilen | auf twitter teilen | drucken"
            " | per e-mail teilen | merken | link kopieren | versenden | per mail versenden | artikel drucken"
            " | auf whatsapp teilen | kopieren | folgen | zur merkliste hinzufügen",
            "fr": "partager | partager cet article | partager sur facebook | partager sur twitter | imprimer"
            " | envoyer | envoyer par email | copier le lien | suivez-nous | enregistrer | sauvegarder",
            "es": "compartir | comparte | comparte esta noticia | comparte este artículo | compartir en facebook"
            " | compartir en twitter | imprimir | enviar | copiar enlace | síguenos | guardar",
            "it": "condividi | condividi questo articolo | condividi su facebook | condividi su twitter | stampa"
            " | invia | copia link | seguici | salva",
            "pt": "compartilhar | compartilhe | compartilhe esta notícia | partilhar | partilhe este artigo"
            " | compartilhar no facebook | imprimir | enviar | copiar link | siga-nos | salvar",
            "nl": "delen | deel | deel dit artikel | deel dit bericht | deel op facebook | afdrukken | printen"
            " | kopieer link | volg ons | bewaren | bewaar artikel",
            "ru": "поделиться | поделитесь | поделиться в | распечатать | скопировать ссылку | отправить"
            " | подписывайтесь на нас | вконтакте | одноклассники | телеграм",
            "pl": "udostępnij | podziel się | udostępnij artykuł | drukuj | kopiuj link | wyślij | obserwuj nas"
            " | udostępnij na facebooku | tweetnij | zapisz",
            "ja": "シェア | シェアする | ツイート | 共有 | 共有する | 印刷 | リンクをコピー | ポスト | この記事をシェア | 保存",
            "ko": "공유 | 공유하기 | 기사 공유 | 인쇄 | 인쇄하기 | 페이스북 | 트위터 | 카카오톡 | 스크랩 | 링크 복사 | url 복사",
            "zh": "分享 | 分享到 | 分享本文 | 打印 | 列印 | 收藏 | 复制链接 | 複製連結 | 微信 | 微博 | 转发",
            "ar": "شارك | مشاركة | شارك المقال | شارك الخبر | طباعة | فيسبوك | تويتر | واتساب | نسخ الرابط | تابعنا",
        },
    ),
    Cue(
        "share",
        Form.BEGINS,
        {
            "en": "like this story | liked this story | enjoyed this article | enjoyed this story | share this article with"
            " | share this story with | share this on | send this article to | send this story to | share your thoughts",
            "de": "diesen artikel teilen | teilen sie diesen artikel | artikel weiterempfehlen | hat ihnen der artikel gefallen",
            "fr": "partagez cet article | partager cet article | envoyer cet article à | cet article vous a plu",
            "es": "comparte esta noticia con | comparte este artículo con | enviar este artículo a | te ha gustado",
            "it": "condividi questo articolo con | ti è piaciuto questo articolo | invia questo articolo a",
            "pt": "compartilhe esta notícia com | partilhe este artigo com | gostou desta matéria | envie esta notícia a",
            "nl": "deel dit artikel met | deel dit bericht op | stuur dit artikel door",
            "ru": "поделитесь этой статьей | поделиться этой статьей | понравилась статья",
            "pl": "udostępnij ten artykuł | podziel się tym artykułem | podobał ci się artykuł",
            "ja": "この記事を友達に | この記事をシェアする | この記事が気に入ったら",
            "ko": "이 기사를 공유 | 기사를 친구에게",
            "zh": "分享这篇文章 | 分享本文到 | 喜欢这篇文章",
            "ar": "شارك هذا المقال مع | شارك هذا الخبر مع | هل أعجبك المقال",
        },
    ),
    Cue(
        "newsletter",
        Form.BEGINS,
        {
            "en": "sign up for our | sign up for free | sign up today | sign up for * newsletter | sign up for * newsletters"
            " | sign up for * alerts | sign up for * updates | sign up to | sign up here | sign up now | subscribe to our | subscribe to the | subscribe to * on"
            " | subscribe now | subscribe today | subscribe here | get our | get the latest | get the day's"
            " | get breaking news | get the best of | get daily | get unlimited | newsletter | newsletters"
            " | our newsletter | join our newsletter | enter your email | your email address | receive our"
            " | receive the latest | you are not logged in | you are not currently logged in | please create an account"
            " | stay informed | stay up to date | by signing up | by subscribing"
            " | by clicking sign up | this newsletter | delivered to your inbox | follow us on | follow him on"
            " | follow her on | like us on | follow our | join us on | find us on | join our telegram"
            " | join our whatsapp | follow bbc | follow * on twitter | follow * on facebook | follow * on instagram | follow * on x | email * at"
            " | e-mail * at | reach the reporter | reach the reporters | reach * at | twitter: | email: | e-mail: | instagram:"
            " | send comments to | pick * newsletter | there was an error processing | support our journalism | support independent | become a member"
            " | become a subscriber | already a subscriber | already have an account | to continue reading"
            " | to read the full | this article is for subscribers | this is a subscriber | subscribe to continue"
            " | you have reached your | you've reached your | subscribers only | start your free trial"
            " | unlock this article",
            "de": "newsletter | abonnieren sie | folgst du schon | folge uns | jetzt abonnieren | melden sie sich für | anmelden für | unser newsletter"
            " | jetzt anmelden | ihre e-mail-adresse | bleiben sie auf dem laufenden | folgen sie uns | folgen sie"
            " | jetzt weiterlesen | dieser artikel ist nur für | sie haben bereits ein abo | jetzt testen",
            "fr": "inscrivez-vous | abonnez-vous | newsletter | recevez | la newsletter | votre adresse e-mail"
            " | suivez-nous sur | cet article est réservé | article réservé aux abonnés | déjà abonné | s'abonner",
            "es": "suscríbete | suscríbase | suscribirse | newsletter | boletín | recibe nuestra | recibe las"
            " | recibe en tu | apúntate | síguenos en | sigue toda la información | únete a nuestro | este artículo es para"
            " | contenido exclusivo para | ya soy suscriptor",
            "it": "iscriviti | abbonati | newsletter | ricevi | la tua email | seguici su | resta aggiornato"
            " | questo articolo è riservato | contenuto riservato | sei già abbonato | segui tutte le notizie",
            "pt": "inscreva-se | assine | newsletter | receba | cadastre-se | subscreva | siga-nos no | siga o"
            " | entre no nosso | participe do canal | conteúdo exclusivo para | já é assinante | acompanhe",
            "nl": "schrijf je in | meld je aan | nieuwsbrief | abonneer | ontvang | volg ons op | word abonnee"
            " | dit artikel is alleen voor | al abonnee | blijf op de hoogte",
            "ru": "подпишитесь | подписывайтесь | подписаться | подписка | рассылка | ваш e-mail | следите за"
            " | читайте нас в | присоединяйтесь | наш телеграм-канал | будьте в курсе",
            "pl": "zapisz się | subskrybuj | newsletter | zapisz się do | dołącz do | obserwuj nas | bądź na bieżąco"
            " | ten artykuł jest dostępny | masz już konto | wykup dostęp | podaj swój adres",
            "ja": "メールマガジン | ニュースレター | 無料会員登録 | 会員登録 | この記事は会員限定 | 有料会員 | フォローする | 登録する"
            " | ここから先は | 残り0文字",
            "ko": "뉴스레터 | 구독하기 | 구독 | 이메일을 입력 | 회원가입 | 네이버에서 | 무단전재 | 카카오톡에서",
            "zh": "订阅 | 訂閱 | 电子报 | 電子報 | 关注我们 | 關注我們 | 扫码 | 扫描二维码 | 下载客户端 | 注册 | 点击关注",
            "ar": "اشترك | اشتركوا | النشرة البريدية | النشرة الإخبارية | تابعونا على | تابعنا على | سجل الآن"
            " | انضم إلى",
        },
    ),
    Cue(
        "newsletter",
        Form.HOLDS,
        {
            "en": "sign up * newsletter | sign up * newsletters | subscribe * newsletter | subscribe * newsletters"
            " | our free newsletter | newsletter * inbox | delivered to your inbox | follow us on twitter"
            " | follow us on facebook | to the newsletter",
            "de": "newsletter abonnieren | newsletter informiert | newsletter anmelden | newsletter * hier | abonniere *"
            " newsletter | unseren newsletter | abonniere * kanal",
            "fr": "inscrivez-vous * newsletter | à notre newsletter | à la newsletter | recevez * newsletter"
            " | la suite est réservée aux abonnés | réservé aux abonnés",
            "es": "suscríbete * newsletter | suscríbete * boletín | a nuestra newsletter | a nuestro boletín"
            " | sólo para suscriptores | solo para suscriptores",
            "it": "iscriviti * newsletter | alla nostra newsletter",
            "pt": "assine * newsletter | inscreva-se * newsletter | nossa newsletter",
            "nl": "schrijf je in * nieuwsbrief | onze nieuwsbrief | voor de nieuwsbrief",
            "ru": "подпишитесь на * рассылку | подписывайтесь на * телеграм | подписывайтесь на * канал",
            "pl": "zapisz się * newsletter | do naszego newslettera",
            "ja": "メールマガジンに登録 | ニュースレターに登録 | 会員登録できます | 定期購読者",
            "ko": "뉴스레터 구독 | 뉴스레터를 구독",
            "zh": "订阅我们的 | 訂閱我們的 | 订阅电子报",
            "ar": "اشترك في * النشرة | اشترك في نشرتنا",
        },
    ),
    Cue(
        "app_prompt",
        Form.BEGINS,
        {
            "en": "download our app | download the app | get the app | download our free app | try our | try the new"
            " | download the | get our app | available on the app store | install our app | open in app"
            " | listen to this article | listen to this story | this audio is auto-generated | press play to listen"
            " | your browser does not support | this video can not be played | to play this video"
            " | please enable javascript | javascript is disabled | loading | ai-generated summary | this content is"
            " hosted | allow content provided by",
            "de": "laden sie unsere app | zur app | app herunterladen | die app | artikel anhören | diesen artikel hören"
            " | ihr browser unterstützt | bitte aktivieren sie javascript",
            "fr": "téléchargez l'application | télécharger l'application | écouter l'article | écoutez cet article"
            " | votre navigateur | veuillez activer javascript",
            "es": "descarga la app | descarga nuestra | descargue la app | escuchar este artículo | escucha este"
            " | tu navegador no | su navegador no",
            "it": "scarica l'app | scarica la nostra app | ascolta l'articolo | ascolta questo articolo"
            " | il tuo browser non",
            "pt": "baixe o aplicativo | baixe o app | baixe nosso | descarregue a app | ouça este artigo | ouvir artigo"
            " | seu navegador não",
            "nl": "download de app | download onze app | luister naar dit artikel | je browser ondersteunt",
            "ru": "скачайте приложение | установите приложение | скачать приложение | слушать статью"
            " | ваш браузер не",
            "pl": "pobierz aplikację | pobierz naszą | posłuchaj artykułu | twoja przeglądarka",
            "ja": "アプリをダウンロード | アプリで読む | アプリをインストール | お使いのブラウザ",
            "ko": "앱 다운로드 | 앱에서 보기 | 앱을 설치 | 기사 듣기 | 브라우저가",
            "zh": "下载app | 下載app | 打开app | 在app中打开 | 您的浏览器 | 下载应用",
            "ar": "حمل التطبيق | حمّل التطبيق | تحميل التطبيق | متصفحك لا يدعم | استمع إلى المقال",
        },
    ),
    Cue(
        "advertisement",
        Form.LABEL,
        {
            "en": "advertisement | advertisements | advertisement * story continues below | story continues below * | advertising | ad | ads | sponsored | sponsored content"
            " | paid content | promoted | promoted content | story continues below advertisement | partner content"
            " | article continues below | continue reading below | story continues | article continues after ad"
            " | article continues after advertisement | skip advertisement | scroll to continue | advertisment"
            " | scroll to continue with content | affiliate links | this advertisement has not loaded yet"
            " | story continues after advertisement | content continues below | after the ad",
            "de": "anzeige | anzeigen | werbung | gesponsert | der artikel wird nach der anzeige fortgesetzt",
            "fr": "publicité | la suite après la publicité | la suite après cette publicité | contenu sponsorisé",
            "es": "publicidad | anuncio | anuncios | contenido patrocinado | sigue leyendo tras la publicidad",
            "it": "pubblicità | annuncio | contenuto sponsorizzato | continua dopo la pubblicità",
            "pt": "publicidade | anúncio | propaganda | continua após a publicidade | conteúdo patrocinado",
            "nl": "advertentie | reclame | gesponsord | artikel gaat verder onder de advertentie"
            " | tekst gaat verder onder de foto | lees verder onder de advertentie",
            "ru": "реклама | на правах рекламы | продолжение после рекламы",
            "pl": "reklama | materiał sponsorowany | ciąg dalszy artykułu pod reklamą"
            " | dalsza część artykułu pod materiałem wideo",
            "ja": "広告 | 広告の後に続く | スポンサーリンク | pr",
            "ko": "광고 | 광고 후 계속 | 스폰서",
            "zh": "广告 | 廣告 | 赞助内容 | 贊助內容",
            "ar": "إعلان | إعلانات | اعلان | محتوى ممول",
        },
    ),
    Cue(
        "advertisement",
        Form.ENDS,
        {
            "en": "story continues below | article continues below | continues below advertisement"
            " | continue reading below",
            "de": "wird nach der anzeige fortgesetzt | weiter nach der anzeige",
            "fr": "la suite après la publicité | après cette publicité",
            "es": "continúa después de la publicidad | sigue tras la publicidad",
            "it": "continua dopo la pubblicità | prosegue dopo la pubblicità",
            "pt": "continua após a publicidade | continua depois da publicidade",
            "nl": "gaat verder onder de advertentie | leest verder onder de advertentie",
            "ru": "продолжение после рекламы",
            "pl": "dalszy ciąg pod reklamą | artykułu pod reklamą",
            "ja": "広告の後に続きます",
            "ko": "광고 뒤에 계속됩니다",
            "zh": "广告之后继续 | 廣告之後繼續",
            "ar": "يتبع بعد الإعلان",
        },
    ),
    Cue(
        "copyright",
        Form.BEGINS,
        {
            "en": "© | copyright # | copyright © | copyright by | copyright notice | copyright: | all rights reserved | copyrighted"
            " | copyright and trade mark | brought to you by | all materials copyright | all content copyright"
            " | all contents © | this material may not be published",
            "de": "copyright # | © | alle rechte vorbehalten | nachdruck",
            "fr": "© | tous droits réservés | copyright #",
            "es": "© | todos los derechos reservados | copyright # | derechos reservados",
            "it": "© | tutti i diritti riservati | riproduzione riservata | © riproduzione riservata | copyright #",
            "pt": "© | todos os direitos reservados | direitos reservados | copyright # | é proibida a reprodução",
            "nl": "© | alle rechten voorbehouden | copyright #",
            "ru": "© | все права защищены | перепечатка",
            "pl": "© | wszelkie prawa zastrzeżone | wszystkie prawa zastrzeżone | copyright #",
            "ja": "© | 無断転載 | copyright # | 記事・写真の無断転載",
            "ko": "© | 무단전재 | 무단 전재 | 저작권자 | copyright #",
            "zh": "© | 版权所有 | 版權所有 | 未经授权 | 未經授權 | 版权声明 | 责任编辑 | 責任編輯",
            "ar": "© | جميع الحقوق محفوظة | حقوق النشر",
        },
    ),
    Cue(
        "copyright",
        Form.HOLDS,
        {
            "en": "all rights reserved | may not be published, broadcast, rewritten | may not be reproduced",
            "de": "alle rechte vorbehalten",
            "fr": "tous droits réservés",
            "es": "todos los derechos reservados",
            "it": "riproduzione riservata | tutti i diritti riservati",
            "pt": "todos os direitos reservados",
            "nl": "alle rechten voorbehouden",
            "ru": "все права защищены",
            "pl": "prawa zastrzeżone",
            "ja": "無断転載を禁じ | 無断転載・複製 | 無断複製",
            "ko": "무단전재 | 무단 전재 | 재배포 금지",
            "zh": "版权所有 | 版權所有 | 未经许可不得转载",
            "ar": "جميع الحقوق محفوظة",
        },
    ),
    Cue(
        "credit",
        Form.LABEL,
        {
            "en": "photo | photo credit | photo by | photograph | image | image credit | image source | images | photos by"
            " | picture | credit | credits | video credit | getty | getty images | ap photo | file photo | photo illustration"
            " | photographs by | image copyright | image caption | media caption | courtesy | illustration | screenshot"
            " | featured image | cover image | main image | top image | header image | photo courtesy | via getty images"
            " | photo source | file | file image | representative image | stock image | shutterstock | photographer",
            "de": "foto | fotos | bild | bildquelle | bildnachweis | titelbild | symbolbild | quelle | fotograf"
            " | bildunterschrift | archivbild | archivfoto | symbolfoto | grafik | imago | picture alliance",
            "fr": "photo | crédit photo | crédits photo | crédit | image | photographie | légende | illustration"
            " | photo d'illustration | photo d'archives",
            "es": "foto | fotos | fotografía | imagen | imagen de archivo | foto de archivo | crédito | créditos"
            " | pie de foto | getty images | captura de pantalla",
            "it": "foto | fotografia | immagine | immagine di repertorio | crediti | foto di repertorio | ansa foto",
            "pt": "foto | fotos | imagem | crédito | créditos | fotografia | foto de arquivo | legenda | reprodução",
            "nl": "foto | fotografie | beeld | bron | bijschrift | afbeelding",
            "ru": "фото | фотография | изображение | источник фото | архивное фото | иллюстрация",
            "pl": "fot | foto | zdjęcie | źródło zdjęcia | zdjęcie ilustracyjne | fot. archiwum | grafika",
            "ja": "写真 | 画像 | 撮影 | 写真提供 | 提供 | 資料写真",
            "ko": "사진 | 사진제공 | 사진 제공 | 사진출처 | 자료사진 | 자료 사진",
            "zh": "图片来源 | 圖片來源 | 图源 | 圖源 | 摄影 | 攝影 | 资料图 | 图为 | 配图",
            "ar": "صورة | الصورة | تصوير | مصدر الصورة | صورة أرشيفية",
        },
    ),
    Cue(
        "credit",
        Form.ENDS,
        {
            "en": "getty images | via getty images | ap photo | shutterstock | shutterstock com | istock | handout"
            " | via ap | afp getty images | file photo | via reuters | file photo ap | stock photo | photo ap"
            " | alamy | unsplash",
            "de": "picture alliance | imago images | dpa picture-alliance | imago",
            "fr": "via afp | photo d'archives | hans lucas",
            "es": "europa press vía getty images | foto de archivo | imagen de archivo",
            "it": "foto di repertorio | lapresse | ansa foto",
            "pt": "agência brasil | foto de arquivo | foto: reprodução",
            "nl": "anp foto | foto anp",
            "ru": "риа новости фото | архивное фото",
            "pl": "fot. pap | zdjęcie ilustracyjne",
            "ja": "＝ロイター | 資料写真",
            "ko": "자료사진 | 연합뉴스 자료사진",
            "zh": "资料图 | 資料圖片 | 资料图片",
            "ar": "صورة أرشيفية | غيتي إيميدجز",
        },
    ),
    Cue(
        "credit",
        Form.BEGINS,
        {
            "en": "photo by | photos by | photograph by | image by | picture by | illustration by | video by | graphic by"
            " | photo courtesy of | image courtesy of | pictured:",
            "de": "foto by | fotos by | bild by | fotografiert von | bildquelle | bildnachweis",
            "fr": "photo par | photos par | crédit photo | photo by",
            "es": "foto por | fotos por | fotografía por | foto cortesía",
            "it": "foto a cura di | foto by | crediti foto",
            "pt": "foto por | fotos por | crédito da foto",
            "nl": "foto door | beeld door | fotografie door",
            "ru": "фото: | снимок: | фото автора",
            "pl": "fot. | zdjęcie: | autor zdjęcia",
            "ja": "写真提供 | 撮影＝",
            "ko": "사진= | 사진제공= | 사진 =",
            "zh": "图片由 | 圖片由 | 摄影：",
            "ar": "تصوير: | الصورة:",
        },
    ),
    Cue(
        "contact",
        Form.BEGINS,
        {
            "en": "got a tip | have a tip | more ap | contact our | do you have a tip | have a story | got a story | send us your | email us at"
            " | contact us | contact the | report an error | report a typo | report a correction | spotted an error"
            " | found a mistake | see a typo | send tips to | write to the | reach the author | feedback | was this article"
            " | did you find this | tell us what you think | let us know | our standards | the thomson reuters trust"
            " | to see more, visit | this article was originally published in our | terms of use | privacy policy"
            " | about the author | back to top | skip to | to request permission | for reprint",
            "de": "fehler gefunden | haben sie einen fehler | kontakt | schreiben sie uns | feedback | zur startseite"
            " | zurück nach oben | über den autor | impressum",
            "fr": "signaler une erreur | une erreur dans l'article | contactez-nous | une faute dans | haut de page",
            "es": "¿has encontrado un error | envíanos tu | contáctanos | contacto | volver arriba | política de",
            "it": "segnala un errore | scrivici | contattaci | contatti | torna su",
            "pt": "encontrou um erro | fale conosco | envie sua | reportar erro | contacte-nos | voltar ao topo",
            "nl": "fout gezien | tip de redactie | heb je een tip | foutje gezien | neem contact op | terug naar boven",
            "ru": "нашли ошибку | заметили ошибку | выделите текст | сообщить об ошибке | напишите нам | наверх",
            "pl": "zauważyłeś błąd | masz temat | zgłoś błąd | napisz do nas | kontakt | wróć na górę",
            "ja": "ご意見 | お問い合わせ | 情報提供 | ページトップ | 誤字",
            "ko": "제보 | 기사제보 | 오류신고 | 오류 신고 | 문의 | 맨위로",
            "zh": "联系我们 | 聯繫我們 | 纠错 | 举报 | 返回顶部 | 新闻热线",
            "ar": "اتصل بنا | تواصل معنا | أبلغ عن خطأ | العودة إلى الأعلى",
        },
    ),
    Cue(
        "cookies",
        Form.BEGINS,
        {
            "en": "we use cookies | this site uses cookies | this website uses cookies | by continuing to use"
            " | accept cookies | manage cookies | cookie settings | we and our partners | cookie policy",
            "de": "deine privatsphäre-einstellungen | ihre datenschutzeinstellungen | empfohlener externer inhalt | externer inhalt"
            " | zur anzeige aktiviere | wir benötigen ihre zustimmung | wir verwenden cookies | diese website verwendet cookies | diese seite nutzt cookies"
            " | cookie-einstellungen | wir und unsere partner | mit ihrer zustimmung",
            "fr": "nous utilisons des cookies | ce site utilise des cookies | en poursuivant votre navigation"
            " | gérer les cookies | nous et nos partenaires",
            "es": "utilizamos cookies | este sitio utiliza cookies | usamos cookies | nosotros y nuestros socios",
            "it": "utilizziamo i cookie | questo sito utilizza | usiamo i cookie | noi e i nostri partner",
            "pt": "utilizamos cookies | este site utiliza cookies | usamos cookies | nós e os nossos parceiros",
            "nl": "wij gebruiken cookies | deze website gebruikt cookies | we gebruiken cookies",
            "ru": "мы используем файлы cookie | этот сайт использует | сайт использует cookie",
            "pl": "używamy plików cookie | ta strona używa | strona korzysta z plików cookie | my i nasi partnerzy",
            "ja": "当サイトではクッキー | このサイトはcookie | 当サイトはcookie",
            "ko": "이 사이트는 쿠키 | 당사는 쿠키 | 쿠키 설정",
            "zh": "本网站使用cookie | 我们使用cookie | 本網站使用cookie",
            "ar": "نستخدم ملفات تعريف الارتباط | يستخدم هذا الموقع ملفات",
        },
    ),
    Cue(
        "contributors",
        Form.ENDS,
        {
            "en": "contributed | contributed to this report | contributed reporting | contributed to this story"
            " | contributed to this article | contributed from # | contributed research | reporting for this story",
            "de": "mitarbeit | hat zu diesem bericht beigetragen | haben zu diesem bericht beigetragen",
            "fr": "ont contribué à cet article | a contribué à cet article",
            "es": "contribuyó a este informe | contribuyeron a este informe | contribuyeron con este despacho"
            " | contribuyó con este despacho | contribuyó a este artículo",
            "it": "ha contribuito a questo articolo | hanno contribuito a questo articolo",
            "pt": "contribuiu para esta reportagem | contribuíram para esta reportagem | colaborou",
            "nl": "droeg bij aan dit artikel | droegen bij aan dit artikel",
            "ru": "при участии корреспондентов",
            "pl": "współpraca redakcyjna | przyczynił się do powstania artykułu",
            "ja": "取材協力",
            "ko": "기자가 기여했습니다",
            "zh": "对本文亦有贡献 | 對本文亦有貢獻",
            "ar": "ساهم في هذا التقرير | ساهم في إعداد هذا التقرير",
        },
    ),
    Cue(
        "contributors",
        Form.BEGINS,
        {
            "en": "reporting by | additional reporting by | additional reporting | edited by | editing by | writing by"
            " | with reporting by | with reporting from | with files from | with inputs from | with input from"
            " | with agency inputs | produced by | translated by | reported by | compiled by | contributors"
            " | with contributions from | with additional reporting | this story was reported by",
            "de": "mit material von | mit informationen von | mit agenturmaterial | redaktion: | bearbeitet von"
            " | mitarbeit | quelle: dpa | unter mitarbeit von",
            "fr": "avec afp | avec reuters | avec agence | avec agences | propos recueillis par | édité par"
            " | traduit par | reportage de",
            "es": "con información de | reporte de | editado por | escrito por | edición de | información de"
            " | traducido por | con datos de",
            "it": "a cura di | con informazioni di | ha collaborato | traduzione di",
            "pt": "com informações de | com informações da | com informações do | reportagem de | edição de"
            " | edição: | por redação | com agências",
            "nl": "met medewerking van | vertaald door | bewerkt door | met informatie van",
            "ru": "редактор: | автор: | перевод: | подготовил | подготовила | при участии",
            "pl": "oprac. | opracowanie: | opracował | opracowała | źródło: pap | współpraca: | autor: | redakcja:",
            "ja": "取材・文 | 文＝ | 執筆: | 構成: | 翻訳: | 編集: | 記者:",
            "ko": "취재: | 편집: | 번역: | 글: | 정리:",
            "zh": "记者： | 記者： | 编辑： | 編輯： | 作者： | 编译： | 来源： | 來源：",
            "ar": "إعداد: | تحرير: | ترجمة: | كتب: | المصدر:",
        },
    ),
    Cue(
        "own_address",
        Form.LINE,
        {
            "en": "original url | original article | original link | source url | url | source | permalink | link"
            " | originally published at | originally published on | article url | original source | web address",
            "de": "quelle | originalartikel | originaladresse | artikel-url | zum originalartikel",
            "fr": "source | article original | adresse originale | lien original",
            "es": "fuente | enlace original | artículo original | url original",
            "it": "fonte | articolo originale | indirizzo originale | link originale",
            "pt": "fonte | artigo original | link original | endereço original",
            "nl": "bron | origineel artikel | oorspronkelijk artikel",
            "ru": "источник | оригинал статьи | ссылка на оригинал | адрес статьи",
            "pl": "źródło | oryginalny artykuł | link do oryginału",
            "ja": "出典 | 元記事 | 元の記事 | ソース",
            "ko": "출처 | 원문 | 원문 링크 | 원문 주소",
            "zh": "来源 | 來源 | 原文链接 | 原文鏈接 | 原文網址 | 原文",
            "ar": "المصدر | الرابط الأصلي | رابط المقال",
        },
    ),
)
"""Read from the top: the first rule that fits a block names it."""

METADATA_RULES = frozenset({"contributors", "own_address"})
"""Cues that say who wrote or where it stood; the others are boilerplate."""
