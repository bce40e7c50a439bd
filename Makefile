# Every target first makes sure that .venv stands (make setup), and setup does nothing when nothing changed.
# ARGS reaches the program behind a target: make test ARGS="tests/practice -k scoring"

SHELL := /bin/bash
PY := .venv/bin/python
OFFSCREEN := QT_QPA_PLATFORM=offscreen
ARGS ?=
ROW ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo run test lint types contracts check bench soak check-documents check-accessibility torture build reproducible translations screenshots lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Make .venv from the locked requirements, with the system libraries that Qt needs
	@.ci/setup

demo: setup ## Hold a fictional meeting and leave its documents and vault in ./demo/
	$(PY) -m cremeet demo --folder demo $(ARGS)

run: setup ## Open the application
	$(PY) -m cremeet $(ARGS)

test: setup ## Run every test
	$(OFFSCREEN) $(PY) -m pytest -n auto --dist worksteal $(ARGS)

lint: setup ## ruff: faults and form
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: setup ## mypy, strict
	$(PY) -m mypy

contracts: setup ## import-linter: which room may import which
	.venv/bin/lint-imports

check: lint types contracts test ## All that a change must pass

bench: setup ## Measure the promised figures; print a table and write bench.json
	@.ci/weasyprint || echo "bench: WeasyPrint is not to be had here; the figure beside it is not measured"
	$(OFFSCREEN) $(PY) -m tests.bench $(ARGS)

soak: setup ## Replay a working day of 6,000 entries in five minutes; print what memory and key times did
	$(OFFSCREEN) $(PY) -m tests.bench.soak $(ARGS)

check-documents: setup ## Check every finished document with veraPDF, qpdf, an Open XML validator and LibreOffice
	@.ci/documents
	$(OFFSCREEN) $(PY) -m tests.documents

check-accessibility: setup ## Hold a whole meeting through the accessibility bus alone, as a screen reader does
	@.ci/accessibility
	/usr/bin/python3 -m tests.accessibility

torture: setup ## Try every promise of the vault thousands of times (resumable; ROW=name runs one); print a table
	$(OFFSCREEN) $(PY) -m tests.torture $(ROW) $(ARGS)

translations: setup ## Find what the window counts, and compile the file of its English forms
	$(PY) -m tests.translations

screenshots: setup ## Draw every screen, light and dark, into ./screenshots/, and what went stale of docs/pictures/
	$(OFFSCREEN) $(PY) -m tests.screenshots $(ARGS)
	$(OFFSCREEN) $(PY) -m tests.screenshots_live
	$(OFFSCREEN) $(PY) -m tests.pictures

build: setup ## Freeze the program into one folder, dist/cremeet/, and try what was frozen
	PYTHONHASHSEED=1 $(PY) -m PyInstaller --noconfirm --clean --log-level WARN pyinstaller.spec
	$(PY) .ci/papers
	$(PY) .ci/frozen $(ARGS)

reproducible: setup ## Freeze it twice, in two different folders, and compare every file
	$(PY) .ci/reproducible

# No configuration of this machine's may reach the lock: only the public index, and no address of it in the files.
LOCK := env -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX -u UV_FIND_LINKS .venv/bin/uv pip compile \
	--quiet --no-config --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" pyproject.toml

lock: setup ## Write both locked requirements files again; ARGS=--upgrade takes newer releases
	$(LOCK) --output-file requirements.txt $(ARGS)
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt $(ARGS)
	echo weasyprint | $(LOCK:pyproject.toml=-) --output-file .ci/weasyprint.txt $(ARGS)

clean: ## Remove what the targets made, but not .venv
	rm -rf demo build dist screenshots bench.json torture.json torture.json.* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
