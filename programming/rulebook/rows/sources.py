"""The literature the rules may name, and what may be said of each paper (rulebook 14)."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Source:
    """A paper: its key as printed, its citation, its DOI and what may be said of it.

    may_quote_figures is False for papers that are named without figures.
    """

    key: str
    citation: str
    doi: str
    finding: str
    may_quote_figures: bool = True

    @property
    def url(self) -> str:
        """The address the DOI resolves to."""
        return f"https://doi.org/{self.doi}"


_ROWS = (
    Source(
        "Halperin 2022",
        "Sports Med 52:377",
        "10.1007/s40279-021-01559-x",
        "People under-predict the reps they have left by about one (0.95), a little less near "
        "failure and in later sets.",
    ),
    Source(
        "Refalo 2024 RIR accuracy",
        "J Strength Cond Res",
        "10.1519/JSC.0000000000004653",
        "How well trained lifters judge their reps in reserve close to failure.",
    ),
    Source(
        "Grgic 2022",
        "J Sport Health Sci 11:202",
        "10.1016/j.jshs.2021.01.007",
        "Training to failure or not: no significant difference in strength or size. In trained "
        "lifters size favours failure slightly (0.15); without matched volume strength favours "
        "stopping short (−0.32).",
    ),
    Source(
        "Refalo 2023",
        "Sports Med 53:649",
        "10.1007/s40279-022-01784-y",
        "Momentary failure against stopping short: a difference of 0.12 in size, not significant.",
    ),
    Source(
        "Refalo 2023 fatigue",
        "Sports Med Open 9:10",
        "10.1186/s40798-023-00554-y",
        "Over six bench press sets bar speed fell 22 % to failure, 9 % at 1 rep in reserve and "
        "6 % at 3.",
    ),
    Source(
        "Refalo 2024 trial",
        "J Sports Sci 42:85",
        "10.1080/02640414.2024.2321021",
        "The same quadriceps growth at failure and at 1–2 reps in reserve.",
    ),
    Source(
        "Lopez 2021",
        "Med Sci Sports Exerc 53:1206",
        "10.1249/MSS.0000000000002585",
        "Sets close to failure build muscle at light and heavy loads alike; heavy loads build "
        "more strength.",
    ),
    Source(
        "Lasevicius 2022",
        "J Strength Cond Res 36:346",
        "10.1519/JSC.0000000000003454",
        "Light loads need failure to build muscle; heavy loads do not.",
    ),
    Source(
        "Morán-Navarro 2017",
        "Eur J Appl Physiol 117:2387",
        "10.1007/s00421-017-3725-7",
        "Training to failure slows recovery by up to 24–48 h.",
    ),
    Source(
        "Rogerson 2024",
        "Sports Med Open 10:26",
        "10.1186/s40798-024-00691-y",
        "Lifters in a survey deloaded every 5.6 ± 2.3 weeks for 6.4 ± 1.7 days.",
    ),
    Source(
        "Coleman 2024",
        "PeerJ 12:e16777",
        "10.7717/peerj.16777",
        "A week off in the middle of a training block did not improve gains.",
    ),
    Source(
        "Bell 2023",
        "Sports Med Open 9:87",
        "10.1186/s40798-023-00633-0",
        "What coaches and researchers agree a deload is, and when it is used.",
    ),
    Source(
        "Murphy & Koehler 2022",
        "Scand J Med Sci Sports",
        "10.1111/sms.14075",
        "In an energy deficit lean mass suffers; strength does not significantly.",
    ),
    Source(
        "Craven 2022",
        "Sports Med 52:2669",
        "10.1007/s40279-022-01706-y",
        "Losing sleep makes the next day’s physical performance worse.",
    ),
    Source(
        "Stults-Kolehmainen 2014",
        "J Strength Cond Res 28:2007",
        "10.1519/JSC.0000000000000335",
        "Muscle recovers more slowly from hard training in people under chronic stress.",
    ),
    Source(
        "Pelland 2025",
        "Sports Med",
        "10.1007/s40279-025-02344-w",
        "Counting an indirect set as half a direct one describes growth from weekly sets best.",
    ),
    Source(
        "Kerr 2010",
        "Am J Sports Med 38:765",
        "10.1177/0363546509351560",
        "65 % of weight-training emergency visits were a weight dropped on a person.",
    ),
    Source(
        "Santos Junior 2021",
        "Strength Cond J 43(5):77",
        "10.1519/SSC.0000000000000627",
        "The idea of grading a lifter’s level by several parameters at once.",
    ),
    Source(
        "Zourdos 2016",
        "J Strength Cond Res 30:267",
        "10.1519/JSC.0000000000001049",
        "A scale of effort built on reps in reserve.",
    ),
    Source(
        "Robinson 2024",
        "Sports Med 54:2209",
        "10.1007/s40279-024-02069-2",
        "Closer to failure, more growth; no clear effect on strength. Reps in reserve were "
        "estimated by the authors.",
        may_quote_figures=False,
    ),
    Source(
        "ACSM 2026",
        "Med Sci Sports Exerc",
        "10.1249/MSS.0000000000003897",
        "The college’s recommendations on resistance training.",
        may_quote_figures=False,
    ),
)

SOURCES = MappingProxyType({row.key: row for row in _ROWS})
