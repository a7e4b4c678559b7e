"""The rows of rulebook section 2: the effort target, step by step."""

from programming.rulebook.rows.rule import Basis, Rule
from programming.rulebook.rows.tables import LEVEL_FLOORS

ROWS = (
    Rule(
        "base",
        "2, step 0",
        "The starting point",
        explanation="The goal and the part a lift plays in the session set where its target "
        "starts: nearest failure for isolation work and muscle gain, furthest from it for heavy "
        "main lifts and strength.",
        why="Muscle grows well a rep or two short of failure and strength needs no failure, so "
        "the heavy lifts keep more in reserve.",
        changes="Another goal, or another part for the exercise in the program.",
        says={"": "Goal {goal}, {role} lift: the starting point."},
        sources=("ACSM 2026", "Robinson 2024"),
    ),
    Rule(
        "load_zone",
        "2, step 0",
        "The load zone",
        explanation="With a current estimate of your best single, a range of loads that suits "
        "the goal. It is a suggestion and is never judged.",
        why="A load is no use with which you could not do one rep and still keep the reserve.",
        changes="Another goal, or a new estimate.",
        numbers={"spare_reps": 1},
        sources=("ACSM 2026",),
    ),
    Rule(
        "override",
        "2, by hand",
        "A target set by hand",
        explanation="A coach or the lifter may set a target. It replaces the starting point and "
        "the steps for level, final set, light work and failure. A poor day still adds "
        "reserve and the floors still bind.",
        why="Someone who knows the lifter may know better, but not better than a floor.",
        changes="Removing the target set by hand.",
        says={"": "Set by hand: {set_by}."},
    ),
    Rule(
        "new_movement",
        "2, a new movement",
        "A new movement",
        explanation="Until an exercise has {sessions} earlier sessions on record and under "
        "{percent} % of its last {sets} working sets ended with broken form, its targets are those "
        "of one level lower than yours, though never lower than a beginner’s.",
        why="Own the movement first: effort is only worth adding to a rep that looks the same "
        "every time.",
        changes="More sessions of the exercise, with stable form.",
        numbers={"sessions": 4, "percent": 10, "sets": 20},
        says={
            "": "Still new to you: one level lower for now, {level}.",
            "plus": "Still new to you: {plus} more in reserve for now.",
        },
    ),
    Rule(
        "level",
        "2, step 1",
        "Beginners keep more in reserve",
        explanation="A beginner’s target is {plus} further from failure throughout.",
        why="Beginners grow without going near failure, and judge their last reps least well.",
        changes="Your level.",
        numbers={"plus": 1},
        says={"": "Beginner: {plus} more in reserve."},
        sources=("Halperin 2022",),
    ),
    Rule(
        "final_set_push",
        "2, step 2",
        "The final set may go further",
        explanation="Where failure is permitted and the lift is not a main one, the last set of "
        "the exercise is {minus} closer to failure.",
        why="Tiring yourself out costs least when no set of the exercise follows.",
        changes="An amber or red day, a spent failure budget, another goal, or a riskier lift.",
        numbers={"minus": 1, "least": 0, "least_high": 1},
        says={"": "Last set of the exercise: {minus} closer to failure."},
    ),
    Rule(
        "light_work",
        "2, step 3",
        "Light work goes close",
        explanation="For muscle gain with more than {over_reps} planned reps, the starting target "
        "is at most {most} in reserve. A poor day or a floor can still add to it.",
        why="Light loads only build muscle when the set ends near failure. The line at "
        "{over_reps} reps is RepStack policy.",
        changes="Fewer planned reps with a heavier load.",
        numbers={"over_reps": 15, "most": 2},
        says={"": "Over {over_reps} reps: light sets must end close to failure."},
        basis=Basis.FINDING,
        sources=("Lasevicius 2022",),
    ),
    Rule(
        "readiness_amber",
        "2, step 4",
        "An amber day",
        explanation="On an amber day every target is {plus} further from failure.",
        why="A day with less sleep, recovery or food gives less, so less is asked.",
        changes="The check-in of the next session.",
        numbers={"plus": 1},
        says={"": "Amber day: {plus} more in reserve."},
        sources=("Craven 2022", "Stults-Kolehmainen 2014"),
    ),
    Rule(
        "readiness_red",
        "2, step 4",
        "A red day",
        explanation="On a red day every target is {plus} further from failure.",
        why="A bad day is for practice and moving; nothing is gained by forcing it.",
        changes="The check-in of the next session.",
        numbers={"plus": 2},
        says={"": "Red day: {plus} more in reserve."},
        sources=("Craven 2022", "Stults-Kolehmainen 2014"),
    ),
    Rule(
        "aim_rise",
        "2, step 4",
        "Backing off as agreed",
        explanation="When you accept advice to back off, the targets of that exercise move away "
        "from failure by what was agreed. On a poor day the larger of the two holds.",
        why="A pause from hard sets is only one when the targets follow.",
        changes="The end of the deload, or the session after a reset.",
        numbers={"most": 5},
        says={"": "Backing off as agreed: {plus} more in reserve."},
    ),
    Rule(
        "no_failure",
        "2, step 5",
        "No failure on this set",
        explanation="Failure is permitted only on the last set of an exercise, for muscle gain or "
        "mixed goals, on a green day, with failure budget left, and on lifts that can be failed "
        "safely or with caution. Intermediate and advanced lifters may then fail; on a lift that "
        "only its safeties make so, advanced lifters alone. Everywhere else at least {least} good "
        "rep stays in reserve.",
        why="In trials, stopping a rep or two short built about as much muscle as failure.",
        changes="The condition named in the reason.",
        numbers={"least": 1},
        says={
            "not_final": "Sets still to come: {least} left at least.",
            "level": "No failure yet at your level here: {least} left at least.",
            "goal": "No failure needed for your goal: {least} left at least.",
            "tier": "Failing this lift is to be avoided: {least} left at least.",
            "readiness": "No failure on an amber or red day: {least} left at least.",
            "budget": "No set to failure is left for now: keep {least} at least.",
        },
        sources=("Refalo 2023", "Refalo 2024 trial", "Grgic 2022"),
    ),
    Rule(
        "level_floor",
        "2, step 6",
        "The floor of your level",
        explanation="The fewest good reps to keep: as a beginner "
        f"{LEVEL_FLOORS['beginner', 'safer']} on a safer lift and "
        f"{LEVEL_FLOORS['beginner', 'avoid']} on any other, as an intermediate "
        f"{LEVEL_FLOORS['intermediate', 'main']} on a main lift. On an exercise that is new to you, "
        "the level below yours counts.",
        why="Form is the first thing to go near failure, and it goes soonest in those who "
        "learned it last.",
        changes="Your level.",
        says={"": "On this lift you count as {level}: keep {floor} at least."},
    ),
    Rule(
        "exercise_floor",
        "2, step 7",
        "The floor of the exercise",
        explanation="The floor is the fewest good reps to keep on a lift, whoever set the target. "
        "No target goes under it.",
        why="What failing costs depends on the lift: a bar over you is not a cable.",
        changes="Safeties, on the lifts where they help.",
        says={
            "": "On this exercise: keep {floor} at least.",
            "safeties": "With safeties in place: keep {floor} at least.",
            "no_safeties": "Without safeties: keep {floor} at least.",
        },
        sources=("Kerr 2010",),
    ),
    Rule(
        "band",
        "2, step 7",
        "A range that can be hit",
        explanation="The range is at least {least} wide and the aim lies inside it.",
        why="Nobody judges a rep exactly, so a narrower range could not be hit.",
        changes="Nothing: it follows from the steps before.",
        numbers={"least": 1},
        says={"": "So that it can be hit: a range of {least} rep or more."},
        sources=("Halperin 2022",),
    ),
    Rule(
        "clamp",
        "2, step 8",
        "Never too far from failure",
        explanation="The aim is at most {most_aim} in reserve and the range ends at {most_high}.",
        why="Further away a set does little, and tells nothing about your strength.",
        changes="Nothing: it follows from the steps before.",
        numbers={"most_aim": 4, "most_high": 5},
        says={"": "Further from failure does little: aim {most_aim} at most."},
    ),
    Rule(
        "feasibility",
        "2, step 9",
        "What the load allows",
        explanation="With a planned load and a current estimate of your best single, the aim "
        "cannot ask for more reps in reserve than the load leaves after one rep. From over "
        "{most_reps} reps on the estimate says nothing and the step is skipped.",
        why="A heavy triple cannot be stopped with four reps left.",
        changes="A lighter load.",
        numbers={"least_reps": 1, "most_reps": 12, "spare_reps": 1},
        says={"": "You have about {reps} reps in you at this load: aim {aim}."},
    ),
    Rule(
        "seen",
        "2, what was done",
        "What was done beats the estimate",
        explanation="A load leaves at least the reps to failure that a rated set of the last {days} "
        "days showed at this load or a heavier one. A set at up to {lighter_percent} % less load "
        "counts for fewer, by what the difference is worth.",
        why="A load you have just lifted is not too heavy because a formula says so. The lines are "
        "RepStack policy.",
        changes="A rated set at this load.",
        numbers={"days": 42, "lighter_percent": 5},
    ),
)
