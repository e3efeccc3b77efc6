"""All that modelsearch asks of a backend (run by ``tests/search/test_conformance.py``)."""

from django.test import TestCase
from modelsearch.tests.test_backends import BackendTests

from search import indexing


class WhooshBackendTests(BackendTests, TestCase):
    backend_path = "search.engine.whoosh"

    def setUp(self):
        super().setUp()
        # so that nothing below is answered by plain SQL
        self.assertEqual(indexing.state(), "")
