"""The commands: what each is called, where it is, and what it is for, grouped by what one wants to do."""

from typing import NamedTuple


class Command(NamedTuple):
    """A command: its module in `diagnose.cli`, the function or Typer app there, and what it is for in two languages."""

    name: str
    module: str
    holds: str
    id: str
    en: str


class Group(NamedTuple):
    """Commands that serve one purpose, named in two languages."""

    id: str
    en: str
    commands: tuple[Command, ...]


GROUPS = (
    Group(
        "Mengumpulkan fakta",
        "Gather facts",
        (
            Command("baru", "new", "new_command", "Buat kasus baru: daerah dan tahunnya ditanyakan", "Make a new case"),
            Command(
                "import",
                "importing",
                "import_command",
                "Impor fakta dari Excel, kuesioner, SK, dan tabel",
                "Import Excel, answers, decrees and tables",
            ),
            Command(
                "form",
                "forms",
                "app",
                "Formulir untuk diisi: Excel, KoboToolbox, Google Forms",
                "Forms to fill: Excel, Kobo, Google",
            ),
            Command(
                "ask",
                "ask",
                "ask_command",
                "Jawab yang belum diketahui, tulis kasus baru",
                "Answer what is unknown, write a new case",
            ),
            Command(
                "agencies",
                "agencies",
                "agencies_command",
                "Bagaimana nama perangkat daerah dibaca",
                "How names of agencies are read",
            ),
            Command("check", "check", "check_command", "Periksa kelengkapan kasus", "Check how complete a case is"),
        ),
    ),
    Group(
        "Mendiagnosis",
        "Diagnose",
        (
            Command(
                "diagnose",
                "diagnosis",
                "diagnose_command",
                "Diagnosis satu kasus dari faktanya",
                "Diagnose one case from its facts",
            ),
            Command(
                "verify",
                "verify",
                "verify_command",
                "Buktikan ulang diagnosis dari buktinya",
                "Prove a diagnosis anew from its receipt",
            ),
            Command(
                "why",
                "explain",
                "why_command",
                "Mengapa demikian: dari tingkat sampai fakta",
                "Why it is so: from a level down to facts",
            ),
            Command(
                "why-not",
                "explain",
                "why_not_command",
                "Mengapa belum lebih tinggi, dan apa yang kurang",
                "Why no higher, and what is missing",
            ),
            Command(
                "disputes",
                "compare",
                "disputes_command",
                "Apa yang bergantung pada angka yang bertentangan",
                "What hangs on figures in conflict",
            ),
        ),
    ),
    Group(
        "Mengandaikan dan merencanakan",
        "Suppose and plan",
        (
            Command(
                "whatif",
                "whatif",
                "whatif_command",
                "Andaikan fakta berubah: apa akibatnya",
                "Suppose facts change: what follows",
            ),
            Command(
                "margins",
                "margins",
                "margins_command",
                "Seberapa dekat setiap tingkat dengan perubahan",
                "How near each level is to flipping",
            ),
            Command(
                "plan",
                "plan",
                "plan_command",
                "Langkah terkecil untuk mencapai suatu tingkat",
                "The smallest steps that reach a level",
            ),
        ),
    ),
    Group(
        "Menyampaikan",
        "Tell others",
        (
            Command(
                "memo", "memo", "memo_command", "Nota dinas, telaahan staf, ringkasan, lampiran, pesan", "Write memos"
            ),
            Command(
                "compare",
                "compare",
                "compare_command",
                "Bandingkan kasus, atau satu daerah antartahun",
                "Compare cases, or years of one",
            ),
            Command(
                "portfolio",
                "portfolio",
                "portfolio_command",
                "Banyak daerah sekaligus, dari satu tabel",
                "Many regions at once, from a table",
            ),
        ),
    ),
    Group(
        "Bekerja di peramban",
        "Work in the browser",
        (
            Command(
                "serve",
                "web",
                "serve_command",
                "Meja kerja; tidak ada yang keluar dari komputer ini",
                "The workbench, offline",
            ),
        ),
    ),
    Group(
        "Memeriksa aturan",
        "Look into the rules",
        (Command("rules", "rules", "app", "Lihat, periksa, dan coba aturan", "See, check and try the rules"),),
    ),
)
COMMANDS = {command.name: command for group in GROUPS for command in group.commands}
