# Two commands are all a newcomer needs: `make demo` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/

.PHONY: help demo test check bench-text bench-pages setup clean
help:
	@echo "make demo        set up, then crawl the built-in replica portals into data/demo"
	@echo "make test        set up, then run all tests"
	@echo "make check       set up, then lint, types and import contracts"
	@echo "make bench-text  set up, then decoding and repair beside their peers (GONGKAI_BENCH names the benchmark)"
	@echo "make bench-pages set up, then reading of pages beside its peers (the same variable)"
	@echo "make clean       remove .venv and caches (data/ stays)"

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)python -m pip install --quiet --disable-pip-version-check --editable '.[docs,datasets,browse,dev]'
	touch $@

demo: setup
	$(RUN)gongkai demo --archive data/demo

test: setup
	$(RUN)python -m pytest -n 2

check: setup
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)mypy
	$(RUN)lint-imports

bench-text: setup
	$(RUN)python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(RUN)python -m bench.text.run $(if $(SEED),--seed $(SEED)) $(if $(PAGES),--pages $(PAGES))

bench-pages: setup
	$(RUN)python -m pip install --quiet --disable-pip-version-check --editable '.[bench-pages]'
	$(RUN)python -m bench.pages.run $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT))

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
