"""From a piece of text to the words of the document it came from."""

from __future__ import annotations

from motcua.documents.reading.blocks import Document, Text
from motcua.plans.reader.plan_document import Source

_FAR = 40
"""Characters between two neighbours of a text beyond which they do not stand together (another cell, another page)."""


class Sources:
    """Makes sources for texts of one document. Damaged documents (read by OCR and repaired) lower every confidence."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.trust = 0.75 if document.repaired else 1.0

    def of(self, text: Text, block: int | None = None, confidence: float | None = None) -> Source:
        """The document's words at `text`. Of a text put together from distant places (a row cut by a page break) or out of order the longest stretch."""
        start, end = self._stretch(text)
        quote = " ".join(self.document.text[start:end].split())
        sure = None if confidence is None else self.sure(confidence)
        return Source(quote, self.document.page_of(start), block, start, end, sure)

    def sure(self, confidence: float) -> float:
        return round(confidence * self.trust, 2)

    def _stretch(self, text: Text) -> tuple[int, int]:
        start, end = text.start, text.end
        if 0 < end - start <= len(text.value) * 2 + _FAR:
            return start, end
        best = (0, start, end)
        offsets, begin = text.offsets, 0
        for index in range(1, len(text.value) + 1):
            if index == len(text.value) or not 0 <= offsets[index] - offsets[index - 1] <= _FAR:
                size = index - begin
                if size > best[0]:
                    best = (size, offsets[begin], offsets[index - 1] + 1)
                begin = index
        return best[1], best[2]


def trimmed(text: Text) -> Text:
    """Without white space and the marks that end an item (";", ".", "./.")."""
    text = text.strip()
    value = text.value
    end = len(value)
    while end and value[end - 1] in " ;.,/:" and not (value[end - 1] == "." and value[:end].endswith("...")):
        end -= 1
    return text[:end] if end else text
