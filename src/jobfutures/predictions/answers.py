"""How a run is answered to our script, line by line, in the form that the guide's script reads."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse

from jobfutures.guide.answers import LINES, line
from jobfutures.predictions.running import Pieces, Telling, Told, told_lines


def line_by_line(pieces: Pieces, tell: Telling) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines(pieces, tell), content_type=LINES)
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy before us would wait for the end
    return answer


def lines(pieces: Pieces, tell: Telling) -> Iterator[bytes]:
    for piece in told_lines(pieces, tell):
        if isinstance(piece, Told):
            yield line(verdict=piece.verdict, wall_ms=piece.wall_ms, sentence=piece.sentence, same=piece.same)
        else:
            yield line(stream=piece.stream, text=piece.text)
