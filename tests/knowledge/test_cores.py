import os
import subprocess
import sys

import pytest

from knowledge.cores import one_thread_each

COUNTING = """
import os
from knowledge.cores import one_thread_each
one_thread_each(os.environ)
import numpy, psutil
print(psutil.Process().num_threads())
"""


def test_linear_algebra_has_no_threads_of_its_own() -> None:
    own = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", COUNTING], capture_output=True, text=True, check=True, env=own
    )
    assert done.stdout.strip() == "1"


@pytest.mark.parametrize("name", ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"])
def test_what_an_operator_set_stays(name: str) -> None:
    environment = {name: "3"}
    one_thread_each(environment)
    assert environment == {name: "3", "TOKENIZERS_PARALLELISM": "false"}


def test_a_tokenizer_has_as_many_threads_as_an_operator_says() -> None:
    environment = {"TOKENIZERS_PARALLELISM": "true"}
    one_thread_each(environment)
    assert environment["TOKENIZERS_PARALLELISM"] == "true"
