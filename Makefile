# Everything that a person or CI does here has one target; `make help` lists them.
# A fresh machine needs Python >= 3.11 and make. Repeated runs skip what is done: the stamps hang on the lock files.

VENV ?= .venv
JOBS ?= 2
PYTEST_ARGS ?=
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev browser site serve test lint check check-external diff builders ci bench fuzz lock clean
.DELETE_ON_ERROR:

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(RUNTIME) ## create .venv with what a build needs

setup-dev: $(DEV) ## the same with everything for tests and checks

site: $(RUNTIME) ## convert the default corpus and build site/
	$(PY) -m build_scripts ingest --jobs $(JOBS)
	$(PY) -m build_scripts publish

serve: $(RUNTIME) ## live preview
	$(PY) -m build_scripts serve

check: $(RUNTIME) ## rules over the texts, the glossary, the library and the built site
	$(PY) -m build_scripts check

check-external: $(RUNTIME) ## do the addresses of other hosts answer? (never a gate)
	$(PY) -m build_scripts check --external

diff: $(RUNTIME) ## what the working tree makes of the corpus, compared with revision BASE (default HEAD)
	@.ci/diff-corpus $(or $(BASE),HEAD)

builders: $(DEV) ## build the default site under MkDocs and under ProperDocs and compare the pages
	@.ci/compare-builders

lint: $(DEV) ## style and types of the code
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/zizmor --offline --quiet .github

test: $(DEV) browser lint ## lint, then all tests
	$(PY) -m pytest -n $(JOBS) --dist loadgroup $(PYTEST_ARGS)

ci: test site check diff builders ## all that CI does

bench: $(DEV) ## measure speed and accuracy; writes docs/dev/benchmarks.md
	$(PY) -m tests.bench

fuzz: $(DEV) ## throw generated input at every parser (FUZZ_SECONDS per parser, default 30)
	$(PY) -c 'import atheris' 2>/dev/null || $(PY) -m pip install --quiet --only-binary :all: atheris || true
	$(PY) -m tests.fuzz

browser:
	@.ci/install-browser

# The development lock holds every package of the runtime lock in the same version, so it serves both.
$(DEV): requirements-dev.lock .ci/install-python
	@.ci/install-python $(VENV) requirements-dev.lock
	@touch $@ $(RUNTIME)

$(RUNTIME): requirements.lock .ci/install-python
	@.ci/install-python $(VENV) requirements.lock
	@touch $@

lock: setup-dev ## resolve the dependencies of pyproject.toml anew, with hashes for every platform
	$(PY) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-config --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-config --no-header --no-annotate --no-emit-index-url --quiet --constraint requirements.lock \
	  --extra dev --extra styles --extra distributed --output-file requirements-dev.lock

clean: ## remove what the commands made (keeps .venv and everything that people own)
	rm -rf site build .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
