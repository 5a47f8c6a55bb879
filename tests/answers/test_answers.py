"""The rules that the kit keeps of itself, on every exercise and every answer that lies here."""

import os
from pathlib import Path

import pytest

os.environ["TREADLE_KIT"] = str(Path(__file__).parents[2])

from treadle.kit.rules import *  # noqa: E402, F403

pytest.mark.whole(test_a_right_answer_passes_on_real_threads)  # noqa: F405 (the model's are enough)
