"""Sentences about a province, said of the country: for a deployment of all its regencies.

The sentences of this program speak of a province. Where a deployment is the whole country they are
said of it by a few rules of words, so that none has to be written a second time.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

COUNTRY = "ID"
"""Code of the whole country; not an official one."""
_PLAIN = r"(?<!\{)(?<!APBD )(?<!pemerintah )(?<!menurut )(?<!satu )(?<!Baris )"
"""Before a province that stays one: a budget's source, a file cut by province."""
_RULES: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = MappingProxyType(
    {
        "id": (
            (re.compile(r"\bProvinsi (tidak|sudah|belum)\b"), r"Negara \1"),
            (re.compile(r"\bbagi provinsi\b"), "secara nasional"),
            (re.compile(r"\b(di|atau) provinsi\b"), r"\1 negara"),
            (re.compile(r"\bkabupaten/kota provinsi ini\b"), "kabupaten/kota"),
            (re.compile(_PLAIN + r"\bprovinsi\b"), "nasional"),
            (re.compile(_PLAIN + r"\bProvinsi\b"), "Nasional"),
        ),
        "en": (
            (re.compile(r"(?<!by )(?<!another )(?<!one )(?<!of )(?<!\{)\bprovince\b"), "country"),
            (re.compile(r"\bProvince\b"), "Country"),
        ),
    }
)


@lru_cache(maxsize=4096)
def said(text: str, language: str) -> str:
    """A sentence about the province in `language`, said of the country; any other as it is."""
    for pattern, instead in _RULES[language]:
        text = pattern.sub(instead, text)
    return text
