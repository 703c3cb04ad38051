"""How a command of the shop fails: in a line that says what to do about it, without a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from click import ClickException
from marshmallow import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from routes.errors import validation_failed
from services import engines
from services.archive import BackupError
from services.errors import ShopError

log = logging.getLogger("shop")


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn what stands in the way into a ClickException; what nobody foresaw goes on as it is."""
    try:
        yield
    except ShopError as refusal:
        raise ClickException(refusal.detail) from refusal
    except ValidationError as error:
        raise ClickException(validation_failed(error.messages).detail) from error
    except SQLAlchemyError as failure:
        reason = engines.reason_of(failure)
        if reason is None:
            raise
        log.debug("the database failed a command", exc_info=True)
        raise ClickException(reason) from failure
    except BrokenPipeError:  # Who read the output has enough, which click knows.
        raise
    except (BackupError, OSError) as failure:
        raise ClickException(str(failure)) from failure
