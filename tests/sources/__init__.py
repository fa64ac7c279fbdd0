"""Tests of the sources room: real sockets on loopback, real parsers, no patching."""
