"""A TOML file that people write by hand, read so that nothing in it is guessed or passed over.

Whatever does not fit is remembered, with the line where it stands and what to do; what is asked for
comes back empty, so that the rest can be looked at too, and `finish` tells it all as one error.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Final, NamedTuple

from ...core.amounts import exact
from ...core.errors import UsageError
from ...core.matching import meant
from .tomllines import Key, lines_of

LONGEST_TEXT: Final = 32_767
"""What one cell can hold."""

_MOST: Final = Decimal(10) ** 13
_THOUSANDTHS: Final = -3

_MOST_PROBLEMS: Final = 30
"""Problems that are told one by one."""

_UNPRINTABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")


def read_toml(path: Path) -> Section:
    """The whole file as one section; raises UsageError when it is no TOML."""
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415
    else:  # which not every program that Estimat runs in has
        try:
            import tomli as tomllib  # noqa: PLC0415
        except ImportError:
            raise UsageError(
                "Pythonen her er for gammel til å lese forutsetningene uten pakken tomli: "
                "pip install tomli."
            ) from None
    try:
        text = path.read_bytes().decode("utf-8-sig")  # some editors put a mark before the text
        return Section(_Source(path.name, text, [], []), tomllib.loads(text, parse_float=Decimal))
    except FileNotFoundError:
        raise UsageError(f"Finner ikke fila «{path}»; kontroller navnet og mappen.") from None
    except OSError:
        raise UsageError(
            f"Får ikke lest «{path}»; kontroller at det er en fil, og at du har tilgang til den."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} er ikke lagret som UTF-8; lagre fila slik.") from None
    except (ValueError, ArithmeticError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        place = f"linje {found[1]}" if found else "slutten av fila"
        line = text.splitlines()[int(found[1]) - 1 :][:1] if found else []
        raise UsageError(f"{path.name} er ikke gyldig TOML ved {place}{_slip(*line)}.") from None


_LOOK_FOR: Final = (
    "se etter anførselstegn, likhetstegn eller klammer som mangler, og etter nøkler som står to "
    "ganger eller har æ, ø eller å"
)
_SLIPS: Final = (
    (r"=\s*-?\d+[ \u00a0]\d", "et tall skrives uten mellomrom, som 2_200_000"),
    (r"=\s*-?\d+,\d", "desimaltegnet er punktum, som 0.1"),
    (r"[\u201c\u201d\u201e\u00ab\u00bb]", "anførselstegnene skal være rette"),
    (r"^\s*\[*[\w.]*[æøåÆØÅ][\w.]*\]*\s*(?:=|$)", "navnet på en nøkkel har ikke æ, ø eller å"),
)
"""What people write by habit, and how it is written here."""


def _slip(line: str = "") -> str:
    """A line that is no TOML, and what is probably wrong with it."""
    quoted = f" («{line.strip()[:60]}»)" if line.strip() else ""
    how = next((how for pattern, how in _SLIPS if re.search(pattern, line)), "")
    return f"{quoted}: {how}" if how else f"{quoted}; {_LOOK_FOR}"


class _Problem(NamedTuple):
    """What is wrong with a key, where in the file people find it, and what to do."""

    at: Key
    where: str
    said: str
    is_missing: bool


class _Source(NamedTuple):
    """The file, all that has been looked at in it, and what is wrong."""

    name: str
    text: str
    sections: list[Section]
    problems: list[_Problem]


class Section:
    """One table of the file. Keys are taken out; what is left in the end is unknown."""

    def __init__(self, source: _Source, table: object, at: Key = (), where: str = "") -> None:
        self._source = source
        self._at = at
        self._where = where
        self._known: list[str] = []
        self._is_one = isinstance(table, dict)
        self._left: dict[str, Any] = dict(table) if isinstance(table, dict) else {}
        source.sections.append(self)

    def say(self, key: str, what: str, *, of: Key = (), is_missing: bool = False) -> None:
        """Remember what is wrong with a key, or that `of` one below, and what to do; once."""
        at = (*self._at, *of, key)
        # Of what is no table, nothing can be said but that.
        if self._is_one and not any(each.at == at for each in self._source.problems):
            end = "" if what.endswith(("?", ".")) else "."
            said = f"«{key}» {what}{end}"
            self._source.problems.append(_Problem(at, self._where, said, is_missing))

    def finish(self) -> None:
        """Raise UsageError with all that was wrong in the file, if anything was."""
        name, text, sections, problems = self._source
        for section in sections:
            section._say_what_is_left()
        lines = lines_of(text) if problems else {}
        found = sorted((_line(lines, each.at), each.where, each.said) for each in problems)
        first = name if len(found) == 1 else ""
        told = [
            _told((first, f"linje {line}" if line else "", where), said)
            for line, where, said in found
        ]
        if len(told) > 1:
            rest = len(told) - _MOST_PROBLEMS
            more = [f"… og {rest} til."] if rest > 0 else []
            told = [f"{name} har {len(told)} feil:", *told[:_MOST_PROBLEMS], *more]
        if told:
            raise UsageError("\n".join(told))

    def _say_what_is_left(self) -> None:
        """Say whatever has not been taken; of one that is misspelled, not that it is missing."""
        for key in self._left:
            alike = meant(key, self._known)
            lacking = [each for each in self._source.problems if each.is_missing]
            for each in lacking:
                if each.at == (*self._at, alike):
                    self._source.problems.remove(each)
            known = f"de som kan brukes her, er {', '.join(self._known)}"
            self.say(key, f"er en ukjent nøkkel; {f'mente du «{alike}»?' if alike else known}")

    def refuse_doubles(self, tables: str, key: str, values: Sequence[str]) -> None:
        """Refuse two `tables` alike; a workbook takes capital and small letters for the same."""
        seen = set()
        for number, value in enumerate(values):
            if value and value.casefold() in seen:  # one that is missing is told as that
                what = f"er «{value}» på to steder; gi den ene et annet navn"
                self.say(key, what, of=(tables, number))
            seen.add(value.casefold())

    def section(self, key: str) -> Section:
        table = self._take(key)
        if table is None:
            self.say(key, "mangler; ta delen med slik den står i malen", is_missing=True)
        return self._below(key, table)

    def section_if_any(self, key: str) -> Section | None:
        table = self._take(key)
        return None if table is None else self._below(key, table)

    def sections(self, key: str, name: str) -> list[Section]:
        tables = self._take(key)
        if tables is None:
            return []
        if not isinstance(tables, list):
            self.say(key, f"må skrives med doble klammer, [[{key}]]")
            return []
        ids = [table.get("id") if isinstance(table, dict) else None for table in tables]
        names = [f"{name} {id or f'nummer {number}'}" for number, id in enumerate(ids, start=1)]
        return [
            self._below(key, table, (number,), called)
            for number, (called, table) in enumerate(zip(names, tables, strict=True))
        ]

    def _below(self, key: str, table: object, number: Key = (), called: str = "") -> Section:
        """A section of this one; what is no table is said to be none, once."""
        if table is not None and not isinstance(table, dict):
            self.say(key, "må være en egen del med nøkler under seg, ikke én verdi")
        where = ", ".join(filter(None, (self._where, called or key)))
        return Section(self._source, table, (*self._at, key, *number), where)

    def has(self, key: str, kind: type = object) -> bool:
        """Whether there is such a key, with a value of that kind, which has not been taken."""
        return key in self._left and isinstance(self._left[key], kind)

    def may_have(self, key: str) -> None:
        """Let a key that is left out be one of those that can be used here."""
        self._known.append(key)

    def text(self, key: str, *, required: bool = True) -> str:
        value = self._take(key)
        if value is None:
            if required:
                self.say(key, f'mangler; skriv {key} = "…"', is_missing=True)
            return ""
        return self._sound_text(key, value)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._take(key)
        if values is None:
            return ()
        if not isinstance(values, list):
            self.say(key, 'må være en liste med tekster, ["…", "…"]')
            return ()
        return tuple(self._sound_text(key, value) for value in values)

    def answer(self, key: str) -> bool | None:
        """Yes or no; None is a key that is left out."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        self.say(key, "må være true eller false; skriv det uten anførselstegn")
        return None

    def choice(self, key: str, words: type[Enum], default: Enum | None = None) -> str:
        known = [word.value for word in words]
        if default is None:
            return self.one_of(key, known)
        return self.one_of(key, ["", *known]) or str(default.value)

    def one_of(self, key: str, words: Sequence[str]) -> str:
        """One of the words; the empty one among them is a key that is left out."""
        spelled = {word.casefold(): word for word in words if word}
        known = ", ".join(f"«{word}»" for word in spelled.values())
        if "" not in words and key not in self._left:
            self._known.append(key)
            self.say(key, f"mangler; velg en av {known}", is_missing=True)
            return ""
        value = self.text(key, required=False)
        if not value or value.casefold() in spelled:
            return spelled.get(value.casefold(), "")
        alike = meant(value, spelled.values())
        self.say(key, f"er «{value}»; {f'mente du «{alike}»?' if alike else f'velg en av {known}'}")
        return ""

    def required_number(self, key: str, *, above_zero: bool, large: bool) -> Decimal:
        number = self.number(key, above_zero=above_zero, large=large)
        if number is None:
            self.say(key, f"mangler; skriv {key} = og et tall", is_missing=True)
        return number or Decimal(0)

    def number(self, key: str, *, above_zero: bool = False, large: bool = False) -> Decimal | None:
        """A number; a `large` one with three decimals has its point between thousands."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.say(key, "må være et tall; skriv det uten anførselstegn, som 7.5")
            return None
        number = Decimal(value)
        # A cell holds a float; a number that does not come back from it the same is no use.
        if not number.is_finite() or exact(float(number)) != number:
            too_large = number.is_finite() and abs(number) >= _MOST
            most = "under 10 000 milliarder" if too_large else "med høyst 15 siffer"
            self.say(key, f"er {value}; skriv et tall {most}")
            return None
        if large and isinstance(value, Decimal) and value.as_tuple().exponent == _THOUSANDTHS:
            meant = str(value).replace(".", "")
            self.say(key, f"er {value}, og punktum er desimaltegnet; mente du {meant}?")
            return None
        if number < 0 or (above_zero and not number):
            least = "større enn 0" if above_zero else "0 eller mer"
            self.say(key, f"er {value}, men må være {least}")
            return None
        return number

    def _take(self, key: str) -> Any:
        self._known.append(key)
        return self._left.pop(key, None)

    def _sound_text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            wrong = "må være en tekst; sett den i anførselstegn"
        elif not value.strip():
            wrong = "er tom; skriv en tekst, eller ta bort nøkkelen"
        elif value != value.strip():
            wrong = "har mellomrom først eller sist; ta dem bort"
        elif _UNPRINTABLE.search(value):
            wrong = "har tegn som ikke kan vises i en celle; skriv teksten på nytt"
        elif len(value.encode("utf-16-le")) > 2 * LONGEST_TEXT:
            wrong = f"er lengre enn {LONGEST_TEXT} tegn; kort den ned"
        else:
            return value
        self.say(key, wrong)
        return ""


def _line(lines: Mapping[Key, int], at: Key) -> int:
    """The line of a key, or of the nearest table above it that has one; 0 is the whole file."""
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 0)


def _told(places: Sequence[str], said: str) -> str:
    where = ", ".join(filter(None, places))
    return f"{where}: {said}" if where else said
