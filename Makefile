# Everyday commands. `make` alone lists them.

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-print-directory
BIN         := bin/assay
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help demo build test test-go test-contracts deps generate model soak bench-table lint clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## a chain, two providers, a buyer, money, receipts, and nine cheats that are caught
	@$(BIN) demo $(ARGS)

build: ## build bin/assay (the first time takes a minute or two: it compiles go-ethereum)
	@echo "building $(BIN); on a new machine this downloads and compiles go-ethereum, which takes a minute or two"
	@start=$$SECONDS; go build -v -o $(BIN) ./cmd/assay 2>&1 | awk -f .ci/progress.awk; \
	  echo "built $(BIN) in $$((SECONDS - start)) s"

test: deps test-contracts test-go ## everything: Foundry tests, go vet, all Go tests, end-to-end tests
	@echo "all tests passed"

deps: # what the tests need besides Go: npm packages, another test chain, an arm64 emulator
	@.ci/npm.sh contracts
	@.ci/anvil.sh
	@.ci/npm.sh test/openai
	@.ci/npm.sh test/x402
	@.ci/npm.sh test/mpp
	@if [ "$$(uname -sm)" = "Linux x86_64" ]; then .ci/npm.sh test/llamacpp; fi
	@.ci/qemu.sh

test-contracts: # unit, fuzz and invariant tests in Foundry; generated bindings are current
	@echo "contracts: forge test"
	@contracts/test.sh

test-go: # -p 2 keeps the timing of the end-to-end tests honest on two cores
	@echo "go vet"
	@go vet ./...
	@echo "go test (the first time compiles everything)"
	@ASSAY_REQUIRE_QEMU=1 ASSAY_REQUIRE_ANVIL=1 ASSAY_REQUIRE_NPM=1 go test -p 2 -timeout 15m ./...

generate: ## rewrite what is generated: contracts/bind, the picture in the README, the assembly of the linear layers
	@contracts/generate.sh
	@go test ./job -run TestReadmePicture -update
	@go test ./engine/kernel/asm -update

model: build ## train the default model again, from fixed seeds, and compare (long; see docs/model.md)
	@mkdir -p build
	@$(BIN) train --out build/assay-small.gguf --curve docs/model-loss.svg $(ARGS)
	@if cmp -s build/assay-small.gguf engine/builtin/assay-small.gguf; then \
	  echo "build/assay-small.gguf is the model that the program carries, to the last byte"; \
	else \
	  echo "build/assay-small.gguf differs from engine/builtin/assay-small.gguf."; \
	  echo "To ship it, copy it there and put its hash into engine/builtin/builtin.go:"; \
	  sha256sum build/assay-small.gguf; exit 1; \
	fi

soak: ## a million tokens over all instructions, threads and batches; 100,000 cells of each kind and 3,000 disputes in an EVM and in Go (long; SOAK_TOKENS and SOAK_SEED change it)
	@go test ./internal/soak -run 'TestSoak$$' -count 1 -timeout 0 -v -args -tokens $${SOAK_TOKENS:-1000000} -soak-seed $${SOAK_SEED:-1}
	@ASSAY_CELL_CASES=100000 ASSAY_DISPUTE_GAMES=3000 go test ./contracts -run 'TestCellsAgree$$|TestDisputeRandomGamesAgree$$' -count 1 -timeout 0 -v

bench-table: build ## measure this machine beside llama.cpp and write the table into README.md (about ten minutes, on an idle machine)
	@.ci/npm.sh test/llamacpp
	@mkdir -p build
	@$(BIN) bench engine --json > build/bench-engine.json
	@$(BIN) bench serving --json > build/bench-serving.json
	@$(BIN) bench table build/bench-engine.json build/bench-serving.json --into README.md

lint: ## gofmt, go vet, staticcheck, the architecture
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not formatted: $$out"; exit 1; fi
	@go vet ./...
	@go run $(STATICCHECK) ./...
	@go test ./internal/arch

clean: ## remove what was built
	@rm -rf bin build contracts/out contracts/cache
