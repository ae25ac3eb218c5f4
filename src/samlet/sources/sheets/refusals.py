"""What makes a whole file or a column refused, beyond the headings of the vocabulary."""

from __future__ import annotations

from typing import Final

from samlet.sources.sheets.folding import fold, listed

# What only a member register has; one such heading is enough to leave the file unread. A heading
# counts when it begins with one of these, folded.
MEMBER_REGISTER: Final = tuple(
    fold(beginning)
    for beginning in (
        *listed(
            "Medlemsnummer | Medlemsnr | Medlnr | Medl.nr | Medlems nr | Medl.nummer | Medlnum | "
            "Kontingent | Trekkes kontingent | Innmeldt | Innmelding | Utmeldt | Utmelding | "
            "Medlem siden | Medlemstype | Medlemskategori | Medlemsstatus | Medlemsid | "
            "Restanse | Medlem fra | Medlem nr | Trekktype | Betalingsmåte | Kontingenttrekk | "
            "Innmeld | Member no | Membership | Medlemskontingent | Medlemsdato | "
            "Medlemskapsdato | Kontingentsats | Skyldig kontingent | Medlemsform"
        ),
    )
)
# Words in the name of a file or sheet, or above the table, that say the same.
MEMBER_TITLES: Final = tuple(
    fold(word)
    for word in listed(
        "Medlemsregister | Medlemsliste | Medlemsoversikt | Medlemskartotek | Medlemslister | "
        "Medlemer per | Medlemmer per | Medlemsutskrift"
    )
)

# Parts of a heading that make it a refused one whatever else stands there.
REFUSED_PARTS: Final = (
    ("refused_national_id", ("fodselsnummer", "personnummer", "fodselsnr", "personnr")),
    ("refused_party", ("partimedlem", "medlemavap", "medlemap", "partitilhor", "partipolitisk")),
    ("refused_party", ("medlemiap", "medlemavsv", "medlemisv", "medlemavparti", "medlemiparti")),
    ("refused_opinion", ("kansporres", "kansporjast", "stemmerpa", "politisksyn", "positivtil")),
    ("refused_opinion", ("villigtilastille", "villigtilastillepa", "harstemt", "stemtepa")),
    ("refused_health", ("allergi", "kosthold", "sykmeld", "sjukmeld", "diett", "helseopplys")),
    ("refused_bank", ("kontonr", "kontonummer", "bankkonto")),
)
