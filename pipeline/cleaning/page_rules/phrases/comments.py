"""Readers' comments: their headings, counts, forms and replies."""

# ruff: noqa: RUF001 - phrases in many scripts

from __future__ import annotations

from pipeline.cleaning.page_rules.phrases.phrase_rule import Form, PhraseRule

COMMENTS: tuple[PhraseRule, ...] = (
    PhraseRule(
        "comments",
        Form.TAIL,
        {
            "en": "comments | # comments | comments # | # comment | leave a comment | leave a reply"
            " | add a comment | post a comment | post your comment | join the conversation"
            " | join the discussion | reader comments | view comments | show comments"
            " | be the first to comment | user comments | what do you think | what you think | add your comment"
            " | comments are closed | view all comments | see all comments | your comments"
            " | comments policy | comment policy | most recent reader comments",
            "de": "kommentare | # kommentare | # kommentar | kommentar schreiben | kommentieren"
            " | kommentar verfassen | leserkommentare | diskutieren sie mit | alle kommentare"
            " | ihr kommentar | schreiben sie einen kommentar | diskussion",
            "fr": "commentaires | # commentaires | # commentaire | commenter | laisser un commentaire | réagir"
            " | vos réactions | ajouter un commentaire | voir les commentaires | poster un commentaire"
            " | vos commentaires",
            "es": "comentarios | # comentarios | # comentario | deja un comentario | dejar un comentario"
            " | deja tu comentario | comentar | comenta | ver comentarios | añadir comentario | escribe un comentario",
            "it": "commenti | # commenti | # commento | commenta | lascia un commento | scrivi un commento"
            " | aggiungi un commento | vedi i commenti",
            "pt": "comentários | # comentários | # comentário | deixe um comentário | deixe seu comentário"
            " | comente | comentar | ver comentários | escreva um comentário",
            "nl": "reacties | # reacties | # reactie | plaats een reactie | reageer | geef een reactie"
            " | bekijk alle reacties | praat mee",
            "ru": "комментарии | # комментариев | # комментария | # комментарий | оставить комментарий"
            " | добавить комментарий | обсудить | все комментарии | комментировать",
            "pl": "komentarze | # komentarzy | # komentarze | # komentarz | dodaj komentarz | skomentuj"
            " | zobacz komentarze | napisz komentarz",
            "ja": "コメント | # 件のコメント | コメントを書く | コメントする | コメント一覧",
            "ko": "댓글 | 댓글 # | 댓글 # 개 | 댓글쓰기 | 댓글 쓰기 | 댓글 달기 | 전체 댓글",
            "zh": "评论 | 評論 | 发表评论 | 發表評論 | 网友评论 | 網友評論 | # 条评论 | 查看评论 | 我要评论 | 留言",
            "ar": "التعليقات | تعليقات | # تعليقات | # تعليق | اترك تعليقا | أضف تعليقا | أضف تعليق"
            " | شارك برأيك",
        },
    ),
    PhraseRule(
        "comments",
        Form.BEGINS,
        {
            "en": "no comments yet | comments no comments | no comments posted"
            " | there are currently no comments | have a comment | please share your comments"
            " | post a comment on | have your say | would you like to comment"
            " | please read our comment policy | email your comments | # comments on this story"
            " | be the first to comment | you must be logged in to | log in to comment"
            " | sign in to comment | please log in to | comments are closed | to comment on this"
            " | you can comment on | please enable javascript to view the comments",
            "de": "noch keine kommentare | melden sie sich an, um zu kommentieren"
            " | bitte loggen sie sich ein",
            "fr": "aucun commentaire | soyez le premier à commenter | connectez-vous pour"
            " | vous devez être connecté",
            "es": "no hay comentarios | sé el primero en comentar | inicia sesión para"
            " | debes iniciar sesión",
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
    PhraseRule(
        "comments",
        Form.HOLDS,
        {
            "en": "in the comments section below | comment section below | leave your comment below"
            " | your comments may be published | comments from the readers | comments will be moderated"
            " | moderating all comments",
            "de": "schreiben sie es in die kommentare | schreibt es in die kommentare"
            " | in den kommentaren unten",
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
    PhraseRule(
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
    PhraseRule(
        "reply",
        Form.LINE,
        {
            "en": "reply | reply to this | report this comment | report comment | report abuse"
            " | flag this comment | report this post | like reply",
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
)
