# `make` for the record and its site, `make test` for the tests and all that they need.
#
# Two virtual environments: in .venv the project is editable; in .venv-test it is the wheel that was
# built from this checkout, so that what is tested is what users install. Stamp files in both tell
# when something must be done again.

PYTHON ?= python3

SHELL := /bin/sh
.SHELLFLAGS := -euc
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory

VENV := .venv
TEST_VENV := .venv-test
DIST := .build/dist
SCHEMA := schema/chronology.schema.json
REPORT_SCHEMA := schema/report.schema.json
API_SCHEMA := schema/api.schema.json

# -qq leaves errors only.
pip_install = -m pip install -qq --constraint constraints.txt

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# Material's notice on a future MkDocs, which the pinned versions exclude.
export NO_MKDOCS_2_WARNING := 1
unexport PYTHONPATH

files_under = $(shell find $(1) -type f -not -name '*.pyc' 2>/dev/null)
PACKAGED := $(call files_under,chronology schema) events.yaml pyproject.toml README.md LICENSE \
	LICENSE-DATA
PAGES := $(PACKAGED) $(call files_under,docs) $(wildcard mkdocs.yml CHANGELOG.md CONTRIBUTING.md)

.PHONY: all
all: $(VENV)/installed ## Install, validate the record, print the timeline, build the site (the default)
	@$(VENV)/bin/chronology validate events.yaml --strict
	@$(VENV)/bin/chronology list
	@$(MAKE) site

.PHONY: site
site: site/index.html ## Build the site into site/
	@echo 'The site is ready: open site/index.html in a browser, or run `make serve`.'

# Asked for by name: with recent versions of click, MkDocs 1.6 takes silence for a no.
.PHONY: serve
serve: $(VENV)/installed ## Serve the site on this machine and follow every change
	@$(VENV)/bin/mkdocs serve --livereload

.PHONY: schema
schema: $(VENV)/installed ## Write the JSON Schemas again, from the models
	@$(VENV)/bin/chronology schema --output $(SCHEMA)
	@$(VENV)/bin/chronology schema --report --output $(REPORT_SCHEMA)
	@$(VENV)/bin/chronology schema --api --output $(API_SCHEMA)

# On the checkout, so that an edit is tested at once; `make test` tests the wheel.
.PHONY: check
check: $(VENV)/tools ## Run tests on the checkout as it is: all, or T=tests/test_dates_days.py
	@$(VENV)/bin/pytest -q $(or $(T),-n 2 --dist loadfile --no-loadscope-reorder)

.PHONY: test
test: $(TEST_VENV)/installed ## Build and install the wheel and run the tests on it
	@CHRONOLOGY_INSTALLED=1 CHRONOLOGY_DIST='$(CURDIR)/$(DIST)' \
		$(TEST_VENV)/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report term

# pytest's exit code 5 says that no test is marked slow.
.PHONY: test-slow
test-slow: $(TEST_VENV)/installed ## Run the tests that take minutes
	@CHRONOLOGY_INSTALLED=1 CHRONOLOGY_DIST='$(CURDIR)/$(DIST)' \
		$(TEST_VENV)/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder -m slow || test $$? -eq 5

.PHONY: snapshot
snapshot: $(VENV)/installed ## Write down what every command prints, and the site, in .build/snapshot
	@$(VENV)/bin/python tests/snapshot.py .build/snapshot

# A and B are always passed; an empty one means its default.
.PHONY: snapshot-diff
snapshot-diff: $(VENV)/installed ## Tell what changed in it since main, or between commits: A=HEAD~3 B=HEAD
	@$(VENV)/bin/python tests/snapshot_diff.py '$(A)' '$(B)'

.PHONY: figures
figures: $(VENV)/installed ## Count modules, lines, functions, and what a run takes of them
	@$(VENV)/bin/python tests/figures.py

.PHONY: bench
bench: $(TEST_VENV)/peers ## Measure everything beside its peers, and write the page about it
	@$(TEST_VENV)/bin/python bench --output docs/speed.md

.PHONY: lint
lint: $(TEST_VENV)/installed ## Check style, types, the schemas' freshness and the record
	@$(TEST_VENV)/bin/ruff check --quiet
	@$(TEST_VENV)/bin/ruff format --check --quiet
	@$(TEST_VENV)/bin/mypy --no-error-summary chronology tests bench
	@$(TEST_VENV)/bin/chronology schema --check
	@$(TEST_VENV)/bin/chronology schema --report --check
	@$(TEST_VENV)/bin/chronology schema --api --check
	@$(TEST_VENV)/bin/chronology validate events.yaml --strict
	@! git ls-files --cached --others --exclude-standard -z \
		| xargs -0 grep -nIE '(^|[^[:alnum:]./_-])/(work|root)/' \
		|| { echo 'A path of one machine has no place in the repository.' >&2; exit 1; }

.PHONY: picture
picture: site $(TEST_VENV)/installed ## Take the README's picture of the site again
	@$(TEST_VENV)/bin/python tests/picture.py

.PHONY: constraints
constraints: ## Pin the newest versions that pyproject.toml allows
	@rm -rf .build/newest
	@$(PYTHON) -m venv .build/newest
	@.build/newest/bin/python -m pip install -qq --upgrade pip
	@.build/newest/bin/python -m pip install -qq --editable '.[site]' --group dev \
		--group bench
	@{ sed -n '/^#/p' constraints.txt; .build/newest/bin/python -m pip freeze --all \
		--exclude-editable --exclude setuptools; } >.build/constraints.txt
	@mv .build/constraints.txt constraints.txt

.PHONY: clean
clean: ## Remove everything that was built
	@rm -rf .build $(VENV) $(TEST_VENV) dist site .coverage .coverage.* .hypothesis .mypy_cache \
		.pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/installed: pyproject.toml constraints.txt
	@echo 'Installing into $(VENV) ...'
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python $(pip_install) hatchling editables
	@$(VENV)/bin/python $(pip_install) --no-build-isolation --editable '.[site]'
	@touch $@

$(VENV)/tools: $(VENV)/installed
	@echo 'Installing the tools of the tests into $(VENV) ...'
	@$(VENV)/bin/python $(pip_install) --upgrade pip
	@$(VENV)/bin/python $(pip_install) --group dev
	@touch $@

site/index.html: $(VENV)/installed .build/pages.txt $(PAGES)
	@$(VENV)/bin/mkdocs build --strict --quiet

$(TEST_VENV)/tools: pyproject.toml constraints.txt
	@echo 'Installing the tools of the tests into $(TEST_VENV) ...'
	@$(PYTHON) -m venv $(TEST_VENV)
	@$(TEST_VENV)/bin/python $(pip_install) --upgrade pip
	@$(TEST_VENV)/bin/python $(pip_install) --group dev
	@touch $@

# The wheel is built from the source distribution, which proves that this one is complete.
$(DIST)/built: $(TEST_VENV)/tools .build/packaged.txt $(PACKAGED)
	@echo 'Building the wheel ...'
	@rm -rf $(DIST)
	@$(TEST_VENV)/bin/python -m build -qq --no-isolation --outdir $(DIST)
	@touch $@

$(TEST_VENV)/installed: $(DIST)/built
	@wheel=$$(echo $(DIST)/*.whl); \
		$(TEST_VENV)/bin/python $(pip_install) --no-deps --force-reinstall "$$wheel"; \
		$(TEST_VENV)/bin/python $(pip_install) "$$wheel[site]"
	@touch $@

$(TEST_VENV)/peers: $(TEST_VENV)/installed
	@$(TEST_VENV)/bin/python $(pip_install) --group bench
	@touch $@

# A list of names changes when a file goes, which no time stamp of the others tells.
.build/packaged.txt: names = $(PACKAGED)
.build/pages.txt: names = $(PAGES)
.build/packaged.txt .build/pages.txt: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(sort $(names)) | cmp -s - $@ || printf '%s\n' $(sort $(names)) >$@

.PHONY: FORCE
FORCE:
