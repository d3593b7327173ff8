# `make run` and `make test` are all that is needed; both install what is missing first.

PACKAGES := libgsl-dev librandom123-dev libsqlite3-dev pkg-config gnuplot-nox
# What tests need besides.
TEST_PACKAGES := python3-jsonschema
R_PACKAGES := python3-jsonschema r-base-core r-cran-survival
BUILD := swift build -c release
TEST := swift test -c release --disable-testable-imports
SOURCES := Sources Tests Package.swift

# Every target with a line of help is a name, not a file.
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*## .*/\1/p' Makefile)

# Installs the packages that are missing.
define install
missing=""; \
for package in $(1); do \
  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
  echo "Installing with apt-get:$$missing"; \
  if [ "$$(id -u)" -eq 0 ]; then sudo=""; else sudo="sudo"; fi; \
  $$sudo apt-get update && $$sudo apt-get install -y --no-install-recommends $$missing; \
fi
endef

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## install the system libraries that are missing (Debian, Ubuntu)
	@$(call install,$(PACKAGES))

build: setup ## build the release binary
	$(BUILD) --product washout

run: build ## simulate CSTAR012 and write output/cstar012/
	.build/release/washout run scenarios/cstar012.yaml

test: setup ## run every test
	@$(call install,$(TEST_PACKAGES))
	$(BUILD)
	$(TEST)

test-slow: setup ## run the tests of minutes: a merge of 100 shards, a store with bits flipped at 200 places
	$(BUILD) --build-tests
	WASHOUT_SLOW=1 $(TEST) --filter 'MergeScaleTests|StoreFailureTests'

test-cluster: build ## run shards on a real Slurm of one node (installs it; needs root)
	@dpkg -s slurm-wlm munge >/dev/null 2>&1 || \
	  { apt-get update && apt-get install -y --no-install-recommends slurm-wlm munge; }
	Tests/Cluster/slurm.sh .build/release/washout

test-browser: build ## open reports in a headless Chromium (installs it; needs root)
	@command -v chromium >/dev/null 2>&1 || \
	  { apt-get update && apt-get install -y --no-install-recommends chromium; }
	Tests/Browser/run.sh .build/release/washout

benchmark: setup second ## time the engine beside C, R, rpact and Mediana (installs R); OPTIONS=--quick
	@dpkg -s r-cran-rpact r-cran-survival r-cran-mediana >/dev/null 2>&1 || \
	  { apt-get update && apt-get install -y --no-install-recommends r-cran-rpact r-cran-survival r-cran-mediana; }
	$(BUILD) --product WashoutBenchmark
	$(BUILD) --product washout
	python3 Benchmarks/run.py $(OPTIONS)

test-r: build ## have R and Python read what `washout export` writes (installs R)
	@$(call install,$(R_PACKAGES))
	Tests/Export/export.sh .build/release/washout

second: setup ## count CSTAR012 with the second program, in C, and compare
	mkdir -p .build
	clang -std=gnu11 -O3 -ffp-contract=off -o .build/second Benchmarks/cstar012.c -lgsl -lgslcblas -lm
	.build/second 1000 | diff - Benchmarks/cstar012-1000.txt

test-random: setup ## examine the streams of random numbers by dieharder's whole battery (hours)
	@command -v dieharder >/dev/null || \
	  { apt-get update && apt-get install -y --no-install-recommends dieharder; }
	$(BUILD) --product RandomWords
	python3 Tests/Dieharder/dieharder.py .build/release/RandomWords

test-faults: setup ## plant 20 faults in one build and see that tests notice each (a release build, some minutes)
	python3 Tests/Mutation/mutate.py

test-sanitize: setup ## run the tests under the thread and under the address sanitizer (two release builds)
	@$(call install,$(TEST_PACKAGES))
	Tests/Sanitize/run.sh thread
	Tests/Sanitize/run.sh address

coverage: setup ## report the line coverage of the rooms, each at least 95 % (a release build, some minutes)
	@$(call install,$(TEST_PACKAGES))
	python3 Tests/Coverage/coverage.py

fuzz: setup ## feed the readers of files and options with RUNS inputs each (a million unless given)
	Tests/Fuzz/run.sh $(or $(RUNS),1000000) $(TARGETS)

format: ## format the sources in place
	swift format -i -r $(SOURCES)

lint: ## check the format of the sources, and that each fault of test-faults still has its place in them
	swift format lint --strict -r $(SOURCES)
	python3 Tests/Mutation/mutate.py places

clean: ## remove what was built
	rm -rf .build
