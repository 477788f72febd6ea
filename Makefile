# make chat    set up what is missing and talk to the bot on a demonstration clinic
# make test    set up what is missing and pass every test
# make check   all that a change must pass: format, warnings, tests, documentation, sanitizers, thresholds
# make fuzz    talk to the bot in 100,000 random messages
# make interop other people's programs: eventsourcing's tests, a reader of C2SP's formats, requests signed by
#              Twilio's library, localstripe, and the tools that analysts use
# make load    200 phones that text a server of its own, then ten times as many
# make bench   the event log beside its peers; make bench-growth, as it grows; make bench-audit, verified
# make bench-pieces its small pieces; make bench-thresholds, whether they hold their thresholds
# make bench-analytics the analysts' tables of 100,000 patients: how fast they are kept, made anew and asked
# make bench-bot how well and how fast messages are understood, beside the goals
# make example the event store alone: course subscriptions

PACKAGES := liblmdb-dev libsodium-dev libsqlite3-dev pkg-config
BENCH_PACKAGES := librocksdb-dev libsqlcipher-dev
SWIFT := swift
LIBRARIES := EventStore Portal PortalBot PortalDomain
FORMATTED := Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/Pieces \
  Benchmarks/Sources Examples/Package.swift Examples/Sources

.PHONY: help setup chat test build release lint format docs tsan asan fuzz endurance check clean interop load \
  bench bench-build bench-growth bench-audit bench-pieces bench-thresholds bench-analytics bench-bot example

help:
	@sed -n 's/^# make/make/p' Makefile

setup:
	@scripts/setup $(PACKAGES)

chat: setup
	@echo "Building the portal. The first time that takes a few minutes."
	@$(SWIFT) build --product portal
	@.build/debug/portal chat

# The server's tests measure times and wait for programs, so they have the machine to themselves.
test: setup
	$(SWIFT) test --skip PortalServerTests
	$(SWIFT) test --skip-build --filter PortalServerTests

build: setup
	$(SWIFT) build

release: setup
	$(SWIFT) build -c release --product portal

lint:
	$(SWIFT) format lint --strict --recursive --parallel $(FORMATTED)

format:
	$(SWIFT) format --in-place --recursive --parallel $(FORMATTED)

# The documentation of the libraries; an unknown symbol in a comment is an error.
docs: setup
	@scripts/docs $(LIBRARIES)

tsan: setup
	$(SWIFT) test --sanitize=thread --scratch-path .build-tsan --filter 'EventStoreTests|LMDBTests|PortalTests.(PortalTests|AppointmentsPortalTests|BillingPortalTests|OutboxTests|AccountingTests)'

# Leaks are not looked for: XCTest itself has some. Nor is the process's memory searched for keys: the
# sanitizer keeps what was freed.
asan: setup
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address --scratch-path .build-asan --filter 'EventStoreTests|LMDBTests|CryptoTests' \
	  --skip 'WipedMemoryTests|UsedSecretTests|RootSecretTests'

# 200 kills over one store, 100,000 commits beside idle readers, ten seconds of two processes, one
# patient erased among 100,000, 800 sign-ins whose times are compared, a patient with 20,000 events.
endurance: setup
	PORTAL_CRASH_ROUNDS=200 PORTAL_IDLE_COMMITS=100000 PORTAL_TWO_SECONDS=10 PORTAL_FLIPS=300 PORTAL_ERASED_AMONG=100000 \
	  PORTAL_SERVER_KILLS=20 $(SWIFT) test --filter 'ServerProcessTests|CrashTests|ReaderTests|TwoProcessesTests|DamagedFileTests|LargeErasureTests'
	PORTAL_TIMING=1 $(SWIFT) test --filter SignInTimingTests
	PORTAL_LONG_HISTORY=1 PORTAL_ENDURANCE=1 $(SWIFT) test \
	  --filter "EveryReadModelTests|ErasureAtEveryPrefixTests|PromisesTests|AccessTraceTests"

# Conversations of 100,000 random messages; in memory where there is room, for they are not about the disk.
fuzz: setup
	TMPDIR=$$(test -w /dev/shm && echo /dev/shm || echo /tmp) PORTAL_FUZZ=100000 $(SWIFT) test --filter FuzzTests

check: lint build test docs fuzz endurance tsan asan bench-thresholds

interop: build .build-interop/ready
	PYTHONDONTWRITEBYTECODE=1 .build-interop/bin/python -m unittest discover Tests/Interop

.build-interop/ready: Tests/Interop/requirements.txt
	python3 -m venv --clear .build-interop
	.build-interop/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# ARGS="--rate 50 --seconds 10", for another load.
load: release
	@scripts/load $(ARGS)

bench-build:
	@scripts/setup $(PACKAGES) $(BENCH_PACKAGES)
	@cd Benchmarks && $(SWIFT) build -c release --product bench && \
	  $(SWIFT) build -c release --product bench-sqlcipher

bench: bench-build
	@cd Benchmarks && .build/release/bench --folder .build $(ARGS)

bench-growth: bench-build
	@cd Benchmarks && .build/release/bench growth --folder .build $(ARGS)

bench-audit: bench-build
	@cd Benchmarks && .build/release/bench audit --folder .build $(ARGS)

bench-pieces: setup
	@cd Benchmarks && $(SWIFT) package benchmark --target Pieces

# Compares with Benchmarks/Thresholds; 'scripts/bench-thresholds update' writes them anew.
bench-thresholds: setup
	@SWIFT=$(SWIFT) scripts/bench-thresholds

# ARGS="--patients 5000", for a smaller clinic.
bench-analytics: release
	@scripts/bench-analytics $(ARGS)

# Skips plainly where the public test data is neither in PORTAL_TEST_DATA nor in ../shared/data.
bench-bot: release
	@.build/release/portal bot benchmark

example: setup
	$(SWIFT) run --package-path Examples

clean:
	rm -rf .build .build-tsan .build-asan .build-interop Benchmarks/.build Examples/.build
