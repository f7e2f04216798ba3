"""The ladder as a native table of the PDF: text that can be searched and read aloud, not a picture."""

from diagnose.common import words
from diagnose.memo.content import LEVELS, Memo, Rung, legend, levels, named, rungs
from diagnose.memo.pictures import COLOURS, GAIN, LOSS, clean
from diagnose.memo.write.pdf.markup import call, text, together


def ladder(memo: Memo) -> str:
    """Return the Typst code of the ladder of `memo`."""
    w = words(memo.lang)
    grey = 'rgb("#f6f7f8")'
    names = [
        call(
            "align",
            "center",
            together([text(str(n), bold=True), "linebreak()", call("text", text(name), size="0.85em")]),
        )
        for n, name in zip(LEVELS, memo.level_names, strict=True)
    ]
    cells = [call("table.header", text(w["picture.aspect"], bold=True), *names, repeat="true")]
    for dimension in memo.dimensions:
        title = text(f"{clean(dimension.name)} ({levels(dimension)})", bold=True)
        cells.append(call("table.cell", title, colspan="5", breakable="false", fill=grey))
        for aspect in dimension.aspects:
            cells.append(call("table.cell", text(clean(named(aspect))), breakable="false"))
            cells += [_rung(r) for r in rungs(aspect.stands, aspect.then)]
    align = "(left + horizon, center + horizon, center + horizon, center + horizon, center + horizon)"
    table = call("table", *cells, columns="(2.7fr, 1fr, 1fr, 1fr, 1fr)", inset="3.5pt", align=align)
    told = call("par", call("text", text(legend(memo)), size="0.8em"))
    return call("block", together([table, told]), breakable="false", width="100%")


def _rung(rung: Rung) -> str:
    fill, ink = COLOURS[rung.level]
    named = {"breakable": "false"}
    if rung.kind in ("below", "here"):
        named["fill"] = f'rgb("{fill}")'
        colour = ink
    else:
        colour = {"gained": GAIN, "perhaps": GAIN, "lost": LOSS}.get(rung.kind, "#1a1a1a")
    if rung.kind == "here":
        named["stroke"] = "2pt + black"
    elif rung.kind in ("gained", "perhaps", "lost"):
        dash = "dotted" if rung.kind == "lost" else "dashed"
        named["stroke"] = f'(paint: rgb("{colour}"), thickness: 1.5pt, dash: "{dash}")'
    elif rung.kind == "open":
        slant = 'place(line(start: (0%, 100%), end: (100%, 0%), stroke: 0.5pt + rgb("#9a9a9a")))'
        named["fill"] = f"tiling(size: (5pt, 5pt), {slant})"
    mark = text(rung.mark, bold=rung.kind != "below") if rung.mark else "[]"
    if rung.kind == "open":
        mark = f"box(fill: white, outset: 2pt, {mark})"
    return call("table.cell", f'text(fill: rgb("{colour}"), {mark})', **named)
