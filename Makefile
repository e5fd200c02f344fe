# Deux commandes suffisent : make demo, make test. Rien d'autre n'est à installer que python3.11, venv et make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
UV := UV_LINK_MODE=copy $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -b constraints.txt
SLOW := browser or office

.PHONY: demo test check evaluate smoke-mistral ui lint types messages docs vectors constraints system-packages clean

demo: $(VENV)/.base
	$(BIN)/tiebreak demo --output documents

ui: $(VENV)/.ui
	$(BIN)/tiebreak ui

test: $(VENV)/.dev
	$(BIN)/pytest -q -n 2 -m "not ($(SLOW))"

check: $(VENV)/.dev system-packages lint types
	$(BIN)/pytest -q -n 2 --cov --cov-report=term --cov-fail-under=90
	$(BIN)/python -m tiebreak_evaluations --sample

evaluate: $(VENV)/.dev
	$(BIN)/python -m tiebreak_evaluations

smoke-mistral: $(VENV)/.dev
	$(BIN)/python -m tiebreak_evaluations.smoke_mistral

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(VENV)/.dev
	$(BIN)/mypy
	$(BIN)/pyright

messages: $(VENV)/.dev
	$(BIN)/python -c "import polib, pathlib; \
	[polib.pofile(str(p)).save_as_mofile(str(p.with_suffix('.mo'))) for p in pathlib.Path('ui').rglob('*.po')]"

vectors: $(VENV)/.dev
	$(BIN)/python -m tiebreak_knowledge.retrieval.build

docs: $(VENV)/.dev
	$(BIN)/python -c "from tiebreak_cli.french import speak_french; speak_french(); \
	from tiebreak_cli.reference import command_reference; open('docs/commandes.md', 'w').write(command_reference())"

constraints: $(VENV)/.uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --no-header --no-annotate \
		--python-version 3.11 --universal --quiet --upgrade -o constraints.txt

system-packages:
	bash .ci/system-packages

clean:
	rm -rf $(VENV) documents .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

$(VENV)/.uv: constraints.txt
	$(PYTHON) -m venv $(VENV)
	sed -n '/^uv==/,/[^\\]$$/p' constraints.txt > $(VENV)/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(VENV)/uv.txt
	@touch $@

$(VENV)/.base: $(VENV)/.uv pyproject.toml
	$(UV) -e .
	@touch $@

$(VENV)/.ui: $(VENV)/.uv pyproject.toml
	$(UV) -e '.[all]'
	@touch $@ $(VENV)/.base

$(VENV)/.dev: $(VENV)/.uv pyproject.toml
	$(UV) -e '.[dev]'
	@touch $@ $(VENV)/.base $(VENV)/.ui
