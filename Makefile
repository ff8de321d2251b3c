# The verbs. `make run` builds everything and serves it; `make test` tests every surface; `make check` reads the source.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := run
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: run test soak check bless bench time counts bytes dist clean native test-native test-wasm test-browser chromium wasm-target types-fresh

T := $(or $(CARGO_TARGET_DIR),target)
YUSHEN := $(T)/release/yushen
BIND := $(T)/release/yushen-wasm-bind
RAW := $(T)/wasm32-unknown-unknown/wasm/yushen_wasm.wasm
PKG := wasm/pkg
TOOLS := node_modules/.bin
# Smaller as it is downloaded: functions that stay apart and expressions that stay written out repeat, which compresses.
# Nothing lies in the first KB of the memory: the end of the stack does.
SMALLER := -Os --always-inline-max-function-size 0 --flexible-inline-max-function-size 0 \
	--one-caller-inline-max-function-size 0 --skip-pass local-cse --low-memory-unused --converge
# A hash in 2 kB instead of 8: it is taken of a calendar, and of a rulebook where that is asked for. And no paths of the
# machine that builds, so that every machine builds the same bytes.
COMPACT := CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS='--cfg sha2_backend_soft="compact" \
	--remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src/=/ --remap-path-prefix=$(CURDIR)/=/'
# Built and tested in one selection and one profile, so that every dependency is compiled once.
NATIVE := --release --workspace --exclude yushen-wasm
IN_TESTS := YUSHEN_BIN="$(abspath $(YUSHEN))" npm run --silent --workspace tests
DENY := 0.20.2
# What the benchmark has beside the npm packages: regorus as a module, and a Python of its own for numpy.
PEER := tests/bench/peers/regorus
REGORUS := tests/results/regorus/regorus_bg.wasm
PYTHON := $(T)/bench-python

cargo_files := Cargo.toml Cargo.lock rust-toolchain.toml
core_files := core/Cargo.toml $(shell find core/src -name '*.rs')
packages := package-lock.json package.json $(wildcard wasm/package.json web/package.json tests/package.json)
web_files := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*')

## Serve the product on one address, with its data in ./data.
run: native
	$(abspath $(YUSHEN)) serve --data ./data

## Everything that has to hold, on every surface.
test: test-native test-wasm test-browser

# Leaves its answers in tests/results/, which the other two compare with.
test-native: native
	cargo test $(NATIVE) --no-fail-fast

test-wasm: $(PKG)/rulebooks/calendar.json chromium
	$(IN_TESTS) wasm

test-browser: native chromium
	$(IN_TESTS) e2e

## The random tests at length, from seeds of their own: RULEBOOKS=100000 CONDITIONS=1000000 HISTORIES=100000 STEPS=1000000
## ROUNDS=20; YUSHEN_SEED=7 repeats a run.
soak: native
	seed=$${YUSHEN_SEED:-$$(od -An -N6 -tu8 /dev/urandom | tr -d ' ')}; \
	YUSHEN_RULEBOOKS=$(or $(RULEBOOKS),100000) YUSHEN_CONDITIONS=$(or $(CONDITIONS),1000000) \
	YUSHEN_HISTORIES=$(or $(HISTORIES),100000) YUSHEN_STEPS=$(or $(STEPS),1000000) YUSHEN_SEED=$$seed \
	cargo test $(NATIVE) --test small --test cel --test clocks --test session -- --nocapture; \
	for round in $$(seq $(or $(ROUNDS),20)); do \
		YUSHEN_SEED=$$((seed + round * 1000000)) cargo test $(NATIVE) --quiet \
			--test agree --test ask --test days --test plans --test scale --test sheets; \
	done

## The source: layout, lints, licences, generated files, types.
check: types-fresh $(PKG)/index.js
	cargo fmt --check
	cargo fmt --check --manifest-path $(PEER)/Cargo.toml
	cargo clippy --release --workspace --all-targets --locked -- -D warnings
	@if command -v cargo-deny >/dev/null; \
	then cargo deny --locked check --hide-inclusion-graph licenses bans sources; \
	else echo "cargo-deny is missing, so licences are not checked: cargo install --locked cargo-deny --version $(DENY)"; fi
	$(TOOLS)/tsc -p wasm --noEmit
	npm run --silent --workspaces --if-present check

types-fresh: $(BIND)
	@$(BIND) types | diff -u wasm/js/types.ts - \
		|| { echo "wasm/js/types.ts is not what the Rust types say: make bless"; exit 1; }

## Write the generated files anew.
bless: $(BIND)
	$(BIND) types > wasm/js/types.ts

## Measure, and print one table (and tests/results/bench.json); natively, what is given away.
bench: native $(PKG)/rulebooks/calendar.json $(REGORUS) $(PYTHON)/pyvenv.cfg chromium
	cargo build --profile dist -p yushen-tests --example bench --example scale
	YUSHEN_BIN="$(abspath $(YUSHEN))" YUSHEN_NATIVE="$(abspath $(T)/dist/examples/bench)" \
		YUSHEN_SCALE="$(abspath $(T)/dist/examples/scale)" YUSHEN_TIMES="$(abspath $(T)/criterion/native)" \
		YUSHEN_PYTHON="$$(command -v "$(abspath $(PYTHON)/bin/python)" || echo python3)" \
		node tests/bench/bench.mjs

## The same natively, by criterion: how long each answer takes.
bench: time
time:
	cargo bench --profile dist --quiet -p yushen-tests --features time --bench time

## Count the instructions of each answer (valgrind), against tests/bench/instructions.txt; BLESS=1 keeps the new counts.
counts:
	@command -v valgrind >/dev/null || { echo "valgrind is missing: sudo apt-get install valgrind"; exit 1; }
	cargo build --release -p yushen-tests --example instructions
	$(T)/release/examples/instructions $(if $(BLESS),--bless)

## Keep what the module's bytes are, by crate; refuses where they have grown by more than 3 % without a word in the CHANGELOG.
bytes: $(PKG)/yushen_bg.wasm $(BIND)
	{ echo "# Bytes of the module as it is shipped; then by crate as the compiler wrote it, before wasm-bindgen and wasm-opt."; \
	node tests/wasm/size.mjs && echo && $(BIND) bytes $(RAW); } > $(T)/bytes.txt
	cp $(T)/bytes.txt wasm/bytes.txt
	@cat wasm/bytes.txt

## What is given away: the optimised binary and the npm package, in ./dist.
dist: web/dist/index.html $(PKG)/rulebooks/calendar.json
	cargo build --profile dist -p yushen-server
	mkdir -p dist
	cp $(T)/dist/yushen dist/
	npm pack --silent --workspace wasm --pack-destination dist

clean:
	rm -rf $(PKG) web/dist dist tests/results
	cargo clean

# What the verbs are made of.

# The font of the papers comes with npm.
native: web/dist/index.html node_modules/.package-lock.json
	cargo build $(NATIVE)

$(BIND): wasm/bind/Cargo.toml $(wildcard wasm/bind/src/*.rs) $(core_files) $(cargo_files)
	cargo build --release -p yushen-wasm-bind
	@touch $@

# Its flags stand here.
$(RAW): Makefile wasm/Cargo.toml wasm/src/lib.rs $(core_files) $(cargo_files) | wasm-target
	$(COMPACT) cargo build --profile wasm -p yushen-wasm --target wasm32-unknown-unknown
	@touch $@

$(PKG)/yushen_bg.wasm: $(RAW) $(BIND) node_modules/.package-lock.json
	$(BIND) module $(RAW) $(PKG) yushen
	$(TOOLS)/wasm-opt $(SMALLER) $@ -o $@

$(PKG)/index.js: $(PKG)/yushen_bg.wasm wasm/tsconfig.json $(wildcard wasm/js/*.ts)
	$(TOOLS)/tsc -p wasm
	@touch $@

$(PKG)/rulebooks/calendar.json: native $(PKG)/index.js
	$(YUSHEN) rules build --out $(PKG)/rulebooks

$(REGORUS): $(BIND) $(PEER)/Cargo.toml $(PEER)/Cargo.lock $(PEER)/src/lib.rs rust-toolchain.toml | wasm-target
	cargo build --release --locked --manifest-path $(PEER)/Cargo.toml --target wasm32-unknown-unknown --target-dir $(T)/regorus
	$(BIND) module $(T)/regorus/wasm32-unknown-unknown/release/regorus_peer.wasm $(@D) regorus

# Where that cannot be, the benchmark goes on with python3's own numpy, or its table says that there is none.
$(PYTHON)/pyvenv.cfg: tests/bench/requirements.txt
	@{ python3 -m venv $(@D) && $(@D)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r $< && touch $@; } \
		|| { rm -rf $(@D); echo "numpy could not be installed for the benchmark; python3 needs venv and pip: sudo apt-get install python3-venv"; }

web/dist/index.html: $(PKG)/index.js $(web_files) node_modules/.package-lock.json
	npm run --silent --workspace web build
	@touch $@

node_modules/.package-lock.json: $(packages)
	npm ci --no-audit --no-fund
	@touch $@

wasm-target:
	@test -d "$$(rustc --print target-libdir --target wasm32-unknown-unknown)" || rustup target add wasm32-unknown-unknown

chromium:
	@command -v chromium >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium; } \
		|| { echo "The browser tests need Chromium: sudo apt-get install chromium"; exit 1; }
