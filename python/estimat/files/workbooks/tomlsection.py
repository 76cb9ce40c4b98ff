"""A TOML file that people write by hand, read so that nothing in it is guessed or passed over.

Whatever does not fit becomes one `UsageError` that says where it stands and what to do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeVar

from ...core.amounts import exact
from ...core.errors import UsageError

E = TypeVar("E", bound=Enum)

_LONGEST_TEXT: Final = 32_767
"""What one cell can hold."""

_UNPRINTABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")


def read_toml(path: Path) -> Section:
    """The whole file as one section."""
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415
    else:  # which not every program that Estimat runs in has
        import tomli as tomllib  # noqa: PLC0415
    try:
        text = path.read_bytes().decode("utf-8-sig")  # some editors put a mark before the text
        return Section(path.name, tomllib.loads(text, parse_float=Decimal))
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
        raise UsageError(
            f"{path.name} er ikke gyldig TOML ved {place}; se etter anførselstegn, likhetstegn "
            "eller klammer som mangler, og etter nøkler som står to ganger eller har æ, ø eller å."
        ) from None


class Section:
    """One table of the file. Keys are taken out one by one; what `close` still finds is unknown."""

    def __init__(self, where: str, table: object) -> None:
        if not isinstance(table, dict):
            raise UsageError(f"{where} må være en egen del med nøkler under seg, ikke én verdi.")
        self._where = where
        self._left = dict(table)
        self._known: list[str] = []

    def wrong(self, key: str, what: str) -> UsageError:
        end = "" if what.endswith(("?", ".")) else "."
        return UsageError(f"{self._where}: «{key}» {what}{end}")

    def close(self) -> None:
        """Refuse whatever has not been taken."""
        for key in self._left:
            known = ", ".join(self._known)
            raise self.wrong(key, f"er en ukjent nøkkel; de som kan brukes her, er {known}")

    def refuse_doubles(self, key: str, values: list[str]) -> None:
        """Refuse two alike; a workbook takes capital and small letters for the same."""
        seen = set()
        for value in values:
            if value.casefold() in seen:
                raise self.wrong(key, f"er «{value}» på to steder; gi den ene et annet navn")
            seen.add(value.casefold())

    def section(self, key: str) -> Section:
        section = self.section_if_any(key)
        if section is None:
            raise self.wrong(key, "mangler; ta delen med slik den står i malen")
        return section

    def section_if_any(self, key: str) -> Section | None:
        table = self._take(key)
        return None if table is None else Section(f"{self._where}, {key}", table)

    def sections(self, key: str, name: str) -> list[Section]:
        tables = self._take(key)
        if tables is None:
            return []
        if not isinstance(tables, list):
            raise self.wrong(key, f"må skrives med doble klammer, [[{key}]]")
        ids = [table.get("id") if isinstance(table, dict) else None for table in tables]
        names = [f"{name} {id or f'nummer {number}'}" for number, id in enumerate(ids, start=1)]
        return [
            Section(f"{self._where}, {name}", table)
            for name, table in zip(names, tables, strict=True)
        ]

    def text(self, key: str, *, required: bool = True) -> str:
        value = self._take(key)
        if value is None:
            if required:
                raise self.wrong(key, f'mangler; skriv {key} = "…"')
            return ""
        return self._sound_text(key, value)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._take(key)
        if values is None:
            return ()
        if not isinstance(values, list):
            raise self.wrong(key, 'må være en liste med tekster, ["…", "…"]')
        return tuple(self._sound_text(key, value) for value in values)

    def choice(self, key: str, words: type[E]) -> E:
        return words(self.one_of(key, [word.value for word in words]))

    def one_of(self, key: str, words: Sequence[str]) -> str:
        """One of the words; the empty one among them is a key that is left out."""
        value = self.text(key, required="" not in words)
        if value not in words:
            known = ", ".join(f"«{word}»" for word in words if word)
            raise self.wrong(key, f"er «{value}»; velg en av {known}")
        return value

    def required_number(self, key: str, *, above_zero: bool) -> Decimal:
        number = self.number(key, above_zero=above_zero)
        if number is None:
            raise self.wrong(key, f"mangler; skriv {key} = og et tall")
        return number

    def number(self, key: str, *, above_zero: bool = False) -> Decimal | None:
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.wrong(key, "må være et tall; skriv det uten anførselstegn, som 7.5")
        number = Decimal(value)
        # A cell holds a float; a number that does not come back from it the same is no use.
        if not number.is_finite() or exact(float(number)) != number:
            raise self.wrong(key, f"er {value}; skriv et tall med høyst 15 siffer")
        if number < 0 or (above_zero and not number):
            least = "større enn 0" if above_zero else "0 eller mer"
            raise self.wrong(key, f"er {value}, men må være {least}")
        return number

    def _take(self, key: str) -> Any:
        self._known.append(key)
        return self._left.pop(key, None)

    def _sound_text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.wrong(key, "må være en tekst; sett den i anførselstegn")
        if not value.strip():
            raise self.wrong(key, "er tom; skriv en tekst, eller ta bort nøkkelen")
        if value != value.strip():
            raise self.wrong(key, "har mellomrom først eller sist; ta dem bort")
        if _UNPRINTABLE.search(value):
            raise self.wrong(key, "har tegn som ikke kan vises i en celle; skriv teksten på nytt")
        if len(value.encode("utf-16-le")) > 2 * _LONGEST_TEXT:
            raise self.wrong(key, f"er lengre enn {_LONGEST_TEXT} tegn; kort den ned")
        return value
