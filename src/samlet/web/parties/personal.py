"""Parties and blocs hold no people: statements are a party's own published words."""

from samlet.web.core.personal import exempt

exempt(
    "parties, blocs and what parties have said officially",
    *(
        f"parties.{name}"
        for name in ("Party", "PartyName", "JointList", "Bloc", "BlocList", "Statement")
    ),
)
