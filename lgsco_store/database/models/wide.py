"""What is derived from the figures of letters, so that no view has to work it out."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lgsco_store.database.models.base import Base


class WideReading(Base):
    """One reading of a letter as one row, with a column for every figure that a letter may print.

    A figure is null if the letter does not print it, says that it does not apply, or prints two values. Each ``has_``
    column says whether the letter has any figure of that kind, whatever its value.
    """

    __tablename__ = "wide_reading"

    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"), primary_key=True)
    has_received: Mapped[bool]
    has_decided: Mapped[bool]
    has_headline: Mapped[bool]
    has_results: Mapped[bool]
    complaints_received__adult_care_services: Mapped[Decimal | None]
    complaints_received__benefits_and_tax: Mapped[Decimal | None]
    complaints_received__corporate_and_other_services: Mapped[Decimal | None]
    complaints_received__education_and_childrens_services: Mapped[Decimal | None]
    complaints_received__environment_services: Mapped[Decimal | None]
    complaints_received__highways_and_transport: Mapped[Decimal | None]
    complaints_received__housing: Mapped[Decimal | None]
    complaints_received__planning_and_development: Mapped[Decimal | None]
    complaints_received__benefits: Mapped[Decimal | None]
    complaints_received__children_and_family_services: Mapped[Decimal | None]
    complaints_received__education: Mapped[Decimal | None]
    complaints_received__planning_and_building_control: Mapped[Decimal | None]
    complaints_received__public_finance: Mapped[Decimal | None]
    complaints_received__transport_and_highways: Mapped[Decimal | None]
    complaints_received__other: Mapped[Decimal | None]
    complaints_received__total: Mapped[Decimal | None]
    complaints_decided__incomplete_or_invalid: Mapped[Decimal | None]
    complaints_decided__advice_given: Mapped[Decimal | None]
    complaints_decided__referred_back_for_local_resolution: Mapped[Decimal | None]
    complaints_decided__closed_after_initial_enquiries: Mapped[Decimal | None]
    complaints_decided__not_upheld: Mapped[Decimal | None]
    complaints_decided__upheld: Mapped[Decimal | None]
    complaints_decided__maladministration_injustice_reports: Mapped[Decimal | None]
    complaints_decided__local_settlements: Mapped[Decimal | None]
    complaints_decided__maladministration_reports: Mapped[Decimal | None]
    complaints_decided__no_maladministration_reports: Mapped[Decimal | None]
    complaints_decided__no_maladministration: Mapped[Decimal | None]
    complaints_decided__ombudsmans_discretion: Mapped[Decimal | None]
    complaints_decided__outside_jurisdiction: Mapped[Decimal | None]
    complaints_decided__premature_complaints: Mapped[Decimal | None]
    complaints_decided__total_excluding_premature: Mapped[Decimal | None]
    complaints_decided__total: Mapped[Decimal | None]
    complaints_decided__investigation_not_justified_and_other: Mapped[Decimal | None]
    complaints_decided__no_power_to_investigate: Mapped[Decimal | None]
    complaints_decided__no_reason_to_use_exceptional_power: Mapped[Decimal | None]
    complaints_decided__not_enough_evidence_of_fault: Mapped[Decimal | None]
    complaints_decided__no_or_minor_injustice_and_other: Mapped[Decimal | None]
    complaints_decided__injustice_remedied_during_enquiries: Mapped[Decimal | None]
    complaints_decided__report_issued: Mapped[Decimal | None]
    uphold_rate: Mapped[Decimal | None]
    uphold_rate_average: Mapped[Decimal | None]
    upheld_decisions: Mapped[Decimal | None]
    investigations: Mapped[Decimal | None]
    compliance_rate: Mapped[Decimal | None]
    compliance_rate_average: Mapped[Decimal | None]
    compliance_outcomes: Mapped[Decimal | None]
    satisfactory_remedy_rate: Mapped[Decimal | None]
    satisfactory_remedy_rate_average: Mapped[Decimal | None]
    satisfactory_remedy_decisions: Mapped[Decimal | None]
    satisfactory_remedy_base: Mapped[Decimal | None]
    remedied_by_ombudsman: Mapped[Decimal | None]
    remedied_by_authority: Mapped[Decimal | None]
    upheld_per_100k: Mapped[Decimal | None]
    upheld_per_100k_average: Mapped[Decimal | None]
    complaints_dealt_with: Mapped[Decimal | None]
    complaints_not_for_us: Mapped[Decimal | None]
    complaints_assessed_and_closed: Mapped[Decimal | None]
    complaints_investigated: Mapped[Decimal | None]
    first_enquiries: Mapped[Decimal | None]
    response_days_average: Mapped[Decimal | None]


class TypicalAverage(Base):
    """The value that more than half of the letters of one type and year print as one average; null if none is.

    Of all tables this one alone is written anew: it follows from what is published.
    """

    __tablename__ = "typical_average"

    authority_type: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(ForeignKey("measure.measure"), primary_key=True)
    value: Mapped[Decimal | None]
