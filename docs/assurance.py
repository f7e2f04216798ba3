"""Write docs/assurance.md, its translation and the scores in the READMEs from what was run (``tests/long``).

What failed in a run is tried again here, so that the page tells what was mended since from what was not.
"""

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.long.ledger import Run, runs, total
from tests.long.mutants import Score, kept

ROOT = Path(__file__).parents[1]
MARKS = "<!-- mutants -->", "<!-- /mutants -->"
KINDS = ("agreement", "completions", "altered cases", "altered files", "same")
AIMS = {"agreement": 250_000, "altered": 100_000}
FUZZ: tuple[str, ...] = ("case", "scenario", "letterhead", "readings", "receipt", "portfolio")
FUZZ += ("proposal", "table", "workbook", "word", "pdf")


def retry(kind: str) -> Callable[[int], object] | None:
    """Return what tries a number of a run of that kind again; None where that is not done here."""
    from tests.long import altered, generated

    one = {"agreement": generated.agreement, "completions": generated.completions}
    return {**one, "altered cases": altered.tried(altered.case), "altered files": altered.tried(altered.file)}.get(kind)


def figures() -> dict[str, object]:
    """Return every figure that the pages have a place for."""
    found: dict[str, object] = {}
    for kind in KINDS:
        name, said = kind.replace(" ", "_"), total(kind)
        again = retry(kind)
        numbers = [int(text.split(":")[0]) for text in said["failed"]] if again else []
        still = [n for n in numbers if again and isinstance(again(n), str)]
        found |= {f"{name}_{key}": f"{value:,}" for key, value in said.items() if isinstance(value, int)}
        found |= {f"{name}_wrong": len(said["failed"]), f"{name}_still": len(still)}
    found["altered_tried"] = f"{total('altered cases')['tried'] + total('altered files')['tried']:,}"
    same = runs("same")
    found["same_commands"] = max((one.figures["commands"] for one in same), default=0)
    found["same_still"] = len(_still_differ(same))
    found["same_pythons"] = re.sub(r".*\((.*)\)", r"\1", same[-1].command) if same else "-"
    return found


def _still_differ(same: Sequence[Run]) -> set[str]:
    """Return the commands whose output differed in the last run of them."""
    differ: set[str] = set()
    for one in same:
        only = re.search(r"--only (\w+)", one.command)
        again = {name for name in differ if only is None or name.startswith(only[1])}
        differ = (differ - again) | {text.split(":")[0] for text in one.failed}
    return differ


def table(lang: str) -> str:
    """Return every run as a row: when, at which commit, by which command, of which numbers."""
    head = {
        "en": ("Day", "Commit", "Command", "Tried", "Wrong"),
        "id": ("Hari", "Commit", "Perintah", "Dicoba", "Salah"),
    }
    rows = [f"| {' | '.join(head[lang])} |", "|---|---|---|---:|---:|"]
    for kind in (*KINDS, *(f"fuzz {name}" for name in FUZZ)):
        for one in runs(kind):
            tried = one.figures.get("inputs", one.last - one.first)
            rows.append(f"| {one.day} | {one.revision} | `{one.command}` | {tried:,} | {len(one.failed)} |")
    return "\n".join(rows) + "\n"


def fuzzed() -> tuple[int, int]:
    """Return how many inputs the fuzzer has tried on how many readers."""
    tried = [total(f"fuzz {name}").get("inputs", 0) for name in FUZZ]
    return sum(tried), sum(bool(n) for n in tried)


def noticed(one: Score) -> int:
    """Return how many mutants were noticed, by a failing test or by work that did not end."""
    return one.killed + one.timed_out


def scores(lang: str) -> str:
    """Return the score of each module that was begun, and of all together."""
    head = {
        "en": ("Module", "Mutants", "Tried", "Noticed", "Reached by no narrow test", "Survived"),
        "id": ("Modul", "Mutan", "Dicoba", "Ketahuan", "Tidak tercapai uji sempit", "Lolos"),
    }
    rows = [f"| {' | '.join(head[lang])} |", "|---|---:|---:|---:|---:|---:|"]
    for one in kept().values():
        numbers = (one.mutants, one.tried, noticed(one), one.untested, len(one.survived))
        rows.append(f"| `{one.module}` | {' | '.join(map(str, numbers))} |")
    return "\n".join(rows) + "\n"


def sentence(lang: str) -> str:
    """Return the score in a sentence, as the READMEs tell it."""
    some = list(kept().values())
    tried, caught = sum(s.tried for s in some), sum(map(noticed, some))
    reached = tried - sum(s.untested for s in some)
    share = f"{100 * caught / reached:.0f}" if reached else "-"
    modules = ", ".join(f"`{s.module}` ({s.tried}/{s.mutants})" for s in some) or "-"
    return {
        "en": f"Of {tried} mutants tried so far, in {modules}, tests notice {caught}: {share} % of those they reach. "
        "The other modules are not tried yet; see [how it is tested](docs/assurance.md).",
        "id": f"Dari {tried} mutan yang dicoba sejauh ini, di {modules}, uji menangkap {caught}: {share} % dari yang "
        "tercapai. Modul lain belum dicoba; lihat [bagaimana ini diuji](docs/assurance.id.md).",
    }[lang]


def fill(text: str, said: Mapping[str, object]) -> str:
    """Return `text` with its places filled, 0 where nothing was run, and its paragraphs wrapped."""
    full = re.sub(r"\{(\w+)\}", lambda m: str(said.get(m[1], "0")), text)
    parts = [part.strip("\n") for part in full.split("\n\n")]
    return "\n\n".join(part if part.startswith(("#", "|")) else wrapped(part).rstrip() for part in parts) + "\n"


def wrapped(text: str) -> str:
    """Return a paragraph in lines of 120 characters."""
    return textwrap.fill(" ".join(text.split()), 120, break_long_words=False, break_on_hyphens=False) + "\n"


def main() -> None:
    """Write the pages and the sentences in the READMEs."""
    inputs, readers = fuzzed()
    filled = {**figures(), "fuzz_inputs": f"{inputs:,}", "fuzz_readers": f"{readers}/{len(FUZZ)}"}
    names = {"en": "assurance.md", "id": "assurance.id.md"}
    for lang, name in names.items():
        text = (ROOT / "docs" / "assurance" / f"{lang}.txt").read_text(encoding="utf-8")
        marks = str.maketrans(",", "." if lang == "id" else ",")
        told = {key: value if key == "same_pythons" else str(value).translate(marks) for key, value in filled.items()}
        said = {**told, "runs": table(lang), "scores": scores(lang), "score": sentence(lang).replace("docs/", "")}
        (ROOT / "docs" / name).write_text(fill(text, said), encoding="utf-8")
        readme = ROOT / {"en": "README.md", "id": "README.id.md"}[lang]
        before, rest = readme.read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        readme.write_text(f"{before}{MARKS[0]}\n{wrapped(sentence(lang))}{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
