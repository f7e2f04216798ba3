PYTHON ?= python3
VENV ?= .venv

BIN = $(VENV)/bin
# Part of the stamp's name, so that another interpreter makes a new environment.
PYVER := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
BASE = $(VENV)/.base-$(PYVER)
# What builds wheels has hashes of its own. PLAIN=1: without a compiler, the plain evaluator stands in for durable_rules.
BUILD = $(VENV)/.build-$(PYVER)
RUNTIME = $(VENV)/.runtime-$(PYVER)$(if $(PLAIN),-plain)
LOCKED = $(if $(PLAIN),$(VENV)/plain.lock,requirements.lock)
PROJECT = $(VENV)/.project-$(PYVER)
DEV = $(VENV)/.dev-$(PYVER)
SERVE = $(VENV)/.serve-$(PYVER)
LONG = $(VENV)/.long-$(PYVER)

# durable_rules calls a function that CPython 3.13 removed, and builds unoptimised with a
# current setuptools. It overwrites CFLAGS; CPPFLAGS reaches every compiler. Same in pyproject.toml.
export CPPFLAGS += -O2 -DPyEval_CallObject=PyObject_CallObject
export PIP_DISABLE_PIP_VERSION_CHECK = 1
PIP = $(BIN)/python -m pip

say = echo "konvergensi: $(1)" >&2
quiet = { $(1); } >$(VENV)/setup.log 2>&1 || { cat $(VENV)/setup.log >&2; exit 1; }

.DELETE_ON_ERROR:
.PHONY: help diagnose serve test test-long supply test-browser lint format bench docs wheel-check lock clean

help: ## Daftar perintah / list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

diagnose: $(PROJECT) ## Diagnosis contoh Lebak 2022 / diagnose the Lebak 2022 example
	@$(BIN)/konvergensi diagnose facts/cases/lebak-2022.yaml

serve: $(SERVE) ## Meja kerja di peramban, dengan contoh Lebak 2022 / the workbench in the browser
	@$(BIN)/konvergensi serve . --case lebak-2022

test: $(DEV) ## Semua pemeriksaan dan uji / all checks and tests
	@$(MAKE) --no-print-directory -j2 -Otarget lint wheel-check
	@$(BIN)/python -m pytest -n auto --dist worksteal

test-browser: $(DEV) ## Jalan pengguna di Chromium yang terpasang / users' journeys in the Chromium that is installed
	@KONVERGENSI_CHROMIUM="$(CHROMIUM)" KONVERGENSI_AXE="$(AXE)" \
		$(BIN)/python -m pytest -o python_files="journey_*.py" tests/browser

# Each goes on where its last run stopped, and notes what it did in tests/long; MINUTES is for each of its six runs.
MINUTES ?= 60
test-long: $(LONG) ## Contoh baru, mutan, fuzzing, kasus dan berkas yang diubah / new examples, mutants, fuzzing, altered files
	@HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n auto --dist worksteal
	@$(BIN)/python -m tests.long.generated agreement --minutes $(MINUTES)
	@$(BIN)/python -m tests.long.generated completions --minutes $(MINUTES)
	@$(BIN)/python -m tests.long.altered cases --minutes $(MINUTES)
	@$(BIN)/python -m tests.long.altered files --minutes $(MINUTES)
	@$(BIN)/python -m tests.long.fuzz --minutes $(MINUTES)
	@$(BIN)/python -m tests.long.mutants --minutes $(MINUTES)
	@$(BIN)/python -m tests.long.same
	@$(BIN)/python docs/assurance.py

supply: $(LONG) ## Lisensi, ukuran, daftar komponen, kerentanan / licences, sizes, bill of materials, vulnerabilities
	@$(BIN)/python docs/supply.py
	@$(BIN)/python docs/supply.py --bill dist/konvergensi.cdx.json
	@$(BIN)/python docs/supply.py --audit || test $$? -eq 2 # 2: some were not checked, which it has told

# Words of the built-in pack, which the program must not know.
PROGRAMME = 'stunting|tpps|dana.?desa|prevalen|sosialisasi|lokus|rembuk'

lint: $(DEV) ## Periksa gaya dan tipe / check style and types
	@$(BIN)/ruff check diagnose tests docs
	@$(BIN)/ruff format --check diagnose tests docs
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@! grep -rniE --include='*.py' $(PROGRAMME) diagnose || { echo "no word of the programme in diagnose/: it is content" >&2; exit 1; }

format: $(DEV) ## Rapikan kode / format the code
	@$(BIN)/ruff check --fix diagnose tests docs
	@$(BIN)/ruff format diagnose tests docs

bench: $(DEV) ## Ukur kecepatan / run the benchmarks
	@KONVERGENSI_CHROMIUM="$(CHROMIUM)" $(BIN)/python -m tests.bench

docs: $(DEV) ## Tulis ulang rujukan, skema dan gambar / write the reference, schema and picture anew
	@$(BIN)/python -m diagnose.case.schema
	@$(BIN)/python docs/reference.py
	@$(BIN)/python docs/paper.py
	@$(BIN)/python docs/years.py
	@$(BIN)/python docs/decisions.py
	@$(BIN)/python docs/picture.py
	@$(BIN)/python docs/printed.py
	@$(BIN)/python docs/memos.py

# The wheel goes through the sdist and runs away from the checkout, so a file missing from either shows.
wheel-check: $(DEV) ## Uji paket terpasang / test the installed wheel
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && \
	$(call quiet,$(BIN)/python -m build --no-isolation --outdir "$$tmp/dist" . && \
		$(PYTHON) -m venv "$$tmp/venv" && \
		"$$tmp/venv/bin/python" -m pip --isolated install --no-index --find-links $(VENV)/wheels "$$tmp"/dist/*.whl) && \
	$(BIN)/konvergensi diagnose lebak-2022 >"$$tmp/checkout.txt" && \
	(cd "$$tmp" && unset PYTHONPATH && venv/bin/konvergensi diagnose lebak-2022 >wheel.txt) && \
	diff -u "$$tmp/checkout.txt" "$$tmp/wheel.txt" && \
	(cd "$$tmp" && unset PYTHONPATH && venv/bin/python -c "from diagnose.memo.write.typefaces import fonts; fonts()") && \
	echo "wheel: same output as the checkout"

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock: ## Perbarui kunci dependensi, perlu uv / refresh the locks, needs uv
	@$(LOCK) pyproject.toml -o requirements.lock >/dev/null
	@$(LOCK) --extra serve --extra memo --extra office --extra plan -c requirements.lock pyproject.toml \
		-o requirements-serve.lock >/dev/null
	@$(LOCK) --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock >/dev/null
	@$(LOCK) --all-extras --group long --group supply -c requirements-dev.lock pyproject.toml \
		-o requirements-long.lock >/dev/null
	@printf 'editables\nhatchling>=1.27\nsetuptools>=80\nwheel\n' | \
		$(LOCK) -c requirements-dev.lock - -o requirements-build.lock >/dev/null

clean: ## Hapus hasil bangunan / remove what was built
	@rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find diagnose tests -name __pycache__ -prune -exec rm -rf {} +

$(BASE):
	@command -v $(PYTHON) >/dev/null || { \
		echo "Tidak ditemukan: $(PYTHON). Pasang: $(APT)" >&2; \
		echo "Not found: $(PYTHON). Install: $(APT)" >&2; exit 2; }
	@$(PYTHON) -c "$$PRECHECK"
	@$(call say,menyiapkan $(VENV) (sekali saja) / setting up $(VENV) (once only))
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(BUILD): requirements-build.lock | $(BASE)
	@$(call quiet,$(PIP) install --no-deps --require-hashes -r requirements-build.lock)
	@touch $@

$(VENV)/plain.lock: requirements.lock | $(BASE)
	@sed '/^durable-rules==/,/[^\\]$$/d' requirements.lock >$@

# Wheels are built here and without pip's cache, which could hand back one built without the flags; by the build tools
# that are installed, since pip would fetch others without hashes.
$(RUNTIME): $(LOCKED) $(BUILD) | $(BASE)
	@$(call say,memasang pustaka / installing libraries)
	@rm -rf $(VENV)/wheels
	@$(call quiet,$(PIP) wheel --no-cache-dir --use-pep517 --no-build-isolation --no-deps --require-hashes \
		-r $(LOCKED) -w $(VENV)/wheels && \
		$(PIP) --isolated install --no-index --no-deps --find-links $(VENV)/wheels $(VENV)/wheels/*.whl)
	@touch $@

$(PROJECT): pyproject.toml $(RUNTIME)
	@$(call quiet,$(PIP) install --no-build-isolation --no-deps --editable .)
	@touch $@

$(DEV): requirements-dev.lock $(PROJECT)
	@$(call say,memasang alat uji / installing test tools)
	@$(call quiet,$(PIP) install --require-hashes -r requirements-dev.lock)
	@touch $@

$(LONG): requirements-long.lock $(DEV)
	@$(call say,memasang alat uji panjang / installing tools of the long tests)
	@$(call quiet,$(PIP) install --require-hashes -r requirements-long.lock)
	@touch $@

$(SERVE): requirements-serve.lock $(PROJECT)
	@$(call say,memasang pustaka meja kerja / installing the libraries of the workbench)
	@$(call quiet,$(PIP) install --require-hashes -r requirements-serve.lock)
	@touch $@

# What `make test-browser` uses of this computer: a Chromium, and axe.min.js of the npm package axe-core.
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
AXE ?= node_modules/axe-core/axe.min.js

APT = sudo apt install build-essential python3-dev python3-venv

# Asks for the compiler that setuptools will use.
define PRECHECK
import os, sys
def stop(what, how="$(APT)"):
    sys.stderr.write("Belum tersedia: %s. Pasang: %s\n" % (what, how))
    sys.stderr.write("Missing: %s. Install: %s\n" % (what, how))
    sys.exit(2)
if sys.version_info < (3, 11):
    stop(
        "Python >= 3.11 ($(PYTHON) = %d.%d)" % sys.version_info[:2],
        "sudo apt install build-essential python3.11-dev python3.11-venv && make PYTHON=python3.11 $(MAKECMDGOALS)",
    )
APART = "tanpa kompilator / without a compiler"
import shlex, subprocess, sysconfig, tempfile
def compiles(text):
    with tempfile.TemporaryDirectory() as tmp:
        src = os.path.join(tmp, "t.c")
        with open(src, "w") as file:
            file.write(text)
        try:
            cmd = cc + inc + ["-shared", "-fPIC", "-o", os.path.join(tmp, "t.so"), src]
            done = subprocess.run(cmd, capture_output=True)
        except OSError:
            return False
        return done.returncode == 0
cc = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
inc = ["-I" + sysconfig.get_path(key) for key in ("include", "platinclude")]
missing = []
try:
    import venv
    from ensurepip import bootstrap
except ImportError:
    missing.append("venv (python3-venv)")
plain = bool("$(PLAIN)")
if plain:
    pass
elif not compiles("#include <stdio.h>\nint t;\n"):
    missing.append("C compiler %s (build-essential)" % cc[0])
elif not compiles("#include <Python.h>\nint t;\n"):
    missing.append("Python.h (python3-dev)")
if missing:
    stop(", ".join(missing), "$(APT)" if plain else "$(APT)" + " (make PLAIN=1 $(MAKECMDGOALS): " + APART + ")")
endef
export PRECHECK
