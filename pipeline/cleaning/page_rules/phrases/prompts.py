"""Prompts to the reader: share, subscribe, install an app, accept cookies; advertisements and reading times."""

from __future__ import annotations

from pipeline.cleaning.page_rules.phrases.phrase_rule import Form, PhraseRule

PROMPTS: tuple[PhraseRule, ...] = (
    PhraseRule(
        "share",
        Form.LINE,
        {
            "en": "share | share this | share this article | share this story | share this post"
            " | share this page | share on facebook | share on twitter | share on x | share on linkedin"
            " | share on whatsapp | share via email | share by email | facebook | twitter | linkedin"
            " | whatsapp | pinterest | reddit | tweet | tweet this | email | e-mail | print"
            " | print this article | copy link | link copied | save | email this article | print article"
            " | share link | follow us | follow | share with friends | flipboard | email this story"
            " | save this story | save article | save story | bookmark | share to | send | like"
            " | share via | telegram | instagram | youtube | tiktok | send this to a friend | # shares"
            " | shares | print sponsor | email alerts | e-mail alerts | your e-mail alerts"
            " | printer friendly | printer friendly version | printable version | e-mail this"
            " | e-mail this article | send to a friend | e-mail to a friend | email to a friend"
            " | print edition | print this | like this story | share it with a friend"
            " | share * with a friend | share facebook twitter | facebook twitter email"
            " | facebook twitter whatsapp email | copy url | embed | expand | collapse | play all | cancel send"
            " | sent | remember me | article content",
            "de": "teilen | artikel teilen | beitrag teilen | auf facebook teilen | auf twitter teilen"
            " | drucken | per e-mail teilen | merken | link kopieren | versenden | per mail versenden"
            " | artikel drucken | auf whatsapp teilen | kopieren | folgen | zur merkliste hinzufügen",
            "fr": "partager | partager cet article | partager sur facebook | partager sur twitter"
            " | imprimer | envoyer | envoyer par email | copier le lien | suivez-nous | enregistrer"
            " | sauvegarder",
            "es": "compartir | comparte | comparte esta noticia | comparte este artículo"
            " | compartir en facebook | compartir en twitter | imprimir | enviar | copiar enlace"
            " | síguenos | guardar",
            "it": "condividi | condividi questo articolo | condividi su facebook | condividi su twitter"
            " | stampa | invia | copia link | seguici | salva",
            "pt": "compartilhar | compartilhe | compartilhe esta notícia | partilhar"
            " | partilhe este artigo | compartilhar no facebook | imprimir | enviar | copiar link"
            " | siga-nos | salvar",
            "nl": "delen | deel | deel dit artikel | deel dit bericht | deel op facebook | afdrukken"
            " | printen | kopieer link | volg ons | bewaren | bewaar artikel",
            "ru": "поделиться | поделитесь | поделиться в | распечатать | скопировать ссылку | отправить"
            " | подписывайтесь на нас | вконтакте | одноклассники | телеграм",
            "pl": "udostępnij | podziel się | udostępnij artykuł | drukuj | kopiuj link | wyślij"
            " | obserwuj nas | udostępnij na facebooku | tweetnij | zapisz",
            "ja": "シェア | シェアする | ツイート | 共有 | 共有する | 印刷 | リンクをコピー | ポスト | この記事をシェア | このニュースをシェア | 保存 | 記事保存",
            "ko": "공유 | 공유하기 | 기사 공유 | 인쇄 | 인쇄하기 | 페이스북 | 트위터 | 카카오톡 | 스크랩 | 링크 복사 | url 복사"
            " | 기사 url이 복사되었습니다",
            "zh": "分享 | 分享到 | 分享本文 | 分享让更多人看到 | 打印 | 列印 | 收藏 | 复制链接 | 複製連結 | 微信 | 微博 | 转发",
            "ar": "شارك | مشاركة | شارك المقال | شارك الخبر | طباعة | فيسبوك | تويتر | واتساب | نسخ الرابط"
            " | تابعنا",
        },
    ),
    PhraseRule(
        "share",
        Form.BEGINS,
        {
            "en": "like this story | liked this story | enjoyed this article | enjoyed this story"
            " | share this article with | share this story with | share this on | send this article to"
            " | send this story to | share your thoughts | read or share this story | check out this story"
            " | let friends in your social network",
            "de": "diesen artikel teilen | teilen sie diesen artikel | artikel weiterempfehlen"
            " | hat ihnen der artikel gefallen | hat ihnen dieser artikel gefallen",
            "fr": "partagez cet article | partager cet article | envoyer cet article à"
            " | cet article vous a plu",
            "es": "comparte esta noticia con | comparte este artículo con | enviar este artículo a"
            " | te ha gustado",
            "it": "condividi questo articolo con | ti è piaciuto questo articolo | invia questo articolo a",
            "pt": "compartilhe esta notícia com | partilhe este artigo com | gostou desta matéria"
            " | envie esta notícia a",
            "nl": "deel dit artikel met | deel dit bericht op | stuur dit artikel door",
            "ru": "поделитесь этой статьей | поделиться этой статьей | понравилась статья",
            "pl": "udostępnij ten artykuł | podziel się tym artykułem | podobał ci się artykuł",
            "ja": "この記事を友達に | この記事をシェアする | この記事が気に入ったら",
            "ko": "이 기사를 공유 | 기사를 친구에게",
            "zh": "分享这篇文章 | 分享本文到 | 喜欢这篇文章",
            "ar": "شارك هذا المقال مع | شارك هذا الخبر مع | هل أعجبك المقال",
        },
    ),
    PhraseRule(
        "reading_time",
        Form.LINE,
        {
            "en": "# min read | # mins read | # minute read | # minutes read | reading time # min"
            " | reading time # minutes | read time # min | read time # minutes",
            "de": "# minuten lesezeit | # min lesezeit | lesedauer # minuten | lesedauer # min"
            " | lesezeit # minuten | lesezeit # min",
            "fr": "# min de lecture | # minutes de lecture | temps de lecture # min"
            " | temps de lecture # minutes | lecture # min",
            "es": "# min de lectura | # minutos de lectura | tiempo de lectura # min"
            " | tiempo de lectura # minutos",
            "it": "# min di lettura | # minuti di lettura | tempo di lettura # min"
            " | tempo di lettura # minuti",
            "pt": "# min de leitura | # minutos de leitura | tempo de leitura # min"
            " | tempo de leitura # minutos",
            "nl": "# min leestijd | # minuten leestijd | leestijd # min | leestijd # minuten",
            "ru": "время чтения # мин | время чтения # минут | время чтения # минуты | # мин чтения",
            "pl": "czas czytania # min | czas czytania # minut | # min czytania | # minut czytania",
            "ja": "読了時間 # 分 | この記事は # 分で読めます",
            "ko": "읽는 시간 # 분 | 읽는데 # 분",
            "zh": "阅读时间 # 分钟 | 閱讀時間 # 分鐘",
            "ar": "وقت القراءة # دقائق | # دقائق قراءة",
        },
    ),
    PhraseRule(
        "newsletter",
        Form.LINE,
        {
            "en": "subscription | subscriptions | subscription deals | subscription offers",
            "de": "abonnement | abonnements | abo-angebote",
            "fr": "abonnements | nos abonnements | offres d'abonnement",
            "es": "suscripciones | ofertas de suscripción",
            "it": "abbonamenti | offerte abbonamenti",
            "pt": "assinaturas | ofertas de assinatura",
            "nl": "abonnementen | abonneren",
            "ru": "подписка | оформить подписку",
            "pl": "prenumerata | subskrypcje",
            "ja": "購読案内 | 定期購読",
            "ko": "구독 안내 | 정기구독",
            "zh": "订阅服务 | 訂閱服務",
            "ar": "الاشتراكات | عروض الاشتراك",
        },
    ),
    PhraseRule(
        "newsletter",
        Form.BEGINS,
        {
            "en": "sign up for our | sign up for free | sign up today | sign up for * newsletter"
            " | sign up for * newsletters | sign up for * alerts | sign up for * updates | sign up to"
            " | sign up here | sign up now | subscribe to our | subscribe to the | subscribe to * on"
            " | subscribe now | subscribe today | subscribe here | get our | get the latest"
            " | get the day's | get breaking news | get the best of | get daily | get unlimited"
            " | don't have an account | stay with * for | want to get * by email | newsletter | newsletters | our newsletter | join our newsletter | enter your email"
            " | your email address | receive our | receive the latest | you are not logged in"
            " | you are not currently logged in | please create an account | stay informed"
            " | stay up to date | by signing up | by subscribing | by clicking sign up | this newsletter"
            " | delivered to your inbox | follow us on | follow him on | follow her on | like us on"
            " | follow our | join us on | find us on | join our telegram | join our whatsapp | follow bbc"
            " | follow * on twitter | follow * on facebook | follow * on instagram | follow * on x"
            " | email * at | e-mail * at | reach the reporter | reach the reporters | reach * at"
            " | twitter: | email: | e-mail: | instagram: | send comments to | pick * newsletter"
            " | there was an error processing | support our journalism | support independent"
            " | listen to our | please support | please consider supporting | consider supporting"
            " | become a member | become a subscriber | already a subscriber | already have an account"
            " | to continue reading | to read the full | this article is for subscribers"
            " | this is a subscriber | subscribe to continue | you have reached your | you've reached your"
            " | subscribers only | start your free trial | unlock this article",
            "de": "newsletter | abonnieren sie | folgst du schon | folge uns | jetzt abonnieren"
            " | melden sie sich für | anmelden für | unser newsletter | jetzt anmelden"
            " | ihre e-mail-adresse | bleiben sie auf dem laufenden | folgen sie uns | folgen sie"
            " | # wochen kostenlos testen | # monate kostenlos testen | jetzt weiterlesen | dieser artikel ist nur für | sie haben bereits ein abo | jetzt testen",
            "fr": "inscrivez-vous | abonnez-vous | newsletter | recevez | la newsletter"
            " | votre adresse e-mail | suivez-nous sur | cet article est réservé"
            " | article réservé aux abonnés | déjà abonné | s'abonner",
            "es": "suscríbete | suscríbase | suscribirse | newsletter | boletín | recibe nuestra"
            " | recibe las | recibe en tu | apúntate | síguenos en | sigue toda la información"
            " | únete a nuestro | este artículo es para | contenido exclusivo para | ya soy suscriptor",
            "it": "iscriviti | abbonati | newsletter | ricevi | la tua email | seguici su"
            " | resta aggiornato | questo articolo è riservato | contenuto riservato | sei già abbonato"
            " | segui tutte le notizie",
            "pt": "inscreva-se | assine | newsletter | receba | cadastre-se | subscreva | siga-nos no"
            " | siga o | entre no nosso | participe do canal | conteúdo exclusivo para | já é assinante"
            " | acompanhe",
            "nl": "schrijf je in | meld je aan | nieuwsbrief | abonneer | ontvang | volg ons op"
            " | word abonnee | dit artikel is alleen voor | al abonnee | blijf op de hoogte",
            "ru": "подпишитесь | подписывайтесь | подписаться | подписка | рассылка | ваш e-mail"
            " | следите за | читайте нас в | присоединяйтесь | наш телеграм-канал | будьте в курсе",
            "pl": "zapisz się | subskrybuj | newsletter | zapisz się do | dołącz do | obserwuj nas"
            " | bądź na bieżąco | ten artykuł jest dostępny | masz już konto | wykup dostęp"
            " | podaj swój adres",
            "ja": "メールマガジン | ニュースレター | 無料会員登録 | 会員登録 | この記事は会員限定 | 有料会員 | フォローする | 登録する | ここから先は | 残り0文字",
            "ko": "뉴스레터 | 구독하기 | 구독 | 이메일을 입력 | 회원가입 | 네이버에서 | 무단전재 | 카카오톡에서",
            "zh": "订阅 | 訂閱 | 电子报 | 電子報 | 关注我们 | 關注我們 | 扫码 | 扫描二维码 | 下载客户端 | 注册 | 点击关注",
            "ar": "اشترك | اشتركوا | النشرة البريدية | النشرة الإخبارية | تابعونا على | تابعنا على"
            " | سجل الآن | انضم إلى",
        },
    ),
    PhraseRule(
        "newsletter",
        Form.HOLDS,
        {
            "en": "sign up * newsletter | sign up * newsletters | subscribe * newsletter"
            " | subscribe * newsletters | our free newsletter | newsletter * inbox"
            " | delivered to your inbox | follow us on twitter | follow us on facebook | to the newsletter",
            "de": "newsletter abonnieren | newsletter informiert | newsletter anmelden | newsletter * hier"
            " | abonniere * newsletter | unseren newsletter | abonniere * kanal",
            "fr": "inscrivez-vous * newsletter | à notre newsletter | à la newsletter"
            " | recevez * newsletter | la suite est réservée aux abonnés | réservé aux abonnés",
            "es": "suscríbete * newsletter | suscríbete * boletín | a nuestra newsletter"
            " | a nuestro boletín | sólo para suscriptores | solo para suscriptores",
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
    PhraseRule(
        "app_prompt",
        Form.BEGINS,
        {
            "en": "download our app | download the app | get the app | download our free app | try our"
            " | try the new | download the | get our app | available on the app store | install our app"
            " | open in app | listen to this article | listen to this story | this audio is auto-generated"
            " | press play to listen | your browser does not support | this video can not be played"
            " | to play this video | please enable javascript | javascript is disabled | loading"
            " | ai-generated summary | this content is hosted | allow content provided by",
            "de": "laden sie unsere app | zur app | app herunterladen | die app | artikel anhören"
            " | diesen artikel hören | ihr browser unterstützt | bitte aktivieren sie javascript",
            "fr": "téléchargez l'application | télécharger l'application | écouter l'article"
            " | écoutez cet article | votre navigateur | veuillez activer javascript",
            "es": "descarga la app | descarga nuestra | descargue la app | escuchar este artículo"
            " | escucha este | tu navegador no | su navegador no",
            "it": "scarica l'app | scarica la nostra app | ascolta l'articolo | ascolta questo articolo"
            " | il tuo browser non",
            "pt": "baixe o aplicativo | baixe o app | baixe nosso | descarregue a app | ouça este artigo"
            " | ouvir artigo | seu navegador não",
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
    PhraseRule(
        "advertisement",
        Form.LABEL,
        {
            "en": "advertisement | advertisements | advertisement * story continues below"
            " | story continues below * | advertising | ad | ads | sponsored | sponsored content"
            " | paid content | promoted | promoted content | story continues below advertisement"
            " | partner content | article continues below | continue reading below | story continues"
            " | article continues after ad | article continues after advertisement | skip advertisement"
            " | scroll to continue | advertisment | scroll to continue with content | affiliate links"
            " | this advertisement has not loaded yet | story continues after advertisement"
            " | content continues below | after the ad",
            "de": "anzeige | anzeigen | werbung | gesponsert | der artikel wird nach der anzeige fortgesetzt",
            "fr": "publicité | la suite après la publicité | la suite après cette publicité"
            " | contenu sponsorisé",
            "es": "publicidad | anuncio | anuncios | contenido patrocinado"
            " | sigue leyendo tras la publicidad",
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
    PhraseRule(
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
    PhraseRule(
        "cookies",
        Form.BEGINS,
        {
            "en": "we use cookies | this site uses cookies | this website uses cookies"
            " | by continuing to use | accept cookies | manage cookies | cookie settings"
            " | we and our partners | cookie policy",
            "de": "deine privatsphäre-einstellungen | ihre datenschutzeinstellungen"
            " | empfohlener externer inhalt | empfohlener redaktioneller inhalt"
            " | an dieser stelle finden sie einen | link zum youtube-inhalt | externer inhalt | zur anzeige aktiviere"
            " | wir benötigen ihre zustimmung | wir verwenden cookies | diese website verwendet cookies"
            " | diese seite nutzt cookies | cookie-einstellungen | wir und unsere partner"
            " | mit ihrer zustimmung",
            "fr": "nous utilisons des cookies | ce site utilise des cookies"
            " | en poursuivant votre navigation | gérer les cookies | nous et nos partenaires",
            "es": "utilizamos cookies | este sitio utiliza cookies | usamos cookies"
            " | nosotros y nuestros socios",
            "it": "utilizziamo i cookie | questo sito utilizza | usiamo i cookie | noi e i nostri partner",
            "pt": "utilizamos cookies | este site utiliza cookies | usamos cookies"
            " | nós e os nossos parceiros",
            "nl": "wij gebruiken cookies | deze website gebruikt cookies | we gebruiken cookies",
            "ru": "мы используем файлы cookie | этот сайт использует | сайт использует cookie",
            "pl": "używamy plików cookie | ta strona używa | strona korzysta z plików cookie"
            " | my i nasi partnerzy",
            "ja": "当サイトではクッキー | このサイトはcookie | 当サイトはcookie",
            "ko": "이 사이트는 쿠키 | 당사는 쿠키 | 쿠키 설정",
            "zh": "本网站使用cookie | 我们使用cookie | 本網站使用cookie",
            "ar": "نستخدم ملفات تعريف الارتباط | يستخدم هذا الموقع ملفات",
        },
    ),
)
