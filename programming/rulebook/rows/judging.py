"""The rows of rulebook section 4: the warnings, and when a set is judged at all."""

from programming.rulebook.rows.rule import Basis, Rule

# In the order of section 4: the worse stands first where two are equally severe.
WARNINGS = (
    Rule(
        "below_floor",
        "4",
        "Below the floor",
        explanation="The set ended with fewer good reps left than the lift allows.",
        why="The floor is the fewest reps in reserve this lift allows, by what failing it costs. "
        "No study sets the number.",
        changes="Safeties, on the lifts where they help; a machine or dumbbells instead.",
        says={
            "": "{rir} left; this lift asks for {floor} or more.",
            "safeties": "{rir} left; even with safeties this lift asks for {floor} or more.",
            "no_safeties": "{rir} left; without safeties this lift asks for {floor} or more.",
        },
        do_next={
            "": "End the next set with {floor} or more left.",
            "no_safeties": "Set safeties, or end with {floor} or more left.",
        },
        sources=("Kerr 2010",),
    ),
    Rule(
        "early_failure",
        "4",
        "Failure too early",
        explanation="The set went to failure with sets of the exercise still to come.",
        why="Failure takes more out of the sets that follow than it adds to this one.",
        changes="Failure on the final set, where it is permitted.",
        says={"": "No good rep left, and sets are still to come."},
        do_next={"": "End the next set with {next} or more left."},
        numbers={"least": 1},
        sources=("Refalo 2023 fatigue",),
    ),
    Rule(
        "form_broke",
        "4",
        "Form broke",
        explanation="Form went before the muscle did. It counts as failure: no good rep was left.",
        why="A rep in broken form trains the wrong thing, and on a heavy lift it loads what was "
        "not meant to carry it.",
        changes="A lighter load, or stopping a rep sooner.",
        says={
            "": "Form went before the muscle did.",
            "avoid": "Form went, on a lift where failing costs most.",
        },
        do_next={"": "Less weight, or stop a rep sooner.", "avoid": "End the exercise here."},
    ),
    Rule(
        "safeties_missing",
        "4",
        "Safeties missing",
        explanation="A lift you can be trapped under, with nothing to catch it, at {most_rir} or "
        "fewer reps left or at {percent} % of your best single or more. The heavy load is said once a "
        "session.",
        why="A weight dropped on a person is what sends most lifters to an emergency room.",
        changes="Spotter arms, pins or a spotter, recorded with the set.",
        numbers={"most_rir": 1, "percent": 80},
        says={
            "close": "{rir} left, and nothing in place to catch the weight.",
            "heavy": "A heavy load, and nothing in place to catch it.",
        },
        do_next={"": "Set safeties before the next set."},
        sources=("Kerr 2010",),
    ),
    Rule(
        "sharp_drop",
        "4.1",
        "Sharp drop",
        explanation="The reps a set had in it are those done and those left. A set is compared with "
        "today’s best at the same load. {ordinary_reps} rep lost for each earlier working set at that "
        "load is ordinary. {amber_percent} % fewer, and {amber_reps} reps beyond the ordinary, is a "
        "caution. {red_percent} % fewer, and {red_reps} beyond, says stop; so does failure under the "
        "planned reps after an earlier sharp drop at this load today. Sets at other loads are not "
        "compared, nor is one after less than {rest_seconds} s of rest.",
        why="Losing a rep from set to set is ordinary; more says that further sets will cost more "
        "than they bring. The lines are RepStack policy, drawn from how bar speed falls.",
        changes="Longer rests, and ending the first sets further from failure.",
        numbers={
            "rest_seconds": 120,
            "ordinary_reps": 1,
            "amber_percent": 20,
            "amber_reps": 2,
            "red_percent": 30,
            "red_reps": 3,
        },
        says={
            "amber": "At this load you had about {best} reps in you, now {now}.",
            "red": "At this load you had about {best} reps in you, now {now}.",
            "under_range": "Failure after {reps} reps; {bottom} or more were planned.",
        },
        do_next={
            "": "End the exercise here for today.",
            "amber": "Rest longer, then take less weight.",
        },
        sources=("Refalo 2023 fatigue",),
    ),
    Rule(
        "too_close",
        "4",
        "Closer than planned",
        explanation="The set ended under its target but not below a floor. Up to {note_most} "
        "rep under is a note; more, or failure, asks for a change. It never says stop: that is for "
        "what a lift cannot forgive.",
        why="One rep is within what people misjudge; more is another plan than yours.",
        changes="A lighter load or fewer reps, or a target you agree with.",
        numbers={"note_most": 1},
        says=dict.fromkeys(("", "caution"), "{rir} left; the plan was {low}–{high}."),
        do_next={
            "": "Stop a rep sooner next time.",
            "caution": "End the next set with {low} or more left.",
        },
        sources=("Halperin 2022",),
    ),
    Rule(
        "budget_spent",
        "4",
        "Failure budget spent",
        explanation="A set went to failure when none was left for it: its exercise had had its one "
        "today, one of its muscles had had its number this week, or the week’s share of hard sets "
        "was used up.",
        why="The budget keeps failure to where it costs least. It is RepStack policy; no study "
        "counts sets to failure a week.",
        changes="A new week, or another level.",
        says={"": "No set to failure was left, for today or for this week."},
        do_next={"": "Keep a rep in reserve for now."},
        sources=("Morán-Navarro 2017",),
    ),
    Rule(
        "muscle_recovering",
        "4",
        "Muscle still recovering",
        explanation="Failure again within {hours} h of a session that took the same muscle to "
        "failure ({many_hours} h after {many_sets} or more such sets).",
        why="Training to failure slows recovery by up to 24–48 h. The {many_hours} h after many such "
        "sets are RepStack policy.",
        changes="Waiting, or stopping short of failure meanwhile.",
        numbers={"hours": 48, "many_hours": 72, "many_sets": 3},
        says={"": "Same muscle to failure {since} h ago; RepStack asks for {wait} h."},
        do_next={"": "Keep a rep in reserve for this muscle today."},
        basis=Basis.FINDING,
        sources=("Morán-Navarro 2017",),
    ),
    Rule(
        "load_too_heavy",
        "2, step 9",
        "Load too heavy for the plan",
        explanation="By the estimate of your best single, and by what you did lately, you cannot do "
        "the planned reps with this load and keep as many left as the target asks. {allowance} rep is "
        "allowed for error; beyond {far} it asks for a change. It is said before the set and while you "
        "type, never of a set that is done, and no more once a set at the load met its target today.",
        why="A target that the load rules out can only be missed.",
        changes="A lighter load or fewer planned reps.",
        numbers={"allowance": 1, "far": 3},
        says={"": "By estimate, too heavy to end with the planned reps left."},
        do_next={"": "Take a lighter load or plan fewer reps."},
    ),
    Rule(
        "too_easy",
        "4",
        "Easier than planned",
        explanation="The set ended over its target. Two sets running that were {far} or more "
        "over ask for a change.",
        why="A set far from failure does less than was planned.",
        changes="More weight or more reps.",
        numbers={"far": 2},
        says={
            "": "{rir} left; the plan was {low}–{high}.",
            "again": "{rir} left; again well over the {low}–{high} planned.",
        },
        do_next={"": "Add a rep or a little weight.", "again": "Take more weight on the next set."},
    ),
    Rule(
        "rir_missing",
        "4",
        "Effort not told yet",
        explanation="Working sets without reps in reserve cannot be set against their target.",
        why="Effort is never filled in for you: it would always look as planned.",
        changes="Tapping the good reps left.",
        says={"": "You have not said how hard it was."},
        do_next={"": "Tap how many good reps were left."},
    ),
)

JUDGING = (
    Rule(
        "long_set",
        "4",
        "Long sets",
        explanation="A set of {reps} reps or more is not rated by the reps you say were left: it "
        "stands as not rated and gets no warning. Only failure is judged.",
        why="After that many reps nobody can count how many are left.",
        changes="Fewer reps with a heavier load.",
        numbers={"reps": 21},
        sources=("Halperin 2022",),
    ),
    Rule(
        "what_to_do",
        "4",
        "One thing to do",
        explanation="Where a set raises several warnings, one order meets them all: ending the "
        "exercise before anything else, then safeties, then less weight, then the reps to leave. "
        "It never asks for less than the target did.",
        why="Between two sets there is time for one instruction, and two that differ are none.",
        changes="The warnings of the set.",
        says={
            "end": "End the exercise here for today.",
            "safeties": "Set safeties before the next set.",
            "safeties_last": "Next time set safeties first.",
            "safeties_left": "Set safeties, and end the next set with {left} or more left.",
            "safeties_left_last": "Next time set safeties and leave {left} or more.",
            "rest_left": "Rest longer, take less weight, and leave {left} or more.",
            "rest_left_last": "Next time rest longer and leave {left} or more.",
            "lighter_left": "Take less weight on the next set and leave {left} or more.",
            "lighter_left_last": "Next time take less weight and leave {left} or more.",
            "left": "End the next set with {left} or more left.",
            "left_last": "Next time end it with {left} or more left.",
            "rest": "Rest longer, then take less weight.",
            "rest_last": "Next time rest longer between sets.",
            "lighter": "Take less weight on the next set.",
            "lighter_last": "Next time take less weight.",
            "sooner": "Take less weight, or stop a rep sooner.",
            "sooner_last": "Next time take less weight, or stop sooner.",
            "fewer": "Take less weight or plan fewer reps.",
            "fewer_last": "Next time take less weight or plan fewer reps.",
            "heavier": "Take more weight on the next set.",
            "heavier_last": "Next time take more weight.",
            "more": "Add a rep or a little weight.",
            "more_last": "Next time add a rep or a little weight.",
        },
    ),
)

# Those that speak once a session, whatever the exercise; of the others, some once an exercise.
ONCE_A_SESSION = frozenset({"safeties_missing", "budget_spent"})
WARNING_ORDER = {row.code: place for place, row in enumerate(WARNINGS)}
ROWS = (*WARNINGS, *JUDGING)
