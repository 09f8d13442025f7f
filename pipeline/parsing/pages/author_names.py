"""The names of people and organisations in an entry that tells who wrote an article.

A name is what is left of an entry when by-words, job titles, dates, places, pictures' credits and addresses are gone.
"""

# ruff: noqa: RUF001, SIM905 - words of many alphabets, in lines one can read

from __future__ import annotations

import re

from pipeline.model import AuthorKind
from pipeline.parsing.months import month_named

BY_WORD = (
    r"written by|reported by|story by|words by|reporting by|by|von|vom|par|propos recueillis par|por|da|di|door|av|af|od|autor(?:ka|a|es|in)?|auteure?|"
    r"autore|author|writer|text[eo]?|testo|tekst[iy]?|penulis|reporter|oleh|автор(?:ы|ка|и)?|текст|yazar|haber|skrevet av|skrivet av|szerző|"
    r"συντάκτης|κείμενο|του|της|των|بقلم|كتب|نویسنده|作者|文|記者|记者|撰稿|取材・文|tác giả|ผู้เขียน|مصنف|लेखक|כתב|מאת"
)
_BY = re.compile(rf"^(?:{BY_WORD})(?:\s*[:：/／|・]\s*|\s+|$)", re.IGNORECASE)

_OTHER_CREDITS = (
    r"(?:photo|foto|image|picture|bild|video|illustration|grafik|graphic|edit|kuva|zdjęci|редактор|фото|責任編輯|责任编辑|编辑|編集|撮影|"
    r"写真|摄影|사진|translat|trad|credit|source|quelle|fuente|источник|来源)"
)
_OTHER_CREDIT = re.compile(_OTHER_CREDITS, re.IGNORECASE)
_NEXT_CREDIT = re.compile(rf"\s*[.,;|/–—(-]\s*(?={_OTHER_CREDITS})", re.IGNORECASE)
"""Where the writers end and who took the pictures or edited begins: "Signe Korvald; Editing by Olaf Brandt"."""
_JOB = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|columnist|journalist|producer|contributor|photographer|analyst|commentator|intern|chief|"
    r"korrespondent(?:in)?|redakteur(?:in)?|reporter(?:in)?|journalist(?:in)?|volontär(?:in)?|autorin|leiter(?:in)?|chefredakteur(?:in)?|ressortleiter(?:in)?|"
    r"journaliste|rédact(?:eur|rice)|correspondante?|envoyée?|grand reporter|periodista|redactora?|corresponsal|reporter[oa]|colaborador[a]?|"
    r"jornalista|repórter|editora?|colunista|giornalista|inviat[oa]|corrispondente|redattore|dziennikar[zk]a?|redaktor(?:ka)?|"
    r"verslaggever|redacteur|correspondente|journalister|reporter[ne]*|toimittaja|novinář|wartawan|editör|muhabir[i]?)s?\b|"
    r"журналист|корреспондент|редактор|обозреватель|кореспондент|δημοσιογράφος|特派员|特派員|主筆|编辑",
    re.IGNORECASE,
)
_NEWSROOM = re.compile(
    r"\b(?:news|press|media|team|desk|staff|agenc(?:y|ies)|newsroom|bureau|network|times|post|tribune|journal|herald|magazine|online|tv|radio|digital|"
    r"service|editorial|board|redaktion\w*|\w+redaktion|redazione|rédaction|redacción|redação|redactie|redaksjonen|redaktionen|agencia|agência|agentur|presse\w*|"
    r"zeitung|associated|institute|university|foundation|gmbh|inc|ltd)\b|редакци|агентств|\.(?:com|net|org|de|fr|at|ru|in|co)\b|"
    r"新聞|新闻|通信|通讯|社$|網|网$|編集部|编辑部|뉴스|신문|일보|통신|समाचार|डेस्क",
    re.IGNORECASE,
)
_AGENCIES = frozenset(
    "afp dpa ap reuters apa ansa efe ats sid epd kna upi pa pti ani ians lusa belga anp ritzau ntb tt ctk čtk pap mti tass тасс"
    " риа interfax unian bloomberg xinhua yonhap kyodo jiji bernama antara".split()
)
NOBODY = frozenset(
    "none null undefined nan admin administrator root webmaster user editor author autor unknown anonymous redactor superuser"
    " n/a staff webadmin wordpress guest default published updated posted".split()
)
_DATE = re.compile(
    r"\d{4}|\d{1,2}[:.]\d{2}|\d{1,2}[./]\d{1,2}|^\d+$|\b\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d]{3,}\.?\s+\d"
)
_MONTH_AND_DAY = re.compile(r"[\s,]+(?:\d{1,2}\.?\s+)?(?P<month>[^\W\d_]{3,})\.?(?=\s+\d{1,4}\b)")
"""A date behind names: "Harbour Wire December 17, 2031, 7:32 PM" and "Harbour Wire 17 December 2031"."""
_PUBLISHED = re.compile(
    r"^(?:published|updated|posted|last updated|modified|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|"
    r"опубликовано|обновлено|\d+ (?:min|hour|day|week|month|year)|min read|follow|share|read more|view|comments?|subscribe|contact|about|more by)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[;|•·\n\u2022\uff0c\u3001]|\s/\s|,?\s+(?:and|und|et|og|och|ja|en|ve|и|та|і|και|dan|with|mit|(?<!partenariat )avec|met)\s+|\s&\s|\s(?:y|e|i)\s(?=[A-ZÀ-Þ]))\s*"
)
_COMMA = re.compile(r"\s*,\s*")
_TAILS = re.compile(
    r"\s*(?:\((?P<inside>[^()]{0,60})\)|<[^>]*>|\bfor\s(?:the\s)?[A-Z].*|\sin\s[A-ZÀ-Þ][\w-]+(?:\s[A-Z][\w-]+)?|\s[–—-]\s.*|\s*@\w+|,?\s*\S+@\S+)\s*$"
)
_KOREAN_JOB = re.compile(r"(?<=[가-힣])\s*(?:선임|수습|인턴|전문|특파원|기자|논설위원|특파원).*$")
_CJK_JOB = re.compile(
    r"(?:記者|记者|特派員|特派员|通訊員|通讯员)$|^(?:記者|记者|本报记者|本報記者|見習記者|见习记者)"
)
_ADDRESS = re.compile(r"@|://|^www\.|^/|\.(?:html?|php)$|^https?\b|facebook\.|twitter\.")
_LOWER_IN_NAMES = frozenset(
    "de la van von der den bin al el da dos du des di ter ten zu af av le los y e del della ibn ben st".split()
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
"""The name of a page about somebody, as its address has it."""
_NO_NAME = re.compile(r"[?!=…\"“”„«»]|:\s")
_MAX_WIDE_NAME = 6
"""Characters of a Chinese, Japanese or Korean name."""
_LOWER_WORDS = 3
"""So many words in small letters make a sentence, not a name."""
_VOWEL = re.compile(r"[aeiouyäöüáàâéèêíìîóòôúùûåæøœãõıіїєаеёиоуыэюя]", re.IGNORECASE)
_MAX_NAME_CHARACTERS, _MAX_NAME_WORDS = 60, 7


def names_in(entry: str) -> list[str]:
    """Return the names that an entry joins, each without anything that is no name."""
    if entry.startswith("["):  # a list as a program writes it
        entry = entry.strip("[]").replace('"', "")
    writers = _NEXT_CREDIT.split(" ".join(entry.split()), maxsplit=1)[0]
    text = _without_date(_BY.sub("", writers, count=1))
    names: list[str] = []
    for part in _SPLIT.split(text):
        pieces = _COMMA.split(part)
        if (
            len(pieces) == 2
            and all(len(piece.split()) == 1 for piece in pieces)
            and pieces[1].istitle()
            and pieces[0].istitle()
            and len(_SPLIT.split(text)) == 1
        ):
            pieces = [f"{pieces[1]} {pieces[0]}"]  # "Korvald, Signe"
        has_full = False
        for piece in pieces:
            name = _name(piece)
            is_full = name is not None and (
                " " in name
                or not name.isascii()
                or name.casefold() in _AGENCIES
                or bool(_NEWSROOM.search(name))
            )
            if name and (is_full or not has_full):
                names.append(name)
            elif name is None and has_full and not _COMMA.search(part):
                break
            has_full = has_full or is_full
    return names


def _without_date(text: str) -> str:
    dates = (match.start() for match in _MONTH_AND_DAY.finditer(text) if month_named(match["month"], None))
    before = text[: next(dates, len(text))]
    return before if before == text else before.rstrip("0123456789")  # a day set close to the name


def _name(piece: str) -> str | None:
    text = _BY.sub("", piece.strip(" .:-–—*|\u200b"), count=1) if len(piece) > 4 else piece
    text = _KOREAN_JOB.sub("", _CJK_JOB.sub("", text))
    for _ in range(2):
        text = _TAILS.sub("", text)
    text = _undoubled(text.strip(" ,.:-–—*|"))
    if (
        not 1 < len(text) <= _MAX_NAME_CHARACTERS
        or len(text.split()) > _MAX_NAME_WORDS
        or text.casefold() in NOBODY
        or _ADDRESS.search(text)
        or _DATE.search(text)
        or _PUBLISHED.match(text)
        or _OTHER_CREDIT.match(text)
        or not any(c.isalpha() for c in text)
        or _NO_NAME.search(text)
        or sum(word.islower() and word not in _LOWER_IN_NAMES for word in text.split()) >= _LOWER_WORDS
        or _SLUG.fullmatch(text)
        or (_JOB.search(text) and not _is_newsroom(_JOB.sub("", text)))
    ):
        return None
    return _spoken(text)


def _is_newsroom(text: str) -> bool:
    """Whether what a job title leaves names a newsroom: "Northwire" in "Northwire reporter", not "Staff" in "Staff reporter"."""
    return _NEWSROOM.search(text) is not None and text.strip().casefold() not in NOBODY


def _undoubled(text: str) -> str:
    words = text.split()
    half = len(words) // 2
    doubled = (
        len(words) % 2 == 0
        and half
        and [w.casefold() for w in words[:half]] == [w.casefold() for w in words[half:]]
    )
    return " ".join(words[:half] if doubled else words)


def _spoken(text: str) -> str:
    """Return a name that is all capitals as it is spoken: with its small words small, and "O'Neil" and "Mc" right."""
    words = text.split()
    if (
        len(words) < 2
        or not text.isupper()
        or any(len(word) < 2 or not _VOWEL.search(word) for word in words)
        or _NEWSROOM.search(text)
        or any(word.casefold() in _AGENCIES for word in words)
    ):
        return text
    lowered = [
        word.casefold() if word.casefold() in _LOWER_IN_NAMES and at else word.title()
        for at, word in enumerate(words)
    ]
    return re.sub(r"(?<=\bMc)[a-z]|(?<=['\u2019])S\b", lambda m: m[0].swapcase(), " ".join(lowered))


def kind_of(name: str, declared: AuthorKind | None, *, is_site: bool) -> AuthorKind:
    if is_site or name.casefold() in _AGENCIES or _NEWSROOM.search(name):
        return AuthorKind.ORGANISATION
    if declared is not None and (declared is AuthorKind.PERSON or len(name.split()) == 1):
        return declared
    is_one_word = " " not in name and name.isascii()
    return AuthorKind.ORGANISATION if declared or (is_one_word and name.isupper()) else AuthorKind.PERSON


def is_capitalised(name: str) -> bool:
    words = name.split()
    if not name.isascii() and any("\u2e80" <= c <= "\ud7af" for c in name):
        return 2 <= len(name) <= _MAX_WIDE_NAME
    return name.casefold() in _AGENCIES or (
        1 < len(words) <= 5
        and all(
            word[0].isupper() or word.casefold() in _LOWER_IN_NAMES or not word[0].isascii() for word in words
        )
    )


def key_of(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
