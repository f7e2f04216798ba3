"""Work an import out, in a process of its own: ``python -m diagnose.web.imports.work FOLDER CASE LANG``.

Files are strangers'; what reads them may need memory and time, or end. The pages get the outcome as JSON.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from diagnose.case import bare_region, case_text, label, parse_case, register_file
from diagnose.common import InputError, Problem, Tree, per_pack, shown, words
from diagnose.intake import Intake, Suggestion, Wanted, confirmed, named, once, read_case, suggestions, unresolved
from diagnose.intake import with_kinds as of_kinds
from diagnose.intake.decree import OPEN, proposal_at, proposal_text, propose
from diagnose.intake.join import Clash, Gathered, came_of, clash_told, counted, gather, in_short, plain, read_files
from diagnose.intake.join import settled as decided
from diagnose.intake.tables.content import tables_file
from diagnose.web.imports.outcome import ClashTold, FileTold, NameAsked, Outcome
from diagnose.web.imports.store import FILES, PROPOSAL, STATE, Held


def work_out(folder: Path, case: Path, lang: str) -> Outcome:
    """Return what the import in `folder` would make of the case file `case`.

    Raises:
        InputError: the case cannot be read.
    """
    held = Held.model_validate_json((folder / STATE).read_bytes())
    base = read_case(case)
    os.chdir(folder / FILES)  # files then go by their bare names in every sentence
    reading = _Reading(held, base, lang)
    gathered = reading.joined()
    files = tuple(reading.told(name, gathered) for name in held.kinds)
    if gathered is None:
        return Outcome(files=files, names=reading.asked(), problems=tuple(p.text(lang) for p in reading.problems))
    by_path = {clash.path: clash for clash in gathered.clashes}
    done = decided(gathered.case, by_path, held.counts)
    text = case_text(done, case, case, "")
    parse_case(text, shown(case))  # a case once written always loads
    facts = done.facts.values()
    return Outcome(
        files=files,
        names=reading.asked(),
        clashes=tuple(_clash(clash, gathered, lang) for clash in gathered.clashes),
        problems=tuple(p.text(lang) for p in reading.problems),
        known=sum(fact.known for fact in facts),
        asked=len(facts),
        new=done.tree.data != base.data,
        text=text,
    )


class _Reading:
    """Reads what can be read; a file that cannot, or has a name that nobody knows, keeps none of the others back."""

    def __init__(self, held: Held, base: Tree, lang: str) -> None:
        self.held, self.base, self.lang = held, base, lang
        self.kinds: dict[str, str] = {}
        self.wrong: dict[str, list[Problem]] = {}
        self.waiting: set[str] = set()
        self.names: dict[str, str] = {}  # each with where it stands first
        self.problems: list[Problem] = []

    def joined(self) -> Gathered | None:
        intakes = self._intakes([w for name, kind in self.held.kinds.items() if (w := self._wanted(name, kind))])
        region = bare_region(str((self.base.data.get("region") or {}).get("name", "")))
        said = self._said(region)
        while intakes:
            try:
                return gather(self.base, intakes, said)
            except InputError as error:
                open_ = unresolved(error.problems)
                for name, place in open_.items():
                    self.names.setdefault(name, str(place))
                known = [p for p in error.problems if str(p.values.get("given")) not in open_]
                left = [i for i in intakes if i.tree.file not in {_file(p) for p in error.problems}]
                if len(left) == len(intakes):
                    self.problems += once(error.problems)
                    return None
                self._note(known)
                self.waiting |= {_file(p) for p in error.problems}
                intakes = left
        return None

    def _wanted(self, name: str, kind: str) -> Wanted | None:
        """Return a file with its kind; of a decree the proposal that is read from it, once."""
        path = Path(name)
        try:
            found = of_kinds([Wanted(path, kind)])[0]
            self.kinds[name] = found.kind
            if found.kind != "sk":
                return found
            proposed = Path(f"{name}{PROPOSAL}")
            if not proposed.exists():
                proposed.write_text(proposal_text(propose(path), self.lang), encoding="utf-8")
            return Wanted(proposed, "proposal")
        except InputError as error:
            self.wrong[name] = list(error.problems)
            return None

    def _intakes(self, asked: list[Wanted]) -> list[Intake]:
        while asked:
            try:
                return read_files(asked, self.base, None, None, {}, self.lang)
            except InputError as error:
                files = {problem.place.file for problem in error.problems}
                left = [w for w in asked if str(w.path) not in files]
                if len(left) == len(asked):
                    self.problems += error.problems
                    return []
                self._note(error.problems)
                asked = left
        return []

    def _note(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            self.wrong.setdefault(_file(problem).removesuffix(PROPOSAL), []).append(problem)

    def _said(self, region: str) -> list[Suggestion]:
        found = []
        for name, typed in self.held.names.items():
            try:
                found.append(confirmed(f"{name}={typed}", region))
            except InputError as error:
                self.problems += error.problems
        return found

    def asked(self) -> tuple[NameAsked, ...]:
        return tuple(
            NameAsked(name=name, at=at, options=tuple((s.typed, named(s, self.lang)) for s in suggestions(name)))
            for name, at in self.names.items()
        )

    def told(self, name: str, gathered: Gathered | None) -> FileTold:
        kind = self.kinds.get(name, "")
        proposal = name if kind == "proposal" else f"{name}{PROPOSAL}" if kind == "sk" else ""
        lines = proposal_at(Path(proposal)).all if proposal and Path(proposal).exists() else ()
        parts = gathered.parts if gathered else ()
        # exports of answers are read as one, and told together
        part = next((p for p in parts if {name, proposal} & set(p.file.split(", "))), None)
        return FileTold(
            file=name,
            kind=kind,
            kind_name=kind_names(self.lang).get(kind, ""),
            came_of=came_of(part, self.lang) if part else "",
            counted=counted(part, self.lang) if part else "",
            doubts=tuple(p.text(self.lang) for p in part.doubts) if part else (),
            problems=tuple(p.text(self.lang) for p in self.wrong.get(name, ())),
            waits=bool({name, proposal} & {f for files in self.waiting for f in files.split(", ")}),
            proposal=proposal if lines else "",
            left=sum(block.confirm == OPEN for block in lines),
            lines=len(lines),
        )


def _file(problem: Problem) -> str:
    """Return the file that a problem is in; a place in a workbook names sheet and cell after it."""
    return problem.place.file.partition("!")[0]


def _clash(clash: Clash, gathered: Gathered, lang: str) -> ClashTold:
    register = gathered.case.register
    return ClashTold(
        path=clash.path,
        name=label(clash.path, lang, register) or clash.path,
        outcome=clash.outcome,
        sentence=clash_told(clash, register, lang),
        ours=in_short(clash.said[0], lang),
        theirs=in_short(clash.said[1], lang),
        ours_at=str(clash.ours),
        theirs_at=str(clash.theirs),
        decidable=clash.outcome == "disputed" and all(plain(said) is not None for said in clash.said),
    )


@per_pack
def kind_names(lang: str) -> dict[str, str]:
    """Return what each kind of import is called."""
    w = words(lang)
    general = {kind: w[f"web.kind.{kind}"] for kind in ("workbook", "answers", "sk", "proposal", "case")}
    named = {kind: found.document.get(lang) for kind, found in tables_file().kinds.items()}
    return general | {kind: said.partition(" ({0})")[0] for kind, said in named.items()}  # without the file it is of


def main() -> None:
    """Print the outcome, or what is wrong as the command would."""
    folder, case, lang = sys.argv[1:4]
    try:
        outcome = work_out(Path(folder).resolve(), Path(case).resolve(), lang)
    except InputError as error:
        sys.stderr.write(error.text(lang) + "\n")
        sys.exit(2)
    sys.stdout.write(outcome.model_dump_json())


if __name__ == "__main__":
    register_file()
    main()
