"""Rows of rulebook 1.0 that 1.1 words or numbers otherwise: what was stored under 1.0 is told by them."""

from programming.rulebook.rows.rule import Rule

PROGRESSION: tuple[Rule, ...] = (
    Rule(
        "one_step",
        "8",
        "One step up",
        explanation="The load that can be made nearest to 2.5 % more for the upper body and "
        "5 % more for the lower, half of it when the plan is one number of reps, and never more "
        "than 5 % and 10 %. If the smallest step is larger than that, reps past the top of "
        "the range come first.",
        why="Dumbbells and stacks climb in large steps; the reps in between pay for them.",
        changes="The loads you can make, or the reps you plan.",
        numbers={
            "upper_permille": 25,
            "lower_permille": 50,
            "upper_cap_permille": 50,
            "lower_cap_permille": 100,
            "one_number_divisor": 2,
        },
        says={
            "reps_first": "The next load is {percent} % more: first {reps} reps a set.",
            "nothing_heavier": "Nothing heavier can be made: more reps instead.",
            "nothing_between": "No load that near can be made: one more rep instead.",
        },
    ),
    Rule(
        "loads_made",
        "8",
        "Loads that can be made",
        explanation="Suggestions round to what your bar, plates, dumbbells or stack can make. "
        "A cut never rounds up, and a rise for easy sets never rounds past its cap.",
        why="A load that cannot be made is no suggestion.",
        changes="The loads you say you can make.",
        says={
            "lightest": "Nothing lighter can be made.",
            "no_load": "No load is known: only the reps can change.",
        },
    ),
    Rule(
        "next_not_evidence",
        "8",
        "A day that is no evidence",
        explanation="After a red day or a deload the plan stays: neither says how strong you are.",
        why="Such a day is easier on purpose.",
        changes="The next session on another day.",
        says={
            "red": "A red day says little of your strength: the plan stays.",
            "deload": "A deload says little of your strength: the plan stays.",
        },
    ),
    Rule(
        "next_missed_reps",
        "8",
        "Under the range, close to failure",
        explanation="When half or more of the sets were under the planned reps and one of them "
        "ended with {most_rir} or fewer left, the load comes down by what the missing reps are "
        "worth: from 2.5 % to {most_percent} %.",
        why="The load is more than the planned reps allow.",
        changes="Sets within the planned reps.",
        numbers={"most_rir": 1, "least_permille": 25, "most_percent": 10},
        says={"": "Under {bottom} reps, almost none left: at least {percent} % less load."},
    ),
    Rule(
        "next_two_for_two",
        "8",
        "The 2-for-2 rule",
        explanation="With fewer than half of the sets rated, the load goes up one step when the "
        "last set had {over} or more reps over the top of the range in {times} sessions "
        "running. Else the load stays and one rep is added.",
        why="Without your reps in reserve only the reps can tell.",
        changes="Effort logged on more sets.",
        numbers={"over": 2, "times": 2},
        says={
            "up": "Last set {over} reps over plan {times} times running: a step up.",
            "hold": "Effort mostly left blank: same load, one more rep.",
        },
    ),
    Rule(
        "next_hold",
        "8",
        "Same again",
        explanation="Sets more than {closer} closer to failure than the aim, at the top of the "
        "range by going past the aim, or one set under the range: the same load and reps until "
        "effort is back at the aim.",
        why="More load or reps now would only take you further from the aim.",
        changes="Effort back at the aim.",
        numbers={"closer": 1},
        says={
            "harder": "{off} fewer left than the aim: same again.",
            "top": "{top} reps, but fewer left than the aim: same again.",
            "short": "A set was under {bottom} reps: same again.",
        },
    ),
    Rule(
        "red_day",
        "6",
        "A red day",
        explanation="On a red day each exercise gets {sets_off} set fewer, though never under "
        "{least_sets}, and {cut_percent} % less load; you may hold the load. No failure.",
        why="A day like this is for keeping the habit.",
        changes="A better day.",
        numbers={"sets_off": 1, "least_sets": 1, "cut_percent": 5},
        says={
            "": "Red day: {sets_off} set fewer, {cut_percent} % less load; you may keep the load.",
            "one_set": "Red day: {cut_percent} % less load; you may keep the load.",
        },
        sources=("Craven 2022",),
    ),
    Rule(
        "layoff",
        "9",
        "After a layoff",
        explanation="After 2 weeks or more without any session an exercise starts at 90 % of its "
        "load, after 4 at 85 %, after 8 at 75 %, and {aim_rise} further from failure, the first time it is done again.",
        why="Strength comes back quickly, but not on the first day.",
        changes="The first session of the exercise.",
        numbers={"aim_rise": 1},
        says={"": "{weeks} weeks off: {percent} % of the load, {aim_rise} more in reserve."},
    ),
)

FATIGUE: tuple[Rule, ...] = (
    Rule(
        "lift_down",
        "9",
        "A lift that is down",
        explanation="A lift is down when its estimated best single was {percent} % or more under "
        "what it is compared with (the middle one of five earlier sessions) in the last {times} "
        "sessions, or {once_percent} % in the last one.",
        why="One session a little weaker says nothing.",
        changes="A better session of the lift.",
        numbers={"percent": 5, "times": 2, "once_percent": 10},
        says={"": "{exercise}: {percent} % weaker than before."},
    ),
    Rule(
        "deload_recipe",
        "9",
        "How a deload is done",
        explanation="{days} days with the same exercises on the same days, half the sets, "
        "{load_percent} % of the load, {aim_rise} further from failure (an aim of at least "
        "{least_aim}) and no failure.",
        why="Practice goes on while tiredness goes. No trial shows that deloads improve gains.",
        changes="Nothing: the recipe is the same for everyone.",
        numbers={
            "days": 7,
            "sets_divisor": 2,
            "load_percent": 90,
            "aim_rise": 2,
            "least_aim": 3,
            "least_sets": 1,
        },
        says={"": "{days} days: half the sets, {load_percent} % of the load, no failure."},
        sources=("Bell 2023", "Rogerson 2024"),
    ),
)

JUDGING: tuple[Rule, ...] = (
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

ROWS: tuple[Rule, ...] = (*PROGRESSION, *FATIGUE, *JUDGING)
