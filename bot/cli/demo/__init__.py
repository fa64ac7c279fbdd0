"""The demo: sample outlets on loopback, replayed in half a minute through the real worker, shown in the terminal."""
