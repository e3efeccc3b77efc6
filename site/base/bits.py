"""Sets of things as bits of one integer: what lists with filters count with.

"How many for this municipality, with these other filters on" is ``(a & b).bit_count()``: about a third of a microsecond
for 10,000 things, so a list costs the same with 1,000 as with 10,000.
"""


def of(places):
    """The integer with these bits on."""
    digits = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        digits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(digits, "little")


def places(mask):
    """The places of the bits that are on, from low to high."""
    digits = bin(mask)[:1:-1]
    found, place = [], digits.find("1")
    while place >= 0:
        found.append(place)
        place = digits.find("1", place + 1)
    return found


def union(masks, values):
    """Whatever fits any of ``values``; one that nobody has fits nothing."""
    mask = 0
    for value in values:
        mask |= masks.get(value, 0)
    return mask


def narrow(masks, base, chosen):
    """What is left of ``base`` under the ``chosen`` values (a dict of facet to values), and a counter.

    Within a facet any value will do, between facets all must hold. ``counts(facet)`` gives the number for each value,
    leaving out what was chosen in that facet itself: that is what choosing one more would add.
    """
    fits = {facet: union(masks.get(facet, {}), values) for facet, values in chosen.items() if values}
    result = base
    for mask in fits.values():
        result &= mask

    def without(facet):
        left = base
        for name, mask in fits.items():
            if name != facet:
                left &= mask
        return left

    def counts(facet):
        others = without(facet) if facet in fits else result
        return {value: (others & mask).bit_count() for value, mask in masks.get(facet, {}).items()}

    counts.without = without
    return result, counts
