"""Vietnamese capital and small letters for use inside a character class: code points mix them, so ranges such as À-Ỹ do not tell them apart."""

from __future__ import annotations

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"

UPPER = "A-Z" + _MARKED.upper()
LOWER = "a-z" + _MARKED
