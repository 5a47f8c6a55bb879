import treadle
from cached_property import cached_property


class Settings:
    loaded = 0

    @cached_property
    def values(self):
        self.loaded += 1
        return {"answer": 42}


@treadle.explore(modules=["cached_property"])
def test_settings_are_loaded_once():
    settings = Settings()
    treadle.run(lambda: settings.values, lambda: settings.values)
    assert settings.loaded == 1
