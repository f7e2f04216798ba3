"""What marks the parts of a form, for those who write it and those who read it.

Column A, hidden, says what a row is: the path of a fact, ``#facts`` and ``#list`` before a block, ``#text`` for what is
only read. So a sheet can be renamed, and its rows and columns moved, and still be understood.
"""

from diagnose.case import Field, Table

FORM = "konvergensi"  # says in the hidden sheet whose form it is
PART = "agency"  # and of which agency, where it holds no more than that one can answer
DOCUMENT = "document:"  # before the code of a document of the case that it was made for
CHOICES, META = "_pilihan", "_meta"  # the hidden sheets
LISTS = "#choices"  # in the first cell of a sheet that holds nothing to read
FACTS, LIST, TEXT, END = "#facts", "#list", "#text", "#end"
MATRIX, RESPONDS = "#questionnaire", "#responds"
OPD, WAY = "opd", "way"
DONT_KNOW = "dont_know"
ANSWERS, TALLY = "answers", "tally"  # the two ways in which a case knows answers
JOIN = " / "  # between the parts of what tells an entry from others

DETAILS = Table("details", tuple(Field(n, "text", required=n != "entry") for n in ("list", "entry", "cell")), ())
CLAIMS = Table(
    "disputes",
    (
        *DETAILS.fields,
        Field("claim", "text", required=True),
        Field("counts", "flag"),
    ),
    (),
)
_OF_CELL = (Field("source", "text"), Field("year", "count", low=1990, high=2100), Field("note", "text"))


def with_about(table: Table) -> Table:
    """Return the table of a sheet on single cells with what is said about a cell; the side of a dispute has no note."""
    return Table(table.path, (*table.fields, *(f for f in _OF_CELL if f.name != "note" or table is DETAILS)), ())
