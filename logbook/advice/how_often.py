"""How often the rules spoke to a lifter, or would have: the whole log walked forward."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from logbook.advice.kit import Kit
from logbook.advice.load_scale import Scale
from logbook.clock import Moment
from logbook.log.exposure_rows import TypedSet
from logbook.log.whole_log import risks_of, whole_log
from logbook.models import User
from programming.rulebook import ExerciseFacts, HowOften, Loadable, LoggedSet, how_often

_Done = tuple[int | str, int | str]


def how_often_told(lifter: User, until: Moment) -> HowOften:
    """What the rules said over the log, by the lifter's level and goal of today.

    A set keeps what it was told; one that was never judged, as an imported one, is judged by the
    risks of its exercise today against the target it would have had then.
    """
    kit = Kit.of(lifter)
    log = list(whole_log(lifter, until))
    risks = risks_of(log)
    of_exercise = {one.done.exercise: risks[one.risk_id] for one in log}
    typed: dict[_Done, list[TypedSet]] = defaultdict(list)
    for one in log:
        typed[one.done.session, one.done.exercise].append(one.typed)

    def facts(exercise: int | str) -> ExerciseFacts:
        risk = of_exercise[exercise]

        def loadable(last: Sequence[LoggedSet]) -> Loadable:
            return Scale.of(kit, risk, typed[last[-1].session, exercise]).loadable

        return ExerciseFacts(risk.floor, risk.floor_with_safeties, loadable)

    return how_often(
        [one.done for one in log],
        level=lifter.level,
        goal=lifter.goal,
        facts=facts,
        told={place: one.warnings for place, one in enumerate(log) if one.warnings is not None},
        safeties={
            place for place, one in enumerate(log) if risks[one.risk_id].counts(one.safeties)
        },
    )
