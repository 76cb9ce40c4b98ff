"""USIK: ranges that are hardly P10 and P90, and common factors that cannot be reckoned with."""

from __future__ import annotations

from decimal import Decimal

from estimat.core import layout
from estimat.core.estimate import Factor
from estimat.core.findings import Place
from tests.findings.catalogue import WARNING, innocent, provokes
from tests.smallbook import FACTORS, OWN, PURCHASE, Small


def factor(name: str = "Mer involvering", works_on: str = "Egne timer") -> Factor:
    """A factor that nothing is wrong with."""
    return Factor(name, works_on, Decimal("0.95"), Decimal(1), Decimal("1.15"), "Notatet.")


@provokes("USIK-01", WARNING)
def a_range_has_no_high(book: Small) -> Place:
    return book.write("Timer høy", OWN, None)


@innocent("USIK-01")
def a_row_has_no_range(book: Small) -> None:
    book.write("Timer lav", OWN, None)
    book.write("Timer høy", OWN, None)


@provokes("USIK-02", WARNING)
def own_hours_have_a_range_in_kroner(book: Small) -> Place:
    place = book.write("Beløp lav", OWN, 1_000_000.0)
    book.write("Beløp høy", OWN, 2_000_000.0)
    return place


@innocent("USIK-02")
def a_purchase_has_a_range_in_kroner(book: Small) -> None:
    book.write("Beløp lav", PURCHASE, 200_000.0)
    book.write("Beløp høy", PURCHASE, 400_000.0)


@provokes("USIK-03", WARNING)
def a_range_is_wider_than_one_to_ten(book: Small) -> Place:
    book.write("Timer lav", OWN, 110.0)
    return book.write("Timer høy", OWN, 1_100.5)


@innocent("USIK-03")
def a_range_is_one_to_ten(book: Small) -> None:
    book.write("Timer lav", OWN, 110.0)
    book.write("Timer høy", OWN, 1_100.0)


@provokes("USIK-04", WARNING, also=["OMR-01"])
def a_factor_works_on_an_area_without_kroner(book: Small) -> Place:
    book.clear_rows()
    return book.write_factor(1, factor(works_on="PLL"))


@innocent("USIK-04")
def factors_work_on_all_that_they_can(book: Small) -> None:
    everything = "Alle", "pll", "VIDEREFORMIDLING", "Ola  Nordmann"
    for row, works_on in enumerate(everything, start=1):
        book.write_factor(row, factor(f"Faktor {row}", works_on))


@provokes("USIK-05", WARNING)
def a_factor_has_no_reason(book: Small) -> Place:
    return book.write_factor(1, factor()._replace(reason=""))


@innocent("USIK-05")
def a_factor_has_a_reason(book: Small) -> None:
    book.write_factor(1, factor()._replace(reason="–"))


@provokes("USIK-06", WARNING)
def a_factor_is_less_than_its_low(book: Small) -> Place:
    return book.write_factor(1, factor()._replace(likely=Decimal("0.94")))


@innocent("USIK-06")
def a_factor_is_its_low(book: Small) -> None:
    book.write_factor(1, factor()._replace(likely=Decimal("0.95")))


@provokes("USIK-07", WARNING)
def there_are_more_factors_than_there_is_room_for(book: Small) -> Place:
    return _so_many(book, layout.MOST_FACTORS + 1)


@innocent("USIK-07")
def there_are_as_many_factors_as_there_is_room_for(book: Small) -> None:
    _so_many(book, layout.MOST_FACTORS)


def _so_many(book: Small, factors: int) -> Place:
    for row in range(1, factors):
        book.write_factor(row, factor(f"Faktor {row}"))
    return book.write_factor(factors, factor("Den siste"))


@provokes("USIK-08", WARNING)
def two_factors_are_called_the_same(book: Small) -> Place:
    book.write_factor(1, factor())
    return book.write_factor(2, factor("MER  involvering", "Kjøp"))


@innocent("USIK-08")
def two_factors_are_called_almost_the_same(book: Small) -> None:
    book.write_factor(1, factor())
    book.write_factor(2, factor("Mer involvering 2", "Kjøp"))


@provokes("USIK-09", WARNING)
def the_table_of_factors_lacks_a_heading(book: Small) -> Place:
    book.rename_column(FACTORS, layout.FACTOR_LOW.label, "Minst")
    return book.place(FACTORS, "A4")


@innocent("USIK-09")
def a_heading_of_the_factors_is_spelled_otherwise(book: Small) -> None:
    book.rename_column(FACTORS, layout.FACTOR_LOW.label, "LAV ")


@provokes("USIK-10", WARNING)
def usikkerhet_was_written_for_another_area(book: Small) -> Place:
    book.keep_uncertainty()
    book.write_head(layout.AREA_ID, "PLX")
    return book.place(layout.UNCERTAINTY)


@innocent("USIK-10")
def usikkerhet_was_written_for_the_same_areas(book: Small) -> None:
    book.keep_uncertainty()


@provokes("USIK-11", WARNING)
def a_factor_is_about_somebody_misspelled(book: Small) -> Place:
    return book.write_factor(1, factor(works_on="Egne time"))


@innocent("USIK-11")
def a_factor_is_about_a_kind_in_capitals(book: Small) -> None:
    book.write_factor(1, factor(works_on="EGNE  TIMER "))
