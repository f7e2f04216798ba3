"""Whatever is told of a file says what to do, but for what only says what was done."""

import re

from diagnose.common import folder, read_yaml

REMEDY = re.compile(
    r"\b(?:tulis|simpan|buka|hapus|perbaiki|sebut|sebutkan|tambahkan|ganti|pilih|buat|jelaskan|tempel|pakai|lengkapi"
    r"|gabungkan|periksa|pisahkan|pasang|bagi|kosongkan|beri|minta|mulai|ubah|putuskan|isi|saring|lakukan|tampilkan"
    r"|bandingkan|pastikan|daftarkan|ketik|salin|sertakan|impor|tandai|tulislah|pindahkan|ditulis|diimpor)\b",
    re.IGNORECASE,
)
ONLY_SAID = {  # what was done, or what only those who write content see
    *("answers_column_twice", "answers_row_test", "answers_row_twice", "answers_row_refused", "answers_disagree"),
    *(
        "decree_value",
        "table_columns_unused",
        "table_rows_unused",
        "table_more_alike",
        "table_too_many_lines",
        "form_sheet_foreign",
    ),
    *("form_version_unknown", "form_older", "form_newer"),
    *("table_no_such_column", "table_no_such_fact", "table_title_of_two"),
}


def test_what_is_told_of_a_file_says_what_to_do() -> None:
    files = sorted((folder("templates") / "words").glob("errors_import*.yaml"))
    told = {key: said["id"] for file in files for key, said in read_yaml(file).data.items()}
    assert len(told) > 100
    assert {key for key, said in told.items() if not REMEDY.search(said)} == ONLY_SAID
