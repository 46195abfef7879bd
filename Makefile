# Berth: `make` prints what there is. Everything can be run again: what is done is not done twice.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

MODULES := Postgres PostgresServer Gzip Domain Matching Services Jobs AdminCLI
SOURCES := Package.swift Sources Tests
# The demo is built for debugging, because that is ready minutes sooner; what is measured is built for release.
BERTH := .build/debug/berth
TEST_FLAGS ?=

.PHONY: help
help: ## Print this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: setup
setup: ## Install what is missing: the headers of libpq and zlib, PostgreSQL's server programs.
	@.ci/setup

.PHONY: build
build: setup ## Build everything, for debugging.
	@swift build

# The demo runs on Berth's own server under .berth, never on a database that happens to be named in the environment.
.PHONY: demo
demo: setup ## Build, start a database under .berth, load the demo, show the Plymouth round.
	@swift build --product berth
	@unset DATABASE_URL BERTH_READ_URL; export BERTH_USER=demo BERTH_PARTNERSHIP=plymouth; \
	$(BERTH) db start; \
	$(BERTH) db migrate; \
	$(BERTH) db seed --demo; \
	$(BERTH) batch round-targets --as-of 2022-09-23; \
	$(BERTH) batch round-targets --as-of 2022-09-30; \
	$(BERTH) round show PLY-OSW-2022/1 --as-of 2022-09-30

.PHONY: test
test: setup ## Run every test. TEST_FLAGS="--filter DomainTests" runs some.
	@swift test $(TEST_FLAGS)

# Only what needs no database: libpq and the server are not built with the sanitizer, and its reports about them say
# nothing about us. A build folder of its own, for it is another build of everything.
.PHONY: race
race: setup ## Run the tests without a database under the thread sanitizer.
	@swift test --sanitize thread --scratch-path .build-race --filter 'DomainTests|GzipTests|PoolStateMachine'

.PHONY: lint
lint: ## Check format and style.
	@swift format lint --strict --recursive $(SOURCES)

.PHONY: bench
bench: setup ## Build for release and print the numbers of the README.
	@Benchmarks/run

.PHONY: docs
docs: setup ## Write the documentation of each module to .build/docs.
	@mkdir -p .build/docs
	@for module in $(MODULES); do \
	    swift package --allow-writing-to-directory .build/docs generate-documentation \
	        --target $$module --output-path .build/docs/$$module; \
	done

.PHONY: clean
clean: ## Remove what was built. The database under .berth stays; `berth db reset` empties it.
	@rm -rf .build
