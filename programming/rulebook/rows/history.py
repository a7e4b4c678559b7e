"""The rows of what is read over many sessions, a long table: sections 4.2, 5, 7, 9 and 11 to 13."""

from programming.rulebook.rows.rule import Rule
from programming.rulebook.rows.tables import FAILURE_BUDGET

_INTERMEDIATE, _ADVANCED = FAILURE_BUDGET["intermediate"], FAILURE_BUDGET["advanced"]

COMPARED = (
    Rule(
        "reference",
        "9",
        "What a lift is compared with",
        explanation="The middle one of the best estimates of the {exposures} sessions of the "
        "exercise before the ones judged. Red days and deloads are left out, and the sessions after "
        "a layoff, after {aside_weeks} weeks without the exercise or after a reset: the first one, and "
        "those after it until the lift is back; {exposures} of them are the new yardstick. With "
        "fewer than {exposures} sessions there is no verdict.",
        why="One strong or weak day must not become the yardstick, nor is coming back a loss.",
        changes="More sessions of the exercise.",
        numbers={"exposures": 5, "aside_weeks": 8},
    ),
)

ACROSS = (
    Rule(
        "adherence",
        "4.2",
        "How often you hit the target",
        explanation="The shares of rated sets on target, too close and too easy, from "
        "{from_sets} sets on.",
        why="With fewer sets a share swings with every set.",
        changes="More sets with their reps in reserve.",
        numbers={"from_sets": 10},
        says={"": "{percent} % of {sets} rated sets were on target."},
    ),
    Rule(
        "overshooting",
        "4.2",
        "Too close on compound lifts",
        explanation="{percent} % or more of the rated main and secondary sets of {days} days were "
        "too close to failure, from {from_sets} sets on.",
        why="On compound lifts every set past the target takes from the sets that follow.",
        changes="Stopping a rep sooner, or a lighter load.",
        numbers={"percent": 50, "days": 14, "from_sets": 6},
        says={"": "{close} of {sets} sets on big lifts were too close to failure."},
    ),
    Rule(
        "recovery_debt",
        "4.2",
        "Recovery debt",
        explanation="At least {times} times in {days} days an exercise came in {percent} % "
        "or more under what it is compared with, at its first session within {within_days} days "
        "of a set to failure for its primary muscle.",
        why="A lift that keeps coming back weaker after failure has not recovered from it.",
        changes="Fewer sets to failure, or more days between them.",
        numbers={"times": 2, "days": 28, "percent": 5, "within_days": 7},
        says={"": "Weaker soon after failure, {times} times in {days} days."},
    ),
)

WEEKS = (
    Rule(
        "budget_rest_week",
        "5",
        "A week without failure",
        explanation=f"After {_INTERMEDIATE.weeks_at_cap} weeks running (intermediate) or "
        f"{_ADVANCED.weeks_at_cap} (advanced) that ended with a muscle’s or the share’s budget "
        "spent, a week without sets to failure is advised. It blocks nothing.",
        why="There is no direct evidence for the numbers; they keep failure from becoming the rule.",
        changes="A week that ends with budget left.",
        says={"": "{weeks} weeks used up the budget: plan one without failure."},
    ),
    Rule(
        "recovery_time",
        "4",
        "Muscles still recovering",
        explanation="A muscle taken to failure is shown with the hours until it may be again, "
        "counted from the end of that session.",
        why="Training to failure slows recovery by up to 24–48 h. A longer wait after many such "
        "sets is RepStack policy.",
        changes="Waiting.",
        says={"": "{muscle} went to failure: {left} h of recovery to go."},
        sources=("Morán-Navarro 2017",),
    ),
)

RECORDS = (
    Rule(
        "record_heaviest_load",
        "7",
        "Record: heaviest load",
        explanation="A load above all before it on the exercise, in a working set. It counts as "
        "heavier beyond the same load alone, so a switch of unit makes no record and small steps add "
        "up. Where you move your own body, what was added to it is compared, or the least assistance. "
        "A set that ended with form breaking sets no record.",
        why="A record is what was lifted, not what was estimated.",
        changes="A heavier load.",
        says={"": "Heaviest load yet, for {reps} reps.", "first": "First load on record."},
    ),
    Rule(
        "record_most_reps",
        "7",
        "Record: most reps",
        explanation="More reps than ever at this load, the same or a heavier one; without a known "
        "load, more than ever.",
        why="Reps at the same load are progress too.",
        changes="More reps.",
        says={
            "": "{reps} reps: the most at this load or heavier.",
            "first": "{reps} reps: the first at this load or heavier.",
        },
    ),
    Rule(
        "record_best_e1rm",
        "7",
        "Record: best estimated single",
        explanation="An estimated best single above all before it. Reps in reserve that were not "
        "told count as none, so the estimate is “at least”.",
        why="It sets sets of different loads and reps side by side.",
        changes="A heavier set, more reps, or more of them in reserve.",
        says={
            "": "Best estimated single yet.",
            "first": "First estimated single on record.",
            "at_least": "Best estimated single yet, at least.",
            "first_at_least": "First estimated single, at least.",
        },
    ),
    Rule(
        "record_session_volume",
        "7",
        "Record: session volume",
        explanation="More load × reps over a session’s working sets of the exercise than ever.",
        why="It shows work that no single set shows.",
        changes="More sets, reps or load.",
        says={"": "Most load × reps in a session yet.", "first": "First volume on record."},
    ),
    Rule(
        "record_effort",
        "7",
        "Effort record",
        explanation="More reps in reserve at the same load and reps than ever. 5+ and Easy only say "
        "“or more” and set none, nor does a set judged too easy.",
        why="The same set with more left is strength gained.",
        changes="The same set with more in reserve.",
        says={"": "The same load and reps with {rir} left; before, {before}."},
    ),
    Rule(
        "slip",
        "7",
        "Is that right?",
        explanation="A load of over 1.5 × the heaviest on record ({few_sessions} sessions of the "
        "exercise or more; before that 2.5 ×), or over {times_reps} × the most reps and over "
        "{least_reps}, is asked about. Saving goes on. Until you say that it is right, the set counts "
        "for no record, estimate, suggestion or score; weekly sets, budget and adherence count it.",
        why="One zero too many made three records and the plan of the next session.",
        changes="A tap that it is right, or the right number.",
        numbers={
            "permille": 1500,
            "few_permille": 2500,
            "few_sessions": 5,
            "times_reps": 2,
            "least_reps": 30,
        },
        says={
            "load": "Far heavier than all before on this exercise.",
            "reps": "Far more reps than ever before on this exercise.",
        },
    ),
    Rule(
        "announced",
        "7",
        "Records that are announced",
        explanation="After a session at most {most} records are announced, and none in the first "
        "{sessions} sessions of an exercise: the heaviest load, the best estimated single, and the most "
        "reps at a load within {percent} % of the heaviest. The others stand with them, told more "
        "quietly.",
        why="Told of everything, real logs set a record in half of all sessions or more, and then it "
        "says nothing.",
        changes="More sessions of the exercise.",
        numbers={"most": 3, "sessions": 3, "percent": 10},
    ),
    Rule(
        "record_grind",
        "7",
        "A grind",
        explanation="A set that ended with form breaking is kept apart and never sets a record.",
        why="A record in broken form invites the next one.",
        changes="The same set in good form.",
        says={"": "{reps} reps with form breaking: a grind, not a record."},
    ),
)

COUNTED = (
    Rule(
        "weekly_volume",
        "12",
        "Weekly volume",
        explanation="Hard sets per muscle and week: one for a primary muscle, half a set for a "
        "secondary one. Under {productive} is too few to see a difference, under {typical_target} "
        "productive, under {high} the typical target, under {very_high} high with a small "
        "return, more very high. Sets without reps in reserve count and are shown apart.",
        why="Counting an indirect set as half a direct one describes growth best. The bands are "
        "RepStack policy.",
        changes="More or fewer hard sets.",
        numbers={
            "direct_halves": 2,
            "indirect_halves": 1,
            "productive": 4,
            "typical_target": 10,
            "high": 20,
            "very_high": 30,
        },
        says={
            "below_detection": "{muscle}: {sets} sets, too few to see a difference.",
            "productive": "{muscle}: {sets} sets, productive.",
            "typical_target": "{muscle}: {sets} sets, a typical target.",
            "high": "{muscle}: {sets} sets, a lot for a small return.",
            "very_high": "{muscle}: {sets} sets, very many.",
        },
        sources=("Pelland 2025",),
    ),
    Rule(
        "rir_sense",
        "11",
        "Your sense of effort",
        explanation="A set to failure shows how many reps were really possible. Compared with what "
        "the nearest earlier set at the same load said that was rated up to {most_rir} (in words Very "
        "hard to Medium), it gives one measured point. What you lose by fatigue is added: the "
        "reps that usually go from one set to failure to the next at the same load, known from "
        "{from_pairs} such pairs on. Before that a point has the fatigue in it and counts for "
        "nothing. From {from_points} points on you see how far off you are on average, and the spread.",
        why="People say about one rep less than they have, a little less so near failure and in "
        "later sets. Between two sets to failure lifters lose a rep or more, which is no error of "
        "theirs. None left says nothing of a sense, and 5+ or Easy only “or more”.",
        changes="Test sets, and sets to failure after rated ones.",
        numbers={"from_points": 3, "from_pairs": 5, "most_rir": 4},
        says={
            "fatigue": "{points} measured, fatigue included: {pairs} of {from_pairs} pairs.",
            "few": "{points} of {from_points} measured points so far.",
            "more": "You had {error} reps more than you said, on average.",
            "less": "You had {error} reps fewer than you said, on average.",
            "level": "You had as many reps as you said, on average.",
        },
        sources=("Halperin 2022",),
    ),
    Rule(
        "rir_offset",
        "11",
        "Your personal offset",
        explanation="From {from_points} points on the average error, made smaller while points are "
        "few, may be shown beside estimates and advice: above 0 more reps were left than you said, "
        "below 0 fewer. It never changes what you logged.",
        why="Few points say little, so they move the figure little.",
        changes="More measured points.",
        numbers={"from_points": 5, "shrink": 5},
        says={
            "more": "Expect about {reps} more reps left than you say.",
            "less": "Expect about {reps} fewer reps left than you say.",
            "level": "Expect as many reps left as you say.",
        },
    ),
    Rule(
        "strength_score",
        "13",
        "Strength score",
        explanation="Your squat, bench and deadlift together against your bodyweight, by a formula "
        "you choose: DOTS, Wilks 2020 or IPF GL. Under {least_bodyweight} kg, and over the "
        "formula’s end, DOTS and Wilks count the nearest end.",
        why="The formulas are conventions of powerlifting. The total is estimated, so the score is "
        "too.",
        changes="Your lifts, or your bodyweight.",
        numbers={"dots": 500, "wilks_2020": 600, "ipf_gl": 100, "least_bodyweight": 40},
        says={
            "dots": "Estimated, by DOTS.",
            "wilks_2020": "Estimated, by Wilks 2020.",
            "ipf_gl": "Estimated, by IPF GL.",
        },
    ),
    Rule(
        "strength_bodyweight",
        "13",
        "The ends of the formula",
        explanation="DOTS and Wilks were fitted to a range of bodyweights; one outside it counts "
        "as its nearest end.",
        why="Outside the range the curve says nothing.",
        changes="A bodyweight inside the range.",
        says={"": "Counted as {bodyweight} kg, the nearest end."},
    ),
    Rule(
        "strength_total",
        "13",
        "The total behind the score",
        explanation="The best estimates of the last {days} days for the exercises marked as the "
        "barbell squat, bench press and deadlift. All three are needed. Reps in reserve that were "
        "not told count as none, so the estimate is “at least”.",
        why="A total of two lifts compares with nothing.",
        changes="A set of the lift that is missing.",
        numbers={"days": 84},
        says={"": "No estimate of the {lift} in the last {days} days."},
    ),
)

ROWS = (*COMPARED, *ACROSS, *WEEKS, *RECORDS, *COUNTED)
