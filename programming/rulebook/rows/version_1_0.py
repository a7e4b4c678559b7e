"""Rows of rulebook 1.0 that 1.1 words or numbers otherwise: what was stored under 1.0 is told by them."""

from programming.rulebook.rows.rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "sharp_drop",
        "4.1",
        "Sharp drop",
        explanation="The reps a set had in it are those done and those left. A set is compared with "
        "today’s best at the same load. {amber_reps} reps and {amber_percent} % fewer "
        "({late_amber_percent} % from set {late_set} on) is a caution. {red_reps} reps and "
        "{red_percent} % fewer says stop; so does failure under the planned reps after an earlier "
        "set at this load. Where there was none, the estimates of your best single are compared: "
        "{amber_e1rm_percent} % less is a caution, {red_e1rm_percent} % says stop. After less than "
        "{rest_seconds} s of rest nothing is compared.",
        why="Losing two reps over sets to failure is ordinary; more says that further sets will "
        "cost more than they bring. The lines are RepStack policy, drawn from how bar speed "
        "falls.",
        changes="Longer rests, and ending the first sets further from failure.",
        numbers={
            "rest_seconds": 120,
            "late_set": 4,
            "amber_percent": 20,
            "late_amber_percent": 25,
            "amber_reps": 3,
            "red_percent": 30,
            "red_reps": 4,
            "amber_e1rm_percent": 10,
            "red_e1rm_percent": 15,
        },
        says={
            "amber": "At this load you had about {best} reps in you, now {now}.",
            "red": "At this load you had about {best} reps in you, now {now}.",
            "under_range": "Failure after {reps} reps; {bottom} or more were planned.",
            "amber_e1rm": "By estimate {percent} % weaker than in today’s best set.",
            "red_e1rm": "By estimate {percent} % weaker than in today’s best set.",
        },
        do_next={
            "": "End the exercise here for today.",
            "amber": "Rest longer, then take less weight.",
            "amber_e1rm": "Rest longer, then take less weight.",
        },
        sources=("Refalo 2023 fatigue",),
    ),
    Rule(
        "too_close",
        "4",
        "Closer than planned",
        explanation="The set ended under its target but not below a floor. Up to {note_most} "
        "rep under is a note; more, or failure, asks for a change; {stop_least} or more under "
        "says stop.",
        why="One rep is within what people misjudge; more is another plan than yours.",
        changes="A lighter load or fewer reps, or a target you agree with.",
        numbers={"note_most": 1, "stop_least": 2},
        says=dict.fromkeys(("", "caution", "stop"), "{rir} left; the plan was {low}–{high}."),
        do_next={
            "": "Stop a rep sooner next time.",
            "caution": "End the next set with {low} or more left.",
            "stop": "No more sets like this; take less weight.",
        },
        sources=("Halperin 2022",),
    ),
    Rule(
        "load_too_heavy",
        "2, step 9",
        "Load too heavy for the plan",
        explanation="By the estimate of your best single, you cannot do the planned reps with this "
        "load and keep as many left as the target asks. {allowance} rep is allowed for error.",
        why="A target that the load rules out can only be missed.",
        changes="A lighter load or fewer planned reps.",
        numbers={"allowance": 1},
        says={"": "By estimate, too heavy to end with the planned reps left."},
        do_next={"": "Take a lighter load or plan fewer reps."},
    ),
)
