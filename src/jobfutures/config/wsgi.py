"""The site as a WSGI application."""

import os
from multiprocessing import parent_process

from django.core.wsgi import get_wsgi_application

from jobfutures.config import logs
from jobfutures.config.supervisor import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobfutures.config.settings")
application = get_wsgi_application()
logs.configure()

if server := parent_process():  # a worker of a web server that is killed must not go on holding the port
    die_with_parent()
    if os.getppid() != server.pid:
        raise SystemExit("The web server of this worker was killed while it started.")
