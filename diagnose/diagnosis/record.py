"""What every result is made of: a record that is written as JSON, and an interval of levels."""

import json

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of the diagnosis' parts."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def to_json(self) -> str:
        """Return the record as JSON: sorted keys, the same bytes for the same facts and rules."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


class Interval(Record):
    """A level, 1 (lowest) to 4; one number where `lowest` equals `highest`, else what the unknown facts leave open."""

    lowest: int
    highest: int
