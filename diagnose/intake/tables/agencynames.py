"""Names of agencies, where they stand as headings among other names."""

from diagnose.case import plain_name, register_file


def is_agency(name: str) -> bool:
    """Tell whether a text in a column of names is the name of an agency."""
    file, plain = register_file(), plain_name(name)
    begins = file.beginning(plain)
    own = begins is not None and begins not in file.naming.one_of_many
    return own or file.has(name) or plain.startswith(tuple(f"{kind} " for kind in file.naming.kinds))
