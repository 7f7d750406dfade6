"""What several tests of `geo/` start from."""

import pytest

COLUMNS = (
    "id,topic,region_name,region_code,period,value,unit,definition,source_title,publisher,"
    "published_on,source_url,confidence,note"
)
FACTS = f"""{COLUMNS}
A-1,c,Kayong Utara,6111,2024,51.59,persen,UCJ,Judul,Koran,2025-10-07,https://x.invalid,high,catatan
A-2,p,Kayong Utara,6111,2024-09-30,40,orang,Peserta,Judul,Koran,,https://x.invalid,high,
A-3,w,Kayong Utara,6111,2024-09-30,80,orang,Potensi,Judul,Koran,,https://x.invalid,high,
A-4,l,Indonesia,,2021,Inpres 2/2021,dokumen,Instruksi,Judul,Koran,,https://x.invalid,high,
"""
READING = """id,indicator,segment,family,numerator_id,denominator_id,speaker,decimals,precision
A-1,coverage_rate,total,ucj,A-2,A-3,Sekda,,
A-2,participants,total,active,,,,,month
A-3,eligible_workers,total,standard,,,,,month
A-4,legal,total,standard,,,,,
"""


@pytest.fixture
def raw(tmp_path):
    """A folder with the two tables."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "facts.csv").write_text(FACTS, "utf-8")
    (folder / "facts.reading.csv").write_text(READING, "utf-8")
    return folder
