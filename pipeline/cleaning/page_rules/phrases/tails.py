"""What stands below a text about the text: where it first appeared, its author, its end, a request for support."""

# ruff: noqa: RUF001 - phrases in many scripts

from __future__ import annotations

from pipeline.cleaning.page_rules.phrases.phrase_rule import Form, PhraseRule

TAILS: tuple[PhraseRule, ...] = (
    PhraseRule(
        "first_published",
        Form.HOLDS,
        {
            "en": "appeared first on",
            "de": "erschien zuerst auf",
            "fr": "est apparu en premier sur",
            "es": "se publicó primero en | apareció primero en",
            "it": "sembra essere il primo su",
            "pt": "apareceu primeiro em",
            "nl": "verscheen eerst op | verscheen als eerste op",
            "ru": "появились сначала на | появилась сначала на",
            "pl": "pochodzi z serwisu | pojawił się poraz pierwszy w",
            "ja": "に最初に表示されました",
            "ko": "에 처음 등장했습니다",
            "zh": "最先出现在 | 最早出现在",
            "ar": "ظهرت أولاً على | ظهر أولاً على",
            "cs": "se nejdříve objevil na",
            "sv": "dök först upp på",
            "da": "blev først udgivet på",
            "no": "dukket først opp på",
            "fi": "ilmestyi ensimmäisenä",
            "uk": "з'явився спочатку на",
            "el": "εμφανίστηκε πρώτα στο",
            "tr": "ilk önce * üzerinde ortaya çıktı",
            "id": "muncul pertama kali di",
            "vi": "xuất hiện đầu tiên vào ngày",
            "ro": "apare prima dată în",
            "bg": "публикувана за първи път в",
            "hr": "pojavila se prvo na",
            "fa": "اولین بار در * پدیدار شد",
        },
    ),
    PhraseRule(
        "first_published",
        Form.BEGINS,
        {
            "en": "this article originally appeared | this story originally appeared | this post originally appeared"
            " | this article first appeared | this story first appeared | this article was first published on"
            " | this story was first published on | this article was originally published by"
            " | this article was originally published on | this story was originally published on"
            " | this story was originally published by | this article is republished from",
            "de": "dieser artikel erschien zuerst | dieser beitrag erschien zuerst | dieser text erschien zuerst"
            " | dieser artikel ist zuerst erschienen",
            "fr": "cet article a été publié initialement | cet article est paru dans | cet article a d'abord été publié",
            "es": "este artículo se publicó originalmente | este artículo fue publicado originalmente",
            "it": "questo articolo è stato pubblicato originariamente | questo articolo è apparso originariamente",
            "pt": "este artigo foi publicado originalmente | esta matéria foi publicada originalmente",
            "nl": "dit artikel verscheen eerder | dit artikel verscheen oorspronkelijk",
            "ru": "эта статья была впервые опубликована | статья впервые опубликована",
            "pl": "artykuł ukazał się pierwotnie | tekst ukazał się pierwotnie",
            "ja": "この記事は最初に",
            "ko": "이 기사는 원래",
            "zh": "本文首发于 | 本文最初发表于 | 本文首發於",
            "ar": "نشر هذا المقال لأول مرة",
            "uk": "ця стаття вперше опублікована",
            "cs": "tento článek byl poprvé publikován",
            "sv": "den här artikeln publicerades först",
            "tr": "bu yazı ilk olarak | bu haber ilk olarak",
            "id": "artikel ini pertama kali | artikel ini telah tayang di",
        },
    ),
    PhraseRule(
        "about_author",
        Form.TAIL,
        {
            "en": "about the author | about the authors | about the writer | about this author"
            " | meet the author | more about the author",
            "de": "über den autor | über die autorin | zum autor | zur autorin | über die autoren",
            "fr": "à propos de l'auteur | à propos de l'autrice | l'auteur | sur l'auteur",
            "es": "sobre el autor | sobre la autora | acerca del autor | acerca de la autora",
            "it": "l'autore | sull'autore | informazioni sull'autore | chi è l'autore",
            "pt": "sobre o autor | sobre a autora",
            "nl": "over de auteur | over de schrijver",
            "ru": "об авторе | об авторах",
            "pl": "o autorze | o autorce",
            "ja": "筆者紹介 | この記事の著者 | 著者プロフィール | 執筆者プロフィール | この記事を書いた人",
            "ko": "필자 소개 | 기자 소개 | 저자 소개",
            "zh": "作者简介 | 作者簡介 | 关于作者 | 關於作者",
            "ar": "عن الكاتب | نبذة عن الكاتب | عن المؤلف",
            "uk": "про автора | про авторку",
            "cs": "o autorovi | o autorce",
            "sk": "o autorovi | o autorke",
            "sv": "om författaren | om skribenten",
            "da": "om forfatteren | om skribenten",
            "no": "om forfatteren | om skribenten",
            "fi": "kirjoittajasta | tietoa kirjoittajasta",
            "el": "σχετικά με τον συντάκτη | σχετικά με τον συγγραφέα",
            "tr": "yazar hakkında",
            "id": "tentang penulis",
            "vi": "về tác giả",
            "ro": "despre autor",
            "hu": "a szerzőről",
            "fa": "درباره نویسنده",
        },
    ),
    PhraseRule(
        "end_mark",
        Form.LINE,
        {
            "en": "end of article | end of story | end of document | article ends here | ends | back to top | top of page",
            "de": "ende des artikels | zum seitenanfang | nach oben | zurück nach oben",
            "fr": "fin de l'article | haut de page | retour en haut",
            "es": "fin del artículo | fin de la nota | volver arriba | ir arriba",
            "it": "fine articolo | fine dell'articolo | torna su | torna all'inizio",
            "pt": "fim do artigo | fim da matéria | voltar ao topo",
            "nl": "einde artikel | einde van het artikel | terug naar boven",
            "ru": "конец статьи | наверх | вернуться наверх",
            "pl": "koniec artykułu | do góry | powrót na górę",
            "ja": "記事ここまで | ページの先頭へ | ページトップへ",
            "ko": "기사 끝 | 맨 위로",
            "zh": "全文完 | 返回顶部 | 返回頂部 | 回到頂部",
            "ar": "نهاية المقال | العودة إلى الأعلى",
            "uk": "кінець статті | нагору",
            "cs": "konec článku | nahoru",
            "sv": "artikeln slut | till toppen",
            "tr": "yazının sonu | haberin sonu | yukarı çık",
            "el": "τέλος άρθρου | επιστροφή στην κορυφή",
            "id": "akhir artikel | kembali ke atas",
            "vi": "hết bài | về đầu trang",
        },
    ),
    PhraseRule(
        "support",
        Form.HOLDS,
        {
            "en": "journalism needs your support | support our journalism | support independent journalism"
            " | support quality journalism | support local journalism"
            " | as a preferred source on | preferred source on google | with the help of ai and"
            " | generated with the help of ai",
            "de": "unterstützen sie unabhängigen journalismus | unterstützen sie unsere arbeit"
            " | unterstützen sie unseren journalismus | bevorzugte quelle bei google"
            " | als bevorzugte quelle | mit hilfe von ki erstellt | mithilfe von ki erstellt",
            "fr": "soutenez notre journalisme | soutenez un journalisme | soutenez la presse indépendante"
            " | source préférée sur google | source favorite sur google",
            "es": "apoya el periodismo | apoya nuestro periodismo | apoye el periodismo"
            " | fuente preferida en google",
            "it": "sostieni il giornalismo | sostieni il nostro giornalismo | fonte preferita su google",
            "pt": "apoie o jornalismo | apoie o nosso jornalismo"
            " | fonte preferida no google | fonte preferencial no google",
            "nl": "steun onze journalistiek | steun onafhankelijke journalistiek | voorkeursbron op google",
            "ru": "поддержите нашу работу | поддержите независимую | поддержите редакцию",
            "pl": "wesprzyj nas | wesprzyj niezależne | wesprzyj nasze dziennikarstwo"
            " | preferowane źródło w google",
            "ja": "寄付をお願いし | ご支援をお願い",
            "ko": "후원을 부탁드립니다 | 후원해 주세요",
            "zh": "支持我们的新闻 | 支持独立新闻 | 支持獨立新聞",
            "ar": "ادعم الصحافة المستقلة | ادعموا الصحافة",
            "uk": "підтримайте нашу роботу | підтримайте незалежну | підтримайте редакцію",
            "cs": "podpořte nezávislou žurnalistiku | podpořte naši práci | podpořte nás",
            "sk": "podporte nezávislú žurnalistiku | podporte našu prácu",
            "sv": "stöd oberoende journalistik | stöd vår journalistik",
            "da": "støt uafhængig journalistik | støt vores journalistik",
            "no": "støtt uavhengig journalistikk | støtt vår journalistikk",
            "fi": "tue riippumatonta journalismia",
            "el": "στηρίξτε την ανεξάρτητη δημοσιογραφία",
            "tr": "bağımsız gazeteciliği destekleyin | gazeteciliğimize destek olun",
            "id": "dukung jurnalisme independen | dukung jurnalisme kami",
            "ro": "susțineți jurnalismul independent | susține jurnalismul independent",
            "hu": "támogassa a független újságírást | támogasd a független újságírást",
        },
    ),
)
