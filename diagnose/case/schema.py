"""The JSON Schema of a case, by which editors complete and check a case file.

Run as ``python -m diagnose.case.schema`` it writes ``facts/case.schema.json``; a test holds the two together.
"""

import json
import re
from typing import Any

from diagnose.case.blocks import RosterBlock
from diagnose.case.build import model_title, scales
from diagnose.case.model import case_model
from diagnose.case.questionnaire import named_lists, questionnaire
from diagnose.case.register import function_ids, register_file
from diagnose.case.shape import node_at
from diagnose.case.values import SYNONYMS
from diagnose.case.vocabulary import vocabulary
from diagnose.common import folder

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_GENERIC = re.compile(r"(Fact|Claim)_Annotated_([A-Za-z]+)_")  # the names pydantic makes up


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema of a case, with the questions, codes and agencies that the content files list."""
    schema = case_model().model_json_schema()
    definitions = schema["$defs"]
    for path, names in named_lists().items():
        node = node_at(path)
        entry = definitions.get(model_title(path))
        if node is not None and entry is not None:
            entry["properties"][node.key[0]]["enum"] = [named.id for named in names]
    survey = vocabulary().survey
    if survey is not None:
        definitions[model_title(survey)]["properties"]["items"]["propertyNames"] = {"enum": list(questionnaire().by_id)}
    definitions["LocalAgency"]["properties"]["same_as"]["examples"] = [a.id for a in register_file().agencies]
    definitions["LocalAgency"]["properties"]["functions"]["examples"] = [list(function_ids())]
    for block in vocabulary().blocks:
        if isinstance(block, RosterBlock):  # a bare list of names is taken too
            fields = definitions[model_title(block.roster)]["properties"]
            fields["agencies"] = {"anyOf": [fields["agencies"], {"type": "array", "items": {"type": "string"}}]}
    own = scales()
    for scale, words in SYNONYMS.items():  # another pack's scale may have the name of one that is here
        if scale.__name__ in definitions and own.get(scale.__name__, scale) is scale:
            definitions[scale.__name__]["enum"] += [word for word in words if isinstance(word, str)]
    short = {name: f"{match[1]}_{match[2]}" for name in definitions if (match := _GENERIC.match(name))}
    for name in [n for n in short if "Le_le_100_" in n]:
        short[name] = short[name].replace("float", "percent")
    text = json.dumps({"$schema": DRAFT, **_without_defaults(schema), "title": "Case"})
    for name in sorted(short, key=len, reverse=True):
        text = text.replace(name, short[name])
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def _without_defaults(thing: Any) -> Any:
    """Drop defaults, which only say that an absent fact is unknown, and generated titles."""
    if isinstance(thing, dict):
        named = "properties" in thing
        return {
            k: {n: _without_defaults(v) for n, v in thing[k].items()} if k == "properties" else _without_defaults(v)
            for k, v in thing.items()
            if k != "default" and not (k == "title" and (named or isinstance(v, str)))
        }
    return [_without_defaults(v) for v in thing] if isinstance(thing, list) else thing


def text() -> str:
    """Return the schema as it stands in the file."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    (folder("facts") / "case.schema.json").write_text(text(), encoding="utf-8")
