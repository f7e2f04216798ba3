"""What knows no subject: places and problems, words, YAML with lines, strict models, figures, archives."""

from diagnose.common import figures
from diagnose.common.archives import MOST_UNPACKED, dangers, repacked
from diagnose.common.caching import cached_property
from diagnose.common.content import (
    PACK_VARIABLE,
    content_file,
    content_files,
    folder,
    pack_in_use,
    pack_root,
    per_pack,
    shown,
    template,
    template_folders,
    use_pack,
)
from diagnose.common.contenttree import read_content
from diagnose.common.figures import whole_number
from diagnose.common.files import write_file
from diagnose.common.keeping import kept
from diagnose.common.layout import WIDTH, heading, render, table, wrapped
from diagnose.common.locking import locked
from diagnose.common.naming import Names, meant, the_one_meant
from diagnose.common.problems import EngineError, InputError, KonvergensiError, Place, Problem, nearest
from diagnose.common.putting import Mark, begun, fresh, mark, permissions, put, take
from diagnose.common.strict import Strict
from diagnose.common.validation import types_below, validate
from diagnose.common.wording import (
    HOLDER,
    LANGUAGES,
    OPTIONAL,
    PLACEHOLDER,
    SIZE,
    TERM,
    Text,
    joined,
    lowered,
    of_unit,
    printable,
    words,
)
from diagnose.common.yamltree import Path_, Tree, as_yaml, parse_yaml, read_yaml

__all__ = [
    "HOLDER",
    "LANGUAGES",
    "MOST_UNPACKED",
    "OPTIONAL",
    "PACK_VARIABLE",
    "PLACEHOLDER",
    "SIZE",
    "TERM",
    "WIDTH",
    "EngineError",
    "InputError",
    "KonvergensiError",
    "Mark",
    "Names",
    "Path_",
    "Place",
    "Problem",
    "Strict",
    "Text",
    "Tree",
    "as_yaml",
    "begun",
    "cached_property",
    "content_file",
    "content_files",
    "dangers",
    "figures",
    "folder",
    "fresh",
    "heading",
    "joined",
    "kept",
    "locked",
    "lowered",
    "mark",
    "meant",
    "nearest",
    "of_unit",
    "pack_in_use",
    "pack_root",
    "parse_yaml",
    "per_pack",
    "permissions",
    "printable",
    "put",
    "read_content",
    "read_yaml",
    "render",
    "repacked",
    "shown",
    "table",
    "take",
    "template",
    "template_folders",
    "the_one_meant",
    "types_below",
    "use_pack",
    "validate",
    "whole_number",
    "words",
    "wrapped",
    "write_file",
]
