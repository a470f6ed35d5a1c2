import gc

import pytest

from keyworks.base.bulk import collector_paused


def test_the_collector_rests_inside_and_works_again_after_whatever_happens():
    with pytest.raises(KeyError), collector_paused():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
