"""The shop: `create_app(config)` builds it, `python app.py` runs it."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from click import ClickException
from flask import Flask

from config import ConfigurationError, load_settings, make_folder
from config_faults import DEVELOPMENT_ADMIN_PASSWORD
from models import REPLICA, bcrypt, db
from routes.access import register_access
from routes.bodies import BodiesFirst, Turns
from routes.command_failures import failures_told
from routes.command_line import CommandLine, loaded
from routes.errors import register_error_handlers
from routes.headers import register_cors
from routes.json_provider import OrjsonProvider
from routes.kept_answers import keep_answers
from routes.limits import count_requests
from routes.parser import LARGEST_BODY, LARGEST_JSON_BODY
from routes.proxies import TrustedProxies
from routes.register import register_routes
from routes.requests import register_request_hooks
from routes.serving import Server, address_of
from routes.watching import watch_requests
from schemas import ma
from services import engines, limits, logs, metrics, observation, replica, storage
from services.migrations import Migrations

MIGRATIONS = Path(__file__).parent / "migrations"


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the shop with the settings of the environment, overridden by `config`.

    Raises ConfigurationError naming every setting at fault.
    """
    settings = load_settings(config)
    logs.configure(settings)
    app = Flask(__name__, static_folder=None, instance_path=str(settings["INSTANCE_FOLDER"]))
    app.config.update(settings)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_JSON_BODY
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engines.engine_options(settings)
    if settings["DATABASE_REPLICA_URL"]:
        app.config["SQLALCHEMY_BINDS"] = {REPLICA: engines.replica_options(settings)}
    app.json = OrjsonProvider(app)
    app.url_map.merge_slashes = False
    for folder in ("INSTANCE_FOLDER", "UPLOAD_FOLDER"):
        make_folder(settings, folder)
    db.init_app(app)
    ma.init_app(app)
    app.extensions["migrate"] = Migrations(MIGRATIONS)
    bcrypt.init_app(app)
    engines.init_app(app)
    replica.init_app(app)
    observation.init_app(app)
    limits.init_app(app)
    storage.init_app(app)
    metrics.init_app(app)
    register_access(app)
    register_error_handlers(app)
    register_request_hooks(app)
    register_routes(app)
    register_cors(app)
    app.wsgi_app = Turns(app.wsgi_app, settings["THREADS"])  # type: ignore[method-assign]
    keep_answers(app)
    app.cli = CommandLine(app.name)
    count_requests(app)
    if settings["OTEL"]:
        _tracing().trace(app)
    watch_requests(app)
    app.wsgi_app = BodiesFirst(app.wsgi_app, LARGEST_BODY)  # type: ignore[method-assign]
    if settings["TRUSTED_PROXIES"]:
        app.wsgi_app = TrustedProxies(app.wsgi_app, settings["TRUSTED_PROXIES"])  # type: ignore[method-assign]
    return app


def _tracing() -> ModuleType:
    """Load what needs the packages of requirements-otel.txt. Raises ConfigurationError."""
    try:
        return importlib.import_module("routes.tracing")
    except ImportError as error:
        needed = "install its packages by: pip install -r requirements-otel.txt"
        raise ConfigurationError([f"OTEL: {needed} ({error})"]) from error


def main() -> None:
    """Migrate, seed and serve until Ctrl-C; the exit status is 0 then."""
    # Also where a shell started the server in the background, which ignores SIGINT.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with failures_told():
            app = create_app()
            with app.app_context():
                loaded().prepare_database()
        serve(app)
    except ClickException as failure:
        sys.exit(failure.message)
    except KeyboardInterrupt:
        sys.exit(0)


def serve(app: Flask) -> None:
    """Serve `app` by waitress, which runs on every platform."""
    host, port = app.config["HOST"], app.config["PORT"]
    try:
        server = Server(app, host, port)
    except ValueError:
        sys.exit(f"HOST: {host!r} is no address of this machine")
    except OSError as error:
        sys.exit(f"Port {port} can't be used: {error.strerror}. Choose another: PORT=5055")
    app.config["PORT"] = server.port  # Which one, where it was asked for any.
    print(_welcome(app), flush=True)
    server.run()


def _welcome(app: Flask) -> str:
    address = address_of(app.config["HOST"], app.config["PORT"])
    lines = [f"The shop is open at {address}", f"Read and try the API: {address}/api/docs"]
    if app.config["ADMIN_PASSWORD"] == DEVELOPMENT_ADMIN_PASSWORD:
        lines.append(f"A new shop's admin is admin with the password {DEVELOPMENT_ADMIN_PASSWORD}")
    return "\n".join([*lines, "Ctrl-C closes it."])


if __name__ == "__main__":
    main()
