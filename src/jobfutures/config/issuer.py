"""Where the keys lie that sign credentials."""

from pathlib import Path

from jobfutures.config.environment import PREFIX, Environment, WrongSetting
from jobfutures.credentials.vc import keyfile
from jobfutures.credentials.vc.keys import WrongKeys

VARIABLE = "ISSUER_KEYS"


def issuer_keys(env: Environment, folder: Path) -> Path:
    """Return the file of issuer keys: what JOBFUTURES_ISSUER_KEYS names, or one in the data folder, made when needed.

    Raises WrongSetting where the variable names no file of keys.
    """
    given = env.text(VARIABLE)
    if not given:
        return folder / keyfile.NAME
    file = Path(given).expanduser().absolute()
    try:
        keyfile.read(file)
    except WrongKeys as fault:
        accepted = f"the path of a file of issuer keys, as `jobfutures credentials rotate` writes it ({fault})"
        raise WrongSetting(PREFIX + VARIABLE, given, accepted) from None
    return file
