"""What is meant by a name that was typed: an id, a name in either language, or any part that fits one thing alone."""

import re
from collections.abc import Mapping, Sequence

from diagnose.common.problems import InputError, Place, Problem, nearest

Names = Mapping[str, Sequence[str]]  # what each id is called

_SHOWN = 8  # of several things that fit
_BETWEEN = re.compile(r"[\s_.:/-]+")


def meant(given: str, *tiers: Names) -> tuple[str, ...]:
    """Return the ids that `given` can mean, in any case of its letters.

    The one of that id; else those so called; else those of which each word of `given` is a part of the id or a name.
    Words that begin so come before words that hold it, and of `tiers` the first before the next.
    """
    plain = _plain(given)
    if not plain:
        return ()
    every = {key: names for tier in tiers for key, names in tier.items()}
    if exact := [key for key in every if key.casefold() == given.strip().casefold()]:
        return (exact[0],)
    if called := [key for key, names in every.items() if plain in map(_plain, (key, *names))]:
        return tuple(called)
    texts = [{key: [_plain(text) for text in (key, *names)] for key, names in tier.items()} for tier in tiers]
    for fits in (_begins, _holds):
        for tier_texts in texts:
            if found := [key for key, own in tier_texts.items() if any(fits(text, plain) for text in own)]:
                return tuple(found)
    return ()


def the_one_meant(given: str, place: Place, unknown: str, *tiers: Names) -> str:
    """Return the id that `given` means, as `meant`.

    Raises:
        InputError: it means nothing (the problem `unknown`, with the nearest id or name), or several things, all told.
            A thing and parts of it (``goals``, ``goals.range``) are no several things: the whole is meant.
    """
    found = meant(given, *tiers)
    for whole in found:
        if all(other == whole or other.startswith(f"{whole}.") for other in found):  # a thing goes before its parts
            return whole
    every = {key: names for tier in reversed(tiers) for key, names in tier.items()}  # the first tier's name is told
    if not found:
        near = nearest(given, [*every, *(name for names in every.values() for name in names)])
        raise InputError([Problem(place, unknown, {"given": given, "near": near})])
    told = [f"{key} ({every[key][0]})" if every[key] else key for key in found[:_SHOWN]]
    more = ["..."] if len(found) > _SHOWN else []
    raise InputError([Problem(place, "name_fits_several", {"given": given, "expected": (*told, *more)})])


def _plain(text: str) -> str:
    return " ".join(_BETWEEN.split(text.casefold())).strip()


def _begins(text: str, plain: str) -> bool:
    return f" {text}".find(f" {plain}") >= 0


def _holds(text: str, plain: str) -> bool:
    return all(word in text for word in plain.split())
