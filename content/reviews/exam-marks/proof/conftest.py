"""The proof runs on the changed project; its database lives in memory."""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[1] / "after"))
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
django.setup()
