from .models import Upload


def remove(upload: Upload) -> None:
    """Delete the file, then the row; a row whose file is gone already can be removed."""
    upload.file.delete(save=False)
    upload.delete()
