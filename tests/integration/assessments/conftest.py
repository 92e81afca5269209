"""The figures printed in the two assessments."""

import pandas as pd
import pytest

from tests.integration.assessments.reading import read_reference


@pytest.fixture(scope="module")
def evidence() -> pd.DataFrame:
    return read_reference("evidence")
