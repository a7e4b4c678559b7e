"""The published coefficients of the strength scores (rulebook 13), as they are printed."""

from types import MappingProxyType

# From the constant up.
DOTS = MappingProxyType(
    {
        "male": (-307.75076, 24.0900756, -0.1918759221, 0.0007391293, -0.000001093),
        "female": (-57.96288, 13.6175032, -0.1126655495, 0.0005158568, -0.0000010706),
    }
)
WILKS = MappingProxyType(
    {
        "male": (
            47.46178854, 8.472061379, 0.07369410346, -0.001395833811, 7.07665973070743e-6,
            -1.20804336482315e-8,
        ),
        "female": (
            -125.4255398, 13.71219419, -0.03307250631, -0.001050400051, 9.38773881462799e-6,
            -2.3334613884954e-8,
        ),
    }
)  # fmt: skip
# A, B and C of A − B·e^(−C·b), classic lifting.
IPF_GL = MappingProxyType(
    {
        "male": (1199.72839, 1025.18162, 0.009210),
        "female": (610.32796, 1045.59282, 0.03048),
    }
)
# The bodyweight in kilograms from which on it counts as this one.
DOTS_MOST = MappingProxyType({"male": 210, "female": 150})
WILKS_MOST = MappingProxyType({"male": 200.95, "female": 150.95})
