"""Why a download failed, in a sentence that says what to do."""

import ssl
from socket import gaierror
from urllib.error import URLError

import pytest

from data_access.fetch.failures import FetchError, explain_failure
from tests.unit.data_access.fetch.serving import check_sentence


def _untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed certificate"
    return error


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (URLError(gaierror(-2, "Name or service not known")), ["cannot be found from this machine", "HTTPS_PROXY"]),
        (URLError(_untrusted()), ["certificate of data.police.uk is not trusted", "self-signed certificate"]),
    ],
    ids=["no internet", "certificate not trusted"],
)
def test_a_machine_that_cannot_reach_the_publisher_is_told_so(cause: URLError, words: list[str]) -> None:
    explained = explain_failure("https://data.police.uk/a.zip", error=cause, timeout=1)
    assert isinstance(explained, FetchError)
    with pytest.raises(FetchError) as error:
        raise explained
    check_sentence(error, "https://data.police.uk/a.zip", *words)
