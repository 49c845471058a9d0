# The only way to run the project: people and CI use the same targets.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
SITE_READY := $(VENV)/.site-ready
TEST_READY := $(VENV)/.test-ready
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

# Material and some plugins print a notice about MkDocs 2 on every run; docs/editors/publishing.md says what it means.
export NO_MKDOCS_2_WARNING := true
export DISABLE_MKDOCS_2_WARNING := true
export PYTHONPATH := hooks
export SOURCE_DATE_EPOCH

.DEFAULT_GOAL := help
.PHONY: help setup serve new another build check code strict quick test browser pdf linkcheck valid properdocs report bench fuzz changes schema ids lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Debian's Python may lack ensurepip; pip can still install into an environment from outside.
# $(1) is the requirements file. Hashes are always required.
define install
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) && uv pip install --quiet --python $(PY) --require-hashes -r $(1); \
	elif [ -x $(BIN)/pip ] || $(PYTHON) -c 'import ensurepip' 2>/dev/null; then \
	  { [ -x $(BIN)/pip ] || $(PYTHON) -m venv $(VENV); } && $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); \
	elif $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	  $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(PY) install --quiet --disable-pip-version-check --require-hashes -r $(1); \
	else \
	  echo "Setting up needs one of: uv, Python's ensurepip, or pip. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; \
	fi
endef

$(SITE_READY): requirements.txt
	$(call install,requirements.txt)
	@touch $@

$(TEST_READY): requirements-test.txt $(SITE_READY)
	$(call install,requirements-test.txt)
	@touch $@

setup: $(SITE_READY) ## install what is needed to build the site

ADDRESS ?= 127.0.0.1:8000

# mkdocs.yml says what a preview leaves out to be quick.
serve: export WHOLE_SITE ?= false
serve: $(SITE_READY) ## preview at http://127.0.0.1:8000/ with live reload; ADDRESS=… for another address
	$(PY) -m mkdocs serve --livereload --dev-addr $(ADDRESS)

KIND ?=
ID ?=
new: $(SITE_READY) ## add an empty record to fill in: KIND=event ID=harbour-vote
	@$(PY) -m explainer.maintain new "$(KIND)" "$(ID)"

# What is of this subject stays here; the example takes its place.
EXAMPLE := tests/fixtures/example
OWN := content/*.yml content/sources content/figures/base/*.json content/figures/base/README.md docs .github/preview.png
DIR ?=
another: ## write a new project on another subject, with a small example, into a new folder: DIR=…
	@test -n "$(DIR)" || { echo "give DIR=… with a folder that does not exist yet" >&2; exit 2; }
	@test ! -e "$(DIR)" || { echo "$(DIR) exists already; name a new folder" >&2; exit 2; }
	@mkdir -p "$(DIR)"
	@{ git ls-files -cz -o --exclude-standard -- . $(OWN:%=':!%'); git ls-files -cz -o --exclude-standard docs/editors; } | tar --null -T - -cf - | tar -xf - -C "$(DIR)"
	@cp -R $(EXAMPLE)/. "$(DIR)"
	@git -C "$(DIR)" init --quiet && git -C "$(DIR)" add .
	@echo "$(DIR) is a new project; its docs/editors/another-subject.md says what to do next"

# Built in another folder and moved at the end, so that a failed build leaves the last good site.
build: $(SITE_READY) ## build the site into site/, strict
	$(PY) -m mkdocs build --strict --site-dir $(VENV)/new-site
	rm -rf site && mv $(VENV)/new-site site

# A folder with the built site, to check and test that one instead of building it again: BUILT=site
BUILT ?=

# Imports first: a circular import would make every later step fail with a traceback. Then the
# records, which change most; then code and pages, at the same time.
check: $(TEST_READY) ## check code style, types and imports, schemas, ids and the content rules
	$(BIN)/lint-imports --no-cache
	$(PY) -m explainer.maintain check
	@$(MAKE) --no-print-directory --jobs=2 code $(if $(BUILT),,strict)

code:
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy

strict:
	$(PY) -m mkdocs build --strict --site-dir $(VENV)/check-site

browser: $(TEST_READY) ## find a browser for the tests, or download one
	@$(PY) tests/find_browser.py --get

quick: $(TEST_READY) ## run the tests that need neither a browser nor a whole build
	$(PY) -m pytest -n 2 --dist worksteal -m "not builds" tests/unit tests/content

test: $(TEST_READY) browser check ## run every test, including those in a real browser
	BUILT_SITE=$(or $(BUILT),$(VENV)/check-site) $(PY) -m pytest -n 2 --dist loadgroup --durations=10

# PDFs differ by the time at which they are printed, so make build alone makes none.
pdf: $(if $(BUILT),,build) browser ## print the whole site as a PDF, and build the site that offers it
	$(PY) tests/print_pdf.py $(or $(BUILT),site) $(VENV)/explainer.pdf
	PDF=$(VENV)/explainer.pdf $(MAKE) build

linkcheck: $(if $(BUILT),,build) $(TEST_READY) ## check the links to other sites (needs the network)
	$(PY) tests/check_outside_links.py $(or $(BUILT),site) > $(VENV)/links.md; \
	  code=$$?; cat $(VENV)/links.md; exit $$code

VNU := 26.9.27
valid: $(if $(BUILT),,build) ## check the HTML of every page with the W3C's checker (needs npm and Java)
	npm install --no-save --no-package-lock --ignore-scripts --prefix $(VENV)/valid vnu-jar@$(VNU)
	java -jar $(VENV)/valid/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html $(or $(BUILT),site)

# In an environment of its own: ProperDocs calls itself mkdocs to the plugins.
PROPERDOCS := $(VENV)/properdocs
properdocs: $(if $(BUILT),,build) $(TEST_READY) ## build with ProperDocs too, and compare
	$(BIN)/uv venv --quiet --allow-existing --python $(PY) $(PROPERDOCS)
	$(BIN)/uv pip install --quiet --upgrade --python $(PROPERDOCS)/bin/python -r requirements.txt properdocs
	$(PROPERDOCS)/bin/python -m properdocs build --strict -f mkdocs.yml --site-dir $(VENV)/properdocs-site
	diff -r -I '<meta name="generator"' $(or $(BUILT),site) $(VENV)/properdocs-site

report: $(TEST_READY) ## count what the pages rest on, how they read, and how the parties are treated
	$(PY) tests/report.py

fuzz: export PYTHONPATH := hooks:tests
fuzz: $(TEST_READY) ## damage the small site at random for ten minutes
	$(PY) tests/fuzz.py

bench: $(TEST_READY) ## measure build time, memory and page weight
	$(PY) tests/bench.py

# The address of the published site, or a folder with an earlier one.
FROM ?=
changes: $(if $(BUILT),,build) ## add what differs from the site at FROM=… to content/changes.yml
	$(PY) -m explainer.maintain changes "$(FROM)" $(or $(BUILT),site)

schema: $(SITE_READY) ## regenerate the JSON Schemas, after a change of the record models
	$(PY) -m explainer.maintain schema

ids: $(SITE_READY) ## add the ids of new records to content/published.yml
	$(PY) -m explainer.maintain ids

# To take the newest versions that pyproject.toml allows: UPGRADE=--upgrade
UPGRADE ?=
LOCK := $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

lock: $(TEST_READY) ## regenerate the requirements files
	$(LOCK) $(UPGRADE) pyproject.toml -o requirements.txt
	$(LOCK) $(UPGRADE) --group test pyproject.toml -o requirements-test.txt

clean: ## delete everything that was built or installed
	rm -rf site $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
