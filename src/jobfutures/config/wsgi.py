"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from jobfutures.config import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobfutures.config.settings")
application = get_wsgi_application()
logs.configure()
