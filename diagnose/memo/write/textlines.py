"""Parts of a memo as lines of plain text: what the forms without typefaces have in common."""

from diagnose.common import words
from diagnose.memo.content import Aspect, Memo, kinds, levels, meaning, named, rungs, second_meaning
from diagnose.memo.pictures import clean, picture
from diagnose.memo.write import head as heads

_CELLS = {"below": "■", "here": "■", "open": "?", "gained": "▲", "perhaps": "?", "lost": "▼", "none": "□"}


def cells(aspect: Aspect) -> str:
    """Return the ladder of `aspect` in four characters: ``■■▲□``."""
    return "".join(_CELLS[r.kind] for r in rungs(aspect.stands, aspect.then))


def ladder_rows(memo: Memo) -> list[tuple[str, str, str]]:
    """Return a row for each dimension (no cells) and aspect: name, cells, level."""
    rows = []
    for dimension in memo.dimensions:
        rows.append((clean(dimension.name), "", levels(dimension)))
        rows += [(clean(named(a)), cells(a), levels(a)) for a in dimension.aspects]
    return rows


def legend(memo: Memo) -> str:
    """Return what the characters of `cells` mean."""
    w, other = words(memo.lang), [kind for kind in kinds(memo) if kind not in ("here", "below", "perhaps")]
    told = [w["picture.reached"], *(meaning(kind, memo.lang) for kind in other), second_meaning(memo)]
    return "; ".join(filter(None, told))


def signature(memo: Memo) -> list[str]:
    """Return the lines of the signature, with room to sign."""
    s = heads.signature(memo)
    nip = f"NIP {s.nip}" if s.nip else ""
    above = [clean(line) for line in (s.place, s.position) if line]
    return [*above, "", "", *(clean(line) for line in (s.name, s.rank, nip) if line)]


def copies(memo: Memo) -> tuple[str, list[str]]:
    """Return the label of the copies and who gets them, where they stand at the foot."""
    own = memo.letterhead
    listed = own.copies if own.copies_at == "foot" else ()
    return words(memo.lang)["memo.copies"], [clean(copy) for copy in listed]


def described(memo: Memo, name: str, arguments: tuple[str, ...]) -> str:
    """Return what the picture shows, in words; empty where there is nothing to show."""
    found = picture(name, memo, arguments)
    return f"{words(memo.lang)['picture.picture']}: {found.title}. {found.description}." if found else ""
