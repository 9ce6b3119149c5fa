# Two commands matter: `make lab` opens the course, `make test` proves it. The rest is for its authors.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
NEED := Loops & Threads needs Python 3.11 or newer with its venv module

# What .venv is made of: neither a touched file nor another setting of ruff or pytest costs a new one.
WANTED := { cat requirements.lock; sed '/^\[tool.ruff/,$$d' pyproject.toml; }

# Every check starts a fresh Python, which without stored bytecode compiles the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: lab test lint wheel wheelhouse outputs exercises slides plans site messages site-test benchmarks conformance peers bridge-soak answers grader-soak browser-test test-cluster test-hub test-window lock
lab: .venv/installed
	@$(BIN)/python -m helpers lab $(ARGS)

test: .venv/installed
	@$(BIN)/python -m pytest -n 3 --dist loadfile $(ARGS)

lint: .venv/installed
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

outputs: .venv/installed  # run the notebooks and store what they print; draw the picture
	@$(BIN)/python -m helpers.authoring outputs $(ARGS)
	@$(BIN)/python -m helpers.authoring picture

exercises: .venv/installed  # all that is generated: exercises, glossary, errors.ipynb, and the pages of workshops
	@$(BIN)/python -m helpers.authoring exercises
	@$(BIN)/python -m helpers.authoring glossary
	@$(BIN)/python -m helpers.authoring errors
	@$(BIN)/python -m helpers.authoring workshop

slides: .venv/installed  # slides of the 90-minute plan: notebooks/workshop/slides_90_minutes.html (ARGS=a_day takes another)
	@$(BIN)/python -m helpers.authoring slides $(ARGS)

plans: .venv/installed  # the cells of each workshop's plan run in its order (ARGS="-k 90_minutes" selects one)
	@$(BIN)/python -m pytest tests/plans $(ARGS)

SITE_TOOLS = $(BIN)/python -c "import myst_nb, sphinx_book_theme" 2>/dev/null || \
	$(PIP) --no-build-isolation --editable ".[site]"

site: .venv/installed  # the course as a website, for reading: .site/html/index.html
	@$(SITE_TOOLS)
	@$(BIN)/python -m helpers.authoring site

messages: .venv/installed  # all words of lessons and verdicts, for translators: .site/messages
	@$(SITE_TOOLS)
	@$(BIN)/python -m helpers.authoring messages

site-test: .venv/installed
	@$(SITE_TOOLS)
	@$(BIN)/python -m pytest tests/site $(ARGS)

benchmarks: .venv/installed
	@$(BIN)/python -m tests.benchmarks $(ARGS)

conformance: .venv/installed  # the bridge beside other libraries (pip install -e .[bridges]): who hangs where
	@$(BIN)/python -m tests.conformance

peers: .venv/installed  # other people's test suites, without and with our instruments and bridge
	@$(BIN)/python -m tests.peers $(ARGS)

bridge-soak: .venv/installed  # five minutes of threads, closes, cancels and Ctrl-C
	@$(BIN)/python -m tests.bridge.soak $(ARGS)

answers: .venv/installed  # every stored answer and mutant once; `make test` judges some of each kind
	@COURSE_ALL_ANSWERS=1 $(BIN)/python -m pytest tests/grading/test_answers.py tests/grading/test_mutants.py \
		tests/grading/test_nbval.py tests/test_error_index.py $(ARGS)

grader-soak: .venv/installed  # every stored answer many times, idle and beside busy processes
	@$(BIN)/python -m tests.grading.soak $(ARGS)

browser-test: .venv/installed  # needs the system's Chromium
	@$(BIN)/python -m pip install --quiet playwright axe-playwright-python
	@$(BIN)/python -m pytest tests/browser $(ARGS)

test-cluster: .venv/installed  # lesson 07's script for a cluster really runs: installs its library too
	@$(PIP) --no-build-isolation --editable ".[cluster]"
	@$(BIN)/python -m pytest tests/cluster $(ARGS)

HUB := .venv-hub
HUB_PIP := $(HUB)/bin/python -m pip install --quiet --disable-pip-version-check

test-hub: wheel  # the hub of notebooks/workshop/hub.md, in an environment of its own: needs npm
	@test -x $(HUB)/proxy/node_modules/.bin/configurable-http-proxy || { $(PYTHON) -m venv --clear $(HUB) && \
		$(HUB_PIP) --require-hashes -r requirements.lock && $(HUB_PIP) "jupyterhub>=6.1" nbgitpuller && \
		npm install --silent --prefix $(HUB)/proxy configurable-http-proxy; }
	@$(HUB_PIP) --no-deps --force-reinstall dist/loops_and_threads-*.whl
	@$(BIN)/python -m pytest tests/hub $(ARGS)

test-window: .venv/installed  # lesson 15's windows, on a display of their own: needs tkinter and xvfb-run
	@xvfb-run -a $(BIN)/python -m pytest tests/window $(ARGS)

wheel: .venv/installed  # the whole course as one file: pip install it anywhere
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

wheelhouse: wheel  # all that a room without a network needs, for this system and this Python
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements.lock --dest wheelhouse
	@cp dist/*.whl requirements.lock wheelhouse/

lock: .venv/installed  # newest versions that fit pyproject.toml, for every platform, with hashes
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-annotate --no-header --no-emit-index-url --quiet --output-file requirements.lock

.venv/installed: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(NEED); there is no '$(PYTHON)' here."; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "$(NEED); '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c "import venv, ensurepip" 2>/dev/null || \
		{ echo "$(NEED); install it (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	@$(WANTED) | cmp -s - $@ || { \
		echo "Making .venv (once, some minutes on a slow network) ..." && \
		$(PYTHON) -m venv --clear .venv && \
		$(PIP) --require-hashes -r requirements.lock && \
		$(PIP) --no-deps --no-build-isolation --editable .; }
	@$(WANTED) > $@
