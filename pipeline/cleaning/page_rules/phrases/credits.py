"""Rights, picture credits, contacts, contributors, notes on updates, and the page's own address."""

# ruff: noqa: RUF001 - phrases in many scripts

from __future__ import annotations

from pipeline.cleaning.page_rules.phrases.phrase_rule import Form, PhraseRule

CREDITS: tuple[PhraseRule, ...] = (
    PhraseRule(
        "copyright",
        Form.BEGINS,
        {
            "en": "© | copyright # | copyright © | copyright by | copyright notice | copyright:"
            " | all rights reserved | copyrighted | copyright and trade mark | brought to you by"
            " | all materials copyright | all content copyright | all contents ©"
            " | this material may not be published",
            "de": "copyright # | © | alle rechte vorbehalten | nachdruck",
            "fr": "© | tous droits réservés | copyright #",
            "es": "© | todos los derechos reservados | copyright # | derechos reservados",
            "it": "© | tutti i diritti riservati | riproduzione riservata | © riproduzione riservata"
            " | copyright #",
            "pt": "© | todos os direitos reservados | direitos reservados | copyright #"
            " | é proibida a reprodução",
            "nl": "© | alle rechten voorbehouden | copyright #",
            "ru": "© | все права защищены | перепечатка",
            "pl": "© | wszelkie prawa zastrzeżone | wszystkie prawa zastrzeżone | copyright #",
            "ja": "© | 無断転載 | copyright # | 記事・写真の無断転載",
            "ko": "© | 무단전재 | 무단 전재 | 저작권자 | copyright #",
            "zh": "© | 版权所有 | 版權所有 | 未经授权 | 未經授權 | 版权声明 | 责任编辑 | 責任編輯",
            "ar": "© | جميع الحقوق محفوظة | حقوق النشر",
        },
    ),
    PhraseRule(
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
    PhraseRule(
        "credit",
        Form.LABEL,
        {
            "en": "photo | photo credit | photo by | photograph | image | image credit | image source"
            " | images | photos by | picture | credit | credits | video credit | getty | getty images"
            " | ap photo | file photo | photo illustration | photographs by | image copyright"
            " | image caption | media caption | courtesy | illustration | screenshot | featured image"
            " | cover image | main image | top image | header image | photo courtesy | via getty images"
            " | photo source | file | file image | representative image | stock image | shutterstock"
            " | photographer",
            "de": "foto | fotos | bild | bildquelle | bildnachweis | titelbild | symbolbild | quelle"
            " | fotograf | bildunterschrift | archivbild | archivfoto | symbolfoto | grafik | imago"
            " | picture alliance",
            "fr": "photo | crédit photo | crédits photo | crédit | image | photographie | légende"
            " | illustration | photo d'illustration | photo d'archives",
            "es": "foto | fotos | fotografía | imagen | imagen de archivo | foto de archivo | crédito"
            " | créditos | pie de foto | getty images | captura de pantalla",
            "it": "foto | fotografia | immagine | immagine di repertorio | crediti | foto di repertorio"
            " | ansa foto",
            "pt": "foto | fotos | imagem | crédito | créditos | fotografia | foto de arquivo | legenda"
            " | reprodução",
            "nl": "foto | fotografie | beeld | bron | bijschrift | afbeelding",
            "ru": "фото | фотография | изображение | источник фото | архивное фото | иллюстрация",
            "pl": "fot | foto | zdjęcie | źródło zdjęcia | zdjęcie ilustracyjne | fot. archiwum | grafika",
            "ja": "写真 | 画像 | 撮影 | 写真提供 | 提供 | 資料写真",
            "ko": "사진 | 사진제공 | 사진 제공 | 사진출처 | 자료사진 | 자료 사진",
            "zh": "图片来源 | 圖片來源 | 图源 | 圖源 | 摄影 | 攝影 | 资料图 | 图为 | 配图",
            "ar": "صورة | الصورة | تصوير | مصدر الصورة | صورة أرشيفية",
        },
    ),
    PhraseRule(
        "credit",
        Form.ENDS,
        {
            "en": "getty images | via getty images | ap photo | shutterstock | shutterstock com | istock"
            " | handout | via ap | afp getty images | file photo | via reuters | file photo ap"
            " | stock photo | photo ap | alamy | unsplash",
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
    PhraseRule(
        "credit",
        Form.BEGINS,
        {
            "en": "photo by | photos by | photograph by | image by | picture by | illustration by"
            " | video by | graphic by | photo courtesy of | image courtesy of | pictured:",
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
    PhraseRule(
        "contact",
        Form.BEGINS,
        {
            "en": "got a tip | have a tip | more ap | contact our | do you have a tip | have a story"
            " | do you have a story | do you have information | if you have a story | join the conversation"
            " | got a story | send us your | email us at | contact us | contact the | report an error"
            " | report a typo | report a correction | spotted an error | found a mistake | see a typo"
            " | send tips to | write to the | reach the author | feedback | was this article"
            " | did you find this | tell us what you think | let us know | our standards"
            " | the thomson reuters trust | to see more, visit"
            " | this article was originally published in our | terms of use | privacy policy"
            " | about the author | back to top | skip to | to request permission | for reprint",
            "de": "fehler gefunden | haben sie einen fehler | kontakt | schreiben sie uns | feedback"
            " | zur startseite | zurück nach oben | über den autor | impressum | ihre meinung ist uns wichtig"
            " | sendung: | dieses thema im programm | über dieses thema berichtet",
            "fr": "signaler une erreur | une erreur dans l'article | contactez-nous | une faute dans"
            " | haut de page",
            "es": "¿has encontrado un error | envíanos tu | contáctanos | contacto | volver arriba"
            " | política de",
            "it": "segnala un errore | scrivici | contattaci | contatti | torna su",
            "pt": "encontrou um erro | fale conosco | envie sua | reportar erro | contacte-nos"
            " | voltar ao topo",
            "nl": "fout gezien | tip de redactie | heb je een tip | foutje gezien | neem contact op"
            " | terug naar boven",
            "ru": "нашли ошибку | заметили ошибку | выделите текст | сообщить об ошибке | напишите нам"
            " | наверх",
            "pl": "zauważyłeś błąd | masz temat | zgłoś błąd | napisz do nas | kontakt | wróć na górę",
            "ja": "ご意見 | お問い合わせ | 情報提供 | ページトップ | 誤字",
            "ko": "제보 | 기사제보 | 오류신고 | 오류 신고 | 문의 | 맨위로",
            "zh": "联系我们 | 聯繫我們 | 纠错 | 举报 | 返回顶部 | 新闻热线",
            "ar": "اتصل بنا | تواصل معنا | أبلغ عن خطأ | العودة إلى الأعلى",
        },
    ),
    PhraseRule(
        "contributors",
        Form.ENDS,
        {
            "en": "contributed | contributed to this report | contributed reporting"
            " | contributed to this story | contributed to this article | contributed from #"
            " | contributed to this reporting | contributed to this account"
            " | contributed research | reporting for this story",
            "de": "mitarbeit | hat zu diesem bericht beigetragen | haben zu diesem bericht beigetragen",
            "fr": "ont contribué à cet article | a contribué à cet article",
            "es": "contribuyó a este informe | contribuyeron a este informe"
            " | contribuyeron con este despacho | contribuyó con este despacho"
            " | contribuyó a este artículo",
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
    PhraseRule(
        "contributors",
        Form.BEGINS,
        {
            "en": "reporting by | additional reporting by | additional reporting | edited by | editing by"
            " | writing by | with reporting by | with reporting from | with files from | with inputs from"
            " | with input from | with agency inputs | produced by | translated by | reported by"
            " | compiled by | contributors | with contributions from | with additional reporting"
            " | this story was reported by | contributing: | information from:",
            "de": "mit material von | mit informationen von | mit agenturmaterial | redaktion:"
            " | bearbeitet von | mitarbeit | quelle: dpa | unter mitarbeit von | übersetzung: | faktencheck:"
            " | aus dem englischen von | mit informationen der",
            "fr": "avec afp | avec reuters | avec agence | avec agences | propos recueillis par"
            " | édité par | traduit par | reportage de",
            "es": "con información de | reporte de | editado por | escrito por | edición de"
            " | información de | traducido por | con datos de",
            "it": "a cura di | con informazioni di | ha collaborato | traduzione di",
            "pt": "com informações de | com informações da | com informações do | reportagem de"
            " | edição de | edição: | por redação | com agências",
            "nl": "met medewerking van | vertaald door | bewerkt door | met informatie van",
            "ru": "редактор: | автор: | перевод: | подготовил | подготовила | при участии",
            "pl": "oprac. | opracowanie: | opracował | opracowała | źródło: pap | współpraca: | autor:"
            " | redakcja:",
            "ja": "取材・文 | 文＝ | 執筆: | 構成: | 翻訳: | 編集: | 記者:",
            "ko": "취재: | 편집: | 번역: | 글: | 정리:",
            "zh": "记者： | 記者： | 编辑： | 編輯： | 作者： | 编译： | 来源： | 來源：",
            "ar": "إعداد: | تحرير: | ترجمة: | كتب: | المصدر:",
        },
    ),
    PhraseRule(
        "update",
        Form.LINE,
        {
            "en": "update | updates",
            "de": "aktualisierung | aktualisierungen",
            "fr": "mise à jour | mises à jour",
            "es": "actualización | actualizaciones",
            "it": "aggiornamento | aggiornamenti",
            "pt": "atualização | atualizações",
            "nl": "update | updates",
            "ru": "обновление | обновлено",
            "pl": "aktualizacja",
            "ja": "更新履歴",
            "ko": "업데이트",
            "zh": "更新说明 | 更新說明",
            "ar": "تحديث | تحديثات",
        },
    ),
    PhraseRule(
        "update",
        Form.HOLDS,
        {
            "en": "this article was updated | this article has been updated | this article was corrected"
            " | this story was updated | this story has been updated | this story has been corrected"
            " | this report was updated | this report has been updated | this post was updated"
            " | this post has been updated | this report first published | this story first published"
            " | article was originally published at # | article was originally posted at #"
            " | story was originally published at #"
            " | story was originally posted at # | post was originally published at #",
            "de": "dieser artikel wurde * aktualisiert | dieser beitrag wurde * aktualisiert"
            " | dieser text wurde * aktualisiert | diese meldung wurde * aktualisiert"
            " | dieser artikel wurde * korrigiert",
            "fr": "cet article a été mis à jour | cet article a été actualisé | cet article a été corrigé",
            "es": "esta noticia ha sido actualizada | esta noticia fue actualizada"
            " | este artículo ha sido actualizado | este artículo fue actualizado"
            " | esta nota fue actualizada",
            "it": "questo articolo è stato aggiornato | questa notizia è stata aggiornata",
            "pt": "esta matéria foi atualizada | esta reportagem foi atualizada | este artigo foi atualizado"
            " | esta notícia foi atualizada",
            "nl": "dit artikel is * bijgewerkt | dit bericht is * bijgewerkt | dit artikel is * aangepast",
            "ru": "материал обновлен | новость обновлена | новость обновляется | новость дополняется",
            "pl": "artykuł został zaktualizowany | tekst został zaktualizowany",
            "ja": "この記事は更新されました | 記事を更新しました",
            "ko": "이 기사는 수정되었습니다 | 기사가 업데이트되었습니다",
            "zh": "本文已更新 | 本文已作更新 | 本文已作修改",
            "ar": "تم تحديث هذا المقال | تم تحديث هذا الخبر",
        },
    ),
    PhraseRule(
        "own_address",
        Form.LINE,
        {
            "en": "original url | original article | original link | source url | url | source | permalink"
            " | link | originally published at | originally published on | article url | original source"
            " | web address",
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
