"""Tests of closes on Spark and Sail: `make test-spark` runs them where their environment and Java are."""

import os

if "CAKUPAN_TEST_SPARK" not in os.environ:
    collect_ignore_glob = ["test_*.py"]
