"""What Calc loses of cells that are pasted from another document, and how it comes along.

A chart gets its data as they are, in itself, and one by points gets more series than it had. What
cells look like under a condition has a name, and where the document has another look of that name,
they look so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_LABELED = "com.sun.star.chart2.data.LabeledDataSequence"
_PROVIDER = "com.sun.star.chart2.data.DataProvider"


def name_looks(source: Any) -> None:
    """Call what cells look like under conditions by what it is, before they are copied.

    Calc calls it by a number in every document that it loads.
    """
    styles = source.StyleFamilies.getByName("CellStyles")
    called: dict[str, str] = {}
    for entry in _conditions(source):
        name = entry.StyleName
        if name not in called:
            style = styles.getByName(name)
            look = f"Estimat {style.CellBackColor} {style.CharColor} {style.CharWeight:g}"
            if not styles.hasByName(look):
                style.setName(look)
            called[name] = look
        entry.StyleName = called[name]


def _conditions(document: Any) -> Iterator[Any]:
    for sheet in document.Sheets:
        for formats in sheet.ConditionalFormats.ConditionalFormats:
            yield from map(formats.getByIndex, range(formats.Count))


def link_charts(context: Any, document: Any, ours: Any, theirs: Any) -> None:
    """Let the charts of a sheet show its cells: those that the charts of `theirs` show there."""
    for chart, model in zip(ours.Charts, theirs.Charts, strict=True):
        embedded = chart.EmbeddedObject
        provider = document.createInstance(_PROVIDER)
        embedded.attachDataProvider(provider)
        pairs = zip(_systems(embedded), _systems(model.EmbeddedObject), strict=True)
        for (axis, kinds), (their_axis, their_kinds) in pairs:
            names, scale = their_axis.ScaleData.Categories, axis.ScaleData
            scale.Categories = None if names is None else _labeled(context, provider, names)
            axis.setScaleData(scale)
            for kind, their_kind in zip(kinds, their_kinds, strict=True):
                series = []
                for each in their_kind.DataSeries:
                    made = each.createClone()
                    made.setData(
                        tuple(_labeled(context, provider, shown) for shown in each.DataSequences)
                    )
                    series.append(made)
                kind.setDataSeries(tuple(series))


def _systems(chart: Any) -> Iterator[tuple[Any, Any]]:
    """The axes with names, and the kinds of chart that stand on them."""
    for system in chart.FirstDiagram.CoordinateSystems:
        yield system.getAxisByDimension(0, 0), system.ChartTypes


def _labeled(context: Any, provider: Any, shown: Any) -> Any:
    made = context.ServiceManager.createInstanceWithContext(_LABELED, context)
    made.setValues(_same(provider, shown.Values))
    if shown.Label is not None:
        made.setLabel(_same(provider, shown.Label))
    return made


def _same(provider: Any, sequence: Any) -> Any:
    made = provider.createDataSequenceByRangeRepresentation(sequence.SourceRangeRepresentation)
    made.Role = sequence.Role
    return made
