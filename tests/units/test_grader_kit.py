"""The kit: which exercises are meant, and where they are."""

from pathlib import Path

import pytest

from grader import kit
from grader.errors import BadInput
from grader.kit import Exercise, Kit

KIT = Kit(
    Path(__file__).parent,
    tuple(Exercise(name, "", ()) for name in ("02_race", "03_lock", "21_fork")),
)


@pytest.mark.parametrize("name", ["03_lock", "03", "3", "lock"])
def test_an_exercise_is_meant_by_any_part_of_its_name(name):
    assert KIT.select([name]).exercises == (KIT.exercises[1],)


def test_exercises_keep_their_order_and_come_once():
    assert [e.name for e in KIT.select(["fork", "2", "21", "02"]).exercises] == [
        "02_race",
        "21_fork",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("03_lok", "no exercise '03_lok'. Did you mean 03_lock?"),
        ("races", "Did you mean 02_race?"),
        ("99", "There are 02_race, 03_lock, 21_fork."),
    ],
)
def test_an_unknown_exercise_is_refused_with_a_proposal(name, said):
    with pytest.raises(BadInput) as caught:
        KIT.select(["02", name])
    assert said in str(caught.value)


def test_the_kit_is_found_from_below(tmp_path):
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    exercise = tmp_path / "exercises" / "01_sum"
    exercise.mkdir(parents=True)
    (exercise / "test_sum.py").touch()
    assert kit.find(below) == tmp_path / "exercises"


def test_a_folder_without_exercises_is_no_kit(tmp_path):
    with pytest.raises(BadInput, match="is no kit"):
        kit.learn(tmp_path)
    (tmp_path / "exercises").mkdir()
    with pytest.raises(BadInput, match="Did you mean "):
        kit.learn(tmp_path)
    with pytest.raises(BadInput, match="cannot be read"):
        kit.learn(tmp_path / "missing")
