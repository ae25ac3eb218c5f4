"""The offices lists name, and how they write them. Data: a region adds its own words to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from samlet.sources.sheets.folding import fold, listed


@dataclass(frozen=True, slots=True)
class Office:
    """How one kind of position is written. key: a key of the packaged table position_kinds.

    Offices that have no kind of their own are "other": PositionText.written says which.

    political: an elected political office, which is never taken from a list without asking.
    """

    key: str
    words: tuple[str, ...]
    political: bool = False


OFFICES: Final = (
    Office(
        "chief_shop_steward",
        listed(
            "hovedtillitsvalgt | hovudtillitsvald | HTV | hovedtillitsv. | hovedtillitsvalg | "
            "hoved tillitsvalgt | hovedtv | hovedtill.v. | hovedtillitsmann | h.tillitsvalgt | "
            "htv i kommunen"
        ),
    ),
    Office(
        "joint_shop_steward",
        ("fellestillitsvalgt", "fellestillitsvald", "FTV", "fellestillitsv.", "fellestv"),
    ),
    Office(
        "workplace_shop_steward",
        listed(
            "plasstillitsvalgt | plasstillitsvald | PTV | ATV | plasstill.v. | plasstillitsv. | "
            "arbeidsplasstillitsvalgt | arbeidsplasstillitsvald | plasstv | plass tillitsvalgt | "
            "arbeidsplasstv | plasst.v. | plasstillv"
        ),
    ),
    Office(
        "group_shop_steward",
        ("konserntillitsvalgt", "konserntillitsvald", "KTV", "konserntillitsv.", "konserntv"),
    ),
    Office(
        "youth_steward",
        listed(
            "ungdomstillitsvalgt | ungdomstillitsvald | ungdomstv | ungdomstillitsv. | UTV | "
            "ungdomsansvarlig | ungdomsleder | ungdomskontakt | ungd.tillitsv. | ungdomsrep"
        ),
    ),
    Office(
        "other",
        ("pensjonisttillitsvalgt", "pensjonisttillitsvald", "pensjonistkontakt", "pensjonistleder"),
    ),
    Office(
        "shop_steward",
        listed(
            "tillitsvalgt | tillitsvald | TV | tillitsv. | tillitsmann | tillitskvinne | "
            "till.v. | tillitsvalgte | till.valgt | t.v. | tillitsrepresentant | "
            "klubbtillitsvalgt"
        ),
    ),
    Office(
        "club_leader",
        listed(
            "klubbleder | klubbleiar | klubbl. | leder klubb | leder av klubben | "
            "leder i klubben | klubbformann | leder av klubb | leder i klubb | leiar i klubben | "
            "leder for klubben | klubb leder | klubbstyreleder"
        ),
    ),
    Office(
        "branch_leader",
        listed(
            "fagforeningsleder | fagforeningsleiar | avdelingsleder | foreningsleder | "
            "leder avd. | leder avdeling | leder fagforening | leder av fagforeningen | "
            "leder i fagforeningen | leder av avdelingen | avdelingsleiar | leder i avdelingen | "
            "fagforeningsformann"
        ),
    ),
    Office(
        "deputy_leader",
        listed(
            "nestleder | nestleiar | nestl. | nestformann | nest leder | nestled. | "
            "klubbnestleder | nestleder klubb"
        ),
    ),
    Office(
        "leader", ("leder", "leiar", "formann", "styreleder", "styreleiar", "led.", "forkvinne")
    ),
    Office("treasurer", ("kasserer", "kasserar", "økonomiansvarlig", "kass.", "økonomiansvarleg")),
    Office("secretary", ("sekretær", "sekr.", "styresekretær", "klubbsekretær", "referent")),
    Office(
        "deputy_member",
        listed(
            "varamedlem | vara | varamann | styrevara | vararepresentant | 1. vara | 2. vara | "
            "3. vara | vara styret | vara til styret | varamedlem styret | varamedl. | varam."
        ),
    ),
    Office(
        "board_member",
        listed(
            "styremedlem | styremed. | styrem. | medlem av styret | styremedl. | styret | "
            "klubbstyremedlem | medlem i styret | styrerepresentant | medlem styret"
        ),
    ),
    Office(
        "education_officer",
        listed(
            "opplæringsansvarlig | opplæringsansvarleg | studieleder | studieleiar | "
            "kursansvarlig | skoleringsansvarlig | opplæringsleder | studieansvarlig | "
            "kursansvarleg | oppl.ansv. | studietillitsvalgt"
        ),
    ),
    Office("other", ("lærlingansvarlig", "lærlingansvarleg", "lærlingekontakt")),
    Office(
        "chief_safety_rep",
        ("hovedverneombud", "hovudverneombod", "HVO", "hovedvern.", "hovedverneomb."),
    ),
    Office("regional_safety_rep", ("regionalt verneombud", "RVO", "regionalt verneombod")),
    Office("safety_rep", ("verneombud", "verneombod", "VO", "verneomb.", "verneo.")),
    Office("other", ("revisor", "rev.")),
    Office("contact", ("kontaktperson", "kontakt", "klubbkontakt", "kontakttillitsvalgt")),
    Office(
        "coordinator",
        listed(
            "faglig-politisk leder | faglig-politisk koordinator | faglig-politisk ansvarlig | "
            "fagligpolitisk leder | fagligpolitisk ansvarlig | faglig politisk | fp-ansvarlig | "
            "fagleg-politisk koordinator | faglig/politisk ansvarlig"
        ),
    ),
    Office(
        "other",
        listed(
            "valgkomité | valgkomite | medlem av valgkomiteen | valgkomiteen | valnemnd | "
            "leder valgkomite | valgkom. | valgkomitemedlem"
        ),
    ),
    Office("delegate", ("delegat", "utsending", "representantskapsmedlem", "representantskap")),
    Office(
        "deputy_councillor",
        listed(
            "vara til kommunestyret | vara kommunestyret | vara kommunestyre | "
            "vararepresentant ks | varamedlem kommunestyret | vararepresentant kommunestyret"
        ),
        political=True,
    ),
    Office(
        "councillor",
        listed(
            "kommunestyre | kommunestyremedlem | kommunestyrerepresentant | kommunestyret | "
            "kst | kommunestyrerep. | bystyre | bystyremedlem | bystyrerepresentant | "
            "folkevalgt | medlem av kommunestyret | medlem kommunestyret | bystyret | "
            "folkevald | k-styret | kommunestyremedl. | kommunepolitiker | medlem i kommunestyret"
        ),
        political=True,
    ),
    Office(
        "county_councillor",
        listed(
            "fylkesting | fylkestinget | fylkestingsmedlem | fylkestingsrepresentant | "
            "fylkestingsrep. | medlem av fylkestinget | fylkespolitiker"
        ),
        political=True,
    ),
    # The members of a municipal executive are chosen among the councillors.
    Office(
        "councillor",
        ("formannskap", "formannskapet", "formannskapsmedlem", "medlem av formannskapet"),
        political=True,
    ),
    Office("county_mayor", ("fylkesordfører", "fylkesordførar"), political=True),
    Office(
        "county_executive",
        ("fylkesråd", "fylkesrådsleder", "fylkesrådsleiar", "byråd"),
        political=True,
    ),
    Office("deputy_mayor", ("varaordfører", "varaordførar"), political=True),
    Office("mayor", ("ordfører", "ordførar"), political=True),
    Office("group_leader", ("gruppeleder", "gruppeleiar"), political=True),
    Office(
        "other",
        ("stortingsrepresentant", "stortinget", "storting", "vara til stortinget"),
        political=True,
    ),
    Office(
        "committee_member",
        ("hovedutvalg", "hovudutval", "hovedutvalgsmedlem", "utvalgsmedlem"),
        political=True,
    ),
    Office("committee_leader", ("utvalgsleder", "utvalsleiar"), political=True),
)

OFFICE_BY_WORD: Final = {fold(word): office for office in OFFICES for word in office.words}
LONGEST_WORDS: Final = max(len(word.split()) for office in OFFICES for word in office.words)
