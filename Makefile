# make chat    set up what is missing and talk to the bot on a demonstration clinic
# make test    set up what is missing and pass every test
# make check   all that a change must pass: format, warnings, tests, documentation, sanitizers

PACKAGES := liblmdb-dev libsodium-dev libsqlite3-dev pkg-config
SWIFT := swift
LIBRARIES := EventStore Portal PortalBot PortalDomain

.PHONY: help setup chat test build release lint format docs tsan asan check clean

help:
	@sed -n 's/^# make/make/p' Makefile

setup:
	@scripts/setup $(PACKAGES)

chat: setup
	@$(SWIFT) build --product portal --quiet || $(SWIFT) build --product portal
	@.build/debug/portal chat

test: setup
	$(SWIFT) test

build: setup
	$(SWIFT) build

release: setup
	$(SWIFT) build -c release --product portal

lint:
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

format:
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

# The documentation of the libraries; an unknown symbol in a comment is an error.
docs: setup
	@scripts/docs $(LIBRARIES)

tsan: setup
	$(SWIFT) test --sanitize=thread --scratch-path .build-tsan --filter 'EventStoreTests|LMDBTests|PortalTests'

# Leaks are not looked for: XCTest itself has some.
asan: setup
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address --scratch-path .build-asan --filter 'EventStoreTests|LMDBTests|CryptoTests'

check: lint build test docs tsan asan

clean:
	rm -rf .build .build-tsan .build-asan
