# The two commands of the README: `make chat` and `make test`. Both create .venv themselves.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
# Tests start the program some hundred times: where nothing keeps its bytecode, half of their time goes into compiling.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: chat test lint bench scale faults soak quality lock audit sbom clean

chat: .venv/ready
	@$(BIN)/counterpoint --data .data ingest samples/*/*.md --topic-from-folder --quiet --new
	@$(BIN)/counterpoint --data .data chat

test: lint
	$(BIN)/pytest -n 2

lint: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

bench: .venv/ready
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.chats
	$(BIN)/python -m benchmarks.web_pages
	$(BIN)/python -m benchmarks.scale

scale: .venv/ready
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.scale --sizes 10000,100000,1000000 --workspaces 1000 \
	  --json build/bench/scale.json --figures build/bench

faults: .venv/ready
	$(BIN)/python -m benchmarks.faults

soak: .venv/ready
	$(BIN)/python -m benchmarks.soak

quality: .venv/ready
	$(BIN)/python -m benchmarks.quality --shared $(SHARED) --report docs/quality.md

lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --quiet -o requirements.lock
	uv pip compile pyproject.toml -c requirements.lock --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet -o deploy/requirements.txt
	echo 'hatchling' | uv pip compile - -c requirements.lock --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet -o deploy/requirements-build.txt

audit: .venv/ready
	$(BIN)/python -m deploy.supply_chain.audit

sbom: .venv/ready
	$(BIN)/python -m deploy.supply_chain.sbom build/sbom.json

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv .data build
