"""The rows of what is read over many sessions: sections 4.2, 5, 7, 9, 11 and 12."""

from programming.rulebook.rule import Rule

COMPARED = (
    Rule(
        "reference",
        "9",
        "What a lift is compared with",
        explanation="The middle one of the best estimates of the {exposures} sessions of the "
        "exercise before the ones judged, red days and deloads left out. With fewer there is no "
        "verdict.",
        why="One strong or weak day must not become the yardstick.",
        changes="More sessions of the exercise.",
        numbers={"exposures": 5},
    ),
)

ROWS = (*COMPARED,)
