"""Is each area ready to be sent: named, owned, with activities or the word that there are none?"""

from __future__ import annotations

from collections.abc import Iterator

from .. import layout, norwegian
from ..amounts import ore
from ..estimate import Activity, Area, Estimate
from ..findings import Finding, ToArea, error, info, warning
from ..layout import Status
from ..part import print_of

NO_ACTIVITIES = error(
    "OMR-01", "Ingen aktiviteter",
    "Området har ingen aktiviteter, og status er «{found}».",
    "Fyll ut aktivitetene, eller velg statusen «{expected}» og skriv en begrunnelse.",
)  # fmt: skip
ACTIVITIES_AFTER_ALL = error(
    "OMR-02", "Aktiviteter til tross for status",
    "Status er «{found}», men tabellen har {expected}.",
    "Velg en annen status, eller slett aktivitetene.",
)  # fmt: skip
NO_RESPONSIBLE = warning(
    "OMR-03", "Ansvarlig mangler",
    "Området har ingen ansvarlig.",
    "Skriv hvem som svarer for tallene.",
)  # fmt: skip
SAME_ROW_TWICE = warning(
    "OMR-04", "Samme rad-id to ganger",
    "Rad-id «{found}» står også i celle {expected}.",
    "Gi den ene raden en ny id.",
    to_area=ToArea(
        "Er raden kopiert, så slett den, eller gi den nye en egen id. La den gamle beholde sin.",
    ),
)  # fmt: skip
UNKNOWN_STATUS = warning(
    "OMR-05", "Ukjent status",
    "Status er «{found}», som ikke finnes i nedtrekkslisten.",
    "Velg en av statusene i listen: {expected}.",
)  # fmt: skip
NOT_APPROVED = info(
    "OMR-06", "Området er ikke godkjent",
    "Status er «{found}», ikke «{expected}».",
    "Sett status til «{expected}» når tallene er endelige.",
)  # fmt: skip
NO_ID = error(
    "OMR-07", "Område-id mangler",
    "Området har ingen område-id.",
    "Skriv en kort id som ingen andre områder har, for eksempel {expected}.",
    to_area=ToArea(
        "Skriv id-en slik den stod da du fikk fila. Er du i tvil, så spør dem som sendte den.",
    ),
)  # fmt: skip
NO_NAME = warning(
    "OMR-08", "Områdets navn mangler",
    "Området har ikke noe navn.",
    "Skriv navnet slik det skal stå i notatet.",
    to_area=ToArea("Skriv navnet på området, slik det stod da du fikk fila."),
)  # fmt: skip
NO_ROW_ID = warning(
    "OMR-09", "Rad-id mangler",
    "Aktiviteten «{found}» har ingen id.",
    "Gi raden en id, så den kan følges fra utkast til utkast.",
)  # fmt: skip
NO_REASON = warning(
    "OMR-10", "Begrunnelse mangler",
    "Status er «{found}», men begrunnelsen er tom.",
    "Skriv hvorfor området ikke har planlagte aktiviteter.",
)  # fmt: skip

COPIED_ROW = warning(
    "OMR-11", "Raden er lik en annen",
    "Raden er lik {found} i alt unntatt id, og begge regnes med: {expected} to ganger.",
    "Slett den ene dersom den er kopiert, eller si i navnet hva som skiller dem.",
)  # fmt: skip

UNDELIVERED = warning(
    "OMR-12", "Området er ikke levert",
    "{found} var ikke levert da delene ble samlet, og arket står slik det var.",
    "Få inn svaret, og samle på nytt. Skal arket gjelde slik det er, fjern id-en i cellen ved "
    "siden av «{expected}» i Veiledning.",
    to_area=None,
)  # fmt: skip

STATUSES = tuple(status.value for status in Status)


def heads(estimate: Estimate) -> Iterator[Finding]:
    """The head of each area: id, name, responsible, status and reason."""
    for area in estimate.areas:
        if _has_not_come(estimate, area):
            name = f"{area.head.id} {area.head.name}"
            yield UNDELIVERED.at(estimate.place(area.sheet), name, layout.UNDELIVERED.label)
        if not area.head.id:
            yield NO_ID.at(estimate.head(area, layout.AREA_ID), expected="PLL")
        if not area.head.name:
            yield NO_NAME.at(estimate.head(area, layout.AREA_NAME))
        if not area.head.responsible:
            yield NO_RESPONSIBLE.at(estimate.head(area, layout.AREA_RESPONSIBLE))
        place = estimate.head(area, layout.AREA_STATUS)
        if area.head.status not in STATUSES:
            yield UNKNOWN_STATUS.at(place, area.head.status or "(tom)", ", ".join(STATUSES))
        elif area.head.status in (Status.DRAFT.value, Status.REVIEW.value):
            yield NOT_APPROVED.at(place, area.head.status, Status.APPROVED.value)
        elif area.head.status == Status.NO_ACTIVITIES.value and not area.head.reason:
            yield NO_REASON.at(estimate.head(area, layout.AREA_REASON), area.head.status)


def activities(estimate: Estimate) -> Iterator[Finding]:
    """Activities against the status, and the ids of the rows."""
    for area in estimate.areas:
        place = estimate.head(area, layout.AREA_STATUS)
        planned = area.head.status != Status.NO_ACTIVITIES.value
        if planned and not area.activities and not _has_not_come(estimate, area):
            yield NO_ACTIVITIES.at(place, area.head.status or "(tom)", Status.NO_ACTIVITIES.value)
        if area.activities and not planned:
            count = len(area.activities)
            many = f"{count} aktivitet{'er' if count > 1 else ''}"
            yield ACTIVITIES_AFTER_ALL.at(place, area.head.status, many)
        yield from _copied_rows(estimate, area)
        first: dict[str, Activity] = {}
        for activity in area.activities:
            if layout.ID.header not in area.columns:
                break  # the missing column is a finding of its own
            id = activity.inputs.id
            if not id:
                place = estimate.cell(area, activity, layout.ID)
                yield NO_ROW_ID.at(place, activity.inputs.name or "(uten navn)")
            elif id in first:
                place, before = (
                    estimate.cell(area, each, layout.ID) for each in (activity, first[id])
                )
                yield SAME_ROW_TWICE.at(place, id, before.cell)
            else:
                first[id] = activity


def _has_not_come(estimate: Estimate, area: Area) -> bool:
    """Whether the sheet is still the old one, which is a finding of its own."""
    return layout.spelled(area.head.id) in map(layout.spelled, estimate.undelivered)


def _copied_rows(estimate: Estimate, area: Area) -> Iterator[Finding]:
    """Rows that differ in their id only; one that has the id too is a finding already."""
    first: dict[int, Activity] = {}
    for activity in area.activities:
        if not activity.inputs.name or not activity.cost.kroner:
            continue
        before = first.setdefault(print_of(activity), activity)
        if before is not activity and before.inputs.id != activity.inputs.id:
            place = estimate.place(area.sheet, activity.row, area.table.area.left)
            its_id = f" («{before.inputs.id}»)" if before.inputs.id else ""
            other = f"rad {before.row}{its_id}"
            yield COPIED_ROW.at(place, other, norwegian.kroner(ore(activity.cost.kroner)))
