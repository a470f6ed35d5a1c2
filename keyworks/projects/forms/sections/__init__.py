from keyworks.projects.forms.sections.lists import Links, Parties, Scope, Sources
from keyworks.projects.forms.sections.money import Parts, Years
from keyworks.projects.forms.sections.plain import Basics, Classification, Dates, Listing, Package, Responsibility
from keyworks.projects.forms.sections.section import SectionForm

SECTIONS: dict[str, type[SectionForm]] = {
    form.slug: form
    for form in (
        Basics,
        Classification,
        Scope,
        Listing,
        Dates,
        Responsibility,
        Parties,
        Parts,
        Years,
        Sources,
        Links,
        Package,
    )
}

__all__ = ["SECTIONS", "SectionForm"]
