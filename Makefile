.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := $(VENV)-bench
CHROMIUM := /usr/bin/chromium

.PHONY: help run test screenshots train kills transcripts bench check lock clean

help:  ## print this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: $(VENV)/.run  ## talk to the bot: on Telegram with a token in .env, else in the sandbox (a page in your browser)
	@$(BIN)/python -m bot

test: $(VENV)/.dev $(CHROMIUM)  ## run the whole test suite
	@$(BIN)/python -m pytest -n $$(( $$(nproc) + 1 ))

screenshots: $(VENV)/.dev $(CHROMIUM)  ## take the pictures in docs/screenshots anew (emoji: fonts-noto-color-emoji)
	@PICTURES=docs/screenshots $(BIN)/python -m pytest tests/sandbox/page -n 0

train: $(VENV)/.dev  ## train the classifier anew after a change of phrasings (data/model.gz)
	@$(BIN)/python -m bot train

kills: $(VENV)/.dev  ## kill the sender, then the bot, hundreds of times and count what was lost (docs/guarantees.md)
	@$(BIN)/python -m tests.bot.killing --kills 300
	@$(BIN)/python -m tests.bot.killing_receiver --kills 100

transcripts: $(VENV)/.run  ## write docs/transcripts anew after a change of what the bot says
	@$(BIN)/python -m docs.transcribe

bench: $(BENCH)/.ready  ## measure the small bot on our runtime beside other libraries (half an hour; docs/performance.md)
	@$(BENCH)/bin/python -m benchmarks.peers

check: $(VENV)/.dev  ## formatting, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

lock:  ## choose versions anew and write requirements/*.txt with hashes
	@$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet uv
	@$(VENV)-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml --extra postgres -o requirements/run.txt
	@$(VENV)-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -c requirements/run.txt pyproject.toml --extra postgres --group dev -o requirements/dev.txt
	@$(VENV)-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -c requirements/run.txt pyproject.toml benchmarks/peers/requirements.in -o requirements/bench.txt
	@rm -rf $(VENV)-lock

clean:  ## remove the virtual environment, caches and the built directory (the ledger stays)
	@rm -rf $(VENV) $(BENCH) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache var/directory-*.sqlite

$(CHROMIUM):
	@[ "$$(id -u)" = 0 ] || { echo "The sandbox's page is tested in Chromium (Debian: apt install chromium)"; exit 1; }
	@echo "Installing Chromium, in which the sandbox's page is tested (once) ..."
	@apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) || { echo "Python 3.11 with venv is needed (Debian: apt install python3-venv)"; exit 1; }

$(VENV)/.run: requirements/run.txt | $(VENV)/bin/python
	@echo "Installing what the bot needs (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.run

$(BENCH)/.ready: requirements/bench.txt benchmarks/peers/grammy/package.json
	@$(PYTHON) -m venv $(BENCH) || { echo "Python 3.11 with venv is needed (Debian: apt install python3-venv)"; exit 1; }
	@echo "Installing what the benchmark compares (once) ..."
	@$(BENCH)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@mkdir -p $(BENCH)/node && cp benchmarks/peers/grammy/package.json $(BENCH)/node
	@! command -v npm >/dev/null || npm install --prefix $(BENCH)/node --no-package-lock --no-audit --no-fund --loglevel=error \
		|| { rm -rf $(BENCH)/node/node_modules; echo "grammY is left out: npm could not install its packages"; }
	@touch $@
