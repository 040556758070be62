# The commands live in dev.py, so that they work without make too. ARGS go on: make test ARGS="tests/models -k door"
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := run
.PHONY: setup run tour test check bench soak

setup run tour test check bench soak:
	@$(PYTHON) dev.py $@ $(ARGS)
