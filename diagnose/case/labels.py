"""What each fact is called where people read it, in both languages."""

from collections.abc import Mapping

from diagnose.case.blocks import FactBlock, FieldBlock, GroupBlock, ListBlock, RosterBlock, SurveyBlock
from diagnose.case.questionnaire import named_lists, questionnaire
from diagnose.case.register import Register
from diagnose.case.shape import Node, node_at
from diagnose.case.vocabulary import vocabulary
from diagnose.common import LANGUAGES, Text, lowered, per_pack, words


def pattern_of(path: str) -> str:
    """Return `path` with ``[*]`` for what stands between its first ``[`` and its last ``]``."""
    whole, key, rest = _split(path)
    return path if key is None else f"{whole}[*]{rest}"


@per_pack
def labels() -> Mapping[str, Text]:
    """Return what facts, lists and sections are called, by their path with ``[*]`` for entries.

    ``{0}``, ``{1}``, ``{2}`` are the parts of the key of an entry, in the order of the path.
    """
    found: dict[str, Text] = {}
    for block in vocabulary().blocks:
        if isinstance(block, FactBlock):
            found[block.fact] = block.name
        elif isinstance(block, GroupBlock) and block.name is not None:
            found[block.group] = block.name
        elif isinstance(block, ListBlock):
            found |= {block.list: block.name, f"{block.list}[*]": block.entry}
        elif isinstance(block, RosterBlock):
            at = f"{block.roster}.agencies"
            found |= {at: block.name, f"{at}[*]": block.entry, f"{block.roster}.others": block.others}
        elif isinstance(block, SurveyBlock):
            at = f"{block.survey}.items"
            found |= {block.survey: block.name, at: block.items, f"{at}[*]": block.item}
    return found


def label(path: str, lang: str, register: Register) -> str | None:
    """Return what the fact at `path` is called in the language `lang`; None where no label fits it.

    Agencies are named as `register` has them for the case, questions, obstacles and suggestions as the questionnaire
    has them, codes in words.
    """
    text = labels().get(pattern_of(path))
    whole, key, _ = _split(path)
    if text is None or key is None:
        return text.get(lang) if text else None
    holder = node_at(whole)
    if holder is None or holder.entry is None:
        return None
    names = holder.key or (holder.name,)
    parts = key.rsplit(" ", len(names) - 1)  # only the first part may be free text
    if len(parts) != len(names):
        return None
    said = text.get(lang).format(*(_word(holder, n, p, lang, register) for n, p in zip(names, parts, strict=True)))
    return said[:1].upper() + said[1:]


@per_pack
def _field_names() -> Mapping[str, Text]:
    return {block.field: block.name for block in vocabulary().blocks if isinstance(block, FieldBlock)}


def field_label(path: str, lang: str, register: Register) -> str | None:
    """Return what a plain field of an entry is called: the entry, then the field; None where `path` is none such."""
    name, entry = _field_names().get(pattern_of(path)), path.rpartition(".")[0]
    whole = label(entry, lang, register) if name else None
    if name is None or whole is None:
        return None
    return f"{whole}: {lowered(name.get(lang))}"


@per_pack
def code_names() -> Mapping[str, Text]:
    """Return what the codes that facts take mean, whatever fact takes them."""
    found = {"-": Text(**{lang: words(lang)["key.none"] for lang in LANGUAGES})}
    for block in vocabulary().blocks:
        if isinstance(block, FactBlock | FieldBlock):
            found |= {code: text for code, text in block.choices.items() if code not in found}
    return found


def section_name(name: str, lang: str) -> str:
    """Return what the part of a case called `name` is called in a few words."""
    block = vocabulary().by_path.get(name)
    text = getattr(block, "short", None) or getattr(block, "name", None) or getattr(block, "heading", None)
    return text.get(lang) if isinstance(text, Text) else name.replace("_", " ")


def _split(path: str) -> tuple[str, str | None, str]:
    """Return the path of a list, the key of the entry (None where `path` has none), and what follows."""
    whole, _, inside = path.partition("[")
    key, closed, rest = inside.rpartition("]")
    return (whole, key, rest) if closed else (path, None, "")


def _word(holder: Node, name: str, part: str, lang: str, register: Register) -> str:
    """Return one part of the key of an entry of `holder` in words."""
    if holder.kind == "roster":
        return register.name(part)
    if holder.kind == "mapping":
        question = questionnaire().by_id.get(part)
        return _bare(question.question.get(lang) if question else None, part)
    field = holder.entry.children[name] if holder.entry is not None else holder
    if field.value == "agency":
        return register.name(part)
    if part == "-":
        return code_names()[part].get(lang)
    if isinstance(field.block, FieldBlock) and field.block.named_in:
        return _bare(next((n.name.get(lang) for n in named_lists()[holder.path] if n.id == part), None), part)
    if field.value == "text" and not field.open:
        return part
    text = field.codes.get(part)
    return _bare(text.get(lang) if text else None, part)


def _bare(said: str | None, part: str) -> str:
    return said if said is not None else part.replace("_", " ")
