"""The demo region: an invented part of the Netherlands with real municipalities, written out in plain files.

The JSON files hold what a region writes; the modules beside them put it into the site with the verbs that people use.
Whatever is there already is left as it is, so loading again changes nothing that somebody edited.
"""
