"""The story of a failing schedule: what happened, step by step, for a person to read."""

from __future__ import annotations

from treadle.story.structure import as_json
from treadle.story.telling import Story, goes_by_times, mistake, show, tell

__all__ = ["Story", "as_json", "goes_by_times", "mistake", "show", "tell"]
