"""The site as a WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from jobfutures.config import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobfutures.config.settings")
application = get_wsgi_application()
logs.configure()
gc.collect()
gc.freeze()  # a later collection need not look at what stays: it would hold up a page for 40 ms, and copy shared memory
