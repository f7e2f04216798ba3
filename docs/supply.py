"""The chain of supply: sizes and licences of what is installed, a bill of materials, and known vulnerabilities.

python docs/supply.py                  # docs/supply.md, docs/supply.id.md and the sizes in the READMEs
python docs/supply.py --bill FILE      # a bill of materials (CycloneDX, JSON) of all locked libraries
python docs/supply.py --audit          # known vulnerabilities, where a database can be reached
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-serve.lock", "requirements-dev.lock", "requirements-build.lock")
USED = ("memo", "office", "plan", "serve", "columns", "portfolio", "cluster", "agree")  # what a user installs
MARKS = "<!-- sizes -->", "<!-- /sizes -->"
MEGABYTE = 1_000_000


def closure(wanted: Iterable[str]) -> dict[str, Distribution]:
    """Return the installed libraries that `wanted` come to, with all that they need, by name."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(text) for text in wanted]
    while waiting:
        requirement = waiting.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        inside = [{**default_environment(), "extra": extra} for extra in requirement.extras or {""}]
        if requirement.marker and not any(requirement.marker.evaluate(each) for each in inside):  # type: ignore[arg-type]
            continue
        if name in found:
            continue
        try:
            found[name] = distribution(requirement.name)
        except PackageNotFoundError:
            continue
        for text in found[name].requires or ():
            needed = Requirement(text)
            if needed.marker is None or any(needed.marker.evaluate(each) for each in inside):  # type: ignore[arg-type]
                needed.marker = None
                waiting.append(needed)
    return found


def size(libraries: Iterable[Distribution]) -> int:
    """Return how many bytes the files of `libraries` take."""
    files = [Path(str(one.locate_file(file))) for one in libraries for file in one.files or ()]
    return sum(file.stat().st_size for file in files if file.is_file())


def sizes() -> list[tuple[str, int, int]]:
    """Return for the program and each extra its name, how many libraries it adds and their bytes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    core = closure(project["dependencies"])
    rows = [("", len(core), size(core.values()))]
    for extra in USED:
        added = {n: d for n, d in closure(project["optional-dependencies"][extra]).items() if n not in core}
        rows.append((extra, len(added), size(added.values())))
    return rows


def licence(one: Distribution) -> str:
    """Return the licence that a library states, in the fewest words that it gives."""
    about: Message = one.metadata  # type: ignore[assignment]
    classified = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    stated = (about.get("License-Expression") or "", *classified, (about.get("License") or "").split("\n")[0])
    return next((text for text in stated if text and text != "OSI Approved"), "?")


def licences() -> list[tuple[str, str, str]]:
    """Return name, version and licence of every library that is locked and installed."""
    names = {m[1] for lock in LOCKS for m in re.finditer(r"^([\w.-]+)==", (ROOT / lock).read_text(), re.M)}
    rows = []
    for name in sorted(names):
        try:
            one = distribution(name)
        except PackageNotFoundError:  # of another system, or another Python
            continue
        rows.append((name, one.version, licence(one)))
    return rows


def bill() -> str:
    """Return the bill of materials of all locked libraries, with their hashes, the same at any time."""
    with tempfile.TemporaryDirectory() as folder:
        joined = Path(folder, "locked.txt")
        joined.write_text("\n".join((ROOT / lock).read_text() for lock in LOCKS))
        made = subprocess.run(
            [sys.executable, "-m", "cyclonedx_py", "requirements", "--pyproject", str(ROOT / "pyproject.toml"),
             "--output-reproducible", "--of", "JSON", str(joined)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    content = json.loads(made.stdout)
    for part in content["components"]:  # where a library is fetched from is a matter of whoever installs it
        references = part.pop("externalReferences", [])
        hashes = [h for r in references for h in r.get("hashes", []) if r["type"] == "distribution"]
        part |= {"hashes": hashes} if hashes else {}
        part.pop("description", None)  # the line of the lock, hashes and all
    for tool in content["metadata"].get("tools", {}).get("components", ()):
        tool.pop("externalReferences", None)
    once = {(part["name"], part.get("version")): part for part in content["components"]}
    content["components"] = list(once.values())
    kept = {part["bom-ref"] for part in content["components"]}
    root = content["metadata"]["component"]["bom-ref"]
    content["dependencies"] = [d for d in content["dependencies"] if d["ref"] in kept or d["ref"] == root]
    return json.dumps(content, indent=1, sort_keys=True) + "\n"


def audit() -> int:
    """Tell which locked libraries have known vulnerabilities; plainly, where no database could be asked.

    Returns 1 where there are some, 2 where it is not known of all.
    """
    code = 0
    for lock in LOCKS:
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", "-r", str(ROOT / lock), "--disable-pip", "--no-deps", "-f", "json"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        try:
            found = json.loads(done.stdout)["dependencies"]
        except (ValueError, KeyError):
            why = "no database of vulnerabilities can be reached"
            if "No module named" in done.stderr:
                why = "pip-audit is not installed; `make supply` installs it"
            print(f"{lock}: NOT CHECKED, {why}")
            code = max(code, 2)
            continue
        bare = [one["name"] for one in found if "skip_reason" in one]
        known = [f"{o['name']} {o['version']}: {v['id']}" for o in found for v in o.get("vulns", ())]
        print(f"{lock}: {len(found) - len(bare)} libraries checked, {len(known)} vulnerabilities")
        print("".join(f"  {line}\n" for line in known), end="")
        if bare:
            print(f"  NOT CHECKED, the database knows nothing of them or cannot be reached: {len(bare)} libraries")
        code = 1 if known else max(code, 2 if bare else 0)
    return code


PAGES = {
    "supply.md": (
        """# What it is made of

[Bahasa Indonesia](supply.id.md)

Written by `python docs/supply.py`; nothing here is kept by hand. Every library is locked with its hashes, those that
build wheels too (`requirements-build.lock`). `make supply` also writes a bill of materials (CycloneDX) to `dist/` and
asks for known vulnerabilities; where no database of them can be reached, it says what it has not checked.

## Sizes

{sizes}
## Licences

| Library | Version | Licence |
|---|---|---|
{licences}""",
        "| Extra | Libraries more | MB |\n|---|---:|---:|\n",
        "the program itself",
    ),
    "supply.id.md": (
        """# Terbuat dari apa

[English](supply.md)

Ditulis oleh `python docs/supply.py`. Setiap pustaka dikunci dengan hash-nya, termasuk alat pembuat wheel
(`requirements-build.lock`). `make supply` juga menulis daftar komponen (CycloneDX) ke `dist/` dan menanyakan kerentanan
yang diketahui; bila tidak ada basis data yang terjangkau, disebutkan apa yang belum diperiksa.

## Ukuran

{sizes}
## Lisensi

| Pustaka | Versi | Lisensi |
|---|---|---|
{licences}""",
        "| Tambahan | Pustaka tambahan | MB |\n|---|---:|---:|\n",
        "program itu sendiri",
    ),
}
READMES = {"README.md": "supply.md", "README.id.md": "supply.id.md"}


def write() -> None:
    """Write the pages and the sizes in the READMEs."""
    measured = sizes()
    listed = "".join(f"| {name} | {version} | {stated} |\n" for name, version, stated in licences())
    tables = {}
    for page, (text, head, core) in PAGES.items():
        rows = (f"| {f'`{n}`' if n else core} | {count} | {bytes_ / MEGABYTE:.0f} |\n" for n, count, bytes_ in measured)
        tables[page] = head + "".join(rows)
        filled = text.format(sizes=tables[page], licences=listed)
        (ROOT / "docs" / page).write_text(filled, encoding="utf-8")
    for readme, page in READMES.items():
        before, rest = (ROOT / readme).read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        (ROOT / readme).write_text(f"{before}{MARKS[0]}\n{tables[page]}{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bill", type=Path)
    parser.add_argument("--audit", action="store_true")
    asked = parser.parse_args()
    if asked.audit:
        sys.exit(audit())
    if asked.bill:
        asked.bill.parent.mkdir(parents=True, exist_ok=True)
        asked.bill.write_text(bill(), encoding="utf-8")
    else:
        write()
