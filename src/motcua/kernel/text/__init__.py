"""Vietnamese text: one Unicode form, folding, order, syllables, legacy encodings, hard-wrapped lines. Pure.

Repair of text that OCR garbled stands a floor higher, in `motcua.documents.repair`.
"""

from __future__ import annotations

from motcua.kernel.text.folding import fold, nfc, sort_key

__all__ = ["fold", "nfc", "sort_key"]
