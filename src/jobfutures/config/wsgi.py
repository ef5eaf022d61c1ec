"""The site as a WSGI application."""

import gc
import os
from multiprocessing import parent_process

from django.core.wsgi import get_wsgi_application

from jobfutures.config import logs
from jobfutures.config.supervisor import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobfutures.config.settings")
application = get_wsgi_application()
logs.configure()
gc.collect()
gc.freeze()  # a later collection need not look at what stays: it would hold up a page for 40 ms

if server := parent_process():  # a worker of a web server that is killed must not go on holding the port
    die_with_parent()
    if os.getppid() != server.pid:
        raise SystemExit("The web server of this worker was killed while it started.")
