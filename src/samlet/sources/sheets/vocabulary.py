"""What the columns of people's lists are called, and what they are to Samlet.

The vocabulary is data. A later part extends it: `VOCABULARY.extended(FieldKind(...), ...)`.
Headings are compared folded (folding.fold), so accents, full stops and capitals are left out here
only for reading's sake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from samlet.sources.sheets.folding import fold, listed

About = Literal["people", "units"]
Outcome = Literal["field", "ignored", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One field that a column can be.

    key: the name of the field; for what is not imported, a name of its own. about: whose field it
    is; empty for what is never imported. headings: what people call it. looks: the name of the
    judgement of cells in `contents.LOOKS` that can bear the heading out, or find the field where
    the heading says nothing. why: a code of reasons.REASONS for an ignored or refused column.
    alone: so telling that the cells may decide without a heading.
    """

    key: str
    headings: tuple[str, ...]
    about: frozenset[About] = frozenset()
    looks: str = ""
    outcome: Outcome = "field"
    why: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The fields that are known, in order of preference where two fit a column equally well."""

    kinds: tuple[FieldKind, ...]

    @cached_property
    def by_heading(self) -> dict[str, tuple[FieldKind, ...]]:
        """Folded heading → the fields it can be, the preferred first."""
        found: dict[str, list[FieldKind]] = {}
        for kind in self.kinds:
            for heading in kind.headings:
                kinds = found.setdefault(fold(heading), [])
                if kind not in kinds:
                    kinds.append(kind)
        return {heading: tuple(kinds) for heading, kinds in found.items() if heading}

    @cached_property
    def by_key(self) -> dict[str, FieldKind]:
        return {kind.key: kind for kind in self.kinds}

    def extended(self, *kinds: FieldKind) -> Vocabulary:
        """With further fields; one whose key is known replaces it."""
        new = {kind.key for kind in kinds}
        return Vocabulary((*(kind for kind in self.kinds if kind.key not in new), *kinds))

    def fields(self, about: About) -> Iterator[FieldKind]:
        """The fields a column can be mapped to by hand."""
        return (kind for kind in self.kinds if about in kind.about)


_PEOPLE: Final[frozenset[About]] = frozenset(("people",))
_UNITS: Final[frozenset[About]] = frozenset(("units",))
_BOTH: Final[frozenset[About]] = frozenset(("people", "units"))


def _ignored(key: str, why: str, *headings: str) -> FieldKind:
    return FieldKind(key, headings, outcome="ignored", why=why)


def _refused(key: str, *headings: str, looks: str = "", alone: bool = False) -> FieldKind:
    return FieldKind(key, headings, looks=looks, outcome="refused", why=key, alone=alone)


FIELDS: Final = (
    FieldKind(
        "public_id", ("Samlet-id", "Samlet id", "SamletID", "Samlet's id"), _BOTH, "public_id"
    ),
    FieldKind(
        "name",
        listed(
            "Navn | Namn | Name | Fullt navn | Navn på tillitsvalgt | Person | Tillitsvalgt | "
            "Tillitsvald | Kontakt | Kontaktperson | Navn (etternavn, fornavn) | Deltaker | "
            "Etternavn, fornavn | Etternavn og fornavn | Fornavn og etternavn | Full name"
        ),
        _PEOPLE,
        "person_name",
    ),
    FieldKind(
        "given_name",
        listed(
            "Fornavn | Førenamn | Fornamn | For navn | First name | Given name | Firstname | "
            "Fornavn og mellomnavn | Fornavn/mellomnavn"
        ),
        _PEOPLE,
        "given_name",
    ),
    FieldKind(
        "family_name",
        ("Etternavn", "Etternamn", "Slektsnavn", "Last name", "Surname", "Family name", "Lastname"),
        _PEOPLE,
        "one_word",
    ),
    FieldKind(
        "unit_name",
        listed(
            "Navn | Namn | Name | Organisasjon | Organisasjonsnavn | Organisasjonens navn | "
            "Enhet | Enhetsnavn | Eining | Organisation | Navn på enhet | Navn på forening | "
            "Navn på avdeling | Navn på organisasjon | Organisasjonsnamn | Unit"
        ),
        _UNITS,
        "text",
    ),
    FieldKind(
        "unit_kind",
        listed(
            "Slag | Type | Kind | Organisasjonstype | Enhetstype | Type organisasjon | "
            "Type enhet | Organisasjonsledd | Type ledd | "
            "Nivå i organisasjonen | Slags organisasjon"
        ),
        _UNITS,
        "text",
    ),
    FieldKind(
        "short_name",
        listed("Kortnavn | Forkortelse | Short name | Kortnamn | Forkorting | Kort navn"),
        _UNITS,
        "text",
    ),
    FieldKind(
        "unit_number",
        listed("Nummer | Number | Organisasjonens nummer | Enhetsnummer"),
        _UNITS,
    ),
    FieldKind(
        "belongs_to",
        listed(
            "Hører til | Tilhører | Belongs to | Overordnet | Overordnet enhet | Under | "
            "Høyrer til | Tilhøyrer | Del av | Moderorganisasjon | Hører inn under | Overordna | "
            "Tilhører avdeling | Tilhører fagforening | Hører til avdeling | Ligger under | Parent"
        ),
        _UNITS,
        "text",
    ),
    FieldKind(
        "lies_in",
        listed(
            "Ligger i området til | Lokalorganisasjon | LO-lokalorganisasjon | Lokal LO | "
            "LO lokalt | Lies in the area of | Ligg i området til | LO-forening | "
            "Lokal organisasjon | Local organisation | Område"
        ),
        _UNITS,
        "text",
    ),
    FieldKind(
        "union",
        listed(
            "Forbund | Fagforbund | Forb. | Forbundet | Union | Organisasjon/forbund | "
            "Forbund/organisasjon | LO-forbund | Fagorganisasjon | Org./forbund | Fagforb."
        ),
        _BOTH,
        "union",
        alone=True,
    ),
    FieldKind(
        "branch",
        listed(
            "Avd. | Avdeling | Fagforening | Fagforeining | Forening | Avd | Branch | "
            "Fagforening/avdeling | Avdeling/fagforening | Lokalforening | Fagf. | Lokallag"
        ),
        _BOTH,
        "branch",
    ),
    FieldKind(
        "branch_number",
        listed(
            "Avd.nr | Avdelingsnummer | Avdelingsnr | Avd. nr. | Foreningsnr | Fagforeningsnr | "
            "Fagforeningsnummer | Avdnr | Foreningsnummer | Avd nummer"
        ),
        _BOTH,
        "branch_number",
    ),
    FieldKind(
        "club",
        listed(
            "Klubb | Klubben | Klubbnavn | Bedriftsklubb | Club | Klubb/seksjon | "
            "Navn på klubb | Klubbens navn | Klubnavn"
        ),
        _BOTH,
        "text",
    ),
    FieldKind(
        "workplace",
        listed(
            "Arbeidsplass | Arb.sted | Arbeidssted | Arb.plass | Arb. pl. | Arbeidsstad | "
            "Enhet | Tjenestested | Arbeidsplassen | Eining | Workplace | Sted | "
            "Virksomhet/enhet | Avdeling på jobb | Arbeidsplass/enhet | Jobb | "
            "Arbeider ved | Arbeidar ved | Works at"
        ),
        _BOTH,
        "text",
    ),
    FieldKind(
        "employer",
        listed(
            "Arbeidsgiver | Arbeidsgivar | Bedrift | Virksomhet | Verksemd | Firma | Employer | "
            "Selskap | Arb.giver | Bedriftsnavn | Virksomhetens navn | Arbeidsgivers navn | "
            "Operated by | Drives av | Eies av"
        ),
        _BOTH,
        "text",
    ),
    FieldKind(
        "home_municipality",
        listed(
            "Bostedskommune | Bustadkommune | Bosted | Bustad | Hjemkommune | Bokommune | "
            "Bor i | Bosted (kommune) | Bor i kommune | Heimkommune | Kommune (bosted) | "
            "Bur i | Lives in"
        ),
        _PEOPLE,
        "municipality",
    ),
    FieldKind(
        "municipality",
        listed(
            "Kommune | Kom. | Municipality | Arbeidskommune | Arb.kommune | Komm. | "
            "Kommune (arbeid) | Kommunenavn | Kommunenummer | Kommunenr | Komm.nr | "
            "Arbeidssted kommune"
        ),
        _BOTH,
        "municipality",
        alone=True,
    ),
    FieldKind(
        "position",
        listed(
            "Verv | Funksjon | Rolle | Tillitsverv | Verv/rolle | Stilling i klubben | Role | "
            "Position | Type tillitsvalgt | Verv/funksjon | Oppgave | Tittel | Verv i LO | "
            "Verv i dag | Positions today"
        ),
        _PEOPLE,
        "position",
        alone=True,
    ),
    FieldKind(
        "email",
        listed(
            "E-post | Epost | E-mail | Mail | Email | E-postadresse | Mailadresse | Mailadr. | "
            "E post | Epostadr | E-postadr. | e-adresse | Mail adresse | E-post (jobb) | "
            "E-post privat | Felles e-post | Shared e-mail | Fellespost | Postmottak"
        ),
        _BOTH,
        "email",
        alone=True,
    ),
    FieldKind(
        "mobile",
        listed(
            "Mobil | Mob | Mobilnr | Mobilnummer | Mobiltelefon | Mob.nr | Mobiltlf | Mobile | "
            "Mob.tlf | Cell | Mobil tlf. | Mobil nr | Mobil/telefon | SMS | Mobil privat"
        ),
        _BOTH,
        "mobile",
        alone=True,
    ),
    FieldKind(
        "phone",
        listed(
            "Tlf | Telefon | Tlf.nr | Telefonnummer | Telefonnr | Tel | Phone | Fasttelefon | "
            "Tlf arbeid | Telefon jobb | Tlf. | Tlfnummer | Telefon/mobil | Kontakttelefon | "
            "Telefon arbeid | Tlf jobb | Tlf priv | Telefon privat | Felles telefon | "
            "Shared phone | Sentralbord"
        ),
        _BOTH,
        "phone",
        alone=True,
    ),
    FieldKind(
        "from",
        listed(
            "Fra | Fra dato | Fra og med | Valgt fra | Valgt | Valgt dato | Start | Startdato | "
            "F.o.m. | Frå | Vald | From | Verv fra | Tiltrådt | Periode fra | Valgt år | "
            "Stiftet | Stifta | Founded | Opprettet"
        ),
        _BOTH,
        "date",
    ),
    FieldKind(
        "to",
        listed(
            "Til | Til dato | Til og med | Valgt til | Slutt | Sluttdato | T.o.m. | Utløper | "
            "På valg | Funksjonstid til | Vald til | Periode til | Fratrådt | Avgått dato | "
            "Lagt ned | Nedlagt | Ended | Lagd ned | Avviklet"
        ),
        _BOTH,
        "date",
    ),
    FieldKind(
        "period",
        ("Periode", "Valgperiode", "Funksjonstid", "Funksjonsperiode", "Verveperiode"),
        _PEOPLE,
        "period",
    ),
    FieldKind("language", ("Språk", "Language", "Målform"), _PEOPLE, "language"),
    FieldKind("status", ("Status", "Aktiv", "Aktiv?", "Tilstand"), _PEOPLE, "status"),
    FieldKind(
        "org_number",
        listed(
            "Org.nr | Organisasjonsnummer | Orgnr | Org nr | Org.nummer | Foretaksnummer | "
            "Bedriftsnr | Virksomhetsnummer | Organisasjonsnr | Org. no | Bedriftsnummer | "
            "Organisation number | Org.no. | Organisasjonsnummer (9 siffer)"
        ),
        _UNITS,
        "org_number",
        alone=True,
    ),
    FieldKind(
        "address",
        listed(
            "Adresse | Besøksadresse | Gateadresse | Adr. | Address | Postadresse | Gate | "
            "Vitjingsadresse | Besøksadr. | Vegadresse"
        ),
        _UNITS,
        "address",
    ),
    FieldKind(
        "postcode",
        ("Postnr", "Postnummer", "Post nr.", "Postcode", "Zip", "P.nr"),
        _UNITS,
        "postcode",
    ),
    FieldKind("place", ("Poststed", "Poststad", "Postadresse sted", "By", "City"), _UNITS, "text"),
    FieldKind("unit_leader", ("Leder", "Leiar", "Klubbleder", "Klubbleiar"), _UNITS, "person_name"),
    FieldKind(
        "unit_deputy_leader",
        ("Nestleder", "Nestleiar", "Nestl."),
        _UNITS,
        "person_name",
    ),
    FieldKind("website", ("Nettside", "Hjemmeside", "Web", "Www", "Heimeside"), _UNITS, "website"),
)

IGNORED: Final = (
    _ignored(
        "remark",
        "free_text",
        *listed(
            "Merknad | Merknader | Kommentar | Kommentarer | Notat | Notater | Anmerkning | "
            "Annet | Anna | Info | Diverse | Beskrivelse | Remark | Note | Oppfølging | Obs | "
            "Frikjøp | Frikjøpt | Frikjøpsprosent"
        ),
    ),
    _ignored(
        "member_count",
        "member_count",
        *listed(
            "Ant. medl. | Medl.tall | Antall medlemmer | Medlemstall | Antall medl | Medlemmer | "
            "Ant medlemmer | Antal medlemer | Medlemer | Yrkesaktive | Medl. tal | Ant. yrkesa"
        ),
    ),
    _ignored("row_number", "not_needed", "Nr", "Nr.", "#", "Løpenr", "Lnr", "Rad", "Id", "Nummer"),
    _ignored(
        "birth",
        "not_needed",
        *listed(
            "Født | F.år | Fødselsår | Fødselsdato | Alder | Fødd | F.dato | Født år | Årgang | "
            "Fødselsdag | Bursdag"
        ),
    ),
    _ignored("sex", "not_needed", "Kjønn", "K/M", "Kjønn (K/M)", "Sex", "Gender"),
    _ignored("trade", "not_needed", "Yrke", "Stilling", "Stillingstittel", "Stillingsprosent"),
    _ignored("home_address", "not_needed", "Privatadresse", "Hjemmeadresse", "Adresse privat"),
    _ignored("county", "not_needed", "Fylke", "County", "Fylkesnr", "Region", "Distrikt"),
    _ignored(
        "meeting",
        "meeting_only",
        *listed(
            "Delegat/vara | Stemmerett | Oppmøtt | Overnatting | Reise | Påmeldt | Møtt | "
            "Røysterett | Oppmøte | Hotell | Reiseutgifter | Delegat | Deltar | Frammøtt | "
            "Deltok | Fullmakt | Tapt arbeidsfortjeneste"
        ),
    ),
    _ignored(
        "candidate",
        "looks_like_candidates",
        *listed(
            "Plass | Listeplass | Kum. | Forhåndskum. | Fet | Stemmetillegg | Kumulert | "
            "Toppkandidat | Kandidat | Kandidatnr | Kumulering | Slengere | Personstemmer"
        ),
    ),
    _ignored("sheet_id", "not_needed", "Gruppeleder", "Gruppeleiar"),
    _ignored(
        "demand",
        "looks_like_demands",
        *listed("Krav | Tema | Nivå | Vedtatt | Fra (klubb/forening) | Svar | Begrunnelse"),
    ),
    _ignored(
        "visit",
        "meeting_only",
        *listed("Hvem kommer | Godkjent av | Bilder ok? | Kl. | Klokkeslett | Dato"),
    ),
)

REFUSED: Final = (
    _refused(
        "refused_national_id",
        *listed(
            "Fødselsnummer | Fødselsnr | Personnummer | Personnr | Fnr | F.nr | Pers.nr | "
            "Fødsels- og personnummer | D-nummer | Fødselsnummer (11 siffer) | Pnr | SSN | "
            "Fødselsnr. | Personnummer (11) | Fødsels nr | Fødsel- og personnr | Nasjonal id"
        ),
        looks="national_id",
        alone=True,
    ),
    _refused(
        "refused_party",
        *listed(
            "Parti | Partimedlem | Medlem av Ap? | Partitilhørighet | Party | Parti? | "
            "Partilag | Politisk parti | Medlem av parti | Medlem i parti | Medlem Ap | "
            "Ap-medlem | Ap? | Medlem av SV | Medlem av Rødt | Partinavn | "
            "Politisk tilhørighet | Hvilket parti | E-post parti | Parti e-post | Liste | "
            "Partiliste | Medlem i Ap | Tilhører parti"
        ),
        looks="party",
        alone=True,
    ),
    _refused(
        "refused_opinion",
        *listed(
            "Positiv? | Positiv | Kan spørres | Kan spørres? | Stemmer | Stemte | Stemmer på | "
            "Holdning | Politisk syn | Politisk | Meninger | Mening | Syn på | Sympatier | "
            "Negativ | Pålitelig | Lojal | Vurdering | Skeptisk | Interessert? | Interesse | "
            "Vil stille? | Aktuell kandidat | Aktuell? | Røyster | Religion | Tro | Livssyn | "
            "Kan tenke seg å stille | Spurt? | Svar på forespørsel | Engasjement | Legning | "
            "Hva stemmer | Stemmegivning | Kan spørjast | Aktuell | Politisk interessert | "
            "Etnisitet | Seksuell orientering | Opprinnelse | Nasjonalitet"
        ),
    ),
    _refused(
        "refused_health",
        *listed(
            "Allergi | Allergier | Kosthold | Diett | Matallergi | Spesialkost | Helse | "
            "Funksjonsnedsettelse | Tilrettelegging | Sykmeldt | Sykdom | Matønsker | Mat | "
            "Vegetar | Allergi/diett | Særlige behov | Uføregrad | Sykefravær | "
            "Helseopplysninger | Allergi/kosthensyn | Sjukmeld | Diagnose"
        ),
    ),
    _refused("refused_bank", "Kontonr", "Kontonummer", "Bankkonto", "Konto", "Lønn", "Lønnskonto"),
    _refused(
        "refused_membership",
        *listed(
            "Medlem | Medlem? | Medlemskap | Organisert | Organisert? | Er medlem | Fagorganisert"
        ),
    ),
)

VOCABULARY: Final = Vocabulary((*FIELDS, *IGNORED, *REFUSED))
