"""A bar on stderr while many rows are read, where somebody looks at it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from diagnose.common import words
from diagnose.intake.files import Row, watching

_EVERY = 1_000  # rows between two looks at the bar


@contextmanager
def shown_progress(lang: str) -> Iterator[None]:
    """Show how many rows of which file are read; nothing where stderr is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:

        def watch(rows: Iterator[Row], file: str) -> Iterator[Row]:
            task = bar.add_task(words(lang)["import.reading"].format(file), total=None)
            for number, row in enumerate(rows):
                if number % _EVERY == 0:
                    bar.update(task, completed=number)
                yield row
            bar.remove_task(task)

        with watching(watch):
            yield
