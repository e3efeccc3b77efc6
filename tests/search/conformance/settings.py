"""Settings under which the models of modelsearch's own tests are searched by our backend."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import environ

_scratch = Path(tempfile.mkdtemp(prefix="leerkring-conformance-"))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)

SECRET_KEY = "tests-only"
INSTALLED_APPS = [
    "tests.search.conformance.apps.SearchConfig",
    "modelsearch.test.testapp",
    "modelsearch",
    "taggit",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
DATABASES = {"default": environ.Env().db("DATABASE_URL", default=f"sqlite:///{_scratch / 'db.sqlite3'}")}
# Beside the database of the tests that run this.
_postgres = "postgres" in DATABASES["default"]["ENGINE"]
DATABASES["default"]["TEST"] = {"NAME": f"conformance_{os.getpid()}" if _postgres else str(_scratch / "test.sqlite3")}
# The tables are made as the models say: the migrations ask for rooms and extensions that are not there.
MIGRATION_MODULES = dict.fromkeys(["search", "searchtests", "modelsearch", "taggit", "auth", "contenttypes"])
FIXTURE_DIRS = [Path(__file__).parent / "fixtures"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
REDIS_URL = ""
STAMP_DIR = _scratch / "stamps"
SEARCH_ENGINE = "whoosh"
SEARCH_INDEX_DIR = _scratch / "index"
SEARCH_INDEX_IN_WEB = False
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "search.engine.whoosh"}}
