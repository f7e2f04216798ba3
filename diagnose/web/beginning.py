"""A new case from a form, as the command makes one: what is asked, what was typed, what is wrong with it."""

from collections.abc import Mapping

from diagnose.analysis.ask import blank, file_name, needed, new_text, prompts, put
from diagnose.case import BadAnswer, parse
from diagnose.web.pages import Page
from diagnose.web.saving import save
from diagnose.web.workspace import CASES


def begun(page: Page, form: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Make the case that `form` tells of; return its name, and what is wrong by the path of what was typed.

    Raises:
        InputError: it cannot be written.
    """
    data, wrong = blank(), dict[str, str]()
    for prompt, path in prompts(page.lang):
        typed = form.get(path, "").strip()
        if not typed:
            wrong |= {path: page.words["new.needed"]} if needed(path) else {}
            continue
        try:
            problem = put(data, path, parse(typed, prompt.kind, page.lang), page.lang)
        except BadAnswer as error:
            problem = str(error)
        wrong |= {path: problem} if problem else {}
    name = file_name(data)
    if not wrong and name in page.desk.workspace.cases():
        wrong["region.name"] = page.words["web.case_there"].format(name)
    if not wrong:
        save(page.desk.workspace.root / CASES / f"{name}.yaml", new_text(data, page.lang).encode(), new=True)
    return name, wrong
