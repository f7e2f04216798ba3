"""The style sheet of memos as web pages: for the screen, for a phone and for paper."""

from diagnose.common import words
from diagnose.memo.content import PAPER_CM, Letterhead
from diagnose.memo.pictures import COLOURS, GAIN, LOSS
from diagnose.memo.write.typefaces import faces_of

_SHEET = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;color-scheme:light}
body{margin:0;background:#fff;color:#1a1a1a;line-height:1.45;overflow-wrap:anywhere}
main{max-width:48rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
h1{font-size:1.2em;text-align:center;margin:1em 0 .8em}
h2{font-size:1.08em;margin:1.4em 0 .4em}
h3,h4,h5,h6{font-size:1em;margin:1.1em 0 .3em;font-style:italic}
p{margin:.6em 0}
ul,ol{margin:.5em 0;padding-left:1.7em}
@counter-style decimal-paren{system:extends decimal;suffix:") "}
@counter-style alpha-paren{system:extends lower-alpha;suffix:") "}
ol.paren{list-style-type:decimal-paren}
ol.paren[type=a]{list-style-type:alpha-paren}
li{margin:.25em 0}
li>p:first-child{margin-top:0}
hr{border:0;border-top:1px solid #767676;margin:1.2em 0}
.letterhead{text-align:center;border-bottom:3px double #1a1a1a;padding-bottom:.5em;margin-bottom:1em}
.letterhead p{margin:0}
.letterhead .agency{font-weight:bold;font-size:1.15em}
.letterhead .address{font-size:.85em}
.head{border-bottom:1px solid #1a1a1a;padding-bottom:.7em;margin:0 0 1em;display:grid;
grid-template-columns:max-content 1fr;column-gap:.6em;row-gap:.15em}
.head dt,.head dd{margin:0}
.head dd::before{content:": "}
.scroll{overflow-x:auto;margin:.9em 0}
table{border-collapse:collapse;width:100%;font-size:.92em}
th,td{border:1px solid #767676;padding:.25em .45em;text-align:left;vertical-align:top;overflow-wrap:break-word}
thead th{background:#eef0f2}
.right{text-align:right}.center{text-align:center}
.ladder{table-layout:fixed;min-width:29rem}
.ladder td,.ladder thead th+th{text-align:center;vertical-align:middle;width:16%}
.ladder small{font-weight:normal;display:block}
.ladder .dimension th{background:#f6f7f8}
.ladder tbody th{font-weight:normal}
.ladder .dimension th{font-weight:bold}
.ladder .here{font-weight:bold;border:2.5px solid #1a1a1a}
.ladder .open{background:repeating-linear-gradient(135deg,#fff 0 5px,#d5d8db 5px 6px)}
.ladder .gained,.ladder .perhaps{border:2px dashed GAIN;color:GAIN;font-weight:bold}
.ladder .lost{border:2px dotted LOSS;color:LOSS;font-weight:bold}
.legend{font-size:.85em;margin:-.4em 0 1em}
figure{margin:1em 0;overflow-x:auto}
figure svg{display:block;width:100%;height:auto;min-width:29rem;max-width:42.5rem;margin:0 auto}
figcaption{font-weight:bold;font-size:.92em;margin-bottom:.5em}
.signature{margin:2.2em 0 1em auto;width:55%;min-width:14rem}
.signature p{margin:0}
.signature .space{height:4.2em}
.signature .name{font-weight:bold}
.note{font-size:.72em;vertical-align:super;line-height:0}
.notes{font-size:.85em;border-top:1px solid #767676;margin-top:2em}
a{color:#14487a}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media screen and (min-width:52rem){body{background:#e9ebed}main{background:#fff;margin:1.5rem auto;
padding:3rem 3.5rem;box-shadow:0 1px 6px rgba(0,0,0,.25)}}
@media screen and (max-width:36rem){.ladder{min-width:0;font-size:.8em}.ladder th,.ladder td{padding:.3em .25em}
.ladder thead th+th{padding:.3em 0}.ladder small{font-size:.72em}.signature{width:auto}
.cards thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.cards,.cards tbody,.cards tr,.cards td{display:block;text-align:left}
.cards tr{border:1px solid #767676;padding:.3em .6em;margin:.6em 0}.cards td{border:0;padding:.2em 0}
.cards td:empty{display:none}.cards td::before{content:attr(data-label) ": ";font-weight:bold}
.cards td[data-label=""]::before{content:none}}
@media print{body{line-height:1.28}main{max-width:none;padding:0}th,td{padding:.18em .4em}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.scroll,figure{overflow:visible}figure svg{min-width:0}.ladder{min-width:0}thead{display:table-header-group}
tr,figure,.ladder,.signature,.copies,.letterhead,.head{break-inside:avoid}.signature,.copies{break-before:avoid}
h1,h2,h3,h4,h5,h6,p:has(+ul,+ol,+.scroll,+figure){break-after:avoid}
p,li{orphans:2;widows:2}.break{break-before:page}a{color:inherit;text-decoration:none}}
"""


def style(own: Letterhead, lang: str) -> str:
    """Return the style sheet for the paper, margins, typeface and size of `own`."""
    wide, high = PAPER_CM[own.paper]
    m = own.margins
    before, between = words(lang)["picture.page"].split("{0}")
    middle = between.partition("{1}")[0]
    faces = ",".join(f'"{face}"' for face in faces_of(own.typeface))
    levels = "".join(
        f".ladder .below.l{n},.ladder .here.l{n}{{background:{fill};color:{ink}}}" for n, (fill, ink) in COLOURS.items()
    )
    sheet = _SHEET.replace("GAIN", GAIN).replace("LOSS", LOSS).replace("\n", "")
    return (
        f"body{{font-family:{faces},sans-serif;font-size:{own.size:g}pt}}{sheet}{levels}"
        f"@page{{size:{wide * 10:g}mm {high * 10:g}mm;"
        f"margin:{m.top:g}cm {m.right:g}cm {m.bottom:g}cm {m.left:g}cm;"
        f'@bottom-center{{content:"{before}" counter(page) "{middle}" counter(pages);font-size:9pt}}}}'
    )
