"""What the index of words is given of a thing, whatever the engine."""

from modelsearch.index import AutocompleteField, RelatedFields, SearchField


def indexed(thing, search_fields=None, path=""):
    """``{name of the field: what it holds}``, the fields to be completed with a ``*`` behind their name."""
    found = {}
    for field in type(thing).get_search_fields() if search_fields is None else search_fields:
        name = path + field.field_name
        if isinstance(field, SearchField):
            found[name] = field.get_value(thing)
        elif isinstance(field, AutocompleteField):
            found[f"{name}*"] = field.get_value(thing)
        elif isinstance(field, RelatedFields):
            value = field.get_value(thing)
            for other in value.all() if hasattr(value, "all") else [value] if value is not None else []:
                found.update(indexed(other, field.fields, f"{name}__"))
    return found
