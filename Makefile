# The two commands of the README are `make demo` and `make test`; both do all set-up themselves.
PORT ?= 8787
CARGO ?= cargo

.DEFAULT_GOAL := help

.PHONY: help
help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: demo
demo: assets ## Build everything and open the two phones on http://127.0.0.1:8787 (PORT=… for another)
	@echo "构建中，第一次要几分钟 / building; the first time takes a few minutes"
	@$(CARGO) run --bin wecom-share -- demo --port $(PORT)

.PHONY: test
test: lint ## Run every test: Rust, SDK, example, phones, browser
	@scripts/test

.PHONY: disaster
disaster: ## Run generated disasters against server and simulator for some minutes (DISASTER_SEED, DISASTER_CASES, DISASTER_OPS)
	@DISASTER_SEED=$${DISASTER_SEED:-$$(date +%s)} DISASTER_CASES=$${DISASTER_CASES:-500} DISASTER_OPS=$${DISASTER_OPS:-60} $(CARGO) test -p wecom-share --test disaster whatever -- --nocapture

.PHONY: lint
lint: assets ## Check formatting, clippy and types
	@scripts/lint

.PHONY: bench
bench: assets ## Measure speed and size; figures go to docs/benchmarks.md by hand
	@scripts/bench

.PHONY: soak
soak: ## 64 clients at once against the stand-in for a minute, every answer checked; a large world
	@$(CARGO) run --release --quiet -p wecom-share-simulator --example load -- --seconds 60 --generate members=1000,customers=1000000,groups=50000

.PHONY: assets
assets: tools ## Build the SDK, the example's npm folder and the phones' page
	@scripts/assets

.PHONY: tools
tools: ## Check that Rust, Node and a C compiler are here
	@scripts/tools

.PHONY: build
build: assets ## Build the release binary
	@$(CARGO) build --release --bin wecom-share
	@echo "target/release/wecom-share"

.PHONY: clean
clean: ## Remove everything built
	@rm -rf target miniprogram/dist web/dist examples/miniprogram/miniprogram_npm node_modules
