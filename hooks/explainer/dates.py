"""Dates with a precision.

A record's date is a day, a month, a year or "undated". Only `is_to_come` reads the clock.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

UNDATED = "undated"

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""Years outside this range are typing errors, and calendars cannot represent all of them."""


@dataclass(frozen=True)
class PartialDate:
    """A date as precisely as it is known; unknown parts are None, and all are None if undated."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    _FORM: ClassVar[re.Pattern[str]] = re.compile(
        r"(?!0000)(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII
    )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `undated`.

        Raises:
            ValueError: If the text has another form, or the date is not in the calendar or range.
                The message is for editors.
        """
        if text == UNDATED:
            return cls()
        match = cls._FORM.match(text)
        if not match:
            raise ValueError(f'"{text}" is not a date; write 2025-04-17, 2025-04, 2025 or undated')
        year, month, day = (int(part) if part else None for part in match.groups())
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f'"{text}" is not between {FIRST_YEAR} and {LAST_YEAR}')
        if month is not None and not 1 <= month <= 12:
            raise ValueError(f'"{text}" has no month {month}')
        if year is not None and month is not None and day is not None:
            last = calendar.monthrange(year, month)[1]
            if not 1 <= day <= last:
                name = calendar.month_name[month]
                raise ValueError(f'"{text}" does not exist; {name} {year} has {last} days')
        return cls(year, month, day)

    @property
    def precision(self) -> str:
        """`day`, `month`, `year` or `undated`."""
        if self.day is not None:
            return "day"
        if self.month is not None:
            return "month"
        return "year" if self.year is not None else UNDATED

    @property
    def first_day(self) -> date:
        """The earliest day that this date can mean; undated counts as the end of time.

        Sorted newest first, undated comes first, so a list of the newest leaves it out.
        """
        return date(self.year, self.month or 1, self.day or 1) if self.year else date.max

    @property
    def last_day(self) -> date:
        """The latest day that this date can mean; undated counts as the end of time."""
        if self.year is None:
            return date.max
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def is_to_come(self) -> bool:
        """Whether all of it lies in the future, wherever on earth that is judged."""
        tomorrow = datetime.now(UTC) + timedelta(days=1)  # as it may be east of Greenwich
        return self.year is not None and self.first_day > tomorrow.date()

    @property
    def words(self) -> str:
        """The date in English, such as `17 April 2025`."""
        if self.year is None:
            return UNDATED
        parts = [str(self.day or ""), calendar.month_name[self.month or 0], str(self.year)]
        return " ".join(part for part in parts if part)

    def words_until(self, end: "PartialDate") -> str:
        """The start of a period in English, without what the end says as well.

        For example `16` before 18 April 2025, or `28 February` before May 2022.
        """
        if self.month is None or end.month is None or self.year != end.year:
            return self.words
        if self.day and end.day and self.month == end.month:
            return str(self.day)
        return self.words.removesuffix(f" {self.year}")

    def __str__(self) -> str:
        """Return the ISO form that `parse` reads; a valid `datetime` attribute unless undated."""
        if self.year is None:
            return UNDATED
        numbers = [f"{self.year:04d}", *(f"{n:02d}" for n in (self.month, self.day) if n)]
        return "-".join(numbers)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Support `PartialDate` as a field type of records."""

        def read(value: Any) -> PartialDate:
            if isinstance(value, PartialDate):
                return value
            try:
                return cls.parse(str(value))
            except ValueError as error:
                raise PydanticCustomError("date", "{reason}", {"reason": str(error)}) from None

        return core_schema.no_info_plain_validator_function(
            read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the written form. Other YAML readers take a year alone for a number."""
        pattern = r"^(undated|\d{4}(-\d{2}(-\d{2})?)?)$"
        kinds = ["string", "integer"] if handler.mode == "validation" else "string"
        return {"type": kinds, "pattern": pattern}


def _has_come(day: PartialDate) -> PartialDate:
    if day.is_to_come:
        reason = f'"{day}" has not come yet'
        raise PydanticCustomError("date_to_come", "{reason}", {"reason": reason})
    return day


PastDate = Annotated[PartialDate, AfterValidator(_has_come)]
"""The date of something that has happened: published, seen, known, reviewed or changed."""


def span_in_words(start: PartialDate, end: PartialDate | None) -> str:
    """Return a period in the shortest unambiguous form.

    For example `16–18 April 2025`, `28 February – May 2022` or `December 2021`. A single date has
    no `end`.
    """
    if end is None or end == start:
        return start.words
    begun = start.words_until(end)
    return f"{begun}{'–' if begun == str(start.day) else ' – '}{end.words}"
