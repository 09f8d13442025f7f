"""The words of dates, ages, bylines and buttons in the languages we read: closed classes, so a line of nothing else is one."""

# ruff: noqa: RUF001, SIM905, ISC004 - words in many scripts, in lines one can read

from __future__ import annotations

import itertools

MONTHS = frozenset(
    # en, de, fr, es, it, pt, nl, ru, pl; the scripts without spaces write numbers
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
    " januar jänner februar märz mai juni juli oktober dezember mär okt dez"
    " janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr juil déc"
    " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ene abr ago dic"
    " gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug set ott"
    " janeiro fevereiro março junho julho setembro outubro novembro dezembro fev out"
    " januari februari maart mei augustus mrt"
    " января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    " янв фев апр июн июл авг сен окт ноя дек"
    " stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
    " يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
)

WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche"
    " lunes martes miércoles jueves viernes sábado domingo"
    " lunedì martedì mercoledì giovedì venerdì sabato domenica"
    " segunda terça quarta quinta sexta feira"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
    " понедельник вторник среда четверг пятница суббота воскресенье"
    " poniedziałek wtorek środa czwartek piątek sobota niedziela"
    " 月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 星期一 星期二 星期三 星期四 星期五 星期六 星期日"
    " الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
)

DATE_MARKS = frozenset(
    # what stands between the numbers of a date and before them; "â" is a no-break space read in a wrong encoding
    "â am pm a m p utc gmt est edt et cst cdt ct pst pdt pt mst mdt bst ist cet cest msk jst hkt aest aedt z t"
    " at on the of st nd rd th published updated posted last modified first update date time created"
    " originally print online edition page today yesterday um uhr den vom am der stand aktualisiert zuletzt"
    " veröffentlicht erstellt geändert heute gestern publié publiée le la à mis mise jour modifié h min lu"
    " actualizado actualizada publicado publicada el de del a las hs horas hora hrs pubblicato pubblicata aggiornato"
    " aggiornata il alle ore às em atualizado atualizada do gepubliceerd op bijgewerkt om uur gewijzigd laatst"
    " uppdaterad publicerad oppdatert publisert opdateret"
    " опубликовано обновлено в г года мск opublikowano aktualizacja dnia godz r o dodano"
    " 年 更新 公開 配信 掲載 発表 时间 發佈 发布 更新于 発行 午前 午後 時 分 时 入力 수정 입력 등록 승인 년 월 일 오전 오후"
    " نشر في تحديث آخر بتاريخ الساعة".split()
)

DATE_OPENERS = frozenset(
    "published updated posted modified updated aktualisiert veröffentlicht stand publié publiée mis mise actualizado"
    " actualizada publicado publicada pubblicato aggiornato atualizado gepubliceerd bijgewerkt опубликовано обновлено"
    " opublikowano aktualizacja uppdaterad publicerad oppdatert publisert opdateret 更新 公開 発行 入力 입력 등록 发布 發佈 نشر تحديث".split()
)
"""What a page says before its own dates, and no sentence does."""

DATE_WORDS = MONTHS | WEEKDAYS | DATE_MARKS

_AGES = {
    # language: templates, units; digits are 0 and 0 stands for the number
    "en": ("0 {} ago|about 0 {} ago|{} ago|a {} ago|an {} ago", "second seconds sec secs s minute minutes min mins m hour"
           " hours hr hrs h day days d week weeks w wk month months mo year years y yr"),
    "de": ("vor 0 {}|vor einer {}|vor einem {}", "sekunde sekunden minute minuten min stunde stunden std tag tagen"
           " woche wochen monat monaten jahr jahren"),
    "fr": ("il y a 0 {}|il y a une {}|il y a un {}", "seconde secondes minute minutes min heure heures h jour jours"
           " semaine semaines mois an ans"),
    "es": ("hace 0 {}|hace una {}|hace un {}", "segundo segundos minuto minutos min hora horas h día días semana"
           " semanas mes meses año años"),
    "it": ("0 {} fa|un {} fa|una {} fa|un ora fa", "secondo secondi minuto minuti ora ore giorno giorni settimana"
           " settimane mese mesi anno anni"),
    "pt": ("há 0 {}|há uma {}|há um {}|0 {} atrás", "segundo segundos minuto minutos min hora horas h dia dias semana"
           " semanas mês meses ano anos"),
    "nl": ("0 {} geleden|een {} geleden", "seconde seconden minuut minuten min uur dag dagen week weken maand maanden"
           " jaar"),
    "ru": ("0 {} назад|{} назад", "секунду секунды секунд минуту минуты минут мин час часа часов ч день дня дней"
           " неделю недели недель месяц месяца месяцев год года лет"),
    "pl": ("0 {} temu|{} temu", "sekundę sekundy sekund minutę minuty minut min godzinę godziny godzin godz dzień dni"
           " tydzień tygodnie tygodni miesiąc miesiące miesięcy rok lata lat"),
    "ja": ("0 {}", "秒前 分前 時間前 日前 週間前 か月前 ヶ月前 年前"),
    "ko": ("0 {}|0 {} 전", "초전 분전 시간전 일전 주전 개월전 년전 초 분 시간 일 주 개월 년"),
    "zh": ("0 {}", "秒前 分钟前 分鐘前 小时前 小時前 天前 周前 个月前 個月前 年前"),
    "ar": ("منذ 0 {}|قبل 0 {}|منذ {}|قبل {}", "ثانية ثوان دقيقة دقائق ساعة ساعات ساعتين دقيقتين يوم أيام يومين أسبوع"
           " أسابيع شهر أشهر سنة سنوات"),
    "uk": ("0 {} тому|{} тому", "секунд секунди хвилину хвилини хвилин хв годину години годин год день дні днів тиждень тижні"
           " місяць місяці місяців рік роки років"),
    "cs": ("před 0 {}|před {}", "sekundami minutou minutami min hodinou hodinami h dnem dny týdnem týdny měsícem měsíci rokem lety"),
    "sk": ("pred 0 {}|pred {}", "sekundami minútou minútami min hodinou hodinami h dňom dňami týždňom mesiacom rokom rokmi"),
    "sv": ("för 0 {} sedan|0 {} sedan|för en {} sedan|för ett {} sedan", "sekunder minut minuter min timme timmar tim dag dagar vecka"
           " veckor månad månader år"),
    "da": ("for 0 {} siden|0 {} siden|for en {} siden|for et {} siden", "sekunder minut minutter min time timer dag dage uge uger måned"
           " måneder år minutt måneder"),
    "fi": ("0 {} sitten|{} sitten", "sekuntia minuutti minuuttia min tunti tuntia t päivä päivää viikko viikkoa kuukausi kuukautta vuosi vuotta"),
    "el": ("πριν από 0 {}|πριν 0 {}|πριν από {}", "δευτερόλεπτα λεπτό λεπτά ώρα ώρες ημέρα ημέρες μέρα μέρες εβδομάδα εβδομάδες μήνα μήνες"
           " χρόνο χρόνια"),
    "tr": ("0 {} önce|bir {} önce", "saniye dakika dk saat gün hafta ay yıl"),
    "id": ("0 {} lalu|0 {} yang lalu|se{} lalu|se{} yang lalu", "detik menit jam hari minggu bulan tahun"),
    "vi": ("0 {} trước|cách đây 0 {}", "giây phút giờ ngày tuần tháng năm"),
    "ro": ("acum 0 {}|acum 0 de {}|acum o {}|acum un {}", "secunde minut minute min oră ore zi zile săptămână săptămâni lună luni an ani"),
    "hu": ("0 {}", "másodperce perce órája napja hete hónapja éve"),
    "bg": ("преди 0 {}|преди {}", "секунди минута минути час часа ден дни седмица седмици месец месеца година години"),
    "hr": ("prije 0 {}|pre 0 {}|prije {}|pre {}|пре 0 {}", "sekundi minutu minuta min sat sata sati dan dana tjedan tjedna mjesec mjeseca godinu"
           " godina минута сата сати дана"),
    "fa": ("0 {} پیش|0 {} قبل|یک {} پیش", "ثانیه دقیقه ساعت روز هفته ماه سال"),
    "he": ("לפני 0 {}|לפני {}", "שניות דקה דקות שעה שעות שעתיים יום ימים שבוע חודש שנה"),
}  # fmt: skip

AGES = frozenset(
    template.format(unit)
    for templates, units in _AGES.values()
    for template, unit in itertools.product(templates.split("|"), units.split())
) | frozenset(
    "just now|moments ago|yesterday|gerade eben|gestern|à l instant|hier|ahora mismo|ayer|poco fa|adesso|ieri"
    "|agora mesmo|ontem|zojuist|gisteren|только что|вчера|przed chwilą|wczoraj|たった今|昨日|방금|방금 전|어제"
    "|刚刚|剛剛|昨天|الآن|أمس".split("|")
)
"""Whole lines that say how long ago something appeared, as `words_of` writes them."""

BYLINE_OPENERS = frozenset(
    "by von par por door di de da od автор autor autora author authors auteur auteure autore byline written"
    " reporter reporters text texte tekst testo redacción redazione redação 記者 文 作者 记者 기자 بقلم كتب".split()
)

SURE_BYLINE_OPENERS = frozenset(
    "by von par por door author authors автор autor autora auteur autore 作者 بقلم".split()
)
"""Openers that begin no name and no heading of their own, as "de" and "di" do."""

LOWER_IN_NAMES = frozenset(
    "and for in with of the von van der den de del della di da dos das do la le el al bin ibn und et y e i en at"
    " staff writer writers reporter reporters correspondent correspondents editor editors agencies agency"
    " senior chief special contributing columnist bureau und mit dpa afp reuters i z".split()
)

ROLES = frozenset(
    "writer writers reporter reporters press correspondent correspondents staff journalist journalists bureau"
    " news editor editors newsroom columnist researcher researchers producer".split()
)
"""Without one of these a line that ends in "contributed" may speak of money."""

AGE_OPENERS = frozenset(age.split()[0] for age in AGES)

AGE_WORDS = frozenset(max(age.split(), key=len) for age in AGES if age.isascii())
"""A line of ASCII without one of these, the longest of each age, is none; asking so is much quicker than reading its words."""

TOOL_WORDS = frozenset(
    # what buttons around an article say
    "print printer printable friendly email e mail mailed emailed share save bookmark subscribe register login log sign"
    " newsletter newsletters rss feed feeds epaper reprints reprint permissions digg delicious facebook twitter linkedin"
    " whatsapp pinterest reddit stumbleupon tweet advertisers advertiser sponsored tools toolbar permalink font"
    " drucken versenden teilen merken abonnieren anmelden imprimer envoyer partager abonner imprimir enviar compartir"
    " suscribirse stampa invia condividi iscriviti compartilhar assinar afdrukken delen printen bewaren abonneren"
    " печать распечатать поделиться подписаться drukuj udostępnij subskrybuj 印刷 シェア 인쇄 공유 打印 分享 طباعة شارك".split()
)
"""What at least one word of a bar of buttons is."""

TOOL_FILLERS = frozenset(
    "a an and as by for in it of on or the this to us with your you all any article story page single text size change"
    " larger smaller small large post most popular viewed view comment comments edition version free now today here more"
    " up in friend friends via links link home delivery deals subscription article s alert alerts get send order seite"
    " artikel text größe schrift per als pdf diesen dieser article cet la le par cette esta este noticia artículo por"
    " questo articolo notizia artigo notícia dit bericht via эту статью na ten artykuł".split()
)
"""What its other words may be; a line of these alone may say something."""

SURE_AGENCY = (
    r"(?:AP|AFP|EFE|ANSA|dpa|Getty(?: Images)?|Reuters|REUTERS|Xinhua|TASS|Shutterstock"
    r"|(?:The )?Associated Press|ASSOCIATED PRESS|USA TODAY Sports)"
)
"""A pattern of the agencies whose name is nothing else."""

AGENCY = rf"(?:{SURE_AGENCY}|EPA|PA|Bloomberg)"
"""The others are also a ministry, a state of the United States, a mayor: they need a slash or brackets."""
