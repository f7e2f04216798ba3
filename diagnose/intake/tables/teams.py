"""A table with one row a team below the regency: how many are formed, and how many are active."""

from diagnose.intake.tables.content import plain_word
from diagnose.intake.tables.reading import Reading
from diagnose.intake.tables.tally import Tally


def read_teams(reading: Reading) -> None:
    """Read the table into `reading`: teams formed and active, by level."""
    told = reading.told
    tallies = {(level, what): Tally() for level in ("kecamatan", "desa") for what in ("formed", "active")}
    seen: set[int] = set()
    for line in reading.lines("name"):
        name, level, kecamatan = line.text("name"), line.code("level"), line.text("kecamatan")
        if not name or not level:
            told.reject(line.place("level" if name else "name"), "table_no_level" if name else "table_no_name")
            continue
        if level == "other":
            told.numbers["left_out"] += 1
            continue
        key = hash((level, plain_word(kecamatan) if level == "desa" else "", plain_word(name)))
        if key in seen:
            told.numbers["twice"] += 1
            if level == "desa" and not kecamatan:  # villages of different kecamatan may share a name
                told.reject(line.place("name"), "table_no_kecamatan", given=name)
            else:
                told.doubt(line.place("name"), "table_twice", given=name)
            continue
        seen.add(key)
        formed = line.code("formed") or ("yes" if line.text("decree_number") else "")
        tallies[level, "formed"].add(formed)
        tallies[level, "active"].add(line.code("active"))
    told.numbers["entries"] = len(seen)
    for (level, what), tally in tallies.items():
        if said := tally.count(reading.complete, told.lost):
            reading.put(f"tpps.{level}.{what}", said)
