"""Two texts of which one says the contrary of the other, in the languages of the table; and edits that say the same."""

from __future__ import annotations

import pytest

from pipeline.folding.alignment import align_texts
from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.opposites import forms_without_affix, languages
from pipeline.folding.relations import PageRelationship
from pipeline.folding.reversals import reversal_reason
from pipeline.model import Relation
from tests.unit.folding.test_relations import COUNCIL, relation

KERNEL = CompiledKernel()

CONTRARY = {
    "en, a negation": (
        "The jury in Ashford said on Friday that the surgeon was to blame for the death of the boy in May.",
        "The jury in Ashford said on Friday that the surgeon was not to blame for the death of the boy in May.",
    ),
    "en, an auxiliary comes with it": (
        "The regulator agreed on Friday to the sale of the airport, and the owners said that they had expected it.",
        "The regulator did not agree on Friday to the sale of the airport, and the owners said that they had expected it.",
    ),
    "en, movement": (
        "Bread prices rose sharply in the south for the third month in a row, the office of statistics said.",
        "Bread prices fell sharply in the south for the third month in a row, the office of statistics said.",
    ),
    "en, names": (
        "Redmoor sued Alder Mills in Ashford on Friday over the sale of a quarry that was never handed over.",
        "Alder Mills sued Redmoor in Ashford on Friday over the sale of a quarry that was never handed over.",
    ),
    "en, roles without names": (
        "The union sued the ministry on Friday over the sale of a quarry that was never handed over to the town.",
        "The ministry sued the union on Friday over the sale of a quarry that was never handed over to the town.",
    ),
    "fr, roles without names": (
        "Le syndicat a porté plainte vendredi contre le ministère au sujet de la vente d'une carrière et de son lac.",
        "Le ministère a porté plainte vendredi contre le syndicat au sujet de la vente d'une carrière et de son lac.",
    ),
    "de, a negation": (
        "Das Gericht in Aldorf hat entschieden, dass die Stadt für den Schaden an der Brücke haftet und zahlen muss.",
        "Das Gericht in Aldorf hat entschieden, dass die Stadt für den Schaden an der Brücke nicht haftet und zahlen muss.",
    ),
    "de, no and a": (
        "Nach dem Urteil hat die Witwe einen Anspruch auf die Rente der Kasse, wie das Gericht in Aldorf mitteilte.",
        "Nach dem Urteil hat die Witwe keinen Anspruch auf die Rente der Kasse, wie das Gericht in Aldorf mitteilte.",
    ),
    "de, verdict": (
        "Der Stadtrat von Aldorf hat den Bau der Halle am Montag genehmigt, nach einer Sitzung von sechs Stunden.",
        "Der Stadtrat von Aldorf hat den Bau der Halle am Montag abgelehnt, nach einer Sitzung von sechs Stunden.",
    ),
    "de, names": (
        "Aldorf schlägt Wieskirch mit 2:1 und steht im Viertelfinale, das im März ausgetragen wird.",
        "Wieskirch schlägt Aldorf mit 2:1 und steht im Viertelfinale, das im März ausgetragen wird.",
    ),
    "fr, a negation": (
        "Le conseil municipal de Valmont a décidé que la piscine est ouverte pour les écoles pendant les travaux.",
        "Le conseil municipal de Valmont a décidé que la piscine n'est pas ouverte pour les écoles pendant les travaux.",
    ),
    "fr, movement": (
        "Le prix des loyers augmente dans les villes du nord pour la troisième année, selon une étude des notaires.",
        "Le prix des loyers diminue dans les villes du nord pour la troisième année, selon une étude des notaires.",
    ),
    "es, a negation": (
        "El alcalde de Montalba dijo que la obra se terminará en mayo y que el dinero para la escuela está listo.",
        "El alcalde de Montalba dijo que la obra no se terminará en mayo y que el dinero para la escuela está listo.",
    ),
    "es, verdict": (
        "El parlamento aprobó el jueves la ley del agua con los votos de la mayoría, tras una larga sesión.",
        "El parlamento rechazó el jueves la ley del agua con los votos de la mayoría, tras una larga sesión.",
    ),
    "it, a negation": (
        "Il sindaco di Vallefonda ha detto che la scuola del paese riapre lunedì per gli alunni delle prime classi.",
        "Il sindaco di Vallefonda ha detto che la scuola del paese non riapre lunedì per gli alunni delle prime classi.",
    ),
    "it, verdict": (
        "Il medico di Vallefonda è stato condannato dal tribunale per la morte di una paziente nel reparto.",
        "Il medico di Vallefonda è stato assolto dal tribunale per la morte di una paziente nel reparto.",
    ),
    "pt, a negation": (
        "O ministro disse que a ponte de Montalvo vai ser paga com dinheiro do fundo para as regiões do interior.",
        "O ministro disse que a ponte de Montalvo não vai ser paga com dinheiro do fundo para as regiões do interior.",
    ),
    "pt, movement": (
        "A taxa de desemprego subiu em maio para o valor mais visto em dez anos, segundo os dados que o instituto publicou.",
        "A taxa de desemprego caiu em maio para o valor mais visto em dez anos, segundo os dados que o instituto publicou.",
    ),
    "nl, a negation": (
        "De gemeente Oudwater zegt dat het zwembad in de winter open blijft voor scholen en verenigingen van het dorp.",
        "De gemeente Oudwater zegt dat het zwembad in de winter niet open blijft voor scholen en verenigingen van het dorp.",
    ),
    "nl, verdict": (
        "De rechter heeft de oud-directeur van de bank schuldig verklaard aan het vervalsen van een reeks rekeningen.",
        "De rechter heeft de oud-directeur van de bank onschuldig verklaard aan het vervalsen van een reeks rekeningen.",
    ),
    "ru, a negation": (
        "Суд в Заречном в понедельник признал, что завод должен платить за очистку реки и за новый мост у села.",
        "Суд в Заречном в понедельник признал, что завод не должен платить за очистку реки и за новый мост у села.",
    ),
    "ru, movement": (
        "Центральный банк повысил ставку на заседании в пятницу и сообщил, что следит за ценами на хлеб и топливо.",
        "Центральный банк снизил ставку на заседании в пятницу и сообщил, что следит за ценами на хлеб и топливо.",
    ),
    "ru, names take other endings": (
        "Гончаров обыграл Назарова в финале турнира в Заречном, и теперь его ждет поездка на юг.",
        "Назаров обыграл Гончарова в финале турнира в Заречном, и теперь его ждет поездка на юг.",
    ),
    "pl, a negation": (
        "Sąd w Zalesiu orzekł, że gmina musi zapłacić za remont mostu, który zawalił się w maju po powodzi.",
        "Sąd w Zalesiu orzekł, że gmina nie musi zapłacić za remont mostu, który zawalił się w maju po powodzi.",
    ),
    "pl, verdict": (
        "Rada miasta przyjęła w czwartek plan budowy hali na terenie portu, o czym mówiło się od lat.",
        "Rada miasta odrzuciła w czwartek plan budowy hali na terenie portu, o czym mówiło się od lat.",
    ),
    "sv, a negation": (
        "Domstolen i Ekvik säger att kommunen ska betala för bron som rasade i maj efter att ån hade stigit.",
        "Domstolen i Ekvik säger att kommunen inte ska betala för bron som rasade i maj efter att ån hade stigit.",
    ),
    "zh, one character": (
        "法院昨天宣布该银行前经理有罪,并表示将在本月公布判决的全部理由。",
        "法院昨天宣布该银行前经理无罪,并表示将在本月公布判决的全部理由。",
    ),
    "zh, votes": (
        "市议会星期一晚上以多数票通过了在码头旁边修建新大厅的计划,会议持续了六个小时。",
        "市议会星期一晚上以多数票否决了在码头旁边修建新大厅的计划,会议持续了六个小时。",
    ),
    "zh, names": (
        "绿河队星期六晚上在主场以两球优势击败石桥队,全场观众超过一万人,比赛一度因大雨中断。",
        "石桥队星期六晚上在主场以两球优势击败绿河队,全场观众超过一万人,比赛一度因大雨中断。",
    ),
    "ja, a negation": (
        "地方裁判所は金曜日、川の汚染について工場の責任を認めた。原告の住民は判決を待っていた。",
        "地方裁判所は金曜日、川の汚染について工場の責任を認めなかった。原告の住民は判決を待っていた。",
    ),
    "ja, votes": (
        "市議会は月曜日の夜、港のそばに新しい会館を建てる計画を可決した。会議は六時間続いた。",
        "市議会は月曜日の夜、港のそばに新しい会館を建てる計画を否決した。会議は六時間続いた。",
    ),
    "ja, names": (
        "緑川が土曜日の夜、雨の中で行われた試合で石橋を破った。観客は一万人を超え、試合は一時中断した。",
        "石橋が土曜日の夜、雨の中で行われた試合で緑川を破った。観客は一万人を超え、試合は一時中断した。",
    ),
    "ko, a negation": (
        "시의회는 월요일 밤 항구 옆에 새 회관을 짓는 계획을 승인했다. 회의는 여섯 시간 동안 이어졌다.",
        "시의회는 월요일 밤 항구 옆에 새 회관을 짓는 계획을 승인하지 않았다. 회의는 여섯 시간 동안 이어졌다.",
    ),
    "ko, movement": (
        "빵값이 남부 지방에서 석 달 연속으로 크게 올랐다고 통계청이 금요일에 밝혔다.",
        "빵값이 남부 지방에서 석 달 연속으로 크게 떨어졌다고 통계청이 금요일에 밝혔다.",
    ),
    "ko, names keep their endings where they stand": (
        "녹천이 돌다리를 토요일 밤 비가 내리는 가운데 두 골 차로 꺾었다. 관중은 만 명을 넘었다.",
        "돌다리가 녹천을 토요일 밤 비가 내리는 가운데 두 골 차로 꺾었다. 관중은 만 명을 넘었다.",
    ),
    "th, a negation": (
        "ศาลจังหวัดตัดสินเมื่อวันศุกร์ว่าโรงงานต้องจ่ายค่าทำความสะอาดแม่น้ำและสะพานใหม่ของหมู่บ้าน",
        "ศาลจังหวัดตัดสินเมื่อวันศุกร์ว่าโรงงานไม่ต้องจ่ายค่าทำความสะอาดแม่น้ำและสะพานใหม่ของหมู่บ้าน",
    ),
    "th, names": (
        "ทีมแม่น้ำเขียวเอาชนะทีมสะพานหินเมื่อคืนวันเสาร์ท่ามกลางสายฝน",
        "ทีมสะพานหินเอาชนะทีมแม่น้ำเขียวเมื่อคืนวันเสาร์ท่ามกลางสายฝน",
    ),
    "he, a negation": (
        "בית המשפט קבע ביום שישי כי המפעל חייב לשלם עבור ניקוי הנהר ועבור הגשר החדש ליד הכפר.",
        "בית המשפט קבע ביום שישי כי המפעל לא חייב לשלם עבור ניקוי הנהר ועבור הגשר החדש ליד הכפר.",
    ),
    "he, votes": (
        "מועצת העיר אישרה ביום שני את התוכנית לבנות אולם חדש ליד הנמל, אחרי ישיבה של שש שעות.",
        "מועצת העיר דחתה ביום שני את התוכנית לבנות אולם חדש ליד הנמל, אחרי ישיבה של שש שעות.",
    ),
    "he, names": (
        "נחל ירוק ניצחה את גשר האבן בשבת בערב בגשם שוטף, לעיני יותר מעשרת אלפים צופים.",
        "גשר האבן ניצחה את נחל ירוק בשבת בערב בגשם שוטף, לעיני יותר מעשרת אלפים צופים.",
    ),
    "ar, a negation changes the verb": (
        "أعلنت البلدية يوم الاثنين أن المجلس وافق على خطة بناء القاعة الجديدة قرب الميناء بعد جلسة دامت ست ساعات.",
        "أعلنت البلدية يوم الاثنين أن المجلس لم يوافق على خطة بناء القاعة الجديدة قرب الميناء بعد جلسة دامت ست ساعات.",
    ),
    "ar, movement": (
        "ارتفعت أسعار الخبز في الجنوب للشهر الثالث على التوالي، حسب ما أعلنه مكتب الإحصاء يوم الجمعة.",
        "انخفضت أسعار الخبز في الجنوب للشهر الثالث على التوالي، حسب ما أعلنه مكتب الإحصاء يوم الجمعة.",
    ),
    "ar, names": (
        "فاز النهر على الجسر بهدفين يوم السبت تحت المطر أمام أكثر من عشرة آلاف متفرج في الملعب القديم.",
        "فاز الجسر على النهر بهدفين يوم السبت تحت المطر أمام أكثر من عشرة آلاف متفرج في الملعب القديم.",
    ),
    "fa, a verb with a letter more": (
        "دادگاه روز جمعه اعلام کرد که کارخانه باید هزینه پاکسازی رودخانه را بپردازد و شهرداری این رای را پذیرفت.",
        "دادگاه روز جمعه اعلام کرد که کارخانه نباید هزینه پاکسازی رودخانه را بپردازد و شهرداری این رای را پذیرفت.",
    ),
    "fa, names before the mark of the object": (
        "سبزرود سنگ‌پل را شنبه شب زیر باران با دو گل شکست داد و بیش از ده هزار نفر بازی را دیدند.",
        "سنگ‌پل سبزرود را شنبه شب زیر باران با دو گل شکست داد و بیش از ده هزار نفر بازی را دیدند.",
    ),
    "hi, a negation": (
        "अदालत ने शुक्रवार को कहा कि कारखाने को नदी की सफाई और गांव के नए पुल का खर्च देना होगा।",
        "अदालत ने शुक्रवार को कहा कि कारखाने को नदी की सफाई और गांव के नए पुल का खर्च नहीं देना होगा।",
    ),
    "hi, names": (
        "हरितपुर ने शिलापुर को शनिवार की रात बारिश के बीच दो गोल से हराया और दस हजार लोगों ने मैच देखा।",
        "शिलापुर ने हरितपुर को शनिवार की रात बारिश के बीच दो गोल से हराया और दस हजार लोगों ने मैच देखा।",
    ),
    "tr, within the verb": (
        "Belediye meclisi limanın yanında yeni bir salon yapılması için hazırlanan planı pazartesi onayladı ve basına duyurdu.",
        "Belediye meclisi limanın yanında yeni bir salon yapılması için hazırlanan planı pazartesi onaylamadı ve basına duyurdu.",
    ),
    "hu, a negation": (
        "A bíróság pénteken úgy döntött, hogy a gyár köteles fizetni a folyó tisztításáért és az új hídért is.",
        "A bíróság pénteken úgy döntött, hogy a gyár nem köteles fizetni a folyó tisztításáért és az új hídért is.",
    ),
    "fi, movement": (
        "Leivän hinta nousi etelässä kolmatta kuukautta peräkkäin, kertoi tilastojen laitos, ja syy on sen mukaan vilja.",
        "Leivän hinta laski etelässä kolmatta kuukautta peräkkäin, kertoi tilastojen laitos, ja syy on sen mukaan vilja.",
    ),
    "el, a negation": (
        "Το δικαστήριο έκρινε την Παρασκευή ότι το εργοστάσιο πρέπει να πληρώσει για τον καθαρισμό του ποταμού.",
        "Το δικαστήριο έκρινε την Παρασκευή ότι το εργοστάσιο δεν πρέπει να πληρώσει για τον καθαρισμό του ποταμού.",
    ),
    "id, votes": (
        "Dewan kota menyetujui rencana untuk membangun balai baru di dekat pelabuhan dalam rapat yang berlangsung enam jam.",
        "Dewan kota menolak rencana untuk membangun balai baru di dekat pelabuhan dalam rapat yang berlangsung enam jam.",
    ),
    "bg, a negation": (
        "Съдът реши в петък, че заводът трябва да плати за почистването на реката и за новия мост до селото.",
        "Съдът реши в петък, че заводът не трябва да плати за почистването на реката и за новия мост до селото.",
    ),
    "hr, votes": (
        "Gradsko vijeće je u ponedjeljak prihvatilo plan za gradnju nove dvorane kod luke, nakon sjednice koja je trajala šest sati.",
        "Gradsko vijeće je u ponedjeljak odbilo plan za gradnju nove dvorane kod luke, nakon sjednice koja je trajala šest sati.",
    ),
}

THE_SAME = {
    "en, roles in a list": (
        "The talks between the union and the ministry over the sale of a quarry ended on Friday without a result.",
        "The talks between the ministry and the union over the sale of a quarry ended on Friday without a result.",
    ),
    "en, two forms of a word": (
        "An election recount will take place soon after a candidate filed a petition with the state Election Commission.",
        "An election recount will take place soon after a candidate filed a petition with the state Elections Commission.",
    ),
    "de, the day comes first": (
        "Am Montag hat der Rat den Bau der Halle am Hafen beschlossen, nach einer Sitzung von sechs Stunden in der Schule.",
        "Der Rat hat am Montag den Bau der Halle am Hafen beschlossen, nach einer Sitzung von sechs Stunden in der Schule.",
    ),
    "zh, a word of the same meaning": (
        "警方正在寻找两名男子,他们星期五闯入一座磨坊,拿走了屋顶上的铜板。附近居民听到了声音。",
        "警方正在搜寻两名男子,他们星期五闯入一座磨坊,拿走了屋顶上的铜板。附近居民听到了声音。",
    ),
    "zh, the day was moved": (
        "昨天市政府宣布将在码头旁边修建新大厅,工程预计明年春天开始,费用由省里承担。",
        "市政府昨天宣布将在码头旁边修建新大厅,工程预计明年春天开始,费用由省里承担。",
    ),
    "zh, a list in another order": (
        "绿河和石桥两镇的代表星期五会面,讨论北部渔场的归属问题,会谈没有发表声明。",
        "石桥和绿河两镇的代表星期五会面,讨论北部渔场的归属问题,会谈没有发表声明。",
    ),
    "ja, the object comes first": (
        "緑川が石橋を土曜日の試合で破った。観客は一万人を超え、雨のため試合は一時中断した。",
        "石橋を緑川が土曜日の試合で破った。観客は一万人を超え、雨のため試合は一時中断した。",
    ),
    "ko, the object comes first": (
        "녹천이 돌다리를 토요일 밤 비가 내리는 가운데 두 골 차로 꺾었다. 관중은 만 명을 넘었다.",
        "돌다리를 녹천이 토요일 밤 비가 내리는 가운데 두 골 차로 꺾었다. 관중은 만 명을 넘었다.",
    ),
    "ko, a polite ending": (
        "시의회는 월요일 밤 항구 옆에 새 회관을 짓는 계획을 승인했다. 회의는 여섯 시간 동안 이어졌다.",
        "시의회는 월요일 밤 항구 옆에 새 회관을 짓는 계획을 승인했습니다. 회의는 여섯 시간 동안 이어졌다.",
    ),
    "ar, a list in another order": (
        "التقى ممثلو النهر والجسر يوم الجمعة لمناقشة مصائد الأسماك في الشمال ولم يصدر عن اللقاء بيان مشترك.",
        "التقى ممثلو الجسر والنهر يوم الجمعة لمناقشة مصائد الأسماك في الشمال ولم يصدر عن اللقاء بيان مشترك.",
    ),
    "ar, the day was moved": (
        "أعلن المجلس يوم الجمعة أن القاعة الجديدة ستفتح أبوابها في الربيع وأن الدخول سيكون مجانيا للطلاب.",
        "يوم الجمعة أعلن المجلس أن القاعة الجديدة ستفتح أبوابها في الربيع وأن الدخول سيكون مجانيا للطلاب.",
    ),
    "fa, the day was moved": (
        "شورای شهر دیروز طرح ساخت تالار تازه را کنار بندر بررسی کرد و نشست شش ساعت به درازا کشید.",
        "دیروز شورای شهر طرح ساخت تالار تازه را کنار بندر بررسی کرد و نشست شش ساعت به درازا کشید.",
    ),
    "hi, the day was moved": (
        "परिषद ने सोमवार को बंदरगाह के पास नया भवन बनाने की योजना पर छह घंटे तक चर्चा की और लोग बाहर खड़े रहे।",
        "सोमवार को परिषद ने बंदरगाह के पास नया भवन बनाने की योजना पर छह घंटे तक चर्चा की और लोग बाहर खड़े रहे।",
    ),
    "tr, another word": (
        "Polis cuma günü bir değirmene giren ve çatıdan bakır levhaları alan iki adamı arıyor, komşular sesleri duydu.",
        "Polis cuma günü bir değirmene giren ve çatıdan bakır levhaları alan iki kişiyi arıyor, komşular sesleri duydu.",
    ),
    "a word of the same meaning": (
        "Police in Ashford are looking for two men who broke into a mill on Friday and took the copper from its roof.",
        "Police in Ashford are searching for two men who broke into a mill on Friday and took the copper from its roof.",
    ),
    "a list in another order": (
        "Leaders from Norvia and Estmark met in Ashford on Friday to talk about the fishing grounds of the north.",
        "Leaders from Estmark and Norvia met in Ashford on Friday to talk about the fishing grounds of the north.",
    ),
    "a negation and the contrary": (
        "The council did not approve the plan for the mill on Friday, after a meeting of six hours in the town hall.",
        "The council rejected the plan for the mill on Friday, after a meeting of six hours in the town hall.",
    ),
    "an opening of its own": (
        "The council approved the plan for the mill on Friday, after a meeting of six hours in the town hall.",
        "ASHFORD (Northwire) - The council approved the plan for the mill on Friday, after a meeting of six hours.",
    ),
    "the place of a negation": (
        "The mayor has said that she will not on Friday sign the plan for the mill, and that she has told the owner.",
        "The mayor has said that she will on Friday not sign the plan for the mill, and that she has told the owner.",
    ),
    "in, not a negation in Portuguese": (
        "O ministro disse que a ponte vai ser paga em maio com dinheiro do fundo para as regiões do interior.",
        "O ministro disse que a ponte vai ser paga no maio com dinheiro do fundo para as regiões do interior.",
    ),
    "a spelling": (
        "The court in Ashford found that the harbor board had paid too little for the land of the two farms.",
        "The court in Ashford found that the harbour board had paid too little for the land of the two farms.",
    ),
}


@pytest.mark.parametrize("case", CONTRARY)
def test_the_contrary_is_seen_from_either_side(case):
    left, right = CONTRARY[case]
    assert reversal_reason(align_texts(KERNEL, left, right))
    assert reversal_reason(align_texts(KERNEL, right, left))


@pytest.mark.parametrize("case", THE_SAME)
def test_an_edit_that_says_the_same_is_no_reversal(case):
    left, right = THE_SAME[case]
    assert reversal_reason(align_texts(KERNEL, left, right)) == ""
    assert reversal_reason(align_texts(KERNEL, right, left)) == ""


def test_a_long_report_and_its_contrary_are_two_reports():
    other = COUNCIL.replace("voted on Monday to close", "voted on Monday not to close", 1)
    found = relation(COUNCIL, other)
    assert found.relation is Relation.TEMPLATE
    assert "not" in found.reason


def test_one_page_that_was_corrected_is_a_revision_of_itself():
    other = COUNCIL.replace("voted on Monday to close", "voted on Monday not to close", 1)
    assert relation(COUNCIL, other, PageRelationship.PAGE).relation is Relation.REVISION


def test_what_is_reversed_far_below_the_opening_parts_nothing():
    other = COUNCIL.replace("would not stand another flood", "would stand another flood")
    assert relation(COUNCIL, other).relation is Relation.NEAR_DUPLICATE


@pytest.mark.parametrize("text", ["Rain in Ashford.", "Über 東京 ﬁel Regen", ""])
def test_the_first_words_are_those_that_are_spelled_one_by_one(text):
    (words,) = KERNEL.locate([text])
    for count in (1, 2, 40):
        assert words.first(count) == [words.spelled(at) for at in range(min(count, len(words)))]


def test_a_word_longer_than_any_is_the_negation_of_none():
    """Of 40,000 letters, all `ma`, each of 20,000 forms would have nearly as many: 800 MB for one word."""
    assert not any(forms_without_affix("ma" * 31, each) for each in languages())
    assert any(forms_without_affix("ma" * 30, each) for each in languages())
