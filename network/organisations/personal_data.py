"""What organisations hold about people, for the register: nothing, they are no people."""

from base.personal_data import register
from network.organisations.models import Location, Municipality, Organisation, QualityRegistration


def fill():
    register(Municipality, nothing="id code name slug latitude longitude")
    register(
        Organisation,
        nothing="id name slug kind size description website source_id mail_domain municipalities topics",
    )
    register(
        Location,
        nothing="id organisation name address postcode city municipality latitude longitude accessibility source_id",
    )
    register(QualityRegistration, nothing="id organisation register number link valid_until")
