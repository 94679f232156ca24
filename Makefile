# Two lines a newcomer needs: `make demo` and `make test`. Both set up .venv the first time and
# need no network afterwards.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
UV := $(shell command -v uv 2>/dev/null)

ifdef UV
CREATE_VENV = $(UV) venv --allow-existing --python $(PYTHON) $(VENV)
PIP_INSTALL = $(UV) pip install --python $(BIN)/python
else
CREATE_VENV = $(PYTHON) -m venv $(VENV)
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.DEFAULT_GOAL := help
.PHONY: help install demo test test-slow lint bench docs reports clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	$(CREATE_VENV)

# The project itself is installed editable; its build needs hatchling, hence no build isolation.
$(VENV)/.runtime-stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) -c requirements-dev.lock -r requirements.lock hatchling editables
	$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev-stamp: requirements-dev.lock $(VENV)/.runtime-stamp
	$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@

install: $(VENV)/.dev-stamp  ## set up .venv with everything needed to work on arrears

demo: $(VENV)/.runtime-stamp  ## run a small shipped scenario and print where its report is
	@$(BIN)/arrears run first_steps --out runs/first_steps --force

lint: $(VENV)/.dev-stamp  ## style, types and import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports --no-cache

test: lint  ## lint, then every test that is not slow
	$(PYTEST) -n 2 -m "not slow"

test-slow: $(VENV)/.dev-stamp  ## the slow tests
	$(PYTEST) -n 2 -m slow

bench: $(VENV)/.dev-stamp  ## run every script in benchmarks/
	@for script in benchmarks/*.py; do \
		if [ -e "$$script" ]; then echo "$$script"; $(BIN)/python "$$script" || exit 1; fi; \
	done

docs: $(VENV)/.dev-stamp  ## write outputs and generated tables of README.md and docs/ anew
	$(BIN)/python docs/reference.py --refresh
	$(BIN)/python docs/examples.py --refresh

# Small books and few policies, so that everybody can renew the examples and each is a small file;
# lendingclub needs a tape of one's own.
EXAMPLE = $(BIN)/arrears run $(1) --out runs/reports/$(1) --force
SMALL = --borrowers 300 --replications 20
ASSUMED = --assumptions 20 --assumption-replications 5 --assumption-ends 4
ALONE = --assumption-alone behaviour.$(1)
EXAMPLES = first_steps three_stage_escalation friendly_calls downturn staircase_dunning home_visit \
	half_year_halt rulebook two_lenders beyond_paying supervised_market relief_kinds

reports: $(VENV)/.dev-stamp  ## run the shipped scenarios; renew the rendered reports and the figures of the pages
	$(call EXAMPLE,first_steps)
	$(call EXAMPLE,three_stage_escalation) --borrowers 400 --replications 20 --policies status_quo,no_grace,sue_late
	$(call EXAMPLE,friendly_calls) $(SMALL) $(ASSUMED) $(call ALONE,attention.remember_daily_share) $(call ALONE,answering.tones.gentle.goodwill) --policies status_quo,first_call_day_2,gentle_calls,call_large_debts
	$(call EXAMPLE,downturn) $(SMALL) --policies status_quo,grace,forbearance_on_request,tough
	$(call EXAMPLE,staircase_dunning) $(SMALL) $(ASSUMED) $(call ALONE,answering.avoid_share_per_load) $(call ALONE,third_parties.pressure) --policies status_quo,calls_every_day,calls_twice_a_day,address_book
	$(call EXAMPLE,home_visit) $(SMALL) $(ASSUMED) $(call ALONE,visits.bluff_lost_share) $(call ALONE,visits.announcement_pressure) --policies status_quo,half_kept,bluff,letters_instead
	$(call EXAMPLE,half_year_halt) $(SMALL) $(ASSUMED) --assumption-replications 2 $(call ALONE,distress.silence_weekly_points) $(call ALONE,answering.tones.neutral.distress_points) --policies status_quo,long_halt,long_halt_without_interest
	$(call EXAMPLE,rulebook) $(SMALL) --set 'regimes=["none", "cn_cba_2026", "us_nyc", "kr"]'
	$(call EXAMPLE,two_lenders) $(SMALL) --policies status_quo,they_call_firmly,data_sharing,limits_withdrawn
	$(call EXAMPLE,beyond_paying) $(SMALL) --policies status_quo,education,free_advice,paid_freeze
	$(call EXAMPLE,supervised_market) $(SMALL) --borrowers 200 --policies status_quo,soften
	$(call EXAMPLE,relief_kinds) $(SMALL) --policies status_quo,holiday,grant,back_to_work
	@for scenario in $(EXAMPLES); do \
		mkdir -p reports/$$scenario; \
		cp runs/reports/$$scenario/report.html reports/$$scenario/report.html; \
	done
	$(BIN)/arrears report runs/reports/first_steps --lang zh
	cp runs/reports/first_steps/report.html reports/first_steps/report.zh.html
	$(BIN)/arrears report runs/reports/first_steps --lang en
	mkdir -p docs/figures
	cp runs/reports/first_steps/figures/differences.svg docs/figures/first_steps_differences.svg
	cp runs/reports/first_steps/figures/recovery.svg docs/figures/first_steps_recovery.svg

clean:  ## remove the environment, caches and build leftovers (keeps runs/)
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf .coverage .coverage.* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
