"""Settings of all tests: property tests are judged by what they find, never by how long it took."""

from hypothesis import HealthCheck, settings

settings.register_profile("khabar", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("khabar")
