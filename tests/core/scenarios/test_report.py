"""What is said of scenarios: frames in words, the waterfall, and the steps of the bridge."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from estimat.core.scenarios import report
from estimat.core.scenarios.soundness import stopping
from estimat.core.tables import Table, value_of
from tests.books import Row, area, own_hours, pass_through, purchase
from tests.core.scenarios.reckoned import CAUSES, Computed, Line, Over, Special, computed, laid_out

ROWS = (
    own_hours(1000.0, id="A-1")._replace(ambition="Lav"),
    own_hours(2000.0, id="A-2")._replace(ambition="Middels", governed="KS", involvement="Ja"),
    purchase(3_000_000.0, id="A-3")._replace(ambition="Høy"),
    pass_through(4_000_000.0, id="A-4")._replace(governed="Norsk helsenett"),
)
"""1,45 + 2,9 + 3 + 4 = 11,35 mill. kr."""


def of(*overs: Over, rows: Iterable[Row] = ROWS) -> Computed:
    every = tuple(rows)
    sheet = area("A", *every, budget=None)
    made = computed(
        laid_out([(sheet, [Line(row) for row in every])], overs, ("KS", "Norsk helsenett"))
    )
    assert stopping(made.found.findings) == []
    return made


def shown(table: Table) -> list[list[str]]:
    def text(value: object) -> str:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value or "")

    return [[text(value_of(item)) for item in row] for row in table.rows]


class TestFrames:
    @pytest.mark.parametrize(
        ("over", "words"),
        [
            (Over("S", frame="12"), "Innenfor, med 0,7 mill. kr igjen."),
            (Over("S", frame="11.35"), "Innenfor, med 0,0 mill. kr igjen."),
            (
                Over("S", frame="9"),
                "Over med 2,4 mill. kr. Ambisjon Middels gir 8,4 mill. kr: innenfor.",
            ),
            (
                Over("S", frame="8"),
                "Over med 3,4 mill. kr. Ambisjon Middels gir 8,4 mill. kr: også over.",
            ),
            (
                Over("S", ambition="Høy", frame="8.35"),
                "Over med 3,0 mill. kr. Ambisjon Middels gir 8,4 mill. kr: innenfor.",
            ),
            (
                Over("S", ambition="Middels", frame="8"),
                "Over med 0,4 mill. kr. Ambisjon Lav gir 5,5 mill. kr: innenfor.",
            ),
            (
                Over("S", ambition="Lav", frame="5"),
                "Over med 0,5 mill. kr. Ambisjonen er alt den laveste.",
            ),
        ],
    )
    def test_in_words(self, over: Over, words: str) -> None:
        made = of(over)
        assert report.frame_words(made.of("S")) == words
        ((name, frame, _, by, said),) = shown(report.frames(made.found))
        assert (name, Decimal(frame), said) == ("S", Decimal(over.frame or 0), words)
        assert Decimal(by) == made.of("S").kroner - Decimal(over.frame or 0) * 10**6

    def test_a_krone_above_is_over(self) -> None:
        made = of(Over("S", frame="11.349999"))
        assert made.of("S").over_frame == 1
        assert report.frame_words(made.of("S")).startswith("Over med 0,0 mill. kr.")

    def test_the_exceptions_hold_at_the_lower_ambition_too(self) -> None:
        made = of(Over("S", frame="9", specials=(Special("A-3", "Med", "Ja"),)))
        assert report.frame_words(made.of("S")).endswith(
            "Ambisjon Middels gir 11,4 mill. kr: også over."
        )

    def test_without_any_there_is_a_sentence(self) -> None:
        made = of(Over("S"))
        assert report.frame_words(made.of("S")) == ""
        assert report.frames(made.found).rows == []
        assert report.frames(made.found).note == "Ingen av scenarioene har noen ramme."


class TestTheBridge:
    def test_goes_from_the_plan_to_the_scenario_by_every_cause(self) -> None:
        made = of(
            Over(
                "S", "Middels", ("KS",), "1.5", "1500", None,
                (Special("A-1", "Timer", 500.0), Special("A-3", "Med", "Ja")),
            )
        )  # fmt: skip
        steps = report.steps(made.found, made.of("S"))
        assert [step.name for step in steps] == ["Plan", *CAUSES, "Scenarioet"]
        assert [step.moved for step in steps[1:-1]] == [
            -3_000_000, -4_000_000, 1_450_000, -725_000 + 3_000_000, 3500 * 50,
        ]  # fmt: skip
        assert [steps[0].kroner, steps[-1].kroner] == [11_350_000, made.of("S").kroner]
        assert steps[-2].kroner == steps[-1].kroner
        assert [step.words for step in steps] == [
            "", "til og med Middels; 1 rad ute", "styres av KS; 1 rad ute",
            "150 % av timene som følger involveringen; 1 rad",
            "A-1 Timer 500; A-3 Med Ja; 2 rader",
            "1 500 kr/time på rader uten egen timepris; 2 rader", "",
        ]  # fmt: skip

    def test_what_moves_nothing_is_in_the_table_and_not_in_the_chart(self) -> None:
        made = of(Over("S", ambition="Middels"))
        assert len(shown(report.bridges(made.found))) == 7
        assert [row[1] for row in shown(report.moving(made.found))] == [
            "Plan", "Ambisjon", "Scenarioet",
        ]  # fmt: skip

    def test_an_ore_that_rounding_leaves_is_put_where_something_moved(self) -> None:
        """0,0015 kr in the plan and 0,0064 in the scenario: 0,00 and 0,01 as they are shown."""
        rows = [own_hours(0.00000103, id="A-1"), own_hours(0.0000034, id="A-2")]
        rows[1] = rows[1]._replace(involvement="Ja")
        made = of(Over("S", involvement="1.0"), rows=rows)
        assert made.found.plan.total.kroner == Decimal("0.01")
        made = of(Over("S", involvement="0"), rows=rows)
        beside = made.of("S")
        assert made.found.moved(beside) == Decimal("-0.01")
        assert made.found.shown_bridge(beside) == [0, 0, Decimal("-0.01"), 0, 0]

    def test_bars_begin_where_the_one_before_ended(self) -> None:
        made = of(Over("S", "Middels", (), "2", None))
        assert shown(report.bars(made.found)) == [
            ["Plan 11,4", "", "11.35", "", ""],
            ["ambisjon −3,0", "8.35", "", "3", ""],
            ["involvering +2,9", "8.35", "", "", "2.9"],
            ["S 11,3", "", "11.25", "", ""],
        ]  # fmt: skip

    def test_bars_of_every_scenario_stand_below_one_another(self) -> None:
        made = of(Over("S", "Lav"), Over("T", rate="1600"))
        labels = [row[0] for row in shown(report.bars(made.found))]
        assert [label.rpartition(" ")[0] for label in labels] == [
            "Plan", "ambisjon", "S", "Plan", "timepris", "T",
        ]  # fmt: skip


class TestWhatIsSaid:
    def test_the_span_of_the_scenarios(self) -> None:
        made = of(Over("Lite", "Lav"), Over("Mye", involvement="2"))
        assert report.headline(made.found) == (
            "Planen er 11,4 mill. kr. Scenarioene går fra 5,5 mill. kr (Lite) til 14,3 mill. kr "
            "(Mye)."
        )
        assert report.headline(of(Over("Lite", "Lav")).found) == (
            "Planen er 11,4 mill. kr. Lite er 5,5 mill. kr."
        )

    def test_areas_beside_one_another(self) -> None:
        made = of(Over("S", "Lav"), Over("T", "Middels"))
        table = report.millions(made.found)
        assert [heading.text for heading in table.columns[1:]] == [
            "Tjenesteområde", "Plan", "S", "T",
        ]  # fmt: skip
        assert shown(table)[-1][1:] == ["Sum direktoratet", "11.4", "5.5", "8.4"]
        table = report.differences(made.found)
        assert [heading.text for heading in table.columns[2:]] == ["S", "T"]
        assert shown(table)[-1][2:] == ["-5900000", "-3000000"]

    def test_what_each_scenario_says_is_told_in_words(self) -> None:
        specials = (Special("A", "Med", "Ja"), Special("A-1", "Timer", 7.5))
        made = of(Over("S"), Over("T", "Lav", ("KS",), "1.2", "1500", "20", specials))
        assert shown(report.defined(made.found)) == [
            ["S", "Som planen."],
            ["T", "Ambisjon: til og med Lav."],
            ["", "Ansvar: styres av KS."],
            ["", "Involvering: 120 % av timene som følger involveringen."],
            ["", "Timepris: 1 500 kr/time på rader uten egen timepris."],
            ["", "Unntak: A Med Ja. Fordi"],
            ["", "Unntak: A-1 Timer 7,5. Fordi"],
            ["", "Ramme: 20,0 mill. kr."],
        ]


class TestWhatStopsThem:
    """What would be a bridge to somewhere else than the sum."""

    @pytest.mark.parametrize(
        ("row", "special", "words"),
        [
            (Row("", id="B-1"), Special("B-1", "Timer", 100.0), "kostnadstypene"),
            (Row("", id="B-1"), Special("B-1", "Beløp", 100.0), "kostnadstypene"),
            (own_hours("ca. 40", id="B-1"), Special("B-1", "Timer", 100.0), "fordi den har feil"),
            (own_hours("ca. 40", id="B-1"), Special("B-1", "Med", "Nei"), "fordi den har feil"),
            (own_hours(1.0, id="B-1"), Special("B-1", "Beløp", 100.0), "ikke har beløp"),
            (pass_through(1.0, id="B-1"), Special("B-1", "Timer", 1.0), "ikke har timer"),
            (own_hours(1.0, id="B-1"), Special("B-2", "Timer", 1.0), "mente du «"),
            (own_hours(1.0, id="B-1"), Special("A", "Timer", 1.0), "bare sies om en rad"),
            (own_hours(1.0, id="A-1"), Special("A-1", "Timer", 1.0), "flere rader"),
        ],
    )
    def test_an_exception_for_what_cannot_have_it(
        self, row: Row, special: Special, words: str
    ) -> None:
        rows = (*ROWS, row)
        sheet = area("A", *rows, budget=None)
        over = Over("S", specials=(special,))
        made = computed(laid_out([(sheet, [Line(each) for each in rows])], [over]))
        assert made.found.scenarios == ()
        (stop,) = stopping(made.found.findings)
        assert stop.code == "SCEN-02"
        assert words in stop.message
