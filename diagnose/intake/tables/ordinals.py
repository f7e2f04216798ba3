"""Numbers that only count: of the columns, in a row below the titles, or of the rows themselves."""

import re
from collections.abc import Sequence
from itertools import pairwise

ORDINAL = re.compile(
    r"(?:kol(?:om)?\.?\s?)?[\[(-]?(\d{1,3}|[a-z]|[ivx]{1,5})[\])-]?[.)]?(?:\s*[=:(].*)?", re.IGNORECASE
)
_SERIES = ("a b c d e f g h i j k l m n o p q r s t u v w x y z ", "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv ")


def numbers_columns(texts: Sequence[str], *, named: bool, first: bool) -> bool:
    """Tell whether `texts`, all that a row says, only number columns: 1 2 3, (a) (b), I II, [1] [2], 4 = 2 + 3.

    `named` tells that the cell where a name would stand says something, `first` that no row of data came before.
    """
    found = [m[1].casefold() for text in texts if (m := ORDINAL.fullmatch(text.replace(" ", "")))]
    if len(found) < 2 or len(found) < len(texts):
        return False
    if all(number.isdigit() for number in found):
        rising = all(int(a) < int(b) for a, b in pairwise(found))
        return named or (first and rising)
    return first and any("".join(f"{s} " for s in found) in series for series in _SERIES)
