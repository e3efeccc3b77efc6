# All a newcomer needs: `make run` and `make test`. The rest is for daily work; `make` alone lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
BIN := .venv/bin
export PORT

.PHONY: help setup run dev demo test check lint unit postgres browser format messages migrations lock relevance privacy bench clean

help:  ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-11s %s\n", $$1, $$2 }'

setup:
	@bash scripts/setup.sh
	@mkdir -p var
	@$(BIN)/python scripts/messages.py compile

run: setup  ## serve the site with the demo region on http://localhost:8000 (or PORT=8123)
	@bash scripts/run.sh

dev: setup  ## the same for a developer: restarts itself when code changes
	@$(BIN)/python manage.py runserver $(PORT)

demo: setup  ## load the demo region into the database
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_demo

test: setup  ## everything: linters, SQLite, PostgreSQL, browser
	@bash scripts/test.sh all

check: setup  ## the quick part of it, before each commit
	@bash scripts/test.sh quick

lint: setup  ## style, import order, migrations, production settings
	@bash scripts/test.sh lint

unit: setup  ## the tests on SQLite
	@bash scripts/test.sh unit

postgres: setup  ## the tests on a throw-away PostgreSQL
	@bash scripts/test.sh postgres

browser: setup  ## the tests in a real Chromium
	@bash scripts/test.sh browser

format: setup  ## put the Python code in shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: setup  ## extract and merge the texts to translate (needs gettext)
	@bash scripts/need.sh gettext
	@$(BIN)/python scripts/messages.py update

migrations: setup  ## write the migrations that the models ask for
	@$(BIN)/python manage.py makemigrations

lock:  ## write requirements.lock anew from pyproject.toml
	@bash scripts/lock.sh

relevance: setup  ## how good search is at questions of the field, beside other engines; see docs/search.md
	@bash scripts/relevance.sh

privacy: setup  ## measure the detector of personal data; see docs/privacy-detector.md
	@$(BIN)/python bench/privacy.py

bench: setup  ## measure pages against a bare view; see docs/performance.md
	@bash bench/run.sh

clean:  ## throw away .venv and everything in var/ (the development database too)
	rm -rf .venv .venv-lock var
