"""The rows of rulebook section 8 (long: one table), and what section 6 says of loads: what to do next time."""

from programming.rulebook.rows.rule import Rule
from programming.rulebook.rows.tables import LAYOFFS

STEPS = (
    Rule(
        "load_step",
        "8",
        "What a rep in reserve is worth in load",
        explanation="By the average reps to failure of the sets: up to {few_reps} reps "
        "3.5 % of the load for each rep in reserve, up to {some_reps} 3 %, up to {many_reps} "
        "2.5 %, above that 2 %.",
        why="Sources range from 2.3 % to 4 % for a rep.",
        changes="Sets with more or fewer reps.",
        numbers={
            "few_reps": 5,
            "some_reps": 10,
            "many_reps": 15,
            "few_permille": 35,
            "some_permille": 30,
            "many_permille": 25,
            "long_permille": 20,
        },
    ),
    Rule(
        "one_step",
        "8",
        "One step up",
        explanation="The load that can be made nearest to 2.5 % more for the upper body and "
        "5 % more for the lower, half of it when the plan is one number of reps, and never more "
        "than 5 % and 10 %. If the smallest step is larger than that, reps past the top of "
        "the range come first, until they are worth the step but at most {most_past_top} past "
        "the top. The step then leaves so many reps fewer as it is worth, at least {least_reps}; "
        "until the bottom of the range is reached again, those count as the bottom.",
        why="Dumbbells and stacks climb in large steps; the reps in between pay for them.",
        changes="The loads you can make, or the reps you plan.",
        numbers={
            "upper_permille": 25,
            "lower_permille": 50,
            "upper_cap_permille": 50,
            "lower_cap_permille": 100,
            "one_number_divisor": 2,
            "most_past_top": 5,
            "least_reps": 5,
        },
        says={
            "reps_first": "The next load is {percent} % more: first {reps} reps a set.",
            "big": "A large step, paid for by those reps: {reps} for now.",
            "nothing_heavier": "Nothing heavier can be made: more reps instead.",
            "nothing_between": "No load that near can be made: one more rep instead.",
        },
    ),
    Rule(
        "loads_made",
        "8",
        "Loads that can be made",
        explanation="Suggestions round to what your bar, plates, dumbbells or stack can make, "
        "and start from what you really lifted: that can be made, whatever the settings say. A "
        "cut never rounds up, and a rise for easy sets never rounds past its cap.",
        why="A load that cannot be made is no suggestion.",
        changes="The loads you say you can make.",
        says={
            "lightest": "Nothing lighter can be made: fewer reps instead.",
            "no_load": "No load is known: only the reps can change.",
        },
    ),
    Rule(
        "big_cut",
        "8",
        "When the next lighter load is far away",
        explanation="Where the smallest step down is more than {most_times} times what was asked, "
        "the load stays. The reps come down instead by what the cut is worth, though never under "
        "{least_reps}. After a layoff or on a red day the aim goes further from failure instead.",
        why="From 8 kg to 6 kg is a quarter less; that is no answer to a request for 6 %.",
        changes="The loads you can make.",
        numbers={"most_times": 2, "least_reps": 5},
        says={
            "": "The next lighter load is too far off: fewer reps.",
        },
    ),
)

CASES = (
    Rule(
        "next_unknown",
        "8",
        "Nothing on record",
        explanation="Without a working set of the exercise there is nothing to go by.",
        why="A guess at a load would be no better than yours.",
        changes="The first session of the exercise.",
        says={"": "Nothing on record yet: find a load that fits the aim."},
    ),
    Rule(
        "next_not_evidence",
        "8",
        "A day that is no evidence",
        explanation="After a red day or a deload, what was suggested for that day stands: its "
        "load, its reps, a rise or a cut that was due. What was lifted on it changes nothing.",
        why="Such a day is easier on purpose.",
        changes="The next session on another day.",
        says={
            "red": "A red day says little of your strength: the plan stands.",
            "deload": "A deload says little of your strength: the plan stands.",
        },
    ),
    Rule(
        "next_no_evidence",
        "8",
        "Nothing done at these reps",
        explanation="Where the sets before were planned with other reps, or are {days} days old, "
        "they say nothing of these. With a current estimate of your best single you get the load "
        "that leaves the aim at the bottom of the range, rounded down. Without one nothing is "
        "filled in; the last load stands beside with its date.",
        why="What you did for three reps is no load for eight.",
        changes="A session with these reps.",
        numbers={"days": 365, "least_divisor": 2, "most_times": 2},
        says={
            "estimate": "Nothing at these reps lately: an estimate, {reps} @{aim}.",
            "none": "Nothing at these reps lately: find a load for the aim.",
        },
    ),
    Rule(
        "next_form_or_pain",
        "8",
        "Broken form or pain",
        explanation="When form broke on a lift where failing costs most, or you marked pain, the "
        "load holds and the aim is {aim_rise} further from failure. The second time running "
        "{cut_percent} % comes off as well.",
        why="A rep in broken form or in pain is no reason for more load.",
        changes="A session with stable form and without pain.",
        numbers={"aim_rise": 1, "cut_percent": 5},
        says={
            "form": "Form broke: same load, {aim_rise} more in reserve.",
            "pain": "Pain marked: same load, {aim_rise} more in reserve.",
            "form_again": "Form broke again: at least {cut_percent} % off, {aim_rise} more left.",
            "pain_again": "Pain again: at least {cut_percent} % off, {aim_rise} more left.",
        },
    ),
    Rule(
        "next_missed_reps",
        "8",
        "Under the range, at the effort asked",
        explanation="When half or more of the sets were under the planned reps and one of them "
        "ended with no more left than its target's high, the load comes down by what the missing "
        "reps are worth: from 2.5 % to {most_percent} %.",
        why="The load is more than the planned reps allow.",
        changes="Sets within the planned reps.",
        numbers={"least_permille": 25, "most_percent": 10},
        says={"": "Under {bottom} reps at the effort asked: at least {percent} % less load."},
    ),
    Rule(
        "next_cut_short",
        "8",
        "Under the range, with reps left",
        explanation="When half or more of the sets were under the planned reps and each of those "
        "had more left than its target's high, the load stays.",
        why="The sets were cut short; the load is not the reason.",
        changes="Sets within the planned reps.",
        says={"": "Sets were cut short of {bottom} reps: same load."},
    ),
    Rule(
        "next_two_for_two",
        "8",
        "Effort mostly left blank",
        explanation="With fewer than half of the sets rated, a planned range is climbed by its "
        "reps: with every set at the top the load goes up one step. With one number of reps the "
        "2-for-2 rule holds: up one step when the last set had {over} or more reps over it in "
        "{times} sessions running; without a plan, when every set had a rep more than the session "
        "before at the same load, {times} times running. Else the load stays and one rep is added.",
        why="Without your reps in reserve only the reps can tell.",
        changes="Effort logged on more sets.",
        numbers={"over": 2, "times": 2},
        says={
            "top": "Every set at {top} reps or more, effort blank: one step up.",
            "up": "Last set {over} reps over plan {times} times running: a step up.",
            "habit": "More reps in every set {times} times running: a step up.",
            "hold": "Effort mostly left blank: same load, one more rep.",
        },
    ),
    Rule(
        "next_far_easier",
        "8",
        "Every set at 5+",
        explanation="When every rated set had 5 or more reps left, the load goes up by "
        "{once_percent} %, twice running by {twice_percent} %, and by one step at least.",
        why="5+ does not say how far the load is off.",
        changes="A load at which you can say how many are left.",
        numbers={"once_percent": 5, "twice_percent": 10},
        says={
            "once": "All at 5 or more left: about {once_percent} % more load.",
            "twice": "Again all at 5 or more left: about {twice_percent} % more load.",
        },
    ),
    Rule(
        "next_step_up",
        "8",
        "At the top of the range",
        explanation="When every set reached the top of the planned reps and was, on average, at "
        "most half a rep closer to failure than the aim, the load goes up one step and the "
        "reps go back to the bottom of the range.",
        why="More reps first, then more load: each step is paid for before it is taken.",
        changes="The reps and the effort of the next session.",
        numbers={"closer_halves": 1},
        says={"": "Every set at {top} reps or more, at the aim: one step up."},
    ),
    Rule(
        "next_easier",
        "8",
        "Easier than the aim",
        explanation="Sets that were on average {least} or more reps further from failure than "
        "the aim: the load goes up by what the reps beyond the first are worth, at most "
        "{once_percent} %. Twice running: by what all of them are worth, at most "
        "{twice_percent} %.",
        why="One easy day may be a good day; two say that the load is too light.",
        changes="Effort nearer the aim.",
        numbers={"least": 2, "kept_back": 1, "once_percent": 5, "twice_percent": 10},
        says={
            "once": "{off} more left than the aim: about {percent} % more load.",
            "twice": "Again {off} more left than the aim: {percent} % more load.",
        },
    ),
    Rule(
        "next_harder",
        "8",
        "Harder than the aim",
        explanation="Sets that were on average {least} or more reps closer to failure than the "
        "aim: the load comes down by what those reps are worth, at most 7.5 %.",
        why="At this load the aim cannot be kept.",
        changes="Effort nearer the aim.",
        numbers={"least": 2, "most_permille": 75},
        says={"": "{off} fewer left than the aim: at least {percent} % less load."},
    ),
    Rule(
        "next_hold",
        "8",
        "Same load",
        explanation="Sets more than {closer} closer to failure than the aim, at the top of the "
        "range by going past the aim, or one set under the range: the same load and the planned "
        "reps until effort is back at the aim.",
        why="More load or reps now would only take you further from the aim.",
        changes="Effort back at the aim.",
        numbers={"closer": 1},
        says={
            "harder": "{off} fewer left than the aim: same load.",
            "top": "{top} reps, but fewer left than the aim: same load.",
            "short": "A set was under {bottom} reps: same load.",
        },
    ),
    Rule(
        "next_one_rep",
        "8",
        "One more rep",
        explanation="When nothing else fits, the load stays and the set furthest below the top "
        "of the range gets one rep more.",
        why="One rep is the smallest step there is.",
        changes="Reaching the top of the range.",
        says={"": "On average at the aim: same load, one more rep on set {place}."},
    ),
    Rule(
        "next_after_a_stop",
        "8",
        "A stop forbids a rise",
        explanation="Where a set was below its floor, broke form or dropped sharply, load and reps "
        "stay as they were, or go down where a rule says so. Where other sets of that day met "
        "their target at a lower load, that load is the next for all sets.",
        why="A set that called for a stop is no reason to ask for more.",
        changes="A session without a stop.",
        says={
            "hold": "But a set called for a stop: no more load or reps.",
            "lower": "But a set called for a stop: the load that met its aim.",
        },
    ),
    Rule(
        "next_feasible",
        "8",
        "Nothing is asked that the load does not leave",
        explanation="With a current estimate of your best single nothing is suggested that would be "
        "warned of as too heavy: the reps come down as far as the bottom of the range, then the "
        "load.",
        why="Advice and warnings have to say the same.",
        changes="A current estimate, or sets at that load.",
        says={
            "reps": "But more reps would leave too few in reserve.",
            "load": "But that load would leave too few in reserve: a lighter one.",
        },
    ),
    Rule(
        "next_rests_on",
        "8",
        "The sets a suggestion rests on",
        explanation="Every suggestion names the sets it was made from: reps, and how many were "
        "left where you said so.",
        why="You can check it against your own memory.",
        changes="Editing those sets.",
        says={"": "Rests on {day}: {sets}."},
    ),
)

DAYS = (
    Rule(
        "rise_waits",
        "6",
        "No more load on a poor day",
        explanation="An amber day holds the load back where its points do not come from the "
        "energy balance alone, and so does a red day. The rise waits for the next session.",
        why="A poor day is no day to find out whether more goes. A deficit cuts failure and "
        "sets, not load.",
        changes="A green day.",
        says={
            "amber": "Amber day: the rise in load waits.",
            "red": "Red day: the rise in load waits.",
        },
        sources=("Murphy & Koehler 2022",),
    ),
    Rule(
        "red_day",
        "6",
        "A red day",
        explanation="On a red day each exercise gets {sets_off} set fewer, though never under "
        "{least_sets}, and {cut_percent} % less load; you may hold the load. Where no load is that "
        "near, it stays and the aim goes up by {aim_rise}. Where nothing but red days is on record, the "
        "load stays as on the last of them. No failure.",
        why="A day like this is for keeping the habit.",
        changes="A better day.",
        numbers={"sets_off": 1, "least_sets": 1, "cut_percent": 5, "aim_rise": 1},
        says={
            "": "Red day: {sets_off} set fewer, {cut_percent} % less load; you may keep the load.",
            "one_set": "Red day: {cut_percent} % less load; you may keep the load.",
            "kept": "Red day: {sets_off} set fewer, {aim_rise} more in reserve.",
            "kept_one_set": "Red day: {aim_rise} more in reserve.",
            "again": "Red day again: the load of the last one.",
        },
        sources=("Craven 2022",),
    ),
    Rule(
        "layoff",
        "9",
        "After a layoff",
        explanation="After "
        + ", ".join(f"{one.days // 7} weeks {one.load_percent} %" for one in LAYOFFS)
        + " of the load: so an exercise starts after so many weeks or more without any session, "
        "and {aim_rise} further from failure, the first time it is done again and whatever reps "
        "are planned. After a year no load is filled in.",
        why="Strength comes back quickly, but not on the first day.",
        changes="The first session of the exercise.",
        numbers={"aim_rise": 1},
        says={
            "": "{weeks} weeks off: {percent} % of the load, {aim_rise} more in reserve.",
            "kept": "{weeks} weeks off, no load near {percent} %: {aim_rise} more in reserve.",
            "no_load": "{weeks} weeks off: {aim_rise} more in reserve.",
        },
    ),
    Rule(
        "left_aside",
        "9",
        "An exercise left aside",
        explanation="An exercise not done for {weeks} weeks or more while others were starts at "
        "{load_percent} % of its load.",
        why="What is not practised gets a little weaker.",
        changes="The first session of the exercise.",
        numbers={"weeks": 8, "load_percent": 90},
        says={"": "Not done for {since} weeks: {load_percent} % of the load."},
    ),
)

# What a lifter will likely do, for whoever holds a suggestion against it. How the numbers were
# found: docs/backtest.md.
GUESSES = (
    Rule(
        "guess",
        "8",
        "What you will likely do at a load",
        explanation="Several simple guesses are asked: the last time at that load, the middle of "
        "the last {times_at_load} times there, what you usually do, what your last {sessions} "
        "heaviest sets say of a load near theirs. Each counts for as much as it was right for you "
        "so far, and the middle one is given, at most {most_reps}. Nothing is said of an exercise not done for a year, "
        "nor of a load more than {most_times} times lighter or heavier than all on record.",
        why="At a load used before, what was done there says more than any curve.",
        changes="More sessions of the exercise.",
        numbers={
            "sessions": 12,
            "times_at_load": 6,
            "most_times": 2,
            "silent_days": 365,
            "most_reps": 15,
            "most_error": 6,
            "lifter_fade_percent": 98,
            "exercise_fade_percent": 90,
            "usual_worth": 20,
            "lifter_worth": 6,
            "floor_permille": 100,
            "same_power": 2,
            "other_power": 6,
            "recent_percent": 50,
            "usual_percent": 85,
            "habit_percent": 80,
            "near_permille": 50,
        },
    ),
    Rule(
        "guess_band",
        "7",
        "Where your next best estimate will lie",
        explanation="Around the last session's best estimate lies a band that holds the next one "
        "four times of five: a miss makes it wider, a hit narrower.",
        why="One session differs from the next by more than anybody gains between the two, and no "
        "average of several was nearer than the last.",
        changes="More sessions with an estimate.",
        numbers={
            "outside_percent": 20,
            "turn_permille": 120,
            "first_permille": 1600,
            "usual_permille": 40,
            "usual_worth": 20,
            "lifter_worth": 6,
            "exercise_fade_percent": 95,
            "lifter_fade_percent": 99,
            "most_error_permille": 300,
        },
    ),
)

ROWS = (*STEPS, *CASES, *DAYS, *GUESSES)
